"""Raw denoise: noise of the stated size goes, edges above it stay."""

from __future__ import annotations

import numpy as np
import pytest

from tests.support import apply, context, facts, random_planes
from tuner.core.domain import Domain
from tuner.stages.raw_denoise import STAGE, Params, prepare

A, B = 4e-4, 1e-6
MANUAL = Params(source="manual", a=A, b=B)


def test_without_a_model_the_stage_is_left_out() -> None:
    assert prepare(Params(), context()) is None


def test_the_file_states_one_model_or_one_a_colour() -> None:
    one = prepare(Params(), context(facts=facts(noise=((A, B),))))
    np.testing.assert_array_equal(one, prepare(MANUAL, context()))
    three = prepare(Params(), context(facts=facts(noise=((A, B), (2 * A, B), (3 * A, B)))))
    assert three is not None
    np.testing.assert_allclose(three[1, :4] / three[1, 0], (1, 2, 2, 3), rtol=1e-6)
    shown = STAGE.resolve(Params(), context(facts=facts(noise=((A, B), (2 * A, B), (3 * A, B)))))
    assert (shown.a, shown.b) == (2 * A, B)


def test_the_formula_in_float64() -> None:
    planes = random_planes(Domain.MOSAIC, 16, 20, 2) * np.float32(0.1) + np.float32(0.3)
    v = planes.astype(np.float64)
    reach = 2 * (0.6 * 4.685) ** 2 * (A * v + B)
    total, weights = np.zeros_like(v), np.zeros_like(v)
    for dy in range(-2, 3):
        for dx in range(-2, 3):
            n = np.roll(v, (-dy, -dx), (1, 2))
            w = np.exp(-(dy * dy + dx * dx) / 4.5) * np.maximum(1 - (n - v) ** 2 / reach, 0) ** 2
            total, weights = total + w * n, weights + w
    inner = np.s_[:, 2:-2, 2:-2]
    np.testing.assert_allclose(apply(STAGE, planes, MANUAL)[inner], (total / weights)[inner], atol=2e-6)


@pytest.mark.parametrize("level", [0.0, 0.02, 0.2, 0.8])
def test_it_halves_the_noise_of_its_model_at_every_level_and_keeps_the_mean(level: float) -> None:
    rng = np.random.default_rng(1)
    planes = (level + rng.normal(0, np.sqrt(A * level + B), (4, 64, 64))).astype(np.float32)
    out = apply(STAGE, planes, MANUAL)
    assert out.std() < 0.5 * planes.std()
    assert out.mean() == pytest.approx(level, abs=0.05 * float(planes.std()))


def test_an_edge_of_ten_sigma_stays_and_a_flat_area_is_exact() -> None:
    planes = np.full((4, 16, 32), 0.3, np.float32)
    planes[:, :, 16:] += np.float32(10 * np.sqrt(A * 0.3 + B))
    np.testing.assert_array_equal(apply(STAGE, planes, MANUAL), planes)
