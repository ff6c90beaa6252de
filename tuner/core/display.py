"""Display transforms: how each domain is shown when the line is tapped behind a stage.

MOSAIC   each sample in the colour of its filter, clipped to 0..1, sRGB-coded
CAMERA, LINEAR   clipped to 0..1, sRGB-coded, channels as they are
YCC      back to RGB with the standard in force
CODED, PICTURE   as they are

Source: ITU-R BT.601-7 and BT.709-6 (luma weights).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tuner.core.domain import Domain
from tuner.core.stage import Context
from tuner.core.transfer import coded

LUMA = {"601": (0.299, 0.587, 0.114), "709": (0.2126, 0.7152, 0.0722)}
"""Weights of R, G, B in Y'. Source: ITU-R BT.601-7 (2011) item 3; BT.709-6 (2015) item 3.2."""


def srgb_code(linear: NDArray[np.float32]) -> NDArray[np.float32]:
    """Linear 0..1 -> sRGB code 0..1 (values outside are clipped)."""
    return coded(linear.astype(np.float64), "srgb").astype(np.float32)


def for_display(
    pixels: NDArray[np.float32], domain: Domain, context: Context, red_at: tuple[int, int]
) -> NDArray[np.float32]:
    """The pixels of a tapped domain as RGB codes 0..1.

    Parameters
    ----------
    pixels : (h, w, 3) float32, or (h, w, 1) for MOSAIC: the domain's own values
    red_at : (row, column) parity of the red samples in `pixels`, for MOSAIC

    Returns
    -------
    (h, w, 3) float32, 0..1
    """
    if domain is Domain.MOSAIC and context.facts.mono:
        return np.repeat(srgb_code(pixels), 3, axis=-1)
    if domain is Domain.MOSAIC:
        return _cfa_colours(srgb_code(pixels[..., 0]), red_at)
    if domain in (Domain.CAMERA, Domain.LINEAR):
        return srgb_code(pixels)
    if domain is Domain.YCC:
        kr, kg, kb = LUMA[context.standard]
        y, cb, cr = np.moveaxis(pixels, -1, 0)
        red = y + 2 * (1 - kr) * cr
        blue = y + 2 * (1 - kb) * cb
        pixels = np.stack([red, (y - kr * red - kb * blue) / kg, blue], axis=-1)
    return np.asarray(np.clip(pixels, 0, 1), np.float32)


def _cfa_colours(codes: NDArray[np.float32], red_at: tuple[int, int]) -> NDArray[np.float32]:
    shown = np.zeros((*codes.shape, 3), np.float32)
    row, column = red_at
    for dy in range(2):
        for dx in range(2):
            at = np.s_[(row + dy) % 2 :: 2, (column + dx) % 2 :: 2]
            shown[..., dy + dx][at] = codes[at]
    return shown
