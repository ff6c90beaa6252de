"""Linearization: the curve, its continuation, and what travels on."""

from __future__ import annotations

import numpy as np
import pytest

from tests.support import apply, context, random_planes
from tuner.core.domain import Domain
from tuner.stages.linearization import STAGE, Params, prepare

BENT = Params(curve=((0.0, 0.0), (0.25, 0.3), (0.75, 0.8), (1.0, 1.0)))


def test_a_straight_curve_leaves_the_stage_out() -> None:
    assert prepare(Params(), context()) is None
    assert prepare(Params(curve=((0.0, 0.0), (0.5, 0.5), (1.0, 1.0))), context()) is None


def test_it_is_the_curve_in_float64_with_its_ends_continued() -> None:
    planes = random_planes(Domain.MOSAIC, 24, 32)
    x = planes.astype(np.float64)
    expected = np.interp(x, *np.array(BENT.curve).T) + 1.2 * np.minimum(x, 0) + 0.8 * np.maximum(x - 1, 0)
    np.testing.assert_allclose(apply(STAGE, planes, BENT), expected, atol=2e-4)


def test_knots_on_the_table_are_met() -> None:
    for x, y in BENT.curve:
        assert apply(STAGE, np.full((4, 8, 8), x, np.float32), BENT).max() == pytest.approx(y, abs=1e-6)


def test_two_almost_equal_knots_do_not_explode() -> None:
    steep = Params(curve=((0.0, 0.0), (1e-12, 2.0), (1.0, 2.0)))
    assert abs(apply(STAGE, np.full((4, 8, 8), -1.0, np.float32), steep)).max() <= 1e4


def test_saturation_follows() -> None:
    ctx = STAGE.carry(BENT, context(saturation=(0.75, 1.0, 1.0, 1.5)))
    assert ctx.saturation == pytest.approx((0.8, 1.0, 1.0, 1.4))


def test_a_sample_that_is_no_number_stays_its_own_fault() -> None:
    """Its index must not lead beyond the table, nor its neighbours astray."""
    planes = random_planes(Domain.MOSAIC, 24, 32)
    clean = apply(STAGE, planes, BENT)
    planes[:, ::3, ::5] = np.nan
    lost = np.isnan(planes)
    found = apply(STAGE, planes, BENT)
    assert np.isnan(found[lost]).all()
    np.testing.assert_array_equal(found[~lost], clean[~lost])
