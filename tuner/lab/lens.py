"""The lens: where a point of the page lands, how far it spreads, and how much of its light arrives.

    distortion    page - middle = (pixel - middle) (1 + k r^2),  k = -D / (1 + D); r = 1 in the corner, D the distortion
                  there: (distance seen - true distance) / true distance, negative for a barrel
    lateral CA    red is seen `ca` pixels farther out in the corner than green, blue as much nearer
    spread        Gaussian or disc, times 1 + (corner - 1) r^2, and the pixel's own square
    shading       cos^4 of the field angle (a corner keeps 1 - falloff), times 1 + c r^2 for red and blue
    flare         a share of the picture's mean light, added everywhere, taken from the rest

Source: ISO 17850:2015 (distortion), ISO 19084:2015 (chromatic displacement), ISO 9358:1994 (veiling glare index);
Gardner (1947), Validity of the cosine-fourth-power law of illumination, J. Res. NBS 39, 213; Goodman (2005),
Introduction to Fourier Optics, 3rd ed., section 6.4 (a defocused point is a disc).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

CELLS = 4  # fine cells a side of a pixel
DISC_CELLS = ((CELLS, 4.0), (2, 10.0), (1, math.inf))  # the same under discs of up to a radius, in pixels
REACH = 4.0  # standard deviations after which a Gaussian ends
PARTS = 8  # a side of a cell, to sample a disc
NODES = (25, 33)  # rows and columns of the gains; between them a straight line is within 0.1 % of a usual lens


@lru_cache(maxsize=16)
def _gaussian(blur: float, margin: int) -> NDArray[np.float32]:
    at = np.arange(-margin * CELLS, margin * CELLS + 1) / CELLS
    bell = np.exp(-0.5 * (at / blur) ** 2) if blur > 0 else (at == 0).astype(float)
    return np.asarray(np.convolve(bell / bell.sum(), np.ones(CELLS) / CELLS), np.float32)


@lru_cache(maxsize=16)
def _disc(blur: float, margin: int, cells: int) -> NDArray[np.float32]:
    reach = margin * cells
    n, square = 2 * reach + 1, np.ones(cells) / cells
    parts = (np.arange(PARTS) + 0.5) / PARTS - 0.5
    fine = (np.arange(-reach, reach + 1)[:, None] + parts).ravel() / cells
    inside = fine[:, None] ** 2 + fine**2 <= blur**2
    disc = inside.reshape(n, PARTS, n, PARTS).mean(axis=(1, 3))
    if disc.sum() == 0:
        disc[reach, reach] = 1.0
    # the average over a cell has widened the disc: taken back, as what is gathered are averages already
    cell = np.sinc(np.fft.fftfreq(n))
    disc = np.fft.ifft2(np.fft.fft2(disc / disc.sum()) / np.outer(cell, cell)).real
    rows = np.apply_along_axis(np.convolve, 0, disc / disc.sum(), square)
    return np.asarray(np.apply_along_axis(np.convolve, 1, rows, square), np.float32)


@dataclass(frozen=True)
class Lens:
    """The numbers of a lens; lengths in pixels."""

    psf: str = "gaussian"  # or "disc"
    blur: float = 0.5  # standard deviation of the Gaussian, radius of the disc
    blur_corner: float = 1.0  # the corner's blur over the middle's
    falloff: float = 0.0  # share of light lost in the corner
    falloff_red: float = 0.0  # more (+) or less of red in the corner
    falloff_blue: float = 0.0
    lateral_ca: float = 0.0  # px in the corner
    distortion: float = 0.0  # share, in the corner
    flare: float = 0.0  # veiling glare index, share

    @property
    def splits(self) -> bool:
        """Whether the colours land at different places."""
        return self.lateral_ca != 0

    @property
    def bends(self) -> bool:
        """Whether an even grid on the sensor is uneven on the page."""
        return self.splits or self.distortion != 0

    @property
    def shades(self) -> bool:
        """Whether not all of the picture gets all of the light."""
        return bool(self.falloff or self.falloff_red or self.falloff_blue)

    @cached_property
    def bend(self) -> float:
        """k of the distortion."""
        return -self.distortion / (1 + self.distortion)

    def scale(self, channel: int, rr: NDArray[np.float64] | float, corner: float) -> NDArray[np.float64] | float:
        """Position on the page over position on the sensor, both from the middle, at r^2 = `rr`.

        Parameters
        ----------
        channel : 0..2 for R, G, B
        corner : pixels from the middle to the corner
        """
        nearer = 1 / (1 + (1 - channel) * self.lateral_ca / corner)  # where green shows the same
        return (1 + self.bend * rr * nearer**2) * nearer

    def spread(self, rr: Any) -> Any:
        """Blur in pixels at r^2 = `rr`, a number or an array."""
        return self.blur * (1 + (self.blur_corner - 1) * rr)

    @property
    def margin(self) -> int:
        """Pixels that a point may reach beyond its own."""
        return math.ceil((REACH if self.psf == "gaussian" else 1.0) * self.widest + 0.5)

    @property
    def widest(self) -> float:
        """The largest blur, in pixels."""
        return self.blur * max(1.0, self.blur_corner)

    @property
    def cells(self) -> int:
        """Cells a side of a pixel that shapes are painted on: fewer under a wide disc, which hides what is finer."""
        if self.psf == "gaussian":
            return CELLS
        return next(cells for cells, radius in DISC_CELLS if self.widest <= radius)

    def taps(self, blur: float) -> NDArray[np.float32]:
        """Weights on the fine grid of what one pixel gathers, its own square included.

        Returns
        -------
        (n,) for a Gaussian, which is the product of its rows and columns; (n, n) for a disc; they sum to 1
        """
        return _gaussian(blur, self.margin) if self.psf == "gaussian" else _disc(blur, self.margin, self.cells)

    def coarse_taps(self, blur: float) -> NDArray[np.float32]:
        """(n,) weights of whole pixels, where a Gaussian gathers what is smooth.

        Notes
        -----
        The spread's values at the pixels' middles, widened to its variance, blur^2 + 1/12: what the picture bends within
        a pixel comes out right as far as its second derivative tells.
        """
        fine, at = _gaussian(blur, self.margin).astype(float), CELLS // 2 - 1
        taps = fine[at::CELLS] + fine[at + 1 :: CELLS]  # the two cells beside a pixel's middle
        taps /= taps.sum()
        middle = len(taps) // 2
        wider = (blur**2 + 1 / 12 - taps @ (np.arange(len(taps)) - middle) ** 2) / 2
        taps[middle - 1 : middle + 2] += wider * np.array([1.0, -2.0, 1.0])
        return np.asarray(taps, np.float32)

    def mtf(self, f: NDArray[np.float64], degrees: float = 0.0, rr: float = 0.0) -> NDArray[np.float64]:
        """Modulation transfer at spatial frequencies along a direction, the pixel's square included.

        Parameters
        ----------
        f : cycles a pixel
        degrees : direction of the wave's normal from the row
        """
        blur, f = self.spread(rr), np.asarray(f, float)
        square = np.sinc(f * math.cos(math.radians(degrees))) * np.sinc(f * math.sin(math.radians(degrees)))
        if blur == 0:
            return np.asarray(square)
        if self.psf == "gaussian":
            return np.asarray(square * np.exp(-2 * (math.pi * blur * f) ** 2))
        from scipy.special import j1

        z = 2 * math.pi * blur * np.where(f == 0, 1e-12, f)
        return np.asarray(square * 2 * j1(z) / z)

    def shading(self, rr: NDArray[np.float64]) -> NDArray[np.float64]:
        """(3, ...) light that arrives at r^2 = `rr`; 1 in the middle."""
        tangent = 1 / math.sqrt(1 - self.falloff) - 1  # tan^2 of the corner's field angle: cos^4 = 1 / (1 + tan^2)^2
        luma = (1 + tangent * rr) ** -2.0
        colour = np.array([1 - self.falloff_red, 1.0, 1 - self.falloff_blue]) - 1
        return np.asarray(luma * (1 + colour.reshape(3, *(1,) * np.ndim(rr)) * rr))

    def gains(self, width: int, height: int) -> NDArray[np.float64]:
        """(3, rows, columns) what undoes the shading, on an even grid that spans a picture of that size edge to edge."""
        corner = math.hypot(width, height)
        u, v = (np.linspace(-1, 1, n) * side / corner for n, side in ((NODES[1], width), (NODES[0], height)))
        return np.asarray(1 / self.shading(v[:, None] ** 2 + u**2))
