"""Strides a dump may have: those that divide its bytes into rows which are alike.

The size behind a header leaves a few dozen of them. Whether rows are alike is asked of the bytes themselves, as it does
not depend on how samples are packed in them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from tuner.files.layout import Given
from tuner.files.packing import PACKINGS

Bytes = NDArray[np.uint8]

TRIED = ("u8", "u16", "u16be", "mipi10", "mipi12", "mipi14")
"""Packings that are tried; byte alignment and the order of low bits are told apart afterwards."""
SIDES = (64, 16384)
"""Least and most samples of a row."""
ASPECTS = (0.5, 4.0)
"""Least and most width over height."""
PROBE = 300_000
"""Samples that a reading is judged by."""
HEADER_COST = 0.12
"""Of a header, in units of roughness: one is only believed where it makes rows much more alike."""
STRIDES = 14  # that are looked at closely
OFFSETS = (0, 16, 32, 48, 64, 96, 128, 256, 512, 1024, 2048, 4096)
"""Sizes of headers that are tried, bytes."""
LEAST_ROWS = 48


def middle(data: Bytes, count: int) -> Bytes:
    """So many bytes from the middle, or all there are."""
    start = max(0, (data.size - count) // 4 * 2)  # a multiple of two bytes: pairs stay pairs
    return data[start : start + count]


def strides(data: Bytes, size: int, known: Given) -> list[tuple[int, int]]:
    """(stride, offset) pairs at which rows of bytes are most alike."""
    if known.stride:
        return [(known.stride, o) for o in _offsets(known)]
    if known.width and known.height:  # the size tells the packing, or nearly
        return sorted({place for o in _offsets(known) for place in _for_size(size, o, known.width, known.height)})
    probe = np.sqrt(middle(data, 2 * PROBE).astype(np.float32))
    judged: dict[int, float] = {}
    places: list[tuple[float, int, int]] = []
    for offset in _offsets(known):
        for stride in _divisors(size - offset, known):
            if stride not in judged:
                judged[stride] = _shear(probe, stride)
            places.append((judged[stride] + (HEADER_COST if offset else 0.0), stride, offset))
    return [(stride, offset) for _, stride, offset in sorted(places)[:STRIDES]]


def _offsets(known: Given) -> Iterable[int]:
    return OFFSETS if known.offset is None else (known.offset,)


def _for_size(size: int, offset: int, width: int, height: int) -> Iterator[tuple[int, int]]:
    """Strides of rows of a known width, for a known height: padded or not, of every packing whose bytes fit."""
    stride, rest = divmod(size - offset, height)
    if rest == 0 and size > offset:
        yield stride, offset
    for packing in {PACKINGS[name].row_bytes(width) for name in TRIED}:
        frames, rest = divmod(size - offset, packing * height)
        if rest == 0 and frames >= 1:
            yield packing, offset


def _divisors(size: int, known: Given) -> Iterator[int]:
    """Strides that divide the bytes behind a header into rows."""
    if known.height:
        if size > 0 and size % known.height == 0:
            yield size // known.height
        return
    for stride in range(SIDES[0], 2 * SIDES[1] + 1):
        rows = size // stride
        if size % stride == 0 and rows >= LEAST_ROWS and ASPECTS[0] <= stride / rows <= 2 * ASPECTS[1]:
            yield stride


def _shear(probe: NDArray[np.float32], stride: int) -> float:
    """Difference of bytes one, two or four rows apart, whichever is least."""
    return min(
        (
            float(np.abs(probe[by:] - probe[:-by]).mean())
            for by in (2 * stride, 4 * stride, stride)
            if by < probe.size / 2
        ),
        default=np.inf,
    )
