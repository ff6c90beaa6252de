"""Filter arrays as LibRaw and tags state them: which are taken, and as what."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tuner.core.facts import planes_of
from tuner.files.cfa import QUAD, QUADS, from_libraw, shifted
from tuner.files.errors import FileError

XTRANS = "GGRGGBGGBGGRBRGRBGGGBGGRGGRGGBRBGBRG"
RAW = Path("x.raf")


def indices(cfa: str) -> list[list[int]]:
    """As rawpy gives a pattern: 0 R, 1 G, 2 B, and 3 for every second G."""
    side = int(len(cfa) ** 0.5)
    flat = ["RGB".index(c) for c in cfa]
    return [[3 if i == 1 and y % 2 else i for i in flat[y * side : (y + 1) * side]] for y in range(side)]


@pytest.mark.parametrize("cfa", ["RGGB", "GBRG", XTRANS, shifted(XTRANS, 2, 5)])
def test_what_libraw_states(cfa: str) -> None:
    assert from_libraw(RAW, indices(cfa), "RGBG") == cfa


def test_no_filters() -> None:
    assert from_libraw(RAW, None, "RGBG") == "M"
    assert from_libraw(RAW, [[6]], "GMCY", colours=1) == "M"


@pytest.mark.parametrize(
    ("pattern", "letters", "fault"),
    [
        ([[0, 1], [2, 3]], "GMCY", "the colours GMCY"),
        ([[0, 1], [1, 2]], "RGW", "RGBW"),
        ([[0, 1, 2]] * 3, "RGB", "repeats over 3x3"),
        ([[0, 0], [1, 2]], "RGB", "the pattern RRGB"),
    ],
)
def test_what_no_stage_knows(pattern: list[list[int]], letters: str, fault: str) -> None:
    with pytest.raises(FileError, match=fault):
        from_libraw(RAW, pattern, letters)


def test_sixteen_quads_and_their_planes() -> None:
    assert len(QUADS) == 16
    assert planes_of(QUAD) == (0, 0, 1, 1, 0, 0, 1, 1, 2, 2, 3, 3, 2, 2, 3, 3)
    assert planes_of("GBRG") == (2, 3, 0, 1)
    for cfa in QUADS:
        assert np.bincount(planes_of(cfa)).tolist() == [4, 4, 4, 4]
