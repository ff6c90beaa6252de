"""Saturation and black from the pixels: synthetic piles, and the real files that were measured."""

from __future__ import annotations

import numpy as np
import pytest

from tests.measure.scenes import RECIPE
from tests.support import facts, noisy_frame, real_file
from tuner.core.frame import Frame
from tuner.measure.levels import masked_levels, pile, saturation_levels, solve_masked, solve_saturation
from tuner.measure.quads import SolverError


def scene(white: float, level: float, spread: float, share: float) -> np.ndarray:
    """Counts of a scene that falls off exponentially and clips at a noisy level."""
    rng = np.random.default_rng(0)
    n = 400_000
    body = rng.exponential(white / 8, n)
    clipped = np.round(rng.normal(level, spread, int(share * n)))
    return np.bincount(np.concatenate([body[body < level], clipped]).astype(int).clip(0, 65535), minlength=65536)


@pytest.mark.parametrize(
    ("white", "level", "spread"),
    [(4095, 4095, 0), (4095, 3820, 8), (16383, 15583, 40), (16383, 15118, 0), (1023, 1000, 1)],
)
@pytest.mark.parametrize("share", [0.002, 0.05])
def test_a_pile_is_found(white: float, level: float, spread: float, share: float) -> None:
    found = pile(scene(white, level, spread, share), white)
    assert found == pytest.approx(level, abs=max(1.5 * spread, 0.5))


def test_no_pile_without_clipping() -> None:
    assert pile(scene(4095, 4095, 0, 0.0), 4095) is None
    assert pile(np.zeros(65536, np.int64), 4095) is None


def test_a_bright_flat_surface_is_not_a_pile() -> None:
    """Much of the frame at one level below white is a wall; far below white, so is a little of it."""
    rng = np.random.default_rng(0)
    flat = np.bincount(rng.normal(3700, 30, 100_000).astype(int), minlength=65536)
    assert pile(flat, 4095) is None
    assert pile(scene(4095, 2500, 20, 0.05), 4095) is None


def test_the_file_s_white_stands_in_for_a_colour_that_does_not_clip() -> None:
    dn = np.full((96, 96), 800, np.uint16)
    dn[:, :] += np.arange(96, dtype=np.uint16) * 5
    dn[0:20:2, 0:20:2] = 3900  # red only
    clipped = Frame.from_active(dn, facts(96, 96))
    assert saturation_levels(clipped) == (3900.0, 4095.0, 4095.0)
    found = solve_saturation(clipped, RECIPE, None)
    assert found["black_level.saturation"] == "manual"
    assert RECIPE.with_values(found).value("black_level.saturation_red") == 3900.0


@pytest.mark.parametrize("cfa", ["RGGB", "BGGR", "GRBG", "GBRG"])
def test_masked_columns_colour_by_colour(cfa: str) -> None:
    """Each colour's own level, whatever the phase; hot pixels do not count."""
    rng = np.random.default_rng(0)
    levels = {"R": 60.0, "B": 68.0}
    row_of_red = cfa.index("R") // 2
    masked = np.empty((200, 40))
    for i, letter in enumerate(cfa):
        level = levels.get(letter, 64.0 if i // 2 == row_of_red else 66.0)
        masked[i // 2 :: 2, i % 2 :: 2] = rng.normal(level, 4, (100, 20))
    masked[rng.integers(0, 200, 60), rng.integers(0, 40, 60)] = 4000
    from_file = noisy_frame(cfa=cfa)
    shot = Frame(from_file.facts, from_file.mosaic, masked=masked.round().astype(np.uint16), masked_cfa=cfa)
    assert masked_levels(shot) == pytest.approx((60.0, 64.0, 66.0, 68.0), abs=0.4)
    found = solve_masked(shot, RECIPE, None)
    assert found["black_level.white"] == 4095.0
    assert RECIPE.with_values(found).value("black_level.source") == "manual"


def test_without_masked_columns_the_solver_says_so() -> None:
    with pytest.raises(SolverError, match="no masked columns"):
        solve_masked(noisy_frame(), RECIPE, None)


@pytest.mark.parametrize(
    ("name", "levels"),
    [
        ("dng/gopro_hero6_mural.dng", (16364, 15583, 15118)),
        ("dng/gopro_fusion_front.dng", (16383, 15565, 16383)),
        ("raw/canon_d30_xmastree.crw", (3816, 3817, 3819)),
        ("dng/magiclantern_kissx4_colorchecker.dng", (15000, 15000, 15000)),
    ],
)
def test_real_saturation(name: str, levels: tuple[int, int, int]) -> None:
    """The modes of the clipped samples; the tag where nothing clips."""
    from tuner.files.raw import open_raw

    assert saturation_levels(open_raw(real_file(name))) == pytest.approx(levels, abs=2)


def test_real_masked_columns() -> None:
    """2048.8 on the average of the four, under a tag of 2056."""
    from tuner.files.raw import open_raw

    levels = masked_levels(open_raw(real_file("dng/magiclantern_kissx4_colorchecker.dng")))
    assert np.mean(levels) == pytest.approx(2048.8, abs=0.3)
