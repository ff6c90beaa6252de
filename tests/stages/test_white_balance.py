"""White balance: the gains, their three ways of being said, and what travels on."""

from __future__ import annotations

import numpy as np
import pytest

from tests.support import apply, context, facts, random_planes
from tuner.core.camera_colour import CameraColour
from tuner.core.domain import Domain
from tuner.core.facts import Calibration
from tuner.core.stage import Context
from tuner.stages.white_balance import STAGE, Params, carry, resolve

D30 = ((0.99, -0.2771, -0.1324), (-0.7072, 1.4229, 0.314), (-0.279, 0.3344, 0.8861))
"""A real camera's matrix, D65."""


def before(**known: object) -> Context:
    """The context in front of the stage, saturation just below 1."""
    base = {"camera_gains": (2.0, 1.0, 1.5), "calibrations": (Calibration(6504.0, D30),)}
    return context(facts=facts(**(base | known)), saturation=(0.9, 1.0, 1.0, 0.8), gains=(1.0, 1.0, 1.0))


def test_planes_are_multiplied_and_nothing_is_clipped() -> None:
    """(2, 1, 1, 1.5) on R, Gr, Gb, B; negative values and values above 1 go through."""
    planes = random_planes(Domain.MOSAIC)
    out = apply(STAGE, planes, Params(mode="gains", red=2.0, blue=1.5), before())
    np.testing.assert_array_equal(out, planes * np.array([2, 1, 1, 1.5], np.float32)[:, None, None])
    assert out.min() < 0
    assert out.max() > 1.5


def test_smallest_gain_is_one() -> None:
    """Red 0.5, green 1, blue 2 is the same balance as 1, 2, 4: a gain below 1 would pull clipped samples under white."""
    params = Params(mode="gains", red=0.5, blue=2.0)
    out = apply(STAGE, np.ones((4, 4, 4), np.float32), params, before())
    assert out[:, 0, 0].tolist() == [1.0, 2.0, 2.0, 4.0]
    behind = carry(params, before())
    assert behind.gains == (1.0, 2.0, 4.0)
    assert behind.saturation == pytest.approx((0.9, 2.0, 2.0, 3.2))


def test_file_gains_are_shown_with_green_at_one() -> None:
    found = resolve(Params(), before(camera_gains=(3.0, 1.5, 2.4)))
    assert (found.red, found.blue) == pytest.approx((2.0, 1.6))
    assert found.mode == "file"


def test_unusable_camera_gains_fall_back_to_daylight() -> None:
    found = resolve(Params(), before(camera_gains=None, daylight_gains=(2.2, 1.0, 1.3)))
    assert (found.red, found.blue) == pytest.approx((2.2, 1.3))


def test_each_way_says_the_same() -> None:
    """File -> temperature and tint -> gains -> temperature and tint: no step changes the balance."""
    ctx = before(camera_gains=(1.8, 1.0, 1.6))
    filed = resolve(Params(), ctx)
    warm = resolve(Params(mode="temperature", temperature=filed.temperature, tint=filed.tint), ctx)
    assert (warm.red, warm.blue) == pytest.approx((1.8, 1.6), rel=1e-6)
    again = resolve(Params(mode="gains", red=warm.red, blue=warm.blue), ctx)
    assert (again.temperature, again.tint) == pytest.approx((filed.temperature, filed.tint), abs=1e-3)


def test_temperature_gains_are_the_camera_s_neutral() -> None:
    found = resolve(Params(mode="temperature", temperature=4000.0, tint=12.0), before())
    assert (found.red, 1.0, found.blue) == pytest.approx(CameraColour((Calibration(6504.0, D30),)).gains(4000.0, 12.0))


def test_warmer_light_asks_for_more_blue_and_magenta_light_for_more_green() -> None:
    def at(kelvin: float, tint: float) -> Params:
        return resolve(Params(mode="temperature", temperature=kelvin, tint=tint), before())

    assert at(3000, 0).blue > at(6500, 0).blue
    assert at(3000, 0).red < at(6500, 0).red
    assert at(5000, 30).red < at(5000, -30).red
    assert at(5000, 30).blue < at(5000, -30).blue


@pytest.mark.parametrize("gains", [(16.0, 1.0, 0.1), (0.1, 1.0, 16.0), (900.0, 1.0, 0.001)])
def test_equivalents_fit_their_knobs(gains: tuple[float, float, float]) -> None:
    """What is embedded in a picture must load again, however odd a file's gains are."""
    found = resolve(Params(), before(camera_gains=gains))
    assert Params(**dict(found)) == found


@pytest.mark.parametrize(("kelvin", "tint"), [(2000.0, -150.0), (2000.0, 150.0), (15000.0, -150.0), (15000.0, 150.0)])
def test_corners_of_the_temperature_knobs_fit_too(kelvin: float, tint: float) -> None:
    found = resolve(Params(mode="temperature", temperature=kelvin, tint=tint), before())
    assert Params(**dict(found)) == found


def test_temperature_works_without_a_calibration() -> None:
    ctx = before(calibrations=(), daylight_gains=(1.0, 1.0, 1.0))
    warm = resolve(Params(mode="temperature", temperature=3000.0, tint=0.0), ctx)
    cool = resolve(Params(mode="temperature", temperature=10000.0, tint=0.0), ctx)
    assert warm.red < 1 < warm.blue
    assert cool.red > 1 > cool.blue
