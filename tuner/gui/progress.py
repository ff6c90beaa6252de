"""Long work on show: what is being done, how far it is, and a button (or Esc) that stops it.

One widget for folders, sweeps and whatever else takes longer than a look. It takes its room only while there is work,
in a line that is there anyway, so that the panes never move.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QToolButton, QWidget

from tuner.core.engine import Cancel, Cancelled
from tuner.gui import theme
from tuner.gui.elided import Elided
from tuner.gui.language import tr

T = TypeVar("T")

_BAR = (110, 6)  # of the bar, logical pixels
_LEAST, _MOST = 60, 240  # widths of the words


class ProgressLine(QWidget):
    """Hidden until `begin`, hidden again after `end`.

    Parameters
    ----------
    keys : whether Esc stops the work from anywhere in the window (a dialog that has Esc for itself says no)
    """

    def __init__(self, parent: QWidget | None = None, *, keys: bool = True) -> None:
        super().__init__(parent)
        self._cancel: Callable[[], object] | None = None
        self._label = Elided(Qt.TextElideMode.ElideMiddle, _LEAST)
        self._label.setStyleSheet(f"color: {theme.TEXT_DIM.name()};")
        self._label.setAccessibleName(tr("window", "What is being done"))
        self._label.setMaximumWidth(_MOST)
        self.bar = QProgressBar()
        self.bar.setFixedSize(*_BAR)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("window", "Progress"))
        self.button = QToolButton()
        self.button.setIcon(theme.icon("close"))
        self.button.setIconSize(QSize(12, 12))
        self.button.setStyleSheet("padding: 2px;")
        self.button.setToolTip("Stop (Esc)")
        self.button.setAccessibleName(tr("window", "Stop"))
        self.button.clicked.connect(self.cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(8)
        for part in (self._label, self.bar, self.button):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._keys = QShortcut(QKeySequence(Qt.Key.Key_Escape), self) if keys else None
        if self._keys is not None:
            self._keys.activated.connect(self.cancel)
            self._keys.setEnabled(False)
        self.hide()

    @property
    def busy(self) -> bool:
        """Whether work is on show."""
        return self._cancel is not None

    @property
    def text(self) -> str:
        """What is being done, unshortened; "" when nothing is."""
        return self._label.whole if self.busy else ""

    def shows(self, cancel: Callable[[], object]) -> bool:
        """Whether the work that was begun with this `cancel` is the one on show."""
        return cancel == self._cancel

    def begin(self, text: str, cancel: Callable[[], object]) -> None:
        """Show work, in place of what was shown; how far it is is not known yet.

        Parameters
        ----------
        cancel : called when the user stops it; the work itself says when it is over (`end`)
        """
        self._cancel = cancel
        self.bar.setRange(0, 0)
        self.say(text)
        self._set_keys(True)
        self.button.setEnabled(True)
        self.show()

    def say(self, text: str) -> None:
        """Say something else of the same work."""
        self._label.say(text)

    def advance(self, done: int, total: int) -> None:
        """How far it is; a total of 0 is not known."""
        if self.busy:
            self.bar.setRange(0, total)
            self.bar.setValue(done)

    def cancel(self) -> None:
        """Stop the work; it may take a moment to end."""
        if self._cancel is not None:
            self.button.setEnabled(False)
            self._set_keys(False)
            self._cancel()

    def end(self, cancel: Callable[[], object] | None = None) -> None:
        """The work is over; with the `cancel` it was begun with, only if it is still the one on show."""
        if cancel is not None and not self.shows(cancel):
            return
        self._cancel = None
        self._set_keys(False)
        self.hide()

    def _set_keys(self, on: bool) -> None:
        if self._keys is not None:
            self._keys.setEnabled(on)


def stoppable(
    progress: ProgressLine,
    take: Callable[[str, Callable[[], Any], Callable[[Any], None]], None],
    text: str,
    work: Callable[[Cancel], T],
    done: Callable[[T], object],
    refuse: Callable[[Exception], None],
    stopped: Callable[[], None],
) -> None:
    """Hand work to a queue, on show and with a way to stop it until it is over.

    Parameters
    ----------
    take : the queue: (name, work, told its result on the window's thread)
    work : raises Cancelled once its flag is set
    done, refuse, stopped : one of them is told how it ended, on the window's thread
    """
    cancel = Cancel()

    def run() -> tuple[T | None, Exception | None]:
        try:
            return work(cancel), None
        except Exception as error:
            return None, error

    def over(ended: tuple[T | None, Exception | None]) -> None:
        result, error = ended
        progress.end(cancel.set)
        if isinstance(error, Cancelled):
            stopped()
        elif error is not None:
            refuse(error)
        else:
            done(result)  # type: ignore[arg-type]

    progress.begin(text, cancel.set)
    take(text, run, over)
