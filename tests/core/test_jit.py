"""Kernels: declared without numba, cached in a private folder, compiled without help from other files."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tuner.core import jit
from tuner.core.jit import LazyKernel, kernel, sources_digest


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


def test_the_digest_follows_every_byte_and_name(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.py").write_text("one")
    digests = [sources_digest(tmp_path)]
    (tmp_path / "a" / "x.py").write_text("two")
    digests.append(sources_digest(tmp_path))
    (tmp_path / "a").rename(tmp_path / "b")
    digests.append(sources_digest(tmp_path))
    assert len(set(digests)) == 3


@pytest.mark.parametrize("mode", [0o777, 0o720])
def test_a_cache_folder_others_can_write_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: int
) -> None:
    """Numba's cache is pickle: whoever can write there could run code here."""
    monkeypatch.setenv("TUNER_CACHE_DIR", str(tmp_path))
    first = jit.cache_folder()
    assert first is not None
    assert first.is_relative_to(tmp_path)
    assert first.stat().st_mode & 0o777 == 0o700
    first.chmod(mode)
    second = jit.cache_folder()
    assert second is not None
    assert not second.is_relative_to(tmp_path)


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
        "import numpy as np; from tuner.core import jit; from tuner.core.fit import area_average; cold = jit.is_cold(); "
        "area_average(np.zeros((4, 4, 4), np.uint8), 2, 2); print(cold, jit.is_cold())"
    )
    env = {**os.environ, "TUNER_CACHE_DIR": str(tmp_path)}
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, env=env)
    assert ran.stdout.strip() == "True False", ran.stderr
