"""The difference map keeps its order in lightness, its size, and its scale."""

from __future__ import annotations

import numpy as np
import pytest
from skimage.color import rgb2lab

from tuner.compare.heat import FULL, bar_height, colours, difference_map, position


def test_more_difference_is_lighter() -> None:
    """L* rises along the whole scale, by much the same step everywhere, and ends within sRGB."""
    lightness = rgb2lab(colours()[None])[0, :, 0]
    assert (np.diff(lightness) > -0.2).all()  # 8-bit rounding
    np.testing.assert_allclose(lightness, np.linspace(6, 96, 256), atol=0.8)


def test_scale_ends() -> None:
    np.testing.assert_allclose(position(np.array([0, FULL, 1e9], np.float32)), [0, 1, 1])


@pytest.mark.parametrize("width", [1, 30, 79, 80, 501, 2003])
def test_size_and_place(width: int) -> None:
    """Row y of the map is row y of the pictures; the bar comes below."""
    de = np.zeros((9, width), np.float32)
    de[2, 0] = 100
    shown = difference_map(de)
    assert shown.shape == (9 + bar_height(width), width, 3)
    assert (shown[2, 0] == colours()[-1]).all()
    assert (shown[3, 0] == colours()[0]).all()
    assert (difference_map(de, bar=False) == shown[:9]).all()
