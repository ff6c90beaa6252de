"""Clipping: which samples of the sensor, and which codes of the picture, have run into the end of their scale.

A mask is a byte a pixel, a bit a plane or channel, of exact full-resolution pixels. Made smaller, a pixel of it has
every bit that any pixel below it has (the maximum, never the mean), so that one clipped sample stays visible.

    raw      bit p (R 1, Gr 2, Gb 4, B 8):            DN >= black + share (saturation - black)
    output   bit c (R 1, G 2, B 4): code >= high;     bit 3 + c (R 8, G 16, B 32): code <= low
    zebra    bit 0:                                   Y' code >= threshold

Source: Foi, A. (2009), Clipped noisy images, Signal Processing 89(12), 2609-2629, section 2 (clipping at black and at
saturation); the threshold below saturation allows for the noise of the clipped level.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tuner.core.display import LUMA
from tuner.core.facts import Four
from tuner.core.frame import Frame
from tuner.core.jit import kernel
from tuner.core.orient import orient

RAW_BITS = ("R", "Gr", "Gb", "B")
OUTPUT_BITS = ("R high", "G high", "B high", "R low", "G low", "B low")
NEAR = 0.98
"""Share of the way from black to saturation from which a sample counts as clipped."""
ZEBRA = 242
"""Y' code from which the zebra shows: 95 %."""


@kernel
def _raw(mosaic, oy, ox, limits, out):  # type: ignore[no-untyped-def]
    """`limits` (4,) uint32: least clipped DN of R, Gr, Gb, B; `out` (h, w) uint8."""
    h, w = out.shape
    for y in range(h):
        row, into = mosaic[oy + y][ox : ox + w], out[y]
        p, q = 2 * ((oy + y) & 1) + (ox & 1), 2 * ((oy + y) & 1) + 1 - (ox & 1)
        limit, other = limits[p], limits[q]
        bit, second = np.uint8(1 << p), np.uint8(1 << q)
        for i in range(w // 2):
            into[2 * i] = bit if np.uint32(row[2 * i]) >= limit else np.uint8(0)
            into[2 * i + 1] = second if np.uint32(row[2 * i + 1]) >= other else np.uint8(0)
        if w & 1:
            into[w - 1] = bit if np.uint32(row[w - 1]) >= limit else np.uint8(0)


@kernel
def _output(pixels, low, high, out):  # type: ignore[no-untyped-def]
    """`pixels` (h, w) uint32 0xXXRRGGBB; `low`, `high` uint32 codes."""
    h, w = out.shape
    byte, s8, s16 = np.uint32(255), np.uint32(8), np.uint32(16)
    none = np.uint8(0)
    for y in range(h):
        row, into = pixels[y], out[y]
        for x in range(w):
            p = row[x]
            b, g, r = p & byte, (p >> s8) & byte, (p >> s16) & byte
            bits = (np.uint8(1) if r >= high else none) | (np.uint8(2) if g >= high else none)
            bits |= (np.uint8(4) if b >= high else none) | (np.uint8(8) if r <= low else none)
            bits |= (np.uint8(16) if g <= low else none) | (np.uint8(32) if b <= low else none)
            into[x] = bits


@kernel
def _bright(pixels, weights, limit, out):  # type: ignore[no-untyped-def]
    """`weights` (3,) uint32 in 1/65536; `limit` uint32 Y' code."""
    h, w = out.shape
    byte, s8, s16, half = np.uint32(255), np.uint32(8), np.uint32(16), np.uint32(32768)
    kr, kg, kb = weights[0], weights[1], weights[2]
    for y in range(h):
        row, into = pixels[y], out[y]
        for x in range(w):
            p = row[x]
            b, g, r = p & byte, (p >> s8) & byte, (p >> s16) & byte
            into[x] = np.uint8(1) if (kr * r + kg * g + kb * b + half) >> s16 >= limit else np.uint8(0)


@kernel
def _any(mask, out):  # type: ignore[no-untyped-def]
    """Every pixel of `out` has the bits of all pixels of `mask` that its area touches."""
    tall, wide = mask.shape
    h, w = out.shape
    column = np.empty(wide, np.uint8)
    for i in range(h):
        column[:] = 0
        for j in range(i * tall // h, ((i + 1) * tall + h - 1) // h):
            row = mask[j]
            for x in range(wide):
                column[x] |= row[x]
        into = out[i]
        for k in range(w):
            bits = np.uint8(0)
            for x in range(k * wide // w, ((k + 1) * wide + w - 1) // w):
                bits |= column[x]
            into[k] = bits


@kernel
def _striped(mask, keep, width):  # type: ignore[no-untyped-def]
    """Only the bits of `keep` (uint8) stay on every other diagonal of `width` pixels."""
    h, w = mask.shape
    for y in range(h):
        row = mask[y]
        for x in range(w):
            if ((x + y) // width) & 1:
                row[x] &= keep


def raw_clipping(frame: Frame, share: float = NEAR, saturation: Sequence[float] | None = None) -> NDArray[np.uint8]:
    """Where the sensor clips.

    Parameters
    ----------
    share : of the way from black to saturation, 0..1; 1 is saturation itself
    saturation : DN at which R, Gr, Gb, B clip; None takes the file's

    Returns
    -------
    (h, w) uint8 bits in the order of `RAW_BITS`, oriented as exported
    """
    facts = frame.facts
    levels: Four | Sequence[float] = facts.saturation if saturation is None else saturation
    limits = [b + share * (s - b) for b, s in zip(facts.black, levels, strict=True)]
    out = np.empty((facts.height, facts.width), np.uint8)
    _raw(frame.mosaic, *frame.origin, np.ceil(np.maximum(limits, 0)).astype(np.uint32), out)
    return np.asarray(orient(out, facts.orientation), np.uint8)


def output_clipping(pixels: NDArray[np.uint8], low: int = 0, high: int = 255) -> NDArray[np.uint8]:
    """Where output codes stand at, or beyond, the ends of their scale.

    Parameters
    ----------
    pixels : (h, w, 4) uint8 B, G, R, any
    low, high : the codes that count as clipped: at most `low`, at least `high`

    Returns
    -------
    (h, w) uint8 bits in the order of `OUTPUT_BITS`
    """
    words = _words(pixels)
    out = np.empty(words.shape, np.uint8)
    _output(words, np.uint32(low), np.uint32(high), out)
    return out


def bright(pixels: NDArray[np.uint8], threshold: int = ZEBRA, standard: str = "709") -> NDArray[np.uint8]:
    """Where the zebra lies: (h, w) uint8, 1 where Y' is at least `threshold`; otherwise as `output_clipping`."""
    words = _words(pixels)
    kr, _, kb = (round(k * 65536) for k in LUMA[standard])
    out = np.empty(words.shape, np.uint8)
    _bright(words, np.array([kr, 65536 - kr - kb, kb], np.uint32), np.uint32(threshold), out)
    return out


def smaller(mask: NDArray[np.uint8], width: int, height: int) -> NDArray[np.uint8]:
    """The mask at another size, at most its own: every bit that any covered pixel has.

    Raises
    ------
    ValueError : the size is empty or larger than the mask
    """
    if not (1 <= width <= mask.shape[1] and 1 <= height <= mask.shape[0]):
        raise ValueError(f"cannot make a mask of {mask.shape[1]} x {mask.shape[0]} pixels {width} x {height}")
    out = np.empty((height, width), np.uint8)
    _any(np.ascontiguousarray(mask), out)
    return out


def striped(mask: NDArray[np.uint8], bit: int, width: int) -> None:
    """Take a bit off every other diagonal of `width` pixels, in place; the diagonals start at the mask's corner."""
    _striped(mask, np.uint8(255 - bit), width)


def _words(pixels: NDArray[np.uint8]) -> NDArray[np.uint32]:
    """(h, w) uint32, a pixel a word."""
    return np.asarray(np.ascontiguousarray(pixels).view("<u4")[..., 0])
