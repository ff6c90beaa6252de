"""Kernels that paint: what is left out for speed changes nothing that is seen."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tuner.lab import paint, paint_ellipses, paint_round
from tuner.lab.ellipses import Ellipses
from tuner.lab.page import Tile

F32 = np.float32
ROWS, COLUMNS, CELL = 40, 64, 0.25


def grid() -> tuple[np.ndarray, np.ndarray]:
    """Positions of an even grid of cells."""
    x, y = np.arange(COLUMNS, dtype=F32) * F32(CELL), np.arange(ROWS, dtype=F32) * F32(CELL)
    return np.tile(x, (ROWS, 1)), np.tile(y[:, None], (1, COLUMNS))


def reference_noise(x: float, y: float, seed: int) -> float:
    """Perlin's noise in plain float64, corner by corner."""
    ix, iy = math.floor(x), math.floor(y)
    u, v = x - ix, y - iy

    def corner(i: int, j: int) -> float:
        gx, gy = paint._direction(ix + i, iy + j, seed)
        return float(gx) * (u - i) + float(gy) * (v - j)

    s, t = (w**3 * (w * (w * 6 - 15) + 10) for w in (u, v))
    top = (1 - s) * corner(0, 0) + s * corner(1, 0)
    return (1 - t) * top + t * ((1 - s) * corner(0, 1) + s * corner(1, 1))


@pytest.mark.parametrize("size", [40.0, 3.3, 0.6])
def test_noise_by_the_row_is_noise_by_the_point(size: float) -> None:
    """Also left of the page's edge; noise of which a corner is many cells wide, and less than three."""
    us, v = np.arange(-30, COLUMNS - 30) * CELL + 0.1, 7.7
    told = np.array([0.5 * reference_noise(u / size, v / 2.1, 5) for u in us])
    even, any_ = np.zeros(COLUMNS, F32), np.zeros(COLUMNS, F32)
    paint._add_even_noise(even, us, v, 0, COLUMNS, 1 / size, 1 / 2.1, 0.5, 5)
    paint._add_noise(any_, us, np.full(COLUMNS, v), 0, COLUMNS, 1 / size, 1 / 2.1, 0.5, 5)
    np.testing.assert_allclose(even, told, atol=2e-6)
    np.testing.assert_allclose(any_, told, atol=2e-6)
    assert np.ptp(told) > 0.01


@pytest.mark.parametrize("degrees", [0.0, 33.0, 90.0, 151.0])
def test_no_cell_of_a_thin_blade_is_left_out(degrees: float) -> None:
    """An ellipse's columns are looked up row by row; a slack that reaches everywhere paints the same."""
    turn = math.radians(degrees)
    blade = np.array([[8.0, 5.0, 4.0, 0.09, math.cos(turn), math.sin(turn)]], F32)
    painted = []
    for slack in (0.0, 500.0):
        buf = np.zeros((1, ROWS, COLUMNS), F32)
        paint_ellipses.ellipses(
            buf, *grid(), np.array([0, ROWS, 0, COLUMNS]), blade, np.array([0]), np.array([[1, 0]], F32), F32(CELL),
            F32(slack), np.ones((1, 1), F32), np.zeros(1, F32),
        )  # fmt: skip
        painted.append(buf)
    assert (painted[0] == painted[1]).all()
    assert painted[0].sum() * CELL**2 == pytest.approx(math.pi * 4.0 * 4.0 * 0.09, rel=0.05)


def test_waves_are_sines() -> None:
    """Far from zero as well, where a star has turned many times."""
    phases = np.concatenate([np.linspace(-150, 150, 5001), [0.0, 0.5, -0.5, 1.0, 2.5]])
    told = np.array([math.sin(math.pi * math.remainder(p, 2.0)) for p in phases])
    paint_round._waves(phases)
    np.testing.assert_allclose(phases, told, rtol=0, atol=2e-15)


@pytest.mark.parametrize(("cycles", "sine"), [(1, False), (4, False), (72, True)])
def test_a_star_is_its_formula_cell_by_cell(cycles: int, sine: bool) -> None:
    xs, ys = grid()
    buf, half = np.zeros((1, ROWS, COLUMNS), F32), math.pi / cycles
    paint_round.star(
        buf, xs, ys, np.array([0, ROWS, 0, COLUMNS]), np.array([8.0625, 5.1875], F32), F32(4.0), float(cycles), 0.2, sine,
        F32(CELL), np.array([0.1], F32), np.array([0.9], F32),
    )  # fmt: skip
    u, v = xs.astype(float) - 8.0625, ys.astype(float) - 5.1875
    r, phase = np.hypot(u, v), (np.arctan2(v, u) - 0.2) / half
    near = abs(phase - np.round(phase)) * half
    inside = np.minimum(r * np.sin(near) / CELL + 0.5, 1)
    mix = 0.5 + 0.5 * np.sin(np.pi * phase) if sine else np.where(np.floor(phase) % 2 == 0, inside, 1 - inside)
    cover = np.clip((4.0 - r) / CELL + 0.5, 0, 1)
    np.testing.assert_allclose(buf[0], cover * (0.1 + 0.8 * mix), atol=2e-5)


@pytest.mark.parametrize("slack", [0.0, 3.0])
def test_ellipses_that_are_looked_up_are_all_that_show(slack: float) -> None:
    """A tile asks only for those that reach into it: the picture is that of all of them, one row at a time or not."""
    rng = np.random.default_rng(3)
    n, places = 400, np.array([0, ROWS, 0, COLUMNS])
    angle = rng.uniform(0, np.pi, n)
    shapes = np.stack(
        [rng.uniform(0, 300, n), rng.uniform(0, 200, n), rng.uniform(1, 30, n), rng.choice([1.0, 0.4, 0.06], n),
         np.cos(angle), np.sin(angle)], axis=1,
    )  # fmt: skip
    colours, shades = rng.integers(0, 3, n), np.stack([rng.uniform(0.7, 1.2, n), 0.4 * (rng.random(n) < 0.5)], axis=1)
    all_ = Ellipses(shapes, colours, shades.astype(F32), (0.0, 0.0, 300.0, 200.0))
    xs, ys = grid()
    rgb = rng.uniform(0, 1, (3, 3)).astype(F32)
    for origin in ((0.0, 0.0), (120.0, 64.0), (284.0, 190.0)):
        bounds = (origin[0] - 1, origin[1] - 1, origin[0] + COLUMNS * CELL + 1, origin[1] + ROWS * CELL + 1)
        tile = Tile(np.ones((3, ROWS, COLUMNS), F32), xs, ys, origin, CELL, slack, bounds)
        all_.paint(tile, places, rgb)
        moved, told = shapes.copy(), np.ones((3, ROWS, COLUMNS), F32)
        moved[:, :2] -= origin
        paint_ellipses.ellipses(
            told,
            xs,
            ys,
            places,
            moved.astype(F32),
            colours,
            shades.astype(F32),
            F32(CELL),
            F32(slack),
            rgb,
            np.zeros(1, F32),
        )
        assert (tile.buf == told).all()
        assert np.ptp(told) > 0.1
        assert len(all_._near(tile)[0]) < n / 3
