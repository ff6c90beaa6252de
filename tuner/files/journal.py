"""The journal: every change of a tuning as it is made, so that a program that was killed can give the work back.

    00f3a2c1 {"journal": 1, "program": ..., "text": ..., "path": ..., "versions": {...}}
    9be0117d {"label": "Sharpen · Amount", "set": {"sharpen.amount": 0.7}, "at": {"iso": 800.0}, "raw": ...}
    ...

A line is the CRC-32 of what follows in eight hex digits, then JSON: the profile as it was loaded, then what each state
changed against the one before. Lines are only ever appended; one that is cut short or damaged ends the reading, and
what stands before it counts. A living process holds its journal locked.

The text comes from a file that anyone may have edited: it is measured before it is read, every value is checked.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import secrets
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from tuner import __version__
from tuner.core.condition import AXES, UNKNOWN, Condition
from tuner.core.param import ParamError, freeze
from tuner.core.rack import Rack
from tuner.core.tabled import Tabled
from tuner.core.tuning import Entry, Tuning
from tuner.files.atomic import reading
from tuner.files.errors import FileError, one_line
from tuner.files.layers import base_path
from tuner.files.lock import lock
from tuner.files.places import path_of, path_text, state_folder
from tuner.files.profile import Profile, load_profile, parse_profile
from tuner.stages import RACK

FORM = 1
ENDING = ".journal"
MAX_BYTES = 256 << 20
_MAX_LABEL = 200


@dataclass(frozen=True)
class Step:
    """One state: what it is called, the tuning, the condition it was made under and the raw that was open."""

    label: str
    tuning: Tuning
    condition: Condition = UNKNOWN
    raw: Path | None = None


@dataclass(frozen=True)
class Found:
    """What a journal holds.

    Attributes
    ----------
    profile : as it was loaded, or saved last
    path : where from; None for a new one
    steps : the states since, oldest first
    """

    profile: Profile
    path: Path | None
    steps: tuple[Step, ...]

    @property
    def raw(self) -> Path | None:
        """The raw that was open last."""
        return next((step.raw for step in reversed(self.steps) if step.raw is not None), None)


def journal_folder() -> Path:
    """Where journals are kept."""
    return state_folder() / "journals"


class Journal:
    """A journal being written, locked until it is closed.

    Raises
    ------
    OSError : the folder or the file cannot be made or written; nothing is half written then
    """

    def __init__(self, profile: Profile, path: Path | None, folder: Path | None = None) -> None:
        place = folder or journal_folder()
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._file, self.path = _new(place)
        self._end = 0  # of what is whole
        self._tuning = profile.tuning
        rack = profile.tuning.rack
        try:
            self._append({
                "journal": FORM, "program": __version__, "text": profile.text, "path": path_text(path),
                "versions": {stage.name: stage.version for stage in rack},
            })  # fmt: skip
        except OSError:
            self.close(delete=True)
            raise

    def write(self, step: Step) -> None:
        """Append a state. It is with the system when this returns, and on the disk after `sync`.

        Raises
        ------
        OSError : the disk is full, or failed; the journal is as before
        """
        changed = self._tuning.differences(step.tuning)
        record: dict[str, Any] = {
            "label": step.label[:_MAX_LABEL],
            "set": {path: _plain(entry) for path, (_, entry) in changed.items()},
        }
        record["at"] = {name: value for name, value in step.condition if value is not None}
        record["raw"] = path_text(step.raw)
        self._append(record)
        self._tuning = step.tuning

    @property
    def size(self) -> int:
        """Bytes written."""
        return self._end

    def sync(self) -> None:
        """Bring what was written to the disk."""
        os.fsync(self._file.fileno())

    def close(self, *, delete: bool) -> None:
        """Let go of the journal; delete it where the work is safe elsewhere, or not wanted."""
        self._file.close()
        if delete:
            with contextlib.suppress(OSError):
                self.path.unlink()

    def _append(self, record: Mapping[str, Any]) -> None:
        line = _line(record)
        try:
            self._file.seek(self._end)
            done = 0
            while done < len(line):
                done += self._file.write(line[done:])
        except OSError:
            with contextlib.suppress(OSError):
                self._file.truncate(self._end)
            raise
        self._end += len(line)


def _new(folder: Path) -> tuple[Any, Path]:
    """A new file, locked. One whose lock another start had just taken, to clear it away, is given up for another."""
    for _ in range(8):
        path = folder / f"{secrets.token_hex(8)}{ENDING}"
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        file = os.fdopen(handle, "r+b", buffering=0)
        if lock(file) and path.exists():
            return file, path
        file.close()
    raise OSError(errno.EAGAIN, "the journal's file cannot be locked")


def _line(record: Mapping[str, Any]) -> bytes:
    body = json.dumps(record, separators=(",", ":"), allow_nan=False).encode()
    return b"%08x %s\n" % (zlib.crc32(body), body)


def _plain(entry: Entry) -> Any:
    return {"table": entry.to_plain()} if isinstance(entry, Tabled) else entry


def claim(path: Path) -> BinaryIO | None:
    """A journal that nobody alive writes, locked for the caller, who closes it; None where somebody does."""
    try:
        file = open(path, "r+b")  # noqa: SIM115
    except OSError:
        return None
    if lock(file):
        return file
    file.close()
    return None


def others(path: Path, mine: Path | None = None, folder: Path | None = None) -> int:
    """How many living processes (or windows) beside this one have the profile at `path` open."""
    wanted, count = path_text(path), 0
    for journal in journals(folder):
        if journal == mine:
            continue
        file = claim(journal)
        if file is not None:
            file.close()
            continue
        with contextlib.suppress(FileError, OSError):
            records = _records(journal)
            count += bool(records) and records[0].get("path") == wanted
    return count


def journals(folder: Path | None = None) -> list[Path]:
    """Every journal there is, oldest first."""
    found = []
    for path in (folder or journal_folder()).glob(f"*{ENDING}"):
        with contextlib.suppress(OSError):  # gone meanwhile
            found.append((path.stat().st_mtime_ns, path))
    return [path for _, path in sorted(found)]


def is_begun(path: Path) -> bool:
    """Whether a journal has its first line; one whose program ended before that never held any work."""
    with contextlib.suppress(OSError), open(path, "rb") as file:
        return b"\n" in file.read(MAX_BYTES)
    return False


def read_journal(path: Path, rack: Rack = RACK) -> Found:
    """What a journal holds, as far as it is whole.

    Raises
    ------
    FileError : it cannot be read, its beginning is damaged, it is of another version, or a value does not fit
    """
    records = _records(path)
    way_out = "leave it; the version that wrote it can still give the work back"
    if not records or type(records[0].get("journal")) is not int:
        raise FileError(path, "the beginning of this journal is damaged", "delete it")
    head, rest = records[0], records[1:]
    if head["journal"] > FORM or head.get("versions") != {stage.name: stage.version for stage in rack}:
        raise FileError(
            path, f"this journal was written by ISP Tuner {one_line(str(head.get('program')))[:40]}", way_out
        )
    where = path_of(head.get("path"))
    origin = where or Path("unsaved.toml")

    def below(extends: str) -> Profile:
        return load_profile(base_path(origin, extends), rack)

    profile = parse_profile(str(head.get("text")), origin, rack, below)
    steps, tuning = [], profile.tuning
    try:
        for record in rest:
            tuning = _applied(tuning, record)
            at = record.get("at")
            condition = (
                Condition(**{name: at[name] for name in AXES if name in at}) if isinstance(at, dict) else UNKNOWN
            )
            label = one_line(str(record.get("label")))[:_MAX_LABEL]
            steps.append(Step(label, tuning, condition, path_of(record.get("raw"))))
    except ParamError as error:
        raise FileError(path, f"a value in this journal does not fit ({error})", way_out) from None
    return Found(profile, where, tuple(steps))


def _applied(tuning: Tuning, record: Mapping[str, Any]) -> Tuning:
    changed = record.get("set")
    if not isinstance(changed, dict):
        raise ParamError("a line changes nothing")
    axes = {name: changed[f"condition.{name}"] for name in AXES if f"condition.{name}" in changed}
    entries = {path: _entry(value) for path, value in changed.items() if not path.startswith("condition.")}
    return tuning.with_entries(entries).with_condition(Condition(**axes))


def _entry(value: Any) -> Entry:
    if isinstance(value, dict):
        table = value.get("table")
        if not isinstance(table, dict):
            raise ParamError("a table is damaged")
        return Tabled.from_plain(table)
    entry: Entry = freeze(value)
    return entry


def _records(path: Path) -> list[dict[str, Any]]:
    """The whole lines from the beginning on."""
    with reading(path, "a journal") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise FileError(path, f"it is larger than {MAX_BYTES >> 20} MiB, too large for a journal", "delete it")
    found = []
    for line in data.split(b"\n")[:-1]:  # what has no end of line was cut short
        try:
            whole = int(line[:8], 16) == zlib.crc32(line[9:]) and line[8:9] == b" "
            record = json.loads(line[9:]) if whole else None
        except (ValueError, RecursionError):
            break
        if not isinstance(record, dict):
            break
        found.append(record)
    return found
