"""Black level: the formula plane by plane, what lies outside 0..1, and the levels that travel on."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.support import context, facts, noisy_frame
from tuner.core.chain import build
from tuner.core.engine import Engine, Request
from tuner.core.facts import Four
from tuner.core.frame import Frame
from tuner.core.recipe import Recipe
from tuner.core.stage import Context
from tuner.stages import RACK
from tuner.stages.black_level import Params, carry, resolve

BLACK: Four = (60.0, 64.5, 66.25, 71.0)
WHITE = 3900.0


def behind(frame: Frame, **knobs: Any) -> np.ndarray:
    """(h, w) float32: the mosaic behind the stage, with these knobs turned."""
    recipe = Recipe.default(RACK).with_values({f"black_level.{name}": value for name, value in knobs.items()})
    return Engine().render(frame, recipe, Request(depth=32, tap="black_level", own_values=True)).pixels[..., 0]


def formula(frame: Frame, black: Four, white: float) -> np.ndarray:
    """(DN - black) / (white - black) in float64, each pixel with the black of its own place in the 2x2."""
    py, px = frame.facts.phase
    y, x = np.indices(frame.active.shape)
    level = np.array(black)[2 * ((y + py) % 2) + (x + px) % 2]  # R, Gr, Gb, B
    return (frame.active - level) / (white - level)


@pytest.mark.parametrize("cfa", ["RGGB", "GRBG", "GBRG", "BGGR"])
def test_formula_on_every_phase(cfa: str) -> None:
    """Four different blacks land on their own planes wherever red begins; nothing is clipped."""
    frame = noisy_frame(61, 43, cfa, black=BLACK, white=WHITE, saturation=(WHITE,) * 4)
    found = behind(frame)
    np.testing.assert_allclose(found, formula(frame, BLACK, WHITE), rtol=2e-7, atol=2e-7)
    assert found.min() < 0  # dead pixels, at 0 DN
    assert found.max() > 1  # clipped ones, at 4095 DN


def test_manual_knobs_replace_the_files_levels() -> None:
    """The knobs count only with their source; those of saturation are another source's."""
    frame = noisy_frame(black=BLACK, white=WHITE)
    knobs: dict[str, Any] = dict(zip(("red", "green_r", "green_b", "blue"), (10.0, 20.0, 30.0, 40.0), strict=True))
    knobs["white"] = 2000.0
    np.testing.assert_array_equal(behind(frame, **knobs), behind(frame))
    found = behind(frame, source="manual", **knobs)
    np.testing.assert_allclose(found, formula(frame, (10.0, 20.0, 30.0, 40.0), 2000.0), rtol=2e-7, atol=2e-7)


@pytest.mark.parametrize("white", [1.0, 300.0, 500.0])
def test_a_white_at_or_below_black_counts_as_one_above_it(white: float) -> None:
    """Knobs that contradict each other (white 300, black 500) must not flip or blow up the picture."""
    frame = noisy_frame()
    levels = {"source": "manual", "red": 500.0, "green_r": 500.0, "green_b": 500.0, "blue": 500.0}
    found = behind(frame, white=white, **levels)
    np.testing.assert_allclose(found, frame.active - 500.0, rtol=1e-6)


def test_the_panel_shows_the_levels_in_force() -> None:
    resolved = build(Recipe.default(RACK), facts(black=BLACK, white=WHITE, saturation=(3800.0, 3700.0, 3600.0, 3500.0)))
    shown = resolved.resolved["black_level"].params
    assert isinstance(shown, Params)
    assert (shown.red, shown.green_r, shown.green_b, shown.blue, shown.white) == (*BLACK, WHITE)
    assert (shown.saturation_red, shown.saturation_green, shown.saturation_blue) == (3800.0, 3600.0, 3500.0)


class TestSaturation:
    """Where each plane clips, on the scale behind the stage."""

    def carried(self, **knobs: Any) -> Four:
        said = facts(black=BLACK, white=WHITE, saturation=(3900.0, 3700.0, 3600.0, 3500.0))
        before: Context = context(facts=said, saturation=said.saturation)
        return carry(resolve(Params(**knobs), before), before).saturation

    def test_a_sample_at_its_level_lands_on_the_carried_value(self) -> None:
        """(S - black) / (white - black); the greens share the lower of their two levels, as they share a knob."""
        levels = np.array([3900.0, 3600.0, 3600.0, 3500.0])
        expected = (levels - np.array(BLACK)) / (WHITE - np.array(BLACK))
        assert self.carried() == pytest.approx(expected)
        assert self.carried()[0] == pytest.approx(1.0)

    def test_it_follows_manual_levels(self) -> None:
        found = self.carried(source="manual", red=100.0, white=2000.0)
        assert found[0] == pytest.approx((3900 - 100) / (2000 - 100))

    def test_its_own_knobs(self) -> None:
        known = {"saturation_red": 1980.0, "saturation_green": 3900.0, "saturation_blue": 71.0}
        assert self.carried(**known) == pytest.approx(self.carried())  # they wait for their source
        found = self.carried(saturation="manual", **known)
        assert found == pytest.approx(((1980 - 60) / (3900 - 60), 1.0, 1.0, 0.0))
