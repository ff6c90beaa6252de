"""The kernel that paints many opaque ellipses on the fine grid of one tile (see `paint`)."""

from __future__ import annotations

import math

import numpy as np

from tuner.core.jit import kernel

f32 = np.float32


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
        widths[n, 0] = max(r * shapes[n, 3] - cell, f32(0))
        widths[n, 1] = r + cell
        core = max(r - f32(0.6) * cell * stretch, f32(0))  # the slope below is at most `stretch`: covered for sure
        widths[n, 2] = core * core


@kernel
def _first(ahead, x, right):  # type: ignore[no-untyped-def]
    """The first cell from x on that still shows something below; the way there is shorter the next time."""
    begin = x
    while x < right and ahead[x] != x:
        x = ahead[x]
    ahead[begin] = x
    return x


@kernel
def _slanted(paint, seen, covers, levels, us, ws, shape, core, per_cell, shade, dim, colour):  # type: ignore[no-untyped-def]
    """Cells of a row of one ellipse, in even loops; a cell that shows nothing below takes nothing."""
    cx, cy, r, stretch, ca, sa = shape[0], shape[1], shape[2], f32(1) / shape[3], shape[4], shape[5]
    for x in range(covers.shape[0]):
        u, w = us[x] - cx, ws[x] - cy
        a, b = ca * u + sa * w, (ca * w - sa * u) * stretch
        # first-order distance to the rim: how far its equation is from it, over the gradient
        e = math.sqrt(a * a + b * b)
        slope = math.sqrt(a * a + b * b * stretch * stretch) / (e + f32(1e-6)) + f32(1e-6)
        cover = min(max((r - e) / slope * per_cell + f32(0.5), f32(0)), f32(1))
        covers[x] = f32(1) if a * a + b * b < core else cover
        levels[x] = shade * (f32(1) - dim * (b / r + f32(1)) * f32(0.5))
    for c in range(paint.shape[0]):
        over, tone = paint[c], colour[c]
        for x in range(covers.shape[0]):
            over[x] += seen[x] * covers[x] * levels[x] * tone
    for x in range(covers.shape[0]):
        seen[x] *= f32(1) - covers[x]


@kernel
def _round(paint, seen, ahead, us, ws, shape, left, right, sure, till, per_cell, shade, colour):  # type: ignore[no-untyped-def]
    """Cells of a row of one disc, which needs no distance from `sure` to `till`; how many show nothing below any more."""
    cx, cy, r, closed = shape[0], shape[1], shape[2], 0
    x = _first(ahead, left, right)
    while x < right:
        end = x + 1
        if sure <= x < till:
            while end < till and end < right and ahead[end] == end:
                end += 1
            for c in range(paint.shape[0]):
                over, shown, tone = paint[c, x:end], seen[x:end], colour[c]
                for i in range(over.shape[0]):
                    over[i] += shown[i] * shade * tone
            seen[x:end] = f32(0)
            ahead[x:end] = end
            closed += end - x
        else:
            u, w = us[x] - cx, ws[x] - cy
            cover = min(max((r - math.sqrt(u * u + w * w)) * per_cell + f32(0.5), f32(0)), f32(1))
            if cover > f32(0):
                for c in range(paint.shape[0]):
                    paint[c, x] += seen[x] * cover * shade * colour[c]
                seen[x] *= f32(1) - cover
                if cover >= f32(1):
                    ahead[x] = end
                    closed += 1
        x = _first(ahead, end, right) if end < right else right
    return closed


@kernel
def ellipses(buf, xs, ys, box, shapes, colours, shades, cell, slack, rgb):  # type: ignore[no-untyped-def]
    """Opaque ellipses, the last on top: rows of (x, y, r, aspect, cos, sin); `shades` scales each one's colour, and
    its second column how much darker its far side is; `slack` cells are added where rows and columns are looked up.

    A row is painted from the top one down, each where something still shows through, which is the same picture.
    """
    x0, y0, per_cell = xs[0, 0], ys[0, 0], f32(1) / cell
    count, channels = shapes.shape[0], buf.shape[0]
    rows, numbers, widths = np.empty((count, 2), np.int64), np.empty((count, 4)), np.empty((count, 3), f32)
    _laid_out(shapes, y0, box, cell, slack, rows, numbers, widths)
    seen, paint = np.empty(buf.shape[2], f32), np.empty((channels, buf.shape[2]), f32)
    covers, levels = np.empty(buf.shape[2], f32), np.empty(buf.shape[2], f32)
    ahead = np.empty(buf.shape[2] + 1, np.int32)  # of a cell that shows nothing below: one further on; else itself
    for y in range(box[0], box[1]):
        begun, open_ = False, box[3] - box[2]  # cells of the row that still show something below
        for n in range(count - 1, -1, -1):
            if y < rows[n, 0] or y >= rows[n, 1]:
                continue
            cx, cy, colour, shade, dim = shapes[n, 0], shapes[n, 1], rgb[colours[n]], shades[n, 0], shades[n, 1]
            inner, outer, core = widths[n, 0], widths[n, 1], widths[n, 2]
            round_ = shapes[n, 3] == f32(1) and dim == f32(0)
            v = y * cell - (cy - y0)
            shift, most = 0.0, float(outer * outer - max(abs(v) - slack * cell, f32(0)) ** 2)
            if not round_:  # the roots of its equation along the row, a little beyond where its cover ends
                wide, lean, thin, reach = numbers[n, 0], numbers[n, 1], numbers[n, 2], numbers[n, 3]
                shift = -lean * v
                most = (reach * reach - thin * v * v) / wide + shift * shift
                if most < 0.0:
                    continue
            most = math.sqrt(max(most, 0.0))
            left = max(math.floor((cx + shift - most - x0) * per_cell - slack), box[2])
            right = min(math.ceil((cx + shift + most - x0) * per_cell + slack) + 1, box[3])
            if left >= right:
                continue
            if not begun:
                begun = True
                seen[box[2] : box[3]] = f32(1)
                paint[:, box[2] : box[3]] = f32(0)
                for x in range(box[2], box[3] + 1):
                    ahead[x] = x
            if round_:
                # the columns that are inside for sure need no distance
                half = math.sqrt(max(inner * inner - (abs(v) + slack * cell) ** 2, f32(0)))
                sure = math.ceil((cx - half - x0) * per_cell + slack) + 1
                till = math.floor((cx + half - x0) * per_cell - slack) - 1 if half > f32(0) else sure
                open_ -= _round(
                    paint, seen, ahead, xs[y], ys[y], shapes[n], left, right, sure, till, per_cell, shade, colour
                )
            else:
                left = _first(ahead, left, right)
                if left >= right:
                    continue
                _slanted(
                    paint[:, left:right], seen[left:right], covers[left:right], levels[left:right], xs[y, left:right],
                    ys[y, left:right], shapes[n], core, per_cell, shade, dim, colour,
                )  # fmt: skip
                for x in range(left, right):
                    if covers[x] >= f32(1) and ahead[x] == x:
                        ahead[x] = x + 1
                        open_ -= 1
            if open_ == 0:
                break
        if begun:
            for c in range(channels):
                row, over = buf[c, y, box[2] : box[3]], paint[c, box[2] : box[3]]
                shown = seen[box[2] : box[3]]
                for x in range(row.shape[0]):
                    row[x] = over[x] + shown[x] * row[x]
