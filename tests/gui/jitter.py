"""Late threads, late timers, a slow window: with TUNER_JITTER=<seed> the window's tests meet them all the time.

A test that asserts something which is merely usually there by then fails under it within a run or two, rather than
once in a while on a busy machine: `TUNER_JITTER=7 python -m pytest tests/gui`. It changes when things happen, never
what: every delay is one that a loaded machine makes too.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any
from weakref import WeakKeyDictionary

import pytest
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from tuner.app.lane import Job, Lane

SEED = os.environ.get("TUNER_JITTER", "")
HUNT_MS = 60_000  # to wait for what never comes; the kernels should be compiled before


@dataclass(frozen=True)
class Regime:
    """What a test meets from beginning to end: delays that are alike show more than a bit of each.

    Attributes
    ----------
    thread_ms, timer_ms : one of these is added to every job of a thread, to every single shot of a timer
    window_odds : of queued calls that the window is late for
    linger_odds : of waits after which everything goes on for a while before the test looks
    """

    thread_ms: tuple[int, ...] = (0,)
    timer_ms: tuple[int, ...] = (0,)
    window_odds: float = 0.0
    linger_odds: float = 0.0


REGIMES = (
    Regime((0, 0, 0, 1, 3, 8, 20, 60), (0, 0, 10, 40, 150, 300), 0.03, 0.4),
    Regime(timer_ms=(0, 600)),
    Regime(timer_ms=(400,), linger_odds=1.0),
    Regime(thread_ms=(5, 30, 80)),
    Regime(window_odds=0.3),
    Regime(window_odds=0.3, timer_ms=(0, 200), linger_odds=0.5),
    Regime(),
)
OF_TIMERS = ("test_scope_worker", "test_paced")  # they measure the timers themselves
_WINDOW_MS = 15
_LINGER_MS = 150

_dice = random.Random()
_now = Regime()


def _late() -> None:
    time.sleep(_dice.choice(_now.thread_ms) / 1e3)


def _late_job(job: Job[Any]) -> Job[Any]:
    def work(cancel: Any) -> Any:
        _late()
        return job.work(cancel)

    def done(result: Any) -> None:
        _late()
        job.done(result)
        _late()

    return replace(job, work=work, done=done)


class _SlowWindow(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MetaCall and _dice.random() < _now.window_odds:
            time.sleep(_WINDOW_MS / 1e3)
        return False


def lingers() -> int:
    """How long everything goes on before a test looks at what it waited for, ms."""
    return _LINGER_MS if _dice.random() < _now.linger_odds else 0


@pytest.fixture(autouse=bool(SEED))
def _jitter(qapp: QApplication, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[None]:
    global _now
    _dice.seed(f"{SEED} {request.node.nodeid}")  # a test meets the same delays alone
    _now = _dice.choice(REGIMES)
    if request.node.path.stem in OF_TIMERS:
        _now = replace(_now, timer_ms=(0,))
    intervals: WeakKeyDictionary[QTimer, tuple[int, int]] = WeakKeyDictionary()  # what it was given, and as it is
    post, follow, submit, start = Lane.post, Lane.follow, ThreadPoolExecutor.submit, QTimer.start

    def late_submit(self: ThreadPoolExecutor, work: Callable[..., Any], /, *args: Any, **named: Any) -> Future[Any]:
        def run() -> Any:
            _late()
            return work(*args, **named)

        return submit(self, run)

    def late_start(self: QTimer, *msec: int) -> None:
        if not self.isSingleShot():
            start(self, *msec)
            return
        given, late = intervals.get(self, (-1, -1))
        wanted = msec[0] if msec else given if self.interval() == late else self.interval()
        intervals[self] = wanted, wanted + _dice.choice(_now.timer_ms)
        start(self, intervals[self][1])

    monkeypatch.setattr(Lane, "post", lambda self, job: post(self, _late_job(job)))
    monkeypatch.setattr(Lane, "follow", lambda self, job: follow(self, _late_job(job)))
    monkeypatch.setattr(ThreadPoolExecutor, "submit", late_submit)
    monkeypatch.setattr(QTimer, "start", late_start)
    slow = _SlowWindow(qapp)
    qapp.installEventFilter(slow)
    yield
    _now = Regime()
    qapp.removeEventFilter(slow)
