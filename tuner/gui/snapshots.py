"""The strip of snapshots: a thumbnail with its letter, the note (or what it changed since the one before), and in how
many parameters it differs from the present tuning; Enter restores, Delete removes, F2 edits the note."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QFont, QImage, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from tuner.app.snapshots import Differing, Snapshot, Snapshots, differing
from tuner.core.recipe import Recipe
from tuner.gui import theme
from tuner.gui.language import stage_title, tr
from tuner.gui.picture import as_image
from tuner.gui.wording import count_text, on_off, path_title, value_text

Index = QModelIndex | QPersistentModelIndex

_LETTER = Qt.ItemDataRole.UserRole
_SNAPSHOT = _LETTER + 1
_CHANGE = _LETTER + 2
_PICTURE = QSize(64, 48)
_MARGIN = 6  # above and below the picture
_CELL = QSize(228, _PICTURE.height() + 2 * _MARGIN)
_LOW = QSize(_CELL.width(), 38)  # where the window has little room: one line of words
_GAP, _LINE = 8, 18  # between the picture and its words; height of a line of them
MOST_CHANGES = 12  # named in a tooltip


class SnapshotStrip(QListWidget):
    """Shows what `Snapshots` holds, in a row that scrolls.

    Parameters
    ----------
    present : the present tuning, which the others are counted against; None counts nothing

    Signals
    -------
    restore_asked : letter of the tuning to take over
    show_asked : letter of the picture to look at
    compare_asked : letter of the tuning whose parameters are to be compared with the present one's
    """

    restore_asked = Signal(str)
    show_asked = Signal(str)
    compare_asked = Signal(str)

    def __init__(
        self, snapshots: Snapshots, present: Callable[[], Recipe] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._snapshots, self._filling = snapshots, False
        self._asked = False  # by the press that the click belongs to
        self.setObjectName("snapshots")
        self.setAccessibleName(tr("window", "Snapshots"))
        self.setStyleSheet(f"#snapshots {{ background: {theme.PANEL.name()}; border: 0; border-radius: 0; }}")
        self.setItemDelegate(_Cell(self, present))
        self.setFlow(QListWidget.Flow.LeftToRight)
        self.setWrapping(False)
        self.setMovement(QListWidget.Movement.Static)
        self.setUniformItemSizes(True)
        self.make_low(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(lambda at: self._menu().exec(self.mapToGlobal(at)))
        self.itemActivated.connect(lambda item: self.restore_asked.emit(item.data(_LETTER)))
        self.itemSelectionChanged.connect(self._chosen)
        self.itemClicked.connect(self._clicked)
        self.itemChanged.connect(self._edited)
        snapshots.listen(self._fill)
        self._fill()

    @property
    def letter(self) -> str | None:
        """The chosen snapshot's."""
        item = self.currentItem()
        return None if item is None else str(item.data(_LETTER))

    def choose(self, letter: str) -> None:
        """Put the mark on a snapshot."""
        for row in range(self.count()):
            if self.item(row).data(_LETTER) == letter:
                self.setCurrentRow(row)

    def make_low(self, low: bool) -> None:
        """Take less room, with smaller pictures and a single line of words; or as much as it likes."""
        cell = _LOW if low else _CELL
        if cell != self.gridSize():
            self.setGridSize(cell)
            self.setFixedHeight(cell.height() + 10)  # a scroll bar has its place below

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.letter is not None:
            self._snapshots.remove(self.letter)
        else:
            super().keyPressEvent(event)

    def _fill(self) -> None:
        chosen, self._filling = self.letter, True
        self.clear()
        before: Snapshot | None = None
        for snapshot in self._snapshots:
            self.addItem(_item(snapshot, since(before, snapshot)))
            before = snapshot
        self.setVisible(len(self._snapshots) > 0)
        if chosen in self._snapshots:
            self.choose(str(chosen))  # as it was: nothing else is asked for
        self._filling = False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._asked = False
        super().mousePressEvent(event)

    def _chosen(self) -> None:
        """Another one is marked (the focus alone only visits it)."""
        if self.selectedItems() and not self._filling:
            self._asked = True
            self.show_asked.emit(self.selectedItems()[0].data(_LETTER))

    def _clicked(self, item: QListWidgetItem) -> None:
        """Also the marked one may be asked for again."""
        if not self._asked:
            self.show_asked.emit(item.data(_LETTER))

    def _edited(self, item: QListWidgetItem) -> None:
        if not self._filling:
            letter, text = str(item.data(_LETTER)), item.text().strip()
            self._snapshots.annotate(letter, text.removeprefix(letter).strip(" ·"))

    def _menu(self) -> QMenu:
        menu, letter = QMenu(self), self.letter
        for title, signal in (
            (tr("snapshots", "Restore this tuning"), self.restore_asked),
            (tr("snapshots", "Show in the other pane"), self.show_asked),
            (tr("snapshots", "Compare parameters…"), self.compare_asked),
        ):  # fmt: skip
            action = menu.addAction(title)
            action.setEnabled(letter is not None)
            action.triggered.connect(lambda _=False, s=signal: s.emit(letter))
        for title, method in ((tr("snapshots", "Edit note"), lambda: self.editItem(self.currentItem())),
                              (tr("snapshots", "Remove"), lambda: self._snapshots.remove(str(letter)))):  # fmt: skip
            entry: QAction = menu.addAction(title)
            entry.setEnabled(letter is not None)
            entry.triggered.connect(method)
        return menu


def since(before: Snapshot | None, snapshot: Snapshot) -> list[str]:
    """What a snapshot's tuning has changed since the one before it: 'Exposure +0.50 EV', 'Sharpen · Amount 0.80'."""
    return [] if before is None else [_change(d) for d in differing(before.recipe, snapshot.recipe)]


def _change(found: Differing) -> str:
    stage, param = found.stage, found.param
    if param is None:
        return f"{stage_title(stage)} {on_off(bool(found.other))}"
    called_by_unit = param.unit.lower() == param.title.lower()  # 'EV', which the value says too
    title = stage_title(stage) if called_by_unit else path_title(stage, param.name)
    return f"{title} {value_text(param, found.other)}"


def _item(snapshot: Snapshot, change: list[str]) -> QListWidgetItem:
    item = QListWidgetItem(snapshot.title)
    item.setData(_LETTER, snapshot.letter)
    item.setData(_SNAPSHOT, snapshot)
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
    item.setData(_CHANGE, ", ".join(change))
    item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join((snapshot.title, *change)))
    about = f"Snapshot {snapshot.title}, of {snapshot.frame.name}. Enter restores its tuning."
    item.setToolTip("\n".join((about, *change[:MOST_CHANGES])))
    return item


class _Cell(QStyledItemDelegate):
    """The picture in a frame, its letter in a corner, two lines of words beside it."""

    def __init__(self, parent: QWidget, present: Callable[[], Recipe] | None) -> None:
        super().__init__(parent)
        self._present = present

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        strip = self.parent()
        return strip.gridSize() if isinstance(strip, SnapshotStrip) else _CELL

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        snapshot: Snapshot = index.data(_SNAPSHOT)
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        room, words = _places(option.rect)
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        shape = QPainterPath()
        shape.addRoundedRect(room, theme.RADIUS, theme.RADIUS)
        painter.fillPath(shape, theme.WELL)
        painter.setClipPath(shape)
        image = as_image(snapshot.thumbnail)
        painter.drawImage(_fitted(image, room), image)
        _paint_letter(painter, room, snapshot.letter)
        painter.setClipping(False)
        if chosen or state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.ACCENT if chosen else theme.TEXT_FAINT, 2))
            painter.drawRoundedRect(room, theme.RADIUS, theme.RADIUS)
        lines = [snapshot.note or index.data(_CHANGE) or snapshot.frame.name]
        if self._present is not None:
            lines.append(count_text(len(differing(snapshot.recipe, self._present()))))
        lines = lines[: max(words.height() // _LINE, 1)]
        top = words.center().y() - _LINE * len(lines) // 2
        for i, (text, colour) in enumerate(zip(lines, (theme.TEXT, theme.TEXT_FAINT), strict=False)):
            painter.setFont(theme.font(12))
            painter.setPen(colour)
            line = QRect(words.left(), top + _LINE * i, words.width(), _LINE)
            where = Qt.TextElideMode.ElideMiddle if text == snapshot.frame.name else Qt.TextElideMode.ElideRight
            shown = painter.fontMetrics().elidedText(text, where, line.width())
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        words = _places(option.rect)[1]
        height = editor.sizeHint().height()
        editor.setGeometry(words.left() - 6, words.center().y() - height // 2, words.width() + 6, height)


def _places(cell: QRect) -> tuple[QRectF, QRect]:
    """Where the picture is, and where its words."""
    tall = cell.height() - 2 * _MARGIN
    room = QRectF(cell.left() + 8, cell.top() + _MARGIN, tall * _PICTURE.width() / _PICTURE.height(), tall)
    left = round(room.right()) + _GAP
    return room, QRect(left, cell.top() + _MARGIN, cell.right() - left - 8, tall)


def _fitted(image: QImage, room: QRectF) -> QRectF:
    scale = min(room.width() / image.width(), room.height() / image.height())
    place = QRectF(0, 0, image.width() * scale, image.height() * scale)
    place.moveCenter(room.center())
    return place


def _paint_letter(painter: QPainter, room: QRectF, letter: str) -> None:
    painter.setFont(theme.font(11, QFont.Weight.DemiBold))
    width = painter.fontMetrics().horizontalAdvance(letter) + 10
    ground = QColor(theme.WELL)
    ground.setAlpha(225)
    box = QRectF(room.left(), room.top(), width, 17)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(box, 4, 4)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(theme.TEXT)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter)
