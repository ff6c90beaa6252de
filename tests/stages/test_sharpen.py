"""Sharpen: the formula, and what holds it back."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.support import apply, random_planes
from tuner.core.domain import Domain
from tuner.stages.sharpen import STAGE, Params, halo


def reference(y: NDArray[np.float32], p: Params) -> NDArray[np.float64]:
    """The docstring's formula in float64, on a reflected border."""
    r, (h, w) = halo(p), y.shape
    taps = np.exp(-0.5 * (np.arange(-r, r + 1) / p.sigma) ** 2)
    padded = np.pad(y.astype(np.float64), r, mode="reflect")
    windows = np.lib.stride_tricks.sliding_window_view(padded, (2 * r + 1, 2 * r + 1))
    blur = np.einsum("yxij,i,j->yx", windows, taps, taps) / taps.sum() ** 2
    near = windows[..., r - 1 : r + 2, r - 1 : r + 2].reshape(h, w, 9)
    detail = y - blur
    detail = np.sign(detail) * np.maximum(np.abs(detail) - p.threshold, 0)
    return np.clip(y + p.amount * detail, near.min(-1) - p.overshoot, near.max(-1) + p.overshoot)


@pytest.mark.parametrize(
    "p", [Params(), Params(amount=2.0, sigma=2.1, threshold=0.0, overshoot=0.2), Params(sigma=0.3, overshoot=0.0)]
)
def test_it_is_the_formula_in_float64(p: Params) -> None:
    ycc = random_planes(Domain.YCC)
    out = apply(STAGE, ycc, p)
    np.testing.assert_allclose(out[0], reference(ycc[0], p), atol=1e-6)
    np.testing.assert_array_equal(out[1:], ycc[1:])


def test_an_edge_gains_contrast_but_no_halo_beyond_the_limit() -> None:
    edge = np.zeros((3, 24, 40), np.float32)
    edge[0] = np.clip((np.arange(40) - 18) / 4, 0, 1) * 0.6 + 0.2
    out = apply(STAGE, edge, Params(amount=3.0, sigma=1.5, overshoot=0.01))[0]
    assert np.gradient(out[12]).max() > 1.2 * np.gradient(edge[0, 12]).max()
    assert out.max() <= 0.8 + 0.01 + 1e-6
    assert out.min() >= 0.2 - 0.01 - 1e-6


def test_noise_below_the_threshold_is_not_amplified() -> None:
    """Detail of noise with a standard deviation of 1/3 threshold rarely passes; at threshold 0 it grows."""
    noisy = np.zeros((3, 40, 60), np.float32)
    noisy[0] = 0.5 + np.random.default_rng(0).normal(0, 0.004, (40, 60))
    before = noisy[0].std()
    assert apply(STAGE, noisy, Params(amount=1.0, threshold=0.012))[0].std() < 1.01 * before
    assert apply(STAGE, noisy, Params(amount=1.0, threshold=0.0))[0].std() > 1.3 * before
