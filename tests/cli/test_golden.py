"""golden: what is recorded is found again, what moved is named with its parameters, what cannot be checked is said."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.conftest import Ran, write_raw
from tuner.core.condition import UNKNOWN, Condition
from tuner.core.orient import Rect
from tuner.files.errors import FileError
from tuner.files.golden import NAME, Case, Golden, pictures_of, read_golden, write_golden
from tuner.files.picture import read_picture, restore, write_picture

Tuner = Callable[..., Ran]
Refused = Callable[..., str]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two raws, never changed."""
    folder = tmp_path_factory.mktemp("kept")
    write_raw(folder / "day.dng")
    write_raw(folder / "night.dng", iso=3200.0)
    return folder


@pytest.fixture
def folder(tuner: Tuner, kept: Path, tmp_path: Path) -> Path:
    """A copy with a profile, recorded."""
    made = tmp_path / "golden"
    shutil.copytree(kept, made)
    assert tuner("profile", "new", made / "indoor.toml").code == 0
    ran = tuner("golden", "record", made)
    assert ran.code == 0, ran
    assert "recorded 2 screenshots" in ran.err
    return made


def test_what_was_recorded_is_found_again(tuner: Tuner, folder: Path) -> None:
    """Also where all of it was moved; pictures are those of render."""
    assert {p.name for p in folder.glob("*.png")} == {"day_indoor.png", "night_indoor.png"}
    elsewhere = folder.with_name("moved")
    folder.rename(elsewhere)
    ran = tuner(
        "golden", "check", elsewhere, "--json", "--fail-above", "de2000_max=0", "flip_mean=0", "--fail-below", "ssim=1"
    )
    assert ran.code == 0, ran
    assert (ran.json["checked"], ran.json["moved"], ran.json["unusable"]) == (2, 0, 0)
    assert all(case["figures"]["flip_mean"] == 0 for case in ran.json["cases"])
    assert tuner("render", elsewhere / "day.dng", "-o", elsewhere / "x.png", "-p", elsewhere / "indoor.toml").code == 0
    assert (elsewhere / "x.png").read_bytes() == (elsewhere / "day_indoor.png").read_bytes()


def test_a_record_that_fails_leaves_the_goldens_as_they_were(tuner: Tuner, folder: Path) -> None:
    """The second raw turns out to be broken when the first one's picture has been made anew."""
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    tuner("profile", "set", folder / "indoor.toml", "exposure.ev=1")
    (folder / "night.dng").write_bytes(before["night.dng"][:1000])
    ran = tuner("golden", "record", folder)
    assert ran.code == 2
    assert "night.dng: is cut short" in ran.err
    (folder / "night.dng").write_bytes(before["night.dng"])
    assert {path.name for path in folder.iterdir()} == set(before)
    ran = tuner("golden", "check", folder, "--json")
    # held against the pictures of before, not those of the failed record
    assert (ran.code, ran.json["moved"]) == (1, 2)


def test_what_lies_beside_a_raw_is_no_profile(tuner: Tuner, folder: Path) -> None:
    """Regions marked in the window, and what a dump is."""
    (folder / "day.dng.tuner.toml").write_text("schema = 1\n")
    (folder / "night.dng.toml").write_text("width = 4\n")
    assert tuner("golden", "record", folder).code == 0
    assert {p.name for p in folder.glob("*.png")} == {"day_indoor.png", "night_indoor.png"}


def test_a_folder_for_maps_that_is_missing_is_named(refused: Refused, folder: Path, tmp_path: Path) -> None:
    said = refused("golden", "check", folder, "--maps", tmp_path / "nowhere")
    assert "--maps: the folder '" in said
    assert "nowhere' does not exist; create it" in said


def test_a_moved_parameter_is_named(tuner: Tuner, folder: Path, tmp_path: Path) -> None:
    """Exit 1 with the pictures, the figures and what was changed; recording again makes it the new right."""
    assert tuner("profile", "set", folder / "indoor.toml", "color_adjust.saturation=1.5").code == 0
    (tmp_path / "maps").mkdir()
    ran = tuner("golden", "check", folder, "--maps", tmp_path / "maps")
    assert ran.code == 1
    lines = ran.out.splitlines()
    assert [line.split()[0] for line in lines] == ["day_indoor.png", "night_indoor.png"]
    assert all("de2000_max" in line and "is above 1" in line for line in lines)
    assert "day_indoor.png: color_adjust.saturation was 1 and is 1.5" in ran.err
    assert {p.name for p in (tmp_path / "maps").iterdir()} == {"day_indoor_map.png", "night_indoor_map.png"}
    found = tuner("golden", "check", folder, "--json", "--fail-above", "de2000_max=100").json
    assert found["moved"] == 0  # the limit given goes before the one recorded
    assert found["cases"][0]["parameters"] == {"color_adjust.saturation": {"golden": 1, "now": 1.5}}
    assert tuner("golden", "record", folder).code == 0
    assert tuner("golden", "check", folder, "--fail-above", "de2000_max=0").code == 0


TABLE = "sharpen.amount={{iso=[200, 3200, 12800], values=[0.9, 0.2, {}]}}"


def test_what_tables_gave_is_marked(tuner: Tuner, folder: Path) -> None:
    """The raws' ISO is 200 and 3200; the picture tells what tables gave when it was recorded, the profile what they do."""
    words = ("golden", "check", folder, "--fail-above", "de2000_max=0")
    assert tuner("profile", "set", folder / "indoor.toml", TABLE.format(0.1)).code == 0
    assert "day_indoor.png: sharpen.amount was 0.5 and is 0.9 (table)" in tuner(*words).err
    assert tuner("golden", "record", folder).code == 0
    (folder / "indoor.toml").unlink()
    assert tuner("profile", "new", folder / "indoor.toml").code == 0
    assert tuner("profile", "set", folder / "indoor.toml", "sharpen.amount=1.5").code == 0
    ran = tuner(*words)
    assert "day_indoor.png: sharpen.amount was 0.9 (table) and is 1.5\n" in ran.err
    assert "night_indoor.png: sharpen.amount was 0.2 (table) and is 1.5\n" in ran.err
    assert "older version" not in ran.err
    assert tuner(*words, "--json").json["cases"][0]["tabled"] == {"golden": ["sharpen.amount"], "now": []}
    picture = read_picture(folder / "day_indoor.png")
    assert picture.state is not None
    write_picture(folder / "day_indoor.png", picture.pixels, state=replace(picture.state, tabled=None))
    ran = tuner(*words)
    assert "day_indoor.png: sharpen.amount was 0.9 and is 1.5\n" in ran.err
    assert ran.err.count("note: day_indoor.png was saved by an older version") == 1


def test_a_condition_is_kept_and_checked_under(tuner: Tuner, folder: Path) -> None:
    """Recorded at ISO 12800: the check sees what changes there and nothing else, and recording again keeps it."""
    assert tuner("profile", "set", folder / "indoor.toml", TABLE.format(0.1)).code == 0
    equal = ("golden", "check", folder, "--fail-above", "de2000_max=0")
    assert read_golden(folder).cases[0].given == UNKNOWN
    assert "schema = 1" in (folder / NAME).read_text()
    ran = tuner("golden", "record", folder, "--iso", 12800, "--json")
    assert [case["condition"] for case in ran.json["cases"]] == [{"iso": 12800, "cct": None, "lux": None}] * 2
    assert f"recorded 2 screenshots in {folder} under ISO 12800 (given)" in ran.err
    assert [case.given for case in read_golden(folder).cases] == [Condition(iso=12800.0)] * 2
    assert "schema = 2" in (folder / NAME).read_text()  # another program would check under the raw's own
    state = read_picture(folder / "day_indoor.png").state
    assert state is not None
    assert (state.condition.iso, restore(state).value("sharpen.amount")) == (12800, 0.1)
    assert tuner(*equal).code == 0
    assert tuner("profile", "set", folder / "indoor.toml", "sharpen.amount=0.3", "--iso", 200).code == 0
    assert tuner(*equal).code == 0  # the raws' own condition is not what was recorded
    assert tuner("profile", "set", folder / "indoor.toml", "sharpen.amount=0.7", "--iso", 12800).code == 0
    ran = tuner(*equal)
    assert ran.code == 1
    for name in ("day", "night"):
        assert f"{name}_indoor.png: sharpen.amount was 0.1 (table) and is 0.7 (table)" in ran.err
        assert f"{name}_indoor.png: checked under ISO 12800 (given)" in ran.err
    assert tuner("golden", "record", folder).code == 0
    assert read_golden(folder).cases[1].given == Condition(iso=12800.0)
    assert tuner(*equal).code == 0


def test_limits_are_kept_and_have_a_direction(tuner: Tuner, refused: Refused, folder: Path) -> None:
    assert read_golden(folder).above == (("de2000_max", 1.0),)
    assert tuner("golden", "record", folder, "--fail-below", "psnr=80").code == 0
    assert (read_golden(folder).above, read_golden(folder).below) == ((("de2000_max", 1.0),), (("psnr", 80.0),))
    assert "use --fail-above de2000_max=1" in refused("golden", "check", folder, "--fail-below", "de2000_max=1")
    write_golden(folder, Golden(read_golden(folder).cases, above=(("psnr", 30.0),)))
    assert "'psnr' cannot be limited there" in refused("golden", "check", folder)


def test_one_that_cannot_be_checked_stops_no_other(tuner: Tuner, folder: Path) -> None:
    write_raw(folder / "day.dng", iso=50.0)
    ran = tuner("golden", "check", folder)
    assert ran.code == 2
    assert "day.dng: it is not the file that was recorded" in ran.out
    assert "1 as recorded, 0 moved, 1 cannot be checked" in ran.err
    (folder / "night.dng").unlink()
    (folder / "day_indoor.png").unlink()
    assert "0 as recorded, 0 moved, 2 cannot be checked" in tuner("golden", "check", folder).err


def test_a_picture_that_was_painted_on(tuner: Tuner, folder: Path) -> None:
    """The parameters are the same, and still the pixels are not."""
    picture = read_picture(folder / "day_indoor.png")
    pixels = picture.pixels.copy()
    pixels[3, 4] = 255 - pixels[3, 4]
    write_picture(folder / "day_indoor.png", pixels, state=picture.state)
    ran = tuner("golden", "check", folder, "--json")
    assert ran.code == 1
    assert [case["parameters"] for case in ran.json["cases"]] == [{}, {}]
    assert [len(case["failed"]) for case in ran.json["cases"]] == [1, 0]


def test_named_raws_profiles_and_a_crop(tuner: Tuner, kept: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    assert tuner("golden", "record", out, kept / "day.dng", "--crop", "3,4,20,10").code == 0
    case = read_golden(out).cases[0]
    assert (case.picture, case.profile, tuple(case.crop or ())) == ("day.png", "", (3, 4, 20, 10))
    assert read_picture(out / "day.png").pixels.shape == (10, 20, 3)
    assert tuner("golden", "check", out).code == 0


def test_what_is_refused(tuner: Tuner, refused: Refused, kept: Path, tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    assert "gone does not exist; create the folder and put raws into it" in refused("golden", "record", gone)
    assert "gone does not exist; create the folder first" in refused("golden", "record", gone, kept / "day.dng")
    assert "gone does not exist; give the folder that 'tuner golden record' wrote" in refused("golden", "check", gone)
    assert "day.dng is not a folder; give the one" in refused("golden", "check", kept / "day.dng")
    assert "no raw file" in refused("golden", "record", tmp_path)
    assert "tuner golden record" in refused("golden", "check", tmp_path)
    assert "not there" in refused("golden", "record", tmp_path, kept / "day.dng", "-p", tmp_path / "x.toml")
    ran = tuner("golden", "record", tmp_path, kept / "day.dng", "--crop", "0,0,999,9")
    assert ran.code == 2
    assert "does not lie inside" in ran.err
    assert not list(tmp_path.iterdir())


GOOD = 'schema = 1\n[[case]]\nraw = "a.dng"\nraw_sha256 = ""\nprofile = ""\npicture = "a.png"\n'


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("x = [", "not a valid TOML"),
        ("x = 1", "not a list of golden"),
        ("schema = 99", "newer"),
        ("schema = 1", "names no screenshot"),
        (GOOD.replace('"a.png"', '"../a.png"'), "not the name of a .png"),
        (GOOD.replace('"a.png"', '"/etc/a.png"'), "not the name of a .png"),
        (GOOD.replace('"a.png"', '"a.toml"'), "not the name of a .png"),
        (GOOD.replace('"a.dng"', "5"), "lacks its raw"),
        (GOOD + "crop = [1, 2, 3]", "not four whole numbers"),
        (GOOD + "condition = 3", "not made of numbers for iso, cct, lux"),
        (GOOD + "condition = {isp = 3}", "not made of numbers"),
        (GOOD + "condition = {iso = true}", "not made of numbers"),
        (GOOD + "condition = {iso = 1" + "0" * 400 + "}", "not made of numbers"),
        (GOOD + "condition = {iso = 0}", "iso = 0 is not a number from 1"),
        ("fail_above = 3\n" + GOOD, "not a table of numbers"),
        ("fail_above = {de2000_max = nan}\n" + GOOD, "all of them finite"),
        ("fail_below = {psnr = -inf}\n" + GOOD, "all of them finite"),
        ("fail_below = {psnr = 1" + "0" * 400 + "}\n" + GOOD, "all of them finite"),
    ],
)
def test_lists_that_are_none(tmp_path: Path, text: str, says: str) -> None:
    """Nothing a list says makes a picture outside its folder."""
    (tmp_path / NAME).write_text(text)
    with pytest.raises(FileError, match=says):
        read_golden(tmp_path)


def test_a_list_comes_back(tmp_path: Path) -> None:
    plain = Case("ä/b.dng", "0" * 64, "", "b.png")
    under = replace(plain, picture="c.png", crop=Rect(1, 2, 3, 4), given=Condition(cct=4000.0, lux=0.5))
    golden = Golden((plain, under), (("de2000_max", 0.5),), (("ssim", 0.9),))
    write_golden(tmp_path, golden)
    assert read_golden(tmp_path) == golden
    assert pictures_of([("a/x.dng", "p.toml"), ("b/X.dng", "p.toml")]) == ("x_p.png", "X_p-2.png")
