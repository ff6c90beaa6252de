"""Monochrome: the samples of a sensor without filters as three equal planes; it stands where others are demosaiced.

    R = G = B = the sample of the pixel

Nothing is interpolated, so every pixel passes through as it was measured.

Source: Adobe (2023), Digital Negative Specification 1.7.1, chapter 4, PhotometricInterpretation (LinearRaw with one sample
a pixel).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tuner.core.domain import Domain
from tuner.core.jit import kernel
from tuner.core.param import StageParams
from tuner.core.stage import Context, Stage


class Params(StageParams):
    """None: there is nothing to choose."""


def prepare(params: Params, context: Context) -> NDArray[np.float32]:
    """Nothing is needed; the engine wants an array."""
    return np.zeros(1, np.float32)


@kernel
def _run(src, out, plan, oy, ox):  # type: ignore[no-untyped-def]
    h, w = out.shape[1] // 2, out.shape[2] // 2
    r = (src.shape[1] - h) // 2
    for y in range(h):
        for row in range(2):
            a, b = src[2 * row, r + y][r : r + w], src[2 * row + 1, r + y][r : r + w]
            for c in range(3):
                o = out[c, 2 * y + row]
                for x in range(w):
                    o[2 * x] = a[x]
                    o[2 * x + 1] = b[x]


STAGE = Stage(
    name="monochrome",
    title="Monochrome",
    params=Params,
    reads=Domain.MOSAIC,
    writes=Domain.CAMERA,
    after="demosaic",
    before="highlights",
    filters="none",
    prepare=prepare,
    run=_run,
)
