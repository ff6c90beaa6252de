"""A cold start's compiling shared with a process beside: numba compiles one function at a time in each.

The window compiles what the first picture needs from the front of the list, the process beside from its end; where they
meet, each loads what the other has left in the kernel cache. With the cache warm there is no such process.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tuner.app import warm
from tuner.app.pool import processors
from tuner.core.engine import Cancel
from tuner.core.rack import Rack
from tuner.stages import RACK

_ROOT = Path(__file__).resolve().parents[2]
_WAIT_S = 5.0


@contextmanager
def beside(rack: Rack) -> Iterator[None]:
    """While the block runs, another process compiles for it, if that helps; it has ended when the block has."""
    if rack is not RACK or len(processors()) < 2 or not warm.first_is_cold(rack):
        yield
        return
    path = os.pathsep.join([str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(
        [sys.executable, "-m", __name__],
        stdin=quiet,
        stdout=quiet,
        stderr=quiet,
        env={**os.environ, "PYTHONPATH": path},
    )
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(_WAIT_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def main() -> None:
    """Compile from the end of the list."""
    for part in reversed(warm.first(RACK)):
        part.run(Cancel())


if __name__ == "__main__":
    main()
