"""Output: Y'CbCr back to RGB codes, clipped channel by channel to 0..1.

    R = Y + 2 (1 - Kr) Cr
    B = Y + 2 (1 - Kb) Cb
    G = (Y - Kr R - Kb B) / Kg

This is the only place where a coded value is cut; bit depth is applied when the pixels are packed.

Source: ITU-R BT.601-7 (2011), item 3; ITU-R BT.709-6 (2015), item 3.2 (inverted).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tuner.core.display import LUMA
from tuner.core.domain import Domain
from tuner.core.intrinsics import fma
from tuner.core.param import StageParams
from tuner.core.pixel import pixel
from tuner.core.stage import Context, Stage

f32 = np.float32


class Params(StageParams):
    """None: the standard is luma_chroma's."""


def prepare(params: Params, context: Context) -> NDArray[np.float32]:
    """(5,) float32: Cr to R, Cb to B, and the weights of Y, R, B in G."""
    kr, kg, kb = LUMA[context.standard]
    return np.array([2 * (1 - kr), 2 * (1 - kb), 1 / kg, -kr / kg, -kb / kg], np.float32)


@pixel
def _pixel(luma, cb, cr, to_r, to_b, gy, gr, gb):  # type: ignore[no-untyped-def]
    r = fma(to_r, cr, luma)
    b = fma(to_b, cb, luma)
    g = fma(gy, luma, fma(gr, r, gb * b))
    return min(max(r, f32(0)), f32(1)), min(max(g, f32(0)), f32(1)), min(max(b, f32(0)), f32(1))


STAGE = Stage(
    name="output",
    title="Output",
    params=Params,
    reads=Domain.YCC,
    writes=Domain.PICTURE,
    after="color_adjust",
    prepare=prepare,
    run=_pixel,
)
