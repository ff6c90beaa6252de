"""Green balance: an imbalance goes, detail and the common green stay."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tests.support import apply, random_planes
from tuner.core.domain import Domain
from tuner.stages.green_balance import STAGE, Params


def flat(gr: float, gb: float) -> NDArray[np.float32]:
    planes = np.full((4, 24, 32), 0.3, np.float32)
    planes[1], planes[2] = gr, gb
    return planes


def test_both_greens_meet_in_the_middle() -> None:
    out = apply(STAGE, flat(0.41, 0.39))
    np.testing.assert_allclose(out[1:3], 0.40, atol=1e-6)
    np.testing.assert_array_equal(out[[0, 3]], 0.3 * np.ones((2, 24, 32), np.float32))


def test_a_difference_above_the_threshold_is_detail() -> None:
    planes = flat(0.44, 0.36)
    np.testing.assert_array_equal(apply(STAGE, planes), planes)


def test_a_slope_is_no_imbalance() -> None:
    """Greens stand half a quad apart: on a ramp they differ, but not from the mean of the four that touch them."""
    y, x = np.mgrid[0:48, 0:64]
    scene = 0.4 + 0.002 * x + 0.003 * y
    planes = np.stack([scene[p // 2 :: 2, p % 2 :: 2] for p in range(4)]).astype(np.float32)
    inner = np.s_[:, 4:-4, 4:-4]
    np.testing.assert_allclose(apply(STAGE, planes)[inner], planes[inner], atol=1e-6)


def test_the_rule_in_float64() -> None:
    planes, params = random_planes(Domain.MOSAIC, 24, 32, 3), Params(strength=0.7, threshold=0.3)
    gr, gb = planes[1].astype(np.float64), planes[2].astype(np.float64)
    out = apply(STAGE, planes, params)
    for p, own, other, dy, dx in ((1, gr, gb, -1, 1), (2, gb, gr, 1, -1)):
        mean = sum(np.roll(other, (-a, -b), (0, 1)) for a in (0, dy) for b in (0, dx)) / 4
        e = np.where(abs(own - mean) <= 0.3 * np.maximum(mean, 0), own - mean, 0)
        window = sum(np.roll(e, (a, b), (0, 1)) for a in range(-2, 3) for b in range(-2, 3)) / 25
        inner = np.s_[3:-3, 3:-3]
        np.testing.assert_allclose(out[p][inner], (own - 0.35 * window)[inner], atol=2e-6)
