"""Colour adjust: saturation and hue, as a scaling and a turn of the chroma plane.

    Cb' = saturation (cos(hue) Cb - sin(hue) Cr)
    Cr' = saturation (sin(hue) Cb + cos(hue) Cr)

A positive hue turns from +Cb (blue) towards +Cr (red). Luma passes through; the result may leave the gamut, where
`output` clips it.

Source: Jack, K. (2007), Video Demystified, 5th ed., Newnes, chapter 7 (Digital Video Processing),
display enhancement.
"""

from __future__ import annotations

from math import cos, radians, sin
from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from tuner.core.domain import Domain
from tuner.core.jit import kernel
from tuner.core.param import Range, StageParams
from tuner.core.stage import Context, Stage


class Params(StageParams):
    """How colourful, and turned how far."""

    saturation: Annotated[float, Range(0, 3, unit="1", step=0.01, soft=(0, 2), help="Gain of the chroma; 0 is grey, 1 leaves it.")] = 1.0
    hue: Annotated[float, Range(-180, 180, unit="deg", step=0.5, soft=(-30, 30), help="Turn of the chroma plane.")] = 0.0


def prepare(params: Params, context: Context) -> NDArray[np.float32]:
    """(2,) float32: saturation times cosine and sine of the hue."""
    angle = radians(params.hue)
    return np.array([params.saturation * cos(angle), params.saturation * sin(angle)], np.float32)


@kernel
def _run(src, out, plan, oy, ox):  # type: ignore[no-untyped-def]
    a, b = plan[0], plan[1]
    h, w = out.shape[1], out.shape[2]
    m = (src.shape[1] - h) // 2
    for y in range(h):
        luma, cb, cr = src[0, y + m][m : m + w], src[1, y + m][m : m + w], src[2, y + m][m : m + w]
        luma_out, cb_out, cr_out = out[0, y], out[1, y], out[2, y]
        for x in range(w):
            luma_out[x] = luma[x]
            cb_out[x] = a * cb[x] - b * cr[x]
            cr_out[x] = b * cb[x] + a * cr[x]


STAGE = Stage(
    name="color_adjust",
    title="Colour adjust",
    params=Params,
    reads=Domain.YCC,
    writes=Domain.YCC,
    after="sharpen",
    prepare=prepare,
    run=_run,
    neutral={"saturation": 1.0, "hue": 0.0},
)
