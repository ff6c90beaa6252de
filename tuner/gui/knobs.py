"""Knobs: one control for each kind of parameter, and the row that ties it to the session.

`KNOBS` is the one table from a parameter's kind to its widget. A control shows a value and says what the user does
with it; it emits nothing when it is only shown another value. The `Knob` around it makes of that one undo entry a
gesture, and of a refused value one sentence.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QComboBox, QGridLayout, QLabel, QLineEdit

from tuner.app.session import Session
from tuner.app.tabling import layer_name
from tuner.core.param import Kind, Param, ParamError, params_of
from tuner.core.recipe import Recipe
from tuner.core.stage import Stage
from tuner.files.errors import FileError
from tuner.files.exchange import CLIPBOARD, parse_table
from tuner.gui.controls import (
    ChoiceControl,
    Control,
    IntegerControl,
    NumberControl,
    SwitchControl,
    icon_button,
    restyle,
)
from tuner.gui.curve import CurveControl
from tuner.gui.labels import label_text, tip
from tuner.gui.language import param_title, say, stage_title, tr
from tuner.gui.matrix import MatrixControl
from tuner.gui.row import INDENT, Row
from tuner.gui.sentences import said, sentence
from tuner.gui.table import TableControl
from tuner.gui.tied_strip import TiedStrip
from tuner.gui.values import TextError, value_of, value_text

ROW = 21

KNOBS: Mapping[Kind, Callable[[Param, str], Control]] = {
    "number": NumberControl,
    "integer": IntegerControl,
    "switch": SwitchControl,
    "choice": ChoiceControl,
    "matrix": MatrixControl,
    "curve": CurveControl,
    "table": TableControl,
}


class _Label(QLabel):
    """The knob's name, shortened when it must be; a double-click resets as on the slider."""

    reset_asked = Signal(bool)

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._full = text
        self.setObjectName("knob")

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.setText(self.fontMetrics().elidedText(self._full, Qt.TextElideMode.ElideRight, self.width()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.reset_asked.emit(bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))


class Knob(Row):
    """One parameter of one stage: label and control, tied to the session."""

    message = Signal(str)

    def __init__(self, session: Session, stage: Stage, param: Param, label_width: int) -> None:
        super().__init__()
        self._session, self.stage, self.param = session, stage, param
        self.path = f"{stage.name}.{param.name}"
        self.title = f"{stage.title} · {label_text(param)}"
        self._choice = f"{stage.name}.{param.when[0]}" if param.when else ""
        self._resolved: Recipe | None = None
        self.strip: TiedStrip | None = None
        self._layer = ""
        self._gesture = ""
        self._before: dict[str, Any] = {}
        name = param_title(stage, label_text(param))
        self.shown_title = f"{stage_title(stage)} · {name}"
        self.label = _Label(name)
        self.control = KNOBS[param.kind](param, f"{stage_title(stage)} {name}")
        self.setToolTip(tip(param))
        self._lay_out(label_width)
        self.label.reset_asked.connect(lambda to_baseline: self.reset(to_baseline=to_baseline))
        self.control.started.connect(self._start)
        self.control.edited.connect(self._edit)
        self.control.reset_asked.connect(self._reset)
        self.control.refused.connect(self._refuse)
        self.control.said.connect(self._say)
        self.control.tabled.connect(self.paste_table)
        for part in (*self.findChildren(QLineEdit), *self.findChildren(QComboBox)):
            part.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)  # the knob's menu instead of the text's

    def _lay_out(self, label_width: int) -> None:
        layout = QGridLayout(self)
        layout.setContentsMargins(INDENT, 0, 0, 0)
        layout.setHorizontalSpacing(8)
        layout.setVerticalSpacing(4)
        if self.control.wide:
            reset = icon_button("reset", tr("history", "Reset {name}").format(name=self.shown_title), 12)
            reset.setFixedHeight(16)
            reset.setToolTip("<p>Back to the default.</p>")
            reset.clicked.connect(lambda: self.reset())
            layout.addWidget(self.label, 0, 0)
            layout.addWidget(reset, 0, 1)
            layout.addWidget(self.control, 1, 0, 1, 2)
        else:
            self.label.setFixedWidth(label_width)
            self.label.setMinimumHeight(ROW)
            layout.addWidget(self.label, 0, 0)
            layout.addWidget(self.control, 0, 1)
            layout.setColumnStretch(1, 1)

    @property
    def session(self) -> Session:
        """Whose parameter it is."""
        return self._session

    @property
    def live(self) -> bool:
        """Whether the value is in force (its choice has the value it waits for)."""
        return self.param.when is None or self._session.recipe.value(self._choice) == self.param.when[1]

    @property
    def value(self) -> Any:
        """What the control shows: the parameter, or the resolved number while another source is in force."""
        if self.live or self._resolved is None:
            return self.stored
        return self._resolved.value(self.path)

    @property
    def stored(self) -> Any:
        """The recipe's own value, in force or not."""
        return self._session.recipe.value(self.path)

    @property
    def baseline(self) -> Any:
        """The loaded profile's value."""
        return self._session.baseline.value(self.path)

    def refresh(self, resolved: Recipe | None) -> None:
        """Show the session's value; `resolved` holds the numbers in force."""
        self._resolved = resolved
        live, shown = self.live, self.value
        default = self.param.default if live else shown
        self.control.show_value(shown, default, self.baseline if live else shown, live)
        restyle(self.label, dimmed=not live)
        tables = [tuning.table(self.path) for tuning in (self._session.tuning, self._session.profile.tuning)]
        self.show_changed(tables[0] != tables[1] or (tables[0] is None and self.stored != self.baseline))
        self._show_knots()
        layer = layer_name(self._session, self.path)
        if layer != self._layer:
            self._layer = layer
            self.setToolTip(tip(self.param) + (f"<p>From the layer “{html.escape(layer)}”.</p>" if layer else ""))

    def _show_knots(self) -> None:
        """The strip of knots, while the parameter is a table over conditions."""
        if self.strip is None:
            if self._session.tuning.table(self.path) is None:
                return
            self.strip = TiedStrip(self._session, self.path, self.shown_title)
            self.strip.said.connect(self._say)
            layout = self.layout()
            assert isinstance(layout, QGridLayout)
            layout.addWidget(self.strip, 2, 0, 1, 2)
        self.strip.follow()

    # -- what the user does

    def enter(self) -> None:
        """Put the cursor where an exact value is typed."""
        entry = self.control.entry or self.control.parts[0][0]
        entry.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if isinstance(entry, QLineEdit):
            entry.selectAll()

    def copy(self) -> None:
        """The value shown, as text on the clipboard."""
        QApplication.clipboard().setText(value_text(self.param, self.value))

    def paste_table(self, text: str, origin: Path | str = CLIPBOARD) -> bool:
        """Take a text over as a table over conditions; False where it does not begin as one."""
        try:
            made = parse_table(self.param, text, origin)
            if made is not None:
                self._session.change_entries(self._woken() | {self.path: made}, self.title)
        except (FileError, ParamError) as error:
            self.message.emit(said(error))
            return True
        return made is not None

    def paste(self, text: str) -> None:
        """Take a text over as the value, as one undo entry; one that is none is said in a sentence."""
        if self.paste_table(text):
            return
        try:
            value = value_of(self.param, text)
        except TextError as error:
            self.message.emit(say("{name}: {why}; the value stays as it was", name=self.shown_title, why=error))
        else:
            self._start()
            self._edit(value)

    def reset(self, *, to_baseline: bool = False) -> None:
        """Back to the default, or to the loaded profile's value, as one undo entry."""
        self._start()
        self._reset(to_baseline)

    def _say(self, sentence: str) -> None:
        self.message.emit(f"{self.shown_title}: {sentence}")

    def _start(self) -> None:
        self._gesture = self._session.gesture()
        paths = [self.path, *(self._carried(self._session.recipe) if not self.live else {})]
        if not self.live:
            paths.append(self._choice)
        self._before = {path: self._session.recipe.value(path) for path in paths}

    def _edit(self, value: Any) -> None:
        values = {self.path: value}
        if not self.live and self.param.when:
            values = self._carried(self._resolved) | {self._choice: self.param.when[1]} | values
        elif self.param.kind == "choice":
            values |= self._taken_over(value)
        self._change(values)

    def _woken(self) -> dict[str, Any]:
        """What puts this knob in force where another choice is: that choice, and the knobs that share it, as shown."""
        if self.live or not self.param.when:
            return {}
        plain = {p: v for p, v in self._carried(self._resolved).items() if self._session.tuning.table(p) is None}
        return plain | {self._choice: self.param.when[1]}

    def _carried(self, recipe: Recipe | None) -> dict[str, Any]:
        """The values of the knobs that share this one's choice: they come into force with it, so as they are shown."""
        if recipe is None:
            return {}
        shared = [p for p in params_of(self.stage.params) if p.when == self.param.when and p.name != self.param.name]
        return {f"{self.stage.name}.{p.name}": recipe.value(f"{self.stage.name}.{p.name}") for p in shared}

    def _taken_over(self, choice: str) -> dict[str, Any]:
        """Numbers in force that knobs nobody has turned yet start from, so that 'manual' does not make the picture leap."""
        woken = [p for p in params_of(self.stage.params) if p.when == (self.param.name, choice)]
        paths = {f"{self.stage.name}.{p.name}": p.default for p in woken}
        if self._resolved is None or any(
            self._session.recipe.value(path) != default for path, default in paths.items()
        ):
            return {}
        return {path: self._resolved.value(path) for path in paths}

    def _reset(self, to_baseline: bool) -> None:
        source = self._session.baseline if to_baseline else Recipe.default(self._session.rack)
        self._change(self._before | {self.path: source.value(self.path)})

    def _change(self, values: dict[str, Any]) -> None:
        try:
            self._session.change(values, gesture=self._gesture, label=self.title)
        except ParamError as error:
            self.message.emit(said(error))
        self.refresh(self._resolved)  # also where nothing changed, so that the control never shows another value

    def _refuse(self, typed: str) -> None:
        words = say("{name}: {text} is not {expected}; the value stays as it was", name=self.shown_title,
                    text=typed.strip() or say("nothing"), expected=sentence(self.param.expects))  # fmt: skip
        self.message.emit(words)
        self.refresh(self._resolved)
