"""The survey: block means of the whole frame, the same whoever asks, made only when asked for."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.support import facts, noisy_frame, random_planes
from tuner.core import chain as chains
from tuner.core import survey as surveys
from tuner.core.chain import StageError
from tuner.core.domain import MARGIN, Domain
from tuner.core.engine import Engine, Request
from tuner.core.facts import Shading
from tuner.core.frame import Frame
from tuner.core.orient import Rect
from tuner.core.recipe import Recipe
from tuner.core.stage import Stage
from tuner.core.survey import BLOCK, Survey, survey
from tuner.stages import RACK

DEFAULT = Recipe.default(RACK)
BOTH = DEFAULT.with_values(
    {
        "local_tone.enabled": True,
        "local_contrast.enabled": True,
        "local_tone.shadows": 3.0,
        "local_contrast.strength": 1.0,
    }
)
SHADED = Shading(tuple(tuple(tuple(1.0 + 0.1 * (p + y + x) for x in range(4)) for y in range(3)) for p in range(4)))


def behind(frame: Frame, recipe: Recipe, tap: str) -> Survey:
    """The survey behind a stage."""
    steps = chains.build(recipe, frame, tap).steps
    return survey(frame, [(s.stage, s.params, s.plan) for s in steps])


def block_means(plane: NDArray[np.float32]) -> NDArray[np.float64]:
    """Float64 means over whole and partial blocks of BLOCK x BLOCK."""
    h, w = plane.shape
    rows, columns = (np.arange(0, n, BLOCK) for n in (h, w))
    sums = np.add.reduceat(np.add.reduceat(plane.astype(np.float64), rows, 0), columns, 1)
    return sums / np.outer(np.minimum(BLOCK, h - rows), np.minimum(BLOCK, w - columns))


@pytest.mark.parametrize("size", [(64, 48), (150, 70), (1100, 34)])
def test_it_is_the_block_mean_of_every_colour_shading_in_place(size: tuple[int, int]) -> None:
    """Against the full-resolution mosaic behind white balance; widths beyond one strip of blocks too."""
    frame = noisy_frame(*size, shading=SHADED)
    recipe = DEFAULT.with_value("defects.enabled", False)
    mosaic = Engine().render(frame, recipe, Request(depth=32, tap="white_balance", own_values=True)).pixels[..., 0]
    found = behind(frame, recipe.with_values({"highlights.method": "off"}), "highlights").planes
    height, width = mosaic.shape
    for plane, sites in enumerate((((0, 0),), ((0, 1), (1, 0)), ((1, 1),))):
        means = [
            block_means(np.kron(mosaic[y::2, x::2], np.ones((2, 2), np.float32)))[: found.shape[1], : found.shape[2]]
            for y, x in sites
        ]
        np.testing.assert_allclose(found[plane], np.mean(means, axis=0), rtol=2e-6, atol=1e-6)
    assert found.shape == (3, -(-height // BLOCK), -(-width // BLOCK))


@pytest.mark.parametrize("cfa", ["RGGB", "BGGR", "GRBG", "GBRG"])
@pytest.mark.parametrize("size", [(2, 2), (3, 17), (33, 16), (31, 47)])
def test_a_flat_frame_is_flat_in_any_size_and_phase(cfa: str, size: tuple[int, int]) -> None:
    known = facts(*size, cfa, camera_gains=(1.0, 1.0, 1.0), daylight_gains=(1.0, 1.0, 1.0))
    frame = Frame.from_active(np.full(size[::-1], 1000, np.uint16), known)
    planes = behind(frame, DEFAULT, "demosaic").planes
    np.testing.assert_allclose(planes, (1000 - 64) / (4095 - 64), rtol=1e-6)
    assert Engine().render(frame, BOTH).rgb.shape == (size[1], size[0], 3)


def test_a_stage_on_a_survey_is_run_in_place_for_the_survey_behind_it() -> None:
    """Luma behind a strong local tone: the survey and the block means of the full picture agree."""
    y, x = np.mgrid[0:160, 0:240]
    scene = (80 + 40 * 2.0 ** (x / 48) * (0.5 + y / 160)).astype(np.uint16)
    frame = Frame.from_active(scene, facts(240, 160, camera_gains=(1.0, 1.0, 1.0), daylight_gains=(1.0, 1.0, 1.0)))
    recipe = BOTH.with_values({"sharpen.enabled": False, "local_contrast.enabled": False})
    full = Engine().render(frame, recipe, Request(depth=32, tap="luma_chroma", own_values=True)).pixels[..., 0]
    small = behind(frame, recipe, "luma_chroma").planes[0]
    without = behind(frame, recipe.with_value("local_tone.enabled", False), "luma_chroma").planes[0]
    assert np.abs(small - block_means(full)).max() < 0.01
    assert np.abs(without - block_means(full)).max() > 0.1


@pytest.mark.parametrize(
    "stage", [s for s in RACK if s.reads not in (Domain.SENSOR, Domain.MOSAIC) and not s.survey], ids=lambda s: s.name
)
def test_behind_the_demosaic_only_survey_stages_depend_on_the_position(stage: Stage) -> None:
    """The survey runs them on its small planes, so that a stage which asks where it is must say so."""
    frame = noisy_frame(64, 48)
    recipe = DEFAULT if not stage.switchable else DEFAULT.with_value(f"{stage.name}.enabled", True)
    step = next((s for s in chains.build(recipe, frame).steps if s.stage is stage), None)
    if step is None or stage.halo(step.params):
        return
    src = random_planes(stage.reads)
    here, there = np.empty((2, stage.writes.planes, *src.shape[1:]), np.float32)
    step.fill(src, here, MARGIN, MARGIN)
    step.fill(src, there, MARGIN + 37, MARGIN + 11)
    np.testing.assert_array_equal(here, there)


def test_a_crop_is_the_full_picture_cut() -> None:
    frame = noisy_frame(301, 167, "GBRG", 4)
    full = Engine().render(frame, BOTH, Request(depth=32)).pixels
    part = Engine(tile=(16, 24)).render(
        noisy_frame(301, 167, "GBRG", 4), BOTH, Request(Rect(33, 21, 101, 57), depth=32)
    )
    np.testing.assert_array_equal(part.pixels, full[21:78, 33:134])
    assert not np.array_equal(full, Engine().render(frame, DEFAULT, Request(depth=32)).pixels)


def test_it_is_made_once_and_the_same_by_any_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Eight askers at once get one object; a knob behind repeats nothing, one between only the small part."""
    made: list[str] = []

    def counted(name: str) -> Callable[..., Any]:
        inner = getattr(surveys, name)

        def call(*args: Any) -> Any:
            made.append(name)
            return inner(*args)

        return call

    for name in ("_of_mosaic", "_of_planes"):
        monkeypatch.setattr(surveys, name, counted(name))
    frame = noisy_frame(120, 90)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: behind(frame, DEFAULT, "color_matrix"), range(8)))
    assert all(one is found[0] for one in found)
    assert made == ["_of_mosaic", "_of_planes"]
    chains.build(DEFAULT.with_values({"local_contrast.enabled": True, "color_adjust.hue": 3.0}), frame)
    del made[:]
    chains.build(
        DEFAULT.with_values({"local_contrast.enabled": True, "color_adjust.hue": 4.0, "sharpen.sigma": 2.0}), frame
    )
    assert made == []
    chains.build(DEFAULT.with_values({"local_contrast.enabled": True, "exposure.ev": 0.5}), frame)
    assert made == ["_of_planes"]
    again = behind(noisy_frame(120, 90), DEFAULT, "color_matrix")
    assert again is not found[0]
    np.testing.assert_array_equal(again.planes, found[0].planes)


def test_it_is_not_made_where_nothing_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Off, neutral, or behind the tap: no pass over the pixels. From facts alone the stages are left out."""

    def refuse(*_: object) -> Survey:
        raise AssertionError("a survey was made")

    monkeypatch.setattr(chains, "survey", refuse)
    frame = noisy_frame()
    chains.build(DEFAULT, frame)
    chains.build(BOTH.with_values({"local_tone.strength": 0.0, "local_contrast.strength": 0.0}), frame)
    chains.build(BOTH, frame, "color_matrix")
    assert "local_tone" not in [s.stage.name for s in chains.build(BOTH, frame.facts).steps]
    with pytest.raises(StageError, match="local_tone"):
        chains.build(BOTH, frame)


def test_it_is_read_only_and_goes_with_its_frame() -> None:
    frame = noisy_frame()
    found = behind(frame, DEFAULT, "color_matrix")
    assert not found.planes.flags.writeable
    gone = weakref.ref(frame)
    del frame
    gc.collect()
    assert gone() is None
