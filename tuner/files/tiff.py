"""TIFF directories out: tags with their values, as the bytes of an IFD.

Source: Adobe (1992), TIFF Revision 6.0, section 2.
"""

from __future__ import annotations

import struct
import unicodedata
from fractions import Fraction
from typing import Any

BYTE, ASCII, SHORT, LONG, RATIONAL, UNDEFINED, SRATIONAL, DOUBLE = 1, 2, 3, 4, 5, 7, 10, 12
_FORMATS = {BYTE: "B", SHORT: "H", LONG: "I", UNDEFINED: "B", DOUBLE: "d"}
HEADER = 8
"""Bytes in front of everything: byte order, 42, position of the first directory."""

Tag = tuple[int, int, Any]
"""Number, type, values (a text for ASCII)."""


def header(first: int) -> bytes:
    """The head of a little-endian TIFF whose first directory stands at `first`."""
    return struct.pack("<2sHI", b"II", 42, first)


def directory(tags: list[Tag], offset: int) -> bytes:
    """A directory that stands at `offset`, of an even length: its entries and, behind them, what does not fit in four
    bytes."""
    tags = sorted(tags, key=lambda tag: tag[0])
    overflow_at = offset + 2 + 12 * len(tags) + 4
    entries, overflow = b"", b""
    for number, kind, values in tags:
        data, count = _encoded(kind, values)
        if len(data) > 4:
            pointer = struct.pack("<I", overflow_at + len(overflow))
            overflow += even(data)
        else:
            pointer = data.ljust(4, b"\0")
        entries += struct.pack("<HHI", number, kind, count) + pointer
    return struct.pack("<H", len(tags)) + entries + struct.pack("<I", 0) + overflow


def even(data: bytes) -> bytes:
    """Bytes, padded so that what follows stands on a word's boundary."""
    return data + b"\0" * (len(data) % 2)


def utf8(text: str) -> bytes:
    """A text with the zero that ends it: UTF-8, which the readers of ASCII tags take it for where it is more than that."""
    return text.split("\0")[0].encode("utf-8", "ignore") + b"\0"


def plain_ascii(text: str) -> str:
    """A name in ASCII that stays another than other names: accents left out, further characters by their number.

    "Mäker 相机" -> "Maker u76F8u673A"
    """
    parts = (c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return "".join(c if c.isascii() else f"u{ord(c):04X}" for c in parts)


def _encoded(kind: int, values: Any) -> tuple[bytes, int]:
    if kind == ASCII:
        data = utf8(values)
        return data, len(data)
    if kind in (RATIONAL, SRATIONAL):
        code = "<II" if kind == RATIONAL else "<ii"
        return b"".join(struct.pack(code, *_ratio(v)) for v in values), len(values)
    return struct.pack(f"<{len(values)}{_FORMATS[kind]}", *values), len(values)


def _ratio(value: float) -> tuple[int, int]:
    fraction = Fraction(float(value)).limit_denominator(1_000_000)
    return fraction.numerator, fraction.denominator
