"""A tuning profile: one value for every parameter of the line, as TOML with one canonical text.

    schema = 1                     the file's form
    name, note                     for people
    [versions]                     the version of each stage that the values were written for
    [stage]                        a table a stage in line order: `enabled` where there is a switch, then every parameter

What a file leaves out takes its default; a stage without a version is of version 1, so that a file means the same
whenever it is read. An older stage version is brought up through `UPGRADES` one version at a time. A value that is
itself a table, `[stage.parameter]`, is kept free for values that depend on a condition (ISO, light): it is refused.

Source: TOML v1.0.0 (2021), toml.io.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from tuner.core.param import Kind, ParamError, Value, nearest, params_of
from tuner.core.rack import Rack
from tuner.core.recipe import Recipe, Setting
from tuner.core.stage import Stage
from tuner.files.atomic import read_limited, write_atomic
from tuner.files.errors import FileError, one_line
from tuner.stages import RACK

SCHEMA = 1
MAX_BYTES = 8 << 20
MAX_NAME, MAX_NOTE = 200, 65536  # characters
HEADER = ("schema", "name", "note", "versions")
_MAX_FAULT = 200  # characters of a message that quotes the file
_CORRECT = "correct the file or save the profile again"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\0", b"MM\0*")  # how PNG, JPEG and TIFF files begin
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")

Tables = Mapping[str, Mapping[str, Any]]
Upgrade = Callable[[dict[str, Any]], dict[str, Any]]


def _demosaic_2(table: dict[str, Any]) -> dict[str, Any]:
    """Method `menon` gave way to `gradient`, which is nearer the truth on every picture tried, and quicker."""
    return table | {"method": "gradient"} if table.get("method") == "menon" else table


UPGRADES: dict[tuple[str, int], Upgrade] = {("demosaic", 1): _demosaic_2}
"""(stage, n) -> the function that turns a table of version n into one of version n + 1."""


class NewerError(ParamError):
    """Values written by a newer program."""


@dataclass(frozen=True)
class Profile:
    """A named recipe. The name is one line; equal profiles have equal texts."""

    name: str
    note: str
    recipe: Recipe

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", one_line(_plain_text(self.name))[:MAX_NAME].strip())
        object.__setattr__(self, "note", _plain_text(self.note)[:MAX_NOTE].strip())

    @classmethod
    def default(cls, rack: Rack = RACK) -> Profile:
        """Every stage as its declaration says."""
        return cls("Default", "", Recipe.default(rack))

    @cached_property
    def text(self) -> str:
        """The canonical TOML."""
        rack = self.recipe.rack
        head = f"schema = {SCHEMA}\nname = {_string(self.name)}\nnote = {_string(self.note)}\n"
        versions = "".join(f"{stage.name} = {stage.version}\n" for stage in rack)
        tables = [_table(stage, setting) for stage, setting in zip(rack, self.recipe.settings, strict=True)]
        return "\n".join([head, f"[versions]\n{versions}", *tables])

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical text, in hex."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def load_profile(path: Path, rack: Rack = RACK) -> Profile:
    """Read a profile.

    Raises
    ------
    FileError : the file cannot be read, is too large, or does not hold a profile this program understands
    """
    data = read_limited(path, MAX_BYTES, "a profile")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        fault = "it is a picture" if data.startswith(_PICTURES) else "it is not a text in UTF-8"
        raise FileError(path, f"{fault}, and a profile is a TOML text", "choose another file") from None
    return parse_profile(text, path, rack)


def save_profile(path: Path, profile: Profile) -> None:
    """Write a profile in one step; saving the same profile twice gives the same bytes.

    Raises
    ------
    FileError : the place cannot be written
    """
    write_atomic(path, profile.text.encode())


def parse_profile(text: str, origin: Path | str, rack: Rack = RACK) -> Profile:
    """The profile a text holds.

    Parameters
    ----------
    origin : the file's name, for messages

    Raises
    ------
    FileError : not TOML, another or a newer schema, an unknown key, a value out of range; names stage, field and value
    """
    if len(text) > MAX_BYTES:
        raise FileError(
            origin, f"it is larger than {MAX_BYTES >> 20} MiB, too large for a profile", "choose another file"
        )
    try:
        tables = tomllib.loads(text)
    except RecursionError:
        raise FileError(origin, "its arrays are nested too deeply", _CORRECT) from None
    except tomllib.TOMLDecodeError as error:
        raise FileError(origin, f"it is not valid TOML ({error})", "correct that place") from None
    except ValueError:
        raise FileError(origin, "a number in it has too many digits", _CORRECT) from None
    try:
        return _profile(tables, rack)
    except NewerError as error:
        raise FileError(origin, str(error), "update ISP Tuner") from None
    except ParamError as error:
        fault, _, guess = str(error).partition("; did you mean ")
        fault = fault if len(fault) <= _MAX_FAULT else fault[:_MAX_FAULT] + "..."
        raise FileError(origin, fault, f"perhaps {guess.rstrip('?')} was meant" if guess else _CORRECT) from None


def recipe_from(tables: Tables, versions: Mapping[str, Any], rack: Rack = RACK) -> Recipe:
    """The recipe of saved tables, brought up to this program's stage versions.

    Parameters
    ----------
    tables : {stage: {parameter: value, "enabled": bool}}
    versions : {stage: version the table was written for}; a stage that is not in it is of version 1

    Raises
    ------
    NewerError : a stage was saved by a newer program
    ParamError : an unknown name or a value out of range
    """
    return Recipe.from_dict(rack, upgraded(tables, versions, rack))


def upgraded(tables: Tables, versions: Mapping[str, Any], rack: Rack = RACK) -> dict[str, dict[str, Any]]:
    """Saved tables at this program's stage versions; parameters and raises as `recipe_from`, values not yet checked."""
    _check_versions(versions, rack)
    return {name: _upgraded(rack[name], table, versions.get(name, 1)) for name, table in tables.items()}


def parse_value(text: str) -> Any:
    """A value from the command line: TOML, and bare words as strings.

    >>> parse_value("0.5"), parse_value("menon"), parse_value('"menon"'), parse_value("[[0, 0], [1, 1]]")
    (0.5, 'menon', 'menon', [[0, 0], [1, 1]])
    """
    stripped = text.strip()
    try:
        found = tomllib.loads(f"value = {stripped}")
        if len(found) == 1 and isinstance(found["value"], bool | int | float | str | list):
            return found["value"]
    except (ValueError, RecursionError):
        if _NUMBER.fullmatch(stripped) and len(stripped) < 400:  # .5, 5. and 007 are numbers to everyone but TOML
            return float(stripped)
    return stripped


def _profile(tables: dict[str, Any], rack: Rack) -> Profile:
    schema = tables.get("schema")
    if type(schema) is not int or schema < 1:
        raise ParamError(f"it is not a profile of ISP Tuner, which begins with 'schema = {SCHEMA}'")
    if schema > SCHEMA:
        raise NewerError(f"it is of schema {schema}, and this program knows schemas up to {SCHEMA}")
    for key in tables:
        if key not in HEADER and key not in rack:
            raise ParamError(f"'{one_line(key)}' is not a known stage or key{nearest(key, (*HEADER, *rack.names))}")
    for key in ("name", "note"):
        if not isinstance(tables.get(key, ""), str):
            raise ParamError(f"{key} is not a text in quotes")
    versions = tables.get("versions", {})
    if not isinstance(versions, dict):
        raise ParamError("versions is not a table of stages")
    stages = {name: table for name, table in tables.items() if name not in HEADER}
    return Profile(tables.get("name", ""), tables.get("note", ""), recipe_from(stages, versions, rack))


def _check_versions(versions: Mapping[str, Any], rack: Rack) -> None:
    for name, version in versions.items():
        if type(version) is not int or version < 1:
            raise ParamError(f"the version of stage {one_line(name)} is not a whole number from 1")
        known = rack[name].version
        if version > known:
            raise NewerError(f"stage {name} is of version {version}, and this program knows version {known}")


def _upgraded(stage: Stage, table: Any, version: int) -> dict[str, Any]:
    """A stage's table at the stage's present version."""
    if not isinstance(table, Mapping):
        raise ParamError(f"{stage.name} is a stage and needs a table [{stage.name}] of parameters")
    values = dict(table)
    for n in range(version, stage.version):
        if (stage.name, n) not in UPGRADES:
            raise ParamError(f"version {n} of stage {stage.name} can no longer be read")
        values = UPGRADES[stage.name, n](values)
    for name, value in values.items():
        if isinstance(value, Mapping):
            raise ParamError(
                f"{stage.name}.{one_line(name)} is a table over conditions, which this program does not know"
            )
        _check_plain(f"{stage.name}.{one_line(name)}", value)
    return values


def _check_plain(path: str, value: Any) -> None:
    """Refuse whole numbers beyond 64 bits (TOML v1.0.0 promises no more), which nothing behind could print."""
    if isinstance(value, list | tuple):
        for item in value:
            _check_plain(path, item)
    elif isinstance(value, int) and not -(1 << 63) <= value < 1 << 63:
        raise ParamError(f"{path} holds a whole number of more than 64 bits")


def _table(stage: Stage, setting: Setting) -> str:
    switch: dict[str, Value] = {"enabled": setting.enabled} if stage.switchable else {}
    return table_text(
        stage, switch | {param.name: getattr(setting.params, param.name) for param in params_of(stage.params)}
    )


def table_text(stage: Stage, values: Mapping[str, Value]) -> str:
    """The TOML table `[stage]` of some of its parameters (and of `enabled`)."""
    kinds: dict[str, Kind] = {param.name: param.kind for param in params_of(stage.params)}
    lines = [f"{name} = {_value(value, kinds.get(name, 'switch'))}\n" for name, value in values.items()]
    return f"[{stage.name}]\n" + "".join(lines)


def _value(value: Value, kind: Kind) -> str:
    if kind in ("matrix", "curve", "table"):
        return _rows(value, "")
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
    return _string(value) if isinstance(value, str) else str(value)


def _string(text: str) -> str:
    import tomli_w

    return tomli_w.dumps({"x": text}, multiline_strings=True).removeprefix("x = ").removesuffix("\n")


def _plain_text(text: str) -> str:
    """Text that TOML keeps: one kind of line end, no lone surrogates."""
    return text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace").decode("utf-8")
