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
WAYS = np.stack([np.cos(np.arange(64) * math.pi / 32), np.sin(np.arange(64) * math.pi / 32)], axis=1)
"""Directions that noise may have at the corner of a cell."""


@kernel
def fill(buf, rgb):  # type: ignore[no-untyped-def]
    """One colour everywhere."""
    for c in range(buf.shape[0]):
        for y in range(buf.shape[1]):
            row = buf[c, y]
            for x in range(row.shape[0]):
                row[x] = rgb[c]


@kernel
def polygon(buf, xs, ys, box, sides, cell, rgb):  # type: ignore[no-untyped-def]
    """A convex polygon: `sides` are (a, b, c) with a x + b y + c the distance to a side, positive inside."""
    per_cell = f32(1) / cell
    for y in range(box[0], box[1]):
        px, py = xs[y], ys[y]
        for x in range(box[2], box[3]):
            cover = f32(1)
            for s in range(sides.shape[0]):
                d = sides[s, 0] * px[x] + sides[s, 1] * py[x] + sides[s, 2]
                cover *= min(max(d * per_cell + f32(0.5), f32(0)), f32(1))
            if cover > f32(0):
                for c in range(buf.shape[0]):
                    buf[c, y, x] += cover * (rgb[c] - buf[c, y, x])


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
def star(buf, xs, ys, box, middle, radius, cycles, turn, sine, cell, dark, light):  # type: ignore[no-untyped-def]
    """A star: `cycles` sectors of either tone, square (exact at the edges) or sinusoidal."""
    per_cell, half = f32(1) / cell, math.pi / cycles
    for y in range(box[0], box[1]):
        for x in range(box[2], box[3]):
            u, v = xs[y, x] - middle[0], ys[y, x] - middle[1]
            r = math.sqrt(u * u + v * v)
            cover = min(max((radius - r) * per_cell + f32(0.5), f32(0)), f32(1))
            if cover > f32(0):
                phase = (math.atan2(v, u) - turn) / half
                if sine:
                    mix = f32(0.5) + f32(0.5) * math.sin(math.pi * phase)
                else:
                    sector = math.floor(phase)
                    near = min(phase - sector, sector + 1 - phase) * half  # angle to the nearest edge
                    inside = min(r * math.sin(near) * per_cell + 0.5, 1.0)
                    mix = inside if sector % 2 == 0 else 1.0 - inside
                for c in range(buf.shape[0]):
                    buf[c, y, x] += cover * (dark[c] + f32(mix) * (light[c] - dark[c]) - buf[c, y, x])


@kernel
def ball(buf, xs, ys, box, middle, radius, cell, lamp, ambient, gloss, rgb, white):  # type: ignore[no-untyped-def]
    """A matt ball with a glossy spot: Lambert's cosine law and Blinn's half-way vector; `gloss` is (height, exponent)."""
    per_cell, towards = f32(1) / cell, f32(1) / radius
    hx, hy, hz = lamp[0], lamp[1], lamp[2] + f32(1)
    norm = f32(1) / math.sqrt(hx * hx + hy * hy + hz * hz)
    for y in range(box[0], box[1]):
        for x in range(box[2], box[3]):
            u, v = (xs[y, x] - middle[0]) * towards, (ys[y, x] - middle[1]) * towards
            rr = u * u + v * v
            cover = min(max((f32(1) - math.sqrt(rr)) * radius * per_cell + f32(0.5), f32(0)), f32(1))
            if cover > f32(0):
                w = math.sqrt(max(f32(1) - rr, f32(0)))
                shade = ambient + max(u * lamp[0] + v * lamp[1] + w * lamp[2], f32(0))
                spot = gloss[0] * max((u * hx + v * hy + w * hz) * norm, f32(0)) ** gloss[1]
                for c in range(buf.shape[0]):
                    buf[c, y, x] += cover * (shade * rgb[c] + spot * white[c] - buf[c, y, x])


@kernel
def ellipses(buf, xs, ys, box, shapes, colours, shades, cell, slack, rgb):  # type: ignore[no-untyped-def]
    """Opaque ellipses, the last on top: rows of (x, y, r, aspect, cos, sin); `shades` scales each one's colour, and
    its second column how much darker its far side is; `slack` cells are added where rows and columns are looked up.

    They are drawn from the top one down, each where something still shows through, which is the same picture.
    """
    x0, y0, per_cell = xs[0, 0], ys[0, 0], f32(1) / cell
    shows, paint = np.ones(buf.shape[1:], f32), np.zeros(buf.shape, f32)
    open_ = np.full(buf.shape[1], box[3] - box[2])  # cells of a row that still show something below
    for n in range(shapes.shape[0] - 1, -1, -1):
        cx, cy, r = shapes[n, 0], shapes[n, 1], shapes[n, 2]
        top = max(math.floor((cy - r - y0) * per_cell - slack), box[0])
        bottom = min(math.ceil((cy + r - y0) * per_cell + slack) + 1, box[1])
        stretch, ca, sa = f32(1) / shapes[n, 3], shapes[n, 4], shapes[n, 5]
        inner, outer = max(r * shapes[n, 3] - cell, f32(0)), r + cell
        m, shade, dim = colours[n], shades[n, 0], shades[n, 1]
        round_ = stretch == f32(1) and dim == f32(0)
        for y in range(top, bottom):
            if open_[y] == 0:
                continue
            v = y * cell - (cy - y0)
            half = math.sqrt(max(outer * outer - max(abs(v) - slack * cell, f32(0)) ** 2, f32(0)))
            left = max(math.floor((cx - half - x0) * per_cell - slack), box[2])
            right = min(math.ceil((cx + half - x0) * per_cell + slack) + 1, box[3])
            # the columns that are inside for sure need no distance
            half = math.sqrt(max(inner * inner - (abs(v) + slack * cell) ** 2, f32(0)))
            sure = math.ceil((cx - half - x0) * per_cell + slack) + 1
            till = math.floor((cx + half - x0) * per_cell - slack) - 1
            seen = shows[y]
            for x in range(left, right):
                alpha = seen[x]
                if alpha <= f32(0):
                    continue
                cover, level = f32(1), shade
                if x < sure or x >= till or half <= f32(0) or dim > f32(0):
                    u, w = xs[y, x] - cx, ys[y, x] - cy
                    if round_:
                        cover = min(max((r - math.sqrt(u * u + w * w)) * per_cell + f32(0.5), f32(0)), f32(1))
                    else:
                        a, b = ca * u + sa * w, (ca * w - sa * u) * stretch
                        # first-order distance to the rim: how far its equation is from it, over the gradient
                        e = math.sqrt(a * a + b * b)
                        slope = math.sqrt(a * a + b * b * stretch * stretch) / (e + f32(1e-6)) + f32(1e-6)
                        cover = min(max((r - e) / slope * per_cell + f32(0.5), f32(0)), f32(1))
                        level = shade * (f32(1) - dim * (b / r + f32(1)) * f32(0.5))
                if cover > f32(0):
                    for c in range(buf.shape[0]):
                        paint[c, y, x] += alpha * cover * level * rgb[m, c]
                    seen[x] = alpha * (f32(1) - cover)
                    if cover >= f32(1):
                        open_[y] -= 1
    for c in range(buf.shape[0]):
        for y in range(box[0], box[1]):
            for x in range(box[2], box[3]):
                buf[c, y, x] = paint[c, y, x] + shows[y, x] * buf[c, y, x]


@kernel
def _gradient(ix, iy, seed, u, v):  # type: ignore[no-untyped-def]
    """The dot product of a cell corner's random direction with the way to it."""
    z = np.uint64(ix & 0xFFFFF) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(iy & 0xFFFFF) * np.uint64(
        0xC2B2AE3D27D4EB4F
    )
    z += np.uint64(seed) * np.uint64(0x165667B19E3779F9)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    turn = int((z ^ (z >> np.uint64(31))) >> np.uint64(58))
    return WAYS[turn, 0] * u + WAYS[turn, 1] * v


@kernel
def _noise(x, y, seed):  # type: ignore[no-untyped-def]
    """Gradient noise, about -0.7..0.7."""
    fx, fy = math.floor(x), math.floor(y)
    ix, iy, u, v = int(fx), int(fy), x - fx, y - fy
    s, t = u * u * u * (u * (u * 6 - 15) + 10), v * v * v * (v * (v * 6 - 15) + 10)
    top = (1 - s) * _gradient(ix, iy, seed, u, v) + s * _gradient(ix + 1, iy, seed, u - 1, v)
    low = (1 - s) * _gradient(ix, iy + 1, seed, u, v - 1) + s * _gradient(ix + 1, iy + 1, seed, u - 1, v - 1)
    return (1 - t) * top + t * low


@kernel
def texture(buf, xs, ys, box, sides, origin, kind, scale, octaves, seed, contrast, cell, one, two):  # type: ignore[no-untyped-def]
    """A convex polygon of two colours mixed by a pattern: 0 clouds (octaves of noise, each of half the size and height),
    1 weave (threads along both axes, `scale` their spacing), 2 gradient from its top to `scale` below it; 3 clouds of the second
    colour alone, over what is there."""
    per_cell = f32(1) / cell
    for y in range(box[0], box[1]):
        for x in range(box[2], box[3]):
            px, py = xs[y, x], ys[y, x]
            cover = f32(1)
            for s in range(sides.shape[0]):
                d = sides[s, 0] * px + sides[s, 1] * py + sides[s, 2]
                cover *= min(max(d * per_cell + f32(0.5), f32(0)), f32(1))
            if cover <= f32(0):
                continue
            u, v = float(px) + origin[0], float(py) + origin[1]  # position on the page
            if kind == 0 or kind == 3:
                total, size, height = 0.0, 1.0 / scale[0], 1.0
                stretch = scale[0] / scale[1]
                for o in range(octaves):
                    total += height * _noise(u * size, v * size * stretch, seed + o)
                    size, height = size * 2, height * 0.5
                mix = 0.5 + contrast * total if kind == 0 else 2.0 * (total - 0.5 + contrast)
            elif kind == 1:
                a, b = math.sin(math.pi * u / scale[0]), math.sin(math.pi * v / scale[1])
                over = a * b > 0
                mix = 0.5 + contrast * ((abs(a) if over else abs(b)) - 0.5)
            else:
                mix = v / scale[1] * contrast
            mix = f32(min(max(mix, 0.0), 1.0))
            if kind == 3:
                cover *= mix
                mix = f32(1)
            for c in range(buf.shape[0]):
                buf[c, y, x] += cover * (one[c] + mix * (two[c] - one[c]) - buf[c, y, x])
