"""Quad-Bayer: blocks of 2x2 samples of one colour become a Bayer mosaic.

    remosaic   full size: a sample whose block has the Bayer site's colour stays as it is; another is estimated
    bin        half the size: a block's four samples are added (averaged where the sum would not fit in 16 bits)

The remosaic works on colour differences, between samples over black and times the white balance that is known (or such
that the picture's mean is grey): grey detail is as strong in one colour as in another there, while a difference of plain
samples would leave too little of it in one and too much in the other, as fringes. At a red (blue) sample the green is interpolated along the row and along the
column, between the nearest greens at distances 1 and 2, plus 1/6 of what the red itself bends there:

    G_h = (d_r G_l + d_l G_r) / 3 + (R - (4 R_3 + 3 R_4) / 7) / 6,    C_h = R - G_h,    G_v and C_v alike
    C   = (v^2 C_h + h^2 C_v) / (h^2 + v^2)

with R and G so scaled, and h (v) the steps of C_h along the row (C_v along the column) around the block: the direction in which the colour
changes less weighs more. 1/6 is the ratio of the two interpolation errors of a parabola (distances 1 and 2 against 3
and 4). Green is then R - C, and red elsewhere is green plus C interpolated between the nearest red samples. Measured
samples pass through untouched; estimates are rounded and kept inside 16 bits.

Source: Hamilton, J. F., Adams, J. E. (1997), US patent 5,629,734 (Laplacian correction along edges); Pekkucuksen, I.,
Altunbasak, Y. (2010), Gradient based threshold free color filter array interpolation, Proc. IEEE ICIP, pp. 137-140
(soft weights); applied to blocks of 2x2 here.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from tuner.core.facts import Facts, Four
from tuner.core.jit import kernel

f32 = np.float32
Mosaic = NDArray[np.uint16]

RIM = 12  # samples that an estimate looks beyond its own place: 4 for C, 4 for the steps, 2 for C between blocks
BAND = 128  # rows at once: the scratch of a wide sensor stays below 16 MB
GAINS = (0.25, 4.0)  # within which a mean may be made grey
LEAST = 1e-6  # added to the squared steps: where nothing changes in either direction, their mean


def front(mosaic: Mosaic, facts: Facts, quad: Literal["remosaic", "bin"]) -> tuple[Mosaic, Facts]:
    """A Bayer mosaic and its facts, from a quad-Bayer one."""
    return binned(mosaic, facts) if quad == "bin" else remosaiced(mosaic, facts)


def origin_of(cfa: str) -> tuple[int, int]:
    """(row, column) 0..3 of the first sample in the array that begins with the block of red."""
    for y in range(4):
        for x in range(4):
            if all(
                cfa[(r - y) % 4 * 4 + (c - x) % 4] == "RRGGRRGGGGBBGGBB"[4 * r + c] for r in range(4) for c in range(4)
            ):
                return y, x
    raise ValueError(f"'{cfa}' is not a quad-Bayer array")


def _bayer(y: int, x: int) -> str:
    """The Bayer pattern whose first sample stands at (y, x) of one that begins with red."""
    return "".join("RGGB"[(y + r) % 2 * 2 + (x + c) % 2] for r in (0, 1) for c in (0, 1))


def binned(mosaic: Mosaic, facts: Facts) -> tuple[Mosaic, Facts]:
    """Each whole block as one sample; samples of blocks that are cut by the edge are left out."""
    oy, ox = origin_of(facts.cfa)
    top, left = oy % 2, ox % 2
    rows, columns = (facts.height - top) // 2, (facts.width - left) // 2
    blocks = mosaic[top : top + 2 * rows, left : left + 2 * columns].reshape(rows, 2, columns, 2)
    sums = blocks.sum(axis=(1, 3), dtype=np.uint32)
    times = 4 if 4 * max(facts.white, float(mosaic.max())) <= 65535 else 1
    out = sums if times == 4 else (sums + 2) // 4
    notice = f"Quad-Bayer: binned 2x2 from {facts.width} x {facts.height} to {columns} x {rows}."
    return out.astype(np.uint16), replace(
        facts,
        width=columns,
        height=rows,
        cfa=_bayer((oy + top) // 2, (ox + left) // 2),
        black=_times(times, facts.black),
        white=times * facts.white,
        saturation=_times(times, facts.saturation),
        bits=facts.bits + (2 if times == 4 else 0),
        noise=tuple((a / 4, b / 4) for a, b in facts.noise),
        notices=(notice, *facts.notices),
    )


def _times(by: int, levels: Four) -> Four:
    red, green_r, green_b, blue = (by * level for level in levels)
    return red, green_r, green_b, blue


def remosaiced(mosaic: Mosaic, facts: Facts) -> tuple[Mosaic, Facts]:
    """The Bayer mosaic of the same size."""
    oy, ox = origin_of(facts.cfa)
    height, width = mosaic.shape
    rows, columns = _continued(height, oy), _continued(width, ox)
    black, gains = _black(facts), _gains(mosaic, facts)
    out = np.empty((height, width), np.uint16)
    for top in range(-oy, height, BAND):  # from a whole array on
        count = min(BAND, height - top)
        part = mosaic[rows[top + oy : top + oy + BAND + 2 * RIM]][:, columns]
        made = np.empty((BAND, part.shape[1] - 2 * RIM), np.uint16)
        _band(np.ascontiguousarray(part), black, gains, made)
        first = max(-top, 0)
        out[top + first : top + count] = made[first:count, ox : ox + width]
    notice = f"Quad-Bayer: remosaiced to {width} x {height} Bayer samples."
    return out, replace(facts, cfa=_bayer(oy, ox), notices=(notice, *facts.notices))


def _black(facts: Facts) -> NDArray[np.float32]:
    """(3,) of R, G, B, DN."""
    red, green_r, green_b, blue = facts.black
    return np.array([red, (green_r + green_b) / 2, blue], f32)


def _gains(mosaic: Mosaic, facts: Facts) -> NDArray[np.float32]:
    """(3,) of R, G, B under which grey is about alike: the file's white balance, else what makes the mean grey.

    Not the daylight gains: those of a dump are 1, and those of a DNG that was made of it follow from a matrix that is none
    of its sensor.
    """
    if facts.camera_gains is not None and facts.camera_gains != (1.0, 1.0, 1.0):
        return np.array(facts.camera_gains, f32)
    if min(mosaic.shape) < 4:
        return np.ones(3, f32)
    red, green, blue = (
        max(float(np.mean([mosaic[y::4, x::4].mean(dtype=np.float64) for y, x in places])) - float(black), 1.0)
        for places, black in zip(_places(facts.cfa), _black(facts), strict=True)
    )
    return np.clip(np.array([green / red, 1.0, green / blue], f32), *GAINS).astype(f32)


def _places(cfa: str) -> list[list[tuple[int, int]]]:
    """(row, column) in the array of the samples of R, of G and of B."""
    return [[divmod(i, 4) for i in range(16) if cfa[i] == colour] for colour in "RGB"]


def _continued(length: int, origin: int) -> NDArray[np.intp]:
    """Source index of every position from RIM in front of the first whole array to RIM behind the last band.

    A mirror between the two samples of the first (last) block keeps every block's colour.
    """
    at = np.arange(-origin - RIM, -(-(length + origin) // BAND) * BAND + RIM)
    low = 1 - 2 * (origin % 2)  # what the mirror's two sides add up to: 0 and 1, or -1 and 0 where a block is cut
    high = 2 * length - 1 + 2 * ((length + origin) % 2) - 2
    for _ in range(2 + len(at) // max(length - 4, 1)):  # a tiny frame bounces several times
        at = np.where(at < 0, low - at, at)
        at = np.where(at >= length, high - at, at)
    return np.clip(at, 0, length - 1)


@kernel
def _differences(x, c, horizontal):  # type: ignore[no-untyped-def]
    """C_h or C_v at every red and blue sample; `x` (rows, columns) float32, `c` alike."""
    for y in range(4, x.shape[0] - 4):
        for i in range(4, x.shape[1] - 4):
            if ((y >> 1) & 1) != ((i >> 1) & 1):
                continue
            if horizontal:
                second = i & 1
                a1, a2, b1, b2 = x[y, i - 1 - second], x[y, i - 3 - second], x[y, i + 2 - second], x[y, i + 4 - second]
            else:
                second = y & 1
                a1, a2, b1, b2 = x[y - 1 - second, i], x[y - 3 - second, i], x[y + 2 - second, i], x[y + 4 - second, i]
            if second == 0:
                green = (f32(2) * a1 + b1) * f32(1 / 3)
                own = (f32(4) * a2 + f32(3) * b2) * f32(1 / 7)
            else:
                green = (a1 + f32(2) * b1) * f32(1 / 3)
                own = (f32(3) * a2 + f32(4) * b2) * f32(1 / 7)
            c[y, i] = x[y, i] - green - (x[y, i] - own) * f32(1 / 6)


@kernel
def _mix(h, v, c):  # type: ignore[no-untyped-def]
    """C of every red and blue block from C_h and C_v."""
    for y in range(8, c.shape[0] - 8, 2):
        for i in range(8 + (y & 2), c.shape[1] - 8, 4):
            along, down = f32(LEAST), f32(LEAST)
            for k in range(2):
                p, q = y + k, i + k
                along += (
                    f32(2) * abs(h[p, i] - h[p, i + 1]) + abs(h[p, i] - h[p, i - 3]) + abs(h[p, i + 1] - h[p, i + 4])
                )
                down += (
                    f32(2) * abs(v[y, q] - v[y + 1, q]) + abs(v[y, q] - v[y - 3, q]) + abs(v[y + 1, q] - v[y + 4, q])
                )
            for dy in (-2, 2):  # the four blocks of the other colour around it
                for dx in (-2, 2):
                    p, q = y + dy, i + dx
                    along += f32(0.5) * (abs(h[p, q] - h[p, q + 1]) + abs(h[p + 1, q] - h[p + 1, q + 1]))
                    down += f32(0.5) * (abs(v[p, q] - v[p + 1, q]) + abs(v[p, q + 1] - v[p + 1, q + 1]))
            along, down = along * along + f32(LEAST), down * down + f32(LEAST)
            share = down / (along + down)
            for k in range(2):
                for m in range(2):
                    c[y + k, i + m] = share * h[y + k, i + m] + (f32(1) - share) * v[y + k, i + m]


@kernel
def _between(c, y, x, across, down):  # type: ignore[no-untyped-def]
    """C between the nearest samples of blocks in front and behind, along the row, the column, or both."""
    sx, sy = x & 1, y & 1
    x0, x1, y0, y1 = x - 1 - sx, x + 2 - sx, y - 1 - sy, y + 2 - sy
    wx, wy = f32((1 + sx) / 3), f32((1 + sy) / 3)  # of the one behind
    if across and down:
        upper = c[y0, x0] + wx * (c[y0, x1] - c[y0, x0])
        return upper + wy * (c[y1, x0] + wx * (c[y1, x1] - c[y1, x0]) - upper)
    if across:
        return c[y, x0] + wx * (c[y, x1] - c[y, x0])
    return c[y0, x] + wy * (c[y1, x] - c[y0, x])


@kernel
def _scaled(src, black, gains, x):  # type: ignore[no-untyped-def]
    """Samples over black, times the gain of their colour; 0, 1, 2 are those of R, G, B."""
    for y in range(src.shape[0]):
        for i in range(src.shape[1]):
            colour = ((y >> 1) & 1) + ((i >> 1) & 1)
            x[y, i] = (f32(src[y, i]) - black[colour]) * gains[colour]


@kernel
def _band(src, black, gains, out):  # type: ignore[no-untyped-def]
    """`src` (rows + 2 RIM, columns + 2 RIM) uint16 that begins with a whole array; `out` (rows, columns) uint16."""
    rows, columns = src.shape
    x = np.empty((rows, columns), f32)
    _scaled(src, black, gains, x)
    h, v, c = np.zeros((rows, columns), f32), np.zeros((rows, columns), f32), np.zeros((rows, columns), f32)
    _differences(x, h, True)
    _differences(x, v, False)
    _mix(h, v, c)
    for i in range(out.shape[0]):
        y = i + RIM
        for j in range(out.shape[1]):
            k = j + RIM
            is_row, is_column = (y >> 1) & 1, (k >> 1) & 1  # of the block: 0 red's
            want_row, want_column = y & 1, k & 1  # of the Bayer site
            value = x[y, k]
            if is_row == is_column:  # a red or a blue block
                if want_row == want_column == is_row:
                    out[i, j] = src[y, k]
                    continue
                value -= c[y, k]
                if want_row == want_column:
                    value += _between(c, y, k, True, True)
            elif want_row == want_column:  # a green block at a red or blue site: red lies along the row if it is red's
                value += _between(c, y, k, is_row == want_row, is_row != want_row)
            else:
                out[i, j] = src[y, k]
                continue
            colour = want_row + want_column
            value = value / gains[colour] + black[colour]
            out[i, j] = np.uint16(min(max(value + f32(0.5), f32(0)), f32(65535)))
