"""Tables over conditions: exact at knots, continuous, monotone where the knots are, held at the ends; edits land where
they were made."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.files.made_up import MADE_UP
from tuner.core.condition import AXES, UNKNOWN, Condition
from tuner.core.param import ParamError
from tuner.core.recipe import Recipe
from tuner.core.tabled import Tabled
from tuner.core.tuning import Tuning, mixer_of, paths
from tuner.stages import RACK

RANGES = {"iso": (25.0, 4e5), "cct": (1500.0, 20000.0), "lux": (0.01, 2e5)}
PLAIN = Recipe.default(MADE_UP)
NUMBERS = st.floats(0, 8, allow_nan=False)


@st.composite
def knots(draw: st.DrawFn, axis: str, most: int = 3) -> tuple[float, ...]:
    low, high = RANGES[axis]
    found = sorted(draw(st.lists(st.floats(low, high), min_size=1, max_size=most)))
    kept = found[:1]
    for knot in found[1:]:
        if not AXES[axis].same(kept[-1], knot):
            kept.append(knot)
    return tuple(kept)


@st.composite
def tables(draw: st.DrawFn, values: st.SearchStrategy[Any] = NUMBERS, axes: tuple[str, ...] = ()) -> Tabled:
    names = axes or draw(st.sets(st.sampled_from(list(AXES)), min_size=1))
    made = tuple((name, draw(knots(name))) for name in AXES if name in names)
    size = math.prod(len(ks) for _, ks in made)
    return Tabled(made, tuple(draw(st.lists(values, min_size=size, max_size=size))))


conditions = st.builds(Condition, *(st.floats(*RANGES[name]) for name in AXES))


def gain(table: Tabled) -> Tuning:
    return Tuning.of(PLAIN, {"kinds.gain": table})


def read(table: Tabled, condition: Condition) -> float:
    value = gain(table).resolve(condition).value("kinds.gain")
    assert isinstance(value, float)
    return value


@settings(max_examples=40, deadline=None)
@given(tables(), conditions)
def test_at_a_knot_the_value_is_the_knots_own(table: Tabled, anywhere: Condition) -> None:
    for index, value in table.nodes().items():
        assert read(table, table.place(index).over(anywhere)) == value


@settings(max_examples=40, deadline=None)
@given(tables(axes=("iso",)), st.lists(st.floats(1, 1e7), min_size=2, max_size=8))
def test_between_rising_knots_it_rises_and_stays_between(table: Tabled, places: list[float]) -> None:
    rising = Tabled(table.axes, tuple(sorted(table.values)))
    found = [read(rising, Condition(iso=iso)) for iso in sorted(places)]
    assert found == sorted(found)
    assert all(rising.values[0] <= value <= rising.values[-1] for value in found)


@settings(max_examples=40, deadline=None)
@given(tables(), conditions)
def test_no_value_leaves_the_range_of_its_knots(table: Tabled, condition: Condition) -> None:
    assert min(table.values) <= read(table, condition) <= max(table.values)


@settings(max_examples=40, deadline=None)
@given(tables(), conditions, st.sampled_from(list(AXES)))
def test_a_small_step_of_the_condition_is_a_small_step_of_the_value(
    table: Tabled, condition: Condition, axis: str
) -> None:
    """Lipschitz: the step is at most the whole range times the step's share of the narrowest gap between knots."""
    value = condition[axis]
    assert value is not None
    near = Condition(**dict(condition) | {axis: value * (1 + 1e-9)})
    gaps = [abs(AXES[axis].place(b) - AXES[axis].place(a)) for a, b in pairwise(table.knots(axis))]
    step = abs(AXES[axis].place(value * (1 + 1e-9)) - AXES[axis].place(value))
    most = (max(table.values) - min(table.values)) * step / min(gaps, default=1.0)
    assert abs(read(table, near) - read(table, condition)) <= most + 1e-12


@settings(max_examples=30, deadline=None)
@given(st.lists(NUMBERS, min_size=18, max_size=18), conditions)
def test_three_axes_agree_with_scipys_interpolator(values: list[float], condition: Condition) -> None:
    from scipy.interpolate import RegularGridInterpolator

    axes = (("iso", (100.0, 400.0, 3000.0)), ("cct", (2500.0, 4000.0, 6500.0)), ("lux", (1.0, 150.0)))
    table = Tabled(axes, tuple(values))
    signs = {"iso": 1, "cct": -1, "lux": 1}  # mired falls where kelvin rises
    points = [[signs[n] * AXES[n].place(k) for k in ks] for n, ks in table.axes]
    grid = np.reshape(table.values, table.shape)
    at = [
        float(np.clip(signs[n] * AXES[n].place(v), p[0], p[-1]))
        for (n, v), p in zip(condition, points, strict=True)
        if v is not None
    ]
    want = float(RegularGridInterpolator(points, grid)(at)[0])
    assert read(table, condition) == pytest.approx(want, abs=1e-9)


def test_the_ends_are_held() -> None:
    table = Tabled((("iso", (100.0, 800.0)),), (1.0, 3.0))
    assert (read(table, Condition(iso=25)), read(table, Condition(iso=1e6))) == (1.0, 3.0)


def test_iso_is_linear_in_stops() -> None:
    table = Tabled((("iso", (100.0, 1600.0)),), (1.0, 5.0))
    assert [read(table, Condition(iso=iso)) for iso in (100, 200, 400, 800, 1600)] == [1, 2, 3, 4, 5]


def test_an_axis_the_condition_does_not_say_is_the_profiles_default() -> None:
    table = Tabled((("iso", (100.0, 1600.0)),), (1.0, 5.0))
    tuning = Tuning.of(PLAIN, {"kinds.gain": table}, Condition(400, 5000, 100))
    assert tuning.resolve(UNKNOWN).value("kinds.gain") == 3.0
    assert tuning.recipe == tuning.resolve(UNKNOWN)


MATRICES = st.tuples(*[st.tuples(*[st.floats(-2, 2)] * 3)] * 3)


# -- changing


@settings(max_examples=40, deadline=None)
@given(tables(), conditions, NUMBERS)
def test_an_edit_is_read_back_where_it_was_made_and_knots_elsewhere_keep_theirs(
    table: Tabled, condition: Condition, value: float
) -> None:
    tuning = gain(table)
    changed = tuning.with_values({"kinds.gain": value}, condition)
    assert changed.resolve(condition).value("kinds.gain") == value
    now = changed.table("kinds.gain")
    assert now is not None
    hit = now.knot_at(condition)
    for index, before in table.nodes().items():
        place = table.place(index)
        if now.knot_at(place.over(condition)) != hit:
            assert changed.resolve(place.over(condition)).value("kinds.gain") == before


@settings(max_examples=30, deadline=None)
@given(tables(), conditions, conditions)
def test_a_new_knot_changes_nothing(table: Tabled, at: Condition, anywhere: Condition) -> None:
    mix = mixer_of(MADE_UP, "kinds.gain")
    wider = table
    for name, _ in table.axes:
        value = at[name]
        assert value is not None
        wider = wider.with_knot(name, value, mix)
    assert wider.at(anywhere, mix) == pytest.approx(table.at(anywhere, mix), abs=1e-9)


def test_taking_a_knot_away_leaves_the_others() -> None:
    table = Tabled((("iso", (100.0, 400.0, 1600.0)),), (1.0, 2.0, 5.0))
    fewer = table.without_knot("iso", 1)
    assert fewer == Tabled((("iso", (100.0, 1600.0)),), (1.0, 5.0))
    with pytest.raises(ParamError, match="1 to 64 knots, not 0"):
        Tabled((("iso", (100.0,)),), (1.0,)).without_knot("iso", 0)


@settings(max_examples=30, deadline=None)
@given(tables(), tables())
def test_differences_lead_from_one_tuning_to_the_other(one: Tabled, two: Tabled) -> None:
    a = Tuning.of(PLAIN.with_value("kinds.size", 5), {"kinds.gain": one})
    b = Tuning.of(PLAIN, {"kinds.gain": two, "kinds.fine": Tabled((("iso", (100.0,)),), (True,))})
    assert a.with_entries({path: entry for path, (_, entry) in a.differences(b).items()}) == b
    assert a.differences(a) == {}
    assert {path: (y, x) for path, (x, y) in a.differences(b).items()} == b.differences(a)


def test_a_value_in_a_table_is_checked_and_the_knot_named() -> None:
    table = Tabled((("iso", (100.0, 800.0)),), (1.0, 99.0))
    with pytest.raises(ParamError, match=r"kinds.gain = 99.0 is not a number from 0 to 8 \(at ISO 800\)"):
        gain(table)


def test_grids_of_different_sizes_have_no_middle() -> None:
    small, large = (((1.0,) * 2,) * 2,) * 2, (((1.0,) * 3,) * 3,) * 2
    with pytest.raises(ParamError, match="different sizes"):
        Tuning.of(PLAIN, {"kinds.grid": Tabled((("iso", (100.0, 800.0)),), (small, large))})


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ({"values": [1]}, "needs axes among iso, cct, lux"),
        ({"gain": [1], "values": [1]}, "'gain' is not an axis"),
        ({"iso": [100, 100], "values": [1, 2]}, "knots of iso do not rise"),
        ({"iso": [800, 100], "values": [1, 2]}, "knots of iso do not rise"),
        ({"iso": [], "values": []}, "iso needs 1 to 64 knots, not 0"),
        ({"iso": list(range(100, 200)), "values": [1] * 100}, "iso needs 1 to 64 knots, not 100"),
        ({"iso": [100, 200], "values": [1]}, "1 values where the axis has 2 knots"),
        ({"iso": [100], "values": 1}, "no list of values"),
        ({"iso": 100, "values": [1]}, "iso is not a list of knots"),
        ({"iso": [100, 200], "cct": [3000], "values": [1, 2]}, "no list of values where the axis has 1 knots"),
        ({n: [k + 1000.0 for k in range(0, 64 * 9, 9)] for n in AXES} | {"values": []}, "nodes, more than 4096"),
    ],
)
def test_a_table_that_is_none_is_refused(table: dict[str, Any], words: str) -> None:
    with pytest.raises(ParamError, match=words):
        Tabled.from_plain(table)


@settings(max_examples=30, deadline=None)
@given(tables())
def test_plain_and_back(table: Tabled) -> None:
    assert Tabled.from_plain(table.to_plain()) == table


@settings(max_examples=30, deadline=None)
@given(tables(), conditions, conditions)
def test_an_axis_put_on_changes_nothing_and_one_taken_off_leaves_the_slice(
    table: Tabled, at: Condition, anywhere: Condition
) -> None:
    mix = mixer_of(MADE_UP, "kinds.gain")
    for name, value in at:
        assert value is not None
        wider = table.with_axis(name, value)
        assert wider.at(anywhere, mix) == table.at(anywhere, mix) or table.knots(name)
        if len(table.axes) > 1 and table.knots(name):
            place = Condition(**dict(anywhere) | {name: value})
            assert table.without_axis(name, at, mix).at(anywhere, mix) == pytest.approx(table.at(place, mix), abs=1e-9)


def test_every_path_has_an_entry() -> None:
    assert list(Tuning(Recipe.default(RACK)).entries()) == list(paths(RACK))
