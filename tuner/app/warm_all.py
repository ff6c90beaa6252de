"""Warming up everything, in several processes: numba compiles one function at a time in each."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable
from functools import partial

from tuner.app import warm
from tuner.app.warm_lab import shots
from tuner.core.compiler import unkept
from tuner.core.engine import Cancel
from tuner.core.rack import Rack
from tuner.stages import RACK


def _loops_and_shots(rack: Rack) -> list[warm.Part]:
    return [*shots(rack), *warm.loops(rack)]


LISTS: tuple[Callable[..., list[warm.Part]], ...] = (warm.first, warm.rest, _loops_and_shots)
"""In this order, as the later ones load what the earlier ones compiled."""


def warm_all(jobs: int, progress: warm.Progress) -> None:
    """Compile everything there is.

    Parameters
    ----------
    progress : called when a part is finished, with how many are, how many there are, and its name

    Raises
    ------
    StageError : a stage's kernel does not compile or run; names it
    OSError : what is compiled cannot be kept
    KeyboardInterrupt : the user gave up; what is compiled by then stays so
    """
    lists = [parts(RACK) for parts in LISTS]
    total, done = sum(map(len, lists)), 0

    def told(name: str) -> None:
        nonlocal done
        done += 1
        progress(done, total, name)

    if jobs == 1:
        for parts in lists:
            for part in parts:
                _carry_out(part)
                told(part.name)
        return
    # fresh processes: a fork would copy a compiler and its locks. Leaving the block ends those that still work.
    with multiprocessing.get_context("spawn").Pool(jobs, _leave_interrupts_to_the_parent) as pool:
        for n, parts in enumerate(lists):
            for name in pool.imap_unordered(partial(_part, n), range(len(parts))):
                told(name)


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _part(n: int, index: int) -> str:
    """Do one part of one list; its name."""
    part = LISTS[n](RACK)[index]
    _carry_out(part)
    return part.name


def _carry_out(part: warm.Part) -> None:
    part.run(Cancel())
    if unkept:  # no matter to who renders, but here it is all that is wanted
        raise OSError(str(unkept.pop()))
