"""Packings: how the samples of a bare sensor dump lie in its bytes.

    u8                 one byte a sample
    u16, u16be         two bytes, little or big endian, the sample in the low bits
    u16msb, u16msbbe   the same, the sample in the high bits
    mipi10             4 samples in 5 bytes: their high 8 bits each, then a byte of low bits, P4 P3 P2 P1 from bit 7 on
    mipi10-old         the same, the low bits the other way round: P1 P2 P3 P4
    mipi12             2 samples in 3 bytes: high 8 bits each, then P2's and P1's low 4 bits
    mipi14             4 samples in 7 bytes: high 8 bits each, then 3 bytes of low 6 bits, P1's in the lowest

A row begins on a byte and is filled up to whole groups of samples.

Source: MIPI Alliance (2014), CSI-2 specification 1.2, section 11.4; Linux kernel, "Media subsystem user space API", 2.7
(tables of V4L2_PIX_FMT_SRGGB10P, 12P and 14P); the reversed order of low bits stood in earlier prints of the same table.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
Samples = NDArray[np.uint16]

DEPTHS = (8, 10, 12, 14, 16)
"""Bits of a sample that sensors write."""


@dataclass(frozen=True)
class Packing:
    """One way of laying out samples.

    Attributes
    ----------
    name : as flags, sidecars and file names spell it
    group : samples that lie together
    size : bytes of a group
    bits : significant bits of a sample, where the packing decides them; 0 where it does not
    """

    name: str
    group: int
    size: int
    bits: int = 0

    def row_bytes(self, width: int) -> int:
        """Bytes of a row of so many samples, filled up to whole groups."""
        return -(-width // self.group) * self.size

    def fits(self, bits: int) -> bool:
        """Whether samples of so many significant bits can be packed like this."""
        return bits == self.bits if self.bits else bits in DEPTHS


PACKINGS: dict[str, Packing] = {
    packing.name: packing
    for packing in (
        Packing("u8", 1, 1, 8),
        Packing("u16", 1, 2),
        Packing("u16be", 1, 2),
        Packing("u16msb", 1, 2),
        Packing("u16msbbe", 1, 2),
        Packing("mipi10", 4, 5, 10),
        Packing("mipi10-old", 4, 5, 10),
        Packing("mipi12", 2, 3, 12),
        Packing("mipi14", 4, 7, 14),
    )
}


def unpack(rows: Bytes, packing: str, bits: int) -> Samples:
    """Samples of packed rows.

    Parameters
    ----------
    rows : (height, bytes) uint8, whole groups in each row
    bits : significant bits of a sample; counts only where the packing leaves it open

    Returns
    -------
    (height, samples) uint16, DN in the low bits; as many samples as fill the groups
    """
    if packing == "u8":
        return rows.astype(np.uint16)
    if packing.startswith("u16"):
        order = ">u2" if packing.endswith("be") else "<u2"
        samples = np.ascontiguousarray(rows).view(order).astype(np.uint16)
        return samples >> np.uint16(16 - bits) if "msb" in packing else samples
    chosen = PACKINGS[packing]
    groups = rows.reshape(len(rows), -1, chosen.size).astype(np.uint16)
    low = _low_bits(groups[..., chosen.group :], packing)
    high = groups[..., : chosen.group] << np.uint16(chosen.bits - 8)
    return np.asarray(high | low, np.uint16).reshape(len(rows), -1)


def pack(samples: Samples, packing: str, bits: int) -> Bytes:
    """The inverse of `unpack`; samples beside the last whole group are filled up with zeros.

    Parameters
    ----------
    samples : (height, width) uint16, below 2**bits
    """
    if packing == "u8":
        return samples.astype(np.uint8)
    if packing.startswith("u16"):
        shifted = samples << np.uint16(16 - bits) if "msb" in packing else samples
        return np.ascontiguousarray(shifted, ">u2" if packing.endswith("be") else "<u2").view(np.uint8)
    chosen = PACKINGS[packing]
    height, width = samples.shape
    filled = np.zeros((height, -(-width // chosen.group) * chosen.group), np.uint16)
    filled[:, :width] = samples
    groups = filled.reshape(height, -1, chosen.group)
    low = groups & np.uint16((1 << (chosen.bits - 8)) - 1)
    packed = np.concatenate([groups >> np.uint16(chosen.bits - 8), _from_low_bits(low, packing)], axis=2)
    return packed.astype(np.uint8).reshape(height, -1)


def _low_bits(tail: Samples, packing: str) -> Samples:
    """(..., group) low bits of a group's samples, from the bytes behind their high bits."""
    if packing == "mipi14":
        word = (
            tail[..., 0].astype(np.uint32) | tail[..., 1].astype(np.uint32) << 8 | tail[..., 2].astype(np.uint32) << 16
        )
        return np.stack([(word >> (6 * i)) & 63 for i in range(4)], axis=-1).astype(np.uint16)
    return np.stack([(tail[..., 0] >> np.uint16(s)) & np.uint16(m) for s, m in _places(packing)], axis=-1)


def _from_low_bits(low: Samples, packing: str) -> Samples:
    """The bytes that hold the low bits of groups."""
    if packing == "mipi14":
        word = sum((low[..., i].astype(np.uint32) << (6 * i) for i in range(4)), np.zeros(low.shape[:-1], np.uint32))
        return np.stack([(word >> (8 * i)) & 255 for i in range(3)], axis=-1).astype(np.uint16)
    word16 = np.zeros(low.shape[:-1], np.uint16)
    for i, (shift, _) in enumerate(_places(packing)):
        word16 |= low[..., i] << np.uint16(shift)
    return word16[..., None]


def _places(packing: str) -> tuple[tuple[int, int], ...]:
    """(shift, mask) of each sample's low bits in the one byte that holds them."""
    if packing == "mipi12":
        return (0, 15), (4, 15)
    shifts = (6, 4, 2, 0) if packing == "mipi10-old" else (0, 2, 4, 6)
    return tuple((shift, 3) for shift in shifts)
