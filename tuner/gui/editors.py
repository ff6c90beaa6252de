"""Editors of values that are more than one number: a 3x3 matrix, a curve of knots, a table (grids of numbers).

Like the slider they know no session: `started` once a gesture, `edited` for each value, `refused` for a text that is
no valid value.
"""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from tuner.core.param import Grid, Knots, Matrix3
from tuner.gui import theme
from tuner.gui.field import NumberField, parsed

POINT = 9
NEAR = 10


class MatrixEditor(QWidget):
    """Nine fields, row by row, and the sum of each row (1 keeps white)."""

    started = Signal()
    edited = Signal(object)
    refused = Signal(str)

    def __init__(self, limits: tuple[float, float], step: float, name: str) -> None:
        super().__init__()
        self._value: Matrix3 = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
        self._step, self._limits = step, limits
        self.fields = [[NumberField(limits, min(step, 0.001)) for _ in range(3)] for _ in range(3)]
        self._sums = [QLabel() for _ in range(3)]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(4)
        grid.setVerticalSpacing(3)
        for y, row in enumerate(self.fields):
            for x, field in enumerate(row):
                field.setObjectName("matrix_entry")
                field.setMinimumWidth(44)
                field.setAccessibleName(f"{name} row {y + 1} column {x + 1}")
                field.committed.connect(lambda v, y=y, x=x: self._set(y, x, v, new=True))
                field.stepped.connect(lambda n, by, y=y, x=x: self._nudge(y, x, n * by))
                field.refused.connect(self.refused)
                grid.addWidget(field, y, x)
                grid.setColumnStretch(x, 1)
            self._sums[y].setObjectName("note")
            self._sums[y].setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self._sums[y].setToolTip("Sum of the row; 1 keeps white.")
            self._sums[y].setFixedWidth(self.fontMetrics().horizontalAdvance("= -0.0000"))
            grid.addWidget(self._sums[y], y, 3)

    def show_value(self, value: Matrix3, live: bool = True) -> None:
        """Show a matrix; emits nothing."""
        self._value = value
        for row, fields, label in zip(value, self.fields, self._sums, strict=True):
            for entry, field in zip(row, fields, strict=True):
                field.show_value(entry, live)
            label.setText(f"= {sum(row):.3f}")

    def _set(self, y: int, x: int, entry: float, *, new: bool) -> None:
        rows = [list(row) for row in self._value]
        rows[y][x] = entry
        if new:
            self.started.emit()
        self.edited.emit(tuple(tuple(row) for row in rows))

    def _nudge(self, y: int, x: int, steps: float) -> None:
        low, high = self._limits
        self._set(y, x, round(min(max(self._value[y][x] + steps * self._step, low), high), 6), new=True)


class CurveGraph(QWidget):
    """Knots on a graph: drag to move, click beside the curve to add, Delete or drag out to remove."""

    started = Signal()
    edited = Signal(object)
    reset_asked = Signal(bool)

    def __init__(self, limits: tuple[float, float]) -> None:
        super().__init__()
        self._limits = limits
        self._value: Knots = ((0.0, 0.0), (1.0, 1.0))
        self._live = True
        self._held: int | None = None
        self._chosen = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(220, 150)

    def show_value(self, value: Knots, live: bool = True) -> None:
        """Show knots; emits nothing."""
        self._value, self._live = value, live
        self._chosen = min(self._chosen, len(value) - 1)
        self.update()

    def _area(self) -> QRectF:
        return QRectF(self.rect()).adjusted(6, 6, -6, -6)

    def _place(self, x: float, y: float) -> QPointF:
        area, (low, high) = self._area(), self._limits
        return QPointF(area.left() + x * area.width(), area.bottom() - (y - low) / (high - low) * area.height())

    def _knot(self, at: QPointF) -> tuple[float, float]:
        area, (low, high) = self._area(), self._limits
        x = (at.x() - area.left()) / area.width()
        y = low + (area.bottom() - at.y()) / area.height() * (high - low)
        return round(min(max(x, 0.0), 1.0), 4), round(min(max(y, low), high), 4)

    def _move(self, index: int, x: float, y: float) -> None:
        knots = list(self._value)
        left = knots[index - 1][0] + 0.001 if index else 0.0
        right = knots[index + 1][0] - 0.001 if index + 1 < len(knots) else 1.0
        low, high = self._limits
        knots[index] = (round(min(max(x, left), right), 4), round(min(max(y, low), high), 4))
        self.edited.emit(tuple(knots))

    def _remove(self, index: int) -> None:
        if len(self._value) > 2:
            self.edited.emit(tuple(k for i, k in enumerate(self._value) if i != index))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self.started.emit()
        gaps = [(self._place(*knot) - event.position()).manhattanLength() for knot in self._value]
        self._held = int(np.argmin(gaps))
        if gaps[self._held] > NEAR:
            x, y = self._knot(event.position())
            if any(abs(x - k[0]) < 0.002 for k in self._value):
                self._held = None
                return
            self._held = sum(k[0] < x for k in self._value)
            self.edited.emit((*self._value[: self._held], (x, y), *self._value[self._held :]))
        self._chosen = self._held
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            self._move(self._held, *self._knot(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        outside = not QRectF(self.rect()).adjusted(-20, -20, 20, 20).contains(event.position())
        if self._held is not None and outside:
            self._remove(self._held)
        self._held = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._held = None
        self.reset_asked.emit(bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Down: (0, -1), Qt.Key.Key_Up: (0, 1)}
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._chosen = (self._chosen + (1 if key == Qt.Key.Key_PageUp else -1)) % len(self._value)
            self.update()
        elif key in moves:
            x, y = self._value[self._chosen]
            self.started.emit()
            self._move(self._chosen, x + moves[key][0] * 0.005, y + moves[key][1] * 0.005)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.started.emit()
            self._remove(self._chosen)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.WELL)
        painter.drawRoundedRect(self.rect(), 4, 4)
        area = self._area()
        painter.setPen(QPen(QColor("#333333"), 1))
        for i in range(1, 4):
            x, y = area.left() + i * area.width() / 4, area.top() + i * area.height() / 4
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        painter.setPen(QPen(QColor("#474747"), 1))
        painter.drawLine(self._place(0, max(0.0, self._limits[0])), self._place(1, min(1.0, self._limits[1])))
        colour = theme.TEXT if self._live else theme.TEXT_FAINT
        points = [self._place(*knot) for knot in self._value]
        line = [QPointF(area.left(), points[0].y()), *points, QPointF(area.right(), points[-1].y())]
        painter.setPen(QPen(colour, 1.4))
        painter.drawPolyline(QPolygonF(line))
        painter.setPen(Qt.PenStyle.NoPen)
        for index, point in enumerate(points):
            painter.setBrush(theme.ACCENT if index == self._chosen and self.hasFocus() else colour)
            painter.drawEllipse(point, POINT / 2, POINT / 2)


def knots_text(knots: Knots) -> str:
    """Knots as they are typed: '0 0, 0.5 0.6, 1 1'."""
    return ", ".join(f"{x:g} {y:g}" for x, y in knots)


def parsed_knots(text: str) -> Knots | None:
    """The knots a user typed, or None where a number is missing or is none."""
    pairs = [[parsed(word) for word in pair.split()] for pair in text.replace(";", ",").split(",") if pair.strip()]
    if any(len(pair) != 2 or None in pair for pair in pairs):
        return None
    return tuple((x, y) for x, y in pairs if x is not None and y is not None)


class HeatMap(QWidget):
    """The grids of a table side by side, dark for the smallest number and light for the largest."""

    def __init__(self) -> None:
        super().__init__()
        self._planes: list[QImage] = []
        self._live = True
        self.setFixedHeight(52)

    def show_value(self, value: Grid, live: bool = True) -> None:
        """Show a table."""
        table = np.asarray(value, np.float64)
        low, high = float(table.min()), float(table.max())
        share = (table - low) / (high - low) if high > low else np.full_like(table, 0.3)
        grey = np.ascontiguousarray(64 + share * 160).astype(np.uint8)
        h, w = grey.shape[1:]
        self._planes = [QImage(p.tobytes(), w, h, w, QImage.Format.Format_Grayscale8).copy() for p in grey]
        self._live = live
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setOpacity(1.0 if self._live else 0.5)
        count, gap = len(self._planes), 4
        width = (self.width() - gap * (count - 1)) / max(count, 1)
        for index, plane in enumerate(self._planes):
            painter.drawImage(QRectF(index * (width + gap), 0, width, self.height()), plane)


def table_text(value: Grid) -> str:
    """'4 planes, 17 × 13, 1.00 to 2.31'."""
    table = np.asarray(value, np.float64)
    planes, rows, columns = table.shape
    many = "1 plane" if planes == 1 else f"{planes} planes"
    return f"{many}, {columns} × {rows}, {table.min():.2f} to {table.max():.2f}"
