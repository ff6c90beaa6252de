"""What of a batch is there already: what decides a row, whether it still holds, and what must not be written over."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tuner import __version__
from tuner.app.batch_work import Task, Told
from tuner.core.condition import UNKNOWN
from tuner.files.errors import FileError
from tuner.files.runs import Row, Runs, sha256_of


def key_of(task: Task, sha256: str, told: Told, tuning: str, against: str | None) -> str:
    """What decides a row, in one hash.

    Parameters
    ----------
    sha256 : of the raw
    told : of a dump's layout, by `told_of`
    tuning, against : digests of the tuning, and of the one to compare with
    """
    beside = None if task.beside is None else _hash_or_none(task.beside)
    picture = None if task.picture is None else Path(task.picture).name
    what: list[Any] = [sha256, told, tuning, __version__, picture, task.depth, against, beside]
    if task.given != UNKNOWN:  # without, the key is the one that folders made before conditions could be given hold
        what.append(dict(task.given))
    return hashlib.sha256(json.dumps(what, sort_keys=True).encode()).hexdigest()


def is_there(task: Task, row: Row) -> bool:
    """Whether the picture that a row speaks of is still there, as large as it was."""
    if task.picture is None:
        return True
    try:
        return Path(task.picture).stat().st_size == row.get("bytes")
    except OSError:
        return False


def refuse_strangers(folder: Path, names: Iterable[str], runs: Runs | None) -> None:
    """Refuse to write over what no batch of this folder made.

    Parameters
    ----------
    names : of the files that are to be written there
    runs : the folder's database; None where it has none yet

    Raises
    ------
    FileError : one of them is somebody's own
    """
    own = frozenset[str]() if runs is None else runs.names()
    for name in names:
        if name not in own and os.path.lexists(folder / name):
            fault = "it would be written over, and no batch in this folder made it"
            raise FileError(folder / name, fault, "choose another folder for the batch, or move it away")


def _hash_or_none(path: str) -> str | None:
    try:
        return sha256_of(Path(path))
    except FileError:
        return None
