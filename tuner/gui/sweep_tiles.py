"""The tiles of a sweep on screen: each at one device pixel a pixel, its setting and its figure below; a click takes it.

Where the columns have no room, tiles show the middle of their crop: pixels stay pixels, and settings stay side by side.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColorTransform,
    QEnterEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from tuner.app.sweep import Sweep, Tile
from tuner.app.sweep_sheet import columns_of, figure_text
from tuner.core.rack import Rack
from tuner.core.recipe import Recipe
from tuner.gui import theme
from tuner.gui.language import tr
from tuner.gui.wording import setting_text

_LEAST = 170  # width of a tile for its words
_WORDS = 42  # height of the two lines below a picture
_LINE = 18
_EDGE = 4  # room of the frame round a picture
_MARGIN, _GAP = 10, 6  # round all tiles, and between them
_NARROWEST, _ROOMY = 112, 1 << 14  # widths of a picture: below the first the sheet scrolls sideways


class TileView(QWidget):
    """One tile.

    Signals
    -------
    taken : it was clicked, or Enter was pressed on it
    """

    taken = Signal()

    def __init__(
        self, tile: Tile, words: tuple[str, str], colours: QColorTransform | None, scale: float, width: int = _ROOMY
    ) -> None:
        super().__init__()
        self.tile, self._words = tile, words
        height, width = tile.pixels.shape[:2]
        image = QImage(tile.pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888)
        self._image = image.copy() if colours is None else image.colorTransformed(colours)
        self._image.setDevicePixelRatio(scale)
        self.present = self._under = False
        self._seen = self._image.rect()  # of the picture, in its own pixels
        self.fit(width)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(", ".join(words))
        self.setToolTip("\n".join((*words, "Click to take these values")))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def fit(self, room: int) -> None:
        """Show as much of the picture's middle as is so wide, still at one device pixel a pixel."""
        whole, ratio = self._image.rect(), self._image.devicePixelRatio()
        share = min(room * ratio / whole.width(), 1.0)
        self._seen = QRect(0, 0, max(round(whole.width() * share), 1), max(round(whole.height() * share), 1))
        self._seen.moveCenter(whole.center())
        size = self._size()
        self.setFixedSize(max(size.width(), min(_LEAST, room)) + 2 * _EDGE, size.height() + _WORDS + 2 * _EDGE)

    def _size(self) -> QSize:
        ratio = self._image.devicePixelRatio()
        return QSize(round(self._seen.width() / ratio), round(self._seen.height() / ratio))

    def mark(self, present: bool) -> None:
        """Whether the present recipe has these values."""
        if present != self.present:
            self.present = present
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        size = self._size()
        painter.drawImage(QPoint(_EDGE, _EDGE), self._image, self._seen)
        if self.present or self.hasFocus() or self._under:
            painter.setPen(QPen(theme.ACCENT if self.present else theme.TEXT_FAINT, 2))
            painter.drawRect(QRect(QPoint(_EDGE - 2, _EDGE - 2), size + QSize(4, 4)))
        room = QRect(_EDGE, _EDGE + size.height() + 3, self.width() - 2 * _EDGE, _LINE)
        for text, colour in zip(self._words, (theme.TEXT, theme.TEXT_DIM), strict=True):
            painter.setPen(colour)
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
            room.translate(0, _LINE)
        painter.end()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._under = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._under = False
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.taken.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.taken.emit()
        else:
            super().keyPressEvent(event)


class TileGrid(QScrollArea):
    """All tiles so far, each in its place from the start.

    Signals
    -------
    taken : the tile that was chosen
    """

    taken = Signal(object)

    def __init__(self, rack: Rack, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rack = rack
        self.views: list[TileView] = []
        self.setWidgetResizable(True)
        self.setStyleSheet(f"QScrollArea, #tiles {{ background: {theme.SURROUND.name()}; border: 0; }}")
        self.setAccessibleName(tr("sweep", "Tiles"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.begin(None)

    def begin(self, sweep: Sweep | None, colours: QColorTransform | None = None) -> None:
        """An empty sheet for a sweep."""
        self._sweep, self._colours, self.views = sweep, colours, []
        whole = QWidget()
        whole.setObjectName("tiles")
        if sweep is None:
            hint = QLabel(tr("sweep", "Choose a parameter and its values; Sweep renders the crop once for each."))
            hint.setObjectName("note")
            hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
            QVBoxLayout(whole).addWidget(hint)
            self.setWidget(whole)
            return
        self._grid = QGridLayout(whole)
        self._grid.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        self._grid.setSpacing(_GAP)
        self._grid.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setWidget(whole)

    def add(self, tile: Tile, recipe: Recipe) -> None:
        """A tile, in its place; marked if it has the present recipe's values."""
        assert self._sweep is not None
        words = (setting_text(self._rack, tile.values), figure_text(self._sweep, tile.figure))
        view = TileView(tile, words, self._colours, self.devicePixelRatioF(), self._room)
        view.taken.connect(lambda: self.taken.emit(tile))
        view.mark(_has(recipe, tile))
        self.views.append(view)
        self._grid.addWidget(view, *divmod(tile.index, columns_of(self._sweep)))

    @property
    def _room(self) -> int:
        """Width of a picture with which all columns are seen at once, if they are not too many."""
        columns = columns_of(self._sweep) if self._sweep is not None else 1
        free = self.viewport().width() - 2 * _MARGIN - _GAP * (columns - 1)
        return max(free // columns - 2 * _EDGE, _NARROWEST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for view in self.views:
            view.fit(self._room)

    def mark(self, recipe: Recipe) -> None:
        """Mark the tile that has the present recipe's values."""
        for view in self.views:
            view.mark(_has(recipe, view.tile))


def _has(recipe: Recipe, tile: Tile) -> bool:
    """Whether a recipe has the values a tile was made with, and the modes they count in."""
    stages = {path.partition(".")[0] for path in tile.values}
    return all(recipe[stage] == tile.recipe[stage] for stage in stages)
