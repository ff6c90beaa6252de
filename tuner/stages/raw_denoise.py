"""Raw denoise: a bilateral filter on each colour's samples, driven by the sensor's noise model.

    sigma^2(v) = a max(v, 0) + b                                   photon noise and read noise, on the 0..1 scale
    w_i        = g_i max(1 - (v_i - v)^2 / (2 (strength c)^2 sigma^2), 0)^2        over 5 x 5 samples of the same colour
    out        = sum w_i v_i / sum w_i

Two samples of one flat area differ by sqrt(2) sigma; what differs by more than strength times c of that has no weight.
The weight of the distance, g, is a Gaussian of 1.5 samples. Negative values are averaged like all others: cut at black,
shadows would turn grey.

The model comes from the file, which may state it for each colour (the knobs then show green's), or from the knobs. A
file that states none is left as it is; measure one and set it by hand.

Source: Tomasi, C., Manduchi, R. (1998), Bilateral filtering for gray and color images, Proc. IEEE ICCV, pp. 839-846,
eq. 1-4; the range weight is the biweight of Beaton, A. E., Tukey, J. W. (1974), Technometrics 16(2), pp. 147-185; the
noise model is Adobe (2023), Digital Negative Specification 1.7.1, chapter 4, "NoiseProfile".
"""

from __future__ import annotations

from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray

from tuner.core.domain import Domain
from tuner.core.facts import Facts
from tuner.core.jit import kernel
from tuner.core.param import Choice, Range, StageParams
from tuner.core.stage import Context, Stage

f32 = np.float32
MANUAL = ("source", "manual")

TUKEY = 4.685
"""Cut-off of the biweight in standard deviations: 95 % as efficient as the mean on Gaussian noise."""
SPREAD = 1.5
LEAST = 1e-12
"""Smallest reach squared: no noise at all must not divide by 0."""
DISTANCES = (1, 4, 2, 5, 8)
"""Squared, of the neighbours in one eighth of the window: (0, 1), (0, 2), (1, 1), (1, 2), (2, 2)."""
OF_PLANE = (0, 1, 1, 2)
"""Colour of R, Gr, Gb, B."""


class Params(StageParams):
    """The noise, and how far below the filter reaches."""

    source: Annotated[
        Literal["file", "manual"], Choice(help="Take the noise model from the file, or from the knobs.")
    ] = "file"
    a: Annotated[
        float, Range(0, 0.1, unit="1", step=0.00001, soft=(0, 0.002), when=MANUAL, help="Photon noise: variance per signal.")
    ] = 0.0002
    b: Annotated[
        float, Range(0, 0.01, unit="1", step=0.0000001, soft=(0, 0.0001), when=MANUAL, help="Read noise: variance at black.")
    ] = 0.000001
    strength: Annotated[
        float, Range(0, 4, unit="1", step=0.01, soft=(0, 2), help="Reach of the filter in units of the noise; 0 is off.")
    ] = 0.6


def _of_file(facts: Facts) -> tuple[tuple[float, float], ...]:
    """(a, b) of R, Gr, Gb, B; empty when the file states none."""
    noise = facts.noise
    if not noise:
        return ()
    if len(noise) == 4:
        return noise
    return tuple(noise[colour] if len(noise) == 3 else noise[0] for colour in OF_PLANE)


def resolve(params: Params, context: Context) -> Params:
    """In file mode the knobs show green's model."""
    found = _of_file(context.facts)
    if params.source == "manual" or not found:
        return params
    a, b = found[1]
    return params.model_copy(update={"a": min(max(a, 0.0), 0.1), "b": min(max(b, 0.0), 0.01)})


def prepare(params: Params, context: Context) -> NDArray[np.float32] | None:
    """(3, 5) float32: the roots of the spatial weights at DISTANCES; the four a, the four b times the reach squared.

    None without a model.
    """
    noise = _of_file(context.facts) if params.source == "file" else ((params.a, params.b),) * 4
    if not noise:
        return None
    plan = np.zeros((3, 5))
    plan[0] = np.exp(-np.array(DISTANCES) / (4 * SPREAD**2))
    reach = 2 * (params.strength * TUKEY) ** 2
    plan[1:, :4] = reach * np.array(noise).T.clip(0)
    plan[2, :4] += LEAST
    return plan.astype(np.float32)


def _reach(params: Params, context: Context, values: NDArray[np.float32]) -> NDArray[np.float32]:
    """Where the range weight ends: sqrt(2) strength c sigma(v); without a model nothing is taken for noise."""
    plan = prepare(params, context)
    if plan is None:
        return np.full_like(values, np.inf)
    far, near = (row[:4].reshape(4, *[1] * (values.ndim - 1)) for row in plan[1:])
    return np.asarray(np.sqrt(far * np.maximum(values, 0) + near), np.float32)


@kernel
def _near(v, centre, root, k):  # type: ignore[no-untyped-def]
    """Weight of a neighbour, and its weighted difference; root is the root of the distance's weight, k has it too."""
    d = v - centre
    t = max(root - d * d * k, f32(0))
    t = t * t
    return t, t * d


@kernel
def _five(s, x, v, r0, r1, r2, k0, k1, k2):  # type: ignore[no-untyped-def]
    """Sums of `_near` over five neighbours in a row."""
    wa, ta = _near(s[x], v, r2, k2)
    wb, tb = _near(s[x + 1], v, r1, k1)
    wc, tc = _near(s[x + 2], v, r0, k0)
    wd, td = _near(s[x + 3], v, r1, k1)
    we, te = _near(s[x + 4], v, r2, k2)
    return (wa + we) + (wb + wd) + wc, (ta + te) + (tb + td) + tc


@kernel
def _average(a, b, c, d, e, far, near, roots, o):  # type: ignore[no-untyped-def]
    """One row of a plane from five, which are two samples wider on each side; sigma^2 = far v + near."""
    r01, r02, r11, r12, r22 = roots[0], roots[1], roots[2], roots[3], roots[4]
    for x in range(o.shape[0]):
        v = c[x + 2]
        k = f32(1) / (far * max(v, f32(0)) + near)
        k01, k02, k11, k12, k22 = r01 * k, r02 * k, r11 * k, r12 * k, r22 * k
        wa, ta = _five(a, x, v, r02, r12, r22, k02, k12, k22)
        wb, tb = _five(b, x, v, r01, r11, r12, k01, k11, k12)
        wf, tf = _near(c[x], v, r02, k02)
        wg, tg = _near(c[x + 1], v, r01, k01)
        wh, th = _near(c[x + 3], v, r01, k01)
        wi, ti = _near(c[x + 4], v, r02, k02)
        wc, tc = (wf + wi) + (wg + wh) + f32(1), (tf + ti) + (tg + th)
        wd, td = _five(d, x, v, r01, r11, r12, k01, k11, k12)
        we, te = _five(e, x, v, r02, r12, r22, k02, k12, k22)
        # differences from the centre: a flat area comes out bit for bit
        o[x] = v + ((ta + te) + (tb + td) + tc) / ((wa + we) + (wb + wd) + wc)


@kernel
def _run(src, out, plan, oy, ox):  # type: ignore[no-untyped-def]
    h, w = out.shape[1], out.shape[2]
    r = (src.shape[1] - h) // 2
    left, right = r - 2, r + w + 2
    for p in range(4):
        s = src[p]
        for y in range(h):
            i = y + r
            a, b, c = s[i - 2][left:right], s[i - 1][left:right], s[i][left:right]
            d, e = s[i + 1][left:right], s[i + 2][left:right]
            _average(a, b, c, d, e, plan[1, p], plan[2, p], plan[0], out[p, y])


STAGE = Stage(
    name="raw_denoise",
    title="Raw denoise",
    params=Params,
    reads=Domain.MOSAIC,
    writes=Domain.MOSAIC,
    after="green_balance",
    halo=lambda params: 2,
    resolve=resolve,
    prepare=prepare,
    run=_run,
    neutral={"strength": 0.0},
    enabled=False,
    reach=_reach,
)
