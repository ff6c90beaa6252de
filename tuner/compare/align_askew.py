"""Where a picture lies that is turned by a few degrees, or stretched in one direction, so that no shift and scale fits.

The second picture is straightened by each of a few turns, and to the first one's proportions, in small; what is left
is looked for as that of any other picture. Gauss-Newton steps make it exact later.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from tuner.compare.align_refine import Placement
from tuner.compare.align_search import FINE, Guess, Plane, binned, nearby
from tuner.compare.resample import resampled_turned

TURNS = (-1.0, 1.0, -2.0, 2.0, -3.0, 3.0)
"""Degrees that are tried; half a degree beside one of them is still found."""
_LIKE = 1.02  # proportions nearer to each other than this are alike


def askew(a: Plane, b: Plane) -> tuple[Placement, float] | None:
    """The likeliest place of a in b at a turn or in other proportions, and its correlation; None where there is none."""
    factor = max(1, max(*a.shape, *b.shape) // (2 * FINE))
    small_a, small_b = binned(a, factor), binned(b, factor)
    best: tuple[Placement, Guess] | None = None
    for straight in _straightened(a, b):
        width, height = (math.floor(n / s) for n, s in zip(small_b.shape[::-1], straight.scale, strict=True))
        middle = straight.at(width / 2, height / 2)
        shift = (small_b.shape[1] / 2 - middle[0], small_b.shape[0] / 2 - middle[1])
        other = resampled_turned(small_b, straight.matrix, shift, (width, height))
        guess = nearby(small_a, other)
        if guess is not None and (best is None or guess.correlation > best[1].correlation):
            at = straight.at(*guess.shift)
            scale = (straight.scale[0] * guess.scale, straight.scale[1] * guess.scale)
            place = Placement(scale, (factor * (at[0] + shift[0]), factor * (at[1] + shift[1])), straight.turn)
            best = place, guess
    return None if best is None else (best[0], best[1].correlation)


def _straightened(a: Plane, b: Plane) -> Iterator[Placement]:
    """From a straightened picture to b as it is, about any point."""
    higher = (b.shape[0] / a.shape[0]) / (b.shape[1] / a.shape[1])
    if max(higher, 1 / higher) > _LIKE:
        yield Placement((1.0, higher), (0.0, 0.0))
    yield from (Placement((1.0, 1.0), (0.0, 0.0), turn) for turn in TURNS)
