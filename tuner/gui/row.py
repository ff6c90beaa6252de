"""The row a knob stands in: its mark on the left (changed, favourite) and the ways to its menu."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QEnterEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QLabel, QWidget

from tuner.gui import theme

INDENT = 11
"""Left of the labels; the dot of a changed knob and the star of a favourite stand there."""
RADIUS = 4.2
_INNER = 0.42
"""Radius of a star's inner corners, as a share of the outer ones: a little stouter than a pentagram's 0.38."""


class Row(QWidget):
    """A row with a mark.

    `menu_asked` carries the place on the screen (right click, menu key, Shift+F10); `starred` that the user makes it a
    favourite, or takes that back.
    """

    menu_asked = Signal(QPoint)
    starred = Signal(bool)
    label: QLabel  # beside which the mark stands

    def __init__(self) -> None:
        super().__init__()
        self.changed = self.favourite = self._hovered = False

    def show_changed(self, on: bool) -> None:
        """Show whether it differs from the profile."""
        if on != self.changed:
            self.changed = on
            self.update()

    def show_favourite(self, on: bool) -> None:
        """Show whether it is a favourite; emits nothing."""
        if on != self.favourite:
            self.favourite = on
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centre = QPointF(INDENT / 2 - 0.8, self.label.geometry().center().y() + 1)
        colour = theme.ACCENT if self.changed else theme.TEXT_FAINT
        if self.favourite or (self._hovered and not self.changed):
            _draw_star(painter, centre, colour, filled=self.favourite)
        elif self.changed:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawEllipse(centre, 1.75, 1.75)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hovered = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = False
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and 0 <= event.position().x() < INDENT:
            self.starred.emit(not self.favourite)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        self.menu_asked.emit(self._below() if by_key else event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if asks_for_menu(event):
            self.menu_asked.emit(self._below())
        else:
            super().keyPressEvent(event)

    def _below(self) -> QPoint:
        return self.mapToGlobal(self.label.geometry().bottomLeft())


def asks_for_menu(event: QKeyEvent) -> bool:
    """Whether a key is the menu key or Shift+F10, which not every system turns into a request for a menu."""
    shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    return event.key() == Qt.Key.Key_Menu or (event.key() == Qt.Key.Key_F10 and shift)


def _draw_star(painter: QPainter, centre: QPointF, colour: QColor, *, filled: bool) -> None:
    """A star of five points, filled or as an outline."""
    corners = [
        QPointF(
            centre.x() + math.sin(i * math.pi / 5) * RADIUS * (_INNER if i % 2 else 1),
            centre.y() - math.cos(i * math.pi / 5) * RADIUS * (_INNER if i % 2 else 1),
        )
        for i in range(10)
    ]
    painter.setPen(Qt.PenStyle.NoPen if filled else QPen(colour, 0.9))
    painter.setBrush(colour if filled else Qt.BrushStyle.NoBrush)
    painter.drawPolygon(QPolygonF(corners))
