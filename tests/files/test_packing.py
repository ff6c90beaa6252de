"""Packings: bytes written out by hand from the standard's tables, and every packing there and back."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuner.files.packing import DEPTHS, PACKINGS, pack, unpack

BY_HAND = {
    # four 10-bit samples 0x001, 0x102, 0x203, 0x3FC: high 8 bits, then low bits P4 P3 P2 P1
    "mipi10": ([0x001, 0x102, 0x203, 0x3FC], [0x00, 0x40, 0x80, 0xFF, 0b00_11_10_01]),
    "mipi10-old": ([0x001, 0x102, 0x203, 0x3FC], [0x00, 0x40, 0x80, 0xFF, 0b01_10_11_00]),
    "mipi12": ([0xABC, 0x123], [0xAB, 0x12, 0x3C]),
    # low six bits 0x01, 0x3F, 0x2A, 0x15, packed from the lowest bit on
    "mipi14": (
        [0x0001, 0x007F, 0x00AA, 0x3FD5],
        [0x00, 0x01, 0x02, 0xFF, 0b11_000001, 0b1010_1111, 0b010101_10],
    ),
}


@pytest.mark.parametrize("name", BY_HAND)
def test_bytes_are_those_of_the_standard(name: str) -> None:
    samples, packed = BY_HAND[name]
    assert pack(np.array([samples], np.uint16), name, 0).tolist() == [packed]
    assert unpack(np.array([packed], np.uint8), name, 0).tolist() == [samples]


@pytest.mark.parametrize(
    ("name", "packed"),
    [("u16", [0x34, 0x02]), ("u16be", [0x02, 0x34]), ("u16msb", [0x00, 0x8D]), ("u16msbbe", [0x8D, 0x00])],
)
def test_byte_order_and_alignment(name: str, packed: list[int]) -> None:
    """0x234 of 10 bits; in the high bits it is 0x8D00."""
    assert pack(np.array([[0x234]], np.uint16), name, 10).tolist() == [packed]
    assert unpack(np.array([packed], np.uint8), name, 10).tolist() == [[0x234]]


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_every_packing_comes_back(data: st.DataObject) -> None:
    """Any width, also one that fills no whole group, at every depth a packing has."""
    name = data.draw(st.sampled_from(sorted(PACKINGS)))
    bits = PACKINGS[name].bits or data.draw(st.sampled_from(DEPTHS))
    height, width = data.draw(st.integers(1, 5)), data.draw(st.integers(1, 19))
    seed = data.draw(st.integers(0, 2**31))
    samples = np.random.default_rng(seed).integers(0, 1 << bits, (height, width)).astype(np.uint16)
    rows = pack(samples, name, bits)
    assert rows.shape == (height, PACKINGS[name].row_bytes(width))
    np.testing.assert_array_equal(unpack(rows, name, bits)[:, :width], samples)


def test_the_two_orders_of_low_bits_differ() -> None:
    samples = np.arange(64, dtype=np.uint16).reshape(4, 16)
    assert (pack(samples, "mipi10", 10) != pack(samples, "mipi10-old", 10)).any()
