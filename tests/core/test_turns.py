"""Turns: every tile is handed out once, in runs that share rows, and what is shared changes no bit."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support import noisy_frame
from tuner.core import chain as chains
from tuner.core.driver_text import text_of
from tuner.core.engine import Engine
from tuner.core.kept import joins
from tuner.core.orient import Rect
from tuner.core.pack import pack8
from tuner.core.recipe import Recipe
from tuner.core.target import tiles_on
from tuner.core.turns import Turns, runs_of
from tuner.stages import RACK


@given(tiles=st.integers(0, 500), workers=st.integers(1, 8))
def test_runs_hand_out_every_tile_once_the_longest_first_and_single_ones_last(tiles: int, workers: int) -> None:
    runs = runs_of(tiles, workers)
    lengths = np.diff(runs)
    assert (runs[0], runs[-1]) == (0, tiles)
    assert (lengths >= 1).all()
    assert (np.diff(lengths) <= 0).all()
    assert tiles == 0 or lengths[-1] == 1
    assert lengths.max(initial=0) <= -(-tiles // workers)


def test_most_tiles_lie_below_the_one_before() -> None:
    tiles = tiles_on(Rect(128, 128, 200, 80), 16, 64)
    below = [bool(joins.py_func(a, b)) for a, b in pairwise(tiles)]
    columns, rows = 4, 5
    assert len(tiles) == columns * rows
    assert below.count(True) == columns * (rows - 1)
    assert len({tuple(tile) for tile in tiles.tolist()}) == len(tiles)


def test_a_tile_joins_only_one_that_is_as_wide_right_above_and_no_lower() -> None:
    above = np.array([8, 16, 24, 64])
    for tile, wanted in (
        ([32, 16, 24, 64], True),
        ([32, 16, 8, 64], True),
        ([32, 16, 32, 64], False),
        ([40, 16, 24, 64], False),
        ([32, 80, 24, 64], False),
        ([32, 16, 24, 56], False),
    ):
        assert bool(joins.py_func(above, np.array(tile))) is wanted


@pytest.mark.parametrize("orientation", [1, 6])
@pytest.mark.parametrize("tile", [(8, 64), (16, 16), (64, 32), (96, 1024)])
def test_a_tall_picture_in_runs_has_the_bytes_of_one_tile(tile: tuple[int, int], orientation: int) -> None:
    """The default line, whose chroma denoising reads 10 rows above a tile: more than the lowest tiles are high."""
    frame, recipe = noisy_frame(70, 211, orientation=orientation), Recipe.default(RACK)
    assert "move_up" in text_of(chains.build(recipe, frame), pack8)
    whole = Engine(tile=(256, 256)).render(frame, recipe).pixels
    engine = Engine(tile=tile, composed="now")
    assert np.array_equal(engine.render(frame, recipe).pixels, whole)
    cut = engine.render(frame, recipe, pin="white_balance").pixels
    assert np.array_equal(cut, whole)


def test_the_step_by_step_loop_draws_single_tiles() -> None:
    turns = Turns(tiles_on(Rect(0, 0, 64, 64), 16, 32), 2)
    drawn = []
    while (tile := turns.next()) is not None:
        drawn.append(tile)
    assert drawn == turns.tiles.tolist()
