"""Start-up: how long fresh processes take, from their start to what is asked of them.

They find the program's bytecode, as they do behind `pip install` or `make setup`, whatever this process was told about
writing it.
"""

from __future__ import annotations

import compileall
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

from tuner.app.bench_frames import sample_path

PATIENCE_S = 300.0
COLD_RUNS = 3  # of the window; each compiles everything that the first picture needs
_ROOT = Path(__file__).resolve().parents[2]


class StartError(RuntimeError):
    """A fresh process failed; the message is its own last word."""


def start_up(window: Sequence[str], runs: int, *, cold: bool) -> dict[str, float]:
    """Wall times of fresh processes, ms, medians.

    Parameters
    ----------
    window : words behind the interpreter that open the window on a raw off screen and print
        `{"window": ms, "raw_view": ms, "picture": ms}` since the moment given as the last word; empty: there is none
    runs : how often each process is started; the cold window three times, the cold render once
    cold : also start with an empty kernel cache, which takes as long as compiling everything does

    Returns
    -------
    `import`, `version`, `render_warm`, `window_warm`, `raw_view_warm`, `picture_warm` and, if asked, the cold ones

    Raises
    ------
    StartError : a process failed or took minutes
    """
    found: dict[str, list[float]] = {}
    compileall.compile_dir(_ROOT / "tuner", quiet=2)
    if cold:
        with tempfile.TemporaryDirectory(prefix="isp-tuner-cold-") as folder:
            for n in range(COLD_RUNS):
                _add(found, _pictures(window, {"TUNER_CACHE_DIR": f"{folder}/window{n}"}), "cold")
            _add(found, {"render": _render({"TUNER_CACHE_DIR": f"{folder}/render"})}, "cold")
    _render({})  # the kernels this machine has not compiled yet
    _pictures(window, {})
    for _ in range(runs):
        _add(found, {"import": _process(["-c", "import tuner.cli.main"], {})}, "")
        _add(found, {"version": _process(["-m", "tuner", "--version"], {})}, "")
        _add(found, {"render": _render({})}, "warm")
        _add(found, _pictures(window, {}), "warm")
    return {name: median(times) for name, times in found.items()}


def _add(found: dict[str, list[float]], times: Mapping[str, float], suffix: str) -> None:
    for name, ms in times.items():
        found.setdefault(f"{name}_{suffix}" if suffix else name, []).append(ms)


def _render(env: Mapping[str, str]) -> float:
    """`tuner render` of the sample: the first picture without a window."""
    with tempfile.TemporaryDirectory(prefix="isp-tuner-start-") as folder:
        return _process(["-m", "tuner", "render", str(sample_path()), "-o", f"{folder}/a.png"], env)


def _pictures(window: Sequence[str], env: Mapping[str, str]) -> dict[str, float]:
    """The window shown, the raw view painted, and the first exact processed picture painted."""
    if not window:
        return {}
    ran = _run([*window, str(sample_path()), repr(time.time())], env)
    told: dict[str, float] = json.loads(ran.stdout)
    return told


def _process(words: Sequence[str], env: Mapping[str, str]) -> float:
    begin = time.perf_counter()
    _run(words, env)
    return (time.perf_counter() - begin) * 1e3


def _run(words: Sequence[str], env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    python = [sys.executable, *words]
    path = os.pathsep.join([str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    known = {**os.environ, "PYTHONPATH": path, **env}
    known.pop("PYTHONDONTWRITEBYTECODE", None)
    try:
        ran = subprocess.run(python, capture_output=True, text=True, timeout=PATIENCE_S, env=known)
    except subprocess.TimeoutExpired:
        raise StartError(f"a fresh process was not ready after {PATIENCE_S:.0f} s") from None
    if ran.returncode:
        last = (ran.stderr.strip().splitlines() or ["nothing was said"])[-1]
        raise StartError(f"a fresh process failed while its start was timed: {last}")
    return ran
