"""Parts of a recipe as text: they come back as they were, and nothing strange gets in or is left out in silence."""

from __future__ import annotations

import pytest

from tuner.core.recipe import Recipe
from tuner.core.tuning import Tuning
from tuner.files.errors import FileError
from tuner.files.part import parse_part, part_text
from tuner.files.profile import Profile
from tuner.stages import RACK

PATHS = ("sharpen.amount", "sharpen.enabled", "color_matrix.matrix", "white_balance.mode", "linearization.curve")


def changed() -> Recipe:
    """Something in every kind."""
    return Recipe.default(RACK).with_values(
        {
            "sharpen.amount": 0.1 + 0.2,
            "sharpen.enabled": False,
            "linearization.curve": ((0.0, 0.0), (0.3, 0.4), (1.0, 1.0)),
            "white_balance.mode": "gains",
        }
    )


def test_a_part_comes_back_as_it_was() -> None:
    """The same values to the last bit, only those asked for, in line order."""
    recipe = changed()
    found = parse_part(part_text(recipe, PATHS))
    assert found == {path: recipe.value(path) for path in PATHS}
    order = list(RACK.names)
    assert [order.index(path.split(".")[0]) for path in found] == sorted(
        order.index(path.split(".")[0]) for path in PATHS
    )
    assert part_text(recipe, reversed(PATHS)) == part_text(recipe, PATHS)


def test_a_profile_is_a_part_of_everything() -> None:
    profile = Profile("x", "", Tuning(changed()))
    found = parse_part(profile.text)
    assert Recipe.default(RACK).with_values(found) == profile.recipe
    assert len(found) == sum(len(s.params.model_fields) + s.switchable for s in RACK)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no parameters"),
        ("hello there", "no parameters"),
        ("[sharpen]\namount = 1.0\n", "no parameters"),
        ("part = 1\n[sharpen]\namont = 1.0\n", "amont"),
        ("part = 1\n[sharpen]\namount = 99.0\n", "sharpen.amount"),
        ("part = 1\n[output]\nenabled = false\n", "cannot be switched off"),
        ("part = 1\n[blur]\nx = 1\n", "blur"),
        ("part = 2\n", "update ISP Tuner"),
        ("part = 1\n[versions]\nsharpen = 99\n[sharpen]\n", "update ISP Tuner"),
        ("part = true\n", "form"),
        ("part = 1\nsharpen = 3\n", "sharpen"),
        ("part = 1\nx = " + "[" * 5000, "parameters"),
    ],
)
def test_a_strange_text_is_refused_in_one_sentence(text: str, words: str) -> None:
    """It names the clipboard and the fault."""
    with pytest.raises(FileError) as caught:
        parse_part(text)
    message = str(caught.value)
    assert message.startswith("The clipboard: ")
    assert words in message or "nested" in message
    assert "\n" not in message
