"""The table that shows what will be pasted: a check box, the stage, the parameter, its value now and then."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from tuner.core.param import Param, Value
from tuner.core.recipe import Recipe
from tuner.gui import theme
from tuner.gui.labels import label_text
from tuner.gui.language import param_title, stage_title, tr
from tuner.gui.values import short, value_text
from tuner.gui.wording import on_off

COLUMNS = ("Stage", "Parameter", "Now", "Pasted")
_MAX_TIP = 400  # characters of a value in a tooltip
_SIZE = (640, 440)
_ROOM = 16  # beside a name: the style sheet's padding, which the table does not count


class PasteDialog(QDialog):
    """Shows values that differ from a recipe; `chosen` are the checked ones."""

    def __init__(
        self,
        recipe: Recipe,
        values: Mapping[str, Value],
        source: str,
        without: list[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("paste", "Paste from {source}").format(source=source))
        self._recipe = recipe
        self._values = {path: value for path, value in values.items() if recipe.value(path) != value}
        self._boxes: list[QTableWidgetItem] = []
        self.table = self._table()
        self.head = QLabel(self._told(len(values) - len(self._values), without, recipe))
        self.head.setWordWrap(True)
        self.all, self.none = QPushButton(tr("paste", "All")), QPushButton(tr("paste", "None"))
        self.paste, cancel = QPushButton(tr("paste", "Paste")), QPushButton(tr("paste", "Cancel"))
        self.all.setToolTip("Check every parameter.")
        self.none.setToolTip("Check none.")
        self.paste.setDefault(True)
        self.all.clicked.connect(lambda: self._check(True))
        self.none.clicked.connect(lambda: self._check(False))
        self.paste.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        self.table.itemChanged.connect(self._count)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(9)
        column.addWidget(self.head)
        column.addWidget(self.table)
        buttons = QHBoxLayout()
        for button in (self.all, self.none, None, self.paste, cancel):
            buttons.addWidget(button) if button is not None else buttons.addStretch(1)
        column.addLayout(buttons)
        self.resize(*_SIZE)
        self.table.setFocus()
        self._count()

    def chosen(self) -> dict[str, Value]:
        """The checked parameters and their pasted values."""
        pairs = zip(self._boxes, self._values.items(), strict=True)
        return {path: value for box, (path, value) in pairs if box.checkState() == Qt.CheckState.Checked}

    def _told(self, same: int, without: list[str], recipe: Recipe) -> str:
        count = len(self._values)
        parts = [
            tr("paste", "1 parameter changes.")
            if count == 1
            else tr("paste", "{count} parameters change.").format(count=count)
        ]
        if same:
            one, many = tr("paste", "1 has its value already."), tr("paste", "{count} have their value already.")
            parts.append(one if same == 1 else many.format(count=same))
        if without:
            names = ", ".join(
                f"{stage_title(recipe.rack[p.partition('.')[0]])} · {p.partition('.')[2]}" for p in without
            )
            parts.append(tr("paste", "Without a place here: {names}.").format(names=names))
        return html.escape(" ".join(parts))

    def _table(self) -> QTableWidget:
        table = QTableWidget(len(self._values), len(COLUMNS), self)
        table.setHorizontalHeaderLabels([tr("paste", word) for word in COLUMNS])
        table.setAccessibleName("What will be pasted")
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.verticalHeader().setSectionResizeMode(
            QHeaderView.ResizeMode.ResizeToContents
        )  # matrices take three lines
        table.setTabKeyNavigation(False)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for row, (path, value) in enumerate(self._values.items()):
            self._fill(table, row, path, value)
        for column in (0, 1):
            table.resizeColumnToContents(column)
            table.setColumnWidth(column, table.columnWidth(column) + _ROOM)
        for column in (2, 3):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        return table

    def _fill(self, table: QTableWidget, row: int, path: str, value: Value) -> None:
        stage, name = self._recipe.rack.split(path)
        param = None if name == "enabled" else stage.param(name)
        now = self._recipe.value(path)
        title = tr("paste", "On") if param is None else param_title(stage, label_text(param))
        words = (stage_title(stage), title, _said(param, now), _said(param, value))
        items = [QTableWidgetItem(text) for text in words]
        for column, item in enumerate(items):
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            table.setItem(row, column, item)
        items[0].setFlags(items[0].flags() | Qt.ItemFlag.ItemIsUserCheckable)
        items[0].setCheckState(Qt.CheckState.Checked)
        items[2].setForeground(theme.TEXT_DIM)
        self._boxes.append(items[0])
        if param is not None:
            items[2].setToolTip(value_text(param, now)[:_MAX_TIP])
            items[3].setToolTip(value_text(param, value)[:_MAX_TIP])
            if param.when is not None:
                items[1].setToolTip(f"Counts while {param.when[0]} is {param.when[1]}.")

    def _check(self, on: bool) -> None:
        for box in self._boxes:
            box.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def _count(self) -> None:
        count = len(self.chosen())
        self.paste.setText(tr("paste", "Paste {count}").format(count=count))
        self.paste.setEnabled(count > 0)


def _said(param: Param | None, value: Any) -> str:
    """A value in full; of a table, its size and range."""
    if param is None:
        return on_off(bool(value))
    if param.kind == "matrix":
        return "\n".join("  ".join(f"{v:g}" for v in row) for row in value)
    if param.kind == "curve":
        return ", ".join(f"{x:.10g}\u00a0{y:.10g}" for x, y in value)  # a line breaks between knots
    return short(param, value)
