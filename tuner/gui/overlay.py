"""The `?` overlay: every key and what it does, made from the table of actions and the keys in force."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from tuner.gui import theme
from tuner.gui.actions import ACTIONS, GESTURES, GROUPS
from tuner.gui.keymap import Keymap, native, title
from tuner.gui.language import tr

Table = dict[str, list[tuple[str, str]]]

_EDGE = 24  # of the window that stays uncovered by the card
_PASSED_ON = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_IGNORED = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta)


def shortcut_table(keymap: Keymap | None = None) -> Table:
    """{group: [(keys, title)]} in the order of the groups, the panes' gestures last."""
    keymap = keymap or Keymap()
    table: Table = {}
    for group in GROUPS:
        rows = [
            ("  ".join(native(key) for key in keymap.keys(action.name)), title(action))
            for action in ACTIONS
            if action.group == group
        ]
        table[tr("groups", group)] = runs(rows)
    gestures = [(tr("gestures", hand), tr("gestures", what)) for hand, what in GESTURES]
    return table | {tr("groups", "In the panes"): gestures}


def runs(rows: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Neighbours that differ in their number alone ('Ctrl+1', 'Point 1' and on to 8) as one row."""
    made: list[tuple[str, str]] = []
    for _, run in groupby(enumerate(rows), lambda row: _of_run(*row)):
        (keys, words), *more = [row for _, row in run]
        if more:
            keys, words = f"{keys} … {more[-1][0]}", f"{words} … {_number_of(more[-1][1])}"
        made.append((keys, words))
    return made


def _number_of(text: str) -> str:
    return text[len(text.rstrip("0123456789")) :]


def _of_run(place: int, row: tuple[str, str]) -> tuple[str, str, int]:
    """The same for rows that may stand as one: texts without their number, and how far it is from the row's place."""
    keys, words = row
    number = _number_of(words)
    if not number or _number_of(keys) != number:
        return keys, words, place
    return keys.removesuffix(number), words.removesuffix(number), int(number) - place


def balanced(table: Table, columns: int) -> list[list[str]]:
    """The groups in their order, over columns whose tallest is as short as can be."""
    heights = [len(rows) + 2 for rows in table.values()]
    names = list(table)

    def split(most: int) -> list[list[str]]:
        made: list[list[str]] = [[]]
        full = 0
        for name, height in zip(names, heights, strict=True):
            if made[-1] and full + height > most:
                made.append([])
                full = 0
            made[-1].append(name)
            full += height
        return made

    tallest = next(most for most in range(max(heights), sum(heights) + 1) if len(split(most)) <= columns)
    return split(tallest)


class ShortcutOverlay(QWidget):
    """Covers its parent until a key or a click; arrow and page keys scroll where the window is too small for it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("actions", "Shortcuts"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._covered = parent
        self._focus: QWidget | None = None  # who had it before
        self._table: Table = {}
        self._area = QScrollArea(self)
        self._area.setStyleSheet(f"QScrollArea {{ background: {theme.PANEL.name()}; border-radius: 8px; }}")
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidgetResizable(True)
        parent.installEventFilter(self)
        self.hide()

    def toggle(self, keymap: Keymap) -> None:
        """Show the keys in force, or hide again."""
        if self.isVisible():
            self._leave()
            return
        self._table = shortcut_table(keymap)
        self._focus = self._covered.window().focusWidget()
        self._place()
        self.show()
        self.raise_()
        self.setFocus()

    def _place(self) -> None:
        """As many columns as the window has room for."""
        self.setGeometry(self._covered.rect())
        wide, tall = self.width() - 2 * _EDGE, self.height() - 2 * _EDGE
        for columns in (4, 3, 2, 1):
            card = _card(self._table, columns)
            size = card.sizeHint()
            if size.width() <= wide or columns == 1:
                break
        tight = _card(self._table, columns, tight=True)
        if tight.sizeHint().height() <= tall < size.height():
            card, size = tight, tight.sizeHint()
        bar = 0 if size.height() <= tall else self._area.verticalScrollBar().sizeHint().width()
        width, height = min(size.width() + bar, wide), min(size.height(), tall)
        self._area.setWidget(card)
        self._area.setGeometry((self.width() - width) // 2, (self.height() - height) // 2, width, height)

    def _leave(self) -> None:
        self.hide()
        if self._focus is not None:
            self._focus.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # any key leaves, and does nothing else
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _PASSED_ON and self._area.verticalScrollBar().maximum():
            bar = self._area.verticalScrollBar()
            step = bar.pageStep() if key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown) else 3 * bar.singleStep()
            bar.setValue(bar.value() + (step if key in (Qt.Key.Key_Down, Qt.Key.Key_PageDown) else -step))
        elif key not in _IGNORED:
            self._leave()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._leave()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(0, 0, 0, 120))
        painter.end()


def _card(table: Table, columns: int, *, tight: bool = False) -> QFrame:
    """The groups in columns; tight where it would else not fit by a little."""
    card = QFrame()
    card.setStyleSheet(
        f"QFrame {{ background: {theme.PANEL.name()}; }} #keys {{ color: {theme.TEXT.name()}; }}"
        f" #what {{ color: {theme.TEXT_DIM.name()}; }}"
    )
    row = QHBoxLayout(card)
    row.setContentsMargins(26, 10 if tight else 20, 26, 2 if tight else 14)
    row.setSpacing(30)
    for groups in balanced(table, columns):
        column = QVBoxLayout()
        column.setSpacing(0)
        for group in groups:
            column.addLayout(_group(group, table[group], 0 if tight else 3))
            column.addSpacing(8 if tight else 14)
        column.addStretch(1)
        row.addLayout(column)
    return card


def _group(heading: str, rows: list[tuple[str, str]], apart: int) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(14)
    grid.setVerticalSpacing(apart)
    head = QLabel(heading.upper())
    head.setObjectName("group")
    grid.addWidget(head, 0, 0, 1, 2)
    for row, words in enumerate(rows, 1):
        for column, (text, kind) in enumerate(zip(words, ("keys", "what"), strict=True)):
            label = QLabel(text)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setObjectName(kind)
            label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            grid.addWidget(label, row, column)
    grid.setColumnMinimumWidth(0, 84)
    grid.setColumnStretch(1, 1)
    return grid
