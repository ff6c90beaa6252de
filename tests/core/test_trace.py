"""A traced pixel has the values of a whole render."""

from __future__ import annotations

import numpy as np
import pytest

from tests.support import lively_frame, random_recipe
from tuner.core.engine import Engine, Request
from tuner.core.recipe import Recipe
from tuner.core.trace import trace
from tuner.stages import RACK


@pytest.mark.parametrize("cfa", ["RGGB", "GBRG"])
@pytest.mark.parametrize("seed", range(3))
def test_every_value_is_the_tapped_pictures(seed: int, cfa: str) -> None:
    frame = lively_frame(cfa=cfa, seed=seed)
    recipe = random_recipe(RACK, np.random.default_rng(seed), lively=True) if seed else Recipe.default(RACK)
    places = [(0, 0), (74, 58), (31, 17), (40, 40)]
    traces = [trace(frame, recipe, x, y) for x, y in places]
    for i, stage in enumerate(s for s in RACK if s.serves(frame.facts)):
        tapped = Engine().render(frame, recipe, Request(depth=32, tap=stage.name, own_values=True)).pixels
        for (x, y), traced in zip(places, traces, strict=True):
            assert traced[i].stage == stage.name
            np.testing.assert_array_equal(np.array(traced[i].values, np.float32), tapped[y, x])


def test_a_stage_that_is_off_passes_its_input_on() -> None:
    found = trace(lively_frame(), Recipe.default(RACK).with_value("sharpen.enabled", False), 20, 20)
    at = [t.stage for t in found].index("sharpen")
    assert not found[at].ran
    assert found[at].values == found[at - 1].values


def test_a_pixel_outside_is_refused() -> None:
    with pytest.raises(ValueError, match="lies outside"):
        trace(lively_frame(), Recipe.default(RACK), 75, 0)
