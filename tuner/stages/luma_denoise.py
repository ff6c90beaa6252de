"""Luma denoise: bilateral (every pixel against its neighbours) or non-local means (patch against patch).

`method = "bilateral"`, over 5 x 5 pixels, with a range weight that needs no exponential:

    out = Y + strength * sum_j w_j g_j (Y_j - Y) / sum_j w_j g_j
    g_j = max(1 - ((Y_j - Y) / T)^2, 0)^2                               Tukey's biweight
    T   = threshold (1 + shadows (1 - Y)^2)                             noise is larger in dark codes
    w   = binomial (1, 4, 6, 4, 1) in both directions

Differences beyond T are detail and weigh nothing.

`method = "nlm"` averages the 9 x 9 pixels around one by how alike their 3 x 3 patches are; it keeps texture that
repeats, and costs about ten times as much:

    out = Y + strength * (sum_j g_j Y_j / sum_j g_j - Y)
    g_j = clip(1 - (D_j - 2 s^2) / (4 h^2), 0, 1)^4                     close to exp(-max(D_j - 2 s^2, 0) / h^2)
    D_j = mean of the squared differences of the two patches,  h = 0.4 s,  s = noise (1 + shadows (1 - Y)^2)

Chroma passes through.

Source: Tomasi, Manduchi (1998), Bilateral filtering for gray and color images, ICCV, 839-846, eq. 5-6; Black, Sapiro,
Marimont, Heeger (1998), Robust anisotropic diffusion, IEEE Trans. Image Process. 7(3) 421-432 (biweight); Buades,
Coll, Morel (2005), A non-local algorithm for image denoising, CVPR, vol. 2, 60-65; the same (2011), Non-local means
denoising, Image Processing On Line 1, 208-212 (patch distance less the noise's own share, h = 0.4 s for 3 x 3).
"""

from __future__ import annotations

from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray

from tuner.core.domain import Domain
from tuner.core.jit import kernel
from tuner.core.param import Choice, Range, StageParams
from tuner.core.stage import Context, Stage

f32 = np.float32
RADIUS = 2
"""Reach of the bilateral window."""
SEARCH = 4
"""Reach of the search for patches, whose own reach is 1."""
FILTERING = 0.4
"""h / s."""


class Params(StageParams):
    """How much, and what counts as noise."""

    method: Annotated[Literal["bilateral", "nlm"], Choice(help="Compare single pixels (fast), or patches (non-local means: cleaner, slow).")] = "bilateral"
    strength: Annotated[float, Range(0, 1, unit="1", step=0.01, help="Share of the filtered luma; 0 is off.")] = 0.7
    threshold: Annotated[float, Range(0.002, 0.5, unit="1", step=0.001, soft=(0.005, 0.15), when=("method", "bilateral"), help="Difference in mid-light codes beyond which it is detail, not noise.")] = 0.05
    noise: Annotated[float, Range(0.001, 0.2, unit="1", step=0.0005, soft=(0.002, 0.06), when=("method", "nlm"), help="Standard deviation of luma's noise in light codes; `shadows` adds to it in darker ones.")] = 0.015
    shadows: Annotated[float, Range(0, 4, unit="1", step=0.05, help="How much the noise grows towards black.")] = 1.0


def halo(params: Params) -> int:
    """Reach of the window, or of the search and the patch."""
    return SEARCH + 1 if params.method == "nlm" else RADIUS


def prepare(params: Params, context: Context) -> NDArray[np.float32]:
    """(3,) float32: strength, threshold or noise, shadows."""
    level = params.noise if params.method == "nlm" else params.threshold
    return np.array([params.strength, level, params.shadows], np.float32)


def _reach(params: Params, context: Context, values: NDArray[np.float32]) -> NDArray[np.float32]:
    """T of the bilateral filter; of patches, the difference all over them that leaves no weight, sqrt(2 s^2 + 4 h^2)."""
    found = np.full_like(values, np.inf)
    level = params.noise * np.sqrt(2 + 4 * FILTERING**2) if params.method == "nlm" else params.threshold
    found[0] = level * (1 + params.shadows * (1 - np.clip(values[0], 0, 1)) ** 2)
    return found


@kernel
def _sharpness(c, level, shadows, k):  # type: ignore[no-untyped-def]
    """1 / T^2 of a row, T = level (1 + shadows (1 - Y)^2)."""
    for x in range(k.shape[0]):
        dark = f32(1) - min(max(c[x], f32(0)), f32(1))
        t = level * (f32(1) + shadows * dark * dark)
        k[x] = f32(1) / (t * t)


@kernel
def _weight(d, q):  # type: ignore[no-untyped-def]
    t = max(f32(1) - d * d * q, f32(0))
    return t * t


@kernel
def _five(s, x, v, q):  # type: ignore[no-untyped-def]
    """Differences of five neighbours in a row, weighted 1, 4, 6, 4, 1, and the weights' sum."""
    d0, d1, d2, d3, d4 = s[x] - v, s[x + 1] - v, s[x + 2] - v, s[x + 3] - v, s[x + 4] - v
    g0, g1, g2, g3, g4 = _weight(d0, q), _weight(d1, q), _weight(d2, q), _weight(d3, q), _weight(d4, q)
    total = g0 * d0 + g4 * d4 + f32(4) * (g1 * d1 + g3 * d3) + f32(6) * (g2 * d2)
    return total, g0 + g4 + f32(4) * (g1 + g3) + f32(6) * g2


@kernel
def _average(a, b, c, d, e, k, strength, o):  # type: ignore[no-untyped-def]
    """One row from five, which are two pixels wider on each side."""
    for x in range(o.shape[0]):
        v, q = c[x + 2], k[x]
        ta, wa = _five(a, x, v, q)
        tb, wb = _five(b, x, v, q)
        tc, wc = _five(c, x, v, q)
        td, wd = _five(d, x, v, q)
        te, we = _five(e, x, v, q)
        total = ta + te + f32(4) * (tb + td) + f32(6) * tc
        o[x] = v + strength * total / (wa + we + f32(4) * (wb + wd) + f32(6) * wc)


@kernel
def _bilateral(src, out, plan, oy, ox):  # type: ignore[no-untyped-def]
    strength, threshold, shadows = plan[0], plan[1], plan[2]
    h, w = out.shape[1], out.shape[2]
    m = (src.shape[1] - h) // 2
    luma, k = src[0], np.empty(w, f32)
    left, right = m - 2, m + w + 2
    for y in range(h):
        i = y + m
        _sharpness(luma[i][m : m + w], threshold, shadows, k)
        a, b, c = luma[i - 2][left:right], luma[i - 1][left:right], luma[i][left:right]
        d, e = luma[i + 1][left:right], luma[i + 2][left:right]
        _average(a, b, c, d, e, k, strength, out[0, y])


@kernel
def _columns(a, b, c, r, s, t, d0, d1, d2):  # type: ignore[no-untyped-def]
    """Squared differences of columns of three: a, b, c against r, s, t shifted by 0, 1 and 2."""
    for x in range(d0.shape[0]):
        u, v, w = a[x], b[x], c[x]
        u0, v0, w0 = u - r[x], v - s[x], w - t[x]
        u1, v1, w1 = u - r[x + 1], v - s[x + 1], w - t[x + 1]
        u2, v2, w2 = u - r[x + 2], v - s[x + 2], w - t[x + 2]
        d0[x] = u0 * u0 + v0 * v0 + w0 * w0
        d1[x] = u1 * u1 + v1 * v1 + w1 * w1
        d2[x] = u2 * u2 + v2 * v2 + w2 * w2


@kernel
def _likeness(d, q, ease):  # type: ignore[no-untyped-def]
    t = min(max(ease - d * q, f32(0)), f32(1))
    t = t * t
    return t * t


@kernel
def _gather(d0, d1, d2, s, k, ease, total, weights):  # type: ignore[no-untyped-def]
    """Adds three neighbours in a row: s is the row of neighbours, from the first one on."""
    for x in range(total.shape[0]):
        q = k[x]
        g0 = _likeness(d0[x] + d0[x + 1] + d0[x + 2], q, ease)
        g1 = _likeness(d1[x] + d1[x + 1] + d1[x + 2], q, ease)
        g2 = _likeness(d2[x] + d2[x + 1] + d2[x + 2], q, ease)
        total[x] += g0 * s[x] + g1 * s[x + 1] + g2 * s[x + 2]
        weights[x] += g0 + g1 + g2


@kernel
def _nlm(src, out, plan, oy, ox):  # type: ignore[no-untyped-def]
    strength, noise, shadows = plan[0], plan[1], plan[2]
    # g = clip(ease - sum of nine squares / (36 h^2))^4
    ease = f32(1 + 2 / (4 * FILTERING**2))
    level = noise * f32(6 * FILTERING)
    h, w = out.shape[1], out.shape[2]
    m = (src.shape[1] - h) // 2
    luma, k, total, weights = src[0], np.empty(w, f32), np.empty(w, f32), np.empty(w, f32)
    d0, d1, d2 = np.empty(w + 2, f32), np.empty(w + 2, f32), np.empty(w + 2, f32)
    for y in range(h):
        i = y + m
        v, o = luma[i][m : m + w], out[0, y]
        _sharpness(v, level, shadows, k)
        for x in range(w):
            total[x] = f32(0)
            weights[x] = f32(0)
        a, b, c = luma[i - 1][m - 1 : m + w + 1], luma[i][m - 1 : m + w + 1], luma[i + 1][m - 1 : m + w + 1]
        for j in range(i - SEARCH, i + SEARCH + 1):
            for left in range(m - SEARCH - 1, m + SEARCH - 1, 3):
                right = left + w + 4
                r, s, t = luma[j - 1][left:right], luma[j][left:right], luma[j + 1][left:right]
                _columns(a, b, c, r, s, t, d0, d1, d2)
                _gather(d0, d1, d2, s[1:], k, ease, total, weights)
        for x in range(w):
            o[x] = v[x] + strength * (total[x] / weights[x] - v[x])


def _method(params: Params) -> str:
    return params.method


STAGE = Stage(
    name="luma_denoise",
    title="Luma denoise",
    params=Params,
    reads=Domain.YCC,
    writes=Domain.YCC,
    after="luma_chroma",
    halo=halo,
    prepare=prepare,
    run={"bilateral": _bilateral, "nlm": _nlm},
    choose=_method,
    keeps=(1, 2),
    neutral={"strength": 0.0},
    reach=_reach,
    enabled=False,  # the dearest stage of this half of the line; most files do not need it
)
