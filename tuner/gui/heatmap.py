"""A grid of numbers as colours, with its scale and a selection of cells.

The colours are those of the difference map: lightness rises evenly from the smallest number to the largest, so that the
map reads the same in grey and to colour-blind eyes. Where cells are large enough their numbers stand in them.

| gesture | effect |
|---|---|
| click, arrow keys | selects a cell |
| drag, Shift + click, Shift + arrow keys | selects a rectangle |
| Home, End, Page keys | the ends of the row, of the column |
| Ctrl + A | all cells |
| a digit, Enter | begins to type the selected cells' value |
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from tuner.compare.heat import colours
from tuner.gui import theme

HEIGHT = 132
_BAR = 8
_SCALE = 24  # room for the bar and its figures
_LEVELS = 255
_FLAT = 0x50
"""Grey of a table that is the same everywhere: it has no scale."""


@dataclass(frozen=True)
class Cells:
    """A rectangle of cells: where it was begun, and where it ends; both belong to it."""

    row: int = 0
    column: int = 0
    end_row: int = 0
    end_column: int = 0

    @property
    def slices(self) -> tuple[slice, slice]:
        rows, columns = sorted((self.row, self.end_row)), sorted((self.column, self.end_column))
        return slice(rows[0], rows[1] + 1), slice(columns[0], columns[1] + 1)

    @property
    def single(self) -> bool:
        """Whether it is one cell."""
        return (self.row, self.column) == (self.end_row, self.end_column)

    def within(self, rows: int, columns: int) -> Cells:
        """The part of it that a grid of this size has."""
        last_row, last_column = rows - 1, columns - 1
        return Cells(
            min(max(self.row, 0), last_row),
            min(max(self.column, 0), last_column),
            min(max(self.end_row, 0), last_row),
            min(max(self.end_column, 0), last_column),
        )


class HeatMap(QWidget):
    """One grid. `chose` tells that other cells are selected; `typing` carries the first character of a number."""

    chose = Signal()
    typing = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._grid: NDArray[np.float64] = np.zeros((2, 2))
        self._low, self._high = 0.0, 0.0
        self._image = QImage()
        self._live = True
        self.cells = Cells()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(220, HEIGHT + _SCALE)

    def show_grid(self, grid: NDArray[np.float64], low: float, high: float, live: bool = True) -> None:
        """Show a grid.

        Parameters
        ----------
        grid : (rows, columns) float64
        low, high : ends of the scale
        """
        self._grid, self._low, self._high, self._live = grid, low, high, live
        rgb = self._coloured(grid)
        h, w = grid.shape
        self._image = QImage(rgb.tobytes(), w, h, 3 * w, QImage.Format.Format_RGB888).copy()
        self.cells = self.cells.within(h, w)
        self.update()

    def _coloured(self, values: NDArray[np.float64]) -> NDArray[np.uint8]:
        """(..., 3) uint8 sRGB of numbers."""
        if self._high <= self._low:
            return np.full((*values.shape, 3), _FLAT, np.uint8)
        share = np.clip((values - self._low) / (self._high - self._low), 0, 1)
        return np.ascontiguousarray(colours()[np.rint(share * _LEVELS).astype(np.uint8)])

    def select(self, cells: Cells) -> None:
        """Select cells; what lies beyond the grid is left out."""
        self.cells = cells.within(*self._grid.shape)
        self.update()
        self.chose.emit()

    # -- places

    def _area(self) -> QRectF:
        return QRectF(0, 0, self.width(), self.height() - _SCALE)

    def cell_rect(self, row: int, column: int, rows: int = 1, columns: int = 1) -> QRectF:
        """Where cells are drawn."""
        area, (h, w) = self._area(), self._grid.shape
        wide, high = area.width() / w, area.height() / h
        return QRectF(column * wide, row * high, columns * wide, rows * high)

    def _cell_at(self, at: QPointF) -> tuple[int, int]:
        area, (h, w) = self._area(), self._grid.shape
        return int(at.y() / area.height() * h), int(at.x() / area.width() * w)

    # -- events

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._area().contains(event.position()):
            row, column = self._cell_at(event.position())
            extend = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            from_row, from_column = (self.cells.row, self.cells.column) if extend else (row, column)
            self.select(Cells(from_row, from_column, row, column))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.select(Cells(self.cells.row, self.cells.column, *self._cell_at(event.position())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, (h, w) = Qt.Key(event.key()), self._grid.shape
        moves = {
            Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0), Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Home: (0, -w), Qt.Key.Key_End: (0, w), Qt.Key.Key_PageUp: (-h, 0), Qt.Key.Key_PageDown: (h, 0),
        }  # fmt: skip
        if key in moves:
            row, column = self.cells.end_row + moves[key][0], self.cells.end_column + moves[key][1]
            extend = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            from_row, from_column = (self.cells.row, self.cells.column) if extend else (row, column)
            self.select(Cells(from_row, from_column, row, column))
        elif key == Qt.Key.Key_A and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.select(Cells(0, 0, h, w))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.typing.emit("")
        elif event.text() and event.text() in "0123456789.,-+":
            self.typing.emit(event.text())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    # -- drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setOpacity(1.0 if self._live else 0.5)
        painter.drawImage(self._area(), self._image)
        self._draw_numbers(painter)
        self._draw_scale(painter)
        painter.setOpacity(1.0)
        rows, columns = self.cells.slices
        chosen = self.cell_rect(rows.start, columns.start, rows.stop - rows.start, columns.stop - columns.start)
        for shrink, colour in ((0.5, theme.LINE), (1.5, theme.ACCENT if self.hasFocus() else theme.TEXT)):
            painter.setPen(QPen(colour, 1))
            painter.drawRect(chosen.adjusted(shrink, shrink, -shrink, -shrink))

    def _draw_numbers(self, painter: QPainter) -> None:
        cell = self.cell_rect(0, 0)
        painter.setFont(theme.font(10))
        if cell.height() < 15 or cell.width() < painter.fontMetrics().horizontalAdvance(f"{self._high:.2f}") + 6:
            return
        for (row, column), value in np.ndenumerate(self._grid):
            dark = self._image.pixelColor(column, row).lightnessF() < 0.5
            painter.setPen(QColor("#f0f0f0") if dark else QColor("#101010"))
            painter.drawText(self.cell_rect(row, column), Qt.AlignmentFlag.AlignCenter, f"{value:.2f}")

    def _draw_scale(self, painter: QPainter) -> None:
        """The bar of colours, and the numbers at its ends and its middle."""
        ends = np.linspace(self._low, self._high, _LEVELS + 1)
        bar = QImage(self._coloured(ends).tobytes(), len(ends), 1, 3 * len(ends), QImage.Format.Format_RGB888)
        place = QRectF(0, self.height() - _SCALE + 4, self.width(), _BAR)
        words = QRectF(0, place.bottom(), self.width(), self.height() - place.bottom())
        painter.setFont(theme.font(10))
        painter.setPen(theme.TEXT_DIM)
        painter.drawImage(place, bar)
        if self._high <= self._low:
            painter.drawText(words, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, f"{self._low:.3g}")
            return
        marks = (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight)
        for mark, value in zip(marks, np.linspace(self._low, self._high, 3), strict=True):
            painter.drawText(words, mark | Qt.AlignmentFlag.AlignBottom, f"{value:.3g}")
