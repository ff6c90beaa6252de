"""TIFF tags of a raw file, read with tifffile and handed out as plain numbers, texts and blocks.

A tag may be missing, doubled, of the wrong type or cut short: nothing here raises for what a file says, a value that
cannot be read is simply absent. Rationals become floats (x/0 becomes nan), so callers check `isfinite` once.
"""

from __future__ import annotations

import io
import logging
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from tuner.files.errors import one_line

SUBFILE, WIDTH, LENGTH, BITS, COMPRESSION, PHOTOMETRIC = 254, 256, 257, 258, 259, 262
MAKE, MODEL, ORIENTATION, SAMPLES, SAMPLE_FORMAT = 271, 272, 274, 277, 339
STRIPS, TILES = (273, 279), (324, 325)  # (offsets, byte counts)
CFA_DIM, CFA_PATTERN, CFA_LAYOUT, DNG_VERSION = 33421, 33422, 50711, 50706
EXIF = 34665
CFA, LINEAR_RAW = 32803, 34892  # values of PHOTOMETRIC that mean raw pixels

RATIONALS = (5, 10)  # TIFF types RATIONAL and SRATIONAL
BLOCKS = (1, 7)  # TIFF types BYTE and UNDEFINED, which come as bytes
MAX_IFDS = 24
MAX_VALUES = 1 << 20
MAX_TEXT = 80


@dataclass(frozen=True)
class Ifd:
    """One directory of tags: code -> (TIFF type, value as tifffile gives it)."""

    entries: Mapping[int, tuple[int, Any]] = field(default_factory=dict)

    def __contains__(self, code: int) -> bool:
        return code in self.entries

    def numbers(self, code: int) -> tuple[float, ...]:
        """All values of a numeric tag; empty when it is missing or not numeric."""
        kind, value = self.entries.get(code, (0, ()))
        if isinstance(value, str | dict) or (hasattr(value, "__len__") and len(value) > MAX_VALUES):
            return ()  # before anything is made of it
        if isinstance(value, bytes):
            value = np.frombuffer(value, np.uint8)
        try:
            flat = np.atleast_1d(np.asarray(value, np.float64)).ravel()
        except (TypeError, ValueError, OverflowError):
            return ()
        if kind in RATIONALS:
            pairs = flat[: flat.size // 2 * 2].reshape(-1, 2).tolist()
            return tuple(n / d if d else math.nan for n, d in pairs)
        return tuple(flat.tolist())

    def number(self, code: int) -> float | None:
        """The first value of a numeric tag, if it is finite."""
        values = self.numbers(code)
        return values[0] if values and math.isfinite(values[0]) else None

    def integer(self, code: int, default: int) -> int:
        """The first value of a tag as an integer."""
        value = self.number(code)
        return default if value is None else int(value)

    def text(self, code: int) -> str:
        """A text tag on one line, at most `MAX_TEXT` characters."""
        return as_text(self.entries.get(code, (0, ""))[1])

    def block(self, code: int) -> bytes:
        """An undefined-type tag's bytes; empty when missing."""
        value = self.entries.get(code, (0, b""))[1]
        return bytes(value) if isinstance(value, bytes | bytearray) else b""

    @property
    def shape(self) -> tuple[int, int]:
        """(rows, columns) of the picture; 0 where not stated."""
        return max(self.integer(LENGTH, 0), 0), max(self.integer(WIDTH, 0), 0)

    @property
    def end(self) -> int:
        """File position behind the last strip or tile; 0 when not stated."""
        ends = [0.0]
        for offsets, counts in (STRIPS, TILES):
            pairs = zip(self.numbers(offsets), self.numbers(counts), strict=False)
            ends += [start + count for start, count in pairs if math.isfinite(start + count)]
        return int(max(ends))


@dataclass(frozen=True)
class Tags:
    """The directories that matter: IFD 0, the one of the full-resolution raw pixels, and Exif by name."""

    main: Ifd
    raw: Ifd | None
    exif: Mapping[str, Any]
    order: str = "<"  # byte order, as `struct` writes it

    @property
    def is_dng(self) -> bool:
        """Whether the file calls itself a DNG."""
        return DNG_VERSION in self.main

    def holder(self, code: int) -> Ifd:
        """The directory that holds a tag: the raw pixels' own first, else IFD 0."""
        return self.raw if self.raw is not None and code in self.raw else self.main

    def numbers(self, code: int) -> tuple[float, ...]:
        """`Ifd.numbers` of the directory that holds the tag."""
        return self.holder(code).numbers(code)

    def number(self, code: int) -> float | None:
        """`Ifd.number` of the directory that holds the tag."""
        return self.holder(code).number(code)


def read_tags(data: bytes) -> Tags | None:
    """The tags of a TIFF-like file (DNG, NEF, CR2, ARW, PEF, ORF, RW2, ...); None when it is not one.

    Parameters
    ----------
    data : the whole file, or a TIFF block cut out of another container
    """
    import tifffile

    logging.getLogger("tifffile").setLevel(logging.CRITICAL)  # its remarks on odd makers' tags are not for users
    try:
        with tifffile.TiffFile(io.BytesIO(data)) as tiff:
            order = str(tiff.byteorder)
            pages = _pages(tiff)
    except Exception:  # a stranger's bytes: the parser fails in many ways, all of which mean "no tags here"
        return None
    if not pages:
        return None
    exif = pages[0].entries.get(EXIF, (0, {}))[1]
    return Tags(pages[0], _raw(pages), exif if isinstance(exif, dict) else {}, order)


def as_text(value: Any) -> str:
    """A tag's text without padding or control characters."""
    if isinstance(value, bytes):
        value = value.split(b"\0")[0].decode("utf-8", "replace")
    return one_line(value.split("\0")[0])[:MAX_TEXT].strip() if isinstance(value, str) else ""


def _pages(tiff: Any) -> list[Ifd]:
    """Top directories and the ones below them, as far as they can be read."""
    found: list[Ifd] = []
    for index in range(MAX_IFDS):
        try:
            page = tiff.pages[index]
        except Exception:  # the end of the chain, or a chain that leads nowhere
            break
        found.append(_ifd(page))
        try:
            below = page.pages or ()
            found += [_ifd(below[i]) for i in range(min(len(below), MAX_IFDS))]
        except Exception:  # a broken branch hides nothing of the others
            continue
        if len(found) >= MAX_IFDS:
            break
    return found


def _ifd(page: Any) -> Ifd:
    entries: dict[int, tuple[int, Any]] = {}
    for tag in page.tags:
        try:
            long = tag.dtype not in BLOCKS and tag.count > MAX_VALUES  # known before the value is read
            entries.setdefault(int(tag.code), (int(tag.dtype), () if long else tag.value))
        except Exception:  # one unreadable value: the tag is absent
            continue
    return Ifd(entries)


def _raw(pages: list[Ifd]) -> Ifd | None:
    """The directory of the full-resolution raw pixels: not a preview, then the largest."""
    raws = [p for p in pages if p.integer(PHOTOMETRIC, 0) in (CFA, LINEAR_RAW) or CFA_PATTERN in p]
    return max(raws, key=lambda p: (p.integer(SUBFILE, 0) == 0, math.prod(p.shape)), default=None)
