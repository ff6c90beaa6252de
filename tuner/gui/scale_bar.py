"""The scale of a difference, painted in a corner of its pane: which colour stands for how much."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from tuner.compare.heat import TICKS, colours, position
from tuner.gui import theme
from tuner.gui.pane import Layer
from tuner.gui.view import View

_WIDE, _TALL, _EDGE = 220, 8, 12  # logical pixels
_GROUND = 44


def scale_bar(kind: str, gain: int) -> Layer:
    """A layer that paints the scale of an absolute or signed difference of codes, or of DE2000."""
    ramp, ticks, unit = _scale(kind, gain)
    image = QImage(ramp.data, len(ramp[0]), 1, 4 * len(ramp[0]), QImage.Format.Format_RGB32).copy()

    def paint(painter: QPainter, view: View) -> None:
        scale = painter.device().devicePixelRatioF()
        painter.save()
        painter.scale(scale, scale)  # panes are painted in device pixels, words in logical ones
        wide, tall = view.pane[0] / scale, view.pane[1] / scale
        box = QRectF(_EDGE, tall - _EDGE - _GROUND, min(_WIDE + 2 * _EDGE, wide - 2 * _EDGE), _GROUND)
        ground = QColor(theme.WELL)
        ground.setAlpha(225)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawRoundedRect(box, theme.RADIUS, theme.RADIUS)
        bar = QRectF(box.left() + _EDGE, box.top() + 9, box.width() - 2 * _EDGE, _TALL)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        painter.drawImage(bar, image)
        painter.setFont(theme.font(11))
        painter.setPen(theme.TEXT_DIM)
        free = box.left()
        for at, label in ticks:
            text = f"{label} {unit}" if at == 1 else label
            length = painter.fontMetrics().horizontalAdvance(text)
            x = min(max(bar.left() + at * bar.width() - length / 2, bar.left()), bar.right() - length)
            if x >= free:
                painter.drawText(QPointF(x, bar.bottom() + 18), text)
                free = x + length + 6
        painter.restore()

    return paint


def _scale(kind: str, gain: int) -> tuple[NDArray[np.uint8], list[tuple[float, str]], str]:
    """(1, 256, 4) B, G, R, 255; places 0 to 1 with their labels; the unit."""
    ramp = np.full((1, 256, 4), 255, np.uint8)
    if kind == "de2000":
        ramp[0, :, :3] = colours()[:, ::-1]
        return ramp, [(float(position(np.array(t, np.float32))), f"{t:g}") for t in TICKS], "DE2000"
    ramp[0, :, :3] = np.arange(256, dtype=np.uint8)[:, None]
    full = 255 / gain
    if kind == "signed":
        return ramp, [(0.0, f"−{full / 2:.3g}"), (0.5, "0"), (1.0, f"+{full / 2:.3g}")], "codes"
    return ramp, [(0.0, "0"), (0.5, f"{full / 2:.3g}"), (1.0, f"{full:.3g}")], "codes"
