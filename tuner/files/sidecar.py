"""The sidecar: what was marked on a raw, kept with it, as a small TOML text.

    schema = 1
    raw = "3f2a..."                SHA-256 of the raw it was made for
    region = [{...}, ...]          name, x, y, w, h in unrotated active-area pixels
    point = [{...}, ...]           key (1 to 8), x, y, zoom: an inspection point

It stands beside the raw (IMG_1.dng -> IMG_1.dng.tuner.toml). Where that folder may not be written it stands in the
user's own state folder, under the raw's SHA-256. One that was made for another raw of the same name is not taken for this
one's, and is kept aside (IMG_1.dng.3f2a....tuner.toml) before this one's is written in its place. The text comes from a file that anyone may have edited: it is
measured before it is parsed and every field is checked. A file that does not fit is refused and left as it is.

Source: TOML v1.0.0 (2021), toml.io; XDG Base Directory Specification 0.8 (state folder).
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from tuner.core.orient import Rect
from tuner.files.atomic import read_limited, write_atomic
from tuner.files.errors import FileError, one_line
from tuner.files.places import FOLDER_VARIABLE, state_folder
from tuner.files.toml_text import TomlFault, parse_toml

SCHEMA = 1
MAX_BYTES = 1 << 20
MAX_REGIONS = 256
MAX_NAME = 60
ENDING = ".tuner.toml"

_MAX_SIDE = 1 << 16
_CORRECT = "correct the file, or delete it to begin anew"


def _on_one_line(name: str) -> str:
    if one_line(name) != name:
        raise ValueError("a name is one line of plain text")
    return name


Name = Annotated[str, StringConstraints(min_length=1, max_length=MAX_NAME), AfterValidator(_on_one_line)]
Coordinate = Annotated[int, Field(ge=0, lt=_MAX_SIDE)]
Length = Annotated[int, Field(ge=1, le=_MAX_SIDE)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Region(_Part):
    """A named rectangle of unrotated active-area pixels."""

    name: Name
    x: Coordinate
    y: Coordinate
    w: Length
    h: Length

    @property
    def rect(self) -> Rect:
        """Its place."""
        return Rect(self.x, self.y, self.w, self.h)


class Point(_Part):
    """An inspection point: a place, unrotated active-area pixels, and how closely to look (device pixels a pixel)."""

    key: Annotated[int, Field(ge=1, le=8)]
    x: Coordinate
    y: Coordinate
    zoom: Annotated[float, Field(gt=0, le=64, strict=False)] = 1.0


class Sidecar(_Part):
    """All that is kept with one raw."""

    raw: Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{64})?$")] = ""
    region: Annotated[tuple[Region, ...], Field(max_length=MAX_REGIONS, strict=False)] = ()
    point: Annotated[tuple[Point, ...], Field(max_length=8, strict=False)] = ()

    @property
    def text(self) -> str:
        """The TOML; equal sidecars have equal texts."""
        import tomli_w

        kept: dict[str, Any] = {"schema": SCHEMA} | self.model_dump()
        return tomli_w.dumps({key: value for key, value in kept.items() if value != ()})


Place = Literal["beside", "state"]


def beside(raw: Path) -> Path:
    """The sidecar beside a raw."""
    return raw.with_name(raw.name + ENDING)


def in_state(sha256: str) -> Path:
    """The sidecar in the user's state folder."""
    return state_folder() / "sidecars" / f"{sha256}{ENDING}"


def aside(raw: Path, sha256: str) -> Path:
    """Where the sidecar of one raw stands while another of the same name has its place."""
    return raw.with_name(f"{raw.name}.{sha256[:16]}{ENDING}")


def place_of(raw: Path | None, sha256: str) -> Path | None:
    """Where the sidecar of a raw is written: beside it if that can be, else in the state folder; None for a frame
    that never was a file."""
    if raw is not None and _writable(beside(raw)):
        return beside(raw)
    return in_state(sha256) if sha256 else None


def load_sidecar(raw: Path | None, sha256: str) -> Sidecar:
    """What is kept with a raw; an empty sidecar where there is none.

    The one in the place that is written comes first, so that a copy from a read-only disk does not undo later work.

    Raises
    ------
    FileError : there is one that cannot be read or does not fit
    """
    return find_sidecar(raw, sha256) or Sidecar(raw=sha256)


def find_sidecar(raw: Path | None, sha256: str) -> Sidecar | None:
    """As `load_sidecar`; None where there is none."""
    places = [place_of(raw, sha256)]
    places += [beside(raw), aside(raw, sha256)] if raw is not None else []
    places += [in_state(sha256)] if sha256 else []
    for path in dict.fromkeys(places):
        if path is not None and path.is_file():
            found = read_sidecar(path)
            if not _of_another(found, sha256):
                return found
    return None


def foreign_sidecar(raw: Path | None, sha256: str) -> Sidecar | None:
    """What stands beside a raw and was made for another file of that name; None where nothing does.

    Raises
    ------
    FileError : it cannot be read or does not fit
    """
    if raw is None or not beside(raw).is_file():
        return None
    found = read_sidecar(beside(raw))
    return found if _of_another(found, sha256) else None


def _of_another(sidecar: Sidecar, sha256: str) -> bool:
    return bool(sidecar.raw and sha256) and sidecar.raw != sha256


def save_sidecar(raw: Path | None, sha256: str, sidecar: Sidecar) -> Path | None:
    """Keep a sidecar with its raw, in one step; that of another raw of this name is kept aside.

    Returns
    -------
    where it was written; None for a frame that never was a file

    Raises
    ------
    FileError : neither place can be written, or what stands there cannot be read
    """
    path = place_of(raw, sha256)
    if path is None:
        return None
    other = foreign_sidecar(raw, sha256)
    if raw is not None and other is not None and path == beside(raw):
        write_atomic(aside(raw, other.raw), read_limited(path, MAX_BYTES, "a sidecar"))
    if path.parent.name == "sidecars":
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            fault = f"its folder cannot be made ({error.strerror})"
            raise FileError(path, fault, f"set {FOLDER_VARIABLE} to a folder that can be written") from error
    write_atomic(path, sidecar.text.encode())
    return path


def read_sidecar(path: Path) -> Sidecar:
    """Read one file.

    Raises
    ------
    FileError : the file cannot be read, is too large, of a newer form, or a field does not fit; names the field
    """
    data = read_limited(path, MAX_BYTES, "a sidecar")
    try:
        found = parse_toml(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise FileError(path, "it is not a text in UTF-8", _CORRECT) from None
    except TomlFault as error:
        raise FileError(path, str(error), _CORRECT) from None
    schema = found.pop("schema", None)
    if type(schema) is not int or schema < 1:
        raise FileError(path, "it does not say its schema, so it is no sidecar of this program", _CORRECT)
    if schema > SCHEMA:
        raise FileError(path, "it was written by a newer version of this program", "use that version")
    try:
        return Sidecar.model_validate(found)
    except ValidationError as error:
        raise FileError(path, _said(error), _CORRECT) from None


def _said(error: ValidationError) -> str:
    """The first thing that does not fit: 'region 2, w: Input should be greater than or equal to 1'."""
    first = error.errors(include_url=False)[0]
    where = [str(part + 1) if isinstance(part, int) else str(part) for part in first["loc"]]
    place = " ".join(where[:2]) + (f", {where[2]}" if len(where) > 2 else "")
    return one_line(f"{place}: {first['msg']}")[:200]


def _writable(path: Path) -> bool:
    """Whether a file can be put there, or the one that is there be replaced."""
    if path.exists() and not os.access(path, os.W_OK):
        return False
    return os.access(path.parent, os.W_OK | os.X_OK)
