"""An installed program has its data: what `pyproject.toml` puts into the wheel is where the window looks for it."""

from __future__ import annotations

import re
import shutil
import tomllib
from pathlib import Path

import pytest

from tuner.gui import theme

ROOT = Path(__file__).resolve().parents[1]
WHEEL = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"][
    "wheel"
]
CARRIED: dict[str, str] = WHEEL["force-include"]


def _files(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_the_wheel_carries_the_package_and_both_folders() -> None:
    assert WHEEL["packages"] == ["tuner"]
    assert set(CARRIED) == {"resources", "icons"}
    for source in CARRIED:
        assert _files(ROOT / source)


def test_every_file_the_window_asks_for_is_carried() -> None:
    """Names written in the code lie in a carried folder."""
    asked = [
        name
        for file in (ROOT / "tuner").rglob("*.py")
        for name in re.findall(r'(?<!def )\bresource\(f?"([^"{]+)', file.read_text(encoding="utf-8"))
    ]
    assert len(asked) >= 4
    for name in asked:
        assert name.split("/")[0] in CARRIED
        assert theme.resource(name.rstrip("/")).exists()


def test_repository_and_installed_package_hold_the_same_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The wheel's tree, laid out as `force-include` says, gives each file from below the package."""
    for source, target in CARRIED.items():
        shutil.copytree(ROOT / source, tmp_path / target)
    names = [f"{source}/{name}" for source in CARRIED for name in _files(ROOT / source)]
    for name in names:
        assert theme.resource(name) == ROOT / name
    monkeypatch.setattr(theme, "__file__", str(tmp_path / "tuner" / "gui" / "theme.py"))
    for name in names:
        found = theme.resource(name)
        assert found.is_relative_to(tmp_path / "tuner")
        assert found.read_bytes() == (ROOT / name).read_bytes()
