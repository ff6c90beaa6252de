"""A picture ready to be painted.

At 1:1 and closer the full-resolution buffer itself is painted, pixel by pixel. Below, the exact area average is; until
the one for this zoom has come, the nearest thing at hand is scaled by the painter, so a pane is never empty while
something is being computed. Nothing here is a kernel.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QImage, QPainter

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
    """A picture at full resolution, with its area average for one zoom, ready to be painted."""

    def __init__(self, full: NDArray[np.uint8], fitted: NDArray[np.uint8] | None) -> None:
        self._arrays = (full, fitted)  # what the images paint from
        self.full = as_image(full)
        self.fitted = None if fitted is None else as_image(fitted)

    def exact(self, view: View) -> bool:
        """Whether what this view needs is at hand."""
        if view.averaged is None or QSize(*view.averaged) == self.full.size():
            return True
        return self.fitted is not None and self.fitted.size() == QSize(*view.averaged)

    def paint(self, painter: QPainter, view: View) -> None:
        """Paint what the view shows; the painter counts device pixels."""
        target = QRect(QPoint(*view.origin), QSize(*view.shown))
        if view.averaged is None:
            self._paint_pixels(painter, view)
        elif self.fitted is not None and (self.exact(view) or self.fitted.width() > target.width()):
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not self.exact(view))
            painter.drawImage(target, self.fitted)
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, True)
            painter.drawImage(target, self.full)

    def _paint_pixels(self, painter: QPainter, view: View) -> None:
        """Only the visible pixels, each a square of whole device pixels."""
        (x0, y0), (x1, y1) = view.to_picture(0, 0), view.to_picture(*view.pane)
        left, top = max(int(x0), 0), max(int(y0), 0)
        right, bottom = min(int(x1) + 1, view.picture[0]), min(int(y1) + 1, view.picture[1])
        if right <= left or bottom <= top:
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        corner, opposite = view.to_pane(left, top), view.to_pane(right, bottom)
        painter.drawImage(
            QRectF(QPointF(*corner), QPointF(*opposite)), self.full, QRectF(left, top, right - left, bottom - top)
        )
