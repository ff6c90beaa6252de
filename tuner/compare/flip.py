"""FLIP: how different two pictures look when one flips between them, 0 (equal) to 1 (black for white).

Colour: both pictures as the eye resolves them at some distance (contrast sensitivity as Gaussians in an opponent
space), then the HyAB distance in Hunt-adjusted L*a*b*. Structure: edges and points that are in one picture only, by
first and second derivatives of Gaussians on lightness, make a colour difference count more.

    FLIP = colour ^ (1 - structure)

The sums are direct taps, so that the figure of a pixel depends on its neighbourhood alone, however rows are shared out.

References
----------
Andersson, Nilsson, Akenine-Möller, Oskarsson, Åström, Fairchild (2020), FLIP: a difference evaluator for alternating
images, Proc. ACM Comput. Graph. Interact. Tech. 3(2) article 15: sections 4.1 (colour), 4.2 (structure), 4.3 (both).
Johnson, Fairchild (2003), Proc. IS&T/SID 11th Color Imaging Conf. 24-30 (contrast sensitivity).
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from functools import cache
from math import ceil, pi, sqrt

import numpy as np
from numpy.typing import NDArray

from tuner.core.colour import rgb_to_xyz, xyz_to_rgb

Planes = NDArray[np.float32]

PIXELS_PER_DEGREE = 67.0
"""0.7 m from a screen of 3840 pixels on 0.7 m, as the paper has it."""
ROWS = 192  # a piece of work
_SENSITIVITY = (((1.0, 0.0047),), ((1.0, 0.0053),), ((34.1, 0.04), (13.5, 0.025)))
"""(a, b) of the Gaussians of achromatic, red-green, blue-yellow; table 1, b in square degrees."""
_QC, _PC, _PT = 0.7, 0.4, 0.95  # section 4.1.3
_W, _QF = 0.082, 0.5  # section 4.2: width of a feature in degrees; exponent
_CUT = (6 / 29) ** 3


def flip_map(
    linear_a: Callable[[slice], NDArray[np.floating]],
    linear_b: Callable[[slice], NDArray[np.floating]],
    shape: tuple[int, int],
    executor: Executor | None = None,
) -> NDArray[np.float32]:
    """FLIP, pixel by pixel.

    Parameters
    ----------
    linear_a, linear_b : give (3, n, w) linear sRGB, 0..1, of some rows
    shape : (height, width)
    executor : shares the rows; None works in the caller's thread. The figures are the same

    Returns
    -------
    (h, w) float32, 0..1
    """
    out = np.empty(shape, np.float32)
    reach = _reach()

    def strip(top: int) -> None:
        first, last = max(0, top - reach), min(shape[0], top + ROWS + reach)
        pair = [_seen(np.clip(of(slice(first, last)), 0, 1).astype(np.float32)) for of in (linear_a, linear_b)]
        error = _combined(*pair)
        out[top : top + ROWS] = error[top - first : top - first + ROWS]

    list((executor.map if executor else map)(strip, range(0, shape[0], ROWS)))
    return out


Seen = tuple[Planes, Planes, Planes]
"""Hunt-adjusted L*a*b* (3, h, w), strength of edges and of points (h, w)."""


def _combined(a: Seen, b: Seen) -> Planes:
    apart = a[0] - b[0]
    colour = _spread((np.abs(apart[0]) + np.hypot(apart[1], apart[2])) ** np.float32(_QC))
    structure = np.maximum(np.abs(a[1] - b[1]), np.abs(a[2] - b[2])) * np.float32(sqrt(0.5))
    return np.asarray(colour ** (1 - np.clip(structure, 0, 1) ** np.float32(_QF)), np.float32)


def _spread(powered: Planes) -> Planes:
    """Small differences over most of 0..1, large ones over what is left. Source: section 4.1.3."""
    top = _largest()
    knee = _PC * top
    low = powered * np.float32(_PT / knee)
    high = np.float32(_PT) + (powered - np.float32(knee)) * np.float32((1 - _PT) / (top - knee))
    return np.asarray(np.clip(np.where(powered < knee, low, high), 0, 1), np.float32)


@cache
def _largest() -> float:
    """The largest colour difference there is: green against blue."""
    pair = np.zeros((3, 1, 2), np.float32)
    pair[1, 0, 0] = pair[2, 0, 1] = 1
    lab = _hunt(_relative(pair))
    apart = (lab[..., 0] - lab[..., 1]).ravel()
    return float((abs(apart[0]) + np.hypot(apart[1], apart[2])) ** _QC)


def _seen(linear: Planes) -> Seen:
    """What the eye makes of a picture: colours as it resolves them, and the features it finds."""
    relative = _relative(linear)
    opponent = np.stack([
        116 * relative[1] - 16,
        500 * (relative[0] - relative[1]),
        200 * (relative[1] - relative[2]),
    ])  # fmt: skip
    edges, points = _features(relative[1])
    for plane, gaussians in zip(opponent, _SENSITIVITY, strict=True):
        plane[:] = _resolved(plane, gaussians)
    y = (opponent[0] + 16) / np.float32(116)
    back = np.stack([opponent[1] / np.float32(500) + y, y, y - opponent[2] / np.float32(200)])
    to_rgb = np.asarray(xyz_to_rgb("rec709") * _white(), np.float32)
    inside = np.clip(np.tensordot(to_rgb, back, 1), 0, 1).astype(np.float32)
    return _hunt(_relative(inside)), edges, points


def _white() -> NDArray[np.float64]:
    """(3,) XYZ of white."""
    return np.asarray(rgb_to_xyz("rec709").sum(axis=1))


def _relative(linear: Planes) -> Planes:
    """XYZ as parts of white's."""
    to_relative = np.asarray(rgb_to_xyz("rec709") / _white()[:, None], np.float32)
    return np.asarray(np.tensordot(to_relative, linear, 1), np.float32)


def _hunt(relative: Planes) -> Planes:
    """L*a*b* with a* and b* in proportion to L*: dark colours differ less. Source: section 4.1.2."""
    f = np.where(relative > _CUT, np.cbrt(relative), relative * np.float32((29 / 6) ** 2 / 3) + np.float32(4 / 29))
    lightness = 116 * f[1] - 16
    share = lightness * np.float32(0.01)
    return np.stack([lightness, 500 * (f[0] - f[1]) * share, 200 * (f[1] - f[2]) * share]).astype(np.float32)


def _resolved(plane: Planes, gaussians: tuple[tuple[float, float], ...]) -> Planes:
    """Blurred by the contrast sensitivity of one channel. Source: section 4.1.1."""
    from scipy.ndimage import correlate1d

    total, weight = np.zeros_like(plane), 0.0
    x = np.arange(-_radius_of_colour(), _radius_of_colour() + 1) / PIXELS_PER_DEGREE
    for a, b in gaussians:
        taps = np.exp(-(pi**2) * x * x / b)
        share = a * sqrt(pi / b)
        weight += share * float(taps.sum()) ** 2
        down = correlate1d(plane, taps, axis=0, mode="nearest")
        total += np.float32(share) * correlate1d(down, taps, axis=1, mode="nearest")
    return np.asarray(total / np.float32(weight))


def _features(lightness: Planes) -> tuple[Planes, Planes]:
    """(h, w) strength of edges and of points. Source: section 4.2; each filter's positive taps sum to 1."""
    from scipy.ndimage import correlate1d

    sd = 0.5 * _W * PIXELS_PER_DEGREE
    x = np.arange(-_radius_of_feature(), _radius_of_feature() + 1).astype(np.float64)
    bell = np.exp(-x * x / (2 * sd * sd))
    bell /= bell.sum()
    slope, bend = -x * bell, (x * x / (sd * sd) - 1) * bell
    slope, bend = (np.where(t > 0, t / t[t > 0].sum(), t / -t[t < 0].sum()) for t in (slope, bend))
    smooth = [correlate1d(lightness, bell, axis=axis, mode="nearest") for axis in (0, 1)]
    found = [
        np.hypot(*(correlate1d(smooth[1 - axis], taps, axis=axis, mode="nearest") for axis in (0, 1)))
        for taps in (slope, bend)
    ]
    return found[0], found[1]


def _radius_of_colour() -> int:
    widest = max(b for gaussians in _SENSITIVITY for _, b in gaussians)
    return ceil(3 * sqrt(widest / (2 * pi**2)) * PIXELS_PER_DEGREE)


def _radius_of_feature() -> int:
    return ceil(3 * 0.5 * _W * PIXELS_PER_DEGREE)


def _reach() -> int:
    return max(_radius_of_colour(), _radius_of_feature())
