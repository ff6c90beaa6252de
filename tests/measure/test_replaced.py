"""The defect map against the stage itself."""

from __future__ import annotations

import numpy as np
import pytest

from tests.support import noisy_frame
from tuner.core.engine import Engine, Request
from tuner.core.recipe import Recipe
from tuner.measure import taps
from tuner.measure.replaced import COLD, HOT, replaced
from tuner.stages import RACK


@pytest.mark.parametrize("orientation", [1, 6])
def test_it_marks_exactly_what_the_stage_changes(orientation, monkeypatch):
    frame, recipe = noisy_frame(75, 59, "GBRG", orientation=orientation), Recipe.default(RACK)
    monkeypatch.setattr(taps.strips, "__defaults__", (24,))  # several strips
    found = replaced(frame, recipe)
    was, now = (
        Engine().render(frame, recipe, Request(tap=tap, own_values=True)).pixels[..., 0]
        for tap in ("linearization", "defects")
    )
    assert found.shape == was.shape
    assert np.array_equal(found == HOT, was > now)
    assert np.array_equal(found == COLD, was < now)
    assert (found == HOT).any()
    assert (found == COLD).any()


def test_a_stage_that_is_off_replaces_nothing():
    recipe = Recipe.default(RACK).with_value("defects.enabled", False)
    assert not replaced(noisy_frame(), recipe).any()
