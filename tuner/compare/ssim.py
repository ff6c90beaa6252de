"""Structural similarity: how alike two planes are in level, contrast and structure, window by window.

    SSIM = (2 m_a m_b + C1) (2 s_ab + C2) / ((m_a^2 + m_b^2 + C1) (s_a^2 + s_b^2 + C2))

over 7 x 7 windows of equal weight that lie wholly inside the picture, with sample (n - 1) variances and
C1 = (0.01 L)^2, C2 = (0.03 L)^2 for codes 0..L. These are the defaults of most measuring software, so figures can be
compared. Window sums of whole-number codes are exact in double precision: the order of summing does not matter.

References
----------
Wang, Bovik, Sheikh, Simoncelli (2004), IEEE Trans. Image Process. 13(4) 600-612, eq. 13-17.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tuner.core.jit import kernel

WINDOW = 7
"""Side of a window, pixels."""


def ssim_sum(a: NDArray[np.float64], b: NDArray[np.float64], top: float) -> float:
    """Sum of the SSIM of all windows of two planes.

    Parameters
    ----------
    a, b : (h, w) float64 codes 0..top, h and w at least 7
    top : the largest code (L above)

    Returns
    -------
    the sum over (h - 6) (w - 6) windows
    """
    sums = np.empty(a.shape[0] - WINDOW + 1)
    columns = np.empty((5, a.shape[1]))
    _rows(np.ascontiguousarray(a), np.ascontiguousarray(b), (0.01 * top) ** 2, (0.03 * top) ** 2, columns, sums)
    return float(sums.sum())


@kernel
def _rows(a, b, c1, c2, columns, sums):  # type: ignore[no-untyped-def]
    w = a.shape[1]
    n = 49.0
    unbiased = n / (n - 1.0)
    ca, cb, caa, cbb, cab = columns[0], columns[1], columns[2], columns[3], columns[4]
    columns[:] = 0.0
    for y in range(a.shape[0]):
        ra, rb = a[y], b[y]
        for x in range(w):
            ca[x] += ra[x]
            cb[x] += rb[x]
            caa[x] += ra[x] * ra[x]
            cbb[x] += rb[x] * rb[x]
            cab[x] += ra[x] * rb[x]
        if y < 6:
            continue
        sa, sb, saa, sbb, sab, total = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
        for x in range(w):
            sa += ca[x]
            sb += cb[x]
            saa += caa[x]
            sbb += cbb[x]
            sab += cab[x]
            if x >= 7:
                sa -= ca[x - 7]
                sb -= cb[x - 7]
                saa -= caa[x - 7]
                sbb -= cbb[x - 7]
                sab -= cab[x - 7]
            if x >= 6:
                ma, mb = sa / n, sb / n
                va = unbiased * (saa / n - ma * ma)
                vb = unbiased * (sbb / n - mb * mb)
                vab = unbiased * (sab / n - ma * mb)
                total += ((2 * ma * mb + c1) * (2 * vab + c2)) / ((ma * ma + mb * mb + c1) * (va + vb + c2))
        sums[y - 6] = total
        ra, rb = a[y - 6], b[y - 6]
        for x in range(w):
            ca[x] -= ra[x]
            cb[x] -= rb[x]
            caa[x] -= ra[x] * ra[x]
            cbb[x] -= rb[x] * rb[x]
            cab[x] -= ra[x] * rb[x]
