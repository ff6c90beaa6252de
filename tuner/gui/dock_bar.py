"""The bar of the dock: a tab a page, what the scopes count and how, the overlays' switches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QWidget

from tuner.gui.language import tr
from tuner.gui.overlays import Overlays
from tuner.gui.overlays_bar import GIVE_WAY, OverlaysBar
from tuner.gui.tab import tab

_MANY = 2  # of `GIVE_WAY`, left out together below ROOM_FOR_ALL
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
        self._scopes = False
        self.area = QComboBox()
        self.area.setAccessibleName(tr("dock", "What the scopes count"))
        self.area.setToolTip("Count the whole picture, or a region of it")
        self.area.setMinimumWidth(78)
        self.area.setMaximumWidth(128)
        self.area.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.area.addItem(tr("dock", "Picture"))
        self.setFixedHeight(BAR)
        self._row = row = QHBoxLayout(self)
        row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
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
        self._scopes = scopes
        for choice in (self.area, self.log_button):
            choice.setVisible(scopes and width >= ROOM_FOR_CHOICES)
        for many in range(0 if width >= ROOM_FOR_ALL else _MANY, len(GIVE_WAY) + 1):
            self._overlays.make_room(many)
            if self._needs() <= width:
                break

    def _needs(self) -> int:
        """Width of all that is shown; how much words need depends on the language."""
        self._overlays.row.activate()
        self._row.invalidate()
        return self._row.minimumSize().width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.make_room(self._scopes, self.width())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, BAR)  # it takes the room there is, and never takes any from the rack
