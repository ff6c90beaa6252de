"""--iso, --cct, --lux: one declaration for every command that renders a raw, so one help and one refusal."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Ran

Tuner = Callable[..., Ran]
Refused = Callable[..., str]

COMMANDS = {
    "render": ("render", "RAW", "-o", "OUT/a.png"),
    "measure": ("measure", "RAW"),
    "sweep": ("sweep", "RAW", "--param", "sharpen.amount=0:1:2", "-o", "OUT/a.png"),
    "compare": ("compare", "RAW", "RAW"),
    "report": ("report", "RAW", "-o", "OUT/a.html"),
    "batch": ("batch", "FOLDER", "-o", "OUT/b"),
    "golden record": ("golden", "record", "OUT", "RAW"),
}
HELP = (
    "--iso ISO sensitivity; otherwise the raw file's, or the profile's default "
    "--cct CCT colour temperature of the light, K; otherwise the raw file's, or the profile's default "
    "--lux LUX illuminance of the scene, lx; otherwise the raw file's, or the profile's default"
)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_is_one(tuner: Tuner, name: str) -> None:
    assert HELP in re.sub(r"\s+", " ", tuner(*name.split(), "--help").out)


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--iso", "0"), "argument --iso: iso = 0.0 is not a number from 1 to 10000000"),
        (("--cct", "warm"), "argument --cct: invalid number value: 'warm'"),
        (("--lux", "nan"), "argument --lux: lux = nan is not a number from 0.0001 to 1000000 lx"),
    ],
)
def test_what_is_no_condition_is_refused_in_one_way(
    refused: Refused, raw: Path, tmp_path: Path, name: str, words: tuple[str, str], says: str
) -> None:
    places = {"RAW": str(raw), "FOLDER": str(raw.parent), "OUT": str(tmp_path)}
    asked = [places.get(word, word.replace("OUT/", f"{tmp_path}/")) for word in COMMANDS[name]]
    assert says in refused(*asked, *words)
    assert not list(tmp_path.iterdir())


def test_a_check_goes_by_its_list(refused: Refused, tmp_path: Path) -> None:
    """What was recorded under one condition is not held against what another gives."""
    assert "unrecognized arguments: --iso 100" in refused("golden", "check", tmp_path, "--iso", "100")
