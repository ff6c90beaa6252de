"""The search field of the rack."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit

from tuner.gui.language import heading, say


class SearchField(QLineEdit):
    """A field to search in; Escape empties it, and gives the focus away when it is empty."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("find")
        self.setPlaceholderText(heading("Find a parameter"))
        self.setAccessibleName(heading("Find a parameter"))
        self.setToolTip(
            "<p>Stage, parameter or words of its help. Press / or Ctrl+F to come here, Escape to see all again.</p>"
        )
        hint = QLabel("/", self)
        hint.setObjectName("note")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 11, 0)
        row.addWidget(hint, 0, Qt.AlignmentFlag.AlignRight)
        self.textChanged.connect(lambda text: hint.setVisible(not text))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.text():
            self.clear()
        else:
            self.clearFocus()


def nothing_called(text: str) -> str:
    """What is said where a search finds nothing."""
    return say("Nothing is called “{text}”. Press Escape to see every stage.", text=text.strip())
