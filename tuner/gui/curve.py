"""The control of a curve: its graph, the chosen knot as two numbers, all knots as text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit

from tuner.core.param import Knots
from tuner.gui.controls import Control, icon_button, limits_of, restyle
from tuner.gui.curve_graph import NUDGE, CurveGraph
from tuner.gui.field import NumberField
from tuner.gui.knots import knots_text, parsed_knots
from tuner.gui.language import tr

_FIELD = 68


class CurveControl(Control):
    """A graph, and what is typed."""

    wide = True

    def _build(self, param: Any, name: str) -> None:
        self._value: Knots = ((0.0, 0.0), (1.0, 1.0))
        self.graph = CurveGraph(param)
        self.which = QLabel()
        self.which.setObjectName("note")
        step = param.step or 0.001
        self.x_field, self.y_field = NumberField((0.0, 1.0), step), NumberField(limits_of(param), step)
        self.remove = icon_button("close", f"{name} remove knot", 12)
        self.remove.setToolTip("<p>Remove the chosen knot.</p>")
        self.field = QLineEdit()
        self.field.setPlaceholderText("0 0, 0.5 0.6, 1 1")
        self.field.setToolTip("<p>All knots: x y, x y, … Enter takes them over.</p>")
        self._connect()
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.which)
        row.addStretch(1)
        for words, field in (("x", self.x_field), ("y", self.y_field)):
            field.setFixedWidth(_FIELD)
            label = QLabel(words)
            label.setObjectName("note")
            row.addSpacing(3)
            row.addWidget(label)
            row.addWidget(field)
        row.addWidget(self.remove)
        column = self._row(self.graph, column=True)
        column.addLayout(row)
        column.addWidget(self.field)
        self.entry = self.x_field
        self.parts = [(self.graph, ""), (self.x_field, "knot x"), (self.y_field, "knot y"), (self.field, "knots")]

    def _connect(self) -> None:
        self.graph.started.connect(self.started)
        self.graph.edited.connect(self.edited)
        self.graph.reset_asked.connect(self.reset_asked)
        self.graph.chose.connect(self._show_knot)
        self.remove.clicked.connect(lambda: self.graph.remove(self.graph.chosen))
        for field, place in ((self.x_field, (1, 0)), (self.y_field, (0, 1))):
            field.committed.connect(self._put)
            field.refused.connect(self._refuse_number)
            field.stepped.connect(
                lambda n, by, at=place: self.graph.nudge(n * by * NUDGE * at[0], n * by * NUDGE * at[1])
            )
        self.field.returnPressed.connect(self._typed)
        self.field.editingFinished.connect(self._typed)

    def set_histogram(self, counts: Sequence[float] | None) -> None:
        """How often each level of the stage's input occurs, in even bins from 0 to 1; None shows none."""
        self.graph.set_histogram(counts)

    def show_value(self, value: Any, default: Any, baseline: Any, live: bool) -> None:
        self._value = value
        self.graph.show_value(value, live)
        restyle(self.field, dimmed=not live)
        self.remove.setEnabled(len(value) > 2)
        if not self.field.isModified():
            text = knots_text(value)
            if text != self.field.text():
                self.field.setText(text)
                self.field.setCursorPosition(0)

    def _show_knot(self, index: int) -> None:
        x, y = self._value[index]
        words = tr("editors", "knot {number} of {count}")
        self.which.setText(words.format(number=index + 1, count=len(self._value)))
        self.which.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.x_field.show_value(x)
        self.y_field.show_value(y)

    def _put(self, typed: float) -> None:
        """A typed x or y: the chosen knot goes exactly there, also past its neighbours."""
        x, y = self._value[self.graph.chosen]
        at = (typed, y) if self.sender() is self.x_field else (x, typed)
        if not self.graph.put(*at):
            self.said.emit(f"There is a knot at x = {at[0]:g} already; the curve stays as it was.")
            self._show_knot(self.graph.chosen)

    def _refuse_number(self, typed: str) -> None:
        low, high = (0.0, 1.0) if self.sender() is self.x_field else limits_of(self.param)
        what = "x" if self.sender() is self.x_field else "y"
        self.said.emit(f"“{typed.strip()}” is no {what} from {low:g} to {high:g}; the knot stays where it was.")

    def _typed(self) -> None:
        if not self.field.isModified():
            return
        text, knots = self.field.text(), parsed_knots(self.field.text())
        self.field.setModified(False)
        if knots is None or (self.param.fits is not None and not self.param.fits(knots)):
            self.refused.emit(text)
        else:
            self.started.emit()
            self.edited.emit(knots)
