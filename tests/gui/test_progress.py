"""Long work on show: begun, told, stopped by button or Esc, and gone."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.gui.bench import opened, small, until_said
from tuner.gui import theme
from tuner.gui.progress import ProgressLine


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    theme.apply(qapp)


def test_it_is_there_only_while_there_is_work(qtbot):
    stops: list[str] = []
    line = ProgressLine()
    qtbot.addWidget(line)
    assert (line.isHidden(), line.busy, line.text) == (True, False, "")
    one, two = (lambda: stops.append("one")), (lambda: stops.append("two"))
    line.begin("reading", one)
    assert (line.isHidden(), line.text, line.bar.maximum()) == (False, "reading", 0)  # how far is not known
    line.advance(3, 10)
    assert (line.bar.value(), line.bar.maximum()) == (3, 10)
    line.begin("saving", two)  # in place of the first, whose end is no longer this one's
    line.end(one)
    assert line.text == "saving"
    qtbot.mouseClick(line.button, Qt.MouseButton.LeftButton)
    assert stops == ["two"]
    assert not line.button.isEnabled()  # once is enough
    line.end(two)
    line.cancel()
    assert (stops, line.isHidden()) == (["two"], True)


@pytest.mark.parametrize("stop", [True, False])
def test_an_export_is_on_show_and_can_be_stopped(qtbot, tmp_path: Path, monkeypatch, stop):
    """A stopped one leaves no file and says so; the next piece of work has its turn."""
    with opened(qtbot, small()) as window:
        go, begun, render = threading.Event(), threading.Event(), window.bridge.engine.render

        def slow(*args, **known):
            begun.set()
            assert go.wait(60)
            return render(*args, **known)

        monkeypatch.setattr(window.bridge.engine, "render", slow)
        window.files.export_to(tmp_path / "a.png")
        assert begun.wait(60)
        assert window.film.progress.text == "saving a.png"
        if stop:
            QTest.keyClick(window, Qt.Key.Key_Escape)
        go.set()
        until_said(qtbot, window, "Stopped: a.png was not written." if stop else "Saved a.png.")
        assert (tmp_path / "a.png").exists() != stop
        assert not window.film.progress.busy
        assert window.status.text("work") == ""
        window.files.export_to(tmp_path / "b.png")
        until_said(qtbot, window, "Saved b.png.")


def test_an_export_that_fails_is_no_longer_on_show(qtbot, tmp_path: Path):
    with opened(qtbot, small()) as window:
        window.files.export_to(tmp_path / "gone" / "a.png")
        until_said(qtbot, window, "its folder does not exist")
        assert not window.film.progress.busy
