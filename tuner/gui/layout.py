"""Where the parts of the main window stand: film, history, pictures with what is under them, rack; bars above and below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from tuner.gui import theme
from tuner.gui.scope_dock import LEAST
from tuner.gui.taborder import follow

if TYPE_CHECKING:
    from tuner.gui.window import MainWindow

_RACK_WIDTH, _HISTORY_WIDTH = 338, 264
_PICTURES = 210  # height that the pictures have before the dock has more than it needs
_SMALLEST = (880, 520)  # below this the bars no longer have room for what they say


def lay_out(window: MainWindow) -> None:
    """Put the parts in their places, and the tab key's way through them."""
    left = QWidget()
    column = QVBoxLayout(left)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    upright = QSplitter(Qt.Orientation.Vertical)
    upright.addWidget(window.viewer)
    upright.addWidget(window.dock)
    upright.setStretchFactor(0, 1)
    upright.setChildrenCollapsible(False)
    column.addWidget(upright, 1)
    column.addWidget(window.desk.strip)
    column.addWidget(window.dumps.bar)
    words = QHBoxLayout()
    words.setSpacing(0)
    words.addWidget(window.message, 1)
    words.addWidget(window.film.progress)
    column.addLayout(words)
    split = QSplitter(Qt.Orientation.Horizontal)
    for part, stretch in ((window.film.strip, 0), (window.history, 0), (left, 1), (window.rack, 0)):
        split.addWidget(part)
        split.setStretchFactor(split.count() - 1, stretch)
    split.setCollapsible(0, False)
    split.setCollapsible(2, False)
    split.setSizes([window.film.strip.width(), _HISTORY_WIDTH, 1600 - _RACK_WIDTH, _RACK_WIDTH])
    window.history.hide()
    whole = QWidget()
    rows = QVBoxLayout(whole)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(0)
    rows.addWidget(window.top)
    rows.addWidget(split, 1)
    rows.addWidget(window.status)
    window.setCentralWidget(whole)
    below = (window.dock, window.desk.strip, window.dumps.bar, window.message, window.film.progress)
    follow(window.top, window.film.strip, window.history, window.viewer, *below, window.rack, window.status)
    window.setAcceptDrops(True)
    window.setWindowIcon(theme.icon("app"))
    window.setMinimumSize(*_SMALLEST)
    window.resize(1600, 1000)


def give_way(window: MainWindow) -> None:
    """Where there is little height, the dock has no more than it needs."""
    upright = window.dock.parentWidget()
    if isinstance(upright, QSplitter) and window.dock.seen and upright.isVisible():
        pictures, dock = upright.sizes()
        by = min(_PICTURES - pictures, dock - LEAST)
        if by > 0:
            upright.setSizes([pictures + by, dock - by])
