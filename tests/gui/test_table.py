"""The table: cells are selected, typed, nudged; CSV comes in checked and goes out exact."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tuner.compare.heat import colours
from tuner.gui.heatmap import Cells
from tuner.gui.table import TableControl
from tuner.stages import RACK

LEFT, PLAIN, SHIFT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


def a_table() -> Any:
    """4 planes of 3 rows and 5 columns, every number another."""
    return tuple(tuple(tuple(1 + p + y / 10 + x / 100 for x in range(5)) for y in range(3)) for p in range(4))


class Bench:
    """The control of `lens_shading.gains`; what it says is shown again."""

    def __init__(self, qtbot: QtBot) -> None:
        self.control = TableControl(RACK["lens_shading"].param("gains"), "Lens shading Gains")
        qtbot.addWidget(self.control)
        self.control.resize(300, 260)
        self.control.show()
        self.control.activateWindow()
        self.starts, self.said = 0, list[str]()
        self.control.started.connect(self._started)
        self.control.edited.connect(self.show)
        self.control.said.connect(self.said.append)
        self.show(a_table())

    def show(self, value: Any) -> None:
        self.value = value
        self.control.show_value(value, None, None, True)

    def _started(self) -> None:
        self.starts += 1

    def cell(self, row: int, column: int) -> QPoint:
        return self.control.map.cell_rect(row, column).center().toPoint()

    def type(self, text: str) -> None:
        field = self.control.field
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Return)


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    return Bench(qtbot)


def test_a_click_selects_a_cell_of_the_plane_shown(bench: Bench) -> None:
    bench.control.planes.button(2).click()
    QTest.mouseClick(bench.control.map, LEFT, PLAIN, bench.cell(1, 3))
    assert bench.control.where.text() == "row 2, column 4"
    assert bench.control.field.text() == "3.13"
    bench.type("7.5")
    assert bench.value[2][1][3] == 7.5
    changed = np.asarray(bench.value) != np.asarray(a_table())
    assert changed.sum() == 1
    assert bench.starts == 1


def test_a_drag_selects_a_rectangle_that_is_typed_and_nudged_at_once(bench: Bench) -> None:
    chart = bench.control.map
    QTest.mousePress(chart, LEFT, PLAIN, bench.cell(2, 3))
    at = QPointF(bench.cell(1, 1))
    QApplication.sendEvent(chart, QMouseEvent(QEvent.Type.MouseMove, at, chart.mapToGlobal(at), LEFT, LEFT, PLAIN))
    assert chart.cells == Cells(2, 3, 1, 1)
    assert bench.control.where.text() == "3 × 2 cells, mean"
    assert float(bench.control.field.text()) == pytest.approx(1.17)
    bench.type("2")
    assert np.asarray(bench.value)[0, 1:, 1:4].tolist() == [[2.0] * 3] * 2
    bench.control.field.setFocus()
    for _ in range(3):
        QTest.keyClick(bench.control.field, Qt.Key.Key_Up)
    assert np.asarray(bench.value)[0, 1:, 1:4] == pytest.approx(2.03)
    assert bench.starts == 2
    QTest.mouseClick(chart, LEFT, SHIFT, bench.cell(2, 4))
    assert chart.cells == Cells(2, 3, 2, 4)


def test_keys_select_and_begin_to_type(bench: Bench) -> None:
    chart = bench.control.map
    chart.setFocus()
    for key, modifier in (
        (Qt.Key.Key_End, PLAIN),
        (Qt.Key.Key_Down, PLAIN),
        (Qt.Key.Key_Left, SHIFT),
        (Qt.Key.Key_Up, SHIFT),
    ):
        QTest.keyClick(chart, key, modifier)
    assert chart.cells == Cells(1, 4, 0, 3)
    for _ in range(9):
        QTest.keyClick(chart, Qt.Key.Key_Up)
    assert chart.cells == Cells(0, 3, 0, 3)
    QTest.keyClick(chart, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert chart.cells == Cells(0, 0, 2, 4)
    QTest.keyClick(chart, "4")
    assert bench.control.field.hasFocus()
    QTest.keyClicks(bench.control.field, ".5")
    QTest.keyClick(bench.control.field, Qt.Key.Key_Return)
    assert set(np.asarray(bench.value)[0].ravel()) == {4.5}
    assert chart.hasFocus()


def test_a_number_out_of_range_is_said(bench: Bench) -> None:
    bench.type("65")
    assert bench.value == a_table()
    assert "0 to 64" in bench.said[0]


def test_copy_and_paste_are_exact(bench: Bench) -> None:
    value = (((0.1 + 0.2, 1.0), (2.0, 3.0)),) * 4
    bench.show(value)
    bench.control.copy.click()
    bench.show(a_table())
    bench.control.paste.click()
    assert bench.value == value
    assert bench.starts == 1


def test_one_grid_of_the_same_shape_is_for_the_plane_shown(bench: Bench) -> None:
    bench.control.planes.button(1).click()
    bench.control.take("\n".join(["9,9,9,9,9"] * 3))
    assert set(np.asarray(bench.value)[1].ravel()) == {9.0}
    assert bench.value[0] == a_table()[0]
    bench.control.take("9,9\n9,9")
    assert "needs 4 grids (R, Gr, Gb, B)" in bench.said[0]


def test_import(bench: Bench, tmp_path: Path) -> None:
    """A file that fits is taken; one that does not is named, with the fault; no answer is no change."""
    bench.control.ask = lambda: None
    bench.control.load.click()
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text("1,2\n3,4\n\n" * 4)
    bad.write_text("1,2\n3,99\n\n" * 4)
    bench.control.ask = lambda: good
    bench.control.load.click()
    assert bench.value == (((1.0, 2.0), (3.0, 4.0)),) * 4
    bench.control.ask = lambda: bad
    bench.control.load.click()
    assert bench.said == [f"bad.csv: 99 is not {bench.control.param.expects}; correct that number."]
    assert bench.control.map.cells == Cells()


def test_the_map_shows_small_as_dark_and_large_as_light(bench: Bench) -> None:
    """The ends of the scale are the ends of the colours, over all planes; a table of one number has no colours."""
    image = bench.control.map.grab().toImage()
    last = bench.control.map.cell_rect(2, 4)
    bench.control.planes.button(3).click()
    light = bench.control.map.grab().toImage().pixelColor(int(last.right()) - 4, int(last.bottom()) - 4)
    assert light.getRgb()[:3] == tuple(colours()[255])
    dark = image.pixelColor(int(bench.control.map.cell_rect(0, 0).right()) - 4, 4)
    assert dark.getRgb()[:3] == tuple(colours()[0])
    bench.show((((2.0, 2.0), (2.0, 2.0)),) * 4)
    flat = bench.control.map.grab().toImage().pixelColor(12, 12)
    assert flat.red() == flat.green() == flat.blue()


def test_a_selection_survives_a_smaller_table(bench: Bench) -> None:
    bench.control.map.select(Cells(2, 4, 2, 4))
    bench.show((((1.0, 2.0), (3.0, 4.0)),) * 4)
    assert bench.control.map.cells == Cells(1, 1, 1, 1)
    assert bench.control.field.text() == "4.00"


def test_names(bench: Bench) -> None:
    assert bench.control.map.accessibleName() == "Lens shading Gains cells"
    assert bench.control.planes.button(1).accessibleName() == "Lens shading Gains plane Gr"
