"""The lane: newest waiting job only, the running one finishes, nothing is left behind."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from tuner.app.lane import Job, Lane
from tuner.app.pool import processors, render_pool
from tuner.core.engine import Cancel

PATIENCE_S = 60.0


@pytest.fixture
def lane() -> Iterator[Lane]:
    made = Lane("test-lane")
    yield made
    made.close()
    assert not any(t.name == "test-lane" for t in threading.enumerate())


def job(work: object, done: list[object], failed: list[object] | None = None) -> Job[object]:
    sink: list[object] = [] if failed is None else failed
    return Job(work, done.append, sink.append)  # type: ignore[arg-type]


def test_a_storm_runs_the_first_and_the_last_and_few_between(lane: Lane) -> None:
    done: list[object] = []
    started, release = threading.Event(), threading.Event()

    def slow(cancel: Cancel) -> int:
        started.set()
        assert release.wait(PATIENCE_S)
        return 0

    lane.post(job(slow, done))
    assert started.wait(PATIENCE_S)
    for i in range(1, 301):
        lane.post(job(lambda cancel, i=i: i, done))
    release.set()
    assert lane.wait_idle(PATIENCE_S)
    assert done == [0, 300]  # the running job was not cancelled; of those that waited only the newest ran


def test_errors_go_the_same_way_and_the_lane_lives_on(lane: Lane) -> None:
    done: list[object] = []
    failed: list[object] = []
    lane.post(job(lambda cancel: 1 / 0, done, failed))
    assert lane.wait_idle(PATIENCE_S)
    lane.post(job(lambda cancel: "fine", done, failed))
    assert lane.wait_idle(PATIENCE_S)
    assert done == ["fine"]
    assert isinstance(failed[0], ZeroDivisionError)


def test_close_cancels_the_running_job_and_waits() -> None:
    lane, started, done = Lane("closing-lane"), threading.Event(), []

    def endless(cancel: Cancel) -> None:
        started.set()
        while True:
            cancel.check()
            time.sleep(0.001)

    lane.post(job(endless, done))
    assert started.wait(PATIENCE_S)
    lane.close()
    assert done == []
    assert not any(t.name == "closing-lane" for t in threading.enumerate())


def test_drop_forgets_what_waits(lane: Lane) -> None:
    done: list[object] = []
    started = threading.Event()

    def until_cancelled(cancel: Cancel) -> None:
        started.set()
        while True:
            cancel.check()
            time.sleep(0.001)

    lane.post(job(until_cancelled, done))
    assert started.wait(PATIENCE_S)
    lane.post(job(lambda cancel: "never", done))
    lane.drop()
    assert lane.wait_idle(PATIENCE_S)
    assert done == []


def test_the_pool_pins_its_own_threads_only() -> None:
    before = processors()
    pool, count = render_pool()
    assert count == len(before)
    pool.shutdown()
    assert processors() == before


def test_what_follows_gives_way_to_a_newer_job_and_to_nothing_else(lane: Lane) -> None:
    done: list[object] = []
    started, stopped = threading.Event(), threading.Event()

    def rest(cancel: Cancel) -> None:
        started.set()
        try:
            while True:
                cancel.check()
                time.sleep(0.001)
        finally:
            stopped.set()

    def first_done(result: object) -> None:
        done.append(result)
        lane.follow(Job(rest, done.append, done.append, gives_way=True))
        assert not lane.idle

    lane.post(Job(lambda cancel: "first", first_done, done.append))
    assert started.wait(PATIENCE_S)
    assert not stopped.wait(0.05)
    lane.post(job(lambda cancel: "newer", done))
    assert lane.wait_idle(PATIENCE_S)
    assert stopped.is_set()
    assert done == ["first", "newer"]


def test_nothing_follows_where_a_newer_job_waits_or_all_was_dropped(lane: Lane) -> None:
    done: list[object] = []

    def followed_after(act: object) -> Job[object]:
        def finished(result: object) -> None:
            act()  # type: ignore[operator]
            lane.follow(job(lambda cancel: "followed", done))

        return Job(lambda cancel: None, finished, done.append)  # type: ignore[arg-type]

    lane.post(followed_after(lambda: lane.post(job(lambda cancel: "newer", done))))
    assert lane.wait_idle(PATIENCE_S)
    lane.post(followed_after(lane.drop))
    assert lane.wait_idle(PATIENCE_S)
    assert done == ["newer"]
