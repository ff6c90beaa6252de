"""Regions in every kind of picture, against NumPy on what the command line would write."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from tests.support import noisy_frame
from tuner.app.measuring import Measured, Subject, measure
from tuner.app.sources import PROCESSED, RAW, Source, from_file
from tuner.compare.delta_e import delta_e_2000, lab_of_linear
from tuner.compare.encoding import named
from tuner.core.engine import Cancel, Engine, Request
from tuner.core.frame import Frame
from tuner.core.orient import Rect, to_sensor
from tuner.core.recipe import Recipe
from tuner.measure.regions import output_statistics
from tuner.stages import RACK

AREA = Rect(6, 9, 15, 12)  # of the picture as exported
RECIPE = Recipe.default(RACK)
BRIGHTER = RECIPE.with_value("exposure.ev", 0.5)


def found_in(subject: Subject, frame: Frame, upright: bool | None = None) -> Measured:
    facts = frame.facts
    rect = to_sensor(AREA, facts.width, facts.height, facts.orientation)
    measured = measure(subject, frame, rect, upright, Cancel())
    assert measured is not None
    return measured


def exported(frame: Frame, recipe: Recipe, **request: object) -> np.ndarray:
    whole = Engine().render(frame, recipe, Request(**request)).pixels  # type: ignore[arg-type]
    return whole[AREA.y : AREA.y + AREA.h, AREA.x : AREA.x + AREA.w]


@pytest.mark.parametrize("orientation", [1, 6, 7])
@pytest.mark.parametrize("stage", ["defects", "demosaic", "color_matrix", "sharpen", "output"])
def test_behind_a_stage_the_domain_s_own_values_count(stage, orientation):
    frame = noisy_frame(cfa="GBRG", orientation=orientation)
    found = found_in(Subject(Source("stage", stage), stage, frame, RECIPE), frame).statistics
    if stage == "output":
        assert found == output_statistics(np.ascontiguousarray(exported(frame, RECIPE, depth=16)))
        return
    values = exported(frame, RECIPE, tap=stage, own_values=True)
    assert found.unit == "1"
    if stage == "defects":
        # the plane of each pixel, from the CFA as it lies in the file
        facts = frame.facts
        plane = np.empty(values.shape[:2], int)
        for y in range(AREA.h):
            for x in range(AREA.w):
                at = to_sensor(Rect(AREA.x + x, AREA.y + y, 1, 1), facts.width, facts.height, facts.orientation)
                colour = "GBRG"[2 * (at.y % 2) + at.x % 2]
                same_row = "GBRG"[2 * (at.y % 2) : 2 * (at.y % 2) + 2]
                plane[y, x] = {"R": 0, "B": 3}.get(colour, 1 if "R" in same_row else 2)
        samples = [values[plane == p] for p in range(4)]
        assert found.mean == pytest.approx([s.mean() for s in samples], rel=1e-6)
        assert found.sigma == pytest.approx([s.std() for s in samples], rel=1e-5)
        assert found.r_g == pytest.approx(samples[0].mean() / ((samples[1].mean() + samples[2].mean()) / 2), rel=1e-5)
        return
    assert found.mean == pytest.approx(values.mean(axis=(0, 1)), rel=1e-5)
    assert found.sigma == pytest.approx(values.std(axis=(0, 1)), rel=1e-4)
    if stage == "sharpen":
        assert (found.channels, np.isnan(found.r_g)) == (("Y", "Cb", "Cr"), True)
    else:
        mean = values.mean(axis=(0, 1))
        assert (found.r_g, found.b_g) == pytest.approx((mean[0] / mean[1], mean[2] / mean[1]), rel=1e-5)


def test_a_difference_is_measured_in_numbers_not_in_colours():
    frame = noisy_frame()
    pair = tuple(Subject(PROCESSED, "", frame, recipe) for recipe in (RECIPE, BRIGHTER))
    one, other = (exported(frame, recipe, depth=16) for recipe in (RECIPE, BRIGHTER))
    signed = found_in(Subject(Source("difference", "signed"), "", pair=pair), frame).statistics
    assert signed.mean == pytest.approx((one.astype(int) - other).mean(axis=(0, 1)))
    assert signed.mean[1] < 0
    colours = found_in(Subject(Source("difference", "de2000"), "", pair=pair), frame).statistics
    curve, matrix = named("rec709", "srgb").curves[0], named("rec709", "srgb").to_xyz
    labs = [lab_of_linear(np.stack([curve(p[..., c] / 65535) for c in range(3)]), matrix) for p in (one, other)]
    assert colours.mean[0] == pytest.approx(float(delta_e_2000(*labs).mean(dtype=np.float64)), rel=1e-6)
    same = (pair[0], pair[0])
    assert found_in(Subject(Source("difference", "de2000"), "", pair=same), frame).statistics.mean == (0.0,)


@pytest.mark.parametrize("scale", [1, 2])
def test_a_picture_file_is_measured_in_its_own_pixels(tmp_path, scale):
    codes = np.random.default_rng(0).integers(0, 256, (48 * scale, 64 * scale, 3), dtype=np.uint8)
    path = tmp_path / "reference.png"
    Image.fromarray(codes).save(path)
    frame, still = noisy_frame(), from_file(path, (64, 48))
    found = found_in(Subject(Source("picture", str(path)), "", still=still), frame).statistics
    x, y, w, h = (scale * v for v in AREA)
    assert found.mean[:3] == pytest.approx(codes[y : y + h, x : x + w].mean(axis=(0, 1)) * 257)
    assert found.sigma[:3] == pytest.approx(codes[y : y + h, x : x + w].std(axis=(0, 1)) * 257)


@pytest.mark.parametrize("orientation", [1, 6])
@pytest.mark.parametrize("upright", [False, True])
def test_profiles_run_as_the_picture_lies(orientation, upright):
    frame = noisy_frame(orientation=orientation)
    raw = found_in(Subject(RAW, "", frame), frame, upright).profile
    done = found_in(Subject(PROCESSED, "", frame, RECIPE), frame, upright).profile
    axis = 1 if upright else 0
    assert np.allclose(done.values[:, :3], exported(frame, RECIPE, depth=16).mean(axis=axis))
    # the green samples of the mosaic, as the engine shows them behind black level: DN = value (white - black) + black
    recipe = RECIPE
    for stage in ("linearization", "defects"):
        recipe = recipe.with_value(f"{stage}.enabled", False)
    values = exported(frame, recipe, tap="black_level", own_values=True)[..., 0] * (4095 - 64) + 64
    facts = frame.facts
    green = np.empty(values.shape, bool)
    for y in range(AREA.h):
        for x in range(AREA.w):
            at = to_sensor(Rect(AREA.x + x, AREA.y + y, 1, 1), facts.width, facts.height, facts.orientation)
            green[y, x] = (at.x + at.y) % 2 == 1
    wanted = np.where(green, values, 0).sum(axis=axis) / green.sum(axis=axis)
    assert np.allclose(raw.values[:, 0], wanted, rtol=1e-4)


def test_what_is_not_there_yet_or_of_another_size_has_no_numbers():
    frame, rect = noisy_frame(), Rect(0, 0, 8, 8)
    for subject in (
        Subject(PROCESSED, "", frame, None),
        Subject(Source("picture", "x"), ""),
        Subject(Source("snapshot", "A"), "", noisy_frame(80, 48), RECIPE),
        Subject(
            Source("difference", "signed"), "", pair=(Subject(PROCESSED, "", frame, RECIPE), Subject(PROCESSED, ""))
        ),
    ):
        assert measure(subject, frame, rect, None, Cancel()) is None
    assert measure(Subject(RAW, "", frame), frame, Rect(60, 0, 8, 8), None, Cancel()) is None
