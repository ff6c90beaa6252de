"""The slider's grammar: every gesture of the table in its docstring."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tuner.gui import theme
from tuner.gui.field import NumberField, number_text, parsed
from tuner.gui.slider import THUMB, Slider, decimals

SHIFT, CTRL, PLAIN = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.NoModifier,
)
LEFT = Qt.MouseButton.LeftButton


class Bench:
    """A slider 0..2 (hard 0..4, step 0.01) whose moves are shown again, as the rack does."""

    def __init__(self, qtbot: QtBot, whole: bool = False) -> None:
        self.holder = QWidget()
        qtbot.addWidget(self.holder)
        self.slider = Slider((0.0, 4.0), (0.0, 2.0), 1.0 if whole else 0.01, whole)
        self.other = QLineEdit()
        column = QVBoxLayout(self.holder)
        column.addWidget(self.slider)
        column.addWidget(self.other)
        self.moves: list[float] = []
        self.starts = 0
        self.resets: list[bool] = []
        self.slider.moved.connect(self._moved)
        self.slider.started.connect(self._started)
        self.slider.reset_asked.connect(self.resets.append)
        self.holder.resize(240, 80)
        self.holder.show()
        self.holder.activateWindow()
        self.show(0.5)
        self.other.setFocus()

    def show(self, value: float) -> None:
        self.slider.show_value(value, 0.5, 0.8)

    def _moved(self, value: float) -> None:
        self.moves.append(value)
        self.show(value)

    def _started(self) -> None:
        self.starts += 1

    def at(self, value: float) -> QPoint:
        return QPoint(round(self.slider.x_of(value)), self.slider.height() // 2)

    def wheel(self, notches: int = 1) -> QWheelEvent:
        here = QPointF(self.at(1.0))
        event = QWheelEvent(
            here,
            self.slider.mapToGlobal(here),
            QPoint(),
            QPoint(0, 120 * notches),
            Qt.MouseButton.NoButton,
            PLAIN,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(self.slider, event)
        return event


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    return Bench(qtbot)


def test_showing_a_value_emits_nothing(bench: Bench) -> None:
    """No feedback loops."""
    bench.show(1.7)
    assert (bench.moves, bench.starts) == ([], 0)


def test_a_drag_is_one_gesture_and_follows_the_pointer(bench: Bench) -> None:
    """Ends under the pointer, on whole steps, after one `started`."""
    QTest.mousePress(bench.slider, LEFT, PLAIN, bench.at(0.5))
    for value in (0.7, 1.0, 1.3):
        QTest.mouseMove(bench.slider, bench.at(value))
    QTest.mouseRelease(bench.slider, LEFT, PLAIN, bench.at(1.3))
    assert bench.starts == 1
    assert bench.moves[-1] == pytest.approx(1.3, abs=0.02)
    assert all(value == round(value, 2) for value in bench.moves)


def test_a_drag_stays_inside_the_soft_range(bench: Bench) -> None:
    """However far the pointer goes."""
    QTest.mousePress(bench.slider, LEFT, PLAIN, bench.at(0.5))
    QTest.mouseMove(bench.slider, QPoint(4000, 5))
    QTest.mouseRelease(bench.slider, LEFT, PLAIN, QPoint(4000, 5))
    assert bench.slider.value == 2.0


def test_touching_the_thumb_changes_nothing_but_the_track_takes_it_there(bench: Bench) -> None:
    QTest.mouseClick(bench.slider, LEFT, PLAIN, bench.at(0.5) + QPoint(4, 0))
    assert bench.moves == []
    QTest.mouseClick(bench.slider, LEFT, PLAIN, bench.at(1.5))
    assert bench.slider.value == pytest.approx(1.5, abs=0.02)


def test_ctrl_drags_at_a_tenth_and_shift_in_ten_steps(bench: Bench) -> None:
    """The same way of the pointer: 0.1 of the change in tenths of a step; whole tens of steps."""
    for modifier, expected, digits in ((CTRL, 0.55, 3), (SHIFT, 1.0, 1)):
        bench.show(0.5)
        bench.moves.clear()
        # QTest.mouseMove carries no modifiers, so the events are made by hand
        start, end = bench.at(0.5), bench.at(1.0)
        QTest.mousePress(bench.slider, LEFT, modifier, start)
        _move(bench.slider, end, modifier)
        QTest.mouseRelease(bench.slider, LEFT, modifier, end)
        assert bench.slider.value == pytest.approx(expected, abs=0.003 if modifier == CTRL else 0.001)
        assert bench.slider.value == round(bench.slider.value, digits)


def _move(widget: QWidget, to: QPoint, modifier: Qt.KeyboardModifier) -> None:
    event = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(to), widget.mapToGlobal(QPointF(to)), Qt.MouseButton.NoButton, LEFT, modifier
    )
    QApplication.sendEvent(widget, event)


@pytest.mark.parametrize(
    ("key", "modifier", "expected"),
    [
        (Qt.Key.Key_Right, PLAIN, 0.53),
        (Qt.Key.Key_Down, PLAIN, 0.51),
        (Qt.Key.Key_Right, SHIFT, 0.62),
        (Qt.Key.Key_Left, CTRL, 0.519),
        (Qt.Key.Key_PageDown, PLAIN, 0.42),
        (Qt.Key.Key_Home, PLAIN, 0.0),
        (Qt.Key.Key_End, PLAIN, 2.0),
    ],
)
def test_keys_move_by_steps(bench: Bench, key: Qt.Key, modifier: Qt.KeyboardModifier, expected: float) -> None:
    """From 0.52 with a step of 0.01."""
    bench.show(0.52)
    bench.slider.setFocus()
    QTest.keyClick(bench.slider, key, modifier)
    assert bench.slider.value == expected


def test_repeated_keys_are_one_gesture_until_the_focus_leaves(bench: Bench) -> None:
    bench.slider.setFocus()
    for _ in range(20):
        QTest.keyClick(bench.slider, Qt.Key.Key_Right)
    assert (bench.starts, bench.slider.value) == (1, 0.7)
    bench.other.setFocus()
    bench.slider.setFocus()
    QTest.keyClick(bench.slider, Qt.Key.Key_Right)
    assert bench.starts == 2


def test_double_click_and_backspace_reset(bench: Bench) -> None:
    """To the default; with Ctrl to the baseline. A double-click is one gesture with the click before it."""
    QTest.mouseClick(bench.slider, LEFT, PLAIN, bench.at(1.5))
    QTest.mouseDClick(bench.slider, LEFT, PLAIN, bench.at(1.5))
    assert bench.resets == [False]
    QTest.mouseDClick(bench.slider, LEFT, CTRL, bench.at(1.5))
    bench.slider.setFocus()
    QTest.keyClick(bench.slider, Qt.Key.Key_Backspace)
    QTest.keyClick(bench.slider, Qt.Key.Key_Backspace, CTRL)
    assert bench.resets == [False, True, False, True]


def test_the_wheel_edits_only_with_the_focus(bench: Bench) -> None:
    """Without it the event is left to the panel."""
    assert not bench.wheel().isAccepted()
    assert bench.moves == []
    bench.slider.setFocus()
    assert bench.wheel().isAccepted()
    assert bench.moves == [0.51]
    assert bench.slider.focusPolicy() == Qt.FocusPolicy.StrongFocus  # the wheel itself must not give it


def test_whole_numbers_stay_whole(qtbot: QtBot) -> None:
    """Ctrl goes no finer than 1."""
    bench = Bench(qtbot, whole=True)
    bench.slider.show_value(1, 0, 0)
    bench.slider.setFocus()
    QTest.keyClick(bench.slider, Qt.Key.Key_Right, CTRL)
    assert bench.moves == [2.0]


def test_ticks_stand_at_default_and_baseline_and_the_fill_between(bench: Bench) -> None:
    """Drawn: the accent from default to value only when the value is not the baseline's."""
    slider = bench.slider

    def colour(value: float, dy: int) -> str:
        image = slider.grab().toImage()
        return image.pixelColor(round(slider.x_of(value) - 0.5), slider.height() // 2 + dy).name()

    bench.show(1.6)
    assert colour(1.2, 0) == theme.ACCENT.name()  # filled
    assert colour(0.2, 0) == theme.WELL.name()  # not filled
    assert colour(0.5, 4) != slider.grab().toImage().pixelColor(2, 2).name()  # tick at the default
    assert colour(0.8, 4) != colour(1.2, 4)  # tick at the baseline
    slider.show_value(1.6, 0.5, 1.6)
    assert colour(1.2, 0) == theme.TEXT_FAINT.name()


@pytest.mark.parametrize(("step", "digits"), [(1, 0), (10, 0), (0.5, 1), (0.05, 2), (0.01, 2), (0.005, 3), (0.0005, 4)])
def test_decimals_follow_the_step(step: float, digits: int) -> None:
    assert decimals(step) == digits


@pytest.mark.parametrize(
    ("value", "step", "signed", "text"),
    [
        (0.5, 0.01, False, "0.50"),
        (0.515, 0.01, False, "0.515"),  # finer than the step: shown, not hidden
        (5240.0, 10, False, "5\u2009240"),
        (3.0, 1, True, "+3"),
        (-0.25, 0.01, True, "\u22120.25"),
        (0.0, 0.01, True, "0.00"),
        (512.25, 1, False, "512.25"),
        (1 / 3, 0.01, False, "0.333"),
    ],
)
def test_number_text(value: float, step: float, signed: bool, text: str) -> None:
    assert number_text(value, step, signed) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.5", 1.5),
        ("1,5", 1.5),
        ("5\u2009240 K", 5240),
        ("\u22120.25", -0.25),
        ("1e-3", 1e-3),
        (" +2 ", 2),
        ("", None),
        ("nan", None),
        ("inf", None),
        ("a", None),
    ],
)
def test_parsed(text: str, value: float | None) -> None:
    assert parsed(text, "K") == value


def _typed(field: NumberField, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_a_typed_number_may_leave_the_soft_range_but_not_the_hard_one(qtbot: QtBot) -> None:
    """Out of range: marked, refused, and the value in force is shown again after Escape."""
    field = NumberField((0.0, 4.0), 0.01)
    qtbot.addWidget(field)
    field.show()
    field.show_value(0.5)
    got: list[float] = []
    refused: list[str] = []
    field.committed.connect(got.append)
    field.refused.connect(refused.append)
    _typed(field, "3.7")
    assert got == [3.7]
    _typed(field, "9")
    assert (got, refused) == ([3.7], ["9"])
    assert field.property("wrong") is True
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.property("wrong") is False
    assert field.text() == "0.50"  # nobody took 3.7 over here, so 0.5 is still the value


def test_what_is_being_typed_is_not_overwritten_by_the_same_value(qtbot: QtBot) -> None:
    """A render that ends meanwhile refreshes the rack."""
    field = NumberField((0.0, 4.0), 0.01)
    qtbot.addWidget(field)
    field.show()
    field.activateWindow()
    field.show_value(0.5)
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    field.selectAll()
    QTest.keyClicks(field, "1.2")
    field.show_value(0.5)
    assert field.text() == "1.2"


def test_the_thumb_is_inside_the_widget_at_both_ends(bench: Bench) -> None:
    """Nothing is cut."""
    assert bench.slider.x_of(-9) == THUMB / 2
    assert bench.slider.x_of(9) == bench.slider.width() - THUMB / 2
