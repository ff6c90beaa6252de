"""Processes that may die: nothing is lost, nothing waits for ever, nobody is left behind."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.deadly import die_of_three, die_once, refuse, square
from tuner.app.workers import Died, Workers


@pytest.fixture
def workers() -> Iterator[Workers]:
    made = Workers(2)
    yield made
    made.close()


def test_every_task_is_carried_out_once(workers: Workers) -> None:
    assert sorted(workers.run(square, range(20))) == [(n, n * n) for n in range(20)]
    assert sorted(workers.run(square, [5])) == [(0, 25)]  # and again


def test_a_worker_killed_in_the_middle_loses_nothing(workers: Workers, tmp_path: Path) -> None:
    """Its task is done by another; no other task is done twice or left out."""
    tasks = [(n, str(tmp_path / "died") if n == 2 else "") for n in range(8)]
    assert sorted(workers.run(die_once, tasks)) == [(n, n) for n in range(8)]
    assert (tmp_path / "died").exists()


def test_a_task_that_kills_is_given_up_and_named(workers: Workers) -> None:
    found = dict(workers.run(die_of_three, range(6)))
    assert [found[n] for n in (0, 1, 2, 4, 5)] == [0, 1, 2, 4, 5]
    given_up = found[3]
    assert isinstance(given_up, Died)
    assert "2 workers died of it (by SIGKILL" in given_up.words


def test_what_work_raises_is_raised(workers: Workers) -> None:
    with pytest.raises(ValueError, match="no 7"):
        list(workers.run(refuse, [7]))


def test_closing_ends_them_in_the_middle() -> None:
    made = Workers(2)
    running = made.run(square, range(100))
    next(running)
    pids = made.pids
    assert len(pids) == 2
    made.close()
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
