"""The loupe: a part of the processed picture at 1:1, 2:1 or 4:1, whatever the panes show.

It follows the pointer, or stays at a point it was pinned to; while one flicks it shows the reference too. It paints the exact full-resolution picture that the panes
have, never an average; while a draft is on screen it keeps the last exact one.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QWidget

from tuner.gui import theme
from tuner.gui.chip import paint_chip
from tuner.gui.face import Face
from tuner.gui.language import tr
from tuner.gui.picture import Picture
from tuner.gui.view import View
from tuner.gui.viewer import Viewer

ZOOMS = (1.0, 2.0, 4.0)
SIDE, LEAST_SIDE = 264, 132  # logical pixels, at most and at least
_SHARE = 0.4  # of a pane's shorter side that it covers at most
_EDGE = 16  # from the viewer's corner at first


class Loupe(QWidget):
    """A small window over the panes.

    Signals
    -------
    changed : its zoom, its place in the picture or whether it is seen is another one
    """

    changed = Signal()

    def __init__(self, viewer: Viewer) -> None:
        super().__init__(viewer)
        self._viewer = viewer
        self.zoom = ZOOMS[0]
        self.centre: tuple[float, float] = (0.0, 0.0)
        self.pinned: int | None = None  # to which inspection point
        self._name = ""  # of that point
        self._face = Face(tr("loupe", "Loupe"))
        self._painted: Picture | None = None
        self._grip: QPoint | None = None
        self._moved = False
        self.setAccessibleName("Loupe")
        self.side = SIDE
        self.setFixedSize(SIDE, SIDE)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setCursor(Qt.CursorShape.SizeAllCursor)
        self.hide()
        viewer.pointed.connect(self._follow)
        viewer.view_changed.connect(self._place)

    # -- what it shows

    def toggle(self) -> None:
        """Show it, following the pointer; or hide it."""
        self.pinned = None
        self.setVisible(self.isHidden())
        if self.isVisible() and self.centre == (0.0, 0.0):
            self.centre = self._viewer.view.centre
        self._place()
        self.raise_()
        self.changed.emit()

    def step_zoom(self) -> None:
        """1:1, 2:1, 4:1 and again."""
        self._zoom_to(ZOOMS[(ZOOMS.index(self.zoom) + 1) % len(ZOOMS)])

    def pin(self, key: int, x: float, y: float, zoom: float, name: str = "") -> None:
        """Show an inspection point, and stay there until the loupe is toggled."""
        self.pinned, self.centre, self._name = key, (x, y), name
        self.zoom = zoom if zoom in ZOOMS else ZOOMS[0]
        self.show()
        self.raise_()
        self._place()
        self.update()
        self.changed.emit()

    def refresh(self) -> None:
        """The picture, or the screen's colours, may be another one."""
        self._painted = None
        self.update()

    @property
    def title(self) -> str:
        """'2:1', and at an inspection point its key and name: '1:1 · 3 · eyelashes'; whose it is, while one flicks."""
        pinned = (str(self.pinned), self._name) if self.pinned else ()
        other = self._flicked.title if self._flicked is not None else ""
        return " · ".join(filter(None, (f"{self.zoom:.0f}:1", *pinned, other)))

    @property
    def _flicked(self) -> Face | None:
        """The picture that is seen in place of the processed one while one flicks."""
        pane = self._viewer.seen[-1]
        return pane.over if pane.wipe is not None and pane.wipe.everywhere else None

    @property
    def view(self) -> View:
        """What it sees."""
        scale = self.devicePixelRatioF()
        side = round(self.side * scale)
        shown = View(self._viewer.view.picture, (side, side), self.zoom, self.centre, fitting=False)
        return shown.panned(0, 0)  # no surround where the picture could be

    def _zoom_to(self, zoom: float) -> None:
        self.zoom = zoom
        self.update()
        self.changed.emit()

    def _follow(self, pixel: tuple[int, int] | None) -> None:
        if pixel is not None and self.pinned is None and self.isVisible():
            self.centre = (pixel[0] + 0.5, pixel[1] + 0.5)
            self.update()

    def _place(self) -> None:
        """In the lower right corner until it was moved, always inside, and never over half of a picture."""
        room, pane = self._viewer.rect(), self._viewer.seen[-1]
        side = max(min(round(min(pane.width(), pane.height()) * _SHARE), SIDE), LEAST_SIDE)
        if side != self.side:
            self.side = side
            self.setFixedSize(side, side)
        at = self.pos() if self._moved else QPoint(room.right() - side - _EDGE, room.bottom() - side - _EDGE)
        self.move(max(min(at.x(), room.right() - side), 0), max(min(at.y(), room.bottom() - side), 0))

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        face = self._flicked or self._viewer.processed.face
        if face.picture is not None and face.picture is not self._painted:
            self._painted = face.picture
            self._face.show_picture(face.picture)
            self._face.show_colours(face.colours)
        painter, scale, view = QPainter(self), self.devicePixelRatioF(), self.view
        painter.fillRect(self.rect(), theme.SURROUND)
        painter.save()
        painter.scale(1 / scale, 1 / scale)
        self._face.paint(painter, view)
        middle = QPointF(*view.to_pane(*self.centre))
        painter.setPen(QPen(theme.TEXT, scale))
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            painter.drawLine(middle + QPointF(dx, dy) * (4 * scale), middle + QPointF(dx, dy) * (9 * scale))
        painter.restore()
        painter.setPen(QPen(theme.LINE, 2))
        painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        paint_chip(painter, self.font(), self.side, self.title, f"{int(self.centre[0])}, {int(self.centre[1])}")
        painter.end()

    # -- by hand

    def wheelEvent(self, event: QWheelEvent) -> None:
        steps = (event.angleDelta().y() > 0) - (event.angleDelta().y() < 0)
        self._zoom_to(ZOOMS[min(max(ZOOMS.index(self.zoom) + steps, 0), len(ZOOMS) - 1)])
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._grip = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is not None:
            self._moved = True
            self.move(self.mapToParent(event.position().toPoint()) - self._grip)
            self._place()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grip = None
