"""Tables as CSV: every usual way to write numbers apart, and one sentence for everything else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tuner.core.param import MAX_TABLE
from tuner.files.errors import FileError
from tuner.files.grid import fitted, grids_text, load_text, parse_grids
from tuner.stages import RACK

GAINS = RACK["lens_shading"].param("gains")
TWO = ((1.0, 2.5), (3.0, -4.0))


@pytest.mark.parametrize(
    "text",
    ["1,2.5\n3,-4", "1, 2.5\r\n3, -4\r\n", "1;2,5\n3;-4\n", "1\t2.5\n3\t−4\n", "  1 2.5  \n 3   -4", "1,2.5,\n3,-4,\n"],
)
def test_every_usual_separator(text: str) -> None:
    assert parse_grids(text, "x.csv") == (TWO,)


def test_grids_stand_apart_by_blank_lines_or_remarks() -> None:
    assert parse_grids("# R\n1,2.5\n3,-4\n\n\n# Gr\n1,2.5\n3,-4\n", "x.csv") == (TWO, TWO)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    """To the last bit, through a file too."""
    value = (((0.1 + 0.2, 1e-7), (3.0, 64.0)),) * 4
    text = grids_text(value, GAINS.planes)
    assert text.startswith("# R\n")
    (tmp_path / "gains.csv").write_text(text, encoding="utf-8")
    assert fitted(parse_grids(load_text(tmp_path / "gains.csv"), "x"), GAINS, "x") == value


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no numbers"),
        ("1,two\n3,4", "“two” in line 1"),
        ("1,,2\n", "missing in line 1"),
        ("1,2\n3,4,5\n", "line 2 holds 3 numbers and the line before it 2"),
        ("1,inf\n", "not finite"),
        ("1 " * (MAX_TABLE + 1), "more than"),
    ],
)
def test_what_is_no_table_is_refused(text: str, words: str) -> None:
    with pytest.raises(FileError, match=r"x\.csv") as caught:
        parse_grids(text, "x.csv")
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1,2\n3,4\n", "holds 1 grid and gains needs 4 grids (R, Gr, Gb, B)"),
        ("1,2\n3,4\n\n" * 3 + "1,2,3\n4,5,6\n", "differ in shape"),
        ("1,2\n\n" * 4, "at least 2 × 2"),
        ("1,2\n3,65\n\n" * 4, "65 is not grids of numbers from 0 to 64"),
    ],
)
def test_what_is_another_table_is_refused(text: str, words: str) -> None:
    with pytest.raises(FileError) as caught:
        fitted(parse_grids(text, "x.csv"), GAINS, "x.csv")
    assert words in str(caught.value)


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(FileError, match=r"a\.csv.*UTF-8"):
        load_text(tmp_path / "a.csv")
