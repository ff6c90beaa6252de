"""How two recipes differ, in rows for people: no two values that differ may read the same."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from tuner.core.recipe import Recipe

MOST = 8
"""Entries of a curve or table that are listed; the rest is counted."""

Row = tuple[str, str, str]


def changes(a: Recipe, b: Recipe) -> list[Row]:
    """Every difference as (where, a's value, b's value); the row that counts what is left out has no second value.

    Matrices stand in full, of curves and tables only the entries that differ: [plane][row][column] or [knot][x or y].
    """
    rows: list[Row] = []
    for path, (one, two) in a.differences(b).items():
        stage, name = a.rack.split(path)
        if name == "enabled" or stage.param(name).kind not in ("curve", "table"):
            rows.append((path, exact(one), exact(two)))
            continue
        found = list(entries(path, one, two))
        rows += found[:MOST]
        if len(found) > MOST:
            rows.append((path, f"and {len(found) - MOST} more", ""))
    return rows


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
