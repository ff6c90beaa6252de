"""How two recipes differ, in rows for people: no two values that differ may read the same."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import zip_longest
from typing import Any

from tuner.core.condition import AXES, Condition
from tuner.core.recipe import Recipe
from tuner.core.tabled import Tabled
from tuner.core.tuning import Entry, Tuning, mixer_of

MOST = 8
"""Entries of a curve or table that are listed; the rest is counted."""

Row = tuple[str, str, str]


def changes(a: Recipe, b: Recipe, tabled: tuple[Collection[str], Collection[str]] = ((), ())) -> list[Row]:
    """Every difference as (where, a's value, b's value); the row that counts what is left out has no second value.

    Matrices stand in full, of curves and tables only the entries that differ: [plane][row][column] or [knot][x or y].

    Parameters
    ----------
    tabled : of a and of b, the parameters whose values tables over conditions gave, which are marked
    """
    rows: list[Row] = []
    for path, (one, two) in a.differences(b).items():
        stage, name = a.rack.split(path)
        found = _of_value(path, path, name != "enabled" and stage.param(name).kind in ("curve", "table"), one, two)
        marks = [table_mark(path, of) for of in tabled]
        rows += [(where, x + marks[0], y + marks[1]) if y else (where, x, y) for where, x, y in found]
    return rows


def table_mark(path: str, tabled: Collection[str]) -> str:
    """What stands behind a value that a table over conditions gave."""
    return " (table)" if path in tabled else ""


def untold(picture: str) -> str:
    """What is said of a picture that does not tell its `tabled`."""
    return f"{picture} was saved by an older version: it does not tell which of its values tables over conditions gave"


def _of_value(path: str, place: str, long: bool, one: Any, two: Any) -> list[Row]:
    if not long:
        return [(place, exact(one), exact(two))]
    return _cut(path, list(entries(place, one, two)))


def _cut(path: str, found: list[Row]) -> list[Row]:
    return found if len(found) <= MOST else [*found[:MOST], (path, f"and {len(found) - MOST} more", "")]


def tuning_changes(a: Tuning, b: Tuning) -> list[Row]:
    """Every difference of two tunings: values as in `changes`; of tables over conditions what they lie over, and the
    knots of either at which the two differ."""
    rows: list[Row] = []
    for path, (one, two) in a.differences(b).items():
        if path.startswith("condition."):
            rows.append((path, exact(one), exact(two)))
        elif isinstance(one, Tabled) or isinstance(two, Tabled):
            rows += _of_tables(a, path, one, two)
        else:
            stage, name = a.rack.split(path)
            rows += _of_value(path, path, name != "enabled" and stage.param(name).kind in ("curve", "table"), one, two)
    return rows


def _of_tables(a: Tuning, path: str, one: Entry, two: Entry) -> list[Row]:
    mix, rows = mixer_of(a.rack, path), list[Row]()
    if not (isinstance(one, Tabled) and isinstance(two, Tabled) and one.axes == two.axes):
        rows.append((path, table_words(one), table_words(two)))
    places: dict[Condition, None] = {}
    for table in (one, two):
        if isinstance(table, Tabled):
            places |= dict.fromkeys(table.place(index) for index in table.nodes())
    found: list[Row] = []
    for place in sorted(places, key=lambda place: [value or 0.0 for _, value in place]):
        known = place.over(a.condition)
        mine, others = (t.at(known, mix) if isinstance(t, Tabled) else t for t in (one, two))
        if mine != others:
            found += entries(f"{path} @ {place}", mine, others)
    return rows + _cut(path, found)


def table_words(entry: Entry) -> str:
    """'a table over iso (4) and cct (3)', or the value where there is no table."""
    if not isinstance(entry, Tabled):
        return short_value(entry)
    return "a table over " + " and ".join(f"{name} ({len(knots)})" for name, knots in entry.axes if name in AXES)


def short_value(value: Any, limit: int = 60) -> str:
    """A value in full where it is short."""
    text = exact(value)
    return text if len(text) <= limit else text[: limit - 3] + "..."


def exact(value: Any) -> str:
    """A value in full, with the shortest digits that mean it alone."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(value + 0.0).removesuffix(".0")
    if isinstance(value, tuple):
        return "[" + ", ".join(map(exact, value)) + "]"
    return "none" if value is None else str(value)


def entries(place: str, a: Any, b: Any) -> Iterator[Row]:
    """The entries in which two curves or tables differ; tables of different sizes have none in common."""
    if not (isinstance(a, tuple) and isinstance(b, tuple)):
        if a != b:
            yield place, exact(a), exact(b)
    elif _grid(a) != _grid(b):
        yield place, f"{_grid(a)} numbers", f"{_grid(b)} numbers"
    else:
        for i, (one, two) in enumerate(zip_longest(a, b)):
            yield from entries(f"{place}[{i}]", one, two)


def _grid(value: tuple[Any, ...]) -> str:
    """'planes x rows x columns' of a table; empty for a curve, a plane or a row."""
    deep = isinstance(value[0], tuple) and isinstance(value[0][0], tuple)
    return f"{len(value)} x {len(value[0])} x {len(value[0][0])}" if deep else ""
