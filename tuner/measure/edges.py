"""A line profile: codes along a straight line, each the mean of several lines beside one another.

Positions count from the picture's left top corner, so that pixel (x, y) has its middle at (x + 1/2, y + 1/2). Samples
stand one pixel apart along the line and are interpolated bilinearly; averaging over n lines one pixel apart lowers
the noise by sqrt(n) where the edge is straight and at right angles to the line.

    rise        distance over which the profile goes from 10 % to 90 % of the step
    overshoot   how far it goes beyond its ends, as a share of the step

Source: ISO 12233:2023, annexes on edge-based measurement (edge profile, 10 % to 90 % rise distance, overshoot);
Gonzalez, R., Woods, R. (2018), Digital Image Processing, 4th ed., section 2.4 (bilinear interpolation).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tuner.core.frame import Frame
from tuner.core.orient import Rect, orient

ENDS = 0.15
"""Share of the profile at either end whose mean is the level there."""
MOST_SAMPLES = 1 << 24
"""Samples along all the lines of one profile at most: what a picture holds."""


@dataclass(frozen=True, eq=False)
class LineProfile:
    """Values along a line.

    Attributes
    ----------
    position : (n,) float64, pixels from the start
    values : (n, channels) float64 in the codes of the picture
    lines : how many lines were averaged
    """

    position: NDArray[np.float64]
    values: NDArray[np.float64]
    lines: int


@dataclass(frozen=True)
class Edge:
    """What a profile across one edge says: levels at its ends, 10 to 90 % distance in pixels (NaN without a step),
    overshoot and undershoot as shares of the step."""

    low: float
    high: float
    rise: float
    overshoot: float
    undershoot: float


def line_profile(
    picture: NDArray[Any], start: tuple[float, float], end: tuple[float, float], lines: int = 1
) -> LineProfile:
    """Sample a picture along a line.

    Parameters
    ----------
    picture : (h, w) or (h, w, channels)
    start, end : (x, y) positions inside the picture
    lines : parallel lines averaged, half of them on either side; where one leaves the picture it follows its border

    Raises
    ------
    ValueError : an end lies outside the picture, or there is nothing to sample
    """
    h, w = picture.shape[:2]
    for x, y in (start, end):
        if not (0 <= x <= w and 0 <= y <= h):
            raise ValueError(f"the line's end {x:g}, {y:g} does not lie inside {w} x {h} pixels")
    length = math.dist(start, end)
    n = math.floor(length + 1e-9) + 1
    if lines < 1 or n * lines > MOST_SAMPLES:
        raise ValueError(f"{lines} lines of {n} samples are none, or more than a picture holds")
    dx, dy = ((b - a) / length if length else 0.0 for a, b in zip(start, end, strict=True))
    along = np.arange(n)
    aside = np.arange(lines)[:, None] - (lines - 1) / 2
    across_x = start[0] + along * dx - aside * dy
    across_y = start[1] + along * dy + aside * dx
    sampled = _bilinear(picture.reshape(h, w, -1), across_x, across_y)
    return LineProfile(along.astype(np.float64), sampled.mean(axis=0), lines)


def across(picture: NDArray[Any], rect: Rect, upright: bool = False) -> LineProfile:
    """The profile of a rectangle from left to right, all its rows averaged (`upright`: top to bottom, its columns)."""
    x, y, w, h = rect
    if upright:
        return line_profile(picture, (x + w / 2, y + 0.5), (x + w / 2, y + h - 0.5), w)
    return line_profile(picture, (x + 0.5, y + h / 2), (x + w - 0.5, y + h / 2), h)


def across_green(frame: Frame, rect: Rect, upright: bool = False) -> LineProfile:
    """The green samples of the mosaic across a rectangle (all where there are no filters), in DN, each position the mean
    of its own samples.

    Parameters
    ----------
    rect : unrotated active-area pixels, inside the frame; the profile runs as in the picture as exported

    Returns
    -------
    one channel; in a rectangle of a single line, only the positions that hold a green sample
    """
    (oy, ox), (x, y, w, h) = frame.origin, rect
    samples = frame.active[y : y + h, x : x + w].astype(np.float64)
    row, column = np.ogrid[oy + y : oy + y + h, ox + x : ox + x + w]
    green = (((row + column) & 1) == 1) | frame.facts.mono
    turned, counted = (orient(a, frame.facts.orientation) for a in (np.where(green, samples, 0), green))
    axis = 1 if upright else 0
    held = counted.sum(axis=axis)
    at = np.flatnonzero(held)
    return LineProfile(at.astype(np.float64), (turned.sum(axis=axis)[at] / held[at])[:, None], turned.shape[axis])


def edge(values: NDArray[np.float64]) -> Edge:
    """Measure the one edge of a profile, whichever way it goes.

    Parameters
    ----------
    values : (n,) one channel of a profile
    """
    n = max(1, round(len(values) * ENDS))
    first, last = float(values[:n].mean()), float(values[-n:].mean())
    low, high, rising = min(first, last), max(first, last), values if last >= first else values[::-1]
    step = high - low
    if step <= 0:
        return Edge(low, high, math.nan, math.nan, math.nan)
    middle = int(np.argmax(rising >= low + 0.5 * step))
    rise = _crossing(rising, low + 0.9 * step, middle, 1) - _crossing(rising, low + 0.1 * step, middle, -1)
    over, under = float(values.max()) - high, low - float(values.min())
    return Edge(low, high, rise, max(over, 0.0) / step, max(under, 0.0) / step)


def _crossing(values: NDArray[np.float64], level: float, start: int, way: int) -> float:
    """Position nearest to `start` at which the values pass a level, going `way` from it."""
    i = start
    while 0 <= i + way < len(values) and (values[i] < level) == (way > 0):
        i += way
    before, after = (i - 1, i) if way > 0 else (i, i + 1)
    if before < 0 or after >= len(values) or values[after] == values[before]:
        return float(i)
    return before + float((level - values[before]) / (values[after] - values[before]))


def _bilinear(picture: NDArray[Any], x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
    """(..., channels) values at positions, clamped to the middles of the border pixels."""
    h, w = picture.shape[:2]
    px, py = np.clip(x - 0.5, 0, w - 1), np.clip(y - 0.5, 0, h - 1)
    x0, y0 = np.minimum(px.astype(int), max(w - 2, 0)), np.minimum(py.astype(int), max(h - 2, 0))
    x1, y1 = np.minimum(x0 + 1, w - 1), np.minimum(y0 + 1, h - 1)
    fx, fy = (px - x0)[..., None], (py - y0)[..., None]
    upper = picture[y0, x0] * (1 - fx) + picture[y0, x1] * fx
    lower = picture[y1, x0] * (1 - fx) + picture[y1, x1] * fx
    return np.asarray(upper * (1 - fy) + lower * fy, np.float64)
