"""The history: every state with its old and new values, branches drawn beside it; a click or Enter goes there."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPen, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from tuner.app.history import Entry, History
from tuner.app.session import Event, Session
from tuner.gui import theme
from tuner.gui.lanes import Branch, branches
from tuner.gui.language import tr
from tuner.gui.wording import Line, describe

Index = QModelIndex | QPersistentModelIndex

WIDTH, ROW, LANE, _MOST_LANES = 264, 40, 11, 6
_LINE, _HERE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_SELECTED = QStyle.StateFlag.State_Selected
_VALIGN = Qt.AlignmentFlag.AlignVCenter


class HistoryModel(QAbstractListModel):
    """The states of a session's history, one a row, oldest first."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._history: History = session.history
        self._rows = len(self._history)
        self._lines: dict[int, tuple[Entry, Line]] = {}
        self.branches: list[Branch] = []
        self.lanes: list[int] = []
        self.reached: frozenset[int] = frozenset()
        self._arrange()

    def _arrange(self) -> None:
        self.branches, self.lanes = branches([entry.parent for entry in self._history.states])

    def refresh(self) -> None:
        """Catch up with the session; the values of a drag under way change one row only."""
        history, rows = self._session.history, len(self._session.history)
        if history is not self._history or rows != self._rows:
            grown = history is self._history and rows == self._rows + 1
            if grown:
                self.beginInsertRows(QModelIndex(), self._rows, self._rows)
            else:
                self.beginResetModel()
                self._lines.clear()
            self._history, self._rows = history, rows
            self._arrange()
            if grown:
                self.endInsertRows()
            else:
                self.endResetModel()
        self.reached = frozenset(history.line)
        self.dataChanged.emit(self.index(0), self.index(rows - 1))

    def line(self, row: int) -> Line:
        """A row in words."""
        entry = self._history[row]
        known = self._lines.get(row)
        if known is None or known[0] is not entry:
            known = self._lines[row] = (entry, describe(self._history, row, self._session.rack))
        return known[1]

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else self._rows

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = index.row()
        if role == _LINE:
            return self.line(row)
        if role == _HERE:
            return row == self._history.here
        if role == Qt.ItemDataRole.DisplayRole:
            return self.line(row).text
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join((self.line(row).title, *self.line(row).details))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            now = tr("window", "current state") + ": " if row == self._history.here else ""
            return now + self.line(row).text
        return None


class _Row(QStyledItemDelegate):
    """Branches at the left; what was done above, old and new values below."""

    def __init__(self, view: QListView, model: HistoryModel) -> None:
        super().__init__(view)
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, place, line = index.row(), QRect(option.rect), self._model.line(index.row())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        here, reached = bool(index.data(_HERE)), row in self._model.reached
        if here or option.state & _SELECTED:
            painter.setPen(Qt.PenStyle.NoPen if here else QPen(theme.TEXT_FAINT))
            painter.setBrush(theme.CARD if here else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(place.adjusted(2, 1, -2, -1), 4, 4)
        self._draw_branches(painter, place, row, here)
        most = min(max(self._model.lanes) + 1, _MOST_LANES)
        text = place.adjusted(12 + most * LANE, 4, -10, -4)
        upper, lower = QRect(text), QRect(text)
        if line.details:
            upper.setHeight(text.height() // 2)
            lower.setTop(upper.bottom() + 1)
        self._write(painter, upper, line.title, 13, theme.TEXT if reached else theme.TEXT_FAINT)
        if line.details:
            self._write(painter, lower, ", ".join(line.details), 12, theme.TEXT_DIM if reached else theme.TEXT_FAINT)
        painter.restore()

    @staticmethod
    def _write(painter: QPainter, place: QRect, text: str, size: int, colour: QColor) -> None:
        painter.setFont(theme.font(size))
        painter.setPen(colour)
        fits = QFontMetrics(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, _VALIGN, fits)

    def _draw_branches(self, painter: QPainter, place: QRect, row: int, here: bool) -> None:
        middle, top, bottom = place.center().y() + 0.5, float(place.top()), float(place.bottom() + 1)
        painter.setPen(QPen(theme.TEXT_FAINT, 1.4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for branch in self._model.branches:
            x = _x(place, branch.lane)
            if branch.fork is not None and branch.fork[0] == row:  # begins here: from its parent's dot to its own lane
                path = QPainterPath(QPointF(_x(place, branch.fork[1]), middle))
                path.cubicTo(QPointF(x, middle), QPointF(x, middle), QPointF(x, bottom))
                painter.drawPath(path)
            first = branch.start if branch.fork is None else branch.fork[0] + 1
            if first <= row <= branch.end:
                painter.drawLine(
                    QPointF(x, middle if row == 0 else top), QPointF(x, middle if row == branch.end else bottom)
                )
        painter.setPen(Qt.PenStyle.NoPen)
        lit = theme.ACCENT if here else theme.TEXT_DIM if row in self._model.reached else theme.TEXT_FAINT
        painter.setBrush(lit)
        radius = 4.0 if here else 3.0
        painter.drawEllipse(QPointF(_x(place, self._model.lanes[row]), middle), radius, radius)


def _x(place: QRect, lane: int) -> float:
    return place.left() + 12.5 + min(lane, _MOST_LANES - 1) * LANE


class HistoryPanel(QFrame):
    """The list of states, tied to a session."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setObjectName("rack")
        self.setMinimumWidth(180)
        self.model = HistoryModel(session)
        self.model.setParent(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Row(self.list, self.model))
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(tr("actions", "History"))
        self.list.setStyleSheet(f"QListView {{ background: {theme.PANEL.name()}; border: 0; }}")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(self._go)
        self.list.activated.connect(self._go)
        heading = QLabel(tr("actions", "History").upper())
        heading.setObjectName("group")
        heading.setContentsMargins(12, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 4)
        column.setSpacing(6)
        column.addWidget(heading)
        column.addWidget(self.list, 1)
        told = self._told
        session.listen(told)
        self.destroyed.connect(lambda: session.ignore(told))
        self._catch_up()

    def toggle(self) -> None:
        """Show the list, with the focus in it; or hide it."""
        self.setVisible(not self.isVisible())
        if self.isVisible():
            self.list.setFocus()

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, 600)

    def _told(self, event: Event) -> None:
        if event != "frame" and self.isVisible():  # nothing is computed while it is hidden
            self._catch_up()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._catch_up()

    def _catch_up(self) -> None:
        self.model.refresh()
        current = self.model.index(self._session.history.here)
        if self.list.currentIndex() != current:
            self.list.setCurrentIndex(current)
            self.list.scrollTo(current)

    def _go(self, index: Index) -> None:
        self._session.go(index.row())
