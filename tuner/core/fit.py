"""Fit: a picture at full resolution averaged to the size of the screen.

The output codes are averaged over the exact area of each device pixel, so a fitted view equals an area-resize of the
export; as an option the light they stand for is averaged instead (at hard edges the two differ by up to 31 codes).
Weights are integers (a source row j of H spans [j h, (j + 1) h) and a device row i of h spans [i H, (i + 1) H) on a
common axis) and sums are integers in a fixed order, so the result does not depend on how rows are shared out.

Source: exact box (area) resampling, e.g. Glassner (1995), Principles of Digital Image Synthesis, section 5.5.
"""

from __future__ import annotations

from concurrent.futures import Executor
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from tuner.core.jit import kernel
from tuner.core.transfer import decoded

LIGHT = (1 << 20) - 1
"""Steps of decoded light: fine enough that every code of a gamma 2.2 curve has its own."""


U0, U1, U2, U3, U4 = np.uint64(0), np.uint64(1), np.uint64(2), np.uint64(3), np.uint64(4)  # nothing to wrap
FEW = 256  # times 255 is still below 2^16
"""Rows of codes whose sum 16 bits hold."""


@kernel
def _spans(wide, w):  # type: ignore[no-untyped-def]
    """(4, w) int64 of each device pixel: its first and last source pixel, and how much of each it covers."""
    spans = np.empty((4, w), np.int64)
    for k in range(w):
        lo, hi = k * wide, (k + 1) * wide
        left, right = lo // w, (hi - 1) // w
        spans[0, k], spans[1, k] = left, right
        spans[2, k] = min(hi, (left + 1) * w) - lo
        spans[3, k] = hi - right * w if right > left else 0
    return spans


@kernel
def _across(column, sums, areas, row, spans, total, wide):  # type: ignore[no-untyped-def]
    """A device row from its weighted column sums: sums along the row, divided by the area exactly and rounded.

    `sums` (4 W,) int64 and `areas` (4 w,) float64 are memory to work in; whole numbers below 2^53 throughout.
    """
    w = row.shape[0] // 4
    b, g, r = np.int64(0), np.int64(0), np.int64(0)
    for x in range(wide):  # of all pixels to the left: no loop of a few turns a device pixel
        sums[4 * x], sums[4 * x + 1], sums[4 * x + 2] = b, g, r
        b += np.int64(column[4 * x])
        g += np.int64(column[4 * x + 1])
        r += np.int64(column[4 * x + 2])
    half = np.int64(total) // 2
    for k in range(w):
        left, right, before, behind = 4 * spans[0, k], 4 * spans[1, k], spans[2, k], spans[3, k]
        inside = left + 4 if right > left else right  # else the pixel lies in one source pixel, with nothing between
        for c in range(3):
            between = sums[right + c] - sums[inside + c]
            edges = before * np.int64(column[left + c]) + behind * np.int64(column[right + c])
            areas[4 * k + c] = np.float64(w * between + edges + half)
        areas[4 * k + 3] = 255 * total
    inverse = 1.0 / total
    for k in range(4 * w):
        code = np.float64(np.int32(areas[k] * inverse))  # at most one off; a division costs ten times as much
        rest = areas[k] - code * total
        code = code - 1.0 if rest < 0.0 else code + 1.0 if rest >= total else code
        row[k] = np.uint8(np.int32(code))


@kernel
def _across_pairs(column, sums, areas, row, spans, half, magic):  # type: ignore[no-untyped-def]
    """As `_across`, where all sums of a picture fit 32 bits: two channels side by side in a word of 64.

    `column` (2 W,), `sums` (2 W,) and `areas` (2 w,) are such words; dividing by the area is a product with `magic`,
    2^56 over it, of which the upper 8 bits count.
    """
    a, b = U0, U0
    for n in range(np.uint64(column.shape[0] // 2)):
        x = n + n
        sums[x], sums[x + U1] = a, b
        a += column[x]
        b += column[x + U1]
    w = np.uint64(spans.shape[1])
    for k in range(w):
        left, right = np.uint64(spans[U0, k]), np.uint64(spans[U1, k])
        inside = left + U1 if right > left else right
        before, behind = np.uint64(spans[U2, k]), np.uint64(spans[U3, k])
        i, j, m, o = left + left, inside + inside, right + right, k + k
        areas[o] = w * (sums[m] - sums[j]) + before * column[i] + behind * column[m] + half
        areas[o + U1] = w * (sums[m + U1] - sums[j + U1]) + before * column[i + U1] + behind * column[m + U1] + half
    single = areas.view(np.uint32)
    for k in range(np.uint64(row.shape[0])):
        row[k] = np.uint8((np.uint64(single[k]) * magic) >> np.uint64(56))
    for k in range(w):
        row[U4 * k + U3] = np.uint8(255)


@kernel
def _down(src, i, h, inner, column):  # type: ignore[no-untyped-def]
    """`column` (4 W,) uint32: the sums of device row i along the columns; `inner` (4 W,) uint16 is memory to work in.

    Of the source rows that a device row spans only the first and the last count in part: those between are summed
    without weights, in 16 bits, four at a time.
    """
    tall, n = src.shape[0], column.shape[0]
    lo, hi = i * tall, (i + 1) * tall
    top, bottom = lo // h, (hi - 1) // h
    above = np.uint32(min(hi, (top + 1) * h) - lo)
    below = np.uint32(hi - bottom * h) if bottom > top else np.uint32(0)
    a, b = src[top].reshape(-1), src[bottom].reshape(-1)
    for x in range(n):
        column[x] = above * np.uint32(a[x]) + below * np.uint32(b[x])
    j = top + 1
    while j < bottom:
        end = min(bottom, j + FEW)
        inner[:] = 0
        while j + 4 <= end:
            a, b, c, d = src[j].reshape(-1), src[j + 1].reshape(-1), src[j + 2].reshape(-1), src[j + 3].reshape(-1)
            for x in range(n):
                pair, other = np.uint16(a[x]) + np.uint16(b[x]), np.uint16(c[x]) + np.uint16(d[x])
                inner[x] += np.uint16(pair + other)
            j += 4
        while j < end:
            a = src[j].reshape(-1)
            for x in range(n):
                inner[x] += np.uint16(a[x])
            j += 1
        for x in range(n):
            column[x] += np.uint32(h) * np.uint32(inner[x])


@kernel
def _rows(src, out, first, last, magic):  # type: ignore[no-untyped-def]
    """Device rows first..last of `out` (h, w, 4) from the codes of `src` (H, W, 4), both uint8; channel 3 becomes 255.

    `magic` is 0 where the picture is too large for sums of 32 bits.
    """
    tall, wide = src.shape[0], src.shape[1]
    h, w = out.shape[0], out.shape[1]
    n = wide * 4
    inner, column, spans = np.empty(n, np.uint16), np.empty(n, np.uint32), _spans(wide, w)
    if magic > np.uint64(0):
        pairs, before, areas2 = column.view(np.uint64), np.empty(n // 2, np.uint64), np.empty(2 * w, np.uint64)
        half = np.uint64(tall * wide // 2)
        half += half << np.uint64(32)
        for i in range(first, last):
            _down(src, i, h, inner, column)
            _across_pairs(pairs, before, areas2, out[i].reshape(-1), spans, half, magic)
        return
    sums, areas = np.empty(n, np.int64), np.empty(4 * w, np.float64)
    for i in range(first, last):
        _down(src, i, h, inner, column)
        _across(column, sums, areas, out[i].reshape(-1), spans, np.float64(tall) * np.float64(wide), wide)


@kernel
def _rows_of_light(src, out, first, last, levels, codes):  # type: ignore[no-untyped-def]
    """As `_rows`, averaging what the codes stand for.

    `levels` (256,) uint64 is what a code counts as, `codes` the code of each mean level.
    """
    tall, wide = src.shape[0], src.shape[1]
    h, w = out.shape[0], out.shape[1]
    total = np.uint64(tall) * np.uint64(wide)
    half = total // np.uint64(2)
    column = np.empty(wide * 4, np.uint64)
    for i in range(first, last):
        column[:] = 0
        lo, hi = i * tall, (i + 1) * tall
        for j in range(lo // h, (hi + h - 1) // h):
            weight = np.uint64(min(hi, (j + 1) * h) - max(lo, j * h))
            row = src[j].reshape(-1)
            for x in range(wide * 4):
                column[x] += weight * levels[row[x]]
        for k in range(w):
            left, right = k * wide, (k + 1) * wide
            b, g, r = np.uint64(0), np.uint64(0), np.uint64(0)
            for x in range(left // w, (right + w - 1) // w):
                share = np.uint64(min(right, (x + 1) * w) - max(left, x * w))
                b += share * column[4 * x]
                g += share * column[4 * x + 1]
                r += share * column[4 * x + 2]
            out[i, k, 0] = codes[np.int64((b + half) // total)]
            out[i, k, 1] = codes[np.int64((g + half) // total)]
            out[i, k, 2] = codes[np.int64((r + half) // total)]
            out[i, k, 3] = 255


def area_average(
    picture: NDArray[np.uint8],
    width: int,
    height: int,
    transfer: str | None = None,
    executor: Executor | None = None,
    workers: int = 1,
) -> NDArray[np.uint8]:
    """The picture averaged down to (height, width).

    Parameters
    ----------
    picture : (H, W, 4) uint8 B, G, R, any; C-contiguous
    width, height : device pixels, 1 .. W and 1 .. H
    transfer : None averages the codes; the name of the codes' transfer curve averages the light they stand for
    executor, workers : share the device rows out; None does all in the caller's thread

    Returns
    -------
    (height, width, 4) uint8 B, G, R, 255; each code the exact area mean, rounded half up (of light: the nearest code)

    Raises
    ------
    ValueError : the size is empty or larger than the picture (enlarging is the painter's matter)
    """
    if not (1 <= width <= picture.shape[1] and 1 <= height <= picture.shape[0]):
        raise ValueError(f"cannot average {picture.shape[1]} x {picture.shape[0]} pixels to {width} x {height}")
    out, source = np.empty((height, width, 4), np.uint8), np.ascontiguousarray(picture)
    tables = (_magic(picture.shape[0] * picture.shape[1]),) if transfer is None else _tables(transfer)
    average = _rows if transfer is None else _rows_of_light

    if executor is None:
        average(source, out, 0, height, *tables)
        return out
    bounds = [height * i // workers for i in range(workers + 1)]
    shares = [executor.submit(average, source, out, a, b, *tables) for a, b in pairwise(bounds)]
    for share in shares:
        share.result()
    return out


@cache
def _magic(total: int) -> np.uint64:
    """2^56 / total rounded up, if sums over that many pixels fit 32 bits and their products with it give exact
    quotients (Granlund, Montgomery (1994), Division by invariant integers using multiplication, theorem 4.2); else 0."""
    magic = -(-(1 << 56) // total)
    most = 255 * total + total // 2
    exact = most < 1 << 32 and most * (magic * total - (1 << 56)) < 1 << 56
    return np.uint64(magic if exact else 0)


@cache
def _tables(transfer: str) -> tuple[NDArray[np.uint64], NDArray[np.uint8]]:
    """What each code counts as, and the code of each mean."""
    light = decoded(np.arange(256) / 255, transfer) * LIGHT
    middle = (light[1:] + light[:-1]) / 2  # a mean goes to the code whose light is nearest
    return np.rint(light).astype(np.uint64), np.searchsorted(middle, np.arange(LIGHT + 1)).astype(np.uint8)
