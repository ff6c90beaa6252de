"""Two windows on one raw: neither's regions and points are lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from tuner.files.errors import FileError
from tuner.files.sidecar import MAX_REGIONS, Point, Region, Sidecar, beside, read_sidecar
from tuner.files.sidecar_kept import Kept, merged


def region(name: str, x: int = 0) -> Region:
    return Region(name=name, x=x, y=0, w=4, h=4)


def of(*regions: Region, points: tuple[Point, ...] = ()) -> Sidecar:
    return Sidecar(region=regions, point=points)


def names(sidecar: Sidecar) -> list[str]:
    return [r.name for r in sidecar.region]


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    return tmp_path / "scene.dng"


def test_what_another_window_added_is_kept(raw: Path) -> None:
    one, other = Kept(raw, ""), Kept(raw, "")
    one.load()
    other.load()
    one.save(of(region("wall")))
    written = other.save(of(region("sky"), points=(Point(key=2, x=1, y=1),)))
    assert names(written) == ["sky", "wall"] == names(read_sidecar(beside(raw)))
    # the first window goes on without having seen the second's
    assert set(names(one.save(of(region("wall"), region("door"))))) == {"wall", "door", "sky"}
    assert read_sidecar(beside(raw)).point == (Point(key=2, x=1, y=1),)


def test_what_was_deleted_in_a_hurry_stays_deleted(raw: Path) -> None:
    """Also before the window has seen what an earlier save wrote, and after it has."""
    one, other = Kept(raw, ""), Kept(raw, "")
    one.save(of(region("a"), region("b")))
    assert names(one.save(of(region("b")))) == ["b"]
    other.load()
    other.save(of(region("b"), region("c")))
    taken = one.save(of(region("b", 8)))
    assert names(taken) == ["b", "c"]
    assert names(one.save(of(region("b", 8)), taken)) == ["b"]  # c was seen, and deleted


def test_a_file_that_went_away_or_broke_costs_nothing(raw: Path) -> None:
    one = Kept(raw, "")
    one.save(of(region("a")))
    beside(raw).unlink()
    assert names(one.save(of(region("a"), region("b")))) == ["a", "b"]
    beside(raw).write_text("not a sidecar")
    with pytest.raises(FileError, match="TOML"):
        one.save(of(region("a")))
    assert beside(raw).read_text() == "not a sidecar"


def test_a_change_on_one_side_is_a_change() -> None:
    base = of(region("a"), region("b"), region("c"))
    ours = of(region("a", 1), region("b"))  # c deleted
    assert merged(base, ours, of(region("a"), region("b", 2), region("c"))) == of(region("a", 1), region("b", 2))
    assert names(merged(base, ours, of(region("a")))) == ["a"]  # b deleted there
    assert names(merged(base, ours, of(region("c", 9)))) == ["a", "c"]  # c deleted here but changed there
    assert merged(base, ours, of(region("a", 7))).region[0] == region("a", 1)  # both: ours


def test_two_of_one_name_are_both_kept() -> None:
    both = merged(of(), of(region("region 1", 1)), of(region("region 1", 9)))
    assert both == of(region("region 1", 1), region("region 1 2", 9))
    twice = of(region("a", 1), region("a", 2))
    assert merged(twice, twice, twice) == twice


def test_more_than_can_be_kept_is_said(raw: Path) -> None:
    one, other = Kept(raw, ""), Kept(raw, "")
    many = [region(f"r{i}") for i in range(MAX_REGIONS)]
    one.save(of(*many))
    with pytest.raises(FileError, match=f"more than {MAX_REGIONS} regions"):
        other.save(of(region("one more")))
    assert len(read_sidecar(beside(raw)).region) == MAX_REGIONS


OLD, NEW = "a" * 64, "b" * 64


def test_what_was_marked_on_another_raw_of_this_name_is_kept_aside(raw: Path) -> None:
    """A card's numbers begin anew: the old file's regions are neither taken for the new one's nor lost."""
    before = Kept(raw, OLD)
    before.save(Sidecar(raw=OLD, region=(region("wall"),)))
    after = Kept(raw, NEW)
    assert after.load() == Sidecar(raw=NEW)
    assert after.foreign == Sidecar(raw=OLD, region=(region("wall"),))
    assert read_sidecar(beside(raw)).raw == OLD  # looking at a raw writes nothing
    assert names(after.save(Sidecar(raw=NEW, region=(region("sky"),)))) == ["sky"]
    assert read_sidecar(beside(raw)) == Sidecar(raw=NEW, region=(region("sky"),))
    again = Kept(raw, OLD)  # the old raw is put back
    assert names(again.load()) == ["wall"]
    assert again.foreign is None
    assert names(again.save(Sidecar(raw=OLD, region=(region("wall", 8),)))) == ["wall"]
    assert names(Kept(raw, NEW).load()) == ["sky"]
    assert Kept(raw, OLD).load().region == (region("wall", 8),)


def test_a_sidecar_that_names_no_raw_is_this_ones(raw: Path) -> None:
    Kept(raw, "").save(of(region("wall")))
    kept = Kept(raw, NEW)
    assert names(kept.load()) == ["wall"]
    assert kept.foreign is None
