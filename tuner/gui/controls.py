"""Controls: what turns a parameter of each kind.

A control shows a value and says what the user does with it: `started` once a gesture, then `edited` for each value,
`refused` for a text that is no value, `said` for a sentence about it, `reset_asked`. It emits nothing when it is only
shown another value. Matrices, curves and tables have files of their own.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from tuner.core.param import Param
from tuner.gui import theme
from tuner.gui.field import NumberField
from tuner.gui.language import choice_title
from tuner.gui.slider import THUMB, Slider
from tuner.gui.toggle import Toggle

FIELD_WIDTH = 86


class Control(QWidget):
    """What every kind of control has in common.

    Attributes
    ----------
    wide : it stands under its label, in the full width
    parts : (widget, words behind the accessible name) of everything that takes the focus
    entry : where an exact value is typed, if it is typed
    """

    started = Signal()
    edited = Signal(object)
    refused = Signal(str)
    said = Signal(str)
    reset_asked = Signal(bool)
    tabled = Signal(str, object)  # a text that holds a table over conditions, and where it is from
    wide = False
    entry: QWidget | None = None

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
        limits, step = limits_of(param), param.step or 1.0
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
        self.entry = self.field
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
            self.combo.addItem(choice_title(word), word)
        self.combo.activated.connect(self._activated)
        self._row(self.combo, left=THUMB // 2)  # the list begins where the tracks begin
        self.parts = [(self.combo, "")]

    def _activated(self, index: int) -> None:
        self.started.emit()
        self.edited.emit(self.combo.itemData(index))

    def show_value(self, value: str, default: str, baseline: str, live: bool) -> None:
        self.combo.setCurrentIndex(self.param.choices.index(value))  # `activated` is for users only
        restyle(self.combo, dimmed=not live)


def limits_of(param: Param) -> tuple[float, float]:
    """The hard range of a parameter that has one."""
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


def text_button(text: str, name: str, tip: str) -> QPushButton:
    """A small button with a word on it; `name` is what a screen reader says."""
    button = QPushButton(text)
    button.setAccessibleName(name)
    button.setToolTip(f"<p>{tip}</p>")
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
