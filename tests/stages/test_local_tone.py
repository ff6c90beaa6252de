"""Local tone: parts of the scene move, their own contrast stays, edges carry no halo."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.support import facts, random_planes
from tuner.core.colour import rgb_to_xyz
from tuner.core.domain import MARGIN, Domain
from tuner.core.param import params_of
from tuner.core.stage import Context
from tuner.core.survey import BLOCK, Survey
from tuner.stages.local_tone import DARKEST, HALO, STAGE, Params, lines, smoothed


def context_of(planes: NDArray[np.float32]) -> Context:
    """The context of a LINEAR picture of whole blocks, with its survey."""
    _, h, w = planes.shape
    means = planes.reshape(3, h // BLOCK, BLOCK, w // BLOCK, BLOCK).astype(np.float64).mean(axis=(2, 4))
    return Context(facts(w, h), (1.0,) * 4, survey=Survey(means.astype(np.float32)))


def run(planes: NDArray[np.float32], params: Params, context: Context | None = None) -> NDArray[np.float32]:
    """The stage on a whole picture."""
    plan = STAGE.prepare(params, context or context_of(planes))
    out = np.full_like(planes, np.nan)
    STAGE.fill(params, planes, out, plan, MARGIN, MARGIN)
    return out


def grey(luminance: NDArray[Any]) -> NDArray[np.float32]:
    return np.repeat(luminance[None], 3, axis=0).astype(np.float32)


def scene(h: int = 96, w: int = 160, seed: int = 0) -> NDArray[np.float32]:
    """A coloured scene of 10 EV: a dark and a bright half, texture in both."""
    rng = np.random.default_rng(seed)
    x = np.arange(w)
    level = np.where(x < w * 0.45, -8.0, -0.5) + 0.4 * rng.standard_normal((h, w)) + 2 * np.arange(h)[:, None] / h
    return (2.0**level * rng.uniform(0.5, 1.5, (3, 1, 1))).astype(np.float32)


def test_a_flat_patch_moves_by_the_formula() -> None:
    """Deep shadow by nearly all of `shadows`, grey by nothing, 4 EV above grey by nearly all of `highlights`."""
    params = Params(shadows=2.0, highlights=1.0)
    for level, ev in ((0.18 * 2**-7, 2 * (1 - np.exp(-49 / 9))), (0.18, 0.0), (0.18 * 2**4, -(1 - np.exp(-16 / 2.25)))):
        planes = grey(np.full((48, 64), level))
        np.testing.assert_allclose(np.log2(run(planes, params) / planes), ev, atol=5e-4)


def test_against_float64_with_true_logarithms() -> None:
    """e = A + B l between the middles of the blocks, in numpy."""
    planes, params = scene(), Params(shadows=3.0, highlights=1.5, edge=0.5)
    context = context_of(planes)
    weights = rgb_to_xyz("rec709")[1]
    assert context.survey is not None
    small = np.log2(np.tensordot(weights, context.survey.planes.astype(np.float64), 1))
    h, w = planes.shape[1:]
    at = [np.clip((np.arange(n) + 0.5) / BLOCK - 0.5, 0, n / BLOCK - 1) for n in (h, w)]

    def spread(nodes: NDArray[np.float64]) -> NDArray[np.float64]:
        tall = np.stack([np.interp(at[0], np.arange(len(nodes)), column) for column in nodes.T], axis=1)
        return np.stack([np.interp(at[1], np.arange(nodes.shape[1]), row) for row in tall])

    a, b = (spread(nodes) for nodes in lines(params, small))
    level = np.log2(np.maximum(np.tensordot(weights, planes.astype(np.float64), 1), 2**DARKEST))
    expected = planes * 2 ** np.clip(a + b * level, -1.5, 3.0)
    np.testing.assert_allclose(run(planes, params), expected, rtol=3e-4)


def test_the_base_is_a_bilateral_filter() -> None:
    """The grid against the sum over all pairs of blocks, whose sigmas include the grid's two interpolations."""
    level = np.log2(scene(40 * 2, 60 * 2, 3)[1].reshape(40, 2, 60, 2).mean(axis=(1, 3))).astype(np.float64)
    cell, edge = 3.0, 1.0
    wide = np.sqrt(1 + 2 / 6)  # a triangle of width 1 has variance 1/6; splat and slice each add one
    y, x = (n.ravel() for n in np.mgrid[0:40, 0:60])
    flat = level.ravel()
    far = ((y[:, None] - y) ** 2 + (x[:, None] - x) ** 2) / (cell * wide) ** 2
    unlike = ((flat[:, None] - flat) / (edge * wide)) ** 2
    weight = np.exp(-(far + unlike) / 2)
    expected = (weight @ flat / weight.sum(axis=1)).reshape(level.shape)
    off = np.abs(smoothed(level, cell, edge) - expected)
    assert off.mean() < 0.05
    assert off.max() < 0.3
    assert np.abs(level - expected).max() > 0.5  # the texture it removes


def halo(params: Params, dark: float, step: float, at: int) -> float:
    """How far e departs, beside a step at column `at`, from its value far from it, EV."""
    x = np.arange(512)
    planes = grey(np.broadcast_to(2.0 ** np.where(x < at, dark, dark + step), (32, 512)))
    e = np.log2(run(planes, params) / planes)[0, 16]
    return float(np.abs(e - np.where(x < at, e[8], e[-8])).max())


@pytest.mark.parametrize("at", [250, 256, 263])
def test_halos_at_a_step_stay_under_the_bound(at: int) -> None:
    """Every height from texture to 8 EV, between any levels, edge on and between blocks."""
    steps = [(dark, step) for dark in (-9, -7, -5, -3, -1) for step in (0.5, 1, 1.5, 2, 2.5, 3, 5, 8)]
    assert max(halo(Params(), dark, step, at) for dark, step in steps) <= HALO
    half = Params(strength=0.5)
    assert max(halo(half, dark, step, at) for dark, step in steps) <= HALO / 2


def test_a_base_without_edges_would_break_the_bound() -> None:
    """The control: where 4 EV still count as texture, a step of 5 has a halo well above it."""
    assert halo(Params(edge=4.0), -6, 5, 256) > 2 * HALO


def test_texture_keeps_its_contrast_and_parts_come_closer() -> None:
    """A fine stripe of +-0.3 EV keeps over 95 % of it, while two halves 7 EV apart lose over 1.5 EV."""
    x = np.arange(256)
    level = np.where(x < 128, -8.0, -1.0) + 0.3 * np.where((x // BLOCK) % 2, 1, -1)
    planes = grey(np.broadcast_to(2.0**level, (64, 256)))
    out = np.log2(run(planes, Params(shadows=2.0, highlights=0.75))[0, 32])
    swing = out[40:120].max() - out[40:120].min()
    assert swing > 0.95 * 0.6
    assert out[192:].mean() - out[:64].mean() < 7 - 1.5


@pytest.mark.parametrize("seed", range(3))
def test_it_is_monotone_at_every_place(seed: int) -> None:
    """Brighter in, brighter out: whatever the pixel, over 20 EV, at the strongest settings."""
    planes = scene(seed=seed)
    context = context_of(planes)
    params = Params(shadows=3.0, highlights=1.5, edge=0.25 + seed)
    outs = [run(grey(np.full((96, 160), level)), params, context)[1] for level in 2.0 ** np.arange(-14, 6, 0.125)]
    assert np.diff(np.array(outs), axis=0).min() > 0


def test_hue_is_kept() -> None:
    planes = scene()
    out = run(planes, Params())
    np.testing.assert_allclose(out[0] / out[1], planes[0] / planes[1], rtol=1e-6)
    np.testing.assert_allclose(out[2] / out[1], planes[2] / planes[1], rtol=1e-6)


def test_neutral_is_the_identity_and_without_a_picture_it_is_left_out() -> None:
    planes = random_planes(Domain.LINEAR, 48, 64)
    np.testing.assert_array_equal(run(planes, Params(strength=0.0)), planes)
    assert STAGE.prepare(Params(), Context(facts(), (1.0,) * 4)) is None


@pytest.mark.parametrize("fill", [0.0, 1.0, -0.5, 50.0, 1e-30])
def test_extremes_stay_finite(fill: float) -> None:
    planes = grey(np.full((16, 32), fill))
    for param in params_of(Params):
        for limit in (param.minimum, param.maximum):
            assert limit is not None
            assert np.isfinite(run(planes, Params(**{param.name: float(limit)}))).all()


def test_any_tile_gives_the_same_bits_at_its_place() -> None:
    planes, params = scene(), Params()
    plan = STAGE.prepare(params, context_of(planes))
    whole = run(planes, params)
    for y, x, h, w in ((0, 0, 8, 8), (8, 24, 40, 64), (33, 71, 17, 49)):
        part = np.ascontiguousarray(planes[:, y : y + h, x : x + w])
        out = np.empty_like(part)
        STAGE.fill(params, part, out, plan, MARGIN + y, MARGIN + x)
        np.testing.assert_array_equal(out, whole[:, y : y + h, x : x + w])
