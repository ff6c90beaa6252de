"""Exposure: a power of two, the file's baseline, no clipping."""

from __future__ import annotations

import numpy as np
import pytest

from tests.support import apply, context, facts, random_planes
from tuner.core.domain import Domain
from tuner.stages.exposure import STAGE, Params, carry, resolve


def test_gain_is_what_the_formula_says() -> None:
    """A flat 0.25 patch with 1.5 EV becomes 0.25 * 2**1.5 exactly (float32); nothing is cut at 1."""
    out = apply(STAGE, np.full((3, 4, 4), 0.25, np.float32), Params(ev=1.5))
    assert np.all(out == np.float32(0.25) * np.float32(2**1.5))
    assert apply(STAGE, np.full((3, 4, 4), 0.9, np.float32), Params(ev=1.0)).max() == pytest.approx(1.8)


def test_negative_values_survive() -> None:
    planes = random_planes(Domain.CAMERA)
    np.testing.assert_array_equal(apply(STAGE, planes, Params(ev=-1.0)), planes / 2)


def test_baseline_of_the_file_is_applied_and_shown() -> None:
    ctx = context(facts=facts(baseline_exposure=0.75))
    assert resolve(Params(), ctx).baseline_ev == 0.75
    out = apply(STAGE, np.full((3, 4, 4), 0.25, np.float32), Params(ev=0.25), ctx)
    np.testing.assert_allclose(out, 0.5, rtol=1e-7)


def test_manual_baseline_ignores_the_file() -> None:
    ctx = context(facts=facts(baseline_exposure=0.75))
    out = apply(STAGE, np.full((3, 4, 4), 0.25, np.float32), Params(baseline="manual", baseline_ev=0.0), ctx)
    assert np.all(out == 0.25)


def test_an_absurd_baseline_is_held_at_the_knob_s_range() -> None:
    assert resolve(Params(), context(facts=facts(baseline_exposure=99.0))).baseline_ev == 8.0


def test_exposure_travels_on() -> None:
    ctx = context(facts=facts(baseline_exposure=0.5))
    assert carry(resolve(Params(ev=1.0), ctx), ctx).exposure == 1.5
