"""Fit: a picture at full resolution averaged to the size of the screen.

The output codes are averaged over the exact area of each device pixel, so a fitted view equals an area-resize of the
export. Weights are integers (a source row j of H spans [j h, (j + 1) h) and a device row i of h spans [i H, (i + 1) H)
on a common axis) and sums are integers in a fixed order, so the result does not depend on how rows are shared out.

Source: exact box (area) resampling, e.g. Glassner (1995), Principles of Digital Image Synthesis, section 5.5.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tuner.core.jit import kernel


@kernel
def _rows(src, out, first, last):  # type: ignore[no-untyped-def]
    """Device rows first..last of `out` (h, w, 4) from `src` (H, W, 4), both uint8; channel 3 becomes 255."""
    tall, wide = src.shape[0], src.shape[1]
    h, w = out.shape[0], out.shape[1]
    total = np.uint64(tall) * np.uint64(wide)
    half = total // np.uint64(2)
    column = np.empty(wide * 4, np.uint32)
    for i in range(first, last):
        column[:] = 0
        lo, hi = i * tall, (i + 1) * tall
        for j in range(lo // h, (hi + h - 1) // h):
            weight = np.uint32(min(hi, (j + 1) * h) - max(lo, j * h))
            row = src[j].reshape(-1)
            for x in range(wide * 4):
                column[x] += weight * np.uint32(row[x])
        for k in range(w):
            left, right = k * wide, (k + 1) * wide
            b, g, r = np.uint64(0), np.uint64(0), np.uint64(0)
            for x in range(left // w, (right + w - 1) // w):
                share = np.uint64(min(right, (x + 1) * w) - max(left, x * w))
                b += share * np.uint64(column[4 * x])
                g += share * np.uint64(column[4 * x + 1])
                r += share * np.uint64(column[4 * x + 2])
            out[i, k, 0] = np.uint8((b + half) // total)
            out[i, k, 1] = np.uint8((g + half) // total)
            out[i, k, 2] = np.uint8((r + half) // total)
            out[i, k, 3] = 255


def area_average(picture: NDArray[np.uint8], width: int, height: int) -> NDArray[np.uint8]:
    """The picture averaged down to (height, width).

    Parameters
    ----------
    picture : (H, W, 4) uint8 B, G, R, any; C-contiguous
    width, height : device pixels, 1 .. W and 1 .. H

    Returns
    -------
    (height, width, 4) uint8 B, G, R, 255; each code the exact area mean, rounded half up

    Raises
    ------
    ValueError : the size is empty or larger than the picture (enlarging is the painter's matter)
    """
    if not (1 <= width <= picture.shape[1] and 1 <= height <= picture.shape[0]):
        raise ValueError(f"cannot average {picture.shape[1]} x {picture.shape[0]} pixels to {width} x {height}")
    out = np.empty((height, width, 4), np.uint8)
    _rows(np.ascontiguousarray(picture), out, 0, height)
    return out
