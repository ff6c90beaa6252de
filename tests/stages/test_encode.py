"""Encode: each curve against its formula and an independent library."""

from __future__ import annotations

from typing import get_args

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.support import apply, context
from tuner.stages.encode import STAGE, Params, Transfer

RAMP = np.linspace(0, 1, 65536, dtype=np.float32)
DARK = np.float32(0.03) * RAMP[::13]
FINE = np.sort(np.concatenate([RAMP, DARK, np.float32(10) ** -np.arange(3, 12, dtype=np.float32)]))


def coded(x: NDArray[np.float32], transfer: Transfer) -> NDArray[np.float32]:
    return apply(STAGE, np.repeat(x[None, None], 3, axis=0), Params(transfer=transfer))[2, 0]


def reference(x: NDArray[np.float32], transfer: Transfer) -> NDArray[np.float64]:
    """The published formulas in float64."""
    v = x.astype(np.float64)
    if transfer == "srgb":
        return np.where(v <= 0.0031308, 12.92 * v, 1.055 * v ** (1 / 2.4) - 0.055)
    if transfer == "rec709":
        return np.where(v < 0.018, 4.5 * v, 1.099 * v**0.45 - 0.099)
    return v ** (1 / 2.2) if transfer == "gamma22" else v


@pytest.mark.parametrize("transfer", get_args(Transfer))
def test_it_is_the_formula_within_a_thirtieth_of_an_8_bit_step(transfer: Transfer) -> None:
    assert np.abs(coded(FINE, transfer) - reference(FINE, transfer)).max() < 1 / 30 / 255


@pytest.mark.parametrize("transfer", get_args(Transfer))
def test_it_is_monotone_exact_at_both_ends_and_clips(transfer: Transfer) -> None:
    """Over every 16-bit level; float32 rounding may take back a tenth of a 16-bit step, no more."""
    codes = coded(FINE, transfer)
    assert np.diff(codes).min() > -0.1 / 65535
    assert np.diff(coded(RAMP, transfer)).min() >= -2e-7
    np.testing.assert_array_equal(coded(np.array([-1, 0, 1, 1.5], np.float32), transfer), [0, 0, 1, 1])


@pytest.mark.parametrize(("transfer", "end"), [("srgb", 0.0031308), ("rec709", 0.018)])
def test_the_fit_adds_no_step_where_line_and_power_meet(transfer: Transfer, end: float) -> None:
    """Across the joint the code moves as the formula does (BT.709's own has a small step), within 1/50 of a code."""
    x = np.array([end - 1e-5, end + 1e-5], np.float32)
    assert abs(np.diff(coded(x, transfer)) - np.diff(reference(x, transfer))).max() < 0.02 / 255


def test_srgb_and_rec709_agree_with_colour_science() -> None:
    colour = pytest.importorskip("colour")
    assert np.abs(coded(RAMP, "srgb") - colour.models.eotf_inverse_sRGB(RAMP)).max() < 1 / 30 / 255
    assert np.abs(coded(RAMP, "rec709") - colour.models.oetf_BT709(RAMP)).max() < 1 / 30 / 255


def test_later_stages_learn_the_curve() -> None:
    assert STAGE.carry(Params(transfer="gamma22"), context()).transfer == "gamma22"
