"""The start of the program: no garbage is collected while it imports, and it is again when the window stands."""

from __future__ import annotations

import gc
import subprocess
import sys

from tuner import start


def test_garbage_is_collected_again_when_the_start_is_over() -> None:
    assert gc.isenabled()
    start.begin()
    start.begin()
    assert not gc.isenabled()
    start.over()
    assert gc.isenabled()
    gc.unfreeze()


def test_who_collects_no_garbage_is_not_made_to() -> None:
    gc.disable()
    try:
        start.begin()
        start.over()
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_a_command_runs_with_the_collector_on() -> None:
    code = (
        "import gc, sys; import tuner.cli.main as m; m.main = lambda *a, **k: print(gc.isenabled()) or 0; "
        "sys.argv = ['tuner', '--version']; from tuner.__main__ import run; run()"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    assert (ran.returncode, ran.stdout.strip()) == (0, "True")
