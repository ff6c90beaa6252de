"""The run database: what is put in comes out, also after a stop; what is not ours, or damaged, is named and left alone."""

from __future__ import annotations

import hashlib
import os
import signal
import sqlite3
import subprocess
import sys
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


def test_another_file_of_equal_size_and_date_is_another_file(tmp_path: Path) -> None:
    """As a copy that kept its date has, moved over the first."""
    file, other, runs = tmp_path / "x.dng", tmp_path / "y.dng", Runs(tmp_path)
    file.write_bytes(b"one")
    other.write_bytes(b"two")
    for path in (file, other):
        os.utime(path, ns=(10**18, 10**18))
    assert runs.hash_of(file) == hashlib.sha256(b"one").hexdigest()
    other.replace(file)
    assert runs.hash_of(file) == hashlib.sha256(b"two").hexdigest()
    runs.put("k", {}, file, (3, 10**18, 10**18, 2**64 - 1), "noted")  # an inode as large as they get
    runs.close()


def test_names_need_not_be_texts(tmp_path: Path) -> None:
    """A name of bytes that are no UTF-8 is a surrogate in Python, which SQLite does not take for a text."""
    raw, picture = tmp_path / os.fsdecode(b"caf\xe9.dng"), os.fsdecode(b"caf\xe9.png")
    runs = Runs(tmp_path)
    runs.claim([picture])
    assert runs.names() == {picture}
    runs.put("k", {"picture": picture}, raw, (1, 2), "00")
    assert runs.get("k") == {"picture": picture}
    runs.put("none", {"picture": "\ud800"}, raw, (1, 2), "00")  # which no file can be called
    assert runs.get("none") == {"picture": "\ud800"}
    with pytest.raises(FileError, match="there is no such file"):
        runs.hash_of(raw)
    runs.close()


def test_what_is_begun_under_a_picture_ends_what_it_held(tmp_path: Path) -> None:
    """A batch of another tuning that is killed before its row is there may have written the picture already."""
    runs = Runs(tmp_path)
    runs.put("k", {"picture": "a.png"}, tmp_path / "a", (1, 2), "00")
    assert runs.get("k") is not None
    runs.claim(["a.png"])
    assert runs.get("k") is None
    runs.close()


HOLDER = "import sys, time; from pathlib import Path; from tuner.files.runs import Runs; r = Runs(Path(sys.argv[1])); print(1, flush=True); time.sleep(60)"


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_a_folder_is_one_process_s_until_it_ends_however_it_ends(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    with subprocess.Popen([sys.executable, "-c", HOLDER, str(folder)], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(FileError, match=r"^out: another batch is at work in this folder; wait for it to end, or"):
            Runs(folder)
        holder.kill()
    runs = Runs(folder)
    runs.put("k", {}, tmp_path / "a", (1, 2), "00")
    runs.close()
    assert [path.name for path in folder.iterdir()] == [NAME]  # no lock is left lying about


def test_one_of_the_first_form_is_taken_over(tmp_path: Path) -> None:
    base = sqlite3.connect(tmp_path / NAME)
    base.execute("CREATE TABLE runs (key TEXT PRIMARY KEY, row TEXT NOT NULL)")
    base.execute("CREATE TABLE files (path TEXT PRIMARY KEY, size INTEGER, changed INTEGER, sha256 TEXT)")
    base.executemany("INSERT INTO runs VALUES (?, ?)", [("k", '{"picture": "a.png"}'), ("l", "no row")])
    base.execute(f"PRAGMA application_id = {0x49535054}")
    base.execute("PRAGMA user_version = 1")
    base.commit()
    base.close()
    runs = Runs(tmp_path)
    assert len(runs) == 2
    assert runs.names() == {"a.png", "results.csv", "results.parquet"}
    (tmp_path / "a.dng").write_bytes(b"raw")
    assert runs.hash_of(tmp_path / "a.dng") == hashlib.sha256(b"raw").hexdigest()
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
