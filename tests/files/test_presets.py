"""The presets that come with the program: canonical, layered on one another, and each what its name says."""

from __future__ import annotations

from pathlib import Path

import pytest

from tuner.core.condition import Condition
from tuner.core.param import ParamError
from tuner.files.presets import load_preset, presets
from tuner.files.profile import load_profile

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "presets"
NAMES = ["document", "flat", "low_light", "neutral", "vivid"]
NIGHT, DAY = Condition(6400, 3000, 1), Condition(100, 5500, 10_000)


def value(name: str, path: str, condition: Condition = DAY) -> float:
    found = presets()[name].resolve(condition).value(path)
    assert isinstance(found, float)
    return found


def test_there_are_five() -> None:
    assert list(presets()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_the_text_is_canonical_and_says_what_it_is_for(name: str) -> None:
    path = FOLDER / f"{name}.toml"
    profile = load_profile(path)
    assert profile.text == path.read_text(encoding="utf-8")
    assert profile.name
    assert profile.note.endswith(".")


def test_all_follow_the_sensitivity() -> None:
    for name in NAMES:
        assert presets()[name].tuning.tables
        if presets()[name].resolve(DAY)["sharpen"].enabled:
            assert value(name, "sharpen.amount", NIGHT) < value(name, "sharpen.amount", DAY)


def test_each_is_what_its_name_says() -> None:
    assert value("vivid", "color_adjust.saturation") > value("neutral", "color_adjust.saturation")
    assert (
        value("vivid", "tone_curve.contrast")
        > value("neutral", "tone_curve.contrast")
        > value("flat", "tone_curve.contrast")
    )
    assert value("document", "sharpen.amount") > value("neutral", "sharpen.amount")
    assert not presets()["flat"].resolve(DAY)["sharpen"].enabled
    assert presets()["low_light"].resolve(NIGHT)["raw_denoise"].enabled
    assert value("low_light", "luma_denoise.strength", NIGHT) > value("low_light", "luma_denoise.strength")


def test_a_preset_is_handed_out_without_layers() -> None:
    assert load_preset("vivid").base is None
    assert load_preset("vivid").tuning == presets()["vivid"].tuning
    with pytest.raises(ParamError, match="did you mean 'vivid'"):
        load_preset("vivd")
