"""The viewer: the raw pane and the processed pane side by side (or one alone), seen through one shared view."""

from __future__ import annotations

from typing import Literal, get_args

from PySide6.QtCore import QEvent, QRect, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from tuner.gui import theme
from tuner.gui.pane import Pane
from tuner.gui.view import Size, View

Side = Literal["side", "raw", "processed"]
SIDES: tuple[Side, ...] = get_args(Side)

_MARGIN = 8  # of neutral surround at the left and right, logical pixels
_GAP = 1  # between the panes


class Viewer(QWidget):
    """Two linked panes.

    Signals
    -------
    view_changed : the shared view is another one (zoom, place, size of the panes)
    pointed : (x, y) of the picture's pixel under the pointer, or None
    """

    view_changed = Signal()
    pointed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.raw, self.processed = Pane("Raw", self), Pane("Processed", self)
        self.raw.hint = "Open a raw file (Ctrl+O), or drop one here"
        self.side: Side = "side"
        self.view = View()
        self._pointer: tuple[float, float] | None = None
        for pane in self.panes:
            pane.zoom_asked.connect(lambda steps, x, y: self.look(self.view.stepped(steps, x, y)))
            pane.toggle_asked.connect(self._toggle)
            pane.pan_asked.connect(lambda dx, dy: self.look(self.view.panned(dx, dy)))
            pane.pointed.connect(self._point)
        self.setMinimumSize(300, 200)

    @property
    def panes(self) -> tuple[Pane, Pane]:
        """Raw and processed."""
        return self.raw, self.processed

    @property
    def seen(self) -> tuple[Pane, ...]:
        """The panes on screen."""
        return {"side": self.panes, "raw": (self.raw,), "processed": (self.processed,)}[self.side]

    def show_side(self, side: Side) -> None:
        """Both panes, or one alone."""
        self.side = side
        self._arrange()
        self.view_changed.emit()  # a pane that was hidden may need its picture

    def look(self, view: View) -> None:
        """See both panes through another view."""
        if view == self.view:
            return
        self.view = view
        for pane in self.panes:
            pane.show_view(view)
        self._mark()
        self.update()  # the seam between the panes
        self.view_changed.emit()

    def show_size(self, picture: Size) -> None:
        """A picture of another size was opened."""
        self.look(self.view.of(picture))

    def _toggle(self, x: float, y: float) -> None:
        self.look(self.view.zoomed(1.0, x, y) if self.view.fitting else self.view.fitted())

    def _point(self, at: tuple[float, float] | None) -> None:
        self._pointer = at
        self._mark()

    def _mark(self) -> None:
        """The cross at the same picture position in both panes."""
        pixel = self.view.pixel(*self._pointer) if self._pointer else None
        for pane in self.panes:
            pane.show_cross(self.view.to_picture(*self._pointer) if self._pointer and pixel else None)
        self.pointed.emit(pixel)

    def _arrange(self) -> None:
        """Panes of one and the same size, so that one view serves both."""
        inside = self.rect().adjusted(_MARGIN, 0, -_MARGIN, 0)
        width = (inside.width() - _GAP) // 2 if self.side == "side" else inside.width()
        left = inside.left()
        for pane in self.panes:
            pane.setVisible(pane in self.seen)
            if pane in self.seen:
                pane.setGeometry(QRect(left, 0, width, inside.height()))
                left += width + _GAP
        scale = self.devicePixelRatioF()
        self.look(self.view.resized((round(width * scale), round(inside.height() * scale))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.SURROUND)
        if self.side == "side" and self.raw.picture is not None:
            scale = self.devicePixelRatioF()
            top, tall = self.view.origin[1] / scale, self.view.shown[1] / scale
            seam = QRect(self.raw.geometry().right() + 1, round(top), _GAP, round(tall))
            painter.fillRect(seam.intersected(self.rect()), theme.TEXT_FAINT)
        painter.end()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._arrange()
        return super().event(event)
