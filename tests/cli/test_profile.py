"""profile: make, show, check, diff, set."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Ran
from tuner.files.profile import Profile, load_profile

Tuner = Callable[..., Ran]
Refused = Callable[..., str]


@pytest.fixture
def profile(tuner: Tuner, tmp_path: Path) -> Path:
    path = tmp_path / "p.toml"
    ran = tuner("profile", "new", path)
    assert (ran.code, ran.out) == (0, "")
    return path


def test_new_show_check(tuner: Tuner, profile: Path) -> None:
    assert load_profile(profile).recipe == Profile.default().recipe
    assert tuner("profile", "show", profile).out == profile.read_text()
    ran = tuner("profile", "check", profile)
    assert (ran.code, ran.out) == (0, "p.toml: ok\n")


def test_new_does_not_overwrite(refused: Refused, profile: Path) -> None:
    before = profile.read_bytes()
    assert "exists already" in refused("profile", "new", profile)
    assert profile.read_bytes() == before


def test_set_and_diff(tuner: Tuner, profile: Path, tmp_path: Path) -> None:
    tuner("profile", "new", tmp_path / "q.toml")
    values = ["sharpen.amount=1.5", "sharpen.enabled=false", "demosaic.method=malvar", "exposure.ev=-1"]
    assert tuner("profile", "set", profile, *values).code == 0
    recipe = load_profile(profile).recipe
    assert recipe.value("sharpen.amount") == 1.5
    assert recipe.value("sharpen.enabled") is False
    assert recipe.value("demosaic.method") == "malvar"
    assert recipe.value("exposure.ev") == -1
    found = tuner("profile", "diff", tmp_path / "q.toml", profile, "--json").json
    assert set(found) == {"sharpen.amount", "sharpen.enabled", "demosaic.method", "exposure.ev"}
    assert found["sharpen.amount"] == {"a": 0.5, "b": 1.5}
    lines = tuner("profile", "diff", tmp_path / "q.toml", profile).out.splitlines()
    assert [line.split() for line in lines if line.startswith("sharpen.amount")] == [
        ["sharpen.amount:", "0.5", "->", "1.5"]
    ]


def test_equal_profiles(tuner: Tuner, profile: Path) -> None:
    ran = tuner("profile", "diff", profile, profile)
    assert (ran.code, ran.out) == (0, "")
    assert tuner("profile", "diff", profile, profile, "--json").json == {}


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("sharpen.amount=5", "0 to 4"),
        ("sharpen.amount=nan", "0 to 4"),
        ("demosaic.enabled=false", "cannot be switched off"),
        ("exposure.evv=1", "did you mean 'ev'?"),
        ("color_matrix.matrix=[[1, 0], [0, 1]]", "three rows of three"),
        ("exposure.ev", "not NAME=VALUE"),
        ("exposure.ev=true", "exposure.ev = true is not a number"),
        ("luma_chroma.standard=600", 'luma_chroma.standard = "600" is not one of "601", "709"'),
    ],
)
def test_bad_values_change_nothing(refused: Refused, profile: Path, value: str, says: str) -> None:
    before = profile.read_bytes()
    assert says in refused("profile", "set", profile, "sharpen.sigma=2", value)
    assert profile.read_bytes() == before


def test_set_sets_the_mode_a_knob_waits_for(tuner: Tuner, refused: Refused, profile: Path) -> None:
    """No file is known here, so the mode's other knobs stay as the profile has them."""
    tuner("profile", "set", profile, "white_balance.blue=1.75", "white_balance.mode=gains")
    tuner("profile", "set", profile, "white_balance.temperature=3000")
    assert load_profile(profile).recipe.value("white_balance.mode") == "temperature"
    tuner("profile", "set", profile, "white_balance.red=2")
    recipe = load_profile(profile).recipe
    assert [recipe.value(f"white_balance.{name}") for name in ("mode", "red", "blue")] == ["gains", 2.0, 1.75]
    said = refused("profile", "set", profile, "white_balance.mode=file", "white_balance.red=3")
    assert "white_balance.red counts only with white_balance.mode = 'gains'" in said
    assert load_profile(profile).recipe == recipe


def test_a_table_or_text_sets_the_mode_it_waits_for(
    tuner: Tuner, refused: Refused, profile: Path, tmp_path: Path
) -> None:
    """Else matrices over the light, from a line or from CSV, would be there and change nothing."""
    tuner("profile", "set", profile, "white_balance.red={cct=[3000, 6000], values=[1.5, 2]}")
    assert load_profile(profile).recipe.value("white_balance.mode") == "gains"
    (tmp_path / "m.csv").write_text("cct," + ",".join(f"m{i}{j}" for i in "123" for j in "123")
                                    + "\n3000,2,-1,0,0,1,0,0,0,1\n6000,1,0,0,0,1,0,0,0,1\n")  # fmt: skip
    tuner("profile", "put", profile, "color_matrix.matrix", tmp_path / "m.csv")
    assert load_profile(profile).recipe.value("color_matrix.source") == "manual"
    said = refused("profile", "set", profile, "white_balance.mode=file", "white_balance.red={cct=[3000], values=[1]}")
    assert "white_balance.red counts only with white_balance.mode = 'gains'" in said
    tuner("profile", "set", profile, "white_balance.mode={iso=[100, 800], values=['file', 'gains']}")
    tuner("profile", "set", profile, "white_balance.red={cct=[3000, 6000], values=[1.6, 2]}")
    assert load_profile(profile).tuning.table("white_balance.mode") is not None  # it says where red counts


@pytest.mark.parametrize("task", ["show", "check"])
def test_bad_profiles_are_named(refused: Refused, tmp_path: Path, task: str) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text("schema = 1\n[sharpen]\namount = 99\n")
    said = refused("profile", task, bad)
    assert "bad.toml" in said
    assert "sharpen.amount = 99" in said
    assert "there is no such file" in refused("profile", task, tmp_path / "nowhere.toml")


def test_a_choice_in_a_profile_needs_quotes(refused: Refused, tmp_path: Path) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text("schema = 1\n[luma_chroma]\nstandard = 601\n")
    assert 'luma_chroma.standard = 601 is not one of "601", "709"' in refused("profile", "check", bad)


@pytest.fixture
def picture(tuner: Tuner, raw: Path, tmp_path: Path) -> Path:
    path = tmp_path / "tuned.png"
    assert tuner("render", raw, "-o", path, "--set", "exposure.ev=0.5").code == 0
    return path


def test_a_picture_is_read_as_a_profile(tuner: Tuner, profile: Path, picture: Path) -> None:
    assert "ev = 0.5" in tuner("profile", "show", picture).out.splitlines()
    assert tuner("profile", "check", picture).out == "tuned.png: ok\n"
    assert tuner("profile", "diff", profile, picture).out.split() == ["exposure.ev:", "0", "->", "0.5"]
    assert tuner("profile", "diff", picture, picture).out == ""


def test_a_picture_is_not_changed(refused: Refused, picture: Path) -> None:
    before = picture.read_bytes()
    assert "tuned.png is a picture saved by ISP Tuner" in refused("profile", "set", picture, "exposure.ev=1")
    assert picture.read_bytes() == before


def test_a_picture_that_carries_nothing(refused: Refused, tmp_path: Path) -> None:
    from PIL import Image

    plain = tmp_path / "plain.png"
    Image.new("RGB", (3, 3)).save(plain)
    for words in (["show"], ["check"], ["set", "exposure.ev=1"]):
        assert "does not carry the tuning" in refused("profile", words[0], plain, *words[1:])
    hidden = plain.rename(tmp_path / "hidden.toml")
    assert "it is a picture, and a profile is a TOML text" in refused("profile", "show", hidden)


def test_new_is_a_toml_in_a_folder(refused: Refused, tmp_path: Path) -> None:
    assert "must end in .toml" in refused("profile", "new", tmp_path / "p.json")
    assert f"the folder '{tmp_path / 'no'}' does not exist" in refused("profile", "new", tmp_path / "no" / "p.toml")
    assert not list(tmp_path.iterdir())


def test_matrices_that_differ_read_differently(tuner: Tuner, profile: Path) -> None:
    """However small the difference and however far behind."""
    tuner("profile", "set", profile, "color_matrix.matrix=[[1.25, 0, -0.25], [0, 1, 0], [0, 0, 1]]")
    ran = tuner("profile", "set", profile, "color_matrix.matrix=[[1.25, 0, -0.25], [0, 1, 0], [0, 0, 1.0000001]]")
    assert ran.err == (
        "color_matrix.matrix: [[1.25, 0, -0.25], [0, 1, 0], [0, 0, 1]] -> "
        "[[1.25, 0, -0.25], [0, 1, 0], [0, 0, 1.0000001]]\n"
    )
    assert tuner("profile", "set", profile, "sharpen.enabled=false").err == "sharpen.enabled: true -> false\n"


def test_a_choice_in_digits(tuner: Tuner, profile: Path) -> None:
    """luma_chroma's standards are the words 601 and 709, with or without quotes."""
    for value in ("601", '"601"'):
        assert tuner("profile", "set", profile, f"luma_chroma.standard={value}").code == 0
        assert load_profile(profile).recipe.value("luma_chroma.standard") == "601"
