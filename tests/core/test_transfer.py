"""The transfer curves' numbers: published values, and everyone who counts with them agrees."""

from __future__ import annotations

import numpy as np
import pytest

from tuner.compare.encoding import srgb_linear
from tuner.core.display import srgb_code
from tuner.core.transfer import CURVES, decoding
from tuner.files.icc import TRANSFERS
from tuner.stages import encode

X = np.linspace(0, 1, 1001)


def _coded(transfer: str, x: np.ndarray) -> np.ndarray:
    end, slope, a, g = CURVES[transfer]
    return np.where(x <= end, slope * x, (1 + a) * x**g - a)


def _light(transfer: str, codes: np.ndarray) -> np.ndarray:
    g, a, b, c, d = (*decoding(transfer), 1.0, 0.0, 0.0, -1.0)[:5]
    return np.where(codes <= d, c * codes, (a * codes + b) ** g)


@pytest.mark.parametrize("transfer", CURVES)
def test_there_and_back(transfer: str) -> None:
    """The standards' rounded ends leave a step of 3e-8 (sRGB) and 1.4e-4 (Rec.709) between the two parts."""
    np.testing.assert_allclose(_light(transfer, _coded(transfer, X)), X, atol=1e-12)


def test_published_numbers() -> None:
    """IEC 61966-2-1:1999, 5.2, code -> light; BT.709-6, item 1.2, inverted."""
    assert decoding("srgb") == pytest.approx((2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045), abs=1e-7)
    assert decoding("rec709") == pytest.approx((1 / 0.45, 1 / 1.099, 0.099 / 1.099, 1 / 4.5, 0.081), abs=1e-12)
    assert decoding("gamma22") == pytest.approx((2.2,))
    assert decoding("linear") == (1.0,)


def test_all_count_with_the_same_numbers() -> None:
    """The stage, the display, the profiles and compare."""
    assert encode.CURVES is CURVES
    assert set(TRANSFERS) == set(CURVES)
    np.testing.assert_allclose(srgb_code(X.astype(np.float32)), _coded("srgb", X), atol=2e-7)
    np.testing.assert_allclose(srgb_linear(_coded("srgb", X)), X, atol=1e-12)
