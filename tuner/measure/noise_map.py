"""The noise-to-threshold map: how large differences are in front of a denoiser, beside what it takes for noise.

For each block of 16 x 16 pixels and each plane that the denoiser filters:

    d     = 1.4826 median |v(x + 2) - v(x)|, the smaller of both directions       the spread of differences in the block
    ratio = d / T(mean of the block)                                              T: the stage's own threshold (`reach`)

Two pixels apart, because that is as far as every denoiser of the line looks, two samples of one colour lie there in a
mosaic, and the noise behind a demosaic is alike in neighbours. For white noise of deviation s, d is sqrt(2) s. The
smaller direction, so that an edge through a block counts little (the only one, where a block at the border is cut so
narrow that the other has no pairs; its neighbour's, where it has none at all); where texture fills a block the ratio tells of the
texture. Of several planes it is the root of the mean square.

    ratio > 1          differences exceed the threshold: the noise stays
    1/2 .. 1           barely reached
    1/4 .. 1/2         most of it is reached
    1/8 .. 1/4         all of it is reached (Tukey's 95 % point lies at 0.21)
    < 1/8              the threshold reaches far beyond the noise: detail is at stake

Source: Rousseeuw, P. J., Croux, C. (1993), Alternatives to the median absolute deviation, J. Am. Stat. Assoc. 88(424)
1273-1283 (1.4826, the median as a scale); Beaton, A. E., Tukey, J. W. (1974), Technometrics 16(2) 147-185 (4.685).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from tuner.core.chain import build
from tuner.core.engine import Cancel
from tuner.core.frame import Frame
from tuner.core.jit import kernel
from tuner.core.orient import oriented_size
from tuner.core.recipe import Recipe
from tuner.measure.taps import before, plane_at, strips

BLOCK = 16
"""Side of a block, pixels."""
BANDS = (1 / 8, 1 / 4, 1 / 2, 1.0)
"""Limits between the five bands of the map."""
SIGMA = 1.4826
"""Median of absolute Gaussian values -> standard deviation. Source: 1 / Phi^-1(3/4)."""


def noise_map(frame: Frame, recipe: Recipe, stage: str, cancel: Cancel | None = None) -> NDArray[np.float32]:
    """Differences in front of a denoiser, in units of its threshold.

    Parameters
    ----------
    stage : one that declares a `reach`; it may be off, which shows what it would find

    Returns
    -------
    (h / 16, w / 16) float32, rounded up, as exported; 0 where it filters nothing

    Raises
    ------
    ValueError : no denoiser
    StageError, Cancelled : as `Engine.render`
    """
    declared = recipe.rack[stage]
    if declared.reach is None:
        raise ValueError(f"{declared.title} is no denoiser")
    facts, cancel = frame.facts, cancel or Cancel()
    ahead = before(recipe, stage)
    chain = build(recipe, facts, ahead)
    params = declared.resolve(recipe[stage].params, chain.context)
    width, height = oriented_size(facts.width, facts.height, facts.orientation)
    limits = declared.reach(params, chain.context, np.zeros((declared.reads.planes, 1), np.float32))
    planes = [plane for plane, limit in enumerate(limits) if np.isfinite(limit[0])]
    found = np.zeros((-(-height // BLOCK), -(-width // BLOCK)), np.float32)
    told = np.zeros_like(found)  # planes of each: a block one sample wide or high has not all sites of a mosaic
    for top, values in strips(frame, recipe, ahead, cancel) if planes else ():
        for plane, spread, mean in _spreads(frame, top, values, planes):
            cancel.check()
            levels = np.zeros((declared.reads.planes, *mean.shape), np.float32)
            levels[plane] = mean
            limit = declared.reach(params, chain.context, levels)[plane]
            rows, columns = slice(top // BLOCK, top // BLOCK + len(mean)), slice(mean.shape[1])
            found[rows, columns] += (spread / np.maximum(limit, 1e-9)) ** 2
            told[rows, columns] += 1
    return np.sqrt(found / np.maximum(told, 1))


def banded(ratio: NDArray[np.float32]) -> NDArray[np.uint8]:
    """1 to 5: the band each block lies in; 0 where nothing is filtered."""
    return np.where(ratio > 0, np.digitize(ratio, BANDS) + 1, 0).astype(np.uint8)


def _spreads(
    frame: Frame, top: int, values: NDArray[np.float32], planes: Sequence[int]
) -> Iterator[tuple[int, NDArray[np.float32], NDArray[np.float32]]]:
    """(plane, spread of its differences, its mean) of every block of a strip, of these planes."""
    if values.shape[2] == 3:
        for plane in planes:
            yield plane, *_blocks(values[..., plane], 2, BLOCK)
        return
    for i in range(4):  # the sites of a mosaic, each on its own half-size grid
        dy, dx = i >> 1, i & 1
        site, plane = values[dy::2, dx::2, 0], plane_at(frame, dx, top + dy)
        if site.size and plane in planes:
            yield plane, *_blocks(site, 1, BLOCK // 2)


def _blocks(plane: NDArray[np.float32], step: int, side: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """(rows, columns) spread and mean of the blocks of a plane; those at the right and below may be cut."""
    rows, columns = (-(-n // side) for n in plane.shape)
    spread, mean = np.empty((2, rows, columns), np.float32)
    _measured(np.ascontiguousarray(plane), step, side, np.empty(side * side, np.float32), spread, mean)
    return spread * np.float32(SIGMA), mean


@kernel
def _median(a, n):  # type: ignore[no-untyped-def]
    """The upper median of the first n values, which are put in another order; 0 of none."""
    if n == 0:
        return np.float32(0)
    k, low, high = n // 2, 0, n - 1
    while low < high:
        pivot, i, j = a[(low + high) // 2], low, high
        while i <= j:
            while a[i] < pivot:
                i += 1
            while a[j] > pivot:
                j -= 1
            if i <= j:
                a[i], a[j] = a[j], a[i]
                i += 1
                j -= 1
        if k <= j:
            high = j
        elif k >= i:
            low = i
        else:
            break
    return a[k]


@kernel
def _measured(plane, step, side, found, spread, mean):  # type: ignore[no-untyped-def]
    """`found` (side * side,) float32 scratch; fills `spread` and `mean` (rows, columns)."""
    height, width = plane.shape
    for i in range(spread.shape[0]):
        for j in range(spread.shape[1]):
            top, left = i * side, j * side
            bottom, right = min(top + side, height), min(left + side, width)
            total, n = np.float32(0), 0
            for y in range(top, bottom):
                row = plane[y]
                for x in range(left, right):
                    total += row[x]
                for x in range(left, right - step):
                    found[n] = abs(row[x + step] - row[x])
                    n += 1
            across, wide, n = _median(found, n), n > 0, 0
            for y in range(top, bottom - step):
                row, below = plane[y], plane[y + step]
                for x in range(left, right):
                    found[n] = abs(below[x] - row[x])
                    n += 1
            down, high = _median(found, n), n > 0
            if wide and high:
                spread[i, j] = min(across, down)
            elif wide or high:  # a cut block no wider or higher than the step: the other direction speaks alone
                spread[i, j] = across if wide else down
            else:
                spread[i, j] = spread[i, j - 1] if j > 0 else spread[i - 1, j] if i > 0 else np.float32(0)
            mean[i, j] = total / np.float32((bottom - top) * (right - left))
