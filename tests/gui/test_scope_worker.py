"""The metered worker: the newest counts, never more often than it may, nothing while there is nothing to show."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest

from tuner.core.engine import Cancelled
from tuner.gui import scope_worker
from tuner.gui.scope_worker import EVERY_MS, LONGEST_REST_MS, ScopeWorker


@pytest.fixture
def pool():
    with ThreadPoolExecutor(1) as made:
        yield made


def test_a_storm_is_metered_and_ends_on_the_last(qtbot, pool):
    state, began, done = {"value": 0}, [], []

    def snapshot():
        value = state["value"]
        began.append(time.monotonic())
        return lambda: value

    worker = ScopeWorker(pool, snapshot)
    worker.done.connect(done.append)
    for i in range(60):
        state["value"] = i
        worker.stir()
        qtbot.wait(5)
    qtbot.waitUntil(lambda: worker.idle, timeout=5000)
    assert done[-1] == 59
    assert done == sorted(done)
    gaps = [b - a for a, b in pairwise(began)]
    assert min(gaps) >= EVERY_MS / 1000 * 0.9
    worker.close()


def test_it_works_off_the_window_s_thread_and_answers_on_it(qtbot, pool):
    ran, answered = [], []
    worker = ScopeWorker(pool, lambda: threading.get_ident)
    worker.done.connect(lambda ident: (ran.append(ident), answered.append(threading.get_ident())))
    worker.stir()
    qtbot.waitUntil(lambda: bool(ran), timeout=5000)
    assert ran[0] != answered[0] == threading.get_ident()


def test_it_rests_longer_than_it_works(qtbot, pool):
    began = []

    def snapshot():
        began.append(time.monotonic())
        return lambda: time.sleep(0.08)

    worker = ScopeWorker(pool, snapshot)
    worker.stir()
    qtbot.waitUntil(lambda: not worker._running, timeout=5000)
    worker.stir()
    qtbot.waitUntil(lambda: len(began) == 2, timeout=5000)
    assert began[1] - began[0] >= 0.08 * 4
    qtbot.waitUntil(lambda: not worker._running, timeout=5000)
    worker.close()


def test_it_rests_longer_still_while_a_hand_moves_and_answers_soon_when_it_stops(qtbot, pool, monkeypatch):
    """With times so long that a window's thread which is kept waiting is not taken for a hand that rests."""
    monkeypatch.setattr(scope_worker, "CALM_S", 2.0)
    monkeypatch.setattr(scope_worker, "DRAG_REST", 600.0)
    monkeypatch.setattr(scope_worker, "LONGEST_REST_MS", 60_000)
    began, state = [], {"value": 0}

    def snapshot():
        began.append((time.monotonic(), state["value"]))
        return lambda: time.sleep(0.1)

    worker = ScopeWorker(pool, snapshot)
    begin = time.monotonic()
    while time.monotonic() < begin + 0.6 or worker._running:  # a drag; 600 times 100 ms do not pass in it
        state["value"] += 1
        worker.stir()
        qtbot.wait(10)
    assert len(began) == 1
    state["value"] += 1
    worker.stir()
    until = worker._until
    qtbot.waitUntil(lambda: len(began) == 2, timeout=5000)
    assert began[1][1] == state["value"]
    assert began[1][0] < until
    qtbot.waitUntil(lambda: worker.idle, timeout=5000)
    worker.close()


def test_what_the_user_asks_for_does_not_wait_until_it_has_rested(qtbot, pool):
    began = []

    def snapshot():
        began.append(time.monotonic())
        return lambda: time.sleep(0.4)

    worker = ScopeWorker(pool, snapshot)
    worker.stir()
    qtbot.waitUntil(lambda: not worker._running, timeout=5000)
    assert worker._rest.remainingTime() > 3 * EVERY_MS
    worker.stir(asked=True)
    assert worker._rest.remainingTime() <= 1.1 * EVERY_MS  # a coarse timer
    qtbot.waitUntil(lambda: len(began) == 2 and not worker._running, timeout=5000)
    worker._finish(None, None, 60.0)  # its kernels had to be compiled
    assert worker._rest.remainingTime() <= 1.1 * LONGEST_REST_MS
    worker.close()


def test_nothing_to_show_is_not_worked_on_and_a_fault_does_not_stop_it(qtbot, pool):
    works = [None, lambda: 1 / 0, lambda: 5]
    done, failed = [], []
    worker = ScopeWorker(pool, lambda: works.pop(0))
    worker.done.connect(done.append)
    worker.failed.connect(failed.append)
    worker.stir()
    assert worker.idle
    worker.stir()
    qtbot.waitUntil(lambda: bool(failed), timeout=5000)
    worker.stir()
    qtbot.waitUntil(lambda: bool(done), timeout=5000)
    assert (done, type(failed[0])) == ([5], ZeroDivisionError)


def test_closed_it_says_nothing_any_more(qtbot, pool):
    said = []
    go = threading.Event()
    worker = ScopeWorker(pool, lambda: go.wait)
    worker.done.connect(said.append)
    worker.stir()
    worker.close()
    go.set()
    worker.stir()
    qtbot.wait(50)
    assert said == []


def test_cancelled_is_no_fault(qtbot, pool):
    def work():
        raise Cancelled

    failed = []
    worker = ScopeWorker(pool, lambda: work)
    worker.failed.connect(failed.append)
    worker.stir()
    qtbot.waitUntil(lambda: worker.idle, timeout=5000)
    assert failed == []
