"""Parameters as text: read back to the last bit; what other tools write is taken; faults are named."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.test_tuning import MATRICES, tables
from tests.files.made_up import MADE_UP
from tuner.core.param import ParamError
from tuner.core.tabled import Tabled
from tuner.core.tuning import param_at
from tuner.files import exchange
from tuner.files.errors import FileError
from tuner.files.exchange import entry_text, parse_entry
from tuner.stages import RACK

CURVE = ((0.0, 0.0), (0.1, 0.25), (1.0, 1.0))
GRID = (((1.0, 1.5), (2.0, 1.0)), ((1.0, 1.0), (1.0, 3.0)))


def param(name: str) -> Any:
    return param_at(MADE_UP, f"kinds.{name}")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("gain", 0.1 + 0.2), ("size", 5), ("fine", True), ("method", "malvar"), ("curve", CURVE), ("grid", GRID),
        ("matrix", ((1.9, -0.7, -0.2), (-0.3, 1.6, -0.3), (0.1, -0.6, 1.5))), ("enabled", False),
    ],
)  # fmt: skip
def test_every_kind_comes_back(name: str, value: Any) -> None:
    found = parse_entry(param(name), entry_text(param(name), value), "x.csv")
    assert (type(found), found) == (type(value), value)


@settings(max_examples=30, deadline=None)
@given(tables(), tables(MATRICES), tables(st.sampled_from(["malvar", "menon"])), tables(st.booleans()))
def test_tables_over_conditions_come_back(gain: Tabled, matrix: Tabled, method: Tabled, fine: Tabled) -> None:
    for name, table in {"gain": gain, "matrix": matrix, "method": method, "fine": fine}.items():
        assert parse_entry(param(name), entry_text(param(name), table), "x.csv") == table


def test_a_table_has_a_line_of_names_and_a_line_a_node() -> None:
    table = Tabled((("iso", (100.0, 800.0)), ("cct", (3000.0, 5000.0))), (1.0, 2.0, 3.0, 4.5))
    assert entry_text(param("gain"), table) == (
        "iso,cct,value\n100,3000,1\n100,5000,2\n800,3000,3\n800,5000,4.5\n"
    )  # fmt: skip
    curves = Tabled((("lux", (10.0,)),), (CURVE,))
    assert entry_text(param("curve"), curves).splitlines()[0] == "lux,x1,y1,x2,y2,x3,y3"


def test_what_other_tools_write_is_taken() -> None:
    """Any order of nodes and of columns of axes, tabs, semicolons, capitals, remarks."""
    text = "# from a spreadsheet\nCCT;ISO;Gain\n5000;100;2,5\n3000;100;1\n"
    want = Tabled((("iso", (100.0,)), ("cct", (3000.0, 5000.0))), (1.0, 2.5))
    assert parse_entry(param("gain"), text.split("\n", 1)[1], "x") == want
    assert parse_entry(param("matrix"), "1 0 0\n0 1 0\n0 0 1", "x") == ((1, 0, 0), (0, 1, 0), (0, 0, 1))
    assert parse_entry(param("curve"), "0;0\n0,5;0,25\n1;1\n", "x") == ((0, 0), (0.5, 0.25), (1, 1))


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("gain", "", "holds no value"),
        ("gain", "many", "'many' is not a number"),
        ("gain", "iso,value\n", "not every line has"),
        ("gain", "iso,value\n100,1\n100,2\n", "stands there twice"),
        ("gain", "iso,cct,value\n100,3000,1\n800,5000,2\n", "the node 100, 5000 is missing"),
        ("gain", "iso,value\n100,1,2\n", "not every line has"),
        ("gain", "iso,value\n0,1\n", "iso = 0.0 is not a number from 1"),
        ("gain", "iso,a,b\n100,1,2\n", "2 numbers a node are no number"),
        ("matrix", "iso,a,b\n100,1,2\n", "2 numbers a node are no matrix"),
        ("matrix", "1 0 0\n0 1\n", "line 2 holds 2 numbers"),
        ("curve", "0 0\n\n1 1\n", "2 blocks"),
    ],
)
def test_a_fault_is_named(name: str, text: str, words: str) -> None:
    with pytest.raises(FileError, match=words):
        parse_entry(param(name), text, "x.csv")


def test_a_text_of_many_knots_is_refused_before_its_nodes_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few hundred lines name some hundred knots an axis, and a hundred million nodes between them."""
    monkeypatch.setattr(exchange, "product", lambda *_: pytest.fail("the nodes were gone through"))
    lines = [f"{100 + i},{2000 + i},{1 + i},1" for i in range(500)]
    with pytest.raises(FileError, match="iso needs 1 to 64 knots, not 500"):
        parse_entry(param("gain"), "\n".join(["iso,cct,lux,value", *lines]), "x.csv")
    with pytest.raises(FileError, match="nodes, more than 4096"):
        parse_entry(param("gain"), "\n".join(["iso,cct,lux,value", *lines[:60]]), "x.csv")


def test_grids_over_conditions_have_a_line_a_row() -> None:
    table = Tabled((("cct", (3000.0, 6500.0)),), (GRID, tuple(p[::-1] for p in GRID)))
    text = entry_text(param("grid"), table)
    assert text.splitlines()[:3] == ["cct,plane,row,c1,c2", "3000,1,1,1,1.5", "3000,1,2,2,1"]
    assert parse_entry(param("grid"), text, "x.csv") == table
    head, *rows = text.splitlines()
    assert parse_entry(param("grid"), "\n".join([head, *rows[::-1]]), "x.csv") == table
    gains = param_at(RACK, "lens_shading.gains")
    flat = Tabled((("iso", (100.0,)),), (((((1.0, 2.0),) * 2,) * 4),))
    text = entry_text(gains, flat)
    assert [line.split(",")[1] for line in text.splitlines()[1::2]] == ["R", "Gr", "Gb", "B"]
    assert parse_entry(gains, text, "x.csv") == flat
    assert entry_text(gains, parse_entry(gains, text, "x.csv")) == text


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("3000,1,2,1,1", "row 2 of plane 1 twice"),
        ("3000,1,4,1,1", "5 rows where 2 planes of 4 have 8"),
        ("3000,x,1,1,1", "'x' is not a number"),
        ("3000,1,0.5,1,1", "does not begin with a plane and a row"),
        ("3000,9e99,1,1,1", "5 rows where"),
        ("3000,inf,1,1,1", "does not begin with"),
        ("3000,nan,1,1,1", "does not begin with"),
    ],
)
def test_a_grid_that_is_not_whole_is_named(line: str, words: str) -> None:
    text = entry_text(param("grid"), Tabled((("cct", (3000.0,)),), (GRID,)))
    with pytest.raises(FileError, match=words):
        parse_entry(param("grid"), text + line + "\n", "x.csv")


def test_curves_of_different_numbers_of_knots_are_no_page() -> None:
    uneven = Tabled((("iso", (100.0, 200.0)),), (CURVE, CURVE[::2]))
    with pytest.raises(ParamError, match="different numbers of knots"):
        entry_text(param("curve"), uneven)
