"""The scopes: the raw histogram at the left; histogram, waveform, parade or vectorscope of the output at the right.

They count the exact pixels on screen at full resolution, never the averaged ones, off the window's thread; while the
panel is hidden nothing is counted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QHideEvent, QImage, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from tuner.app.preview import Shown
from tuner.core.facts import Facts
from tuner.core.frame import Frame
from tuner.files.sidecar import Region
from tuner.gui import scope_draw as draw
from tuner.gui import theme
from tuner.gui.elided import Elided
from tuner.gui.language import say, tr
from tuner.gui.picture import as_image
from tuner.gui.scope_worker import ScopeWorker
from tuner.measure.raw_histogram import RawHistogram, raw_histogram
from tuner.measure.regions import fits, to_export
from tuner.measure.scopes import KINDS, Histogram, Kind, Scope, Vectorscope, scope

TITLES: dict[Kind, str] = {
    "histogram": "Histogram",
    "waveform": "Waveform",
    "parade": "Parade",
    "vectorscope": "Vectorscope",
}
BINS = 512
_RGBY = (draw.RED, draw.GREEN, draw.BLUE, draw.LIGHT)
_PLANES = (draw.RED, draw.GREEN, draw.GREEN_2, draw.BLUE)


@dataclass(frozen=True, eq=False)
class Measured:
    """What the worker found, with the images made from it."""

    frame: Frame
    region: Region | None
    raw: RawHistogram
    found: Scope
    kind: Kind
    log: bool
    image: NDArray[np.uint8] | None


class Plot(QWidget):
    """A well on which something is painted by whoever owns it."""

    def __init__(self, name: str, paint: Callable[[QPainter, QRectF], None]) -> None:
        super().__init__()
        self._paint = paint
        self.setAccessibleName(name)
        self.setMinimumSize(120, 60)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.WELL)
        painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        small = QFont(self.font())
        small.setPixelSize(10)
        painter.setFont(small)
        self._paint(painter, QRectF(self.rect()).adjusted(6, 7, -6, -6))
        painter.end()


class ScopesPanel(QWidget):
    """Both scopes.

    Parameters
    ----------
    shown : the picture that is on screen, whole and exact; None while there is none

    Signals
    -------
    failed : the exception of a scope that could not be made
    kind_chosen : the word of the scope that is shown now
    """

    failed = Signal(object)
    kind_chosen = Signal(str)

    def __init__(self, executor: Executor, shown: Callable[[], Shown | None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = shown
        self.kind: Kind = "histogram"
        self.log = False
        self.region: Region | None = None
        self.measured: Measured | None = None
        self._kept_raw: tuple[Frame, Region | None, RawHistogram] | None = None
        self.worker = ScopeWorker(executor, self._snapshot, self)
        self.worker.done.connect(self._take)
        self.worker.failed.connect(self.failed)
        self.raw_plot = Plot(tr("dock", "Raw histogram"), self._paint_raw)
        self.plot = Plot(tr("dock", TITLES[self.kind]), self._paint_output)
        self.raw_caption, self.caption = (Elided(Qt.TextElideMode.ElideRight, 24) for _ in range(2))
        self.raw_caption.setAccessibleName(tr("dock", "What the raw histogram counts"))
        self.caption.setAccessibleName(tr("dock", "What the scope counts"))
        title = QLabel(tr("dock", "Raw histogram"))
        title.setStyleSheet("font-weight: 600; font-size: 12px;")
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 2, 10, 8)
        row.setSpacing(14)
        row.addLayout(_block([title], self.raw_caption, self.raw_plot), 1)
        row.addLayout(_block(self._kind_buttons(), self.caption, self.plot), 1)

    def _kind_buttons(self) -> list[QWidget]:
        self._kinds = QButtonGroup(self)
        made: list[QWidget] = []
        for i, kind in enumerate(KINDS):
            button = QToolButton()
            button.setText(tr("dock", TITLES[kind]))
            button.setCheckable(True)
            button.setChecked(kind == self.kind)
            button.setStyleSheet("padding: 1px 7px; font-size: 12px;")
            button.clicked.connect(lambda _=False, kind=kind: self.show_kind(kind))
            self._kinds.addButton(button, i)
            made.append(button)
        return made

    # -- what is wanted

    def show_kind(self, kind: Kind) -> None:
        """Another scope of the output."""
        self.kind = kind
        self._kinds.button(KINDS.index(kind)).setChecked(True)
        self.plot.setAccessibleName(tr("dock", TITLES[kind]))
        self.plot.setToolTip(draw.SKIN_TIP if kind == "vectorscope" else "")
        self.kind_chosen.emit(kind)
        self.stir(asked=True)

    def next_kind(self) -> None:
        """The scope after the one that is shown."""
        self.show_kind(KINDS[(KINDS.index(self.kind) + 1) % len(KINDS)])

    def show_log(self, log: bool) -> None:
        """Counts logarithmically, or linearly."""
        self.log = log
        self.stir(asked=True)

    def show_region(self, region: Region | None) -> None:
        """Count a region only; None is the whole picture."""
        if region != self.region:
            self.region = region
            self.stir(asked=True)

    def stir(self, *, asked: bool = False) -> None:
        """What is shown is another picture now, or (`asked`) something else is wanted of it."""
        if self.isVisible():
            self.worker.stir(asked=asked)

    # -- measuring

    def _snapshot(self) -> Callable[[], Measured] | None:
        shown = self._shown()
        if shown is None or not self.isVisible():
            return None
        frame, pixels, standard = shown.frame, shown.rendered.pixels, shown.rendered.context.standard
        kind, log, kept, region = self.kind, self.log, self._kept_raw, self.region
        if region is not None and not fits(region.rect, frame.facts):
            region = None
        rect = None if region is None else region.rect

        def work() -> Measured:
            known = kept is not None and kept[0] is frame and kept[1] == region
            raw = kept[2] if known and kept is not None else raw_histogram(frame, rect)
            found = scope(kind, pixels, None if rect is None else to_export(rect, frame.facts), standard)
            image = None
            if isinstance(found, Vectorscope):
                image = draw.vector_trace(found, log)
            elif not isinstance(found, Histogram):
                image = draw.waveform_trace(found, log)
            return Measured(frame, region, raw, found, kind, log, image)

        return work

    def _take(self, measured: Measured) -> None:
        self._kept_raw = (measured.frame, measured.region, measured.raw)
        before, self.measured = self.measured, measured
        region, facts = measured.region, measured.frame.facts
        where = say("region {name}", name=region.name) if region else tr("dock", "whole picture")
        scale = tr("dock", "log") if measured.log else tr("dock", "linear")
        raw = (tr("dock", "mosaic DN"), where, tr("captions", "{bits} bit").format(bits=facts.bits), scale)
        self.raw_caption.say(" · ".join(raw))
        weights = ""
        if measured.kind != "parade":
            weights = f"BT.{measured.found.standard} {'CbCr' if measured.kind == 'vectorscope' else tr('dock', 'luma')}"
        parts = (tr("dock", "output codes"), where, tr("captions", "{bits} bit").format(bits=8), weights, scale)
        self.caption.say(" · ".join(filter(None, parts)))
        if before is None or (before.raw, before.log) != (measured.raw, measured.log):
            self.raw_plot.update()  # in a drag it stays, and painting takes the hand's time
        self.plot.update()

    # -- painting

    def _paint_raw(self, painter: QPainter, box: QRectF) -> None:
        if self.measured is None:
            return
        facts, top = self.measured.frame.facts, _top(self.measured.frame.facts)
        box = box.adjusted(0, draw.HEAD - 4, 0, 0)
        counts, width = self.measured.raw.binned(min(BINS, max(64, int(box.width() / 2))), top)
        draw.paint_curves(painter, box, draw.heights(counts, self.measured.log), *_coloured(facts))
        span = counts.shape[1] * width
        black = sum(facts.black) / 4
        names = say("black {dn}", dn=f"{black:g}"), say("white {dn}", dn=f"{facts.white:g}")
        if sum(map(painter.fontMetrics().horizontalAdvance, names)) + 20 > box.width():
            names = f"{black:g}", f"{facts.white:g}"
        draw.paint_mark(painter, box, (black + 0.5) / span, names[0])
        draw.paint_mark(painter, box, (facts.white + 0.5) / span, names[1])

    def _paint_output(self, painter: QPainter, box: QRectF) -> None:
        measured = self.measured
        if measured is None:
            return
        if isinstance(measured.found, Histogram):
            draw.paint_grid(painter, box)
            draw.paint_curves(painter, box, draw.heights(measured.found.counts, measured.log), _RGBY, line=3)
            return
        assert measured.image is not None
        image: QImage = as_image(measured.image)
        if isinstance(measured.found, Vectorscope):
            side = min(box.width(), box.height())
            square = QRectF(box.center().x() - side / 2, box.top(), side, side)
            draw.paint_vector(painter, square, image, measured.found.standard)
            return
        inner = box.adjusted(28, 0, 0, 0)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(inner, image)
        draw.paint_levels(painter, inner)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.stir(asked=True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.measured = None  # what comes back is measured anew


def _coloured(facts: Facts) -> tuple[Sequence[QColor], Sequence[float]]:
    """The colours of the raw planes, and how strong they are: two greens share one colour's strength."""
    return ((draw.LIGHT,), (1.0,)) if facts.mono else (_PLANES, (1.0, 0.5, 0.5, 1.0))


def _top(facts: Facts) -> int:
    """The DN at the right end: a little above the white level and saturation."""
    return min(65535, int(max(facts.white, *facts.saturation) * 1.03) + 1)


def _block(head: list[QWidget], caption: Elided, plot: Plot) -> QVBoxLayout:
    """A heading with its caption below, above a plot."""
    caption.setStyleSheet(f"color: {theme.TEXT_FAINT.name()}; font-size: 11px;")
    caption.setFixedHeight(14)
    top = QHBoxLayout()
    top.setSpacing(2)
    for part in head:
        part.setFixedHeight(24)
        top.addWidget(part)
    top.addStretch(1)
    column = QVBoxLayout()
    column.setSpacing(2)
    column.addLayout(top)
    column.addWidget(caption)
    column.addSpacing(2)
    column.addWidget(plot, 1)
    return column
