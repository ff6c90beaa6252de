"""Colour maths: chromaticities, colour temperature, primaries, chromatic adaptation.

Temperatures
------------
Correlated colour temperature (CCT) is the temperature of the Planckian locus' nearest point in the CIE 1960 (u, v)
diagram; Duv is the signed distance from it, positive above the locus (greenish). Tint is -3000 Duv: a positive tint
names a magenta light, so balancing for it turns the picture greener. (Adobe's converters count the other way: the
-3000 of their SDK multiplies a distance that is positive below the locus.)

The locus is a Chebyshev series in reciprocal temperature, fitted at 400 Chebyshev nodes to the integral of Planck's law
times the CIE 1931 2 degree colour matching functions at 1 nm, 360 to 830 nm. Its error is below 2e-7 in u and v from
1500 to 25000 K (0.2 K at 15000 K, less below), where Krystek's (1985) rational approximation is 1e-4 off (80 K).

References
----------
CIE 015:2018, Colorimetry, 4th ed.: chromaticities, correlated colour temperature, colour matching functions.
Ohno (2014), LEUKOS 10(1) 47-55: Duv and its sign.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.polynomial import chebyshev
from numpy.typing import NDArray

XY = tuple[float, float]
Array = NDArray[np.float64]

D50: XY = (0.3457, 0.3585)
"""White of the DNG profile connection space. Source: ICC.1:2022, 7.2.16, as a chromaticity."""
D65: XY = (0.3127, 0.3290)
"""White of the three output primaries. Source: ITU-R BT.709-6, item 1.4."""

PRIMARIES: dict[str, tuple[XY, XY, XY]] = {
    "rec709": ((0.640, 0.330), (0.300, 0.600), (0.150, 0.060)),
    "display_p3": ((0.680, 0.320), (0.265, 0.690), (0.150, 0.060)),
    "rec2020": ((0.708, 0.292), (0.170, 0.797), (0.131, 0.046)),
}
"""Chromaticities of R, G, B; white is D65. Source: ITU-R BT.709-6 item 1.3; SMPTE EG 432-1:2010 (P3-D65); BT.2020-2 table 3."""

TINT = -3000.0
"""Tint of a Duv of 1."""
COOLEST, HOTTEST = 1500.0, 25000.0
"""Temperatures of the locus' ends, K; light beyond them is given the end's temperature."""

_BRADFORD = np.array([[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]])
_LOCUS = np.array([
    [0.2631542339, 0.3327536739],
    [0.0908651588, 0.0416842786],
    [0.0067728281, -0.0165092781],
    [-0.0034194712, 0.0020137187],
    [0.0005542628, 0.0007797023],
    [0.0000147839, -0.0005389582],
    [-0.0000531068, 0.0001822307],
    [0.0000261282, -0.0000378768],
    [-0.0000085969, -0.0000007585],
    [0.0000015125, 0.0000059424],
    [0.0000004431, -0.0000037480],
    [-0.0000005434, 0.0000014740],
    [0.0000002675, -0.0000003333],
])  # fmt: skip
"""Chebyshev coefficients of (u, v) over reciprocal temperature, `COOLEST` at 1; see the module's docstring."""

_SEEDS = np.linspace(-1, 1, 129)


def xy_to_uv(xy: XY) -> XY:
    """CIE 1931 (x, y) as CIE 1960 (u, v)."""
    x, y = xy
    scale = 1 / (-2 * x + 12 * y + 3)
    return 4 * x * scale, 6 * y * scale


def uv_to_xy(uv: XY) -> XY:
    """CIE 1960 (u, v) as CIE 1931 (x, y)."""
    u, v = uv
    scale = 1 / (2 * u - 8 * v + 4)
    return 3 * u * scale, 2 * v * scale


def xy_to_xyz(xy: XY) -> Array:
    """(3,) float64: the XYZ with Y = 1 of a chromaticity."""
    x, y = xy
    return np.array([x / y, 1.0, (1 - x - y) / y])


def xyz_to_xy(xyz: Array) -> XY:
    """The chromaticity of an XYZ; one outside the diagram is brought to its border."""
    x, y, z = np.maximum(xyz, 1e-3 * max(float(np.max(xyz)), 1e-9)).tolist()
    return x / (x + y + z), y / (x + y + z)


def _reciprocal(temperature: float) -> float:
    """Temperature on the series' axis: reciprocal kelvin, scaled to -1 at the hottest and 1 at the coolest end."""
    low, high = 1 / HOTTEST, 1 / COOLEST
    kelvin = min(max(temperature, COOLEST), HOTTEST)
    return (2 / kelvin - low - high) / (high - low)


def _kelvin(t: float) -> float:
    low, high = 1 / HOTTEST, 1 / COOLEST
    return 2 / (t * (high - low) + low + high)


@cache
def _locus() -> tuple[Array, Array]:
    """Power series (13, 6) of u, v and their first and second derivatives; and (2, n) points to start a search from."""
    columns = []
    for order in range(3):
        series = chebyshev.chebder(_LOCUS, order)
        powers = [chebyshev.cheb2poly(series[:, i]) for i in range(2)]
        columns += [np.pad(p, (0, len(_LOCUS) - len(p))) for p in powers]
    return np.stack(columns, axis=1), np.asarray(chebyshev.chebval(_SEEDS, _LOCUS))


def _at(t: float) -> tuple[Array, Array, Array]:
    """Point, slope and curvature of the locus in (u, v)."""
    series = _locus()[0]
    values = t ** np.arange(len(series)) @ series
    return values[:2], values[2:4], values[4:]


def planckian_uv(temperature: float) -> XY:
    """CIE 1960 (u, v) of the black body at a temperature in K, held at 1500 and 25000 K."""
    u, v = _at(_reciprocal(temperature))[0].tolist()
    return u, v


def _normal(slope: Array) -> Array:
    """(2,) unit normal of the locus, upwards (greenish)."""
    return np.asarray(np.array([-slope[1], slope[0]]) / np.hypot(slope[0], slope[1]))


def cct_duv(xy: XY) -> tuple[float, float]:
    """Correlated colour temperature and Duv of a chromaticity.

    Parameters
    ----------
    xy : CIE 1931 chromaticity

    Returns
    -------
    (K, 1) : temperature 1500..25000, and the signed distance from the locus there

    Notes
    -----
    Newton's steps on the condition that the difference is normal to the locus, from the nearest of 129 points; steps
    are damped to the Gauss-Newton form where the curvature term would turn them away from the nearest point.
    """
    target = np.array(xy_to_uv(xy))
    t = float(_SEEDS[np.argmin(np.sum((_locus()[1] - target[:, None]) ** 2, axis=0))])
    for _ in range(12):
        point, slope, bend = _at(t)
        off, steep = point - target, float(slope @ slope)
        step = float(off @ slope) / max(steep + float(off @ bend), 0.2 * steep)
        t = min(max(t - step, -1.0), 1.0)
        if abs(step) < 1e-13:
            break
    point, slope, _ = _at(t)
    return _kelvin(t), float((target - point) @ _normal(slope))


def xy_of_cct(temperature: float, duv: float = 0.0) -> XY:
    """The chromaticity at a temperature (K, held at 1500 and 25000) and a Duv."""
    point, slope, _ = _at(_reciprocal(temperature))
    u, v = (point + duv * _normal(slope)).tolist()
    return uv_to_xy((u, v))


def temperature_tint(xy: XY) -> tuple[float, float]:
    """(temperature in K, tint) of a chromaticity."""
    temperature, duv = cct_duv(xy)
    return temperature, TINT * duv


def xy_of_temperature(temperature: float, tint: float) -> XY:
    """The chromaticity of a temperature in K and a tint."""
    return xy_of_cct(temperature, tint / TINT)


def adaptation(source: XY, target: XY) -> Array:
    """(3, 3) float64: XYZ under one white -> XYZ under another (linear Bradford).

    References
    ----------
    Lam (1985), Metamerism and Colour Constancy, PhD thesis, Bradford; ICC.1:2022, annex E.
    """
    cones = (_BRADFORD @ xy_to_xyz(target)) / (_BRADFORD @ xy_to_xyz(source))
    return np.asarray(np.linalg.inv(_BRADFORD) @ (cones[:, None] * _BRADFORD))


@cache
def rgb_to_xyz(primaries: str) -> Array:
    """(3, 3) float64, read-only: linear RGB of the named primaries -> XYZ, white to the Y = 1 of D65.

    Raises
    ------
    KeyError : no primaries of that name

    References
    ----------
    SMPTE RP 177-1993, section 3.3.
    """
    columns = np.stack([xy_to_xyz(xy) for xy in PRIMARIES[primaries]], axis=1)
    matrix = np.asarray(columns * np.linalg.solve(columns, xy_to_xyz(D65)))
    matrix.setflags(write=False)
    return matrix


@cache
def xyz_to_rgb(primaries: str) -> Array:
    """(3, 3) float64, read-only: XYZ -> linear RGB of the named primaries (the inverse of `rgb_to_xyz`)."""
    matrix = np.asarray(np.linalg.inv(rgb_to_xyz(primaries)))
    matrix.setflags(write=False)
    return matrix
