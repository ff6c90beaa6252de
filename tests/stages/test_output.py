"""Output: the inverse by an independent library, and a clip that touches nothing inside."""

from __future__ import annotations

import numpy as np
import pytest

from tests.support import apply, context, random_planes
from tuner.core.display import for_display
from tuner.core.domain import Domain
from tuner.stages.output import STAGE


@pytest.mark.parametrize("standard", ["601", "709"])
def test_it_agrees_with_colour_science_and_clips_channel_by_channel(standard: str) -> None:
    colour = pytest.importorskip("colour")
    ycc = random_planes(Domain.YCC)
    weights = colour.WEIGHTS_YCBCR[f"ITU-R BT.{standard}"]
    wanted = colour.YCbCr_to_RGB(np.moveaxis(ycc, 0, -1).astype(np.float64), K=weights, in_legal=False, out_legal=False)
    assert wanted.min() < 0 < 1 < wanted.max()
    got = np.moveaxis(apply(STAGE, ycc, None, context(standard=standard)), 0, -1)
    np.testing.assert_allclose(got, np.clip(wanted, 0, 1), atol=5e-7)
    assert got.min() == 0
    assert got.max() == 1


def test_a_tap_before_it_shows_the_same_picture() -> None:
    """The display transform of YCC and this stage are one conversion."""
    ycc, ctx = random_planes(Domain.YCC), context(standard="601")
    shown = for_display(np.moveaxis(ycc, 0, -1), Domain.YCC, ctx, (0, 0))
    np.testing.assert_allclose(np.moveaxis(shown, -1, 0), apply(STAGE, ycc, None, ctx), atol=5e-7)
