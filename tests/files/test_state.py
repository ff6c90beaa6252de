"""The embedded state: it comes back as it went in, and nothing in a strange text is trusted."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuner import __version__
from tuner.core.condition import UNKNOWN, Condition
from tuner.core.orient import Rect
from tuner.core.param import ParamError
from tuner.core.recipe import Recipe
from tuner.files.profile import NewerError
from tuner.files.state import MAX_TEXT, PictureState, StateError, restore
from tuner.stages import RACK


def a_state(**known: Any) -> PictureState:
    """A state with something in every field."""
    recipe = Recipe.default(RACK).with_values({"sharpen.amount": 1.25, "sharpen.enabled": False})
    resolved = recipe.with_value("black_level.red", 256.5)
    fields: dict[str, Any] = {
        "profile_name": "Night",
        "profile_digest": "ab" * 32,
        "raw_name": "a\u00e4\n.dng",
        "raw_sha256": "01" * 32,
        "primaries": "display_p3",
        "transfer": "srgb",
        "crop": Rect(1, 2, 30, 40),
        "tap": "demosaic",
        "condition": Condition(800.0, 4000.5, 30.0),
        "tabled": ("sharpen.amount",),
    }
    return PictureState.of(recipe, resolved, **(fields | known))


def edited(**changes: Any) -> str:
    """The text of a state with some fields replaced."""
    return json.dumps(json.loads(a_state().to_json()) | changes)


def test_it_comes_back_as_it_went_in() -> None:
    state = a_state()
    text = state.to_json()
    back = PictureState.from_json(text)
    assert back == state
    assert back.to_json() == text
    assert text.isascii()
    assert "\n" not in text
    assert back.program == __version__
    assert back.resolved["black_level"]["red"] == 256.5
    plain = a_state(crop=None, tap=None, tabled=())
    assert PictureState.from_json(plain.to_json()) == plain


def test_restoring_gives_the_recipe_as_set() -> None:
    recipe = restore(PictureState.from_json(a_state().to_json()))
    assert recipe == Recipe.default(RACK).with_values({"sharpen.amount": 1.25, "sharpen.enabled": False})


def test_restoring_is_as_strict_as_a_profile() -> None:
    newer = PictureState.from_json(edited(versions={"sharpen": 9}))
    with pytest.raises(NewerError, match="stage sharpen is of version 9"):
        restore(newer)
    for tables, words in [
        ({"sharpn": {}}, "'sharpn' is not a known stage"),
        ({"sharpen": {"amount": 1e9}}, "is not a number from 0 to 4"),
        ({"sharpen": {"amount": 10**300}}, "64 bits"),
        ({"sharpen": {"amount": {"iso": 1}}}, "table over conditions"),
    ]:
        with pytest.raises(ParamError, match=words):
            restore(PictureState.from_json(edited(recipe=tables)))


def test_a_picture_of_before_conditions_were_written_down() -> None:
    old = json.loads(a_state().to_json())
    del old["condition"]
    assert PictureState.from_json(json.dumps(old)).condition == UNKNOWN


def test_a_picture_of_before_tables_were_written_down_is_not_one_without_tables() -> None:
    old = json.loads(a_state(tabled=()).to_json())
    assert PictureState.from_json(json.dumps(old)).tabled == ()
    del old["tabled"]
    state = PictureState.from_json(json.dumps(old))
    assert state.tabled is None
    assert "tabled" not in state.to_json()


def test_unknown_fields_are_left_alone() -> None:
    assert PictureState.from_json(edited(later="yes")) == a_state()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "not valid JSON"),
        ("[" * 100_000, "not valid JSON"),
        ('{"isp-tuner": NaN}', "not valid JSON"),
        ("[1]", "not a state"),
        ('{"shape": [3, 4]}', "not a state"),
        (edited(**{"isp-tuner": 2}), "newer"),
        (edited(recipe=[1]), "recipe"),
        (edited(resolved={"sharpen": 1}), "resolved"),
        (edited(versions={"sharpen": "1"}), "versions"),
        (edited(crop=[1, 2, 3]), "crop"),
        (edited(crop=[1, 2, 3, -4]), "crop"),
        (edited(tap=3), "tap"),
        (edited(condition=[1, 2, 3]), "condition"),
        (edited(condition={"gain": 2}), "condition"),
        (edited(condition={"iso": -1}), "condition"),
        (edited(condition={"iso": 10**400}), "condition"),
        (edited(raw_sha256="../../etc"), "SHA-256"),
        (edited(raw_name="x" * 5000), "raw_name"),
        (" " * (MAX_TEXT + 1), "too long"),
    ],
)
def test_a_text_that_does_not_fit_is_refused(text: str, words: str) -> None:
    with pytest.raises(StateError, match=words):
        PictureState.from_json(text)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(name=st.sampled_from(sorted(json.loads(a_state().to_json()))), value=anything)
def test_whatever_stands_in_a_field_only_the_stated_errors_come(name: str, value: Any) -> None:
    with contextlib.suppress(StateError, ParamError):
        restore(PictureState.from_json(edited(**{name: value})))
