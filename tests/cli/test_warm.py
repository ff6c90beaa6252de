"""`tuner warm`: what it says; what it compiles is tested with `tuner.app.warm`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tuner.app import warm, warm_all
from tuner.core import jit
from tuner.core.store import Store


@pytest.fixture
def two_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the first two parts, which processes find again by their place."""
    monkeypatch.setattr(warm_all, "LISTS", (lambda rack: warm.first(rack)[:2],))


@pytest.mark.parametrize("jobs", [1, 2])
def test_it_names_each_part_and_says_where_all_is(tuner, two_parts, jobs):
    ran = tuner("warm", "--jobs", jobs)
    assert ran.code == 0
    lines = ran.err.splitlines()
    assert [line.split(" ", 1)[0] for line in lines] == ["1/2", "2/2"]
    assert {line.split(" ", 1)[1] for line in lines} == {"raw view", "Black level"}
    assert ran.out.rstrip().endswith(f"in {jit.kept().root}")


def test_a_second_time_nothing_is_left(tuner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """In a cache of its own: into the user's another program may compile at this moment, and its functions count too."""
    monkeypatch.setenv("TUNER_CACHE_DIR", str(tmp_path))
    monkeypatch.setattr(jit, "_store", Store())
    kept = tmp_path / "compiled" / "pack-0" / "core_0" / "pack.pack8-1.py311.nbi"

    def run(_: object) -> None:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.touch()

    monkeypatch.setattr(warm_all, "LISTS", (lambda rack: [warm.Part("one", run)],))
    assert tuner("warm", "--jobs", 1).out.startswith("1 functions compiled")
    assert tuner("warm", "--jobs", 1).out.startswith("0 functions compiled")


def test_what_cannot_be_kept_is_said(refused, monkeypatch: pytest.MonkeyPatch):
    def run(_: object) -> None:
        warm_all.unkept[:] = [OSError(28, "No space left on device")]

    monkeypatch.setattr(warm_all, "LISTS", (lambda rack: [warm.Part("one", run)],))
    said = refused("warm", "--jobs", "1")
    assert "No space left on device" in said
    assert "set TUNER_CACHE_DIR" in said
    assert not warm_all.unkept


def test_it_stops_at_ctrl_c(tuner, monkeypatch):
    def pressed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(warm_all, "LISTS", (lambda rack: [warm.Part("long", pressed)],))
    assert tuner("warm", "--jobs", 1).code == 130


def test_without_a_lasting_place_it_says_what_to_do(refused, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "taken").write_text("")
    monkeypatch.setenv("TUNER_CACHE_DIR", str(tmp_path / "taken"))
    monkeypatch.setattr(jit, "_store", Store())
    assert "set TUNER_CACHE_DIR" in refused("warm")


@pytest.mark.parametrize("jobs", ["0", "-1", "two", "1e2"])
def test_the_number_of_processes_is_checked(refused, jobs):
    assert "whole number from 1 to" in refused("warm", f"--jobs={jobs}")
