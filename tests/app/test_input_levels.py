"""The levels a stage reads: counted in exact values, over the whole picture."""

from __future__ import annotations

import numpy as np
import pytest

from tests.support import lively_frame, noisy_frame
from tuner.app.input_levels import BINS, ROWS, STRIPS, input_levels, strips
from tuner.core.recipe import Recipe
from tuner.stages import RACK


def test_a_small_picture_is_counted_whole_in_front_of_the_stage():
    """What stands behind black level, by its own formula; a curve of the stage itself changes nothing."""
    frame = noisy_frame(64, 48)
    facts = frame.facts
    oy, ox = frame.origin
    raw = frame.mosaic[oy : oy + 48, ox : ox + 64].astype(np.float64)
    black = np.empty_like(raw)
    for i, level in enumerate(facts.black):
        black[i >> 1 :: 2, i & 1 :: 2] = level
    values = ((raw - black) / (facts.white - black)).astype(np.float32)
    bent = Recipe.default(RACK).with_value("linearization.curve", ((0.0, 0.0), (0.5, 0.9), (1.0, 1.0)))
    counts = input_levels(frame, bent, "linearization")
    assert counts.sum() == ((values >= 0) & (values <= 1)).sum()
    np.testing.assert_allclose(np.cumsum(counts), np.cumsum(np.histogram(values, BINS, (0, 1))[0]), atol=2)


def test_levels_follow_the_stages_in_front():
    frame, recipe = lively_frame(), Recipe.default(RACK)
    up = recipe.with_value("exposure.ev", 1.0)
    assert input_levels(frame, recipe, "tone_curve").tolist() != input_levels(frame, up, "tone_curve").tolist()
    assert (input_levels(frame, recipe, "linearization") == input_levels(frame, up, "linearization")).all()


def test_a_large_picture_is_counted_in_strips_from_top_to_bottom():
    rects = strips(noisy_frame(32, 400, orientation=6))  # exported 400 wide, 32 high
    assert rects == [(0, 0, 400, 32)]
    rects = strips(noisy_frame(32, 400))
    assert len(rects) == STRIPS
    assert (rects[0].y, rects[-1].y + rects[-1].h) == (0, 400)
    assert all(r.h == ROWS and r.w == 32 for r in rects)


def test_the_sensor_s_own_numbers_are_no_levels():
    with pytest.raises(ValueError, match="black_level"):
        input_levels(lively_frame(), Recipe.default(RACK), "black_level")
