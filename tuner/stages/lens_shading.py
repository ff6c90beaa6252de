"""Lens shading: gains that undo the fall-off of light, and its colour, towards the corners.

    out_c = in_c (1 + strength (gain_c(y, x) - 1))        for c in R, Gr, Gb, B

file    gain_c from the file's gain map, where it carries one; else 1
grid    gain_c from a table of nodes that spans the picture from edge to edge, bilinear between them
radial  gain_c = (1 + k2 r^2 + k4 r^4 + k6 r^6) (1 + colour_c r^2), r = 1 at the picture's corners, colour_G = 0

A sample stands at the centre of its pixel, at the fraction (y + 1/2) / height of the picture. Beyond the first and the
last node, and in the margin, gains are held. Where a file's map does not end at the picture's edges, the table shown is
that map resampled from edge to edge, while `file` itself renders from the map.

The level at which a plane clips behind this stage is its saturation times its smallest gain (1 in the centre of a usual
map): corners clip above it.

Source: Adobe (2023), Digital Negative Specification 1.7.1, chapter 7: GainMap (opcode 9) for the map, its coordinates and
its interpolation, and FixVignetteRadial (opcode 3) for the even polynomial with r = 1 at the farthest corner.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray

from tuner.core.domain import MARGIN, UNIT, Domain, round_up
from tuner.core.facts import Facts, Shading
from tuner.core.jit import kernel
from tuner.core.param import Choice, Grid, Range, StageParams, Table
from tuner.core.stage import Context, Stage

f32 = np.float32
Plan = tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]

ONES: Grid = (((1.0,) * 3,) * 3,) * 4
EDGE = 1e-6
"""A map whose ends are this near to the picture's edges (as a fraction of it) spans the picture."""


def _coefficient(help: str) -> Range:
    return Range(-4, 4, unit="1", step=0.01, soft=(-1, 2), help=help, when=("mode", "radial"))


class Params(StageParams):
    """Where the gains come from, and how much of them."""

    mode: Annotated[
        Literal["file", "radial", "grid"], Choice(help="Gains from the file's map, a polynomial of the radius, or a table.")
    ] = "file"
    strength: Annotated[float, Range(0, 1, unit="1", step=0.01, help="Share of the correction; 0 is off.")] = 1.0
    k2: Annotated[float, _coefficient("Gain at the corner that grows with the radius squared.")] = 0.0
    k4: Annotated[float, _coefficient("Gain at the corner that grows with the 4th power of the radius.")] = 0.0
    k6: Annotated[float, _coefficient("Gain at the corner that grows with the 6th power of the radius.")] = 0.0
    red: Annotated[float, _coefficient("Red at the corner relative to green.")] = 0.0
    blue: Annotated[float, _coefficient("Blue at the corner relative to green.")] = 0.0
    gains: Annotated[
        Grid,
        Table(
            planes=4,
            names=("R", "Gr", "Gb", "B"),
            minimum=0,
            maximum=64,
            step=0.01,
            when=("mode", "grid"),
            help="Gains of R, Gr, Gb, B from edge to edge.",
        ),
    ] = ONES


def resolve(params: Params, context: Context) -> Params:
    """In file mode the table shows the file's map."""
    if params.mode != "file":
        return params
    shading = context.facts.shading
    return params.model_copy(update={"gains": ONES if shading is None else _edge_to_edge(shading)})


def _edge_to_edge(shading: Shading) -> Grid:
    """The map on as many nodes that span the picture."""
    ends = np.array([shading.top, shading.left, shading.bottom - 1, shading.right - 1])
    if np.abs(ends).max() < EDGE:
        return shading.gains
    gains = np.array(shading.gains)
    rows = _on_nodes(np.linspace(0, 1, gains.shape[1]), shading.top, shading.bottom, gains.shape[1])
    columns = _on_nodes(np.linspace(0, 1, gains.shape[2]), shading.left, shading.right, gains.shape[2])
    spread = _lerp(np.moveaxis(_lerp(np.moveaxis(gains, 1, -1), rows), -1, 1), columns)
    return tuple(tuple(tuple(row) for row in plane) for plane in spread.tolist())


def _on_nodes(fraction: NDArray[np.float64], first: float, last: float, count: int) -> NDArray[np.float64]:
    """Node coordinates 0 .. count - 1 of positions in the picture, held beyond the ends."""
    return np.clip((fraction - first) / (last - first), 0, 1) * (count - 1)


def _lerp(values: NDArray[np.float64], at: NDArray[np.float64]) -> NDArray[np.float64]:
    """`values` (..., n) read between their nodes along the last axis."""
    left = np.minimum(at.astype(np.intp), values.shape[-1] - 2)
    low = values[..., left]
    return np.asarray(low + (values[..., left + 1] - low) * (at - left))


def _fractions(facts: Facts, axis: int) -> NDArray[np.float64]:
    """(2, n) position of every sample of a plane along an axis, for even and odd grid lines; held in the margin."""
    length = (facts.height, facts.width)[axis]
    before = MARGIN + facts.phase[axis]
    lines = np.arange((round_up(before + length, UNIT) + MARGIN) // 2)
    pixel = 2 * lines + np.arange(2)[:, None] - before
    return np.asarray((np.clip(pixel, 0, length - 1) + 0.5) / length)


def prepare(params: Params, context: Context) -> Plan | None:
    """What the kernel reads for each column, for each row, and once; None when the file is the source and has no map.

    file, grid : (4, rows of nodes, columns) gains; (2, rows) node coordinate of even and odd grid lines; unused
    radial : (4, 1, columns) and (2, rows) the two terms of r^2; (4, 4) factors of r^2, r^4, r^6, r^8 for R, Gr, Gb, B
    """
    if params.mode == "file" and context.facts.shading is None:
        return None
    down, across = (_fractions(context.facts, axis) for axis in (0, 1))
    if params.mode == "radial":
        height, width = context.facts.height, context.facts.width
        diagonal = height**2 + width**2
        rows, columns = ((2 * f - 1) ** 2 * n**2 / diagonal for f, n in ((down, height), (across, width)))
        factors = params.strength * _polynomials(params)
        return _packed(columns[[0, 1, 0, 1], None], rows, factors)
    shading = context.facts.shading if params.mode == "file" else None
    shading = shading or Shading(params.gains)
    gains = 1 + params.strength * (np.array(shading.gains) - 1)
    at = _on_nodes(across, shading.left, shading.right, gains.shape[2])
    table = np.stack([_lerp(gains[p], at[p % 2]) for p in range(4)])
    rows = _on_nodes(down, shading.top, shading.bottom, gains.shape[1])
    return _packed(table, rows, np.zeros((1, 1)))


def _packed(columns: NDArray[np.float64], rows: NDArray[np.float64], factors: NDArray[np.float64]) -> Plan:
    """float32 and C order: a kernel that strides through its table is five times slower."""
    return (
        np.ascontiguousarray(columns, np.float32),
        np.ascontiguousarray(rows, np.float32),
        np.ascontiguousarray(factors, np.float32),
    )


def _polynomials(params: Params) -> NDArray[np.float64]:
    """(4, 4) factors of r^2, r^4, r^6, r^8 in gain - 1, the colour term multiplied in."""
    even = np.array([1, params.k2, params.k4, params.k6, 0])
    return np.stack([(even + c * np.roll(even, 1))[1:] for c in (params.red, 0, 0, params.blue)])


LEAST_CARRIED = 0.5
"""Gains below this do not lower the saturation further: a map that darkens is a look, and must not pull the level at
which the whole picture is clipped down with its darkest corner."""


def carry(params: Params, context: Context) -> Context:
    """Saturation times the smallest gain of each plane (of a radial curve: of its centre, which is 1)."""
    if params.mode == "radial":
        return context
    smallest = 1 + params.strength * (np.array(params.gains).min(axis=(1, 2)) - 1)
    levels = np.maximum(smallest, LEAST_CARRIED) * context.saturation
    red, green_r, green_b, blue = levels.tolist()
    return replace(context, saturation=(red, green_r, green_b, blue))


@kernel
def _grid(src, out, plan, oy, ox):  # type: ignore[no-untyped-def]
    table, rows, _ = plan
    h, w = out.shape[1], out.shape[2]
    r = (src.shape[1] - h) // 2
    for p in range(4):
        for y in range(h):
            at = rows[p // 2, oy + r + y]
            j = min(int(at), table.shape[1] - 2)
            t = at - f32(j)
            a, b = table[p, j][ox + r : ox + r + w], table[p, j + 1][ox + r : ox + r + w]
            s, o = src[p, y + r][r : r + w], out[p, y]
            for x in range(w):
                o[x] = s[x] * (a[x] + (b[x] - a[x]) * t)


@kernel
def _radial(src, out, plan, oy, ox):  # type: ignore[no-untyped-def]
    columns, rows, factors = plan
    h, w = out.shape[1], out.shape[2]
    r = (src.shape[1] - h) // 2
    for p in range(4):
        k2, k4, k6, k8 = factors[p, 0], factors[p, 1], factors[p, 2], factors[p, 3]
        c = columns[p, 0][ox + r : ox + r + w]
        for y in range(h):
            v = rows[p // 2, oy + r + y]
            s, o = src[p, y + r][r : r + w], out[p, y]
            for x in range(w):
                u = c[x] + v
                o[x] = s[x] * (f32(1) + u * (k2 + u * (k4 + u * (k6 + u * k8))))


STAGE = Stage(
    name="lens_shading",
    title="Lens shading",
    params=Params,
    reads=Domain.MOSAIC,
    writes=Domain.MOSAIC,
    after="raw_denoise",
    resolve=resolve,
    prepare=prepare,
    carry=carry,
    run={"grid": _grid, "radial": _radial},
    choose=lambda params: "radial" if params.mode == "radial" else "grid",
    neutral={"strength": 0.0},
)
