"""Monochrome: pixels pass through, nothing of a colour is made up, and the line is whole without its colour stages."""

from __future__ import annotations

import numpy as np

from tests.support import apply, facts, noisy_mosaic
from tuner.core.chain import build
from tuner.core.engine import Engine, Request
from tuner.core.frame import Frame
from tuner.core.recipe import Recipe
from tuner.core.trace import trace
from tuner.stages import RACK
from tuner.stages.monochrome import STAGE


def frame(width: int = 61, height: int = 47) -> Frame:
    return Frame.from_active(
        noisy_mosaic(width, height), facts(width, height, "M", camera_gains=None, daylight_gains=(1.0,) * 3)
    )


def test_every_sample_is_all_three_colours() -> None:
    planes = np.random.default_rng(0).normal(0.3, 0.4, (4, 9, 11)).astype(np.float32)
    out = apply(STAGE, planes)
    for c in range(3):
        for p in range(4):
            np.testing.assert_array_equal(out[c, p // 2 :: 2, p % 2 :: 2], planes[p])


def test_a_frame_behind_it_is_the_frame() -> None:
    """Behind black level alone, (DN - black) / (white - black) at every pixel."""
    mono = frame()
    plain = Recipe.default(RACK).with_values({f"{s.name}.enabled": False for s in RACK if s.switchable})
    values = Engine().render(mono, plain, Request(depth=32, tap="monochrome", own_values=True)).pixels
    expected = (mono.active.astype(np.float32) - 64) / (4095 - 64)
    np.testing.assert_allclose(values, np.repeat(expected[..., None], 3, 2), atol=1e-6)


def test_the_default_line_makes_it_grey() -> None:
    rgb = Engine().render(frame(), Recipe.default(RACK)).rgb.astype(int)
    assert np.ptp(rgb, axis=2).max() == 0
    assert rgb.std() > 10


def test_each_sensor_has_its_own_stages() -> None:
    of_mono = [step.stage.name for step in build(Recipe.default(RACK), frame()).steps]
    of_bayer = [step.stage.name for step in build(Recipe.default(RACK), facts()).steps]
    assert "monochrome" in of_mono
    assert "monochrome" not in of_bayer
    assert {"demosaic", "white_balance", "green_balance"} & set(of_mono) == set()
    assert "demosaic" in of_bayer


def test_the_probe_knows_only_stages_that_serve() -> None:
    traced = trace(frame(), Recipe.default(RACK), 10, 11)
    assert [t.stage for t in traced if t.stage in ("demosaic", "monochrome")] == ["monochrome"]
