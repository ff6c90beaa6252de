"""X-Trans: colours stay where they are and what they are; every phase of the 6x6; the size is said."""

from __future__ import annotations

import numpy as np
import pytest

from tests.fronts.test_quad import mosaic_of
from tests.support import facts
from tuner.files.cfa import shifted
from tuner.fronts.xtrans import front

XTRANS = "GGRGGBGGBGGRBRGRBGGGBGGRGGRGGBRBGBRG"


@pytest.mark.parametrize(("dy", "dx"), [(0, 0), (1, 0), (0, 1), (2, 5), (3, 3), (4, 2)])
def test_a_ramp_of_each_colour_stays_a_ramp(dy: int, dx: int) -> None:
    """The Bayer site (i, j) stands for the point 1.5 i + 0.25, 1.5 j + 0.25, and no colour is shifted against another."""
    cfa = shifted(XTRANS, dy, dx)
    height, width = 62, 77
    y, x = np.mgrid[0:height, 0:width].astype(float)
    rgb = np.stack([20 * x + 5 * y, 3000 - 10 * x + 9 * y, 1000 + 12 * x - 8 * y + 500], -1)
    out, known = front(mosaic_of(rgb, cfa), facts(width, height, cfa))
    assert out.shape == (known.height, known.width) == (40, 50)
    v, u = np.mgrid[0:40, 0:50] * 1.5 + 0.25
    truth = mosaic_of(np.stack([20 * u + 5 * v, 3000 - 10 * u + 9 * v, 1000 + 12 * u - 8 * v + 500], -1), known.cfa)
    inside = np.s_[4:-6, 4:-6]
    assert np.abs(out[inside].astype(int) - truth[inside]).max() <= 1


def test_flat_colours_are_exact_to_the_edge_and_noise_goes_down() -> None:
    rng = np.random.default_rng(0)
    flat = mosaic_of(np.broadcast_to(np.array([1000.0, 2000.0, 3000.0]), (60, 60, 3)), XTRANS)
    out, known = front(flat, facts(60, 60, XTRANS, noise=((0.0, 1e-4),) * 4))
    assert sorted(set(out.ravel().tolist())) == [1000, 2000, 3000]
    noisy = (flat + rng.normal(0, 50, flat.shape)).astype(np.uint16)
    left = front(noisy, facts(60, 60, XTRANS))[0].astype(float) - out
    assert left.var() / 2500 == pytest.approx(known.noise[0][1] / 1e-4, rel=0.15)


def test_the_window_will_say_so() -> None:
    _, known = front(np.zeros((12, 18), np.uint16), facts(18, 12, XTRANS))
    assert known.notices[0] == "X-Trans: binned from 18 x 12 to 12 x 8, in which it is shown."
