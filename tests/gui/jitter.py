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
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from tuner.app.lane import Job, Lane

SEED = os.environ.get("TUNER_JITTER", "")
_MS = (0, 0, 0, 1, 3, 8, 20, 60)  # how late a thread may be
_TIMER_MS = (0, 0, 10, 40, 150, 300)
_WINDOW_MS = 15
_WINDOW_ODDS = 0.03  # of queued calls that the window is late for
HUNT_MS = 60_000  # to wait for what never comes; the kernels should be compiled before
_LINGER_MS = 120
_LINGER_ODDS = 0.4  # of waits after which everything goes on for a while before the test looks

_dice = random.Random(SEED)


def _late() -> None:
    time.sleep(_dice.choice(_MS) / 1e3)


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
        if event.type() == QEvent.Type.MetaCall and _dice.random() < _WINDOW_ODDS:
            time.sleep(_WINDOW_MS / 1e3)
        return False


def lingers() -> int:
    """How long everything goes on before a test looks at what it waited for, ms."""
    return _LINGER_MS if SEED and _dice.random() < _LINGER_ODDS else 0


@pytest.fixture(autouse=bool(SEED))
def _jitter(qapp: QApplication, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[None]:
    _dice.seed(f"{SEED} {request.node.nodeid}")  # a test meets the same delays alone
    post, follow, submit, start = Lane.post, Lane.follow, ThreadPoolExecutor.submit, QTimer.start

    def late_submit(self: ThreadPoolExecutor, work: Callable[..., Any], /, *args: Any, **named: Any) -> Future[Any]:
        def run() -> Any:
            _late()
            return work(*args, **named)

        return submit(self, run)

    def late_start(self: QTimer, *msec: int) -> None:
        start(self, (msec[0] if msec else self.interval()) + _dice.choice(_TIMER_MS)) if self.isSingleShot() else start(
            self, *msec
        )

    monkeypatch.setattr(Lane, "post", lambda self, job: post(self, _late_job(job)))
    monkeypatch.setattr(Lane, "follow", lambda self, job: follow(self, _late_job(job)))
    monkeypatch.setattr(ThreadPoolExecutor, "submit", late_submit)
    monkeypatch.setattr(QTimer, "start", late_start)
    slow = _SlowWindow(qapp)
    qapp.installEventFilter(slow)
    yield
    qapp.removeEventFilter(slow)
