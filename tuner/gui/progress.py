"""Long work on show: what is being done, how far it is, and a button (or Esc) that stops it.

One widget for folders, sweeps and whatever else takes longer than a look. It takes its room only while there is work,
in a line that is there anyway, so that the panes never move.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QToolButton, QWidget

from tuner.gui import theme
from tuner.gui.elided import Elided
from tuner.gui.language import tr

_BAR = (150, 6)  # of the bar, logical pixels
_LEAST = 60  # width the words keep


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

    def end(self) -> None:
        """The work is over."""
        self._cancel = None
        self._set_keys(False)
        self.hide()

    def _set_keys(self, on: bool) -> None:
        if self._keys is not None:
            self._keys.setEnabled(on)
