"""Luma denoise: the formulas, and what each filter must and must not touch."""

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


def plain_nlm(y: NDArray[np.float32], p: Params) -> NDArray[np.float64]:
    """The docstring's formula in float64: 3 x 3 patches, 9 x 9 candidates, one candidate at a time."""
    (h, w), v = y.shape, y.astype(np.float64)
    padded = np.pad(v, 5, mode="reflect")
    s = p.noise * (1 + p.shadows * (1 - v) ** 2)
    total, weights = np.zeros((h, w)), np.zeros((h, w))
    for dy in range(-4, 5):
        for dx in range(-4, 5):
            d = np.zeros((h, w))
            for i in (-1, 0, 1):
                for j in (-1, 0, 1):
                    mine = padded[5 + i : 5 + i + h, 5 + j : 5 + j + w]
                    d += (mine - padded[5 + dy + i : 5 + dy + i + h, 5 + dx + j : 5 + dx + j + w]) ** 2 / 9
            g = np.clip(1 - (d - 2 * s**2) / (4 * 0.4**2 * s**2), 0, 1) ** 4
            total += g * padded[5 + dy : 5 + dy + h, 5 + dx : 5 + dx + w]
            weights += g
    return np.asarray(v + p.strength * (total / weights - v))


def test_non_local_means_is_the_plain_one_in_float64() -> None:
    ycc = random_planes(Domain.YCC)
    for p in (
        Params(method="nlm", noise=0.15, shadows=0.0),
        Params(method="nlm", noise=0.1, shadows=2.0, strength=1.0),
        Params(method="nlm", noise=0.01),
    ):
        out = apply(STAGE, ycc, p)
        np.testing.assert_allclose(out[0], plain_nlm(ycc[0], p), atol=2e-6)
        np.testing.assert_array_equal(out[1:], ycc[1:])


def test_non_local_means_removes_noise_and_keeps_edge_and_texture() -> None:
    """Noise as stated falls below a third on a flat; a step of eight times the noise keeps its height and its place."""
    p = Params(method="nlm", strength=1.0, noise=0.02, shadows=0.0)
    noisy = flat(0.5, 0.02)
    assert apply(STAGE, noisy, p)[0].std() < noisy[0].std() / 3
    clean = flat(0.4)
    clean[0, :, 30:] += 0.16
    clean[0, :, 45::3] += 0.16
    out = apply(STAGE, clean + flat(0.0, 0.02, seed=1), p)[0]
    np.testing.assert_allclose(out.mean(0), clean[0, 0], atol=0.012)
    assert (out - clean[0]).std() < 0.02 / 2


def test_non_local_means_keeps_texture_that_a_pixel_filter_of_the_same_strength_flattens() -> None:
    """Stripes lower than the bilateral's threshold, in noise: patches tell them apart, single pixels do not."""
    clean = flat(0.5)
    clean[0, :, ::4] += 0.05
    clean[0, :, 1::4] += 0.05
    noisy = clean + flat(0.0, 0.015, seed=2)
    patches = apply(STAGE, noisy, Params(method="nlm", strength=1.0, noise=0.015, shadows=0.0))[0]
    pixels = apply(STAGE, noisy, Params(strength=1.0, threshold=0.1, shadows=0.0))[0]
    assert (patches - clean[0]).std() < 0.7 * (pixels - clean[0]).std()
    assert (patches - clean[0]).std() < 0.8 * 0.015


def test_the_noise_level_decides_how_much_goes() -> None:
    noisy = flat(0.5, 0.02)
    left = [
        apply(STAGE, noisy, Params(method="nlm", strength=1.0, noise=n, shadows=0.0))[0].std()
        for n in (0.005, 0.01, 0.02, 0.04)
    ]
    assert left == sorted(left, reverse=True)
    assert left[0] > 0.9 * noisy[0].std()
