"""The figures under a sweep's tiles, each against an independent computation."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.ndimage import gaussian_filter1d
from scipy.special import ndtr

from tuner.app.sweep_figures import flattest, luma, overshoot, region_noise, strongest_edge
from tuner.compare.texture import robust_noise
from tuner.core.orient import Rect


def test_luma_is_the_standards_weighted_sum():
    rgb = np.random.default_rng(0).uniform(0, 1, (5, 7, 3))
    r, g, b = np.moveaxis(rgb, -1, 0)
    assert luma(rgb) == pytest.approx(0.2126 * r + 0.7152 * g + 0.0722 * b)
    assert luma(rgb, "601") == pytest.approx(0.299 * r + 0.587 * g + 0.114 * b)


def test_region_noise_is_the_sample_deviation_in_8_bit_codes():
    y = np.random.default_rng(1).uniform(0, 1, (40, 50))
    part = y[7:17, 3:23].ravel()
    by_hand = np.sqrt(((part - part.sum() / part.size) ** 2).sum() / (part.size - 1)) * 255
    assert region_noise(y, Rect(3, 7, 20, 10)) == pytest.approx(by_hand)


@pytest.mark.parametrize("sigma", [0.5, 2.0, 8.0])
def test_robust_noise_finds_the_deviation_under_edges_and_ramps(sigma):
    """White noise of known deviation, on a ramp with hard steps: within 3 %; Immerkær's (1996) estimate of the noise
    alone agrees."""
    from scipy.signal import convolve2d

    rng = np.random.default_rng(2)
    y, x = np.mgrid[0:400, 0:500]
    clean = 0.2 + 0.4 * x / 500 + 0.2 * ((y // 50) % 2)
    noise = rng.normal(0, sigma / 255, clean.shape)
    noisy = clean + noise
    mask = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]])
    immerkaer = np.sqrt(np.pi / 2) / 6 * np.abs(convolve2d(noise, mask, "valid")).mean() * 255
    assert robust_noise(noisy) == pytest.approx(sigma, rel=0.03)
    assert robust_noise(noisy) == pytest.approx(immerkaer, rel=0.05)
    assert robust_noise(clean) < 0.2


def test_robust_noise_of_almost_nothing():
    assert robust_noise(np.zeros((1, 5))) == 0.0
    assert robust_noise(np.full((2, 2), 0.5)) == 0.0


def test_the_flattest_patch_is_flat_and_not_blown():
    rng = np.random.default_rng(3)
    y = 0.5 + rng.normal(0, 0.1, (200, 300))
    y[:64, :64] = 1.0  # flat, but blown
    y[96:160, 160:224] = 0.4 + rng.normal(0, 0.001, (64, 64))
    found = flattest(y)
    assert found.w == found.h == 32
    assert 96 <= found.y <= 128
    assert 160 <= found.x <= 192
    assert flattest(np.full((5, 9), 0.5)) == Rect(0, 0, 5, 5)


def scene(profile, angle: float, side: int = 120) -> np.ndarray:
    """A picture that varies across one straight edge only, as `profile` says of the distance to it in pixels."""
    y, x = np.mgrid[0:side, 0:side] - (side - 1) / 2
    return np.asarray(profile(x * np.cos(angle) + y * np.sin(angle)))


@pytest.mark.parametrize("angle", np.radians([0, 5, 30, 45, 90, 123, 180, 250]))
@pytest.mark.parametrize("amount", [0.0, 0.5, 1.5])
def test_overshoot_of_a_sharpened_edge_is_that_of_its_formula(angle, amount):
    """A step of 0.4 blurred by 1 px, plus amount times its difference to a 2 px blur: both closed forms. The true
    extreme comes from the formula on a fine axis."""

    def profile(t):
        blurred, wider = ndtr(t / 1.0), ndtr(t / np.hypot(1.0, 2.0))
        return 0.3 + 0.4 * (blurred + amount * (blurred - wider))

    fine = profile(np.linspace(-16, 16, 20001))
    truth = (fine.max() - 0.7) / 0.4 * 100
    y = scene(profile, angle)
    edge = strongest_edge(y)
    assert edge is not None
    assert abs((edge.x - 59.5) * np.cos(angle) + (edge.y - 59.5) * np.sin(angle)) < 1.5
    assert edge.dx * np.cos(angle) + edge.dy * np.sin(angle) > 0.999  # towards the light side
    assert overshoot(y, edge) == pytest.approx(truth, abs=max(0.05 * truth, 0.05))


def test_undershoot_counts_as_well():
    def profile(t):
        return 0.3 + 0.4 * ndtr(t) - 0.08 * np.exp(-((t + 3) ** 2) / 2)

    fine = profile(np.linspace(-8, 8, 20001))
    y = scene(profile, 0.3)
    edge = strongest_edge(y)
    assert overshoot(y, edge) == pytest.approx((0.3 - fine.min()) / 0.4 * 100, rel=0.04)


def test_the_strongest_edge_is_a_step_not_a_line_or_a_texture():
    rng = np.random.default_rng(4)
    y = np.full((160, 260), 0.3)
    y[:, 200:] = 0.6  # the step
    y[:, 70:72] = 1.0  # a line, with a steeper slope
    y[:80, 90:150] += rng.uniform(-0.25, 0.25, (80, 60))
    y = gaussian_filter1d(gaussian_filter1d(y, 0.7, axis=0), 0.7, axis=1)
    edge = strongest_edge(y)
    assert abs(edge.x - 199.5) < 2
    assert overshoot(y, edge) < 1


def test_no_edge_is_none():
    assert strongest_edge(np.full((100, 100), 0.5)) is None
    assert strongest_edge(np.eye(20)) is None  # smaller than a profile
    edge = strongest_edge(scene(lambda t: 0.3 + 0.4 * ndtr(t), 0.0))
    assert overshoot(np.full((120, 120), 0.5), edge) is None
