"""A parameter over one axis of the condition, as a curve: its knots, what lies between, where we stand, and how the
loaded profile has it. A click on a knot goes there."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from tuner.app.session import Event, Session
from tuner.app.tabling import go, known
from tuner.core.condition import AXES, Condition
from tuner.core.tabled import Tabled
from tuner.core.tuning import mixer_of, param_at
from tuner.gui import theme
from tuner.gui.knot_strip import place_in
from tuner.gui.language import tr
from tuner.gui.values import short

_SAMPLES = 160
_MARGINS = (54, 14, 18, 34)  # left, top, right, bottom
Lines = list[list[tuple[float, float]]]


def lines_over(table: Tabled, axis: str, here: Condition, places: list[float], session: Session, path: str) -> Lines:
    """One line a number of the value: [(place, number), ...]; words and curves have none.

    Parameters
    ----------
    here : the other axes' values
    """
    mix = mixer_of(session.rack, path)
    values = [table.at(Condition(**dict(here) | {axis: place}), mix) for place in places]
    numbers = [_numbers(value) for value in values]
    count = min((len(row) for row in numbers), default=0)
    return [[(place, row[i]) for place, row in zip(places, numbers, strict=True)] for i in range(count)]


def _numbers(value: object) -> list[float]:
    if isinstance(value, bool | int | float):
        return [float(value)]
    if isinstance(value, tuple) and len(value) == 3 and all(isinstance(r, tuple) and len(r) == 3 for r in value):
        return [float(number) for row in value for number in row]
    return []


class _Plot(QWidget):
    """The curve."""

    went = Signal(float)

    def __init__(self, session: Session, path: str) -> None:
        super().__init__()
        self._session, self._path = session, path
        self.axis = "iso"
        self.setMinimumSize(360, 200)
        self.setAccessibleName(tr("window", "Curve over the condition"))

    def sizeHint(self) -> QSize:
        return QSize(520, 280)

    @property
    def _area(self) -> QRectF:
        left, top, right, bottom = _MARGINS
        return QRectF(left, top, self.width() - left - right, self.height() - top - bottom)

    def _x(self, value: float, ends: tuple[float, float]) -> float:
        area = self._area
        return area.left() + area.width() * place_in(self.axis, value, ends)

    def ends(self) -> tuple[float, float]:
        """The outermost knots, or where we stand if that lies beyond."""
        table, here = self._session.tuning.table(self._path), known(self._session)[self.axis]
        knots = table.knots(self.axis) if table else ()
        known_ones = [*knots, *([here] if here is not None else [])]
        return min(known_ones), max(known_ones)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.WELL)
        table, here = self._session.tuning.table(self._path), known(self._session)
        if table is None or not table.knots(self.axis):
            return
        ends, area = self.ends(), self._area
        axis = AXES[self.axis]
        inner = [axis.between(*ends, i / _SAMPLES) for i in range(_SAMPLES + 1)]
        places = sorted({*inner, *table.knots(self.axis)})
        now = lines_over(table, self.axis, here, places, self._session, self._path)
        loaded = self._session.profile.tuning.table(self._path)
        then = (
            lines_over(loaded, self.axis, here, places, self._session, self._path)
            if loaded is not None and loaded != table
            else []
        )
        every = [y for line in (*now, *then) for _, y in line] or [0.0, 1.0]
        low, high = min(every), max(every)
        pad = 0.08 * (high - low) or max(abs(high), 1.0) * 0.1
        low, high = low - pad, high + pad

        def at(x: float, y: float) -> QPointF:
            return QPointF(self._x(x, ends), area.bottom() - area.height() * (y - low) / (high - low))

        self._draw_axes(painter, area, ends, low, high, table)
        stand = here[self.axis]
        if stand is not None:
            painter.setPen(QPen(theme.TEXT_DIM, 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(self._x(stand, ends), area.top()), QPointF(self._x(stand, ends), area.bottom()))
        for lines, colour, width in ((then, theme.TEXT_FAINT, 1.2), (now, theme.TEXT, 1.8)):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour, width))
            for line in lines:
                painter.drawPolyline(QPolygonF([at(x, y) for x, y in line]))
        knots = table.knots(self.axis)
        for line in lines_over(table, self.axis, here, list(knots), self._session, self._path):
            for x, y in line:
                selected = stand is not None and axis.same(x, stand)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.ACCENT if selected else theme.TEXT)
                painter.drawEllipse(at(x, y), 4.0 if selected else 3.0, 4.0 if selected else 3.0)

    def _draw_axes(
        self, painter: QPainter, area: QRectF, ends: tuple[float, float], low: float, high: float, table: Tabled
    ) -> None:
        painter.setFont(theme.font(11))
        grid = QPen(QColor(theme.RAISED), 1)
        for i in range(5):
            y = area.bottom() - area.height() * i / 4
            painter.setPen(grid)
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(theme.TEXT_DIM)
            place = QRectF(0, y - 8, area.left() - 8, 16)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(place, right, f"{low + (high - low) * i / 4:.3g}")
        last = -1e9
        for knot in table.knots(self.axis):
            x = self._x(knot, ends)
            painter.setPen(grid)
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
            text = f"{knot:.0f}" if knot >= 100 else f"{knot:.3g}"
            wide = painter.fontMetrics().horizontalAdvance(text)
            if x - wide / 2 > last + 6:
                painter.setPen(theme.TEXT_DIM)
                painter.drawText(QPointF(x - wide / 2, area.bottom() + 16), text)
                last = x + wide / 2

    def mousePressEvent(self, event: QMouseEvent) -> None:
        table = self._session.tuning.table(self._path)
        if table is None or not table.knots(self.axis):
            return
        ends = self.ends()
        nearest = min(table.knots(self.axis), key=lambda knot: abs(self._x(knot, ends) - event.position().x()))
        if abs(self._x(nearest, ends) - event.position().x()) < 10:
            self.went.emit(nearest)


class OverAxis(QDialog):
    """The curve in a window of its own, which follows the session."""

    def __init__(self, session: Session, path: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._session, self._path = session, path
        self.plot, self.axes, self.words = _Plot(session, path), QComboBox(), QLabel()
        self.axes.setAccessibleName(tr("window", "Axis"))
        self.words.setObjectName("knob")
        top, column = QHBoxLayout(), QVBoxLayout(self)
        top.addWidget(self.axes)
        top.addWidget(self.words, 1, Qt.AlignmentFlag.AlignRight)
        column.addLayout(top)
        column.addWidget(self.plot, 1)
        self.axes.currentIndexChanged.connect(self._choose)
        self.plot.went.connect(lambda knot: go(session, self.plot.axis, knot))
        told = self._told
        session.listen(told)
        self.destroyed.connect(lambda: session.ignore(told))
        self._fill()

    def _told(self, event: Event) -> None:
        self._fill()

    def _fill(self) -> None:
        table = self._session.tuning.table(self._path)
        names = [name for name, _ in table.axes] if table is not None else []
        if names != [self.axes.itemData(i) for i in range(self.axes.count())]:
            self.axes.blockSignals(True)
            self.axes.clear()
            for name in names:
                self.axes.addItem(tr("window", AXES[name].title), name)
            self.axes.blockSignals(False)
            self._choose()
        param = param_at(self._session.rack, self._path)
        value = self._session.recipe.value(self._path)
        text = str(value) if param is None else short(param, value)
        self.words.setText(f"{known(self._session)}:  {text}")
        self.plot.update()

    def _choose(self) -> None:
        self.plot.axis = self.axes.currentData() or "iso"
        self.plot.update()
