"""A folder's raws: which, in which order, and what is said when there are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from tuner.core.engine import Cancel, Cancelled
from tuner.files import folder as folders
from tuner.files.errors import FileError
from tuner.files.folder import list_raws


def touched(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).touch()


def test_names_are_counted_not_spelled(tmp_path: Path):
    touched(tmp_path, "IMG_10.CR2", "img_2.cr2", "IMG_1.dng", "a.nef", "b.txt", ".hidden.dng", "c.jpg", "noending")
    (tmp_path / "folder.dng").mkdir()
    assert [p.name for p in list_raws(tmp_path)] == ["a.nef", "IMG_1.dng", "img_2.cr2", "IMG_10.CR2"]


def test_links_that_leave_the_folder_are_left_out(tmp_path: Path):
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    inside.mkdir()
    outside.mkdir()
    touched(outside, "secret.dng")
    touched(inside, "a.dng")
    (inside / "same.dng").symlink_to(inside / "a.dng")
    (inside / "leads_out.dng").symlink_to(outside / "secret.dng")
    (inside / "by_dots.dng").symlink_to("../outside/secret.dng")
    (inside / "nowhere.dng").symlink_to(inside / "gone.dng")
    (inside / "circle.dng").symlink_to(inside / "circle.dng")
    apart: list[int] = []
    assert [p.name for p in list_raws(inside, apart=apart.append)] == ["a.dng", "same.dng"]
    assert apart == [4]  # they are told, not only left out
    way = tmp_path / "way"
    way.symlink_to(inside)  # the folder itself may be reached by a link
    assert [p.name for p in list_raws(way)] == ["a.dng", "same.dng"]


def test_a_folder_of_nothing_but_links_elsewhere_says_so(tmp_path: Path):
    (tmp_path / "a.dng").symlink_to(tmp_path / "gone.dng")
    with pytest.raises(FileError, match="only links"):
        list_raws(tmp_path)


def test_faults_are_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    touched(tmp_path, "a.txt")
    for path, says in (
        (tmp_path, "no raw file lies in this folder"),
        (tmp_path / "gone", "there is no such folder"),
        (tmp_path / "a.txt", "it is not a folder"),
        (tmp_path / "a\0b", "there is no such folder"),
    ):
        with pytest.raises(FileError, match=says):
            list_raws(path)
    monkeypatch.setattr(folders, "MOST", 3)
    touched(tmp_path, *(f"{i}.dng" for i in range(4)))
    with pytest.raises(FileError, match="more than 3 raw files"):
        list_raws(tmp_path)


def test_progress_and_cancel(tmp_path: Path):
    touched(tmp_path, *(f"{i}.dng" for i in range(600)))
    told: list[int] = []
    assert len(list_raws(tmp_path, told.append)) == 600
    assert told == [0, 256, 512]
    cancel = Cancel()
    with pytest.raises(Cancelled):
        list_raws(tmp_path, lambda count: cancel.set(), cancel)
