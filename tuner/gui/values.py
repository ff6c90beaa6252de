"""Values of every kind as text, for copying, pasting and typing.

What is copied is what pasting reads, to the last bit; pasting also takes what people and other programs write: brackets,
commas, semicolons, tabs, a decimal comma, the square brackets of TOML and NumPy.
"""

from __future__ import annotations

import re
from typing import Any

from tuner.core.param import Matrix3, Param, Value
from tuner.files.errors import FileError
from tuner.files.grid import fitted, grids_text, parse_grids
from tuner.gui.field import parsed
from tuner.gui.knots import knots_text, parsed_knots
from tuner.gui.language import choice_title, say, tr
from tuner.gui.sentences import said, sentence
from tuner.gui.wording import on_off

_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_BETWEEN = re.compile(r"[\s,;:|\[\](){}]*")


class TextError(ValueError):
    """A text is no value of a parameter; the message says what was expected."""


def value_text(param: Param, value: Any) -> str:
    """A value as it is copied."""
    if param.kind == "matrix":
        return "\n".join(" ".join(repr(float(v)) for v in row) for row in value)
    if param.kind == "curve":
        return ", ".join(f"{float(x)!r} {float(y)!r}" for x, y in value)
    if param.kind == "table":
        return grids_text(value, param.planes)
    if param.kind == "switch":
        return "true" if value else "false"
    return repr(float(value)) if param.kind == "number" else str(value)


def value_of(param: Param, text: str) -> Value:
    """The value a text holds.

    Raises
    ------
    TextError : one sentence: what the text is not
    """
    found = _READERS[param.kind](param, text)
    if found is None:
        shown = " ".join(text.split())
        shown = shown if len(shown) <= 40 else shown[:39] + "…"
        expected = sentence(param.expects)
        if shown:
            raise TextError(say("“{text}” is not {expected}", text=shown, expected=expected))
        raise TextError(say("there is no text; it takes {expected}", expected=expected))
    return found


def short(param: Param, value: Any) -> str:
    """A value in a few words, for lists and menus: '0.82 EV', 'off', '5 knots', '4 planes of 13 × 17'."""
    if param.kind in ("number", "integer"):
        return f"{value:g}" + ("" if param.unit == "1" else f" {param.unit}")
    if param.kind == "switch":
        return on_off(bool(value))
    if param.kind == "matrix":
        return " / ".join(" ".join(f"{v:g}" for v in row) for row in value)
    if param.kind == "curve":
        return knots_text(value) if len(value) <= 4 else tr("window", "{count} knots").format(count=len(value))
    if param.kind == "table":
        low, high = min(min(map(min, p)) for p in value), max(max(map(max, p)) for p in value)
        return f"{len(value[0][0])} × {len(value[0])}, {low:g} to {high:g}"
    return choice_title(str(value))


def parsed_matrix(text: str) -> Matrix3 | None:
    """Three rows of three numbers with any separators; a decimal comma where only that makes nine numbers."""
    text = text.replace("\u2212", "-").replace("\u2009", "")
    for given in (text, text.replace(",", ".")):
        if any(not _BETWEEN.fullmatch(gap) for gap in _NUMBER.split(given)):
            continue  # words between the numbers
        lines = [[float(v) for v in _NUMBER.findall(line)] for line in given.splitlines()]
        rows = [line for line in lines if line]
        flat = [v for row in rows for v in row]
        if len(flat) == 9 and (len(rows) == 1 or all(len(row) == 3 for row in rows)):
            a, b, c, d, e, f, g, h, i = flat
            return (a, b, c), (d, e, f), (g, h, i)
    return None


def _number(param: Param, text: str) -> Value | None:
    value = parsed(text, param.unit)
    if value is None or not _within(param, value) or (param.kind == "integer" and value != int(value)):
        return None
    return int(value) if param.kind == "integer" else value


def _within(param: Param, value: float) -> bool:
    return param.minimum is None or param.maximum is None or param.minimum <= value <= param.maximum


def _switch(param: Param, text: str) -> Value | None:
    return {"true": True, "on": True, "1": True, "false": False, "off": False, "0": False}.get(text.strip().lower())


def _choice(param: Param, text: str) -> Value | None:
    word = text.strip().strip("\"'").replace(" ", "_").lower()
    return next((choice for choice in param.choices if choice.lower() == word), None)


def _matrix(param: Param, text: str) -> Value | None:
    return _fit(param, parsed_matrix(text))


def _curve(param: Param, text: str) -> Value | None:
    return _fit(param, parsed_knots(text))


def _table(param: Param, text: str) -> Value | None:
    try:
        return fitted(parse_grids(text, "The text"), param, "The text")
    except FileError as error:
        raise TextError(said(error).rstrip(".。")) from None


def _fit(param: Param, value: Value | None) -> Value | None:
    return value if value is not None and (param.fits is None or param.fits(value)) else None


_READERS = {
    "number": _number,
    "integer": _number,
    "switch": _switch,
    "choice": _choice,
    "matrix": _matrix,
    "curve": _curve,
    "table": _table,
}
