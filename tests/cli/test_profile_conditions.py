"""profile: conditions, layers, resolve, diff by condition, merge, text in and out, schema."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Ran
from tuner.core.condition import Condition
from tuner.core.tabled import Tabled
from tuner.files.profile import load_profile, parse_profile

Tuner = Callable[..., Ran]
Refused = Callable[..., str]
TABLE = "sharpen.amount={iso = [100, 6400], values = [0.2, 0.8]}"


@pytest.fixture
def profile(tuner: Tuner, tmp_path: Path) -> Path:
    path = tmp_path / "p.toml"
    assert tuner("profile", "new", path).code == 0
    assert tuner("profile", "set", path, TABLE, "condition.iso=800").code == 0
    return path


def test_resolve_says_the_value_under_the_condition_and_where_it_is_from(tuner: Tuner, profile: Path) -> None:
    found = tuner("profile", "resolve", profile, "--iso", 800, "--cct", 4000, "--lux", 300, "--json").json
    assert found["values"]["sharpen"]["amount"] == pytest.approx(0.5)
    assert found["condition"] == {"iso": 800, "cct": 4000, "lux": 300}
    assert (found["tables"], found["given"]) == (["sharpen.amount"], ["iso", "cct", "lux"])
    ran = tuner("profile", "resolve", profile, "--iso", 6400)
    assert ["sharpen.amount", "0.8", "over", "iso"] in [line.split() for line in ran.out.splitlines()]
    assert "under ISO 6400 · 5500 K (profile's default) · 1000 lx (profile's default)" in ran.err


def test_without_a_condition_the_profiles_default_is_taken(tuner: Tuner, profile: Path) -> None:
    found = tuner("profile", "resolve", profile, "--json").json
    assert found["condition"]["iso"] == 800
    assert found["given"] == []
    assert found["values"]["sharpen"]["amount"] == pytest.approx(0.5)


def test_a_raw_says_the_condition_and_a_dump_is_one(tuner: Tuner, profile: Path, raw: Path, tmp_path: Path) -> None:
    assert "under ISO 200 · " in tuner("profile", "resolve", profile, "--raw", raw).err
    dump = tmp_path / "dark_64x48_RGGB_u16.raw"  # its layout is in its name, as every other command takes it
    dump.write_bytes(bytes(64 * 48 * 2))
    ran = tuner("profile", "resolve", profile, "--raw", dump)
    assert (ran.code, ran.err.split(" · ")[0]) == (0, "under ISO 800 (profile's default)")


def test_show_resolved_is_a_profile_without_tables(tuner: Tuner, profile: Path) -> None:
    text = tuner("profile", "show", profile, "--resolved", "--iso", 100, "--cct", 4000).out
    shown = parse_profile(text, "x")
    assert not shown.tuning.tables
    assert shown.recipe == load_profile(profile).resolve(Condition(100, 4000))
    assert shown.tuning.condition == Condition(100, 4000, 1000)


def test_set_under_a_condition_makes_a_knot_and_leaves_the_others(tuner: Tuner, profile: Path) -> None:
    ran = tuner("profile", "set", profile, "sharpen.amount=1.5", "exposure.ev=1", "--iso", 1600)
    tuning = load_profile(profile).tuning
    assert tuning.entry("sharpen.amount") == Tabled((("iso", (100.0, 1600.0, 6400.0)),), (0.2, 1.5, 0.8))
    assert tuning.entry("exposure.ev") == 1.0
    assert "sharpen.amount @ ISO 1600: 0.6" in ran.err
    before = profile.read_bytes()
    same = tuner("profile", "set", profile, "sharpen.amount=1.5", "--iso", 1600)
    assert (same.code, same.err) == (0, "nothing changed: that is what p.toml gives already\n")
    assert profile.read_bytes() == before
    assert "-> 1.5" in ran.err


def test_diff_whole_and_by_condition(tuner: Tuner, profile: Path, tmp_path: Path) -> None:
    other = tmp_path / "q.toml"
    other.write_text(profile.read_text())
    tuner("profile", "set", other, "sharpen.amount=1.5", "--iso", 6400)
    whole = tuner("profile", "diff", profile, other, "--json").json
    assert whole == {
        "sharpen.amount": {
            "a": {"iso": [100, 6400], "values": [0.2, 0.8]}, "b": {"iso": [100, 6400], "values": [0.2, 1.5]}
        }
    }  # fmt: skip
    rows = [line.split() for line in tuner("profile", "diff", profile, other).out.splitlines()]
    assert rows == [["sharpen.amount", "@", "ISO", "6400:", "0.8", "->", "1.5"]]
    assert tuner("profile", "diff", profile, other, "--iso", 100, "--json").json == {}
    at = tuner("profile", "diff", profile, other, "--iso", 6400, "--json").json
    assert at == {"sharpen.amount": {"a": 0.8, "b": 1.5}}
    assert "no parameter differs under ISO 100" in tuner("profile", "diff", profile, other, "--iso", 100).err


def test_diff_says_when_a_value_became_a_table(tuner: Tuner, profile: Path, tmp_path: Path) -> None:
    tuner("profile", "new", tmp_path / "plain.toml")
    rows = tuner("profile", "diff", tmp_path / "plain.toml", profile).out.splitlines()
    assert any(row.startswith("sharpen.amount:") and "a table over iso (2)" in row for row in rows)
    assert any(row.startswith("condition.iso:") and row.split()[-3:] == ["100", "->", "800"] for row in rows)


def test_layers_new_show_and_resolve(tuner: Tuner, profile: Path, tmp_path: Path) -> None:
    top = tmp_path / "top.toml"
    assert tuner("profile", "new", top, "--extends", "p.toml").code == 0
    assert tuner("profile", "set", top, "exposure.ev=0.5").code == 0
    assert tomllib.loads(tuner("profile", "show", top).out)["exposure"] == {"ev": 0.5}
    flat = parse_profile(tuner("profile", "show", top, "--flat").out, "x")
    assert flat.tuning == load_profile(top).tuning
    found = tuner("profile", "resolve", top, "--json").json
    assert found["layers"] == ["top", "Default"]
    assert (found["from"]["exposure.ev"], found["from"]["sharpen.amount"]) == (0, 1)


@pytest.mark.parametrize("value_first", [False, True])
def test_a_value_behind_a_table_sets_its_knot_and_one_before_it_is_replaced(
    tuner: Tuner, profile: Path, value_first: bool
) -> None:
    words = ["sharpen.amount={iso = [100, 800], values = [0.1, 0.2]}", "sharpen.amount=0.3"]
    assert tuner("profile", "set", profile, *(words[::-1] if value_first else words), "--iso", 200).code == 0
    knots, values = ((100.0, 800.0), (0.1, 0.2)) if value_first else ((100.0, 200.0, 800.0), (0.1, 0.3, 0.2))
    assert load_profile(profile).tuning.entry("sharpen.amount") == Tabled((("iso", knots),), values)


def test_a_presets_name_where_a_file_is_meant_says_how_to_make_one(refused: Refused, raw: Path, tmp_path: Path) -> None:
    says = "'vivid' is a preset, not a file; make a profile of it first: tuner profile new vivid.toml --from vivid"
    for words in (
        ("render", raw, "-o", tmp_path / "a.png", "-p", "vivid"),
        ("profile", "diff", "vivid", "flat"),
        ("profile", "set", "vivid", "exposure.ev=1"),
    ):
        assert says in refused(*words)
    assert "there is no such file" in refused("profile", "show", "vivd")


def test_presets_are_listed_and_started_from(tuner: Tuner, tmp_path: Path) -> None:
    assert [line.split()[0] for line in tuner("profile", "presets").out.splitlines()][-2:] == ["neutral", "vivid"]
    assert tuner("profile", "new", tmp_path / "v.toml", "--from", "vivid").code == 0
    found = load_profile(tmp_path / "v.toml")
    assert (found.name, found.base) == ("Vivid", None)


def test_merge(tuner: Tuner, profile: Path, tmp_path: Path) -> None:
    ours, theirs, out = tmp_path / "ours.toml", tmp_path / "theirs.toml", tmp_path / "out.toml"
    for path in (ours, theirs):
        path.write_text(profile.read_text())
    tuner("profile", "set", ours, "exposure.ev=1", "sharpen.amount=0.3", "--iso", 100)
    tuner("profile", "set", theirs, "sharpen.sigma=2", "sharpen.amount=0.9", "--iso", 6400)
    assert tuner("profile", "merge", profile, ours, theirs, "-o", out).code == 0
    found = load_profile(out).tuning
    assert found.entry("sharpen.amount") == Tabled((("iso", (100.0, 6400.0)),), (0.3, 0.9))
    assert (found.entry("exposure.ev"), found.entry("sharpen.sigma")) == (1.0, 2.0)

    tuner("profile", "set", theirs, "exposure.ev=-1")
    out.unlink()
    ran = tuner("profile", "merge", profile, ours, theirs, "-o", out, "--json")
    assert (ran.code, out.exists()) == (1, False)
    assert ran.json == {
        "conflicts": [{"place": "exposure.ev", "base": 0, "ours": 1, "theirs": -1}], "written": False
    }  # fmt: skip
    assert "conflict: exposure.ev: was 0, ours 1, theirs -1" in ran.err
    assert tuner("profile", "merge", profile, ours, theirs, "-o", out, "--prefer", "theirs").code == 0
    assert load_profile(out).recipe.value("exposure.ev") == -1


def test_get_and_put(tuner: Tuner, profile: Path, tmp_path: Path) -> None:
    csv = tmp_path / "a.csv"
    assert tuner("profile", "get", profile, "sharpen.amount", "-o", csv).code == 0
    assert csv.read_text() == "iso,value\n100,0.2\n6400,0.8\n"
    csv.write_text("iso\tcct\tvalue\n100\t3000\t0.5\n100\t6500\t1\n")
    assert tuner("profile", "put", profile, "sharpen.amount", csv).code == 0
    want = Tabled((("iso", (100.0,)), ("cct", (3000.0, 6500.0))), (0.5, 1.0))
    assert load_profile(profile).tuning.entry("sharpen.amount") == want
    assert tuner("profile", "get", profile, "color_matrix.matrix").out == "1,0,0\n0,1,0\n0,0,1\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("resolve", "P", "--iso", "0"), "iso = 0.0 is not a number from 1"),
        (("resolve", "P", "--cct", "warm"), "invalid number value: 'warm'"),
        (("show", "P", "--iso", "100"), "add --resolved"),
        (("set", "P", "sharpen.amount={iso=[1]}"), "no list of values"),
        (("set", "P", "sharpen.amount={iso"), "not TOML"),
        (("set", "P", "condition.isp=1"), "not an axis of conditions"),
        (("set", "P", "condition.iso=x"), "iso = x is not a number"),
        (("merge", "P", "P", "P", "--json"), "add -o OUT.toml"),
        (("get", "P", "sharpen.amont"), "did you mean 'amount'"),
        (("put", "P", "sharpen.amount", "P"), "p.toml: "),
        (("new", "Q", "--from", "vivd"), "is not a preset"),
        (("new", "Q", "--extends", "../p.toml"), "leads out of its folder"),
    ],
)
def test_a_fault_is_one_sentence(
    refused: Refused, profile: Path, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    before = profile.read_bytes()
    known = {"P": profile, "Q": tmp_path / "q.toml"}
    assert said in refused("profile", *(known.get(word, word) for word in words))
    assert profile.read_bytes() == before


def test_the_schema_fits_every_profile_and_no_nonsense(tuner: Tuner, profile: Path) -> None:
    """Judged by a validator of JSON Schema that knows nothing of us."""
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(tuner("profile", "schema").out)
    jsonschema.Draft202012Validator.check_schema(schema)
    judge = jsonschema.Draft202012Validator(schema)
    good = tomllib.loads(profile.read_text())
    assert judge.is_valid(good)
    for kept in ("schema2.toml", "layers/schema2_scene.toml"):
        assert judge.is_valid(tomllib.loads((Path(__file__).parents[1] / "profiles" / kept).read_text()))
    for stage, table in (
        ("sharpen", {"amount": 9}),
        ("sharpen", {"amont": 1}),
        ("sharpen", {"amount": {"isp": [1], "values": [1]}}),
        ("sharpen", {"amount": {"values": [1]}}),
        ("demosaic", {"method": "mennon"}),
        ("condition", {"iso": 0}),
        ("versions", {"sharpen": 99}),
        ("nonsense", {}),
    ):
        assert not judge.is_valid(good | {stage: table}), (stage, table)
    assert not judge.is_valid(good | {"schema": 3})
