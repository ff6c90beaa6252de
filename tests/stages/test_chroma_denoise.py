"""Chroma denoise: the formula cell by cell, and where colour must and must not go."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.support import apply, context, facts
from tuner.core.domain import MARGIN
from tuner.core.stage import Context
from tuner.core.transfer import coded
from tuner.stages.chroma_denoise import STAGE, Params, halo


def noisy(seed: int = 0, luma: float = 0.01, chroma: float = 0.03) -> NDArray[np.float32]:
    """(3, 48, 64): smooth luma and chroma with noise."""
    y, x = np.mgrid[0:48, 0:64]
    rng = np.random.default_rng(seed)
    clean = np.stack([0.5 + 0.3 * np.sin(x / 9), 0.1 * np.sin(y / 30), 0.05 * np.cos(x / 40)])
    noise = rng.normal(0, 1, clean.shape) * np.array([luma, chroma, chroma])[:, None, None]
    return (clean + noise).astype(np.float32)


def reference(ycc: NDArray[np.float32], p: Params) -> NDArray[np.float64]:
    """The docstring's formula in float64, one cell at a time; bilinear weights from the distance to cell centres."""
    r, k, (_, h, w) = halo(p), halo(p) // 4 - 1, ycc.shape
    padded = np.pad(ycc.astype(np.float64), ((0, 0), (r, r), (r, r)), mode="reflect")
    cells = padded.reshape(3, (h + 2 * r) // 4, 4, (w + 2 * r) // 4, 4).mean((2, 4))
    lines = np.zeros((2, 2, *cells.shape[1:]))
    dy, dx = np.mgrid[-k : k + 1, -k : k + 1] * 4
    near = np.maximum(1 - (dy**2 + dx**2) / (p.radius + 4) ** 2, 0) ** 2
    for j in range(k, cells.shape[1] - k):
        for i in range(k, cells.shape[2] - k):
            block = cells[:, j - k : j + k + 1, i - k : i + k + 1]
            far = ((block[1:] - cells[1:, j, i, None, None]) ** 2).sum(0) / p.threshold**2
            g = near * np.maximum(1 - far, 0) ** 2
            g /= g.sum()
            y, c = block[0], block[1:]
            mean_y, mean_c = (g * y).sum(), (g * c).sum((1, 2))
            a = ((g * y * c).sum((1, 2)) - mean_y * mean_c) / ((g * y * y).sum() - mean_y**2 + p.edge**2)
            lines[:, :, j, i] = a, mean_c - a * mean_y
    rows, columns = (np.arange(n) / 4 + r / 4 - 0.375 for n in (h, w))
    wide = np.zeros((2, 2, h, w))
    for i in range(cells.shape[1]):
        for j in range(cells.shape[2]):
            share = np.outer(np.maximum(1 - abs(rows - i), 0), np.maximum(1 - abs(columns - j), 0))
            wide += lines[:, :, i, j, None, None] * share
    d = wide[0] * ycc[0] + wide[1] - ycc[1:]
    return np.asarray(ycc[1:] + p.strength * np.maximum(1 - (d**2).sum(0) / p.threshold**2, 0) ** 2 * d)


def test_it_is_the_formula_in_float64() -> None:
    ycc = noisy()
    for p in (Params(), Params(radius=7.0, strength=0.5, threshold=0.2, edge=0.1), Params(radius=13.0)):
        out = apply(STAGE, ycc, p)
        np.testing.assert_allclose(out[1:], reference(ycc, p), atol=3e-5)
        np.testing.assert_array_equal(out[0], ycc[0])


def with_noise(*noise: tuple[float, float], **known: Any) -> Context:
    return context(facts=facts(noise=noise), **known)


def test_the_threshold_follows_the_noise_of_the_file() -> None:
    """Noise put on mid grey in the raw's own units, balanced, exposed and coded, has the spread it is taken to have."""
    gains, model, ev = np.array([2.0, 1.0, 1.5]), np.array([(3e-4, 2e-6), (2e-4, 1e-6), (4e-4, 3e-6)]), 1.0
    rng, scale = np.random.default_rng(1), gains * 2**ev
    raw = 0.18 / scale + rng.normal(0, 1, (200_000, 3)) * np.sqrt(model[:, 0] * 0.18 / scale + model[:, 1])
    spread = np.sqrt(coded(raw * scale, "srgb").var(axis=0).mean())
    known = with_noise(*map(tuple, model), gains=tuple(gains), exposure=ev)
    found = STAGE.resolve(Params(sigmas=4.0), known)
    assert found.threshold == pytest.approx(4 * spread, rel=0.02)
    bayer = with_noise(*(tuple(model[i]) for i in (0, 1, 1, 2)), gains=tuple(gains), exposure=ev)
    assert STAGE.resolve(Params(sigmas=4.0), bayer) == found


def test_without_a_noise_model_or_by_hand_the_threshold_is_the_knobs() -> None:
    assert STAGE.resolve(Params(threshold=0.3), context()).threshold == 0.3
    assert STAGE.resolve(Params(source="manual", threshold=0.3), with_noise((1e-3, 0.0))).threshold == 0.3
    assert STAGE.resolve(Params(), with_noise((1e-9, 0.0))).threshold == 0.01
    assert STAGE.resolve(Params(), with_noise((1.0, 1.0))).threshold == 1.0


def test_cells_lie_on_the_sensor_wherever_a_tile_begins() -> None:
    """Any even position of the buffers, and any even margin from the halo on, gives the bytes of the whole."""
    ycc, plan = noisy(), STAGE.prepare(Params(), context())
    whole = apply(STAGE, ycc)
    for top, left, height, width, r in (
        (12, 16, 24, 30, 8),
        (14, 10, 22, 32, 8),
        (10, 14, 26, 28, 10),
        (16, 18, 10, 12, 14),
    ):
        src = np.ascontiguousarray(ycc[:, top - r : top + height + r, left - r : left + width + r])
        out = np.empty((3, height, width), np.float32)
        STAGE.fill(Params(), src, out, plan, MARGIN + top - r, MARGIN + left - r)
        np.testing.assert_array_equal(out, whole[:, top : top + height, left : left + width])


def test_blotches_fall_and_fall_further_with_the_radius() -> None:
    flat = noisy(luma=0.005)
    flat[1:] -= noisy(luma=0.005, chroma=0.0)[1:]
    before = flat[1:].std()
    small, large = (apply(STAGE, flat, Params(strength=1.0, radius=r, threshold=0.3))[1:].std() for r in (4.0, 16.0))
    assert small < 0.3 * before
    assert large < 0.8 * small


def test_colour_does_not_cross_a_luma_edge() -> None:
    """Red beside grey, the edge in the middle of a cell: after the filter no pixel has lost a tenth of its colour."""
    ycc = np.zeros((3, 32, 48), np.float32)
    ycc[0], ycc[0, :, 22:] = 0.3, 0.6
    ycc[2, :, 22:] = 0.1
    out = apply(STAGE, ycc, Params(strength=1.0, radius=8.0, edge=0.01))
    assert np.abs(out[2] - ycc[2]).max() < 0.01
    blurred = apply(STAGE, ycc, Params(strength=1.0, radius=8.0, edge=0.5))
    assert np.abs(blurred[2] - ycc[2]).max() > 0.01


def test_a_colour_beyond_the_threshold_is_left_alone() -> None:
    """A strongly coloured dot on grey of the same luma keeps its colour; its neighbours take up little of it."""
    ycc = np.full((3, 32, 32), 0.5, np.float32)
    ycc[1:] = 0
    ycc[2, 13:15, 13:15] = 0.4
    out = apply(STAGE, ycc, Params(strength=1.0, radius=4.0, threshold=0.05))
    np.testing.assert_allclose(out[2, 13:15, 13:15], 0.4, atol=1e-6)
    out[2, 13:15, 13:15] = 0
    assert np.abs(out[2]).max() < 0.3 * 0.05
