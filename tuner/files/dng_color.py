"""Colour tags of a DNG: calibrations by illuminant, and the neutral of a white point through them.

Source: Adobe (2023), Digital Negative Specification 1.7.1, chapter 6 "Mapping Camera Color Space to CIE XYZ Space".
"""

from __future__ import annotations

import math
import struct
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from tuner.core.facts import IDENTITY, Calibration, Three
from tuner.core.param import Matrix3
from tuner.files.tags import Tags

ILLUMINANTS = (50778, 50779, 52529)  # CalibrationIlluminant1..3
ILLUMINANT_DATA = (52533, 52534, 52535)
COLOR_MATRICES = (50721, 50722, 52531)
FORWARD_MATRICES = (50964, 50965, 52532)
CAMERA_CALIBRATIONS = (50723, 50724, 52530)
CAMERA_SIGNATURE, PROFILE_SIGNATURE = 50931, 50932
ANALOG_BALANCE, AS_SHOT_NEUTRAL, AS_SHOT_WHITE_XY = 50727, 50728, 50729

D65_KELVIN, D65_XY = 6504.0, (0.31272, 0.32903)
OTHER = 255

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
    21: D65_KELVIN,
    22: 7504.0,  # D75
    23: 5003.0,  # D50
    24: 3200.0,  # ISO studio tungsten
}
"""Exif LightSource code -> CCT, K. Classes: the middle of the range in CIPA DC-008 (2019), Exif 2.32, tag 37384;
lights 17 to 23: CIE 15:2018, tables 1 to 3; 24: ISO 7589; weather and flash: the nearest daylight phase."""


def calibrations(tags: Tags, notices: list[str]) -> tuple[Calibration, ...]:
    """Every usable colour calibration, sorted by temperature, no temperature twice."""
    signed = tags.main.text(CAMERA_SIGNATURE) == tags.main.text(PROFILE_SIGNATURE)
    found: dict[float, Calibration] = {}
    for i, code in enumerate(COLOR_MATRICES):
        if not tags.numbers(code):
            continue
        color = _matrix(tags.numbers(code))
        if color is None:
            notices.append(f"ColorMatrix{i + 1} is not a usable 3x3 matrix and is ignored.")
            continue
        kelvin = _temperature(tags, i, notices)
        unit = _matrix(tags.numbers(CAMERA_CALIBRATIONS[i])) if signed else None
        found.setdefault(
            kelvin, Calibration(kelvin, color, _matrix(tags.numbers(FORWARD_MATRICES[i])), unit or IDENTITY)
        )
    return tuple(found[kelvin] for kelvin in sorted(found))


def analog_balance(tags: Tags) -> Three:
    """AnalogBalance, or ones."""
    values = tags.numbers(ANALOG_BALANCE)
    return three(values) if len(values) == 3 and usable(values) else (1.0, 1.0, 1.0)


def as_shot(tags: Tags, known: Sequence[Calibration], balance: Three) -> Three | None:
    """White balance gains of the as-shot neutral with G = 1; None when the file has none that can be used."""
    neutral = tags.numbers(AS_SHOT_NEUTRAL)
    xy = tags.numbers(AS_SHOT_WHITE_XY)
    if not neutral and len(xy) == 2 and known:
        neutral = neutral_of(xy, known, balance) or ()
    return gains_of([1 / n if n else math.nan for n in neutral])


def gains_of(multipliers: Sequence[float]) -> Three | None:
    """R, G, B multipliers scaled to G = 1; None unless they are three, finite, positive and not all the same."""
    if len(multipliers) != 3 or not usable(multipliers):
        return None
    red, green, blue = multipliers
    gains = (red / green, 1.0, blue / green)
    return None if gains == (1.0, 1.0, 1.0) or not 1e-3 < min(gains) <= max(gains) < 1e3 else gains


def daylight(known: Sequence[Calibration], balance: Three) -> Three | None:
    """Gains that make a D65 white neutral, through the calibrations."""
    neutral = neutral_of(D65_XY, known, balance) if known else None
    return gains_of([1 / n for n in neutral]) if neutral else None


def neutral_of(xy: Sequence[float], known: Sequence[Calibration], balance: Three) -> Three | None:
    """Camera coordinates of a white, largest 1: AnalogBalance * CameraCalibration * ColorMatrix * XYZ."""
    x, y = xy
    if not (0 < x < 1 and 0 < y < 1 and x + y <= 1):
        return None
    kelvin = cct(x, y)
    color = _between(known, kelvin, [np.array(c.color_matrix) for c in known])
    unit = _between(known, kelvin, [np.array(c.camera_calibration) for c in known])
    camera = np.array(balance) * (unit @ color @ np.array([x / y, 1, (1 - x - y) / y]))
    return three((camera / camera.max()).tolist()) if usable(camera.tolist()) else None


def cct(x: float, y: float) -> float:
    """Correlated colour temperature, K, of a chromaticity near the daylight locus, held to 1500..25000.

    Source: McCamy (1992), Color Res. Appl. 17(2) 142-144, the cubic of the abstract.
    """
    n = (x - 0.3320) / (0.1858 - y) if y != 0.1858 else math.inf
    kelvin = 449 * n**3 + 3525 * n**2 + 6823.3 * n + 5520.33
    return min(max(kelvin, 1500.0), 25000.0) if math.isfinite(kelvin) else D65_KELVIN


def usable(values: Sequence[float]) -> bool:
    """Whether all values are finite and above zero."""
    return all(math.isfinite(v) and v > 0 for v in values)


def three(values: Sequence[float]) -> Three:
    """The first three values as a triple."""
    return float(values[0]), float(values[1]), float(values[2])


def to_matrix(rows: NDArray[np.floating]) -> Matrix3 | None:
    """A 3x3 array as a tuple of rows; None when it cannot be inverted."""
    rows = np.asarray(rows, np.float64)
    if rows.shape != (3, 3) or not np.isfinite(rows).all() or not np.linalg.cond(rows) < 1e6:
        return None
    return three(rows[0].tolist()), three(rows[1].tolist()), three(rows[2].tolist())


def _matrix(values: Sequence[float]) -> Matrix3 | None:
    return to_matrix(np.reshape(values, (3, 3))) if len(values) == 9 else None


def _temperature(tags: Tags, index: int, notices: list[str]) -> float:
    """CCT of a calibration's illuminant; D65, said so, when the file does not tell."""
    code = tags.number(ILLUMINANTS[index])
    kelvin = LIGHT_SOURCES.get(int(code or 0))
    if kelvin is None and code == OTHER:
        kelvin = _from_data(tags.holder(ILLUMINANT_DATA[index]).block(ILLUMINANT_DATA[index]), tags.order)
    if kelvin is None:
        notices.append(f"The illuminant of ColorMatrix{index + 1} is not known; D65 is taken.")
        return D65_KELVIN
    return kelvin


def _from_data(block: bytes, order: str) -> float | None:
    """CCT of an IlluminantData tag of the xy kind (type 0: two rationals); spectra (type 1) are not read."""
    if len(block) < 18 or struct.unpack_from(f"{order}H", block)[0] != 0:
        return None
    xn, xd, yn, yd = struct.unpack_from(f"{order}4I", block, 2)
    x, y = (xn / xd, yn / yd) if xd and yd else (0.0, 0.0)
    return cct(x, y) if 0 < x < 1 and 0 < y < 1 else None


def _between(known: Sequence[Calibration], kelvin: float, values: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    """Linear interpolation in 1 / CCT between the two nearest calibrations; the nearest one beyond the ends."""
    if kelvin <= known[0].temperature:
        return values[0]
    for (low, a), (high, b) in pairwise(zip(known, values, strict=True)):
        if kelvin <= high.temperature:
            t = (1 / low.temperature - 1 / kelvin) / (1 / low.temperature - 1 / high.temperature)
            return a + t * (b - a)
    return values[-1]
