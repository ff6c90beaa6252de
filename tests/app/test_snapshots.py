"""Snapshots keep pixels and recipes; their differences are the parameters that differ."""

from __future__ import annotations

import numpy as np
import pytest

from tests.support import lively_frame
from tuner.app.snapshots import Snapshots, _letters, differing
from tuner.core.engine import Engine
from tuner.core.recipe import Recipe
from tuner.stages import RACK

THUMBNAIL = np.zeros((4, 4, 4), np.uint8)


def test_letters_go_on_behind_z() -> None:
    assert [_letters(n) for n in (0, 1, 25, 26, 27, 51, 52, 701, 702)] == [
        "A",
        "B",
        "Z",
        "AA",
        "AB",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
    ]


def test_the_pixels_stay_when_later_pictures_are_made() -> None:
    frame, engine, kept = lively_frame(), Engine(), Snapshots()
    recipe = Recipe.default(RACK)
    taken = kept.take(frame, engine.render(frame, recipe), THUMBNAIL, "before")
    pixels = taken.rendered.pixels.copy()
    for ev in np.linspace(-2, 2, 8):
        engine.render(frame, recipe.with_value("exposure.ev", float(ev)))
    np.testing.assert_array_equal(kept["A"].rendered.pixels, pixels)
    assert kept["A"].recipe == recipe
    assert kept["A"].title == "A · before"


def test_a_letter_is_never_given_twice() -> None:
    frame, kept, told = lively_frame(), Snapshots(), []
    kept.listen(lambda: told.append(len(kept)))
    rendered = Engine().render(frame, Recipe.default(RACK))
    for _ in range(2):
        kept.take(frame, rendered, THUMBNAIL)
    kept.remove("B")
    assert kept.take(frame, rendered, THUMBNAIL).letter == "C"
    kept.annotate("C", " more \n noise")
    assert kept["C"].note == "more noise"
    assert [s.letter for s in kept] == ["A", "C"]
    assert told == [1, 2, 1, 2, 2]
    assert "B" not in kept


def test_a_full_budget_is_said_and_nothing_dropped() -> None:
    frame = lively_frame()
    rendered = Engine().render(frame, Recipe.default(RACK))
    kept = Snapshots(2 * rendered.pixels.nbytes)
    for _ in range(2):
        kept.take(frame, rendered, THUMBNAIL)
    with pytest.raises(MemoryError, match="remove one"):
        kept.take(frame, rendered, THUMBNAIL)
    assert len(kept) == 2


def test_differences_name_stage_parameter_and_unit() -> None:
    one = Recipe.default(RACK)
    other = one.with_values({"exposure.ev": 0.5, "sharpen.enabled": False})
    rows = differing(one, other)
    assert [(r.stage, r.param, r.one, r.other) for r in rows] == [
        (RACK["exposure"], RACK["exposure"].param("ev"), 0.0, 0.5), (RACK["sharpen"], None, True, False)
    ]  # fmt: skip
    assert differing(one, one) == ()
