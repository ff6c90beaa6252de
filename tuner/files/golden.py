"""The list of a folder of golden screenshots: which raw with which profile gave which picture, and what may move.

    schema = 2                   1 where no case has a condition, which those who know 1 alone would not see
    program = "0.1.0"            that recorded them
    [fail_above], [fail_below]   limits by figure
    [[case]]                     raw, raw_sha256, profile, picture, crop (where it is not the whole)
    [case.condition]             iso, cct, lux: what was given to read the profile under, where the raw does not decide

Paths of raws and profiles are from the folder on, with forward slashes; a picture is a plain name in the folder.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tuner import __version__
from tuner.core.condition import AXES, UNKNOWN, Condition
from tuner.core.orient import Rect
from tuner.core.param import ParamError
from tuner.files.atomic import read_limited, write_atomic
from tuner.files.errors import FileError, one_line
from tuner.files.toml_text import parse_toml

NAME = "golden.toml"
SCHEMA = 2
MAX_BYTES = 8 << 20
_WAY_OUT = "record the screenshots again"
_WORDS = ("raw", "raw_sha256", "profile", "picture")
_PICTURE = re.compile(r"[^/\\:\0]{1,250}\.png")

Pairs = tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Case:
    """One golden screenshot.

    Attributes
    ----------
    raw, profile : from the folder on; profile is "" for the default
    picture : a name in the folder
    crop : part of the picture as exported; None is all of it
    given : the condition under which the profile is read, where that is not to be the raw's
    """

    raw: str
    raw_sha256: str
    profile: str
    picture: str
    crop: Rect | None = None
    given: Condition = UNKNOWN

    @property
    def document(self) -> dict[str, Any]:
        """As plain values; what is as it is without being asked for is left out."""
        found: dict[str, Any] = {name: getattr(self, name) for name in _WORDS}
        if self.crop is not None:
            found["crop"] = list(self.crop)
        given = {name: value for name, value in self.given if value is not None}
        return found | ({"condition": given} if given else {})


@dataclass(frozen=True)
class Golden:
    """What a folder holds."""

    cases: tuple[Case, ...]
    above: Pairs = ()
    below: Pairs = ()


def write_golden(folder: Path, golden: Golden) -> None:
    """Write the list; raises FileError."""
    import tomli_w

    plain = all(case.given == UNKNOWN for case in golden.cases)
    document: dict[str, Any] = {
        "schema": 1 if plain else SCHEMA, "program": __version__,
        "fail_above": dict(golden.above), "fail_below": dict(golden.below),
        "case": [case.document for case in golden.cases],
    }  # fmt: skip
    write_atomic(folder / NAME, tomli_w.dumps(document).encode("utf-8", "replace"))


def read_golden(folder: Path) -> Golden:
    """Read the list.

    Raises
    ------
    FileError : there is none, or it is not such a list
    """
    path = folder / NAME
    if not path.exists():
        raise FileError(folder, "holds no golden screenshots", "record some first: tuner golden record")
    try:
        found = parse_toml(read_limited(path, MAX_BYTES, "a list of screenshots").decode("utf-8"))
    except ValueError:
        raise FileError(path, "it is not a valid TOML text", _WAY_OUT) from None
    schema = found.get("schema")
    if type(schema) is not int or schema < 1:
        raise FileError(path, "it is not a list of golden screenshots", _WAY_OUT)
    if schema > SCHEMA:
        raise FileError(path, "it was written by a newer ISP Tuner", "update ISP Tuner")
    cases = found.get("case", [])
    if not isinstance(cases, list) or not cases:
        raise FileError(path, "it names no screenshot", _WAY_OUT)
    return Golden(
        tuple(_case(path, case) for case in cases),
        _limits(path, found, "fail_above"),
        _limits(path, found, "fail_below"),
    )


def _case(path: Path, found: Any) -> Case:
    words = {name: found.get(name) if isinstance(found, dict) else None for name in _WORDS}
    if not all(isinstance(word, str) and "\0" not in word for word in words.values()) or not words["raw"]:
        raise FileError(path, "a case of it lacks its raw, profile or picture", _WAY_OUT)
    if not _PICTURE.fullmatch(str(words["picture"])):  # only names, as pictures are written there
        raise FileError(path, f"'{one_line(str(words['picture']))}' is not the name of a .png in the folder", _WAY_OUT)
    crop = found.get("crop")
    if crop is not None:
        sound = isinstance(crop, list) and len(crop) == 4 and all(type(v) is int and 0 <= v < 10**7 for v in crop)
        if not sound or min(crop[2:]) < 1:
            raise FileError(path, "a crop of it is not four whole numbers", _WAY_OUT)
    given = _condition(path, found.get("condition", {}))
    return Case(**{k: str(v) for k, v in words.items()}, crop=None if crop is None else Rect(*crop), given=given)


def _condition(path: Path, found: Any) -> Condition:
    if not isinstance(found, dict) or not found.keys() <= AXES.keys() or not all(map(_finite, found.values())):
        raise FileError(path, f"a condition of it is not made of numbers for {', '.join(AXES)}", _WAY_OUT)
    try:
        return Condition(**found)
    except ParamError as error:
        raise FileError(path, f"a condition of it does not do: {error}", _WAY_OUT) from None


def _limits(path: Path, found: dict[str, Any], name: str) -> Pairs:
    table = found.get(name, {})
    if not isinstance(table, dict) or not all(map(_finite, table.values())):
        raise FileError(path, f"{name} is not a table of numbers, all of them finite", _WAY_OUT)
    return tuple((str(k), float(v)) for k, v in table.items())


def _finite(value: Any) -> bool:
    # an integer of any length can be compared, where it could not be made a float
    return type(value) in (int, float) and abs(value) <= sys.float_info.max


def pictures_of(cases: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Names of pictures for (raw, profile): 'raw_profile.png', told apart by a number, capitals or not."""
    taken: set[str] = set()
    made = []
    for raw, profile in cases:
        parts = [Path(raw).stem, *([Path(profile).stem] if profile else [])]
        base = re.sub(r"[/\\:\0]", "_", "_".join(parts))[:200]
        name, n = base, 1
        while name.casefold() in taken:
            n += 1
            name = f"{base}-{n}"
        taken.add(name.casefold())
        made.append(f"{name}.png")
    return tuple(made)
