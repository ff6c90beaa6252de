"""The filmstrip: a folder of raws as thumbnails, of which only those in sight are read first.

The model knows names; a thumbnail comes when a row is seen, and goes when the memory for thumbnails is full. Whatever
the size of the folder, one turn of the event loop takes in at most a batch of thumbnails and paints what is in sight.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from tuner.app.folder import Batch, Kept, Reader, Thumbnail
from tuner.files.errors import FileError, shown_name
from tuner.gui import theme
from tuner.gui.language import tr

Index = QModelIndex | QPersistentModelIndex

PICTURE = (88, 66)  # room of a thumbnail, logical pixels
WIDTH = 108  # of the strip
_CELL = 92  # height of a row: the picture, its name, and what parts it from the next
_TOP = 6
_NAME_PX = 11
_SETTLE_MS = 30  # of stillness before what is in sight is asked for: a flick through the folder asks for nothing
_PAGES = 1  # pages below and above that are read after what is in sight

THUMBNAIL = Qt.ItemDataRole.UserRole
PATH = Qt.ItemDataRole.UserRole + 1


class FilmModel(QAbstractListModel):
    """The files of a folder and those of their thumbnails that are in memory."""

    def __init__(self, kept: Kept | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paths: tuple[Path, ...] = ()
        self._rows: dict[Path, int] = {}
        self.kept = kept or Kept()

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files, in order."""
        return self._paths

    def row(self, path: Path | None) -> int:
        """Where a file stands; -1 when it is not in the folder."""
        return -1 if path is None else self._rows.get(path, -1)

    def show_paths(self, paths: Sequence[Path]) -> None:
        """Another folder."""
        self.beginResetModel()
        self._paths = tuple(paths)
        self._rows = {path: row for row, path in enumerate(self._paths)}
        self.kept.clear()
        self.endResetModel()

    def take(self, batch: Batch) -> None:
        """Thumbnails that were read; those of another folder are left out."""
        for path, thumbnail in batch:
            if path in self._rows:
                self.kept.put(path, thumbnail)
                at = self.index(self._rows[path])
                self.dataChanged.emit(at, at)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._paths)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        path = self._paths[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return shown_name(path)
        if role == Qt.ItemDataRole.ToolTipRole:
            found = self.kept.get(path)
            return str(found) if isinstance(found, FileError) else shown_name(path)
        if role == THUMBNAIL:
            return self.kept.get(path)
        return path if role == PATH else None


class FilmDelegate(QStyledItemDelegate):
    """A thumbnail in a well, its name below, and the accent round the open one."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(PICTURE[0], _CELL)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        left = cell.left() + (cell.width() - PICTURE[0]) // 2
        room = QRectF(left, cell.top() + _TOP, *PICTURE)
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        shape = QPainterPath()
        shape.addRoundedRect(room, theme.RADIUS, theme.RADIUS)
        painter.fillPath(shape, theme.CARD)
        painter.setClipPath(shape)
        _paint_thumbnail(painter, room, index.data(THUMBNAIL))
        painter.setClipping(False)
        if chosen or state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.ACCENT if chosen else theme.TEXT_FAINT, 2))
            painter.drawRoundedRect(room, theme.RADIUS, theme.RADIUS)
        painter.setFont(theme.font(_NAME_PX))
        painter.setPen(theme.TEXT if chosen else theme.TEXT_DIM)
        below = QRect(left, round(room.bottom()) + 2, PICTURE[0], _NAME_PX + 6)
        name = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideMiddle, below.width())
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
        painter.restore()


def _paint_thumbnail(painter: QPainter, room: QRectF, found: Thumbnail | None) -> None:
    """The picture as large as fits; a cross where there is none to be had; nothing while it is being read."""
    if found is None:
        return
    if isinstance(found, FileError):
        painter.setPen(QPen(theme.TEXT_FAINT, 1.5))
        middle, arm = room.center(), 7.0
        for slope in (-arm, arm):
            painter.drawLine(middle + QPointF(-arm, slope), middle + QPointF(arm, -slope))
        return
    height, width = found.shape[:2]
    image = QImage(
        found.data, width, height, 3 * width, QImage.Format.Format_RGB888
    )  # painted at once, so it may borrow
    scale = min(room.width() / width, room.height() / height)
    place = QRectF(0, 0, width * scale, height * scale)
    place.moveCenter(room.center())
    painter.drawImage(place, image)


class Filmstrip(QListView):
    """The strip.

    Parameters
    ----------
    read : a path's thumbnail, on the reader's thread; None reads the file

    Signals
    -------
    chosen : the path of the file that is to be opened
    """

    chosen = Signal(object)
    _read = Signal(object)

    def __init__(self, read: Callable[[Path], Any] | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model_ = FilmModel(parent=self)
        self.setModel(self.model_)
        self.setItemDelegate(FilmDelegate(self))
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(tr("window", "Filmstrip"))
        self.setStyleSheet(f"QListView {{ background: {theme.PANEL.name()}; border: 0; border-radius: 0; }}")
        self._reader = Reader(read or kept_reader(), self._read.emit)
        self._read.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._closed = False
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLE_MS)
        self._settled.timeout.connect(self._ask)
        self.verticalScrollBar().valueChanged.connect(self._move)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)

    def show_paths(self, paths: Sequence[Path]) -> None:
        """Another folder; nothing of it is open yet."""
        self._reader.want([])
        self.model_.show_paths(paths)
        self._move()

    def mark(self, path: Path | None) -> None:
        """The open file; it is brought into sight."""
        row = self.model_.row(path)
        if row < 0:
            self.clearSelection()
            return
        at = self.model_.index(row)
        self.setCurrentIndex(at)
        self.scrollTo(at)

    def in_sight(self) -> range:
        """The rows that are on screen."""
        rows = self.model_.rowCount()
        top = self.verticalScrollBar().value()
        first = min(max(top // _CELL, 0), rows)
        return range(first, min(-(-(top + self.viewport().height()) // _CELL), rows))

    def close_reader(self) -> None:
        """Read no more, and end the thread."""
        self._closed = True
        self._settled.stop()
        self._reader.close()

    def _move(self) -> None:
        if not self._closed:  # a folder may still arrive
            self._settled.start()

    def _ask(self) -> None:
        """Ask for what is in sight, then for the pages round it; nothing else is read."""
        if not self.isVisible():
            return
        seen = self.in_sight()
        page = max(len(seen), 1) * _PAGES
        below, above = range(seen.stop, seen.stop + page), range(seen.start - 1, seen.start - 1 - page, -1)
        paths, kept = self.model_.paths, self.model_.kept
        wanted = [paths[row] for part in (seen, below, above) for row in part if 0 <= row < len(paths)]
        self._reader.want([path for path in wanted if path not in kept])

    def _take(self, batch: Batch) -> None:
        self.model_.take(batch)

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(self.model_.paths[index.row()])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._move()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._move()


def kept_reader() -> Callable[[Path], Any]:
    """Reads thumbnails by way of the cache on disk, which is looked for when the first one is read."""
    caches: list[Any] = []

    def read(path: Path) -> Any:
        from tuner.files.thumbnail_cache import ThumbnailCache

        if not caches:
            caches.append(ThumbnailCache())
        return caches[0].read(path)

    return read
