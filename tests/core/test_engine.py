"""The engine: crops, depths, taps, orientation, cancelling, errors."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support import facts, noisy_frame, noisy_mosaic
from tuner.core import chain
from tuner.core.domain import MARGIN, Domain
from tuner.core.engine import DRIVERS, Cancel, Cancelled, Engine, Request, RequestError
from tuner.core.frame import Frame, pad
from tuner.core.orient import Rect, orient, oriented_size, point_to_sensor, to_sensor
from tuner.core.rack import Rack
from tuner.core.recipe import Recipe
from tuner.core.stage import Stage
from tuner.stages import RACK, sharpen

RECIPE = Recipe.default(RACK)


def exif(picture: np.ndarray, orientation: int) -> np.ndarray:
    """Exif orientation by the words of the standard: where row 0 and column 0 of the stored picture are seen."""
    return {
        1: lambda a: a,
        2: np.fliplr,
        3: lambda a: np.rot90(a, 2),
        4: np.flipud,
        5: lambda a: np.swapaxes(a, 0, 1),
        6: lambda a: np.rot90(a, -1),
        7: lambda a: np.swapaxes(np.rot90(a, 2), 0, 1),
        8: lambda a: np.rot90(a, 1),
    }[orientation](picture)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_orientation_is_exifs(orientation: int) -> None:
    picture = np.arange(5 * 7).reshape(5, 7)
    shown = orient(picture, orientation)
    np.testing.assert_array_equal(shown, exif(picture, orientation))
    assert shown.shape[::-1] == oriented_size(7, 5, orientation)
    for y in range(shown.shape[0]):
        for x in range(shown.shape[1]):
            sx, sy = point_to_sensor(x, y, 7, 5, orientation)
            assert picture[sy, sx] == shown[y, x]
    rect = to_sensor(Rect(1, 2, 3, 2), 7, 5, orientation)
    cut = picture[rect.y : rect.y + rect.h, rect.x : rect.x + rect.w]
    np.testing.assert_array_equal(orient(cut, orientation), shown[2:4, 1:4])


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("depth", [8, 16, 32])
def test_a_crop_is_cut_from_the_exported_picture(orientation: int, depth: int) -> None:
    """crop == full[y:y+h, x:x+w], for odd numbers too."""
    frame = noisy_frame(77, 101, "GBRG", orientation=orientation)
    full = Engine().render(frame, RECIPE, Request(depth=depth)).pixels  # type: ignore[arg-type]
    assert full.shape[1::-1] == oriented_size(77, 101, orientation)
    crop = Engine().render(frame, RECIPE, Request(Rect(13, 5, 31, 47), depth)).pixels  # type: ignore[arg-type]
    np.testing.assert_array_equal(crop, full[5:52, 13:44])


@pytest.mark.parametrize("crop", [Rect(0, 0, 65, 48), Rect(-1, 0, 4, 4), Rect(10, 10, 0, 5), Rect(60, 0, 5, 5)])
def test_a_crop_outside_is_refused(crop: Rect) -> None:
    with pytest.raises(RequestError, match="64 x 48"):
        Engine().render(noisy_frame(), RECIPE, Request(crop))


def test_all_depths_round_the_same_float_once() -> None:
    frame = noisy_frame()
    shots = {d: Engine().render(frame, RECIPE, Request(depth=d)).rgb for d in (8, 16, 32)}  # type: ignore[arg-type]
    exact = shots[32].astype(float)
    assert exact.min() >= 0
    assert exact.max() <= 1
    assert np.abs(shots[8] - exact * 255).max() <= 0.5 + 1e-4
    assert np.abs(shots[16] - exact * 65535).max() <= 0.5 + 1e-2


def test_black_level_by_its_formula() -> None:
    frame = noisy_frame(31, 23, "BGGR", black=(60.0, 61.0, 62.0, 63.0))
    request = Request(tap="black_level", depth=32, own_values=True)
    pixels = Engine().render(frame, RECIPE, request).pixels[..., 0]
    for name, (y, x), black in (("R", (1, 1), 60), ("Gr", (1, 0), 61), ("Gb", (0, 1), 62), ("B", (0, 0), 63)):
        expected = (frame.active[y::2, x::2].astype(float) - black) / (4095 - black)
        np.testing.assert_allclose(pixels[y::2, x::2], expected, atol=2e-7, err_msg=name)


@given(st.integers(2, 40), st.integers(2, 40), st.integers(0, 1), st.integers(0, 1))
@settings(max_examples=30, deadline=None)
def test_the_margin_keeps_the_phase(height: int, width: int, py: int, px: int) -> None:
    """Every padded sample comes from an active sample of the same parity, also after several bounces."""
    index = np.arange(height * width, dtype=np.uint16).reshape(height, width)
    padded = pad(index, (py, px))
    y, x = np.divmod(padded, width)
    rows, columns = np.mgrid[0 : padded.shape[0], 0 : padded.shape[1]]
    assert ((rows - MARGIN - py - y) % 2 == 0).all()
    assert ((columns - MARGIN - px - x) % 2 == 0).all()
    np.testing.assert_array_equal(padded[MARGIN + py :, MARGIN + px :][:height, :width], index)


@pytest.mark.parametrize("size", [(2, 2), (3, 2), (5, 7), (2, 63)])
def test_tiny_frames_render(size: tuple[int, int]) -> None:
    width, height = size
    frame = Frame.from_active(noisy_mosaic(width, height), facts(width, height, "GRBG"))
    assert Engine().render(frame, RECIPE).pixels.shape == (height, width, 4)


def test_a_frame_that_is_not_what_it_says_is_refused() -> None:
    with pytest.raises(ValueError, match="32 x 48"):
        Frame.from_active(noisy_mosaic(30, 48), facts(32, 48))
    with pytest.raises(ValueError, match="not a 2x2 Bayer"):
        Frame.from_active(noisy_mosaic(32, 48), facts(32, 48, "RGBG"))


def test_a_set_flag_stops_the_render() -> None:
    cancel = Cancel()
    cancel.set()
    with pytest.raises(Cancelled), ThreadPoolExecutor(2) as pool:
        Engine(pool, 2).render(noisy_frame(), RECIPE, Request(), cancel)


def _rack_with(stage: Stage) -> Rack:
    return Rack([stage if s.name == stage.name else s for s in RACK])


def test_a_failing_kernel_is_named() -> None:
    def broken(*args: object) -> None:
        raise ZeroDivisionError("by design")

    rack = _rack_with(replace(sharpen.STAGE, run=broken))
    with pytest.raises(chain.StageError, match="stage sharpen: by design"), ThreadPoolExecutor(2) as pool:
        Engine(pool, 2).render(noisy_frame(), Recipe.default(rack))


def test_a_failing_plan_is_named() -> None:
    rack = _rack_with(replace(sharpen.STAGE, prepare=lambda p, c: 1 / 0))
    with pytest.raises(chain.StageError, match="stage sharpen"):
        Engine().render(noisy_frame(), Recipe.default(rack))


def test_halos_beyond_the_margin_are_refused_not_read() -> None:
    rack = _rack_with(replace(sharpen.STAGE, halo=lambda p: 500))
    with pytest.raises(chain.StageError, match="over 128"):
        Engine().render(noisy_frame(), Recipe.default(rack))


def test_a_stage_that_is_off_or_neutral_does_not_run() -> None:
    frame = noisy_frame()
    off = Engine().render(frame, RECIPE.with_value("sharpen.enabled", False))
    neutral = Engine().render(frame, RECIPE.with_value("sharpen.amount", 0.0))
    assert "sharpen" not in off.stage_ms
    assert "sharpen" in Engine().render(frame, RECIPE).stage_ms
    np.testing.assert_array_equal(off.pixels, neutral.pixels)


def test_tap_of_the_last_stage_is_the_picture() -> None:
    frame = noisy_frame()
    np.testing.assert_array_equal(
        Engine().render(frame, RECIPE, Request(tap="output")).pixels, Engine().render(frame, RECIPE).pixels
    )


def test_a_tapped_mosaic_shows_every_sample_in_its_filters_colour() -> None:
    frame = noisy_frame(30, 20, "GBRG")
    shown = Engine().render(frame, RECIPE, Request(tap="defects")).rgb
    lit = shown > 0
    assert not lit[0::2, 0::2][..., [0, 2]].any()  # the green sites
    assert not lit[1::2, 0::2][..., [1, 2]].any()  # the red sites of GBRG


def test_margins_fit_every_neighbour() -> None:
    """Each buffer's margin is at least what the stage behind needs, on both their grids."""
    for recipe in (RECIPE, RECIPE.with_value("sharpen.sigma", 3.3)):
        steps = chain.build(recipe, facts()).steps
        assert steps[0].stage.reads is Domain.SENSOR
        assert steps[-1].margin_out == 0
        for here, behind in pairwise(steps):
            need = behind.stage.halo(behind.params) * behind.stage.reads.scale
            assert here.margin_out == behind.margin_in >= behind.margin_out + need
            assert here.margin_out % (here.stage.writes.scale * behind.stage.align) == 0


@pytest.mark.parametrize("composed", ["kept", "later"])
def test_a_loop_that_goes_while_it_is_loaded_costs_no_picture(composed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its folder was there a moment ago."""

    def gone(*_: object) -> None:
        raise FileNotFoundError("the folder was deleted")

    frame = noisy_frame()
    engine = Engine(composed=composed)  # type: ignore[arg-type]
    monkeypatch.setattr(engine, "_quicker_loaded", lambda run: True)
    monkeypatch.setattr(DRIVERS, "get", lambda *_: None)
    monkeypatch.setattr(DRIVERS, "make", gone)
    assert np.array_equal(engine.render(frame, RECIPE).pixels, Engine().render(frame, RECIPE).pixels)
