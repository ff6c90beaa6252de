"""Linearization: a curve that undoes a sensor's departure from a straight line.

    out_c = curve(in_c)            for c in R, Gr, Gb, B; 0 is black and 1 is white on both axes

The curve runs straight from knot to knot, as the points of a linearity measurement do, and its first and last pieces
are continued below black and above white, so nothing is clipped. It is read from a table of 1024 steps with linear
interpolation: between two table nodes a corner of the curve is cut, by less than a table step.

A file's own LinearizationTable is applied when the file is read; this curve comes on top.

Source: EMVA (2021), Standard 1288, Release 4.0 Linear, on linearity: the deviation of the response from a straight line,
which this curve undoes.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tuner.core.domain import Domain
from tuner.core.jit import kernel
from tuner.core.param import Curve, Knots, StageParams
from tuner.core.stage import Context, Stage

f32 = np.float32

STRAIGHT: Knots = ((0.0, 0.0), (1.0, 1.0))
STEPS = 1024
STEEPEST = 1e4
"""Largest slope beyond the ends: two knots that nearly coincide must not send the highlights to infinity."""


def along(knots: Knots, values: ArrayLike) -> NDArray[np.float64]:
    """The curve through knots at any values: straight between them, its end pieces continued."""
    x, y = np.array(knots, np.float64).T
    at = np.asarray(values, np.float64)
    low, high = _end_slopes(knots)
    return np.asarray(np.interp(at, x, y) + low * np.minimum(at - x[0], 0) + high * np.maximum(at - x[-1], 0))


def _end_slopes(knots: Knots) -> tuple[float, float]:
    (x0, y0), (x1, y1) = knots[:2]
    (x2, y2), (x3, y3) = knots[-2:]
    low, high = (y1 - y0) / max(x1 - x0, 1e-9), (y3 - y2) / max(x3 - x2, 1e-9)
    return min(max(low, -STEEPEST), STEEPEST), min(max(high, -STEEPEST), STEEPEST)


class Params(StageParams):
    """The curve."""

    curve: Annotated[
        Knots,
        Curve(minimum=0, maximum=2, step=0.001, at=along, help="Raw signal behind black level to a signal in proportion to light."),
    ] = STRAIGHT


def _straight(params: Params) -> bool:
    return all(x == y for x, y in params.curve)


def curve_at(params: Params, values: ArrayLike) -> NDArray[np.float64]:
    """The curve at any values, its end pieces continued."""
    return along(params.curve, values)


def prepare(params: Params, context: Context) -> NDArray[np.float32] | None:
    """(2, STEPS + 1) float32: the curve at 0, 1 / STEPS, ..., and its rises from there to the next; None when straight.

    The last column holds the slopes below 0 and above 1.
    """
    if _straight(params):
        return None
    table = curve_at(params, np.linspace(0, 1, STEPS + 1)).astype(np.float32)
    slopes = np.array(_end_slopes(params.curve), np.float32)
    return np.column_stack([np.stack([table[:-1], np.diff(table)]), slopes])


def carry(params: Params, context: Context) -> Context:
    """Saturation on the straightened scale."""
    red, green_r, green_b, blue = curve_at(params, context.saturation).tolist()
    return replace(context, saturation=(red, green_r, green_b, blue))


@kernel
def _run(src, out, plan, oy, ox):  # type: ignore[no-untyped-def]
    h, w = out.shape[1], out.shape[2]
    r = (src.shape[1] - h) // 2
    at, rise, low, high = plan[0], plan[1], plan[0, STEPS], plan[1, STEPS]
    index, part = np.empty(w, np.uint16), np.empty(w, f32)
    for p in range(4):
        for y in range(h):
            s, o = src[p, y + r][r : r + w], out[p, y]
            for x in range(w):  # in vectors; the look-up below cannot be
                t = min(max(s[x], f32(0)), f32(1)) * f32(STEPS)
                i = min(np.int32(t), np.int32(STEPS - 1))
                index[x] = np.uint16(i)
                part[x] = t - f32(i)
                o[x] = low * min(s[x], f32(0)) + high * max(s[x] - f32(1), f32(0))
            for x in range(w):
                i = index[x] & np.uint16(STEPS - 1)
                o[x] += at[i] + rise[i] * part[x]


STAGE = Stage(
    name="linearization",
    title="Linearization",
    params=Params,
    reads=Domain.MOSAIC,
    writes=Domain.MOSAIC,
    after="black_level",
    prepare=prepare,
    carry=carry,
    run=_run,
    neutral={"curve": STRAIGHT},
)
