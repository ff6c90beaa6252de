"""A picture ready to be painted.

At 1:1 and closer the full-resolution buffer itself is painted, pixel by pixel; where it is not finished, the picture
before it still is. Below, the exact area average is; until the one for this zoom has come, the nearest thing at hand is
scaled by the painter, so a pane is never empty while something is being computed. Nothing here is a kernel.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QImage, QPainter

from tuner.app.shown import Draft, Layer
from tuner.core.orient import Rect
from tuner.core.region import Region
from tuner.gui.view import View


def as_image(pixels: NDArray[np.uint8]) -> QImage:
    """A QImage on the array's own memory: keep the array for as long as the image lives.

    Parameters
    ----------
    pixels : (h, w, 4) uint8 B, G, R, any; C-contiguous
    """
    h, w = pixels.shape[:2]
    return QImage(pixels.data, w, h, 4 * w, QImage.Format.Format_RGB32)


def as_rgb(image: QImage) -> NDArray[np.uint8]:
    """(h, w, 3) uint8 copy of an image's pixels."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    h, w, stride = plain.height(), plain.width(), plain.bytesPerLine()
    return np.frombuffer(plain.constBits(), np.uint8, h * stride).reshape(h, stride)[:, : 3 * w].reshape(h, w, 3).copy()


class Picture:
    """A picture at full resolution, with its area average for one zoom, ready to be painted.

    Parameters
    ----------
    full : (h, w, 4) uint8
    fitted : its average; None where none was asked for
    covered : where `full` is finished; None is everywhere
    under : pictures that are seen elsewhere, the top one first
    """

    def __init__(
        self,
        full: NDArray[np.uint8],
        fitted: NDArray[np.uint8] | None,
        covered: Region | None = None,
        under: tuple[Layer, ...] = (),
    ) -> None:
        self._arrays = (full, fitted, under)  # what the images paint from
        self.full = as_image(full)
        self.fitted = None if fitted is None else as_image(fitted)
        whole = Region((Rect(0, 0, full.shape[1], full.shape[0]),))
        self._covered = covered or whole
        self._complete = self._covered.hides(whole)
        self._layers = [(self.full, self._covered), *((as_image(layer.pixels), layer.covered) for layer in under)]

    def exact(self, view: View) -> bool:
        """Whether what this view needs is at hand."""
        if view.averaged is None:
            return self._covered.covers(view.visible)
        if QSize(*view.averaged) == self.full.size():
            return self._complete
        return self.fitted is not None and self.fitted.size() == QSize(*view.averaged)

    def paint(self, painter: QPainter, view: View) -> None:
        """Paint what the view shows; the painter counts device pixels."""
        target = QRect(QPoint(*view.origin), QSize(*view.shown))
        if view.averaged is None:
            self._paint_layers(painter, view)
        elif self.fitted is not None and (self.exact(view) or self.fitted.width() > target.width()):
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not self.exact(view))
            painter.drawImage(target, self.fitted)
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, True)
            if self._complete:
                painter.drawImage(target, self.full)
            else:
                self._paint_layers(painter, view, smooth=True)

    def _paint_layers(self, painter: QPainter, view: View, *, smooth: bool = False) -> None:
        """Only the visible pixels, at 1:1 and closer each a square of whole device pixels."""
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
        layers = self._layers[:1] if self._covered.covers(view.visible) else self._layers
        for image, covered in reversed(layers):
            for part in covered.within(view.visible):
                painter.drawImage(_on_pane(part, view), image, QRectF(*part))


class Enlarged:
    """A draft, to be painted in the place of what it stands for."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft  # the image paints from its pixels
        self._image = as_image(draft.pixels)

    def paint(self, painter: QPainter, view: View) -> None:
        """Paint it as far as it is seen; the painter counts device pixels."""
        painter.save()
        painter.setClipRect(QRect(QPoint(*view.origin), QSize(*view.shown)))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, True)
        painter.drawImage(_on_pane(self._draft.area, view), self._image, QRectF(self._image.rect()))
        painter.restore()


def _on_pane(part: Rect, view: View) -> QRectF:
    corner, opposite = view.to_pane(part.x, part.y), view.to_pane(part.x + part.w, part.y + part.h)
    return QRectF(QPointF(*corner), QPointF(*opposite))
