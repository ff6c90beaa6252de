"""A write is whole or not at all, and every failure is one sentence."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from tuner.files.atomic import check_place, read_limited, write_atomic
from tuner.files.errors import FileError


def _fails_with(code: int) -> Any:
    def fail(*_: Any, **__: Any) -> None:
        raise OSError(code, os.strerror(code))

    return fail


def test_the_bytes_arrive_and_nothing_else_is_left(tmp_path: Path) -> None:
    target = tmp_path / "a.bin"
    write_atomic(target, b"one")
    write_atomic(target, b"two")
    assert target.read_bytes() == b"two"
    assert os.listdir(tmp_path) == ["a.bin"]


@pytest.mark.parametrize("call", ["fsync", "replace"])
@pytest.mark.parametrize(
    ("code", "word"),
    [(errno.ENOSPC, "full"), (errno.EROFS, "read-only"), (errno.EIO, "disk"), (errno.EBUSY, "cannot be written")],
)
def test_a_failure_keeps_the_old_file_and_leaves_no_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, code: int, word: str
) -> None:
    target = tmp_path / "a.bin"
    target.write_bytes(b"old")
    monkeypatch.setattr(os, call, _fails_with(code))
    with pytest.raises(FileError, match=word) as caught:
        write_atomic(target, b"new")
    assert str(caught.value).startswith("a.bin: ")
    assert target.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.bin"]


def test_an_interrupt_leaves_no_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_atomic(tmp_path / "a.bin", b"new")
    assert os.listdir(tmp_path) == []


def test_the_bytes_are_flushed_before_the_name_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    fsync, replace = os.fsync, os.replace
    monkeypatch.setattr(os, "fsync", lambda fd: (order.append("fsync"), fsync(fd)))
    monkeypatch.setattr(os, "replace", lambda a, b: (order.append("replace"), replace(a, b)))
    write_atomic(tmp_path / "a.bin", b"new")
    assert order[:2] == ["fsync", "replace"]


def test_impossible_places_are_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for path, word in [
        (tmp_path / "none" / "a.bin", "folder does not exist"),
        (tmp_path, "is a folder"),
        (tmp_path / "file" / "a.bin", "not a folder"),
        (tmp_path / ("n" * 300), "too long"),
        (tmp_path / "a\0b", "no file can have this name"),
    ]:
        with pytest.raises(FileError, match=word):
            write_atomic(path, b"x")
    assert os.listdir(tmp_path) == ["file"]


@pytest.mark.skipif(os.name != "posix", reason="POSIX permissions")
def test_permissions_links_and_devices(tmp_path: Path) -> None:
    target, link = tmp_path / "a.bin", tmp_path / "link"
    target.write_bytes(b"old")
    target.chmod(0o640)
    link.symlink_to(target)
    write_atomic(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    plain = tmp_path / "plain"
    plain.write_bytes(b"")
    write_atomic(tmp_path / "fresh", b"")
    assert (tmp_path / "fresh").stat().st_mode == plain.stat().st_mode
    with pytest.raises(FileError, match="not a regular file"):
        write_atomic(Path(os.devnull), b"x")


def test_a_protected_file_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Renaming would replace it: the right to write the folder is enough for that."""
    target = tmp_path / "a.bin"
    target.write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(FileError, match="write-protected"):
        write_atomic(target, b"new")
    assert target.read_bytes() == b"old"


def test_reading_has_a_limit(tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(bytes(10))
    assert read_limited(tmp_path / "a.bin", 10, "a profile") == bytes(10)
    for path, word in [
        (tmp_path / "a.bin", "too large for a profile"),
        (tmp_path, "it is a folder; give the name of a profile"),
        (tmp_path / "b", "no such file"),
        (tmp_path / "a\0", "no file can have this name"),
    ]:
        with pytest.raises(FileError, match=word):
            read_limited(path, 9, "a profile")


def test_a_place_is_judged_before_anything_is_written_to_it(tmp_path: Path) -> None:
    """It refuses what `write_atomic` refuses, in the same words, and leaves nothing behind."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(b"old")
    (tmp_path / "link").symlink_to(tmp_path / "new")
    (tmp_path / "lost").symlink_to(tmp_path / "none" / "new")
    for name in ("new", "file", "link"):
        check_place(tmp_path / name)
    before = sorted(tmp_path.iterdir())
    for name in ("folder", "none/new", "file/new", "lost", "x" * 300, "a\0b"):
        with pytest.raises(FileError) as told:
            check_place(tmp_path / name)
        with pytest.raises(FileError) as written:
            write_atomic(tmp_path / name, b"new")
        assert str(told.value) == str(written.value)
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_place_without_permission_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"old")
    (tmp_path / "file").chmod(0o444)
    (tmp_path / "folder").mkdir(mode=0o555)
    for name, word in (("file", "write-protected"), ("folder/new", "you may not write there")):
        with pytest.raises(FileError, match=word):
            check_place(tmp_path / name)
