"""The colour filter array: which sensor a file holds, and with which of its filters the visible area starts.

An array is written as its colours row by row: 4 letters for Bayer, 16 for quad-Bayer (blocks of 2x2 of one colour), 36
for X-Trans, and "M" for a sensor without filters.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

from tuner.core.facts import MONO
from tuner.core.frame import CFA_PATTERNS
from tuner.files.errors import FileError
from tuner.files.tags import CFA_DIM, CFA_LAYOUT, CFA_PATTERN, LINEAR_RAW, PHOTOMETRIC, SAMPLES, Ifd

LETTERS = "RGBCMYW"  # TIFF/EP colour codes 0..6
QUAD = "RRGGRRGGGGBBGGBB"
USE_BAYER = "open a file from a Bayer sensor, or develop this one elsewhere"


def refuse_other_sensors(path: Path, raw: Ifd) -> None:
    """Raise for what the raw directory of a TIFF-like file says is no mosaic that a front stage or the line takes.

    Raises
    ------
    FileError : linear (demosaiced) pixels, a staggered array, an array of another size, or other filter colours
    """
    if raw.integer(PHOTOMETRIC, 0) == LINEAR_RAW:
        colours = raw.integer(SAMPLES, 1)
        if colours > 1:
            raise unsupported(path, f"linear pixels of {colours} colours each (LinearRaw), not a mosaic")
        return
    layout = raw.integer(CFA_LAYOUT, 1)
    if layout != 1:
        raise unsupported(path, f"a staggered filter array (CFALayout {layout})")
    dims = tuple(int(v) for v in raw.numbers(CFA_DIM) if math.isfinite(v))
    name = from_tags(raw)
    if dims and dims not in ((2, 2), (4, 4), (6, 6)):
        raise unsupported(path, _repeat(dims))
    if name:
        _refuse_pattern(path, name)


def _refuse_pattern(path: Path, name: str) -> None:
    side = math.isqrt(len(name))
    if set(name) != set("RGB"):
        white = " (RGBW, or with infrared filters)" if "W" in name or "?" in name else ""
        colours = "".join(dict.fromkeys(name))
        raise unsupported(path, f"a filter array of the colours {colours}{white}")
    known = {2: CFA_PATTERNS, 4: QUADS}.get(side)
    if known is not None and name not in known:
        raise unsupported(path, f"a filter array of the pattern {name}")


def from_tags(raw: Ifd) -> str:
    """The first filters of the active area as the CFAPattern tag states them; "" when it does not.

    Source: Adobe (2023), Digital Negative Specification 1.7.1, PhotometricInterpretation: the pattern's origin is the
    top left corner of ActiveArea.
    """
    if raw.integer(PHOTOMETRIC, 0) == LINEAR_RAW:
        return MONO if raw.integer(SAMPLES, 1) == 1 else ""
    codes = raw.numbers(CFA_PATTERN)
    return letters(codes) if len(codes) in (4, 16, 36) else ""


def letters(codes: Sequence[float]) -> str:
    """Colour codes as letters; '?' for a code that TIFF/EP does not know."""
    return "".join(LETTERS[int(c)] if c in range(len(LETTERS)) else "?" for c in codes)


def from_libraw(path: Path, pattern: Sequence[Sequence[int]] | None, description: str, colours: int = 3) -> str:
    """The first filters of LibRaw's visible area.

    Parameters
    ----------
    pattern : rows of colour indices as rawpy's `raw_pattern` gives them, or None
    description : letter of each colour index, e.g. "RGBG"
    colours : how many colours LibRaw counts; 1 for a sensor without filters

    Raises
    ------
    FileError : four filter colours, or an array that is neither Bayer nor X-Trans
    """
    if pattern is None or colours == 1:
        return MONO
    rows, columns = len(pattern), len(pattern[0])
    if (rows, columns) not in ((2, 2), (6, 6)):
        raise unsupported(path, _repeat((rows, columns)))
    name = "".join(description[i] if i < len(description) else "?" for row in pattern for i in row)
    _refuse_pattern(path, name)
    return name


def shifted(cfa: str, dy: int, dx: int) -> str:
    """The array seen from a point dy rows below and dx columns right of where `cfa` starts."""
    side = math.isqrt(len(cfa))
    return "".join(cfa[(y + dy) % side * side + (x + dx) % side] for y in range(side) for x in range(side))


QUADS = frozenset(shifted(QUAD, y, x) for y in range(4) for x in range(4))
"""The quad-Bayer array from each of its sixteen samples on."""


def unsupported(path: Path, what: str) -> FileError:
    """The refusal of a sensor that the line has no front stage for yet."""
    return FileError(path, f"holds {what}, which is not supported yet", USE_BAYER)


def _repeat(dims: tuple[int, ...]) -> str:
    return f"a filter array that repeats over {'x'.join(map(str, dims))} pixels"
