"""The probe in full: the pixel under the pointer and the pinned ones, their values behind every stage, side by side.

The numbers are made for the recipe in force by running the line on the pixel's own tile, so they are exact whatever is
on screen: a draft, an average, or a picture still on its way.
"""

from __future__ import annotations

import csv
import io
from concurrent.futures import Executor

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from tuner.app.pixel import Pixel, read_pixel
from tuner.app.session import Event, Session
from tuner.core.frame import Frame
from tuner.gui import theme
from tuner.gui.columns import LEFT, RIGHT, align_header
from tuner.gui.language import stage_title, tr
from tuner.gui.scope_worker import ScopeWorker, Work

MOST_PINS = 6
MOST_BLOCKS = 3
_ROW, _HEAD, _PADDING = 17, 22, 13  # heights of a row and the header; what a cell needs beside its text
Place = tuple[int, int]


class ProbePanel(QWidget):
    """A table with one column for the pointer and one for each pin.

    Signals
    -------
    pins_changed : other places are pinned
    failed : why the numbers could not be made
    """

    pins_changed = Signal()
    failed = Signal(object)

    def __init__(self, session: Session, executor: Executor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._pointer: Place | None = None
        self.pins: tuple[Place, ...] = ()
        self.pixels: tuple[Pixel, ...] = ()
        self.worker = ScopeWorker(executor, self._snapshot, self)
        self.worker.done.connect(self._show)
        self.worker.failed.connect(self.failed)
        self._again = QTimer(self, singleShot=True, interval=0)
        self._again.timeout.connect(self._fill)
        self.table = QTableWidget()
        self.table.setAccessibleName("Values behind every stage")
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.verticalHeader().setVisible(False)
        self.table.verticalHeader().setMinimumSectionSize(_ROW)
        self.table.verticalHeader().setDefaultSectionSize(_ROW)
        self.table.horizontalHeader().setFixedHeight(_HEAD)
        self.table.setStyleSheet("QTableView::item { padding: 0 3px; } QHeaderView::section { padding: 1px 6px; }")
        self.table.setShowGrid(False)
        self.note = QLabel(tr("probe", "Point at a picture. P pins the pixel under the pointer."))
        self.note.setObjectName("note")
        copy, unpin = _button(tr("probe", "Copy"), self.copy), _button(tr("probe", "Unpin"), self.unpin)
        copy.setToolTip("The table as CSV, to the clipboard")
        unpin.setToolTip("Let go of every pinned pixel")
        QShortcut(QKeySequence.StandardKey.Copy, self.table, self.copy, context=Qt.ShortcutContext.WidgetShortcut)
        whole, side = QHBoxLayout(self), QVBoxLayout()
        side.setSpacing(2)
        for part in (copy, unpin):
            side.addWidget(part)
        side.addStretch(1)
        column = QVBoxLayout()
        column.addWidget(self.note)
        column.addWidget(self.table, 1)
        whole.setContentsMargins(8, 0, 4, 2)
        whole.setSpacing(4)
        whole.addLayout(column, 1)
        whole.addLayout(side)
        told = self._told
        session.listen(told)
        self.destroyed.connect(lambda: session.ignore(told))

    # -- where

    def point(self, pixel: Place | None) -> None:
        """The pointer is over another pixel; beside the picture the last one stays."""
        if pixel is not None and pixel != self._pointer:
            self._pointer = pixel
            self.worker.stir()

    @property
    def pointed(self) -> bool:
        """Whether the pointer was over a pixel of the open picture."""
        return self._pointer is not None

    def pin(self) -> None:
        """Keep the pixel under the pointer in a column of its own, or let go of it; the oldest pin gives way."""
        if self._pointer is None:
            return
        kept = tuple(p for p in self.pins if p != self._pointer)
        self.pins = kept if len(kept) < len(self.pins) else (*kept, self._pointer)[-MOST_PINS:]
        self.pins_changed.emit()
        self.worker.stir(asked=True)

    def unpin(self) -> None:
        """No pinned pixels any more."""
        self.pins = ()
        self.pins_changed.emit()
        self.worker.stir()

    def _told(self, event: Event) -> None:
        if event == "frame":
            self._pointer = None
            self.pins = tuple(p for p in self.pins if self._inside(p))
            self.pins_changed.emit()
        if event != "profile":
            self.worker.stir()

    def _inside(self, place: Place) -> bool:
        frame = self._session.frame
        if frame is None:
            return False
        turned = frame.facts.orientation >= 5
        width, height = (frame.facts.height, frame.facts.width) if turned else (frame.facts.width, frame.facts.height)
        return 0 <= place[0] < width and 0 <= place[1] < height

    # -- what

    def showEvent(self, event: object) -> None:
        self.worker.stir(asked=True)

    def _snapshot(self) -> Work | None:
        frame, recipe = self._session.frame, self._session.recipe
        places = [p for p in (self._pointer, *self.pins) if p is not None and self._inside(p)]
        if frame is None or not places or not self.isVisible():
            return None

        def work(frame: Frame = frame) -> tuple[Pixel, ...]:
            return tuple(read_pixel(frame, recipe, *place) for place in dict.fromkeys(places))

        return work

    def _show(self, pixels: tuple[Pixel, ...]) -> None:
        self.pixels = pixels
        self.note.setVisible(not pixels)
        self._fill()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.pixels and self._blocks(self.rows()) * len(self.rows()[0]) != self.table.columnCount():
            self._again.start()  # not in the middle of being laid out

    def _fill(self) -> None:
        """The rows, in as many blocks side by side as there is room for: few of them are then out of sight."""
        pixels, (head, *body) = self.pixels, self.rows()
        blocks = self._blocks([head, *body]) if pixels else 1
        first = self._width([row[:2] for row in (head, *body)])  # the pixel under the pointer is always read in full
        self.table.setMinimumWidth(
            first + self.table.verticalScrollBar().sizeHint().width() + 2 * self.table.frameWidth()
        )
        high, wide = -(-len(body) // blocks), len(head)
        self.table.setRowCount(high)
        self.table.setColumnCount(blocks * wide)
        self.table.clearContents()
        self.table.setHorizontalHeaderLabels(head * blocks)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        align_header(self.table, 1)
        off = [False, False] + [not t.ran for t in pixels[0].traced] + [False] * 3 if pixels else []
        for n, row in enumerate(body):
            block, y = divmod(n, high)
            for x, text in enumerate(row):
                item = QTableWidgetItem(text)
                item.setForeground(QColor(theme.TEXT_FAINT if off[n] else theme.TEXT if x else theme.TEXT_DIM))
                if x:
                    item.setTextAlignment(RIGHT)
                self.table.setItem(y, block * wide + x, item)
        for block in range(1, blocks):
            title = self.table.horizontalHeaderItem(block * wide)
            assert title is not None
            title.setTextAlignment(LEFT)

    def _blocks(self, rows: list[list[str]]) -> int:
        """Into how many blocks the rows can be parted, each as wide as what is in it."""
        head, *body = rows
        for blocks in range(MOST_BLOCKS, 1, -1):
            high = -(-len(body) // blocks)
            parts = [[head, *body[at : at + high]] for at in range(0, len(body), high)]
            if sum(map(self._width, parts)) <= self.table.viewport().width():
                return blocks
        return 1

    def _width(self, rows: list[list[str]]) -> int:
        """Of a table that cuts nothing."""
        advance = self.table.fontMetrics().horizontalAdvance
        return sum(max(map(advance, column)) + _PADDING for column in zip(*rows, strict=True))

    def rows(self) -> list[list[str]]:
        """The table as text: a header, the sample, every stage, the output."""
        pixels, rack = self.pixels, self._session.rack
        numbers = {place: str(number) for number, place in enumerate(self.pins, 1)}
        titles = [numbers.get((p.x, p.y), tr("probe", "pointer")) for p in pixels]
        head = [tr("probe", "Stage"), *(f"{t} · {p.x}, {p.y}" for p, t in zip(pixels, titles, strict=True))]
        body = [
            [tr("probe", "Raw sample"), *(f"{p.plane} {p.dn} DN" for p in pixels)],
            [tr("probe", "Below clipping"), *(f"{p.below_clipping:.2f} EV" if p.below_clipping is not None else "–" for p in pixels)],
        ]  # fmt: skip
        for i, stage in enumerate(rack[t.stage] for t in pixels[0].traced) if pixels else ():
            body.append([stage_title(stage), *(" ".join(f"{v:.5f}" for v in p.traced[i].values) for p in pixels)])
        body.append([tr("probe", "Code, 8 bit"), *(" ".join(map(str, p.codes8)) for p in pixels)])
        body.append([tr("probe", "Code, 16 bit"), *(" ".join(map(str, p.codes)) for p in pixels)])
        body.append(["L*a*b*", *(" ".join(f"{v:.2f}" for v in p.lab) for p in pixels)])
        return [head, *body]

    def copy(self) -> None:
        """The table as CSV to the clipboard."""
        text = io.StringIO()
        csv.writer(text).writerows(self.rows())
        QGuiApplication.clipboard().setText(text.getvalue())


def _button(title: str, act: object) -> QToolButton:
    button = QToolButton()
    button.setText(title)
    button.setAccessibleName(title)
    button.setStyleSheet("padding: 1px 7px; font-size: 12px;")
    button.clicked.connect(act)
    return button
