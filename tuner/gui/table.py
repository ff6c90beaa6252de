"""The control of a table: its grids as heat maps, one at a time; selected cells are typed; CSV comes in and goes out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QButtonGroup, QFileDialog, QHBoxLayout, QLabel, QToolButton

from tuner.core.param import Grid
from tuner.files.errors import FileError
from tuner.files.exchange import CLIPBOARD, begins_as_table
from tuner.files.grid import fitted, grids_text, load_text, parse_grids
from tuner.gui.controls import Control, limits_of, text_button
from tuner.gui.dialogs import shown_kinds
from tuner.gui.field import NumberField
from tuner.gui.heatmap import HeatMap
from tuner.gui.language import say, tr
from tuner.gui.sentences import said
from tuner.gui.slider import Nudges

_FIELD = 74
CSV_KINDS = "Tables (*.csv *.txt *.tsv);;All files (*)"


class TableControl(Control):
    """A heat map of one plane, the planes to choose from, and what is typed, read and copied.

    Attributes
    ----------
    ask : asks for the CSV file to read; None is no answer
    """

    wide = True

    def _build(self, param: Any, name: str) -> None:
        self._value: Grid = (((0.0, 0.0), (0.0, 0.0)),)
        self._live = True
        self._shown: Any = None
        self._nudges = Nudges()
        self.ask: Callable[[], Path | None] = self._ask_user
        self.map, self.note, self.where = HeatMap(), QLabel(), QLabel()
        self.field = NumberField(limits_of(param), param.step or 0.01, param.unit)
        self.field.setFixedWidth(_FIELD)
        self.load = text_button(tr("editors", "Import…"), f"{name} import", "Read the table from a CSV file.")
        self.copy = text_button(tr("editors", "Copy"), f"{name} copy", "Copy the table as CSV.")
        self.paste = text_button(
            tr("editors", "Paste"), f"{name} paste", "Paste CSV: the whole table, or a grid for the plane shown."
        )
        self.note.setObjectName("note")
        self.where.setObjectName("note")
        self.planes = self._plane_buttons(param.planes, name)
        head, cell, buttons = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        head.setSpacing(2)
        for button in self.planes.buttons() if len(param.planes) > 1 else ():
            head.addWidget(button)
        head.addStretch(1)
        head.addWidget(self.note)
        cell.addWidget(self.where, 1)
        cell.addWidget(self.field)
        buttons.setSpacing(5)
        for widget in (self.load, self.copy, self.paste):
            buttons.addWidget(widget)
        buttons.addStretch(1)
        column = self._row(column=True)
        for part in (head, self.map, cell, buttons):
            column.addWidget(part) if isinstance(part, HeatMap) else column.addLayout(part)
        self.entry = self.field
        self.parts = [(self.map, "cells"), (self.field, "cell value")]
        self._connect()

    def _plane_buttons(self, names: tuple[str, ...], name: str) -> QButtonGroup:
        group = QButtonGroup(self)
        for index, plane in enumerate(names):
            button = QToolButton()
            button.setText(plane)
            button.setCheckable(True)
            button.setChecked(index == 0)
            button.setObjectName("plane")
            button.setAccessibleName(f"{name} plane {plane}")
            group.addButton(button, index)
        return group

    def _connect(self) -> None:
        self.planes.idToggled.connect(lambda index, on: self._show() if on else None)
        self.map.chose.connect(self._show_cell)
        self.map.typing.connect(self._begin_typing)
        self.field.committed.connect(self._typed)
        self.field.stepped.connect(self._nudge)
        self.field.refused.connect(self._refuse)
        self.load.clicked.connect(self._import)
        self.copy.clicked.connect(lambda: QApplication.clipboard().setText(grids_text(self._value, self.param.planes)))
        self.paste.clicked.connect(lambda: self.take(QApplication.clipboard().text()))

    # -- showing

    @property
    def plane(self) -> int:
        """Index of the plane shown."""
        return max(self.planes.checkedId(), 0)

    def show_value(self, value: Any, default: Any, baseline: Any, live: bool) -> None:
        if (value, live) != self._shown:
            self._shown = (value, live)
            self._value, self._live = value, live
            self._show()

    def _show(self) -> None:
        table = np.asarray(self._value, np.float64)
        self.map.show_grid(table[self.plane], float(table.min()), float(table.max()), self._live)
        self.note.setText(f"{table.shape[2]} × {table.shape[1]}")
        self.note.setToolTip(table_text(self._value))
        self._show_cell()

    def _selected(self) -> NDArray[np.float64]:
        return np.asarray(np.asarray(self._value[self.plane], np.float64)[self.map.cells.slices])

    def _show_cell(self) -> None:
        cells, chosen = self.map.cells, self._selected()
        row, column = self.param.axes
        if cells.single:
            row, column = tr("editors", row), tr("editors", column)
            self.where.setText(f"{row} {cells.row + 1}, {column} {cells.column + 1}")
        else:
            words = tr("editors", "{columns} × {rows} cells, mean")
            self.where.setText(words.format(columns=chosen.shape[1], rows=chosen.shape[0]))
        self.field.show_value(float(chosen.mean()), self._live)

    # -- changing

    def _begin_typing(self, character: str) -> None:
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        if character:
            self.field.clear()
            self.field.insert(character)
        else:
            self.field.selectAll()

    def _typed(self, value: float) -> None:
        self._nudges.end()
        self.started.emit()
        self._put(np.full_like(self._selected(), value))
        self.map.setFocus(Qt.FocusReason.OtherFocusReason)

    def _nudge(self, steps: int, by: float) -> None:
        if self._nudges.begins(f"{self.plane} {self.map.cells}"):
            self.started.emit()
        low, high = limits_of(self.param)
        moved = self._selected() + steps * by * (self.param.step or 0.01)
        self._put(np.clip(np.round(moved, 6), low, high))

    def _put(self, values: NDArray[np.float64]) -> None:
        table = np.asarray(self._value, np.float64).copy()
        table[(self.plane, *self.map.cells.slices)] = values
        self.edited.emit(tuple(tuple(tuple(row) for row in plane) for plane in table.tolist()))

    def _refuse(self, typed: str) -> None:
        low, high = limits_of(self.param)
        words = say("“{text}” is not a number from {low} to {high}; the table stays as it was.",
                    text=typed.strip(), low=f"{low:g}", high=f"{high:g}")  # fmt: skip
        self.said.emit(words)

    def take(self, text: str, origin: Path | str = CLIPBOARD) -> None:
        """Take a CSV text over: the whole table, or one grid of the shape shown for the plane shown."""
        if begins_as_table(text):
            self.tabled.emit(text, origin)
            return
        self._take(lambda: parse_grids(text, origin), origin)

    def _import(self) -> None:
        path = self.ask()
        if path is not None:
            try:
                self.take(load_text(path), path)
            except FileError as error:
                self.said.emit(said(error))

    def _take(self, read: Callable[[], Grid], origin: Path | str) -> None:
        try:
            grids, mine = read(), self._value
            if len(grids) == 1 < len(mine) and _shape(grids[0]) == _shape(mine[0]):
                grids = (*mine[: self.plane], grids[0], *mine[self.plane + 1 :])
            grids = fitted(grids, self.param, origin)
        except FileError as error:
            self.said.emit(said(error))
        else:
            self.started.emit()
            self.edited.emit(grids)

    def _ask_user(self) -> Path | None:
        path, _ = QFileDialog.getOpenFileName(
            self, tr("editors", "Import a table"), "", ";;".join(shown_kinds(CSV_KINDS))
        )
        return Path(path) if path else None


def _shape(plane: tuple[tuple[float, ...], ...]) -> tuple[int, int]:
    return len(plane), len(plane[0])


def table_text(value: Grid) -> str:
    """'4 planes, 17 × 13, 1.00 to 2.31': columns × rows."""
    table = np.asarray(value, np.float64)
    planes, rows, columns = table.shape
    many = "1 plane" if planes == 1 else f"{planes} planes"
    return f"{many}, {columns} × {rows}, {table.min():.2f} to {table.max():.2f}"
