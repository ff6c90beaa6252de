"""The bar of the dock: a tab a page, what the scopes count and how, the overlays' switches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QWidget

from tuner.gui.language import tr
from tuner.gui.overlays import Overlays
from tuner.gui.overlays_bar import OverlaysBar
from tuner.gui.tab import tab

BAR = 30  # its height
ROOM_FOR_CHOICES, ROOM_FOR_ALL = ROOMS = (660, 840)
"""Widths from which there is room for the scopes' choices, and for every overlay's switch as well."""


class DockBar(QWidget):
    """The bar.

    Parameters
    ----------
    actions : the window's actions by name
    pages : the actions that turn pages
    """

    def __init__(self, overlays: Overlays, actions: Mapping[str, QAction], pages: Sequence[str]) -> None:
        super().__init__()
        self.area = QComboBox()
        self.area.setAccessibleName(tr("dock", "What the scopes count"))
        self.area.setToolTip("Count the whole picture, or a region of it")
        self.area.setMinimumWidth(78)
        self.area.setMaximumWidth(128)
        self.area.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.area.addItem(tr("dock", "Picture"))
        self.setFixedHeight(BAR)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 2, 8, 2)
        row.setSpacing(2)
        for page in pages:
            row.addWidget(tab(actions[page]))
        row.addSpacing(8)
        actions["scope_log"].setIconText(tr("dock", "Log"))
        self.log_button = tab(actions["scope_log"])
        row.addWidget(self.log_button)
        row.addWidget(self.area, 2)
        row.addStretch(1)
        self._overlays = OverlaysBar(overlays, actions)
        row.addWidget(self._overlays)

    def show_areas(self, names: Sequence[str], chosen: int) -> None:
        """What the scopes may count beside the whole picture, and which of all that they do."""
        if list(names) != [self.area.itemText(i) for i in range(1, self.area.count())]:
            self.area.clear()
            self.area.addItems([tr("dock", "Picture"), *names])
        self.area.setCurrentIndex(chosen)

    def make_room(self, scopes: bool, width: int) -> None:
        """Show what there is room for in the dock's width; the scopes' choices only while they are open."""
        for choice in (self.area, self.log_button):
            choice.setVisible(scopes and width >= ROOM_FOR_CHOICES)
        self._overlays.make_room(width < ROOM_FOR_ALL)
