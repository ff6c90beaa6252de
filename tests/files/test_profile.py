"""Profiles: one canonical text, every fault in one sentence, old versions brought up step by step."""

from __future__ import annotations

import math
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.files.made_up import MADE_UP
from tuner.core.param import Param, params_of
from tuner.core.rack import Rack
from tuner.core.recipe import Recipe
from tuner.core.tuning import Tuning
from tuner.files.errors import FileError
from tuner.files.profile import MAX_BYTES, Profile, load_profile, parse_profile, parse_value, save_profile
from tuner.stages import RACK


def _values(param: Param) -> st.SearchStrategy[Any]:
    """Any value a parameter may have."""
    low, high = param.minimum, param.maximum
    number = st.floats(low, high, allow_nan=False, allow_infinity=False) if low is not None else st.nothing()
    if param.kind == "curve":
        xs = st.lists(st.floats(0, 1), min_size=2, max_size=6, unique=True).map(sorted)
        return xs.flatmap(lambda x: st.tuples(*(st.tuples(st.just(v), number) for v in x)))
    if param.kind == "table":
        row = st.tuples(*[number] * 3)
        return st.tuples(*[st.tuples(row, row)] * len(param.default))  # type: ignore[arg-type]
    return {
        "number": number,
        "integer": st.integers(math.ceil(low or 0), math.floor(high or 0)),
        "switch": st.booleans(),
        "choice": st.sampled_from(param.choices or ("",)),
        "matrix": st.tuples(*[st.tuples(*[number] * 3)] * 3),
    }[param.kind]


@st.composite
def recipes(draw: st.DrawFn, rack: Rack) -> Recipe:
    """A recipe with some parameters moved anywhere in their range."""
    paths = [(s, p) for s in rack for p in params_of(s.params)]
    moved = draw(st.lists(st.sampled_from(paths), max_size=6, unique_by=lambda sp: (sp[0].name, sp[1].name)))
    values: dict[str, Any] = {f"{s.name}.{p.name}": draw(_values(p)) for s, p in moved}
    switches = [s.name for s in rack if s.switchable]
    values |= {f"{name}.enabled": draw(st.booleans()) for name in draw(st.sets(st.sampled_from(switches), max_size=3))}
    return Recipe.default(rack).with_values(values)


texts = st.text(st.characters(), max_size=40)


@pytest.mark.parametrize("rack", [RACK, MADE_UP], ids=["the line", "all kinds"])
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_save_load_save_gives_the_same_bytes(tmp_path: Path, rack: Rack, data: st.DataObject) -> None:
    profile = Profile(data.draw(texts), data.draw(texts), Tuning(data.draw(recipes(rack))))
    save_profile(tmp_path / "a.toml", profile)
    loaded = load_profile(tmp_path / "a.toml", rack)
    save_profile(tmp_path / "b.toml", loaded)
    assert loaded == profile
    assert (tmp_path / "a.toml").read_bytes() == (tmp_path / "b.toml").read_bytes()
    assert loaded.digest == profile.digest


def test_the_text_has_every_parameter_in_line_order() -> None:
    tables = tomllib.loads(Profile.default().text)
    assert list(tables) == ["schema", "name", "note", "condition", "versions", *RACK.names]
    assert tables["versions"] == {stage.name: stage.version for stage in RACK}
    for stage in RACK:
        names = [p.name for p in params_of(stage.params)]
        assert list(tables[stage.name]) == (["enabled"] if stage.switchable else []) + names


def test_the_text_reads_well_and_diffs_line_by_line() -> None:
    curve = ((0.0, 0.0), (0.1, 0.25), (1.0, 1.0))
    recipe = Recipe.default(MADE_UP).with_values({"kinds.curve": curve, "kinds.gain": 1, "kinds.enabled": False})
    text = Profile("Night", "Two\nlines", Tuning(recipe)).text
    assert (
        text
        == '''schema = 2
name = "Night"
note = """
Two
lines"""

[condition]
iso = 100.0
cct = 5500.0
lux = 1000.0

[versions]
front = 1
kinds = 1

[front]

[kinds]
enabled = false
gain = 1.0
size = 3
fine = false
method = "menon"
matrix = [
    [1.0, 0.0, 0.0],
    [0.0, 1.0, 0.0],
    [0.0, 0.0, 1.0],
]
curve = [
    [0.0, 0.0],
    [0.1, 0.25],
    [1.0, 1.0],
]
grid = [
    [
        [1.0, 1.0],
        [1.0, 1.0],
    ],
    [
        [1.0, 1.0],
        [1.0, 1.0],
    ],
]
'''
    )


def test_equal_numbers_have_equal_texts() -> None:
    """A default written as 1, a typed -0.0 and a file's integer do not make another profile."""
    plain = Profile("", "", Tuning(Recipe.default(MADE_UP))).text
    typed = Recipe.default(MADE_UP).with_values({"kinds.gain": 1, "kinds.matrix": ((1, 0, -0.0), (0, 1, 0), (0, 0, 1))})
    assert Profile("", "", Tuning(typed)).text == plain
    assert parse_profile("schema = 1\n[kinds]\ngain = 1\n", "x", MADE_UP).text == plain


def test_what_is_left_out_takes_its_default() -> None:
    profile = parse_profile("schema = 1\n[sharpen]\namount = 1.5\nenabled = false\n", "x.toml")
    default = Recipe.default(RACK)
    assert profile.recipe.differences(default) == {"sharpen.amount": (1.5, 0.5), "sharpen.enabled": (False, True)}
    assert (profile.name, profile.note) == ("", "")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "not a profile of ISP Tuner"),
        ("schema = true", "not a profile"),
        ("schema = 3\n[no_such_stage]", "schema 3, and this program knows schemas up to 2; update ISP Tuner"),
        ("schema = 1\n[sharpn]", "'sharpn' is not a known stage or key; perhaps 'sharpen' was meant"),
        ("schema = 1\nnam = 'x'", "'nam' is not a known stage or key; perhaps 'name' was meant"),
        ("schema = 1\n[sharpen]\namont = 1", "sharpen.amont is not a known parameter; perhaps 'amount' was meant"),
        ("schema = 1\n[sharpen]\namount = 9", "sharpen.amount = 9 is not a number from 0 to 4"),
        ("schema = 1\n[sharpen]\namount = nan", "sharpen.amount = nan is not a number"),
        ("schema = 1\n[sharpen]\namount = true", "sharpen.amount = true is not a number"),
        ("schema = 1\n[sharpen]\namount = 2020-01-01", "sharpen.amount = 2020-01-01 is not a number"),
        ("schema = 1\n[sharpen]\namount = 0x" + "f" * 9000, "sharpen.amount holds a whole number of more than 64 bits"),
        ("schema = 1\n[sharpen]\namount = " + "9" * 9000, "too many digits"),
        ("schema = 1\n[sharpen.amount]\niso = [100]", "sharpen.amount is a table over conditions"),
        ("schema = 1\n[sharpen]\nenabled = 1", "sharpen.enabled = 1 is not true or false"),
        ("schema = 1\n[black_level]\nenabled = false", "black_level .* cannot be switched off"),
        ("schema = 1\n[black_level]\nsource = 'fil'", 'black_level.source = "fil" is not one of "file", "manual"'),
        ("schema = 1\nsharpen = 3", "sharpen is a stage and needs a table"),
        ("schema = 1\nversions = 1", "versions is not a table"),
        ("schema = 1\nname = 1", "name is not a text"),
        ("schema = 1\n[versions]\nsharpen = 9", "stage sharpen is of version 9.*update ISP Tuner"),
        ("schema = 1\n[versions]\nsharpen = 0", "version of stage sharpen is not a whole number from 1"),
        ("schema = 1\n[versions]\nsharpen = 0x" + "f" * 9000, "version of stage sharpen is not a whole number"),
        ("schema = 0x" + "f" * 9000, "not a profile of ISP Tuner"),
        ("schema = 1\n[versions]\nsharpn = 1", "'sharpn' is not a known stage; perhaps 'sharpen' was meant"),
        ("schema = 1\n[sharpen\n", "not valid TOML .*line 2"),
        ("schema = 1\n[sharpen]\n" + "x" * 99999 + " = 1", "sharpen.xxx"),
        ("schema = 1\n[sharpen]\nenabled = '" + "x" * 99999 + "'", "sharpen.enabled"),
        ("schema = 1\nx = " + "[" * 9000, "nested too deeply"),
    ],
)
def test_a_fault_is_one_sentence_that_names_it(text: str, words: str) -> None:
    with pytest.raises(FileError, match=words) as caught:
        parse_profile(text, "/some/where/p.toml")
    message = str(caught.value)
    assert message.startswith("p.toml: ")
    assert "\n" not in message
    assert len(message) < 300


def test_files_that_are_no_profile(tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(FileError, match="not a text in UTF-8"):
        load_profile(path)
    path.write_bytes(b"#" * (MAX_BYTES + 1))
    with pytest.raises(FileError, match="larger than 8 MiB"):
        load_profile(path)
    with pytest.raises(FileError, match="no such file"):
        load_profile(tmp_path / "q.toml")


def test_windows_line_ends_and_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    path.write_bytes(b"\xef\xbb\xbf" + Profile.default().text.replace("\n", "\r\n").encode())
    assert load_profile(path) == Profile.default()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("menon", "menon"),
        ('"menon"', "menon"),
        ("1", 1),
        ("-1.5", -1.5),
        ("1e-3", 0.001),
        (".5", 0.5),
        ("5.", 5.0),
        (" true ", True),
        ("[[0, 0], [1, 1.0]]", [[0, 0], [1, 1.0]]),
        ("1\nx = 2", "1\nx = 2"),
        ("[1,", "[1,"),
        ("2020-01-01", "2020-01-01"),
        ("{ iso = 1 }", "{ iso = 1 }"),
        ("", ""),
        ("[" * 9000, "[" * 9000),
        ("9" * 9000, "9" * 9000),
    ],
)
def test_values_from_the_command_line(text: str, value: Any) -> None:
    found = parse_value(text)
    assert (type(found), found) == (type(value), value)


@settings(max_examples=200)
@given(st.text())
def test_any_text_is_some_value(text: str) -> None:
    parse_value(text)
