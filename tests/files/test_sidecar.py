"""Sidecars: what is kept comes back; what does not fit is refused in one sentence and left alone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pydantic import ValidationError

from tuner.files import places
from tuner.files.errors import FileError
from tuner.files.sidecar import (
    MAX_BYTES,
    MAX_REGIONS,
    Point,
    Region,
    Sidecar,
    beside,
    in_state,
    load_sidecar,
    read_sidecar,
    save_sidecar,
)

SHA = "0123456789abcdef" * 4
KEPT = Sidecar(
    raw=SHA,
    region=(Region(name="wall", x=10, y=20, w=30, h=40), Region(name='灰卡 "4"', x=0, y=0, w=1, h=1)),
    point=(Point(key=1, x=5, y=6, zoom=2.0),),
)


@pytest.fixture(autouse=True)
def _state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(places.FOLDER_VARIABLE, str(tmp_path / "state"))


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    (tmp_path / "shots").mkdir()
    path = tmp_path / "shots" / "IMG_1.dng"
    path.write_bytes(b"raw")
    return path


def test_what_is_kept_comes_back(raw: Path) -> None:
    assert save_sidecar(raw, SHA, KEPT) == beside(raw)
    assert beside(raw).name == "IMG_1.dng.tuner.toml"
    assert load_sidecar(raw, SHA) == KEPT
    assert KEPT.region[0].rect == (10, 20, 30, 40)


def test_saving_twice_gives_the_same_bytes(raw: Path) -> None:
    save_sidecar(raw, SHA, KEPT)
    first = beside(raw).read_bytes()
    save_sidecar(raw, SHA, load_sidecar(raw, SHA))
    assert beside(raw).read_bytes() == first
    assert b"wall" in first


def test_without_one_there_are_no_regions(raw: Path) -> None:
    assert load_sidecar(raw, SHA) == Sidecar(raw=SHA)
    assert load_sidecar(None, "") == Sidecar()
    assert save_sidecar(None, "", KEPT) is None


def test_beside_a_raw_in_a_read_only_folder_nothing_is_written(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The state folder holds it, under the raw's digest, and wins over an older copy beside the raw."""
    save_sidecar(raw, SHA, Sidecar(raw=SHA))
    access = os.access
    locked = (raw.parent, beside(raw))
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) not in locked and access(path, mode))
    assert load_sidecar(raw, SHA) == Sidecar(raw=SHA)
    assert save_sidecar(raw, SHA, KEPT) == in_state(SHA)
    assert in_state(SHA).parent.stat().st_mode & 0o077 == 0
    assert load_sidecar(raw, SHA) == KEPT
    assert read_sidecar(beside(raw)) == Sidecar(raw=SHA)


def _region(**other: object) -> str:
    values = {"name": '"a"', "x": 1, "y": 2, "w": 3, "h": 4} | other
    return "[[region]]\n" + "".join(f"{key} = {value}\n" for key, value in values.items())


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "does not say its schema"),
        ("schema = true", "does not say its schema"),
        ("schema = 2", "newer version"),
        ("schema = 1\nfoo = 3", "foo: Extra inputs"),
        ("schema = 1\n[[", "not valid TOML"),
        ("schema = 1\n" + "x = " + "[" * 3000, "nested too deeply"),
        ("schema = 1\nraw = 'abc'", "raw: String should match"),
        ("schema = 1\nregion = 5", "region: "),
        ("schema = 1\n" + _region() + _region(w=0), "region 2, w: Input should be greater"),
        ("schema = 1\n" + _region(x=-1), "region 1, x"),
        ("schema = 1\n" + _region(x=1.5), "region 1, x"),
        ("schema = 1\n" + _region(h=1 << 40), "region 1, h"),
        ("schema = 1\n" + _region(name='"a\\nb"'), "one line"),
        ("schema = 1\n" + _region(name='""'), "region 1, name"),
        ("schema = 1\n" + _region() * (MAX_REGIONS + 1), "region: "),
        ("schema = 1\n[[point]]\nkey = 9\nx = 1\ny = 1", "point 1, key"),
        ("schema = 1\n[[point]]\nkey = 1\nx = 1\ny = 1\nzoom = nan", "point 1, zoom"),
        ("schema = 1\n#" + "x" * MAX_BYTES, "larger than 1 MiB"),
    ],
)
def test_what_does_not_fit_is_refused_in_one_sentence(raw: Path, text: str, fault: str) -> None:
    beside(raw).write_text(text)
    with pytest.raises(FileError) as refused:
        load_sidecar(raw, SHA)
    said = str(refused.value)
    assert fault in said
    assert said.startswith("IMG_1.dng.tuner.toml: ")
    assert "\n" not in said
    assert len(said) < 400
    assert beside(raw).read_text() == text


def test_bytes_that_are_no_text_are_refused(raw: Path) -> None:
    beside(raw).write_bytes(b"\xff\xfe\x00")
    with pytest.raises(FileError, match="UTF-8"):
        load_sidecar(raw, SHA)


def test_a_region_is_checked_when_it_is_made() -> None:
    with pytest.raises(ValidationError):
        Region(name="x" * 61, x=0, y=0, w=1, h=1)
