"""Which raws a batch is about: those of a folder, or those that a text file names."""

from __future__ import annotations

import os
from pathlib import Path

from tuner.files.atomic import read_limited
from tuner.files.errors import FileError
from tuner.files.folder import MOST, list_raws

MAX_BYTES = 64 << 20


def list_batch(place: Path) -> tuple[Path, ...]:
    """The raws of a folder in the order people count in, or of a list in its own order.

    A list has one path a line, from the list's own folder on; empty lines and those that begin with # count for
    nothing, and a file that is named twice is taken once. Whether a file is there is found out when its turn comes.

    Raises
    ------
    FileError : no raw is named, the list is no text, or it is too long
    """
    if place.is_dir():
        return list_raws(place)
    try:
        lines = read_limited(place, MAX_BYTES, "a list of raws").decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        way_out = "give a folder, or a text with one path a line"
        raise FileError(place, "it is neither a folder nor a list of raws in UTF-8", way_out) from None
    named = [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]
    if any("\0" in name for name in named):
        raise FileError(place, "it is not a list of raws", "give a folder, or a text with one path a line")
    if len(named) > MOST:
        raise FileError(place, f"names more than {MOST} raw files", "split the list")
    found = tuple(dict.fromkeys(Path(os.path.normpath(place.parent / name)) for name in named))
    if not found:
        raise FileError(place, "names no raw file", "write one path a line, or give a folder")
    return found
