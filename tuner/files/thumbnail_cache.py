"""Thumbnails kept on disk between two looks at a folder, in the user's cache, under a budget.

A thumbnail is known by everything that changes when its file does (place, device, inode, size, times of its content and
of its inode) and by what made it. So nobody's file can leave a picture under the name of another's, and one that is
replaced, even with its old date, is read anew. What is kept carries a digest over that name and its bytes: damaged,
renamed or cut files are not shown. Only this user can put files into the folder.

A cache never fails: what cannot be kept, or read back, is made again.
"""

from __future__ import annotations

import hashlib
import io
import os
import secrets
from contextlib import suppress
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tuner import __version__
from tuner.core.store import private_cache
from tuner.files.atomic import read_limited
from tuner.files.errors import FileError
from tuner.files.thumbnail import SIDE, read_thumbnail

Picture = NDArray[np.uint8]

FORM = b"ISP Tuner thumbnail 1\n"
ENDING = ".thumb"
BUDGET = 128 << 20
"""Bytes on disk: about 10000 thumbnails."""
LEFT = 0.75
"""Share of the budget that is left when it was exceeded."""
EVERY = 200
"""Thumbnails after which the folder is looked through again."""
MOST = 256 << 10
"""Bytes of one thumbnail."""
_QUALITY = 92  # of the JPEG inside


class ThumbnailCache:
    """One folder of thumbnails; used by one thread.

    Parameters
    ----------
    folder : None is the user's own
    budget : bytes kept at the most, give or take the last `EVERY`
    """

    def __init__(self, folder: Path | None = None, budget: int = BUDGET) -> None:
        self._folder, self._budget = folder, budget
        self._sought = folder is not None
        self._until_pruning = 0

    def read(self, path: Path, side: int = SIDE) -> Picture:
        """The thumbnail of a raw, from the cache if the file is still the same; otherwise as `read_thumbnail`.

        Raises
        ------
        FileError : as `read_thumbnail`; nothing is kept of such a file
        """
        key = key_of(path, side)
        kept = None if key is None else self._get(key, side)
        if kept is not None:
            return kept
        made = read_thumbnail(path, side)
        if key is not None and key == key_of(path, side):  # else it was exchanged meanwhile
            self._put(key, made)
        return made

    @property
    def folder(self) -> Path | None:
        """Where they lie; None when nothing can be kept. Looked for when it is first needed."""
        if not self._sought:
            self._folder, self._sought = private_cache("thumbnails"), True
        return self._folder

    def _get(self, key: str, side: int) -> Picture | None:
        if self.folder is None:
            return None
        place = self.folder / f"{key}{ENDING}"
        if not place.exists():
            return None
        with suppress(FileError, OSError, ValueError):
            data = read_limited(place, MOST, "a thumbnail")
            head, body = data[: len(FORM) + 32], data[len(FORM) + 32 :]
            if head == FORM + _digest(key, body):
                picture = _decoded(body, side)
                os.utime(place)  # used now: others go first
                return picture
        return None

    def _put(self, key: str, picture: Picture) -> None:
        if self.folder is None:
            return
        body = _coded(picture)
        beside = self.folder / f".{secrets.token_hex(8)}.tmp"
        try:
            beside.write_bytes(FORM + _digest(key, body) + body)
            beside.replace(self.folder / f"{key}{ENDING}")
        except OSError:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
            return
        self._until_pruning -= 1
        if self._until_pruning < 0:
            self._until_pruning = EVERY
            self._prune(self.folder)

    def _prune(self, folder: Path) -> None:
        """When there is too much, drop what was not used for longest, and what a killed program left half written."""
        found: list[tuple[float, int, str]] = []
        with suppress(OSError), os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.endswith((ENDING, ".tmp")) and entry.is_file(follow_symlinks=False):
                    known = entry.stat(follow_symlinks=False)
                    old = 0.0 if entry.name.endswith(".tmp") else known.st_mtime
                    found.append((old, known.st_size, entry.path))
        total = sum(size for _, size, _ in found)
        if total <= self._budget:
            return
        for _, size, path in sorted(found):
            if total <= LEFT * self._budget:
                break
            with suppress(OSError):
                os.unlink(path)
                total -= size


def key_of(path: Path, side: int) -> str | None:
    """Names a file in its present state, and what is made of it; None when it cannot be looked at."""
    try:
        found, place = path.stat(), os.path.realpath(path)
    except (OSError, ValueError):
        return None
    times = found.st_mtime_ns, found.st_ctime_ns
    parts = (__version__, side, place, found.st_dev, found.st_ino, found.st_size, *times)
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _digest(key: str, body: bytes) -> bytes:
    return hashlib.sha256(key.encode() + body).digest()


def _coded(picture: Picture) -> bytes:
    from PIL import Image

    text = io.BytesIO()
    Image.fromarray(picture).save(text, "JPEG", quality=_QUALITY, subsampling=0)
    return text.getvalue()


def _decoded(body: bytes, side: int) -> Picture:
    """Raises ValueError or OSError for what is no thumbnail."""
    from PIL import Image

    with Image.open(io.BytesIO(body), formats=("JPEG",)) as picture:
        if max(picture.size) > side or picture.mode != "RGB":
            raise ValueError("no thumbnail")
        return np.ascontiguousarray(np.asarray(picture))
