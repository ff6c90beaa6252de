"""Tables of numbers as CSV: one line a row, a blank line between grids.

Numbers may stand apart by commas, semicolons, tabs or spaces; where semicolons or tabs do it, a comma is a decimal
comma. A line that begins with # is a remark, and separates grids as a blank line does.

Source: RFC 4180 (2005), Common Format and MIME Type for Comma-Separated Values, section 2, without its quotes.
"""

from __future__ import annotations

import math
import re
from pathlib import Path

from tuner.core.param import MAX_TABLE, Grid, Param
from tuner.files.atomic import read_limited
from tuner.files.errors import FileError, one_line

MAX_BYTES = 4 << 20
"""A table of `MAX_TABLE` numbers with all their digits takes about 1.3 MiB."""
_WAY_OUT = "give one line a row, numbers apart by commas, and a blank line between grids"

Rows = tuple[tuple[float, ...], ...]


def load_text(path: Path) -> str:
    """The text of a CSV file.

    Raises
    ------
    FileError : the file cannot be read, is too large, or is not a text
    """
    try:
        return read_limited(path, MAX_BYTES, "a table").decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FileError(path, "it is not a text in UTF-8", "save it as CSV") from None


def parse_grids(text: str, origin: Path | str) -> Grid:
    """The grids of a text, in its order; rows may still differ in length from grid to grid.

    Parameters
    ----------
    origin : where the text comes from, for messages

    Raises
    ------
    FileError : no number, a word that is none, rows of different lengths in a grid, more than `MAX_TABLE` numbers
    """
    if len(text) > MAX_BYTES:
        raise FileError(origin, f"it is larger than {MAX_BYTES >> 20} MiB, too large for a table", "choose another one")
    grids: list[list[tuple[float, ...]]] = [[]]
    held = 0
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            if grids[-1]:
                grids.append([])
            continue
        row = _row(line, number, origin)
        held += len(row)
        if held > MAX_TABLE:
            raise FileError(origin, f"it holds more than {MAX_TABLE} numbers", "use a coarser table")
        if grids[-1] and len(row) != len(grids[-1][0]):
            fault = f"line {number} holds {_count(len(row), 'number')} and the line before it {len(grids[-1][0])}"
            raise FileError(origin, fault, _WAY_OUT)
        grids[-1].append(row)
    found = tuple(tuple(grid) for grid in grids if grid)
    if not found:
        raise FileError(origin, "it holds no numbers", _WAY_OUT)
    return found


def fitted(grids: Grid, param: Param, origin: Path | str) -> Grid:
    """The grids, when they are a value of a table.

    Raises
    ------
    FileError : another number of grids than the table has planes, grids of different or too small shapes, a number
        outside the range; says what was found and what is needed
    """
    shapes = [f"{len(rows[0])} × {len(rows)}" for rows in grids]
    if len(grids) != len(param.planes):
        need = f"{_count(len(param.planes), 'grid')} ({', '.join(param.planes)})"
        raise FileError(origin, f"it holds {_count(len(grids), 'grid')} and {param.name} needs {need}", _WAY_OUT)
    if len(set(shapes)) > 1:
        raise FileError(origin, f"its grids differ in shape ({', '.join(shapes)})", "give all of them one shape")
    if min(len(grids[0]), len(grids[0][0])) < 2:
        raise FileError(origin, f"its grid is {shapes[0]}", "a table has at least 2 × 2 numbers")
    low, high = (
        (-math.inf if param.minimum is None else param.minimum),
        (math.inf if param.maximum is None else param.maximum),
    )
    outside = [v for grid in grids for row in grid for v in row if not low <= v <= high]
    if outside:
        raise FileError(origin, f"{outside[0]:g} is not {param.expects}", "correct that number")
    if param.fits is not None and not param.fits(grids):
        raise FileError(origin, f"it is not {param.expects}", _WAY_OUT)
    return grids


def grids_text(value: Grid, names: tuple[str, ...] = ()) -> str:
    """A table as CSV that `parse_grids` reads back to the same numbers; names stand as remarks above the grids."""
    blocks = ["\n".join(", ".join(repr(float(v)) for v in row) for row in grid) + "\n" for grid in value]
    if len(names) == len(blocks):
        blocks = [f"# {one_line(name)}\n{block}" for name, block in zip(names, blocks, strict=True)]
    return "\n".join(blocks)


def _row(line: str, number: int, origin: Path | str) -> tuple[float, ...]:
    if re.search(r"[;\t]", line):
        words = re.split(r"[;\t]", line.replace(",", ".").strip(" \t;"))
    else:
        words = re.split(r"\s*,\s*|\s+", line.strip(" ,"))
    try:
        row = tuple(float(word.replace("\u2212", "-")) for word in words)
    except ValueError:
        word = next(word for word in words if not _is_number(word))
        shown = one_line(word)[:40]
        fault = f"“{shown}” in line {number} is not a number" if shown else f"a number is missing in line {number}"
        raise FileError(origin, fault, _WAY_OUT) from None
    if not all(map(math.isfinite, row)):
        raise FileError(origin, f"a number in line {number} is not finite", "correct that number")
    return row


def _is_number(word: str) -> bool:
    try:
        float(word.replace("\u2212", "-"))
    except ValueError:
        return False
    return True


def _count(n: int, what: str) -> str:
    return f"{n} {what}" + ("" if n == 1 else "s")
