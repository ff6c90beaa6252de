"""Kernels that paint shapes on the fine grid of one tile.

`buf` holds the tile's camera RGB, (channels, rows, columns) float32; `xs`, `ys` the position on the page of each of its
cells' centres, relative to the tile's own origin so that float32 keeps them to a few millionths of a pixel. A straight
edge covers a cell by clip(d / cell + 1/2, 0, 1), d the distance to it: the cell's area average up to the fourth order
of its size. `box` holds first and last row and column that the shape may touch.

Source: Perlin (2002), Improving noise, ACM SIGGRAPH 21(3), 681-682 (gradient noise, fade polynomial); the hash of cells
is the finaliser of Steele, Lea, Flood (2014), Fast splittable pseudorandom number generators (SplitMix).
"""

from __future__ import annotations

import math

import numpy as np

from tuner.core.jit import kernel

f32 = np.float32
WAYS = np.stack([np.cos(np.arange(64) * math.pi / 32), np.sin(np.arange(64) * math.pi / 32)], axis=1).astype(f32)
"""Directions that noise may have at the corner of a cell."""


@kernel
def place(sides, bounds):  # type: ignore[no-untyped-def]
    """1: bounds (left, top, right, bottom) lie inside all sides, by a pixel or more; -1: outside of one; else 0."""
    inside = 1
    for s in range(sides.shape[0]):
        a, b, c = sides[s, 0], sides[s, 1], sides[s, 2]
        low = min(a * bounds[0], a * bounds[2]) + min(b * bounds[1], b * bounds[3]) + c
        high = max(a * bounds[0], a * bounds[2]) + max(b * bounds[1], b * bounds[3]) + c
        if high < -1.0:
            return -1
        if low <= 1.0:
            inside = 0
    return inside


@kernel
def crossing(sides, origin, bounds):  # type: ignore[no-untyped-def]
    """The sides that bounds do not lie well inside of, for positions relative to an origin."""
    found, count = np.empty(sides.shape, f32), 0
    for s in range(sides.shape[0]):
        a, b, c = sides[s, 0], sides[s, 1], sides[s, 2]
        if min(a * bounds[0], a * bounds[2]) + min(b * bounds[1], b * bounds[3]) + c <= 1.0:
            found[count, 0], found[count, 1], found[count, 2] = a, b, c + a * origin[0] + b * origin[1]
            count += 1
    return found[:count]


@kernel
def fill(buf, rgb):  # type: ignore[no-untyped-def]
    """One colour everywhere."""
    for c in range(buf.shape[0]):
        for y in range(buf.shape[1]):
            row = buf[c, y]
            for x in range(row.shape[0]):
                row[x] = rgb[c]


@kernel
def _cover(covers, px, py, box, sides, cell):  # type: ignore[no-untyped-def]
    """How much of each cell of a row lies inside all sides; side by side, so that each is one even loop."""
    per_cell = f32(1) / cell
    inside, u, v = covers[box[2] : box[3]], px[box[2] : box[3]], py[box[2] : box[3]]
    inside[:] = f32(1)
    for s in range(sides.shape[0]):
        a, b, c = sides[s, 0], sides[s, 1], sides[s, 2]
        for x in range(inside.shape[0]):
            d = a * u[x] + b * v[x] + c
            inside[x] *= min(max(d * per_cell + f32(0.5), f32(0)), f32(1))


@kernel
def polygon(buf, xs, ys, box, sides, cell, rgb):  # type: ignore[no-untyped-def]
    """A convex polygon: `sides` are (a, b, c) with a x + b y + c the distance to a side, positive inside."""
    covers = np.empty(buf.shape[2], f32)
    for y in range(box[0], box[1]):
        _cover(covers, xs[y], ys[y], box, sides, cell)
        for c in range(buf.shape[0]):
            row, inside, colour = buf[c, y, box[2] : box[3]], covers[box[2] : box[3]], rgb[c]
            for x in range(row.shape[0]):
                row[x] += inside[x] * (colour - row[x])


@kernel
def ramp(buf, xs, ys, box, bounds, cell, rgb, density):  # type: ignore[no-untyped-def]
    """A grey wedge in an upright rectangle: rgb 10^(-density t), t from 0 at the left to 1 at the right."""
    per_cell, along = f32(1) / cell, f32(1) / (bounds[2] - bounds[0])
    fall = f32(-density * math.log(10.0))
    for y in range(box[0], box[1]):
        for x in range(box[2], box[3]):
            u, v = xs[y, x], ys[y, x]
            cover = min(max((u - bounds[0]) * per_cell + f32(0.5), f32(0)), f32(1))
            cover *= min(max((bounds[2] - u) * per_cell + f32(0.5), f32(0)), f32(1))
            cover *= min(max((v - bounds[1]) * per_cell + f32(0.5), f32(0)), f32(1))
            cover *= min(max((bounds[3] - v) * per_cell + f32(0.5), f32(0)), f32(1))
            if cover > f32(0):
                t = min(max((u - bounds[0]) * along, f32(0)), f32(1))
                level = math.exp(fall * t)
                for c in range(buf.shape[0]):
                    buf[c, y, x] += cover * (level * rgb[c] - buf[c, y, x])


@kernel
def _direction(ix, iy, seed):  # type: ignore[no-untyped-def]
    """The random direction of the noise at a corner."""
    z = np.uint64(ix & 0xFFFFF) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(iy & 0xFFFFF) * np.uint64(
        0xC2B2AE3D27D4EB4F
    )
    z += np.uint64(seed) * np.uint64(0x165667B19E3779F9)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    turn = int((z ^ (z >> np.uint64(31))) >> np.uint64(58))
    return WAYS[turn, 0], WAYS[turn, 1]


@kernel
def _faded(u):  # type: ignore[no-untyped-def]
    return u * u * u * (u * (u * f32(6) - f32(15)) + f32(10))


@kernel
def _add_noise(total, us, vs, first, last, across, down, height, seed):  # type: ignore[no-untyped-def]
    """Add gradient noise, about -0.7..0.7 times `height`, to a row of cells at us, vs; `across`, `down`: 1 / its size.

    Neighbours mostly lie between the same four corners, whose directions are drawn once for all of them.
    """
    one = f32(1)
    x = first
    while x < last:
        ix, iy = math.floor(us[x] * across), math.floor(vs[x] * down)
        fx, fy = float(ix), float(iy)
        end = x + 1
        while end < last and 0.0 <= us[end] * across - fx < 1.0 and 0.0 <= vs[end] * down - fy < 1.0:
            end += 1
        ax, ay = _direction(ix, iy, seed)
        bx, by = _direction(ix + 1, iy, seed)
        cx, cy = _direction(ix, iy + 1, seed)
        dx, dy = _direction(ix + 1, iy + 1, seed)
        part, at, below = total[x:end], us[x:end], vs[x:end]
        for i in range(part.shape[0]):
            u, v = f32(at[i] * across - fx), f32(below[i] * down - fy)
            s, t = _faded(u), _faded(v)
            top = (one - s) * (ax * u + ay * v) + s * (bx * (u - one) + by * v)
            low = (one - s) * (cx * u + cy * (v - one)) + s * (dx * (u - one) + dy * (v - one))
            part[i] += f32(height) * ((one - t) * top + t * low)
        x = end


@kernel
def _add_even_noise(total, us, v, first, last, across, down, height, seed):  # type: ignore[no-untyped-def]
    """The same for a row that keeps its height `v` on the page: what hangs on that alone is found once a corner."""
    one = f32(1)
    iy = math.floor(v * down)
    v = f32(v * down - iy)
    t = _faded(v)
    step = (us[last - 1] - us[first]) / max(last - 1 - first, 1) * across  # corners a cell
    x = first
    while x < last:
        ix = math.floor(us[x] * across)
        fx = float(ix)
        end = min(x + 1 + int((fx + 1 - us[x] * across) / step), last) if step > 0 else last
        while end > x + 1 and us[end - 1] * across - fx >= 1.0:
            end -= 1
        while end < last and us[end] * across - fx < 1.0:
            end += 1
        ax, ay = _direction(ix, iy, seed)
        bx, by = _direction(ix + 1, iy, seed)
        cx, cy = _direction(ix, iy + 1, seed)
        dx, dy = _direction(ix + 1, iy + 1, seed)
        # a + b u left, c + d u right of the cell, mixed by s
        a = f32(height) * ((one - t) * ay * v + t * cy * (v - one))
        b = f32(height) * ((one - t) * ax + t * cx)
        c = f32(height) * ((one - t) * (by * v - bx) + t * (dy * (v - one) - dx)) - a
        d = f32(height) * ((one - t) * bx + t * dx) - b
        part, at = total[x:end], us[x:end]
        for i in range(part.shape[0]):
            u = f32(at[i] * across - fx)
            part[i] += a + b * u + _faded(u) * (c + d * u)
        x = end


@kernel
def _clouds(total, us, vs, scale, octaves, seed, even):  # type: ignore[no-untyped-def]
    """Octaves of noise, each of half the size and height of the one before."""
    total[:] = f32(0)
    size, height = 1.0 / scale[0], 1.0
    for o in range(octaves):
        down = size * (scale[0] / scale[1])
        if even:
            _add_even_noise(total, us, vs[0], 0, total.shape[0], size, down, height, seed + o)
        else:
            _add_noise(total, us, vs, 0, total.shape[0], size, down, height, seed + o)
        size, height = size * 2, height * 0.5


@kernel
def _weave(total, us, vs, across, threads, scale, contrast):  # type: ignore[no-untyped-def]
    """Threads over and under one another; `across` and `threads` keep the places of the row above and what was found there."""
    down, thread = np.nan, 0.0
    for x in range(total.shape[0]):
        if us[x] != across[x]:
            across[x], threads[x] = us[x], math.sin(math.pi * us[x] / scale[0])
        if vs[x] != down:
            down, thread = vs[x], math.sin(math.pi * vs[x] / scale[1])
        a, b = threads[x], thread
        total[x] = 0.5 + contrast * ((abs(a) if a * b > 0 else abs(b)) - 0.5)


@kernel
def _drawn(x0, y0, cell, box, scale, octaves, seed):  # type: ignore[no-untyped-def]
    """Clouds at every second cell, from those in or before the box's first to those behind its last."""
    top, left = box[0] // 2, box[2] // 2
    drawn = np.empty(((box[1] - 1) // 2 + 2 - top, (box[3] - 1) // 2 + 2 - left), f32)
    us, vs = np.empty(drawn.shape[1]), np.empty(1)
    for x in range(us.shape[0]):
        us[x] = x0 + (left + x) * 2 * cell
    for y in range(drawn.shape[0]):
        vs[0] = y0 + (top + y) * 2 * cell
        _clouds(drawn[y], us, vs, scale, octaves, seed, True)
    return drawn


@kernel
def _between(drawn, y, line, row):  # type: ignore[no-untyped-def]
    """A row of cells on straight lines between what was drawn; `y` and the row counted from the first drawn."""
    above, below, t = drawn[y // 2], drawn[(y + 1) // 2], f32(0.5)
    for k in range(line.shape[0]):
        line[k] = t * (above[k] + below[k])
    for k in range(line.shape[0] - 1):
        row[2 * k] = line[k]
        row[2 * k + 1] = t * (line[k] + line[k + 1])


@kernel
def texture(buf, xs, ys, box, sides, origin, kind, scale, octaves, seed, contrast, cell, even, drawn_apart, one, two):  # type: ignore[no-untyped-def]
    """A convex polygon of two colours mixed by a pattern: 0 clouds (octaves of noise, each of half the size and height),
    1 weave (threads along both axes, `scale` their spacing), 2 gradient from its top to `scale` below it; 3 clouds of the second
    colour alone, over what is there. `even`: every row of cells keeps its height on the page; `drawn_apart`: noise is drawn at every
    second cell, where that is so."""
    columns = buf.shape[2]
    covers, mixes = np.empty(columns, f32), np.empty(columns, f32)
    us, vs = np.empty(columns, np.float64), np.empty(columns, np.float64)  # positions on the page
    across, threads = np.full(columns, np.nan), np.empty(columns, np.float64)
    drawn = np.empty((1, 1), f32)
    if drawn_apart:
        drawn = _drawn(xs[0, 0] + origin[0], ys[0, 0] + origin[1], cell, box, scale, octaves, seed)
    line, spread, left = np.empty(drawn.shape[1], f32), np.empty(2 * drawn.shape[1], f32), box[2] // 2 * 2
    for y in range(box[0], box[1]):
        _cover(covers, xs[y], ys[y], box, sides, cell)
        first, last = box[2], box[3]  # a convex shape's part of a row has no gap
        while first < last and covers[first] <= f32(0):
            first += 1
        while first < last and covers[last - 1] <= f32(0):
            last -= 1
        if first == last:
            continue
        inside, mix, at, below = covers[first:last], mixes[first:last], us[first:last], vs[first:last]
        u, v = xs[y, first:last], ys[y, first:last]
        for x in range(at.shape[0]):
            at[x], below[x] = float(u[x]) + origin[0], float(v[x]) + origin[1]
        if kind == 1:
            _weave(mix, at, below, across[first:last], threads[first:last], scale, contrast)
        elif kind == 2:
            for x in range(mix.shape[0]):
                mix[x] = below[x] / scale[1] * contrast
        else:
            if drawn_apart:
                _between(drawn, y - box[0] // 2 * 2, line, spread)
                mix[:] = spread[first - left : last - left]
            else:
                _clouds(mix, at, below, scale, octaves, seed, even)
            for x in range(mix.shape[0]):
                mix[x] = 0.5 + contrast * mix[x] if kind == 0 else 2.0 * (mix[x] - 0.5 + contrast)
        for x in range(mix.shape[0]):
            mix[x] = min(max(mix[x], f32(0)), f32(1))
        if kind == 3:
            for x in range(mix.shape[0]):
                inside[x] *= mix[x]
                mix[x] = f32(1)
        for c in range(buf.shape[0]):  # a channel at a time, so that each is one even loop
            row, near, far = buf[c, y, first:last], one[c], two[c]
            for x in range(row.shape[0]):
                row[x] += inside[x] * (near + mix[x] * (far - near) - row[x])
