"""Work for tests of pools: functions of a module, as a fresh process has to import them."""

from __future__ import annotations

import os
import signal
from pathlib import Path


def square(n: int) -> int:
    """n * n."""
    return n * n


def die_once(task: tuple[int, str]) -> int:
    """Dies in the middle of the work the first time that the marker is not there; else the number."""
    number, marker = task
    if marker and not Path(marker).exists():
        Path(marker).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def die_of_three(number: int) -> int:
    """Dies of 3, always."""
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def refuse(number: int) -> int:
    """Raises."""
    raise ValueError(f"no {number}")
