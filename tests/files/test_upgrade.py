"""Profiles of the past: each version is brought up a step at a time, and one of each is kept for ever."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.files.made_up import NEWER
from tuner.core.condition import Condition
from tuner.files import upgrade
from tuner.files.errors import FileError
from tuner.files.profile import load_profile, parse_profile
from tuner.stages import RACK

KEPT = Path(__file__).resolve().parents[1] / "profiles"


def test_older_stages_come_up_one_version_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Version 1 called it `strength` in percent, version 2 `strength` in 0..1, version 3 `gain`."""
    steps = {
        ("kinds", 1): lambda table: table | {"strength": table["strength"] / 100},
        ("kinds", 2): lambda table: {"gain": table["strength"]},
    }
    monkeypatch.setattr(upgrade, "UPGRADES", steps)

    def gain(head: str, name: str, value: float) -> Any:
        profile = parse_profile(f"schema = 1\n{head}\n[kinds]\n{name} = {value}\n", "x", NEWER)
        assert "kinds = 3" in profile.text
        return profile.recipe.value("kinds.gain")

    assert gain("[versions]\nkinds = 1", "strength", 150) == 1.5
    assert gain("", "strength", 150) == 1.5  # no version means the first
    assert gain("[versions]\nkinds = 2", "strength", 2.5) == 2.5
    assert gain("[versions]\nkinds = 3", "gain", 4.0) == 4.0


def test_a_version_without_an_upgrade_is_refused() -> None:
    with pytest.raises(FileError, match="version 2 of stage kinds can no longer be read"):
        parse_profile("schema = 1\n[versions]\nkinds = 2\n[kinds]\n", "x", NEWER)


@pytest.mark.parametrize("path", sorted(KEPT.glob("*.toml")), ids=lambda p: p.stem)
def test_profiles_of_every_past_version_still_open(path: Path) -> None:
    profile = load_profile(path)
    assert parse_profile(profile.text, path) == profile


def test_every_past_version_has_a_profile_that_is_kept() -> None:
    """Of every stage and of the file itself: who raises a version keeps a profile of the one before."""
    kept = [tomllib.loads(path.read_text("utf-8")) for path in KEPT.rglob("*.toml")]
    stages = {(stage.name, n) for stage in RACK for n in range(1, stage.version)}
    assert stages == {step for step in upgrade.UPGRADES if step[0] in RACK.names}
    said = {(name, n) for file in kept for name, n in file.get("versions", {}).items() if name in file}
    assert stages - said == set()
    assert set(range(1, upgrade.SCHEMA + 1)) - {file["schema"] for file in kept} == set()


def test_defects_of_version_1_and_a_demosaic_of_version_2_mean_the_same_values() -> None:
    old = load_profile(KEPT / "defects1.toml")
    assert (old.recipe.value("defects.threshold"), old.recipe.value("defects.cold")) == (0.05, False)
    assert old.resolve(Condition(iso=1600)).value("defects.relative") == 0.125
    old = load_profile(KEPT / "demosaic2.toml")
    methods = [old.resolve(Condition(iso=iso)).value("demosaic.method") for iso in (100, 3200)]
    assert [*methods, old.recipe.value("demosaic.domain")] == ["gradient", "malvar", "linear"]


def test_a_demosaic_of_version_1_comes_up() -> None:
    """`menon` became `gradient`; what stood beside it stays, also where the file names no version."""
    recipe = load_profile(KEPT / "demosaic1.toml").recipe
    assert (recipe.value("demosaic.method"), recipe.value("demosaic.domain")) == ("gradient", "linear")
    old = parse_profile('schema = 1\n[demosaic]\nmethod = "malvar"\n', "x").recipe
    assert (old.value("demosaic.method"), old.value("demosaic.domain")) == ("malvar", "root")


def test_a_chroma_denoise_of_version_1_keeps_its_own_threshold() -> None:
    """Version 2 follows the file's noise unless told otherwise; what was saved before means what it meant."""
    profile = load_profile(KEPT / "chroma_denoise1.toml")
    for iso, threshold in ((100.0, 0.05), (400.0, 0.125), (1600.0, 0.2)):
        recipe = profile.resolve(Condition(iso=iso))
        assert recipe.value("chroma_denoise.source") == "manual"
        assert recipe.value("chroma_denoise.threshold") == pytest.approx(threshold)
    assert profile.recipe.value("chroma_denoise.strength") == 0.6


def test_the_profile_of_schema_1_still_means_the_same() -> None:
    recipe = load_profile(KEPT / "schema1.toml").recipe
    assert recipe.value("sharpen.amount") == 0.85
    assert recipe.value("sharpen.enabled") is False
    assert recipe.value("black_level.source") == "manual"
    assert recipe.value("black_level.green_r") == 255.75
