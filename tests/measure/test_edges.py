"""Line profiles: exact where they can be, and the published shape of a known edge."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tuner.core.orient import Rect
from tuner.measure.edges import across, edge, line_profile


def noise(h: int = 30, w: int = 40) -> np.ndarray:
    return np.random.default_rng(0).integers(0, 65536, (h, w, 3), dtype=np.uint16)


def test_across_a_rectangle_is_the_mean_of_its_rows_or_columns():
    picture, (x, y, w, h) = noise(), Rect(4, 7, 21, 12)
    cut = picture[y : y + h, x : x + w].astype(float)
    flat, upright = across(picture, Rect(x, y, w, h)), across(picture, Rect(x, y, w, h), upright=True)
    assert np.allclose(flat.values, cut.mean(axis=0), rtol=1e-12)
    assert np.allclose(upright.values, cut.mean(axis=1), rtol=1e-12)
    assert (len(flat.position), flat.lines) == (w, h)


def test_bilinear_sampling_of_a_plane_is_the_plane():
    """a x + b y is linear, so every slanted line across it is exact."""
    y, x = np.mgrid[0:50, 0:60] + 0.5
    start, end = (10.3, 5.1), (47.0, 33.0)
    found = line_profile(3 * x + 2 * y, start, end, lines=5)
    dx, dy = (end[0] - start[0]) / math.dist(start, end), (end[1] - start[1]) / math.dist(start, end)
    wanted = 3 * (start[0] + found.position * dx) + 2 * (start[1] + found.position * dy)
    assert np.allclose(found.values[:, 0], wanted)
    assert len(found.position) == math.floor(math.dist(start, end)) + 1


def test_a_gaussian_edge_rises_over_2_56_sigma():
    """10 % to 90 % of a cumulative Gaussian is 2 * 1.2816 sigma."""
    sigma = 3.0
    values = np.array([0.5 * (1 + math.erf((i - 40.3) / sigma / math.sqrt(2))) for i in range(80)]) * 1000 + 50
    for way in (values, values[::-1]):
        found = edge(way)
        assert found.rise == pytest.approx(2 * 1.2816 * sigma, rel=0.02)
        assert (found.low, found.high) == pytest.approx((50, 1050), abs=0.1)
        assert (found.overshoot, found.undershoot) == pytest.approx((0, 0), abs=1e-3)


def test_overshoot_is_a_share_of_the_step():
    values = np.array([100.0] * 20 + [80.0] + [220.0] + [200.0] * 20)
    found = edge(values)
    assert (found.overshoot, found.undershoot) == pytest.approx((0.2, 0.2))


def test_without_a_step_there_is_no_edge():
    assert math.isnan(edge(np.full(10, 5.0)).rise)
    assert len(line_profile(noise(), (3, 3), (3, 3)).position) == 1


@pytest.mark.parametrize("end", [(41, 3), (3, -1)])
def test_a_line_that_leaves_the_picture_is_refused(end):
    with pytest.raises(ValueError, match="inside 40 x 30"):
        line_profile(noise(), (1, 1), end)


def test_lines_that_are_none_or_too_many_are_refused():
    for lines in (0, 1 << 24):
        with pytest.raises(ValueError, match="samples are none"):
            line_profile(noise(), (1, 1), (9, 9), lines)
