"""The viewer: up to four panes, each with a picture of its own, seen through one shared view.

Two panes are always there: the raw one and the processed one. Others are made for the pictures that are asked for
(a baseline, a snapshot, a file, a difference) and shown in the order asked for: one alone, two or three side by side,
four in a square. All shown panes have one size, so that one view serves them all; a pane moved alone keeps its offset
until the panes are linked again.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from tuner.app.sources import PROCESSED, RAW, Source
from tuner.gui import theme
from tuner.gui.language import heading, say
from tuner.gui.pane import Pane
from tuner.gui.view import Size, View

MOST = 4
LEAST = 160
"""Height of the pictures at the least: what stands under them is not laid over them in the smallest window."""
_MARGIN = 8  # of neutral surround at the left and right, logical pixels
_GAP = 1  # between the panes


class Viewer(QWidget):
    """Linked panes.

    Signals
    -------
    view_changed : the shared view is another one (zoom, place, size of the panes)
    pointed : (x, y) of the picture's pixel under the pointer, or None
    source_asked : another picture is wanted in a pane: the pane, and the global position to ask at
    wipe_asked : where the edge of the wipe shall be
    both_asked : the raw and the processed picture are wanted side by side
    """

    view_changed = Signal()
    pointed = Signal(object)
    source_asked = Signal(object, object)
    wipe_asked = Signal(float)
    both_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sources: tuple[Source, ...] = (RAW, PROCESSED)
        self.view = View()
        self._pointer: tuple[Pane, tuple[float, float]] | None = None
        self._offsets: dict[Pane, tuple[float, float]] = {}  # of panes moved alone, picture pixels
        self.raw, self.processed = self._made(heading("Raw")), self._made(heading("Processed"))
        self.hint = self._made_hint()
        self._panes: dict[Source, Pane] = {RAW: self.raw, PROCESSED: self.processed}
        self.setMinimumSize(300, LEAST)

    def _made(self, title: str) -> Pane:
        pane = Pane(title, self)
        pane.zoom_asked.connect(lambda steps, x, y: self.look(self.view.stepped(steps, x, y)))
        pane.toggle_asked.connect(self._toggle)
        pane.pan_asked.connect(lambda dx, dy: self.look(self.view.panned(dx, dy)))
        pane.alone_asked.connect(lambda dx, dy: self._move_alone(pane, dx, dy))
        pane.pointed.connect(lambda at: self._point(pane, at))
        pane.source_asked.connect(lambda at: self.source_asked.emit(pane, at))
        pane.wipe_asked.connect(self.wipe_asked)
        return pane

    def _made_hint(self) -> QLabel:
        """What an empty window is for, over all its panes; what is done to the panes goes through it."""
        hint = QLabel(say("Open a raw file (Ctrl+O), or drop one here"), self)
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        hint.setWordWrap(True)
        hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        hint.setStyleSheet(f"color: {theme.TEXT_DIM.name()}; background: transparent;")
        return hint

    # -- the panes

    @property
    def panes(self) -> tuple[Pane, ...]:
        """Every pane there is."""
        return tuple(self._panes.values())

    @property
    def seen(self) -> tuple[Pane, ...]:
        """The panes on screen, in order."""
        return tuple(self._panes[source] for source in self.sources)

    def pane(self, source: Source) -> Pane | None:
        """The pane of a source, if there is one."""
        return self._panes.get(source)

    def source_of(self, pane: Pane) -> Source:
        """What a pane shows."""
        return next(source for source, each in self._panes.items() if each is pane)

    def arrange(self, sources: Sequence[Source]) -> None:
        """Show these, each once, at most four."""
        wanted = tuple(dict.fromkeys(sources))[:MOST]
        for source in [s for s in self._panes if s not in (*wanted, RAW, PROCESSED)]:
            gone = self._panes.pop(source)
            self._offsets.pop(gone, None)
            gone.hide()
            gone.deleteLater()
        for source in wanted:
            if source not in self._panes:
                self._panes[source] = self._made(source.name)
                self._panes[source].show_view(self.view)
        self.sources = wanted
        self._arrange()
        self.view_changed.emit()  # a pane that was hidden may need its picture

    def exchange(self, pane: Pane, source: Source) -> None:
        """Show another source in the place of a pane's."""
        old = self.source_of(pane)
        swapped = [source if s == old else old if s == source else s for s in self.sources]
        self.arrange(swapped)

    # -- the view

    def look(self, view: View) -> None:
        """See all panes through another view."""
        if view == self.view:
            return
        self.view = view
        for pane in self.panes:
            self._show_view(pane)
        self._mark()
        self.update()  # the seams between the panes
        self.view_changed.emit()

    def _show_view(self, pane: Pane) -> None:
        dx, dy = self._offsets.get(pane, (0.0, 0.0))
        pane.show_view(self.view.panned(dx * self.view.zoom, dy * self.view.zoom) if dx or dy else self.view)

    def _move_alone(self, pane: Pane, dx: float, dy: float) -> None:
        old = self._offsets.get(pane, (0.0, 0.0))
        self._offsets[pane] = (old[0] + dx / self.view.zoom, old[1] + dy / self.view.zoom)
        self._show_view(pane)
        self.view_changed.emit()  # it may see what was not yet asked for

    def link(self) -> None:
        """See every pane at the shared place again."""
        self._offsets.clear()
        for pane in self.panes:
            self._show_view(pane)
        self.view_changed.emit()

    @property
    def linked(self) -> bool:
        """Whether no pane was moved alone."""
        return not self._offsets

    def show_size(self, picture: Size) -> None:
        """A picture of another size was opened."""
        self.look(self.view.of(picture))

    def _toggle(self, x: float, y: float) -> None:
        self.look(self.view.zoomed(1.0, x, y) if self.view.fitting else self.view.fitted())

    def _point(self, pane: Pane, at: tuple[float, float] | None) -> None:
        self._pointer = None if at is None else (pane, at)
        self._mark()

    def _mark(self) -> None:
        """The cross at the same picture position in all panes; the pane under the hand may have been moved alone."""
        at = pixel = None
        if self._pointer is not None and self._pointer[0] in self.panes:
            pane, (x, y) = self._pointer
            at, pixel = pane.view.to_picture(x, y), pane.view.pixel(x, y)
        for each in self.panes:
            each.show_cross(at if pixel else None)
        self.pointed.emit(pixel)

    # -- the layout

    def _arrange(self) -> None:
        """Panes of one and the same size, so that one view serves all."""
        inside = self.rect().adjusted(_MARGIN, 0, -_MARGIN, 0)
        count = len(self.sources)
        columns, rows = (2, 2) if count == MOST else (count, 1)
        width = (inside.width() - (columns - 1) * _GAP) // columns
        height = (inside.height() - (rows - 1) * _GAP) // rows
        for source, pane in self._panes.items():
            pane.setVisible(source in self.sources)
        for i, pane in enumerate(self.seen):
            corner = QPoint(inside.left() + i % columns * (width + _GAP), i // columns * (height + _GAP))
            pane.setGeometry(QRect(corner.x(), corner.y(), width, height))
        self.hint.setGeometry(inside)
        self.hint.raise_()
        scale = self.devicePixelRatioF()
        self.look(self.view.resized((round(width * scale), round(height * scale))))
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.SURROUND)
        scale = self.devicePixelRatioF()
        top, tall = self.view.origin[1] / scale, self.view.shown[1] / scale
        for pane in self.seen[1:]:
            if pane.picture is not None and pane.x() > _MARGIN:
                seam = QRect(pane.x() - _GAP, pane.y() + round(top), _GAP, round(tall))
                painter.fillRect(seam.intersected(pane.geometry().adjusted(-_GAP, 0, 0, 0)), theme.TEXT_FAINT)
        painter.end()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._arrange()
        return super().event(event)
