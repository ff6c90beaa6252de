"""Parts of a recipe as text: what travels through the clipboard, and between windows.

    part = 1                       the text's form
    [versions]                     the version of each stage in it
    [stage]                        the parameters that are copied, and no others; written as in a profile

A text that begins as a profile does is taken as well: all of its parameters are the part. Nothing is left out in
silence: an unknown name or a value that does not fit refuses the whole text in one sentence.

Source: TOML v1.0.0 (2021), toml.io.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tuner.core.param import ParamError, Value
from tuner.core.rack import Rack
from tuner.core.recipe import Recipe
from tuner.files.errors import FileError
from tuner.files.profile import HEADER, MAX_BYTES
from tuner.files.profile_text import table_text
from tuner.files.toml_text import parse_toml
from tuner.files.upgrade import TOO_MANY, NewerError, upgraded
from tuner.stages import RACK

FORM = 1
_COPY_AGAIN = "copy the parameters again"
_MAX_FAULT = 200  # characters of a message that quotes the text


def part_text(recipe: Recipe, paths: Iterable[str]) -> str:
    """The TOML of some parameters, in line order; the same part gives the same text.

    Parameters
    ----------
    paths : 'stage.parameter' or 'stage.enabled'

    Raises
    ------
    ParamError : a path names nothing
    """
    wanted: dict[str, set[str]] = {}
    for path in paths:
        stage, name = recipe.rack.split(path)
        wanted.setdefault(stage.name, set()).add(name)
    stages = [stage for stage in recipe.rack if stage.name in wanted]
    versions = "".join(f"{stage.name} = {stage.version}\n" for stage in stages)
    tables = []
    for stage in stages:
        names = [n for n in ("enabled", *stage.params.model_fields) if n in wanted[stage.name]]
        tables.append(table_text(stage, {name: recipe.value(f"{stage.name}.{name}") for name in names}))
    return "\n".join([f"part = {FORM}\n", f"[versions]\n{versions}", *tables])


def parse_part(text: str, origin: str = "The clipboard", rack: Rack = RACK) -> dict[str, Value]:
    """The parameters a text holds: `{stage.parameter: value}`, checked, in line order.

    Parameters
    ----------
    origin : where the text comes from, for messages

    Raises
    ------
    FileError : not TOML, no part, of a newer form, an unknown name, a value out of range
    """
    try:
        if len(text) > MAX_BYTES:
            raise ParamError(f"it is larger than {MAX_BYTES >> 20} MiB")
        tables = parse_toml(text)
    except ValueError:
        raise FileError(origin, "it holds no parameters of ISP Tuner", "copy some first") from None
    try:
        return _values(tables, rack)
    except NewerError as error:
        raise FileError(origin, str(error), "update ISP Tuner") from None
    except ParamError as error:
        fault = str(error) if len(str(error)) <= _MAX_FAULT else str(error)[:_MAX_FAULT] + "..."
        raise FileError(origin, fault, _COPY_AGAIN) from None


def _values(tables: dict[str, Any], rack: Rack) -> dict[str, Value]:
    form = tables.pop("part", None)
    if form is None and "schema" not in tables:
        raise ParamError("it holds no parameters of ISP Tuner")
    if form is not None and (type(form) is not int or not 1 <= form < TOO_MANY):
        raise ParamError("its form is not a whole number from 1")
    if form is not None and form > FORM:
        raise NewerError(f"it is of form {form}, and this program knows forms up to {FORM}")
    versions = tables.get("versions", {})
    if not isinstance(versions, dict):
        raise ParamError("versions is not a table of stages")
    brought = upgraded({name: table for name, table in tables.items() if name not in HEADER}, versions, rack)
    recipe = Recipe.from_dict(rack, brought)  # checks names, ranges and switches
    return {
        f"{stage.name}.{name}": recipe.value(f"{stage.name}.{name}")
        for stage in rack
        for name in ("enabled", *stage.params.model_fields)
        if name in brought.get(stage.name, {})
    }
