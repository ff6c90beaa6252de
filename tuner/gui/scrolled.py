"""A column of cards that scrolls upright and never sideways, and what stands above it as far as its bar."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

_GAP = 7  # between the cards and the bar, px


def upright(content: QWidget) -> QScrollArea:
    """The content in a scroll area whose bar is always there, so that nothing moves when cards open."""
    area = QScrollArea()
    area.setWidget(content)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


def beside(field: QWidget) -> QHBoxLayout:
    """A field as wide as the cards below it."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, _GAP, 0)
    row.addWidget(field)
    return row
