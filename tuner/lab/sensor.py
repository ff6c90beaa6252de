"""A virtual sensor: noise-free camera RGB in, a Bayer mosaic in DN out, deterministic by seed.

Lens blur and shading, photon shot noise (Poisson), read noise (normal), a few hot and dead pixels, saturation, black
level and rounding, in that order.

Source: EMVA 1288 R4.0 (2021), section 2 (linear camera model: sigma^2 = K^2 (electrons + read^2) + quantisation).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

COLOURS = {"R": 0, "G": 1, "B": 2}


@dataclass(frozen=True)
class Sensor:
    """The numbers of a sensor; the defaults are those of a small phone-class one at base gain."""

    cfa: str = "RGGB"
    black: int = 256  # DN
    white: int = 4095  # DN, also where every plane saturates
    full_well: float = 5000.0  # electrons at white
    read_noise: float = 3.0  # electrons, rms
    psf_sigma: float = 0.5  # px, Gaussian
    falloff: float = 0.15  # share of light lost in the corner: 1 - falloff r^2
    hot: int = 60  # defective pixels
    dead: int = 60
    exposure: float = 0.5  # a reflectance of 1 in the most sensitive channel, as a share of white: highlights keep 1 EV

    @property
    def noise(self) -> tuple[float, float]:
        """(a, b) of sigma^2 = a x + b on 0..1 data."""
        return 1 / self.full_well, (self.read_noise / self.full_well) ** 2

    def expose(self, camera: NDArray[np.float32], seed: int) -> NDArray[np.uint16]:
        """Shoot.

        Parameters
        ----------
        camera : (h, w, 3) linear camera RGB, 1 in the largest channel is a reflectance of 1

        Returns
        -------
        (h, w) uint16 DN
        """
        from scipy.ndimage import gaussian_filter

        rng = np.random.default_rng(seed)
        h, w = camera.shape[:2]
        light = np.empty((h, w), np.float32)
        for y in range(2):
            for x in range(2):
                channel = COLOURS[self.cfa[2 * y + x]]
                blurred = gaussian_filter(camera[..., channel], self.psf_sigma)
                light[y::2, x::2] = blurred[y::2, x::2]
        v, u = np.mgrid[-1 : 1 : h * 1j, -1 : 1 : w * 1j]
        electrons = light * self.exposure * self.full_well * (1 - self.falloff * (u * u + v * v) / 2)
        electrons = rng.poisson(electrons) + rng.normal(0, self.read_noise, (h, w))
        dn = electrons * (self.white - self.black) / self.full_well + self.black
        flat = dn.reshape(-1)
        flat[rng.integers(0, flat.size, self.hot)] = rng.uniform(0.6, 1.0, self.hot) * self.white
        flat[rng.integers(0, flat.size, self.dead)] = self.black
        return np.asarray(np.clip(np.rint(dn), 0, self.white), np.uint16)
