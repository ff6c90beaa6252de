"""The matrix: typing, the lock on row sums, nudging, copying and pasting."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tuner.gui.matrix import MatrixControl
from tuner.gui.values import parsed_matrix
from tuner.stages import RACK

START = ((1.5, -0.25, -0.25), (0.0, 1.0, 0.0), (0.125, 0.25, 0.5))
NINE = ((1.0, 2.0, 3.0), (4.0, 5.0, 6.0), (7.0, 8.0, -9.5))


class Bench:
    """The control of `color_matrix.matrix`; what it says is shown again."""

    def __init__(self, qtbot: QtBot) -> None:
        self.param = RACK["color_matrix"].param("matrix")
        self.control = MatrixControl(self.param, "Colour matrix")
        qtbot.addWidget(self.control)
        self.control.show()
        self.control.activateWindow()
        self.starts, self.said = 0, list[str]()
        self.control.started.connect(self._started)
        self.control.edited.connect(self.show)
        self.control.said.connect(self.said.append)
        self.show(START)

    def show(self, value: Any) -> None:
        self.value = value
        self.control.show_value(value, START, START, True)

    def _started(self) -> None:
        self.starts += 1

    def type(self, y: int, x: int, text: str) -> None:
        field = self.control.fields[y][x]
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Return)


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    return Bench(qtbot)


def test_locked_the_diagonal_takes_what_is_left(bench: Bench) -> None:
    """Each row keeps the sum it had, 1 or not."""
    bench.control.lock.click()
    bench.type(0, 1, "-0.5")
    assert bench.value[0] == (1.75, -0.5, -0.25)
    bench.type(2, 0, "0.2")
    assert bench.value[2] == (0.2, 0.25, 0.425)
    assert [label.text() for label in bench.control.sums] == ["= 1.000", "= 1.000", "= 0.875"]
    assert bench.starts == 2


def test_locked_the_diagonal_is_not_typed(bench: Bench) -> None:
    """And that is said in words, shown only then."""
    assert not bench.control.note.isVisible()
    bench.control.lock.click()
    assert bench.control.note.isVisible()
    assert "diagonal takes what is left" in bench.control.note.text()
    bench.type(1, 1, "2")
    QTest.keyClick(bench.control.fields[1][1], Qt.Key.Key_Up)
    assert bench.value == START
    bench.control.lock.click()
    bench.type(1, 1, "2")
    assert bench.value[1] == (0.0, 2.0, 0.0)


def test_a_diagonal_that_would_leave_the_range_refuses_the_entry(bench: Bench) -> None:
    limit = bench.param.maximum
    assert limit is not None
    bench.show(((limit, 0.0, 0.0), START[1], START[2]))
    bench.control.lock.click()
    bench.type(0, 1, "-1")
    assert bench.value[0] == (limit, 0.0, 0.0)
    assert f"would become {limit + 1:g}" in bench.said[0]
    assert bench.control.fields[0][1].text() == "0.000"


def test_arrow_keys_nudge_as_one_gesture_a_field(bench: Bench) -> None:
    bench.control.lock.click()
    for field, times in ((bench.control.fields[0][1], 5), (bench.control.fields[0][2], 3)):
        field.setFocus()
        for _ in range(times):
            QTest.keyClick(field, Qt.Key.Key_Up)
    assert bench.value[0] == pytest.approx((1.492, -0.245, -0.247))
    assert sum(bench.value[0]) == pytest.approx(1.0, abs=1e-12)
    assert bench.starts == 2


def test_copy_and_paste(bench: Bench) -> None:
    """The same numbers to the last bit; one gesture."""
    bench.show(((0.1 + 0.2, 1e-7, 0.0), START[1], START[2]))
    copied = bench.value
    bench.control.copy.click()
    bench.show(START)
    bench.control.paste.click()
    assert bench.value == copied
    assert bench.starts == 1


@pytest.mark.parametrize(
    "text", ["", "1 2 3", "hello", "1 2 3\n4 5 6\n7 8 9 10", "1 2 3 4\n5 6 7\n8 9", "999 0 0 0 1 0 0 0 1"]
)
def test_what_is_no_matrix_is_said(bench: Bench, text: str) -> None:
    QApplication.clipboard().setText(text)
    bench.control.paste.click()
    assert bench.value == START
    assert bench.said[-1].startswith("Not pasted: ")
    assert "three rows of three numbers" in bench.said[-1]


@pytest.mark.parametrize(
    "text",
    [
        "1 2 3\n4 5 6\n7 8 -9.5",
        "1,2,3\r\n4,5,6\r\n7,8,-9.5\r\n",
        "[[1, 2, 3],\n [4, 5, 6],\n [7, 8, -9.5]]",
        "1;2;3;4;5;6;7;8;-9.5",
        "{1.f, 2.f, 3.f}".replace("f", "0") + "\n4\t5\t6\n| 7 | 8 | \u22129.5 |",
        "1,0 2,0 3,0\n4,0 5,0 6,0\n7,0 8,0 -9,5",
        "1 2 3; 4 5 6; 7 8 -95e-1",
    ],
)
def test_every_usual_way_to_write_a_matrix(text: str) -> None:
    assert parsed_matrix(text) == NINE


def test_names(bench: Bench) -> None:
    """Every field says where it stands."""
    assert bench.control.fields[1][2].accessibleName() == "Colour matrix row 2 column 3"
    assert bench.control.lock.accessibleName() == "Colour matrix row sums locked"
