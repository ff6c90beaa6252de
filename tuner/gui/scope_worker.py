"""A metered worker: measures what is on screen, off the window's thread, and never more often than it is worth.

It is told that something changed, not what: when it may begin, it takes a snapshot of what is shown then. So a newer
picture replaces the one that waits, nothing old is held, and after a storm the last one is always measured.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Executor
from math import ceil
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from tuner.core.engine import Cancelled

EVERY_MS = 100
"""Least time from one beginning to the next: 10 Hz."""
REST = 4.0
"""It rests at least this many times as long as it worked, so that renders keep the processors."""
DRAG_REST = 19.0
"""The same while a hand moves: a render that shares its processors with a count comes late to the eye."""
CALM_S = 0.12
"""Without news for so long, the hand rests."""
LONGEST_REST_MS = 2000
"""But never longer: work that once took long (its kernels were compiled) must not keep the next waiting for minutes."""

Work = Callable[[], Any]


class ScopeWorker(QObject):
    """Runs one piece of work at a time.

    Parameters
    ----------
    executor : where the work runs; shared, and shut down by its owner before this object goes
    snapshot : called on the window's thread when work may begin; None: nothing is to be measured (hidden, or no file)

    Signals
    -------
    done : what the work returned
    failed : its exception
    """

    done = Signal(object)
    failed = Signal(object)
    _finished = Signal(object, object, float)  # result, exception, seconds

    def __init__(self, executor: Executor, snapshot: Callable[[], Work | None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor, self._snapshot = executor, snapshot
        self._stale = self._running = self._closed = False
        self._moved = self._until = 0.0  # of the clock: when there was news, and to when it rests if there is more
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._begin)
        self._finished.connect(self._finish, Qt.ConnectionType.QueuedConnection)

    @property
    def idle(self) -> bool:
        """Whether what is shown has been measured."""
        return not (self._stale or self._running)

    def stir(self, *, asked: bool = False) -> None:
        """Something that is measured is another one now; what the user asked for does not wait until it has rested."""
        self._stale, self._moved = True, time.monotonic()
        if asked:
            self._until = 0.0
            if self._rest.isActive():
                self._rest.start(min(self._rest.remainingTime(), EVERY_MS))
        self._begin()

    def close(self) -> None:
        """Begin nothing any more; what runs is not waited for."""
        self._closed = True
        self._rest.stop()

    def _begin(self) -> None:
        if not self._stale or self._running or self._closed or self._rest.isActive():
            return
        now = time.monotonic()
        wait = min(self._moved + CALM_S, self._until) - now
        if wait > 0:
            self._rest.start(ceil(wait * 1e3))
            return
        self._stale = False
        work = self._snapshot()
        if work is not None:
            self._running = True
            self._executor.submit(self._run, work)

    def _run(self, work: Work) -> None:
        begin, result, error = time.perf_counter(), None, None
        try:
            result = work()
        except Exception as caught:
            error = caught
        self._finished.emit(result, error, time.perf_counter() - begin)

    def _finish(self, result: object, error: Exception | None, seconds: float) -> None:
        self._running = False
        if self._closed:
            return
        self._until = time.monotonic() + min(DRAG_REST * seconds, LONGEST_REST_MS / 1e3)
        rest = min(REST * seconds * 1e3, LONGEST_REST_MS)
        self._rest.start(round(max(EVERY_MS - seconds * 1e3, rest, 1)))
        if error is None:
            self.done.emit(result)
        elif not isinstance(error, Cancelled):
            self.failed.emit(error)
