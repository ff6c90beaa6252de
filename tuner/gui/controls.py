"""Controls: what turns a parameter of each kind.

A control shows a value and says what the user does with it: `started` once a gesture, then `edited` for each value,
`refused` for a text that is no value, `reset_asked`. It emits nothing when it is only shown another value.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from tuner.core.param import Param
from tuner.gui import theme
from tuner.gui.editors import CurveGraph, HeatMap, MatrixEditor, knots_text, parsed_knots, table_text
from tuner.gui.field import NumberField
from tuner.gui.slider import THUMB, Slider
from tuner.gui.toggle import Toggle

FIELD_WIDTH = 86


class Control(QWidget):
    """What every kind of control has in common.

    Attributes
    ----------
    wide : it stands under its label, in the full width
    parts : (widget, words behind the accessible name) of everything that takes the focus
    """

    started = Signal()
    edited = Signal(object)
    refused = Signal(str)
    reset_asked = Signal(bool)
    wide = False

    def __init__(self, param: Param, name: str) -> None:
        super().__init__()
        self.param = param
        self.parts: list[tuple[QWidget, str]] = []
        self._build(param, name)
        for part, words in self.parts:
            part.setAccessibleName(f"{name} {words}".strip())
            part.setAccessibleDescription(param.help)

    def _build(self, param: Param, name: str) -> None:
        raise NotImplementedError

    def show_value(self, value: Any, default: Any, baseline: Any, live: bool) -> None:
        """Show a value; emits nothing. `live` False: not in force, so pale."""
        raise NotImplementedError

    def _row(self, *widgets: QWidget, column: bool = False, left: int = 0) -> QBoxLayout:
        layout = QVBoxLayout(self) if column else QHBoxLayout(self)
        layout.setContentsMargins(left, 0, 0, 0)
        layout.setSpacing(5 if column else 7)
        for widget in widgets:
            layout.addWidget(widget)
        return layout


class NumberControl(Control):
    """A slider and a field."""

    whole = False

    def _build(self, param: Param, name: str) -> None:
        limits, step = _limits(param), param.step or 1.0
        self.slider = Slider(limits, param.soft or limits, step, self.whole)
        self.field = NumberField(limits, step, param.unit, self.whole)
        self.field.setFixedWidth(FIELD_WIDTH)
        self.slider.started.connect(self.started)
        self.slider.moved.connect(self._emit)
        self.slider.reset_asked.connect(self.reset_asked)
        self.field.committed.connect(self._typed)
        self.field.refused.connect(self.refused)
        self.field.stepped.connect(self.slider.nudge)
        self._row(self.slider, self.field)
        self.parts = [(self.slider, ""), (self.field, "value")]

    def _typed(self, value: float) -> None:
        self.slider.end_gesture()
        self.started.emit()
        self._emit(value)

    def _emit(self, value: float) -> None:
        self.edited.emit(int(value) if self.whole else float(value))

    def show_value(self, value: float, default: float, baseline: float, live: bool) -> None:
        self.slider.show_value(value, default, baseline, live)
        self.field.show_value(value, live)


class IntegerControl(NumberControl):
    """A slider and a field for whole numbers."""

    whole = True


class SwitchControl(Control):
    """An on/off switch."""

    def _build(self, param: Param, name: str) -> None:
        self.toggle = Toggle()
        self.toggle.clicked.connect(self._clicked)
        self._row(self.toggle, left=THUMB // 2 - 2).setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.parts = [(self.toggle, "")]

    def _clicked(self, on: bool) -> None:
        self.started.emit()
        self.edited.emit(on)

    def show_value(self, value: bool, default: bool, baseline: bool, live: bool) -> None:
        self.toggle.show_value(value)
        self.toggle.set_pale(not live)


class _Combo(QComboBox):
    """The wheel turns it only when it has the focus; else the panel scrolls."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class ChoiceControl(Control):
    """A list of words."""

    def _build(self, param: Param, name: str) -> None:
        self.combo = _Combo()
        self.combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.combo.setMinimumContentsLength(4)
        for word in param.choices:
            self.combo.addItem(word.replace("_", " "), word)
        self.combo.activated.connect(self._activated)
        self._row(self.combo, left=THUMB // 2)  # the list begins where the tracks begin
        self.parts = [(self.combo, "")]

    def _activated(self, index: int) -> None:
        self.started.emit()
        self.edited.emit(self.combo.itemData(index))

    def show_value(self, value: str, default: str, baseline: str, live: bool) -> None:
        self.combo.setCurrentIndex(self.param.choices.index(value))  # `activated` is for users only
        restyle(self.combo, dimmed=not live)


class MatrixControl(Control):
    """Nine fields and the row sums."""

    wide = True

    def _build(self, param: Param, name: str) -> None:
        self.editor = MatrixEditor(_limits(param), param.step or 0.01, name)
        self.editor.started.connect(self.started)
        self.editor.edited.connect(self.edited)
        self.editor.refused.connect(self.refused)
        self._row(self.editor)

    def show_value(self, value: Any, default: Any, baseline: Any, live: bool) -> None:
        self.editor.show_value(value, live)


class CurveControl(Control):
    """A graph of the knots, and their numbers in a field."""

    wide = True

    def _build(self, param: Param, name: str) -> None:
        self.graph = CurveGraph(_limits(param))
        self.field = QLineEdit()
        self.field.setPlaceholderText("0 0, 0.5 0.6, 1 1")
        self.graph.started.connect(self.started)
        self.graph.edited.connect(self.edited)
        self.graph.reset_asked.connect(self.reset_asked)
        self.field.editingFinished.connect(self._typed)
        self._row(self.graph, self.field, column=True)
        self.parts = [(self.graph, ""), (self.field, "knots")]

    def _typed(self) -> None:
        if not self.field.isModified():
            return
        knots = parsed_knots(self.field.text())
        self.field.setModified(False)
        if knots is None:
            self.refused.emit(self.field.text())
        else:
            self.started.emit()
            self.edited.emit(knots)

    def show_value(self, value: Any, default: Any, baseline: Any, live: bool) -> None:
        self.graph.show_value(value, live)
        if not self.field.isModified():
            self.field.setText(knots_text(value))
            self.field.setCursorPosition(0)


class TableControl(Control):
    """A heat map and a summary; the numbers come from a file or a calibration."""

    wide = True

    def _build(self, param: Param, name: str) -> None:
        self.map, self.note = HeatMap(), QLabel()
        self.note.setObjectName("note")
        self._shown: Any = None
        self._row(self.map, self.note, column=True)

    def show_value(self, value: Any, default: Any, baseline: Any, live: bool) -> None:
        if (value, live) != self._shown:
            self._shown = (value, live)
            self.map.show_value(value, live)
            self.note.setText(table_text(value))


def _limits(param: Param) -> tuple[float, float]:
    if param.minimum is None or param.maximum is None:
        raise TypeError(f"{param.name}: a {param.kind} needs a range")
    return param.minimum, param.maximum


def restyle(widget: QWidget, **properties: bool) -> None:
    """Set properties the style sheet asks for, and have it look again if one changed."""
    if any(widget.property(name) != value for name, value in properties.items()):
        for name, value in properties.items():
            widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def icon_button(icon: str, name: str, size: int) -> QToolButton:
    """A small quiet button of a card."""
    button = QToolButton()
    button.setIcon(theme.icon(icon, theme.TEXT_DIM))
    button.setIconSize(QSize(size, size))
    button.setFixedSize(22, 22)
    button.setAccessibleName(name)
    button.setAutoRaise(True)
    return button
