"""Local contrast: contrast-limited adaptive histogram equalisation of luma.

    Y_out = Y + strength (map(Y) - Y)              map: bilinear between those of the four regions about the pixel
    map_region(Y) = sum of the region's clipped histogram up to Y

The picture is divided into regions, `regions` of them along its longer side. Each region's histogram of luma is taken
from the picture in small (the survey), cut off where it would exceed `limit` times the height of a flat histogram, and
what was cut off is spread evenly over all levels. No map is therefore steeper than `limit`, none ever falls, black stays
0 and white stays 1; luma outside 0..1 is moved along unchanged, and chroma passes through. At limit 1 every map is the
identity.

The picture in small knows no texture finer than its blocks of 16 pixels, so noise makes no histogram wider; but where
a region is flat its map is as steep as `limit` allows, and multiplies the noise by up to that.

Source: Zuiderveld, K. (1994), Contrast limited adaptive histogram equalization, Graphics Gems IV, 474-485; Pizer, S. M.,
et al. (1987), Adaptive histogram equalization and its variations, Comput. Vis. Graph. Image Process. 39(3) 355-368.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from tuner.core.domain import MARGIN, UNIT, Domain, round_up
from tuner.core.facts import Facts
from tuner.core.jit import kernel
from tuner.core.param import Range, StageParams
from tuner.core.stage import Context, Stage
from tuner.core.survey import BLOCK, Survey

f32 = np.float32
Array = NDArray[np.float64]
Plan = tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]

LEVELS = 64
"""Bins of a histogram, and straight pieces of a map."""
HALVINGS = 30
"""Steps in which the height at which a histogram is cut off is found."""


class Params(StageParams):
    """How much, how steep, how local."""

    strength: Annotated[float, Range(0, 1, unit="1", step=0.01, help="Share of the equalisation; 0 is off.")] = 0.5
    limit: Annotated[float, Range(1, 8, unit="1", step=0.05, soft=(1, 4), help="Most that contrast may be multiplied by; 1 is off.")] = 2.0
    regions: Annotated[int, Range(1, 32, unit="1", step=1, soft=(2, 16), help="Regions along the longer side; 1 equalises the whole picture.")] = 8


def clipped(histograms: Array, limit: float) -> Array:
    """Histograms cut off so that none exceeds `limit` times the flat one once the excess is spread over all levels.

    Parameters
    ----------
    histograms : (..., LEVELS) float64, each of sum 1
    limit : >= 1

    Returns
    -------
    the same shape, each of sum 1
    """
    most = limit / histograms.shape[-1]
    low, high = np.zeros(histograms.shape[:-1]), np.full(histograms.shape[:-1], most)
    for _ in range(HALVINGS):
        cut = (low + high) / 2
        cut_off = np.minimum(histograms, cut[..., None])
        fits = cut + (1 - cut_off.sum(axis=-1)) / histograms.shape[-1] <= most
        low, high = np.where(fits, cut, low), np.where(fits, high, cut)
    kept = np.minimum(histograms, low[..., None])
    return np.asarray(kept + (1 - kept.sum(axis=-1, keepdims=True)) / histograms.shape[-1])


def _regions(blocks: int, wanted: int) -> tuple[NDArray[np.intp], Array]:
    """Region of every block along an axis, and the middle of every region, in blocks; no region is empty."""
    count = min(wanted, blocks)
    bounds = (2 * np.arange(count + 1) * blocks + count) // (2 * count)  # rounded to whole blocks
    return np.repeat(np.arange(count), np.diff(bounds)), (bounds[1:] + bounds[:-1]) / 2


def maps(luma: Array, rows: NDArray[np.intp], columns: NDArray[np.intp], limit: float) -> Array:
    """The map of every region at LEVELS + 1 levels of luma from 0 to 1.

    Parameters
    ----------
    luma : (h, w) float64, 0..1
    rows, columns : region of every row and column of blocks

    Returns
    -------
    (regions down, regions across, LEVELS + 1) float64, from 0 to 1, rising
    """
    down, across = int(rows[-1]) + 1, int(columns[-1]) + 1
    region = (rows[:, None] * across + columns).ravel()
    # a block counts for the two bins about it, so that maps change smoothly with the light
    at = np.clip(luma.ravel() * LEVELS - 0.5, 0, LEVELS - 1)
    bin_ = np.minimum(at.astype(np.intp), LEVELS - 2)
    part, size = at - bin_, down * across * LEVELS
    counts = np.bincount(region * LEVELS + bin_, 1 - part, size) + np.bincount(region * LEVELS + bin_ + 1, part, size)
    counted = counts.reshape(down, across, LEVELS)
    histograms = clipped(counted / counted.sum(axis=-1, keepdims=True), limit)
    return np.concatenate([np.zeros((down, across, 1)), np.cumsum(histograms, axis=-1)], axis=-1)


def _nodes(facts: Facts, axis: int, middles: Array) -> NDArray[np.float32]:
    """Region coordinate of every grid line along an axis; held beyond the outermost middles."""
    length = MARGIN + facts.phase[axis] + (facts.height, facts.width)[axis]
    pixels = (np.arange(round_up(length, UNIT) + MARGIN) + 0.5 - MARGIN) / BLOCK
    return np.interp(pixels, middles, np.arange(len(middles))).astype(f32)


@lru_cache(maxsize=4)
def _plan(survey: Survey, params: Params, facts: Facts) -> Plan:
    luma = np.clip(survey.planes[0].astype(np.float64), 0, 1)
    wanted = [max(1, round(params.regions * n / max(luma.shape))) for n in luma.shape]
    (rows, down), (columns, across) = (_regions(n, k) for n, k in zip(luma.shape, wanted, strict=True))
    moved = params.strength * (maps(luma, rows, columns, params.limit) - np.linspace(0, 1, LEVELS + 1))
    moved[..., -1] = 0
    # the last region and level once more: the kernel reads a neighbour on each side
    moved = np.pad(moved, ((0, 1), (0, 1), (0, 1)), "edge")
    return np.ascontiguousarray(moved, f32), _nodes(facts, 0, down), _nodes(facts, 1, across)


def prepare(params: Params, context: Context) -> Plan | None:
    """(down + 1, across + 1, LEVELS + 2) what is added to luma; region coordinate of every grid row, and column."""
    return None if context.survey is None else _plan(context.survey, params, context.facts)


@kernel
def _run(src, out, plan, oy, ox):  # type: ignore[no-untyped-def]
    moved, rows, columns = plan
    h, w = out.shape[1], out.shape[2]
    r = (src.shape[1] - h) // 2
    across, top = columns[ox + r : ox + r + w], f32(LEVELS)
    first, last = int(across[0]), int(across[w - 1]) + 1
    width = moved.shape[2]
    table = np.empty((last - first + 1) * width, f32)  # this row's maps, region after region
    # unsigned: a look-up need not ask whether its index is negative
    index, level = np.empty(w, np.uint32), np.empty(w, f32)
    start, side = np.empty(w, np.int32), np.empty(w, f32)
    beside, next_level = np.uint64(width), np.uint64(1)
    for x in range(w):
        i = int(across[x])
        start[x], side[x] = (i - first) * width, across[x] - f32(i)
    for y in range(h):
        j = int(rows[oy + r + y])
        t = rows[oy + r + y] - f32(j)
        for n in range(last - first + 1):
            a, b, o = moved[j, first + n], moved[j + 1, first + n], table[n * width : (n + 1) * width]
            for k in range(width):
                o[k] = a[k] + (b[k] - a[k]) * t
        s, o = src[0, y + r][r : r + w], out[0, y]
        for x in range(w):
            v = min(max(s[x], f32(0)), f32(1)) * top
            # NaN passes the clamp above, and as an integer is anything: it must not leave the table
            whole = min(max(np.int32(v), np.int32(0)), np.int32(LEVELS))
            level[x] = v - f32(whole)
            index[x] = np.uint32(start[x] + whole)
        for x in range(w):
            here = np.uint64(index[x])
            there = here + beside
            a = table[here] + (table[here + next_level] - table[here]) * level[x]
            b = table[there] + (table[there + next_level] - table[there]) * level[x]
            o[x] = s[x] + (a + (b - a) * side[x])


STAGE = Stage(
    name="local_contrast",
    title="Local contrast",
    params=Params,
    reads=Domain.YCC,
    writes=Domain.YCC,
    after="sharpen",
    before="color_adjust",
    survey=True,
    enabled=False,
    prepare=prepare,
    run=_run,
    keeps=(1, 2),
    neutral={"strength": 0.0},
)
