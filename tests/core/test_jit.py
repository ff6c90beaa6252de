"""Kernels: declared without numba, cached in a private folder, compiled without help from other files."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tuner.core.jit import LazyKernel, kernel


@kernel
def _twice(x):  # type: ignore[no-untyped-def]
    return x + x


@kernel
def _four_times(x):  # type: ignore[no-untyped-def]
    return _twice(_twice(x))


def test_a_kernel_calls_kernels_of_its_file() -> None:
    assert _four_times(np.float32(1.5)) == 6


def test_a_kernel_of_another_file_is_refused() -> None:
    """Its edit would leave a stale compiled caller."""
    foreign = LazyKernel(_four_times.py_func)
    foreign.__module__ = "somewhere.else"
    with pytest.raises(RuntimeError, match="of another file"):
        foreign.dispatcher()


def test_without_a_writable_place_kernels_still_run(tmp_path: Path) -> None:
    """Nothing can be made where a file stands; the program runs uncached rather than not at all."""
    (tmp_path / "taken").write_text("")
    code = (
        "import tempfile, numpy as np\n"
        "def nowhere(**k): raise OSError('no')\n"
        "tempfile.mkdtemp = nowhere\n"
        "from tuner.core.fit import area_average\n"
        "print(area_average(np.full((4, 4, 4), 9, np.uint8), 2, 2)[0, 0, 0])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env={"TUNER_CACHE_DIR": str(tmp_path / "taken"), "PATH": ""},
        capture_output=True, text=True, check=False, cwd=Path(__file__).resolve().parents[2],
    )  # fmt: skip
    assert done.stdout.strip() == "9", done.stderr


def test_a_cache_is_cold_until_something_is_compiled(tmp_path: Path) -> None:
    """In a process of its own, as the folder is chosen once."""
    code = (
        "import numpy as np; from tuner.core import jit; from tuner.core.rawview import _reduced, raw_view; "
        "from tuner.app.warm import tiny_frame; cold = jit.is_cold([_reduced]); "
        "raw_view(tiny_frame(), size=(8, 8)); print(cold, jit.is_cold([_reduced]))"
    )
    env = {**os.environ, "TUNER_CACHE_DIR": str(tmp_path)}
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, env=env)
    assert ran.stdout.strip() == "True False", ran.stderr


_RENDER = """
import hashlib
from tests.support import lively_frame
from tuner.core.engine import Engine
from tuner.core.recipe import Recipe
from tuner.stages import RACK
pixels = Engine(composed="now").render(lively_frame(), Recipe.default(RACK)).pixels
print(hashlib.sha256(pixels.tobytes()).hexdigest(), type(RACK["encode"].kernels[0].dispatcher()).__name__)
"""


@pytest.fixture(scope="module")
def as_ever() -> str:
    return _rendered({})


def _rendered(env: dict[str, str]) -> str:
    known = {name: value for name, value in os.environ.items() if not name.startswith(("NUMBA_", "OMP_"))}
    root = Path(__file__).resolve().parents[2]
    ran = subprocess.run(
        [sys.executable, "-c", _RENDER], capture_output=True, text=True, timeout=300, env=known | env, cwd=root
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


@pytest.mark.parametrize(
    "env",
    [{"OMP_NUM_THREADS": "1", "NUMBA_NUM_THREADS": "1"}, {"NUMBA_NUM_THREADS": "100000", "NUMBA_THREADING_LAYER": "omp"},
     {"NUMBA_DISABLE_JIT": "1", "NUMBA_CACHE_DIR": "/nonexistent"},
     {"NUMBA_OPT": "0", "NUMBA_BOUNDSCHECK": "1", "NUMBA_CPU_NAME": "generic"}],
    ids=lambda env: "_".join(env).lower(),
)  # fmt: skip
def test_settings_of_other_programs_change_no_byte(env: dict[str, str], as_ever: str) -> None:
    """They could switch compiling off, make other code, or send the cache elsewhere."""
    assert _rendered(env) == as_ever
