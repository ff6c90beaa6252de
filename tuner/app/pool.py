"""The render pool: threads that stay on their own processor.

At 60 Hz two free threads tend to wake on one core and give no speed-up; pinned ones do. Only the window's and the
command line's own pool pins; batch workers do not.
"""

from __future__ import annotations

import itertools
import os
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier


def processors() -> list[int]:
    """Processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return sorted(os.sched_getaffinity(0))
    return list(range(os.cpu_count() or 1))


def render_pool(workers: int | None = None, *, pin: bool = True) -> tuple[ThreadPoolExecutor, int]:
    """An executor and its number of workers (default: one a processor)."""
    allowed = processors()
    count = workers or len(allowed)
    turn = itertools.count()
    ready = Barrier(count)

    def settle() -> None:
        # the calling thread's affinity only, so the rest of the program may still run anywhere
        if pin and hasattr(os, "sched_setaffinity") and count <= len(allowed):
            os.sched_setaffinity(0, {allowed[next(turn) % len(allowed)]})

    pool = ThreadPoolExecutor(count, thread_name_prefix="tuner-worker", initializer=settle)
    for waiting in [pool.submit(ready.wait) for _ in range(count)]:  # start every thread now, one a processor
        waiting.result()
    return pool, count


def cache_budget() -> int:
    """Bytes that everything cached may take: a quarter of the memory, 4 GiB at the most."""
    try:
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, OSError, ValueError):  # a system that does not tell
        memory = 8 << 30
    return min(memory // 4, 4 << 30)
