"""Tone curve: the kernel is the formula, the formula is monotone, and grey lands where it should."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.support import apply, context
from tuner.core.display import srgb_code
from tuner.stages.tone_curve import BASE, POLYNOMIAL, RATIOS, STAGE, Params, prepare

RAMP = np.linspace(0, 1, 4097, dtype=np.float32) ** 2


def planes(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """(3, 1, n) planes with the same values in every channel."""
    return np.repeat(values.astype(np.float32)[None, None], 3, axis=0)


def curved(values: NDArray[np.float32], **known: Any) -> NDArray[np.float32]:
    return apply(STAGE, planes(values), Params(**known))[0, 0]


def reference(x: NDArray[np.float32], p: Params) -> NDArray[np.float64]:
    """The docstring's formula in float64; r solves y(0.18) = 0.38 for a slope of 1.6 at black."""
    t = np.clip((x.astype(np.float64) - p.black) / (p.white - p.black), 0, 1)
    r = 0.18**2 * 0.62 / (0.38 * (0.6 * 0.18 + 1) - 0.18 * 1.6)
    q = 0.6 * r
    y = (1 - p.base) * t + p.base * t * (t + q + r) / (t**2 + q * t + r)
    v = np.sqrt(y)
    v = v - p.toe * v * (1 - v) ** 4
    v = v + p.shoulder * v**4 * (1 - v)
    v = v + p.contrast * v * (1 - v) * (2 * v - 1)
    return np.asarray(v**2)


@pytest.mark.parametrize(
    ("known", "way"),
    [
        ({}, BASE),
        ({"base": 0.4, "black": 0.03, "white": 1.7}, BASE),
        ({"contrast": 0.25, "toe": 0.2, "shoulder": 0.2}, POLYNOMIAL),
        ({"contrast": -0.5, "base": 0.0}, POLYNOMIAL),
        ({"contrast": 1.0, "toe": 1.0, "shoulder": 1.0, "black": 0.01}, RATIOS),
        ({"contrast": -1.0, "toe": -1.0, "shoulder": -1.0}, RATIOS),
    ],
)
def test_every_way_of_evaluating_is_the_formula(known: dict[str, float], way: int) -> None:
    """Within a tenth of an 8-bit step after sRGB coding."""
    params = Params(**known)
    plan = prepare(params, context())
    assert way == (plan[0][2] if isinstance(plan, tuple) else BASE)
    off = srgb_code(curved(RAMP, **known)) - srgb_code(reference(RAMP, params).astype(np.float32))
    assert np.abs(off).max() < 0.1 / 255


def test_the_default_lifts_grey_by_a_stop_with_a_soft_shoulder_and_a_toe() -> None:
    grey, dark, bright = curved(np.array([0.18, 0.005, 0.9], np.float32))
    assert grey == pytest.approx(0.38, abs=1e-6)
    assert dark / 0.005 < grey / 0.18
    assert 0.95 < bright < 0.99


def test_it_never_falls_and_keeps_black_and_white() -> None:
    """Float32 rounding may take back a tenth of a 16-bit step, no more."""
    rng = np.random.default_rng(0)
    corners = [[float(b), c, t, s] for b in (0, 1) for c in (-1.0, 1.0) for t in (-1.0, 1.0) for s in (-1.0, 1.0)]
    for base, contrast, toe, shoulder in corners + [[rng.random(), *rng.uniform(-1, 1, 3)] for _ in range(40)]:
        y = curved(RAMP, base=base, contrast=contrast, toe=toe, shoulder=shoulder)
        assert y[0] == 0
        assert y[-1] == 1
        assert np.diff(y).min() > -0.1 / 65535, (base, contrast, toe, shoulder)


def test_neutral_is_bit_exact_between_0_and_1_and_clips_beyond() -> None:
    assert STAGE.neutral is not None
    np.testing.assert_array_equal(curved(RAMP, **STAGE.neutral), RAMP)
    np.testing.assert_array_equal(curved(np.array([-0.5, 3.0], np.float32), **STAGE.neutral), [0, 1])


def test_black_and_white_levels_go_where_they_say() -> None:
    np.testing.assert_allclose(curved(np.array([0.02, 0.05, 2.0, 4.0]), black=0.05, white=2.0), [0, 0, 1, 1], atol=1e-6)


@pytest.mark.parametrize("known", [{}, {"contrast": 0.3}, {"contrast": 1.0, "toe": 1.0, "shoulder": 1.0}])
def test_luminance_keeps_ratios_and_equals_channel_on_greys(known: dict[str, float]) -> None:
    colour = np.array([0.3, 0.12, 0.05], np.float32).reshape(3, 1, 1)
    out = apply(STAGE, colour, Params(method="luminance", **known)).ravel()
    np.testing.assert_allclose(out / out[1], colour.ravel() / colour[1, 0, 0], rtol=1e-5)
    np.testing.assert_allclose(curved(RAMP, method="luminance", **known), curved(RAMP, **known), atol=2e-6)


def test_luminance_uses_the_weights_of_the_primaries_in_force() -> None:
    """Pure green at 0.5 has the luminance 0.6780 * 0.5 in Rec.2020 (BT.2020-2, table 4)."""
    green = np.array([0, 0.5, 0], np.float32).reshape(3, 1, 1)
    out = apply(STAGE, green, Params(method="luminance"), context(primaries="rec2020"))[1, 0, 0]
    wanted = reference(np.array([0.678 * 0.5]), Params())[0] / 0.678
    assert out == pytest.approx(wanted, abs=2e-4)
