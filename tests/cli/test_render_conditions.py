"""render and sweep read a profile's tables under the picture's condition, and the picture carries what that gave."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Ran
from tuner.core.chain import build
from tuner.core.condition import Condition
from tuner.core.recipe import Recipe
from tuner.core.scene import light_of, of_file
from tuner.core.tabled import Tabled
from tuner.core.tuning import Tuning
from tuner.files.picture import read_picture, read_state, restore
from tuner.files.profile import Profile, save_profile
from tuner.files.raw import open_raw
from tuner.stages import RACK

Tuner = Callable[..., Ran]
LIGHTS = Tabled((("cct", (2000.0, 15000.0)),), (-2.0, 2.0))
GAINS = Tabled((("iso", (100.0, 400.0)),), (0.0, 1.0))


def profile(path: Path, table: Tabled) -> Path:
    save_profile(path, Profile("t", "", Tuning.of(Recipe.default(RACK), {"exposure.ev": table})))
    return path


def rendered(tuner: Tuner, raw: Path, out: Path, *words: object) -> tuple[Recipe, str]:
    ran = tuner("render", raw, "-o", out, *words)
    assert ran.code == 0, ran.err
    state = read_state(out)
    assert state is not None
    return restore(state), ran.err


def test_the_files_own_sensitivity_counts_and_an_option_says_otherwise(tuner: Tuner, raw: Path, tmp_path: Path) -> None:
    """The raw says ISO 200: half way between the knots at 100 and 400."""
    tabled = profile(tmp_path / "p.toml", GAINS)
    own, said = rendered(tuner, raw, tmp_path / "own.png", "-p", tabled)
    assert own.value("exposure.ev") == 0.5
    assert "under ISO 200 · " in said
    plain = tmp_path / "plain.png"
    rendered(tuner, raw, plain, "--set", "exposure.ev=0.5")
    assert (read_picture(tmp_path / "own.png").pixels == read_picture(plain).pixels).all()
    other, _ = rendered(tuner, raw, tmp_path / "other.png", "-p", tabled, "--iso", 400)
    assert other.value("exposure.ev") == 1.0


def test_with_a_solver_the_light_it_found_is_the_condition(tuner: Tuner, raw: Path, tmp_path: Path) -> None:
    tabled = profile(tmp_path / "p.toml", LIGHTS)
    recipe, said = rendered(tuner, raw, tmp_path / "a.png", "-p", tabled, "--auto", "white_balance=grey_world")
    facts = open_raw(raw).facts
    light = light_of(build(recipe, facts).resolved, facts)
    assert light is not None
    assert said.count("grey world:") == 1  # though it is asked again under the light it found
    tuning = Tuning.of(Recipe.default(RACK), {"exposure.ev": LIGHTS})
    assert recipe.value("exposure.ev") == pytest.approx(tuning.resolve(Condition(cct=light)).value("exposure.ev"))
    own = of_file(facts).cct
    assert own is None or abs(own - light) > 1  # the two lights differ, so that the test says something
    assert f"{light:.0f} K" in said
    fixed, _ = rendered(
        tuner, raw, tmp_path / "b.png", "-p", tabled, "--cct", 15000, "--auto", "white_balance=grey_world"
    )
    assert fixed.value("exposure.ev") == 2.0


def test_a_sweep_stands_on_the_files_condition(tuner: Tuner, raw: Path, tmp_path: Path) -> None:
    tabled = profile(tmp_path / "p.toml", GAINS)
    words = ("--param", "sharpen.amount=0.5,1", "--metric", "noise", "--json", "--crop", "8,8,32,24")
    one = tuner("sweep", raw, "-o", tmp_path / "a.png", "-p", tabled, *words).json
    two = tuner("sweep", raw, "-o", tmp_path / "b.png", "--set", "exposure.ev=0.5", *words).json
    assert one["tiles"] == two["tiles"]
