"""The table of regions: a row a region, its place to type in, its numbers beside it."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from tuner.files.sidecar import Region
from tuner.gui import theme
from tuner.measure.regions_table import RegionResult

COLUMNS = ("Region", "x", "y", "w", "h", "raw G", "raw SNR", "R/G", "B/G", "out Y′", "out σ", "out SNR")
_EDITED = 5  # columns that can be typed into
_CODE = 65535 / 255  # of 16 bits a code of 8
_NONE = "—"
_ROOM_FOR_PLACES = 620  # below it a row keeps its numbers, and gives up the columns of its place
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class RegionsTable(QTableWidget):
    """Keys beside Qt's own: Insert adds, Delete deletes, Ctrl+C copies, F2 edits.

    Signals
    -------
    added, deleted, copied : the keys
    chosen : the row that is current now, or -1
    typed : row, column and text that a user typed
    """

    added, deleted, copied = Signal(), Signal(), Signal()
    chosen = Signal(int)
    typed = Signal(int, int, str)

    def __init__(self) -> None:
        super().__init__(0, len(COLUMNS))
        self._filling = False
        self.setAccessibleName("Regions")
        self.setHorizontalHeaderLabels(COLUMNS)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(22)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(34)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        ground = theme.WELL.name()
        self.setStyleSheet(
            f"QTableView {{ background: {ground}; font-size: 12px; padding: 2px; }}"
            "QTableView::item { padding: 0 3px; }"
            f"QHeaderView, QHeaderView::section {{ background: {ground}; color: {theme.TEXT_FAINT.name()};"
            " border: 0; padding: 2px 3px; font-size: 12px; }"
        )
        for i in range(len(COLUMNS)):
            heading = self.horizontalHeaderItem(i)
            assert heading is not None
            heading.setTextAlignment(_RIGHT if i else Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.itemChanged.connect(self._typed)
        self.currentCellChanged.connect(self._chosen)

    def show_regions(self, regions: tuple[Region, ...], selected: int | None) -> None:
        """A row a region; the numbers stay as they are."""
        self._filling = True
        self.setRowCount(len(regions))
        for row, region in enumerate(regions):
            for column in range(len(COLUMNS)):
                item = self.item(row, column) or QTableWidgetItem()
                if column < _EDITED:
                    item.setText(region.name if column == 0 else str(region.rect[column - 1]))
                else:
                    item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
                if column:
                    item.setTextAlignment(_RIGHT)
                if item.tableWidget() is None:
                    self.setItem(row, column, item)
        self.setCurrentCell(-1 if selected is None else selected, max(self.currentColumn(), 0))
        self._filling = False

    def show_numbers(self, results: list[RegionResult | None]) -> None:
        """The numbers of each row, or a dash where there are none yet."""
        self._filling = True
        for row, result in enumerate(results):
            texts, tip = numbers(result) if result else ([_NONE] * (len(COLUMNS) - _EDITED), "")
            for column, text in enumerate(texts, _EDITED):
                item = self.item(row, column)
                assert item is not None
                item.setText(text)
                item.setToolTip(tip)
        self._filling = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for column in range(1, _EDITED):
            self.setColumnHidden(column, self.width() < _ROOM_FOR_PLACES)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()
        elif event.key() == Qt.Key.Key_Insert:
            self.added.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.deleted.emit()
        else:
            super().keyPressEvent(event)

    def _typed(self, item: QTableWidgetItem) -> None:
        if not self._filling:
            self.typed.emit(item.row(), item.column(), item.text())

    def _chosen(self, row: int, *_: int) -> None:
        if not self._filling:
            self.chosen.emit(row)


def numbers(result: RegionResult) -> tuple[list[str], str]:
    """The table's texts for a region, and a tooltip with each plane and channel."""
    raw, out = result.raw, result.output
    green = [v for v in raw.mean[1:3] if not math.isnan(v)]
    snr = [v for v in raw.snr_db[1:3] if not math.isnan(v)]
    texts = [_said(_mean(green), 1), _said(_mean(snr), 1, " dB"), _said(raw.r_g, 3), _said(raw.b_g, 3)]
    tip = [
        f"{name}: {_said(raw.mean[p], 1)} ± {_said(raw.sigma[p], 1)} DN, {_said(raw.snr_db[p], 1)} dB"
        for p, name in enumerate(("R", "Gr", "Gb", "B"))
    ]
    if out is None:
        return texts + [_NONE] * 3, "\n".join(tip)
    texts += [_said(out.mean[3] / _CODE, 1), _said(out.sigma[3] / _CODE, 2), _said(out.snr_db[3], 1, " dB")]
    tip += [
        f"out {name}: {_said(out.mean[c] / _CODE, 2)} ± {_said(out.sigma[c] / _CODE, 2)}, {_said(out.snr_db[c], 1)} dB"
        for c, name in enumerate(("R", "G", "B", "Y′"))
    ]
    return texts, "\n".join(tip)


def _mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else math.nan


def _said(value: float, digits: int, unit: str = "") -> str:
    if math.isnan(value):
        return _NONE
    return "∞" if math.isinf(value) else f"{value:.{digits}f}{unit}"
