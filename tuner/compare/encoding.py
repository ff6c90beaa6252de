"""Encodings: what the codes of a picture mean, read from the ICC profile it carries.

Only RGB profiles made of three primaries and three curves can be read; they are what cameras, screens and this program
write. Everything is brought to CIE XYZ under D65, the white of sRGB, Display P3 and Rec.2020, so that a picture's own
white is (1, 1, 1) whatever its primaries.

References
----------
ICC.1:2022, 7.2 (header), 7.3 (tag table), 8.3.3 (three-component matrix profiles), 10.6 (curveType),
10.18 (parametricCurveType), 10.31 (XYZType).
IEC 61966-2-1:1999 (sRGB).
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial

import numpy as np
from numpy.typing import NDArray

from tuner.core.colour import D50, D65, PRIMARIES, adaptation, rgb_to_xyz
from tuner.core.transfer import decoded, decoding
from tuner.files.icc import icc_tag

Array = NDArray[np.float64]
Curve = Callable[[Array], Array]

_SAME_MATRIX = 2e-3  # s15Fixed16 colorants and rounded chromaticities stay well inside this
_SAME_CURVE = 2e-4  # a quarter of the smallest step that 8-bit sRGB takes
_CODES = np.linspace(0, 1, 16 * 255 + 1)  # those of 8 bits, and sixteen steps between


class EncodingError(ValueError):
    """The profile is not one of three primaries and three curves; the message says what it is."""


@dataclass(frozen=True, eq=False)
class Encoding:
    """How codes become light.

    Attributes
    ----------
    name : of the primaries where they are known ones, else "profile"
    to_xyz : (3, 3) float64, linear RGB -> XYZ under D65, Y of white 1
    curves : for each channel the function from codes 0..1 to linear 0..1
    """

    name: str
    to_xyz: Array
    curves: tuple[Curve, Curve, Curve]

    def same_as(self, other: Encoding) -> bool:
        """Whether the same codes mean the same colours."""
        codes = np.linspace(0, 1, 65)
        near = [
            np.allclose(mine(codes), theirs(codes), rtol=0, atol=_SAME_CURVE)
            for mine, theirs in zip(self.curves, other.curves, strict=True)
        ]
        return bool(np.allclose(self.to_xyz, other.to_xyz, rtol=0, atol=_SAME_MATRIX)) and all(near)


def srgb_linear(codes: Array) -> Array:
    """sRGB codes 0..1 -> linear 0..1. Source: IEC 61966-2-1:1999, 5.2."""
    g, a, b, c, d = decoding("srgb")
    return np.where(codes <= d, c * codes, (a * np.maximum(codes, 0) + b) ** g)


@cache
def srgb() -> Encoding:
    """The encoding of a picture that carries no profile."""
    return Encoding("rec709", rgb_to_xyz("rec709"), (srgb_linear,) * 3)


@cache
def named(primaries: str, transfer: str) -> Encoding:
    """The encoding of a picture rendered with known primaries and a known transfer curve."""
    curve = partial(decoded, transfer=transfer)
    return Encoding(primaries, rgb_to_xyz(primaries), (curve, curve, curve))


def encoding_of(icc: bytes | None) -> Encoding:
    """The encoding an embedded profile states.

    Parameters
    ----------
    icc : the profile's bytes; None is sRGB

    Raises
    ------
    EncodingError : the profile is damaged, or is not made of three primaries and three curves
    """
    if icc is None:
        return srgb()
    try:
        _checked(icc)
        colorants = np.stack([_xyz(_tag(icc, name)) for name in (b"rXYZ", b"gXYZ", b"bXYZ")], axis=1)
        red, green, blue = (_curve(_tag(icc, name)) for name in (b"rTRC", b"gTRC", b"bTRC"))
    except (struct.error, IndexError, ValueError) as error:
        raise EncodingError(str(error) if isinstance(error, EncodingError) else "the profile is damaged") from None
    if not np.isfinite(colorants).all() or abs(float(np.linalg.det(colorants))) < 1e-6:
        raise EncodingError("the profile's primaries span no colours")
    with np.errstate(all="ignore"):
        if not all(np.isfinite(curve(_CODES)).all() for curve in (red, green, blue)):
            raise EncodingError("the profile's curves make infinite light")
    to_xyz = adaptation(D50, D65) @ colorants
    name = next((n for n in PRIMARIES if np.allclose(rgb_to_xyz(n), to_xyz, rtol=0, atol=_SAME_MATRIX)), "profile")
    return Encoding(name, rgb_to_xyz(name) if name in PRIMARIES else to_xyz, (red, green, blue))


def _checked(icc: bytes) -> None:
    """Raise unless the header is that of a profile made of three primaries and three curves."""
    if len(icc) < 132 or icc[36:40] != b"acsp":
        raise EncodingError("the profile is damaged")
    if icc[16:20] != b"RGB ":
        raise EncodingError(f"the profile describes {icc[16:20].decode('ascii', 'replace').strip()}, not RGB")
    if icc[20:24] != b"XYZ ":
        raise EncodingError("the profile is made of tables, not of primaries and curves")


def _tag(icc: bytes, name: bytes) -> bytes:
    data = icc_tag(icc, name)
    if data is None:
        raise EncodingError(f"the profile has no {name.decode('ascii')}")
    return data


def _fixed(data: bytes, offset: int, count: int) -> list[float]:
    """s15Fixed16 numbers. Source: ICC.1:2022, 4.6."""
    return [v / 65536 for v in struct.unpack_from(f">{count}i", data, offset)]


def _xyz(data: bytes) -> Array:
    if data[:4] != b"XYZ ":
        raise EncodingError("the profile is damaged")
    return np.array(_fixed(data, 8, 3))


def _curve(data: bytes) -> Curve:
    if data[:4] == b"curv":
        return _sampled(data)
    if data[:4] == b"para":
        return _parametric(data)
    raise EncodingError("the profile's curve is of an unknown type")


def _sampled(data: bytes) -> Curve:
    (count,) = struct.unpack_from(">I", data, 8)
    if count == 0:
        return lambda codes: codes
    if count == 1:
        gamma = struct.unpack_from(">H", data, 12)[0] / 256
        return lambda codes: np.maximum(codes, 0) ** gamma
    if 12 + 2 * count > len(data):
        raise EncodingError("the profile is damaged")
    table = np.frombuffer(data, ">u2", count, 12).astype(np.float64) / 65535
    return lambda codes: np.interp(codes, np.linspace(0, 1, count), table)


def _parametric(data: bytes) -> Curve:
    """One of five formulas, all of them Y = (a X + b)^g + e for X >= d, else c X + f. Source: ICC.1:2022, table 68."""
    (kind,) = struct.unpack_from(">H", data, 8)
    if kind > 4:
        raise EncodingError("the profile's curve is of an unknown type")
    p = _fixed(data, 12, (1, 3, 4, 5, 7)[kind])
    g, a, b, c, d, e, f = p[0], 1.0, 0.0, 0.0, -1.0, 0.0, 0.0
    if kind in (1, 2):  # the formula begins where its base is positive, and is constant below
        a, b = p[1:3]
        if a == 0:
            raise EncodingError("the profile is damaged")
        d = -b / a
        e = f = p[3] if kind == 2 else 0.0
    elif kind in (3, 4):
        a, b, c, d = p[1:5]
        e, f = p[5:7] if kind == 4 else (0.0, 0.0)
    return lambda codes: np.where(codes >= d, np.maximum(a * codes + b, 0) ** g + e, c * codes + f)
