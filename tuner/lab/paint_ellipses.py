"""The kernel that paints many opaque ellipses on the fine grid of one tile (see `paint`)."""

from __future__ import annotations

import math

import numpy as np

from tuner.core.jit import kernel

f32 = np.float32


@kernel
def ellipses(buf, xs, ys, box, shapes, colours, shades, cell, slack, rgb):  # type: ignore[no-untyped-def]
    """Opaque ellipses, the last on top: rows of (x, y, r, aspect, cos, sin); `shades` scales each one's colour, and
    its second column how much darker its far side is; `slack` cells are added where rows and columns are looked up.

    They are drawn from the top one down, each where something still shows through, which is the same picture.
    """
    x0, y0, per_cell = xs[0, 0], ys[0, 0], f32(1) / cell
    shows, paint = np.empty(buf.shape[1:], f32), np.empty(buf.shape, f32)
    begun = np.zeros(buf.shape[1], np.bool_)  # rows that something was painted on
    open_ = np.full(buf.shape[1], box[3] - box[2])  # cells of a row that still show something below
    for n in range(shapes.shape[0] - 1, -1, -1):
        cx, cy, r = shapes[n, 0], shapes[n, 1], shapes[n, 2]
        top = max(math.floor((cy - r - y0) * per_cell - slack), box[0])
        bottom = min(math.ceil((cy + r - y0) * per_cell + slack) + 1, box[1])
        stretch, ca, sa = f32(1) / shapes[n, 3], shapes[n, 4], shapes[n, 5]
        inner, outer = max(r * shapes[n, 3] - cell, f32(0)), r + cell
        m, shade, dim = colours[n], shades[n, 0], shades[n, 1]
        round_ = stretch == f32(1) and dim == f32(0)
        core = max(r - f32(0.6) * cell * stretch, f32(0))  # the slope below is at most `stretch`: covered for sure
        core *= core
        # wide u^2 + 2 wide lean u v + thin v^2 = e^2 at (u, v) from the middle
        squash = stretch * stretch
        wide, thin = float(ca * ca + squash * sa * sa), float(sa * sa + squash * ca * ca)
        lean, reach = float(ca * sa * (f32(1) - squash)) / wide, float(r + stretch * cell * (f32(2) + slack))
        for y in range(top, bottom):
            if open_[y] == 0:
                continue
            v = y * cell - (cy - y0)
            shift, most = 0.0, float(outer * outer - max(abs(v) - slack * cell, f32(0)) ** 2)
            if not round_:  # the roots of its equation along the row, a little beyond where its cover ends
                shift = -lean * v
                most = (reach * reach - thin * v * v) / wide + shift * shift
                if most < 0.0:
                    continue
            most = math.sqrt(max(most, 0.0))
            left = max(math.floor((cx + shift - most - x0) * per_cell - slack), box[2])
            right = min(math.ceil((cx + shift + most - x0) * per_cell + slack) + 1, box[3])
            # the columns that are inside for sure need no distance
            half = math.sqrt(max(inner * inner - (abs(v) + slack * cell) ** 2, f32(0)))
            sure = math.ceil((cx - half - x0) * per_cell + slack) + 1
            till = math.floor((cx + half - x0) * per_cell - slack) - 1
            seen = shows[y]
            if not begun[y] and left < right:
                begun[y] = True
                seen[box[2] : box[3]] = f32(1)
                for c in range(buf.shape[0]):
                    paint[c, y, box[2] : box[3]] = f32(0)
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
                        if a * a + b * b >= core:
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
            if begun[y]:
                for x in range(box[2], box[3]):
                    buf[c, y, x] = paint[c, y, x] + shows[y, x] * buf[c, y, x]
