"""Focus peaking: where the finest detail stands out of the noise.

    ML    = |2 I(x, y) - I(x-1, y) - I(x+1, y)| + |2 I(x, y) - I(x, y-1) - I(x, y+1)|     (modified Laplacian of Y')
    sigma = median |N * I| / (0.6745 * 6),   N = [1 -2 1; -2 4 -2; 1 -2 1]
    peak  where ML > k sqrt(6) max(sigma, 1 / sqrt(12))

N answers neither to flat areas nor to slopes or straight edges, so its median is the noise that is in the picture at
the scale of a pixel; sqrt(6) sigma is the deviation of one second difference of white noise. Below one step of the
8-bit code, 1 / sqrt(12), nothing is known of the noise.

Source: Nayar, S., Nakagawa, Y. (1994), Shape from focus, IEEE PAMI 16(8), 824-831, eq. 10 (modified Laplacian);
Immerkaer, J. (1996), Fast noise variance estimation, Computer Vision and Image Understanding 64(2), 300-302, eq. 1-3
(the mask N), with the median in place of the mean, which edges do not move (Huber, Ronchetti 2009, chapter 5).
"""

from __future__ import annotations

from math import sqrt

import numpy as np
from numpy.typing import NDArray

from tuner.core.display import LUMA
from tuner.core.jit import kernel

TIMES = 8.0
"""How many deviations of the noise a peak stands out."""
EVERY = 4
"""The noise is taken from every fourth row: a million samples say no more than a quarter of them."""
_LARGEST = 16 * 255


@kernel
def _luma(pixels, weights, out):  # type: ignore[no-untyped-def]
    """`pixels` (h, w) uint32 0xXXRRGGBB, `weights` (3,) uint32 in 1/65536, `out` (h, w) int16."""
    byte, s8, s16, half = np.uint32(255), np.uint32(8), np.uint32(16), np.uint32(32768)
    kr, kg, kb = weights[0], weights[1], weights[2]
    for y in range(out.shape[0]):
        row, into = pixels[y], out[y]
        for x in range(out.shape[1]):
            p = row[x]
            b, g, r = p & byte, (p >> s8) & byte, (p >> s16) & byte
            into[x] = np.int16((kr * r + kg * g + kb * b + half) >> s16)


@kernel
def _residuals(luma, every, counts):  # type: ignore[no-untyped-def]
    """How often each |N * I| comes up, in every `every`-th row without the border."""
    h, w = luma.shape
    for y in range(1, h - 1, every):
        a, b, c = luma[y - 1], luma[y], luma[y + 1]
        for x in range(1, w - 1):
            corners = np.int32(a[x - 1]) + a[x + 1] + c[x - 1] + c[x + 1]
            sides = np.int32(a[x]) + c[x] + b[x - 1] + b[x + 1]
            counts[abs(corners - 2 * sides + 4 * np.int32(b[x]))] += 1


@kernel
def _peaks(luma, limit, out):  # type: ignore[no-untyped-def]
    """1 where the modified Laplacian is above `limit` (int16); 0 on the border."""
    h, w = luma.shape
    for y in range(1, h - 1):
        a, b, c, into = luma[y - 1], luma[y], luma[y + 1], out[y]
        for x in range(1, w - 1):
            twice = np.int16(2 * b[x])
            across = np.int16(abs(np.int16(twice - b[x - 1] - b[x + 1])))
            down = np.int16(abs(np.int16(twice - a[x] - c[x])))
            into[x] = np.uint8(1) if np.int16(across + down) > limit else np.uint8(0)


def noise_sigma(luma: NDArray[np.int16]) -> float:
    """Standard deviation of the noise at the scale of a pixel, codes of 8 bits; 0 below 3 x 3 pixels.

    Parameters
    ----------
    luma : (h, w) int16, 0..255
    """
    counts = np.zeros(_LARGEST + 1, np.int64)
    _residuals(luma, EVERY, counts)
    total = int(counts.sum())
    if not total:
        return 0.0
    below = np.cumsum(counts)
    middle = int(np.searchsorted(below, (total + 1) // 2))
    # the values are whole numbers: where in the middle one's step the median lies
    share = (total / 2 - (below[middle] - counts[middle])) / counts[middle]
    return max(float(middle - 0.5 + share), 0.0) / (0.6745 * 6)


def focus_peaks(pixels: NDArray[np.uint8], times: float = TIMES, standard: str = "709") -> NDArray[np.uint8]:
    """Where the picture is sharp.

    Parameters
    ----------
    pixels : (h, w, 4) uint8 B, G, R, any: output codes at full resolution
    times : how many deviations of the noise a peak stands out

    Returns
    -------
    (h, w) uint8, 1 on peaks
    """
    kr, _, kb = (round(k * 65536) for k in LUMA[standard])
    words = np.ascontiguousarray(pixels).view("<u4")[..., 0]
    luma = np.empty(words.shape, np.int16)
    _luma(words, np.array([kr, 65536 - kr - kb, kb], np.uint32), luma)
    limit = times * sqrt(6) * max(noise_sigma(luma), 1 / sqrt(12))
    out = np.zeros(words.shape, np.uint8)
    _peaks(luma, np.int16(min(limit, 32767)), out)
    return out
