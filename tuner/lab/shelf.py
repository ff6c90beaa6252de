"""What was looked up in colour-science, kept for the next start: importing the package costs as much as many a shot.

One file of JSON below its digest in the user's cache, named after a digest of what its numbers depend on: the package's version and the
files that ask it. Anything wrong with the file, and it is as if there were none.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

from tuner.core.sources import digest_of, edited_meanwhile
from tuner.core.store import private_cache
from tuner.files.atomic import write_atomic
from tuner.files.errors import FileError

ASKING = Path(__file__).with_name("spectra.py")  # names, directly or through others, all that asks
MOST = 500  # entries; a mixture of lights is one
LARGEST = 10_000_000  # bytes of a file that is read
_lock = threading.Lock()
_Value = TypeVar("_Value")


def looked_up(what: str, look: Callable[[], _Value]) -> _Value:
    """The answer to a question: as kept, else looked up now and kept.

    Parameters
    ----------
    what : the question, which says all that the answer depends on
    look : finds the answer, made of numbers, text, lists and dicts; floats come back bit by bit
    """
    shelf = _shelf()
    if what not in shelf:
        answer = look()
        with _lock:
            shelf[what] = answer
            if len(shelf) <= MOST:
                _write(shelf)
    found: _Value = shelf[what]
    return found


@cache
def _file() -> Path | None:
    """Where answers are kept; None: they are not."""
    folder = private_cache("spectra")
    if folder is None or edited_meanwhile(ASKING):
        return None
    return folder / f"{digest_of(ASKING, version('colour-science'))}.json"


@cache
def _shelf() -> dict[str, Any]:
    return _read()


def _read() -> dict[str, Any]:
    path = _file()
    with suppress(OSError, ValueError, RecursionError):
        if path is not None and path.is_file() and path.stat().st_size <= LARGEST:
            seal, _, text = path.read_bytes().partition(b"\n")
            if seal == _seal(text):
                found: dict[str, Any] = json.loads(text)
                return found
    return {}


def _seal(text: bytes) -> bytes:
    """The file's first line, by which a file that anything else has written is known."""
    return hashlib.sha256(text).hexdigest().encode()


def _write(shelf: dict[str, Any]) -> None:
    """Add to what others may have kept in the meantime; where that cannot be, nothing is lost but time."""
    path = _file()
    if path is None:
        return
    text = json.dumps({**_read(), **shelf}, allow_nan=False).encode()
    with suppress(FileError, OSError):
        write_atomic(path, _seal(text) + b"\n" + text)
