"""White balance solvers: synthetic scenes of known light, measured lights, a real chart."""

from __future__ import annotations

import json

import numpy as np
import pytest

from tests.measure.scenes import RECIPE, degrees, frame, mosaic, surfaces
from tests.support import real_file
from tuner.core.facts import Facts
from tuner.core.frame import CFA_PATTERNS, Frame
from tuner.core.orient import Rect
from tuner.core.param import Value
from tuner.measure.auto_white_balance import solve_grey_world, solve_region
from tuner.measure.quads import SolverError

LIGHT = (0.6, 1.0, 0.45)


def light(found: dict[str, Value]) -> tuple[float, float, float]:
    """The light a proposal balances."""
    red, blue = found["white_balance.red"], found["white_balance.blue"]
    assert isinstance(red, float)
    assert isinstance(blue, float)
    return 1 / red, 1.0, 1 / blue


@pytest.mark.parametrize("cfa", CFA_PATTERNS)
def test_a_grey_scene_gives_its_light(cfa: str) -> None:
    found = solve_grey_world(frame(mosaic(surfaces(LIGHT), cfa, noise=8), cfa), RECIPE, None)
    assert found["white_balance.mode"] == "gains"
    assert degrees(light(found), LIGHT) < 0.7


def test_clipped_and_black_parts_have_no_say() -> None:
    """A blown sky (equal in all planes) and a black surround would drag the answer to (1, 1, 1)."""
    scene = surfaces(LIGHT, (256, 256))
    plain = solve_grey_world(frame(mosaic(scene)), RECIPE, None)
    scene = np.concatenate([np.full((64, 256, 3), 2.0), scene, np.zeros((128, 256, 3))])
    found = solve_grey_world(frame(mosaic(scene)), RECIPE, None)
    assert degrees(light(found), light(plain)) < 0.1


def test_a_blown_sky_below_the_tagged_white_has_no_say() -> None:
    """The sensor stops at 3800 of 4095: only the frame itself tells."""
    scene = surfaces(LIGHT, (256, 256))
    plain = solve_grey_world(frame(mosaic(scene)), RECIPE, None)
    scene = np.concatenate([np.full((32, 256, 3), 2.0), scene])
    found = solve_grey_world(frame(mosaic(scene, clip=3800)), RECIPE, None)
    assert degrees(light(found), light(plain)) < 0.1


@pytest.mark.parametrize("level", [0.0, 2.0])
def test_nothing_to_see_is_an_error(level: float) -> None:
    with pytest.raises(SolverError, match="neither clipped nor black"):
        solve_grey_world(frame(mosaic(np.full((64, 64, 3), level))), RECIPE, None)


@pytest.mark.parametrize("cfa", CFA_PATTERNS)
def test_region_is_made_grey(cfa: str) -> None:
    """Exactly its own mean, whatever the rest of the frame is."""
    scene = np.broadcast_to([0.5, 0.1, 0.1], (96, 96, 3)).copy()
    scene[30:62, 40:72] = np.array(LIGHT) * 0.4
    found = solve_region(frame(mosaic(scene, cfa), cfa), RECIPE, Rect(45, 35, 20, 20))
    assert light(found) == pytest.approx(LIGHT, rel=2e-3)


def test_one_pixel_is_enough() -> None:
    scene = np.broadcast_to(np.array(LIGHT) * 0.4, (48, 64, 3))
    for x, y in ((0, 0), (63, 47), (31, 20)):
        assert light(solve_region(frame(mosaic(scene)), RECIPE, Rect(x, y, 1, 1))) == pytest.approx(LIGHT, rel=2e-3)


@pytest.mark.parametrize(("level", "reason"), [(1.5, "clipped"), (0.0005, "too dark")])
def test_a_useless_region_is_refused(level: float, reason: str) -> None:
    scene = np.full((64, 64, 3), level)
    with pytest.raises(SolverError, match=reason):
        solve_region(frame(mosaic(scene)), RECIPE, Rect(10, 10, 20, 20))


def test_a_coloured_region_is_refused() -> None:
    """A gain beyond the knob's range says that this is no grey."""
    scene = np.broadcast_to([0.003, 0.6, 0.3], (64, 64, 3))
    with pytest.raises(SolverError, match="cannot be grey"):
        solve_region(frame(mosaic(scene)), RECIPE, Rect(10, 10, 20, 20))


def test_no_region_is_an_error() -> None:
    with pytest.raises(SolverError, match="X,Y,W,H"):
        solve_region(frame(mosaic(surfaces(LIGHT))), RECIPE, None)


def test_measured_lights() -> None:
    """Six phone raws with the light measured: 5.5 degrees on the average, 10.6 at worst; unbalanced they are 18 off."""
    import imagecodecs

    errors = []
    for number in ("001", "006", "011", "016", "021", "026"):
        rgb = imagecodecs.imread(str(real_file(f"awb/imx135_field_{number}.png")))
        truth = json.loads(real_file(f"awb/imx135_field_{number}_metadata.json").read_text())["illuminant_color_raw"]
        h, w, _ = rgb.shape
        dn = np.empty((2 * h, 2 * w), np.uint16)
        dn[0::2, 0::2], dn[0::2, 1::2], dn[1::2, 0::2], dn[1::2, 1::2] = (
            rgb[..., 0],
            rgb[..., 1],
            rgb[..., 1],
            rgb[..., 2],
        )
        shot = Frame.from_active(dn, Facts(2 * w, 2 * h, "RGGB", (0.0,) * 4, 65535.0, (65535.0,) * 4))
        errors.append(degrees(light(solve_grey_world(shot, RECIPE, None)), truth))
    assert np.mean(errors) < 6
    assert max(errors) < 12


def test_grey_patches_of_a_real_chart() -> None:
    """A file whose own white balance is wrong (2.48, 1.69): the chart's second grey says about 1.5 and 2.25."""
    from tuner.files.raw import open_raw
    from tuner.measure.levels import solve_masked

    shot = open_raw(real_file("dng/magiclantern_kissx4_colorchecker.dng"))
    recipe = RECIPE.with_values(solve_masked(shot, RECIPE, None))
    found = solve_region(shot, recipe, Rect(798, 913, 30, 30))
    assert found["white_balance.red"] == pytest.approx(1.5, abs=0.08)
    assert found["white_balance.blue"] == pytest.approx(2.25, abs=0.08)
