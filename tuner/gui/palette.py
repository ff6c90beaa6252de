"""The command palette: any action by a few letters of its name, with its key beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from tuner.gui import theme
from tuner.gui.fuzzy import match
from tuner.gui.language import tr

Index = QModelIndex | QPersistentModelIndex

WIDTH, ROW, _MOST_ROWS, _TOP = 520, 30, 12, 56
_WORD, _BY_TIP = 3, -1000  # letters that are looked for in what an action is for, and what a find there counts
_IN_GROUP = 12  # how much less a find in the group, or in the English name, counts
ITEM = Qt.ItemDataRole.UserRole
_DRAWN = QStyle.StateFlag.State_Selected


@dataclass(frozen=True)
class Item:
    """One line of the palette.

    Attributes
    ----------
    also : another name it is found by, e.g. the English one
    tip : what it is for; a word that stands in it finds it, behind what the names find
    keys : as this system writes them
    """

    title: str
    group: str
    keys: str
    run: Callable[[], object]
    also: str = ""
    enabled: bool = True
    checked: bool = False
    tip: str = ""


@dataclass(frozen=True)
class Found:
    """An item, and the places in its title that made it fit."""

    item: Item
    places: tuple[int, ...] = ()


def find(items: Sequence[Item], query: str) -> list[Found]:
    """The items that fit, best first; in their own order where they fit equally well."""
    found: list[tuple[int, int, Found]] = []
    for order, item in enumerate(items):
        ways: list[tuple[int, tuple[int, ...]]] = []
        if (way := match(query, item.title)) is not None:
            ways.append(way)
        for text in (f"{item.group} {item.title}", item.also):
            if text and (way := match(query, text)) is not None:
                ways.append((way[0] - _IN_GROUP, ()))
        if not ways and len(query.strip()) >= _WORD and query.strip().lower() in item.tip.lower():
            ways.append((_BY_TIP, ()))
        if ways:
            score, places = max(ways, key=lambda way: way[0])
            found.append((-score, order, Found(item, places)))
    return [f for *_, f in sorted(found, key=lambda entry: entry[:2])]


class _Model(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.found: list[Found] = []

    def show(self, found: list[Found]) -> None:
        self.beginResetModel()
        self.found = found
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.found)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        item = self.found[index.row()].item
        if role == ITEM:
            return self.found[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return item.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{item.group}: {item.title}, {item.keys}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEnabled if self.found[index.row()].item.enabled else flags


class _Row(QStyledItemDelegate):
    """Title with the letters found, group, key."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        found: Found = index.data(ITEM)
        item, place = found.item, QRect(option.rect)
        painter.save()
        if option.state & _DRAWN:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.RAISED)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawRoundedRect(place, 4, 4)
        place.adjust(10, 0, -10, 0)
        x = place.left() + 16
        if item.checked:
            painter.setPen(theme.TEXT_DIM)
            painter.drawText(QRect(place.left(), place.top(), 14, ROW), Qt.AlignmentFlag.AlignVCenter, "✓")
        plain, strong = theme.font(), theme.font(weight=QFont.Weight.DemiBold)
        for i, letter in enumerate(item.title):
            hit = i in found.places
            painter.setFont(strong if hit else plain)
            painter.setPen(
                theme.DISABLED if not item.enabled else theme.TEXT if hit or not found.places else theme.TEXT_DIM
            )
            painter.drawText(x, place.top(), 40, ROW, Qt.AlignmentFlag.AlignVCenter, letter)
            x += QFontMetrics(painter.font()).horizontalAdvance(letter)
        painter.setFont(theme.font(12))
        painter.setPen(QPen(theme.TEXT_FAINT))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place, right, item.keys)
        painter.drawText(place.adjusted(0, 0, -118, 0), right, item.group)
        painter.restore()


class Palette(QFrame):
    """A field and the actions that fit what is typed in it; over the window until it is left.

    Parameters
    ----------
    items : asked anew each time it opens
    """

    def __init__(self, parent: QWidget, items: Callable[[], Sequence[Item]]) -> None:
        super().__init__(parent)
        self._items, self._over = items, parent
        self._offered: Sequence[Item] = ()
        self._focus: QWidget | None = None
        self.setObjectName("palette")
        self.setStyleSheet(
            f"#palette {{ background: {theme.PANEL.name()}; border: 1px solid {theme.RAISED.name()}; border-radius: 8px; }}"
            f"#palette QListView {{ background: {theme.PANEL.name()}; }}"
        )
        self.field, self.list = QLineEdit(), QListView()
        self.field.setObjectName("find")
        self.field.setAccessibleName(tr("actions", "Command palette"))
        self.field.setPlaceholderText(tr("window", "A few letters of an action"))
        self._model = _Model(self)
        self.list.setModel(self._model)
        self.list.setItemDelegate(_Row(self.list))
        self.list.setAccessibleName(tr("window", "Actions found"))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.clicked.connect(lambda index: self._choose(index.row()))
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addWidget(self.field)
        column.addWidget(self.list)
        self.field.textChanged.connect(self._search)
        self.field.installEventFilter(self)
        parent.installEventFilter(self)
        self.hide()

    def toggle(self) -> None:
        """Open with an empty field, or leave."""
        if self.isVisible():
            self.leave()
            return
        self._focus = self._over.window().focusWidget()
        self._offered = self._items()
        self.field.clear()
        self._search("")
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def leave(self) -> None:
        """Close; the focus goes back to where it was."""
        focus, self._focus = self._focus, None
        self.hide()
        if focus is not None:
            focus.setFocus(Qt.FocusReason.PopupFocusReason)

    @property
    def titles(self) -> list[str]:
        """What is listed, from the top."""
        return [found.item.title for found in self._model.found]

    def _search(self, text: str) -> None:
        self._model.show(find(self._offered, text))
        self._select(0)
        self._place()

    def _select(self, row: int) -> None:
        count = self._model.rowCount()
        if count:
            self.list.setCurrentIndex(self._model.index(min(max(row, 0), count - 1)))

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self._model.found) and self._model.found[row].item.enabled:
            item = self._model.found[row].item
            self.leave()
            item.run()

    def _place(self) -> None:
        rows = min(max(self._model.rowCount(), 1), _MOST_ROWS)
        around = self._over.rect()
        width = min(WIDTH, around.width() - 24)
        room = max(around.height() - _TOP - 70, ROW)
        self.list.setFixedHeight(min(rows * ROW + 2, room))
        self.setGeometry((around.width() - width) // 2, _TOP, width, self.sizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over:
            if event.type() == QEvent.Type.Resize and self.isVisible():
                self._place()
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        elif event.type() == QEvent.Type.FocusOut and self.isVisible() and self.isActiveWindow():
            self._focus = None  # it went where the user pointed
            self.hide()
        return False

    def _key(self, event: QKeyEvent) -> bool:
        row, page = self.list.currentIndex().row(), _MOST_ROWS - 1
        moves = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -page, Qt.Key.Key_PageDown: page}
        key = Qt.Key(event.key())
        if key in moves:
            count = max(self._model.rowCount(), 1)
            self._select((row + moves[key]) % count if abs(moves[key]) == 1 else row + moves[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(row)
        elif key == Qt.Key.Key_Escape:
            self.leave()
        else:
            return False
        return True
