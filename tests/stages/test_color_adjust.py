"""Colour adjust: a turn and a scaling of the chroma plane, nothing else."""

from __future__ import annotations

import numpy as np
import pytest

from tests.support import apply, random_planes
from tuner.core.domain import Domain
from tuner.stages.color_adjust import STAGE, Params

YCC = random_planes(Domain.YCC)


@pytest.mark.parametrize(("saturation", "hue"), [(1.4, 0.0), (0.7, 25.0), (2.0, -140.0)])
def test_it_multiplies_the_complex_chroma(saturation: float, hue: float) -> None:
    out = apply(STAGE, YCC, Params(saturation=saturation, hue=hue))
    wanted = (YCC[1] + 1j * YCC[2]) * saturation * np.exp(1j * np.deg2rad(hue))
    np.testing.assert_allclose(out[1] + 1j * out[2], wanted, atol=1e-6)
    np.testing.assert_array_equal(out[0], YCC[0])


def test_no_saturation_is_grey_and_a_quarter_turn_brings_blue_to_red() -> None:
    assert not apply(STAGE, YCC, Params(saturation=0.0))[1:].any()
    out = apply(STAGE, YCC, Params(hue=90.0))
    np.testing.assert_allclose(out[2], YCC[1], atol=1e-6)


def test_a_whole_turn_changes_nothing() -> None:
    half = apply(STAGE, YCC, Params(hue=180.0))
    np.testing.assert_allclose(apply(STAGE, half, Params(hue=-180.0)), YCC, atol=1e-6)
