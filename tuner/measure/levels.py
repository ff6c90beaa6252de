"""Solvers for the levels of the sensor: where it really saturates, and what it reads in the dark.

Saturation: a sensor's samples pile up at the level at which it clips, often below the white that the file names (the
full well or an analogue stage ends before the converter does). The pile is the window of DN near the top of the
scale that holds the most samples among those that stand out of what lies below them and have little above them. An
evenly lit white surface looks much the same: a pile that is low, or holds much of the frame, is not believed.

Black: the mean of the optically black pixels beside the picture, per colour, without outliers.

Source: Foi, A. (2009), Clipped noisy images: heteroskedastic modeling and practical denoising, Signal
Processing 89(12), 2609-2629 (clipping at an unknown level);
Huber, P. J., Ronchetti, E. M. (2009), Robust Statistics, 2nd ed., Wiley, chapter 5 (median deviation).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tuner.core.facts import Four, Three
from tuner.core.frame import Frame
from tuner.core.orient import Rect
from tuner.core.param import Value
from tuner.core.recipe import Recipe
from tuner.measure.quads import SolverError, split, whole_quads

WINDOW = 1 / 64
"""Width of the window, as a share of the white level."""
LOWEST = 0.8
"""Level below which no pile is believed, as a share of the white level."""
FEWEST = 1e-4
"""Share of a plane's samples that a pile holds at least ..."""
HANDFUL = 20
"""... and how many they are at least."""
STANDS_OUT = 3.0
"""A pile holds this many times the samples of an average window among those below it."""
BELOW = 8
"""Windows below the pile that are averaged."""
MOST = 0.25
"""Share of a plane's samples that a pile below the white level holds at most."""
ABOVE = 0.5
"""Samples above a pile, as a share of its own, at most."""
OUTLIER = 4.0
"""Deviation from the median, in robust standard deviations, beyond which a masked pixel does not count."""
ENOUGH = 64
"""Masked pixels a colour needs at least."""


def saturation_levels(frame: Frame) -> Three:
    """DN at which red, green and blue clip; the file's white where a colour does not clip in this frame."""
    area = whole_quads(frame, None)
    red, green_r, green_b, blue = split(frame.active[area.y : area.y + area.h, area.x : area.x + area.w])
    white = frame.facts.white
    counts = [np.bincount(p.reshape(-1), minlength=65536) for p in (red, green_r, green_b, blue)]
    found = [pile(c, white) for c in (counts[0], counts[1] + counts[2], counts[3])]
    r, g, b = (white if level is None else float(level) for level in found)
    return r, g, b


def pile(counts: NDArray[np.int64], white: float) -> int | None:
    """The level at which samples pile up, or None.

    Parameters
    ----------
    counts : (65536,) samples at every DN
    white : the file's white level, DN

    Returns
    -------
    the most frequent DN of the pile
    """
    half = max(1, round(white * WINDOW / 2))
    width = 2 * half + 1
    last = min(int(white) + half, len(counts) - width)
    centres = np.arange(max(int(white * LOWEST), half + width * BELOW), last + 1)
    if not len(centres) or not counts.any():
        return None
    sums = np.concatenate([[0], np.cumsum(counts)])
    start, end = centres - half, centres + half + 1
    mass = sums[end] - sums[start]
    below = (sums[start] - sums[start - width * BELOW]) / BELOW
    above = sums[-1] - sums[end]
    piled = (mass >= max(FEWEST * sums[-1], HANDFUL)) & (mass >= STANDS_OUT * below) & (above <= ABOVE * mass)
    piled &= (mass <= MOST * sums[-1]) | (end > white)
    if not piled.any():
        return None
    at = int(start[np.argmax(np.where(piled, mass, -1))])
    return at + int(np.argmax(counts[at : at + width]))


def solve_saturation(frame: Frame, recipe: Recipe, rect: Rect | None) -> dict[str, Value]:
    """`black_level`'s saturation knobs from the pile of clipped samples."""
    red, green, blue = saturation_levels(frame)
    return {
        "black_level.saturation": "manual",
        "black_level.saturation_red": red,
        "black_level.saturation_green": green,
        "black_level.saturation_blue": blue,
    }


def masked_levels(frame: Frame) -> Four:
    """Mean DN of the masked pixels of R, Gr, Gb, B, without outliers.

    Raises
    ------
    SolverError : the file has no masked pixels, or too few of a colour
    """
    masked, cfa = frame.masked, frame.masked_cfa
    if masked is None or len(cfa) != 4 or "R" not in cfa:
        raise SolverError(f"{frame.name} has no masked columns; set the black level by hand or from a dark frame")
    py, px = divmod(cfa.index("R"), 2)
    sites = ((py, px), (py, 1 - px), (1 - py, px), (1 - py, 1 - px))
    levels = [_robust_mean(masked[y::2, x::2], frame.name) for y, x in sites]
    return levels[0], levels[1], levels[2], levels[3]


def _robust_mean(samples: NDArray[np.uint16], name: str) -> float:
    if samples.size < ENOUGH:
        raise SolverError(f"{name} has too few masked pixels ({samples.size} of a colour); set the black level by hand")
    values = samples.astype(np.float64)
    middle = np.median(values)
    spread = max(1.4826 * float(np.median(np.abs(values - middle))), 1.0)
    return float(values[np.abs(values - middle) <= OUTLIER * spread].mean())


def solve_masked(frame: Frame, recipe: Recipe, rect: Rect | None) -> dict[str, Value]:
    """`black_level`'s black knobs from the masked pixels; white stays what it is."""
    red, green_r, green_b, blue = masked_levels(frame)
    manual = recipe.value("black_level.source") == "manual"
    return {
        "black_level.source": "manual",
        "black_level.red": red,
        "black_level.green_r": green_r,
        "black_level.green_b": green_b,
        "black_level.blue": blue,
        "black_level.white": recipe.value("black_level.white") if manual else frame.facts.white,
    }
