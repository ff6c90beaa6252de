"""The compiler: the user's settings for other programs do not count, and what is cached is loaded before it gets ready."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tuner.core import compiler, jit
from tuner.core.jit import kernel
from tuner.core.store import Store

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


class Kept:
    """A kernel of a file in a cache of its own, as one process after another finds it."""

    def __init__(self, folder: Path) -> None:
        file = folder / "kept.py"
        file.write_text(_KERNELS)
        spec = importlib.util.spec_from_file_location("tests_kept", file)
        assert spec is not None
        assert spec.loader is not None
        self._module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(self._module)
        self._cache = folder / "cache"

    def again(self, kind: str = "float32") -> tuple[float, bool]:
        """What it gives for seven times 1.5, and whether it was loaded rather than compiled."""
        found = kernel(self._module.summed.py_func)
        value = float(found(np.full(7, 1.5, kind)))
        return value, found.dispatcher().stats.cache_hits.total() == 1  # type: ignore[attr-defined]

    def files(self, ending: str) -> list[Path]:
        return sorted(self._cache.rglob(f"*.{ending}"))


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kept:
    monkeypatch.setenv("TUNER_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setattr(jit, "_store", Store())
    return Kept(tmp_path)


@pytest.mark.parametrize("ending", ["nbc", "nbi"])
def test_a_torn_file_is_made_anew_and_kept_again(kept: Kept, ending: str) -> None:
    assert [kept.again(), kept.again()] == [(10.5, False), (10.5, True)]
    (torn,) = kept.files(ending)
    torn.write_bytes(torn.read_bytes()[:50])
    assert [kept.again(), kept.again()] == [(10.5, False), (10.5, True)]


def test_what_cannot_be_kept_is_used_all_the_same(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    from numba.core.caching import FunctionCache

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    compiler.compiler()
    with monkeypatch.context() as context:
        context.setattr(FunctionCache, "_save_overload", full)
        assert kept.again() == (10.5, False)
    assert kept.files("nbc") == []
    assert "No space left" in str(compiler.unkept.pop())


def test_a_file_that_holds_what_is_for_other_arguments_is_not_used(kept: Kept) -> None:
    """Two processes that keep two kinds at one moment may both take the first free name."""
    assert [kept.again("float32"), kept.again("float64")] == [(10.5, False), (10.5, False)]
    one, other = kept.files("nbc")
    other.write_bytes(one.read_bytes())
    assert [kept.again("float64"), kept.again("float64")] == [(10.5, False), (10.5, True)]
