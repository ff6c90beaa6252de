"""Luma denoise: the formula, and what a bilateral filter must and must not touch."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tests.support import apply, random_planes
from tuner.core.domain import Domain
from tuner.stages.luma_denoise import STAGE, Params


def flat(level: float, noise: float = 0.0, seed: int = 0) -> NDArray[np.float32]:
    """(3, 40, 60) planes: noisy luma, no colour."""
    planes = np.zeros((3, 40, 60), np.float32)
    planes[0] = level + np.random.default_rng(seed).normal(0, noise, (40, 60))
    return planes


def test_it_is_the_formula_in_float64() -> None:
    p = Params(strength=0.6, threshold=0.2, shadows=1.5)
    ycc = random_planes(Domain.YCC)
    y, total, weights = ycc[0].astype(np.float64), 0.0, 0.0
    t = p.threshold * (1 + p.shadows * (1 - y) ** 2)
    padded = np.pad(y, 2, mode="reflect")
    for (i, j), w in np.ndenumerate(np.outer([1, 4, 6, 4, 1], [1, 4, 6, 4, 1])):
        d = padded[i : i + y.shape[0], j : j + y.shape[1]] - y
        g = w * np.maximum(1 - (d / t) ** 2, 0) ** 2
        total, weights = total + g * d, weights + g
    out = apply(STAGE, ycc, p)
    np.testing.assert_allclose(out[0], y + p.strength * total / weights, atol=1e-6)
    np.testing.assert_array_equal(out[1:], ycc[1:])


def test_noise_falls_as_far_as_the_window_allows() -> None:
    """Far below the threshold the filter is the binomial average, whose noise gain is the norm of its weights."""
    noisy = flat(0.5, 0.005)
    out = apply(STAGE, noisy, Params(strength=1.0, threshold=0.5, shadows=0.0))[0]
    gain = np.square(np.array([1, 4, 6, 4, 1]) / 16).sum()
    assert out.std() / noisy[0].std() < gain * 1.15
    assert abs(out.mean() - noisy[0].mean()) < 1e-4


def test_a_step_beyond_the_threshold_is_not_touched() -> None:
    step = flat(0.5)
    step[0, :, 30:] += 0.1
    np.testing.assert_array_equal(apply(STAGE, step, Params(strength=1.0, threshold=0.09, shadows=0.0)), step)
    softened = apply(STAGE, step, Params(strength=1.0, threshold=0.12, shadows=0.0))
    assert not np.array_equal(softened, step)


def test_shadows_widens_the_threshold_in_the_dark_only() -> None:
    for level, alike in ((0.05, False), (1.0, True)):
        noisy = flat(level, 0.02)
        noisy[0] = np.minimum(noisy[0], 1) if alike else noisy[0]
        still = apply(STAGE, noisy, Params(threshold=0.03, shadows=0.0))[0].std()
        wide = apply(STAGE, noisy, Params(threshold=0.03, shadows=4.0))[0].std()
        assert abs(wide / still - 1) < 0.02 if alike else wide < 0.8 * still
