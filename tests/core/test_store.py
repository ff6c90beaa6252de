"""The store of compiled kernels: private, per file, never in the way of another version."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from tuner.core import fit, pack, store
from tuner.core.store import KEEP, UNUSED_S, Store

FIT, PACK = Path(fit.__file__), Path(pack.__file__)


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TUNER_CACHE_DIR", str(tmp_path))
    return tmp_path


def test_each_file_has_its_own_folder(base: Path) -> None:
    found = Store()
    one, other = found.folder(FIT, "1"), found.folder(PACK, "1")
    assert one is not None
    assert other is not None
    assert one != other
    assert one.parent == other.parent == base / "compiled"
    assert Store().folder(FIT, "1") == one  # another process finds it
    assert Store().folder(FIT, "2") != one  # another compiler does not


def test_it_knows_which_functions_were_compiled(base: Path) -> None:
    """By the names numba gives its files."""
    found, code = Store(), pack.pack8.py_func.__code__
    folder = found.folder(PACK, "1")
    assert folder is not None
    assert not found.holds(code, "1")
    (folder / "core_0").mkdir()
    (folder / "core_0" / f"pack.pack8-{code.co_firstlineno}.py311.nbi").write_bytes(b"")
    assert found.holds(code, "1")
    assert not found.holds(pack.pack16.py_func.__code__, "1")


@pytest.mark.parametrize("mode", [0o777, 0o720])
def test_a_folder_others_can_write_is_not_used(base: Path, mode: int) -> None:
    """Numba's cache is pickle: whoever can write there could run code here."""
    first = Store().root
    assert first == base / "compiled"
    assert first.stat().st_mode & 0o777 == 0o700
    first.chmod(mode)
    second = Store().root
    assert second is not None
    assert not second.is_relative_to(base)


def test_no_place_at_all_is_no_fault(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (base / "compiled").write_text("")

    def nowhere(**_: object) -> str:
        raise OSError("no")

    monkeypatch.setattr(store.tempfile, "mkdtemp", nowhere)
    found = Store()
    assert found.root is None
    assert found.folder(FIT, "1") is None
    assert not found.holds(pack.place.__code__, "1")


def test_code_that_may_be_older_than_its_file_is_not_kept(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "edited_meanwhile", lambda file: file == FIT)
    assert Store().folder(FIT, "1") is None
    assert Store().folder(PACK, "1") is not None


def test_old_versions_go_and_those_in_use_stay(base: Path) -> None:
    root, now = base / "compiled", time.time()
    root.mkdir(mode=0o700)

    def folder(name: str, age: float) -> Path:
        path = root / name
        path.mkdir()
        os.utime(path, (now - age, now - age))
        return path

    old = [folder(f"encode-{i}", UNUSED_S + 100 - i) for i in range(KEEP + 2)]
    young = [folder(f"output-{i}", UNUSED_S - 100) for i in range(KEEP + 2)]  # a program may be running on each
    driver = root / "drive_0.py"
    driver.write_text("")
    os.utime(driver, (1, 1))
    Store()
    assert [path.exists() for path in old] == [False, False] + [True] * KEEP
    assert all(path.exists() for path in young)
    assert driver.exists()  # there are few


def test_a_file_that_is_written_later_has_its_folder_then(base: Path) -> None:
    found = Store()
    later = found.root / "drive_0.py"  # type: ignore[operator]
    assert found.folder(later, "1") is None
    later.write_text("")
    assert found.folder(later, "1") is not None


def test_a_driver_goes_with_its_text(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By when its folder was in use; the text says nothing of that."""
    monkeypatch.setattr(store, "KEEP_DRIVERS", 1)
    root, now = base / "compiled", time.time()
    root.mkdir(mode=0o700)
    for number, age in enumerate((UNUSED_S + 9, UNUSED_S + 5, 0)):
        folder, text = root / f"drive_{number}-{'0' * 16}", root / f"drive_{number}.py"
        folder.mkdir()
        text.write_text("")
        os.utime(text, (1, 1))
        os.utime(folder, (now - age, now - age))
    Store()
    assert sorted(path.name for path in root.iterdir()) == [f"drive_2-{'0' * 16}", "drive_2.py"]
