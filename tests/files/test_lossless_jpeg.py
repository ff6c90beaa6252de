"""Lossless JPEG out: decoders of other authors give the samples back, and the code is one the standard allows."""

from __future__ import annotations

import math

import imagecodecs
import numpy as np
import pytest
from numpy.typing import NDArray

from tuner.files.lossless_jpeg import Layout, _code_lengths, encode_tiles

DECODERS = [imagecodecs.ljpeg_decode, imagecodecs.jpeg8_decode]
"""liblj92 and libjpeg-turbo."""


@pytest.mark.parametrize("components", [1, 2, 4])
@pytest.mark.parametrize("codes", [1, 2, 300, 4096, 65536])
def test_two_decoders_give_the_samples_back(components: int, codes: int) -> None:
    """Tiles that fit, that reach beyond both edges, and one of a single row."""
    rng = np.random.default_rng(codes)
    for height, width in ((1, 16), (17, 33), (96, 128), (100, 130)):
        mosaic = rng.integers(0, codes, (height, width)).astype(np.uint16)
        layout = Layout(48, 64, components)
        tiles = iter(encode_tiles(mosaic, layout, 2))
        for top in range(0, height, layout.rows):
            for left in range(0, width, layout.columns):
                tile = next(tiles)
                expected = mosaic[top : top + layout.rows, left : left + layout.columns]
                for decode in DECODERS:
                    found = decode(tile).reshape(layout.rows, layout.columns)
                    np.testing.assert_array_equal(found[: expected.shape[0], : expected.shape[1]], expected)
        assert next(tiles, None) is None


def test_the_largest_difference_has_no_bits_of_its_own() -> None:
    """32768, the one value of category 16, on every second sample; and bytes of FF within the data."""
    steps: NDArray[np.uint16] = (np.indices((40, 64)).sum(axis=0) % 2 * 32768).astype(np.uint16)
    (tile,) = encode_tiles(steps, Layout(40, 64, 1))
    for decode in DECODERS:
        np.testing.assert_array_equal(decode(tile), steps)
    noise = np.random.default_rng(0).integers(0, 65536, (64, 64)).astype(np.uint16)
    (tile,) = encode_tiles(noise, Layout(64, 64, 2))
    assert b"\xff\x00" in tile
    for decode in DECODERS:
        np.testing.assert_array_equal(decode(tile).reshape(64, 64), noise)


def test_samples_are_predicted_by_their_own_colour() -> None:
    """Two flat colours cost next to nothing, however far apart they are; the predictor is the one that all readers know."""
    mosaic = np.tile(np.array([[100, 3000], [3000, 60]], np.uint16), (100, 100))
    (tile,) = encode_tiles(mosaic, Layout(200, 200, 2))
    assert len(tile) < (200 * 200 + 200 * 2 * 32) / 8  # a bit a sample, and a row's first two
    scan = tile.index(b"\xff\xda")
    assert tile[scan + 2 : scan + 12] == bytes([0, 10, 2, 0, 0, 1, 0, 1, 0, 0])


@pytest.mark.parametrize(
    "counts",
    [
        [0] * 17,
        [10**9, *[0] * 16],
        [1] * 17,
        [2**n for n in range(17)],
        [round(1.618**n) for n in range(40, 23, -1)],
    ],
)
def test_words_fit_and_none_is_of_ones_alone(counts: list[int]) -> None:
    """Sixteen bits at the most, every category has a word, and Kraft's sum leaves room for the word of ones."""
    lengths = _code_lengths(counts)
    assert sorted(category for _, category in lengths) == list(range(17))
    assert [length for length, _ in lengths] == sorted(length for length, _ in lengths)
    longest = lengths[-1][0]
    assert longest <= 16
    assert math.fsum(2.0**-length for length, _ in lengths) <= 1 - 2.0**-longest
    often = [length for length, category in lengths if counts[category] == max(counts)]
    assert min(often) == lengths[0][0]
