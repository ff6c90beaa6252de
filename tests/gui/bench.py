"""What the window's tests share: a window on a small frame, answers to its questions, and waiting."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from PySide6.QtCore import QMimeData, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.support import noisy_frame
from tuner.core.frame import Frame
from tuner.core.orient import oriented_size
from tuner.gui.dialogs import Chosen
from tuner.gui.window import MainWindow

PATIENCE_MS = 240_000  # kernels may have to be compiled first
Write = Callable[[Path, Frame], Path]


class Answers:
    """Answers the window's questions; `asked` counts how often about unsaved changes."""

    def __init__(self) -> None:
        self.to_open: Path | None = None
        self.to_save: Chosen | None = None
        self.to_unsaved = "discard"
        self.to_changed = "cancel"
        self.to_left = "later"
        self.to_choose: str | None = None
        self.asked = 0
        self.rows: list[str] = []

    def open(self, title: str, folder: Path, kinds: str) -> Path | None:
        return self.to_open

    def save(self, title: str, suggested: Path, kinds: str) -> Chosen | None:
        return self.to_save

    def unsaved(self, name: str) -> str:
        self.asked += 1
        return self.to_unsaved

    def changed(self, name: str, rows: list[str], readable: bool) -> str:
        self.rows = rows
        return self.to_changed

    def left_behind(self, name: str, changes: int) -> str:
        self.rows = [name, str(changes)]
        return self.to_left

    def choose(self, title: str, names: list[str]) -> str | None:
        return next((name for name in names if self.to_choose and name.startswith(self.to_choose)), None)


@contextmanager
def opened(
    qtbot: QtBot,
    frame: Frame | None = None,
    size: tuple[int, int] = (900, 600),
    settings: QSettings | None = None,
    journals: Path | None = None,
) -> Iterator[MainWindow]:
    """A shown window (with `frame` in it, exact), closed at the end."""
    window = MainWindow(ask=Answers(), settings=settings, workers=2, journals=journals)
    try:
        window.resize(*size)
        window.show()
        if frame is not None:
            window.session.show(frame)
            until_exact(qtbot, window)
        yield window
    finally:
        window.files.ask.to_unsaved = "discard"  # type: ignore[attr-defined]
        window.close()
        window.deleteLater()


def until_exact(qtbot: QtBot, window: MainWindow) -> None:
    """Wait for the exact pictures of everything asked so far, and for answers that were asked for twice."""
    qtbot.waitUntil(lambda: window.pictures.exact and window.bridge.idle, timeout=PATIENCE_MS)
    QApplication.processEvents()  # an answer is queued before its lane says it is idle


def until_said(qtbot: QtBot, window: MainWindow, words: str) -> str:
    """Wait for a message that contains the words."""
    qtbot.waitUntil(lambda: words in window.message.text, timeout=PATIENCE_MS)
    return window.message.text


def drop(window: MainWindow, *paths: Path) -> None:
    """Drop files on the window."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(200, 200), Qt.DropAction.CopyAction, data, buttons, keys))


def tuner_threads() -> list[str]:
    """Names of the program's threads that are alive."""
    return [t.name for t in threading.enumerate() if t.name.startswith("tuner-")]


def small(**known: object) -> Frame:
    """A frame smaller than the panes, or of another size by facts."""
    return noisy_frame(64, 48, **known)  # type: ignore[arg-type]


def large(**known: object) -> Frame:
    """A frame larger than the panes: it is seen averaged."""
    return noisy_frame(1200, 900, **known)  # type: ignore[arg-type]


def painted(pane, frame: Frame) -> np.ndarray:
    """(h, w, 3) uint8: what the pane shows of the picture, without its caption's rows."""
    from tuner.gui.picture import as_rgb

    picture = as_rgb(pane.grab().toImage())
    left, top = pane.view.origin
    w, h = pane.view.shown
    assert pane.view.picture == oriented_size(frame.facts.width, frame.facts.height, frame.facts.orientation)
    return picture[max(top, 40) : top + h, max(left, 0) : left + w]
