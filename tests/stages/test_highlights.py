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


class TestReconstruct:
    """Levels behind white balance: red clips at 2, green at 1, blue at 1.5."""

    PARAMS = Params(method="reconstruct", knee=0.02, limit=2.0)

    def flat(self, rgb: tuple[float, float, float]) -> NDArray[np.float32]:
        return np.broadcast_to(np.array(rgb, np.float32)[:, None, None], (3, 40, 40)).copy()

    def test_what_is_not_clipped_is_untouched(self) -> None:
        planes = self.flat((1.9, 0.9, 1.4))
        np.testing.assert_array_equal(apply(STAGE, planes, self.PARAMS), planes)

    def test_a_clipped_channel_follows_the_colour_beside_it(self) -> None:
        """A coloured patch of 4 x 4 px brightens by 1.5 and clips in green: the ratio around it brings green back."""
        planes = self.flat((0.6, 0.8, 0.4))
        planes[:, 18:22, 18:22] = np.array([0.9, 1.0, 0.6], np.float32)[:, None, None]
        out = apply(STAGE, planes, self.PARAMS)
        np.testing.assert_allclose(
            out[:, 18:22, 18:22], planes[:, 18:22, 18:22] * [[[1.0]], [[1.2]], [[1.0]]], rtol=0.03
        )

    def test_where_nothing_counts_it_is_grey_and_where_nothing_is_near_it_is_neutral(self) -> None:
        np.testing.assert_allclose(apply(STAGE, self.flat((2.0, 1.0, 1.5)), self.PARAMS), 2.0, atol=1e-5)
        np.testing.assert_allclose(apply(STAGE, self.flat((1.2, 1.0, 1.2)), self.PARAMS), 1.2, atol=1e-5)

    def test_nothing_is_rebuilt_beyond_the_limit(self) -> None:
        planes = self.flat((1.99, 1.0, 1.49))
        out = apply(STAGE, planes, Params(method="reconstruct", knee=0.0, limit=0.25))
        assert out[1].max() <= 2**0.25 + 1e-6

    def test_a_false_colour_at_the_rim_tints_nothing(self) -> None:
        """White paper on black: green clips, and the demosaic left a reddish line where the paper begins."""
        planes = self.flat((1.2, 1.0, 1.2))
        planes[:, :, :12] = 0.03
        planes[:, :, 12] = np.array([0.84, 0.7, 0.7], np.float32)[:, None]
        out = apply(STAGE, planes, self.PARAMS)
        np.testing.assert_allclose(out[1, :, 14:], 1.2, rtol=0.01)

    def test_a_dark_colour_near_by_hardly_counts(self) -> None:
        """A dark red cloth beside blown white is of another thing; the bright yellow in the second half is the same."""
        for beside, expected in (((0.12, 0.02, 0.02), 1.2), ((0.9, 0.85, 0.3), None)):
            planes = self.flat((1.2, 1.0, 1.2))
            planes[:, :, :12] = np.array(beside, np.float32)[:, None, None]
            green = apply(STAGE, planes, self.PARAMS)[1, :, 14:18]
            if expected is None:
                assert green.min() > 1.3  # the light colour does count
            else:
                np.testing.assert_allclose(green, expected, rtol=0.02)
