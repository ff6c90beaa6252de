"""SSIM against scikit-image."""

from __future__ import annotations

import numpy as np
import pytest
from skimage.metrics import structural_similarity

from tuner.compare.ssim import WINDOW, ssim_sum


@pytest.mark.parametrize(("height", "width"), [(7, 7), (7, 31), (40, 23)])
@pytest.mark.parametrize("top", [255, 65535, 1])
def test_against_scikit_image(height: int, width: int, top: int) -> None:
    rng = np.random.default_rng(height * width)
    a = rng.uniform(0, top, (height, width))
    b = np.clip(a + rng.normal(0, 0.1 * top, a.shape), 0, top)
    if top > 1:
        a, b = np.rint(a), np.rint(b)
    expected = structural_similarity(a, b, data_range=top)
    found = ssim_sum(a, b, top) / ((height - WINDOW + 1) * (width - WINDOW + 1))
    assert found == pytest.approx(expected, rel=1e-9, abs=1e-9)


def test_equal_is_one() -> None:
    a = np.random.default_rng(0).integers(0, 256, (20, 20)).astype(np.float64)
    assert ssim_sum(a, a, 255) / 14**2 == pytest.approx(1, abs=1e-12)
