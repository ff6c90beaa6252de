"""Between two values of a parameter: what stands between two knots of a table over conditions.

    number    a + t (b - a), never outside [a, b]
    integer   the same, rounded (halves up) when all axes are done
    matrix    entry by entry; the row sums are interpolated too and held by the diagonal, so that a matrix between two
              that keep white keeps white
    curve     knot by knot where both have as many, x and y; else both are read at the union of their knots
    table     entry by entry; the grids have one shape
    choice, switch   the nearer one; halfway the first

Source: none beyond linear interpolation; why the rows of a colour matrix must be kept: DNG 1.7.1, chapter 6.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from tuner.core.param import CurveAt, Knots, Matrix3, Param, Value

MAX_KNOTS = 256
"""Most knots a curve may have; two whose union would have more are not mixed but chosen between."""


@dataclass(frozen=True)
class Mixer:
    """`between(a, b, t)` for 0 < t < 1, one axis after the other; `finish` when all are done."""

    between: Callable[[Any, Any, float], Any]
    finish: Callable[[Any], Any] = lambda value: value

    def __call__(self, a: Any, b: Any, t: float) -> Any:
        """The value at a share t of the way from a to b; at the ends exactly those."""
        if t <= 0 or a == b:
            return a
        return b if t >= 1 else self.between(a, b, t)


def mixer(param: Param | None) -> Mixer:
    """How values of a parameter are mixed; None is a stage's switch."""
    if param is None or param.kind in ("switch", "choice"):
        return Mixer(nearest_value)
    if param.kind == "integer":
        return Mixer(number, lambda value: value if isinstance(value, int) else math.floor(value + 0.5))
    if param.kind == "curve":
        return Mixer(lambda a, b, t: curve(a, b, t, param.at))
    if param.kind == "matrix":
        return Mixer(matrix)
    return Mixer(table if param.kind == "table" else number)


def nearest_value(a: Value, b: Value, t: float) -> Value:
    """The nearer of two; halfway the first."""
    return a if t <= 0.5 else b


def number(a: float, b: float, t: float) -> float:
    """Linear, monotone in t to the last bit, and never outside [a, b]."""
    return min(max(a + (b - a) * t, min(a, b)), max(a, b))


def matrix(a: Matrix3, b: Matrix3, t: float) -> Matrix3:
    """Entry by entry, each row's sum interpolated as well and held by its diagonal entry."""
    rows = []
    for i, (one, two) in enumerate(zip(a, b, strict=True)):
        row = [number(x, y, t) for x, y in zip(one, two, strict=True)]
        rest = sum(v for j, v in enumerate(row) if j != i)
        held = number(math.fsum(one), math.fsum(two), t) - rest
        row[i] = min(max(held, min(one[i], two[i])), max(one[i], two[i]))
        rows.append((row[0], row[1], row[2]))
    return (rows[0], rows[1], rows[2])


def curve(a: Knots, b: Knots, t: float, at: CurveAt | None) -> Knots:
    """Knot by knot; curves of different numbers of knots are first read at the union of their x."""
    if len(a) != len(b):
        xs = sorted({x for x, _ in (*a, *b)})
        if len(xs) > MAX_KNOTS:
            return a if t <= 0.5 else b
        a, b = _read(a, xs, at), _read(b, xs, at)
    return tuple((number(p[0], q[0], t), number(p[1], q[1], t)) for p, q in zip(a, b, strict=True))


def _read(knots: Knots, xs: list[float], at: CurveAt | None) -> Knots:
    x, y = (list(column) for column in zip(*knots, strict=True))
    read = np.interp(xs, x, y) if at is None else at(knots, xs)
    low, high = min(y), max(y)  # an end that is continued may leave the parameter's range
    return tuple(
        (float(px), float(min(max(py, low), high))) for px, py in zip(xs, np.asarray(read).tolist(), strict=True)
    )


def table(a: Any, b: Any, t: float) -> Any:
    """Entry by entry, however deep the grids nest."""
    if isinstance(a, tuple):
        return tuple(table(x, y, t) for x, y in zip(a, b, strict=True))
    return number(a, b, t)
