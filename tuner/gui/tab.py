"""A tab: a flat button that carries one of the window's actions by its words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton


def tab(action: QAction) -> QToolButton:
    """A button for the action, pressed while the action is checked."""
    button = QToolButton()
    button.setDefaultAction(action)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
    button.setStyleSheet("padding: 1px 6px; font-size: 12px;")
    return button
