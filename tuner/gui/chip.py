"""The chip on a picture: its name in bold and what it is, on a dark ground that any picture leaves readable."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from tuner.gui import theme

AT = QPoint(10, 12)
_HEIGHT = 24


def paint_chip(painter: QPainter, font: QFont, width: int, title: str, detail: str, *, right: bool = False) -> QRectF:
    """Paint it at the left (or right) of an area of some width, logical pixels; where it lies."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    plain = QFontMetricsF(font)
    first = QFontMetricsF(bold).horizontalAdvance(title)
    room = max(width - 2 * AT.x() - first - 26, 0)
    detail = plain.elidedText(detail, Qt.TextElideMode.ElideRight, room)
    second = plain.horizontalAdvance(detail) + 8 if detail else 0
    chip = QRectF(AT, QSize(round(first + second + 18), _HEIGHT))
    if right:
        chip.moveRight(width - AT.x())
    ground = QColor(theme.WELL)
    ground.setAlpha(225)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(chip, 5, 5)
    middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.setFont(bold)
    painter.setPen(theme.TEXT)
    painter.drawText(chip.adjusted(9, 0, 0, 0), middle, title)
    painter.setFont(font)
    painter.setPen(theme.TEXT_DIM)
    painter.drawText(chip.adjusted(9 + first + 8, 0, 0, 0), middle, detail)
    return chip
