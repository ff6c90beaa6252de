"""Light sources by their Exif code: what a raw file's calibrations were made under."""

from __future__ import annotations

LIGHT_SOURCES = {
    1: 5500.0,  # daylight
    2: 4150.0,  # fluorescent, taken as cool white
    3: 2850.0,  # tungsten
    4: 5500.0,  # flash
    9: 5500.0,  # fine weather
    10: 6500.0,  # cloudy
    11: 7500.0,  # shade
    12: 6400.0,  # daylight fluorescent, class 5700..7100 K
    13: 5050.0,  # day white fluorescent, class 4600..5500 K
    14: 4150.0,  # cool white fluorescent, class 3800..4500 K
    15: 3525.0,  # white fluorescent, class 3250..3800 K
    16: 2925.0,  # warm white fluorescent, class 2600..3250 K
    17: 2856.0,  # standard light A
    18: 4874.0,  # standard light B
    19: 6774.0,  # standard light C
    20: 5503.0,  # D55
    21: 6504.0,  # D65
    22: 7504.0,  # D75
    23: 5003.0,  # D50
    24: 3200.0,  # ISO studio tungsten
}
"""Exif LightSource code -> CCT, K. Classes: the middle of the range in CIPA DC-008 (2019), Exif 2.32, tag 37384;
lights 17 to 23: CIE 15:2018, tables 1 to 3; 24: ISO 7589; weather and flash: the nearest daylight phase."""

OTHER = 255
"""The code that refers to IlluminantData."""

A_KELVIN, D65_KELVIN = LIGHT_SOURCES[17], LIGHT_SOURCES[21]

STANDARD = (17, 20, 21, 22, 23)
"""Codes of the CIE illuminants that calibrations are usually made under: A, D55, D65, D75, D50."""


def nearest_standard(temperature: float) -> int:
    """The code of the standard illuminant nearest a temperature in K, counted in reciprocal temperature."""
    return min(STANDARD, key=lambda code: abs(1 / LIGHT_SOURCES[code] - 1 / temperature))
