"""Green balance: the greens of the red rows and of the blue rows brought to one level, place by place.

    e      = green - mean of the four touching greens of the other rows
    limit  = threshold max(mean, 0)
    out    = green - strength / 2 (mean of e over 5 x 5 greens of the same rows, an |e| above the limit counted as 0)

Light and charge that leak from a pixel into its neighbours lift the greens that lie beside red samples and those that
lie beside blue ones by different amounts, which a demosaic turns into a maze. The two greens give half the difference
each, so their mean stays. A difference above the limit is detail, not leakage, and counts as none.

Source: US patent application 2008/0252759 A1 (2008), Method, apparatus and system providing green-green imbalance
compensation: the difference of the two greens' averages in a window, half to each; the cut-off is our own.
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


class Params(StageParams):
    """How much, and up to which difference."""

    strength: Annotated[float, Range(0, 1, unit="1", step=0.01, help="Share of the difference that is removed; 0 is off.")] = 1.0
    threshold: Annotated[
        float,
        Range(
            0, 1, unit="1", step=0.005, soft=(0, 0.2), help="A larger difference, as a fraction of the local green, is detail."
        ),
    ] = 0.06


def prepare(params: Params, context: Context) -> NDArray[np.float32]:
    """(2,) float32: half the strength over the 25 samples of the window; threshold."""
    return np.array([params.strength / 2 / 25, params.threshold], np.float32)


@kernel
def _excess(g, above, below, limit, e):  # type: ignore[no-untyped-def]
    """One row of e, 0 beyond the limit; above and below hold the other greens, those on the left first."""
    for x in range(e.shape[0]):
        mean = f32(0.25) * ((above[x] + above[x + 1]) + (below[x] + below[x + 1]))
        d = g[x] - mean
        e[x] = d if abs(d) <= limit * max(mean, f32(0)) else f32(0)


@kernel
def _run(src, out, plan, oy, ox):  # type: ignore[no-untyped-def]
    gain, limit = plan[0], plan[1]
    h, w = out.shape[1], out.shape[2]
    r = (src.shape[1] - h) // 2
    for p in range(0, 4, 3):
        for y in range(h):
            s, o = src[p, y + r][r : r + w], out[p, y]
            for x in range(w):
                o[x] = s[x]
    ring, column = np.empty((8, w + 4), f32), np.empty(w + 4, f32)
    for p in range(1, 3):
        # row y of Gr lies between rows y - 1 and y of Gb, whose samples x and x + 1 touch it; Gb the other way round
        up, left = (r - 1, r - 2) if p == 1 else (r, r - 3)
        for y in range(-2, h + 2):
            g = src[p, y + r][r - 2 : r + w + 2]
            above, below = src[3 - p, y + up][left : left + w + 5], src[3 - p, y + up + 1][left : left + w + 5]
            _excess(g, above, below, limit, ring[y & 7])
            if y < 2:
                continue
            i = y - 2
            e0, e1, e2, e3, e4 = ring[(i - 2) & 7], ring[(i - 1) & 7], ring[i & 7], ring[(i + 1) & 7], ring[(i + 2) & 7]
            for x in range(w + 4):
                column[x] = (e0[x] + e4[x]) + (e1[x] + e3[x]) + e2[x]
            s, o = src[p, i + r][r : r + w], out[p, i]
            for x in range(w):
                o[x] = s[x] - gain * (
                    (column[x] + column[x + 4]) + (column[x + 1] + column[x + 3]) + column[x + 2]
                )


STAGE = Stage(
    name="green_balance",
    title="Green balance",
    params=Params,
    reads=Domain.MOSAIC,
    filters="colour",
    writes=Domain.MOSAIC,
    after="defects",
    halo=lambda params: 3,
    prepare=prepare,
    run=_run,
    neutral={"strength": 0.0},
    enabled=False,
)
