"""DE2000 against Sharma's published table and an independent implementation."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pytest

from tuner.compare.delta_e import delta_e_2000, lab_of_linear
from tuner.core.colour import rgb_to_xyz

# Sharma, Wu, Dalal (2005), table 1: L1 a1 b1, L2 a2 b2, DE2000
TABLE = np.array([
    [50.0000, 2.6772, -79.7751, 50.0000, 0.0000, -82.7485, 2.0425],
    [50.0000, 3.1571, -77.2803, 50.0000, 0.0000, -82.7485, 2.8615],
    [50.0000, 2.8361, -74.0200, 50.0000, 0.0000, -82.7485, 3.4412],
    [50.0000, -1.3802, -84.2814, 50.0000, 0.0000, -82.7485, 1.0000],
    [50.0000, -1.1848, -84.8006, 50.0000, 0.0000, -82.7485, 1.0000],
    [50.0000, -0.9009, -85.5211, 50.0000, 0.0000, -82.7485, 1.0000],
    [50.0000, 0.0000, 0.0000, 50.0000, -1.0000, 2.0000, 2.3669],
    [50.0000, -1.0000, 2.0000, 50.0000, 0.0000, 0.0000, 2.3669],
    [50.0000, 2.4900, -0.0010, 50.0000, -2.4900, 0.0009, 7.1792],
    [50.0000, 2.4900, -0.0010, 50.0000, -2.4900, 0.0010, 7.1792],
    [50.0000, 2.4900, -0.0010, 50.0000, -2.4900, 0.0011, 7.2195],
    [50.0000, 2.4900, -0.0010, 50.0000, -2.4900, 0.0012, 7.2195],
    [50.0000, -0.0010, 2.4900, 50.0000, 0.0009, -2.4900, 4.8045],
    [50.0000, -0.0010, 2.4900, 50.0000, 0.0010, -2.4900, 4.8045],
    [50.0000, -0.0010, 2.4900, 50.0000, 0.0011, -2.4900, 4.7461],
    [50.0000, 2.5000, 0.0000, 50.0000, 0.0000, -2.5000, 4.3065],
    [50.0000, 2.5000, 0.0000, 73.0000, 25.0000, -18.0000, 27.1492],
    [50.0000, 2.5000, 0.0000, 61.0000, -5.0000, 29.0000, 22.8977],
    [50.0000, 2.5000, 0.0000, 56.0000, -27.0000, -3.0000, 31.9030],
    [50.0000, 2.5000, 0.0000, 58.0000, 24.0000, 15.0000, 19.4535],
    [50.0000, 2.5000, 0.0000, 50.0000, 3.1736, 0.5854, 1.0000],
    [50.0000, 2.5000, 0.0000, 50.0000, 3.2972, 0.0000, 1.0000],
    [50.0000, 2.5000, 0.0000, 50.0000, 1.8634, 0.5757, 1.0000],
    [50.0000, 2.5000, 0.0000, 50.0000, 3.2592, 0.3350, 1.0000],
    [60.2574, -34.0099, 36.2677, 60.4626, -34.1751, 39.4387, 1.2644],
    [63.0109, -31.0961, -5.8663, 62.8187, -29.7946, -4.0864, 1.2630],
    [61.2901, 3.7196, -5.3901, 61.4292, 2.2480, -4.9620, 1.8731],
    [35.0831, -44.1164, 3.7933, 35.0232, -40.0716, 1.5901, 1.8645],
    [22.7233, 20.0904, -46.6940, 23.0331, 14.9730, -42.5619, 2.0373],
    [36.4612, 47.8580, 18.3852, 36.2715, 50.5065, 21.2231, 1.4146],
    [90.8027, -2.0831, 1.4410, 91.1528, -1.6435, 0.0447, 1.4441],
    [90.9257, -0.5406, -0.9208, 88.6381, -0.8985, -0.7239, 1.5381],
    [6.7747, -0.2908, -2.4247, 5.8714, -0.0985, -2.2286, 0.6377],
    [2.0776, 0.0795, -1.1350, 0.9033, -0.0636, -0.5514, 0.9082],
])  # fmt: skip


@pytest.fixture(scope="module")
def colour() -> Any:
    """colour-science; it warns of the plotting library it misses."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import colour

    return colour


def as_planes(rows: np.ndarray) -> np.ndarray:
    return np.ascontiguousarray(rows.T)[:, None, :]


def test_published_table() -> None:
    """All 34 pairs to the four places they are printed with, in both directions."""
    one, two = as_planes(TABLE[:, :3]), as_planes(TABLE[:, 3:6])
    assert len(TABLE) == 34
    np.testing.assert_allclose(delta_e_2000(one, two)[0], TABLE[:, 6], rtol=0, atol=5.1e-5)
    np.testing.assert_allclose(delta_e_2000(two, one)[0], TABLE[:, 6], rtol=0, atol=5.1e-5)


def test_against_colour_science(colour: Any) -> None:
    """20,000 random pairs, near and far, agree within 1e-4."""
    rng = np.random.default_rng(1)
    one = rng.uniform([0, -100, -100], [100, 100, 100], (20_000, 3))
    two = np.where(rng.random((20_000, 1)) < 0.5, one + rng.normal(0, 2, one.shape), one[::-1])
    expected = colour.difference.delta_E_CIE2000(one, two)
    np.testing.assert_allclose(delta_e_2000(as_planes(one), as_planes(two))[0], expected, rtol=0, atol=1e-4)


def test_equal_colours_differ_by_nothing() -> None:
    lab = as_planes(TABLE[:, :3])
    assert not delta_e_2000(lab, lab.copy()).any()


def test_shapes_that_differ_are_refused() -> None:
    with pytest.raises(ValueError, match="one shape"):
        delta_e_2000(np.zeros((3, 2, 2)), np.zeros((3, 2, 3)))


@pytest.mark.parametrize(
    ("ours", "theirs"), [("rec709", "sRGB"), ("display_p3", "Display P3"), ("rec2020", "ITU-R BT.2020")]
)
def test_lab_against_colour_science(colour: Any, ours: str, theirs: str) -> None:
    """Linear RGB of each primaries, also a little negative and beyond 1, through colour-science's matrices."""
    space = colour.RGB_COLOURSPACES[theirs]
    linear = np.random.default_rng(2).uniform(-0.02, 1.2, (5_000, 3))
    linear[0], linear[1] = 0, 1
    xyz = linear @ np.asarray(space.matrix_RGB_to_XYZ).T
    expected = colour.XYZ_to_Lab(xyz, illuminant=space.whitepoint)
    found = lab_of_linear(as_planes(linear), rgb_to_xyz(ours))[:, 0].T
    np.testing.assert_allclose(found, expected, rtol=0, atol=0.05)  # their matrices are rounded to four places


def test_white_is_neutral() -> None:
    lab = lab_of_linear(np.ones((3, 1, 1)), rgb_to_xyz("rec2020"))
    np.testing.assert_allclose(lab[:, 0, 0], [100, 0, 0], atol=1e-9)
