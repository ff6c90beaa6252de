"""Encode: linear light to output codes by a transfer curve.

    srgb      12.92 x                 below 0.0031308, else 1.055 x^(1/2.4) - 0.055
    rec709    4.5 x                   below 0.018,     else 1.099 x^0.45 - 0.099
    gamma22   x^(1/2.2)
    linear    x

Input is clipped to 0..1 first: codes have no room beyond. The powers are evaluated as polynomials in roots
of x, fitted once a curve and exact at 0 and 1; the largest error is 0.02 of an 8-bit step. Where the curve starts with
a line, the root is taken of x - c: a small shift c bends the root until two degrees less do as well.

Source: IEC 61966-2-1:1999, item 5.2 (sRGB); ITU-R BT.709-6 (2015), item 1.2; Lawson
(1961), Contributions to the theory of linear least maximum approximation, PhD thesis, UCLA (the fit).
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray

from tuner.core.domain import Domain
from tuner.core.intrinsics import fma
from tuner.core.param import Choice, StageParams
from tuner.core.pixel import channel
from tuner.core.stage import Context, Stage
from tuner.core.transfer import CURVES

f32 = np.float32
Transfer = Literal["srgb", "rec709", "gamma22", "linear"]
SHIFTS = {"srgb": 0.00049, "rec709": 0.00085, "gamma22": 0.0}
"""Where the root of the fit begins: with these its error is least."""
DEGREE, DEGREE_SHIFTED = 6, 4
NODES = 400
ROUNDS = 40


class Params(StageParams):
    """Which curve."""

    transfer: Annotated[Transfer, Choice(help="The transfer curve of the picture.")] = "srgb"


@cache
def _powers(transfer: str) -> tuple[float, ...]:
    """Coefficients c of the polynomial part, by minimax fit.

    With a linear part:  code = 1 + z (c0 + z (c1 + ...)),       z = s(1) - s, s = (x - shift)^(1/2)
    without:             code = s (1 + z (c0 + z (c1 + ...))),   z = 1 - s, s = x^(1/4)

    Lawson's algorithm: least squares whose weights grow where the error is largest.
    """
    (end, _, a, g), shift = CURVES[transfer], SHIFTS[transfer]
    top = (1 - shift) ** 0.5
    reach = top - (end - shift) ** 0.5 if end else 1.0
    z = reach * (1 + np.cos(np.pi * (np.arange(NODES) + 0.5) / NODES)) / 2
    if end:
        wanted, worth = ((1 + a) * (((top - z) ** 2 + shift) ** g - 1)) / z, z
    else:
        wanted, worth = ((1 - z) ** (4 * g - 1) - 1) / z, z * (1 - z)
    weight = worth + 1e-5
    for _ in range(ROUNDS):
        fit = np.polynomial.chebyshev.chebfit(2 * z / reach - 1, wanted, DEGREE_SHIFTED if end else DEGREE, w=weight)
        error = np.abs(np.polynomial.chebyshev.chebval(2 * z / reach - 1, fit) - wanted) * worth
        weight = weight * np.sqrt(error / error.max() + 1e-3)
        weight = np.maximum(weight / weight.max(), 1e-9)
    series = np.polynomial.Chebyshev(fit, domain=[0, reach])
    return tuple(series.convert(kind=np.polynomial.Polynomial, domain=[-1, 1]).coef.tolist())


def prepare(params: Params, context: Context) -> NDArray[np.float32]:
    """float32: the polynomial, its highest power last; before it, where a curve starts with a line: its end, its slope,
    the shift, and the root of 1 - shift."""
    if params.transfer == "linear":
        return np.zeros(0, np.float32)
    (end, slope, *_), shift = CURVES[params.transfer], f32(SHIFTS[params.transfer])
    powers = np.array(_powers(params.transfer), np.float32)
    return np.array([end, slope, shift, np.sqrt(f32(1) - shift), *powers], np.float32) if end else powers


def carry(params: Params, context: Context) -> Context:
    """The curve in force."""
    return replace(context, transfer=params.transfer)


@channel
def _curve(v, end, slope, shift, top, c0, c1, c2, c3, c4):  # type: ignore[no-untyped-def]
    v = min(max(v, f32(0)), f32(1))
    z = top - np.sqrt(v - shift)  # not a number below the shift, where the line is taken
    code = fma(z, fma(z, fma(z, fma(z, fma(z, c4, c3), c2), c1), c0), f32(1))
    return code if v > end else slope * v


@channel
def _power(v, c0, c1, c2, c3, c4, c5, c6):  # type: ignore[no-untyped-def]
    r = np.sqrt(np.sqrt(min(max(v, f32(0)), f32(1))))
    z = f32(1) - r
    return r * fma(z, fma(z, fma(z, fma(z, fma(z, fma(z, fma(z, c6, c5), c4), c3), c2), c1), c0), f32(1))


@channel
def _linear(v):  # type: ignore[no-untyped-def]
    return min(max(v, f32(0)), f32(1))


def _kernel(params: Params) -> str:
    return {"linear": "linear", "gamma22": "power"}.get(params.transfer, "curve")


STAGE = Stage(
    name="encode",
    title="Encode",
    params=Params,
    reads=Domain.LINEAR,
    writes=Domain.CODED,
    after="tone_curve",
    prepare=prepare,
    carry=carry,
    run={"curve": _curve, "power": _power, "linear": _linear},
    choose=_kernel,
)
