"""A folder in the window: the strip, stepping, the raw ahead, and what is said of broken files."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.gui.bench import drop, opened, tuner_threads, until_exact, until_said
from tests.support import facts, noisy_mosaic
from tuner.app.folder import BATCH
from tuner.core.engine import Cancelled
from tuner.files.dng_write import write_dng
from tuner.files.errors import FileError
from tuner.gui import film as films
from tuner.gui import filmstrip, theme
from tuner.gui.filmstrip import THUMBNAIL, FilmModel, Filmstrip


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    theme.apply(qapp)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Four small raws, of which the third is broken and the fourth of another size."""
    made = tmp_path / "raws"
    made.mkdir()
    for i in (1, 2, 4):
        w, h = (64, 48) if i < 4 else (128, 96)
        write_dng(made / f"{i}.dng", noisy_mosaic(w, h, i), facts(w, h, model="Test"))
    (made / "3.dng").write_bytes(b"II*\0 not really")
    return made


def until_open(qtbot, window, path: Path) -> None:
    qtbot.waitUntil(lambda: window.session.raw_path == path, timeout=60_000)


def test_a_dropped_folder_opens_its_first_raw_and_shows_all(qtbot, folder):
    with opened(qtbot) as window:
        assert not window.film.strip.isVisible()
        drop(window, folder)
        until_open(qtbot, window, folder / "1.dng")
        strip = window.film.strip
        assert strip.isVisible()
        assert strip.width() > 80
        assert window.film.folder == folder
        assert [p.name for p in strip.model_.paths] == ["1.dng", "2.dng", "3.dng", "4.dng"]
        qtbot.waitUntil(lambda: len(strip.model_.kept) == 4, timeout=60_000)
        found = [strip.model_.index(row).data(THUMBNAIL) for row in range(4)]
        assert isinstance(found[2], FileError)
        assert "3.dng" in strip.model_.index(2).data(Qt.ItemDataRole.ToolTipRole)
        assert all(isinstance(found[i], np.ndarray) for i in (0, 1, 3))
        assert strip.currentIndex().row() == 0
        assert not window.film.progress.busy


def test_steps_keep_zoom_place_and_recipe_and_take_the_raw_ahead(qtbot, folder, monkeypatch):
    with opened(qtbot) as window:
        drop(window, folder)
        until_open(qtbot, window, folder / "1.dng")
        until_exact(qtbot, window)
        film = window.film
        window.viewer.look(window.viewer.view.zoomed(16.0).panned(-90.0, 40.0))
        window.session.change({"exposure.ev": 0.5})
        view, recipe = window.viewer.view, window.session.recipe
        assert film.ahead.path == folder / "2.dng"
        qtbot.waitUntil(lambda: film.ahead.used > 0, timeout=60_000)
        decode = window.bridge.decode

        def noted(path, *more):
            assert path != folder / "2.dng", "decoded twice"
            return decode(path, *more)

        monkeypatch.setattr(window.bridge, "decode", noted)
        QTest.keyClick(window, Qt.Key.Key_Period)
        until_open(qtbot, window, folder / "2.dng")
        assert (window.viewer.view, window.session.recipe) == (view, recipe)
        assert window.session.history.position == 1
        monkeypatch.undo()
        QTest.keyClick(window, Qt.Key.Key_Period)  # the broken one is said, and passed
        until_said(qtbot, window, "3.dng")
        assert window.session.raw_path == folder / "2.dng"
        QTest.keyClick(window, Qt.Key.Key_Period)  # twice as large a picture: the same zoom, the same part of it
        until_open(qtbot, window, folder / "4.dng")
        now = window.viewer.view
        assert now.zoom == 16.0
        assert [c / p for c, p in zip(now.centre, now.picture, strict=True)] == pytest.approx(
            [c / p for c, p in zip(view.centre, view.picture, strict=True)]
        )
        QTest.keyClick(window, Qt.Key.Key_Period)
        assert window.message.text == "This is the last raw of the folder."
        QTest.keyClick(window, Qt.Key.Key_Comma)
        until_said(qtbot, window, "3.dng")
        QTest.keyClick(window, Qt.Key.Key_Comma)
        until_open(qtbot, window, folder / "2.dng")


def test_a_slider_keeps_its_page_keys(qtbot, folder):
    """Ten steps on the slider that has the focus; the next raw from anywhere else."""
    with opened(qtbot) as window:
        drop(window, folder)
        until_open(qtbot, window, folder / "1.dng")
        slider = window.rack.cards["exposure"].knobs["ev"].control.slider
        window.activateWindow()
        slider.setFocus()
        before = window.session.recipe.value("exposure.ev")
        QTest.keyClick(slider, Qt.Key.Key_PageDown)
        assert window.session.recipe.value("exposure.ev") < before
        assert not window.film._loading
        window.viewer.processed.setFocus()
        QTest.keyClick(window.viewer.processed, Qt.Key.Key_Period)
        until_open(qtbot, window, folder / "2.dng")


def test_only_the_raw_asked_for_last_is_opened(qtbot, tmp_path, monkeypatch):
    for i in range(8):
        write_dng(tmp_path / f"{i}.dng", noisy_mosaic(64, 48, i), facts(64, 48, model="Test"))
    with opened(qtbot) as window:
        go, asked = threading.Event(), []
        decode = window.bridge.decode

        def slow(path, *more):
            asked.append(path.name)
            assert go.wait(60)
            return decode(path, *more)

        monkeypatch.setattr(window.bridge, "decode", slow)
        window.film.ahead._decode = slow
        window.files.open_path(tmp_path)
        qtbot.waitUntil(lambda: asked == ["0.dng"], timeout=60_000)
        for _ in range(5):
            window.film.next()
        go.set()
        until_open(qtbot, window, tmp_path / "5.dng")
        assert "3.dng" not in asked
        assert window.film.strip.currentIndex().row() == 5


def test_without_a_folder_a_step_reads_the_open_raws_own(qtbot, folder):
    with opened(qtbot) as window:
        window.film.next()  # nothing is open: nothing happens
        drop(window, folder / "1.dng")
        until_open(qtbot, window, folder / "1.dng")
        assert not window.film.strip.isVisible()
        window.film.next()
        until_open(qtbot, window, folder / "2.dng")
        assert window.film.strip.isVisible()
        window.film.toggle()
        assert not window.film.strip.isVisible()


def test_a_click_opens_and_the_mark_follows_the_open_raw(qtbot, folder):
    with opened(qtbot) as window:
        drop(window, folder)
        until_open(qtbot, window, folder / "1.dng")
        strip = window.film.strip
        at = strip.visualRect(strip.model_.index(1)).center()
        qtbot.mouseClick(strip.viewport(), Qt.MouseButton.LeftButton, pos=at)
        until_open(qtbot, window, folder / "2.dng")
        drop(window, folder / "4.dng")  # opened in another way
        until_open(qtbot, window, folder / "4.dng")
        qtbot.waitUntil(lambda: strip.currentIndex().row() == 3, timeout=5_000)


def test_reading_a_folder_can_be_stopped_and_a_newer_one_wins(qtbot, folder, tmp_path, monkeypatch):
    began = threading.Event()
    real = films.list_raws

    def endless(path, progress, cancel, *more):
        if path == folder:
            return real(path, progress, cancel, *more)
        began.set()
        progress(12)
        while True:
            cancel.check()
            threading.Event().wait(0.01)

    monkeypatch.setattr(films, "list_raws", endless)
    with opened(qtbot) as window:
        progress = window.film.progress
        drop(window, tmp_path)
        assert progress.busy
        assert began.wait(60)
        qtbot.waitUntil(lambda: "12 raw files" in progress.text, timeout=20_000)
        QTest.keyClick(window, Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: not progress.busy, timeout=20_000)
        assert window.film.folder is None
        drop(window, tmp_path)
        drop(window, folder)
        until_open(qtbot, window, folder / "1.dng")
        assert not progress.busy
        drop(window, tmp_path)  # and closed in the middle of it
        qtbot.wait(60)
    assert tuner_threads() == []


def test_a_folder_that_cannot_be_used_is_one_sentence(qtbot, tmp_path):
    with opened(qtbot) as window:
        drop(window, tmp_path)
        assert "no raw file lies in this folder" in until_said(qtbot, window, tmp_path.name)
        assert not window.film.strip.isVisible()


def test_two_thousand_files_never_stall_the_window(qtbot, tmp_path, monkeypatch):
    """The work of one turn of the event loop is bounded by a batch and by what is in sight, whatever the folder."""
    files = [tmp_path / f"{i}.dng" for i in range(2000)]
    read: list[Path] = []

    def stub(path: Path) -> np.ndarray:
        read.append(path)
        if int(path.stem) % 50 == 7:
            raise FileError(path, "is broken", "take another")
        return np.full((66, 88, 3), int(path.stem) % 255, np.uint8)

    work = {"taken": 0, "data": 0}
    turns: list[dict[str, int]] = []

    class Counted(FilmModel):  # from the start: a virtual method that is exchanged later leaves Qt with the old one
        def take(self, batch):
            work["taken"] += len(batch)
            super().take(batch)

        def data(self, *args):
            work["data"] += 1
            return super().data(*args)

    monkeypatch.setattr("tuner.gui.filmstrip.FilmModel", Counted)
    strip = Filmstrip(stub)
    strip._settled.setInterval(3_600_000)
    qtbot.addWidget(strip)
    strip.resize(strip.width(), 900)
    strip.show()
    try:
        strip.show_paths(files)
        for where in (0.0, 0.4, 0.8, 1.0, 0.1):
            bar = strip.verticalScrollBar()
            strip._settled.setInterval(3_600_000)  # however slow the machine is, the hand never rests in the flick
            for step in range(20):  # a flick through the folder
                bar.setValue(round(bar.maximum() * where * (step + 1) / 20))
                one_turn(work, turns)
            strip._settled.setInterval(filmstrip._SETTLE_MS)
            give_up = time.monotonic() + 120  # a loaded machine may take long; a stall would show in the turns
            while time.monotonic() < give_up:
                one_turn(work, turns)
                if all(files[row] in strip.model_.kept for row in strip.in_sight()):
                    break
                time.sleep(0.002)
            assert all(files[row] in strip.model_.kept for row in strip.in_sight())
    finally:
        strip.close_reader()
    seen = len(strip.in_sight())
    assert seen == pytest.approx(900 / 92, abs=2)
    assert max(turn["taken"] for turn in turns) <= 4 * BATCH
    assert max(turn["data"] for turn in turns) < 60 * seen  # of 2000 rows
    assert len(read) <= 5 * 3 * (seen + 2)  # only what is in sight, and a page on each side


def one_turn(work: dict[str, int], turns: list[dict[str, int]]) -> None:
    work.update(taken=0, data=0)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.None_)
    QCoreApplication.processEvents()
    turns.append(dict(work))


def test_the_bridge_may_be_closed_while_a_raw_is_decoded_ahead(qtbot, folder):
    with opened(qtbot) as window:
        drop(window, folder)
        until_open(qtbot, window, folder / "1.dng")
        window.close()
        assert tuner_threads() == []
        with pytest.raises(Cancelled):
            window.film.decode(folder / "2.dng")
