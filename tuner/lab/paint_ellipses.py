"""The kernel that paints many opaque ellipses on the fine grid of one tile (see `paint`)."""

from __future__ import annotations

import math

import numpy as np

from tuner.core.jit import kernel

f32 = np.float32
RUN = 16  # cells that are looked at together


@kernel
def _square(distance, side, count):  # type: ignore[no-untyped-def]
    return min(max(math.floor(distance / side), 0), count - 1)


@kernel
def near(shapes, starts, which, corner, wide, side, bounds, cell, slack):  # type: ignore[no-untyped-def]
    """The ellipses that may leave a trace within `bounds`, in their order; the columns' ends of what they reach.

    Squares of `side`, `wide` of them in a row from `corner` on: `which[starts[i] : starts[i + 1]]` reach into the i-th.
    """
    high = (starts.shape[0] - 1) // wide
    x0, x1 = _square(bounds[0] - corner[0], side, wide), _square(bounds[2] - corner[0], side, wide)
    y0, y1 = _square(bounds[1] - corner[1], side, high), _square(bounds[3] - corner[1], side, high)
    most = 0
    for y in range(y0, y1 + 1):
        most += starts[y * wide + x1 + 1] - starts[y * wide + x0]
    found, count = np.empty(most, np.int64), 0
    left, right = np.inf, -np.inf
    for y in range(y0, y1 + 1):
        for x in range(x0, x1 + 1):
            for n in which[starts[y * wide + x] : starts[y * wide + x + 1]]:
                u, v, r, aspect, ca, sa = shapes[n]
                # it is listed in every square it reaches: taken in the first of them alone
                first_x, first_y = (
                    _square(u - r - 1 - corner[0], side, wide),
                    _square(v - r - 1 - corner[1], side, high),
                )
                if x != max(first_x, x0) or y != max(first_y, y0):
                    continue
                larger = r + (2 + slack) * cell / aspect
                across = larger * math.sqrt(ca * ca + (aspect * sa) ** 2)
                down = larger * math.sqrt(sa * sa + (aspect * ca) ** 2)
                if u + across > bounds[0] and u - across < bounds[2] and v + down > bounds[1] and v - down < bounds[3]:
                    found[count] = n
                    count += 1
                    left, right = min(left, u - across), max(right, u + across)
    return np.sort(found[:count]), left, right


@kernel
def _laid_out(shapes, y0, box, cell, slack, rows, numbers, widths):  # type: ignore[no-untyped-def]
    """What every row asks of an ellipse: first and last row; what its equation along a row is made of; its radii."""
    per_cell = f32(1) / cell
    for n in range(shapes.shape[0]):
        cy, r = shapes[n, 1], shapes[n, 2]
        rows[n, 0] = max(math.floor((cy - r - y0) * per_cell - slack), box[0])
        rows[n, 1] = min(math.ceil((cy + r - y0) * per_cell + slack) + 1, box[1])
        stretch, ca, sa = f32(1) / shapes[n, 3], shapes[n, 4], shapes[n, 5]
        # wide u^2 + 2 wide lean u v + thin v^2 = e^2 at (u, v) from the middle
        squash = stretch * stretch
        numbers[n, 0] = wide = float(ca * ca + squash * sa * sa)
        numbers[n, 1] = float(ca * sa * (f32(1) - squash)) / wide
        numbers[n, 2] = float(sa * sa + squash * ca * ca)
        numbers[n, 3] = float(r + stretch * cell * (f32(2) + slack))
        widths[n, 0] = r + cell
        core = max(r - f32(0.6) * cell * stretch, f32(0))  # the slope below is at most `stretch`: covered for sure
        widths[n, 1] = core * core


@kernel
def _slanted(red, green, blue, seen, us, ws, shape, core, per_cell, shade, dim, tone):  # type: ignore[no-untyped-def]
    """Lay a run of cells of an ellipse under what is there already; one even loop."""
    cx, cy, r, stretch, ca, sa = shape[0], shape[1], shape[2], f32(1) / shape[3], shape[4], shape[5]
    t0, t1, t2 = tone[0], tone[1], tone[2]
    for x in range(seen.shape[0]):
        u, w = us[x] - cx, ws[x] - cy
        a, b = ca * u + sa * w, (ca * w - sa * u) * stretch
        # first-order distance to the rim: how far its equation is from it, over the gradient
        e = math.sqrt(a * a + b * b)
        slope = math.sqrt(a * a + b * b * stretch * stretch) / (e + f32(1e-6)) + f32(1e-6)
        cover = min(max((r - e) / slope * per_cell + f32(0.5), f32(0)), f32(1))
        cover = f32(1) if a * a + b * b < core else cover
        more = seen[x] * cover * (shade * (f32(1) - dim * (b / r + f32(1)) * f32(0.5)))
        red[x] += more * t0
        green[x] += more * t1
        blue[x] += more * t2
        seen[x] *= f32(1) - cover


@kernel
def _round(red, green, blue, seen, us, ws, shape, per_cell, shade, tone):  # type: ignore[no-untyped-def]
    """The same for a disc of even brightness."""
    cx, cy, r = shape[0], shape[1], shape[2]
    t0, t1, t2 = tone[0], tone[1], tone[2]
    for x in range(seen.shape[0]):
        u, w = us[x] - cx, ws[x] - cy
        cover = min(max((r - math.sqrt(u * u + w * w)) * per_cell + f32(0.5), f32(0)), f32(1))
        more = seen[x] * cover * shade
        red[x] += more * t0
        green[x] += more * t1
        blue[x] += more * t2
        seen[x] *= f32(1) - cover


@kernel
def _framed(inside, us, ws, frame, per_cell):  # type: ignore[no-untyped-def]
    """How much of each cell of a row lies within an upright rectangle."""
    for x in range(inside.shape[0]):
        across = min(max((us[x] - frame[0]) * per_cell + f32(0.5), f32(0)), f32(1))
        across *= min(max((frame[2] - us[x]) * per_cell + f32(0.5), f32(0)), f32(1))
        down = min(max((ws[x] - frame[1]) * per_cell + f32(0.5), f32(0)), f32(1))
        inside[x] = across * down * min(max((frame[3] - ws[x]) * per_cell + f32(0.5), f32(0)), f32(1))


@kernel
def _shows(bits):  # type: ignore[no-untyped-def]
    some = np.int32(0)
    for x in range(bits.shape[0]):
        some |= bits[x]
    return some != 0


@kernel
def _listed(rows, box):  # type: ignore[no-untyped-def]
    """The ellipses of each row, the top one first: where a row's list begins, and the lists."""
    starts = np.zeros(box[1] - box[0] + 1, np.int32)
    for n in range(rows.shape[0]):
        for y in range(rows[n, 0] - box[0], rows[n, 1] - box[0]):
            starts[y + 1] += 1
    for y in range(starts.shape[0] - 1):
        starts[y + 1] += starts[y]
    lists, ends = np.empty(starts[-1], np.int32), starts.copy()
    for n in range(rows.shape[0] - 1, -1, -1):
        for y in range(rows[n, 0] - box[0], rows[n, 1] - box[0]):
            lists[ends[y]] = n
            ends[y] += 1
    return starts, lists


@kernel
def ellipses(buf, xs, ys, box, shapes, colours, shades, cell, slack, rgb, frame):  # type: ignore[no-untyped-def]
    """Opaque ellipses, the last on top: rows of (x, y, r, aspect, cos, sin); `shades` scales each one's colour, and
    its second column how much darker its far side is; `slack` cells are added where rows and columns are looked up. They
    are seen within `frame` alone, (left, top, right, bottom), or (0,) for everywhere.

    A row is painted from the top one down, each where something still shows through, which is the same picture.
    """
    x0, y0, per_cell = xs[0, 0], ys[0, 0], f32(1) / cell
    count, channels = shapes.shape[0], buf.shape[0]
    rows, numbers, widths = np.empty((count, 2), np.int64), np.empty((count, 4)), np.empty((count, 2), f32)
    _laid_out(shapes, y0, box, cell, slack, rows, numbers, widths)
    starts, lists = _listed(rows, box)
    tones = np.zeros((count, 3), f32)  # of channels that the tile lacks: none
    for n in range(count):
        tones[n, :channels] = rgb[colours[n]]
    columns = buf.shape[2]
    seen, paint = np.zeros(columns, f32), np.empty((3, columns), f32)
    bits = seen.view(np.int32)  # 0 for what is 0.0
    first, last = box[2] // RUN, (box[3] - 1) // RUN + 1
    framed, framing = frame.shape[0] == 4, np.ones(columns, f32)
    opened = np.empty(last, np.bool_)  # runs of a row that still show something below
    for y in range(box[0], box[1]):
        begun, left_open = False, last - first
        for n in lists[starts[y - box[0]] : starts[y - box[0] + 1]]:
            shape, tone, shade, dim = shapes[n], tones[n], shades[n, 0], shades[n, 1]
            round_ = shape[3] == f32(1) and dim == f32(0)
            v = y * cell - (shape[1] - y0)
            shift = 0.0
            if round_:
                outer = widths[n, 0]
                most = float(outer * outer - max(abs(v) - slack * cell, f32(0)) ** 2)
            else:  # the roots of its equation along the row, a little beyond where its cover ends
                wide, lean, thin, reach = numbers[n, 0], numbers[n, 1], numbers[n, 2], numbers[n, 3]
                shift = -lean * v
                most = (reach * reach - thin * v * v) / wide + shift * shift
            if most < 0.0:
                continue
            most = math.sqrt(most)
            left = max(math.floor((shape[0] + shift - most - x0) * per_cell - slack), box[2])
            right = min(math.ceil((shape[0] + shift + most - x0) * per_cell + slack) + 1, box[3])
            if left >= right:
                continue
            if not begun:
                begun = True
                if framed:
                    _framed(framing[box[2] : box[3]], xs[y, box[2] : box[3]], ys[y, box[2] : box[3]], frame, per_cell)
                seen[box[2] : box[3]] = framing[box[2] : box[3]]
                paint[:, box[2] : box[3]] = f32(0)
                opened[first:last] = True
            run, till = left // RUN, (right - 1) // RUN + 1
            while run < till:
                if not opened[run]:
                    run += 1
                    continue
                end = run + 1
                while end < till and opened[end]:
                    end += 1
                begin, stop = run * RUN, min(end * RUN, columns)
                red, green, blue = paint[0, begin:stop], paint[1, begin:stop], paint[2, begin:stop]
                shown, us, ws = seen[begin:stop], xs[y, begin:stop], ys[y, begin:stop]
                if round_:
                    _round(red, green, blue, shown, us, ws, shape, per_cell, shade, tone)
                else:
                    _slanted(red, green, blue, shown, us, ws, shape, widths[n, 1], per_cell, shade, dim, tone)
                for k in range(run, end):
                    if not _shows(bits[k * RUN : min(k * RUN + RUN, columns)]):
                        opened[k] = False
                        left_open -= 1
                run = end
            if left_open == 0:
                break
        if begun:
            for c in range(channels):
                row, over = buf[c, y, box[2] : box[3]], paint[c, box[2] : box[3]]
                shown, inside = seen[box[2] : box[3]], framing[box[2] : box[3]]
                for x in range(row.shape[0]):
                    row[x] = over[x] + (shown[x] + (f32(1) - inside[x])) * row[x]
