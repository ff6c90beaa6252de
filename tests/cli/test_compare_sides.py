"""compare with raws on either side, aligned pictures, regions and maps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from scipy.ndimage import gaussian_filter

from tests.cli.conftest import HEIGHT, WIDTH, Ran
from tuner.files.picture import read_picture, write_picture

Tuner = Callable[..., Ran]
Refused = Callable[..., str]


@pytest.fixture(scope="module")
def scenes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A picture with detail, and a part of it."""
    folder = tmp_path_factory.mktemp("scenes")
    detail = gaussian_filter(np.random.default_rng(2).normal(0, 1, (150, 200, 3)), (1.5, 1.5, 0))
    pixels = np.clip(128 + 60 * detail / detail.std(), 0, 255).astype(np.uint8)
    write_picture(folder / "whole.png", pixels, state=None)
    write_picture(folder / "part.png", pixels[20:140, 30:190], state=None)
    return folder / "whole.png", folder / "part.png"


def test_a_raw_is_its_export(tuner: Tuner, raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.png"
    assert tuner("render", raw, "-o", out, "--set", "sharpen.amount=1.5").code == 0
    assert tuner("profile", "new", tmp_path / "p.toml").code == 0
    assert tuner("profile", "set", tmp_path / "p.toml", "sharpen.amount=1.5").code == 0
    same = tuner("compare", raw, out, "--profile-a", tmp_path / "p.toml", "--json").json
    assert same["identical"]
    assert same["parameters"] == {}
    other = tuner("compare", raw, out, "--json").json
    assert not other["identical"]
    assert other["parameters"]["sharpen.amount"] == {"a": 0.5, "b": 1.5}
    assert other["edge_change"] > 0  # the second is sharper
    words = tuner("compare", raw, raw, "--profile-b", out).out
    assert "sharpen.amount:  0.5  ->  1.5" in words


def test_pictures_made_under_different_conditions_say_so(tuner: Tuner, raw: Path, tmp_path: Path) -> None:
    """A picture carries what its tabled tuning was read under; the raw beside it is read under its own."""
    out = tmp_path / "high.png"
    assert tuner("render", raw, "-o", out, "--iso", 3200, "--lux", 20).code == 0
    ran = tuner("compare", raw, out)
    (line,) = [line for line in ran.out.splitlines() if line.startswith("condition:")]
    assert line.split("->")[0].count("ISO 200") == 1
    assert "ISO 3200" in line.split("->")[1]
    told = tuner("compare", raw, out, "--json").json["conditions"]
    assert (told["a"]["iso"], told["b"]["iso"], told["b"]["lux"]) == (200, 3200, 20)
    assert told["a"]["cct"] == told["b"]["cct"]
    assert tuner("compare", raw, raw).out.count("condition:") == 0


def test_what_tables_gave_is_marked_and_what_differs_elsewhere_named(tuner: Tuner, raw: Path, tmp_path: Path) -> None:
    """The raw's ISO is 200: both tables give amount there, only one gives sigma otherwise, and only elsewhere."""
    one, two, old = tmp_path / "one.toml", tmp_path / "two.toml", tmp_path / "old.png"
    for path, values in ((one, "[0.9, 0.1]"), (two, "[0.7, 0.1]")):
        assert tuner("profile", "new", path).code == 0
        assert tuner("profile", "set", path, f"sharpen.amount={{iso=[200, 6400], values={values}}}").code == 0
    assert tuner("profile", "set", two, "sharpen.sigma={iso=[200, 6400], values=[0.8, 1.5]}").code == 0
    assert tuner("profile", "set", one, "sharpen.sigma=0.8").code == 0
    ran = tuner("compare", raw, raw, "--profile-a", one, "--profile-b", two)
    assert "sharpen.amount:  0.9 (table)  ->  0.7 (table)" in ran.out
    assert "sharpen.sigma" not in ran.out
    assert (
        "note: under other conditions the tunings differ in sharpen.sigma as well; 'tuner profile diff' lists it"
        in ran.err
    )
    told = tuner("compare", raw, raw, "--profile-a", one, "--profile-b", two, "--json").json["tabled"]
    assert told == {"a": ["sharpen.amount"], "b": ["sharpen.amount", "sharpen.sigma"]}
    assert tuner("render", raw, "-o", old, "-p", one).code == 0
    picture = read_picture(old)
    assert picture.state is not None
    assert tuner("compare", old, raw, "--json").json["tabled"] == {"a": ["sharpen.amount"], "b": []}
    write_picture(old, picture.pixels, state=replace(picture.state, tabled=None))  # as before it was written down
    ran = tuner("compare", old, raw)
    assert "sharpen.amount:  0.9  ->  0.5" in ran.out
    assert ran.err.count("does not tell which of its values tables over conditions gave") == 1
    assert ran.err.startswith("note: old.png was saved by an older version")


def test_raws_are_read_under_the_condition_that_is_given(
    tuner: Tuner, refused: Refused, raw: Path, tmp_path: Path
) -> None:
    """The raw's ISO is 200; at 6400 the table gives what `render --iso 6400` does, and the line says who said so."""
    tabled, high, plain = tmp_path / "p.toml", tmp_path / "high.png", tmp_path / "plain.png"
    assert tuner("profile", "new", tabled).code == 0
    assert tuner("profile", "set", tabled, "sharpen.amount={iso=[200, 6400], values=[0.9, 0.1]}").code == 0
    assert tuner("render", raw, "-o", high, "-p", tabled, "--iso", 6400).code == 0
    words = ("compare", raw, high, "--profile-a", tabled)
    assert not tuner(*words, "--json").json["identical"]
    found = tuner(*words, "--iso", 6400, "--json").json
    assert (found["identical"], found["conditions"]["a"]["iso"]) == (True, 6400)
    assert found["given"] == {"a": ["iso"], "b": []}
    ran = tuner(*words, "--iso", 6400)
    (line,) = [line for line in ran.out.splitlines() if line.startswith("condition:")]
    assert line.count("(given)") == line.split("->")[0].count("ISO 6400 (given) · ") == 1
    both = tuner("compare", raw, raw, "--profile-a", tabled, "--iso", 6400, "--lux", 20)
    assert ["sharpen.amount:", "0.1", "(table)", "->", "0.5"] in [line.split() for line in both.out.splitlines()]
    (line,) = [line for line in both.out.splitlines() if line.startswith("condition:")]
    assert [side.count("(given)") for side in line.split("->")] == [2, 2]
    picture = read_picture(high)
    write_picture(plain, picture.pixels, state=None)
    assert "->  not known" in tuner("compare", raw, plain, "--iso", 6400).out
    assert "neither A nor B is one; leave them out" in refused("compare", high, plain, "--lux", 20)


def test_alignment_is_reported(tuner: Tuner, refused: Refused, scenes: tuple[Path, Path]) -> None:
    assert "add --align" in refused("compare", *scenes)
    ran = tuner("compare", *scenes, "--align", "--json", "--region", "40,30,20,25")
    assert ran.json["aligned"] == {
        "scale": [1, 1], "shift": [-30, -20], "turn": 0.0, "correlation": pytest.approx(1, abs=0.05),
        "first": [30, 20, 160, 120], "second": [0, 0, 160, 120], "grid": "both",
    }  # fmt: skip
    assert ran.json["identical"]
    assert ran.json["regions"][0]["region"] == [40, 30, 20, 25]
    assert ran.json["regions"][0]["compared"] == [10, 10, 20, 25]
    assert "shifted by -30.00, -20.00 pixels" in ran.err
    assert "does not lie in what both pictures show" in refused("compare", *scenes, "--align", "--region", "0,0,9,9")


def test_a_limit_holds_for_every_region(
    tuner: Tuner, refused: Refused, scenes: tuple[Path, Path], tmp_path: Path
) -> None:
    pixels = read_picture(scenes[0]).pixels.copy()
    pixels[100:120, 50:80] = 255 - pixels[100:120, 50:80]
    write_picture(tmp_path / "spot.png", pixels, state=None)
    words = ["compare", scenes[0], tmp_path / "spot.png", "--fail-above", "de2000_mean=3"]
    assert tuner(*words, "--region", "0,0,40,40").code == 0
    ran = tuner(*words, "--region", "0,0,40,40", "--region", "50,100,30,20")
    assert ran.code == 1
    assert "of region 50,100,30,20" in ran.err
    assert ran.out.splitlines()[0].split() == ["whole", "0,0,40,40", "50,100,30,20"]
    assert "does not lie inside 200 x 150" in refused(*words, "--region", "190,0,40,40")


@pytest.mark.parametrize("kind", ["de2000", "flip", "absolute", "signed"])
def test_maps(tuner: Tuner, scenes: tuple[Path, Path], tmp_path: Path, kind: str) -> None:
    """Equal pictures give an even map; a spot is seen where it is."""
    pixels = read_picture(scenes[0]).pixels.copy()
    pixels[100:120, 50:80] //= 2
    write_picture(tmp_path / "spot.png", pixels, state=None)
    out = tmp_path / "map.png"
    assert tuner("compare", scenes[0], tmp_path / "spot.png", "--map", out, "--map-of", kind).code == 0
    shown = read_picture(out).pixels[:150].astype(int)
    assert (shown[:60, :40] == shown[0, 0]).all()
    assert np.abs(shown[105:115, 55:75] - shown[0, 0]).mean() > 20


def test_what_cannot_be_compared(refused: Refused, raw: Path, scenes: tuple[Path, Path]) -> None:
    assert f"{WIDTH} x {HEIGHT} and 200 x 150" in refused("compare", raw, scenes[0])
    assert "whole.png" in refused("compare", scenes[0], scenes[0], "--profile-a", scenes[0])
    assert "is a folder; name a picture or a raw" in refused("compare", raw.parent, scenes[0])
    assert "add --map OUT.png" in refused("compare", scenes[0], scenes[0], "--map-of", "flip")
    assert "could not be aligned" in refused("compare", raw, scenes[0], "--align")
