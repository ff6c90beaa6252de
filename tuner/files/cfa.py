"""The colour filter array: which sensor a file holds, and which 2x2 Bayer pattern its visible area starts with."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

from tuner.core.frame import CFA_PATTERNS
from tuner.files.errors import FileError
from tuner.files.tags import CFA_DIM, CFA_LAYOUT, CFA_PATTERN, LINEAR_RAW, PHOTOMETRIC, SAMPLES, Ifd

XTRANS = "an X-Trans mosaic (6x6 filter array)"
LETTERS = "RGBCMYW"  # TIFF/EP colour codes 0..6
USE_BAYER = "open a file from a Bayer sensor, or develop this one elsewhere"


def refuse_other_sensors(path: Path, raw: Ifd) -> None:
    """Raise for what the raw directory of a TIFF-like file says is not a 2x2 Bayer mosaic.

    Raises
    ------
    FileError : linear (demosaiced) pixels, a 4x4 or 6x6 or staggered array, or other filter colours
    """
    if raw.integer(PHOTOMETRIC, 0) == LINEAR_RAW:
        colours = raw.integer(SAMPLES, 1)
        what = "monochrome pixels" if colours == 1 else f"linear pixels of {colours} colours each (LinearRaw)"
        raise unsupported(path, f"{what}, not a Bayer mosaic")
    dims = tuple(int(v) for v in raw.numbers(CFA_DIM) if math.isfinite(v))
    if dims and dims != (2, 2):
        named: dict[tuple[int, ...], str] = {(4, 4): "a quad-Bayer mosaic (4x4 filter array)", (6, 6): XTRANS}
        raise unsupported(path, named.get(dims, _repeat(dims)))
    layout = raw.integer(CFA_LAYOUT, 1)
    if layout != 1:
        raise unsupported(path, f"a staggered filter array (CFALayout {layout})")
    name = from_tags(raw)
    if name and name not in CFA_PATTERNS:
        raise unsupported(path, f"a filter array of the colours {name}")


def from_tags(raw: Ifd) -> str:
    """The first 2x2 of the active area as the CFAPattern tag states it; "" when it does not.

    Source: Adobe (2023), Digital Negative Specification 1.7.1, PhotometricInterpretation: the pattern's origin is the
    top left corner of ActiveArea.
    """
    codes = raw.numbers(CFA_PATTERN)
    return letters(codes) if len(codes) == 4 else ""


def letters(codes: Sequence[float]) -> str:
    """Colour codes as letters; '?' for a code that TIFF/EP does not know."""
    return "".join(LETTERS[int(c)] if c in range(len(LETTERS)) else "?" for c in codes)


def from_libraw(path: Path, pattern: Sequence[Sequence[int]] | None, description: str) -> str:
    """The first 2x2 of LibRaw's visible area.

    Parameters
    ----------
    pattern : rows of colour indices as rawpy's `raw_pattern` gives them, or None
    description : letter of each colour index, e.g. "RGBG"

    Raises
    ------
    FileError : no mosaic, X-Trans, four filter colours, or another array
    """
    if pattern is None:
        raise unsupported(path, "monochrome pixels, not a Bayer mosaic")
    rows, columns = len(pattern), len(pattern[0])
    if (rows, columns) != (2, 2):
        raise unsupported(path, XTRANS if rows == 6 else _repeat((rows, columns)))
    name = "".join(description[i] if i < len(description) else "?" for row in pattern for i in row)
    if name not in CFA_PATTERNS:
        raise unsupported(path, f"a filter array of the colours {name}")
    return name


def shifted(cfa: str, dy: int, dx: int) -> str:
    """The pattern seen from a point dy rows below and dx columns right of where `cfa` starts."""
    return "".join(cfa[(y + dy) % 2 * 2 + (x + dx) % 2] for y in range(2) for x in range(2))


def sites(cfa: str) -> tuple[int, int, int, int]:
    """Positions 0..3 (row by row) of R, Gr, Gb, B in a 2x2 pattern; Gr shares the row of red."""
    red, blue = cfa.index("R"), cfa.index("B")
    return red, red ^ 1, blue ^ 1, blue


def unsupported(path: Path, what: str) -> FileError:
    """The refusal of a sensor that the line has no front stage for yet."""
    return FileError(path, f"holds {what}, which is not supported yet", USE_BAYER)


def _repeat(dims: tuple[int, ...]) -> str:
    return f"a filter array that repeats over {'x'.join(map(str, dims))} pixels"
