"""Conditions: each axis on its own scale, ranges, what stands in, what a file says."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from tests.support import noisy_frame
from tuner.core.condition import AXES, STANDARD, UNKNOWN, Condition
from tuner.core.param import ParamError
from tuner.core.scene import INCIDENT, of_file


def test_halfway_is_the_geometric_mean_of_iso_and_lux_and_the_harmonic_one_of_kelvin() -> None:
    assert AXES["iso"].share(200, 100, 400) == pytest.approx(0.5, abs=1e-15)
    assert AXES["lux"].share(math.sqrt(10 * 1000), 10, 1000) == pytest.approx(0.5, abs=1e-12)
    assert AXES["cct"].share(2 / (1 / 2500 + 1 / 5000), 2500, 5000) == pytest.approx(0.5, abs=1e-12)
    assert AXES["cct"].share(3750, 2500, 5000) > 0.66  # the arithmetic mean lies well behind the middle


@pytest.mark.parametrize(
    ("axis", "value"), [("iso", 0.0), ("iso", math.nan), ("cct", 999), ("lux", -1.0), ("lux", math.inf), ("iso", True), ("iso", "1")]
)  # fmt: skip
def test_a_value_off_the_axis_is_refused_with_its_range(axis: str, value: object) -> None:
    with pytest.raises(ParamError, match=rf"{axis} = .* is not a number from"):
        Condition(**{axis: value})  # type: ignore[arg-type]


def test_what_is_not_known_comes_from_the_default() -> None:
    assert Condition(cct=3000).over(Condition(800, 4000, None)) == Condition(800, 3000, None)
    assert UNKNOWN.over(STANDARD) == STANDARD
    assert not Condition(iso=100, lux=5).complete
    assert str(Condition(800, 4000.4, 0.5)) == "ISO 800 · 4000 K · 0.5 lx"


def test_knots_closer_than_the_eye_are_one() -> None:
    assert AXES["iso"].same(800, 800.01)
    assert not AXES["iso"].same(800, 801)
    assert AXES["cct"].same(5000, 5000.01)
    assert not AXES["cct"].same(5000, 5010)


def test_lux_of_a_file_is_the_incident_meters_equation() -> None:
    """Sunny 16: 1/100 s at ISO 100 and f/16 is full sun, which the meter's constant puts at 64000 lx."""
    facts = replace(noisy_frame().facts, iso=100.0, exposure_s=1 / 100, aperture=16.0)
    assert of_file(facts).lux == pytest.approx(INCIDENT * 16**2 * 100 / 100) == pytest.approx(64000)
    assert of_file(replace(facts, aperture=None)).lux is None


def test_a_file_that_says_nothing_leaves_everything_open_and_a_strange_one_stays_on_the_axes() -> None:
    silent = replace(noisy_frame().facts, iso=None, exposure_s=None, aperture=None, camera_gains=None)
    assert of_file(silent) == UNKNOWN
    strange = replace(silent, iso=1e12, exposure_s=1e-9, aperture=900.0, camera_gains=(1e-6, 1.0, 1e6))
    found = of_file(strange)
    assert found.iso == AXES["iso"].maximum
    assert found.lux == AXES["lux"].maximum if found.lux and found.lux > 1e6 else found.lux
    assert found.cct is not None
    assert 2000 <= found.cct <= 15000
