"""The dialog in which actions get other keys: one table of all actions, a field that waits for a key, one sentence."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QKeyCombination, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from tuner.gui.actions import GROUPS
from tuner.gui.keymap import Keymap, KeymapError, native, portable, title
from tuner.gui.language import heading, tr
from tuner.gui.theme import ACCENT

_WRONG = "#d06a5f"
_ALONE = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr)
_WALKS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
_FIRST_NAMED = 0x01000000  # Qt numbers keys without a character from here


class KeyField(QLineEdit):
    """Takes the next key as it is pressed, whatever it would do elsewhere; Tab still leaves.

    Signals
    -------
    pressed : the key as it is saved
    """

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setPlaceholderText(tr("window", "Press the new key"))
        self.setAccessibleName(tr("window", "New key"))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # so that no action of the window takes it
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _WALKS:
            super().keyPressEvent(event)
        elif event.key() not in _ALONE:
            self.pressed.emit(of_event(event))


def of_event(event: QKeyEvent) -> str:
    """The key of an event as it is saved: Shift counts only where it does not make another character ('?', not
    'Shift+?'), and the keypad is no other keyboard."""
    key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if key < _FIRST_NAMED and not chr(key).isalpha():
        held &= ~Qt.KeyboardModifier.ShiftModifier
    sequence = QKeySequence(QKeyCombination(held, key))
    return portable(sequence.toString(QKeySequence.SequenceFormat.PortableText))


class KeysDialog(QDialog):
    """Every action with its key.

    Parameters
    ----------
    use : put another map in force
    """

    def __init__(self, parent: QWidget, keymap: Keymap, use: Callable[[Keymap], None]) -> None:
        super().__init__(parent)
        self.keymap, self._use = keymap, use
        self.rows = sorted(keymap.actions, key=lambda a: GROUPS.index(a.group))
        self.setWindowTitle(heading("Keyboard shortcuts…"))
        self.resize(620, 560)
        self.filter, self.table, self.field = QLineEdit(), QTableWidget(), KeyField()
        self.filter.setPlaceholderText(tr("window", "Find an action or a key"))
        self.filter.setAccessibleName(tr("window", "Find an action or a key"))
        self.message = QLabel()
        self.message.setWordWrap(True)
        self.message.setMinimumHeight(36)
        self.message.setAccessibleName(tr("window", "Message"))
        self.reset, self.reset_all = QPushButton(tr("window", "Reset")), QPushButton(tr("window", "Reset all"))
        close = QPushButton(tr("window", "Close"))
        for button in (self.reset, self.reset_all, close):
            button.setAutoDefault(False)  # Enter in a field is not for them
        self._fill()
        self._lay_out(close)
        self.filter.textChanged.connect(self._search)
        self.table.currentCellChanged.connect(lambda row, *_: self._show(row))
        self.table.cellActivated.connect(lambda *_: self.field.setFocus())
        self.field.pressed.connect(self._take)
        self.reset.clicked.connect(self._reset)
        self.reset_all.clicked.connect(lambda: self._put(Keymap(actions=self.keymap.actions)))
        close.clicked.connect(self.accept)
        self.table.setCurrentCell(0, 0)

    def _lay_out(self, close: QPushButton) -> None:
        column = QVBoxLayout(self)
        column.addWidget(self.filter)
        column.addWidget(self.table, 1)
        row = QHBoxLayout()
        row.addWidget(QLabel(tr("window", "New key")))
        row.addWidget(self.field, 1)
        row.addWidget(self.reset)
        column.addLayout(row)
        column.addWidget(self.message)
        row = QHBoxLayout()
        row.addWidget(self.reset_all)
        row.addStretch(1)
        row.addWidget(close)
        column.addLayout(row)

    def _fill(self) -> None:
        table = self.table
        table.setColumnCount(4)
        table.setRowCount(len(self.keymap.actions))
        table.setAccessibleName(tr("window", "Actions and their keys"))
        table.setHorizontalHeaderLabels(
            [tr("window", "Group"), tr("window", "Action"), tr("window", "Key"), tr("window", "Built in")]
        )
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        table.horizontalHeader().setHighlightSections(False)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for row, action in enumerate(self.rows):
            built_in = [native(key) for key in (action.shortcut, *action.also)]
            for place, text in ((0, tr("groups", action.group)), (1, title(action)), (3, "  ".join(built_in))):
                table.setItem(row, place, QTableWidgetItem(text))
        self._show_keys()
        table.resizeColumnsToContents()
        table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)

    def _show_keys(self) -> None:
        for row, action in enumerate(self.rows):
            item = QTableWidgetItem(native(self.keymap.key(action.name)))
            if action.name in self.keymap.changed:
                item.setForeground(ACCENT)
            self.table.setItem(row, 2, item)

    def _search(self, text: str) -> None:
        words = text.lower().split()
        for row, a in enumerate(self.rows):
            line = f"{tr('groups', a.group)} {title(a)} {a.title} {native(self.keymap.key(a.name))}".lower()
            self.table.setRowHidden(row, not all(word in line for word in words))

    # -- what the user does

    @property
    def _name(self) -> str:
        return self.rows[max(self.table.currentRow(), 0)].name

    def choose(self, name: str) -> None:
        """Select an action."""
        self.table.setCurrentCell(next(i for i, a in enumerate(self.rows) if a.name == name), 0)

    def _show(self, row: int) -> None:
        self.message.setText("")
        self.field.setText("")
        self.reset.setEnabled(row >= 0 and self._name in self.keymap.changed)

    def _take(self, key: str) -> None:
        self.field.setText(native(key))
        try:
            self._put(self.keymap.rebound(self._name, key))
        except KeymapError as error:
            self._refuse(error)

    def _reset(self) -> None:
        try:
            self._put(self.keymap.reset(self._name))
        except KeymapError as error:
            self._refuse(error)

    def _put(self, keymap: Keymap) -> None:
        self.keymap = keymap
        self._use(keymap)
        self._show_keys()
        self.message.setStyleSheet("")
        self.message.setText(tr("window", "In force at once, and remembered."))
        self.reset.setEnabled(self._name in keymap.changed)

    def _refuse(self, error: KeymapError) -> None:
        self.message.setStyleSheet(f"color: {_WRONG};")
        self.message.setText(str(error))
