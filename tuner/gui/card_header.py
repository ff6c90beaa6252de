"""Parts of a card's first line: the line itself, which opens and closes the card, and the dot of what is changed."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from tuner.gui import theme

HEADER = 29  # logical pixels


class Dot(QWidget):
    """An orange dot: differs from the loaded profile. Keeps its place when hidden."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(12, HEADER)
        self.shown = False

    def show_differences(self, lines: list[str]) -> None:
        """Show what differs, as the dot's tooltip; nothing differs: no dot."""
        self.shown = bool(lines)
        self.setToolTip("<p>Differs from the profile:</p><p>" + "<br>".join(lines) + "</p>" if lines else "")
        self.setAccessibleName("differs from the profile" if lines else "")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.shown:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.ACCENT)
            painter.drawEllipse(QPointF(self.width() / 2, self.height() / 2 + 0.5), 2.5, 2.5)


class Header(QWidget):
    """The card's first line; a click beside its buttons opens and closes the card."""

    clicked = Signal(bool)  # True: with Shift

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit(bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
