"""DNG tags with numbers no camera has: whatever a file states, the recipe that its facts resolve to is a valid one."""

from __future__ import annotations

import struct
import tracemalloc
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from tests.files.tiny_dng import Tag, block, dng, gain_map, opcodes
from tuner.core.chain import build
from tuner.core.frame import Frame
from tuner.core.recipe import Recipe
from tuner.files.errors import FileError
from tuner.files.tags import MAX_VALUES, Ifd, read_tags
from tuner.stages import RACK

Opened = Callable[[bytes], Frame]
MOST = 2**31 - 1


def _doubles(*values: float) -> Tag:
    return ("d", len(values), values)


def _assert_valid(frame: Frame) -> None:
    """The numbers in force can be saved and loaded again, with the file as the source and by hand."""
    facts = frame.facts
    assert all(0 <= v <= 65535 for v in facts.black)
    assert 1 <= facts.white <= 65535
    for changes in ({}, {"lens_shading.mode": "file", "color_matrix.primaries": "rec2020"}):
        resolved = build(Recipe.default(RACK).with_values(changes), facts).resolved
        assert Recipe.from_dict(RACK, resolved.to_dict()) == resolved


@pytest.mark.parametrize(
    "level",
    [("2i", 1, (-16, 1)), ("2i", 1, (MOST, 1)), ("I", 1, 65536), _doubles(1e300), _doubles(-0.5), _doubles(np.nan)],
)
def test_impossible_black_is_not_taken(opened: Opened, level: Tag) -> None:
    frame = opened(dng(tags={50714: level}))
    assert frame.facts.black == (0,) * 4
    assert any("BlackLevel" in n for n in frame.facts.notices)
    _assert_valid(frame)


def test_one_impossible_black_of_four_spoils_all(opened: Opened) -> None:
    """Three levels with a hole are no measurement."""
    levels = (64, 1, 64, 1, -64, 1, 64, 1)
    assert opened(dng(tags={50713: ("H", 2, (2, 2)), 50714: ("2i", 4, levels)})).facts.black == (0,) * 4


@pytest.mark.parametrize("level", [("I", 1, 0), ("I", 1, 70000), _doubles(0.25), _doubles(-5.0), _doubles(1e300)])
def test_impossible_white_is_not_taken(opened: Opened, level: Tag) -> None:
    frame = opened(dng(tags={50717: level}))
    assert frame.facts.white == 2047  # of the largest sample
    assert any("white level" in n for n in frame.facts.notices)
    _assert_valid(frame)


def test_levels_at_their_limits(opened: Opened) -> None:
    _assert_valid(opened(dng(tags={50714: ("H", 1, 65534), 50717: ("H", 1, 65535)})))
    with pytest.raises(FileError, match="black level of 65535"):
        opened(dng(tags={50714: ("H", 1, 65535), 50717: ("H", 1, 65535)}))


def _rationals(*values: tuple[int, int]) -> Tag:
    return ("2i", len(values), tuple(n for v in values for n in v))


def _diagonal(*values: tuple[int, int]) -> Tag:
    a, b, c = values
    return _rationals(a, (0, 1), (0, 1), (0, 1), b, (0, 1), (0, 1), (0, 1), c)


EXTREMES: dict[str, dict[int, Tag]] = {
    "large balance": {50727: ("2I", 3, (MOST, 1, 1, MOST, 1, 1))},
    "infinite balance": {50727: _doubles(1e300, 1e-300, 1.0)},
    "neutral of one colour": {50728: ("2I", 3, (1, MOST, 1, 1, MOST, 1))},
    "huge neutral": {50728: _doubles(1e300, 1e-300, 1e300)},
    "tiny neutral": {50728: _doubles(5e-324, 1.0, 1.0)},
    "violet white point": {50728: ("2I", 3, (0, 1) * 3), 50729: ("2I", 2, (1, 1000, 1, 1000))},
    "huge matrix": {50721: _diagonal((MOST, 1), (MOST, 1), (MOST, 1))},
    "tiny matrix": {50721: _diagonal((1, MOST), (1, MOST), (1, MOST))},
    "negative matrix": {50721: _diagonal((-1, 1), (-1, 1), (-1, 1))},
    "mixed matrix": {50721: _diagonal((-1, 1), (1, 1000), (900, 1))},
    "huge unit": {50723: _diagonal((MOST, 1), (1, MOST), (1, 1))},
    "forward to black": {50964: _rationals(*((1, 1), (-1, 1), (0, 1), (0, 1), (1, 1), (-1, 1), (-1, 1), (0, 1), (1, 1)))},
    "forward to violet": {50964: _diagonal((MOST, 1), (1, MOST), (1, 1))},
    "forward to flat white": {50964: _rationals(*((-9, 1), (9, 1), (0, 1), (9, 1), (0, 1), (-9, 1), (1, 1), (2, 1), (-3, 1)))},
    "baseline": {50730: _doubles(-10.0)},
    "endless baseline": {50730: _doubles(1e308)},
    "noise": {51041: _doubles(1e300, 1e300)},
    "gains of the highest value": {51009: block(opcodes(gain_map(0, 0, np.full((2, 2), 64.0), pitch=1)))},
    "one row of gains": {51009: block(opcodes(gain_map(0, 0, np.ones((1, 16641)), pitch=1)))},
    "gains in one point": {51009: block(opcodes(gain_map(0, 0, np.ones((2, 2)), pitch=1, spacing=(5e-324, 0.5))))},
    "gains outside": {51009: block(opcodes(gain_map(0, 0, np.ones((2, 2)), pitch=1, origin=(-16.0, 16.0))))},
}  # fmt: skip


@pytest.mark.parametrize("name", EXTREMES)
def test_extreme_tags_resolve_to_a_valid_recipe(opened: Opened, name: str) -> None:
    """Also where nothing but daylight is left to balance with."""
    _assert_valid(opened(dng(tags=EXTREMES[name])))
    _assert_valid(opened(dng(tags={50728: None} | EXTREMES[name])))


@pytest.mark.parametrize("seed", range(40))
def test_random_calibrations_resolve_to_a_valid_recipe(opened: Opened, seed: int) -> None:
    """Numbers of any size and sign in every colour tag at once."""
    rng = np.random.default_rng(seed)

    def some(count: int) -> Tag:
        return _doubles(*(rng.choice([-1, 1], count, p=[0.2, 0.8]) * 10 ** rng.uniform(-4, 4, count)).tolist())

    tags: dict[int, Any] = {code: some(9) for code in (50721, 50722, 50723, 50724, 50964, 50965)}
    tags |= {50727: some(3), 50728: some(3), 50779: ("H", 1, 17), 50730: some(1), 50714: some(1), 50717: some(1)}
    try:
        frame = opened(dng(tags=tags))
    except FileError:
        return  # black above all pixels
    _assert_valid(frame)


def test_forward_matrix_that_loses_white_is_ignored_and_said(opened: Opened) -> None:
    facts = opened(dng(tags=EXTREMES["forward to black"])).facts
    assert facts.calibrations[0].forward_matrix is None
    assert any("ForwardMatrix1" in n for n in facts.notices)


@pytest.mark.parametrize("kind", ["B", "H", "d"])
def test_endless_values_cost_no_memory(kind: str) -> None:
    """16 million values where one is asked for: they are counted before anything is made of them."""
    count = 16 * MAX_VALUES
    size = struct.calcsize(kind)
    data = dng(tags={50714: (kind, count, bytes(count * size))})
    tracemalloc.start()
    try:
        tags = read_tags(data)
        assert tags is not None
        assert tags.numbers(50714) == ()
        assert tracemalloc.get_traced_memory()[1] < 3 * len(data)
    finally:
        tracemalloc.stop()


def test_endless_black_is_not_taken(opened: Opened) -> None:
    frame = opened(dng(tags={50714: ("B", 2 * MAX_VALUES, bytes(2 * MAX_VALUES))}))
    assert frame.facts.black == (0,) * 4
    assert any("BlackLevel" in n for n in frame.facts.notices)


def test_bytes_are_numbers() -> None:
    assert Ifd({50714: (1, bytes([7, 255, 0]))}).numbers(50714) == (7.0, 255.0, 0.0)
    assert Ifd({50714: (1, bytes(MAX_VALUES + 1))}).numbers(50714) == ()


def test_strips_without_an_end_are_passed_over() -> None:
    """Offsets of type FLOAT may be infinite."""
    for odd in (np.inf, -np.inf, np.nan):
        assert Ifd({273: (11, (odd, 8.0)), 279: (11, (100.0, 100.0))}).end == 108
        assert Ifd({273: (11, (odd,)), 279: (11, (-odd,))}).end == 0
