"""Timing: several jobs in turn, round after round in one process, so that what disturbs one disturbs them all.

A ratio of two medians taken this way holds on a machine that is busy or changes its clock; a single absolute time does
not. Every job runs before the clock starts (kernels compiled, memory and caches warm), and garbage is collected before
the rounds rather than in them.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from statistics import median

Job = Callable[[], object]
Times = dict[str, list[float]]
"""Milliseconds of every run of each job."""

_SETTLE_S = 0.02  # behind a slow yardstick: threads of other libraries spin on for a moment before they sleep


def interleaved(
    quick: Mapping[str, Job], rounds: int, slow: Mapping[str, Job] | None = None, slow_rounds: int = 3
) -> Times:
    """Wall time of each job, ms.

    Parameters
    ----------
    quick : run once in every round, in their order
    slow : run in `slow_rounds` of the rounds, spread evenly, behind the quick ones
    """
    jobs = {**quick, **(slow or {})}
    times: Times = {name: [] for name in jobs}
    every = max(rounds // slow_rounds, 1)
    for job in jobs.values():
        job()
    with no_garbage():
        for turn in range(rounds):
            for name, job in quick.items():
                times[name].append(clocked(job))
            for name, job in (slow or {}).items():
                if turn % every == 0:
                    times[name].append(clocked(job))
                    time.sleep(_SETTLE_S)
    return times


def clocked(job: Job) -> float:
    """Wall time of one run, ms; what the job returns is freed after the clock has stopped."""
    begin = time.perf_counter()
    result = job()
    elapsed = (time.perf_counter() - begin) * 1e3
    del result
    return elapsed


def medians(times: Mapping[str, list[float]]) -> dict[str, float]:
    """The median of each."""
    return {name: median(values) for name, values in times.items()}


@contextmanager
def no_garbage() -> Iterator[None]:
    """No garbage collection inside."""
    was = gc.isenabled()
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
