"""What the lab leaves out so as to be fast shows in no picture."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tuner.lab import expose, gather, page, paint, paint_round
from tuner.lab.expose import Pose, light_on_sensor
from tuner.lab.lens import Lens
from tuner.lab.page import Page, Polygon, Texture, box_sides, rectangle, turned

F32 = np.float32
LENSES = (Lens(), Lens(blur=1.3, blur_corner=2.0), Lens(blur=0.0), Lens(distortion=-0.08, lateral_ca=0.7))
RGB = np.array([[0.1, 0.2, 0.3], [0.9, 0.6, 0.4], [0.5, 0.5, 0.1]])


def clouded(pattern: str, scale: tuple[float, float], octaves: int, contrast: float = 0.8) -> Page:
    """A page of one texture over a plain, with a turned square on it."""
    made = Page(192, 128)
    for level in RGB[:, 0]:
        made.material(np.full(61, level))
    sides, bounds = box_sides(96, 64, 400, 300), (-104.0, -86.0, 296.0, 214.0)
    made.add(Texture(sides, bounds, pattern, scale, 0, 1, octaves, 3, contrast))
    made.add(turned(40, 30, 30, 20, 20.0, 2))
    return made


@pytest.mark.parametrize("lens", LENSES)
@pytest.mark.parametrize(("pattern", "most"), [("clouds", 4e-4), ("veil", 0.015), ("gradient", 5e-4)])
def test_a_sample_a_pixel_tells_what_is_smooth(
    pattern: str, most: float, lens: Lens, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tiles in which nothing is fine are painted in pixels; their picture is that of the fine cells.

    Most is missed where a veil or a gradient ends, a bend without a width; `natural`, whose clouds are wider, is within 0.1 % of white at 12 MP.
    """
    told, coarse = clouded(pattern, (64.0, 48.0), 4, 0.35), []
    real = gather.pixels
    monkeypatch.setattr(gather, "pixels", lambda *given: (coarse.append(1), real(*given)))
    fast = light_on_sensor(told, RGB, lens)
    assert coarse  # some of them are
    monkeypatch.setattr(page.Texture, "smooth", False)
    coarse.clear()
    slow = light_on_sensor(told, RGB, lens)
    assert not coarse
    np.testing.assert_allclose(fast, slow, atol=most)
    assert abs(fast - slow).mean() < 1e-4
    assert np.ptp(slow) > 0.1


@pytest.mark.parametrize("finest", [1.75, 4.0])
def test_noise_drawn_twice_a_pixel_is_that_of_every_cell(finest: float, monkeypatch: pytest.MonkeyPatch) -> None:
    told = clouded("clouds", (finest * 16, finest * 16), 5)
    monkeypatch.setattr(page.Texture, "smooth", False)
    fast = light_on_sensor(told, RGB)
    monkeypatch.setattr(page, "COARSE", np.inf)
    slow = light_on_sensor(told, RGB)
    assert not np.array_equal(fast, slow)
    np.testing.assert_allclose(fast, slow, atol=4e-3 / finest)
    assert (fast - slow).std() < 0.004 * slow[0].std()


def test_the_coarse_taps_have_the_spread_of_the_fine_ones() -> None:
    """Sum 1, no shift, and the variance of the lens and a pixel's square: blur^2 + 1/12."""
    for blur in (0.0, 0.4, 0.5, 1.0, 2.5):
        lens = Lens(blur=blur)
        taps = lens.coarse_taps(blur).astype(float)
        at = np.arange(len(taps)) - len(taps) // 2
        assert len(taps) == 2 * lens.margin + 1
        assert taps.sum() == pytest.approx(1, abs=1e-6)
        assert taps @ at == pytest.approx(0, abs=1e-6)
        assert taps @ at**2 == pytest.approx(blur**2 + 1 / 12, rel=1e-4)


def test_a_tile_is_gathered_alike_from_even_light() -> None:
    lens = Lens(blur=0.8)
    m, out = lens.margin, [np.empty((3, 10, 12), F32) for _ in range(2)]
    gather.pixels(np.full((3, 10 + 2 * m, 12 + 2 * m), 0.25, F32), lens.coarse_taps(0.8), out[0])
    gather.rows_and_columns(np.full((3, (10 + 2 * m) * 4, (12 + 2 * m) * 4), 0.25, F32), lens.taps(0.8), out[1])
    np.testing.assert_allclose(out[0], out[1], atol=1e-6)


def test_where_a_polygon_stands_is_said_a_pixel_off_its_edges() -> None:
    square = Polygon(box_sides(50, 50, 40, 40), 0, (30, 30, 70, 70))
    assert square.within((35, 35, 60, 60)) is True
    assert square.within((0, 0, 28, 28)) is False
    assert square.within((0, 0, 29.5, 20)) is False  # by its top
    assert square.within((20, 40, 60, 60)) is None
    assert square.within((30.5, 35, 60, 60)) is None  # nearer than a pixel
    leaning = turned(50, 50, 40, 40, 45.0, 0)
    assert leaning.within((22, 22, 30, 30)) is False  # within its bounds, off its corner


def test_sides_that_are_not_crossed_cover_everything() -> None:
    """A polygon of many sides paints the same with those alone that a tile lies across."""
    sides = tuple(
        (-math.cos(t), -math.sin(t), 60 + 80 * math.cos(t) + 60 * math.sin(t)) for t in np.linspace(0, 6.2, 40)
    )
    made = Page(160, 120)
    made.material(np.full(61, 0.5))
    made.material(np.full(61, 0.2))
    made.add(Polygon(sides, 1, (15, -5, 145, 125)))
    fast = light_on_sensor(made, RGB[:2])
    assert len(paint.crossing(np.array(sides), (0.0, 0.0), (20.0, 20.0, 50.0, 50.0))) < 15
    whole = light_on_sensor(made, RGB[:2], pose=Pose(0, 0, 1e-9))  # a hair's turn: other tiles, the same picture
    np.testing.assert_allclose(fast, whole, atol=2e-4)


def test_what_is_hidden_is_not_painted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Below a texture that fills the tile nothing is; a veil lets through what is below."""
    for pattern, painted in (("clouds", 0), ("veil", 6)):
        made = clouded(pattern, (20.0, 20.0), 3)
        made.shapes.insert(0, rectangle(90, 60, 20, 20, 2))
        seen: list[int] = []
        real = paint.polygon
        monkeypatch.setattr(paint, "polygon", lambda *given: (seen.append(1), real(*given)))  # noqa: B023
        monkeypatch.setattr(
            made, "shapes", [s for s in made.shapes if not (isinstance(s, Polygon) and s.bounds[0] < 60)]
        )
        light_on_sensor(made, RGB)
        monkeypatch.undo()
        assert (len(seen) > 0) == (painted > 0)


def test_angles_are_those_of_the_library() -> None:
    rng = np.random.default_rng(5)
    turn, far = rng.uniform(-np.pi, np.pi, 5000), 10 ** rng.uniform(-3, 4, 5000)
    u, v = (far * np.cos(turn)).astype(F32), (far * np.sin(turn)).astype(F32)
    u[:4], v[:4] = (0, 1, -1, 0), (1, 0, 0, 0)
    found = np.empty(5000)
    paint_round._angles(u, v, np.zeros(2, F32), found)
    np.testing.assert_allclose(found, np.arctan2(v.astype(float), u.astype(float)), atol=2e-11)


def test_tiles_of_a_block_are_its_picture() -> None:
    """The rim of blocks and tiles is no seam: a page moved by a pixel gives the picture moved by a pixel."""
    told = clouded("clouds", (60.0, 48.0), 4)
    still, moved = light_on_sensor(told, RGB), light_on_sensor(told, RGB, pose=Pose(1.0, 1.0))
    np.testing.assert_allclose(moved[:, 1:, 1:], still[:, :-1, :-1], atol=2e-3)
    assert told.width > expose.SIDE


@pytest.mark.parametrize("distortion", [-0.3, 0.2, 0.3])
def test_a_side_that_bends_cuts_nothing(distortion: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sides of a block of a small picture bend by pixels; what lies there alone is painted, as small blocks show."""
    told = Page(257, 193)
    for level in RGB[:, 0]:
        told.material(np.full(61, level))
    told.add(*(rectangle(x, y, 1.5, 1.5, 1 + (x + y) % 2) for y in range(2, 190, 3) for x in range(200, 256, 3)))
    lens = Lens(distortion=distortion)
    whole = light_on_sensor(told, RGB, lens)
    monkeypatch.setattr(expose, "BLOCK", 16)
    np.testing.assert_allclose(whole, light_on_sensor(told, RGB, lens), atol=2e-3)
