"""sweep: the sheet, the numbers, and what is refused before any work."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import HEIGHT, WIDTH, Ran, write_raw
from tuner.files.picture import read_picture

Tuner = Callable[..., Ran]
Refused = Callable[..., str]


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_raw(tmp_path_factory.mktemp("raws") / "tiny.dng")


def test_sheet_csv_and_json(tuner: Tuner, raw: Path, tmp_path: Path) -> None:
    out, csv = tmp_path / "sheet.png", tmp_path / "n.csv"
    words = [
        "--param",
        "sharpen.amount=0:2:3",
        "demosaic.method=malvar,gradient",
        "--crop",
        "3,4,40,30",
        "--region",
        "flat",
    ]
    ran = tuner("sweep", *words, raw, "-o", out, "--csv", csv, "--json")
    assert ran.code == 0
    found = ran.json
    assert (found["crop"], found["metric"], found["unit"]) == ([3, 4, 40, 30], "noise", "codes")
    assert [(t["sharpen.amount"], t["demosaic.method"]) for t in found["tiles"]] == [
        (a, m) for m in ("malvar", "gradient") for a in (0, 1, 2)
    ]
    assert all(t["noise"] > 0 for t in found["tiles"])
    picture = read_picture(out)
    assert (picture.primaries, picture.transfer) == ("rec709", "srgb")
    assert picture.pixels.shape[1] == 12 + 3 * (150 + 12)
    assert len(csv.read_text().splitlines()) == 7


def test_a_tile_is_what_render_writes(tuner: Tuner, raw: Path, tmp_path: Path) -> None:
    """Also at the file's default crop, which a small picture fills."""
    out, one = tmp_path / "sheet.png", tmp_path / "one.png"
    ran = tuner("sweep", raw, "--param", "exposure.ev=0,0.5", "--metric", "de2000", "-o", out)
    assert ran.code == 0
    assert ran.out.splitlines()[0].endswith("DE2000 0.00")
    assert tuner("render", raw, "--set", "exposure.ev=0.5", "-o", one).code == 0
    sheet, tile = read_picture(out).pixels, read_picture(one).pixels
    assert tile.shape[:2] == (HEIGHT, WIDTH)
    assert (sheet[64 : 64 + HEIGHT, 12 + 162 : 12 + 162 + WIDTH] == tile).all()


def test_the_reference_is_compared_with(tuner: Tuner, raw: Path, tmp_path: Path) -> None:
    one, out = tmp_path / "one.png", tmp_path / "sheet.png"
    assert tuner("render", raw, "--set", "exposure.ev=0.5", "-o", one).code == 0
    words = ["--param", "exposure.ev=0,0.5", "--metric", "de2000", "--reference", one]
    found = tuner("sweep", raw, *words, "-o", out, "--json").json["tiles"]
    assert found[1]["de2000"] < 0.2 < found[0]["de2000"]  # the reference has 8 bits


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--param", "sharpen.amont=0:1:3"], "did you mean 'amount'"),
        (["--param", "sharpen.amount=0:9:3"], "is not a number from 0 to 4"),
        (["--param", "sharpen.amount=a:b:3"], "is not FROM:TO:STEPS"),
        (["--param", "sharpen.amount=0:1:1"], "2 to 144 steps"),
        (["--param", "demosaic.method=0:1:3"], "is for numbers"),
        (["--param", "sharpen.amount=1,1"], "values that differ"),
        (["--param", "sharpen.amount=0:1:3", "sharpen.amount=0:1:4"], "two that differ"),
        (
            ["--param", "sharpen.amount=0:1:3", "--metric", "overshoot", "--region", "1,1,9,9"],
            "--region is for --metric noise",
        ),
        (["--param", "sharpen.amount=0:1:3", "--reference", "x.png"], "--reference is for --metric de2000"),
        (["--param", "sharpen.amount=0:1:3", "--crop", "50,40,20,20"], "does not lie inside 61 x 43"),
        (["--param", "sharpen.amount=0:1:3", "--metric", "overshoot", "--crop", "0,0,10,10"], "no clear edge"),
        (["--param", "sharpen.amount=0:1:3", "--set", "sharpen.enabled=false"], "Sharpen is switched off"),
    ],
)
def test_what_cannot_be_swept(refused: Refused, raw: Path, tmp_path: Path, words: list[str], says: str) -> None:
    out = tmp_path / "sheet.png"
    assert says in refused("sweep", raw, *words, "-o", out)
    assert not out.exists()


def test_places_that_cannot_be_written(refused: Refused, raw: Path, tmp_path: Path) -> None:
    words = ["--param", "sharpen.amount=0:1:3"]
    assert "written without loss" in refused("sweep", raw, *words, "-o", tmp_path / "sheet.jpg")
    assert "cannot be written as" in refused("sweep", raw, *words, "-o", tmp_path / "sheet.gif")
    both = tmp_path / "both.png"
    assert "name one file" in refused("sweep", raw, *words, "-o", both, "--csv", both)
    assert "the folder 'gone' does not exist" in refused("sweep", raw, *words, "-o", "gone/a.png").replace(
        str(tmp_path), ""
    )
