"""Writing so that a file is either the old one or the whole new one, never a part; and reading with a limit.

The bytes go into a file beside the target, are flushed to the disk, and take the target's name in one step.

Source: IEEE Std 1003.1-2017, rename(): the new name refers to either the old or the new file at every moment.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from tuner.files.errors import FileError

_WAYS_OUT = {
    errno.ENOENT: ("its folder does not exist", "create the folder or choose another place"),
    errno.ENOTDIR: ("a part of its path is a file, not a folder", "choose another place"),
    errno.EISDIR: ("it is a folder", "give the name of a file"),
    errno.EACCES: ("you may not write there", "choose another place or change the permissions"),
    errno.EPERM: ("you may not write there", "choose another place or change the permissions"),
    errno.EROFS: ("the disk is read-only", "choose another place"),
    errno.ENOSPC: ("the disk is full", "free some space or choose another place"),
    errno.EDQUOT: ("your disk quota is used up", "free some space or choose another place"),
    errno.EFBIG: ("the file is larger than the disk's format allows", "choose another place"),
    errno.ENAMETOOLONG: ("the name is too long", "choose a shorter name"),
    errno.EIO: ("the disk reports an error", "check the disk or choose another place"),
}


def write_atomic(path: Path, data: bytes) -> None:
    """Write a file in one step; raises as `writing` does."""
    with writing(path) as file:
        file.write(data)


@contextlib.contextmanager
def writing(path: Path) -> Iterator[BinaryIO]:
    """A file to write to, which takes its name when the block ends; after an error the old one, if any, is untouched.

    A link is followed, an existing file's permissions are kept, a new file gets the user's usual ones.

    Raises
    ------
    FileError : the folder is missing, the place is read-only or full, the name is a folder or a device
    """
    with writable(path):
        target = Path(os.path.realpath(path))
        mode = _mode_of(path, target)
        with _replacing(target, mode) as file:
            yield file


@contextlib.contextmanager
def writable(path: Path) -> Iterator[None]:
    """What the system says to writing at `path` in the block, as a FileError that names the way out."""
    try:
        yield
    except OSError as error:
        fault, way_out = _WAYS_OUT.get(
            error.errno or 0, (f"it cannot be written ({error.strerror})", "choose another place")
        )
        raise FileError(path, fault, way_out) from error
    except ValueError as error:
        if "null" not in str(error):
            raise  # of what is written
        raise FileError(path, "no file can have this name", "choose another name") from error


def check_place(path: Path) -> None:
    """Refuse, before any work, a place that `writing` would refuse.

    Raises
    ------
    FileError : the folder is missing or may not be written to, the name is a folder or a device, or a protected file's
    """
    with writable(path):
        target = Path(os.path.realpath(path))
        _mode_of(path, target)
        if not stat.S_ISDIR(target.parent.stat().st_mode):
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
        if not os.access(target.parent, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def _mode_of(path: Path, target: Path) -> int | None:
    """Permissions of the file that is about to be replaced; None when there is none."""
    try:
        found = target.stat()
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(found.st_mode):
        raise FileError(path, "it is a folder", "give the name of a file")
    if not stat.S_ISREG(found.st_mode):
        raise FileError(path, "it is not a regular file", "give the name of a file")
    if not os.access(target, os.W_OK):
        raise FileError(path, "the file is write-protected", "choose another name or change its permissions")
    return stat.S_IMODE(found.st_mode)


@contextlib.contextmanager
def _replacing(target: Path, mode: int | None) -> Iterator[BinaryIO]:
    beside = target.with_name(f".tuner-{secrets.token_hex(8)}.tmp")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        with open(beside, "wb", opener=lambda name, _: os.open(name, flags, 0o666)) as file:  # the umask applies
            yield file
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            os.chmod(beside, mode)
        os.replace(beside, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(beside)
        raise
    _flush_folder(target.parent)


def _flush_folder(folder: Path) -> None:
    """Bring the new name itself to the disk, where the system can; the file is complete either way."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def made_folder(path: Path) -> None:
    """Make a folder, unless it is there already.

    Raises
    ------
    FileError : the folder above it is missing or may not be written to, or a file has the name
    """
    if path.exists() and not path.is_dir():
        raise FileError(path, "it is a file, not a folder", "choose another name")
    try:
        path.mkdir(exist_ok=True)
    except OSError as error:
        reason, way_out = _WAYS_OUT.get(error.errno or 0, ("it cannot be made", "choose another place"))
        raise FileError(path, reason, way_out) from error


@contextlib.contextmanager
def reading(path: Path, what: str) -> Iterator[BinaryIO]:
    """A regular file, open for reading.

    Parameters
    ----------
    what : what the file should be, for messages: "a profile"

    Raises
    ------
    FileError : missing, unreadable, or not a regular file; also for such an error inside the block
    """
    if "\0" in str(path):
        raise FileError(path, "no file can have this name", "check the name")
    try:
        if path.exists() and not path.is_file():
            fault = "it is a folder" if path.is_dir() else "it is not a regular file"
            raise FileError(path, fault, f"give the name of {what}")
        with open(path, "rb") as file:
            yield file
    except FileNotFoundError:
        raise FileError(path, "there is no such file", "check the name and the folder") from None
    except PermissionError:
        raise FileError(path, "you may not read it", "change its permissions or choose another file") from None
    except OSError as error:
        raise FileError(
            path, f"it cannot be read ({error.strerror})", "check the disk or choose another file"
        ) from error


def read_limited(path: Path, limit: int, what: str) -> bytes:
    """All bytes of a regular file of at most `limit` bytes; raises as `reading` does, and for a larger file."""
    with reading(path, what) as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise FileError(path, f"it is larger than {limit >> 20} MiB, too large for {what}", "choose another file")
    return data
