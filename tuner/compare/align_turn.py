"""Whether two pictures are turned against each other, or a turn that was found is chance.

After the alignment every patch of the picture says by how much it would still be shifted by itself. What they do not
agree in is how far such shifts can be trusted; a turn counts where it is well beyond that.

    sigma^2 = sum_i |d_i - mean d|^2 / (2 n - 5)      shifts d_i of n patches; scale, shift and turn took five of them
    sigma(turn)^2 = sigma^2 / sum_i |r_i - mean r|^2  r_i where the patches lie

References
----------
Bevington, Robinson (2003), Data Reduction and Error Analysis for the Physical Sciences, 3rd ed., section 6.4 (the error
of a least-squares slope from the scatter about it). Horn (1987), J. Opt. Soc. Am. A 4(4) 629-642 (turn and scale of
points by least squares).
"""

from __future__ import annotations

import math

import numpy as np

from tuner.compare.align_refine import UPRIGHT, Array, Placement, equations, settled, windows_of
from tuner.compare.align_search import Plane

SURE = 5.0
"""Standard errors beyond which a turn is none by chance."""
SEEN = 0.25
"""Pixels by which a turn must move a corner to be worth a resampling."""


def upright(a: Plane, b: Plane, place: Placement) -> Placement:
    """The placement without its turn, where that is chance or moves nothing."""
    if place.turn == 0 or _is_turned(a, b, place):
        return place
    middle = (a.shape[1] / 2, a.shape[0] / 2)
    return settled(a, b, place.turned(0.0, middle), free=UPRIGHT)


def _is_turned(a: Plane, b: Plane, place: Placement) -> bool:
    turn = math.radians(abs(place.turn))
    if turn * math.hypot(*a.shape) / 2 < SEEN:
        return False
    found = _patches(a, b, place)
    count = len(found)
    if 2 * count <= 5:
        return False
    where, shifts = found[:, :2], found[:, 2:]
    scatter = float(np.square(shifts - shifts.mean(axis=0)).sum()) / (2 * count - 5)
    reach = float(np.square(where - where.mean(axis=0)).sum())
    return turn > SURE * math.sqrt(scatter / reach)


def _patches(a: Plane, b: Plane, place: Placement) -> Array:
    """(n, 4) where a patch lies in a (across, down), and how far by itself it would still be shifted in b."""
    found = []
    for top, left, height, width in windows_of(a, b, place):
        half, middle = height // 2, width // 2
        for y, x in ((top, left), (top, left + middle), (top + half, left), (top + half, left + middle)):
            made = equations(a, b, place, (y, x, half, middle))
            if made is None:
                continue
            slopes, rest = made[0][[1, 3]], made[1]
            shift, _, rank, _ = np.linalg.lstsq(slopes.T, rest, rcond=1e-3)
            if rank == 2 and np.hypot(*shift) < min(half, middle):
                found.append((x + middle / 2, y + half / 2, *shift))
    return np.array(found, np.float64).reshape(-1, 4)
