"""A camera's calibration: the DNG chapter on colour, against cases worked by hand and independent NumPy."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.support import facts
from tuner.core import colour as maths
from tuner.core.camera_colour import CameraColour
from tuner.core.facts import IDENTITY, Calibration
from tuner.core.param import Matrix3


def rows(values: object) -> Matrix3:
    a, b, c = np.array(values, float).reshape(3, 3).tolist()
    return tuple(a), tuple(b), tuple(c)


# a real action camera's matrices, under 2856 K and 5003 K
WARM = rows([1.8331, -0.8166, -0.2478, 0.1391, 0.8961, -0.0367, 0.0822, 0.0662, 0.2597])
COOL = rows([1.0344, -0.4210, -0.0620, -0.2315, 1.0625, 0.1948, 0.0093, 0.1058, 0.5541])
TWO = CameraColour((Calibration(2856.0, WARM), Calibration(5003.0, COOL)))
# a phone's forward matrix and a camera calibration that mixes channels
FORWARD = rows([0.8203, -0.2188, 0.3594, 0.3438, 0.5703, 0.0938, 0.0156, -0.7266, 1.5391])
BODY = rows([0.98, 0.02, 0.0, 0.01, 1.0, -0.01, 0.0, 0.03, 0.99])


def scaled(diagonal: tuple[float, float, float]) -> Matrix3:
    return rows(np.diag(diagonal))


def red_of(camera: CameraColour, kelvin: float) -> float:
    return float(camera.xyz_to_camera(kelvin)[0, 0])


def test_interpolation_worked_by_hand() -> None:
    """Between 2500 and 5000 K, 1/T is halfway at 3333.3 K: (1 + 3) / 2; three quarters on at 4000 K: 1 + 0.75 x 2."""
    camera = CameraColour((Calibration(2500.0, IDENTITY), Calibration(5000.0, scaled((3.0, 1.0, 1.0)))))
    assert red_of(camera, 10000 / 3) == pytest.approx(2.0)
    assert red_of(camera, 4000.0) == pytest.approx(2.5)
    assert red_of(camera, 2000.0) == 1.0  # held outside
    assert red_of(camera, 9000.0) == 3.0


def test_three_illuminants_are_interpolated_between_neighbours() -> None:
    three = [Calibration(k, scaled((v, 1.0, 1.0))) for k, v in ((2500.0, 1.0), (5000.0, 3.0), (10000.0, 4.0))]
    camera = CameraColour(tuple(three))
    assert red_of(camera, 10000 / 3) == pytest.approx(2.0)
    assert red_of(camera, 20000 / 3) == pytest.approx(3.5)


def test_a_file_may_state_its_illuminants_in_any_order() -> None:
    camera = CameraColour.of(facts(calibrations=TWO.calibrations[::-1]))
    assert camera == TWO


def test_neutral_is_the_product_of_the_specification() -> None:
    """AnalogBalance CameraCalibration ColorMatrix XYZ, in plain NumPy."""
    camera = CameraColour((Calibration(5003.0, COOL, camera_calibration=BODY),), (1.1, 1.0, 0.9))
    plain = np.diag([1.1, 1.0, 0.9]) @ np.array(BODY) @ np.array(COOL) @ maths.xy_to_xyz(maths.D50)
    np.testing.assert_allclose(camera.neutral(maths.D50), plain / plain.max(), atol=1e-12)


LIGHTS = [(k, t) for k in (2500.0, 2856.0, 3800.0, 5003.0, 6500.0, 12000.0) for t in (-40.0, 0.0, 40.0)]


@pytest.mark.parametrize(("kelvin", "tint"), LIGHTS)
def test_gains_and_light_are_each_other_s_inverse(kelvin: float, tint: float) -> None:
    """The iteration finds the light although the matrix depends on the light sought."""
    gains = TWO.gains(kelvin, tint)
    assert gains[1] == 1.0
    assert TWO.temperature_tint(gains) == pytest.approx((kelvin, tint), abs=0.01)


@pytest.mark.parametrize("primaries", list(maths.PRIMARIES))
@pytest.mark.parametrize("kelvin", [2856.0, 3800.0, 6500.0])
def test_a_colorimetric_camera_is_undone(kelvin: float, primaries: str) -> None:
    """A camera that is ColorMatrix(T) exactly gives the surface's XYZ, adapted from the light to D65, up to a scale."""
    white = maths.xy_of_temperature(kelvin, -10.0)
    surface = np.array([0.4, 0.3, 0.15]) * maths.xy_to_xyz(white)
    balanced = TWO.xyz_to_camera(kelvin) @ surface * TWO.gains(kelvin, -10.0)
    ours = np.array(TWO.to_output(TWO.gains(kelvin, -10.0), primaries)) @ balanced
    truth = maths.xyz_to_rgb(primaries) @ maths.adaptation(white, maths.D65) @ surface
    np.testing.assert_allclose(ours / ours[1], truth / truth[1], rtol=1e-5)


def _dng_forward(gains: tuple[float, float, float]) -> NDArray[np.float64]:
    """FM D (AB CC)^-1 of the specification on raw camera colours, then D50 to D65 and to Rec.709; unnormalised."""
    neutral = 1 / np.array(gains)
    to_reference = np.linalg.inv(np.diag([1.05, 1.0, 0.95]) @ np.array(BODY))
    to_d50 = np.array(FORWARD) @ np.diag(1 / (to_reference @ neutral)) @ to_reference
    return np.asarray(maths.xyz_to_rgb("rec709") @ maths.adaptation(maths.D50, maths.D65) @ to_d50)


def test_forward_matrix_is_preferred() -> None:
    camera = CameraColour((Calibration(5003.0, COOL, FORWARD, BODY),), (1.05, 1.0, 0.95))
    gains = camera.gains(5200.0, 5.0)
    raw = np.array([0.2, 0.5, 0.1])
    truth = _dng_forward(gains) @ raw / (_dng_forward(gains) @ (1 / np.array(gains)))
    np.testing.assert_allclose(np.array(camera.to_output(gains, "rec709")) @ (raw * gains), truth, rtol=1e-6)


def test_a_forward_matrix_of_one_illuminant_serves_both() -> None:
    both = CameraColour((Calibration(2856.0, WARM, FORWARD), Calibration(5003.0, COOL, FORWARD)))
    one = CameraColour((Calibration(2856.0, WARM), Calibration(5003.0, COOL, FORWARD)))
    gains = both.gains(3800.0, 0.0)
    np.testing.assert_allclose(one.to_output(gains, "rec709"), both.to_output(gains, "rec709"))


@pytest.mark.parametrize(
    "gains", [(1.9, 1.0, 1.75), (16.0, 1.0, 0.1), (0.1, 1.0, 16.0), (1.0, 1.0, 1.0), (16.0, 1.0, 16.0)]
)
@pytest.mark.parametrize("known", [{"calibrations": TWO.calibrations}, {"calibrations": ()}])
def test_white_stays_white_under_any_gains(gains: tuple[float, float, float], known: dict[str, object]) -> None:
    """Also where the gains name no light there is."""
    matrix = np.array(CameraColour.of(facts(**known)).to_output(gains, "display_p3"))
    np.testing.assert_allclose(matrix.sum(axis=1), 1, atol=1e-9)


def test_without_calibration_colours_stay_and_temperature_works() -> None:
    """Rec.709 once balanced; daylight gains mean D65; a warmer light asks for less red and more blue."""
    camera = CameraColour.of(facts(calibrations=(), daylight_gains=(2.0, 1.0, 1.5)))
    np.testing.assert_allclose(camera.to_output((2.0, 1.0, 1.5), "rec709"), np.eye(3), atol=1e-9)
    np.testing.assert_allclose(camera.to_output((1.2, 1.0, 3.0), "rec709"), np.eye(3), atol=1e-9)
    assert camera.temperature_tint((2.0, 1.0, 1.5))[0] == pytest.approx(6504, abs=3)
    warm, cool = camera.gains(3000.0, 0.0), camera.gains(9000.0, 0.0)
    assert warm[0] < 2.0 < cool[0]
    assert warm[2] > 1.5 > cool[2]


def test_a_singular_calibration_is_passed_over() -> None:
    broken = Calibration(2856.0, scaled((0.0, 0.0, 0.0)))
    assert CameraColour.of(facts(calibrations=(broken, TWO.calibrations[1]))) == CameraColour((TWO.calibrations[1],))
