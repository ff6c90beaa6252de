"""Where a sweep's tiles lie: their crop in the picture, and all of them on screen."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from tuner.app.sweep import Axis, Sweep, SweepError, Tile
from tuner.app.sweep_sheet import setting_text, value_text
from tuner.core.orient import Rect
from tuner.core.recipe import Recipe
from tuner.gui.picture import as_rgb
from tuner.gui.sweep_axis import AxisRow
from tuner.gui.sweep_dialog import crop_around
from tuner.gui.sweep_tiles import TileGrid
from tuner.gui.wording import setting_text as shown_text
from tuner.stages import RACK


def test_a_crop_around_a_region_stays_in_the_picture():
    assert crop_around(Rect(0, 0, 10, 10), (320, 240), (1200, 900)) == (0, 0, 320, 240)
    assert crop_around(Rect(1000, 500, 200, 300), (320, 240), (1200, 900)) == (880, 500, 320, 300)
    assert crop_around(Rect(5, 6, 7, 8), None, (1200, 900)) == (5, 6, 7, 8)
    assert crop_around(Rect(0, 0, 40, 30), (320, 240), (40, 30)) == (0, 0, 40, 30)


def test_a_tile_named_by_its_unit_says_it_once():
    assert setting_text(RACK, {"exposure.ev": -3.0, "sharpen.sigma": 0.8}) == "-3 EV · Sigma 0.8 px"
    assert shown_text(RACK, {"exposure.ev": -3.0, "sharpen.sigma": 0.8}) == "−3.00 EV · Sigma 0.80 px"


def test_a_tile_s_value_has_the_digits_of_its_step():
    """A range in 14 steps gives endless values; the knob shows two decimals of an exposure, and so does a tile."""
    assert shown_text(RACK, {"exposure.ev": -2.84615}) == "−2.85 EV"
    assert shown_text(RACK, {"exposure.ev": 0.5, "sharpen.enabled": False}) == "+0.50 EV · Sharpen off"
    assert setting_text(RACK, {"exposure.ev": -2.84615}) == "-2.85 EV"  # of the sheet and the command line
    assert value_text(RACK, "exposure.ev", -2.84615) == "-2.84615 EV"  # where the number itself is told


def test_a_bad_range_is_said_by_the_parameter_s_title(qtbot):
    row = AxisRow(RACK, "First", optional=False)
    qtbot.addWidget(row)
    row.choose("exposure.ev", Recipe.default(RACK))
    for last, says in (
        ("99", "Exposure · EV = 99.0 is not a number from -8 to 8 EV"),
        ("", "Exposure · EV: the range needs two numbers"),
    ):
        row.last.setText(last)
        with pytest.raises(SweepError) as error:
            row.axis()
        assert str(error.value) == says
    row.choose("demosaic.method", Recipe.default(RACK))
    row.words.setText("malvar, oops")
    with pytest.raises(SweepError, match=r"^Demosaic · Method = .*oops.* is not one of"):
        row.axis()
    row.words.setText("malvar, malvar")
    with pytest.raises(SweepError, match=r"^Demosaic · Method: a sweep needs values that differ"):
        row.axis()


def test_five_columns_of_tiles_are_seen_at_once_at_one_to_one(qtbot):
    axes = tuple(Axis(path, (0.1, 0.2, 0.3, 0.4, 0.5)) for path in ("sharpen.amount", "exposure.ev"))
    sweep = Sweep(axes, Rect(0, 0, 320, 240))
    grid = TileGrid(RACK)
    qtbot.addWidget(grid)
    grid.resize(1080, 560)
    grid.show()
    grid.begin(sweep)
    pixels = np.random.default_rng(1).integers(0, 256, (240, 320, 3), np.uint8)
    recipe = Recipe.default(RACK)
    for index in range(25):
        values = {"sharpen.amount": axes[0].values[index % 5], "exposure.ev": axes[1].values[index // 5]}
        grid.add(Tile(index, values, recipe.with_values(values), pixels, 1.0), recipe)
    QApplication.processEvents()
    assert grid.horizontalScrollBar().maximum() == 0
    view = grid.views[7]
    seen = as_rgb(view.grab().toImage())[4 : view.height() - 50, 4 : view.width() - 4]
    (h, w), (top, left) = seen.shape[:2], (view._seen.top(), view._seen.left())
    assert w > 180
    np.testing.assert_array_equal(seen, pixels[top : top + h, left : left + w])
    grid.resize(1800, 700)
    QApplication.processEvents()
    assert view.width() == 320 + 8
