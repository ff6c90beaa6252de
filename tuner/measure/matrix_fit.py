"""Colour matrix from a chart: the 3x3 that best maps white-balanced camera RGB to a reference, white kept.

    minimise  sum |M c_i - r_i|^2     subject to     M (1, 1, 1)^T = (1, 1, 1)^T

The constraint is substituted (the third column is 1 minus the others), which leaves an ordinary least-squares problem
in two columns.

Source: Finlayson, G. D., Drew, M. S. (1997), White-point preserving color correction, Proc. IS&T/SID 5th Color
Imaging Conf., 258-261.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from tuner.core.param import Matrix3

MIN_PATCHES = 6
"""Fewer colours than this leave the matrix to the noise of single patches."""


def fit_matrix(camera: ArrayLike, reference: ArrayLike) -> Matrix3:
    """White-preserving least-squares matrix.

    Parameters
    ----------
    camera : (n, 3) white-balanced linear camera RGB of n patches, white is (1, 1, 1)
    reference : (n, 3) the same patches as they should be, in linear units in which white is (1, 1, 1)

    Returns
    -------
    3x3 matrix, every row sums to 1

    Raises
    ------
    ValueError : shapes differ, fewer than six patches, values that are not finite, or colours that do not span a matrix
    """
    c, r = np.asarray(camera, float), np.asarray(reference, float)
    if c.shape != r.shape or c.ndim != 2 or c.shape[1] != 3 or len(c) < MIN_PATCHES:
        raise ValueError(f"a matrix needs at least {MIN_PATCHES} patches of three numbers on both sides")
    if not (np.isfinite(c).all() and np.isfinite(r).all()):
        raise ValueError("a patch is not a finite number")
    # M c = r with m3 = 1 - m1 - m2  ->  (c1 - c3) m1 + (c2 - c3) m2 = r - c3
    two_columns, rank = c[:, :2] - c[:, 2:], 2
    solution, _, found, _ = np.linalg.lstsq(two_columns, r - c[:, 2:], rcond=1e-6)
    if found < rank:
        raise ValueError("the patches are all of one colour direction; a chart with real colours is needed")
    rows = np.concatenate([solution.T, 1 - solution.T.sum(axis=1, keepdims=True)], axis=1).tolist()
    return (tuple(rows[0]), tuple(rows[1]), tuple(rows[2]))
