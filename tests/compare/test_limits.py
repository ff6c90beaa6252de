"""Limits: what holds, what does not, and what is no number."""

from __future__ import annotations

import math

import pytest

from tuner.compare.limits import LimitError, Limits


@pytest.mark.parametrize(
    ("value", "above", "below"),
    [(0.5, 1.0, 0.2), (-0.5, 1.0, -1.0), (1.0, 1.0, 1.0), (math.inf, math.inf, 40.0)],
)
def test_what_holds(value: float, above: float, below: float) -> None:
    assert Limits((("x", above),), (("x", below),)).failures({"x": value}) == []


@pytest.mark.parametrize("value", [1.01, -1.01, math.inf, -math.inf, math.nan])
def test_a_difference_beyond_its_limit_fails_and_so_does_what_is_no_number(value: float) -> None:
    assert len(Limits(above=(("x", 1.0),)).failures({"x": value})) == 1


@pytest.mark.parametrize("value", [0.89, -math.inf, math.nan])
def test_a_likeness_below_its_limit_fails_and_so_does_what_is_no_number(value: float) -> None:
    failed = Limits(below=(("x", 0.9),)).failures({"x": value}, " of region 1")
    assert len(failed) == 1
    assert failed[0].startswith("x of region 1 ")


def test_a_figure_without_a_value_is_said() -> None:
    with pytest.raises(LimitError, match="ssim has no value"):
        Limits(below=(("ssim", 0.9),)).failures({"ssim": None})
