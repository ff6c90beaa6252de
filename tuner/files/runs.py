"""The run database of a folder: what was done to which file with what, so that it need not be done again.

One SQLite file. A row is kept under a key that is made of everything that decided it (the raw's own hash, the tuning,
the program's version); what a row holds is JSON. Beside the rows stands which file, by its stamp, has which hash, so that
a folder that did not change is not read again, and which files of the folder are a batch's own, so that nobody else's is
written over. Each row is on the disk before the next is begun: whatever stops the program, what was done stays done.

Who has it open holds it alone, by SQLite's own lock, which the system takes back when the process ends. The file may
have been made by anyone: it is checked to be ours, and rows that do not hold a plain table are none. Names are kept as
the system's bytes, as they need not be texts.

Source: "PRAGMA locking_mode", sqlite.org/pragma.html.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from tuner.files.atomic import reading
from tuner.files.errors import FileError

NAME = "runs.sqlite"
_OURS = 0x49535054  # application_id: "ISPT"
_FORM = 2  # user_version
_WAIT_S = 0.5  # for a program that only looks at the file; another batch has it for as long as it works
_LONGEST_ROW = 1 << 20  # characters

Scalar = str | int | float | bool | None
Row = dict[str, Scalar]
Stamp = tuple[int, ...]
"""What changes when a file does: bytes, time of change, time of the inode's change (both ns), inode."""


class Runs:
    """What was done in a folder; nobody else can open it meanwhile.

    Parameters
    ----------
    folder : where the database lies, or is made

    Raises
    ------
    FileError : it cannot be read or written, is damaged, is not ours, or another batch has it; also from every method
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        with self._faults():
            self._base = sqlite3.connect(self.path, timeout=_WAIT_S, isolation_level=None)
        try:
            with self._faults():
                self._open()
        except BaseException:
            self.close()
            raise

    @classmethod
    def of(cls, folder: Path) -> Runs | None:
        """The database that lies in a folder; None where there is none, and none is made."""
        return cls(folder) if os.path.lexists(folder / NAME) else None

    def _open(self) -> None:
        for setting in ("trusted_schema = OFF", "synchronous = FULL", "locking_mode = EXCLUSIVE"):
            self._base.execute(f"PRAGMA {setting}")
        self._base.execute("BEGIN EXCLUSIVE")  # what is locked in this mode stays so until it is closed
        old = self._check() < _FORM
        names = self._old_names() if old else []
        if old:
            self._base.execute("DROP TABLE IF EXISTS files")
            self._base.execute("DROP TABLE IF EXISTS pictures")
        self._base.execute("CREATE TABLE IF NOT EXISTS runs (key TEXT PRIMARY KEY, row TEXT NOT NULL)")
        self._base.execute("CREATE TABLE IF NOT EXISTS files (path BLOB PRIMARY KEY, stamp TEXT, sha256 TEXT)")
        self._base.execute("CREATE TABLE IF NOT EXISTS pictures (name BLOB PRIMARY KEY, key TEXT NOT NULL)")
        self._claim(names)
        self._base.execute(f"PRAGMA application_id = {_OURS}")
        self._base.execute(f"PRAGMA user_version = {_FORM}")
        self._base.execute("COMMIT")

    def _check(self) -> int:
        """The form of what is there."""
        (mark,), (form,) = (
            self._base.execute(f"PRAGMA {name}").fetchone() for name in ("application_id", "user_version")
        )
        empty = self._base.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
        if mark != _OURS and not (empty and mark == 0):
            raise FileError(self.path, "it is not a run database of ISP Tuner", "choose another folder")
        if form > _FORM:
            raise FileError(
                self.path, "it was written by a newer ISP Tuner", "update ISP Tuner, or choose another folder"
            )
        return int(form)

    def _old_names(self) -> list[str]:
        """The pictures of a database of the first form, which had no list of them from the beginning, and its tables."""
        if not self._base.execute("SELECT count(*) FROM sqlite_master WHERE name = 'runs'").fetchone()[0]:
            return []
        rows = (_row(text) for (text,) in self._base.execute("SELECT row FROM runs"))
        return ["results.csv", "results.parquet", *(str(row["picture"]) for row in rows if row and row.get("picture"))]

    def __len__(self) -> int:
        with self._faults():
            return int(self._base.execute("SELECT count(*) FROM runs").fetchone()[0])

    def get(self, key: str) -> Row | None:
        """What was done under a key; None where nothing was, what is there is no row, or its picture has been written over
        by what was done under another key since, or is claimed by it."""
        with self._faults():
            found = self._base.execute("SELECT row FROM runs WHERE key = ?", (key,)).fetchone()
            row = None if found is None else _row(found[0])
            if row is not None and row.get("picture") is not None:
                name = _bytes(str(row["picture"]))
                last = self._base.execute("SELECT key FROM pictures WHERE name = ?", (name,)).fetchone()
                if last is not None and last[0] != key:
                    return None
        return row

    def names(self) -> frozenset[str]:
        """Files of the folder that are a batch's own: it wrote them, or was about to when it was stopped."""
        with self._faults():
            found = self._base.execute("SELECT name FROM pictures").fetchall()
        return frozenset(os.fsdecode(name) for (name,) in found if isinstance(name, bytes))

    def claim(self, names: Iterable[str]) -> None:
        """Note files that are written from now on, before the first is: what they held under any key is gone."""
        with self._faults():
            self._base.execute("BEGIN")
            self._claim(names)
            self._base.execute("COMMIT")

    def _claim(self, names: Iterable[str]) -> None:
        self._base.executemany("INSERT OR REPLACE INTO pictures VALUES (?, '')", ((_bytes(name),) for name in names))

    def put(self, key: str, row: Mapping[str, Scalar], file: Path, stamp: Stamp, sha256: str) -> None:
        """Note what was done under a key, and the hash of the file that it was done to as it was then."""
        with self._faults():
            self._base.execute("BEGIN")
            text = json.dumps(dict(row), allow_nan=True)
            self._base.execute("INSERT OR REPLACE INTO runs VALUES (?, ?)", (key, text))
            if row.get("picture") is not None:
                name = _bytes(str(row["picture"]))
                self._base.execute("INSERT OR REPLACE INTO pictures VALUES (?, ?)", (name, key))
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
                "SELECT sha256 FROM files WHERE path = ? AND stamp = ?", (_bytes(file), _text(stamp))
            ).fetchone()
            if found is not None and isinstance(found[0], str):
                return found[0]
        sha256 = sha256_of(file)
        with self._faults():
            self._note(file, stamp, sha256)
        return sha256

    def _note(self, file: Path, stamp: Stamp, sha256: str) -> None:
        what = _bytes(file), _text(stamp), sha256
        self._base.execute("INSERT OR REPLACE INTO files VALUES (?, ?, ?)", what)

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()

    @contextlib.contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            text = str(error)
            if "locked" in text:
                fault, way_out = (
                    "another batch is at work in this folder",
                    "wait for it to end, or choose another folder",
                )
                raise FileError(self.path.absolute().parent, fault, way_out) from error
            if "not a database" in text or "malformed" in text:
                fault, way_out = "it is damaged", "choose another folder, or delete it and what the batch wrote"
            else:
                fault, way_out = f"it cannot be used ({text})", "choose another folder, or free some space"
            raise FileError(self.path, fault, way_out) from error


def stamp_of(file: Path) -> Stamp:
    """What changes when a file does, also when another with its size and date takes its name; raises FileError where it
    is not there."""
    try:
        found = file.stat()
    except (OSError, ValueError):
        raise FileError(file, "there is no such file", "check the name and the folder") from None
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def _bytes(name: Path | str) -> bytes:
    """A name as the system has it; nothing for what no file can be called, as a damaged row may say."""
    try:
        return os.fsencode(name)
    except UnicodeEncodeError:
        return b""


def _text(stamp: Stamp) -> str:
    """As it is kept: an inode may be larger than the numbers that SQLite knows."""
    return " ".join(map(str, stamp))


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
