"""The guesser: what a bare dump may be, best first; it proposes and never decides.

The file's size leaves a few dozen strides for each packing. The strides at which rows are most alike are kept; for
each, every packing is tried and judged by how smooth the samples are (`guess_evidence`). Depth and alignment follow from
the bits that are used, the filter array from which neighbours are alike, levels from the histogram. What is known
already (by flags, sidecar, name) only narrows the search.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tuner.files import guess_evidence as evidence
from tuner.files.atomic import reading
from tuner.files.errors import FileError
from tuner.files.guess_strides import ASPECTS, HEADER_COST, OFFSETS, PROBE, SIDES, TRIED, Bytes, middle, strides
from tuner.files.layout import QUAD, Given
from tuner.files.layout_faults import SIZE_OF_FILE, LayoutFault
from tuner.files.packing import PACKINGS, Samples, unpack

MOST_BYTES = 64 << 20  # of a file that are looked at; the middle of the first frame is among them
MOST = 8
"""Candidates told."""
MOST_BANDS, MOST_SEEN = 16, 4_000_000  # bands, and bytes, in which colours and levels are looked at
READINGS = 4  # that are told; each may have several filter arrays
LONG_HEADER_COST = 1e-5  # a byte of it: a header longer by whole rows fits as well
PADDING_COST = 0.02  # of padded rows, of a shape that is not usual: a little, in units of roughness
SHAPE_COST = 0.04
UPRIGHT_COST = 0.03  # of a picture higher than wide, as sensors are not
BLANK_COST = 0.03  # behind a header, of a first row that is one number: it is the header's end
USUAL_COST = 0.06  # of several such rows, where with them the header is of a usual size
ORDER_COST = 2.0  # of a byte order that looks like the wrong one
SHAPES = (4 / 3, 3 / 2, 16 / 9, 1.0, 5 / 4)
PLAUSIBLE = 1.2  # roughness of a picture, at most
SHARPNESS = 8.0  # how fast belief falls with roughness


@dataclass(frozen=True)
class Candidate:
    """One reading of a dump.

    Attributes
    ----------
    layout : complete, levels included
    belief : 0..1; those of all candidates that were looked at add up to 1
    reasons : what speaks for it, a few words each
    roughness : of neighbours along rows and down columns together; 0 smooth, 2 noise
    """

    layout: Given
    belief: float
    reasons: tuple[str, ...]
    roughness: float

    @property
    def share(self) -> str:
        """The belief in words."""
        return f"{100 * self.belief:.0f} %" if self.belief >= 0.005 else "< 1 %"

    @property
    def plausible(self) -> bool:
        """Whether neighbours are alike, as they are in pictures; not so in a dark frame, nor in what is no picture."""
        return self.roughness < PLAUSIBLE


@dataclass(frozen=True)
class _Reading:
    """A stride and a packing, judged."""

    stride: int
    offset: int
    packing: str
    width: int
    height: int
    cost: float
    smooth: evidence.Smoothness


def guess_file(path: Path, known: Given = Given()) -> tuple[Candidate, ...]:
    """The candidates for a file, best first.

    Raises
    ------
    FileError : missing, unreadable, empty, or of a size that fits no picture
    """
    with reading(path, "a sensor dump") as file:
        size = file.seek(0, 2)
        file.seek(0)
        data = np.frombuffer(file.read(min(size, MOST_BYTES)), np.uint8)
    if not size:
        raise FileError(path, "is empty (0 bytes)", "copy it again")
    found = guess(data, size, known)
    if not found:
        raise LayoutFault(path, _fits_nothing(size, known), SIZE_OF_FILE)
    return found


def _fits_nothing(size: int, known: Given) -> str:
    """What is wrong with a size, and which sizes were expected, where that is known."""
    if known.width and known.height:
        names = (known.packing,) if known.packing else ("u8", "u16", "mipi10", "mipi12", "mipi14")
        sizes = (f"{(known.stride or PACKINGS[n].row_bytes(known.width)) * known.height} bytes in {n}" for n in names)
        return f"holds {size} bytes, where {known.width} x {known.height} takes {', '.join(sizes)}"
    if known.stated:
        return f"holds {size} bytes, which fit no sensor dump with {known.words}"
    return f"holds {size} bytes, which fit no sensor dump"


def guess(data: Bytes, size: int, known: Given = Given()) -> tuple[Candidate, ...]:
    """The candidates, best first, at most `MOST`; none where the size fits no picture.

    Parameters
    ----------
    data : the file's bytes, or its beginning
    size : the file's length, bytes
    known : what is known already; no candidate contradicts it
    """
    places = strides(data, size, known)
    pairs = evidence.two_bytes(middle(data, PROBE))
    readings = sorted((r for p in places for r in _readings(data, size, *p, known, pairs)), key=lambda r: r.cost)
    if not readings:
        return ()
    weights = np.exp(-SHARPNESS * np.array([r.cost - readings[0].cost for r in readings]))
    shares = (weights / weights.sum()).tolist()
    found = [
        c for r, share in zip(readings[:READINGS], shares, strict=False) for c in _candidates(data, r, share, known)
    ]
    found.sort(key=lambda c: -c.belief)
    return tuple(found[:MOST])


def _readings(data: Bytes, size: int, stride: int, offset: int, known: Given, pairs: bool) -> Iterator[_Reading]:
    """Every packing in which rows of that stride can be read."""
    rows = known.height or (size - offset) // stride
    if rows < 2:
        return
    for name in TRIED:
        packing = PACKINGS[name]
        if not _may_be(name, known, pairs):
            continue
        width = known.width or stride // packing.size * packing.group
        if packing.size == 2 and stride % 2:
            continue
        if packing.row_bytes(width) > stride or not (known.width or (SIDES[0] <= width <= SIDES[1] and width % 2 == 0)):
            continue
        if not (known.width or known.height or ASPECTS[0] <= width / rows <= ASPECTS[1]):
            continue
        bands = _bands(data, stride, offset, rows, packing.row_bytes(width), 3)
        if bands.shape[1] < 9:
            continue
        samples = _unpacked(bands, name, packing.bits or 16)[..., :width]
        wide = width if known.width else _without_padding(samples)
        smooth = evidence.smoothness(samples[..., :wide])
        cost = smooth.score + _extra(name, wide, rows, stride, offset, known)
        if known.packing is None and name.startswith("u16") and evidence.wrong_way_round(samples[..., :wide]):
            cost += ORDER_COST
        if offset and (blank := _blank_rows(data, offset, stride, rows)):
            cost += USUAL_COST if offset + blank * stride in OFFSETS else BLANK_COST if blank == 1 else 0.0
        yield _Reading(stride, offset, name, wide, rows, cost, smooth)


def _blank_rows(data: Bytes, offset: int, stride: int, rows: int) -> int:
    """How many rows in front of the first in which bytes differ; as many as a usual header may hold are looked at."""
    most = min(rows - 2, max(OFFSETS) // stride + 1)
    for n in range(most + 1):
        row = data[offset + n * stride : offset + (n + 1) * stride]
        if row.size and not (row == row[0]).all():
            return n
    return 0  # a dark picture, perhaps


def _may_be(name: str, known: Given, pairs: bool) -> bool:
    """Whether a packing contradicts neither what is known nor how the bytes look; byte order and the like are told apart
    later."""
    packing = PACKINGS[name]
    if known.packing is not None:
        plain = known.packing.replace("msb", "").removesuffix("-old")
        return name == plain
    wide = name.startswith("u16")
    return wide == pairs and (wide or known.bits in (None, packing.bits))


def _bands(data: Bytes, stride: int, offset: int, rows: int, used: int, count: int, most: int = PROBE) -> Bytes:
    """(bands, rows, bytes) from all over the first frame; each band begins and ends with a whole 4x4 of filters."""
    here = min(rows, (data.size - offset) // stride)
    each = min(here // count, max(24, most // (max(used, 1) * count))) // 8 * 8
    starts = [(here - each) * (2 * i + 1) // (2 * count) // 4 * 4 for i in range(count)]
    parts = [data[offset + y * stride : offset + (y + each) * stride].reshape(each, stride)[:, :used] for y in starts]
    return np.stack(parts)


def _unpacked(bands: Bytes, packing: str, bits: int) -> Samples:
    """`unpack`, band by band in one."""
    count, rows, used = bands.shape
    return unpack(bands.reshape(count * rows, used), packing, bits).reshape(count, rows, -1)


def _without_padding(samples: Samples) -> int:
    """Columns up to the last that is not one and the same number in every row; even, as filter arrays are."""
    rows = samples.reshape(-1, samples.shape[2])
    varied = np.flatnonzero((rows != rows[:1]).any(axis=0))
    last = int(varied[-1]) + 1 if varied.size else rows.shape[1]
    return min(last + last % 2, rows.shape[1])


def _extra(name: str, width: int, rows: int, stride: int, offset: int, known: Given) -> float:
    """What a reading costs beside its roughness: a header, padding, an unusual shape."""
    cost = HEADER_COST + LONG_HEADER_COST * offset if offset and known.offset is None else 0.0
    cost += PADDING_COST if PACKINGS[name].row_bytes(width) < stride else 0.0
    cost += 0.0 if any(abs(width / rows / shape - 1) < 0.02 for shape in SHAPES) else SHAPE_COST
    return cost + (UPRIGHT_COST if rows > width else 0.0)


def _candidates(data: Bytes, r: _Reading, share: float, known: Given) -> Iterator[Candidate]:
    """A reading with depth, levels and each filter array that it may have."""
    used, count = PACKINGS[r.packing].row_bytes(r.width), max(1, min(MOST_BANDS, r.height // 64))
    block = _bands(data, r.stride, r.offset, r.height, used, count, MOST_SEEN).reshape(-1, used)
    packing, bits = _told_apart(block, r, known)
    samples = unpack(block, packing, bits)[:, : r.width]
    black, white = evidence.levels(samples, bits)
    arrays: list[tuple[str, float]] = [("MONO", 1.0)]
    if known.cfa is not None:
        arrays = [(known.cfa, 1.0)]
    elif r.smooth.kind != "mono":
        prefix = QUAD if r.smooth.kind == "quad" else ""
        arrays = [(prefix + cfa, belief) for cfa, belief in evidence.phases(samples, r.smooth.kind, black)]
    padded = r.stride if PACKINGS[packing].row_bytes(r.width) < r.stride else None
    level = known.white if known.white is not None else white
    for cfa, belief in arrays:
        guessed = Given(
            width=r.width, height=r.height, cfa=cfa, bits=bits, packing=packing, stride=padded, offset=r.offset or None,
            black=(min(black, level - 1),) * 4, white=level,
        )  # fmt: skip
        yield Candidate(known.over(guessed), share * belief, _reasons(r, cfa, belief, known), r.smooth.score)


def _told_apart(block: Bytes, r: _Reading, known: Given) -> tuple[str, int]:
    """The packing proper, and the depth."""
    if r.packing == "mipi10" and known.packing is None:
        judged = {name: _steps(unpack(block, name, 10), r.smooth.kind) for name in ("mipi10", "mipi10-old")}
        return ("mipi10-old" if judged["mipi10-old"] < 0.995 * judged["mipi10"] else "mipi10"), 10
    if not r.packing.startswith("u16"):
        return known.packing or r.packing, PACKINGS[r.packing].bits
    bits, high = evidence.depth_and_alignment(unpack(block, r.packing, 16))
    if known.packing is None and high:
        return r.packing.replace("u16", "u16msb"), known.bits or bits
    if high and "msb" not in (known.packing or ""):  # said to stand in the low bits, so that all bits count
        return known.packing or r.packing, known.bits or 16
    return known.packing or r.packing, known.bits or bits


def _steps(samples: Samples, kind: str) -> float:
    """Mean difference to the nearest sample of the same colour in a row: the next but one, or the other one of a block of
    quad-Bayer, where the next but one is of another colour and the difference says nothing of low bits."""
    x = samples.astype(np.int32)
    if kind == "quad":
        return min(float(np.abs(x[:, at + 1 :: 2] - x[:, at : x.shape[1] - 1 : 2]).mean()) for at in (0, 1))
    return float(np.abs(x[:, 2:] - x[:, :-2]).mean())


def _reasons(r: _Reading, cfa: str, belief: float, known: Given) -> tuple[str, ...]:
    words = [f"{r.height} rows of {r.stride} bytes" + (f" behind {r.offset}" if r.offset else "")]
    words.append(f"along rows {100 * r.smooth.along:.0f} % of random differences, down {100 * r.smooth.down:.0f} %")
    if known.cfa is None:
        words.append("no filters" if cfa == "MONO" else f"{cfa} {100 * belief:.0f} %")
    return tuple(words)
