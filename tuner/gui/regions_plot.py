"""The line profile: codes across a region, drawn with pyqtgraph, which is imported when the first one is shown."""

from __future__ import annotations

import math
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tuner.gui import scope_draw as draw
from tuner.gui import theme
from tuner.gui.elided import Elided
from tuner.measure.edges import LineProfile, edge

_CODE = 65535 / 255  # of 16 bits a code of 8
_TIP = "The mean of the lines. Rise: 10 % to 90 % of the step of Y′; over: overshoot, a share of it. Codes of 8 bit."
_COLOURS = (draw.RED, draw.GREEN, draw.BLUE, draw.LIGHT)


class ProfilePlot(QWidget):
    """R, G, B and Y' along a line, with what the edge in it measures."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.profile: LineProfile | None = None
        self._plot: Any = None
        self._lines: list[Any] = []
        self.caption = Elided(Qt.TextElideMode.ElideRight, 24)
        self.caption.setStyleSheet(f"color: {theme.TEXT_FAINT.name()}; font-size: 11px;")
        self.setAccessibleName("Line profile")
        self.setMinimumWidth(180)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addWidget(self.caption)
        self._column.addStretch(1)

    def show_profile(self, profile: LineProfile | None, name: str = "") -> None:
        """Draw another profile (channels R, G, B, Y' in codes of 16 bits), or none."""
        self.profile = profile
        if profile is None:
            self.caption.say("Choose a region to see the codes across it.")
            for line in self._lines:
                line.setData([], [])
            return
        if self._plot is None:
            self._build()
        for line, values in zip(self._lines, profile.values.T, strict=True):
            line.setData(profile.position, values / _CODE)
        found = edge(profile.values[:, 3])
        text = f"{name} · {profile.lines} lines"
        if not math.isnan(found.rise):
            text += f" · rise {found.rise:.2f} px · over {found.overshoot * 100:.1f} %"
        self.caption.say(text, _TIP)

    def _build(self) -> None:
        import pyqtgraph as pg

        self._plot = pg.PlotWidget(background=theme.WELL, antialias=True)
        item = self._plot.getPlotItem()
        item.hideButtons()
        item.setMenuEnabled(False)
        item.setMouseEnabled(False, False)
        item.showGrid(x=True, y=True, alpha=0.12)
        for side in ("left", "bottom"):
            axis = item.getAxis(side)
            axis.setPen(QColor(255, 255, 255, 40))
            axis.setTextPen(theme.TEXT_FAINT)
            axis.setStyle(tickFont=theme.font(10), tickLength=-4)
        self._lines = [item.plot(pen=pg.mkPen(colour, width=1.3)) for colour in _COLOURS]
        self._plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._column.takeAt(1)
        self._column.addWidget(self._plot, 1)
