"""report: the page and the table are written, and what would not do is refused before any work."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

from tests.cli.conftest import Ran

Tuner = Callable[..., Ran]
Refused = Callable[..., str]


def test_page_and_table(tuner: Tuner, raw: Path, tmp_path: Path) -> None:
    for name, value in (("a", "0.5"), ("b", "1.5")):
        assert tuner("profile", "new", tmp_path / f"{name}.toml").code == 0
        assert tuner("profile", "set", tmp_path / f"{name}.toml", f"sharpen.amount={value}").code == 0
    out = tmp_path / "wall.html"
    words = ["report", raw, "-p", tmp_path / "a.toml", "-p", tmp_path / "b.toml", "--region", "5,6,20,10", "-o", out]
    ran = tuner(*words, "--json")
    assert ran.code == 0
    assert "2/2 tiny.dng by b.toml" in ran.err
    assert [(row["region"], row["letter"]) for row in ran.json["rows"]] == [
        ("whole", "A"), ("whole", "B"), ("5,6,20,10", "A"), ("5,6,20,10", "B"),
    ]  # fmt: skip
    with open(tmp_path / "wall.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert float(rows[3]["de2000_mean"]) == ran.json["rows"][3]["de2000_mean"] > 0
    text = out.read_text("utf-8")
    assert "sharpen.amount" in text
    assert text.endswith("</html>\n")
    before = out.read_bytes()
    assert tuner(*words).code == 0
    assert out.read_bytes() == before


def test_a_condition_is_given(tuner: Tuner, raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "wall.html"
    ran = tuner("report", raw, "-o", out, "--region", "5,6,20,10", "--iso", 3200, "--json")
    assert [row["given_iso"] for row in ran.json["rows"]] == [3200, 3200]
    assert "ISO 3200 (given; the file says ISO 200)" in out.read_text("utf-8")
    assert (tmp_path / "wall.csv").read_text("utf-8").splitlines()[0].endswith(",program,given_iso")


def test_a_folder_stands_for_all_its_raws(tuner: Tuner, refused: Refused, raw: Path, tmp_path: Path) -> None:
    folder = tmp_path / "shots"
    folder.mkdir()
    for name in ("b10.dng", "b9.dng"):
        (folder / name).write_bytes(raw.read_bytes())
    ran = tuner("report", folder, raw, "-o", tmp_path / "wall.html", "--json")
    assert [row["raw"] for row in ran.json["rows"] if row["region"] == "whole"] == ["b9.dng", "b10.dng", "tiny.dng"]
    (tmp_path / "empty").mkdir()
    assert "no raw file lies in this folder" in refused("report", tmp_path / "empty", "-o", tmp_path / "wall2.html")


def test_what_is_refused(refused: Refused, raw: Path, tmp_path: Path) -> None:
    assert "end the name in .html" in refused("report", raw, "-o", tmp_path / "wall.pdf")
    assert "does not exist" in refused("report", raw, "-o", tmp_path / "no" / "wall.html")
    assert "gone.toml" in refused("report", raw, "-p", tmp_path / "gone.toml", "-o", tmp_path / "wall.html")
    assert "gone.dng" in refused("report", tmp_path / "gone.dng", "-o", tmp_path / "wall.html")
    (tmp_path / "wall.csv").write_text("schema = 1\n")
    taken = refused("report", raw, "-p", tmp_path / "wall.csv", "-o", tmp_path / "wall.html")
    assert "wall.csv is the profile 1" in taken
    assert not (tmp_path / "wall.html").exists()
