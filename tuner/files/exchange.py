"""Parameters as plain text and CSV, as other tools take and give them: matrices, curves, grids, tables over conditions.

    number, word      the value
    matrix            three lines of three numbers
    curve             a line a knot: x, y
    table             as in `grid`: a line a row, a blank line between grids
    over conditions   a first line of names, `iso,cct,value`; then a line a node: the knots and the value, whose numbers
                      stand row by row (m11 ... m33 of a matrix, x1, y1, x2, y2 ... of a curve)

Numbers may stand apart by commas, semicolons, tabs or spaces, as in `grid`. Text goes out with commas and every digit,
so that what is read back is the same to the last bit.

Source: RFC 4180 (2005), section 2, without its quotes.
"""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path
from typing import Any

from tuner.core.condition import AXES
from tuner.core.param import Param, ParamError, Value
from tuner.core.tabled import Tabled, check_axes
from tuner.core.tuning import Entry
from tuner.files.errors import FileError, one_line
from tuner.files.grid import MAX_BYTES, grids_text, parse_grids

_HEAD = re.compile(rf"\s*({'|'.join(AXES)})\b", re.IGNORECASE)
_WORD = re.compile(r"\s*[,;\t]\s*|\s+")
_WAY_OUT = "give a first line of names such as iso,cct,value and a line a node"


def entry_text(param: Param | None, entry: Entry) -> str:
    """A value or a table over conditions as text; None is a stage's switch.

    Raises
    ------
    ParamError : grids over conditions, for which a page has too few dimensions
    """
    if not isinstance(entry, Tabled):
        return _plain(param, entry)
    if param is not None and param.kind == "table":
        raise ParamError(f"{param.name} holds grids over conditions, which are exchanged as a profile, not as CSV")
    cells = [_cells(param, value) for value in entry.values]
    width = max(len(row) for row in cells)
    if any(len(row) != width for row in cells):
        raise ParamError("its curves have different numbers of knots, and the lines of a CSV are of one length")
    head = [name for name, _ in entry.axes] + _names(param, width)
    places = product(*(knots for _, knots in entry.axes))
    lines = [[*map(_digits, place), *row] for place, row in zip(places, cells, strict=True)]
    return "".join(",".join(line) + "\n" for line in (head, *lines))


def parse_entry(param: Param | None, text: str, origin: Path | str) -> Entry:
    """What a text holds for a parameter; whether its values fit is checked where they are set.

    Parameters
    ----------
    origin : where the text comes from, for messages

    Raises
    ------
    FileError : no value of that kind, lines of different lengths, nodes missing or twice
    """
    if len(text) > MAX_BYTES:
        raise FileError(origin, f"it is larger than {MAX_BYTES >> 20} MiB, too large for a table", "choose another one")
    if not text.strip():
        raise FileError(origin, "it holds no value", _WAY_OUT)
    try:
        return _tabled(param, text) if _HEAD.match(text) else _value(param, text, origin)
    except ParamError as error:
        raise FileError(origin, str(error), _WAY_OUT) from None


def parse_table(param: Param | None, text: str, origin: Path | str = "The clipboard") -> Tabled | None:
    """The table over conditions a text holds; None where its first line does not begin with an axis.

    Raises
    ------
    FileError : as `parse_entry`
    """
    if not _HEAD.match(text):
        return None
    found = parse_entry(param, text, origin)
    return found if isinstance(found, Tabled) else None


def _digits(value: Any) -> str:
    return repr(float(value)).removesuffix(".0")


def _word(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else value if isinstance(value, str) else _digits(value)


def _plain(param: Param | None, value: Any) -> str:
    if param is not None and param.kind == "table":
        return grids_text(value, param.planes)
    if param is not None and param.kind in ("matrix", "curve"):
        return "".join(",".join(map(_digits, row)) + "\n" for row in value)
    return _word(value) + "\n"


def _cells(param: Param | None, value: Any) -> list[str]:
    if param is not None and param.kind in ("matrix", "curve"):
        return [_digits(number) for row in value for number in row]
    return [_word(value)]


def _names(param: Param | None, width: int) -> list[str]:
    if param is not None and param.kind == "matrix":
        return [f"m{row}{column}" for row in (1, 2, 3) for column in (1, 2, 3)]
    if param is not None and param.kind == "curve":
        return [f"{axis}{i + 1}" for i in range(width // 2) for axis in "xy"]
    return ["value"]


def _value(param: Param | None, text: str, origin: Path | str) -> Value:
    if param is not None and param.kind in ("matrix", "curve", "table"):
        grids = parse_grids(text, origin)
        if param.kind == "table":
            return grids
        if len(grids) != 1:
            raise ParamError(f"it holds {len(grids)} blocks of numbers where one is wanted")
        return grids[0]  # type: ignore[return-value]
    return _scalar(param, text.strip())


def _scalar(param: Param | None, word: str) -> Value:
    if param is not None and param.kind == "choice":
        return word
    if word.lower() in ("true", "false"):
        return word.lower() == "true"
    number = _number(word)
    return int(number) if param is not None and param.kind == "integer" and number.is_integer() else number


def _number(word: str) -> float:
    try:
        return float(word)
    except ValueError:
        raise ParamError(f"'{one_line(word)[:40]}' is not a number") from None


def _tabled(param: Param | None, text: str) -> Tabled:
    lines = [_words(line) for line in text.splitlines() if line.strip() and line.lstrip()[0] != "#"]
    head, rows = [name.lower() for name in lines[0]], lines[1:]
    named = [name for name in head if name in AXES]
    if head[: len(named)] != named or len(set(named)) != len(named):
        raise ParamError("its first line does not begin with the names of the axes")
    if not rows or any(len(row) != len(head) or len(row) == len(named) for row in rows):
        raise ParamError(f"not every line has the {len(head)} entries that the first line names")
    axes = [name for name in AXES if name in named]
    found: dict[tuple[float, ...], Value] = {}
    for row in rows:
        place = tuple(AXES[name].checked(_number(row[named.index(name)])) for name in axes)
        if place in found:
            raise ParamError(f"the node {', '.join(map(_digits, place))} stands there twice")
        found[place] = _node(param, row[len(named) :])
    knots = [tuple(sorted({place[i] for place in found})) for i in range(len(axes))]
    over = tuple(zip(axes, knots, strict=True))
    check_axes(over)  # before the product of the knots is gone through, which grows with their third power
    missing = next((place for place in product(*knots) if place not in found), None)
    if missing is not None:
        raise ParamError(f"the node {', '.join(map(_digits, missing))} is missing")
    return Tabled(over, tuple(found[place] for place in product(*knots)))


def _words(line: str) -> list[str]:
    """The entries of a line; where semicolons or tabs part them, a comma is a decimal comma."""
    return _WORD.split((line.replace(",", ".") if re.search(r"[;\t]", line) else line).strip())


def _node(param: Param | None, words: list[str]) -> Value:
    kind = "switch" if param is None else param.kind
    if kind == "matrix" and len(words) == 9:
        numbers = list(map(_number, words))
        return tuple(tuple(numbers[i : i + 3]) for i in (0, 3, 6))  # type: ignore[return-value]
    if kind == "curve" and len(words) % 2 == 0:
        numbers = list(map(_number, words))
        return tuple(zip(numbers[::2], numbers[1::2], strict=True))
    if kind in ("matrix", "curve", "table") or len(words) != 1:
        raise ParamError(f"{len(words)} numbers a node are no {kind}")
    return _scalar(param, words[0])
