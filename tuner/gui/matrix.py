"""The control of a 3x3 matrix: nine numbers, the sum of each row, and a lock on those sums.

With the lock closed each row keeps the sum it has: an entry beside the diagonal may be typed, and the diagonal takes
what is left. The diagonal itself is then not typed, so that it is always clear which number gives way.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QLabel

from tuner.core.param import Matrix3
from tuner.files.exchange import CLIPBOARD, begins_as_table
from tuner.gui.controls import Control, limits_of, restyle, text_button
from tuner.gui.field import NumberField
from tuner.gui.language import say, tr
from tuner.gui.slider import Nudges
from tuner.gui.toggle import Toggle
from tuner.gui.values import TextError, value_of, value_text

_DIGITS = 10
"""A number that the lock works out is rounded to so many digits, so that 1 - 0.1 is 0.9."""


class MatrixControl(Control):
    """Nine fields, row by row, and what belongs to them."""

    wide = True

    def _build(self, param: Any, name: str) -> None:
        self._value: Matrix3 = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
        self._limits, self._step = limits_of(param), param.step or 0.01
        self._nudges = Nudges()
        self.fields = [[NumberField(self._limits, min(self._step, 0.001)) for _ in range(3)] for _ in range(3)]
        self.sums = [QLabel() for _ in range(3)]
        self.lock = Toggle()
        self.lock.setToolTip("<p>Each row keeps its sum: the diagonal takes what is left.</p>")
        self.lock.toggled.connect(self._show_lock)
        words = QLabel(tr("matrix", "Lock row sums"))
        self.note = QLabel(tr("matrix", "Each row keeps its sum:\nthe diagonal takes what is left."))
        words.setObjectName("note")
        self.note.setObjectName("note")
        self.copy = text_button(tr("editors", "Copy"), f"{name} copy", "Copy as text: three rows of three numbers.")
        self.paste = text_button(
            tr("editors", "Paste"), f"{name} paste", "Paste three rows of three numbers, with any separators."
        )
        self.copy.clicked.connect(lambda: QApplication.clipboard().setText(value_text(param, self._value)))
        self.paste.clicked.connect(lambda: self._paste(QApplication.clipboard().text()))
        column = self._row(column=True)
        column.addLayout(self._grid())
        row = QHBoxLayout()
        row.setSpacing(5)
        row.addWidget(self.lock)
        row.addWidget(words, 1)
        row.addWidget(self.copy)
        row.addWidget(self.paste)
        column.addLayout(row)
        column.addWidget(self.note)
        self.entry = self.fields[0][0]
        self.parts = [
            (f, f"row {y + 1} column {x + 1}") for y, fields in enumerate(self.fields) for x, f in enumerate(fields)
        ]
        self.parts.append((self.lock, "row sums locked"))
        self._show_lock(False)

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(4)
        grid.setVerticalSpacing(3)
        for y, row in enumerate(self.fields):
            for x, field in enumerate(row):
                field.setObjectName("matrix_entry")
                field.setMinimumWidth(44)
                field.committed.connect(lambda v, y=y, x=x: self._typed(y, x, v))
                field.stepped.connect(lambda n, by, y=y, x=x: self._nudge(y, x, n * by))
                field.refused.connect(lambda text, y=y, x=x: self._refuse(y, x, text))
                grid.addWidget(field, y, x)
                grid.setColumnStretch(x, 1)
            self.sums[y].setObjectName("note")
            self.sums[y].setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.sums[y].setToolTip("Sum of the row; 1 keeps white.")
            self.sums[y].setFixedWidth(self.fontMetrics().horizontalAdvance("= -0.0000"))
            grid.addWidget(self.sums[y], y, 3)
        return grid

    def show_value(self, value: Any, default: Any, baseline: Any, live: bool) -> None:
        self._value = value
        for row, fields, label in zip(value, self.fields, self.sums, strict=True):
            for entry, field in zip(row, fields, strict=True):
                field.show_value(entry, live)
            label.setText(f"= {sum(row):.3f}")

    def _show_lock(self, on: bool) -> None:
        self.note.setVisible(on)
        for i in range(3):
            self.fields[i][i].setReadOnly(on)
            self.fields[i][i].setFocusPolicy(Qt.FocusPolicy.ClickFocus if on else Qt.FocusPolicy.StrongFocus)
            restyle(self.fields[i][i], derived=on)
            self.fields[i][i].setToolTip("<p>Takes what is left of the row's sum.</p>" if on else "")

    def _with(self, y: int, x: int, entry: float) -> Matrix3:
        rows = [list(row) for row in self._value]
        left = rows[y][x] - entry
        rows[y][x] = entry
        if self.lock.isChecked() and x != y:
            rows[y][y] = round(rows[y][y] + left, _DIGITS)
        a, b, c = (tuple(row) for row in rows)
        return a, b, c  # type: ignore[return-value]

    def _fits(self, value: Matrix3) -> bool:
        low, high = self._limits
        return all(low <= v <= high for row in value for v in row)

    def _typed(self, y: int, x: int, entry: float) -> None:
        self._nudges.end()
        value = self._with(y, x, entry)
        if self._fits(value):
            self.started.emit()
            self.edited.emit(value)
            return
        low, high = self._limits
        words = say("With the row's sum locked its diagonal would become {value}, beyond {low} to {high}; the matrix stays as it was.",
                    value=f"{value[y][y]:g}", low=f"{low:g}", high=f"{high:g}")  # fmt: skip
        self.said.emit(words)
        self.fields[y][x].show_value(self._value[y][x])

    def _nudge(self, y: int, x: int, steps: float) -> None:
        if self.lock.isChecked() and x == y:
            return
        low, high = self._limits
        value = self._with(y, x, round(min(max(self._value[y][x] + steps * self._step, low), high), 6))
        if value != self._value and self._fits(value):
            if self._nudges.begins(f"{y} {x}"):
                self.started.emit()
            self.edited.emit(value)

    def _refuse(self, y: int, x: int, typed: str) -> None:
        low, high = self._limits
        words = say("“{text}” is not a number from {low} to {high}; row {row}, column {column} stays as it was.",
                    text=typed.strip(), low=f"{low:g}", high=f"{high:g}", row=y + 1, column=x + 1)  # fmt: skip
        self.said.emit(words)

    def _paste(self, text: str) -> None:
        if begins_as_table(text):
            self.tabled.emit(text, CLIPBOARD)
            return
        try:
            value = value_of(self.param, text)
        except TextError as error:
            self.said.emit(say("Not pasted: {why}.", why=error))
        else:
            self.started.emit()
            self.edited.emit(value)
