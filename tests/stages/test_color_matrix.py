"""Colour matrix: the product, white, and the way to each set of primaries."""

from __future__ import annotations

import numpy as np
import pytest

from tests.support import apply, context, facts, random_planes
from tuner.core import colour
from tuner.core.camera_colour import CameraColour
from tuner.core.domain import Domain
from tuner.core.facts import IDENTITY, Calibration
from tuner.core.stage import Context
from tuner.stages.color_matrix import STAGE, Params, carry, prepare, resolve

COOL = ((1.0344, -0.4210, -0.0620), (-0.2315, 1.0625, 0.1948), (0.0093, 0.1058, 0.5541))
WARM = ((1.8331, -0.8166, -0.2478), (0.1391, 0.8961, -0.0367), (0.0822, 0.0662, 0.2597))
MATRIX = ((1.6, -0.4, -0.2), (-0.3, 1.5, -0.2), (0.1, -0.6, 1.5))
"""Rows sum to 1."""


def behind_balance(kelvin: float = 5003.0) -> Context:
    """A camera with two calibrations, balanced for a light of that temperature."""
    known = (Calibration(2856.0, WARM), Calibration(5003.0, COOL))
    return context(facts=facts(calibrations=known), gains=CameraColour(known).gains(kelvin, 0.0))


def test_manual_matrix_is_a_matrix_product() -> None:
    """Against float64; results below 0 and above 1 are kept."""
    planes = random_planes(Domain.CAMERA)
    out = apply(STAGE, planes, Params(source="manual", matrix=MATRIX, keep_white=False))
    np.testing.assert_allclose(out, np.einsum("ij,jyx->iyx", np.array(MATRIX), planes.astype(float)), atol=1e-6)
    assert out.min() < -0.1
    assert out.max() > 1.2


def test_white_is_kept_by_scaling_rows() -> None:
    doubled = tuple(tuple(2 * v for v in row) for row in MATRIX)
    keep = Params(source="manual", matrix=doubled)  # type: ignore[arg-type]
    np.testing.assert_allclose(apply(STAGE, np.ones((3, 2, 2), np.float32), keep), 1, atol=1e-6)
    loose = Params(source="manual", matrix=doubled, keep_white=False)  # type: ignore[arg-type]
    np.testing.assert_allclose(apply(STAGE, np.ones((3, 2, 2), np.float32), loose), 2, atol=1e-6)


def test_a_row_that_sums_to_nothing_is_left_alone() -> None:
    matrix = ((1.0, -1.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
    assert prepare(Params(source="manual", matrix=matrix), behind_balance())[:3].tolist() == [1, -1, 0]


@pytest.mark.parametrize("primaries", ["rec709", "display_p3", "rec2020"])
@pytest.mark.parametrize("kelvin", [2400.0, 3600.0, 6500.0])
def test_white_stays_white_with_the_file_s_matrix(kelvin: float, primaries: str) -> None:
    out = apply(STAGE, np.ones((3, 2, 2), np.float32), Params(primaries=primaries), behind_balance(kelvin))  # type: ignore[arg-type]
    np.testing.assert_allclose(out, 1, atol=1e-6)


def test_matrix_follows_the_white_balance() -> None:
    """And is shown on the knobs, with the choice still 'file'."""
    warm, cool = resolve(Params(), behind_balance(2856.0)), resolve(Params(), behind_balance(5003.0))
    assert warm.source == cool.source == "file"
    assert np.abs(np.array(warm.matrix) - np.array(cool.matrix)).max() > 0.1


def test_primaries_differ_by_the_way_between_them() -> None:
    """The same colours in Rec.2020 are the Rec.709 ones through XYZ."""
    ctx = behind_balance()
    narrow = np.array(resolve(Params(), ctx).matrix)
    wide = np.array(resolve(Params(primaries="rec2020"), ctx).matrix)
    np.testing.assert_allclose(wide, colour.xyz_to_rgb("rec2020") @ colour.rgb_to_xyz("rec709") @ narrow, atol=1e-9)
    assert carry(Params(primaries="rec2020"), ctx).primaries == "rec2020"


def test_without_calibration_colours_stay() -> None:
    found = resolve(Params(), context(facts=facts(calibrations=())))
    np.testing.assert_allclose(found.matrix, IDENTITY, atol=1e-9)


@pytest.mark.parametrize("gains", [(0.1, 1.0, 16.0), (16.0, 1.0, 0.1), (1.0, 1.0, 16.0), (16.0, 1.0, 16.0)])
def test_shown_matrix_fits_its_knob(gains: tuple[float, float, float]) -> None:
    """However odd the balance: what is embedded in a picture must load again."""
    found = resolve(Params(), context(facts=behind_balance().facts, gains=gains))
    assert Params(**dict(found)) == found
