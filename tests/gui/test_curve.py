"""The curve editor: every gesture, sorted knots always, one entry each; and the line drawn is the stage's own."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tuner.core.param import Knots
from tuner.gui.curve import CurveControl
from tuner.gui.knots import moved, parsed_knots, shown_range
from tuner.stages import RACK
from tuner.stages.linearization import Params, curve_at

LEFT, RIGHT, PLAIN = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier
START: Knots = ((0.0, 0.0), (0.25, 0.4), (0.6, 0.5), (1.0, 1.0))


class Bench:
    """The control of `linearization.curve`; what it says is shown again, as the rack does."""

    def __init__(self, qtbot: QtBot) -> None:
        self.control = CurveControl(RACK["linearization"].param("curve"), "Linearization Curve")
        self.graph = self.control.graph
        qtbot.addWidget(self.control)
        self.control.resize(300, 260)
        self.control.show()
        self.control.activateWindow()
        self.value = START
        self.starts, self.edits, self.said, self.refused = 0, 0, list[str](), list[str]()
        self.control.started.connect(self._started)
        self.control.edited.connect(self._edited)
        self.control.said.connect(self.said.append)
        self.control.refused.connect(self.refused.append)
        self.show(START)

    def show(self, value: Knots) -> None:
        self.value = value
        self.control.show_value(value, START, START, True)

    def _started(self) -> None:
        self.starts += 1

    def _edited(self, value: Any) -> None:
        assert all(a[0] < b[0] for a, b in pairwise(value)), "x must rise"
        assert RACK["linearization"].param("curve").fits(value)  # type: ignore[misc]
        self.edits += 1
        self.show(value)

    def at(self, x: float, y: float) -> QPoint:
        return self.graph.place(x, y).toPoint()

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        self.graph.setFocus()
        QTest.keyClick(self.graph, key, modifier)


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    return Bench(qtbot)


def test_a_click_adds_and_the_same_drag_moves(bench: Bench) -> None:
    QTest.mousePress(bench.graph, LEFT, PLAIN, bench.at(0.8, 0.3))
    for y in (0.4, 0.6, 0.7):
        QTest.mouseMove(bench.graph, bench.at(0.8, y))
    QTest.mouseRelease(bench.graph, LEFT, PLAIN, bench.at(0.8, 0.7))
    assert len(bench.value) == 5
    assert bench.value[3] == pytest.approx((0.8, 0.7), abs=0.01)
    assert (bench.starts, bench.graph.chosen) == (1, 3)
    assert [k for i, k in enumerate(bench.value) if i != 3] == list(START)


def test_a_drag_stops_at_the_neighbours_and_the_limits(bench: Bench) -> None:
    QTest.mousePress(bench.graph, LEFT, PLAIN, bench.at(*START[1]))
    QTest.mouseMove(bench.graph, bench.at(0.9, 0.4))
    assert bench.value[1][0] == pytest.approx(0.599)
    QTest.mouseMove(bench.graph, bench.at(0.25, 0.0) + QPoint(0, 15))
    assert bench.value[1][1] == 0.0
    QTest.mouseRelease(bench.graph, LEFT, PLAIN, bench.at(0.25, 0.0))
    assert bench.starts == 1


def test_a_knot_that_is_grabbed_beside_its_middle_does_not_jump(bench: Bench) -> None:
    """And with Ctrl it goes a tenth of the way."""
    beside = bench.at(*START[1]) + QPoint(4, 3)
    QTest.mousePress(bench.graph, LEFT, PLAIN, beside)
    QTest.mouseMove(bench.graph, beside + QPoint(0, -1))
    assert bench.value[1] == pytest.approx((0.25, 0.407), abs=0.002)
    start = bench.value[1][1]
    for modifier, dy in ((Qt.KeyboardModifier.ControlModifier, -1), (Qt.KeyboardModifier.ControlModifier, -31)):
        at = QPointF(beside + QPoint(0, dy))
        event = QMouseEvent(QEvent.Type.MouseMove, at, bench.graph.mapToGlobal(at), LEFT, LEFT, modifier)
        QApplication.sendEvent(bench.graph, event)
    one = 1 / (bench.graph.height() - 12)
    assert bench.value[1][1] - start == pytest.approx(3 * one, abs=one / 4)
    QTest.mouseRelease(bench.graph, LEFT, PLAIN, beside)
    assert bench.starts == 1


def test_dragged_out_a_knot_goes_and_dragged_back_it_returns(bench: Bench) -> None:
    out = QPoint(bench.graph.width() // 2, -60)
    QTest.mousePress(bench.graph, LEFT, PLAIN, bench.at(*START[2]))
    QTest.mouseMove(bench.graph, out)
    assert bench.value == (START[0], START[1], START[3])
    QTest.mouseMove(bench.graph, bench.at(0.5, 0.5))
    assert len(bench.value) == 4
    QTest.mouseMove(bench.graph, out)
    QTest.mouseRelease(bench.graph, LEFT, PLAIN, out)
    assert bench.value == (START[0], START[1], START[3])
    assert bench.starts == 1


@pytest.mark.parametrize("way", ["delete", "right", "button"])
def test_the_other_ways_to_remove(bench: Bench, way: str) -> None:
    if way == "right":
        QTest.mouseClick(bench.graph, RIGHT, PLAIN, bench.at(*START[1]))
    else:
        bench.graph.choose(1)
        bench.key(Qt.Key.Key_Delete) if way == "delete" else bench.control.remove.click()
    assert bench.value == (START[0], START[2], START[3])
    assert bench.starts == 1


def test_two_knots_always_stay(bench: Bench) -> None:
    bench.show(((0.0, 0.0), (1.0, 1.0)))
    for _ in range(3):
        bench.key(Qt.Key.Key_Delete)
    QTest.mouseClick(bench.graph, RIGHT, PLAIN, bench.at(1, 1))
    assert bench.value == ((0.0, 0.0), (1.0, 1.0))
    assert not bench.control.remove.isEnabled()


def test_a_right_click_beside_the_knots_is_left_to_the_menu(bench: Bench) -> None:
    """On a knob it removes, and asks for no menu."""
    for place, taken in ((bench.at(*START[1]), True), (bench.at(0.9, 0.2), False)):
        QTest.mouseClick(bench.graph, RIGHT, PLAIN, place)
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, bench.graph.mapToGlobal(place))
        bench.graph.contextMenuEvent(event)
        assert event.isAccepted() is taken


def test_keys_move_choose_and_insert(bench: Bench) -> None:
    bench.graph.choose(1)
    for _ in range(4):
        bench.key(Qt.Key.Key_Up)
    assert bench.value[1] == (0.25, 0.42)
    assert bench.starts == 1
    bench.key(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert bench.value[1] == (0.3, 0.42)
    bench.key(Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    assert bench.value[1] == (0.2995, 0.42)
    bench.key(Qt.Key.Key_Home)
    assert bench.graph.chosen == 0
    bench.key(Qt.Key.Key_End)
    assert bench.graph.chosen == 3
    bench.key(Qt.Key.Key_PageDown)
    assert bench.graph.chosen == 2
    bench.key(Qt.Key.Key_Down)
    assert bench.starts == 2  # another knot: another gesture
    before = bench.value
    bench.key(Qt.Key.Key_Insert)
    assert (len(bench.value), bench.graph.chosen) == (5, 3)
    assert bench.value[3][0] == pytest.approx((before[2][0] + before[3][0]) / 2)
    assert bench.value[3][1] == pytest.approx(float(curve_at(Params(curve=before), bench.value[3][0])), abs=1e-6)


def test_a_knot_is_typed_exactly_also_past_its_neighbours(bench: Bench) -> None:
    bench.graph.choose(1)
    assert bench.control.which.text() == "knot 2 of 4"
    _type(bench.control.y_field, "0.123456")
    assert bench.value[1] == (0.25, 0.123456)
    _type(bench.control.x_field, "0.7")
    assert bench.value == (START[0], START[2], (0.7, 0.123456), START[3])
    assert (bench.graph.chosen, bench.starts) == (2, 2)
    _type(bench.control.x_field, "0.6")
    assert "already" in bench.said[-1]
    _type(bench.control.x_field, "7")
    assert "0 to 1" in bench.said[-1]
    assert bench.value[2] == (0.7, 0.123456)


def test_all_knots_are_typed_at_once(bench: Bench) -> None:
    _type(bench.control.field, "0 0; 0.5, 0.7; 1 1")
    assert bench.value == ((0.0, 0.0), (0.5, 0.7), (1.0, 1.0))
    for wrong in ("0 0, 0.5", "0.5 0, 0.2 1", "0 0, 1 9", "x"):
        _type(bench.control.field, wrong)
        assert bench.refused[-1] == wrong
        bench.show(bench.value)  # as the knob does
        assert bench.control.field.text() == wrong  # stays, to be corrected
        assert bench.control.field.property("wrong")
    assert (bench.starts, len(bench.refused)) == (1, 4)
    QTest.keyClick(bench.control.field, Qt.Key.Key_Escape)
    assert bench.control.field.text() == "0 0, 0.5 0.7, 1 1"
    assert not bench.control.field.property("wrong")
    bench.control.field.setText("x")
    bench.control.field.setModified(True)
    _type(bench.control.field, "0 0, 1 1")
    assert bench.value == ((0.0, 0.0), (1.0, 1.0))
    assert bench.graph.hasFocus()  # the window's keys work again


def test_the_line_drawn_is_the_stages_own(bench: Bench) -> None:
    """Also beyond the last knot, where its end pieces are continued."""
    knots = ((0.2, 0.1), (0.5, 0.6), (0.8, 0.7))
    bench.show(knots)
    x = np.linspace(0, 1, 101)
    np.testing.assert_array_equal(bench.graph.line(x), curve_at(Params(curve=knots), x))


def test_the_histogram_is_drawn_and_taken_away(bench: Bench) -> None:
    """Anything that holds no counts draws none."""
    plain = bench.graph.grab().toImage()
    bench.control.set_histogram([1, 5, 100, 2])
    assert bench.graph.grab().toImage() != plain
    for nothing in (None, [], [0, 0, 0], [float("nan"), 1]):
        bench.control.set_histogram([1, 5, 100, 2])
        bench.control.set_histogram(nothing)
        assert bench.graph.grab().toImage() == plain


def test_ctrl_double_click_returns_to_the_profile(bench: Bench) -> None:
    asked: list[bool] = []
    bench.control.reset_asked.connect(asked.append)
    for modifier in (PLAIN, Qt.KeyboardModifier.ControlModifier):
        QTest.mouseDClick(bench.graph, LEFT, modifier, bench.at(0.25, 0.4))
    assert asked == [False, True]


def test_random_gestures_leave_a_curve(bench: Bench) -> None:
    """Whatever is dragged where: every value that comes out is a valid one (checked in the bench)."""
    rng = np.random.default_rng(5)
    graph = bench.graph
    for _ in range(60):
        points = [QPointF(*p) for p in rng.uniform((-60, -60), (graph.width() + 60, graph.height() + 60), (4, 2))]
        button = LEFT if rng.random() < 0.8 else RIGHT
        for kind, at in zip(
            (
                QEvent.Type.MouseButtonPress,
                QEvent.Type.MouseMove,
                QEvent.Type.MouseMove,
                QEvent.Type.MouseButtonRelease,
            ),
            points,
            strict=True,
        ):
            QApplication.sendEvent(graph, QMouseEvent(kind, at, graph.mapToGlobal(at), button, button, PLAIN))
    assert bench.edits > 30
    assert len(bench.value) >= 2


def test_moved_and_shown_range() -> None:
    assert moved(START, 1, (0.9, 5.0), (0.0, 2.0))[1] == (0.599, 2.0)
    close = ((0.0, 0.0), (0.5, 0.1), (0.5005, 0.2), (1.0, 1.0))
    assert moved(close, 1, (0.1, 0.3), (0.0, 1.0))[1] == (0.1, 0.3)
    assert moved(close, 2, (0.4, 0.3), (0.0, 1.0))[2] == (0.501, 0.3)
    assert shown_range(START, (0.0, 2.0)) == (0.0, 1.0)
    assert shown_range(((0.0, 0.0), (1.0, 1.5)), (0.0, 2.0)) == (0.0, 1.5)
    assert shown_range(((0.0, 3.0), (1.0, 4.0)), (2.0, 5.0)) == (2.0, 5.0)


@pytest.mark.parametrize(
    "text", ["0 0, 0.5 0.6", "0 0; 0.5 0.6", "0, 0; 0.5, 0.6", "[[0, 0], [0.5, 0.6]]", "(0 0) , (0.5 0.6)"]
)
def test_knots_as_people_write_them(text: str) -> None:
    assert parsed_knots(text) == ((0.0, 0.0), (0.5, 0.6))


@pytest.mark.parametrize("text", ["", "0", "a b", "0 0 0, 1 1", "[[0, 0], [1]]"])
def test_what_is_no_knots(text: str) -> None:
    assert parsed_knots(text) is None


def _type(field: Any, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)
