"""Three-way merge: its laws, its conflicts, tables knot by knot, layers as layers."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.test_tuning import NUMBERS, tables
from tests.files.made_up import MADE_UP
from tuner.core.condition import Condition
from tuner.core.recipe import Recipe
from tuner.core.tabled import Tabled
from tuner.core.tuning import Entry, Tuning
from tuner.files.merge import Conflict, merge, stated
from tuner.files.profile import Profile, load_profile, save_profile

ENTRIES = st.fixed_dictionaries(
    {},
    optional={
        "kinds.gain": st.one_of(NUMBERS, tables(axes=("iso",)), tables(axes=("iso", "cct"))),
        "kinds.size": st.integers(1, 9),
        "kinds.enabled": st.booleans(),
        "kinds.method": st.sampled_from(["malvar", "menon"]),
    },
)


def profile(entries: dict[str, Entry], name: str = "p", iso: float = 100) -> Profile:
    return Profile(name, "", Tuning(Recipe.default(MADE_UP)).with_entries(entries).with_condition(Condition(iso=iso)))


PROFILES = st.builds(profile, ENTRIES, st.sampled_from(["p", "q"]), st.sampled_from([100.0, 200.0]))


@settings(max_examples=60, deadline=None)
@given(PROFILES, PROFILES)
def test_one_sides_changes_are_taken_and_the_same_change_once(o: Profile, a: Profile) -> None:
    for ours, theirs in ((a, o), (o, a), (a, a)):
        found = merge(o, ours, theirs)
        assert (found.profile, found.conflicts) == (a, ())


@settings(max_examples=60, deadline=None)
@given(PROFILES, PROFILES, PROFILES)
def test_sides_may_be_exchanged(o: Profile, a: Profile, b: Profile) -> None:
    one, two = merge(o, a, b, "ours"), merge(o, b, a, "theirs")
    assert one.profile == two.profile
    assert {c.place for c in one.conflicts} == {c.place for c in two.conflicts}
    if not one.conflicts:
        assert one.profile == merge(o, b, a).profile


@settings(max_examples=60, deadline=None)
@given(PROFILES, PROFILES, PROFILES)
def test_nothing_changes_that_neither_changed_and_a_lone_change_is_never_lost(
    o: Profile, a: Profile, b: Profile
) -> None:
    made = stated(merge(o, a, b).profile)
    before, ours, theirs = stated(o), stated(a), stated(b)
    for place, value in made.items():
        if ours[place] == before[place]:
            assert value == theirs[place]
        elif theirs[place] == before[place]:
            assert value == ours[place]


def over_iso(**knots: float) -> Tabled:
    pairs = sorted((float(name.removeprefix("at")), value) for name, value in knots.items())
    return Tabled((("iso", tuple(k for k, _ in pairs)),), tuple(v for _, v in pairs))


def test_tables_merge_knot_by_knot() -> None:
    o = profile({"kinds.gain": over_iso(at100=1.0, at800=2.0, at6400=4.0)})
    a = profile({"kinds.gain": over_iso(at100=1.5, at800=2.0, at6400=4.0, at12800=5.0)})
    b = profile({"kinds.gain": over_iso(at100=1.0, at6400=4.5)})
    found = merge(o, a, b)
    assert found.profile.tuning.entry("kinds.gain") == over_iso(at100=1.5, at6400=4.5, at12800=5.0)
    assert found.conflicts == ()


def test_a_conflict_names_parameter_knot_and_all_three_values() -> None:
    o = profile({"kinds.gain": over_iso(at100=1.0, at800=2.0), "kinds.size": 3})
    a = profile({"kinds.gain": over_iso(at100=1.0, at800=3.0), "kinds.size": 4})
    b = profile({"kinds.gain": over_iso(at100=1.0), "kinds.size": 5})
    found = merge(o, a, b)
    assert found.conflicts == (Conflict("kinds.gain @ ISO 800", 2.0, 3.0, None), Conflict("kinds.size", 3, 4, 5))
    assert found.profile == a
    assert merge(o, a, b, "theirs").profile == b


def test_a_table_against_a_value_is_one_conflict() -> None:
    o, a, b = (profile({"kinds.gain": entry}) for entry in (1.0, over_iso(at100=1.0, at800=2.0), 3.0))
    assert [c.place for c in merge(o, a, b).conflicts] == ["kinds.gain"]


def test_layers_merge_as_layers(tmp_path: Path) -> None:
    """One side states a value, the other leaves one to the layer again: both hold."""
    save_profile(tmp_path / "base.toml", Profile("Base", "", Tuning(Recipe.default(MADE_UP))))
    texts = {"o": "gain = 2.0\n", "a": "gain = 2.0\nsize = 5\n", "b": ""}
    for name, body in texts.items():
        (tmp_path / f"{name}.toml").write_text(f'schema = 2\nextends = "base.toml"\n[kinds]\n{body}')
    o, a, b = (load_profile(tmp_path / f"{name}.toml", MADE_UP) for name in "oab")
    found = merge(o, a, b)
    assert found.conflicts == ()
    assert found.profile.own == {"kinds.size"}
    assert found.profile.recipe.value("kinds.gain") == 1.0
    assert "size = 5" in found.profile.text


@pytest.mark.parametrize("side", ["ours", "theirs"])
def test_the_name_and_the_default_condition_are_merged_too(side: str) -> None:
    o, a, b = profile({}), profile({}, name="q"), profile({}, iso=400)
    found = merge(o, *((a, b) if side == "ours" else (b, a))).profile
    assert (found.name, found.tuning.condition.iso) == ("q", 400)
