"""Tone curve: linear scene light to linear display light, with a base curve under which a raw opens like a picture.

    t = clip((x - black) / (white - black), 0, 1)
    y = t + base t (1 - t) (t + q) / (t (t + q) + r)                              base curve
    v = sqrt(y);  v -= toe v (1 - v)^4;  v += shoulder v^4 (1 - v);  v += contrast v (1 - v) (2 v - 1)
    out = v^2

The base curve is a rational S: q and r follow from its slope at black and from where it puts an 18 % grey. Toe,
shoulder and contrast act on the square-root scale, near to what the eye sees. Each is monotone over its whole range
(its slope is 1 - |parameter| where it is least), so the curve is too. Black stays 0 and white stays 1.

`method = "channel"` curves R, G and B alike, as camera hardware does: highlights lose colour on their way to white.
`method = "luminance"` curves the luminance and scales the three by the same ratio, which keeps the hue; a saturated
colour may then leave 0..1, where `encode` clips it. Negative values end here.

The base curve alone is evaluated as it stands. A bent one is evaluated as a polynomial in 1 - sqrt(t) for out / t,
fitted when the parameters change and checked against the formula; where the fit is not good enough (strong settings)
a table of the same ratio is interpolated.

Source: Reinhard, Stark, Shirley, Ferwerda (2002), Photographic tone reproduction for digital images, ACM Trans.
Graph. 21(3) 267-276, eq. 2-4 (rational curve, middle grey 0.18); Schlick (1995), Quantization techniques for
visualization of high dynamic range pictures, Photorealistic Rendering Techniques, 7-20 (rational tone mapping).
"""

from __future__ import annotations

from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray

from tuner.core.colour import rgb_to_xyz
from tuner.core.domain import Domain
from tuner.core.intrinsics import fma
from tuner.core.jit import kernel
from tuner.core.param import Choice, Range, StageParams
from tuner.core.pixel import channel
from tuner.core.stage import Context, Stage

f32 = np.float32
GREY = 0.18
"""Reflectance of the photographic grey card."""
GREY_TO = 0.38
"""Where the base curve puts it: about one stop up, as camera JPEGs do."""
SLOPE = 1.6
"""Slope of the base curve at black; less than GREY_TO / GREY, which makes a slight toe."""
R = GREY * GREY * (1 - GREY_TO) / (GREY_TO * ((SLOPE - 1) * GREY + 1) - GREY * SLOPE)
Q = R * (SLOPE - 1)
BASE, POLYNOMIAL, RATIOS = 0, 1, 2
"""How a curve is evaluated."""
DEGREE = 9
NODES = 96
TABLE = 1024
TOLERANCE = 0.08 / 255
"""Largest error of the polynomial, after sRGB coding."""


class Params(StageParams):
    """The base curve, and what bends it."""

    method: Annotated[Literal["channel", "luminance"], Choice(help="Curve each channel, or the luminance with the hue kept.")] = "channel"
    base: Annotated[float, Range(0, 1, unit="1", step=0.01, help="Strength of the base curve; 0 leaves scene light linear.")] = 1.0
    contrast: Annotated[float, Range(-1, 1, unit="1", step=0.01, soft=(-0.5, 0.5), help="Steeper or flatter midtones.")] = 0.0
    toe: Annotated[float, Range(-1, 1, unit="1", step=0.01, help="Above 0 deepens the shadows, below 0 opens them.")] = 0.0
    shoulder: Annotated[float, Range(-1, 1, unit="1", step=0.01, help="Above 0 rolls the highlights off sooner, below 0 later.")] = 0.0
    black: Annotated[float, Range(0, 0.2, unit="1", step=0.0005, soft=(0, 0.05), help="Linear level that becomes black.")] = 0.0
    white: Annotated[float, Range(0.25, 8, unit="1", step=0.01, soft=(0.25, 4), help="Linear level that becomes white.")] = 1.0


def curve(params: Params, t: NDArray[np.float64]) -> NDArray[np.float64]:
    """The formula on levels already scaled to black and white.

    Parameters
    ----------
    t : any shape, float64, linear, 0..1

    Returns
    -------
    the same shape, float64, linear, 0..1
    """
    y = t + params.base * t * (1 - t) * (t + Q) / (t * (t + Q) + R)
    v = np.sqrt(y)
    v = v - params.toe * v * (1 - v) ** 4
    v = v + params.shoulder * v**4 * (1 - v)
    v = v + params.contrast * v * (1 - v) * (2 * v - 1)
    return np.asarray(v * v)


def _ratio(params: Params, root: NDArray[np.float64]) -> NDArray[np.float64]:
    """out / t at t = root^2, continued to its limit at 0."""
    t = np.maximum(root, 1e-4) ** 2
    return np.asarray(curve(params, t) / t)


def _fit(params: Params) -> NDArray[np.float32]:
    """Coefficients c of out / t = 1 + z (c0 + z (c1 + ...)), z = 1 - sqrt(t), by weighted least squares."""
    z = (1 + np.cos(np.pi * (np.arange(NODES) + 0.5) / NODES)) / 2
    root = 1 - z
    ratio = _ratio(params, root)
    weight = (root * root) * z * _coding_slope(ratio * root * root) + 1e-6
    chebyshev = np.polynomial.chebyshev.chebfit(2 * z - 1, (ratio - 1) / z, DEGREE, w=weight)
    series = np.polynomial.Chebyshev(chebyshev, domain=[0, 1])
    powers = np.polynomial.polynomial.Polynomial.cast(series, domain=[-1, 1]).coef
    return np.resize(np.append(powers, np.zeros(DEGREE)), DEGREE + 1).astype(np.float32)


def _coding_slope(y: NDArray[np.float64]) -> NDArray[np.float64]:
    """Slope of the sRGB transfer curve (IEC 61966-2-1): what a linear error is worth in codes."""
    return np.where(y <= 0.0031308, 12.92, 1.055 / 2.4 * np.maximum(y, 0.0031308) ** (1 / 2.4 - 1))


def _good(params: Params, powers: NDArray[np.float32]) -> bool:
    """Whether the polynomial, in float32, is within the tolerance and does not fall."""
    root = np.linspace(0, 1, 1025, dtype=np.float32)
    z = f32(1) - root
    p = np.zeros_like(z)
    for c in powers[::-1]:
        p = p * z + c
    got = np.minimum(root * root * (1 + z * p), 1).astype(np.float64)
    exact = curve(params, root.astype(np.float64) ** 2)
    off = np.abs(got - exact) * _coding_slope(np.minimum(got, exact))
    return bool(off.max() < TOLERANCE and np.diff(got).min() > -1e-7)


def _bent(params: Params) -> bool:
    """Whether there is more to the curve than its base."""
    return bool(params.contrast or params.toe or params.shoulder)


Parts = tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]


def _is_base(params: Params) -> bool:
    """Whether the plain case's own kernel runs."""
    return params.method == "channel" and not _bent(params)


def prepare(params: Params, context: Context) -> NDArray[np.float32] | Parts:
    """Of the base curve per channel: black and scale, base, Q, R. Of any other, scalars (black, scale, way, base, Q, R,
    weights of luminance); polynomial; (2, 1024) ratios and their steps."""
    scale = 1 / (params.white - params.black)
    if _is_base(params):
        return np.array([params.black * scale, scale, params.base, Q, R], np.float32)
    powers = np.zeros(DEGREE + 1, np.float32)
    table = np.zeros((2, TABLE), np.float32)
    way = BASE
    if _bent(params):
        powers = _fit(params)
        way = POLYNOMIAL if _good(params, powers) else RATIOS
    if way == RATIOS:
        table[0] = _ratio(params, np.linspace(0, 1, TABLE))
        table[0, -1] = 1
        table[1, :-1] = np.diff(table[0])
    weights = rgb_to_xyz(context.primaries)[1]
    return np.array([params.black, scale, way, params.base, Q, R, *weights], np.float32), powers, table


@kernel
def _base(t, base, q, r):  # type: ignore[no-untyped-def]
    a = t + q
    return f32(1) + base * (f32(1) - t) * a / (t * a + r)


@kernel
def _polynomial(t, c):  # type: ignore[no-untyped-def]
    z = f32(1) - np.sqrt(t)
    p = c[5] + z * (c[6] + z * (c[7] + z * (c[8] + z * c[9])))
    return f32(1) + z * (c[0] + z * (c[1] + z * (c[2] + z * (c[3] + z * (c[4] + z * p)))))


@kernel
def _ratios(t, gain, table, index, part):  # type: ignore[no-untyped-def]
    """gain[x] for a row of t. Two loops: the first is all arithmetic, the second all look-up."""
    ratio, step = table[0], table[1]
    for x in range(gain.shape[0]):
        v = np.sqrt(t[x]) * f32(1023)
        i = np.int32(v)
        index[x] = np.uint16(i)
        part[x] = v - f32(i)
    for x in range(gain.shape[0]):
        k = index[x] & np.uint16(1023)
        gain[x] = ratio[k] + step[k] * part[x]


@channel
def _channel_base(v, start, scale, base, q, r):  # type: ignore[no-untyped-def]
    v = min(max(fma(v, scale, -start), f32(0)), f32(1))
    # v + base (1 - v) (1 - r / (v (v + q) + r)): the same as the formula, in fewer steps, and exact at 0 and 1
    return fma(fma(-base, v, base), f32(1) - r / fma(v, v + q, r), v)


@kernel
def _channel(src, out, plan, oy, ox):  # type: ignore[no-untyped-def]
    scalars, powers, table = plan
    black, scale = scalars[0], scalars[1]
    h, w = out.shape[1], out.shape[2]
    m = (src.shape[1] - h) // 2
    t, gain, part, index = np.empty(w, f32), np.empty(w, f32), np.empty(w, f32), np.empty(w, np.uint16)
    for p in range(3):
        for y in range(h):
            s, o = src[p, y + m][m : m + w], out[p, y]
            if scalars[2] == f32(1):
                for x in range(w):
                    v = min(max((s[x] - black) * scale, f32(0)), f32(1))
                    o[x] = min(v * _polynomial(v, powers), f32(1))
            else:
                for x in range(w):
                    t[x] = min(max((s[x] - black) * scale, f32(0)), f32(1))
                _ratios(t, gain, table, index, part)
                for x in range(w):
                    o[x] = min(t[x] * gain[x], f32(1))


@kernel
def _luminance(src, out, plan, oy, ox):  # type: ignore[no-untyped-def]
    scalars, powers, table = plan
    black, scale, base, q, r = scalars[0], scalars[1], scalars[3], scalars[4], scalars[5]
    wr, wg, wb = scalars[6], scalars[7], scalars[8]
    h, w = out.shape[1], out.shape[2]
    m = (src.shape[1] - h) // 2
    t, gain, part, index = np.empty(w, f32), np.empty(w, f32), np.empty(w, f32), np.empty(w, np.uint16)
    for y in range(h):
        red, green, blue = src[0, y + m][m : m + w], src[1, y + m][m : m + w], src[2, y + m][m : m + w]
        for x in range(w):
            light = wr * max(red[x] - black, f32(0)) + wg * max(green[x] - black, f32(0)) + wb * max(blue[x] - black, f32(0))
            t[x] = min(light * scale, f32(1))
        if scalars[2] == f32(0):
            for x in range(w):
                gain[x] = _base(t[x], base, q, r)
        elif scalars[2] == f32(1):
            for x in range(w):
                gain[x] = _polynomial(t[x], powers)
        else:
            _ratios(t, gain, table, index, part)
        for p in range(3):
            s, o = src[p, y + m][m : m + w], out[p, y]
            for x in range(w):
                o[x] = max(s[x] - black, f32(0)) * scale * gain[x]


def _kernel(params: Params) -> str:
    return "base" if _is_base(params) else params.method


STAGE = Stage(
    name="tone_curve",
    title="Tone curve",
    params=Params,
    reads=Domain.LINEAR,
    writes=Domain.LINEAR,
    after="color_matrix",
    prepare=prepare,
    run={"base": _channel_base, "channel": _channel, "luminance": _luminance},
    choose=_kernel,
    neutral={"base": 0.0, "contrast": 0.0, "toe": 0.0, "shoulder": 0.0, "black": 0.0, "white": 1.0},
)
