"""Kernels that paint what turns about a middle, stars and balls, on the fine grid of one tile (see `paint`)."""

from __future__ import annotations

import math

import numpy as np

from tuner.core.jit import kernel

f32 = np.float32
EIGHTH = math.tan(math.pi / 8)
UNSEEN = 1e-6  # of white: less of a glossy spot is left out


@kernel
def _waves(phases):  # type: ignore[no-untyped-def]
    """sin(pi phase) in the place of each phase, to 1e-15: Taylor's series about the nearest zero, one even loop."""
    for x in range(phases.shape[0]):
        nearest = np.floor(phases[x] + 0.5)
        t = math.pi * (phases[x] - nearest)
        q = t * t
        tail = 1.0 / 355687428096000.0 - q * (1.0 / 121645100408832000.0)
        tail = 1.0 / 6227020800.0 - q * (1.0 / 1307674368000.0 - q * tail)
        tail = 1.0 / 362880.0 - q * (1.0 / 39916800.0 - q * tail)
        tail = 1.0 / 120.0 - q * (1.0 / 5040.0 - q * tail)
        wave = t * (1.0 - q * (1.0 / 6.0 - q * tail))
        phases[x] = wave * (1.0 - 2.0 * (nearest - 2.0 * np.floor(nearest * 0.5)))


@kernel
def _angles(us, vs, middle, out):  # type: ignore[no-untyped-def]
    """atan2 of cells about a middle, to 1e-11: Taylor's series about 0 or an eighth of a turn, one even loop."""
    for x in range(out.shape[0]):
        u, v = float(us[x]) - middle[0], float(vs[x]) - middle[1]
        far, near = max(abs(u), abs(v)), min(abs(u), abs(v))
        low = near <= EIGHTH * far
        t = (near if low else near - far) / max(far if low else near + far, 1e-300)
        q = t * t
        tail = 1.0 / 17.0 - q * (1.0 / 19.0 - q * (1.0 / 21.0 - q * (1.0 / 23.0 - q * (1.0 / 25.0))))
        tail = 1.0 / 9.0 - q * (1.0 / 11.0 - q * (1.0 / 13.0 - q * (1.0 / 15.0 - q * tail)))
        tail = 1.0 - q * (1.0 / 3.0 - q * (1.0 / 5.0 - q * (1.0 / 7.0 - q * tail)))
        angle = t * tail + (0.0 if low else 0.25 * math.pi)
        angle = 0.5 * math.pi - angle if abs(v) > abs(u) else angle
        angle = math.pi - angle if u < 0.0 else angle
        out[x] = -angle if v < 0.0 else angle


@kernel
def _squares(phases, radii, half, per_cell, mix):  # type: ignore[no-untyped-def]
    """1 in dark sectors, 0 in light ones, between them the share of a cell; sin to 1e-9 up to a quarter turn."""
    for x in range(mix.shape[0]):
        sector = np.floor(phases[x])
        odd = sector - 2.0 * np.floor(sector * 0.5)  # 1: a dark one
        near = min(phases[x] - sector, sector + 1.0 - phases[x]) * half  # angle to the nearest edge
        q = near * near
        tail = 1.0 / 362880.0 - q * (1.0 / 39916800.0 - q * (1.0 / 6227020800.0))
        sine = near * (1.0 - q * (1.0 / 6.0 - q * (1.0 / 120.0 - q * (1.0 / 5040.0 - q * tail))))
        inside = min(radii[x] * sine * per_cell + 0.5, 1.0)
        mix[x] = odd + (1.0 - 2.0 * odd) * inside


@kernel
def star(buf, xs, ys, box, middle, radius, cycles, turn, sine, cell, dark, light):  # type: ignore[no-untyped-def]
    """A star: `cycles` sectors of either tone, square (exact at the edges) or sinusoidal."""
    per_cell, half = f32(1) / cell, math.pi / cycles
    columns = buf.shape[2]
    covers, radii, mixes = np.empty(columns, f32), np.empty(columns, f32), np.empty(columns, f32)
    phases = np.empty(columns, np.float64)
    for y in range(box[0], box[1]):
        us, vs = xs[y], ys[y]
        for x in range(box[2], box[3]):
            u, v = us[x] - middle[0], vs[x] - middle[1]
            radii[x] = math.sqrt(u * u + v * v)
            covers[x] = min(max((radius - radii[x]) * per_cell + f32(0.5), f32(0)), f32(1))
        first, last = box[2], box[3]
        while first < last and covers[first] <= f32(0):
            first += 1
        while first < last and covers[last - 1] <= f32(0):
            last -= 1
        angles, mix = phases[first:last], mixes[first:last]
        _angles(us[first:last], vs[first:last], middle, angles)
        for x in range(angles.shape[0]):
            angles[x] = (angles[x] - turn) / half
        if sine:
            _waves(angles)
            for x in range(mix.shape[0]):
                mix[x] = f32(0.5) + f32(0.5) * angles[x]
        else:
            _squares(angles, radii[first:last], half, per_cell, mix)
        for c in range(buf.shape[0]):
            row, cover, low, high = buf[c, y, first:last], covers[first:last], dark[c], light[c]
            for x in range(row.shape[0]):
                row[x] += cover[x] * (low + mix[x] * (high - low) - row[x])


@kernel
def ball(buf, xs, ys, box, middle, radius, cell, lamp, ambient, gloss, rgb, white):  # type: ignore[no-untyped-def]
    """A matt ball with a glossy spot: Lambert's cosine law and Blinn's half-way vector; `gloss` is (height, exponent)."""
    per_cell, towards = f32(1) / cell, f32(1) / radius
    hx, hy, hz = lamp[0], lamp[1], lamp[2] + f32(1)
    norm = f32(1) / math.sqrt(hx * hx + hy * hy + hz * hz)
    dull = f32(0)  # the cosine below which the spot is not seen
    if gloss[0] > f32(UNSEEN):
        dull = f32((UNSEEN / gloss[0]) ** (1.0 / gloss[1]))
    covers, shades, spots = np.empty(buf.shape[2], f32), np.empty(buf.shape[2], f32), np.empty(buf.shape[2], f32)
    for y in range(box[0], box[1]):
        us, vs = xs[y, box[2] : box[3]], ys[y, box[2] : box[3]]
        cover, shade, spot = covers[box[2] : box[3]], shades[box[2] : box[3]], spots[box[2] : box[3]]
        for x in range(cover.shape[0]):
            u, v = (us[x] - middle[0]) * towards, (vs[x] - middle[1]) * towards
            rr = u * u + v * v
            cover[x] = min(max((f32(1) - math.sqrt(rr)) * radius * per_cell + f32(0.5), f32(0)), f32(1))
            w = math.sqrt(max(f32(1) - rr, f32(0)))
            shade[x] = ambient + max(u * lamp[0] + v * lamp[1] + w * lamp[2], f32(0))
            spot[x] = (u * hx + v * hy + w * hz) * norm
        for x in range(cover.shape[0]):
            if cover[x] > f32(0) and spot[x] > dull:
                spot[x] = gloss[0] * spot[x] ** gloss[1]
            else:
                spot[x] = f32(0)
        for c in range(buf.shape[0]):
            row, matt, glossy = buf[c, y, box[2] : box[3]], rgb[c], white[c]
            for x in range(row.shape[0]):
                row[x] += cover[x] * (shade[x] * matt + spot[x] * glossy - row[x])
