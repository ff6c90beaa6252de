"""Half of a cold start's compiling in a process beside."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tuner.app import warm_beside
from tuner.app.warm import first
from tuner.stages import RACK


class Started:
    """Counts what is started in place of processes."""

    def __init__(self) -> None:
        self.commands: list[list[str]] = []
        self.ended = 0

    def __call__(self, command: list[str], **known: object) -> Started:
        self.commands.append(command)
        return self

    def terminate(self) -> None:
        self.ended += 1

    def wait(self, timeout: float | None = None) -> int:
        return 0


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Started:
    made = Started()
    monkeypatch.setattr(warm_beside.subprocess, "Popen", made)
    monkeypatch.setattr(warm_beside, "processors", lambda: [0, 1])
    return made


@pytest.mark.parametrize("cold", [True, False])
def test_a_process_runs_beside_only_while_it_is_cold(
    started: Started, cold: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warm_beside.warm, "first_is_cold", lambda rack: cold)
    with warm_beside.beside(RACK):
        assert len(started.commands) == cold
        assert started.ended == 0
    assert started.ended == cold


def test_it_ends_also_when_what_it_helps_fails(started: Started, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warm_beside.warm, "first_is_cold", lambda rack: True)

    def fails() -> None:
        with warm_beside.beside(RACK):
            raise KeyError

    with pytest.raises(KeyError):
        fails()
    assert started.ended == 1


def test_one_processor_gains_nothing(started: Started, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warm_beside.warm, "first_is_cold", lambda rack: True)
    monkeypatch.setattr(warm_beside, "processors", lambda: [0])
    with warm_beside.beside(RACK):
        assert not started.commands


def test_it_compiles_the_whole_list_from_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    parts = first(RACK)
    monkeypatch.setattr(warm_beside.warm, "first", lambda rack: [
        type("P", (), {"name": p.name, "run": lambda self, cancel: done.append(self.name)})() for p in parts
    ])  # fmt: skip
    warm_beside.main()
    assert done == [p.name for p in reversed(parts)]


def test_it_runs_as_a_program() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "tuner.app.warm_beside"], capture_output=True, text=True, timeout=300,
        cwd=Path(__file__).resolve().parents[2],
    )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (0, "")
