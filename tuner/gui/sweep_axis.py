"""One axis of a sweep as a row of the dialog: which parameter, and over which values."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QLabel, QLineEdit, QStackedWidget, QWidget

from tuner.app.sweep import MOST_TILES, Axis, SweepError, default_axis, spaced
from tuner.app.sweep_sheet import title_of
from tuner.core.param import Param, ParamError, Value
from tuner.core.rack import Rack
from tuner.core.recipe import Recipe
from tuner.gui.field import number_text, parsed
from tuner.gui.language import param_title, say, stage_title, tr

NONE = "none"
_KINDS = ("number", "integer", "choice", "switch")
_STEPS = 5


class StepsField(QLineEdit):
    """A whole number of steps, also by the arrow keys."""

    def __init__(self, name: str) -> None:
        super().__init__(str(_STEPS))
        self.setValidator(QIntValidator(2, MOST_TILES, self))
        self.setFixedWidth(46)
        self.setAccessibleName(name)

    def value(self) -> int:
        """The number; 0 while there is none."""
        return int(self.text()) if self.text().isdecimal() else 0

    def show_value(self, steps: int) -> None:
        """Another number."""
        self.setText(str(min(max(steps, 2), MOST_TILES)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()), 0)
        if by:
            self.show_value(self.value() + by)
        else:
            super().keyPressEvent(event)


def _shown_title(rack: Rack, path: str) -> str:
    """'Sharpen · Amount', in the language in force."""
    stage, name = rack.split(path)
    last = title_of(rack, path).rpartition(" · ")[2]
    return f"{stage_title(stage)} · {tr('paste', 'On') if name == 'enabled' else param_title(stage, last)}"


class AxisRow(QWidget):
    """A parameter and its values.

    Parameters
    ----------
    optional : whether there may be no parameter (the second axis)

    Signals
    -------
    changed : something else is chosen
    """

    changed = Signal()

    def __init__(self, rack: Rack, name: str, *, optional: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rack = rack
        self.parameter = QComboBox()
        self.parameter.setEditable(True)
        self.parameter.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.parameter.setMinimumContentsLength(24)
        self.parameter.setAccessibleName(f"{name}: {tr('sweep', 'parameter')}")
        if optional:
            self.parameter.addItem(tr("sweep", NONE), "")
        for path in sweepable(rack):
            self.parameter.addItem(_shown_title(rack, path), path)
        completer = QCompleter(self.parameter.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.parameter.setCompleter(completer)
        self.first, self.last = (_field(f"{name}: {word}", 84) for word in (tr("sweep", "from"), tr("sweep", "to")))
        self.steps = StepsField(f"{name}: {tr('sweep', 'steps')}")
        self.words = _field(f"{name}: {tr('sweep', 'values')}", 300)
        self.words.setToolTip("The values, with commas between")
        self._unit = QLabel()
        self._kinds = QStackedWidget()
        self._kinds.addWidget(QWidget())
        self._kinds.addWidget(_row(_label(tr("sweep", "from")), self.first, _label(tr("sweep", "to")), self.last, self._unit, _label(tr("sweep", "in")), self.steps,
                                   _label(tr("sweep", "steps"))))  # fmt: skip
        self._kinds.addWidget(_row(_label(tr("sweep", "values")), self.words))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.parameter)
        row.addWidget(self._kinds, 1)
        self.parameter.currentIndexChanged.connect(lambda _: self._chosen())
        self.parameter.editTextChanged.connect(lambda _: self.changed.emit())
        for field in (self.first, self.last, self.words, self.steps):
            field.textEdited.connect(lambda _: self.changed.emit())
        self._recipe = Recipe.default(rack)
        self._chosen()

    @property
    def path(self) -> str:
        """The parameter's path; "" for none."""
        at = self.parameter.findText(self.parameter.currentText(), Qt.MatchFlag.MatchFixedString)
        return "" if at < 0 else str(self.parameter.itemData(at) or "")

    def choose(self, path: str, recipe: Recipe) -> None:
        """Take a parameter, over its usual range round the present value."""
        self._recipe = recipe
        at = self.parameter.findData(path)
        self.parameter.setCurrentIndex(max(at, 0))
        self._chosen()

    def axis(self) -> Axis | None:
        """What is chosen; None for no parameter.

        Raises
        ------
        SweepError, ParamError : no such parameter, or values that do not fit
        """
        path = self.path
        try:
            return self._axis(path)
        except (SweepError, ParamError) as error:  # which name it by its path
            raise SweepError(str(error).replace(path, _shown_title(self._rack, path)) if path else str(error)) from None

    def _axis(self, path: str) -> Axis | None:
        if not path:
            if self.parameter.currentText().strip() in ("", tr("sweep", NONE)):
                return None
            raise SweepError(f"'{self.parameter.currentText()}' is not a parameter; choose one of the list")
        param = _param(self._rack, path)
        if param is not None and param.kind in ("number", "integer"):
            ends = [parsed(field.text(), param.unit) for field in (self.first, self.last)]
            if ends[0] is None or ends[1] is None:
                raise SweepError(say("{name}: the range needs two numbers", name=path))
            axis = spaced(param, ends[0], ends[1], self.steps.value(), path)
        else:
            words = [word.strip() for word in self.words.text().split(",") if word.strip()]
            axis = Axis(path, tuple(_value(word, param) for word in words))
        for value in (
            axis.values[0],
            axis.values[-1],
            *axis.values,
        ):  # what was typed is named before what lies between
            self._recipe.with_value(path, value)
        return axis

    def _chosen(self) -> None:
        """Show the range of the parameter that was chosen."""
        path = self.path
        if not path:
            self._kinds.setCurrentIndex(0)
        else:
            self._prefill(path, _param(self._rack, path))
        self.changed.emit()

    def _prefill(self, path: str, param: Param | None) -> None:
        if param is None or param.kind in ("choice", "switch"):
            values: tuple[Value, ...] = (False, True) if param is None else default_axis(param, path, False).values
            self.words.setText(
                ", ".join(str(value).lower() if isinstance(value, bool) else str(value) for value in values)
            )
            self._kinds.setCurrentIndex(2)
            return
        assert param.soft is not None
        for field, value in zip((self.first, self.last), param.soft, strict=True):
            field.setText(number_text(value, param.step or 1.0))
        self._unit.setText("" if param.unit == "1" else param.unit)
        self._kinds.setCurrentIndex(1)


def sweepable(rack: Rack) -> list[str]:
    """Every path that a sweep can take, in line order, a stage's switch first."""
    found = []
    for stage in rack:
        found += [f"{stage.name}.enabled"] if stage.switchable else []
        found += [f"{stage.name}.{name}" for name in stage.params.model_fields if stage.param(name).kind in _KINDS]
    return found


def _param(rack: Rack, path: str) -> Param | None:
    """The parameter; None for a stage's switch."""
    stage, name = rack.split(path)
    return None if name == "enabled" else stage.param(name)


def _value(word: str, param: Param | None) -> Value:
    if param is not None and param.kind == "choice":
        return word
    return {"true": True, "on": True, "false": False, "off": False}.get(word.lower(), word)


def _field(name: str, width: int) -> QLineEdit:
    field = QLineEdit()
    field.setMinimumWidth(width)
    field.setMaximumWidth(width + 40)
    field.setAccessibleName(name)
    return field


def _label(text: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName("knob")
    return label


def _row(*parts: QWidget) -> QWidget:
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(7)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return whole
