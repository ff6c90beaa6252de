"""The pinned pixels of the probe, marked on every pane with the number of their column."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from tuner.gui import theme
from tuner.gui.probe_panel import ProbePanel
from tuner.gui.view import View

_RING, _CHIP = 5, 15  # logical pixels


class PinMarks:
    """Paints a ring round each pinned pixel, and its number beside it."""

    def __init__(self, panel: ProbePanel) -> None:
        self._panel = panel

    @property
    def empty(self) -> bool:
        """Whether there is nothing to paint."""
        return not self._panel.pins

    def paint(self, painter: QPainter, view: View) -> None:
        """Paint what the view shows; the painter counts device pixels."""
        scale = painter.device().devicePixelRatioF()
        painter.setFont(theme.font(round(11 * scale)))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = max(_RING * scale, view.zoom * 0.75)
        for number, (x, y) in enumerate(self._panel.pins, 1):
            at = QPointF(*view.to_pane(x + 0.5, y + 0.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for colour, width in ((QColor(0, 0, 0, 150), 3 * scale), (theme.TEXT, scale)):
                painter.setPen(QPen(colour, width))
                painter.drawEllipse(at, ring, ring)
            chip = QRectF(at.x() + ring + 3 * scale, at.y() - _CHIP * scale / 2, _CHIP * scale, _CHIP * scale)
            painter.fillRect(chip, QColor(38, 38, 38, 225))
            painter.setPen(theme.TEXT)
            painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, str(number))
