"""The strip under a knob whose parameter is a table over conditions: a line an axis, with its knots and where we stand.

A click on a knot goes there; Left and Right go from knot to knot, Insert makes one here, Delete takes this one away.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from tuner.core.condition import AXES, Condition
from tuner.core.tabled import Tabled
from tuner.gui import theme
from tuner.gui.language import tr

LINE = 17
"""Height of an axis' line."""
_LEFT, _RIGHT, _REACH = 30, 92, 6.0
_DOT, _HERE = 2.6, 3.6


class KnotStrip(QWidget):
    """Shows a table's knots.

    Signals
    -------
    went : an axis and the knot on it to look at
    asked : "add" or "remove", and the axis
    """

    went = Signal(str, float)
    asked = Signal(str, str)

    def __init__(self, title: str) -> None:
        super().__init__()
        self._table: Tabled | None = None
        self._here = Condition()
        self._words: dict[float, str] = {}
        self._row = 0  # the axis that keys walk on
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{title}: " + tr("window", "knots"))

    def show_table(self, table: Tabled, here: Condition, words: dict[float, str]) -> None:
        """Show a table and the condition in force, every axis of which is known.

        Parameters
        ----------
        words : of a table over one axis {knot: its value in words}
        """
        if table.shape and len(table.axes) != self._lines:
            self.updateGeometry()
        self._table, self._here, self._words = table, here, words
        self._row = min(self._row, len(table.axes) - 1)
        self.setFixedHeight(LINE * len(table.axes))
        self.setAccessibleDescription("; ".join(self.place_text(axis) for axis, _ in table.axes))
        self.update()

    @property
    def _lines(self) -> int:
        return 0 if self._table is None else len(self._table.axes)

    def sizeHint(self) -> QSize:
        return QSize(160, LINE * max(self._lines, 1))

    # -- where things are

    def x_of(self, axis: str, value: float) -> float:
        """Where a value of an axis stands, pixels from the left."""
        assert self._table is not None
        here = self._here[axis]
        ends = [*self._table.knots(axis)[:: max(len(self._table.knots(axis)) - 1, 1)], *([here] if here else [])]
        return _LEFT + place_in(axis, value, (min(ends), max(ends))) * (self.width() - _LEFT - _RIGHT)

    def place_text(self, axis: str) -> str:
        """'at 800' or '400 – 800': the knot we stand at, or the ones we stand between."""
        assert self._table is not None
        knots, here = self._table.knots(axis), self._here[axis]
        assert here is not None
        at = self.knot_here(axis)
        if at is not None:
            return tr("knots", "at {knot}").format(knot=_short(knots[at]))
        if here < knots[0] or here > knots[-1]:
            return tr("knots", "held from {knot}").format(knot=_short(knots[0] if here < knots[0] else knots[-1]))
        above = next(i for i, knot in enumerate(knots) if knot > here)
        return f"{_short(knots[above - 1])} – {_short(knots[above])}"

    def knot_here(self, axis: str) -> int | None:
        """Number of the knot we stand at, None between knots."""
        assert self._table is not None
        here = self._here[axis]
        return next(
            (i for i, k in enumerate(self._table.knots(axis)) if here is not None and AXES[axis].same(k, here)), None
        )

    def _under(self, place: QPointF) -> tuple[str, float] | None:
        """The axis and the knot under a place."""
        if self._table is None:
            return None
        row = int(place.y() // LINE)
        if not 0 <= row < self._lines:
            return None
        axis, knots = self._table.axes[row]
        nearest = min(knots, key=lambda knot: abs(self.x_of(axis, knot) - place.x()))
        return (axis, nearest) if abs(self.x_of(axis, nearest) - place.x()) <= _REACH else None

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._table is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(11))
        for row, (axis, knots) in enumerate(self._table.axes):
            self._draw(painter, row * LINE, axis, knots)
        if self.hasFocus():
            painter.setPen(QPen(theme.TEXT_FAINT, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(0.5, self._row * LINE + 0.5, self.width() - 1, LINE - 1), 3, 3)

    def _draw(self, painter: QPainter, top: float, axis: str, knots: tuple[float, ...]) -> None:
        middle = top + LINE / 2
        left, right = _LEFT, self.width() - _RIGHT
        painter.setPen(theme.TEXT_FAINT)
        painter.drawText(QRectF(2, top, _LEFT - 8, LINE), Qt.AlignmentFlag.AlignVCenter, tr("window", AXES[axis].title))
        place = QRectF(right + 10, top, _RIGHT - 12, LINE)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self.place_text(axis))
        painter.setPen(QPen(theme.RAISED, 2))
        painter.drawLine(QPointF(left, middle), QPointF(right, middle))
        at, here = self.knot_here(axis), self._here[axis]
        assert here is not None
        x = self.x_of(axis, here)
        painter.setPen(QPen(theme.TEXT, 1.4))
        painter.drawLine(QPointF(x, middle - 6), QPointF(x, middle + 6))
        painter.setPen(Qt.PenStyle.NoPen)
        for number, knot in enumerate(knots):
            painter.setBrush(theme.ACCENT if number == at else theme.TEXT_DIM)
            radius = _HERE if number == at else _DOT
            painter.drawEllipse(QPointF(self.x_of(axis, knot), middle), radius, radius)

    # -- hand and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._under(event.position()) if event.button() == Qt.MouseButton.LeftButton else None
        if found is not None:
            self.went.emit(*found)
        elif event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        found = self._under(event.position())
        self.setCursor(Qt.CursorShape.ArrowCursor if found is None else Qt.CursorShape.PointingHandCursor)
        if found is None:
            QToolTip.hideText()
            return
        axis, knot = found
        value = f": {self._words[knot]}" if knot in self._words else ""
        QToolTip.showText(event.globalPosition().toPoint(), AXES[axis].text(knot) + value, self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._table is None:
            return
        axis, knots = self._table.axes[self._row]
        here = self._here[axis]
        assert here is not None
        at = self.knot_here(axis)
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            stand = knots[at] if at is not None else here
            ahead = [k for k in knots if (k > stand if key == Qt.Key.Key_Right else k < stand)]
            if ahead:
                self.went.emit(axis, ahead[0] if key == Qt.Key.Key_Right else ahead[-1])
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._row = min(max(self._row + (1 if key == Qt.Key.Key_Down else -1), 0), self._lines - 1)
            self.update()
        elif key == Qt.Key.Key_Insert:
            self.asked.emit("add", axis)
        elif key == Qt.Key.Key_Delete:
            self.asked.emit("remove", axis)
        else:
            super().keyPressEvent(event)


def place_in(axis: str, value: float, ends: tuple[float, float]) -> float:
    """Where a value stands between two ends as they are drawn, 0 to 1; in the middle where the ends are one."""
    low, high = ends
    return 0.5 if AXES[axis].same(low, high) else AXES[axis].share(value, low, high)


def _short(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"
