"""Chroma denoise: colour blotches averaged over wide neighbourhoods, held back at luma and colour edges.

On a grid of 4 x 4 pixel cells, fixed to the sensor, each cell's neighbourhood gives a line from luma to chroma:

    a = cov(Y, C) / (var(Y) + edge^2),   b = mean(C) - a mean(Y)

with weights that fall with distance and vanish for cells whose chroma is farther off than `threshold`. At full
resolution, with a and b interpolated between cells,

    F   = a Y + b
    out = C + strength * max(1 - |F - C|^2 / threshold^2, 0)^2 (F - C)

Two colours that meet at a luma edge lie on one such line, so the edge in the luma, which is sharp, is the edge of the
colour. Luma passes through.

What is noise is told by the file: the threshold is `sigmas` times the coded noise of mid grey (0.18 of white behind the
gains g and the exposure e), whose variance per signal is a and at black b,

    sigma^2 = s^2 mean over R, G, B of (g e)^2 (a 0.18 / (g e) + b),   s the slope of the sRGB curve at 0.18

so that fine colour stays at low gains and blotches go at high ones. Without a noise model the knob decides.

Source: He, Sun (2015), Fast guided filter, arXiv:1505.00996, algorithm 2, after He, Sun, Tang (2013), Guided image
filtering, IEEE Trans. Pattern Anal. Mach. Intell. 35(6) 1397-1409, eq. 5-8.
"""

from __future__ import annotations

from math import ceil, sqrt
from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray

from tuner.core.domain import Domain
from tuner.core.jit import kernel
from tuner.core.param import Choice, Range, StageParams
from tuner.core.stage import Context, Stage

f32 = np.float32
U0, U1, U2, U3 = np.uint64(0), np.uint64(1), np.uint64(2), np.uint64(3)
"""Indices of planes, unsigned like all others in the loop over pixels: nothing to wrap, no reference to count."""
CELL = 4
"""Pixels of a cell's side."""
MANUAL, BY_NOISE = ("source", "manual"), ("source", "file")
GREY = 0.18
SLOPE = 1.055 / 2.4 * GREY ** (1 / 2.4 - 1)
"""Of the sRGB curve at mid grey (IEC 61966-2-1)."""
SPARE = 2
"""Cells that a row of weights may read beyond its neighbourhood, with weight 0."""


class Params(StageParams):
    """How much, how far, and what stops it."""

    strength: Annotated[float, Range(0, 1, unit="1", step=0.01, help="Share of the averaged chroma; 0 is off.")] = 0.8
    radius: Annotated[float, Range(2, 24, unit="px", step=1, help="Reach of the average at full resolution.")] = 4.0
    source: Annotated[Literal["file", "manual"], Choice(help="Take the threshold from the file's noise, or from the knob.")] = "file"
    sigmas: Annotated[float, Range(0.5, 20, unit="1", step=0.1, soft=(1, 10), when=BY_NOISE, help="Threshold in units of the file's noise at mid grey.")] = 5.0
    threshold: Annotated[float, Range(0.01, 1, unit="1", step=0.005, soft=(0.02, 0.4), when=MANUAL, help="Chroma difference beyond which it is colour, not noise.")] = 0.15
    edge: Annotated[float, Range(0.001, 0.5, unit="1", step=0.001, soft=(0.005, 0.1), help="Luma contrast from which colour follows the luma.")] = 0.02


def _reach(params: Params) -> int:
    return ceil(params.radius / CELL)


def halo(params: Params) -> int:
    """The neighbourhood's cells, and one for the interpolation; enough from any even position."""
    return CELL * (_reach(params) + 1)


def resolve(params: Params, context: Context) -> Params:
    """In file mode the threshold follows the noise of mid grey; where the file states none, it is the knob's."""
    noise = context.facts.noise
    if params.source == "manual" or not noise:
        return params
    of_colour = [noise[i] for i in ((0, 1, 3) if len(noise) == 4 else (0, 1, 2) if len(noise) == 3 else (0, 0, 0))]
    scale = [gain * 2**context.exposure for gain in context.gains]
    variance = sum(max(g * (a * GREY + g * b), 0.0) for g, (a, b) in zip(scale, of_colour, strict=True)) / 3
    threshold = min(max(params.sigmas * SLOPE * sqrt(variance), 0.01), 1.0)
    return params.model_copy(update={"threshold": threshold})


def prepare(params: Params, context: Context) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Strength, 1 / threshold^2, edge^2; and the weights of the cells around one.

    The weights are (2k + 1, 2k + 1), with columns of zeros up to a multiple of three.
    """
    k = _reach(params)
    y, x = np.mgrid[-k : k + 1, -k : k + 1] * CELL
    weights = np.maximum(1 - (y * y + x * x) / (params.radius + CELL) ** 2, 0) ** 2
    weights = np.pad(weights, ((0, 0), (0, -(2 * k + 1) % 3)))
    return np.array([params.strength, params.threshold**-2, params.edge**2], np.float32), weights.astype(np.float32)


def _threshold(params: Params, context: Context, values: NDArray[np.float32]) -> NDArray[np.float32]:
    """The threshold, in both planes of chroma."""
    found = np.full_like(values, np.inf)
    found[1:] = params.threshold
    return found


@kernel
def _cells(plane, top, left, cells, row):  # type: ignore[no-untyped-def]
    """Means of the 4 x 4 pixels of every cell from (top, left) on; a cut one repeats its last row or column."""
    last, w = plane.shape[0] - 1, plane.shape[1] - left
    for j in range(cells.shape[0]):
        y = top + 4 * j
        a, b = plane[y][left : left + w], plane[min(y + 1, last)][left : left + w]
        c, d = plane[min(y + 2, last)][left : left + w], plane[min(y + 3, last)][left : left + w]
        for x in range(w):
            row[x] = (a[x] + b[x]) + (c[x] + d[x])
        for x in range(w, row.shape[0]):
            row[x] = row[w - 1]
        o = cells[j]
        for i in range(cells.shape[1]):
            o[i] = f32(1 / 16) * ((row[4 * i] + row[4 * i + 1]) + (row[4 * i + 2] + row[4 * i + 3]))


@kernel
def _near(g, stop, y, b, r):  # type: ignore[no-untyped-def]
    """Weight of a cell and its moments, from its differences to the cell in the middle."""
    t = max(f32(1) - (b * b + r * r) * stop, f32(0))
    t = g * t * t
    u = t * y
    return t, u, u * y, t * b, u * b, t * r, u * r


@kernel
def _row_of_three(ys, bs, rs, i, y, b, r, edge, corner, stop):  # type: ignore[no-untyped-def]
    """Sums of `_near` over three cells in a row above or below the middle."""
    a0, a1, a2, a3, a4, a5, a6 = _near(edge, stop, ys[i + 1] - y, bs[i + 1] - b, rs[i + 1] - r)
    b0, b1, b2, b3, b4, b5, b6 = _near(corner, stop, ys[i] - y, bs[i] - b, rs[i] - r)
    c0, c1, c2, c3, c4, c5, c6 = _near(corner, stop, ys[i + 2] - y, bs[i + 2] - b, rs[i + 2] - r)
    return a0 + b0 + c0, a1 + b1 + c1, a2 + b2 + c2, a3 + b3 + c3, a4 + b4 + c4, a5 + b5 + c5, a6 + b6 + c6


@kernel
def _nine(above, middle, below, weights, stop, edge, slope_b, offset_b, slope_r, offset_r):  # type: ignore[no-untyped-def]
    """Slopes and offsets from 3 x 3 cells in one go: the sums stay in registers. The three rows are (3, n + 2)."""
    side, corner = weights[0, 1], weights[0, 0]
    ya, ba, ra = above
    yc, bc, rc = middle
    ye, be, re = below
    for i in range(slope_b.shape[0]):
        y, b, r = yc[i + 1], bc[i + 1], rc[i + 1]
        a0, a1, a2, a3, a4, a5, a6 = _row_of_three(ya, ba, ra, i, y, b, r, side, corner, stop)
        e0, e1, e2, e3, e4, e5, e6 = _row_of_three(ye, be, re, i, y, b, r, side, corner, stop)
        c0, c1, c2, c3, c4, c5, c6 = _near(side, stop, yc[i] - y, bc[i] - b, rc[i] - r)
        d0, d1, d2, d3, d4, d5, d6 = _near(side, stop, yc[i + 2] - y, bc[i + 2] - b, rc[i + 2] - r)
        v = f32(1) / (f32(1) + (a0 + e0) + (c0 + d0))
        my, mb, mr = ((a1 + e1) + (c1 + d1)) * v, ((a3 + e3) + (c3 + d3)) * v, ((a5 + e5) + (c5 + d5)) * v
        spread = f32(1) / (max(((a2 + e2) + (c2 + d2)) * v - my * my, f32(0)) + edge)
        slope = (((a4 + e4) + (c4 + d4)) * v - my * mb) * spread
        slope_b[i], offset_b[i] = slope, b + mb - slope * (y + my)
        slope = (((a6 + e6) + (c6 + d6)) * v - my * mr) * spread
        slope_r[i], offset_r[i] = slope, r + mr - slope * (y + my)


@kernel
def _three(ys, bs, rs, luma, cb, cr, g, stop, sums):  # type: ignore[no-untyped-def]
    """Adds three neighbours in a row of every cell: weights, and the moments of their differences from the cell."""
    g0, g1, g2 = g[0], g[1], g[2]
    s0, s1, s2, s3, s4, s5, s6 = sums[0], sums[1], sums[2], sums[3], sums[4], sums[5], sums[6]
    for i in range(luma.shape[0]):
        y, b, r = luma[i], cb[i], cr[i]
        y0, y1, y2 = ys[i] - y, ys[i + 1] - y, ys[i + 2] - y
        b0, b1, b2 = bs[i] - b, bs[i + 1] - b, bs[i + 2] - b
        r0, r1, r2 = rs[i] - r, rs[i + 1] - r, rs[i + 2] - r
        t0 = max(f32(1) - (b0 * b0 + r0 * r0) * stop, f32(0))
        t1 = max(f32(1) - (b1 * b1 + r1 * r1) * stop, f32(0))
        t2 = max(f32(1) - (b2 * b2 + r2 * r2) * stop, f32(0))
        t0, t1, t2 = g0 * t0 * t0, g1 * t1 * t1, g2 * t2 * t2
        u0, u1, u2 = t0 * y0, t1 * y1, t2 * y2
        s0[i] += t0 + t1 + t2
        s1[i] += u0 + u1 + u2
        s2[i] += u0 * y0 + u1 * y1 + u2 * y2
        s3[i] += t0 * b0 + t1 * b1 + t2 * b2
        s4[i] += u0 * b0 + u1 * b1 + u2 * b2
        s5[i] += t0 * r0 + t1 * r1 + t2 * r2
        s6[i] += u0 * r0 + u1 * r1 + u2 * r2


@kernel
def _line(sums, s, c, luma, centre, edge, slope, offset):  # type: ignore[no-untyped-def]
    """Slope and offset of one chroma over luma from the sums of a row: s its first moments, c its cross moments."""
    total, sy, syy = sums[0], sums[1], sums[2]
    for i in range(slope.shape[0]):
        v = f32(1) / total[i]
        my, mc = sy[i] * v, s[i] * v
        a = (c[i] * v - my * mc) / (max(syy[i] * v - my * my, f32(0)) + edge)
        slope[i] = a
        offset[i] = centre[i] + mc - a * (luma[i] + my)


@kernel
def _lines(cells, columns, weights, stop, edge, lines):  # type: ignore[no-untyped-def]
    """Slope and offset of Cb and of Cr over Y, for every cell at least k cells away from the rim.

    Cells and lines are flat: one long loop a neighbour. What wraps round a row's end is rim, which nobody reads.
    """
    k = weights.shape[0] // 2
    start, n = k * columns + k, cells.shape[1] - SPARE - 2 * (k * columns + k)
    luma, cb, cr = cells[0][start : start + n], cells[1][start : start + n], cells[2][start : start + n]
    if k == 1:
        a, c, e, m = 0, columns, 2 * columns, n + 2
        above = cells[0][a : a + m], cells[1][a : a + m], cells[2][a : a + m]
        middle = cells[0][c : c + m], cells[1][c : c + m], cells[2][c : c + m]
        below = cells[0][e : e + m], cells[1][e : e + m], cells[2][e : e + m]
        z = start + n
        _nine(above, middle, below, weights, stop, edge, lines[0][start:z], lines[1][start:z], lines[2][start:z], lines[3][start:z])
        return
    sums = np.zeros((7, n), f32)
    for dj in range(2 * k + 1):
        for di in range(0, weights.shape[1], 3):
            at = dj * columns + di
            ys, bs, rs = cells[0][at : at + n + 2], cells[1][at : at + n + 2], cells[2][at : at + n + 2]
            _three(ys, bs, rs, luma, cb, cr, weights[dj][di : di + 3], stop, sums)
    _line(sums, sums[3], sums[4], luma, cb, edge, lines[0][start : start + n], lines[1][start : start + n])
    _line(sums, sums[5], sums[6], luma, cr, edge, lines[2][start : start + n], lines[3][start : start + n])


@kernel
def _widen(narrow, wide):  # type: ignore[no-untyped-def]
    """A row of cells at full resolution: four samples a cell, the first and the last cell only lend to theirs."""
    for i in range(narrow.shape[0] - 2):
        a, b, c = narrow[i], narrow[i + 1], narrow[i + 2]
        wide[4 * i] = f32(0.375) * a + f32(0.625) * b
        wide[4 * i + 1] = f32(0.125) * a + f32(0.875) * b
        wide[4 * i + 2] = f32(0.875) * b + f32(0.125) * c
        wide[4 * i + 3] = f32(0.625) * b + f32(0.375) * c


@kernel
def _blend(src, upper, lower, begin, t, numbers, out, y, m):  # type: ignore[no-untyped-def]
    """Row y of out: the lines of this row, between those of two rows of cells from column `begin` on, mixed in."""
    root, stop = np.sqrt(numbers[0]), numbers[1] * np.sqrt(numbers[0])
    i = y + m
    for x in range(np.uint64(out.shape[2])):
        k, u = x + m, x + begin
        luma, cb, cr = src[U0, i, k], src[U1, i, k], src[U2, i, k]
        a, b, c, d = upper[U0, u], upper[U1, u], upper[U2, u], upper[U3, u]
        db = (a + t * (lower[U0, u] - a)) * luma + (b + t * (lower[U1, u] - b)) - cb
        dr = (c + t * (lower[U2, u] - c)) * luma + (d + t * (lower[U3, u] - d)) - cr
        # strength g^2 as the square of sqrt(strength) g
        g = max(root - (db * db + dr * dr) * stop, f32(0))
        g = g * g
        out[U0, y, x] = luma
        out[U1, y, x] = cb + g * db
        out[U2, y, x] = cr + g * dr


@kernel
def _run(src, out, plan, oy, ox):  # type: ignore[no-untyped-def]
    numbers, weights = plan
    h, w = out.shape[1], out.shape[2]
    m = (src.shape[1] - h) // 2
    # the first whole cell of src, on the sensor's grid of cells
    top, left = -oy % 4, -ox % 4
    rows, columns = (src.shape[1] - top + 3) // 4, (src.shape[2] - left + 3) // 4
    size = rows * columns
    cells, lines = np.zeros((3, size + SPARE), f32), np.empty((4, rows, columns), f32)
    row = np.empty(4 * columns, f32)
    for p in range(3):
        _cells(src[p], top, left, cells[p][:size].reshape(rows, columns), row)
    _lines(cells, columns, weights, numbers[1], numbers[2], lines.reshape(4, size))
    # the cell that out's first column lies in, and how far
    first, begin = (m - left) // 4 - 1, (m - left) % 4
    n = (w + begin + 3) // 4 + 2
    wide = np.empty((2, 4, 4 * (n - 2)), f32)
    ready = (m - top - 2) // 4 - 1
    for y in range(h):
        # the two rows of cells whose centres this row lies between, and how far it is from the upper one
        j = (y + m - top - 2) // 4
        t = f32((y + m - top - 2) % 4) * f32(0.25) + f32(0.125)
        while ready <= j:
            ready += 1
            for q in range(4):
                _widen(lines[q, ready][first : first + n], wide[ready & 1, q])
        upper, lower = wide[j & 1], wide[(j + 1) & 1]
        _blend(src, upper, lower, np.uint64(begin), t, numbers, out, np.uint64(y), np.uint64(m))


STAGE = Stage(
    name="chroma_denoise",
    title="Chroma denoise",
    params=Params,
    reads=Domain.YCC,
    writes=Domain.YCC,
    after="luma_denoise",
    halo=halo,
    align=2,  # not CELL: the kernel finds the cells from the position, and every stage before computes less margin
    resolve=resolve,
    prepare=prepare,
    run=_run,
    neutral={"strength": 0.0},
    reach=_threshold,
    version=2,
)
