"""Keys against what the focus would do with them, and keys that count while they are held."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QVBoxLayout, QWidget

from tuner.gui import commands, theme
from tuner.gui.actions import ACTIONS, Action
from tuner.gui.commands import Commands
from tuner.gui.keymap import Keymap


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    theme.apply(qapp)


class Bench(QMainWindow):
    """A window whose actions only note that they were carried out."""

    def __init__(self) -> None:
        super().__init__()
        self.done: list[str] = []
        self.field, self.other = QLineEdit(), QLineEdit()
        self.pane = QWidget()
        self.pane.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        inside = QWidget()
        column = QVBoxLayout(inside)
        for widget in (self.field, self.other, self.pane):
            column.addWidget(widget)
        self.setCentralWidget(inside)

    def note(self, what: str) -> None:
        self.done.append(what)

    def press(self) -> None:
        self.done.append("held")

    def let_go(self) -> None:
        self.done.append("let go")


TABLE = (
    Action("undo", "Undo", "Ctrl+Z", "Edit", "Back.", "note", "undo", icon=None),
    Action("redo", "Redo", "Ctrl+Shift+Z", "Edit", "Forward.", "note", "redo", icon=None, also=("Ctrl+Y",)),
    Action("flicker", "Flicker", "V", "View", "While held.", "press", icon=None, release="let_go"),
)


@pytest.fixture
def bench(qtbot, monkeypatch) -> Bench:
    monkeypatch.setattr(commands, "ACTIONS", TABLE)
    made = Bench()
    qtbot.addWidget(made)
    Commands(made, Keymap(actions=TABLE), lambda: None)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_undo_is_the_session_s_unless_something_is_being_typed(bench: Bench) -> None:
    bench.field.setText("1.0")
    bench.field.setFocus()
    QTest.keyClick(bench.field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(bench.field, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert bench.done == ["undo", "redo"]
    QTest.keyClicks(bench.field, "5")
    QTest.keyClick(bench.field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert bench.done == ["undo", "redo"]
    assert bench.field.text() == "1.0"  # the field took its own text back


def test_letters_are_typed_in_a_field_and_are_keys_elsewhere(bench: Bench) -> None:
    bench.field.setFocus()
    QTest.keyClick(bench.field, Qt.Key.Key_V)
    assert (bench.field.text(), bench.done) == ("v", [])
    bench.pane.setFocus()
    QTest.keyClick(bench.pane, Qt.Key.Key_V)
    assert bench.done == ["held", "let go"]


def test_a_held_key_ends_when_it_is_let_go_or_the_focus_leaves(bench: Bench) -> None:
    bench.pane.setFocus()
    QTest.keyPress(bench.pane, Qt.Key.Key_V)
    assert bench.done == ["held"]
    QTest.keyRelease(bench.pane, Qt.Key.Key_B)
    assert bench.done == ["held"]
    QTest.keyRelease(bench.pane, Qt.Key.Key_V)
    assert bench.done == ["held", "let go"]
    QTest.keyPress(bench.pane, Qt.Key.Key_V)
    bench.other.setFocus()
    assert bench.done == ["held", "let go"] * 2
    QTest.keyRelease(bench.other, Qt.Key.Key_V)
    assert bench.done == ["held", "let go"] * 2


def test_paths_of_the_table_are_strings_of_names() -> None:
    for a in ACTIONS:
        assert all(part.isidentifier() for path in (a.handler, a.switch, a.release) if path for part in path.split("."))
