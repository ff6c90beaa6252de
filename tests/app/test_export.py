"""Export: one way for the window and the command line."""

from __future__ import annotations

import numpy as np
import pytest

from tests.support import noisy_frame
from tuner.app.export import export_picture
from tuner.app.pool import render_pool
from tuner.core.engine import Engine, Request
from tuner.core.orient import Rect
from tuner.files.errors import FileError
from tuner.files.picture import read_picture, restore
from tuner.files.profile import Profile


@pytest.mark.parametrize(("name", "depth"), [("a.png", 8), ("a.png", 16), ("a.tif", 8), ("a.tif", 16), ("a.tif", 32)])
def test_the_file_holds_the_engine_s_pixels(tmp_path, name, depth):
    frame, profile = noisy_frame(orientation=6), Profile.default()
    request = Request(crop=Rect(3, 5, 21, 34), depth=depth)
    path = export_picture(frame, profile.recipe, profile, tmp_path / name, Engine(), request)
    picture = read_picture(path)
    assert np.array_equal(picture.pixels, Engine().render(frame, profile.recipe, request).rgb)
    assert (picture.primaries, picture.transfer) == ("rec709", "srgb")
    assert picture.state is not None
    assert picture.state.crop == Rect(3, 5, 21, 34)


def test_the_bytes_do_not_depend_on_who_renders(tmp_path):
    """The window's engine has a pool, the command line's may have another: the files are the same, byte for byte."""
    frame, profile = noisy_frame(300, 200), Profile.default()
    recipe = profile.recipe.with_values({"exposure.ev": 0.5})
    pool, workers = render_pool(2)
    try:
        one = export_picture(frame, recipe, profile, tmp_path / "one.png", Engine(pool, workers))
    finally:
        pool.shutdown()
    two = export_picture(frame, recipe, profile, tmp_path / "two.png", Engine(tile=(32, 64)))
    assert one.read_bytes() == two.read_bytes()


def test_the_state_opens_the_same_recipe_again(tmp_path):
    frame, profile = noisy_frame(), Profile.default()
    recipe = profile.recipe.with_values({"exposure.ev": -1.0, "white_balance.mode": "gains"})
    path = export_picture(frame, recipe, profile, tmp_path / "a.jpg", Engine())
    state = read_picture(path).state
    assert state is not None
    assert restore(state) == recipe
    assert state.profile_digest == profile.digest


@pytest.mark.parametrize(
    ("stage", "own", "colours"),
    [("black_level", True, (None, None)), ("demosaic", True, (None, None)), ("color_matrix", True, ("rec709", "linear")),
     ("demosaic", False, ("rec709", "srgb")), ("encode", False, ("rec709", "srgb"))],
)  # fmt: skip
def test_a_tap_says_which_colours_its_numbers_are(tmp_path, stage, own, colours):
    frame, profile = noisy_frame(), Profile.default()
    request = Request(depth=32, tap=stage, own_values=own)
    path = export_picture(frame, profile.recipe, profile, tmp_path / "a.tif", Engine(), request)
    picture = read_picture(path)
    assert picture.state is not None
    assert (picture.state.primaries or None, picture.state.transfer or None) == colours
    assert picture.state.tap == stage


def test_a_format_that_cannot_hold_it_is_refused_before_anything_is_rendered(tmp_path):
    class NoEngine(Engine):
        def render(self, *args, **kwargs):
            raise AssertionError("rendered")

    profile = Profile.default()
    for name, depth in (("a.jpg", 16), ("a.png", 32), ("a.bmp", 8), ("a", 8)):
        with pytest.raises(FileError, match=name):
            export_picture(noisy_frame(), profile.recipe, profile, tmp_path / name, NoEngine(), Request(depth=depth))
    assert list(tmp_path.iterdir()) == []
