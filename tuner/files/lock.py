"""Whether a process still has a file open for itself. The system takes the lock back when the process ends, however it
ends, so a lock never outlives its owner as a file with a process number would.

Source: flock(2), Linux man-pages 6.x; LockFile of the Windows API, through msvcrt.
"""

from __future__ import annotations

import sys
from typing import BinaryIO

_FAR = 1 << 30  # on Windows a locked byte cannot be read: lock one that no journal reaches


def lock(file: BinaryIO) -> bool:
    """Take the file for this process; False where another has it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            here = file.tell()
            file.seek(_FAR)
            try:
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            finally:
                file.seek(here)
        else:
            import fcntl

            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
