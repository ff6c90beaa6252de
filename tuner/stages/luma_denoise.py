"""Luma denoise: a bilateral filter over 5 x 5 pixels, with a range weight that needs no exponential.

    out = Y + strength * sum_j w_j g_j (Y_j - Y) / sum_j w_j g_j
    g_j = max(1 - ((Y_j - Y) / T)^2, 0)^2                               Tukey's biweight
    T   = threshold (1 + shadows (1 - Y)^2)                             noise is larger in dark codes
    w   = binomial (1, 4, 6, 4, 1) in both directions

Differences beyond T are detail and weigh nothing. Chroma passes through.

Source: Tomasi, Manduchi (1998), Bilateral filtering for gray and color images, ICCV, 839-846, eq. 5-6; Black, Sapiro,
Marimont, Heeger (1998), Robust anisotropic diffusion, IEEE Trans. Image Process. 7(3) 421-432 (biweight).
"""

from __future__ import annotations

from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from tuner.core.domain import Domain
from tuner.core.jit import kernel
from tuner.core.param import Range, StageParams
from tuner.core.stage import Context, Stage

f32 = np.float32
RADIUS = 2


class Params(StageParams):
    """How much, and what counts as noise."""

    strength: Annotated[float, Range(0, 1, unit="1", step=0.01, help="Share of the filtered luma; 0 is off.")] = 0.7
    threshold: Annotated[float, Range(0.002, 0.5, unit="1", step=0.001, soft=(0.005, 0.15), help="Difference in mid-light codes beyond which it is detail, not noise.")] = 0.05
    shadows: Annotated[float, Range(0, 4, unit="1", step=0.05, help="How much the threshold grows towards black.")] = 1.0


def halo(params: Params) -> int:
    """Reach of the window."""
    return RADIUS


def prepare(params: Params, context: Context) -> NDArray[np.float32]:
    """(3,) float32: strength, threshold, shadows."""
    return np.array([params.strength, params.threshold, params.shadows], np.float32)


@kernel
def _add_row(s, c, k, weight, total, sum_of_weights):  # type: ignore[no-untyped-def]
    """Five neighbours of one source row: adds weighted differences and weights. s is two pixels wider on each side."""
    w0, w1, w2 = f32(6) * weight, f32(4) * weight, weight
    for x in range(total.shape[0]):
        v, q = c[x], k[x]
        d0, d1, d2, d3, d4 = s[x] - v, s[x + 1] - v, s[x + 2] - v, s[x + 3] - v, s[x + 4] - v
        g0, g1 = max(f32(1) - d0 * d0 * q, f32(0)), max(f32(1) - d1 * d1 * q, f32(0))
        g2 = max(f32(1) - d2 * d2 * q, f32(0))
        g3, g4 = max(f32(1) - d3 * d3 * q, f32(0)), max(f32(1) - d4 * d4 * q, f32(0))
        g0, g1, g2, g3, g4 = g0 * g0, g1 * g1, g2 * g2, g3 * g3, g4 * g4
        total[x] += w2 * (g0 * d0 + g4 * d4) + w1 * (g1 * d1 + g3 * d3) + w0 * g2 * d2
        sum_of_weights[x] += w2 * (g0 + g4) + w1 * (g1 + g3) + w0 * g2


@kernel
def _run(src, out, plan, oy, ox):  # type: ignore[no-untyped-def]
    strength, threshold, shadows = plan[0], plan[1], plan[2]
    h, w = out.shape[1], out.shape[2]
    m = (src.shape[1] - h) // 2
    total, weights, k = np.empty(w, f32), np.empty(w, f32), np.empty(w, f32)
    for y in range(h):
        c, o = src[0, y + m][m : m + w], out[0, y]
        for x in range(w):
            dark = f32(1) - min(max(c[x], f32(0)), f32(1))
            t = threshold * (f32(1) + shadows * dark * dark)
            k[x] = f32(1) / (t * t)
            total[x] = f32(0)
            weights[x] = f32(0)
        _add_row(src[0, y + m - 2][m - 2 : m + w + 2], c, k, f32(1), total, weights)
        _add_row(src[0, y + m - 1][m - 2 : m + w + 2], c, k, f32(4), total, weights)
        _add_row(src[0, y + m][m - 2 : m + w + 2], c, k, f32(6), total, weights)
        _add_row(src[0, y + m + 1][m - 2 : m + w + 2], c, k, f32(4), total, weights)
        _add_row(src[0, y + m + 2][m - 2 : m + w + 2], c, k, f32(1), total, weights)
        for x in range(w):
            o[x] = c[x] + strength * total[x] / weights[x]
    for p in range(1, 3):
        for y in range(h):
            s, o = src[p, y + m][m : m + w], out[p, y]
            for x in range(w):
                o[x] = s[x]


STAGE = Stage(
    name="luma_denoise",
    title="Luma denoise",
    params=Params,
    reads=Domain.YCC,
    writes=Domain.YCC,
    after="luma_chroma",
    halo=halo,
    prepare=prepare,
    run=_run,
    neutral={"strength": 0.0},
    enabled=False,  # the dearest stage of this half of the line; most files do not need it
)
