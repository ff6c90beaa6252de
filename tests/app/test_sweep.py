"""Sweeps: settings, tiles that are the export's pixels, figures of the right picture, sheets and tables."""

from __future__ import annotations

import csv
import io

import numpy as np
import pytest

from tests.support import lively_frame, noisy_frame
from tuner.app.sweep import Axis, Sweep, SweepError, default_axis, plan, spaced, tiles
from tuner.app.sweep_sheet import as_csv, columns_of, figure_text, headline, sheet, table, value_text
from tuner.compare.metrics import compare_pictures
from tuner.core.cut import Cuts
from tuner.core.engine import Cancel, Cancelled, Engine, Request
from tuner.core.orient import Rect
from tuner.core.param import ParamError
from tuner.core.recipe import Recipe
from tuner.files.icc import icc_profile
from tuner.files.picture import Picture
from tuner.stages import RACK

RECIPE = Recipe.default(RACK)
CROP = Rect(3, 5, 52, 41)
TWO = (Axis("sharpen.amount", (0.0, 1.0)), Axis("exposure.ev", (-0.5, 0.0, 0.5)))


def test_the_settings_are_all_pairs_the_first_axis_fastest():
    found = plan(Sweep(TWO, CROP), RECIPE)
    assert [(v["sharpen.amount"], v["exposure.ev"]) for v, _ in found] == [
        (0.0, -0.5), (1.0, -0.5), (0.0, 0.0), (1.0, 0.0), (0.0, 0.5), (1.0, 0.5),
    ]  # fmt: skip
    for values, recipe in found:
        assert recipe == RECIPE.with_values(values)


def test_a_value_that_counts_only_with_a_mode_sets_the_mode():
    ((_, recipe), _) = plan(Sweep((Axis("white_balance.temperature", (3000.0, 5000.0)),), CROP), RECIPE)
    assert recipe.value("white_balance.mode") == "temperature"


@pytest.mark.parametrize(
    ("axes", "crop", "says"),
    [
        ((), CROP, "over one parameter"),
        ((TWO[0], TWO[0]), CROP, "two that differ"),
        ((*TWO, Axis("demosaic.method", ("malvar",))), CROP, "over one parameter"),
        ((Axis("raw_denoise.luma", (0.1, 0.2)),), CROP, "switched off"),
        ((Axis("sharpen.amount", tuple(i / 100 for i in range(150))),), CROP, "too many"),
        (TWO, Rect(0, 0, 20000, 20000), "too many"),
    ],
)
def test_what_cannot_be_swept_is_one_sentence(axes, crop, says):
    names = {p for axis in axes for p in [axis.path] if p.startswith("raw_denoise")}
    if names:  # whatever the first parameter of that stage is called
        name = next(iter(RACK["raw_denoise"].params.model_fields))
        axes = (Axis(f"raw_denoise.{name}", axes[0].values),)
    with pytest.raises(SweepError, match=says):
        plan(Sweep(axes, crop), RECIPE)


def test_axes():
    amount, method = RACK["sharpen"].param("amount"), RACK["demosaic"].param("method")
    assert spaced(amount, 0, 2, 5, "sharpen.amount") == Axis("sharpen.amount", (0.0, 0.5, 1.0, 1.5, 2.0))
    assert spaced(amount, 0, 0.3, 4).values == (0.0, 0.1, 0.2, 0.3)  # no 0.30000000000000004
    assert default_axis(amount, "sharpen.amount", 0.7).values == (0.0, 0.5, 0.7, 1.0, 1.5, 2.0)
    assert default_axis(method, "demosaic.method", "malvar").values == method.choices
    matrix = next(p for stage in RACK for p in map(stage.param, stage.params.model_fields) if p.kind == "matrix")
    with pytest.raises(SweepError, match="cannot be swept"):
        default_axis(matrix, "x.y", matrix.default)
    with pytest.raises(SweepError, match="2 to"):
        spaced(amount, 0, 1, 1)
    with pytest.raises(SweepError, match="differ"):
        Axis("a.b", (1, 1))
    with pytest.raises(ParamError):
        plan(Sweep((Axis("sharpen.amount", (0.0, 99.0)),), CROP), RECIPE)


@pytest.mark.parametrize("cuts", [False, True])
def test_tiles_are_the_pixels_of_the_export(cuts):
    """Every tile, with and without cuts, is the crop of the whole picture rendered at 8 bits with its recipe."""
    frame = lively_frame()
    engine = Engine(cuts=Cuts(1 << 28) if cuts else None)
    for tile in tiles(Sweep(TWO, CROP), frame, RECIPE, engine):
        whole = Engine().render(frame, RECIPE.with_values(tile.values)).rgb
        assert np.array_equal(tile.pixels, whole[CROP.y : CROP.y + CROP.h, CROP.x : CROP.x + CROP.w])
        assert tile.recipe == RECIPE.with_values(tile.values)


def test_noise_of_a_region_is_numpys_on_the_exported_picture():
    frame, region = noisy_frame(96, 80), Rect(20, 16, 30, 24)
    asked = Sweep((Axis("luma_denoise.enabled", (True, False)),), Rect(8, 8, 70, 60), "noise", region)
    for tile in tiles(asked, frame, RECIPE, Engine()):
        codes = Engine().render(frame, tile.recipe, Request(depth=16)).rgb[16:40, 20:50] / 65535
        by_hand = (codes @ [0.2126, 0.7152, 0.0722]).std(ddof=1) * 255
        assert tile.figure == pytest.approx(by_hand, rel=1e-3)


def test_de2000_is_compares_own_to_the_present_picture_and_to_a_reference():
    frame = noisy_frame(96, 80)
    asked = Sweep((Axis("exposure.ev", (0.0, 0.4)),), CROP, "de2000")
    same, other = tiles(asked, frame, RECIPE, Engine())
    assert same.figure == 0.0
    icc = icc_profile("rec709", "srgb")
    whole = [
        Picture(np.ascontiguousarray(Engine().render(frame, r, Request(depth=16)).rgb), icc, None, None, None)
        for r in (RECIPE, other.recipe)
    ]
    rows = np.s_[CROP.y : CROP.y + CROP.h, CROP.x : CROP.x + CROP.w]
    cut = [Picture(p.pixels[rows], icc, None, None, None) for p in whole]
    assert other.figure == pytest.approx(compare_pictures(*cut).de2000_mean, rel=1e-3)
    for reference in (whole[1], cut[1]):
        found = list(tiles(Sweep(asked.axes, CROP, "de2000", reference=reference), frame, RECIPE, Engine()))
        assert found[1].figure == pytest.approx(0, abs=0.01)
        assert found[0].figure == pytest.approx(other.figure, rel=1e-2)
    bad = Picture(whole[0].pixels[1:], icc, None, None, None)
    with pytest.raises(SweepError, match="must be as large as the crop"):
        next(tiles(Sweep(asked.axes, CROP, "de2000", reference=bad), frame, RECIPE, Engine()))


def test_a_region_outside_and_a_crop_without_an_edge_are_refused():
    frame = noisy_frame(96, 80)
    with pytest.raises(SweepError, match="does not lie inside the crop"):
        next(tiles(Sweep(TWO, CROP, "noise", Rect(0, 0, 10, 10)), frame, RECIPE, Engine()))
    with pytest.raises(SweepError, match="no clear edge"):
        next(tiles(Sweep(TWO, Rect(0, 0, 20, 20), "overshoot"), frame, RECIPE, Engine()))


def test_a_sweep_can_be_stopped_between_tiles():
    cancel, made = Cancel(), []
    with pytest.raises(Cancelled):  # noqa: PT012
        for tile in tiles(Sweep(TWO, CROP), noisy_frame(96, 80), RECIPE, Engine(), cancel):
            made.append(tile)
            if len(made) == 2:
                cancel.set()
    assert len(made) == 2


def test_wider_primaries_are_converted_for_the_sheet():
    """The same colours, told in other primaries: DE2000 between the tiles stays small."""
    frame = noisy_frame(96, 80)
    stage, name = next((s, n) for s in RACK for n in s.params.model_fields if n == "primaries")
    words = stage.param(name).choices
    found = list(tiles(Sweep((Axis(f"{stage.name}.{name}", words),), CROP, "de2000"), frame, RECIPE, Engine()))
    apart = [np.abs(found[0].pixels.astype(int) - tile.pixels).mean() for tile in found]
    assert max(apart) < 6  # told in the wrong primaries: over 10


def test_the_sheet_holds_every_tile_and_the_table_every_number():
    asked = Sweep(TWO, CROP)
    made = list(tiles(asked, lively_frame(), RECIPE, Engine()))
    picture = sheet(made, asked, RACK, "scene.dng")
    assert columns_of(asked) == 2
    for tile in made:
        row, column = divmod(tile.index, 2)
        x, y = 12 + column * (150 + 12), 64 + row * (CROP.h + 40 + 12)
        assert np.array_equal(picture[y : y + CROP.h, x : x + CROP.w], tile.pixels)
        assert picture[y + CROP.h : y + CROP.h + 40, x : x + 150].max() > 150  # its caption
    assert sheet(made, asked, RACK, "scene.dng").tobytes() == picture.tobytes()
    rows = list(csv.DictReader(io.StringIO(as_csv(made, asked).decode())))
    assert [float(row["noise [codes]"]) for row in rows] == pytest.approx([t.figure for t in made], rel=1e-5)
    assert [float(row["exposure.ev"]) for row in rows] == [-0.5, -0.5, 0, 0, 0.5, 0.5]
    assert table(made, asked)[3] == {"sharpen.amount": 1.0, "exposure.ev": 0.0, "noise": made[3].figure}


def test_words_of_the_sheet():
    asked = Sweep(TWO, CROP)
    assert value_text(RACK, "sharpen.sigma", 0.8) == "0.8 px"
    assert value_text(RACK, "sharpen.enabled", True) == "on"
    assert figure_text(asked, 1.234) == "Noise 1.23 codes"
    assert figure_text(asked, None) == "Noise none"
    assert headline(asked, RACK) == (
        "Sharpen · Amount × Exposure · EV",
        "crop 3,5 52 × 41 · Noise: fine detail of the whole crop (MAD)",
    )
