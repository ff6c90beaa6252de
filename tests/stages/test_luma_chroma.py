"""Luma and chroma: the standards' numbers, an independent library, and the way back."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pytest

from tests.support import apply, context, random_planes
from tuner.core.domain import Domain
from tuner.stages import output
from tuner.stages.luma_chroma import STAGE, Params

Standard = Literal["601", "709"]
both = pytest.mark.parametrize("standard", ["601", "709"])


@both
def test_it_agrees_with_colour_science(standard: Standard) -> None:
    """Full range; Cb is the second plane and Cr the third."""
    colour = pytest.importorskip("colour")
    rgb = random_planes(Domain.CODED)
    weights = colour.WEIGHTS_YCBCR["ITU-R BT.601" if standard == "601" else "ITU-R BT.709"]
    wanted = colour.RGB_to_YCbCr(np.moveaxis(rgb, 0, -1), K=weights, in_legal=False, out_legal=False)
    got = apply(STAGE, rgb, Params(standard=standard))
    np.testing.assert_allclose(got, np.moveaxis(wanted, -1, 0), atol=2e-7)


@both
def test_the_primaries_reach_the_ends(standard: Standard) -> None:
    """Blue is Cb 0.5, red is Cr 0.5, yellow and cyan their opposites; greys have no chroma."""
    rgb = np.array([[0, 0, 1], [1, 0, 0], [1, 1, 0], [0, 1, 1], [0.4, 0.4, 0.4]], np.float32).T[:, None, :].copy()
    _, cb, cr = apply(STAGE, rgb, Params(standard=standard))[:, 0]
    np.testing.assert_allclose([cb[0], cr[1], cb[2], cr[3]], [0.5, 0.5, -0.5, -0.5], atol=1e-6)
    np.testing.assert_allclose([cb[4], cr[4]], [0, 0], atol=1e-7)


@both
def test_output_takes_it_back(standard: Standard) -> None:
    rgb = random_planes(Domain.CODED)
    params = Params(standard=standard)
    ctx = STAGE.carry(params, context())
    back = apply(output.STAGE, apply(STAGE, rgb, params), output.Params(), ctx)
    np.testing.assert_allclose(back, rgb, atol=5e-7)
