"""Highlights: blown areas neutral, everything below untouched."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.support import apply, context, random_planes
from tuner.core.domain import Domain
from tuner.stages.highlights import STAGE, Params


def flat(*rgb: float) -> NDArray[np.float32]:
    return np.broadcast_to(np.array(rgb, np.float32)[:, None, None], (3, 8, 16)).copy()


def pixel(planes: NDArray[np.float32]) -> list[float]:
    assert (planes == planes[:, :1, :1]).all()
    return [float(v) for v in planes[:, 0, 0]]


def test_a_blown_area_is_neutral_at_the_clip_level() -> None:
    """Saturation 1 times gains 2, 1, 1.5: all three channels are cut at 1."""
    assert pixel(apply(STAGE, flat(2.0, 1.0, 1.5))) == [1, 1, 1]


def test_a_wrong_tag_leaves_no_tint() -> None:
    """The HERO6 stops at 16364, 15583, 15118 under a tag of 16383 and gains 1.914, 1, 1.75."""
    ctx = context(saturation=(1.914, 1.0, 1.0, 1.75))
    blown = [level / 16383 * gain for level, gain in ((16364, 1.914), (15583, 1), (15118, 1.75))]
    assert pixel(apply(STAGE, flat(*blown), Params(), ctx)) == [1, 1, 1]
    assert pixel(apply(STAGE, flat(*blown), Params(knee=0.0), ctx)) == pytest.approx([1, 15583 / 16383, 1])


def test_below_the_knee_nothing_changes() -> None:
    planes = random_planes(Domain.CAMERA) * np.float32(0.7)  # up to 0.84, and below zero
    np.testing.assert_array_equal(apply(STAGE, planes), planes)


def test_a_saturated_colour_keeps_its_hue() -> None:
    """A red lamp with one channel blown is cut at the clip level and not bleached."""
    assert pixel(apply(STAGE, flat(1.9, 0.3, 0.1))) == pytest.approx([1, 0.3, 0.1])


def test_the_fade_is_smooth_monotone_and_complete_at_half_the_knee() -> None:
    green = np.linspace(0.8, 1.05, 1001).astype(np.float32)
    out = apply(STAGE, np.stack([1.9 + 0 * green, green, 1.4 + 0 * green])[:, None].repeat(8, 1), Params(knee=0.12))
    shown = out[1, 0]
    assert (np.diff(shown) >= -1e-6).all()
    assert np.abs(np.diff(shown)).max() < 1e-3  # input steps are 2.5e-4
    np.testing.assert_array_equal(shown[green < 0.88], green[green < 0.88])
    assert (shown[green > 0.9401] == 1).all()


def test_the_clip_level_is_the_smallest_saturation() -> None:
    ctx = context(saturation=(1.8, 0.95, 0.93, 1.4))
    assert pixel(apply(STAGE, flat(1.8, 0.94, 1.4), Params(), ctx)) == pytest.approx([0.93] * 3)
    assert STAGE.carry(Params(), ctx).saturation == (0.93,) * 4
    assert STAGE.carry(Params(method="off"), ctx).saturation == ctx.saturation
