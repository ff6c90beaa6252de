"""Edges, noise and histograms, against what is known by construction, and against SciPy."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.ndimage import gaussian_filter
from scipy.special import ndtr
from scipy.stats import wasserstein_distance

from tests.compare.test_metrics import picture, scene
from tuner.compare.metrics import CompareError, compare_pictures, compare_region
from tuner.compare.texture import BLUR, edge_change, histogram_distance, robust_noise
from tuner.core.orient import Rect

X = np.arange(200) - 99.5


def step(sigma: float, height: float = 0.5) -> np.ndarray:
    """A blurred edge, upright, 0.25..0.25 + height."""
    return np.repeat((0.25 + height * ndtr(X / sigma))[None], 80, axis=0)


def test_contrast_makes_edges_as_much_steeper() -> None:
    a = scene(np.float32)[..., 1]
    assert edge_change(a, 0.5 + (a - 0.5) * 1.2) == pytest.approx(20, abs=0.01)
    assert edge_change(a, a) == pytest.approx(0, abs=1e-5)
    assert edge_change(np.full((30, 30), 0.4), np.full((30, 30), 0.4)) is None


@pytest.mark.parametrize("sigma", [1.5, 2.5])
def test_a_softer_step_is_known_by_formula(sigma: float) -> None:
    """The slope across a step of blur s, looked at with a blur b, is a Gaussian of variance s^2 + b^2."""
    found = edge_change(step(0.5), step(sigma))
    assert found is not None
    # 5 % of 200 columns: ten samples about the middle of the steeper of the two at each place
    profiles = [np.exp(-(X**2) / (2 * (s * s + BLUR**2))) / np.sqrt(s * s + BLUR**2) for s in (0.5, sigma)]
    columns = np.argsort(np.maximum(*profiles))[-10:]
    energy = [float((profile[columns] ** 2).sum()) for profile in profiles]
    expected = 100 * ((energy[1] / energy[0]) ** 0.5 - 1)
    assert expected < -15
    assert found == pytest.approx(expected, abs=2.5)
    assert edge_change(step(sigma), step(0.5)) == pytest.approx(100 * (1 / (1 + found / 100) - 1), abs=1e-3)


def test_noise_counts_and_edges_do_not() -> None:
    rng = np.random.default_rng(1)
    clean = gaussian_filter(scene(np.float32, 200, 200)[..., 1].astype(np.float64), 2)
    clean[:, 100:] *= 0.5
    a = np.repeat(clean[..., None], 3, axis=2)
    noisy = a + (rng.normal(0, 4 / 255, clean.shape))[..., None]
    found = compare_pictures(picture(a.astype(np.float32)), picture(np.clip(noisy, 0, 1).astype(np.float32)))
    assert found.noise_change == pytest.approx(4, rel=0.05)
    assert robust_noise(clean) < 0.3


@pytest.mark.parametrize("kinds", [(np.uint8, np.uint8), (np.uint8, np.uint16), (np.float32, np.uint16)])
def test_histograms_against_scipy(kinds: tuple[type, type]) -> None:
    a, b = scene(kinds[0]), scene(kinds[1], seed=1)[: 2 * 40] // 2 if kinds[1] is not np.float32 else scene(kinds[1])
    codes = [p / (np.iinfo(p.dtype).max if p.dtype.kind == "u" else 1) * 255 for p in (a, b)]
    expected = [wasserstein_distance(*(c[..., channel].ravel() for c in codes)) for channel in range(3)]
    assert histogram_distance(a, b) == pytest.approx(np.mean(expected), abs=3e-3)


def test_a_histogram_moved_by_five_codes() -> None:
    a = np.random.default_rng(0).integers(10, 200, (40, 50, 3)).astype(np.uint8)
    assert histogram_distance(a, a + np.uint8(5)) == pytest.approx(5, abs=1e-9)
    assert histogram_distance(a, a[::-1, ::-1]) == 0


def test_regions_have_their_own_figures() -> None:
    """A change in one corner is all of that region's difference and none of another's."""
    a = scene(np.uint8)
    b = a.copy()
    b[:30, :30] = 255 - b[:30, :30]
    whole = compare_pictures(picture(a), picture(b))
    there = compare_region(picture(a), picture(b), Rect(0, 0, 30, 30), whole)
    elsewhere = compare_region(picture(a), picture(b), Rect(50, 60, 20, 20), whole)
    assert (there.width, there.height) == (30, 30)
    assert elsewhere.identical
    assert elsewhere.flip_mean is not None
    assert elsewhere.flip_mean < 0.01  # the eye sees the surround, 10 pixels of it
    expected = compare_pictures(picture(a[:30, :30]), picture(b[:30, :30]))
    assert there.figures() | {"flip_mean": 0, "flip_p95": 0} == expected.figures() | {"flip_mean": 0, "flip_p95": 0}
    assert whole.flip is not None
    assert there.flip_mean == pytest.approx(float(whole.flip[:30, :30].mean()), abs=1e-6)
    for outside in (Rect(60, 0, 30, 30), Rect(0, 0, 76, 10)):
        with pytest.raises(CompareError, match="does not lie inside"):
            compare_region(picture(a), picture(b), outside, whole)
