"""A pane: paints one picture through the shared view. It decides nothing: it reports what hand and keyboard ask for."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QColorTransform,
    QFont,
    QFontMetricsF,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from tuner.core.orient import Rect
from tuner.gui import theme
from tuner.gui.picture import Enlarged, Picture
from tuner.gui.view import View

_WHEEL_STEP = 120  # eighths of a degree, as Qt counts one notch
_KEY_PAN = 64  # logical pixels an arrow key moves the picture
_DROPPER = 16  # side of the square a mere click measures, picture pixels
_CHIP_AT = QPoint(10, 12)


class Pane(QWidget):
    """One of the two linked pictures."""

    zoom_asked = Signal(int, float, float)  # wheel steps, device position
    toggle_asked = Signal(float, float)  # fit or 1:1 at a device position
    pan_asked = Signal(float, float)  # device pixels
    pointed = Signal(object)  # device position (x, y), or None when the pointer left
    region_chosen = Signal(object)  # Rect of the picture as exported
    region_dropped = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.detail = title, ""
        self.setAccessibleName(f"{title} picture")
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(120, 120)
        self.view = View()
        self.picture: Picture | None = None
        self._draft: Enlarged | None = None  # seen in place of the picture
        self.hint = ""
        self._colours: QColorTransform | None = None  # from the picture's to the screen's
        self._converted: QImage | None = None  # what is seen, in the screen's colours
        self._cross: tuple[float, float] | None = None
        self._wheel = 0
        self._drag: QPointF | None = None
        self._asking = False  # a region is wanted
        self._corner: QPointF | None = None
        self._opposite = QPointF()

    # -- what is shown

    def show_picture(self, picture: Picture | None) -> None:
        """Paint another picture from now on."""
        self.picture, self._draft, self._converted = picture, None, None
        self.update()

    def show_draft(self, draft: Enlarged | None) -> None:
        """Paint a draft over the picture, or none; the next picture takes its place."""
        if draft is not None or self._draft is not None:
            self._draft, self._converted = draft, None
            self.update()

    def show_colours(self, colours: QColorTransform | None) -> None:
        """Convert what is seen to the screen's colours; None paints the codes as they are."""
        if colours is not None or self._colours is not None:
            self._colours, self._converted = colours, None
            self.update()

    def show_view(self, view: View) -> None:
        """Look at the picture through another view."""
        self.view, self._converted = view, None
        self.update()

    def show_caption(self, detail: str) -> None:
        """What the picture is, beside the pane's title."""
        if detail != self.detail:
            self.detail = detail
            self.update()

    def show_cross(self, at: tuple[float, float] | None) -> None:
        """Mark a picture position, or none."""
        if at != self._cross:
            self._cross = at
            self.update()

    @property
    def exact(self) -> bool:
        """Whether the pane paints exact pixels for its view."""
        return self._draft is None and self.picture is not None and self.picture.exact(self.view)

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

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.SURROUND)
        painter.save()
        scale = self.devicePixelRatioF()
        painter.scale(1 / scale, 1 / scale)
        if self.picture is not None:
            self._paint_picture(painter)
            self._paint_cross(painter, scale)
            self._paint_region(painter)
        painter.restore()
        if self.picture is not None:
            self._paint_caption(painter)
        elif self.hint:
            painter.setPen(theme.TEXT_DIM)
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.hint)
        painter.end()

    def _paint_picture(self, painter: QPainter) -> None:
        if self._colours is None:
            self._paint_pixels(painter)
            return
        if self._converted is None:
            self._converted = QImage(QSize(*self.view.pane), QImage.Format.Format_RGB32)
            self._converted.fill(theme.SURROUND)
            inner = QPainter(self._converted)
            self._paint_pixels(inner)
            inner.end()
            self._converted.applyColorTransform(self._colours)
        seen = QRect(QPoint(*self.view.origin), QSize(*self.view.shown)).intersected(self._converted.rect())
        painter.drawImage(seen, self._converted, seen)  # the surround keeps its own grey

    def _paint_pixels(self, painter: QPainter) -> None:
        assert self.picture is not None
        self.picture.paint(painter, self.view)
        if self._draft is not None:
            self._draft.paint(painter, self.view)

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

    def _paint_caption(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        plain = QFontMetricsF(self.font())
        first = QFontMetricsF(bold).horizontalAdvance(self.title)
        room = max(self.width() - 2 * _CHIP_AT.x() - first - 26, 0)
        detail = plain.elidedText(self.detail, Qt.TextElideMode.ElideRight, room)
        second = plain.horizontalAdvance(detail) + 8 if detail else 0
        chip = QRectF(_CHIP_AT, QSize(round(first + second + 18), 24))
        ground = QColor(theme.WELL)
        ground.setAlpha(225)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(chip, 5, 5)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setFont(bold)
        painter.setPen(theme.TEXT)
        painter.drawText(chip.adjusted(9, 0, 0, 0), middle, self.title)
        painter.setFont(self.font())
        painter.setPen(theme.TEXT_DIM)
        painter.drawText(chip.adjusted(9 + first + 8, 0, 0, 0), middle, detail)

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
        if self._asking and event.button() == Qt.MouseButton.LeftButton:
            self._corner = self._opposite = at
        elif event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._drag = at

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._device(event.position())
        if self._corner is not None:
            self._opposite = at
            self.update()
        elif self._drag is not None:
            moved, self._drag = at - self._drag, at
            self.pan_asked.emit(moved.x(), moved.y())
        self.pointed.emit(at.toTuple())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._drag = None
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

    def leaveEvent(self, event: object) -> None:
        self.pointed.emit(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = {
            Qt.Key.Key_Left: (1, 0), Qt.Key.Key_Right: (-1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1),
        }.get(Qt.Key(event.key()))  # fmt: skip
        if way:
            step = (
                _KEY_PAN
                * self.devicePixelRatioF()
                * (4 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
            )
            self.pan_asked.emit(way[0] * step, way[1] * step)
        elif event.key() == Qt.Key.Key_Escape and self._asking:
            self.drop_region()
        else:
            super().keyPressEvent(event)
