"""The dialog of the window's preferences: its language and its size."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from tuner.gui.language import LANGUAGES, heading, tr
from tuner.gui.preferences import SCALES, Preferences


class PreferencesDialog(QDialog):
    """Language and size.

    Parameters
    ----------
    use : remember other preferences
    """

    def __init__(self, parent: QWidget, preferences: Preferences, use: Callable[[Preferences], None]) -> None:
        super().__init__(parent)
        self.preferences, self._use = preferences, use
        self.setWindowTitle(heading("Preferences…"))
        self.language = _box(
            tr("window", "Language"),
            {"": tr("window", "As the system"), **LANGUAGES},
            preferences.language,
        )
        self.scale = _box(
            tr("window", "Size of text and controls"),
            {0: tr("window", "As the system"), **{scale: f"{scale} %" for scale in SCALES}},
            preferences.scale,
        )
        self.language.activated.connect(lambda: self._put(language=self.language.currentData()))
        self.scale.activated.connect(lambda: self._put(scale=self.scale.currentData()))
        note = QLabel(tr("window", "Both count when the window is opened again."))
        note.setObjectName("note")
        note.setWordWrap(True)
        close = QPushButton(tr("window", "Close"))
        close.clicked.connect(self.accept)
        form = QFormLayout()
        form.setHorizontalSpacing(18)
        form.addRow(tr("window", "Language"), self.language)
        form.addRow(tr("window", "Size of text and controls"), self.scale)
        row = QHBoxLayout()
        row.addWidget(note, 1)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(14)
        column.addLayout(form)
        column.addLayout(row)

    def _put(self, **changed: Any) -> None:
        self.preferences = replace(self.preferences, **changed)
        self._use(self.preferences)


def _box(name: str, words: Mapping[Any, str], chosen: object) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setMinimumWidth(190)
    for value, text in words.items():
        box.addItem(text, value)
    box.setCurrentIndex(max(box.findData(chosen), 0))
    return box
