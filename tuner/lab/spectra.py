"""Spectra: what a camera with known sensitivities records of known reflectances under a known light.

    camera_k = sum over lambda of E(lambda) R(lambda) S_k(lambda) d lambda, divided by the largest response to white

All tables come from colour-science (imported when first used: it takes half a second).

Source: Ohta (1997), ColorChecker reflectances; Darrodi, Finlayson, Goodman, Mackiewicz (2015), "Reference data set for
camera spectral sensitivity estimation", J. Opt. Soc. Am. A 32, 381 (Nikon 5100); CIE 015:2018 (illuminants, observer).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tuner.core.param import Matrix3
from tuner.measure.matrix_fit import fit_matrix

SHAPE = (400, 700, 5)  # nm: the range that all tables share
CAMERA = "Nikon 5100 (NPL)"
CHART = "ColorChecker N Ohta"


def _colour() -> Any:
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns about optional plotting libraries it does not find
        import colour
    return colour


def _sampled(spectrum: Any) -> NDArray[np.float64]:
    shape = _colour().SpectralShape(*SHAPE)
    return np.asarray(spectrum.copy().align(shape).values, float)


@dataclass(frozen=True)
class Scene:
    """A camera looking at the ColorChecker's materials under one illuminant (a CIE name such as "D55")."""

    illuminant: str

    @cached_property
    def light(self) -> NDArray[np.float64]:
        """(n,) relative spectral power."""
        return _sampled(_colour().SDS_ILLUMINANTS[self.illuminant])

    @cached_property
    def reflectances(self) -> NDArray[np.float64]:
        """(24, n) spectral reflectances of the chart, dark skin first, black last."""
        return np.stack([_sampled(s) for s in _colour().SDS_COLOURCHECKERS[CHART].values()])

    @cached_property
    def white(self) -> NDArray[np.float64]:
        """(3,) camera RGB of a perfect white; the largest is 1."""
        response = self.light @ _sampled(_colour().MSDS_CAMERA_SENSITIVITIES[CAMERA])
        return np.asarray(response / response.max(), float)

    @cached_property
    def patches(self) -> NDArray[np.float64]:
        """(24, 3) camera RGB of the chart on the scale of `white`."""
        sensitivities = _sampled(_colour().MSDS_CAMERA_SENSITIVITIES[CAMERA])
        scale = (self.light @ sensitivities).max()
        return np.asarray((self.reflectances * self.light) @ sensitivities / scale, float)

    @cached_property
    def patches_xyz(self) -> NDArray[np.float64]:
        """(24, 3) CIE 1931 XYZ of the chart under this light, white's Y = 1."""
        observer = _sampled(_colour().MSDS_CMFS["CIE 1931 2 Degree Standard Observer"])
        return np.asarray((self.reflectances * self.light) @ observer / (self.light @ observer)[1], float)

    @cached_property
    def white_xyz(self) -> NDArray[np.float64]:
        """(3,) XYZ of the light, Y = 1."""
        observer = _sampled(_colour().MSDS_CMFS["CIE 1931 2 Degree Standard Observer"])
        return np.asarray(self.light @ observer / (self.light @ observer)[1], float)

    def color_matrix(self) -> Matrix3:
        """XYZ -> camera as a DNG states it, fitted over the chart with this light's white exact."""
        relative = np.array(fit_matrix(self.patches_xyz / self.white_xyz, self.patches / self.white))
        rows = (self.white[:, None] * relative / self.white_xyz[None]).tolist()
        return (tuple(rows[0]), tuple(rows[1]), tuple(rows[2]))
