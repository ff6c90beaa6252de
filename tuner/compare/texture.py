"""What two pictures differ in beside their colours: sharpness of edges, noise, and the spread of their codes.

edge_change    how much steeper the strongest edges of the second picture are, in percent; negative: softer
noise_change   how much more of the finest detail that is no edge the second picture has, in 8-bit codes
histogram      by how many 8-bit codes, in the mean, one picture's codes would have to move to have the other's histogram

Edges and noise are taken of luma of the codes as they are stored.

References
----------
Donoho, Johnstone (1994), Ideal spatial adaptation by wavelet shrinkage, Biometrika 81(3) 425-455, section 2.3.
Rubner, Tomasi, Guibas (2000), The earth mover's distance, Int. J. Comput. Vision 40(2) 99-121, section 4 (in one
dimension: the area between the cumulative histograms).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from tuner.core.display import LUMA

NORMAL = 0.6744897501960817
"""Median of the absolute value of a standard normal variate."""
BLUR = 1.0  # pixels: the scale on which edges are looked for
STRONGEST = 95.0  # percentile of the steeper of both slopes from which on a pixel counts as edge
LEAST_SLOPE = 2 / 255  # of full scale a pixel, below which nothing counts as edge
_LEVELS = 65536

Plane = NDArray[np.floating[Any]]


def luma_of(pixels: NDArray[Any]) -> NDArray[np.float32]:
    """(h, w) float32 luma 0..1 of (h, w, 3) codes as they are stored: uint8, uint16, or float 0..1."""
    top = float(np.iinfo(pixels.dtype).max) if pixels.dtype.kind == "u" else 1.0
    weights = (np.array(LUMA["709"]) / top).astype(np.float32)
    luma = pixels[..., 0] * weights[0]
    for channel in (1, 2):
        luma += pixels[..., channel] * weights[channel]
    return np.asarray(luma)


def robust_noise(y: Plane) -> float:
    """Standard deviation of noise from the finest diagonal detail, in 8-bit codes.

    The median absolute value of the Haar wavelet's diagonal coefficients (a - b - c + d) / 2 of 2 x 2 blocks; edges
    and texture are few among them. Noise that a demosaic or a denoiser has made coarse counts less than it is seen.

    Parameters
    ----------
    y : (h, w) luma 0..1

    References
    ----------
    Donoho, Johnstone (1994), Ideal spatial adaptation by wavelet shrinkage, Biometrika 81(3) 425-455, section 2.3.
    """
    h, w = y.shape[0] // 2 * 2, y.shape[1] // 2 * 2
    detail = (y[0:h:2, 0:w:2] - y[0:h:2, 1:w:2] - y[1:h:2, 0:w:2] + y[1:h:2, 1:w:2]) / 2
    return float(np.median(np.abs(detail))) / NORMAL * 255 if detail.size else 0.0


def edge_change(a: Plane, b: Plane) -> float | None:
    """Change of the slope of the strongest edges, from the first picture to the second, in percent.

    An edge is where the steeper of both slopes (first derivatives of a Gaussian) is among the steepest 5 %; what is
    compared is the root mean square of the slopes there, as the plain mean over an edge is its height, however soft it
    is. None where there is no edge in the first.

    Parameters
    ----------
    a, b : (h, w) luma 0..1
    """
    slopes = [_slope(plane) for plane in (a, b)]
    steeper = np.maximum(*slopes)
    edges = steeper >= max(float(np.percentile(steeper, STRONGEST)), LEAST_SLOPE)
    one, two = (float(np.square(slope[edges], dtype=np.float64).sum()) ** 0.5 for slope in slopes)
    return 100 * (two / one - 1) if one else None


def _slope(plane: Plane) -> NDArray[np.float32]:
    from scipy.ndimage import gaussian_filter

    y = plane.astype(np.float32)
    return np.asarray(np.hypot(*(gaussian_filter(y, BLUR, order=order, mode="nearest") for order in ((0, 1), (1, 0)))))


def histogram_distance(a: NDArray[Any], b: NDArray[Any]) -> float:
    """The earth mover's distance of the histograms of each channel, the mean of the channels, in 8-bit codes.

    Parameters
    ----------
    a, b : (..., 3) uint8 or uint16 codes, or float codes 0..1 (counted in 65536 steps); of any depths and sizes
    """
    areas = []
    for channel in range(a.shape[-1]):
        one, two = (_cumulative(pixels[..., channel]) for pixels in (a, b))
        areas.append(float(np.abs(one - two).sum()))
    return float(np.mean(areas)) * 255 / (_LEVELS - 1)


def _cumulative(codes: NDArray[Any]) -> NDArray[np.float64]:
    """(65535,) share of pixels at or below each 16-bit code but the last."""
    if codes.dtype.kind == "f":
        codes = np.rint(np.clip(codes, 0, 1) * (_LEVELS - 1)).astype(np.uint16)
    counts = np.bincount(codes.ravel(), minlength=int(np.iinfo(codes.dtype).max) + 1)
    if len(counts) < _LEVELS:
        spread = np.zeros(_LEVELS, np.int64)
        spread[:: (_LEVELS - 1) // (len(counts) - 1)] = counts
        counts = spread
    return np.cumsum(counts)[:-1] / codes.size
