"""A tuning profile: a value, or a table over conditions, for every parameter of the line, as TOML with one canonical text.

    schema = 2                     the file's form
    name, note                     for people
    extends = "sensor.toml"        the layer below: a profile beside this one or in a folder below; may be left out
    [condition]                    iso, cct (K), lux (lx): what stands in where a picture does not say
    [versions]                     the version of each stage that the values were written for
    [stage]                        a table a stage in line order: `enabled` where there is a switch, then every parameter
    [stage.parameter]              a value that depends on the condition: knots under `iso`, `cct`, `lux`; then `values`

What a file leaves out is that of the layer below, or the default; a stage without a version is of version 1, so that a
file means the same whenever it is read. Older schemas and stages are brought up in `upgrade`.

Source: TOML v1.0.0 (2021), toml.io.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from tuner.core.condition import AXES, UNKNOWN, Condition
from tuner.core.param import ParamError, nearest
from tuner.core.rack import Rack
from tuner.core.recipe import Recipe
from tuner.core.tabled import Tabled
from tuner.core.tuning import Entry, Tuning
from tuner.files.atomic import read_limited, write_atomic
from tuner.files.errors import FileError, one_line
from tuner.files.layers import base_path, check_layers
from tuner.files.profile_text import plain_text, profile_text
from tuner.files.toml_text import TomlFault, parse_toml
from tuner.files.upgrade import NewerError, Tables, upgraded, upgraded_file
from tuner.stages import RACK

MAX_BYTES = 8 << 20
MAX_NAME, MAX_NOTE = 200, 65536  # characters
HEADER = ("schema", "name", "note", "extends", "condition", "versions")
_MAX_FAULT = 200  # characters of a message that quotes the file
_CORRECT = "correct the file or save the profile again"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\0", b"MM\0*")  # how PNG, JPEG and TIFF files begin
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")


@dataclass(frozen=True)
class Profile:
    """A named tuning. The name is one line; equal profiles have equal texts.

    Attributes
    ----------
    tuning : everything, layers below included
    extends : how the file names the layer below; "" where there is none
    base : that layer
    own : what the file states itself, 'stage.parameter' and 'condition.axis'; counts only with a base
    """

    name: str
    note: str
    tuning: Tuning
    extends: str = ""
    base: Profile | None = None
    own: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", one_line(plain_text(self.name))[:MAX_NAME].strip())
        object.__setattr__(self, "note", plain_text(self.note)[:MAX_NOTE].strip())

    @classmethod
    def default(cls, rack: Rack = RACK) -> Profile:
        """Every stage as its declaration says."""
        return cls("Default", "", Tuning(Recipe.default(rack)))

    @property
    def recipe(self) -> Recipe:
        """The recipe under the profile's default condition."""
        return self.tuning.recipe

    def resolve(self, condition: Condition = UNKNOWN) -> Recipe:
        """The recipe under a condition; what it does not say is taken from the profile's default."""
        return self.tuning.resolve(condition)

    @property
    def entries(self) -> dict[str, Entry]:
        """What the file states of the line: everything, or with a layer below only its own."""
        entries = self.tuning.entries()
        return entries if self.base is None else {path: entry for path, entry in entries.items() if path in self.own}

    @property
    def layers(self) -> tuple[Profile, ...]:
        """This profile and those below, from the top."""
        return (self, *(self.base.layers if self.base else ()))

    def layer_of(self, path: str) -> int:
        """From which of `layers` a value comes: 0 is this profile itself."""
        return 0 if self.base is None or path in self.own else 1 + self.base.layer_of(path)

    def tuned(self, tuning: Tuning) -> Profile:
        """The profile with another tuning.

        With a layer below, the file states what differs from it, and what it stated before and still has; what was
        brought back to the layer's own value is left to the layer again.
        """
        if self.base is None:
            return replace(self, tuning=tuning)
        changed = set(tuning.differences(self.base.tuning))
        kept = self.own - set(tuning.differences(self.tuning))
        return replace(self, tuning=tuning, own=frozenset(changed | kept))

    def flat(self) -> Profile:
        """The same tuning without layers."""
        return Profile(self.name, self.note, self.tuning)

    @cached_property
    def text(self) -> str:
        """The canonical TOML."""
        stated = dict(self.tuning.condition)
        if self.base is not None:
            stated = {name: value for name, value in stated.items() if f"condition.{name}" in self.own}
        condition = Condition(**stated)
        return profile_text(self.tuning.rack, self.name, self.note, self.entries, condition, self.extends)

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical texts of all layers, in hex."""
        return hashlib.sha256("\n".join(layer.text for layer in self.layers).encode()).hexdigest()


def load_profile(path: Path, rack: Rack = RACK) -> Profile:
    """Read a profile and the layers below it.

    Raises
    ------
    FileError : a file cannot be read, is too large, or does not hold a profile this program understands; layers go
        round in a circle or leave the folder
    """
    return _load(path, rack, ())


def _load(path: Path, rack: Rack, above: tuple[Path, ...]) -> Profile:
    data = read_limited(path, MAX_BYTES, "a profile")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        fault = "it is a picture" if data.startswith(_PICTURES) else "it is not a text in UTF-8"
        raise FileError(path, f"{fault}, and a profile is a TOML text", "choose another file") from None
    seen = check_layers(path, above)

    def below(extends: str) -> Profile:
        base = base_path(path, extends)
        try:
            return _load(base, rack, seen)
        except FileError as error:
            if error.fault.startswith("the layer"):
                raise
            raise FileError(
                path, f"the layer it extends, '{extends}', cannot be used: {error.fault}", error.way_out
            ) from None

    return parse_profile(text, path, rack, below)


def save_profile(path: Path, profile: Profile) -> None:
    """Write a profile in one step; saving the same profile twice gives the same bytes.

    Raises
    ------
    FileError : the place cannot be written, or the layer below is not to be found from there
    """
    if profile.extends and not base_path(path, profile.extends).is_file():
        fault = f"it extends '{profile.extends}', which is not to be found from there"
        raise FileError(path, fault, "save it in the folder it was read from")
    write_atomic(path, profile.text.encode())


def parse_profile(
    text: str, origin: Path | str, rack: Rack = RACK, below: Callable[[str], Profile] | None = None
) -> Profile:
    """The profile a text holds.

    Parameters
    ----------
    origin : the file's name, for messages
    below : reads the layer that a text extends; without it, a text that does is refused

    Raises
    ------
    FileError : not TOML, another or a newer schema, an unknown key, a value out of range; names stage, field and value
    """
    if len(text) > MAX_BYTES:
        raise FileError(
            origin, f"it is larger than {MAX_BYTES >> 20} MiB, too large for a profile", "choose another file"
        )
    try:
        file = parse_toml(text)
    except TomlFault as error:
        raise FileError(origin, str(error), _CORRECT) from None
    try:
        return _profile(file, rack, below)
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


def parse_value(text: str) -> Any:
    """A value from the command line: TOML, and bare words as strings.

    >>> parse_value("0.5"), parse_value("menon"), parse_value('"menon"'), parse_value("[[0, 0], [1, 1]]")
    (0.5, 'menon', 'menon', [[0, 0], [1, 1]])
    """
    stripped = text.strip()
    try:
        found = parse_toml(f"value = {stripped}")
        if len(found) == 1 and isinstance(found["value"], bool | int | float | str | list):
            return found["value"]
    except ValueError:
        if _NUMBER.fullmatch(stripped) and len(stripped) < 400:  # .5, 5. and 007 are numbers to everyone but TOML
            return float(stripped)
    return stripped


def _profile(file: dict[str, Any], rack: Rack, below: Callable[[str], Profile] | None) -> Profile:
    file = upgraded_file(file)
    for key in file:
        if key not in HEADER and key not in rack:
            raise ParamError(f"'{one_line(key)}' is not a known stage or key{nearest(key, (*HEADER, *rack.names))}")
    for key in ("name", "note", "extends"):
        if not isinstance(file.get(key, ""), str):
            raise ParamError(f"{key} is not a text in quotes")
    versions, condition = file.get("versions", {}), _condition(file.get("condition", {}))
    if not isinstance(versions, dict):
        raise ParamError("versions is not a table of stages")
    stages = {name: table for name, table in file.items() if name not in HEADER}
    stated = _entries(upgraded(stages, versions, rack, tabled=True), rack)
    extends = file.get("extends", "")
    if extends and below is None:
        raise ParamError("it extends another profile, which cannot be read from here")
    base = below(extends) if extends and below else None
    start = base.tuning if base else Tuning(Recipe.default(rack))
    own = {*stated, *(f"condition.{name}" for name, value in condition if value is not None)} if base else ()
    tuning = start.with_entries(stated).with_condition(condition)
    return Profile(file.get("name", ""), file.get("note", ""), tuning, extends, base, frozenset(own))


def _condition(table: Any) -> Condition:
    if not isinstance(table, dict):
        raise ParamError("condition is not a table of iso, cct and lux")
    for key in table:
        if key not in AXES:
            raise ParamError(f"condition.{one_line(key)} is not an axis of conditions{nearest(key, AXES)}")
    return Condition(**table)


def _entries(tables: dict[str, dict[str, Any]], rack: Rack) -> dict[str, Entry]:
    """{path: value or table} of everything stated; the plain values checked together, so that a fault reads the same."""
    plain = {name: {k: v for k, v in table.items() if not isinstance(v, Tabled)} for name, table in tables.items()}
    recipe = Recipe.from_dict(rack, plain)
    return {
        f"{stage}.{name}": value if isinstance(value, Tabled) else recipe.value(f"{stage}.{name}")
        for stage, table in tables.items()
        for name, value in table.items()
    }
