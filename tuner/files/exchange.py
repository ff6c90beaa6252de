"""Parameters as plain text and CSV, as other tools take and give them: matrices, curves, grids, tables over conditions.

    number, word      the value
    matrix            three lines of three numbers
    curve             a line a knot: x, y
    table             as in `grid`: a line a row, a blank line between grids
    over conditions   a first line of names, `iso,cct,value`; then a line a node: the knots and the value, whose numbers
                      stand row by row (m11 ... m33 of a matrix, x1, y1, x2, y2 ... of a curve). A grid takes a line
                      a row: the knots, the plane (its name or number), the row's number, and the row's numbers

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

CLIPBOARD = "The clipboard"
"""Where a text that was pasted comes from, for messages."""
_HEAD = re.compile(rf"\s*({'|'.join(AXES)})\b", re.IGNORECASE)
_WORD = re.compile(r"\s*[,;\t]\s*|\s+")
_WAY_OUT = "give a first line of names such as iso,cct,value and a line a node"


def entry_text(param: Param | None, entry: Entry) -> str:
    """A value or a table over conditions as text; None is a stage's switch.

    Raises
    ------
    ParamError : curves of different numbers of knots, for which lines of one length have no room
    """
    if not isinstance(entry, Tabled):
        return _plain(param, entry)
    if param is not None and param.kind == "table":
        return _gridded_text(param, entry)
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
        return _tabled(param, text) if begins_as_table(text) else _value(param, text, origin)
    except ParamError as error:
        raise FileError(origin, str(error), _WAY_OUT) from None


def begins_as_table(text: str) -> bool:
    """Whether the first line of a text begins with an axis, as a table over conditions does."""
    return _HEAD.match(text) is not None


def parse_table(param: Param | None, text: str, origin: Path | str = CLIPBOARD) -> Tabled | None:
    """The table over conditions a text holds; None where its first line does not begin with an axis.

    Raises
    ------
    FileError : as `parse_entry`
    """
    if not begins_as_table(text):
        return None
    found = parse_entry(param, text, origin)
    return found if isinstance(found, Tabled) else None


def _gridded_text(param: Param, table: Tabled) -> str:
    names = _plane_names(param, len(table.values[0]))
    head = [name for name, _ in table.axes] + [
        "plane",
        "row",
        *(f"c{i + 1}" for i in range(len(table.values[0][0][0]))),
    ]
    lines = [head]
    for place, grid in zip(product(*(knots for _, knots in table.axes)), table.values, strict=True):
        for name, plane in zip(names, grid, strict=True):
            for number, row in enumerate(plane, 1):
                lines.append([*map(_digits, place), name, str(number), *map(_digits, row)])
    return "".join(",".join(line) + "\n" for line in lines)


def _plane_names(param: Param, count: int) -> list[str]:
    """What planes are called in a line: by name where each has one that is a single word."""
    named = len(param.planes) == count and all(_WORD.split(name) == [name] for name in param.planes)
    return list(param.planes) if named else [str(i + 1) for i in range(count)]


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
    nodes: dict[tuple[float, ...], list[list[str]]] = {}
    for row in rows:
        place = tuple(AXES[name].checked(_number(row[named.index(name)])) for name in axes)
        nodes.setdefault(place, []).append(row[len(named) :])
    gridded = param if param is not None and param.kind == "table" else None
    found: dict[tuple[float, ...], Value] = {}
    for place, lines_of in nodes.items():
        where = f"the node {', '.join(map(_digits, place))}"
        if gridded is None and len(lines_of) > 1:
            raise ParamError(f"{where} stands there twice")
        found[place] = _node(param, lines_of[0]) if gridded is None else _grid(gridded, lines_of, where)
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


def _grid(param: Param, lines: list[list[str]], where: str) -> Value:
    """The grid of a node: its lines are plane, row, numbers, in any order."""
    rows: dict[tuple[int, int], tuple[float, ...]] = {}
    names = [name.lower() for name in param.planes]
    for line in lines:
        plane = names.index(line[0].lower()) + 1 if line[0].lower() in names else _number(line[0])
        row = _number(line[1]) if len(line) > 2 else 0
        if not (plane >= 1 and row >= 1 and plane % 1 == 0 and row % 1 == 0):
            raise ParamError(f"{where}: '{one_line(' '.join(line[:2]))[:40]}' does not begin with a plane and a row")
        if (int(plane), int(row)) in rows:
            raise ParamError(f"{where} has row {int(row)} of plane {one_line(line[0])[:40]} twice")
        rows[int(plane), int(row)] = tuple(map(_number, line[2:]))
    planes, high = (max(numbers) for numbers in zip(*rows, strict=True))
    if planes * high != len(rows):
        raise ParamError(f"{where} has {len(rows)} rows where {planes} planes of {high} have {planes * high}")
    return tuple(tuple(rows[p, r] for r in range(1, high + 1)) for p in range(1, planes + 1))


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
