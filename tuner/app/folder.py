"""What a strip of thousands of raws needs, without Qt: thumbnails read in the background, and the next raw ahead.

Both hold their memory under a budget and both end when told to. Nothing here knows a widget: answers come on the
thread that works, and whoever listens takes them home.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from tuner.core.engine import Cancelled
from tuner.core.frame import Frame
from tuner.files.errors import FileError

Thumbnail = NDArray[Any] | FileError
"""(h, w, 3) uint8 sRGB, or why there is none."""
Batch = list[tuple[Path, Thumbnail]]

BATCH = 16  # thumbnails told together at the most: one event of the window's thread
PATIENCE_S = 0.05  # after which fewer are told
THUMBNAIL_BYTES = 64 << 20
"""Memory of the thumbnails kept: about a thousand of them."""
AHEAD_BYTES = 512 << 20
"""Largest file and largest frame that are decoded ahead: 250 MP."""


class Kept:
    """Thumbnails in memory under a byte budget; what was not looked at for longest goes first."""

    def __init__(self, budget: int = THUMBNAIL_BYTES) -> None:
        self.budget, self.used = budget, 0
        self._kept: OrderedDict[Path, tuple[Thumbnail, int]] = OrderedDict()

    def __contains__(self, path: Path) -> bool:
        return path in self._kept

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, path: Path) -> Thumbnail | None:
        """The thumbnail, if it is here."""
        if path not in self._kept:
            return None
        self._kept.move_to_end(path)
        return self._kept[path][0]

    def put(self, path: Path, thumbnail: Thumbnail) -> list[Path]:
        """Keep one; returns those that were let go for it."""
        self.drop(path)
        size = 1024 if isinstance(thumbnail, FileError) else int(thumbnail.nbytes)
        self._kept[path] = (thumbnail, size)
        self.used += size
        gone = []
        while self.used > self.budget and len(self._kept) > 1:
            oldest = next(iter(self._kept))
            self.drop(oldest)
            gone.append(oldest)
        return gone

    def drop(self, path: Path) -> None:
        """Forget one, if it is here."""
        self.used -= self._kept.pop(path, (None, 0))[1]

    def clear(self) -> None:
        """Forget all."""
        self._kept.clear()
        self.used = 0


class Reader:
    """One thread that reads thumbnails, those asked for last first in the order they were named.

    Parameters
    ----------
    read : a path's thumbnail; raises FileError. Any other exception is taken for a fault of that file
    tell : told finished ones in small batches, on the reader's thread
    """

    def __init__(self, read: Callable[[Path], Any], tell: Callable[[Batch], None]) -> None:
        self._read, self._tell = read, tell
        self._wake = threading.Condition()
        self._wanted: list[Path] = []  # the next one last
        self._closed = False
        self._thread = threading.Thread(target=self._loop, name="tuner-thumbnails", daemon=True)
        self._thread.start()

    def want(self, paths: Sequence[Path]) -> None:
        """Read these, in this order, in place of what was asked for before and is not begun."""
        with self._wake:
            self._wanted = list(reversed(paths))
            self._wake.notify_all()

    def close(self) -> None:
        """Read no more, and end the thread."""
        with self._wake:
            self._closed, self._wanted = True, []
            self._wake.notify_all()
        self._thread.join()

    def _loop(self) -> None:
        batch: Batch = []
        begun = 0.0
        while True:
            with self._wake:
                full = len(batch) >= BATCH or time.monotonic() - begun > PATIENCE_S
                if batch and (full or not self._wanted):
                    ready, batch = batch, []
                else:
                    ready = []
                    self._wake.wait_for(lambda: self._closed or bool(self._wanted))
                if self._closed:
                    return
                path = self._wanted.pop() if self._wanted and not ready else None
            if ready:
                self._tell(ready)
            elif path is not None:
                begun = begun if batch else time.monotonic()
                batch.append((path, self._one(path)))

    def _one(self, path: Path) -> Thumbnail:
        try:
            thumbnail: Thumbnail = self._read(path)
        except FileError as error:
            return error
        except MemoryError:
            return FileError(path, "it does not fit in memory", "close other programs")
        except Exception as error:  # one file's fault never stops the strip
            return FileError(path, f"its thumbnail could not be made ({type(error).__name__})", "open it to see more")
        return thumbnail


class Ahead:
    """The next raw, decoded while the present one is looked at: one frame, and one that is being decoded.

    Parameters
    ----------
    decode : a path's frame; whatever it raises, the frame is simply not ahead
    budget : bytes of the largest frame that is kept
    """

    def __init__(self, decode: Callable[[Path], Frame], budget: int = AHEAD_BYTES) -> None:
        self._decode, self._budget = decode, budget
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="tuner-ahead")
        self._lock = threading.Lock()
        self._asked: tuple[Path, Future[tuple[object, Frame]]] | None = None
        self._closed = False

    @property
    def path(self) -> Path | None:
        """What is decoded ahead, or is being decoded."""
        with self._lock:
            return self._asked[0] if self._asked else None

    @property
    def used(self) -> int:
        """Bytes held."""
        with self._lock:
            asked = self._asked
        if asked is None or not asked[1].done() or asked[1].cancelled() or asked[1].exception() is not None:
            return 0
        return size_of(asked[1].result()[1])

    def ask(self, path: Path | None) -> None:
        """Decode this one, in place of what was asked for before; None forgets it."""
        with self._lock:
            if self._closed or (self._asked is not None and self._asked[0] == path):
                return
            if self._asked is not None:
                self._asked[1].cancel()  # one that runs is left to end, and then forgotten
            self._asked = None if path is None else (path, self._pool.submit(self._made, path))

    def _made(self, path: Path) -> tuple[object, Frame]:
        with self._lock:
            if self._asked is None or self._asked[0] != path:
                raise Cancelled
        stamp = _stamp(path)
        if path.stat().st_size > self._budget:  # before memory is taken
            raise MemoryError
        frame = self._decode(path)
        if size_of(frame) > self._budget:
            raise MemoryError
        return stamp, frame

    def take(self, path: Path) -> Frame | None:
        """The frame of that path, if it was asked for (waiting for its end) and the file is still the same."""
        with self._lock:
            if self._asked is None or self._asked[0] != path:
                return None
            future, self._asked = self._asked[1], None
        if future.cancel():  # not begun: who asks is as fast
            return None
        try:
            stamp, frame = future.result()
        except Exception:  # the file cannot be used, or is too large: who opens it hears why
            return None
        return frame if stamp is not None and stamp == _stamp(path) else None

    def close(self) -> None:
        """Forget everything and end the thread."""
        with self._lock:
            self._closed = True
            if self._asked is not None:
                self._asked[1].cancel()
            self._asked = None
        self._pool.shutdown(wait=True, cancel_futures=True)


def size_of(frame: Frame) -> int:
    """Bytes of a frame's samples."""
    return frame.mosaic.nbytes + (frame.masked.nbytes if frame.masked is not None else 0)


def _stamp(path: Path) -> object:
    """What changes when a file does; None when it is not there."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
