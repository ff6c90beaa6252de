"""What a file's compiled code can depend on."""

from __future__ import annotations

import ast
import os
from pathlib import Path

import pytest

from tuner.core import sources
from tuner.core.sources import ROOT, closure, digest_of

FILES = sorted(ROOT.rglob("*.py"))


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package `tuner` of a kernel's file, what it imports, what that imports, and a bystander."""
    root = tmp_path / "tuner"
    for name, text in {
        "stages/sharpen.py": "from tuner.core import (\n    numbers,\n    shapes as s,\n)\n",
        "core/numbers.py": "import tuner.core.units\n",
        "core/shapes.py": "",
        "core/units.py": "HALF = 0.5\n",
        "core/__init__.py": "",
        "gui/window.py": "from tuner.stages import sharpen\n",
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    monkeypatch.setattr(sources, "ROOT", root)
    _forget()
    yield root
    _forget()


def _forget() -> None:
    for kept in (sources._bytes, sources._named, sources._file_of):
        kept.cache_clear()


def _digest(file: Path, *beside: str) -> str:
    _forget()
    return digest_of(file, *beside)


def test_everything_a_file_imports_counts(package: Path) -> None:
    found = {p.relative_to(package).as_posix() for p in closure(package / "stages/sharpen.py")}
    assert found == {"stages/sharpen.py", "core/numbers.py", "core/shapes.py", "core/units.py", "core/__init__.py"}


def test_an_edit_counts_where_it_can_reach(package: Path) -> None:
    kernel = package / "stages/sharpen.py"
    before = _digest(kernel)
    (package / "gui/window.py").write_text("edited")
    assert _digest(kernel) == before
    (package / "core/units.py").write_text("HALF = 0.6\n")  # two imports away
    assert _digest(kernel) != before


def test_the_compiler_s_version_counts(package: Path) -> None:
    kernel = package / "core/units.py"
    assert _digest(kernel, "1") != _digest(kernel, "2")


def test_a_module_named_in_a_string_counts(package: Path) -> None:
    """As drivers name the kernels they call."""
    driver = package.parent / "drive.py"
    driver.write_text("k0 = dispatcher_of('tuner.stages.sharpen', '_run')\n")
    assert package / "core/units.py" in closure(driver)


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_no_import_is_overlooked(path: Path) -> None:
    """Words are looked for; the parser must not know of an import they do not find."""
    found = closure(path)
    for node in ast.walk(ast.parse(path.read_bytes())):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports are not looked for"
            names = [f"{node.module}.{alias.name}" for alias in node.names] + [node.module]
        for name in names:
            file = sources._file_of(name) if name.startswith("tuner.") else None
            assert file is None or file in found or file.name == "__init__.py"


def test_the_window_is_no_kernel_s_business() -> None:
    for path in ROOT.glob("stages/*.py"):
        rooms = {p.relative_to(ROOT).parts[0] for p in closure(path)}
        assert rooms <= {"stages", "core"}, path


def test_an_edit_while_the_program_runs_is_noticed(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kernel, helper = package / "stages/sharpen.py", package / "core/units.py"
    monkeypatch.setattr(sources, "_BEGUN", 1000.0)
    for path in package.rglob("*.py"):
        os.utime(path, (900, 900))
    assert not sources.edited_meanwhile(kernel)
    os.utime(helper, (1100, 1100))
    assert sources.edited_meanwhile(kernel)
    os.utime(helper, (1e11, 1e11))  # a wrong clock
    assert not sources.edited_meanwhile(kernel)
