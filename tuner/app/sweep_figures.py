"""Figures of one tile of a sweep: noise, overshoot at an edge, distance to another picture.

All are taken of the output codes at full precision (0..1 before they are rounded to bits), at the same place in every
tile, so that tiles can be set beside each other. They are yardsticks for choosing between neighbours of one setting,
not certified measurements.

noise       standard deviation of luma in a region; or, of the whole crop, a robust one of its finest detail
overshoot   how far the light and the dark side of the strongest edge leave their plateaus, in % of the step
de2000      mean CIE DE2000 to a reference picture (`tuner.compare`)
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tuner.core.display import LUMA
from tuner.core.orient import Rect

Plane = NDArray[np.float64]

REACH = 16  # pixels of an edge's profile on each side
PLATEAU = 10  # pixels from the edge on which a side counts as flat
ACROSS = 4  # lines on each side that are averaged into the profile
STEPS = 4  # samples of the profile a pixel
LEAST_STEP = 0.02  # of a step that counts as an edge
FLAT_SIDE = 32  # pixels of a side of the flattest patch
_RIM = 8  # pixels round the profile that a cubic spline's coefficients are taken from


def luma(rgb: NDArray[np.floating], standard: str = "709") -> Plane:
    """(h, w) float64 Y' of (h, w, 3) output codes 0..1."""
    return np.asarray(rgb.astype(np.float64) @ np.array(LUMA[standard]))


def region_noise(y: Plane, region: Rect) -> float:
    """Standard deviation (n - 1) of luma in a region, in 8-bit codes.

    Parameters
    ----------
    y : (h, w) luma 0..1
    region : at least two pixels, inside the plane
    """
    part = y[region.y : region.y + region.h, region.x : region.x + region.w]
    return float(part.std(ddof=1)) * 255


def flattest(y: Plane, side: int = FLAT_SIDE) -> Rect:
    """The square, on a grid of half its side, in which luma varies least and is neither black nor blown."""
    side = min(side, *y.shape)
    best, at = np.inf, Rect(0, 0, side, side)
    for top in range(0, y.shape[0] - side + 1, max(side // 2, 1)):
        for left in range(0, y.shape[1] - side + 1, max(side // 2, 1)):
            part = y[top : top + side, left : left + side]
            spread = float(part.std()) + (1.0 if part.min() <= 0.02 or part.max() >= 0.98 else 0.0)
            if spread < best:
                best, at = spread, Rect(left, top, side, side)
    return at


@dataclass(frozen=True)
class Edge:
    """An edge: a position on it (pixel centres are whole numbers), and the direction towards its light side."""

    x: float
    y: float
    dx: float
    dy: float


def strongest_edge(y: Plane) -> Edge | None:
    """The edge with the largest step between two flat sides; None where none is at least 2 % of full scale.

    A side's variation counts against it, so that a thin line or a texture is no edge. The direction is that of the
    structure tensor (Förstner, Gülch 1987) round the place.
    """
    from scipy.ndimage import gaussian_filter, uniform_filter

    if min(y.shape) < 2 * (REACH + ACROSS) + 1:
        return None
    smooth = gaussian_filter(y, 1.0)
    gy, gx = np.gradient(smooth)
    jxx, jyy, jxy = (uniform_filter(product, 7) for product in (gx * gx, gy * gy, gx * gy))
    angle = 0.5 * np.arctan2(2 * jxy, jxx - jyy)
    inside = np.zeros(y.shape, bool)
    rim = REACH + ACROSS
    inside[rim:-rim, rim:-rim] = True
    strength = np.where(inside, np.hypot(gx, gy), 0)
    best, found = LEAST_STEP, None
    for at in np.argsort(strength, axis=None)[::-1][:: max(1, strength.size // 20000)][:400]:
        row, column = divmod(int(at), y.shape[1])
        if not strength[row, column]:
            break
        edge = Edge(column, row, float(np.cos(angle[row, column])), float(np.sin(angle[row, column])))
        dark, light, step = _sides(_profile(y, edge))
        if step < 0:
            edge = Edge(edge.x, edge.y, -edge.dx, -edge.dy)
        worth = abs(step) - 2 * float(dark.std() + light.std())
        if worth > best:
            best, found = worth, edge
    return found


def overshoot(y: Plane, edge: Edge) -> float | None:
    """Over- or undershoot at an edge, whichever is larger, in % of the step; None where there is no step any more.

    The profile across the edge is the mean of nine lines; a plateau is the median of what lies 10 to 16 pixels away.

    References
    ----------
    IEEE Std 181-2011, Transitions, Pulses, and Related Waveforms: overshoot in percent of the waveform's amplitude.
    """
    profile = _profile(y, edge)
    dark, light, _ = _sides(profile)
    low, high = float(np.median(dark)), float(np.median(light))
    if high - low < LEAST_STEP / 2:
        return None
    near = profile[(REACH - PLATEAU) * STEPS : (REACH + PLATEAU) * STEPS + 1]
    return max(float(near.max()) - high, low - float(near.min()), 0.0) / (high - low) * 100


def _sides(profile: Plane) -> tuple[Plane, Plane, float]:
    """The flat part before an edge and behind it, and the step from the one to the other."""
    flat = (REACH - PLATEAU) * STEPS
    before, behind = profile[:flat], profile[-flat:]
    return before, behind, float(np.median(behind) - np.median(before))


def _profile(y: Plane, edge: Edge) -> Plane:
    """Luma along the edge's direction, from -REACH to REACH pixels, the mean of 2 ACROSS + 1 parallel lines."""
    from scipy.ndimage import map_coordinates

    along = np.linspace(-REACH, REACH, 2 * REACH * STEPS + 1)[None]
    aside = np.arange(-ACROSS, ACROSS + 1)[:, None]
    rows, columns = edge.y + along * edge.dy + aside * edge.dx, edge.x + along * edge.dx - aside * edge.dy
    left, top = max(int(columns.min()) - _RIM, 0), max(int(rows.min()) - _RIM, 0)
    part = y[top : int(rows.max()) + _RIM, left : int(columns.max()) + _RIM]  # the spline is of this window only
    sampled = map_coordinates(part, [rows - top, columns - left], order=3, mode="nearest")
    return np.asarray(sampled.mean(axis=0))
