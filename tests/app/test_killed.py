"""kill -9 at random moments: at most one second of edits is lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from tuner.app.journaling import BEHIND_S

ROOT = Path(__file__).resolve().parents[2]
NO_DELAY_S = 0.1
"""By so much the witness may be late in one turn before the machine counts as having stood still."""


def test_a_program_killed_at_any_moment_loses_at_most_one_second(tmp_path: Path) -> None:
    """A real process edits on and on and is killed, 50 times at random moments; it notes every edit with its time
    beforehand. What comes back is one of its states, and nothing older than a second is missing.

    The second is one in which the machine worked: what a process that only waits, writes and syncs was late by is not
    held against the journal."""
    if not hasattr(os, "fork"):
        pytest.skip("processes are made by fork here")
    answer = subprocess.run(
        [sys.executable, "-m", "tests.app.killed", str(tmp_path), "50", "7"],
        cwd=ROOT, capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    assert answer.returncode == 0, answer.stderr[-2000:]
    *trials, beats = [json.loads(line) for line in answer.stdout.splitlines()]
    assert len(trials) == 50
    for trial in trials:
        edits, killed_at, back = trial["edits"], trial["killed_at"], trial["back"]
        due = [number for number, at in edits if killed_at - at - stood_still(beats, at, killed_at) > 1.0]
        assert back <= (edits[-1][0] if edits else 0)
        assert back >= max(due, default=0)
        if trial["long"] and not stood_still(beats, edits[0][1], killed_at):
            assert due
    assert sum(trial["back"] > 0 for trial in trials) > 25  # most died with work to give back


def stood_still(beats: list[float], begin: float, end: float) -> float:
    """Seconds by which the witness was late in the turns that lie, in part at least, between two times."""
    turns = [(one, other) for one, other in pairwise([*beats, end]) if one < end and other > begin]
    late = [other - one - BEHIND_S for one, other in turns]
    return sum(by for by in late if by > NO_DELAY_S)


def test_only_turns_that_took_long_count_as_standing_still() -> None:
    beats = [10.0, 10.2, 10.41, 11.2, 11.4]
    assert stood_still(beats, 10.0, 10.4) == 0
    assert stood_still(beats, 10.3, 11.5) == pytest.approx(0.79 - BEHIND_S)
    assert stood_still(beats, 11.25, 11.5) == 0
    assert stood_still(beats, 11.45, 12.4) == pytest.approx(1.0 - BEHIND_S)  # the last turn never ended
