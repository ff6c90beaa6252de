"""How scopes are drawn: traces as small images (made where they are measured), axes and marks by the painter.

The raw planes and channels have muted colours of their own that add up to a light grey where they lie over one
another, so that no saturated colour stands beside the picture.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from tuner.gui import theme
from tuner.measure.scopes import SKIN_DEGREES, Vectorscope, Waveform, skin_line, targets

RED, GREEN, BLUE, LIGHT = QColor(206, 92, 92), QColor(92, 172, 96), QColor(86, 128, 214), QColor(206, 206, 206)
GREEN_2 = QColor(128, 176, 84)  # Gb beside Gr
GRID = QColor(255, 255, 255, 26)
HEAD = 14  # room for the names of marks above a histogram, pixels
_FILL = 74  # of 255: three channels over one another stay a grey, not white
_PLAIN = 2.0  # exponent of a trace's brightness when it is not logarithmic
_FULL_SHARE = 0.995  # of the counted places, that are darker than full brightness


def heights(counts: NDArray[np.int64], log: bool, ends: bool = False) -> NDArray[np.float64]:
    """Counts as heights 0..1, by one scale for all rows.

    Parameters
    ----------
    counts : (n, bins) int64
    log : logarithmic, where 1 is one count more than none
    ends : whether the first and the last bin, in which clipped pixels pile up, set the scale too; else they are cut off
    """
    if log:
        top = np.log1p(counts.max())
        return np.asarray(np.log1p(counts) / max(float(top), 1e-9))
    inner = counts if ends or counts.shape[1] < 3 else counts[:, 1:-1]
    top = inner.max() or counts.max() or 1
    return np.asarray(np.minimum(counts / top, 1.0))


def trace(planes: Sequence[NDArray[np.int64]], colours: Sequence[QColor], log: bool) -> NDArray[np.uint8]:
    """Counts as brightness, row 0 at the bottom.

    Parameters
    ----------
    planes : (h, w) int64 each, laid over one another with their colours added

    Returns
    -------
    (h, w, 4) uint8 B, G, R, 255
    """
    total = np.zeros((*planes[0].shape, 3))
    for counts, colour in zip(planes, colours, strict=True):
        seen = counts[counts > 0]
        full = float(np.quantile(seen, _FULL_SHARE)) if seen.size else 1.0
        if log:
            light = np.log1p(counts) / np.log1p(full)
        else:
            light = (counts / full) ** (1 / _PLAIN)
        total += np.minimum(light, 1.0)[..., None] * np.array([colour.blue(), colour.green(), colour.red()])
    well = np.array([theme.WELL.blue(), theme.WELL.green(), theme.WELL.red()])
    out = np.full((*planes[0].shape, 4), 255, np.uint8)
    out[..., :3] = np.minimum(well + total * (1 - well / 255), 255)
    return np.ascontiguousarray(out[::-1])


def waveform_trace(found: Waveform, log: bool) -> NDArray[np.uint8]:
    """The image of a waveform, or of a parade: R, G, B side by side with a gap of two columns."""
    if len(found.counts) == 1:
        return trace([found.counts[0]], [LIGHT], log)
    parts = [trace([counts], [colour], log) for counts, colour in zip(found.counts, (RED, GREEN, BLUE), strict=True)]
    gap = np.empty((256, max(2, found.counts.shape[2] // 100), 4), np.uint8)
    gap[:] = (theme.PANEL.blue(), theme.PANEL.green(), theme.PANEL.red(), 255)
    return np.ascontiguousarray(np.concatenate([parts[0], gap, parts[1], gap, parts[2]], axis=1))


def vector_trace(found: Vectorscope, log: bool) -> NDArray[np.uint8]:
    """The image of a vectorscope: Cb to the right, Cr upwards."""
    return trace([found.counts], [LIGHT], log)


def paint_curves(
    painter: QPainter, box: QRectF, rows: NDArray[np.float64], colours: Sequence[QColor], line: int | None = None
) -> None:
    """Histograms laid over one another, their colours added; row `line` (luma) as a line alone.

    Parameters
    ----------
    rows : (n, bins) heights 0..1
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(box)
    step = box.width() / rows.shape[1]
    for i, (row, colour) in enumerate(zip(rows, colours, strict=True)):
        tops = box.bottom() - row * box.height()
        points = [QPointF(box.left() + (x + 0.5) * step, float(y)) for x, y in enumerate(tops)]
        points = [QPointF(box.left(), points[0].y()), *points, QPointF(box.right(), points[-1].y())]
        if i != line:
            fill = QColor(colour)
            fill.setAlpha(_FILL)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Plus)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(fill)
            painter.drawPolygon(QPolygonF([box.bottomLeft(), *points, box.bottomRight()]))
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 1.0))
        painter.drawPolyline(QPolygonF(points))
    painter.restore()


def paint_levels(painter: QPainter, box: QRectF) -> None:
    """Lines at 0, 25, 50, 75 and 100 % of the codes, up the box, with the codes beside them."""
    for share, code in ((0.0, "0"), (0.25, "64"), (0.5, "128"), (0.75, "191"), (1.0, "255")):
        y = box.bottom() - share * box.height()
        painter.setPen(GRID)
        painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
        painter.setPen(theme.TEXT_FAINT)
        beside = QRectF(box.left() - 30, y - 7, 26, 14)
        painter.drawText(beside, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, code)


def paint_mark(painter: QPainter, box: QRectF, share: float, text: str) -> None:
    """A dashed upright line at a share of the width, its name above the box on the side with more room."""
    x = box.left() + share * box.width()
    painter.setPen(QPen(theme.TEXT_FAINT, 1, Qt.PenStyle.DashLine))
    painter.drawLine(QPointF(x, box.top() - HEAD), QPointF(x, box.bottom()))
    painter.setPen(theme.TEXT_DIM)
    right = share < 0.5
    beside = QRectF(x + 4 if right else x - 204, box.top() - HEAD, 200, HEAD)
    side = Qt.AlignmentFlag.AlignLeft if right else Qt.AlignmentFlag.AlignRight
    painter.drawText(beside, side | Qt.AlignmentFlag.AlignVCenter, text)


def paint_grid(painter: QPainter, box: QRectF, parts: int = 4) -> None:
    """Faint upright lines that part the width evenly."""
    painter.setPen(GRID)
    for i in range(1, parts):
        x = box.left() + box.width() * i / parts
        painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))


def paint_vector(painter: QPainter, box: QRectF, image: QImage, standard: str) -> None:
    """A vectorscope with its circle, axes, targets and skin line; `box` is a square."""
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.drawImage(box, image)
    scale = box.width() / 256

    def at(cb: float, cr: float) -> QPointF:
        return QPointF(box.left() + (cb + 0.5) * scale, box.bottom() - (cr + 0.5) * scale)

    middle = at(128, 128)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QColor(255, 255, 255, 44))
    painter.drawEllipse(middle, 127 * scale, 127 * scale)
    painter.drawLine(at(0, 128), at(255, 128))
    painter.drawLine(at(128, 0), at(128, 255))
    painter.setPen(QPen(QColor(222, 190, 160, 170), 1, Qt.PenStyle.DashLine))
    painter.drawLine(middle, at(*skin_line(126)))
    for name, (cb, cr) in targets(standard).items():
        point = at(cb, cr)
        painter.setPen(QColor(255, 255, 255, 120))
        painter.drawRect(QRectF(point.x() - 4, point.y() - 4, 8, 8))
        painter.setPen(theme.TEXT_FAINT)
        outward = QPointF(8 if cb >= 128 else -8, 0)
        side = Qt.AlignmentFlag.AlignLeft if cb >= 128 else Qt.AlignmentFlag.AlignRight
        place = QRectF(point.x() + outward.x() - (0 if cb >= 128 else 24), point.y() - 7, 24, 14)
        painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter, name)


SKIN_TIP = f"The dashed line is the skin line, {SKIN_DEGREES:.0f}° from +Cb; the squares are the 75 % primaries."
