"""Calibrate the colour matrix: a chart's patches in, a proposed change of the profile out."""

from __future__ import annotations

from numpy.typing import ArrayLike

from tuner.core.param import Value
from tuner.measure.matrix_fit import fit_matrix


def propose(camera: ArrayLike, reference: ArrayLike) -> dict[str, Value]:
    """The profile change that a chart capture leads to: `color_matrix` by hand with the fitted matrix.

    Parameters
    ----------
    camera : (n, 3) white-balanced linear camera RGB of n patches, white is (1, 1, 1)
    reference : (n, 3) the same patches in linear RGB of the output primaries

    Raises
    ------
    ValueError : what `fit_matrix` refuses
    """
    return {"color_matrix.source": "manual", "color_matrix.matrix": fit_matrix(camera, reference)}
