"""Kernels that paint: what is left out for speed changes nothing that is seen."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tuner.lab import paint, paint_ellipses

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
            F32(slack), np.ones((1, 1), F32),
        )  # fmt: skip
        painted.append(buf)
    assert (painted[0] == painted[1]).all()
    assert painted[0].sum() * CELL**2 == pytest.approx(math.pi * 4.0 * 4.0 * 0.09, rel=0.05)
