"""The state a picture carries: what made it, as JSON, so that opening the picture opens the work again.

The text comes from a file that anyone may have edited: it is measured before it is parsed, every field is checked, and
a state that does not fit is treated as none. Unknown fields are left alone; a newer form is refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tuner import __version__
from tuner.core.condition import UNKNOWN, Condition
from tuner.core.orient import Rect
from tuner.core.param import ParamError, freeze
from tuner.core.rack import Rack
from tuner.core.recipe import Recipe
from tuner.files.profile import recipe_from
from tuner.stages import RACK

FORM = 1
MARK = "isp-tuner"
MAX_TEXT = 8 << 20  # characters of JSON: two recipes with the largest tables take about 5 MiB
_MAX_WORD = 1024
_DIGEST = re.compile(r"([0-9a-f]{64})?")
_WORDS = ("profile_name", "raw_name", "primaries", "transfer", "program")
_DIGESTS = ("profile_digest", "raw_sha256")

Tables = Mapping[str, Mapping[str, Any]]


class StateError(ValueError):
    """A text is not a state; the message says why."""


@dataclass(frozen=True)
class PictureState:
    """What made a picture.

    Attributes
    ----------
    recipe : {stage: {parameter: value}} as set
    resolved : the same with the numbers in force, which the file or another knob decided
    versions : {stage: version} of the program that wrote it
    profile_digest, raw_sha256 : 64 hex digits, or ""
    crop : rectangle of the picture as exported; None is all of it
    tap : stage behind which the picture was taken; None is the finished picture
    condition : what tables over conditions were read under; unknown in pictures of before it was written down
    tabled : parameters whose values are what the tuning's tables over conditions gave there; None where the picture is of
        before that was written down
    """

    recipe: Tables
    resolved: Tables
    versions: Mapping[str, int]
    profile_name: str = ""
    profile_digest: str = ""
    raw_name: str = ""
    raw_sha256: str = ""
    primaries: str = ""
    transfer: str = ""
    crop: Rect | None = None
    tap: str | None = None
    condition: Condition = UNKNOWN
    tabled: tuple[str, ...] | None = None
    program: str = field(default=__version__)

    @classmethod
    def of(cls, recipe: Recipe, resolved: Recipe, **known: Any) -> PictureState:
        """The state of a render; `known` are the other fields by name."""
        versions = {stage.name: stage.version for stage in recipe.rack}
        return cls(recipe.to_dict(), resolved.to_dict(), versions, **known)

    def to_json(self) -> str:
        """One line of ASCII; equal states give equal texts."""
        condition = {axis: value for axis, value in self.condition if value is not None}
        known = {**vars(self), "condition": condition}
        if self.tabled is None:
            del known["tabled"]
        return json.dumps({MARK: FORM, **known}, separators=(",", ":"), allow_nan=False)

    @classmethod
    def from_json(cls, text: str) -> PictureState:
        """The state that a text holds.

        Raises
        ------
        StateError : too long, not JSON, not a state, of a newer form, or a field that does not fit
        """
        if len(text) > MAX_TEXT:
            raise StateError("it is too long")
        try:
            found = json.loads(text, parse_constant=_no_constant)
        except (ValueError, RecursionError):
            raise StateError("it is not valid JSON") from None
        if not isinstance(found, dict) or type(found.get(MARK)) is not int:
            raise StateError("it is not a state of ISP Tuner")
        if found[MARK] > FORM:
            raise StateError("it was written by a newer ISP Tuner")
        return cls(
            recipe=_tables(found, "recipe"),
            resolved=_tables(found, "resolved"),
            versions=_versions(found.get("versions")),
            crop=_crop(found.get("crop")),
            tap=None if found.get("tap") is None else _word(found, "tap"),
            condition=_condition(found.get("condition", {})),
            tabled=_paths(found["tabled"]) if "tabled" in found else None,
            **{name: _word(found, name) for name in _WORDS},
            **{name: _digest(found, name) for name in _DIGESTS},
        )


def restore(state: PictureState, rack: Rack = RACK) -> Recipe:
    """The recipe, as set, that made a picture, brought up to this program's stage versions.

    Raises
    ------
    NewerError : a stage is of a newer version than this program's
    ParamError : an unknown stage or parameter, or a value out of range
    """
    return recipe_from(state.recipe, state.versions, rack)


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is not JSON")


def _tables(found: dict[str, Any], name: str) -> Tables:
    tables = found.get(name)
    if not isinstance(tables, dict) or not all(isinstance(table, dict) for table in tables.values()):
        raise StateError(f"its {name} is not a table of stages")
    try:
        return {stage: {key: freeze(value) for key, value in table.items()} for stage, table in tables.items()}
    except RecursionError:
        raise StateError(f"its {name} is nested too deeply") from None


def _versions(found: Any) -> dict[str, int]:
    if not isinstance(found, dict) or not all(type(v) is int and v > 0 for v in found.values()):
        raise StateError("its versions are not whole numbers")
    return found


def _crop(found: Any) -> Rect | None:
    if found is None:
        return None
    if not isinstance(found, list) or len(found) != 4 or not all(type(v) is int and 0 <= v < 1 << 31 for v in found):
        raise StateError("its crop is not four whole numbers")
    return Rect(*found)


def _condition(found: Any) -> Condition:
    try:
        return Condition(**found)
    except (TypeError, OverflowError, ParamError):
        raise StateError("its condition is not one of ISO, light and brightness") from None


def _paths(found: Any) -> tuple[str, ...]:
    if not isinstance(found, list) or not all(isinstance(path, str) and len(path) <= _MAX_WORD for path in found):
        raise StateError("its tabled is not a list of parameters")
    return tuple(found)


def _word(found: dict[str, Any], name: str) -> str:
    word = found.get(name, "")
    if not isinstance(word, str) or len(word) > _MAX_WORD:
        raise StateError(f"its {name} is not a short text")
    return word


def _digest(found: dict[str, Any], name: str) -> str:
    digest = _word(found, name)
    if not _DIGEST.fullmatch(digest):
        raise StateError(f"its {name} is not a SHA-256")
    return digest
