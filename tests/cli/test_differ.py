"""Rows of what differs: complete, short, and never two that read the same."""

from __future__ import annotations

from tuner.cli.differ import MOST, changes, entries, exact
from tuner.core.param import params_of
from tuner.core.recipe import Recipe
from tuner.stages import RACK

DEFAULT = Recipe.default(RACK)
PLANES = next(f"{stage.name}.{p.name}" for stage in RACK for p in params_of(stage.params) if p.kind == "table")


def _grid(rows: int, columns: int, **at: float) -> tuple[tuple[tuple[float, ...], ...], ...]:
    return tuple(
        tuple(tuple(at.get(f"p{p}y{y}x{x}", 1.0) for x in range(columns)) for y in range(rows)) for p in range(4)
    )


def test_a_table_shows_the_entries_that_differ() -> None:
    a, b = DEFAULT.with_value(PLANES, _grid(3, 5)), DEFAULT.with_value(PLANES, _grid(3, 5, p1y2x4=1.25, p3y0x0=2.0))
    assert changes(a, b) == [(f"{PLANES}[1][2][4]", "1", "1.25"), (f"{PLANES}[3][0][0]", "1", "2")]


def test_many_entries_are_counted() -> None:
    a = DEFAULT.with_value(PLANES, _grid(2, 3))
    b = DEFAULT.with_value(PLANES, tuple(tuple(tuple(v + 0.5 for v in r) for r in p) for p in _grid(2, 3)))
    rows = changes(a, b)
    assert len(rows) == MOST + 1
    assert rows[-1] == (PLANES, f"and {4 * 2 * 3 - MOST} more", "")


def test_tables_of_two_sizes() -> None:
    a, b = DEFAULT.with_value(PLANES, _grid(2, 3)), DEFAULT.with_value(PLANES, _grid(3, 5))
    assert changes(a, b) == [(PLANES, "4 x 2 x 3 numbers", "4 x 3 x 5 numbers")]


def test_a_curve_with_a_knot_more() -> None:
    a, b = ((0.0, 0.0), (0.5, 0.5), (1.0, 1.0)), ((0.0, 0.0), (0.5, 0.6), (1.0, 1.0))
    assert list(entries("points", a, b)) == [("points[1][1]", "0.5", "0.6")]
    assert list(entries("points", a, (*a[:2], (0.75, 1.0), a[2]))) == [
        ("points[2][0]", "1", "0.75"),
        ("points[3]", "none", "[1, 1]"),
    ]


def test_values_are_written_as_in_a_profile() -> None:
    assert [exact(v) for v in (True, 0.1, 3.0, -0.0, 1e-7, "601", 7)] == ["true", "0.1", "3", "0", "1e-07", "601", "7"]
    assert exact(1.0) != exact(1.0000000000000002)
