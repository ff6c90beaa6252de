"""Tables as CSV and Parquet: the same values by two readers that are not ours."""

from __future__ import annotations

import csv
import io
import math
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tuner.files.errors import FileError
from tuner.files.results import Columns, as_csv, write_csv, write_parquet

COLUMNS: Columns = {"raw": "text", "width": "whole", "iso": "number", "psnr": "number"}
ROWS = [
    {"raw": 'a,"b"\nc.dng', "width": 6000, "iso": 100, "psnr": math.inf, "bytes": 5},
    {"raw": "ä.dng", "width": None, "iso": 0.1 + 0.2},
    {"raw": "broken \udcff", "psnr": "inf"},
]


def test_both_hold_the_same(tmp_path: Path) -> None:
    write_csv(tmp_path / "t.csv", COLUMNS, ROWS)
    write_parquet(tmp_path / "t.parquet", COLUMNS, ROWS)
    text = (tmp_path / "t.csv").read_bytes().decode("utf-8")
    read = list(csv.DictReader(io.StringIO(text, newline="")))
    table = pq.read_table(tmp_path / "t.parquet").to_pylist()
    assert list(read[0]) == list(table[0]) == list(COLUMNS)
    for mine, theirs in zip(read, table, strict=True):
        assert mine["raw"] == theirs["raw"]
        for name in ("width", "iso", "psnr"):
            assert (float(mine[name]) if mine[name] else None) == theirs[name]
    assert table[1]["iso"] == 0.1 + 0.2  # every digit
    assert isinstance(table[0]["width"], int)


def test_equal_rows_give_equal_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_parquet(tmp_path / name, COLUMNS, ROWS)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


@pytest.mark.parametrize("name", ["=1+1.dng", "+x", "-x", "@x"])
def test_a_name_is_no_formula(name: str) -> None:
    """A spreadsheet that opens the table runs nothing that a stranger's file was called."""
    assert as_csv({"raw": "text"}, [{"raw": name}]).decode().splitlines()[1] == f"'{name}"


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    for write in (write_csv, write_parquet):
        with pytest.raises(FileError):
            write(tmp_path / "nowhere" / "t", COLUMNS, ROWS)
