"""The parameters in which two tunings differ, as a table: any two of the present one, the baseline and the snapshots."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
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
    QWidget,
)

from tuner.app.snapshots import Differing, differing
from tuner.core.condition import Condition
from tuner.core.recipe import Recipe
from tuner.gui.columns import RIGHT, align_header
from tuner.gui.labels import label_text
from tuner.gui.language import param_title, say, stage_title, tr
from tuner.gui.wording import count_text, on_off, value_text


@dataclass(frozen=True)
class Origin:
    """Where a picture's values come from: the condition it was made under, and the parameters that tables gave (None where
    it does not tell)."""

    condition: Condition
    tabled: frozenset[str] | None = frozenset()

    @property
    def words(self) -> str:
        """What the picture says of it."""
        if not self.condition.complete:
            return say("does not say the condition it was made under")
        if self.tabled is None:
            return say(
                "made under {condition}; does not say which of its values tables over conditions gave",
                condition=self.condition,
            )
        if not self.tabled:
            return say("made under {condition}", condition=self.condition)
        return say(
            "made under {condition}; tables over conditions gave {count} of its values",
            condition=self.condition, count=len(self.tabled),
        )  # fmt: skip


class DifferencesDialog(QDialog):
    """Two tunings, chosen by name, and what differs between them.

    Parameters
    ----------
    tunings : the recipes by their names, in the order of the lists
    one, other : names chosen at first
    origins : of those that are pictures, by the same names

    Signals
    -------
    paste_asked : parameters of the tuning with this name are wanted
    """

    paste_asked = Signal(str)

    def __init__(
        self,
        tunings: Mapping[str, Recipe],
        one: str,
        other: str,
        parent: QWidget | None = None,
        origins: Mapping[str, Origin] | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("window", "Differences between tunings"))
        self._tunings, self._origins = dict(tunings), dict(origins or {})
        self.under = QLabel()
        self.under.setWordWrap(True)
        self.under.setVisible(bool(self._origins))
        self.one, self.other = (
            self._list(tr("window", "First tuning"), one),
            self._list(tr("window", "Second tuning"), other),
        )
        self.table = QTableWidget(0, 4)
        self.table.setAccessibleName(tr("window", "Differing parameters"))
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.verticalHeader().setVisible(False)
        self.table.setShowGrid(False)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.count = QLabel()
        copy, close = QPushButton(tr("window", "Copy")), QPushButton(tr("window", "Close"))
        self.paste = QPushButton()
        self.paste.hide()
        self.paste.setAutoDefault(False)
        self.paste.clicked.connect(lambda: self.paste_asked.emit(self._foreign or ""))
        self._present = ""  # the name of the tuning that is pasted into
        copy.clicked.connect(self.copy)
        close.clicked.connect(self.close)
        QShortcut(QKeySequence.StandardKey.Copy, self, self.copy)
        self._lay_out(copy, close)
        self._fill()

    def _list(self, name: str, chosen: str) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(name)
        made.addItems(list(self._tunings))
        made.setCurrentText(chosen)
        made.currentTextChanged.connect(self._fill)
        return made

    def _lay_out(self, copy: QPushButton, close: QPushButton) -> None:
        top, bottom, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        top.addWidget(self.one, 1)
        top.addWidget(QLabel("→"))
        top.addWidget(self.other, 1)
        bottom.addWidget(self.count, 1)
        bottom.addWidget(self.paste)
        bottom.addWidget(copy)
        bottom.addWidget(close)
        column.addLayout(top)
        column.addWidget(self.under)
        column.addWidget(self.table, 1)
        column.addLayout(bottom)
        self.resize(640, 420)

    def show_present(self, name: str, recipe: Recipe) -> None:
        """The tuning that the user works on, as it is now; parameters of the others can be pasted into it."""
        self._tunings[name], self._present = recipe, name
        self._fill()

    @property
    def _foreign(self) -> str | None:
        """The first of the chosen two that is not the present one."""
        return next((name for name in self._chosen if name != self._present), None)

    @property
    def rows(self) -> tuple[Differing, ...]:
        """What differs between the chosen two."""
        one, other = self._chosen
        return differing(self._tunings[one], self._tunings[other])

    def _fill(self) -> None:
        rows = self.rows
        self.table.setHorizontalHeaderLabels([tr("window", "Stage"), tr("window", "Parameter"), *self._chosen])
        align_header(self.table, 2)
        self.table.setRowCount(len(rows))
        self.under.setText(self._told())
        for y, texts in enumerate(self._texts(row) for row in rows):
            for x, text in enumerate(texts):
                item = QTableWidgetItem(text)
                if x > 1:
                    item.setTextAlignment(RIGHT)
                self.table.setItem(y, x, item)
        self.count.setText(count_text(len(rows)))
        source, present = self._foreign, self._tunings.get(self._present)
        self.paste.setVisible(present is not None)
        self.paste.setEnabled(
            source is not None and present is not None and bool(differing(self._tunings[source], present))
        )
        self.paste.setText(tr("window", "Paste from {name}…").format(name=source or self._present))

    @property
    def _chosen(self) -> tuple[str, str]:
        return self.one.currentText(), self.other.currentText()

    def _told(self) -> str:
        """The condition of each picture, and what values out of tables mean where the conditions differ."""
        known = {name: self._origins[name] for name in self._chosen if name in self._origins}
        lines = [f"{name}: {origin.words}" for name, origin in known.items()]
        if len({str(origin.condition) for origin in known.values()}) > 1 and any(o.tabled for o in known.values()):
            lines.append(
                say("Values marked as of a table are what it gives under that condition, not all of the tuning.")
            )
        return "\n".join(lines)

    def _texts(self, row: Differing) -> tuple[str, str, str, str]:
        """Stage, parameter and both values; those that a table gave are marked."""
        stage, name, *values = _texts(row)
        marked = [
            f"{text} ({tr('window', 'table')})"
            if chosen in self._origins and row.path in (self._origins[chosen].tabled or ())
            else text
            for chosen, text in zip(self._chosen, values, strict=True)
        ]
        return stage, name, marked[0], marked[1]

    def copy(self) -> None:
        """The table as tab-separated text, with its header, to the clipboard."""
        head = ["stage.parameter", *self._chosen]
        lines = [[r.path, *self._texts(r)[2:]] for r in self.rows]
        QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in [head, *lines]))


def _texts(row: Differing) -> tuple[str, str, str, str]:
    return stage_title(row.stage), *_parameter(row)


def _parameter(row: Differing) -> tuple[str, str, str]:
    if row.param is None:
        return tr("paste", "On"), on_off(bool(row.one)), on_off(bool(row.other))
    title = param_title(row.stage, label_text(row.param))
    return title, value_text(row.param, row.one), value_text(row.param, row.other)
