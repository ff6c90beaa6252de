"""Display transforms: how each domain is shown when the line is tapped behind a stage.

MOSAIC   each sample in the colour of its filter, clipped to 0..1, sRGB-coded
CAMERA, LINEAR   clipped to 0..1, sRGB-coded, channels as they are
YCC      back to RGB with the standard in force
CODED, PICTURE   as they are

Source: IEC 61966-2-1:1999 (sRGB transfer curve); ITU-R BT.601-7 and BT.709-6 (luma weights).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tuner.core.domain import Domain
from tuner.core.stage import Context

LUMA = {"601": (0.299, 0.587, 0.114), "709": (0.2126, 0.7152, 0.0722)}
"""Weights of R, G, B in Y'. Source: ITU-R BT.601-7 (2011) item 3; BT.709-6 (2015) item 3.2."""


def srgb_code(linear: NDArray[np.float32]) -> NDArray[np.float32]:
    """Linear 0..1 -> sRGB code 0..1 (values outside are clipped)."""
    x = np.clip(linear, 0, 1)
    coded = np.where(x <= 0.0031308, 12.92 * x, 1.055 * x ** (1 / 2.4) - 0.055)
    return np.asarray(coded, np.float32)


def decoded(codes: NDArray[np.float64], transfer: str) -> NDArray[np.float64]:
    """Codes 0..1 -> the light they stand for, 0..1 (the inverse of `encode`'s curves).

    Source: IEC 61966-2-1:1999 (srgb); ITU-R BT.709-6 (2015), item 1.2 (rec709); a plain power (gamma22).
    """
    if transfer == "srgb":
        return np.where(codes <= 0.04045, codes / 12.92, ((codes + 0.055) / 1.055) ** 2.4)
    if transfer == "rec709":
        return np.where(codes < 0.081, codes / 4.5, ((codes + 0.099) / 1.099) ** (1 / 0.45))
    return np.asarray(codes**2.2 if transfer == "gamma22" else codes, np.float64)


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
