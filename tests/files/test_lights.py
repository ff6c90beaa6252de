"""Light sources: one table for reading and writing, in agreement with the colour maths."""

from __future__ import annotations

import pytest

from tuner.core.colour import D65, cct_duv, xy_of_cct
from tuner.files.lights import D65_KELVIN, LIGHT_SOURCES, STANDARD, nearest_standard


def test_every_exif_light_source_has_a_temperature() -> None:
    assert set(LIGHT_SOURCES) == {1, 2, 3, 4, *range(9, 25)}


@pytest.mark.parametrize(
    ("code", "xy"),
    [
        (17, (0.44758, 0.40745)),
        (20, (0.33243, 0.34744)),
        (21, D65),
        (22, (0.29903, 0.31488)),
        (23, (0.34567, 0.35851)),
    ],
)
def test_standard_illuminants_have_their_chromaticity_s_temperature(code: int, xy: tuple[float, float]) -> None:
    """CIE 15:2018, table 3."""
    assert LIGHT_SOURCES[code] == pytest.approx(cct_duv(xy)[0], abs=4)


def test_a_standard_illuminant_is_written_as_itself() -> None:
    assert [nearest_standard(LIGHT_SOURCES[code]) for code in STANDARD] == list(STANDARD)
    assert nearest_standard(cct_duv(xy_of_cct(D65_KELVIN))[0]) == 21
    assert nearest_standard(1500.0) == 17
