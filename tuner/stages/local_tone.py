"""Local tone: lifts dark parts of the scene and brings bright ones down, each part's own contrast kept.

    l = log2 Y        Y = luminance of R, G, B        b = base(l)        u = b - log2(0.18)
    e = strength * shadows (1 - exp(-(u / 3)^2)) for u < 0,  -strength * highlights (1 - exp(-(u / 1.5)^2)) for u > 0
    (R, G, B)_out = 2^e (R, G, B)                                        e in EV, hue and saturation kept

The base is what remains of l when texture is smoothed and edges are not: a bilateral filter of the picture in small
(the survey), by a bilateral grid. Its reach is `size`; contrasts well above `edge` divide parts, those below it are
texture and keep their contrast.

At full resolution e = A + B l, with A and B interpolated from the survey: around each block, the line through the e of
the blocks about it, drawn against their l, its slope damped where they hardly differ. A part without an edge in it gets
one e for all its pixels; beside an edge the line gives every side its own, sharp to the pixel. B is held within -0.9..0,
so that a brighter pixel never comes out darker than a darker one beside it, and e within the range of the formula.

Halos: along either side of a straight step of any height, e departs from its value far from the step by at most
0.15 EV at the default knobs, in proportion to strength. A test measures it.

Source: Durand, F., Dorsey, J. (2002), Fast bilateral filtering for the display of high-dynamic-range images, ACM Trans.
Graph. 21(3) 257-266 (base and detail); Chen, J., Paris, S., Durand, F. (2007), Real-time edge-aware image processing
with the bilateral grid, ACM Trans. Graph. 26(3) 103; He, K., Sun, J. (2015), Fast guided filter, arXiv:1505.00996
(lines fitted in small, applied at full resolution).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from tuner.core.colour import rgb_to_xyz
from tuner.core.domain import MARGIN, Domain
from tuner.core.jit import kernel
from tuner.core.param import Range, StageParams
from tuner.core.stage import Context, Stage
from tuner.core.survey import BLOCK, Survey

f32 = np.float32
Array = NDArray[np.float64]

GREY = 0.18
"""Reflectance of the photographic grey card: what stays where it is."""
REACH = (3.0, 1.5)
"""EV below and above grey at which 63 % of the lift, or of the lowering, is reached: white is 2.5 EV above grey."""
DARKEST, BRIGHTEST = -12.0, 8.0
"""log2 of the luminances between which the scene is told apart."""
STEEPEST = 0.9
"""Most contrast taken away within one part, as a share of it; at 1 a part would come out flat."""
DAMPING = 0.01
"""Variance in EV^2 below which blocks count as alike."""
HALO = 0.15
"""The bound of the halo stated above, EV."""
BINOMIAL = np.array([1, 4, 6, 4, 1]) / 16
"""A Gaussian of sigma 1."""


class Params(StageParams):
    """How far the ends move, and what counts as one part."""

    strength: Annotated[float, Range(0, 1, unit="1", step=0.01, help="Share of the effect; 0 is off.")] = 1.0
    shadows: Annotated[float, Range(0, 3, unit="EV", step=0.05, help="How far the darkest parts are lifted.")] = 1.5
    highlights: Annotated[float, Range(0, 1.5, unit="EV", step=0.05, help="How far the brightest parts are lowered.")] = 0.75
    edge: Annotated[float, Range(0.25, 4, unit="EV", step=0.05, soft=(0.5, 2), help="Contrast that divides two parts; less is texture.")] = 1.0
    size: Annotated[float, Range(1, 25, unit="%", step=0.5, soft=(1, 10), help="Reach of one part, as a share of the longer side.")] = 4.0


def wanted(params: Params, base: Array) -> Array:
    """The formula's e, in EV, of a base in log2 luminance."""
    u = base - np.log2(GREY)
    below, above = (-np.expm1(-((u / reach) ** 2)) for reach in REACH)
    return np.asarray(params.strength * np.where(u < 0, params.shadows * below, -params.highlights * above))


@kernel
def _splat(level, cell, edge, grid):  # type: ignore[no-untyped-def]
    """Every block into the eight nodes about it: grid[..., 0] its weight, grid[..., 1] its weighted level."""
    for y in range(level.shape[0]):
        v = (y + 0.5) / cell + 2
        j = int(v)
        for x in range(level.shape[1]):
            u, k = (x + 0.5) / cell + 2, (level[y, x] - DARKEST) / edge + 2
            i, n = int(u), int(k)
            for c in range(8):
                a, b, d = c & 1, (c >> 1) & 1, c >> 2
                weight = abs(1 - a - v + j) * abs(1 - b - u + i) * abs(1 - d - k + n)
                grid[j + a, i + b, n + d, 0] += weight
                grid[j + a, i + b, n + d, 1] += weight * level[y, x]


@kernel
def _slice(level, cell, edge, grid, base):  # type: ignore[no-untyped-def]
    """base = level of the grid at every block, between its nodes."""
    for y in range(level.shape[0]):
        v = (y + 0.5) / cell + 2
        j = int(v)
        for x in range(level.shape[1]):
            u, k = (x + 0.5) / cell + 2, (level[y, x] - DARKEST) / edge + 2
            i, n = int(u), int(k)
            total, mean = 0.0, 0.0
            for c in range(8):
                a, b, d = c & 1, (c >> 1) & 1, c >> 2
                weight = abs(1 - a - v + j) * abs(1 - b - u + i) * abs(1 - d - k + n)
                total += weight * grid[j + a, i + b, n + d, 0]
                mean += weight * grid[j + a, i + b, n + d, 1]
            base[y, x] = mean / total


def _blurred(values: Array, axes: int) -> Array:
    """Binomial blur along the first axes; nothing lies beyond the ends."""
    for axis in range(axes):
        n = values.shape[axis]
        spread = np.moveaxis(np.zeros_like(values), axis, 0)
        source = np.moveaxis(values, axis, 0)
        for shift, tap in zip(range(-2, 3), BINOMIAL, strict=True):
            a, b = max(shift, 0), min(n + shift, n)
            if a < b:
                spread[a:b] += tap * source[a - shift : b - shift]
        values = np.moveaxis(spread, 0, axis)
    return values


def smoothed(level: Array, cell: float, edge: float) -> Array:
    """The base of the picture in small.

    Parameters
    ----------
    level : (h, w) float64, log2 luminance, DARKEST..BRIGHTEST
    cell : sigma in blocks
    edge : sigma in EV

    Returns
    -------
    (h, w) float64, log2 luminance
    """
    h, w = level.shape
    shape = (int(h / cell) + 6, int(w / cell) + 6, int((BRIGHTEST - DARKEST) / edge) + 6, 2)
    grid = np.zeros(shape)
    _splat(level, cell, edge, grid)
    base = np.empty_like(level)
    _slice(level, cell, edge, np.ascontiguousarray(_blurred(grid, 3)), base)
    return base


def lines(params: Params, level: Array) -> tuple[Array, Array]:
    """A and B of every block.

    Parameters
    ----------
    level : (h, w) float64, log2 luminance

    Returns
    -------
    two (h, w) float64: EV at l = 0, and EV an EV
    """
    cell = max(params.size / 100 * max(level.shape), 1.0)
    e = wanted(params, smoothed(level, cell, params.edge))
    weight = _blurred(np.ones_like(level), 2)
    mean_l, mean_e, square, product = (_blurred(v, 2) / weight for v in (level, e, level * level, level * e))
    slope = (product - mean_l * mean_e) / (square - mean_l * mean_l + DAMPING)
    slope = np.clip(slope, -STEEPEST, 0)
    return mean_e - slope * mean_l, slope


@lru_cache(maxsize=4)
def _lattice(survey: Survey, params: Params, primaries: str) -> NDArray[np.float32]:
    """(2, rows, columns) A and B at the blocks' middles, the outermost repeated over the margin and one node beyond."""
    weights = rgb_to_xyz(primaries)[1]
    luminance = np.tensordot(weights, survey.planes.astype(np.float64), 1)
    level = np.log2(np.clip(luminance, 2.0**DARKEST, 2.0**BRIGHTEST))
    beyond = MARGIN // BLOCK + 1
    return np.pad(np.stack(lines(params, level)), ((0, 0), (beyond, beyond + 1), (beyond, beyond + 1)), "edge").astype(f32)


def prepare(params: Params, context: Context) -> tuple[NDArray[np.float32], NDArray[np.float32]] | None:
    """Weights of luminance, least and most e, least luminance; and A and B. None without a picture."""
    if context.survey is None:
        return None
    low, high = -params.strength * params.highlights, params.strength * params.shadows
    numbers = np.array([*rgb_to_xyz(context.primaries)[1], low, high, 2.0**DARKEST], f32)
    return numbers, _lattice(context.survey, params, context.primaries)


@kernel
def _spread(upper, lower, t, first, count, line):  # type: ignore[no-untyped-def]
    """One row of the lattice between two rows of nodes, then between nodes: BLOCK values each."""
    start = upper[first] + (lower[first] - upper[first]) * t
    for n in range(count):
        end = upper[first + n + 1] + (lower[first + n + 1] - upper[first + n + 1]) * t
        step = (end - start) * f32(1 / BLOCK)
        o = line[n * BLOCK : (n + 1) * BLOCK]
        for i in range(BLOCK):
            o[i] = start + step * (f32(i) + f32(0.5))
        start = end


@kernel
def _run(src, out, plan, oy, ox):  # type: ignore[no-untyped-def]
    numbers, lattice = plan
    red, green, blue, low, high, least = numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]
    h, w = out.shape[1], out.shape[2]
    r = (src.shape[1] - h) // 2
    left = ox + r + BLOCK // 2  # nodes lie in the middle of blocks; node 0 is that of the block in front of the grid
    first, part = left // BLOCK, left % BLOCK
    count = (part + w + BLOCK - 1) // BLOCK
    at, slope = np.empty(count * BLOCK, f32), np.empty(count * BLOCK, f32)
    light, gain = np.empty(w, f32), np.empty(w, f32)
    bits = light.view(np.int32)
    for y in range(h):
        down = oy + r + y + BLOCK // 2
        j = down // BLOCK
        t = (f32(down % BLOCK) + f32(0.5)) * f32(1 / BLOCK)
        _spread(lattice[0, j], lattice[0, j + 1], t, first, count, at)
        _spread(lattice[1, j], lattice[1, j + 1], t, first, count, slope)
        a, b = at[part : part + w], slope[part : part + w]
        s0, s1, s2 = src[0, y + r][r : r + w], src[1, y + r][r : r + w], src[2, y + r][r : r + w]
        for x in range(w):
            light[x] = max(red * s0[x] + green * s1[x] + blue * s2[x], least)
        for x in range(w):
            # log2 from the float's exponent and fraction z: within 1.2e-4 EV, exact at powers of two, rising
            z = f32(bits[x] & np.int32(0x7FFFFF)) * f32(2**-23)
            level = f32(bits[x] >> np.int32(23)) - f32(127) + z
            level += z * (f32(1) - z) * (f32(0.43872531) + z * (f32(-0.23905655) + z * f32(0.08212932)))
            e = min(max(a[x] + b[x] * level, low), high) * f32(0.25)
            # 2^e as the fourth power of a polynomial: within 3e-5, exact at 0
            g = f32(1) + e * (f32(0.6931395) + e * (f32(0.24005923) + e * (f32(0.05564986) + e * f32(0.01080152))))
            g = g * g
            gain[x] = g * g
        for p in range(3):
            s, o = src[p, y + r][r : r + w], out[p, y]
            for x in range(w):
                o[x] = gain[x] * s[x]


STAGE = Stage(
    name="local_tone",
    title="Local tone",
    params=Params,
    reads=Domain.LINEAR,
    writes=Domain.LINEAR,
    after="color_matrix",
    before="tone_curve",
    survey=True,
    enabled=False,
    prepare=prepare,
    run=_run,
    neutral={"strength": 0.0},
)
