"""Profiles with tables and layers: the same bytes again, small differences of text, nothing read outside the folder."""

from __future__ import annotations

import difflib
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.core.test_tuning import MATRICES, tables
from tests.files.made_up import MADE_UP, NEWER
from tuner.core.condition import Condition
from tuner.core.recipe import Recipe
from tuner.core.tabled import Tabled
from tuner.core.tuning import Tuning
from tuner.files import upgrade
from tuner.files.errors import FileError
from tuner.files.layers import MAX_LAYERS
from tuner.files.profile import Profile, load_profile, parse_profile, save_profile
from tuner.stages import RACK

KEPT = Path(__file__).resolve().parents[1] / "profiles"
AMOUNT = Tabled((("iso", (100.0, 800.0, 6400.0)),), (0.5, 0.4, 0.2))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(tables(), tables(MATRICES, ("cct",)), tables(st.sampled_from(["malvar", "menon"])), st.floats(25, 1e5))
def test_save_load_save_gives_the_same_bytes(
    tmp_path: Path, gain: Tabled, matrix: Tabled, method: Tabled, iso: float
) -> None:
    held = {"kinds.gain": gain, "kinds.matrix": matrix, "kinds.method": method}
    tuning = Tuning.of(Recipe.default(MADE_UP), held, Condition(iso, 4000, 10))
    save_profile(tmp_path / "a.toml", Profile("a", "", tuning))
    loaded = load_profile(tmp_path / "a.toml", MADE_UP)
    save_profile(tmp_path / "b.toml", loaded)
    assert loaded.tuning == tuning
    assert (tmp_path / "a.toml").read_bytes() == (tmp_path / "b.toml").read_bytes()


def test_a_table_reads_well_and_one_knot_is_one_line() -> None:
    table = Tabled((("iso", (100.0, 800.0)), ("cct", (2850.0, 6500.0))), (1.0, 2.0, 3.0, 4.0))
    text = Profile("", "", Tuning.of(Recipe.default(MADE_UP), {"kinds.gain": table})).text
    assert (
        """
[kinds.gain]
iso = [100.0, 800.0]
cct = [2850.0, 6500.0]
values = [
    [
        1.0,
        2.0,
    ],
    [
        3.0,
        4.0,
    ],
]
"""
        in text
    )
    other = Profile("", "", Tuning.of(Recipe.default(MADE_UP), {"kinds.gain": table.with_node((1, 0), 3.5)})).text
    lines = [line for line in difflib.unified_diff(text.splitlines(), other.splitlines(), n=0) if line[0] in "+-"]
    assert lines[2:] == ["-        3.0,", "+        3.5,"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("schema = 1\n[sharpen.amount]\niso = [100]\nvalues = [1]", "which schema 1 does not know"),
        ("schema = 1\n[condition]\niso = 100", "'condition' needs schema 2"),
        ("schema = 2\n[sharpen.amount]\niso = [100]", "sharpen.amount: it has no list of values"),
        ("schema = 2\n[sharpen.amount]\niso = [100]\nvalues = [9]", r"sharpen.amount = 9 is not .* \(at ISO 100\)"),
        ("schema = 2\n[sharpen.amount]\nisp = [100]\nvalues = [1]", "perhaps 'iso' was meant"),
        ("schema = 2\n[sharpen.amount]\niso = [-1]\nvalues = [1]", "iso = -1 is not a number from 1 to 10000000"),
        ("schema = 2\n[sharpen.amont]\niso = [100]\nvalues = [1]", "perhaps 'amount' was meant"),
        ("schema = 2\n[black_level.enabled]\niso = [100]\nvalues = [false]", "cannot be switched off"),
        ("schema = 2\n[condition]\niso = 'x'", "iso = x is not a number"),
        ("schema = 2\n[condition]\nisp = 1", "perhaps 'iso' was meant"),
        ("schema = 2\ncondition = 1", "condition is not a table"),
        ("schema = 2\nextends = 1", "extends is not a text"),
        ("schema = 2\nextends = 'a.toml'", "extends another profile, which cannot be read from here"),
    ],
)
def test_a_fault_is_one_sentence_that_names_it(text: str, words: str) -> None:
    with pytest.raises(FileError, match=words) as caught:
        parse_profile(text, "/some/where/p.toml")
    assert "\n" not in str(caught.value)


# -- layers


@pytest.fixture
def layered(tmp_path: Path) -> Path:
    """sensor <- module <- scene, each in a folder of its own."""
    (tmp_path / "base").mkdir()
    tuning = Tuning.of(Recipe.default(RACK), {"sharpen.amount": AMOUNT}, Condition(200, 5000, 100))
    save_profile(tmp_path / "base" / "sensor.toml", Profile("Sensor", "", tuning))
    (tmp_path / "base" / "module.toml").write_text(
        'schema = 2\nname = "Module"\nextends = "sensor.toml"\n[condition]\ncct = 3000\n[exposure]\nev = 0.5\n'
    )
    (tmp_path / "scene.toml").write_text(
        'schema = 2\nname = "Scene"\nextends = "base/module.toml"\n[versions]\nsharpen = 1\n[sharpen]\nsigma = 2.0\n'
    )
    return tmp_path / "scene.toml"


def test_what_a_layer_leaves_out_is_that_of_the_layer_below(layered: Path) -> None:
    scene = load_profile(layered)
    assert [layer.name for layer in scene.layers] == ["Scene", "Module", "Sensor"]
    assert scene.tuning.condition == Condition(200, 3000, 100)
    recipe = scene.resolve(Condition(iso=800))
    found = [recipe.value(path) for path in ("sharpen.sigma", "exposure.ev", "sharpen.amount")]
    assert found == [2.0, 0.5, 0.4]
    layers = [scene.layer_of(path) for path in ("sharpen.sigma", "exposure.ev", "sharpen.amount", "condition.cct")]
    assert layers == [0, 1, 2, 1]


def test_a_layer_states_only_its_own_and_comes_back_the_same(layered: Path) -> None:
    scene = load_profile(layered)
    assert "amount" not in scene.text
    assert scene.text.count("[") == 2  # [versions] and [sharpen]
    save_profile(layered, scene)
    assert load_profile(layered) == scene
    assert layered.read_text() == scene.text
    assert scene.flat().base is None
    assert parse_profile(scene.flat().text, "x").tuning == scene.tuning


def test_a_change_belongs_to_the_top_and_going_back_leaves_it_to_the_layer(layered: Path) -> None:
    scene = load_profile(layered)
    changed = scene.tuned(scene.tuning.with_values({"exposure.ev": 1.0, "sharpen.sigma": 2.5}, Condition()))
    assert changed.own == {"sharpen.sigma", "exposure.ev"}
    back = changed.tuned(scene.tuning.with_values({"sharpen.sigma": 2.5}, Condition()))
    assert back.own == {"sharpen.sigma"}
    assert scene.base is not None
    nothing = changed.tuned(scene.base.tuning)
    assert (nothing.own, nothing.tuning) == (frozenset(), scene.base.tuning)


def test_what_is_stated_though_equal_stays_stated_until_it_is_touched(tmp_path: Path) -> None:
    save_profile(tmp_path / "base.toml", Profile.default())
    (tmp_path / "top.toml").write_text('schema = 2\nextends = "base.toml"\n[sharpen]\namount = 0.5\n')
    top = load_profile(tmp_path / "top.toml")
    assert "amount = 0.5" in top.text
    assert top.tuned(top.tuning).text == top.text


def test_the_digest_follows_every_layer(layered: Path) -> None:
    before = load_profile(layered).digest
    sensor = layered.parent / "base" / "sensor.toml"
    sensor.write_text(sensor.read_text().replace('name = "Sensor"', 'name = "Other"'))
    assert load_profile(layered).digest != before


@pytest.mark.parametrize(
    ("extends", "words"),
    [
        ("../up.toml", "leads out of its folder"),
        ("base/../../up.toml", "leads out of its folder"),
        ("/etc/up.toml", "leads out of its folder"),
        ("C:\\\\up.toml", "leads out of its folder"),
        ("..\\\\up.toml", "leads out of its folder"),
        ("base\\\\up.toml", "leads out of its folder"),
        ("link.toml", "leads out of its folder"),
        ("up.png", "no profile's name"),
        ("up", "no profile's name"),
        ("a\\u0000.toml", "no profile's name"),
        ("none.toml", "'none.toml', cannot be used: there is no such file"),
        ("bad.toml", "'bad.toml', cannot be used: it is not valid TOML"),
        ("top.toml", r"circle \(top.toml -> top.toml\)"),
    ],
)
def test_a_layer_that_cannot_be_used_is_one_sentence(tmp_path: Path, extends: str, words: str) -> None:
    folder = tmp_path / "in"
    (folder / "base").mkdir(parents=True)
    (tmp_path / "up.toml").write_text("schema = 2\n")
    (folder / "bad.toml").write_text("schema = 2\n[")
    os.symlink(tmp_path / "up.toml", folder / "link.toml")
    (folder / "top.toml").write_text(f'schema = 2\nextends = "{extends}"\n')
    with pytest.raises(FileError, match=words) as caught:
        load_profile(folder / "top.toml")
    assert str(caught.value).startswith("top.toml: ")
    assert "\n" not in str(caught.value)


def test_a_circle_and_a_tower_of_layers_are_refused(tmp_path: Path) -> None:
    for a, b in (("a", "b"), ("b", "c"), ("c", "a")):
        (tmp_path / f"{a}.toml").write_text(f'schema = 2\nextends = "{b}.toml"\n')
    with pytest.raises(FileError, match=r"a.toml: .* circle \(a.toml -> b.toml -> c.toml -> a.toml\)"):
        load_profile(tmp_path / "a.toml")
    for n in range(MAX_LAYERS + 1):
        extends = f'extends = "{n + 1}.toml"\n' if n < MAX_LAYERS else ""
        (tmp_path / f"{n}.toml").write_text(f"schema = 2\n{extends}")
    with pytest.raises(FileError, match=f"more than {MAX_LAYERS}"):
        load_profile(tmp_path / "0.toml")
    assert len(load_profile(tmp_path / "1.toml").layers) == MAX_LAYERS


def test_a_layer_is_not_saved_where_its_base_is_not_found(layered: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    with pytest.raises(FileError, match="not to be found from there"):
        save_profile(elsewhere / "scene.toml", load_profile(layered))
    assert not (elsewhere / "scene.toml").exists()


# -- versions


def test_a_step_of_a_stage_goes_through_every_node_of_a_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """Version 1 called it `strength` in percent, version 2 in 0..1, version 3 `gain`."""
    steps = {
        ("kinds", 1): lambda table: table | {"strength": table["strength"] / 100},
        ("kinds", 2): lambda table: {"gain": table["strength"]},
    }
    monkeypatch.setattr(upgrade, "UPGRADES", steps)
    text = "schema = 2\n[kinds.strength]\niso = [100, 800]\nvalues = [150, 250]\n"
    found = parse_profile(text, "x", NEWER).tuning.table("kinds.gain")
    assert found == Tabled((("iso", (100.0, 800.0)),), (1.5, 2.5))


def test_menon_in_a_table_of_version_1_comes_up() -> None:
    text = 'schema = 2\n[versions]\ndemosaic = 1\n[demosaic.method]\niso = [100, 800]\nvalues = ["menon", "malvar"]\n'
    found = parse_profile(text, "x").tuning.table("demosaic.method")
    assert found == Tabled((("iso", (100.0, 800.0)),), ("gradient", "malvar"))


def test_the_profile_of_schema_2_still_means_the_same() -> None:
    profile = load_profile(KEPT / "schema2.toml")
    assert profile.tuning.condition == Condition(200, 4000, 300)
    at = [profile.resolve(Condition(iso=iso)).value("luma_denoise.strength") for iso in (100, 400, 6400)]
    assert at == [0.25, 0.5, 1.0]
    assert profile.resolve(Condition(cct=2856)).value("color_matrix.matrix") == (
        (1.5, -0.25, -0.25), (-0.125, 1.25, -0.125), (0.0, -0.5, 1.5),
    )  # fmt: skip


def test_the_layers_of_schema_2_still_mean_the_same() -> None:
    scene = load_profile(KEPT / "layers" / "schema2_scene.toml")
    assert [layer.name for layer in scene.layers] == ["Scene", "Sensor"]
    assert (scene.recipe.value("sharpen.amount"), scene.recipe.value("exposure.ev")) == (1.0, 0.25)
