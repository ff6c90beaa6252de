"""Scopes: how often each code stands in a picture, counted from the exact pixels that are shown.

Every pixel of the area is counted, none is estimated: the counts of a scope add up to the area's pixels. Arithmetic is
in whole numbers, so that a scope is the same on every machine:

    Y' = (Kr R + Kg G + Kb B + 2^15) >> 16        with Kr + Kg + Kb = 2^16
    Cb = (B - Y') / (2 (1 - Kb)) + 128, Cr likewise   as one row of whole numbers each, which sum to 0

so a grey has its own code as luma and lies exactly in the middle of the vectorscope. Counting runs in four histograms
in turn, because two pixels of the same code in a row would wait for each other's memory.

Source: ITU-R BT.601-7 (2011), items 2.5.1 and 2.5.2; ITU-R BT.709-6 (2015), items 3.2 and 3.3 (luma and colour
differences); Poynton, C. (2012), Digital Video and HD, 2nd ed., chapters 24 and 28 (75 % bars, the I axis at 123
degrees, which skin lies near).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from tuner.core.display import LUMA
from tuner.core.jit import kernel
from tuner.core.orient import Rect

Kind = Literal["histogram", "waveform", "parade", "vectorscope"]
KINDS: tuple[Kind, ...] = get_args(Kind)
CHANNELS = ("R", "G", "B", "Y′")
COLUMNS = 512
"""Columns of a waveform at most: more than a panel has."""
SKIN_DEGREES = 123.0
"""Direction of the I axis, counted from +Cb towards +Cr."""
BARS = 0.75
"""Amplitude of the colour targets."""

_ONE = 1 << 16
_TURNS = 4


@dataclass(frozen=True, eq=False)
class Histogram:
    """Pixels at each code.

    Attributes
    ----------
    counts : (4, 256) int64: R, G, B, Y'
    area : the counted rectangle of the picture as exported
    standard : luma weights: "601" or "709"
    """

    counts: NDArray[np.int64]
    area: Rect
    standard: str


@dataclass(frozen=True, eq=False)
class Waveform:
    """Pixels at each code, column by column of the picture.

    Attributes
    ----------
    counts : (n, 256, columns) int64; n = 1: Y', n = 3: R, G, B; row 0 is code 0, column c holds the picture's columns
        x with x * columns // width == c
    area, standard : as of a histogram
    """

    counts: NDArray[np.int64]
    area: Rect
    standard: str


@dataclass(frozen=True, eq=False)
class Vectorscope:
    """Pixels at each colour difference.

    Attributes
    ----------
    counts : (256, 256) int64: row Cr, column Cb, both full range with 128 in the middle
    area, standard : as of a histogram
    """

    counts: NDArray[np.int64]
    area: Rect
    standard: str


Scope = Histogram | Waveform | Vectorscope


@kernel
def _codes(pixels, top, left, h, w, weights, where, counts):  # type: ignore[no-untyped-def]
    """`pixels` (H, W) uint32 0xXXRRGGBB; `weights` (3,) int32; `where` (4, w) uint8 scratch; `counts` (4, 4 turns, 256)
    uint32: R, G, B, Y'.
    """
    kr, kg, kb = np.uint32(weights[0]), np.uint32(weights[1]), np.uint32(weights[2])
    byte, half, one = np.uint32(255), np.uint32(32768), np.uint32(1)
    s8, s16 = np.uint32(8), np.uint32(16)
    red, green, blue, luma = where[0], where[1], where[2], where[3]
    for y in range(h):
        row = pixels[top + y][left : left + w]
        for x in range(w):
            p = row[x]
            b, g, r = p & byte, (p >> s8) & byte, (p >> s16) & byte
            red[x], green[x], blue[x] = np.uint8(r), np.uint8(g), np.uint8(b)
            luma[x] = np.uint8((kr * r + kg * g + kb * b + half) >> s16)
        for c in range(4):
            at, c0, c1, c2, c3 = where[c], counts[c, 0], counts[c, 1], counts[c, 2], counts[c, 3]
            for i in range(w // 4):
                c0[at[4 * i]] += one
                c1[at[4 * i + 1]] += one
                c2[at[4 * i + 2]] += one
                c3[at[4 * i + 3]] += one
            for x in range(w // 4 * 4, w):
                c0[at[x]] += one


@kernel
def _columns(pixels, top, left, h, w, weights, column, where, counts):  # type: ignore[no-untyped-def]
    """`column` (w,) uint32: 256 times the column; `where` (1 or 3, w) uint32 scratch; `counts` (1 or 3, columns * 256)
    uint32. Four parts of the row are counted in turn: neighbours often fall on the same count.
    """
    kr, kg, kb = np.uint32(weights[0]), np.uint32(weights[1]), np.uint32(weights[2])
    byte, half, one = np.uint32(255), np.uint32(32768), np.uint32(1)
    s8, s16 = np.uint32(8), np.uint32(16)
    quarter = w // 4
    for y in range(h):
        row = pixels[top + y][left : left + w]
        if counts.shape[0] == 1:
            at = where[0]
            for x in range(w):
                p = row[x]
                b, g, r = p & byte, (p >> s8) & byte, (p >> s16) & byte
                at[x] = column[x] + np.uint32((kr * r + kg * g + kb * b + half) >> s16)
        else:
            red, green, blue = where[0], where[1], where[2]
            for x in range(w):
                p = row[x]
                red[x] = column[x] + ((p >> s16) & byte)
                green[x] = column[x] + ((p >> s8) & byte)
                blue[x] = column[x] + (p & byte)
        for c in range(counts.shape[0]):
            found = counts[c]
            q0, q1 = where[c][:quarter], where[c][quarter : 2 * quarter]
            q2, q3 = where[c][2 * quarter : 3 * quarter], where[c][3 * quarter : 4 * quarter]
            rest = where[c][4 * quarter :]
            for i in range(quarter):
                found[q0[i]] += one
                found[q1[i]] += one
                found[q2[i]] += one
                found[q3[i]] += one
            for i in range(w - 4 * quarter):
                found[rest[i]] += one


@kernel
def _chroma(pixels, top, left, h, w, matrix, where, counts):  # type: ignore[no-untyped-def]
    """`matrix` (2, 3) int32: Cb and Cr of R, G, B; `where` (w,) uint16 scratch; `counts` (2, 65536) uint32: in
    two turns, which caches still hold.
    """
    even, odd, one = counts[0], counts[1], np.uint32(1)
    br, bg, bb = matrix[0, 0], matrix[0, 1], matrix[0, 2]
    rr, rg, rb = matrix[1, 0], matrix[1, 1], matrix[1, 2]
    middle = np.int32((128 << 16) + (1 << 15))
    for y in range(h):
        row = pixels[top + y][left : left + w]
        for x in range(w):
            p = np.int32(row[x] & np.uint32(0xFFFFFF))
            b, g, r = p & np.int32(255), (p >> np.int32(8)) & np.int32(255), p >> np.int32(16)
            cb = min((br * r + bg * g + bb * b + middle) >> np.int32(16), np.int32(255))
            cr = min((rr * r + rg * g + rb * b + middle) >> np.int32(16), np.int32(255))
            where[x] = np.uint16((cr << np.int32(8)) | cb)
        for i in range(w // 4):
            even[where[4 * i]] += one
            odd[where[4 * i + 1]] += one
            even[where[4 * i + 2]] += one
            odd[where[4 * i + 3]] += one
        for x in range(w // 4 * 4, w):
            even[where[x]] += one


def histogram(pixels: NDArray[np.uint8], area: Rect | None = None, standard: str = "709") -> Histogram:
    """Count the codes of R, G, B and Y'.

    Parameters
    ----------
    pixels : (h, w, 4) uint8 B, G, R, any: output codes at full resolution
    area : rectangle of `pixels`; None is all
    standard : luma weights: "601" or "709"

    Raises
    ------
    ValueError : the area is empty or does not lie inside the picture
    """
    words, area = _words(pixels), _inside(pixels, area)
    counts, where = np.zeros((4, _TURNS, 256), np.uint32), np.empty((4, area.w), np.uint8)
    _codes(words, area.y, area.x, area.h, area.w, _luma(standard), where, counts)
    return Histogram(counts.sum(axis=1, dtype=np.int64), area, standard)


def waveform(
    pixels: NDArray[np.uint8],
    area: Rect | None = None,
    standard: str = "709",
    parade: bool = False,
    columns: int = COLUMNS,
) -> Waveform:
    """Count the codes of every column: of Y', or as a parade of R, G and B; otherwise as `histogram`."""
    words, area = _words(pixels), _inside(pixels, area)
    columns = min(columns, area.w)
    column = (np.arange(area.w, dtype=np.int64) * columns // area.w * 256).astype(np.uint32)
    counts = np.zeros((3 if parade else 1, columns * 256), np.uint32)
    where = np.empty((len(counts), area.w), np.uint32)
    _columns(words, area.y, area.x, area.h, area.w, _luma(standard), column, where, counts)
    return Waveform(counts.reshape(-1, columns, 256).swapaxes(1, 2).astype(np.int64), area, standard)


def vectorscope(pixels: NDArray[np.uint8], area: Rect | None = None, standard: str = "709") -> Vectorscope:
    """Count the colour differences Cb, Cr; otherwise as `histogram`."""
    words, area = _words(pixels), _inside(pixels, area)
    counts = np.zeros((2, 65536), np.uint32)
    _chroma(words, area.y, area.x, area.h, area.w, _differences(standard), np.empty(area.w, np.uint16), counts)
    return Vectorscope(counts.sum(axis=0, dtype=np.int64).reshape(256, 256), area, standard)


def scope(kind: Kind, pixels: NDArray[np.uint8], area: Rect | None = None, standard: str = "709") -> Scope:
    """A scope by its name."""
    if kind == "histogram":
        return histogram(pixels, area, standard)
    if kind == "vectorscope":
        return vectorscope(pixels, area, standard)
    return waveform(pixels, area, standard, parade=kind == "parade")


def targets(standard: str = "709", amplitude: float = BARS) -> dict[str, tuple[float, float]]:
    """{name: (Cb, Cr)} of the primaries and secondaries at an amplitude, in bins of the vectorscope."""
    colours = {"R": (1, 0, 0), "Yl": (1, 1, 0), "G": (0, 1, 0), "Cy": (0, 1, 1), "B": (0, 0, 1), "Mg": (1, 0, 1)}
    matrix = _differences(standard) / _ONE
    found = {name: matrix @ np.array(rgb) * amplitude * 255 + 128 for name, rgb in colours.items()}
    return {name: (float(cb), float(cr)) for name, (cb, cr) in found.items()}


def skin_line(length: float = 100.0) -> tuple[float, float]:
    """(Cb, Cr) of the skin line's end in bins of the vectorscope; it begins in the middle."""
    angle = radians(SKIN_DEGREES)
    return 128 + length * cos(angle), 128 + length * sin(angle)


def _luma(standard: str) -> NDArray[np.int32]:
    """(3,) weights of R, G, B in 1/65536, which sum to one; green takes what rounding leaves."""
    kr, _, kb = (round(k * _ONE) for k in LUMA[standard])
    return np.array([kr, _ONE - kr - kb, kb], np.int32)


def _differences(standard: str) -> NDArray[np.int32]:
    """(2, 3) rows Cb, Cr of R, G, B in 1/65536, each of which sums to zero."""
    kr, _, kb = LUMA[standard]
    red, blue = round(-kr / (1 - kb) * _ONE / 2), round(-kb / (1 - kr) * _ONE / 2)
    half = _ONE // 2
    return np.array([[red, -half - red, half], [half, -half - blue, blue]], np.int32)


def _words(pixels: NDArray[np.uint8]) -> NDArray[np.uint32]:
    """(h, w) uint32, a pixel a word."""
    if pixels.dtype != np.uint8 or pixels.ndim != 3 or pixels.shape[2] != 4:
        raise ValueError(f"a scope counts (h, w, 4) uint8 pixels, not {pixels.shape} {pixels.dtype}")
    return np.asarray(np.ascontiguousarray(pixels).view("<u4")[..., 0])


def _inside(pixels: NDArray[np.uint8], area: Rect | None) -> Rect:
    h, w = pixels.shape[:2]
    area = area or Rect(0, 0, w, h)
    if area.w < 1 or area.h < 1 or area.x < 0 or area.y < 0 or area.x + area.w > w or area.y + area.h > h:
        raise ValueError(f"the area {area.x},{area.y},{area.w},{area.h} does not lie inside {w} x {h} pixels")
    return area
