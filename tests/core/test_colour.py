"""Colour maths against colour-science, Planck's law and published numbers."""

from __future__ import annotations

import warnings
from types import ModuleType

import numpy as np
import pytest
from numpy.typing import NDArray

from tuner.core import colour as maths


@pytest.fixture(scope="module")
def science() -> ModuleType:
    """colour-science, whose import warns of optional packages."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import colour
    return colour


def planck_uv(science: ModuleType, kelvin: NDArray[np.float64]) -> NDArray[np.float64]:
    """(n, 2) CIE 1960 uv of black bodies: Planck's law times the 1 nm colour matching functions, no approximation."""
    observer = science.MSDS_CMFS["CIE 1931 2 Degree Standard Observer"]
    metres = observer.wavelengths * 1e-9
    spectra = metres**-5 / np.expm1(1.438776877e-2 / (metres * kelvin[:, None]))
    x, y, z = (spectra @ observer.values).T
    return np.stack([4 * x, 6 * y], axis=1) / (x + 15 * y + 3 * z)[:, None]


LIGHTS = [
    (k, t) for k in (2000.0, 2856.0, 4100.0, 5003.0, 6504.0, 9300.0, 15000.0) for t in (-150.0, -20.0, 0.0, 20.0, 150.0)
]


def test_locus_is_planck_s(science: ModuleType) -> None:
    """Within 2e-7 in uv from 1500 to 25000 K, as the docstring says."""
    kelvin = np.geomspace(1500, 25000, 301)
    ours = np.array([maths.planckian_uv(k) for k in kelvin])
    assert np.abs(ours - planck_uv(science, kelvin)).max() < 2e-7


@pytest.mark.parametrize(("kelvin", "tint"), LIGHTS)
def test_temperature_round_trip(kelvin: float, tint: float) -> None:
    """Far below the 1 K that a knob shows."""
    back = maths.temperature_tint(maths.xy_of_temperature(kelvin, tint))
    assert back == pytest.approx((kelvin, tint), abs=1e-6)


@pytest.mark.parametrize(("kelvin", "duv"), [(2700.0, 0.01), (4000.0, -0.01), (6500.0, 0.0032), (12000.0, -0.005)])
def test_cct_agrees_with_ohno(science: ModuleType, kelvin: float, duv: float) -> None:
    """Ohno's (2014) method in colour-science, an independent search on a table."""
    uv = maths.xy_to_uv(maths.xy_of_cct(kelvin, duv))
    theirs = science.temperature.uv_to_CCT(np.array(uv), method="Ohno 2013")
    assert theirs[0] == pytest.approx(kelvin, rel=2e-4)
    assert theirs[1] == pytest.approx(duv, abs=2e-6)


@pytest.mark.parametrize(
    ("xy", "kelvin", "duv"),
    [
        ((0.44758, 0.40745), 2856, 0.0000),  # illuminant A
        ((0.34567, 0.35850), 5003, 0.0029),  # D50
        ((0.31271, 0.32902), 6504, 0.0032),  # D65
    ],
)
def test_published_illuminants(xy: maths.XY, kelvin: float, duv: float) -> None:
    """CIE 015:2018, tables 1 and 2, with their nominal CCT; Duv of daylight is about +0.003."""
    found = maths.cct_duv(xy)
    assert found[0] == pytest.approx(kelvin, abs=2.5)
    assert found[1] == pytest.approx(duv, abs=4e-4)


def test_greenish_light_has_a_positive_duv_and_a_negative_tint() -> None:
    x, y = maths.xy_of_cct(5000.0)
    assert maths.cct_duv((x, y + 0.01))[1] > 0
    assert maths.temperature_tint((x, y + 0.01))[1] < 0


@pytest.mark.parametrize("xy", [(0.1, 0.05), (0.7, 0.3), (0.2, 0.75), (0.0, 0.0), (1.0, 0.0)])
def test_any_chromaticity_has_a_finite_temperature(xy: maths.XY) -> None:
    found = maths.cct_duv(xy)
    assert np.isfinite(found).all()
    assert maths.COOLEST - 1e-6 <= found[0] <= maths.HOTTEST + 1e-6


@pytest.mark.parametrize("name", list(maths.PRIMARIES))
def test_primaries(science: ModuleType, name: str) -> None:
    """colour-science's normalised primary matrix; white is D65."""
    theirs = science.normalised_primary_matrix(np.array(maths.PRIMARIES[name]), np.array(maths.D65))
    np.testing.assert_allclose(maths.rgb_to_xyz(name), theirs, atol=1e-12)
    np.testing.assert_allclose(maths.xyz_to_rgb(name) @ maths.xy_to_xyz(maths.D65), 1, atol=1e-12)


def test_rec709_matrix_is_the_published_one() -> None:
    """IEC 61966-2-1:1999, 5.3, to its four decimals."""
    published = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    np.testing.assert_allclose(maths.rgb_to_xyz("rec709"), published, atol=6e-5)


@pytest.mark.parametrize(("source", "target"), [(maths.D50, maths.D65), ((0.4476, 0.4074), maths.D50)])
def test_adaptation(science: ModuleType, source: maths.XY, target: maths.XY) -> None:
    """Bradford in colour-science."""
    whites = [maths.xy_to_xyz(source), maths.xy_to_xyz(target)]
    theirs = science.adaptation.matrix_chromatic_adaptation_VonKries(*whites, transform="Bradford")
    np.testing.assert_allclose(maths.adaptation(source, target), theirs, atol=1e-9)
    np.testing.assert_allclose(maths.adaptation(source, target) @ whites[0], whites[1], atol=1e-12)


def test_chromaticities_there_and_back(science: ModuleType) -> None:
    for xy in ((0.3127, 0.3290), (0.5, 0.4), (0.2, 0.1)):
        uv = maths.xy_to_uv(xy)
        assert uv == pytest.approx(tuple(science.xy_to_UCS_uv(np.array(xy))), abs=1e-12)
        assert maths.uv_to_xy(uv) == pytest.approx(xy, abs=1e-12)
        assert maths.xyz_to_xy(maths.xy_to_xyz(xy)) == pytest.approx(xy, abs=1e-12)


def test_an_impossible_xyz_is_brought_to_the_border() -> None:
    """Matrices may turn a saturated camera colour into a negative XYZ; its chromaticity stays finite and inside."""
    x, y = maths.xyz_to_xy(np.array([0.5, 0.4, -0.1]))
    assert 0 < x < 1
    assert 0 < y < 1
    assert x + y <= 1
