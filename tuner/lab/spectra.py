"""Spectra: what a camera with known sensitivities records of known reflectances under a known light.

    camera_k = sum over lambda of E(lambda) R(lambda) S_k(lambda) d lambda, divided by the largest response to white

All tables come from colour-science (imported when a table is first needed: it takes a second; see `shelf`).

Source: Ohta (1997), ColorChecker reflectances; BabelColor (2012), Preferred Memory Color chart; CIE 015:2018
(illuminants, observer). Cameras and lights name their own sources.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from tuner.core.param import Matrix3
from tuner.lab.cameras import CAMERAS, Camera
from tuner.lab.lights import spectrum_of
from tuner.lab.shelf import looked_up
from tuner.lab.tables import colour_science, observer, resampled
from tuner.measure.matrix_fit import fit_matrix

CHART = "ColorChecker N Ohta"
MEMORY = "PMC"
Spectrum = NDArray[np.float64]


@cache
def chart_reflectances() -> NDArray[np.float64]:
    """(24, n) spectral reflectances of the ColorChecker, dark skin first, black last; read-only."""
    found = np.stack(list(_patches(CHART).values()))
    found.setflags(write=False)
    return found


@cache
def memory_reflectances() -> dict[str, Spectrum]:
    """Reflectances of things everyone remembers the colour of: four skins, fruit, grass, sky; keys as colour-science."""
    return _patches(MEMORY)


def _patches(name: str) -> dict[str, Spectrum]:
    def look() -> dict[str, list[float]]:
        table = colour_science().SDS_COLOURCHECKERS[name]
        return {patch: resampled(spectrum).tolist() for patch, spectrum in table.items()}

    found = {patch: np.array(values, float) for patch, values in looked_up(f"chart {name}", look).items()}
    for values in found.values():
        values.setflags(write=False)
    return found


@dataclass(frozen=True)
class Scene:
    """A camera under one light (see `lights.spectrum_of` for its names)."""

    illuminant: str
    camera: Camera = CAMERAS["nikon5100"]

    @cached_property
    def light(self) -> Spectrum:
        """(n,) spectral irradiance of 1 lux, W/m2/nm."""
        return spectrum_of(self.illuminant)

    @cached_property
    def white(self) -> NDArray[np.float64]:
        """(3,) camera RGB of a perfect white; the largest is 1."""
        response = self.light @ self.camera.sensitivities
        return np.asarray(response / response.max(), float)

    def response(self, reflectances: NDArray[np.float64]) -> NDArray[np.float64]:
        """(m, 3) camera RGB of (m, n) reflectances, on the scale of `white`."""
        scale = (self.light @ self.camera.sensitivities).max()
        return np.asarray((reflectances * self.light) @ self.camera.sensitivities / scale, float)

    def xyz(self, reflectances: NDArray[np.float64]) -> NDArray[np.float64]:
        """(m, 3) CIE 1931 XYZ of (m, n) reflectances under this light, white's Y = 1."""
        return np.asarray((reflectances * self.light) @ observer() / (self.light @ observer())[1], float)

    @cached_property
    def patches(self) -> NDArray[np.float64]:
        """(24, 3) camera RGB of the ColorChecker on the scale of `white`."""
        return self.response(chart_reflectances())

    @cached_property
    def patches_xyz(self) -> NDArray[np.float64]:
        """(24, 3) XYZ of the ColorChecker, white's Y = 1."""
        return self.xyz(chart_reflectances())

    @cached_property
    def white_xyz(self) -> NDArray[np.float64]:
        """(3,) XYZ of the light, Y = 1."""
        return np.asarray(self.light @ observer() / (self.light @ observer())[1], float)

    @cached_property
    def temperature(self) -> float:
        """Correlated colour temperature of the light, K (Ohno 2013, through colour-science)."""

        def look() -> float:
            x, y, z = self.white_xyz.tolist()
            uv = np.array([4 * x, 6 * y]) / (x + 15 * y + 3 * z)  # CIE 1960 u, v
            return float(colour_science().temperature.uv_to_CCT_Ohno2013(uv)[0])

        return looked_up(f"temperature {self.illuminant}", look)

    @cached_property
    def electrons_per_lux_second(self) -> float:
        """Electrons a pixel of the most sensitive colour collects of a perfect white, at 1 lux on the scene for 1 s.

        Notes
        -----
        E_sensor = E_scene T / (4 N^2) for a Lambertian white far away (ISO 12232:2019, annex on exposure).
        """
        flux = (self.light @ self.camera.electrons_per_joule).max()  # electrons / s / m2 at 1 lux on the sensor
        return float(flux * self.camera.area * self.camera.transmission / (4 * self.camera.aperture**2))

    def color_matrix(self) -> Matrix3:
        """XYZ -> camera as a DNG states it, fitted over the ColorChecker with this light's white exact."""
        relative = np.array(fit_matrix(self.patches_xyz / self.white_xyz, self.patches / self.white))
        rows = (self.white[:, None] * relative / self.white_xyz[None]).tolist()
        return (tuple(rows[0]), tuple(rows[1]), tuple(rows[2]))
