"""kill -9 at random moments: at most one second of edits is lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def test_a_program_killed_at_any_moment_loses_at_most_one_second(tmp_path: Path) -> None:
    """A real process edits on and on and is killed, 50 times at random moments; it notes every edit with its time
    beforehand. What comes back is one of its states, and nothing older than a second is missing."""
    if not hasattr(os, "fork"):
        pytest.skip("processes are made by fork here")
    answer = subprocess.run(
        [sys.executable, "-m", "tests.app.killed", str(tmp_path), "50", "7"],
        cwd=ROOT, capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip
    assert answer.returncode == 0, answer.stderr[-2000:]
    trials = [json.loads(line) for line in answer.stdout.splitlines()]
    assert len(trials) == 50
    for trial in trials:
        edits, killed_at, back = trial["edits"], trial["killed_at"], trial["back"]
        due = [number for number, at in edits if at < killed_at - 1.0]
        assert back <= (edits[-1][0] if edits else 0)
        assert back >= max(due, default=0)
    assert sum(trial["back"] > 0 for trial in trials) > 25  # most died with work to give back
