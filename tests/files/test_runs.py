"""The run database: what is put in comes out, also after a stop; what is not ours, or damaged, is named and left alone."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from pathlib import Path

import pytest

from tuner.files.errors import FileError
from tuner.files.runs import NAME, Runs, sha256_of, stamp_of


def test_rows_come_out_as_they_went_in(tmp_path: Path) -> None:
    row = {"raw": "ä.dng", "iso": 100.0, "width": 6000, "fault": None, "fine": True, "psnr": 0.1 + 0.2}
    runs = Runs(tmp_path)
    assert runs.get("a") is None
    runs.put("a", row, tmp_path / "ä.dng", (1, 2), "0" * 64)
    runs.close()
    again = Runs(tmp_path)
    assert (again.get("a"), len(again)) == (row, 1)
    again.put("a", {"raw": "b"}, tmp_path / "b", (1, 2), "0" * 64)
    assert (again.get("a"), len(again)) == ({"raw": "b"}, 1)
    again.close()


def test_a_picture_that_was_written_over_is_not_done(tmp_path: Path) -> None:
    """Two tunings in turn into one folder: the picture is the later one's, even where both files are equally large."""
    file = tmp_path / "a.raw"
    file.write_bytes(b"raw")
    runs = Runs(tmp_path)
    for key in ("one", "other", "unpictured"):
        row = {"picture": None if key == "unpictured" else "a.png", "bytes": 10}
        runs.put(key, row, file, stamp_of(file), "00")
    assert runs.get("one") is None
    assert runs.get("other") == {"picture": "a.png", "bytes": 10}
    assert runs.get("unpictured") == {"picture": None, "bytes": 10}
    runs.close()


def test_a_hash_is_read_again_only_when_the_file_changed(tmp_path: Path) -> None:
    file, runs = tmp_path / "x.dng", Runs(tmp_path)
    file.write_bytes(b"one")
    assert runs.hash_of(file) == sha256_of(file) == hashlib.sha256(b"one").hexdigest()
    runs.put("k", {}, file, stamp_of(file), "noted")
    assert runs.hash_of(file) == "noted"  # not read
    file.write_bytes(b"two")
    os.utime(file, ns=(1, 1))
    assert runs.hash_of(file) == hashlib.sha256(b"two").hexdigest()
    with pytest.raises(FileError, match="there is no such file"):
        runs.hash_of(tmp_path / "gone.dng")
    runs.close()


def test_what_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    base = sqlite3.connect(tmp_path / NAME)
    base.execute("CREATE TABLE birds (name TEXT)")
    base.close()
    before = (tmp_path / NAME).read_bytes()
    with pytest.raises(FileError, match="not a run database"):
        Runs(tmp_path)
    assert (tmp_path / NAME).read_bytes() == before


def test_damaged_and_newer_ones_are_named(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"no database at all, but long enough to be read as one" * 40)
    with pytest.raises(FileError, match="damaged"):
        Runs(tmp_path)
    (tmp_path / NAME).unlink()
    Runs(tmp_path).close()
    base = sqlite3.connect(tmp_path / NAME)
    base.execute("PRAGMA user_version = 99")
    base.close()
    with pytest.raises(FileError, match="newer"):
        Runs(tmp_path)


@pytest.mark.parametrize("text", ["no json", "[1]", '{"a": {"b": 1}}', "[" * 5000])
def test_a_row_that_is_no_row_is_none(tmp_path: Path, text: str) -> None:
    Runs(tmp_path).close()
    base = sqlite3.connect(tmp_path / NAME)
    base.execute("INSERT INTO runs VALUES ('k', ?)", (text,))
    base.commit()
    base.close()
    runs = Runs(tmp_path)
    assert runs.get("k") is None
    runs.close()


def test_a_folder_that_cannot_hold_one(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="cannot be used"):
        Runs(tmp_path / "nowhere")
