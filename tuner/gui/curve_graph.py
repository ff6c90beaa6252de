"""The graph of a curve: its knots, on the histogram of what comes in.

| gesture | effect |
|---|---|
| click or drag a knot | chooses it, moves it between its neighbours |
| click beside the knots | adds one, which the same drag moves |
| drag a knot out, right-click it, Delete | removes it (two always stay) |
| drag with Ctrl | moves it a tenth as far |
| arrow keys, with Shift / Ctrl | move the chosen knot, ten times as far / a tenth |
| Page keys, Home, End | choose the next, the first, the last knot |
| Insert | adds a knot behind the chosen one, on the curve |
| double-click, with Ctrl | the default, the loaded profile's curve |

The line is what the stage's own maths makes of the knots (`Param.at`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from tuner.core.param import Knots, Param
from tuner.gui import theme
from tuner.gui.knots import moved, shown_range
from tuner.gui.language import tr
from tuner.gui.slider import Nudges, factor

POINT = 9
NEAR = 10
OUT = 20
"""How far beside the graph a dragged knot is dropped, pixels."""
NUDGE = 0.005
_MARGIN = 6

_MOVES = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Down: (0, -1), Qt.Key.Key_Up: (0, 1)}


class CurveGraph(QWidget):
    """The knots on their graph. `chose` tells which knot the fields beside it belong to."""

    started = Signal()
    edited = Signal(object)
    reset_asked = Signal(bool)
    chose = Signal(int)

    def __init__(self, param: Param) -> None:
        super().__init__()
        self._param = param
        self._limits = (param.minimum or 0.0, 1.0 if param.maximum is None else param.maximum)
        self._value: Knots = ((0.0, 0.0), (1.0, 1.0))
        self._range = self._limits
        self._live = True
        self._held: tuple[Knots, int] | None = None  # the knots without the drag, and which of them is dragged
        self._grab = QPointF(), QPointF(), 1.0  # where the pointer and the knot were, and how far it is moved
        self._removed = False  # by the press that will also ask for a menu
        self._histogram: list[float] = []
        self._nudges = Nudges()
        self.chosen = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(220, 160)

    # -- showing

    def show_value(self, value: Knots, live: bool = True) -> None:
        """Show knots; emits nothing but which of them is chosen."""
        self._value, self._live = value, live
        if self._held is None:
            self._range = shown_range(value, self._limits)
        self.choose(self.chosen)

    def set_histogram(self, counts: Sequence[float] | None) -> None:
        """Show how often each level of the stage's input occurs, in even bins from 0 to 1; None shows none."""
        found = np.sqrt(np.maximum(np.asarray(counts, np.float64), 0)) if counts is not None else np.zeros(0)
        top = float(found.max()) if found.size else 0.0
        self._histogram = (found / top).tolist() if top > 0 and np.isfinite(top) else []
        self.update()

    def choose(self, index: int) -> None:
        """Choose a knot; one beyond the last is the last."""
        self.chosen = min(max(index, 0), len(self._value) - 1)
        self.chose.emit(self.chosen)
        self.update()

    # -- knots and places

    def _area(self) -> QRectF:
        return QRectF(self.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)

    def place(self, x: float, y: float) -> QPointF:
        """Where a point of the curve is drawn."""
        area, (low, high) = self._area(), self._range
        return QPointF(area.left() + x * area.width(), area.bottom() - (y - low) / (high - low) * area.height())

    def _knot(self, at: QPointF) -> tuple[float, float]:
        area, (low, high) = self._area(), self._range
        x = (at.x() - area.left()) / area.width()
        y = low + (area.bottom() - at.y()) / area.height() * (high - low)
        return round(min(max(x, 0.0), 1.0), 4), round(min(max(y, low), high), 4)

    def _near(self, at: QPointF) -> int | None:
        gaps = [(self.place(*knot) - at).manhattanLength() for knot in self._value]
        nearest = int(np.argmin(gaps))
        return nearest if gaps[nearest] <= NEAR else None

    # -- changing

    def _emit(self, knots: Knots) -> bool:
        if knots == self._value or (self._param.fits is not None and not self._param.fits(knots)):
            return False
        self.edited.emit(knots)
        return True

    def put(self, x: float, y: float) -> bool:
        """The chosen knot at exactly this place; False where another one has that x, or the kind forbids it."""
        others = [k for i, k in enumerate(self._value) if i != self.chosen]
        if any(k[0] == x for k in others):
            return False
        self._nudges.end()
        self.started.emit()
        index = sum(k[0] < x for k in others)
        done = self._emit((*others[:index], (x, y), *others[index:])) or self._value[self.chosen] == (x, y)
        if done:
            self.choose(index)
        return done

    def remove(self, index: int) -> None:
        """Take a knot away, as a gesture of its own."""
        self._nudges.end()
        self.started.emit()
        self._drop(self._value, index)

    def _drop(self, knots: Knots, index: int) -> None:
        if len(knots) > 2:
            self._emit((*knots[:index], *knots[index + 1 :]))

    def nudge(self, dx: float, dy: float) -> None:
        """Move the chosen knot; nudges that follow each other are one gesture."""
        if self._nudges.begins(str(self.chosen)):
            self.started.emit()
        x, y = self._value[self.chosen]
        self._emit(moved(self._value, self.chosen, (x + dx, y + dy), self._limits))

    def _insert(self) -> None:
        """Between the chosen knot and the one behind it (before it, at the end), where the curve runs."""
        left = min(self.chosen, len(self._value) - 2)
        x = round((self._value[left][0] + self._value[left + 1][0]) / 2, 6)
        self._nudges.end()
        self.started.emit()
        knot = (x, round(float(self.line(np.array([x]))[0]), 6))
        if self._emit((*self._value[: left + 1], knot, *self._value[left + 1 :])):
            self.choose(left + 1)

    def line(self, x: Any) -> Any:
        """The curve at x, as the stage reads it; straight from knot to knot where the stage does not say."""
        if self._param.at is not None:
            return self._param.at(self._value, x)
        knots = np.array(self._value)
        return np.interp(x, knots[:, 0], knots[:, 1])

    # -- events

    def mousePressEvent(self, event: QMouseEvent) -> None:
        near = self._near(event.position())
        self._removed = event.button() == Qt.MouseButton.RightButton and near is not None
        if self._removed and near is not None:
            self.remove(near)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._nudges.end()
        self.started.emit()
        if near is None:
            x, y = self._knot(event.position())
            near = sum(k[0] < x for k in self._value)
            if not self._emit((*self._value[:near], (x, y), *self._value[near:])):
                return
        self._held = self._value, near
        self._grab = event.position(), self.place(*self._value[near]), 1.0
        self.choose(near)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is None:
            return
        knots, index = self._held
        by = min(factor(event.modifiers()), 1.0)
        if by != self._grab[2] and len(self._value) == len(knots):
            self._grab = event.position(), self.place(*self._value[index]), by
        start, knot, by = self._grab
        if QRectF(self.rect()).adjusted(-OUT, -OUT, OUT, OUT).contains(event.position()) or len(knots) <= 2:
            self._emit(moved(knots, index, self._knot(knot + (event.position() - start) * by), self._limits))
            self.choose(index)
        else:
            self._drop(knots, index)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._held is not None and event.button() == Qt.MouseButton.LeftButton:
            self._held = None
            self.show_value(self._value, self._live)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = None
            self.reset_asked.emit(bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        event.setAccepted(by_mouse and self._removed)  # else the knob's menu
        self._removed = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, by = Qt.Key(event.key()), NUDGE * factor(event.modifiers())
        if key in _MOVES:
            self.nudge(_MOVES[key][0] * by, _MOVES[key][1] * by)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.choose((self.chosen + (1 if key == Qt.Key.Key_PageUp else -1)) % len(self._value))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.choose(0 if key == Qt.Key.Key_Home else len(self._value))
        elif key == Qt.Key.Key_Insert:
            self._insert()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove(self.chosen)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._nudges.end()
        super().focusOutEvent(event)
        self.update()

    # -- drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.TEXT_FAINT, 1) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(theme.WELL)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        self._draw_ground(painter)
        colour = theme.TEXT if self._live else theme.TEXT_FAINT
        painter.setPen(QPen(colour, 1.4))
        xs = np.unique(np.append(np.linspace(0, 1, max(self.width(), 2)), [k[0] for k in self._value]))
        painter.setClipRect(self._area().adjusted(-2, -2, 2, 2))
        painter.drawPolyline(QPolygonF([self.place(x, y) for x, y in zip(xs, self.line(xs), strict=True)]))
        painter.setClipping(False)
        for index, knot in enumerate(self._value):
            chosen = index == self.chosen
            painter.setPen(QPen(theme.ACCENT, 1.6) if chosen else QPen(theme.WELL, 1))
            painter.setBrush(theme.ACCENT if chosen and self.hasFocus() else colour)
            painter.drawEllipse(self.place(*knot), POINT / 2, POINT / 2)

    def _draw_ground(self, painter: QPainter) -> None:
        """Histogram, grid, the straight line, the ends of the scale."""
        area, high = self._area(), self._range[1]
        if self._histogram:
            wide = area.width() / len(self._histogram)
            tops = [QPointF(area.left() + (i + 0.5) * wide, area.bottom() - h * area.height()) for i, h in enumerate(self._histogram)]  # fmt: skip
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor("#3d3d3d"))
            painter.drawPolygon(QPolygonF([area.bottomLeft(), *tops, area.bottomRight()]))
        painter.setPen(QPen(QColor("#353535"), 1))
        for i in range(1, 4):
            x, y = area.left() + i * area.width() / 4, area.top() + i * area.height() / 4
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        painter.setPen(QPen(QColor("#505050"), 1))
        painter.setClipRect(area)
        painter.drawLine(self.place(0, 0), self.place(1, 1))
        painter.setClipping(False)
        painter.setPen(theme.TEXT_FAINT)
        painter.setFont(theme.font(10))
        words = area.adjusted(2, 0, -2, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, f"{high:g}")
        painter.drawText(words, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, "1")
        if self._histogram:
            painter.drawText(
                words, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, tr("editors", "input levels")
            )
