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
from tuner.core.jit import kernel
from tuner.core.param import StageParams
from tuner.core.stage import Context, Stage

f32 = np.float32


class Params(StageParams):
    """None: the standard is luma_chroma's."""


def prepare(params: Params, context: Context) -> NDArray[np.float32]:
    """(5,) float32: Cr to R, Cb to B, and the weights of Y, R, B in G."""
    kr, kg, kb = LUMA[context.standard]
    return np.array([2 * (1 - kr), 2 * (1 - kb), 1 / kg, -kr / kg, -kb / kg], np.float32)


@kernel
def _run(src, out, plan, oy, ox):  # type: ignore[no-untyped-def]
    h, w = out.shape[1], out.shape[2]
    m = (src.shape[1] - h) // 2
    to_r, to_b, gy, gr, gb = plan[0], plan[1], plan[2], plan[3], plan[4]
    for y in range(h):
        luma, cb, cr = src[0, y + m][m : m + w], src[1, y + m][m : m + w], src[2, y + m][m : m + w]
        ro, go, bo = out[0, y], out[1, y], out[2, y]
        for x in range(w):
            r = luma[x] + to_r * cr[x]
            b = luma[x] + to_b * cb[x]
            g = gy * luma[x] + gr * r + gb * b
            ro[x] = min(max(r, f32(0)), f32(1))
            go[x] = min(max(g, f32(0)), f32(1))
            bo[x] = min(max(b, f32(0)), f32(1))


STAGE = Stage(
    name="output",
    title="Output",
    params=Params,
    reads=Domain.YCC,
    writes=Domain.PICTURE,
    after="color_adjust",
    prepare=prepare,
    run=_run,
)
