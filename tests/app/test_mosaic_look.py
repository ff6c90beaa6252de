"""A mosaic behind a stage as a picture: each colour by its own samples, quads where the colour filter has them."""

from __future__ import annotations

import numpy as np
import pytest

from tests.support import noisy_frame
from tuner.app.sources import behind_stage
from tuner.core.engine import Cancel, Engine, Request
from tuner.core.fit import area_average
from tuner.core.rawview import MODES, raw_view
from tuner.core.recipe import Recipe
from tuner.stages import RACK

# nothing but black level is done, so the look is the raw view's
PLAIN = Recipe.default(RACK).with_value("linearization.enabled", False)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("cfa", "size"), [("RGGB", (64, 48)), ("GBRG", (75, 59))])
def test_behind_black_level_it_is_the_raw_view(mode, orientation, cfa, size):
    frame = noisy_frame(*size, cfa, orientation=orientation)
    still = behind_stage(Engine(), frame, PLAIN, "black_level", Cancel(), mode)
    raw = raw_view(frame, mode)
    inside = np.s_[2:-2, 2:-2]  # on the border a quad may reach into the margin, which only the raw view has
    assert np.abs(still.pixels[inside].astype(int) - raw[inside]).max() <= 1


def test_it_is_the_engine_s_tap_in_cfa_colours():
    frame, recipe = noisy_frame(75, 59, "GRBG", orientation=6), Recipe.default(RACK)
    still = behind_stage(Engine(), frame, recipe, "white_balance", Cancel())
    assert np.array_equal(still.pixels, Engine().render(frame, recipe, Request(tap="white_balance")).pixels)


def test_in_small_each_colour_is_averaged_by_its_own_samples():
    frame = noisy_frame(64, 48)
    still = behind_stage(Engine(), frame, PLAIN, "black_level", Cancel())
    small = area_average(still.averaged_from((16, 12)), 16, 12)
    assert np.abs(small.astype(int) - raw_view(frame, "cfa", size=(16, 12))).max() <= 2
    assert still.averaged_from((60, 40)) is still.pixels
    assert behind_stage(Engine(), frame, PLAIN, "black_level", Cancel(), "grey").averaged_from((16, 12)).shape[1] == 64
