"""A pixel told in full agrees with the export at every depth, and with colour-science."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

from tests.support import lively_frame, noisy_frame
from tuner.app.pixel import read_pixel
from tuner.core.engine import Engine, Request
from tuner.core.recipe import Recipe
from tuner.stages import RACK


@pytest.mark.parametrize("orientation", [1, 3, 6])
def test_codes_are_the_exports(orientation: int) -> None:
    frame = noisy_frame(64, 48, orientation=orientation)
    recipe = Recipe.default(RACK)
    eight = Engine().render(frame, recipe).rgb
    sixteen = Engine().render(frame, recipe, Request(depth=16)).pixels
    for x, y in ((0, 0), (20, 30), (eight.shape[1] - 1, eight.shape[0] - 1)):
        pixel = read_pixel(frame, recipe, x, y)
        assert pixel.codes8 == tuple(eight[y, x])
        assert pixel.codes == tuple(sixteen[y, x])
        assert len(pixel.traced) == sum(stage.serves(frame.facts) for stage in RACK)


def test_lab_is_colour_sciences() -> None:
    with warnings.catch_warnings():  # it warns of the plotting library it misses
        warnings.simplefilter("ignore")
        import colour

    pixel = read_pixel(lively_frame(), Recipe.default(RACK), 30, 30)
    white = colour.CCS_ILLUMINANTS["CIE 1931 2 Degree Standard Observer"]["D65"]
    expected = colour.XYZ_to_Lab(colour.sRGB_to_XYZ(np.array(pixel.traced[-1].values)), white)
    np.testing.assert_allclose(pixel.lab, expected, atol=0.02)


def test_light_below_clipping_is_counted_from_black_to_saturation() -> None:
    frame = noisy_frame(64, 48)  # black 64, saturation 4095
    active = frame.active
    y, x = (int(v) for v in np.argwhere((active > 400) & (active < 2000))[0])
    pixel = read_pixel(frame, Recipe.default(RACK), x, y)
    assert pixel.dn == active[y, x]
    assert pixel.below_clipping == pytest.approx(np.log2((4095 - 64) / (int(active[y, x]) - 64)))
    y, x = (int(v) for v in np.argwhere(active == 0)[0])
    assert read_pixel(frame, Recipe.default(RACK), x, y).below_clipping is None
