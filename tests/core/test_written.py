"""Written modules: the same file whoever writes it, and remembered only while what was compiled of it is whole."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tuner.core import jit
from tuner.core import written as module
from tuner.core.compiler import compiler
from tuner.core.store import Store
from tuner.core.written import remember, remembered, written

TEXT, TYPES = "def drive(x):\n    return x\n", "float32"


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TUNER_CACHE_DIR", str(tmp_path))
    monkeypatch.setattr(jit, "_store", Store())
    return tmp_path


def kept(names: tuple[str, ...] = ("drive-1", "g2-9")) -> list[Path]:
    """Files as numba names them, beside the text."""
    file = Path(written(TEXT).__file__ or "")
    folder = jit.kept().folder(file, compiler().__version__)
    assert folder is not None
    (folder / "core_0").mkdir(exist_ok=True)
    made = [folder / "core_0" / f"{file.stem}.{name}.py311.1.nbc" for name in names]
    for path in made:
        path.write_bytes(b"compiled")
    return made


def test_what_was_asked_for_before_it_was_written_is_kept_all_the_same(base: Path) -> None:
    """Whether it is remembered is asked first; that must not settle that there is no place for it."""
    assert not remembered(TEXT, TYPES, "drive")
    file = Path(written(TEXT).__file__ or "")
    assert jit.kept().folder(file, compiler().__version__) is not None


@pytest.mark.parametrize(
    "spoil",
    [
        Path.unlink,
        lambda path: path.write_bytes(b"comp"),
        lambda path: path.parent.rename(path.parent.with_name("gone")),
    ],
    ids=["deleted", "cut", "moved"],
)
def test_what_is_no_longer_whole_is_not_remembered(base: Path, spoil: Callable[[Path], object]) -> None:
    """It would be compiled where somebody waits for a picture, in the belief that it is only loaded."""
    made = kept()
    assert not remembered(TEXT, TYPES, "drive")
    remember(TEXT, TYPES)
    assert remembered(TEXT, TYPES, "drive")
    assert not remembered(TEXT, "float64", "drive")
    made[0].with_name("more.nbc").write_bytes(b"for other arguments")
    assert remembered(TEXT, TYPES, "drive")
    spoil(made[0])
    assert not remembered(TEXT, TYPES, "drive")


def test_what_is_compiled_for_another_processor_is_not_remembered(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home folder may be shared between machines; numba keeps both."""
    kept()
    remember(TEXT, TYPES)
    monkeypatch.setattr(module, "processor", lambda: "another")
    assert not remembered(TEXT, TYPES, "drive")


@pytest.mark.parametrize("content", ["", "nonsense\n", "x y\n"])
def test_a_mark_that_names_nothing_is_none(base: Path, content: str) -> None:
    kept()
    remember(TEXT, TYPES)
    (mark,) = (base / "compiled").glob("*/*.done")
    mark.write_text(content)
    assert not remembered(TEXT, TYPES, "drive")


def test_a_helper_alone_is_not_the_function(base: Path) -> None:
    kept(("g2-9",))
    remember(TEXT, TYPES)
    assert not remembered(TEXT, TYPES, "drive")


def test_written_again_it_is_the_same_file(base: Path) -> None:
    """Numba looks at its time; what another process compiled at the same moment would count as of an older file."""
    file = Path(written(TEXT).__file__ or "")
    first = file.stat().st_mtime_ns
    os.utime(file, (10**9, 10**9))
    file.write_text("torn")
    written(TEXT)
    assert (file.read_text(), file.stat().st_mtime_ns) == (TEXT, first)


def test_without_a_place_nothing_is_remembered_and_nothing_fails(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jit.kept(), "root", None)
    remember(TEXT, TYPES)
    assert not remembered(TEXT, TYPES, "drive")
    with pytest.raises(OSError, match="no folder"):
        written(TEXT)
