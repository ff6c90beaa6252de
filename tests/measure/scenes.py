"""Synthetic frames of known truth for the solvers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tests.support import facts
from tuner.core.frame import Frame
from tuner.core.recipe import Recipe
from tuner.stages import RACK

RECIPE = Recipe.default(RACK)
BLACK, WHITE = 64.0, 4095.0


def mosaic(rgb: NDArray[np.float64], cfa: str = "RGGB", clip: float = WHITE, noise: float = 0.0) -> NDArray[np.uint16]:
    """(h, w) DN of linear (h, w, 3) camera RGB, 0..1, through a colour filter, clipped at a level."""
    h, w, _ = rgb.shape
    picked = np.empty((h, w))
    for i, letter in enumerate(cfa):
        at = np.s_[i // 2 :: 2, i % 2 :: 2]
        picked[at] = rgb[..., "RGB".index(letter)][at]
    dn = BLACK + picked * (WHITE - BLACK) + np.random.default_rng(1).normal(0, noise, (h, w))
    return np.clip(np.round(dn), 0, clip).astype(np.uint16)


def frame(dn: NDArray[np.uint16], cfa: str = "RGGB", **known: object) -> Frame:
    return Frame.from_active(dn, facts(dn.shape[1], dn.shape[0], cfa, **known), name="scene")


def surfaces(
    light: tuple[float, float, float], size: tuple[int, int] = (192, 256), seed: int = 3
) -> NDArray[np.float64]:
    """(h, w, 3) patches of 32 pixels of random reflectances, grey on the average, under a light."""
    h, w = size
    rng = np.random.default_rng(seed)
    patches = rng.uniform(0.05, 0.5, (-(-h // 32), -(-w // 32), 3))
    patches /= (patches**4).mean(axis=(0, 1)) ** 0.25 / 0.3
    full = np.repeat(np.repeat(patches, 32, axis=0), 32, axis=1)[:h, :w]
    return np.asarray(full * np.array(light))


def degrees(a: NDArray[np.float64] | tuple[float, ...], b: NDArray[np.float64] | tuple[float, ...]) -> float:
    """Angle between two lights."""
    p, q = np.asarray(a), np.asarray(b)
    return float(np.degrees(np.arccos(np.clip(p @ q / np.linalg.norm(p) / np.linalg.norm(q), -1, 1))))
