"""From one raw of a folder to the next the marks are seen on, and kept there as soon as one is changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.gui.bench import opened, until_exact
from tests.support import facts, noisy_mosaic
from tuner.core.orient import Rect
from tuner.files.dng_write import write_dng
from tuner.files.sidecar import beside, read_sidecar


def written(path: Path, seed: int, size: tuple[int, int] = (64, 48)) -> Path:
    path.parent.mkdir(exist_ok=True)
    write_dng(path, noisy_mosaic(*size, seed), facts(*size, model="Test"))
    return path


@pytest.fixture
def raws(tmp_path: Path) -> list[Path]:
    """Three raws of a folder, the last smaller."""
    return [written(tmp_path / "raws" / f"{i}.dng", i, (64, 48) if i < 3 else (32, 24)) for i in (1, 2, 3)]


def open_(qtbot, window, raw: Path) -> None:
    window.files.open_raw(raw)
    qtbot.waitUntil(lambda: window.session.raw_path == raw and window.dock.regions._file is not None)
    until_exact(qtbot, window)


def names(window) -> list[str]:
    return [region.name for region in window.dock.regions.items]


def test_regions_and_points_are_seen_on_the_next_raw_and_kept_when_changed(qtbot, raws) -> None:
    first, second, third = raws
    with opened(qtbot) as window:
        open_(qtbot, window, first)
        window.dock.regions.add_region(Rect(2, 2, 8, 8), "wall")
        window.dock.regions.add_region(Rect(40, 30, 8, 8), "sky")
        window.actions_by_name["keep_point_1"].trigger()
        window.actions_by_name["next_raw"].trigger()
        qtbot.waitUntil(lambda: window.session.raw_path == second)
        qtbot.waitUntil(lambda: names(window) == ["wall", "sky"])
        assert window.dock.regions.point(1) is not None
        assert not beside(second).exists()
        assert window.dock.regions.rename(1, "cloud")
        qtbot.waitUntil(beside(second).exists)
        assert [r.name for r in read_sidecar(beside(second)).region] == ["wall", "cloud"]
        open_(qtbot, window, third)
        assert names(window) == ["wall"]  # the other lies outside
        open_(qtbot, window, first)
        assert names(window) == ["wall", "sky"]  # its own


def test_marks_are_carried_past_a_raw_that_is_overtaken_and_to_no_other_folder(qtbot, raws, tmp_path) -> None:
    with opened(qtbot) as window:
        open_(qtbot, window, raws[0])
        window.dock.regions.add_region(Rect(2, 2, 8, 8), "wall")
        held: list = []
        window.dock.regions._in_turn = lambda *job: held.append(job)  # what is kept with the next is not read in time
        window.files.open_raw(raws[1])
        qtbot.waitUntil(lambda: window.session.raw_path == raws[1])
        assert (names(window), len(held)) == ([], 1)
        window.dock.regions._in_turn = window.bridge.in_turn
        open_(qtbot, window, raws[2])
        assert names(window) == ["wall"]
        open_(qtbot, window, written(tmp_path / "elsewhere" / "1.dng", 1))
        assert names(window) == []
