"""The compiler: the user's settings for other programs do not count, and what is cached is loaded before it gets ready."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

_SETTINGS = """
from tuner.core.compiler import compiler

numba = compiler()
for _ in range(2):
    print(numba.config.DISABLE_JIT, numba.config.OPT)
    numba.core.config.reload_config()  # as before each compilation
"""

_KERNELS = """
import sys
import numpy as np
from tuner.core.jit import kernel

@kernel
def summed(x):
    made = np.empty(x.size, np.float32)
    made[:] = x
    return made.sum()

@kernel
def twice(x):
    return summed(x) + summed(x)
"""

_USE = """
import sys
import numpy as np
import kept
x = np.full(7, 1.5, np.float32)
names = sys.argv[1:]
got_ready = "numba.cpython.listobj"
for name in names:
    print(float(getattr(kept, name)(x)), got_ready in sys.modules, end=" ")
"""


def run(code: str, *words: str, cwd: Path, **env: str) -> str:
    """What a fresh process prints."""
    known = {**os.environ, "PYTHONPATH": str(ROOT), **env}
    ran = subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, timeout=300, cwd=cwd, env=known
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip()


def test_a_settings_file_where_the_program_is_started_does_not_count(tmp_path: Path) -> None:
    plain = run(_SETTINGS, cwd=tmp_path)
    (tmp_path / ".numba_config.yaml").write_text("disable_jit: 1\nopt: 0\n")
    assert run(_SETTINGS, cwd=tmp_path) == plain
    assert plain.startswith("0")


def test_a_cached_kernel_is_loaded_before_the_compiler_gets_ready(tmp_path: Path) -> None:
    """It uses memory of numba's own, and one that is not cached is compiled on top of it all the same."""
    (tmp_path / "kept.py").write_text(_KERNELS)
    cache = {"TUNER_CACHE_DIR": str(tmp_path / "cache"), "PYTHONPATH": f"{ROOT}{os.pathsep}{tmp_path}"}
    assert run(_USE, "summed", cwd=tmp_path, **cache) == "10.5 True"
    assert run(_USE, "summed", cwd=tmp_path, **cache) == "10.5 False"
    assert run(_USE, "summed", "twice", cwd=tmp_path, **cache) == "10.5 False 21.0 True"
    assert run(_USE, "twice", "summed", cwd=tmp_path, **cache) == "21.0 False 10.5 False"
