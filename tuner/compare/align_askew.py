"""Where a picture lies that is turned by a few degrees, or stretched in one direction, so that no shift and scale fits.

The second picture is straightened by each of a few turns, and to the first one's proportions, in small; what is left
is looked for as that of any other picture. Gauss-Newton steps make it exact later.

A crop of a stretched picture has no proportions to go by. Stretches are then tried one after the other on the smallest
copies, where a stretch that is wrong by a few percent still tells, and those near the likeliest on larger ones.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from tuner.compare.align_refine import Placement
from tuner.compare.align_search import COARSE, FINE, LEAST_SIDE, Guess, Plane, binned, close_to, nearby, rough
from tuner.compare.resample import resampled_turned

TURNS = (-1.0, 1.0, -2.0, 2.0, -3.0, 3.0)
"""Degrees that are tried; half a degree beside one of them is still found."""
MOST = 4
"""Stretches of `_STEP` to this power that are tried either way: by a third and a little."""
_LIKE = 1.02  # proportions nearer to each other than this are alike
_STEP = 1.08  # between two stretches; half of it is still found


def askew(a: Plane, b: Plane) -> tuple[Placement, float] | None:
    """The likeliest place of a in b at a turn or in other proportions, and its correlation; None where there is none."""
    small_a, small_b, factor = _small(a, b, FINE)
    best: tuple[Placement, Guess] | None = None
    for straight in _straightened(a, b):
        other, shift = _undone(small_b, straight)
        guess = nearby(small_a, other)
        if guess is not None and (best is None or guess.correlation > best[1].correlation):
            best = _placed(straight, shift, guess, factor), guess
    return None if best is None else (best[0], best[1].correlation)


def stretched(a: Plane, b: Plane) -> tuple[Placement, float] | None:
    """The likeliest place of a in b where any part of b may be stretched in one direction, as `askew`."""
    small_a, small_b, _ = _small(a, b, COARSE)
    if min(*small_a.shape, *small_b.shape) < 2 * LEAST_SIDE:
        return None
    steps = [_stretch(_STEP**n) for n in range(-MOST, MOST + 1) if n]
    found = [(guess, by) for by in steps if (guess := rough(small_a, _undone(small_b, by)[0])) is not None]
    if not found:
        return None
    guess, by = max(found, key=lambda one: one[0].worth)
    small_a, small_b, factor = _small(a, b, FINE)
    best: tuple[Placement, Guess] | None = None
    for n in (-2, -1, 0, 1, 2):
        straight = _stretch(by.scale[1] * _STEP ** (n / 4))
        other, shift = _undone(small_b, straight)
        near = close_to(small_a, other, guess.scale)
        if near is not None and (best is None or near.worth > best[1].worth):
            best = _placed(straight, shift, near, factor), near
    return None if best is None else (best[0], best[1].correlation)


def _stretch(higher: float) -> Placement:
    return Placement((1.0, higher), (0.0, 0.0))


def _small(a: Plane, b: Plane, side: int) -> tuple[Plane, Plane, int]:
    """Both averaged to about twice a side, and by what factor."""
    factor = max(1, max(*a.shape, *b.shape) // (2 * side))
    return binned(a, factor), binned(b, factor), factor


def _undone(b: Plane, straight: Placement) -> tuple[Plane, tuple[float, float]]:
    """b straightened about its middle, and how far that shifts it."""
    width, height = (math.floor(n / s) for n, s in zip(b.shape[::-1], straight.scale, strict=True))
    middle = straight.at(width / 2, height / 2)
    shift = (b.shape[1] / 2 - middle[0], b.shape[0] / 2 - middle[1])
    return resampled_turned(b, straight.matrix, shift, (width, height)), shift


def _placed(straight: Placement, shift: tuple[float, float], guess: Guess, factor: int) -> Placement:
    """Where a lies in b itself, if it lies in the straightened one as guessed."""
    at = straight.at(*guess.shift)
    scale = (straight.scale[0] * guess.scale, straight.scale[1] * guess.scale)
    return Placement(scale, (factor * (at[0] + shift[0]), factor * (at[1] + shift[1])), straight.turn)


def _straightened(a: Plane, b: Plane) -> Iterator[Placement]:
    """From a straightened picture to b as it is, about any point."""
    higher = (b.shape[0] / a.shape[0]) / (b.shape[1] / a.shape[1])
    if max(higher, 1 / higher) > _LIKE:
        yield _stretch(higher)
    yield from (Placement((1.0, 1.0), (0.0, 0.0), turn) for turn in TURNS)
