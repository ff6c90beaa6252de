"""What overlays paint: masks of a byte a pixel or a block with a table of colours, and a legend that says what they mean.

Painting computes nothing.

Source: Okabe, M., Ito, K. (2008), Color Universal Design (the palette, told apart with any colour vision).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from tuner.gui import theme
from tuner.gui.language import say, tr
from tuner.gui.view import View
from tuner.measure.replaced import COLD, HOT

ORANGE, SKY, GREEN = QColor("#e69f00"), QColor("#56b4e9"), QColor("#009e73")
YELLOW, BLUE, VERMILLION, PURPLE = QColor("#f0e442"), QColor("#0072b2"), QColor("#d55e00"), QColor("#cc79a7")
STRIPE = QColor(0, 0, 0, 215)

ZEBRA_BIT, FOCUS_BIT = 64, 128  # beside the six bits of output clipping
WIDTH = 4
"""Width of a zebra stripe, pixels of what is painted."""

LEGEND: dict[str, tuple[tuple[QColor, str], ...]] = {
    "raw": ((VERMILLION, "R"), (GREEN, "Gr"), (YELLOW, "Gb"), (SKY, "B"), (ORANGE, "several"), (PURPLE, "all four")),
    "output": (
        (VERMILLION, "R high"), (GREEN, "G high"), (SKY, "B high"), (ORANGE, "two high"), (PURPLE, "all high"),
        (BLUE, "low"),
    ),
    "zebra": ((STRIPE, "bright Y′"),),
    "focus": ((YELLOW, "sharp"),),
    "defects": ((PURPLE, "hot"), (BLUE, "cold")),
    "noise": ((BLUE, "< ⅛"), (SKY, "⅛ – ¼"), (GREEN, "¼ – ½"), (YELLOW, "½ – 1"), (VERMILLION, "> 1")),
}  # fmt: skip
"""{overlay: what each colour says}."""


class Mask:
    """A mask ready to be painted."""

    def __init__(self, bits: NDArray[np.uint8], colours: list[int]) -> None:
        self.bits = bits  # what the image paints from
        h, w = bits.shape
        self._image = QImage(bits.data, w, h, w, QImage.Format.Format_Indexed8)
        self._image.setColorTable(colours)

    def paint(self, painter: QPainter, view: View) -> None:
        """Paint what the view shows; the painter counts device pixels."""
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        if view.averaged is not None or self._image.size() != QSize(*view.picture):
            painter.drawImage(QRect(QPoint(*view.origin), QSize(*view.shown)), self._image)
            return
        (x0, y0), (x1, y1) = view.to_picture(0, 0), view.to_picture(*view.pane)
        left, top = max(int(x0), 0), max(int(y0), 0)
        right, bottom = min(int(x1) + 1, view.picture[0]), min(int(y1) + 1, view.picture[1])
        if right > left and bottom > top:
            target = QRectF(QPointF(*view.to_pane(left, top)), QPointF(*view.to_pane(right, bottom)))
            painter.drawImage(target, self._image, QRectF(left, top, right - left, bottom - top))


class Blocks:
    """A mask of whole blocks of pixels, of what lies in front of a stage."""

    def __init__(self, bits: NDArray[np.uint8], side: int, colours: list[int], stage: str) -> None:
        self.bits, self._side, self.stage = np.ascontiguousarray(bits), side, stage
        h, w = bits.shape
        self._image = QImage(self.bits.data, w, h, w, QImage.Format.Format_Indexed8)
        self._image.setColorTable(colours)

    def paint(self, painter: QPainter, view: View) -> None:
        """Paint what the view shows; the painter counts device pixels."""
        h, w = self.bits.shape
        within = Qt.ClipOperation.IntersectClip
        painter.setClipRect(QRect(QPoint(*view.origin), QSize(*view.shown)), within)
        far = view.to_pane(w * self._side, h * self._side)  # the last blocks may reach beyond the picture
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        painter.drawImage(QRectF(QPointF(*view.origin), QPointF(*far)), self._image)


class Layer:
    """What lies over the pane of one picture, the lowest first; `legend` is said in its corner."""

    def __init__(self) -> None:
        self.masks: dict[str, Mask | Blocks] = {}
        self.legend: tuple[str, str] | None = None  # the overlay's name in `LEGEND`, and a heading

    @property
    def empty(self) -> bool:
        """Whether there is nothing to paint."""
        return not self.masks

    def paint(self, painter: QPainter, view: View) -> None:
        """Paint what the view shows; the painter counts device pixels."""
        for mask in self.masks.values():
            painter.save()
            mask.paint(painter, view)
            painter.restore()
        if self.legend is not None:
            painter.setClipping(False)  # its corner may be the other picture's
            paint_legend(painter, view, self.legend[1], LEGEND[self.legend[0]])


def focus_heading(averaged: bool) -> str:
    """Of which picture the sharp parts are marked."""
    return (
        say("Focus peaking of the averaged picture") if averaged else say("Focus peaking of the picture's own pixels")
    )


def paint_legend(painter: QPainter, view: View, heading: str, entries: Sequence[tuple[QColor, str]]) -> None:
    """A heading and what each colour says, on a dark ground in the lower left corner of a pane."""
    scale = painter.device().devicePixelRatioF()
    painter.save()
    painter.scale(scale, scale)  # panes are painted in device pixels, words in logical ones
    painter.setFont(theme.font(11))
    metrics = painter.fontMetrics()
    parts = [(colour, tr("dock", text)) for colour, text in entries]
    widths = [metrics.horizontalAdvance(text) + 26 for _, text in parts]
    box = QRectF(12, view.pane[1] / scale - 54, max(sum(widths), metrics.horizontalAdvance(heading)) + 20, 42)
    ground = QColor(theme.WELL)
    ground.setAlpha(225)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.drawRoundedRect(box, theme.RADIUS, theme.RADIUS)
    painter.setPen(theme.TEXT_DIM)
    painter.drawText(QPointF(box.left() + 10, box.top() + 16), heading)
    x = box.left() + 10
    for (colour, text), width in zip(parts, widths, strict=True):
        painter.fillRect(QRectF(x, box.top() + 23, 10, 10), colour)
        painter.drawText(QPointF(x + 15, box.top() + 32), text)
        x += width
    painter.restore()


def _raw_colour(bits: int) -> QColor | None:
    planes = [c for i, c in enumerate((VERMILLION, GREEN, YELLOW, SKY)) if bits >> i & 1]
    if len(planes) > 1:
        return PURPLE if len(planes) == 4 else ORANGE
    return planes[0] if planes else None


def _output_colour(bits: int) -> QColor | None:
    high = [c for i, c in enumerate((VERMILLION, GREEN, SKY)) if bits >> i & 1]
    if high:
        return high[0] if len(high) == 1 else (ORANGE if len(high) == 2 else PURPLE)
    if bits & 0b111000:
        return BLUE
    if bits & FOCUS_BIT:
        return YELLOW
    return STRIPE if bits & ZEBRA_BIT else None


def _table(colour: Callable[[int], QColor | None]) -> list[int]:
    return [0 if (c := colour(bits)) is None else c.rgba() for bits in range(256)]


def _veil(band: int) -> QColor | None:
    """The colours of the noise map, through which the picture is seen."""
    if not 1 <= band <= len(LEGEND["noise"]):
        return None
    colour = QColor(LEGEND["noise"][band - 1][0])
    colour.setAlpha(95 if band <= 3 else 150)  # what wants to be looked at is seen first
    return colour


RAW_COLOURS, OUTPUT_COLOURS = _table(_raw_colour), _table(_output_colour)
DEFECT_COLOURS = _table(lambda bits: PURPLE if bits & HOT else BLUE if bits & COLD else None)
NOISE_COLOURS = _table(_veil)
"""What each byte of a mask looks like: ARGB."""
