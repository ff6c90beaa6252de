"""The field a number is typed in: the number, and its unit in a paler colour.

Typing commits on Enter or when the focus leaves. A text that is no number of the hard range marks the field and is
refused; Escape, or leaving the field, shows the value in force again.
"""

from __future__ import annotations

import math
import re

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from tuner.gui import theme
from tuner.gui.slider import decimals, factor

THIN_SPACE = "\u2009"
_UNIT_GAP = 3


def number_text(value: float, step: float, signed: bool = False, live: bool = True) -> str:
    """A value with the decimals of its step, thousands apart, a plus where signs matter.

    A value finer than its step shows up to two decimals more if they tell it exactly; an endless one (measured, or
    computed) one more, or none where it is only shown (`live` False).
    """
    least = decimals(step)
    exact = (n for n in range(least, least + 3) if math.isclose(round(value, n), value, rel_tol=1e-9, abs_tol=1e-9))
    digits = next(exact, least + 1 if live else least)
    text = f"{value:{'+' if signed else ''},.{digits}f}".replace(",", THIN_SPACE)
    return re.sub(r"^[+-](?=[0.]+$)", "", text).replace("-", "\u2212")


def parsed(text: str, unit: str = "1") -> float | None:
    """The number a user typed ('1 200 K', '-0,5', '1e-3'), or None. One comma without a point is a decimal comma."""
    text = text.strip().removesuffix(unit) if unit != "1" else text.strip()
    text = re.sub(r"[\s\u2009\u202f]", "", text).replace("\u2212", "-")
    if text.count(",") == 1 and "." not in text:
        text = text.replace(",", ".")
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


class NumberField(QLineEdit):
    """A number in a well.

    Parameters
    ----------
    limits : hard range
    whole : whether only integers are valid
    """

    committed = Signal(float)
    refused = Signal(str)  # what was typed
    stepped = Signal(int, float)  # arrow keys: steps, factor

    def __init__(
        self,
        limits: tuple[float, float],
        step: float,
        unit: str = "1",
        whole: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._limits, self._step, self._unit, self._whole = limits, step, unit, whole
        self._signed = limits[0] < 0
        self._value, self._live = math.nan, True
        self.setFont(theme.font())
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if self.suffix:
            self.setTextMargins(0, 0, self.fontMetrics().horizontalAdvance(self.suffix) + _UNIT_GAP, 0)
        self.returnPressed.connect(self._commit)

    @property
    def suffix(self) -> str:
        """The unit as it is drawn; a ratio has none."""
        return "" if self._unit == "1" else self._unit

    def show_value(self, value: float, live: bool = True) -> None:
        """Show a value; emits nothing. A text that is being typed is left alone."""
        if value != self._value or not self._typing:
            self._value, self._live = value, live
            self._show(self._text())
        if self.property("dimmed") is not (not live):
            self.setProperty("dimmed", not live)
            self._polish()

    @property
    def _typing(self) -> bool:
        return self.hasFocus() and self.isModified()

    def _text(self) -> str:
        return number_text(self._value, self._step, self._signed, self._live)

    def _show(self, text: str) -> None:
        if text != self.text():
            self.setText(text)
            self.setCursorPosition(0)
        self.setModified(False)
        self._mark(False)

    def _mark(self, wrong: bool) -> None:
        if bool(self.property("wrong")) is not wrong:
            self.setProperty("wrong", wrong)
            self._polish()

    def _polish(self) -> None:
        self.style().unpolish(self)
        self.style().polish(self)

    def _commit(self) -> None:
        if not self.isModified():
            return
        value = parsed(self.text(), self._unit)
        low, high = self._limits
        if value is None or not low <= value <= high or (self._whole and value != int(value)):
            self._mark(True)
            self.refused.emit(self.text())
            return
        self.setModified(False)
        self._mark(False)
        self.committed.emit(value)
        self._show(self._text())
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and (self.isModified() or self.property("wrong")):
            self._show(self._text())
            self.selectAll()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._commit()
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Up else -1, factor(event.modifiers()))
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._commit()
        if self.property("wrong"):
            self._show(self._text())
        super().focusOutEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.suffix:
            painter = QPainter(self)
            painter.setPen(theme.TEXT_FAINT)
            place = QRect(self.rect()).adjusted(0, 0, -8, 0)
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self.suffix)
