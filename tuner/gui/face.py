"""A face: a picture as a pane paints it, in the screen's colours, with a draft over it if there is one."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QColorTransform, QImage, QPainter

from tuner.gui import theme
from tuner.gui.picture import Enlarged, Picture
from tuner.gui.view import View


class Face:
    """What is seen of one picture; converted to the screen's colours once for each view."""

    def __init__(self, title: str = "") -> None:
        self.title, self.detail = title, ""
        self.picture: Picture | None = None
        self._draft: Enlarged | None = None
        self.colours: QColorTransform | None = None
        self._converted: tuple[View, QImage] | None = None

    def show_picture(self, picture: Picture | None) -> None:
        """Another picture; a draft gives way to it."""
        self.picture, self._draft, self._converted = picture, None, None

    def show_draft(self, draft: Enlarged | None) -> None:
        """A draft over the picture, or none."""
        self._draft, self._converted = draft, None

    def show_colours(self, colours: QColorTransform | None) -> None:
        """From the picture's to the screen's colours; None paints the codes as they are."""
        self.colours, self._converted = colours, None

    @property
    def drafted(self) -> bool:
        """Whether a draft is seen."""
        return self._draft is not None

    def exact(self, view: View) -> bool:
        """Whether it is painted in exact pixels for this view."""
        return self._draft is None and self.picture is not None and self.picture.exact(view)

    def paint(self, painter: QPainter, view: View) -> None:
        """Paint it; the painter counts device pixels."""
        if self.colours is None:
            self._paint_codes(painter, view)
            return
        if self._converted is None or self._converted[0] != view:
            image = QImage(QSize(*view.pane), QImage.Format.Format_RGB32)
            image.fill(theme.SURROUND)
            inner = QPainter(image)
            self._paint_codes(inner, view)
            inner.end()
            image.applyColorTransform(self.colours)
            self._converted = (view, image)
        image = self._converted[1]
        seen = QRect(QPoint(*view.origin), QSize(*view.shown)).intersected(image.rect())
        painter.drawImage(seen, image, seen)  # the surround keeps its own grey

    def _paint_codes(self, painter: QPainter, view: View) -> None:
        if self.picture is not None:
            self.picture.paint(painter, view)
        if self._draft is not None:
            self._draft.paint(painter, view)
