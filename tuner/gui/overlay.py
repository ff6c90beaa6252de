"""The `?` overlay: every key and what it does, made from the table of actions."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from tuner.gui import theme
from tuner.gui.actions import ACTIONS, GESTURES


def shortcut_table() -> dict[str, list[tuple[str, str]]]:
    """{group: [(keys, title)]}, the panes' gestures last."""
    table: dict[str, list[tuple[str, str]]] = {}
    for action in ACTIONS:
        keys = QKeySequence(action.shortcut).toString(QKeySequence.SequenceFormat.NativeText)
        table.setdefault(action.group, []).append((keys, action.title.rstrip("…")))
    return table | {"In the panes": list(GESTURES)}


class ShortcutOverlay(QWidget):
    """Covers its parent until a key or a click."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("Shortcuts")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        card = QFrame()
        card.setStyleSheet(f"QFrame {{ background: {theme.PANEL.name()}; border-radius: 8px; }}")
        columns = QHBoxLayout(card)
        columns.setContentsMargins(28, 22, 28, 24)
        columns.setSpacing(40)
        table = shortcut_table()
        for groups in (("File", "Edit", "Help"), ("View", "In the panes"), ("Raw view", "Measure")):
            column = QVBoxLayout()
            for group in groups:
                column.addLayout(_group(group, table[group]))
                column.addSpacing(12)
            column.addStretch(1)
            columns.addLayout(column)
        centre = QGridLayout(self)
        centre.addWidget(card, 0, 0, Qt.AlignmentFlag.AlignCenter)
        self._covered = parent
        self._focus: QWidget | None = None  # who had it before
        parent.installEventFilter(self)
        self.hide()

    def toggle(self) -> None:
        """Show, or hide again."""
        self.setGeometry(self._covered.rect())
        if self.isVisible():
            self._leave()
            return
        self._focus = self._covered.window().focusWidget()
        self.show()
        self.raise_()
        self.setFocus()

    def _leave(self) -> None:
        self.hide()
        if self._focus is not None:
            self._focus.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._covered.rect())
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._leave()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._leave()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(0, 0, 0, 120))
        painter.end()


def _group(title: str, rows: list[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(18)
    grid.setVerticalSpacing(5)
    head = QLabel(title.upper())
    head.setObjectName("group")
    grid.addWidget(head, 0, 0, 1, 2)
    for row, words in enumerate(rows, 1):
        for column, (text, colour) in enumerate(zip(words, (theme.TEXT, theme.TEXT_DIM), strict=True)):
            label = QLabel(f'<span style="color:{colour.name()}">{escape(text)}</span>')
            label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            grid.addWidget(label, row, column)
    grid.setColumnMinimumWidth(0, 96)
    grid.setColumnStretch(1, 1)
    return grid
