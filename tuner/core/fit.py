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


@kernel
def _rows(src, out, first, last, levels, codes):  # type: ignore[no-untyped-def]
    """Device rows first..last of `out` (h, w, 4) from `src` (H, W, 4), both uint8; channel 3 becomes 255.

    `levels` (256,) uint64 is what a code counts as (empty uint32: itself), `codes` the code of each mean level.
    """
    tall, wide = src.shape[0], src.shape[1]
    h, w = out.shape[0], out.shape[1]
    plain = levels.shape[0] == 0
    total = np.uint64(tall) * np.uint64(wide)
    half = total // np.uint64(2)
    column = np.empty(wide * 4, levels.dtype)  # 32 bits hold codes: 255 times the rows
    for i in range(first, last):
        column[:] = 0
        lo, hi = i * tall, (i + 1) * tall
        for j in range(lo // h, (hi + h - 1) // h):
            weight = np.uint32(min(hi, (j + 1) * h) - max(lo, j * h))
            row = src[j].reshape(-1)
            if plain:
                for x in range(wide * 4):
                    column[x] += weight * np.uint32(row[x])
            else:
                for x in range(wide * 4):
                    column[x] += np.uint64(weight) * levels[row[x]]
        for k in range(w):
            left, right = k * wide, (k + 1) * wide
            b, g, r = np.uint64(0), np.uint64(0), np.uint64(0)
            for x in range(left // w, (right + w - 1) // w):
                share = np.uint64(min(right, (x + 1) * w) - max(left, x * w))
                b += share * np.uint64(column[4 * x])
                g += share * np.uint64(column[4 * x + 1])
                r += share * np.uint64(column[4 * x + 2])
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
    out = np.empty((height, width, 4), np.uint8)
    source, tables = np.ascontiguousarray(picture), _tables(transfer)
    if executor is None:
        _rows(source, out, 0, height, *tables)
        return out
    bounds = [height * i // workers for i in range(workers + 1)]
    shares = [executor.submit(_rows, source, out, a, b, *tables) for a, b in pairwise(bounds)]
    for share in shares:
        share.result()
    return out


@cache
def _tables(transfer: str | None) -> tuple[NDArray[np.uint32] | NDArray[np.uint64], NDArray[np.uint8]]:
    """What each code counts as, and the code of each mean."""
    if transfer is None:
        return np.empty(0, np.uint32), np.arange(256, dtype=np.uint8)
    light = decoded(np.arange(256) / 255, transfer) * LIGHT
    middle = (light[1:] + light[:-1]) / 2  # a mean goes to the code whose light is nearest
    return np.rint(light).astype(np.uint64), np.searchsorted(middle, np.arange(LIGHT + 1)).astype(np.uint8)
