"""The control of a curve: its graph, the chosen knot as two numbers, all knots as text."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit

from tuner.core.param import Knots
from tuner.gui.controls import Control, icon_button, limits_of, restyle
from tuner.gui.curve_graph import NUDGE, CurveGraph
from tuner.gui.field import NumberField
from tuner.gui.knots import knots_text, parsed_knots
from tuner.gui.language import say, tr

_FIELD = 68
_GROUND = (
    "Grey behind the curve: how often each level of the stage's input occurs, in exact values of strips over the whole "
    "picture; heights are square roots of counts."
)


class CurveControl(Control):
    """A graph, and what is typed."""

    wide = True

    def _build(self, param: Any, name: str) -> None:
        self._value: Knots = ((0.0, 0.0), (1.0, 1.0))
        self.graph = CurveGraph(param)
        self.graph.setToolTip(f"<p>{html.escape(param.help)}</p><p>{_GROUND}</p>")
        self.which = QLabel()
        self.which.setObjectName("note")
        step = param.step or 0.001
        self.x_field, self.y_field = NumberField((0.0, 1.0), step), NumberField(limits_of(param), step)
        self.remove = icon_button("close", f"{name} remove knot", 12)
        self.remove.setToolTip("<p>Remove the chosen knot.</p>")
        self.field = KnotsField()
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
        if value != self._value:
            self.field.setModified(False)  # what was typed was meant for another curve
        self._value = value
        self.graph.show_value(value, live)
        restyle(self.field, dimmed=not live)
        self.remove.setEnabled(len(value) > 2)
        self.field.in_force = knots_text(value)
        if not self.field.isModified():
            self.field.give_up()

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
            self.said.emit(say("There is a knot at x = {x} already; the curve stays as it was.", x=f"{at[0]:g}"))
            self._show_knot(self.graph.chosen)

    def _refuse_number(self, typed: str) -> None:
        low, high = (0.0, 1.0) if self.sender() is self.x_field else limits_of(self.param)
        words = say("“{text}” is no {axis} from {low} to {high}; the knot stays where it was.", text=typed.strip(),
                    axis="x" if self.sender() is self.x_field else "y", low=f"{low:g}", high=f"{high:g}")  # fmt: skip
        self.said.emit(words)

    def _typed(self) -> None:
        """Take the list over; one that is none stays, marked, to be corrected."""
        text = self.field.text()
        if not self.field.isModified() or text == self.field.refused:
            return
        knots = parsed_knots(text)
        if knots is None or (self.param.fits is not None and not self.param.fits(knots)):
            self.field.mark(text)
            self.refused.emit(text)
            return
        self.field.mark("")
        self.field.setModified(False)
        entered = self.field.hasFocus()
        self.started.emit()
        self.edited.emit(knots)
        if entered:
            self.graph.setFocus(Qt.FocusReason.OtherFocusReason)  # keys are the window's again


class KnotsField(QLineEdit):
    """The line in which all knots are typed. Escape shows those in force again."""

    def __init__(self) -> None:
        super().__init__()
        self.in_force = ""
        self.refused = ""  # the text that was found to be no list of knots

    def mark(self, refused: str) -> None:
        """Show that a text is wrong, or with "" that none is."""
        self.refused = refused
        restyle(self, wrong=bool(refused))

    def give_up(self) -> None:
        """Show the knots in force."""
        if self.text() != self.in_force:
            self.setText(self.in_force)
            self.setCursorPosition(0)
        self.setModified(False)
        self.mark("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and (self.isModified() or self.refused):
            self.give_up()
        else:
            super().keyPressEvent(event)
