"""Colour tags of a DNG: calibrations by illuminant, and the neutral of a white point through them.

Source: Adobe (2023), Digital Negative Specification 1.7.1, chapter 6 "Mapping Camera Color Space to CIE XYZ Space".
"""

from __future__ import annotations

import math
import struct
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tuner.core.camera_colour import FAINTEST, CameraColour
from tuner.core.colour import D50, D65, adaptation, cct_duv, xyz_to_rgb
from tuner.core.facts import IDENTITY, Calibration, Three
from tuner.core.param import Matrix3
from tuner.files.lights import D65_KELVIN, LIGHT_SOURCES, OTHER
from tuner.files.tags import Tags

ILLUMINANTS = (50778, 50779, 52529)  # CalibrationIlluminant1..3
ILLUMINANT_DATA = (52533, 52534, 52535)
COLOR_MATRICES = (50721, 50722, 52531)
FORWARD_MATRICES = (50964, 50965, 52532)
CAMERA_CALIBRATIONS = (50723, 50724, 52530)
CAMERA_SIGNATURE, PROFILE_SIGNATURE = 50931, 50932
ANALOG_BALANCE, AS_SHOT_NEUTRAL, AS_SHOT_WHITE_XY = 50727, 50728, 50729

MAX_ENTRY = 1e3
"""Largest entry of a matrix; real ones stay below 10."""
MAX_BALANCE = 64.0
"""Largest analogue gain, and the inverse of the smallest; cameras state 0.5 to 4."""
LEAST_WHITE = 0.02
"""Smallest over largest Rec.709 channel of the white a ForwardMatrix leads to, which should be 1."""


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
        found.setdefault(kelvin, Calibration(kelvin, color, _forward(tags, i, notices), unit or IDENTITY))
    return tuple(found[kelvin] for kelvin in sorted(found))


def analog_balance(tags: Tags) -> Three:
    """AnalogBalance, or ones."""
    values = tags.numbers(ANALOG_BALANCE)
    plausible = len(values) == 3 and all(1 / MAX_BALANCE <= v <= MAX_BALANCE for v in values)
    return three(values) if plausible else (1.0, 1.0, 1.0)


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
    neutral = neutral_of(D65, known, balance) if known else None
    return gains_of([1 / n for n in neutral]) if neutral else None


def neutral_of(xy: Sequence[float], known: Sequence[Calibration], balance: Three) -> Three | None:
    """Camera coordinates of a white, largest 1; None when the calibrations give none that a camera could see."""
    x, y = xy
    if not (0 < x < 1 and 0 < y < 1 and x + y <= 1):
        return None
    with np.errstate(all="ignore"):  # a stranger's matrix may lead to 0 / 0
        neutral = CameraColour(tuple(known), balance).neutral((x, y))
    return neutral if usable(neutral) and FAINTEST < min(neutral) <= max(neutral) <= 1 else None


def usable(values: Sequence[float]) -> bool:
    """Whether all values are finite and above zero."""
    return all(math.isfinite(v) and v > 0 for v in values)


def three(values: Sequence[float]) -> Three:
    """The first three values as a triple."""
    return float(values[0]), float(values[1]), float(values[2])


def to_matrix(rows: NDArray[np.floating]) -> Matrix3 | None:
    """A 3x3 array as a tuple of rows; None when it cannot be inverted, or holds numbers no camera has."""
    rows = np.asarray(rows, np.float64)
    if rows.shape != (3, 3) or not np.isfinite(rows).all() or np.abs(rows).max() > MAX_ENTRY:
        return None
    if not np.linalg.cond(rows) < 1e6 or not abs(float(np.linalg.det(rows))) > 1e-6:
        return None
    return three(rows[0].tolist()), three(rows[1].tolist()), three(rows[2].tolist())


def _matrix(values: Sequence[float]) -> Matrix3 | None:
    return to_matrix(np.reshape(values, (3, 3))) if len(values) == 9 else None


def _forward(tags: Tags, index: int, notices: list[str]) -> Matrix3 | None:
    """ForwardMatrix, if it leads white to about the white of its connection space, as it must."""
    values = tags.numbers(FORWARD_MATRICES[index])
    if not values:
        return None
    matrix = _matrix(values)
    if matrix is not None:
        white = xyz_to_rgb("rec709") @ adaptation(D50, D65) @ np.sum(matrix, axis=1)
        if white.min() > LEAST_WHITE * white.max() > 0:
            return matrix
    notices.append(f"ForwardMatrix{index + 1} cannot be used and is ignored.")
    return None


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
    return cct_duv((x, y))[0] if 0 < x < 1 and 0 < y < 1 and x + y <= 1 else None
