"""Sweeps in the window: the dialog, the tiles, what taking one does, and stopping."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.gui.bench import large, opened, small, tuner_threads, until_exact
from tuner.app import sweep as sweeps
from tuner.app.sweep import Axis
from tuner.core.engine import Engine, Request
from tuner.core.orient import Rect
from tuner.core.recipe import Recipe
from tuner.files.picture import read_picture
from tuner.gui import sweep_work, theme
from tuner.gui.dialogs import Chosen
from tuner.gui.sweep_axis import AxisRow, sweepable
from tuner.gui.sweep_dialog import crop_of
from tuner.gui.view import View
from tuner.stages import RACK


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    theme.apply(qapp)


def until_swept(qtbot, window) -> None:
    qtbot.waitUntil(lambda: not window.sweeping.dialog.progress.busy, timeout=240_000)


def swept(qtbot, window, stage: str, parameter: str, steps: int = 3):
    """The dialog, with a sweep done."""
    window.sweeping.ask(stage, parameter)
    dialog = window.sweeping.dialog
    dialog.axes[0].steps.show_value(steps)
    qtbot.mouseClick(dialog.run, Qt.MouseButton.LeftButton)
    until_swept(qtbot, window)
    return dialog


def test_the_tiles_are_the_windows_own_pixels_and_taking_one_is_one_entry(qtbot):
    with opened(qtbot, large()) as window:
        window.zoom_to(1.0)
        session, dialog = window.session, swept(qtbot, window, "sharpen", "amount")
        assert [view.tile.values["sharpen.amount"] for view in dialog.grid.views] == [0.0, 1.0, 2.0]
        crop = crop_of(window.viewer.view, (320, 240))
        chosen = dialog.grid.views[2]
        session.change({"exposure.ev": 0.25})  # tuning went on beside it, and stays
        qtbot.mouseClick(chosen, Qt.MouseButton.LeftButton)
        assert session.recipe.value("sharpen.amount") == 2.0
        assert session.recipe.value("exposure.ev") == 0.25
        assert session.history.position == 2
        assert session.history.entries[-1].label == "Sweep Sharpen · Amount"
        assert [view.present for view in dialog.grid.views] == [False, False, True]
        session.undo()
        session.undo()
        assert [view.present for view in dialog.grid.views] == [False, False, False]
        whole = Engine().render(session.frame, session.recipe.with_value("sharpen.amount", 2.0)).rgb
        assert np.array_equal(chosen.tile.pixels, whole[crop.y : crop.y + crop.h, crop.x : crop.x + crop.w])
        QTest.keyClick(dialog.grid.views[1], Qt.Key.Key_Return)  # by keyboard as well
        assert session.recipe.value("sharpen.amount") == 1.0


def test_the_dialog_begins_with_what_was_asked_for(qtbot):
    with opened(qtbot) as window:
        window.sweeping.ask("sharpen", "sigma")
        assert window.sweeping.dialog is None
        assert "Open a raw first" in window.message.text
    with opened(qtbot, small()) as window:
        window.sweeping.ask("sharpen", "sigma")
        dialog = window.sweeping.dialog
        assert dialog.isVisible()
        assert not dialog.isModal()
        assert dialog.axes[0].path == "sharpen.sigma"
        assert dialog.axes[0].axis().values[0] == 0.3
        assert dialog.axes[1].axis() is None
        window.sweeping.ask("demosaic", "method")
        assert dialog.axes[0].axis() == Axis("demosaic.method", RACK["demosaic"].param("method").choices)
        window.actions_by_name["sweep"].trigger()  # from the menu: the choice stays
        assert dialog.axes[0].path == "demosaic.method"


def test_two_axes_and_the_files_written(qtbot, tmp_path: Path):
    with opened(qtbot, large()) as window:
        window.sweeping.ask("sharpen", "amount")
        dialog = window.sweeping.dialog
        dialog.axes[0].steps.show_value(2)
        dialog.axes[1].choose("luma_denoise.enabled", window.session.recipe)
        dialog.where.setCurrentIndex(1)
        assert not dialog.export.isEnabled()
        qtbot.mouseClick(dialog.run, Qt.MouseButton.LeftButton)
        until_swept(qtbot, window)
        assert [tuple(view.tile.values.values()) for view in dialog.grid.views] == [
            (0.0, False), (2.0, False), (0.0, True), (2.0, True),
        ]  # fmt: skip
        window.sweeping._ask.to_save = Chosen(tmp_path / "sheet", "PNG (*.png)")
        qtbot.mouseClick(dialog.export, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: "sheet.png" in dialog.said.whole, timeout=20_000)
        sheet = read_picture(tmp_path / "sheet.png").pixels
        tile = dialog.grid.views[3].tile.pixels
        h, w = tile.shape[:2]
        y, x = 64 + h + 40 + 12, 12 + w + 12
        assert np.array_equal(sheet[y : y + h, x : x + w], tile)
        assert len((tmp_path / "sheet.csv").read_text().splitlines()) == 5


def test_a_sweep_never_blocks_is_stopped_by_esc_and_keeps_what_came(qtbot, monkeypatch):
    with opened(qtbot, small()) as window:
        real, go, begun = sweeps.tiles, threading.Event(), threading.Event()

        def slow(sweep, frame, recipe, engine, cancel):
            for tile in real(sweep, frame, recipe, engine, cancel):
                yield tile
                begun.set()
                assert go.wait(60)

        monkeypatch.setattr(sweep_work, "tiles", slow)
        window.sweeping.ask("sharpen", "amount")
        dialog = window.sweeping.dialog
        qtbot.mouseClick(dialog.run, Qt.MouseButton.LeftButton)
        assert begun.wait(120)
        qtbot.waitUntil(lambda: len(dialog.grid.views) == 1, timeout=20_000)
        assert dialog.progress.busy
        assert not dialog.run.isEnabled()
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert dialog.isVisible()  # stopped first, closed by the next
        go.set()
        until_swept(qtbot, window)
        assert len(dialog.grid.views) == 1
        assert dialog.export.isEnabled()
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible()


def test_another_raw_ends_the_sweep_and_clears_its_tiles(qtbot):
    with opened(qtbot, small()) as window:
        dialog = swept(qtbot, window, "sharpen", "amount")
        assert len(dialog.grid.views) == 3
        window.session.show(small(seed=4))
        assert dialog.grid.views == []
        assert not dialog.export.isEnabled()
        until_exact(qtbot, window)


def test_a_window_closed_in_the_middle_of_a_sweep_leaves_no_thread(qtbot):
    with opened(qtbot, large()) as window:
        window.sweeping.ask("sharpen", "amount")
        window.sweeping.dialog.axes[0].steps.show_value(100)
        qtbot.mouseClick(window.sweeping.dialog.run, Qt.MouseButton.LeftButton)
        assert window.sweeping.dialog.progress.busy
        window.close()
        assert tuner_threads() == []
        assert not window.sweeping.dialog.isVisible()


@pytest.mark.parametrize(
    ("fill", "says"),
    [
        (lambda row: row.first.setText("nothing"), "needs two numbers"),
        (lambda row: row.last.setText("99"), "is not a number from 0 to 4"),
        (lambda row: row.parameter.setEditText("no such thing"), "is not a parameter"),
        (lambda row: row.choose("demosaic.method", None) or row.words.setText("malvar, nothing"), "is not one of"),
        (lambda row: row.choose("demosaic.method", None) or row.words.setText(""), "values that differ"),
        (lambda row: row.choose("green_balance.enabled", None) or row.words.setText("maybe"), "true or false"),
    ],
)
def test_what_cannot_be_swept_is_said_in_the_dialog(qtbot, fill, says):
    with opened(qtbot, small()) as window:
        window.sweeping.ask("sharpen", "amount")
        dialog = window.sweeping.dialog
        row, choose = dialog.axes[0], dialog.axes[0].choose
        row.choose = lambda path, _: choose(path, window.session.recipe)
        fill(row)
        qtbot.mouseClick(dialog.run, Qt.MouseButton.LeftButton)
        assert says in dialog.said.whole
        assert not dialog.progress.busy


def test_an_off_stage_and_a_failing_metric_are_sentences_too(qtbot):
    with opened(qtbot, small()) as window:
        window.session.change({"sharpen.enabled": False})
        window.sweeping.ask("sharpen", "amount")
        dialog = window.sweeping.dialog
        qtbot.mouseClick(dialog.run, Qt.MouseButton.LeftButton)
        assert "switched off" in dialog.said.whole
        window.session.undo()
        window.zoom_to(64.0)  # a few pixels are seen
        dialog.figure.setCurrentIndex(1)
        qtbot.mouseClick(dialog.run, Qt.MouseButton.LeftButton)
        until_swept(qtbot, window)
        assert "no clear edge" in dialog.said.whole


def test_a_reference_is_chosen_and_given_up(qtbot, tmp_path):
    from tuner.files.picture import write_picture

    frame = small()
    with opened(qtbot, frame) as window:
        path = tmp_path / "ref.png"
        whole = np.ascontiguousarray(Engine().render(frame, window.session.recipe).rgb)
        write_picture(path, whole, state=None)
        window.sweeping.ask("exposure", "ev")
        dialog, work = window.sweeping.dialog, window.sweeping
        dialog.figure.setCurrentIndex(2)
        assert dialog.reference.isVisible()
        work._ask.to_open = path
        qtbot.mouseClick(dialog.reference, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: "ref.png" in dialog.reference.text(), timeout=20_000)
        qtbot.mouseClick(dialog.run, Qt.MouseButton.LeftButton)
        until_swept(qtbot, window)
        figures = {v.tile.values["exposure.ev"]: v.tile.figure for v in dialog.grid.views}
        assert min(figures, key=figures.get) == 0.0
        assert 0 < figures[0.0] < 0.5  # the reference has 8 bits
        work._ask.to_open = None
        qtbot.mouseClick(dialog.reference, Qt.MouseButton.LeftButton)
        assert "present picture" in dialog.reference.text()


def test_the_crop_is_what_is_seen_or_the_middle_of_it():
    view = View((1000, 800), (500, 400)).fitted()
    assert crop_of(view, None) == Rect(0, 0, 1000, 800)
    assert crop_of(view, (320, 240)) == Rect(340, 280, 320, 240)
    close = view.zoomed(4.0).panned(-1e6, -1e6)  # the far corner
    assert crop_of(close, None) == Rect(875, 700, 125, 100)
    assert crop_of(close, (320, 240)) == Rect(875, 700, 125, 100)
    tiny = View((10, 8), (500, 400)).fitted()
    assert crop_of(tiny, (320, 240)) == Rect(0, 0, 10, 8)


def test_every_number_choice_and_switch_can_be_swept(qtbot):

    row = AxisRow(RACK, "Across", optional=False)
    qtbot.addWidget(row)
    for path in sweepable(RACK):
        row.choose(path, Recipe.default(RACK))
        assert row.path == path
        axis = row.axis()
        assert axis is not None
        assert len(axis.values) >= 2 or path == "x"
    assert "color_matrix.matrix" not in sweepable(RACK)


def test_noise_is_measured_in_a_named_region_around_which_the_crop_lies(qtbot, tmp_path, monkeypatch):
    monkeypatch.setenv("TUNER_STATE_DIR", str(tmp_path))
    with opened(qtbot, large()) as window:
        window.dock.regions.add_region(Rect(20, 30, 41, 25), "grey")
        window.sweeping.ask("sharpen", "amount")
        dialog = window.sweeping.dialog
        dialog.where.setCurrentIndex(2)
        assert dialog.where.currentText() == "in grey"
        dialog.axes[0].steps.show_value(2)
        qtbot.mouseClick(dialog.run, Qt.MouseButton.LeftButton)
        until_swept(qtbot, window)
        for view in dialog.grid.views:
            codes = Engine().render(window.session.frame, view.tile.recipe, Request(depth=32)).pixels
            luma = codes.astype(np.float64) @ (0.2126, 0.7152, 0.0722)
            assert view.tile.figure == pytest.approx(luma[30:55, 20:61].std(ddof=1) * 255)
            assert view.tile.pixels.shape == (240, 320, 3)
        assert "region 20,30 41 × 25" in dialog.said.whole
        window.dock.regions.rename(0, "wall")
        assert dialog.where.itemText(2) == "in wall"
        assert dialog.where.currentIndex() == 0  # that region is no more
