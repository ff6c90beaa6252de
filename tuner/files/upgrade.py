"""Bringing saved values up to this program: the file's schema and each stage's version, one step at a time.

A step turns a table of version n into one of version n + 1 and never changes afterwards; a saved file of every past
version stays in tests/profiles. What a newer program wrote is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tuner.core.param import ParamError
from tuner.core.rack import Rack
from tuner.core.stage import Stage
from tuner.core.tabled import Tabled
from tuner.files.errors import one_line

SCHEMA = 2
"""1: values; 2: tables over conditions, the default condition, layers."""
TOO_MANY = 1 << 31
"""No form or version is of such a number: one of thousands of digits could not even be told in a message."""

Tables = Mapping[str, Mapping[str, Any]]
Upgrade = Callable[[dict[str, Any]], dict[str, Any]]


class NewerError(ParamError):
    """Values written by a newer program."""


def _schema_2(file: dict[str, Any]) -> dict[str, Any]:
    """Schema 1 knew neither conditions nor layers: a table over conditions in it was refused, and still is."""
    for stage, table in file.items():
        for name, value in table.items() if isinstance(table, Mapping) and stage != "versions" else ():
            if isinstance(value, Mapping):
                path = f"{one_line(stage)}.{one_line(name)}"
                raise ParamError(f"{path} is a table over conditions, which schema 1 does not know")
    for key in ("extends", "condition"):
        if key in file:
            raise ParamError(f"'{key}' needs schema 2")
    return file


SCHEMA_UPGRADES: dict[int, Upgrade] = {1: _schema_2}
"""n -> the function that turns a file of schema n into one of schema n + 1."""


def _demosaic_2(table: dict[str, Any]) -> dict[str, Any]:
    """Method `menon` gave way to `gradient`, which is nearer the truth on every picture tried, and quicker."""
    return table | {"method": "gradient"} if table.get("method") == "menon" else table


def _chroma_denoise_2(table: dict[str, Any]) -> dict[str, Any]:
    """The threshold was the knob's alone."""
    return table | {"source": "manual"}


def _same(table: dict[str, Any]) -> dict[str, Any]:
    """The stage draws better pictures, by the same parameters."""
    return table


UPGRADES: dict[tuple[str, int], Upgrade] = {
    ("defects", 1): _same,
    ("demosaic", 1): _demosaic_2,
    ("demosaic", 2): _same,
    ("chroma_denoise", 1): _chroma_denoise_2,
}
"""(stage, n) -> the function that turns a table of version n into one of version n + 1, all values plain."""


def upgraded_file(file: dict[str, Any]) -> dict[str, Any]:
    """A whole file at this program's schema.

    Raises
    ------
    NewerError : of a newer schema
    ParamError : it states none, or does not keep to the one it states
    """
    schema = file.get("schema")
    if type(schema) is not int or not 1 <= schema < TOO_MANY:
        raise ParamError(f"it is not a profile of ISP Tuner, which begins with 'schema = {SCHEMA}'")
    if schema > SCHEMA:
        raise NewerError(f"it is of schema {schema}, and this program knows schemas up to {SCHEMA}")
    for n in range(schema, SCHEMA):
        file = SCHEMA_UPGRADES[n](file)
    return file | {"schema": SCHEMA}


def upgraded(
    tables: Tables, versions: Mapping[str, Any], rack: Rack, *, tabled: bool = False
) -> dict[str, dict[str, Any]]:
    """Saved tables at this program's stage versions; values not yet checked.

    Parameters
    ----------
    tables : {stage: {parameter: value, "enabled": bool}}
    versions : {stage: version the table was written for}; a stage that is not in it is of version 1
    tabled : whether a value may be a table over conditions; it is then returned as a `Tabled`

    Raises
    ------
    NewerError : a stage was saved by a newer program
    ParamError : an unknown stage, a version that can no longer be read, a table where there may be none
    """
    _check_versions(versions, rack)
    return {name: _stage(rack[name], table, versions.get(name, 1), tabled) for name, table in tables.items()}


def _check_versions(versions: Mapping[str, Any], rack: Rack) -> None:
    for name, version in versions.items():
        if type(version) is not int or not 1 <= version < TOO_MANY:
            raise ParamError(f"the version of stage {one_line(name)} is not a whole number from 1")
        known = rack[name].version
        if version > known:
            raise NewerError(f"stage {name} is of version {version}, and this program knows version {known}")


def _stage(stage: Stage, table: Any, version: int, tabled: bool) -> dict[str, Any]:
    """A stage's table at the stage's present version."""
    if not isinstance(table, Mapping):
        raise ParamError(f"{stage.name} is a stage and needs a table [{stage.name}] of parameters")
    values = {name: _value(f"{stage.name}.{one_line(name)}", value, tabled) for name, value in table.items()}
    for n in range(version, stage.version):
        if (stage.name, n) not in UPGRADES:
            raise ParamError(f"version {n} of stage {stage.name} can no longer be read")
        values = _step(UPGRADES[stage.name, n], values)
    return values


def _value(path: str, value: Any, tabled: bool) -> Any:
    if not isinstance(value, Mapping):
        _check_plain(path, value)
        return value
    if not tabled:
        raise ParamError(f"{path} is a table over conditions, which cannot stand here; load the file as a profile")
    try:
        made = Tabled.from_plain(dict(value))
        for node in made.values:
            _check_plain(path, node)
    except ParamError as error:
        raise ParamError(f"{path}: {error}") from None
    return made


def _check_plain(path: str, value: Any) -> None:
    """Refuse whole numbers beyond 64 bits (TOML v1.0.0 promises no more), which nothing behind could print."""
    if isinstance(value, list | tuple):
        for item in value:
            _check_plain(path, item)
    elif isinstance(value, int) and not -(1 << 63) <= value < 1 << 63:
        raise ParamError(f"{path} holds a whole number of more than 64 bits")


def _step(upgrade: Upgrade, values: dict[str, Any]) -> dict[str, Any]:
    """One step, which knows plain values only: done for each node of a table, with the first of the others.

    What then differs from node to node, or keeps the table's name, is a table over the same knots.
    """
    first = {name: v.values[0] if isinstance(v, Tabled) else v for name, v in values.items()}
    out = upgrade(dict(first))
    made: dict[str, Any] = {}
    for name, table in values.items():
        if not isinstance(table, Tabled):
            continue
        outs = [upgrade(first | {name: node}) for node in table.values]
        for key in out:
            if key == name or any(o.get(key) != out[key] for o in outs):
                if key in made:
                    raise ParamError(f"{key} would depend on two tables; save it with the version that wrote it")
                made[key] = Tabled(table.axes, tuple(o.get(key, out[key]) for o in outs))
    return out | made
