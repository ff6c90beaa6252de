"""Luma and chroma: RGB codes to Y'CbCr, so that sharpness and colour can be treated apart.

    Y  = Kr R + Kg G + Kb B
    Cb = (B - Y) / (2 (1 - Kb))
    Cr = (R - Y) / (2 (1 - Kr))

Full range: Y 0..1, Cb and Cr -0.5..0.5, no offsets. `output` inverts it with the same weights.

Source: ITU-R BT.601-7 (2011), items 2.5.1 and 2.5.2; ITU-R BT.709-6 (2015), items 3.2 and 3.3.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray

from tuner.core.display import LUMA
from tuner.core.domain import Domain
from tuner.core.jit import kernel
from tuner.core.param import Choice, StageParams
from tuner.core.stage import Context, Stage


class Params(StageParams):
    """Which weights."""

    standard: Annotated[Literal["601", "709"], Choice(help="Weights of R, G and B in luma: ITU-R BT.601 or BT.709.")] = "709"


def prepare(params: Params, context: Context) -> NDArray[np.float32]:
    """(5,) float32: Kr, Kg, Kb and the scales of Cb and Cr."""
    kr, kg, kb = LUMA[params.standard]
    return np.array([kr, kg, kb, 0.5 / (1 - kb), 0.5 / (1 - kr)], np.float32)


def carry(params: Params, context: Context) -> Context:
    """The weights in force."""
    return replace(context, standard=params.standard)


@kernel
def _run(src, out, plan, oy, ox):  # type: ignore[no-untyped-def]
    kr, kg, kb, to_cb, to_cr = plan[0], plan[1], plan[2], plan[3], plan[4]
    h, w = out.shape[1], out.shape[2]
    m = (src.shape[1] - h) // 2
    for y in range(h):
        r, g, b = src[0, y + m][m : m + w], src[1, y + m][m : m + w], src[2, y + m][m : m + w]
        luma, cb, cr = out[0, y], out[1, y], out[2, y]
        for x in range(w):
            v = kr * r[x] + kg * g[x] + kb * b[x]
            luma[x] = v
            cb[x] = (b[x] - v) * to_cb
            cr[x] = (r[x] - v) * to_cr


STAGE = Stage(
    name="luma_chroma",
    title="Luma and chroma",
    params=Params,
    reads=Domain.CODED,
    writes=Domain.YCC,
    after="encode",
    prepare=prepare,
    carry=carry,
    run=_run,
)
