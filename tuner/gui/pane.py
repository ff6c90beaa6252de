"""A pane: paints one picture through the shared view, and perhaps another over a part of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QColorTransform, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from tuner.gui import theme
from tuner.gui.chip import paint_chip
from tuner.gui.face import Face
from tuner.gui.hand import Hand, Wipe
from tuner.gui.picture import Enlarged, Picture
from tuner.gui.view import View

Layer = Callable[[QPainter, View], None]


class Pane(Hand):
    """One of the linked pictures."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.face = Face(title)
        self.over: Face | None = None  # the other picture of a wipe or a flicker
        self.layers: list[Layer] = []  # what is painted over the picture, in device pixels: masks, regions
        self.setAccessibleName(f"{title} picture")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(120, 120)
        self._cross: tuple[float, float] | None = None

    # -- what is shown

    @property
    def title(self) -> str:
        """The name of the picture."""
        return self.face.title

    @property
    def detail(self) -> str:
        """What the picture is."""
        return self.face.detail

    @property
    def picture(self) -> Picture | None:
        """What is painted, below any draft."""
        return self.face.picture

    def show_picture(self, picture: Picture | None) -> None:
        """Paint another picture from now on."""
        self.face.show_picture(picture)
        self.update()

    def show_draft(self, draft: Enlarged | None) -> None:
        """Paint a draft over the picture, or none; the next picture takes its place."""
        if draft is not None or self.face.drafted:
            self.face.show_draft(draft)
            self.update()

    def show_colours(self, colours: QColorTransform | None) -> None:
        """Convert what is seen to the screen's colours; None paints the codes as they are."""
        if colours is not None or self.face.colours is not None:
            self.face.show_colours(colours)
            self.update()

    def show_view(self, view: View) -> None:
        """Look at the picture through another view."""
        self.view = view
        self.update()

    def show_title(self, title: str) -> None:
        """The picture's name, also for those who do not see it."""
        self.face.title = title
        self.setAccessibleName(f"{title} picture")
        self.update()

    def show_caption(self, detail: str) -> None:
        """What the picture is, beside its name."""
        if detail != self.face.detail:
            self.face.detail = detail
            self.update()

    def show_over(self, over: Face | None, wipe: Wipe | None) -> None:
        """Paint another picture over a part of this one, or over none."""
        before = self.over, self.wipe
        self.over, self.wipe = (over, wipe) if over is not None and wipe is not None else (None, None)
        if (self.over, self.wipe) != before:
            self.update()

    def show_cross(self, at: tuple[float, float] | None) -> None:
        """Mark a picture position, or none."""
        if at != self._cross:
            self._cross = at
            self.update()

    @property
    def exact(self) -> bool:
        """Whether the pane paints exact pixels for its view."""
        return self.face.exact(self.view) and (self.over is None or self.over.exact(self.view))

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.SURROUND)
        painter.save()
        scale = self.devicePixelRatioF()
        painter.scale(1 / scale, 1 / scale)
        if self.picture is not None:
            self.face.paint(painter, self.view)
            self._paint_over(painter, scale)
            for layer in self.layers:
                layer(painter, self.view)
            self._paint_cross(painter, scale)
            self._paint_region(painter)
        painter.restore()
        if self.picture is not None:
            self._paint_names(painter)
        painter.end()

    def _paint_over(self, painter: QPainter, scale: float) -> None:
        if self.over is None or self.wipe is None:
            return
        (w, h), edge = self.view.pane, self.edge()
        painter.save()
        painter.setClipRect(QRectF(0, 0, edge, h) if self.wipe.upright else QRectF(0, 0, w, edge))
        painter.fillRect(QRect(0, 0, w, h), theme.SURROUND)
        self.over.paint(painter, self.view)
        painter.restore()
        if not self.wipe.everywhere:
            ends = (QPointF(edge, 0), QPointF(edge, h)) if self.wipe.upright else (QPointF(0, edge), QPointF(w, edge))
            for colour, width in ((QColor(0, 0, 0, 140), 3 * scale), (theme.TEXT, scale)):
                painter.setPen(QPen(colour, width))
                painter.drawLine(*ends)

    def _paint_names(self, painter: QPainter) -> None:
        """The names: of both pictures beside (or above and below) the edge of a wipe, else of what is seen."""
        wide, face, other = self.width(), self.face, self.over
        if other is None or self.wipe is None:
            self.names = [paint_chip(painter, self.font(), wide, face.title, face.detail)]
        elif self.wipe.everywhere:
            self.names = [paint_chip(painter, self.font(), wide, other.title, other.detail)]
        else:
            half = wide // 2
            self.names = [
                paint_chip(painter, self.font(), half, other.title, other.detail),
                paint_chip(painter, self.font(), wide, face.title, "", right=True),
            ]

    def _paint_cross(self, painter: QPainter, scale: float) -> None:
        if self._cross is None:
            return
        x, y = self.view.to_pane(*self._cross)
        for colour, width in ((QColor(0, 0, 0, 140), 3 * scale), (theme.TEXT, scale)):
            painter.setPen(QPen(colour, width))
            for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
                near, far = 2 * scale, 7 * scale
                painter.drawLine(QPointF(x + dx * near, y + dy * near), QPointF(x + dx * far, y + dy * far))

    def _paint_region(self, painter: QPainter) -> None:
        if self._corner is None:
            return
        box = QRectF(self._corner, self._opposite).normalized()
        for colour, width in ((QColor(0, 0, 0, 160), 3), (theme.TEXT, 1)):
            painter.setPen(QPen(colour, width))
            painter.drawRect(box)
