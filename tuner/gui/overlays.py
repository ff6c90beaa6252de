"""Overlays: raw clipping on the raw picture; output clipping, zebra and focus peaking on the processed one.

Masks are made from the exact pixels, off the window's thread, at full resolution; below 1:1 a device pixel carries
every bit that any pixel under it has, so that one clipped sample stays visible. What is painted is an image of a byte
a pixel with a table of colours: painting computes nothing.

Source: Okabe, M., Ito, K. (2008), Color Universal Design (the palette, told apart with any colour vision).
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QPoint, QPointF, QRect, QRectF, QSize, Signal
from PySide6.QtGui import QColor, QImage, QPainter

from tuner.app.preview import Shown
from tuner.app.session import Session
from tuner.core.facts import Four
from tuner.core.frame import Frame
from tuner.gui.scope_worker import ScopeWorker
from tuner.gui.view import Size, View
from tuner.measure.clipping import NEAR, ZEBRA, bright, output_clipping, raw_clipping, smaller, striped
from tuner.measure.focus import TIMES, focus_peaks
from tuner.measure.levels import saturation_levels

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
}  # fmt: skip
"""{overlay: what each colour says}."""


@dataclass(frozen=True)
class Wanted:
    """Which overlays are on, and their thresholds (see `measure.clipping` and `measure.focus`)."""

    raw: bool = False
    output: bool = False
    zebra: bool = False
    focus: bool = False
    near: float = NEAR
    low: int = 0
    high: int = 255
    bright: int = ZEBRA
    times: float = TIMES


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


class Layer:
    """What lies over the pane of one picture."""

    def __init__(self) -> None:
        self.mask: Mask | None = None

    @property
    def empty(self) -> bool:
        """Whether there is nothing to paint."""
        return self.mask is None

    def paint(self, painter: QPainter, view: View) -> None:
        """Paint what the view shows; the painter counts device pixels."""
        if self.mask is not None:
            self.mask.paint(painter, view)


@dataclass(frozen=True, eq=False)
class _Made:
    frame: Frame
    raw: Mask | None
    processed: Mask | None
    levels: Four


class Overlays(QObject):
    """Keeps both layers at what is shown.

    Parameters
    ----------
    shown : the picture that is on screen, whole and exact; None while there is none
    view : the view of both panes

    Attributes
    ----------
    raw, processed : what lies over each picture

    Signals
    -------
    changed : a layer is another one now
    failed : the exception of an overlay that could not be made
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(
        self,
        session: Session,
        executor: Executor,
        shown: Callable[[], Shown | None],
        view: Callable[[], View],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._shown, self._view = session, shown, view
        self.wanted = Wanted()
        self.raw, self.processed = Layer(), Layer()
        self._levels: tuple[Frame, Four] | None = None  # DN at which the planes of the open frame clip
        self._made: tuple[object, ...] = ()  # what the layers were made from; no picture is held
        self.worker = ScopeWorker(executor, self._snapshot, self)
        self.worker.done.connect(self._take)
        self.worker.failed.connect(self.failed)

    # -- what is wanted

    def turn(self, name: str) -> None:
        """An overlay on, or off again: raw, output, zebra or focus."""
        self.want(**{name: not getattr(self.wanted, name)})

    def want(self, **changes: bool | int | float) -> None:
        """Other overlays or thresholds, by the names of `Wanted`."""
        self.wanted = replace(self.wanted, **changes)  # type: ignore[arg-type]
        if not self.wanted.raw:
            self.raw.mask = None
        if not (self.wanted.output or self.wanted.zebra or self.wanted.focus):
            self.processed.mask = None
        self.changed.emit()
        self.stir()

    @property
    def any(self) -> bool:
        """Whether an overlay is on."""
        return self.wanted.raw or self.wanted.output or self.wanted.zebra or self.wanted.focus

    def stir(self) -> None:
        """What is shown is another picture, or another view, now."""
        if self.any:
            self.worker.stir()

    # -- making

    def _snapshot(self) -> Callable[[], _Made] | None:
        frame, shown, wanted, size = self._session.frame, self._shown(), self.wanted, self._view().averaged
        if frame is None or not self.any:
            return None
        if shown is not None and shown.frame is not frame:
            shown = None
        key = (weakref.ref(frame), shown and weakref.ref(shown), wanted, size)
        if key == self._made:
            return None
        self._made = key
        known = self._levels[1] if self._levels is not None and self._levels[0] is frame else None

        def work() -> _Made:
            levels = known or _saturation(frame)
            raw = Mask(_fitted(raw_clipping(frame, wanted.near, levels), size), RAW_COLOURS) if wanted.raw else None
            bits = None if shown is None else _bits(shown, wanted, size)
            return _Made(frame, raw, None if bits is None else Mask(bits, OUTPUT_COLOURS), levels)

        return work

    def _take(self, made: _Made) -> None:
        if made.frame is not self._session.frame:
            return
        self._levels = (made.frame, made.levels)
        self.raw.mask = made.raw if self.wanted.raw else None
        self.processed.mask = made.processed
        if not (self.wanted.output or self.wanted.zebra or self.wanted.focus):
            self.processed.mask = None
        self.changed.emit()


def _saturation(frame: Frame) -> Four:
    """Where the planes clip: at the file's saturation, or below it where samples are seen to pile up."""
    red, green, blue = saturation_levels(frame)
    r, gr, gb, b = (min(a, s) for a, s in zip((red, green, green, blue), frame.facts.saturation, strict=True))
    return r, gr, gb, b


def _bits(shown: Shown, wanted: Wanted, size: Size | None) -> NDArray[np.uint8] | None:
    """The mask of the processed picture, at the view's size below 1:1."""
    pixels, standard = shown.rendered.pixels, shown.rendered.context.standard
    parts = []
    if wanted.output:
        parts.append(output_clipping(pixels, wanted.low, wanted.high))
    if wanted.zebra:
        parts.append(bright(pixels, wanted.bright, standard) * np.uint8(ZEBRA_BIT))
    if wanted.focus:
        parts.append(focus_peaks(pixels, wanted.times, standard) * np.uint8(FOCUS_BIT))
    if not parts:
        return None
    bits = parts[0]
    for part in parts[1:]:
        bits |= part
    bits = _fitted(bits, size)
    if wanted.zebra:
        striped(bits, ZEBRA_BIT, WIDTH)
    return bits


def _fitted(bits: NDArray[np.uint8], size: Size | None) -> NDArray[np.uint8]:
    return bits if size is None or size[0] > bits.shape[1] or size[1] > bits.shape[0] else smaller(bits, *size)


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


RAW_COLOURS, OUTPUT_COLOURS = _table(_raw_colour), _table(_output_colour)
"""What each byte of a mask looks like: ARGB."""
