"""Thumbnails in memory, their reader, and the raw ahead."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest

from tests.support import noisy_frame
from tuner.app.folder import BATCH, Ahead, Kept, Reader, size_of
from tuner.files.errors import FileError

ONE = np.zeros((10, 10, 3), np.uint8)


def paths(count: int) -> list[Path]:
    return [Path(f"{i}.dng") for i in range(count)]


def test_the_memory_of_thumbnails_is_bounded_and_the_oldest_goes():
    kept = Kept(5 * ONE.nbytes)
    a, b, c, d, e, f = paths(6)
    for path in (a, b, c, d, e):
        assert kept.put(path, ONE) == []
    assert kept.get(a) is ONE  # looked at: now b is the oldest
    assert kept.put(f, ONE) == [b]
    assert b not in kept
    assert kept.used == 5 * ONE.nbytes
    kept.put(f, ONE)  # again: counted once
    assert kept.used == 5 * ONE.nbytes
    kept.clear()
    assert (len(kept), kept.used) == (0, 0)


def test_a_newer_wish_takes_the_place_of_what_is_not_begun():
    begun, go, order, told = threading.Event(), threading.Event(), [], []
    files = paths(40)

    def read(path: Path) -> np.ndarray:
        order.append(path)
        begun.set()
        assert go.wait(60)
        return ONE

    done = threading.Event()

    def tell(batch):
        told.extend(batch)
        if files[31] in (path for path, _ in batch):
            done.set()

    reader = Reader(read, tell)
    reader.want(files[:20])
    assert begun.wait(60)
    reader.want(files[30:32])
    go.set()
    assert done.wait(60)
    reader.close()
    assert order == [files[0], files[30], files[31]]
    assert [path for path, _ in told] == order


def test_thumbnails_come_in_batches_and_a_broken_file_stops_nothing():
    batches, done = [], threading.Event()
    files = paths(100)

    def read(path: Path) -> np.ndarray:
        if path == files[3]:
            raise FileError(path, "is broken", "take another")
        if path == files[5]:
            raise ZeroDivisionError
        return ONE

    def tell(batch):
        batches.append(batch)
        if sum(map(len, batches)) == 100:
            done.set()

    reader = Reader(read, tell)
    reader.want(files)
    assert done.wait(60)
    reader.close()
    found = dict(pair for batch in batches for pair in batch)
    assert list(found) == files
    assert max(map(len, batches)) <= BATCH
    assert str(found[files[3]]) == "3.dng: is broken; take another."
    assert "ZeroDivisionError" in str(found[files[5]])
    assert all(found[path] is ONE for path in files if path not in (files[3], files[5]))


@pytest.fixture
def real(tmp_path: Path) -> list[Path]:
    made = [tmp_path / f"{i}.dng" for i in range(4)]
    for path in made:
        path.write_bytes(b"x")
    return made


def test_the_raw_ahead_is_decoded_once_and_handed_over_once(real):
    frame, decoded = noisy_frame(), []
    ahead = Ahead(lambda path: decoded.append(path) or frame)
    ahead.ask(real[1])
    ahead.ask(real[1])
    ahead._asked[1].result(60)
    assert ahead.used == size_of(frame)
    assert ahead.take(real[0]) is None
    assert ahead.take(real[1]) is frame
    assert ahead.take(real[1]) is None
    assert (decoded, ahead.used, ahead.path) == ([real[1]], 0, None)
    ahead.close()


def test_only_the_last_wish_is_decoded_and_one_frame_is_held(real):
    go, begun, decoded = threading.Event(), threading.Event(), []

    def decode(path):
        decoded.append(path)
        begun.set()
        assert go.wait(60)
        return noisy_frame()

    ahead = Ahead(decode)
    ahead.ask(real[0])
    assert begun.wait(60)
    for path in real[1:]:
        ahead.ask(path)
    go.set()
    frame = ahead.take(real[3])
    while frame is None:  # not begun when it was asked for: it is not waited for behind another
        ahead.ask(real[3])
        frame = ahead.take(real[3])
    assert set(decoded) == {real[0], real[3]}
    ahead.ask(real[2])
    ahead._asked[1].result(60)
    assert ahead.used == size_of(frame)
    ahead.ask(None)
    assert (ahead.used, ahead.path) == (0, None)
    ahead.close()


def test_a_file_that_changed_that_is_too_large_or_that_cannot_be_used_is_not_ahead(real):
    def decode(path):
        if path == real[1]:
            raise FileError(path, "is broken", "take another")
        return noisy_frame()

    ahead = Ahead(decode)

    def taken(path):
        ahead.ask(path)
        future = ahead._asked[1]
        future.exception(20)
        return lambda: ahead.take(path)

    assert taken(real[1])() is None
    take = taken(real[0])
    real[0].write_bytes(b"another content")
    assert take() is None
    ahead._budget = 1000
    assert taken(real[2])() is None
    ahead.close()
    ahead.ask(real[3])
    assert ahead.path is None
