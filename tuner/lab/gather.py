"""Kernels that gather the cells of a tile into pixels: the lens' spread and the pixel's own square, as weights.

`fine` (channels, rows, columns) holds so many cells a side of a pixel, and a margin all around; `out` (channels, h, w) the
pixels.
"""

from __future__ import annotations

import numpy as np

from tuner.core.jit import kernel
from tuner.lab.lens import CELLS

f32 = np.float32


@kernel
def rows_and_columns(fine, taps, out):  # type: ignore[no-untyped-def]
    """Rows, then columns; the columns are first sorted by their place in a pixel, so that each tap reads in order."""
    n, columns = taps.shape[0], fine.shape[2]
    w = out.shape[2]
    wide = columns // CELLS
    row, sorted_ = np.empty(columns, f32), np.empty((CELLS, wide), f32)
    total = np.empty(w, f32)
    for c in range(out.shape[0]):
        for y in range(out.shape[1]):
            row[:] = f32(0)
            for t in range(0, n, CELLS):  # a pixel's rows at a time, so that the sums are carried less often
                k0, k1, k2, k3 = taps[t], taps[t + 1], taps[t + 2], taps[t + 3]
                first = y * CELLS + t
                a, b, d, e = fine[c, first], fine[c, first + 1], fine[c, first + 2], fine[c, first + 3]
                for x in range(columns):
                    total_ = row[x] + k0 * a[x]
                    total_ += k1 * b[x]
                    total_ += k2 * d[x]
                    row[x] = total_ + k3 * e[x]
            for p in range(CELLS):
                for x in range(wide):
                    sorted_[p, x] = row[x * CELLS + p]
            total[:] = f32(0)
            for t in range(n):
                k, src = taps[t], sorted_[t % CELLS][t // CELLS :]
                for x in range(w):
                    total[x] += k * src[x]
            o = out[c, y]
            for x in range(w):
                o[x] = total[x]


@kernel
def pixels(coarse, taps, out):  # type: ignore[no-untyped-def]
    """Columns, then rows, of cells that are pixels."""
    n, columns, w = taps.shape[0], coarse.shape[2], out.shape[2]
    row = np.empty(columns, f32)
    for c in range(out.shape[0]):
        for y in range(out.shape[1]):
            row[:] = f32(0)
            for t in range(n):
                k, src = taps[t], coarse[c, y + t]
                for x in range(columns):
                    row[x] += k * src[x]
            o = out[c, y]
            o[:] = f32(0)
            for t in range(n):
                k, src = taps[t], row[t:]
                for x in range(w):
                    o[x] += k * src[x]


@kernel
def squares(fine, taps, cells, out):  # type: ignore[no-untyped-def]
    """All rows and columns at once, for a spread that is no product of the two."""
    n, columns = taps.shape[0], fine.shape[2]
    w = out.shape[2]
    wide = columns // cells
    sorted_, total = np.empty((cells, wide), f32), np.empty(w, f32)
    for c in range(out.shape[0]):
        for y in range(out.shape[1]):
            total[:] = f32(0)
            for s in range(n):
                row = fine[c, y * cells + s]
                for p in range(cells):
                    for x in range(wide):
                        sorted_[p, x] = row[x * cells + p]
                for t in range(n):
                    k = taps[s, t]
                    if k != f32(0):
                        src = sorted_[t % cells][t // cells :]
                        for x in range(w):
                            total[x] += k * src[x]
            o = out[c, y]
            for x in range(w):
                o[x] = total[x]
