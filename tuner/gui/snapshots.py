"""The strip of snapshots: a thumbnail, a letter and a note each; Enter restores, Delete removes, F2 edits the note."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QIcon, QKeyEvent, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QMenu, QWidget

from tuner.app.snapshots import THUMBNAIL, Snapshot, Snapshots
from tuner.gui.language import tr
from tuner.gui.picture import as_image

_LETTER = Qt.ItemDataRole.UserRole
_ICON = QSize(THUMBNAIL, THUMBNAIL * 3 // 4)
_CELL = QSize(_ICON.width() + 16, _ICON.height() + 26)


class SnapshotStrip(QListWidget):
    """Shows what `Snapshots` holds, in a row that scrolls.

    Signals
    -------
    restore_asked : letter of the tuning to take over
    show_asked : letter of the picture to look at
    compare_asked : letter of the tuning whose parameters are to be compared with the present one's
    """

    restore_asked = Signal(str)
    show_asked = Signal(str)
    compare_asked = Signal(str)

    def __init__(self, snapshots: Snapshots, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._snapshots, self._filling = snapshots, False
        self.setObjectName("snapshots")
        self.setAccessibleName(tr("window", "Snapshots"))
        self.setViewMode(QListWidget.ViewMode.IconMode)
        self.setFlow(QListWidget.Flow.LeftToRight)
        self.setWrapping(False)
        self.setMovement(QListWidget.Movement.Static)
        self.setUniformItemSizes(True)
        self.setIconSize(_ICON)
        self.setGridSize(_CELL)
        self.setFixedHeight(_CELL.height() + 12)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(lambda at: self._menu().exec(self.mapToGlobal(at)))
        self.itemActivated.connect(lambda item: self.restore_asked.emit(item.data(_LETTER)))
        self.currentItemChanged.connect(self._chosen)
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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.letter is not None:
            self._snapshots.remove(self.letter)
        else:
            super().keyPressEvent(event)

    def _fill(self) -> None:
        chosen, self._filling = self.letter, True
        self.clear()
        for snapshot in self._snapshots:
            self.addItem(_item(snapshot))
        self._filling = False
        self.setVisible(len(self._snapshots) > 0)
        if chosen in self._snapshots:
            self.choose(str(chosen))

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None and not self._filling:
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


def _item(snapshot: Snapshot) -> QListWidgetItem:
    image = as_image(snapshot.thumbnail).copy()  # the pixmap may outlive the array
    item = QListWidgetItem(QIcon(QPixmap.fromImage(image)), snapshot.title)
    item.setData(_LETTER, snapshot.letter)
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
    item.setToolTip(f"Snapshot {snapshot.title}, of {snapshot.frame.name}. Enter restores its tuning.")
    return item
