"""The virtual cameras: how sensitive they are to each wavelength, and what their electronics add.

Sensitivities of `nikon5100` and `sigma_merrill` are measured ones. The Merrill's real sensor has no mosaic; here a
Bayer mosaic has its three sensitivities. `phone` is synthetic: three Gaussians of the peaks and widths usual for
consumer sensors behind an infrared filter, with some crosstalk. Electronics are not measured on these cameras: they
are of the size usual for the class (a large 14-bit sensor, a 1.12 um phone sensor), chosen once and stated in the truth
of every shot.

Source: Darrodi, Finlayson, Goodman, Mackiewicz (2015), Reference data set for camera spectral sensitivity estimation,
J. Opt. Soc. Am. A 32, 381 (NPL's two cameras); Jiang, Liu, Gu, Susstrunk (2013), What is the space of spectral
sensitivity functions for digital color cameras?, IEEE WACV (usual peaks and widths); EMVA 1288 R4.0 (2021), section 2
(what the electronic figures mean).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tuner.lab.tables import STEP, colour_science, resampled_once, wavelengths

PLANCK, LIGHT_SPEED = 6.62607015e-34, 299792458.0  # J s, m/s (SI, exact)
PEAKS = ((600.0, 34.0), (532.0, 36.0), (462.0, 28.0))  # nm: centre and standard deviation of the phone's R, G, B
CROSSTALK = 0.06  # share of the mean of the other two that a phone's colour takes up


@dataclass(frozen=True)
class Camera:
    """One camera; electrons are those of a pixel, noise figures are rms."""

    name: str
    title: str
    table: str  # name in colour-science; "" for the synthetic one
    pixel_um: float
    quantum_efficiency: float  # of the most sensitive colour at its peak
    full_well: float  # electrons at white at the base ISO
    base_iso: float
    read_noise: float  # electrons, before the gain
    late_noise: float  # electrons at base ISO, behind the gain: shrinks with it
    row_noise: float  # electrons, one value a row, new in every frame
    dark_current: float  # electrons a second
    prnu: float  # share of the signal, fixed
    dsnu: float  # electrons, fixed
    bits: int
    black: int  # DN
    hot: float  # pixels in a million
    dead: float
    clusters: float  # 2 x 2 hot ones in a million
    aperture: float  # f-number
    focal_mm: float
    transmission: float  # of the lens

    @property
    def white(self) -> int:
        """The highest code, DN."""
        return (1 << self.bits) - 1

    @property
    def area(self) -> float:
        """Of a pixel, m2; micro lenses fill it."""
        return (self.pixel_um * 1e-6) ** 2

    @property
    def serial(self) -> int:
        """Seed of what is fixed on this sensor, so that all its shots share their pattern."""
        return sum(ord(c) << (7 * (i % 8)) for i, c in enumerate(self.name))

    def gain(self, iso: float) -> float:
        """DN an electron."""
        return (self.white - self.black) / self.full_well * iso / self.base_iso

    def temporal_noise(self, iso: float) -> float:
        """Electrons rms of what changes from frame to frame in the dark, without dark current and rounding."""
        late = self.late_noise * self.base_iso / iso
        return float(np.sqrt(self.read_noise**2 + late**2 + self.row_noise**2))

    def noise(self, iso: float, dark: float = 0.0) -> tuple[float, float]:
        """(a, b) of sigma^2 = a x + b on 0..1 data, rounding included.

        Parameters
        ----------
        dark : electrons of dark current in this exposure
        """
        span = self.white - self.black
        step = self.gain(iso) / span
        return step, step**2 * (self.temporal_noise(iso) ** 2 + dark) + 1 / 12 / span**2

    @cached_property
    def sensitivities(self) -> NDArray[np.float64]:
        """(n, 3) response to R, G, B a unit of radiant power; the highest is 1."""
        if self.table:
            found = resampled_once(
                f"camera {self.table}", lambda: colour_science().MSDS_CAMERA_SENSITIVITIES[self.table]
            )
        else:
            centre, width = np.array(PEAKS).T
            bells = np.exp(-((wavelengths()[:, None] - centre) ** 2) / (2 * width**2))
            others = (bells.sum(axis=1, keepdims=True) - bells) / 2
            found = (1 - CROSSTALK) * bells + CROSSTALK * others
        return np.asarray(np.maximum(found, 0) / found.max(), float)

    @cached_property
    def electrons_per_joule(self) -> NDArray[np.float64]:
        """(n, 3), times the width of a wavelength step, nm.

        The sensitivity a unit of power is QE lambda / (h c); its highest value has the stated quantum efficiency.
        """
        metres = wavelengths()[self.sensitivities.max(axis=1).argmax()] * 1e-9
        return np.asarray(self.sensitivities * self.quantum_efficiency * metres / (PLANCK * LIGHT_SPEED) * STEP)


_ALL = (
    Camera(
        "nikon5100", "Nikon D5100", "Nikon 5100 (NPL)", pixel_um=4.78, quantum_efficiency=0.5, full_well=40000.0,
        base_iso=100.0, read_noise=2.5, late_noise=6.0, row_noise=0.4, dark_current=0.5, prnu=0.005, dsnu=0.5, bits=14,
        black=600, hot=5.0, dead=2.0, clusters=0.2, aperture=5.6, focal_mm=35.0, transmission=0.9,
    ),
    Camera(
        "sigma_merrill", "Sigma SD Merrill", "Sigma SDMerill (NPL)", pixel_um=5.0, quantum_efficiency=0.4,
        full_well=45000.0, base_iso=100.0, read_noise=8.0, late_noise=14.0, row_noise=1.0, dark_current=2.0, prnu=0.006,
        dsnu=1.5, bits=12, black=128, hot=10.0, dead=4.0, clusters=0.5, aperture=5.6, focal_mm=30.0, transmission=0.9,
    ),
    Camera(
        "phone", "Virtual phone", "", pixel_um=1.12, quantum_efficiency=0.6, full_well=5000.0, base_iso=100.0,
        read_noise=1.6, late_noise=2.5, row_noise=0.35, dark_current=3.0, prnu=0.01, dsnu=0.6, bits=12, black=256,
        hot=20.0, dead=20.0, clusters=1.0, aperture=2.0, focal_mm=5.0, transmission=0.85,
    ),
)  # fmt: skip

CAMERAS = {camera.name: camera for camera in _ALL}
