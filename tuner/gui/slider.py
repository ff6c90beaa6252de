"""The slider: a thin track with ticks, a round thumb, and one grammar of gestures for every number.

| gesture | effect |
|---|---|
| drag, arrow keys | moves inside the soft range, in whole steps |
| with Shift / Ctrl | ten steps at once / a tenth of a step |
| Page keys, Home, End | ten steps; the ends of the soft range |
| double-click, Backspace | the default |
| Ctrl + double-click, Ctrl + Backspace | the baseline: the loaded profile's value |
| wheel | one step, only when focused; else the panel scrolls |

It knows no session: it says `started` once a gesture, then `moved` for each value; a wheel or key that follows another
within `MERGE_MS` belongs to the same gesture.
"""

from __future__ import annotations

import math
from time import monotonic

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from tuner.gui import theme

TRACK = 3
THUMB = 13
HEIGHT = 21
MERGE_MS = 800
THUMB_COLOUR = QColor("#d2d2d2")

_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Down: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: 1,
    Qt.Key.Key_PageDown: -10,
    Qt.Key.Key_PageUp: 10,
}


def decimals(step: float) -> int:
    """Digits behind the point that a multiple of `step` needs (at most 6)."""
    for digits in range(6):
        if math.isclose(step * 10**digits, round(step * 10**digits), rel_tol=1e-6) and round(step * 10**digits):
            return digits
    return 6


def factor(modifiers: Qt.KeyboardModifier) -> float:
    """What Shift and Ctrl make of a step."""
    if modifiers & Qt.KeyboardModifier.ShiftModifier:
        return 10.0
    return 0.1 if modifiers & Qt.KeyboardModifier.ControlModifier else 1.0


def snapped(value: float, step: float) -> float:
    """The nearest multiple of `step`, without the dust of binary fractions."""
    return round(round(value / step) * step, decimals(step) + 1)


class Nudges:
    """Keys and turns of the wheel that follow each other within `MERGE_MS` are one gesture."""

    def __init__(self) -> None:
        self._last, self._what = -math.inf, ""

    def begins(self, what: str = "") -> bool:
        """Whether this one begins a gesture; one on something else (`what`) always does."""
        now = monotonic()
        new = (now - self._last) * 1000 > MERGE_MS or what != self._what
        self._last, self._what = now, what
        return new

    def end(self) -> None:
        """What follows is a new gesture."""
        self._last = -math.inf


class Slider(QWidget):
    """A number on its soft range.

    Parameters
    ----------
    limits : hard range, which nothing leaves
    soft : range of the track
    step : what one arrow key does
    whole : whether only integers are valid
    """

    started = Signal()
    moved = Signal(float)
    reset_asked = Signal(bool)  # True: to the baseline

    def __init__(
        self,
        limits: tuple[float, float],
        soft: tuple[float, float],
        step: float,
        whole: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.limits, self.soft, self.step, self.whole = limits, soft, step, whole
        self.value = self.default = self.baseline = soft[0]
        self._live = True
        self._grab: tuple[float, float, float] | None = None  # pointer x, value there, factor
        self._nudges = Nudges()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(48)

    def sizeHint(self) -> QSize:
        return QSize(110, HEIGHT)

    def show_value(self, value: float, default: float, baseline: float, live: bool = True) -> None:
        """Show a value; emits nothing. `live` False: it is in force elsewhere, and drawn pale."""
        if (value, default, baseline, live) != (self.value, self.default, self.baseline, self._live):
            self.value, self.default, self.baseline, self._live = value, default, baseline, live
            self.update()

    @property
    def changed(self) -> bool:
        """Whether the value differs from the loaded profile's."""
        return self._live and self.value != self.baseline

    # -- values and places

    def x_of(self, value: float) -> float:
        """Centre of the thumb for a value; values outside the soft range stand at its ends."""
        low, high = self.soft
        share = (min(max(value, low), high) - low) / (high - low)
        return THUMB / 2 + share * self._span

    @property
    def _span(self) -> float:
        return max(self.width() - THUMB, 1)

    def _value_at(self, x: float) -> float:
        low, high = self.soft
        return low + (x - THUMB / 2) / self._span * (high - low)

    def quantum(self, by: float) -> float:
        """The step under the modifiers' factor; integers do not go below 1."""
        quantum = self.step * by
        return max(round(quantum), 1) if self.whole else quantum

    def _go(self, value: float, by: float = 1.0) -> None:
        low, high = min(self.soft[0], self.value), max(self.soft[1], self.value)
        value = min(max(snapped(value, self.quantum(by)), low), high)
        value = min(max(value, self.limits[0]), self.limits[1])
        if value != self.value:
            self.moved.emit(value)

    def nudge(self, steps: int, by: float) -> None:
        """Move by steps from where the value is (keys, wheel, arrows in the value's field)."""
        self._begin_nudge()
        # ten steps keep the place on the grid of single ones: 0.52 becomes 0.62, not 0.6
        self._go(self.value + steps * self.quantum(by), min(by, 1.0))

    def _begin_nudge(self) -> None:
        if self._nudges.begins():
            self.started.emit()

    def end_gesture(self) -> None:
        """What follows is a new gesture."""
        self._nudges.end()

    # -- events

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self.end_gesture()
        self.started.emit()
        x, by = event.position().x(), factor(event.modifiers())
        if by == 1 and abs(x - self.x_of(self.value)) > THUMB / 2 + 1:
            self._go(self._value_at(x))
        self._grab = (x, self.value, by)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grab is None:
            return
        x, by = event.position().x(), factor(event.modifiers())
        if by != self._grab[2]:
            self._grab = (x, self.value, by)
        from_x, from_value, _ = self._grab
        if x != from_x:
            travel = (x - from_x) / self._span * (self.soft[1] - self.soft[0])
            inside = min(max(from_value, self.soft[0]), self.soft[1])
            self._go(min(max(inside + travel * min(by, 1.0), self.soft[0]), self.soft[1]), by)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._grab = None
            self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        # still the gesture of the first press, so that its jump and the reset undo as one
        if event.button() == Qt.MouseButton.LeftButton:
            self.reset_asked.emit(bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, by = Qt.Key(event.key()), factor(event.modifiers())
        if key in _STEPS:
            self.nudge(_STEPS[key], by)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._begin_nudge()
            self._go(self.soft[key == Qt.Key.Key_End])
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.end_gesture()
            self.started.emit()
            self.reset_asked.emit(by < 1)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turn = event.angleDelta().y() or event.angleDelta().x()  # Shift turns the wheel sideways on some systems
        if not self.hasFocus() or not turn:
            event.ignore()
            return
        self.nudge(1 if turn > 0 else -1, factor(event.modifiers()))
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.end_gesture()
        super().focusOutEvent(event)
        self.update()

    # -- drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        middle = self.height() / 2
        at, start = self.x_of(self.value), self.x_of(self.default)
        painter.setBrush(theme.WELL)
        ends = QRectF(THUMB / 2, middle - TRACK / 2, self._span, TRACK)
        painter.drawRoundedRect(ends, TRACK / 2, TRACK / 2)
        if self._live:
            painter.setBrush(theme.ACCENT if self.changed else theme.TEXT_FAINT)
            painter.drawRect(QRectF(min(start, at), middle - TRACK / 2, abs(at - start), TRACK))
        self._tick(painter, start, theme.TEXT_FAINT)
        if self._live and (self.changed or self.baseline != self.default):
            self._tick(painter, self.x_of(self.baseline), theme.ACCENT if self.changed else theme.TEXT_FAINT)
        if self.hasFocus():
            halo = QColor(theme.ACCENT)
            halo.setAlpha(120)
            painter.setBrush(halo)
            painter.drawEllipse(QPointF(at, middle), THUMB / 2 + 2, THUMB / 2 + 2)
        colour = THUMB_COLOUR if self._live else theme.TEXT_FAINT
        painter.setBrush(QColor("#f0f0f0") if self._grab else colour)
        painter.drawEllipse(QPointF(at, middle), THUMB / 2, THUMB / 2)

    def _tick(self, painter: QPainter, x: float, colour: QColor) -> None:
        painter.fillRect(QRectF(x - 0.5, self.height() / 2 - 5, 1, 10), colour)
