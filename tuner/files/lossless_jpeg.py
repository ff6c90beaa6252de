"""Lossless JPEG out: a mosaic as tiles of process 14 with the first predictor, as DNG converters write it.

A row's samples are dealt to as many components as the filter array has columns, so that each is predicted by the sample
of its own colour at its left, the first of a row by the one above. Predictor 1 is the only one that every reader takes
(RawSpeed refuses the others). All tiles share one Huffman table, counted on every eighth row. What lies beyond the
mosaic is coded as no difference.

Source: ITU-T T.81 (1992), annex H (lossless mode: H.1.2.1 prediction, H.1.2.2 categories of differences), annex K.2
(a Huffman code without the word of ones alone), B.1.1.5 (zero byte behind FF); Adobe (2023), Digital Negative
Specification 1.7.1, "Compression".
"""

from __future__ import annotations

import heapq
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from tuner.core.jit import kernel

PRECISION = 16  # bits a sample
COUNTED = 8  # rows, of which one is counted
MOST = 65535  # samples a side that the frame header can state
_CATEGORIES = PRECISION + 1  # of differences: bits of the magnitude
_RAREST = (
    1 / 1024
)  # a share a category is given at least; keeps every word within 16 bits, and codes what was not counted
_WORST = 8  # bytes a sample at the most: 31 bits, each byte perhaps with a zero behind it

Words = tuple[NDArray[np.uint32], NDArray[np.uint8]]
"""Word and its length in bits, by difference modulo 2^16."""


@dataclass(frozen=True)
class Layout:
    """How a mosaic is cut.

    Attributes
    ----------
    rows, columns : of a tile; the last ones may reach beyond the mosaic
    components : a row is dealt to; divides `columns`
    """

    rows: int
    columns: int
    components: int


def encode_tiles(mosaic: NDArray[np.uint16], layout: Layout, threads: int = 1) -> list[bytes]:
    """Every tile as a JPEG of its own, row by row from the top left.

    Parameters
    ----------
    mosaic : (height, width) uint16
    threads : that work on it; their number changes no byte
    """
    height, width = mosaic.shape
    mosaic = np.require(mosaic, np.uint16, ["C", "W"])  # a kernel is compiled once more for what may not be written
    counts = np.zeros(_CATEGORIES, np.int64)
    _count(mosaic, layout.components, COUNTED, _differences()[1], counts)
    lengths = _code_lengths(counts.tolist())
    words, bits = _words(lengths)
    head, end = _head(layout, lengths), b"\xff\xd9"

    def row_of_tiles(top: int) -> list[bytes]:
        out = np.empty(_WORST * layout.rows * layout.columns + _WORST, np.uint8)
        made = []
        for left in range(0, width, layout.columns):
            n = _encode(mosaic, top, left, layout.rows, layout.columns, layout.components, words, bits, out)
            made.append(head + out[:n].tobytes() + end)
        return made

    tops = range(0, height, layout.rows)
    if len(tops) == 1:
        return row_of_tiles(0)
    with ThreadPoolExecutor(threads) as pool:
        return [tile for row in pool.map(row_of_tiles, tops) for tile in row]


def _code_lengths(counts: list[int]) -> list[tuple[int, int]]:
    """(length of its word in bits, category), shortest first; never the word of ones alone.

    Notes
    -----
    Eighteen weights whose sum is at most 2084 times the least: Huffman's tree is then at most 15 deep, as one that is d
    deep needs Fibonacci(d + 2) times the least.
    """
    least = max(sum(counts) * _RAREST, 1.0)
    # the last stands for the word of ones: as it weighs least, none is longer
    weights = [*(max(float(n), least) for n in counts), least / 2]
    heap = [(weight, i, [i]) for i, weight in enumerate(weights)]
    heapq.heapify(heap)
    lengths = [0] * len(weights)
    while len(heap) > 1:
        (a, first, left), (b, _, right) = heapq.heappop(heap), heapq.heappop(heap)
        for i in left + right:
            lengths[i] += 1
        heapq.heappush(heap, (a + b, first, left + right))
    by_weight = sorted(range(len(weights)), key=lambda i: (-weights[i], i))
    return [(length, i) for length, i in zip(sorted(lengths), by_weight, strict=True) if i < _CATEGORIES]


@cache
def _differences() -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
    """The signed difference of each 16-bit pattern, and its category."""
    signed = np.arange(1 << PRECISION)
    signed[signed > 1 << 15] -= 1 << PRECISION
    magnitudes = np.abs(signed)
    return signed, np.searchsorted(1 << np.arange(PRECISION), magnitudes, side="right").astype(np.uint8)


def _words(lengths: list[tuple[int, int]]) -> Words:
    """The category's word with the difference's own bits behind it."""
    signed, sizes = _differences()
    code, before = 0, lengths[0][0]
    prefixes, longs = np.zeros((2, _CATEGORIES), np.int64)
    for length, category in lengths:
        code <<= length - before
        prefixes[category], longs[category] = code, length
        code, before = code + 1, length
    own = np.where(sizes == PRECISION, 0, sizes).astype(np.int64)  # 32768 is alone in its category
    bits = np.where(signed < 0, signed + (1 << own) - 1, signed) & ((1 << own) - 1)
    return (prefixes[sizes] << own | bits).astype(np.uint32), (longs[sizes] + own).astype(np.uint8)


def _head(layout: Layout, lengths: list[tuple[int, int]]) -> bytes:
    """Everything in front of the coded samples."""
    names = range(layout.components)
    each = [sum(length == n for length, _ in lengths) for n in range(1, 17)]
    frame = [PRECISION, *divmod(layout.rows, 256), *divmod(layout.columns // layout.components, 256), len(names)]
    return (
        b"\xff\xd8"
        + _segment(0xC3, [*frame, *(v for name in names for v in (name, 0x11, 0))])
        + _segment(0xC4, [0, *each, *(category for _, category in lengths)])
        + _segment(0xDA, [len(names), *(v for name in names for v in (name, 0)), 1, 0, 0])
    )


def _segment(marker: int, body: list[int]) -> bytes:
    return bytes([0xFF, marker, *divmod(len(body) + 2, 256), *body])


@kernel
def _count(mosaic, components, step, sizes, counts):  # type: ignore[no-untyped-def]
    """How often each category comes, on one row of `step`."""
    for y in range(0, mosaic.shape[0], step):
        row = mosaic[y]
        for x in range(components, mosaic.shape[1]):
            counts[sizes[(int(row[x]) - int(row[x - components])) & 0xFFFF]] += 1


@kernel
def _encode(mosaic, top, left, rows, columns, components, words, bits, out):  # type: ignore[no-untyped-def]
    """One tile's samples as entropy-coded bytes; returns how many. `held` are the bits that fill no four bytes yet."""
    tall, wide = min(rows, mosaic.shape[0] - top), min(columns, mosaic.shape[1] - left)
    at, held, n = 0, 0, 0
    for y in range(rows):
        row = mosaic[min(top + y, top + tall - 1)][left : left + wide]  # of rows beyond the mosaic none is looked at
        above = mosaic[max(min(top + y, top + tall) - 1, 0)][left : left + wide]
        for x in range(columns):
            difference = 0
            if y < tall and x < wide:
                if x >= components:
                    predicted = int(row[x - components])
                elif y > 0:
                    predicted = int(above[x])
                else:
                    predicted = 32768
                difference = (int(row[x]) - predicted) & 0xFFFF
            held = (held << int(bits[difference])) | int(words[difference])
            n += int(bits[difference])
            if n >= 32:
                n -= 32
                at = _put(out, at, held >> n)
                held &= (1 << n) - 1
    while n > 0:  # the last byte is filled with ones
        byte = ((held << 8) | 0xFF) >> n & 0xFF
        at = _put_byte(out, at, byte)
        n -= 8
    return at


@kernel
def _put(out, at, word):  # type: ignore[no-untyped-def]
    """Four bytes; returns where the next one goes."""
    if ((word & 0x7F7F7F7F) + 0x01010101) & word & 0x80808080:  # one of them is FF
        for shift in (24, 16, 8, 0):
            at = _put_byte(out, at, (word >> shift) & 0xFF)
        return at
    out[at] = word >> 24
    out[at + 1] = (word >> 16) & 0xFF
    out[at + 2] = (word >> 8) & 0xFF
    out[at + 3] = word & 0xFF
    return at + 4


@kernel
def _put_byte(out, at, byte):  # type: ignore[no-untyped-def]
    """One byte, with a zero behind FF; returns where the next one goes."""
    out[at] = byte
    if byte == 0xFF:
        out[at + 1] = 0
        return at + 2
    return at + 1
