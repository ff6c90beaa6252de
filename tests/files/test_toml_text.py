"""TOML of strangers: what tomllib reads is read alike; what would hold it, or end it, is refused at once."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuner.files.errors import FileError
from tuner.files.golden import NAME, read_golden
from tuner.files.layout_told import read_layout
from tuner.files.part import parse_part
from tuner.files.profile import load_profile
from tuner.files.sidecar import read_sidecar
from tuner.files.toml_text import MOST_PARTS, TomlFault, parse_toml

LONG = ".".join("a" * (MOST_PARTS + 1))


@pytest.mark.parametrize(
    "text",
    [
        f"{LONG} = 1", f"[{LONG}]", f"[[{LONG}]]", f"x = {{ {LONG} = 1 }}", f"x = [1, {{ {LONG} = 1 }}]",
        ' . "b c" . '.join(["'a'"] * 5) + " = 1", LONG.replace(".", "\t. ") + " = 1",
        f'x = {{ y = """a"""", {LONG} = 1 }}', f"x = {{ y = '''a''''', {LONG} = 1 }}",
        f'x = {{ y = "a\\\\", {LONG} = 1 }}', f'x = """\n\\""""\n{LONG} = 1', f"x = 'a\\' # b\n{LONG} = 1",
        f"# a 'b\n{LONG} = 1", f'x = """a # b"""\r\n{LONG} = 1', "".join('"".' for _ in range(MOST_PARTS)) + "a = 1",
    ],
)  # fmt: skip
def test_a_key_of_many_parts_is_found_wherever_it_stands(text: str) -> None:
    tomllib.loads(text)  # a sound text, which only its key makes slow
    with pytest.raises(TomlFault, match=f"more than {MOST_PARTS} parts"):
        parse_toml(text)


@pytest.mark.parametrize(
    "text",
    [
        ".".join("a" * MOST_PARTS) + " = 1", f'note = "{LONG}"', f"note = '{LONG}'", f'note = """\n{LONG} \\""" {LONG}"""',
        f"note = '''\n{LONG} \" {LONG}'''''", f"# {LONG}\nx = 1", f'x = "\\"{LONG}" # "{LONG}', "x = [1.5]",
        "x = [1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5, 8.5, 9.5, 10.5]", "x = 9223372036854775807", "x = 1e400",
    ],
)  # fmt: skip
def test_dots_elsewhere_are_no_key(text: str) -> None:
    assert parse_toml(text) == tomllib.loads(text)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("x = " + "[" * 100_000, "nested too deeply"), (f"x = {'9' * 5000}", "too many digits"),

        ("d = 2026-02-30", "TOML"), ("x = ", "not valid TOML"), ('x = "', "not valid TOML"), ('x = """\\', "not valid TOML"),
    ],
)  # fmt: skip
def test_every_fault_is_one(text: str, fault: str) -> None:
    with pytest.raises(TomlFault, match=fault):
        parse_toml(text)


@given(st.text(alphabet="a.\"'\\#\n =[]{}1,", max_size=60))
def test_any_text_is_read_as_the_library_reads_it(text: str) -> None:
    allowed = [_outcome(tomllib.loads, text)] + ["too long a key"] * (text.count(".") >= MOST_PARTS)
    assert _outcome(parse_toml, text) in allowed


def _outcome(read: Callable[[str], object], text: str) -> object:
    try:
        return read(text)
    except TomlFault as error:
        return "too long a key" if "parts" in str(error) else "refused"
    except (ValueError, RecursionError):
        return "refused"


SLOW = ".".join("a" * 2000) + " = 1\n"


def test_no_file_of_a_stranger_is_read_otherwise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each reader of TOML refuses the key that would hold the library for seconds, and a number that Python does not read."""
    path = tmp_path / NAME
    readers: list[Callable[[], object]] = [
        lambda: read_sidecar(path), lambda: read_layout(path), lambda: load_profile(path),
        lambda: parse_part(path.read_text()), lambda: read_golden(tmp_path),
    ]  # fmt: skip
    monkeypatch.setattr(tomllib, "loads", lambda text: pytest.fail("the slow parser was asked"))
    path.write_text(SLOW)
    for read in readers:
        with pytest.raises(FileError):
            read()
    monkeypatch.undo()
    for digits in (f"0x{'f' * 5000}", "9" * 5000):
        path.write_text(f"schema = {digits}\npart = {digits}\nwidth = {digits}\n[versions]\nsharpen = {digits}")
        for read in readers:
            with pytest.raises(FileError):
                read()
