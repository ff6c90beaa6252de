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
from tuner.core.intrinsics import fma
from tuner.core.param import Choice, StageParams
from tuner.core.pixel import pixel
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


@pixel
def _pixel(r, g, b, kr, kg, kb, to_cb, to_cr):  # type: ignore[no-untyped-def]
    luma = fma(kr, r, fma(kg, g, kb * b))
    return luma, (b - luma) * to_cb, (r - luma) * to_cr


STAGE = Stage(
    name="luma_chroma",
    title="Luma and chroma",
    params=Params,
    reads=Domain.CODED,
    writes=Domain.YCC,
    after="encode",
    prepare=prepare,
    carry=carry,
    run=_pixel,
)
