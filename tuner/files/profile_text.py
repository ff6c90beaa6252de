"""The canonical text of profiles: equal profiles have equal texts, and a small change is a small difference of lines.

Stages stand in line order, parameters in that of their declaration; tables over conditions behind a stage's plain
values, a line a knot.

Source: TOML v1.0.0 (2021), toml.io.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tuner.core.condition import Condition
from tuner.core.param import Kind, Value, params_of
from tuner.core.rack import Rack
from tuner.core.stage import Stage
from tuner.core.tabled import Tabled
from tuner.core.tuning import Entry
from tuner.files.upgrade import SCHEMA


def profile_text(
    rack: Rack, name: str, note: str, entries: Mapping[str, Entry], condition: Condition, extends: str = ""
) -> str:
    """The TOML of a profile.

    Parameters
    ----------
    entries : what the file states: {path: value or table}
    condition : of the default condition, what the file states
    extends : the layer below; a file without one states every parameter
    """
    head = f"schema = {SCHEMA}\nname = {string(name)}\nnote = {string(note)}\n"
    head += f"extends = {string(extends)}\n" if extends else ""
    stated = {axis: value for axis, value in condition if value is not None}
    tables = [(stage, _of_stage(stage, entries)) for stage in rack]
    kept = [(stage, values) for stage, values in tables if values or not extends]
    parts = [head]
    if stated:
        parts.append("[condition]\n" + "".join(f"{axis} = {_scalar(float(value))}\n" for axis, value in stated.items()))
    if kept:
        parts.append("[versions]\n" + "".join(f"{stage.name} = {stage.version}\n" for stage, _ in kept))
    return "\n".join([*parts, *(table_text(stage, values) for stage, values in kept)])


def _of_stage(stage: Stage, entries: Mapping[str, Entry]) -> dict[str, Entry]:
    names = ("enabled", *(param.name for param in params_of(stage.params)))
    return {name: entries[f"{stage.name}.{name}"] for name in names if f"{stage.name}.{name}" in entries}


def table_text(stage: Stage, values: Mapping[str, Entry]) -> str:
    """The TOML table `[stage]` of some of its parameters (and of `enabled`)."""
    kinds: dict[str, Kind] = {param.name: param.kind for param in params_of(stage.params)}
    plain = {name: value for name, value in values.items() if not isinstance(value, Tabled)}
    lines = [f"{name} = {value_text(value, kinds.get(name, 'switch'))}\n" for name, value in plain.items()]
    tables = [
        f"[{stage.name}.{name}]\n" + tabled_text(value, kinds.get(name, "switch"))
        for name, value in values.items()
        if isinstance(value, Tabled)
    ]
    plainly = [f"[{stage.name}]\n" + "".join(lines)] if lines or not tables else []
    return "\n".join([*plainly, *tables])


def tabled_text(table: Tabled, kind: Kind) -> str:
    """The lines of a table over conditions: the knots of each axis, then the values, nested in the axes' order."""
    axes = "".join(f"{name} = [{', '.join(_scalar(float(k)) for k in knots)}]\n" for name, knots in table.axes)
    return axes + f"values = {_nodes(table.to_plain()['values'], len(table.axes), kind, '')}\n"


def _nodes(values: Any, depth: int, kind: Kind, indent: str) -> str:
    if depth == 0:
        return value_text(values, kind, indent)
    deeper = indent + "    "
    items: Iterable[str] = (_nodes(item, depth - 1, kind, deeper) for item in values)
    return "[\n" + "".join(f"{deeper}{item},\n" for item in items) + f"{indent}]"


def value_text(value: Value, kind: Kind, indent: str = "") -> str:
    """A value as TOML."""
    if kind in ("matrix", "curve", "table"):
        return _rows(value, indent)
    return _scalar(float(value) if kind == "number" else value)  # type: ignore[arg-type]


def _rows(value: Any, indent: str) -> str:
    """Arrays of arrays over several lines, the innermost on one."""
    if not value or not isinstance(value[0], tuple | list):
        return "[" + ", ".join(_scalar(float(v)) for v in value) + "]"
    deeper = indent + "    "
    return "[\n" + "".join(f"{deeper}{_rows(item, deeper)},\n" for item in value) + f"{indent}]"


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(value + 0.0)  # shortest digits that read back as the same number; -0.0 becomes 0.0
    return string(value) if isinstance(value, str) else str(value)


def string(text: str) -> str:
    import tomli_w

    return tomli_w.dumps({"x": text}, multiline_strings=True).removeprefix("x = ").removesuffix("\n")


def plain_text(text: str) -> str:
    """Text that TOML keeps: one kind of line end, no lone surrogates."""
    return text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace").decode("utf-8")
