"""Clipping masks against NumPy, and that a small clipped spot survives being made smaller."""

from __future__ import annotations

import numpy as np
import pytest

from tests.support import noisy_frame
from tuner.core.display import LUMA
from tuner.core.frame import CFA_PATTERNS
from tuner.core.orient import orient
from tuner.measure.clipping import bright, output_clipping, raw_clipping, smaller, striped


def noise(h: int = 31, w: int = 45) -> np.ndarray:
    pixels = np.random.default_rng(0).integers(0, 256, (h, w, 4), dtype=np.uint8)
    pixels[:5, :7], pixels[-5:, -7:] = 0, 255
    return pixels


@pytest.mark.parametrize("cfa", CFA_PATTERNS)
@pytest.mark.parametrize("share", [0.5, 0.98, 1.0])
@pytest.mark.parametrize("size", [(64, 48), (63, 47)])
def test_raw_clipping_is_the_rule_plane_by_plane(cfa, share, size):
    black, saturation = (64.0, 60.0, 62.0, 70.0), (4000.0, 3900.0, 3950.0, 3500.0)
    frame = noisy_frame(*size, cfa=cfa, black=black, saturation=saturation)
    w, h = size
    row, column = np.mgrid[0:h, 0:w]
    py, px = divmod(cfa.index("R"), 2)
    plane = 2 * ((row + py) % 2) + (column + px) % 2
    limits = np.array([b + share * (s - b) for b, s in zip(black, saturation, strict=True)])
    wanted = np.where(frame.active >= limits[plane], 1 << plane, 0)
    found = raw_clipping(frame, share)
    assert found.any()
    assert np.array_equal(found, wanted)


def test_raw_clipping_lies_as_the_picture_does_and_takes_other_levels():
    upright, turned = noisy_frame(), noisy_frame(orientation=6)
    assert np.array_equal(raw_clipping(turned), orient(raw_clipping(upright), 6))
    assert (raw_clipping(upright, 1.0, (0.0,) * 4) > 0).all()
    assert not raw_clipping(upright, 1.0, (5000.0,) * 4).any()


@pytest.mark.parametrize(("low", "high"), [(0, 255), (10, 240), (0, 256)])
def test_output_clipping_is_the_rule_channel_by_channel(low, high):
    pixels = noise()
    found = output_clipping(pixels, low, high)
    for c in range(3):
        codes = pixels[..., 2 - c]
        assert np.array_equal(found >> c & 1, codes >= high)
        assert np.array_equal(found >> (3 + c) & 1, codes <= low)


@pytest.mark.parametrize("standard", ["601", "709"])
def test_the_zebra_lies_where_luma_is_high(standard):
    pixels = noise()
    luma = pixels[..., 2::-1] @ np.array(LUMA[standard])
    found = bright(pixels, 180, standard)
    sure = np.abs(luma - 179.5) > 0.01
    assert np.array_equal(found[sure], (luma >= 179.5)[sure])


@pytest.mark.parametrize("size", [(45, 31), (44, 7), (10, 30), (1, 1), (13, 11)])
def test_smaller_has_every_bit_below_each_pixel(size):
    mask = output_clipping(noise())
    w, h = size
    found = smaller(mask, w, h)
    for i in range(h):
        for k in range(w):
            rows = slice(i * 31 // h, -(-(i + 1) * 31 // h))
            columns = slice(k * 45 // w, -(-(k + 1) * 45 // w))
            assert found[i, k] == np.bitwise_or.reduce(mask[rows, columns], axis=None)


def test_one_pixel_among_a_million_stays_visible():
    mask = np.zeros((1000, 1000), np.uint8)
    mask[623, 417] = 4
    assert smaller(mask, 50, 40).max() == 4


def test_a_mask_is_not_made_larger():
    with pytest.raises(ValueError, match="45 x 31"):
        smaller(output_clipping(noise()), 46, 31)


def test_stripes_run_along_diagonals_and_leave_the_other_bits():
    mask = np.full((40, 50), 64 | 3, np.uint8)
    striped(mask, 64, 4)
    y, x = np.mgrid[0:40, 0:50]
    assert np.array_equal(mask, np.where((x + y) // 4 % 2 == 0, 67, 3))
