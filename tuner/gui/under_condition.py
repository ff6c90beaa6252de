"""Every value under the condition in force as a table: its value, what it would be under the profile's default
condition, the table and the layer it comes from. A double click goes to the parameter."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from tuner.app.session import Event, Session
from tuner.app.tabling import known
from tuner.app.under import Under, under
from tuner.core.condition import AXES
from tuner.gui import theme
from tuner.gui.language import stage_title, tr
from tuner.gui.wording import on_off, path_title, value_text

if TYPE_CHECKING:
    from tuner.gui.rack import RackPanel

SHOWN = ("differs here", "depends on the condition", "not the default", "own layer", "all")


class UnderCondition(QDialog):
    """The table, which follows the session."""

    def __init__(self, session: Session, rack: RackPanel) -> None:
        super().__init__(rack)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("window", "Values under the condition"))
        self._session, self._rack = session, rack
        self.place, self.count, self.shown = QLabel(), QLabel(), QComboBox()
        self.shown.setAccessibleName(tr("window", "Which parameters"))
        for words in SHOWN:
            self.shown.addItem(tr("under", words), words)
        self.table = QTableWidget(0, 5)
        self.table.setAccessibleName(tr("window", "Values under the condition"))
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setShowGrid(False)
        self.table.verticalHeader().setVisible(False)
        self.table.verticalHeader().setDefaultSectionSize(24)
        self.table.setHorizontalHeaderLabels([
            tr("window", "Parameter"), tr("under", "Here"), tr("under", "Default condition"), tr("under", "Over"),
            tr("under", "Layer"),
        ])  # fmt: skip
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        for column in (1, 2):  # a matrix would leave no room for the parameters' names
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column in (1, 2):
            title = self.table.horizontalHeaderItem(column)
            if title is not None:
                title.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._lay_out()
        self.shown.currentIndexChanged.connect(self._fill)
        self.table.cellActivated.connect(self._go)
        told = self._told
        session.listen(told)
        self.destroyed.connect(lambda: session.ignore(told))
        if not any(row.value != row.elsewhere for row in under(session)):
            self.shown.setCurrentIndex(2)
        self._fill()

    def _lay_out(self) -> None:
        copy, close = QPushButton(tr("window", "Copy")), QPushButton(tr("window", "Close"))
        copy.clicked.connect(self.copy)
        close.clicked.connect(self.close)
        QShortcut(QKeySequence.StandardKey.Copy, self, self.copy)
        top, bottom, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        top.addWidget(self.place, 1)
        top.addWidget(self.shown)
        bottom.addWidget(self.count, 1)
        bottom.addWidget(copy)
        bottom.addWidget(close)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        column.addLayout(bottom)
        self.resize(720, 460)

    def _told(self, event: Event) -> None:
        if event != "frame":
            self._fill()

    @property
    def rows(self) -> tuple[Under, ...]:
        """What is shown."""
        wanted = self.shown.currentData()
        keeps: dict[str, Callable[[Under], bool]] = {
            "differs here": lambda row: row.value != row.elsewhere,
            "depends on the condition": lambda row: row.table is not None,
            "not the default": lambda row: row.value != row.default or row.table is not None,
            "own layer": lambda row: row.own,
        }
        keep = keeps.get(wanted)
        return tuple(row for row in under(self._session) if keep is None or keep(row))

    def _fill(self) -> None:
        here, rows = known(self._session), self.rows
        self.place.setText(f"{here}")
        self.table.setRowCount(len(rows))
        for y, row in enumerate(rows):
            differs = row.value != row.elsewhere
            for x, text in enumerate(_texts(row)):
                item = QTableWidgetItem(text)
                if x in (1, 2):
                    item.setToolTip(text)
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                if x == 1 and differs:
                    item.setForeground(QBrush(theme.ACCENT))
                elif x >= 2:
                    item.setForeground(QBrush(theme.TEXT_DIM))
                self.table.setItem(y, x, item)
        self.table.setColumnHidden(4, self._session.profile.base is None)
        self.count.setText(
            tr("under", "{count} of {all} parameters").format(count=len(rows), all=len(under(self._session)))
        )

    def _go(self, y: int, x: int) -> None:
        """To the parameter's knob."""
        row = self.rows[y]
        self._rack.search_field.setText("")
        self._rack.expand({*self._rack.expanded(), row.stage.name})
        if row.param is not None:
            self._rack.cards[row.stage.name].knobs[row.param.name].enter()

    def copy(self) -> None:
        """The table as tab-separated text, to the clipboard."""
        head = ["stage.parameter", str(known(self._session)), str(self._session.tuning.condition), "over", "layer"]
        lines = [[row.path, *_texts(row)[1:]] for row in self.rows]
        QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in [head, *lines]))


def _texts(row: Under) -> tuple[str, str, str, str, str]:
    name = "enabled" if row.param is None else row.param.name
    title = path_title(row.stage, name)
    if row.param is None:
        title = f"{stage_title(row.stage)} · {tr('paste', 'On')}"
        values = on_off(bool(row.value)), on_off(bool(row.elsewhere))
    else:
        values = value_text(row.param, row.value), value_text(row.param, row.elsewhere)
    axes = ", ".join(tr("window", AXES[axis].title) for axis, _ in row.table.axes) if row.table is not None else ""
    return title, *values, axes, row.layer
