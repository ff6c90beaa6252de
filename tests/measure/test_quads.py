"""Quads: whole ones, red first, for every phase; and what is seen in front of a stage."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.measure.scenes import RECIPE, frame, mosaic
from tests.support import noisy_frame
from tuner.core.frame import CFA_PATTERNS
from tuner.core.orient import Rect
from tuner.measure.quads import SolverError, whole_quads
from tuner.measure.sampling import in_front_of

BARE = RECIPE.with_values({"defects.enabled": False, "lens_shading.enabled": False})


@pytest.mark.parametrize("cfa", CFA_PATTERNS)
@pytest.mark.parametrize(
    "rect", [Rect(5, 3, 1, 1), Rect(0, 0, 1, 1), Rect(63, 47, 1, 1), Rect(10, 11, 7, 4), Rect(0, 0, 64, 48)]
)
def test_quads_cover_the_region_and_begin_with_red(cfa: str, rect: Rect) -> None:
    noisy = noisy_frame(cfa=cfa)
    found = whole_quads(noisy, rect)
    py, px = noisy.facts.phase
    assert (found.y % 2, found.x % 2) == (py, px)
    assert found.w % 2 == found.h % 2 == 0
    assert found.y >= 0
    assert found.y + found.h <= 48
    inner = rect.x >= px and rect.y >= py and rect.x + rect.w <= 64 - px and rect.y + rect.h <= 48 - py
    if inner:
        assert found.x <= rect.x
        assert found.y <= rect.y
        assert found.x + found.w >= rect.x + rect.w
        assert found.y + found.h >= rect.y + rect.h


@pytest.mark.parametrize("rect", [Rect(60, 0, 5, 1), Rect(-1, 0, 2, 2), Rect(0, 0, 0, 1), Rect(0, 48, 1, 1)])
def test_a_region_outside_is_refused(rect: Rect) -> None:
    with pytest.raises(SolverError, match="does not lie inside 64 x 48"):
        whole_quads(noisy_frame(), rect)


@pytest.mark.parametrize("cfa", CFA_PATTERNS)
@pytest.mark.parametrize("orientation", [1, 6])
def test_planes_are_the_linear_mosaic_whatever_phase_and_orientation(cfa: str, orientation: int) -> None:
    """Red 0.1, green 0.2, blue 0.3 come out as such, not turned."""
    rgb = np.broadcast_to([0.1, 0.2, 0.3], (48, 64, 3))
    quads = in_front_of(
        frame(mosaic(rgb, cfa), cfa, orientation=orientation), BARE, "white_balance", Rect(7, 5, 20, 10)
    )
    assert quads.values.shape[2] > quads.values.shape[1]
    np.testing.assert_allclose(
        quads.values, np.array([0.1, 0.2, 0.2, 0.3])[:, None, None] + 0 * quads.values, atol=2e-4
    )


def test_manual_black_level_counts() -> None:
    """The solver sees what the stage would, not the file's numbers."""
    flat = frame(np.full((48, 64), 1000, np.uint16))
    manual = BARE.with_values(
        {
            "black_level.source": "manual",
            **{f"black_level.{c}": 500.0 for c in ("red", "green_r", "green_b", "blue")},
            "black_level.white": 1500.0,
        }
    )
    np.testing.assert_allclose(in_front_of(flat, manual, "white_balance").values, 0.5, atol=1e-6)


def test_clipped_quads_are_known() -> None:
    """One clipped sample marks its quad; black subtracted, 98 % of the way counts."""
    dn = np.full((48, 64), 1000, np.uint16)
    dn[10, 21] = 4095
    dn[20, 30] = int(64 + 0.985 * 4031)
    dn[30, 30] = int(64 + 0.97 * 4031)
    clipped = in_front_of(frame(dn), BARE, "white_balance").clipped
    assert np.argwhere(clipped).tolist() == [[5, 10], [10, 15]]


def test_blocks_are_means() -> None:
    quads = in_front_of(noisy_frame(), BARE, "white_balance")
    rgb, good = quads.blocks(4)
    assert rgb.shape == (3, 6 * 8)
    np.testing.assert_allclose(rgb[0, 0], quads.values[0, :4, :4].mean(), rtol=1e-6)
    np.testing.assert_allclose(rgb[1, 9], quads.values[1:3, 4:8, 4:8].mean(), rtol=1e-5)
    assert good[0] == (not quads.clipped[:4, :4].any())
    assert replace(quads, clipped=~quads.clipped & False).blocks(999)[0].shape == (3, 1)
