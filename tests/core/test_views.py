"""What the screen shows: exact averages of the export, and the raw view."""

from __future__ import annotations

import warnings

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support import noisy_frame
from tuner.core.fit import _magic, _rows, area_average
from tuner.core.rawview import MODES, raw_view


def exact_average(picture: np.ndarray, width: int, height: int) -> np.ndarray:
    """Area averages by float64 weight matrices."""

    def weights(n: int, m: int) -> np.ndarray:
        edges = np.arange(m + 1) * n / m
        return (
            np.clip(np.minimum(edges[1:, None], np.arange(1, n + 1)) - np.maximum(edges[:-1, None], np.arange(n)), 0, 1)
            * m
            / n
        )

    return np.einsum(
        "iy,yxc,jx->ijc", weights(picture.shape[0], height), picture.astype(float), weights(picture.shape[1], width)
    )


@given(st.integers(1, 60), st.integers(1, 60), st.data())
@settings(max_examples=40, deadline=None)
def test_fit_is_the_exact_area_mean(tall: int, wide: int, data: st.DataObject) -> None:
    height, width = data.draw(st.integers(1, tall)), data.draw(st.integers(1, wide))
    picture = np.random.default_rng(tall * 61 + wide).integers(0, 256, (tall, wide, 4), np.uint8)
    fitted = area_average(picture, width, height)
    assert np.abs(fitted[..., :3] - exact_average(picture, width, height)[..., :3]).max() <= 0.5 + 1e-6
    assert (fitted[..., 3] == 255).all()


@given(st.integers(1, 300), st.integers(1, 300), st.data())
@settings(max_examples=60, deadline=None)
def test_fit_is_exact_to_the_last_bit_of_a_half_either_way(tall: int, wide: int, data: st.DataObject) -> None:
    """Whole numbers of Python's: of pictures whose sums fit 32 bits, and of those too large for that."""
    height, width = data.draw(st.integers(1, tall)), data.draw(st.integers(1, wide))
    picture = np.random.default_rng(tall * 301 + wide).integers(0, 256, (tall, wide, 4), np.uint8)
    if data.draw(st.booleans()):
        picture[:] = data.draw(st.integers(0, 255))

    def shares(n: int, m: int) -> np.ndarray:
        first, last = np.arange(n) * m, np.arange(1, n + 1) * m
        low, high = np.arange(m)[:, None] * n, np.arange(1, m + 1)[:, None] * n
        return np.clip(np.minimum(last, high) - np.maximum(first, low), 0, None)

    sums = np.einsum(
        "iy,yxc,jx->ijc", shares(tall, height), picture.astype(np.int64), shares(wide, width), optimize=True
    )
    expected = (sums + tall * wide // 2) // (tall * wide)
    for magic in (_magic(tall * wide), np.uint64(0)):
        out = np.empty((height, width, 4), np.uint8)
        _rows(picture, out, 0, height, magic)
        np.testing.assert_array_equal(out[..., :3], expected[..., :3])


@pytest.mark.parametrize("total", [1, 3, 640 * 480, 4000 * 3000, 4095 * 4097, 2**24 - 3])
def test_the_product_that_divides_gives_every_quotient(total: int) -> None:
    magic = int(_magic(total))
    assert magic, "sums over it fit 32 bits"
    for quotient in range(256):
        for n in {quotient * total, min((quotient + 1) * total - 1, 255 * total + total // 2)}:
            assert n * magic >> 56 == n // total
            assert n * magic < 2**64
    assert _magic(24_000_000) == 0


def test_fit_agrees_with_opencv() -> None:
    picture = np.random.default_rng(0).integers(0, 256, (300, 400, 4), np.uint8)
    ours = area_average(picture, 123, 77)[..., :3].astype(int)
    assert np.abs(ours - cv2.resize(picture, (123, 77), interpolation=cv2.INTER_AREA)[..., :3]).max() <= 1


@pytest.mark.parametrize("transfer", ["srgb", "rec709", "gamma22", "linear"])
def test_light_is_averaged_as_light(transfer: str) -> None:
    """Against float64: decode by colour-science, average, encode; within one code."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import colour
    curves = {
        "srgb": (colour.models.eotf_sRGB, colour.models.eotf_inverse_sRGB),
        "rec709": (colour.models.oetf_inverse_BT709, colour.models.oetf_BT709),
        "gamma22": (lambda v: v**2.2, lambda v: v ** (1 / 2.2)),
        "linear": (lambda v: v, lambda v: v),
    }[transfer]
    picture = np.random.default_rng(1).integers(0, 256, (60, 80, 4), np.uint8)
    mean = exact_average(curves[0](picture / 255), 17, 13)[..., :3]
    ours = area_average(picture, 17, 13, transfer)[..., :3]
    assert np.abs(ours - curves[1](mean) * 255).max() <= 1
    flat = np.repeat(np.arange(256, dtype=np.uint8), 16).reshape(256, 4, 4)
    np.testing.assert_array_equal(area_average(flat, 1, 256, transfer)[:, 0, 0], np.arange(256))


def test_enlarging_is_not_averaging() -> None:
    with pytest.raises(ValueError, match="cannot average"):
        area_average(np.zeros((4, 4, 4), np.uint8), 5, 4)


@pytest.mark.parametrize("cfa", ["RGGB", "GBRG"])
def test_raw_colours_are_the_formula(cfa: str) -> None:
    """(raw - black) / (white - black), sRGB-coded, in the filter's own channel and nowhere else."""
    frame = noisy_frame(30, 20, cfa)
    shown = raw_view(frame)[..., 2::-1]
    linear = np.clip((frame.active.astype(float) - 64) / (4095 - 64), 0, 1)
    code = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055) * 255
    for i, letter in enumerate(cfa):
        at = np.s_[i // 2 :: 2, i % 2 :: 2]
        channel = "RGB".index(letter)
        assert np.abs(shown[at][..., channel] - code[at]).max() <= 0.5 + 1e-3
        assert not np.delete(shown[at], channel, axis=-1).any()


def test_display_gain_is_a_gain_in_ev() -> None:
    frame = noisy_frame()
    assert raw_view(frame, "grey", 1.0).mean() > raw_view(frame, "grey").mean()
    assert (raw_view(frame, "grey", -8.0)[..., :3] < 30).all()


@pytest.mark.parametrize("plane", MODES[2:])
def test_one_plane_fills_its_quads(plane: str) -> None:
    """At 1:1 the four pixels of a quad show the plane's one sample, whatever the phase."""
    frame = noisy_frame(30, 20, "GRBG")
    shown, grey = raw_view(frame, plane)[..., 0], raw_view(frame, "grey")[..., 0]  # type: ignore[arg-type]
    row, column = {"Gr": (0, 0), "R": (0, 1), "B": (1, 0), "Gb": (1, 1)}[plane]
    # red stands in the odd columns of GRBG, so a quad begins there: columns 1 and 2, 3 and 4, ...
    sites = grey[row::2, 1 + (column + 1) % 2 : 29 : 2]
    np.testing.assert_array_equal(shown[:, 1:29], sites.repeat(2, 0).repeat(2, 1))


def test_below_one_to_one_each_colour_is_averaged_by_its_own_count() -> None:
    frame = noisy_frame(32, 24, "BGGR")
    full, small = raw_view(frame)[..., 2::-1].astype(float), raw_view(frame, size=(8, 6))[..., 2::-1]
    blocks = full.reshape(6, 4, 8, 4, 3).sum(axis=(1, 3))
    for channel, count in ((0, 4), (1, 8), (2, 4)):  # of 16 pixels
        assert np.abs(small[..., channel] - blocks[..., channel] / count).max() <= 0.5 + 1e-6


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_raw_view_lies_as_the_export(orientation: int) -> None:
    upright, turned = noisy_frame(30, 20), noisy_frame(30, 20, orientation=orientation)
    from tuner.core.orient import orient

    np.testing.assert_array_equal(raw_view(turned), orient(raw_view(upright), orientation))
