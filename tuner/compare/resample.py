"""Resampling one picture on the pixel grid of another: shift and scale, each axis for itself.

Each output sample is a weighted sum of the input with Lanczos' kernel of three lobes, stretched where the input is the
finer of the two, so that what the output cannot hold is left out rather than folded back. At the border the outermost
samples are repeated. Where the picture is turned as well, it is stretched so first, and turned by a cubic spline.

References
----------
Duchon (1979), Lanczos filtering in one and two dimensions, J. Appl. Meteorol. 18(8) 1016-1022. Unser (1999), Splines, a
perfect fit for signal and image processing, IEEE Signal Process. Mag. 16(6) 22-38 (the turn).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

LOBES = 3
_FINER = 1.02  # input pixels a pixel of output from which on detail must be left out
_ROWS = 256  # output rows that are worked on together


def resampled(
    pixels: NDArray[Any], scale: tuple[float, float], shift: tuple[float, float], size: tuple[int, int]
) -> NDArray[np.float32]:
    """The picture on another grid: output position x (of pixel edges) lies at scale * x + shift in the input.

    Parameters
    ----------
    pixels : (h, w) or (h, w, c), any number type
    scale, shift : (across, down); input pixels a pixel of output, and input pixels
    size : (width, height) of the output

    Returns
    -------
    (height, width) or (height, width, c) float32, in the input's own numbers; may overshoot them at edges
    """
    columns = _taps(size[0], scale[0], shift[0], pixels.shape[1])
    rows = _taps(size[1], scale[1], shift[1], pixels.shape[0])
    out = np.empty((size[1], size[0], *pixels.shape[2:]), np.float32)
    for top in range(0, size[1], _ROWS):
        part = slice(top, top + _ROWS)
        places, weights = rows[0][part], rows[1][part]
        first, last = int(places.min()), int(places.max()) + 1
        across = _along(pixels[first:last], *columns, axis=1)
        out[part] = _along(across, places - first, weights, axis=0)
    return out


def resampled_turned(
    pixels: NDArray[Any], matrix: NDArray[np.float64], shift: tuple[float, float], size: tuple[int, int]
) -> NDArray[np.float32]:
    """The picture on a turned grid: output position x (of pixel edges) lies at matrix @ x + shift in the input.

    Parameters
    ----------
    pixels : (h, w) or (h, w, c), any number type
    matrix : (2, 2) of (across, down)
    shift : (across, down), input pixels
    size : (width, height) of the output

    Returns
    -------
    (height, width) or (height, width, c) float32, in the input's own numbers; may overshoot them at edges
    """
    from scipy.ndimage import affine_transform

    offset = np.array(shift)
    coarse = np.hypot(matrix[0], matrix[1])  # input pixels a pixel of output, across and down
    if coarse.max() > _FINER:
        height, width = pixels.shape[:2]
        pixels = resampled(
            pixels, (coarse[0], coarse[1]), (0.0, 0.0), (int(width / coarse[0]), int(height / coarse[1]))
        )
        matrix, offset = matrix / coarse[:, None], offset / coarse
    turned = matrix[::-1, ::-1]  # (down, across), of middles of pixels
    offset = offset[::-1] + turned @ (0.5, 0.5) - 0.5
    out = np.empty((size[1], size[0], *pixels.shape[2:]), np.float32)
    for channel in np.ndindex(pixels.shape[2:]):
        plane = pixels[(..., *channel)].astype(np.float32)
        affine_transform(plane, turned, offset, output=out[(..., *channel)], order=3, mode="nearest")
    return out


def _along(
    pixels: NDArray[Any], places: NDArray[np.intp], weights: NDArray[np.float32], axis: int
) -> NDArray[np.float32]:
    """The weighted sums along one axis."""
    shape = [1] * pixels.ndim
    shape[axis] = -1
    total: NDArray[np.float32] | None = None
    for tap in range(places.shape[1]):
        share = pixels.take(places[:, tap], axis=axis).astype(np.float32) * weights[:, tap].reshape(shape)
        total = share if total is None else total + share
    assert total is not None
    return total


def _taps(count: int, scale: float, shift: float, length: int) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    """For each output sample the input samples it is made of, and their weights, which sum to 1."""
    stretch = max(1.0, scale)
    centre = scale * (np.arange(count) + 0.5) + shift - 0.5  # in input samples
    reach = int(np.ceil(LOBES * stretch))
    places = np.floor(centre).astype(np.intp)[:, None] + np.arange(1 - reach, reach + 1)
    away = (places - centre[:, None]) / stretch
    weights = np.where(np.abs(away) < LOBES, np.sinc(away) * np.sinc(away / LOBES), 0.0)
    weights /= weights.sum(axis=1, keepdims=True)
    return np.clip(places, 0, length - 1), weights.astype(np.float32)
