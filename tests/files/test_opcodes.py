"""Opcode lists: gain maps become shading, the rest is named, and nothing a stranger writes raises."""

from __future__ import annotations

import numpy as np
import pytest

from tests.files.tiny_dng import SHAPE, block, dng, gain_map, opcodes, pattern
from tuner.core.frame import CFA_PATTERNS
from tuner.files.opcodes import read_opcodes
from tuner.files.tags import Ifd, Tags


@pytest.mark.parametrize("cfa", CFA_PATTERNS)
def test_four_gain_maps_become_the_planes(opened, cfa: str):
    """The map at row t, column l belongs to the colour there, whatever the order of the list."""
    maps = [gain_map(t, left, np.full((3, 5), 1.0 + t + left / 2)) for t, left in ((1, 1), (0, 1), (1, 0), (0, 0))]
    facts = opened(dng(tags={33422: pattern(cfa), 51009: block(opcodes(*maps))})).facts
    assert facts.shading is not None
    red = cfa.index("R")
    site = {"R": red, "Gr": red ^ 1, "Gb": red ^ 2, "B": red ^ 3}
    assert [plane[0][0] for plane in facts.shading.gains] == [
        1.0 + site[k] // 2 + site[k] % 2 / 2 for k in ("R", "Gr", "Gb", "B")
    ]
    assert (facts.shading.top, facts.shading.left, facts.shading.bottom, facts.shading.right) == (0, 0, 1, 1)
    assert not any("shading" in n for n in facts.notices)


def test_gain_map_position_and_layout(opened):
    gains = np.arange(1, 7, dtype=float).reshape(2, 3)
    one = gain_map(0, 0, gains, pitch=1, spacing=(0.5, 0.25), origin=(0.25, 0.125))
    shading = opened(dng(tags={51009: block(opcodes(one))})).facts.shading
    assert shading is not None
    assert shading.gains == (((1.0, 2.0, 3.0), (4.0, 5.0, 6.0)),) * 4
    assert (shading.top, shading.left, shading.bottom, shading.right) == (0.25, 0.125, 0.75, 0.625)


def test_single_node_holds_everywhere(opened):
    shading = opened(dng(tags={51009: block(opcodes(gain_map(0, 0, np.full((1, 1), 1.5), pitch=1)))})).facts.shading
    assert shading is not None
    assert shading.gains == (((1.5, 1.5), (1.5, 1.5)),) * 4


FLAT = np.ones((3, 3))


@pytest.mark.parametrize(
    "codes",
    [
        [gain_map(0, 0, FLAT)],  # three sites are left without gains
        [gain_map(0, 0, FLAT, pitch=1), gain_map(0, 0, FLAT, pitch=1)],  # two sets
        [gain_map(0, 0, FLAT, pitch=1, bottom=10)],  # a part of the picture
        [gain_map(0, 0, FLAT * np.nan, pitch=1)],
        [gain_map(0, 0, -FLAT, pitch=1)],
        [gain_map(0, 0, FLAT, pitch=1, spacing=(0.0, 0.5))],
        [gain_map(0, 0, FLAT, pitch=1, origin=(float("inf"), 0.0))],
        [gain_map(0, 0, FLAT, pitch=3)],
        [(9, b"\xff" * 76)],
    ],
)
def test_odd_gain_maps_are_left_out_and_said(opened, codes: list[tuple[int, bytes]]):
    facts = opened(dng(tags={51009: block(opcodes(*codes))})).facts
    assert facts.shading is None
    assert "shading opcode present, not applied" in facts.notices


def test_other_opcodes_are_named(opened):
    facts = opened(dng(tags={51022: block(opcodes((1, b"\0" * 8))), 51008: block(opcodes((5, b"\0" * 8)))})).facts
    assert set(facts.notices) >= {"lens warp opcode present, not applied", "bad pixel list opcode present, not applied"}


def test_a_list_cut_anywhere_is_survived():
    """Nothing raises, and a half list never becomes shading."""
    whole = opcodes(*(gain_map(t, left, FLAT) for t in range(2) for left in range(2)))
    for size in range(len(whole)):
        tags = Tags(Ifd({51009: (7, whole[:size])}), None, {})
        shading = read_opcodes(tags, "RGGB", *SHAPE, [])
        assert shading is None or size >= len(whole)
