"""A folder of raws: which of its files may be raws, in the order people count in.

Nothing is opened: names decide, so that thousands of files are listed in a moment. What is no raw after all is said
when it is read. The listing stays inside the folder: a link that leads out of it, or nowhere, is left out.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

from tuner.core.run import Cancel
from tuner.files.errors import FileError

_SUFFIXES = """.3fr .ari .arw .bay .cap .cr2 .cr3 .crw .dcr .dcs .dng .drf .eip .erf .fff .gpr .iiq .k25 .kdc .mdc .mef .mos .mrw .nef
.nrw .orf .pef .ptx .pxn .r3d .raf .raw .rw2 .rwl .rwz .sr2 .srf .srw .x3f"""
RAW_SUFFIXES = frozenset(_SUFFIXES.split())
"""Endings of raw files, in lower case. Source: the makers' own, as LibRaw's list of supported cameras names them."""

MOST = 100_000
"""Files that a folder may show; a name takes about 300 bytes."""
STEP = 256  # names between two reports

Progress = Callable[[int], None]
"""Told how many raws were found so far."""


def list_raws(
    folder: Path, progress: Progress | None = None, cancel: Cancel | None = None, apart: Progress | None = None
) -> tuple[Path, ...]:
    """The raw files directly in a folder; `IMG_2` stands before `IMG_10`.

    Parameters
    ----------
    apart : told, at the end, how many links with a raw's ending are left out

    Raises
    ------
    FileError : no folder, unreadable, without raw files, or with more than are shown
    Cancelled : `cancel` was set
    """
    cancel, found, left = cancel or Cancel(), list[str](), 0
    try:
        inside = os.path.realpath(folder)
        with os.scandir(folder) as entries:
            for seen, entry in enumerate(entries):
                if seen % STEP == 0:
                    cancel.check()
                    if progress is not None:
                        progress(len(found))
                if not _may_be_raw(entry):
                    continue
                if _leads_out(entry, inside):
                    left += 1
                elif _is_file(entry):
                    found.append(entry.name)
                if len(found) > MOST:
                    raise FileError(folder, f"holds more than {MOST} raw files", "open a smaller folder")
    except (OSError, ValueError) as error:
        raise _unreadable(folder, error) from None
    if apart is not None:
        apart(left)
    if not found and left:
        fault = "of its raw files there are only links, which lead out of the folder or nowhere"
        raise FileError(folder, fault, "open the folder that holds the raw files itself")
    if not found:
        raise FileError(folder, "no raw file lies in this folder", "open the folder that holds the raw files itself")
    return tuple(folder / name for name in sorted(found, key=counted))


def counted(name: str) -> tuple[tuple[int, int, str], ...]:
    """A name as a key that sorts its numbers as numbers; equal keys of different names are told apart by the name."""
    parts = re.findall(r"([0-9]{1,18})|([^0-9]+)", name.casefold())
    return (*((0, int(digits), "") if digits else (1, 0, text) for digits, text in parts), (2, 0, name))


def _may_be_raw(entry: os.DirEntry[str]) -> bool:
    """Whether an entry has a raw's ending and is not hidden."""
    return not entry.name.startswith(".") and os.path.splitext(entry.name)[1].lower() in RAW_SUFFIXES


def _leads_out(entry: os.DirEntry[str], inside: str) -> bool:
    """Whether an entry is a link to what does not lie in the folder itself, or nowhere at all."""
    try:
        if not entry.is_symlink():
            return False
        target = os.path.realpath(entry.path)
        return os.path.dirname(target) != inside or not os.path.exists(target)
    except OSError:
        return True


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:
        return False


def _unreadable(folder: Path, error: Exception) -> FileError:
    if isinstance(error, FileNotFoundError | ValueError):
        return FileError(folder, "there is no such folder", "check its name")
    if isinstance(error, NotADirectoryError):
        return FileError(folder, "it is not a folder", "choose the folder that holds the raw files")
    if isinstance(error, PermissionError):
        return FileError(folder, "you may not look into it", "change its permissions or choose another folder")
    reason = (error.strerror if isinstance(error, OSError) else "") or "unknown reason"
    return FileError(folder, f"it cannot be read ({reason})", "check the disk or choose another folder")
