"""Focus peaking: the noise it finds, the edges it shows, and what it leaves alone."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.ndimage import convolve, gaussian_filter

from tuner.measure.focus import EVERY, focus_peaks, noise_sigma


def grey(luma: np.ndarray) -> np.ndarray:
    codes = np.clip(np.rint(luma), 0, 255).astype(np.uint8)
    return np.repeat(codes[..., None], 4, axis=2)


def edges(blur: float, sigma: float = 2.0) -> np.ndarray:
    x = np.mgrid[0:200, 0:200][1]
    return gaussian_filter(60.0 + 120 * (x // 50 % 2), blur) + np.random.default_rng(0).normal(0, sigma, (200, 200))


@pytest.mark.parametrize("sigma", [1.0, 3.0, 8.0])
def test_the_noise_is_found_beside_edges(sigma):
    luma = grey(edges(1.0, sigma))[..., 0].astype(np.int16)
    assert noise_sigma(luma) == pytest.approx(sigma, rel=0.1)


def test_the_noise_is_the_median_of_the_published_mask():
    luma = grey(edges(1.0, 3.0))[..., 0].astype(np.int16)
    mask = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]])
    answers = np.abs(convolve(luma.astype(int), mask))[1:-1:EVERY, 1:-1]
    assert noise_sigma(luma) == pytest.approx(np.median(answers) / (0.6745 * 6), abs=0.13)


def test_sharp_edges_are_shown_and_blurred_ones_and_noise_are_not():
    sharp, soft = focus_peaks(grey(edges(0.5))), focus_peaks(grey(edges(4.0)))
    x = np.arange(200)
    on_edge = np.isin(x % 50, (49, 0)) & (x > 10) & (x < 190)
    assert sharp[2:-2, on_edge].mean() > 0.95
    assert sharp[:, np.isin(x % 50, range(5, 45))].mean() < 1e-3
    assert soft.mean() < 1e-3


def test_peaks_are_the_rule():
    pixels = grey(edges(0.7))
    luma = pixels[..., 0].astype(int)
    answer = np.zeros_like(luma)
    middle = 2 * luma[1:-1, 1:-1]
    answer[1:-1, 1:-1] = np.abs(middle - luma[1:-1, :-2] - luma[1:-1, 2:]) + np.abs(
        middle - luma[:-2, 1:-1] - luma[2:, 1:-1]
    )
    limit = int(5.0 * np.sqrt(6) * noise_sigma(luma.astype(np.int16)))
    assert np.array_equal(focus_peaks(pixels, 5.0), answer > limit)


@pytest.mark.parametrize("shape", [(1, 1), (2, 5), (3, 3)])
def test_tiny_pictures_have_no_peaks_on_their_border(shape):
    pixels = np.zeros((*shape, 4), np.uint8)
    pixels[0, 0] = 255
    assert focus_peaks(pixels).sum() <= 1
    assert noise_sigma(np.zeros((2, 2), np.int16)) == 0


def test_a_clean_ramp_has_no_peaks():
    assert not focus_peaks(grey(np.tile(np.arange(256.0), (20, 1)))).any()
