"""Colour difference: CIE DE2000 between L*a*b* planes, and L*a*b* from linear RGB.

Double precision throughout: a measuring instrument's rounding must stay far below the steps it measures.

References
----------
Sharma, Wu, Dalal (2005), Color Res. Appl. 30(1) 21-30, eq. 2-22; test data table 1.
CIE 015:2018, Colorimetry, 4th ed., 8.2.1 (L*a*b*).
"""

from __future__ import annotations

from math import atan2, cos, exp, pi, sin, sqrt

import numpy as np
from numpy.typing import NDArray

from tuner.core.colour import D65, xy_to_xyz
from tuner.core.jit import kernel

Planes = NDArray[np.float64]

_CUT = (6 / 29) ** 3  # below this, L*a*b* continues its cube root as a straight line
_SLOPE = (29 / 6) ** 2 / 3
_OFFSET = 4 / 29
_POW25_7 = 25.0**7


def lab_of_linear(linear: Planes, to_xyz: NDArray[np.float64]) -> Planes:
    """CIE L*a*b* under D65.

    Parameters
    ----------
    linear : (3, h, w) float64 planes, linear RGB
    to_xyz : (3, 3) float64, that RGB -> XYZ under D65

    Returns
    -------
    (3, h, w) float64 planes; L* 0..100
    """
    lab = np.empty_like(linear)
    _lab(linear, np.ascontiguousarray(to_xyz / xy_to_xyz(D65)[:, None]), lab)
    return lab


def delta_e_2000(lab_a: Planes, lab_b: Planes) -> NDArray[np.float32]:
    """CIE DE2000 colour difference, pixel by pixel (parametric factors kL = kC = kH = 1).

    Parameters
    ----------
    lab_a, lab_b : (3, h, w) float64 planes, CIE L*a*b* under the same white; L* 0..100

    Returns
    -------
    (h, w) float32, dimensionless, >= 0; 1 is about one just-noticeable difference

    Raises
    ------
    ValueError : shapes differ, or are not (3, h, w)

    References
    ----------
    Sharma, Wu, Dalal (2005), Color Res. Appl. 30(1) 21-30, eq. 2-22; test data table 1.
    """
    if lab_a.shape != lab_b.shape or lab_a.ndim != 3 or len(lab_a) != 3:
        raise ValueError(f"two (3, h, w) arrays of one shape are needed, not {lab_a.shape} and {lab_b.shape}")
    out = np.empty(lab_a.shape[1:], np.float32)
    _de2000(np.ascontiguousarray(lab_a, np.float64), np.ascontiguousarray(lab_b, np.float64), out)
    return out


@kernel
def _lab(linear, to_relative, lab):  # type: ignore[no-untyped-def]
    h, w = linear.shape[1], linear.shape[2]
    for y in range(h):
        r, g, b = linear[0, y], linear[1, y], linear[2, y]
        lo, ao, bo = lab[0, y], lab[1, y], lab[2, y]
        for x in range(w):
            fx = to_relative[0, 0] * r[x] + to_relative[0, 1] * g[x] + to_relative[0, 2] * b[x]
            fy = to_relative[1, 0] * r[x] + to_relative[1, 1] * g[x] + to_relative[1, 2] * b[x]
            fz = to_relative[2, 0] * r[x] + to_relative[2, 1] * g[x] + to_relative[2, 2] * b[x]
            fx = np.cbrt(fx) if fx > _CUT else _SLOPE * fx + _OFFSET
            fy = np.cbrt(fy) if fy > _CUT else _SLOPE * fy + _OFFSET
            fz = np.cbrt(fz) if fz > _CUT else _SLOPE * fz + _OFFSET
            lo[x] = 116 * fy - 16
            ao[x] = 500 * (fx - fy)
            bo[x] = 200 * (fy - fz)


@kernel
def _de2000(one, two, out):  # type: ignore[no-untyped-def]
    h, w = out.shape
    for y in range(h):
        l1, a1, b1 = one[0, y], one[1, y], one[2, y]
        l2, a2, b2 = two[0, y], two[1, y], two[2, y]
        o = out[y]
        for x in range(w):
            if l1[x] == l2[x] and a1[x] == a2[x] and b1[x] == b2[x]:
                o[x] = 0.0
            else:
                o[x] = _pair(l1[x], a1[x], b1[x], l2[x], a2[x], b2[x])


@kernel
def _pair(l1, a1, b1, l2, a2, b2):  # type: ignore[no-untyped-def]
    """One pair of colours; the numbers in brackets are Sharma's equations."""
    mean_c = (sqrt(a1 * a1 + b1 * b1) + sqrt(a2 * a2 + b2 * b2)) / 2  # (2, 3)
    c7 = mean_c**7
    stretch = 1.5 - 0.5 * sqrt(c7 / (c7 + _POW25_7))  # 1 + G (4)
    a1 = a1 * stretch  # (5)
    a2 = a2 * stretch
    c1 = sqrt(a1 * a1 + b1 * b1)  # (6)
    c2 = sqrt(a2 * a2 + b2 * b2)
    h1 = atan2(b1, a1) if c1 > 0 else 0.0  # (7)
    h2 = atan2(b2, a2) if c2 > 0 else 0.0
    h1 = h1 + 2 * pi if h1 < 0 else h1
    h2 = h2 + 2 * pi if h2 < 0 else h2
    turn = h2 - h1  # (10)
    total = h1 + h2
    if c1 * c2 == 0:
        turn = 0.0
        mean_h = total  # (14), one of them grey
    elif abs(turn) <= pi:
        mean_h = total / 2
    else:
        turn = turn - 2 * pi if turn > pi else turn + 2 * pi
        mean_h = (total + 2 * pi) / 2 if total < 2 * pi else (total - 2 * pi) / 2
    dl = l2 - l1  # (8)
    dc = c2 - c1  # (9)
    dh = 2 * sqrt(c1 * c2) * sin(turn / 2)  # (11)
    mean_l = (l1 + l2) / 2  # (12)
    mean_c = (c1 + c2) / 2  # (13)
    t = (
        1
        - 0.17 * cos(mean_h - pi / 6)
        + 0.24 * cos(2 * mean_h)
        + 0.32 * cos(3 * mean_h + pi / 30)
        - 0.20 * cos(4 * mean_h - 63 * pi / 180)
    )  # (15)
    off = (mean_h * (180 / pi) - 275) / 25
    rotation = (pi / 6) * exp(-off * off)  # (16)
    c7 = mean_c**7
    rc = 2 * sqrt(c7 / (c7 + _POW25_7))  # (17)
    l50 = (mean_l - 50) * (mean_l - 50)
    dl = dl / (1 + 0.015 * l50 / sqrt(20 + l50))  # (18)
    dc = dc / (1 + 0.045 * mean_c)  # (19)
    dh = dh / (1 + 0.015 * mean_c * t)  # (20)
    squared = dl * dl + dc * dc + dh * dh - sin(2 * rotation) * rc * dc * dh  # (21, 22)
    return sqrt(max(squared, 0.0))
