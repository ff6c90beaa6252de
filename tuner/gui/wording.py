"""Values and changes in words: 'Exposure · EV  +0.30 → +0.55 EV'."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tuner.app.history import History
from tuner.core.condition import AXES
from tuner.core.param import Param
from tuner.core.rack import Rack
from tuner.core.stage import Stage
from tuner.core.tabled import Tabled
from tuner.core.tuning import Entry
from tuner.gui.field import number_text
from tuner.gui.labels import label_text
from tuner.gui.language import choice_title, param_title, stage_title, tr

ARROW = "→"
PREFIXES = {
    "Reset ": "Reset {name}", "Open ": "Open {name}", "Load ": "Load {name}", "Snapshot ": "Snapshot {name}",
    "Sweep ": "Sweep {name}",
}  # fmt: skip
"""Beginnings of labels that name a stage, a file or a snapshot -> how the whole is worded."""


@dataclass(frozen=True)
class Line:
    """A state of the history in words.

    Attributes
    ----------
    details : one for each value that changed, old and new
    """

    title: str
    details: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All of it on one line."""
        return f"{self.title}  {', '.join(self.details)}".strip()


def value_text(param: Param, value: Any, *, unit: bool = True, live: bool = True) -> str:
    """A value as its knob shows it; one that is only shown (`live` False) has no more digits than its step tells."""
    if param.kind in ("number", "integer"):
        step = 1.0 if param.kind == "integer" else param.step or 0.01
        text = number_text(value, step, (param.minimum or 0.0) < 0, live)
        return f"{text} {param.unit}" if unit and param.unit != "1" else text
    if param.kind == "switch":
        return on_off(value)
    if param.kind == "choice":
        return choice_title(str(value))
    if param.kind == "matrix":
        return "; ".join(" ".join(f"{v:g}" for v in row) for row in value)
    if param.kind == "curve":
        return tr("window", "{count} knots").format(count=len(value))
    planes, rows, columns = len(value), len(value[0]), len(value[0][0])
    return f"{planes} × {columns} × {rows}"


def on_off(on: bool) -> str:
    """'on' or 'off'."""
    return tr("window", "on") if on else tr("window", "off")


def count_text(many: int) -> str:
    """In how many parameters two tunings differ."""
    if many == 0:
        return tr("window", "the same tuning")
    if many == 1:
        return tr("window", "1 parameter differs")
    return tr("window", "{count} parameters differ").format(count=many)


def change_text(param: Param, old: Any, new: Any) -> str:
    """'+0.30 → +0.55 EV'; the unit stands once."""
    return f"{value_text(param, old, unit=False)} {ARROW} {value_text(param, new)}"


def path_title(stage: Stage, name: str) -> str:
    """'Exposure · EV' for 'exposure.ev'; 'Exposure' for its switch."""
    if name == "enabled":
        return stage_title(stage)
    param = stage.param(name)
    return f"{stage_title(stage)} · {param_title(stage, label_text(param))}"


def setting_text(rack: Rack, values: Mapping[str, Any]) -> str:
    """Some values: 'Amount 0.50 · Sigma 0.80 px'; a title that is its unit stands once ('−3.00 EV')."""
    parts = []
    for path, value in values.items():
        stage, name = rack.split(path)
        if name == "enabled":
            parts.append(f"{stage_title(stage)} {on_off(bool(value))}")
            continue
        param = stage.param(name)
        title, text = param_title(stage, label_text(param)), value_text(param, value, live=False)
        parts.append(text if text.endswith(f" {title}") else f"{title} {text}")
    return " · ".join(parts)


def entry_change(rack: Rack, place: str, old: Entry, new: Entry) -> str:
    """'Sharpen · Amount: 0.50 → table over ISO', of a value, a table or the default condition."""
    if place.split(".")[0] not in rack:
        axis = AXES[place.removeprefix("condition.")]
        return f"{tr('window', axis.title)}: {old:.4g} {ARROW} {new:.4g}"
    stage, name = rack.split(place)
    if not isinstance(old, Tabled) and not isinstance(new, Tabled):
        return f"{path_title(stage, name)}: {_change(stage, name, old, new)}"
    return f"{path_title(stage, name)}: {_entry_text(stage, name, old)} {ARROW} {_entry_text(stage, name, new)}"


def _entry_text(stage: Stage, name: str, entry: Entry) -> str:
    if isinstance(entry, Tabled):
        axes = ", ".join(tr("window", AXES[axis].title) for axis, _ in entry.axes)
        return tr("window", "table over {axes} ({count})").format(axes=axes, count=len(entry.values))
    return on_off(bool(entry)) if name == "enabled" else value_text(stage.param(name), entry)


def describe(history: History, number: int, rack: Rack) -> Line:
    """A state of the history: what was done, and every old and new value."""
    changes = history.changes(number)
    label = history[number].label
    parts = [(*rack.split(path), old, new) for path, (old, new) in changes.items()]
    stages = {stage.name: stage for stage, *_ in parts}
    plain = len(stages) == 1 and label.split(" · ")[0] == next(iter(stages.values())).title
    if plain and len(parts) == 1:
        stage, name, old, new = parts[0]
        return Line(path_title(stage, name), (_change(stage, name, old, new),))
    title = stage_title(next(iter(stages.values()))) if plain else label_title(label, rack)
    return Line(title, tuple(_named(stage, name, old, new, len(stages) > 1) for stage, name, old, new in parts))


def label_title(label: str, rack: Rack) -> str:
    """What was done, in the language in force: a solver's title, 'Reset Sharpen', 'Load indoor.toml'."""
    for prefix, pattern in PREFIXES.items():
        if label.startswith(prefix):
            rest = label.removeprefix(prefix)
            stage = next((s for s in rack if s.title == rest), None)
            return tr("history", pattern).format(name=stage_title(stage) if stage else rest)
    solver = tr("solvers", label)
    return solver if solver != label else tr("history", label)


def _change(stage: Stage, name: str, old: Any, new: Any) -> str:
    if name == "enabled":
        return f"{on_off(old)} {ARROW} {on_off(new)}"
    return change_text(stage.param(name), old, new)


def _named(stage: Stage, name: str, old: Any, new: Any, whole: bool) -> str:
    """'Red 1.000 → 1.920', with the stage where several changed."""
    if whole or name == "enabled":
        return f"{path_title(stage, name)} {_change(stage, name, old, new)}"
    param = stage.param(name)
    return f"{param_title(stage, label_text(param))} {_change(stage, name, old, new)}"
