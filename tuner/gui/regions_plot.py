"""Line profiles: values across a region in every picture on screen, drawn with pyqtgraph, imported when one is shown.

Everything is drawn on one scale, on which 255 is white: codes of 8 bits, a domain's own 1, the raw's white level.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import cycle
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from tuner.app.measuring import Measured
from tuner.gui import scope_draw as draw
from tuner.gui import theme
from tuner.gui.elided import Elided
from tuner.gui.language import say, tr
from tuner.measure.edges import edge
from tuner.measure.regions import RawStatistics

_WHITE = 255
_TIP = (
    "The mean of the lines. Rise: 10 % to 90 % of the step, pixels; over: overshoot, a share of it. Of Y′, or of G where"
    " a picture has no Y′. 255 is white: the raw's white level, and 1 behind a stage."
)
_COLOURS = (draw.RED, draw.GREEN, draw.BLUE, draw.LIGHT)
_PICTURES = (draw.LIGHT, QColor("#e69f00"), QColor("#56b4e9"), QColor("#cc79a7"), QColor("#009e73"))
"""One colour a picture, told apart with any colour vision."""

Profile = tuple[str, Measured]
"""A picture's name, and what was measured in it."""


def channels_of(measured: Measured) -> tuple[tuple[str, ...], str]:
    """The names of a profile's channels, and their unit."""
    found = measured.statistics
    if isinstance(found, RawStatistics):
        return ("G",) if len(found.lead) == 2 else found.channels, "DN"
    return found.channels, found.unit


class ProfilePlot(QWidget):
    """One picture in R, G, B and Y'; several by the channel that stands for each, beside the raw's green (or all of it)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.profiles: Sequence[Profile] = ()
        self._plot: Any = None
        self._lines: list[Any] = []
        self.caption = Elided(Qt.TextElideMode.ElideRight, 24)
        self.caption.setTextFormat(Qt.TextFormat.PlainText)
        self.caption.setStyleSheet(f"color: {theme.TEXT_FAINT.name()}; font-size: 11px;")
        self.setAccessibleName(tr("dock", "Line profile"))
        self.setMinimumWidth(180)
        self.legend = QLabel()
        self.legend.setTextFormat(Qt.TextFormat.RichText)
        self.legend.setStyleSheet(f"color: {theme.TEXT_DIM.name()}; font-size: 11px;")
        self.legend.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 0, 0, 0)  # its words stand clear of the table
        self._column.setSpacing(2)
        self._column.addWidget(self.caption)
        self._column.addWidget(self.legend)
        self._column.addStretch(1)

    def show_profiles(self, profiles: Sequence[Profile], name: str = "") -> None:
        """Draw the profiles of a region, or none."""
        self.profiles = profiles
        for line in self._lines:
            self._plot.removeItem(line)
        self._lines = []
        self.legend.clear()
        if not profiles:
            self.caption.say(tr("dock", "Choose a region to see the values across it."))
            return
        if self._plot is None:
            self._build()
        outputs = [m for _, m in profiles if not isinstance(m.statistics, RawStatistics)]
        named = []
        for (title, measured), colour in zip(profiles, cycle(_PICTURES)):
            alone = len(outputs) == 1 and measured is outputs[0]
            self._draw(measured, colour, alone)
            own = _COLOURS if alone else (colour,)
            squares = "".join(f'<span style="color: {c.name()}">■</span>' for c in own)
            named.append(f"{squares} {escape(title)}")
        self.legend.setText("&nbsp;&nbsp; ".join(named))
        lines = next(m.profile.lines for _, m in profiles if m.profile is not None)
        words = [say("{region} · {count} lines", region=name, count=lines)]
        self.caption.say(" · ".join([*words, *filter(None, map(_edge_of, profiles))]), _TIP)

    def _draw(self, measured: Measured, colour: QColor, alone: bool) -> None:
        """All channels of the only output picture; else the one that stands for the picture."""
        import pyqtgraph as pg

        profile = measured.profile
        assert profile is not None
        values = (profile.values - measured.black) / (measured.full - measured.black) * _WHITE
        drawn = zip(values.T, _COLOURS, strict=False) if alone else [(values[:, _lead(measured)], colour)]
        for row, own in drawn:
            self._lines.append(self._plot.plot(profile.position, row, pen=pg.mkPen(own, width=1.3)))

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
        self._plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._column.takeAt(2)
        self._column.addWidget(self._plot, 1)


def _lead(measured: Measured) -> int:
    """The channel that stands for a picture: Y' or G."""
    found = measured.statistics
    return 0 if isinstance(found, RawStatistics) else found.lead[0]


def _edge_of(drawn: Profile) -> str:
    """What the edge in a profile measures; "" where there is more than one edge, or none."""
    title, measured = drawn
    profile = measured.profile
    if profile is None or profile.position[-1] != len(profile.position) - 1:  # with gaps: a single row of the mosaic
        return ""
    found = edge(profile.values[:, _lead(measured)])
    if not found.overshoot + found.undershoot < 1:
        return ""
    rise, over = f"{found.rise:.2f}", f"{found.overshoot * 100:.1f}"
    return say("{picture}: rise {rise} px, over {over} %", picture=title, rise=rise, over=over)
