"""The run database of a folder: what was done to which file with what, so that it need not be done again.

One SQLite file. A row is kept under a key that is made of everything that decided it (the raw's own hash, the tuning,
the program's version); what a row holds is JSON. Beside the rows stands which file, by size and time of change, has
which hash, so that a folder that did not change is not read again. Each row is on the disk before the next is begun:
whatever stops the program, what was done stays done.

The file may have been made by anyone: it is checked to be ours, and rows that do not hold a plain table are none.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tuner.files.atomic import reading
from tuner.files.errors import FileError

NAME = "runs.sqlite"
_OURS = 0x49535054  # application_id: "ISPT"
_FORM = 1  # user_version
_WAIT_S = 30.0  # for another program that writes to the same file
_LONGEST_ROW = 1 << 20  # characters

Scalar = str | int | float | bool | None
Row = dict[str, Scalar]


class Runs:
    """What was done in a folder.

    Parameters
    ----------
    folder : where the database lies, or is made

    Raises
    ------
    FileError : it cannot be read or written, is damaged, or is not ours; also from every method
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        with self._faults():
            self._base = sqlite3.connect(self.path, timeout=_WAIT_S, isolation_level=None)
            self._base.execute("PRAGMA trusted_schema = OFF")
            self._base.execute("PRAGMA synchronous = FULL")
            self._check()
            self._base.execute("CREATE TABLE IF NOT EXISTS runs (key TEXT PRIMARY KEY, row TEXT NOT NULL)")
            self._base.execute(
                "CREATE TABLE IF NOT EXISTS files (path TEXT PRIMARY KEY, size INTEGER, changed INTEGER, sha256 TEXT)"
            )
            self._base.execute("CREATE TABLE IF NOT EXISTS pictures (name TEXT PRIMARY KEY, key TEXT NOT NULL)")

    def _check(self) -> None:
        (mark,), (form,) = (
            self._base.execute(f"PRAGMA {name}").fetchone() for name in ("application_id", "user_version")
        )
        empty = self._base.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
        if empty and mark == 0:
            self._base.execute(f"PRAGMA application_id = {_OURS}")
            self._base.execute(f"PRAGMA user_version = {_FORM}")
        elif mark != _OURS:
            raise FileError(self.path, "it is not a run database of ISP Tuner", "choose another folder")
        elif form > _FORM:
            raise FileError(
                self.path, "it was written by a newer ISP Tuner", "update ISP Tuner, or choose another folder"
            )

    def __len__(self) -> int:
        with self._faults():
            return int(self._base.execute("SELECT count(*) FROM runs").fetchone()[0])

    def get(self, key: str) -> Row | None:
        """What was done under a key; None where nothing was, what is there is no row, or its picture has been written over
        by what was done under another key since."""
        with self._faults():
            found = self._base.execute("SELECT row FROM runs WHERE key = ?", (key,)).fetchone()
            row = None if found is None else _row(found[0])
            if row is not None and row.get("picture") is not None:
                last = self._base.execute("SELECT key FROM pictures WHERE name = ?", (str(row["picture"]),)).fetchone()
                if last is not None and last[0] != key:
                    return None
        return row

    def put(self, key: str, row: Mapping[str, Scalar], file: Path, stamp: tuple[int, int], sha256: str) -> None:
        """Note what was done under a key, and the hash of the file that it was done to as it was then."""
        with self._faults():
            self._base.execute("BEGIN")
            text = json.dumps(dict(row), allow_nan=True)
            self._base.execute("INSERT OR REPLACE INTO runs VALUES (?, ?)", (key, text))
            if row.get("picture") is not None:
                self._base.execute("INSERT OR REPLACE INTO pictures VALUES (?, ?)", (str(row["picture"]), key))
            self._note(file, stamp, sha256)
            self._base.execute("COMMIT")

    def hash_of(self, file: Path) -> str:
        """SHA-256 of a file's bytes, in hex; read only if it changed since it was read last.

        Raises
        ------
        FileError : it cannot be read
        """
        stamp = stamp_of(file)
        with self._faults():
            found = self._base.execute(
                "SELECT sha256 FROM files WHERE path = ? AND size = ? AND changed = ?", (str(file), *stamp)
            ).fetchone()
            if found is not None and isinstance(found[0], str):
                return found[0]
        sha256 = sha256_of(file)
        with self._faults():
            self._note(file, stamp, sha256)
        return sha256

    def _note(self, file: Path, stamp: tuple[int, int], sha256: str) -> None:
        self._base.execute("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)", (str(file), *stamp, sha256))

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()

    @contextlib.contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            text = str(error)
            if "not a database" in text or "malformed" in text:
                fault, way_out = "it is damaged", "delete it (all is done again), or choose another folder"
            elif "locked" in text:
                fault, way_out = "another program is writing to it", "wait for it to end, or choose another folder"
            else:
                fault, way_out = f"it cannot be used ({text})", "choose another folder, or free some space"
            raise FileError(self.path, fault, way_out) from error


def stamp_of(file: Path) -> tuple[int, int]:
    """(bytes, time of change in ns) of a file; raises FileError where it is not there."""
    try:
        found = file.stat()
    except (OSError, ValueError):
        raise FileError(file, "there is no such file", "check the name and the folder") from None
    return found.st_size, found.st_mtime_ns


def sha256_of(file: Path) -> str:
    """SHA-256 of a file's bytes, in hex; raises FileError where it cannot be read."""
    with reading(file, "a file") as stream:
        digest = hashlib.sha256()
        while piece := stream.read(1 << 20):
            digest.update(piece)
        return digest.hexdigest()


def _row(text: Any) -> Row | None:
    if not isinstance(text, str) or len(text) > _LONGEST_ROW:
        return None
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    plain = isinstance(found, dict) and all(isinstance(v, str | int | float | bool | None) for v in found.values())
    return found if plain else None
