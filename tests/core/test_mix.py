"""Between two knots: matrices keep their rows, integers round once, words are the nearer, curves move as functions."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.test_tuning import MATRICES, PLAIN
from tuner.core.condition import Condition
from tuner.core.mix import curve, matrix, mixer, number
from tuner.core.tabled import Tabled
from tuner.core.tuning import Tuning
from tuner.stages import RACK


@settings(max_examples=150, deadline=None)
@given(MATRICES, MATRICES, st.floats(0, 1))
def test_between_matrices_rows_keep_their_sums(a: Any, b: Any, t: float) -> None:
    mixed = mixer(RACK["color_matrix"].param("matrix"))(a, b, t)
    for row, one, two in zip(mixed, a, b, strict=True):
        assert math.fsum(row) == pytest.approx((1 - t) * math.fsum(one) + t * math.fsum(two), abs=1e-14)
        for value, x, y in zip(row, one, two, strict=True):
            assert min(x, y) <= value <= max(x, y)
            assert value == pytest.approx((1 - t) * x + t * y, abs=1e-14)


def test_between_two_matrices_that_keep_white_white_is_kept() -> None:
    """Rows such as 1.9, -0.7, -0.2 sum to 1 only up to rounding; what lies between does not drift farther."""
    a = ((1.9, -0.7, -0.2), (-0.3, 1.6, -0.3), (0.1, -0.6, 1.5))
    b = ((1.3, -0.2, -0.1), (-0.1, 1.3, -0.2), (0.1, -0.3, 1.2))
    for t in np.linspace(0, 1, 101):
        assert all(abs(math.fsum(row) - 1) <= 4e-16 for row in matrix(a, b, float(t)))


def test_integers_round_once_and_halves_go_up() -> None:
    table = Tabled((("iso", (100.0, 1600.0)), ("lux", (1.0, 16.0))), (1, 2, 2, 3))
    tuning = Tuning.of(PLAIN, {"kinds.size": table})
    found = [
        tuning.resolve(Condition(iso, 5000, lux)).value("kinds.size") for iso, lux in ((100, 4), (400, 4), (400, 1))
    ]
    assert found == [2, 2, 2]
    assert all(type(value) is int for value in found)


def test_words_and_switches_are_the_nearest_on_the_axis() -> None:
    words = Tabled((("iso", (100.0, 1600.0)),), ("malvar", "menon"))
    switch = Tabled((("cct", (2500.0, 5000.0)),), (True, False))
    tuning = Tuning.of(PLAIN, {"kinds.method": words, "kinds.enabled": switch})
    at = {iso: tuning.resolve(Condition(iso=iso)).value("kinds.method") for iso in (399, 400, 401)}
    assert at == {399: "malvar", 400: "malvar", 401: "menon"}
    assert tuning.resolve(Condition(cct=3300))["kinds"].enabled
    assert not tuning.resolve(Condition(cct=3370))["kinds"].enabled


def test_curves_of_as_many_knots_move_knot_by_knot() -> None:
    a, b = ((0.0, 0.0), (0.2, 0.4), (1.0, 1.0)), ((0.0, 0.1), (0.4, 0.4), (1.0, 0.9))
    found = curve(a, b, 0.5, None)
    assert np.allclose(found, ((0.0, 0.05), (0.3, 0.4), (1.0, 0.95)), atol=1e-15)


CURVES = st.lists(st.integers(0, 40), min_size=2, max_size=6, unique=True).flatmap(
    lambda xs: st.tuples(*(st.tuples(st.just(x / 40), st.floats(0, 1)) for x in sorted(xs)))
)


@settings(max_examples=100, deadline=None)
@given(CURVES, CURVES, st.floats(0.01, 0.99))
def test_curves_mix_as_functions_where_their_knots_differ_in_number(a: Any, b: Any, t: float) -> None:
    found = curve(a, b, t, None)
    assert all(p[0] < q[0] for p, q in pairwise(found))
    if len(a) != len(b):
        xs = np.linspace(0, 1, 81)
        want = [(1 - t) * np.interp(xs, *zip(*a, strict=True)) + t * np.interp(xs, *zip(*b, strict=True))]
        assert np.allclose(np.interp(xs, *zip(*found, strict=True)), want, atol=1e-12)


@settings(max_examples=100, deadline=None)
@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.floats(0, 1), st.floats(0, 1))
def test_a_number_is_monotone_to_the_last_bit(a: float, b: float, t: float, u: float) -> None:
    first, second = number(a, b, min(t, u)), number(a, b, max(t, u))
    assert (first <= second) if a <= b else (first >= second)
    assert min(a, b) <= first <= max(a, b)
