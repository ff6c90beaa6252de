"""The cache of thumbnails: the same pictures sooner; nothing of another file, nothing damaged, nothing without end."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import numpy as np
import pytest

from tests.support import facts, noisy_mosaic
from tuner.core.store import private_cache
from tuner.files import thumbnail_cache
from tuner.files.dng_write import write_dng
from tuner.files.errors import FileError
from tuner.files.thumbnail_cache import ENDING, EVERY, ThumbnailCache, key_of


@pytest.fixture
def cache(tmp_path: Path) -> ThumbnailCache:
    folder = tmp_path / "cache"
    folder.mkdir()
    return ThumbnailCache(folder)


@pytest.fixture
def made(monkeypatch) -> list[Path]:
    """The files that were really read; a thumbnail is a ramp of the file's last byte."""
    seen: list[Path] = []

    def read(path: Path, side: int) -> np.ndarray:
        seen.append(path)
        data = path.read_bytes()
        if not data:
            raise FileError(path, "is empty (0 bytes)", "copy it again")
        ramp = np.linspace(0, data[-1], 48).astype(np.uint8)
        return np.repeat(np.repeat(ramp[None, :, None], 32, 0), 3, 2)

    monkeypatch.setattr(thumbnail_cache, "read_thumbnail", read)
    return seen


def test_a_second_look_reads_no_raw_and_shows_nearly_the_same(tmp_path, cache, made):
    raw = tmp_path / "a.dng"
    raw.write_bytes(b"x" * 100 + bytes([200]))
    first, second = cache.read(raw, 64), ThumbnailCache(cache.folder).read(raw, 64)
    assert made == [raw]
    assert second.shape == first.shape
    assert second.flags.c_contiguous
    assert np.abs(first.astype(int) - second).max() <= 4  # a JPEG of quality 92
    cache.read(raw, 60)
    assert len(made) == 2  # another size is another thumbnail


def test_a_real_raw_goes_through_it(tmp_path, cache):
    raw = tmp_path / "a.dng"
    write_dng(raw, noisy_mosaic(400, 300), facts(400, 300, model="Test"))
    first, second = cache.read(raw), cache.read(raw)
    assert len(list(cache.folder.iterdir())) == 1
    assert np.abs(first.astype(int) - second).mean() < 4  # noise is what a JPEG keeps worst


def test_a_file_put_in_anothers_place_is_read_anew_even_with_its_old_date(tmp_path, cache, made):
    raw, other = tmp_path / "a.dng", tmp_path / "b.dng"
    raw.write_bytes(b"x" * 100 + bytes([250]))
    cache.read(raw, 64)
    old = raw.stat()
    other.write_bytes(b"x" * 100 + bytes([10]))
    os.utime(other, ns=(old.st_atime_ns, old.st_mtime_ns))
    os.replace(other, raw)
    assert raw.stat().st_mtime_ns == old.st_mtime_ns
    assert cache.read(raw, 64).max() <= 14
    before = raw.stat().st_ctime_ns
    while raw.stat().st_ctime_ns == before:  # the clock of a file system may go in steps of milliseconds
        raw.write_bytes(b"x" * 100 + bytes([90]))  # the same inode
        os.utime(raw, ns=(old.st_atime_ns, old.st_mtime_ns))
    assert 86 <= cache.read(raw, 64).max() <= 94


def test_a_file_exchanged_while_it_is_read_is_not_kept(tmp_path, cache, monkeypatch):
    raw = tmp_path / "a.dng"
    raw.write_bytes(b"xx")

    def read(path: Path, side: int) -> np.ndarray:
        path.write_bytes(b"yyy")
        return np.zeros((4, 4, 3), np.uint8)

    monkeypatch.setattr(thumbnail_cache, "read_thumbnail", read)
    cache.read(raw, 64)
    assert list(cache.folder.iterdir()) == []


@pytest.mark.parametrize("harm", ["cut", "flipped", "swapped", "huge", "pickle", "folder"])
def test_what_was_tampered_with_is_made_again(tmp_path, cache, made, harm):
    raw, other = tmp_path / "a.dng", tmp_path / "b.dng"
    raw.write_bytes(b"x" * 9 + bytes([250]))
    other.write_bytes(b"x" * 9 + bytes([10]))
    cache.read(raw, 64), cache.read(other, 64)
    place, stranger = (cache.folder / f"{key_of(p, 64)}{ENDING}" for p in (raw, other))
    data = place.read_bytes()
    if harm == "folder":
        place.unlink()
        place.mkdir()
    else:
        place.write_bytes(
            {
                "cut": data[:-20],
                "flipped": data[:-5] + bytes([data[-5] ^ 1]) + data[-4:],
                "swapped": stranger.read_bytes(),  # whole and valid, of another raw
                "huge": data + bytes(thumbnail_cache.MOST),
                "pickle": b"\x80\x04cos\nsystem\n.",
            }[harm]
        )
    made.clear()
    assert cache.read(raw, 64).max() >= 240
    assert made == [raw]


def test_a_broken_raw_is_said_each_time_and_not_kept(tmp_path, cache, made):
    raw = tmp_path / "a.dng"
    raw.write_bytes(b"")
    for _ in range(2):
        with pytest.raises(FileError, match="empty"):
            cache.read(raw, 64)
    assert list(cache.folder.iterdir()) == []
    with pytest.raises(FileNotFoundError):
        cache.read(tmp_path / "none.dng", 64)


def test_the_folder_stays_under_its_budget_and_the_unused_go_first(tmp_path, cache, made, monkeypatch):
    monkeypatch.setattr(thumbnail_cache, "EVERY", 3)
    (cache.folder / ".0123.tmp").write_bytes(bytes(900))
    (cache.folder / "notes.txt").write_text("not ours")
    paths = []
    for i in range(24):
        path = tmp_path / f"{i}.dng"
        path.write_bytes(bytes([i + 1]))
        paths.append(path)
        cache.read(path, 64)
    size = max(f.stat().st_size for f in cache.folder.glob(f"*{ENDING}"))
    for i, path in enumerate(paths):  # their order of use, whatever the clock's grain
        os.utime(cache.folder / f"{key_of(path, 64)}{ENDING}", ns=(i * 10**9, i * 10**9))
    small = ThumbnailCache(cache.folder, budget=10 * size)
    last = tmp_path / "last.dng"
    last.write_bytes(b"z")
    small.read(last, 64)
    kept = [p for p in (*paths, last) if (cache.folder / f"{key_of(p, 64)}{ENDING}").exists()]
    assert sum(f.stat().st_size for f in cache.folder.glob(f"*{ENDING}")) <= 10 * size
    assert kept == [*paths, last][-len(kept) :]
    assert len(kept) >= 6
    assert not (cache.folder / ".0123.tmp").exists()
    assert (cache.folder / "notes.txt").exists()
    assert EVERY > 3


def test_a_folder_that_others_can_write_is_not_used(tmp_path, monkeypatch):
    monkeypatch.setenv("TUNER_CACHE_DIR", str(tmp_path))
    folder = private_cache("thumbnails")
    assert folder == tmp_path / "thumbnails"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    folder.chmod(0o777)
    assert private_cache("thumbnails") is None


def test_without_a_folder_everything_is_read(tmp_path, made, monkeypatch):
    monkeypatch.setenv("TUNER_CACHE_DIR", str(tmp_path / "a file"))
    (tmp_path / "a file").write_text("")
    raw = tmp_path / "a.dng"
    raw.write_bytes(bytes([9]))
    cache = ThumbnailCache()
    assert cache.read(raw, 64).max() == cache.read(raw, 64).max() == 9
    assert len(made) == 2
