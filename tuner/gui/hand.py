"""What hand and keyboard ask of a pane: zoom, move, choose a region, take the edge of a wipe. Nothing is decided here."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from tuner.core.orient import Rect
from tuner.gui.view import View

_WHEEL_STEP = 120  # eighths of a degree, as Qt counts one notch
_KEY_PAN = 64  # logical pixels an arrow key moves the picture
_KEY_WIPE = 0.02  # share of the pane that Ctrl and an arrow key move the edge of a wipe
_DROPPER = 16  # side of the square a mere click measures, picture pixels
_NEAR = 6  # logical pixels from the edge of a wipe at which a hand takes it


@dataclass(frozen=True)
class Wipe:
    """How much of a pane shows the other picture: everything left of (or above) the edge.

    Attributes
    ----------
    edge : its place, 0 to 1 of the pane's width or height
    upright : whether the edge stands upright, with the other picture at its left
    """

    edge: float = 0.5
    upright: bool = True

    @property
    def everywhere(self) -> bool:
        """Whether only the other picture is seen: a flicker."""
        return self.edge >= 1


class Hand(QWidget):
    """The part of a pane that listens.

    Signals
    -------
    zoom_asked : wheel steps, device position
    toggle_asked : fit or 1:1 at a device position
    pan_asked, alone_asked : device pixels, of all panes or of this one only
    wipe_asked : where the edge of the wipe shall be, 0 to 1
    source_asked : another picture is wanted here; the global position of the click
    pointed : device position (x, y), or None when the pointer left
    region_chosen : Rect of the picture as exported
    region_dropped : choosing a region was given up
    """

    zoom_asked = Signal(int, float, float)
    toggle_asked = Signal(float, float)
    pan_asked = Signal(float, float)
    alone_asked = Signal(float, float)
    wipe_asked = Signal(float)
    source_asked = Signal(object)
    pointed = Signal(object)
    region_chosen = Signal(object)
    region_dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.view = View()
        self.wipe: Wipe | None = None
        self.names: list[QRectF] = []  # where the names were painted
        self._wheel = 0
        self._drag: QPointF | None = None
        self._wiping = False
        self._asking = False  # a region is wanted
        self._corner: QPointF | None = None
        self._opposite = QPointF()

    def edge(self) -> float:
        """Where the wipe's edge lies, device pixels."""
        assert self.wipe is not None
        return round(self.wipe.edge * self.view.pane[0 if self.wipe.upright else 1])

    # -- regions

    def ask_region(self) -> None:
        """Let the next drag choose a region (a mere click: a small square)."""
        self._asking = True
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setFocus()

    def drop_region(self) -> None:
        """Back from choosing a region, with none chosen."""
        if self._asking:
            self._end_region()
            self.region_dropped.emit()

    def _end_region(self) -> None:
        self._asking, self._corner = False, None
        self.unsetCursor()
        self.update()

    def _region(self) -> Rect | None:
        """The chosen pixels, cut to the picture."""
        assert self._corner is not None
        wide, tall = self.view.picture
        (x0, y0), (x1, y1) = (
            self.view.to_picture(*self._corner.toTuple()),
            self.view.to_picture(*self._opposite.toTuple()),
        )
        if abs(self._opposite.x() - self._corner.x()) < 4 and abs(self._opposite.y() - self._corner.y()) < 4:
            x0, x1, y0, y1 = x0 - _DROPPER / 2, x0 + _DROPPER / 2, y0 - _DROPPER / 2, y0 + _DROPPER / 2
        left, right = (min(max(int(x), 0), wide) for x in sorted((x0, x1)))
        top, bottom = (min(max(int(y), 0), tall) for y in sorted((y0, y1)))
        return Rect(left, top, right - left, bottom - top) if right > left and bottom > top else None

    # -- hand and keyboard

    def _device(self, position: QPointF) -> QPointF:
        return position * self.devicePixelRatioF()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._wheel += event.angleDelta().y()
        steps = int(self._wheel / _WHEEL_STEP)
        self._wheel -= steps * _WHEEL_STEP
        if steps:
            self.zoom_asked.emit(steps, *self._device(event.position()).toTuple())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._device(event.position())
        left = event.button() == Qt.MouseButton.LeftButton
        if self._asking and left:
            self._corner = self._opposite = at
        elif left and any(chip.contains(event.position()) for chip in self.names):
            self.source_asked.emit(event.globalPosition().toPoint())
        elif left and self._on_edge(at):
            self._wiping = True
        elif event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._drag = at

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._device(event.position())
        if self._corner is not None:
            self._opposite = at
            self.update()
        elif self._wiping and self.wipe is not None:
            along, whole = (at.x(), self.view.pane[0]) if self.wipe.upright else (at.y(), self.view.pane[1])
            self.wipe_asked.emit(min(max(along / whole, 0.0), 0.999))
        elif self._drag is not None:
            moved, self._drag = at - self._drag, at
            alone = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            (self.alone_asked if alone else self.pan_asked).emit(moved.x(), moved.y())
        else:
            self._show_grip(at)
        self.pointed.emit(at.toTuple())

    def _on_edge(self, at: QPointF) -> bool:
        if self.wipe is None or self.wipe.everywhere:
            return False
        return abs((at.x() if self.wipe.upright else at.y()) - self.edge()) <= _NEAR * self.devicePixelRatioF()

    def _show_grip(self, at: QPointF) -> None:
        if self._asking:
            return
        if self.wipe is not None and self._on_edge(at):
            self.setCursor(Qt.CursorShape.SplitHCursor if self.wipe.upright else Qt.CursorShape.SplitVCursor)
        elif self.wipe is not None:
            self.unsetCursor()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._drag, self._wiping = None, False
        if self._corner is None or event.button() != Qt.MouseButton.LeftButton:
            return
        region = self._region()
        if region is None:  # beside the picture: still asking
            self._corner = None
            self.update()
            return
        self._end_region()
        self.region_chosen.emit(region)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and not self._asking:
            self.toggle_asked.emit(*self._device(event.position()).toTuple())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """By the right button, or the keyboard's menu key."""
        by_hand = event.reason() == QContextMenuEvent.Reason.Mouse
        corner = self.names[0].bottomLeft().toPoint() if self.names else QPoint()
        self.source_asked.emit(event.globalPos() if by_hand else self.mapToGlobal(corner))

    def leaveEvent(self, event: object) -> None:
        self.pointed.emit(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = {
            Qt.Key.Key_Left: (1, 0), Qt.Key.Key_Right: (-1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1),
        }.get(Qt.Key(event.key()))  # fmt: skip
        if way:
            far = 4 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
            step = _KEY_PAN * self.devicePixelRatioF() * far
            alone = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if alone and self.wipe is not None:
                moved = way[0 if self.wipe.upright else 1] * _KEY_WIPE * far
                self.wipe_asked.emit(min(max(self.wipe.edge - moved, 0.0), 0.999))
            else:
                (self.alone_asked if alone else self.pan_asked).emit(way[0] * step, way[1] * step)
        elif event.key() == Qt.Key.Key_Escape and self._asking:
            self.drop_region()
        else:
            super().keyPressEvent(event)
