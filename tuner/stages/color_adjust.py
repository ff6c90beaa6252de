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
from tuner.core.intrinsics import fma
from tuner.core.param import Range, StageParams
from tuner.core.pixel import pixel
from tuner.core.stage import Context, Stage


class Params(StageParams):
    """How colourful, and turned how far."""

    saturation: Annotated[float, Range(0, 3, unit="1", step=0.01, soft=(0, 2), help="Gain of the chroma; 0 is grey, 1 leaves it.")] = 1.0
    hue: Annotated[float, Range(-180, 180, unit="deg", step=0.5, soft=(-30, 30), help="Turn of the chroma plane.")] = 0.0


def prepare(params: Params, context: Context) -> NDArray[np.float32]:
    """(2,) float32: saturation times cosine and sine of the hue."""
    angle = radians(params.hue)
    return np.array([params.saturation * cos(angle), params.saturation * sin(angle)], np.float32)


@pixel
def _pixel(luma, cb, cr, cosine, sine):  # type: ignore[no-untyped-def]
    return luma, fma(cosine, cb, -(sine * cr)), fma(sine, cb, cosine * cr)


STAGE = Stage(
    name="color_adjust",
    title="Colour adjust",
    params=Params,
    reads=Domain.YCC,
    writes=Domain.YCC,
    after="sharpen",
    prepare=prepare,
    run=_pixel,
    neutral={"saturation": 1.0, "hue": 0.0},
)
