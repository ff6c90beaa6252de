"""Dead leaves: opaque discs of random place, size and colour, the last on top; their covariance in closed form.

    p(r) ~ r^-3,  smallest <= r <= largest
    gamma(d) = integral p(r) A(r, d) dr,   A the area that two discs of radius r share at a distance d
    C(d) = variance gamma(d) / (2 gamma(0) - gamma(d))             that both points show one leaf
    S(f) = 2 pi integral C(d) J0(2 pi f d) d dd                     power spectral density, 1/px^2 units

Source: Bordenave, Gousseau, Roueff (2006), The dead leaves model: a general tessellation modeling occlusion, Adv. Appl.
Probab. 38(1), 31-46; Lee, Mumford, Huang (2001), Int. J. Comput. Vision 41, 35-59; Cao, Guichard, Hornung (2010), Dead
leaves model for measuring texture quality on a digital camera, Proc. SPIE 7537.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tuner.lab.ellipses import Ellipses
from tuner.lab.page import Bounds

COVERINGS = 7.0  # mean number of leaves over a point: a share of exp(-7), 0.1 %, is left bare
RADII, DISTANCES = 600, 6000  # samples of the integrals


@dataclass(frozen=True)
class Leaves:
    """The law of the radii, in pixels."""

    smallest: float
    largest: float

    def radii(self, n: int, rng: np.random.Generator) -> NDArray[np.float64]:
        """n radii: the inverse of the cumulative of r^-3."""
        return np.asarray(rng.uniform(1 / self.largest**2, 1 / self.smallest**2, n) ** -0.5)

    @property
    def area(self) -> float:
        """Mean area of a leaf, px^2."""
        a, b = self.smallest, self.largest
        return float(2 * np.pi * np.log(b / a) / (a**-2 - b**-2))

    def together(self, d: NDArray[np.float64]) -> NDArray[np.float64]:
        """The chance that two points at distances d show one leaf: covariance over variance."""
        r = np.geomspace(self.smallest, self.largest, RADII)
        density = r**-3
        share = np.clip(np.asarray(d, float)[:, None] / (2 * r), 0, 1)
        area = 2 * r**2 * (np.arccos(share) - share * np.sqrt(1 - share**2))
        gamma = np.trapezoid(density * area, r, axis=1)
        whole = np.trapezoid(density * np.pi * r**2, r)
        return np.asarray(gamma / (2 * whole - gamma))

    def spectrum(self, f: NDArray[np.float64], variance: float) -> NDArray[np.float64]:
        """Power spectral density, variance times px^2, at radial frequencies in cycles a pixel, before any lens."""
        from scipy.special import j0

        # sqrt spacing: most of the covariance's bend is near 0
        d = np.linspace(0, np.sqrt(2 * self.largest), DISTANCES) ** 2
        c = self.together(d) * d
        waves = np.array([np.trapezoid(c * j0(2 * np.pi * one * d), d) for one in np.atleast_1d(f)])
        return np.asarray(2 * np.pi * variance * waves)


def scattered(bounds: Bounds, law: Leaves, materials: list[int], rng: np.random.Generator) -> Ellipses:
    """Enough leaves to cover a rectangle, centres also outside so that the edges are like the middle."""
    left, top, right, bottom = bounds
    reach = law.largest
    wide, high = right - left + 2 * reach, bottom - top + 2 * reach
    n = int(COVERINGS * wide * high / law.area)
    shapes = np.zeros((n, 6))
    shapes[:, 0] = rng.uniform(left - reach, right + reach, n)
    shapes[:, 1] = rng.uniform(top - reach, bottom + reach, n)
    shapes[:, 2] = law.radii(n, rng)
    shapes[:, 3:5] = 1.0
    colours = np.array(materials, np.int64)[rng.integers(0, len(materials), n)]
    return Ellipses(shapes, colours, np.tile(np.array([1, 0], np.float32), (n, 1)), bounds, clipped=True)
