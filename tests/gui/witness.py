"""The real program with a witness in it: `python -m tests.gui.witness RAW` opens the window as a user would, and answers
questions about it: one JSON object a line on standard input, one a line on standard output.

The witness only looks; hands are outside (xdotool), or, where there are none, `press`, `move`, `release`, `key` and
`type` are Qt's own test events on the window.
"""

from __future__ import annotations

import json
import sys
import threading
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget

from tuner.gui.launch import run_window
from tuner.gui.window import MainWindow

KNOB = "exposure.ev"  # the one that is dragged
Answer = dict[str, Any]


def _box(widget: QWidget) -> list[int]:
    at = widget.mapToGlobal(QPoint(0, 0))
    return [at.x(), at.y(), widget.width(), widget.height()]


def _window() -> MainWindow | None:
    return next((w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow)), None)


class Witness(QObject):
    """Answers on the window's thread what another thread reads."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.asked.connect(self._answer, Qt.ConnectionType.QueuedConnection)
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in sys.stdin:
            self.asked.emit(line)

    def _answer(self, line: str) -> None:
        question = json.loads(line)
        answers = {
            "see": self._see, "grab": self._grab, "focus": self._focus, "press": self._press, "move": self._move, "release": self._release,
            "key": self._key, "type": self._type,
        }  # fmt: skip
        print(json.dumps(answers[question.pop("do")](**question)), flush=True)

    # -- what is to be seen

    def _see(self) -> Answer:
        window = _window()
        if window is None:
            return {}
        front, session, compare = QApplication.activeModalWidget() or window, window.session, window.desk.compare
        slider = window.rack.cards["exposure"].knobs["ev"].control.slider
        pane = window.viewer.processed
        left, top = pane.view.origin
        field = front.findChild(QLineEdit, "fileNameEdit") if isinstance(front, QFileDialog) else None
        return {
            "window": int(front.winId()), "active": front.isActiveWindow(), "raw": window.status.text("name"),
            "badge": window.status.text("badge"), "message": window.message.text,
            "exact": window.pictures.exact and window.bridge.idle and window.desk.idle, "mode": compare.mode,
            "edge": compare._wipe.edge, "snapshots": [s.letter for s in window.desk.snapshots],
            "position": session.history.position, "value": session.recipe.value(KNOB), "dirty": session.dirty,
            "titles": window.windowTitle(), "platform": QGuiApplication.platformName(),
            "slider": _box(slider), "thumb": slider.x_of(slider.value), "pane": _box(pane), "picture": [left, top, *pane.view.shown],
            "viewer": _box(window.viewer), "dialog": field is not None, "typing": field.text() if field is not None and field.hasFocus() else None,
        }  # fmt: skip

    def _grab(self, path: str) -> Answer:
        """What the window system has on its screen."""
        kept = QGuiApplication.primaryScreen().grabWindow(0).save(str(Path(path)))
        return {"kept": kept}

    # -- Qt's own hands

    def _at(self, x: int, y: int) -> tuple[QWidget, QPoint]:
        holder = QWidget.mouseGrabber() or QApplication.widgetAt(x, y)
        return holder, holder.mapFromGlobal(QPoint(x, y))

    def _focus(self) -> Answer:
        front = QApplication.activeModalWidget() or _window()
        assert front is not None
        front.activateWindow()
        return {}

    def _press(self, x: int, y: int) -> Answer:
        self._held, at = self._at(x, y)
        QTest.mousePress(self._held, Qt.MouseButton.LeftButton, pos=at)
        return {}

    def _move(self, x: int, y: int) -> Answer:
        at = QPoint(x, y)
        event = QMouseEvent(
            QEvent.Type.MouseMove, self._held.mapFromGlobal(at).toPointF(), at.toPointF(), Qt.MouseButton.NoButton,
            Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        QApplication.sendEvent(self._held, event)
        return {}

    def _release(self, x: int, y: int) -> Answer:
        QTest.mouseRelease(self._held, Qt.MouseButton.LeftButton, pos=self._held.mapFromGlobal(QPoint(x, y)))
        return {}

    def _key(self, keys: str) -> Answer:
        front = QApplication.activeModalWidget() or QApplication.activeWindow()
        target = QApplication.focusWidget() or front
        # later: a key may open a dialog, which comes back only when it is closed
        QTimer.singleShot(0, lambda: QTest.keySequence(target, QKeySequence(keys)))
        return {}

    def _type(self, text: str) -> Answer:
        QTest.keyClicks(QApplication.focusWidget(), text)
        return {}


if __name__ == "__main__":
    witness = Witness()
    sys.exit(run_window(Path(sys.argv[1]) if len(sys.argv) > 1 else None, None))
