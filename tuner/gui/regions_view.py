"""The table of regions: a row a region and picture, the region's place to type in, its numbers beside it."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from tuner.files.sidecar import Region
from tuner.gui import theme
from tuner.gui.language import tr
from tuner.measure.regions import RawStatistics, Statistics

COLUMNS = ("Region", "x", "y", "w", "h", "Picture", "Mean", "σ", "SNR", "R/G", "B/G")
_PICTURE = 5  # its column; those before it can be typed into, in a region's first row
_NUMBERS = _PICTURE + 1
_NONE = "—"
_UNITS = {"DN": ("DN", 1.0, 1), "code16": ("", 65535 / 255, 2), "1": ("", 1.0, 5), "DE2000": ("", 1.0, 2)}
"""Of a statistic's numbers: how they are called, by what they are divided, decimals. Codes are shown as of 8 bits."""
_ROOM_FOR_PLACES = 620  # below it a row keeps its numbers, and gives up the columns of its place
_ROOM_FOR_NAMES = 440  # below it the table is scrolled sideways rather than the pictures' names be cut
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class RegionsTable(QTableWidget):
    """Keys beside Qt's own: Insert adds, Delete deletes, Ctrl+C copies, F2 edits.

    Signals
    -------
    added, deleted, copied : the keys
    chosen : the region that is current now, or -1
    typed : region, column and text that a user typed
    """

    added, deleted, copied = Signal(), Signal(), Signal()
    chosen = Signal(int)
    typed = Signal(int, int, str)

    def __init__(self) -> None:
        super().__init__(0, len(COLUMNS))
        self._filling = False
        self._pictures = 1  # rows of each region
        self.setAccessibleName(tr("actions", "Regions"))
        self.setHorizontalHeaderLabels([tr("dock", column) for column in COLUMNS])
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
        header.setSectionResizeMode(_PICTURE, QHeaderView.ResizeMode.Stretch)
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
            heading.setTextAlignment(_LEFT if i in (0, _PICTURE) else _RIGHT)
        self.itemChanged.connect(self._typed)
        self.currentCellChanged.connect(self._chosen)

    def show_regions(self, regions: tuple[Region, ...], pictures: Sequence[str], selected: int | None) -> None:
        """A row a region and picture; the numbers stay as they are."""
        self._filling = True
        self._pictures = max(len(pictures), 1)
        self.setRowCount(len(regions) * self._pictures)
        for row in range(self.rowCount()):
            index, picture = divmod(row, self._pictures)
            region = regions[index]
            texts = [region.name, *map(str, region.rect)] if picture == 0 else [""] * _PICTURE
            texts.append(pictures[picture] if pictures else "")
            for column in range(len(COLUMNS)):
                item = self.item(row, column) or QTableWidgetItem()
                if column < _NUMBERS:
                    item.setText(texts[column])
                typed = column < _PICTURE and picture == 0
                flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
                item.setFlags(flags | Qt.ItemFlag.ItemIsEditable if typed else flags)
                item.setTextAlignment(_LEFT if column in (0, _PICTURE) else _RIGHT)
                item.setForeground(theme.TEXT if column < _PICTURE or column >= _NUMBERS else theme.TEXT_DIM)
                if item.tableWidget() is None:
                    self.setItem(row, column, item)
        if selected is None:
            self.setCurrentCell(-1, max(self.currentColumn(), 0))
        elif self.currentRow() // self._pictures != selected or self.currentRow() < 0:
            self.setCurrentCell(selected * self._pictures, max(self.currentColumn(), 0))
        self._filling = False

    def show_numbers(self, found: Sequence[RawStatistics | Statistics | None]) -> None:
        """The numbers of each row, or a dash where there are none yet."""
        self._filling = True
        for row, statistics in enumerate(found):
            texts, tip = numbers(statistics) if statistics else ([_NONE] * (len(COLUMNS) - _NUMBERS), "")
            for column, text in enumerate(texts, _NUMBERS):
                item = self.item(row, column)
                assert item is not None
                item.setText(text)
                item.setToolTip(tip)
        self._filling = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for column in range(1, _PICTURE):
            self.setColumnHidden(column, self.width() < _ROOM_FOR_PLACES)
        narrow = self.width() < _ROOM_FOR_NAMES
        mode = QHeaderView.ResizeMode.ResizeToContents if narrow else QHeaderView.ResizeMode.Stretch
        self.horizontalHeader().setSectionResizeMode(_PICTURE, mode)

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
            self.typed.emit(item.row() // self._pictures, item.column(), item.text())

    def _chosen(self, row: int, *_: int) -> None:
        if not self._filling:
            self.chosen.emit(row // self._pictures if row >= 0 else -1)


def numbers(found: RawStatistics | Statistics) -> tuple[list[str], str]:
    """The table's texts (mean, sigma, SNR of what stands for all channels, R/G, B/G), and a tooltip with each channel."""
    raw = isinstance(found, RawStatistics)
    channels, lead = found.channels, found.lead
    unit = "DN" if isinstance(found, RawStatistics) else found.unit
    name, scale, digits = _UNITS[unit]
    means, sigmas = ([_said(v / scale, digits) for v in values] for values in (found.mean, found.sigma))
    tip = [
        f"{_shown(c)}: {mean} ± {sigma} {name}" + (f", {_said(snr, 1)} dB" if not math.isnan(snr) else "")
        for c, mean, sigma, snr in zip(channels, means, sigmas, found.snr_db, strict=True)
    ]
    of = "G" if len(lead) == 2 else "RGB" if len(lead) == 3 else _shown(channels[lead[0]])
    mean, sigma = (_mean([values[i] for i in lead]) / scale for values in (found.mean, found.sigma))
    texts = [
        f"{of} {_said(mean, digits)}{' DN' if raw else ''}",
        _said(sigma, digits),
        _said(_mean([found.snr_db[i] for i in lead]), 1, " dB"),
        _said(found.r_g, 3),
        _said(found.b_g, 3),
    ]
    return texts, "\n".join(tip)


def _shown(channel: str) -> str:
    """A channel's name as it is written: luma has a prime, DE2000 its sign."""
    return {"Y": "Y′", "DE2000": "ΔE₀₀"}.get(channel, channel)


def _mean(values: Sequence[float]) -> float:
    known = [value for value in values if not math.isnan(value)]
    return sum(known) / len(known) if known else math.nan


def _said(value: float, digits: int, unit: str = "") -> str:
    if math.isnan(value):
        return _NONE
    return "∞" if math.isinf(value) else f"{value:.{digits}f}{unit}".replace("-", "−")
