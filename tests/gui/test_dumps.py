"""Dumps and sequences in the window: what is asked, what the preview shows, the frame slider, the front stage."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.files.test_guess import scene
from tests.gui.bench import opened, tuner_threads, until_exact, until_said
from tests.support import facts, noisy_mosaic
from tuner.app.lane import Job
from tuner.core.engine import Cancel
from tuner.files.dng_write import write_dng
from tuner.files.guess import guess_file
from tuner.files.layout import Given
from tuner.files.layout_told import given_by, read_layout
from tuner.files.packing import pack
from tuner.gui import dump_dialog, theme
from tuner.gui.dump_dialog import DumpDialog

WIDTH, HEIGHT = 96, 64
QUAD = "RRGGRRGGGGBBGGBB"


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    theme.apply(qapp)


def written(path: Path, *seeds: int) -> Path:
    """A dump of frames of 10 bits in mipi10."""
    frames = [pack(noisy_mosaic(WIDTH, HEIGHT, seed) >> np.uint16(2), "mipi10", 10).tobytes() for seed in seeds]
    path.write_bytes(b"".join(frames))
    return path


def until(qtbot, what) -> None:
    qtbot.waitUntil(what, timeout=60_000)


def test_an_unknown_layout_is_asked_for_and_kept_beside_the_dump(qtbot, tmp_path):
    dump = written(tmp_path / "capture.raw", 1)
    with opened(qtbot) as window:
        window.files.open_raw(dump)
        until(qtbot, lambda: window.dumps.dialog is not None)
        dialog = window.dumps.dialog
        assert window.session.frame is None
        until(qtbot, lambda: dialog.candidates.count() > 0)
        dialog.fields.columns._take(WIDTH)
        dialog.fields.rows._take(HEIGHT)
        dialog.fields.packing.setCurrentText("mipi10")
        shown = []
        dialog.previewed.connect(lambda picture, count, given: shown.append((picture.shape, given.cfa, given.packing)))
        dialog.fields.cfa.setCurrentText("GBRG")
        # the candidates' own previews may still come before it
        until(qtbot, lambda: bool(shown) and shown[-1] == ((HEIGHT, WIDTH, 3), "GBRG", "mipi10"))
        dialog.keep.setChecked(True)
        dialog.accept()
        until(qtbot, lambda: window.session.frame is not None)
        facts_ = window.session.frame.facts
        assert (facts_.width, facts_.height, facts_.cfa, facts_.bits) == (WIDTH, HEIGHT, "GBRG", 10)
        assert window.dumps.dialog is None
        kept = read_layout(tmp_path / "capture.raw.toml")
        assert (kept.width, kept.cfa, kept.packing) == (WIDTH, "GBRG", "mipi10")
    assert tuner_threads() == []


def test_bytes_that_are_no_picture_are_doubted_and_enter_does_not_open_them(qtbot, tmp_path):
    noise = tmp_path / "noise.raw"
    noise.write_bytes(np.random.default_rng(0).bytes(96 * 64 * 2))
    dialog = DumpDialog(noise, Given())
    qtbot.addWidget(dialog)
    until(qtbot, lambda: dialog.candidates.count() > 0)
    until(qtbot, lambda: "no sensor dump" in dialog.said.text())
    assert dialog._cancel.isDefault()
    assert not dialog.open_button.isDefault()
    assert dialog.open_button.isEnabled()  # it may be a dark frame
    dialog.fields.cfa.setCurrentText("GBRG")
    assert dialog.open_button.isDefault()
    dialog.reject()


def test_a_click_on_the_current_candidate_takes_it_again(qtbot, tmp_path):
    path = tmp_path / "x.raw"
    path.write_bytes(pack(scene("GRBG", 10), "mipi10", 10).tobytes())
    dialog = DumpDialog(path, Given())
    qtbot.addWidget(dialog)
    dialog.show()
    until(qtbot, lambda: dialog.candidates.count() > 0)
    dialog.fields.columns._take(96)
    dialog.fields.cfa.setCurrentText("MONO")
    place = dialog.candidates.visualItemRect(dialog.candidates.currentItem()).center()
    QTest.mouseClick(dialog.candidates.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert (dialog.given.width, dialog.given.cfa) == (dialog._found[0].layout.width, "GRBG")
    dialog.reject()


class Held:
    """A guesser that answers when it is told to."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.go = threading.Event()
        monkeypatch.setattr(dump_dialog, "guess_file", self._guess)

    def _guess(self, path: Path, known: Given = Given()) -> object:
        assert self.go.wait(60)
        return guess_file(path, known)


def test_what_is_set_before_the_bytes_are_read_stays_set(qtbot, tmp_path, monkeypatch):
    """Of the candidates the first that agrees is taken, under the levels that were set."""
    path = tmp_path / "x.raw"
    path.write_bytes(pack(scene("GRBG", 10), "mipi10", 10).tobytes())
    held = Held(monkeypatch)
    dialog = DumpDialog(path, Given())
    qtbot.addWidget(dialog)
    dialog.fields.cfa.setCurrentText("GBRG")
    dialog.fields.black._take(33.0)
    held.go.set()
    until(qtbot, lambda: dialog.candidates.count() > 0)
    assert dialog._found[0].layout.cfa == "GRBG"
    assert dialog.candidates.currentRow() > 0
    given = dialog.fields.given
    told = dialog._found[dialog.candidates.currentRow()].layout
    assert (given.cfa, given.black, given.packing, given.width) == ("GBRG", (33.0,) * 4, told.packing, told.width)
    dialog.candidates.setCurrentRow(0)  # a candidate that is chosen is taken whole
    assert (dialog.fields.given.cfa, dialog.fields.given.black) == ("GRBG", dialog._found[0].layout.black)
    dialog.reject()


def test_a_layout_no_candidate_agrees_with_is_left_as_it_was_set(qtbot, tmp_path, monkeypatch):
    held = Held(monkeypatch)
    dialog = DumpDialog(written(tmp_path / "capture.raw", 1), Given())
    qtbot.addWidget(dialog)
    shown = []
    dialog.previewed.connect(lambda picture, count, given: shown.append(given))
    dialog.fields.columns._take(WIDTH)
    dialog.fields.rows._take(HEIGHT)
    dialog.fields.packing.setCurrentText("mipi10")
    dialog.fields.cfa.setCurrentText("QUAD-GBRG")
    held.go.set()
    until(qtbot, lambda: bool(shown))
    assert dialog.candidates.count() > 0
    assert dialog.candidates.currentRow() == -1
    assert (shown[0].width, shown[0].height, shown[0].packing, shown[0].cfa) == (WIDTH, HEIGHT, "mipi10", "QUAD-GBRG")
    assert dialog.open_button.isDefault()
    dialog.reject()


def test_a_field_set_at_once_does_not_take_the_place_of_the_guess(qtbot, tmp_path, monkeypatch):
    """The thread has a mailbox of one; here it has not yet looked into it when a field is set."""
    waiting: list[Job[object]] = []
    monkeypatch.setattr(dump_dialog.Lane, "post", lambda self, job: waiting.append(job))
    dialog = DumpDialog(written(tmp_path / "capture.raw", 1), Given())
    qtbot.addWidget(dialog)
    dialog.fields.columns._take(WIDTH)
    assert len(waiting) == 1
    waiting[0].done(waiting[0].work(Cancel()))
    until(qtbot, lambda: dialog.candidates.count() > 0)
    assert len(waiting) == 2
    waiting[0].failed(ValueError("nothing fits"))  # what was set by hand is tried all the same
    until(qtbot, lambda: len(waiting) == 3)
    dialog.reject()


def test_a_layout_that_does_not_fit_is_said_and_cannot_be_opened(qtbot, tmp_path):
    dump = written(tmp_path / "capture.raw", 1)
    with opened(qtbot) as window:
        window.files.open_raw(dump)
        until(qtbot, lambda: window.dumps.dialog is not None)
        dialog = window.dumps.dialog
        until(qtbot, lambda: dialog.candidates.count() > 0)
        dialog.fields.packing.setCurrentText("mipi10")
        dialog.fields.columns._take(WIDTH + 4)
        dialog.fields.rows._take(HEIGHT)
        until(qtbot, lambda: "where" in dialog.said.text())
        assert not dialog.open_button.isEnabled()
        assert not dialog.picture.pixmap().isNull()  # how it shears is seen all the same
        dialog.fields.columns._take(20 * WIDTH * HEIGHT)
        until(qtbot, lambda: dialog.picture.pixmap().isNull())
        dialog.reject()
        assert window.session.frame is None


def test_a_long_refusal_is_read_in_full(qtbot, tmp_path):
    dialog = DumpDialog(written(tmp_path / "capture.raw", 1), Given())
    qtbot.addWidget(dialog)
    dialog.show()
    until(qtbot, lambda: dialog.said.toolTip() != "")
    width, refusal = dialog.width(), "a capture that ends after too few bytes for its rows and columns; " * 12
    dialog._complain(ValueError(refusal))
    assert dialog.said.text() == dialog.said.toolTip() == refusal
    until(qtbot, lambda: dialog.said.height() >= dialog.said.heightForWidth(dialog.said.width()))
    assert dialog.said.heightForWidth(dialog.said.width()) > 2 * dialog.said.fontMetrics().lineSpacing()
    until(qtbot, lambda: dialog.said.geometry().bottom() < dialog.open_button.geometry().top())
    assert dialog.rect().contains(dialog.open_button.geometry())
    assert dialog.width() == width
    dialog.reject()


def test_a_stated_layout_opens_without_a_question_and_says_what_was_judged(qtbot, tmp_path):
    dump = written(tmp_path / f"x_{WIDTH}x{HEIGHT}_RGGB_mipi10.raw", 1)
    with opened(qtbot) as window:
        window.files.open_raw(dump)
        until_said(qtbot, window, "Levels are judged by the pixels")
        assert window.dumps.dialog is None
        window.dumps.ask_again()
        assert window.dumps.dialog.fields.columns.value == WIDTH


def test_a_dump_that_is_not_what_its_name_says_is_asked_for(qtbot, tmp_path):
    """Too long for its name: what is said of it stands in the fields, with the fault, and another reading opens it."""
    dump = tmp_path / "x_160x90_RGGB_u16_10bit.raw"
    dump.write_bytes(np.ascontiguousarray(scene("RGGB", 10), "<u2").tobytes())
    with opened(qtbot) as window:
        window.files.open_raw(dump)
        until(qtbot, lambda: window.dumps.dialog is not None)
        dialog = window.dumps.dialog
        until(qtbot, lambda: dialog.candidates.count() > 0)
        until(qtbot, lambda: "160 x 90" in dialog.said.text())
        assert dialog.candidates.currentRow() == -1
        assert (dialog.fields.columns.value, dialog.fields.rows.value) == (160, 90)
        until(qtbot, lambda: not dialog.open_button.isEnabled())
        dialog.candidates.setCurrentRow(0)
        until(qtbot, lambda: dialog.open_button.isEnabled())
        dialog.accept()
        until(qtbot, lambda: window.session.frame is not None)
        np.testing.assert_array_equal(window.session.frame.active, scene("RGGB", 10))


def test_a_dump_cut_short_shows_what_there_is_of_it(qtbot, tmp_path):
    dump = written(tmp_path / f"x_{WIDTH}x{HEIGHT}_RGGB_mipi10.raw", 1)
    dump.write_bytes(dump.read_bytes()[:-1001])
    dialog = DumpDialog(dump, given_by(dump))
    qtbot.addWidget(dialog)
    until(qtbot, lambda: f"{WIDTH} x {HEIGHT}" in dialog.said.text())
    until(qtbot, lambda: not dialog.picture.pixmap().isNull())
    assert "ends after" in dialog.said.text()
    assert not dialog.open_button.isEnabled()
    dialog.reject()


def test_the_slider_goes_through_the_frames_of_a_file(qtbot, tmp_path):
    dump = written(tmp_path / f"x_{WIDTH}x{HEIGHT}_RGGB_mipi10.raw", 1, 2, 3)
    with opened(qtbot) as window:
        window.files.open_raw(dump)
        until(qtbot, lambda: window.session.frame is not None)
        assert window.dumps.bar.isVisible()
        window.session.change({"exposure.ev": 0.5})
        for frame in (1, 2, 1, 2):  # faster than they open: the last one asked for is what stays
            window.dumps.bar.slider.setValue(frame)
        third = noisy_mosaic(WIDTH, HEIGHT, 3) >> np.uint16(2)
        until(qtbot, lambda: np.array_equal(window.session.frame.active, third))
        until_exact(qtbot, window)
        assert window.dumps.bar.words.text() == "frame 3 of 3"
        assert window.session.recipe.value("exposure.ev") == 0.5


def test_the_slider_goes_through_a_folder(qtbot, tmp_path):
    for i in (1, 2, 3):
        write_dng(tmp_path / f"{i}.dng", noisy_mosaic(64, 48, i), facts(64, 48))
    with opened(qtbot) as window:
        window.files.open_path(tmp_path)
        until(qtbot, lambda: window.session.raw_path == tmp_path / "1.dng" and window.dumps.bar.isVisible())
        window.dumps.step(2)
        until(qtbot, lambda: window.session.raw_path == tmp_path / "3.dng")
        assert window.dumps.bar.slider.value() == 2


def test_quad_bayer_is_remosaiced_or_binned_and_the_window_says_which(qtbot, tmp_path):
    write_dng(tmp_path / "q.dng", noisy_mosaic(WIDTH, HEIGHT), facts(WIDTH, HEIGHT, QUAD))
    with opened(qtbot) as window:
        window.files.open_raw(tmp_path / "q.dng")
        until_said(qtbot, window, "remosaiced to 96 x 64")
        window.actions_by_name["bin_quad"].trigger()
        until_said(qtbot, window, "binned 2x2 from 96 x 64 to 48 x 32")
        assert window.session.frame.facts.width == WIDTH // 2


def test_a_card_is_shown_only_for_sensors_it_serves(qtbot, tmp_path):
    for name, cfa in (("m", "M"), ("b", "RGGB")):
        write_dng(tmp_path / f"{name}.dng", noisy_mosaic(64, 48), facts(64, 48, cfa))
    with opened(qtbot) as window:
        cards = window.rack.cards
        for name, mono in (("m", True), ("b", False), ("m", True)):
            window.files.open_raw(tmp_path / f"{name}.dng")
            until(qtbot, lambda name=name: window.session.raw_path == tmp_path / f"{name}.dng")
            until_exact(qtbot, window)
            assert cards["monochrome"].isHidden() != mono
            assert cards["demosaic"].isHidden() == mono
            window.rack.search_field.setText("method")
            assert cards["demosaic"].isHidden() == mono
            window.rack.search_field.setText("")
