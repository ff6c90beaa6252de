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
    """(7, 5) float32: the spatial weights; the four a, the four b times the reach squared; None without a model."""
    noise = _of_file(context.facts) if params.source == "file" else ((params.a, params.b),) * 4
    if not noise:
        return None
    distance = np.arange(-2, 3) ** 2
    plan = np.zeros((7, 5))
    plan[:5] = np.exp(-(distance[:, None] + distance) / (2 * SPREAD**2))
    reach = 2 * (params.strength * TUKEY) ** 2
    plan[5:, :4] = reach * np.array(noise).T.clip(0)
    plan[6, :4] += LEAST
    return plan.astype(np.float32)


@kernel
def _weight(v, centre, k):  # type: ignore[no-untyped-def]
    t = max(f32(1) - (v - centre) * (v - centre) * k, f32(0))
    return t * t


@kernel
def _run(src, out, plan, oy, ox):  # type: ignore[no-untyped-def]
    h, w = out.shape[1], out.shape[2]
    r = (src.shape[1] - h) // 2
    inverse, total, weights = np.empty(w, f32), np.empty(w, f32), np.empty(w, f32)
    for p in range(4):
        a, b = plan[5, p], plan[6, p]
        for y in range(h):
            c, o = src[p, y + r][r : r + w], out[p, y]
            for x in range(w):
                inverse[x] = f32(1) / (a * max(c[x], f32(0)) + b)
                total[x] = f32(0)
                weights[x] = f32(0)
            for dy in range(5):
                s = src[p, y + r + dy - 2][r - 2 : r + w + 2]
                g0, g1, g2 = plan[dy, 0], plan[dy, 1], plan[dy, 2]
                for x in range(w):
                    v, k = c[x], inverse[x]
                    w0, w1 = g0 * _weight(s[x], v, k), g1 * _weight(s[x + 1], v, k)
                    w2 = g2 * _weight(s[x + 2], v, k)
                    w3, w4 = g1 * _weight(s[x + 3], v, k), g0 * _weight(s[x + 4], v, k)
                    weights[x] += (w0 + w4) + (w1 + w3) + w2
                    # differences from the centre: a flat area comes out bit for bit
                    total[x] += (w0 * (s[x] - v) + w4 * (s[x + 4] - v)) + (
                        w1 * (s[x + 1] - v) + w3 * (s[x + 3] - v)
                    ) + w2 * (s[x + 2] - v)
            for x in range(w):
                o[x] = c[x] + total[x] / weights[x]


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
)
