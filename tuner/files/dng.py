"""What a DNG's own tags say, where LibRaw hides or rounds it: area, pattern, levels, noise, exposure, orientation.

Source: Adobe (2023), Digital Negative Specification 1.7.1, chapters 4 "DNG Tags" and 5 "Mapping Raw Values to Linear
Reference Values".
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from tuner.core.facts import Calibration, Four, Shading, Three, planes_of
from tuner.files import dng_color
from tuner.files.opcodes import read_opcodes
from tuner.files.tags import BITS, ORIENTATION, Tags

BLACK_DIM, BLACK, BLACK_DELTA_H, BLACK_DELTA_V, WHITE = 50713, 50714, 50715, 50716, 50717
LINEARIZATION, BASELINE_EXPOSURE, ACTIVE_AREA, MASKED_AREAS, NOISE_PROFILE = 50712, 50730, 50829, 50830, 51041
MAX_BLACK_REPEAT = 64
MAX_BASELINE = 10.0
MAX_LEVEL = 65535.0  # DN; samples have 16 bits


@dataclass(frozen=True)
class Area:
    """A rectangle of the raw pixels: rows top..bottom, columns left..right, ends excluded."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def height(self) -> int:
        """Rows."""
        return self.bottom - self.top

    @property
    def width(self) -> int:
        """Columns."""
        return self.right - self.left


@dataclass(frozen=True)
class Dng:
    """Facts from the tags of a DNG; the names are those of `tuner.core.facts.Facts`."""

    black: Four
    white: float | None
    orientation: int | None
    camera_gains: Three | None
    daylight_gains: Three | None
    calibrations: tuple[Calibration, ...]
    analog_balance: Three
    noise: tuple[tuple[float, float], ...]
    baseline_exposure: float
    shading: Shading | None


def read_dng(tags: Tags, cfa: str, height: int, width: int, notices: list[str]) -> Dng:
    """Everything but the pixels' geometry.

    Parameters
    ----------
    cfa, height, width : the active area's first 2x2 and size
    notices : gets a sentence for each thing that is missing, odd or not applied
    """
    known = dng_color.calibrations(tags, notices)
    balance = dng_color.analog_balance(tags)
    return Dng(
        black=_black(tags, cfa, notices),
        white=_white(tags, notices),
        orientation=orientation(tags),
        camera_gains=dng_color.as_shot(tags, known, balance),
        daylight_gains=dng_color.daylight(known, balance),
        calibrations=known,
        analog_balance=balance,
        noise=_noise(tags, notices),
        baseline_exposure=_baseline(tags, notices),
        shading=read_opcodes(tags, cfa, height, width, notices),
    )


def active_area(tags: Tags, height: int, width: int, notices: list[str]) -> Area:
    """The visible pixels: ActiveArea exactly as stated, odd margins too; the whole raw when it is missing or wrong."""
    whole = Area(0, 0, height, width)
    values = tags.numbers(ACTIVE_AREA)
    if not values:
        return whole
    if len(values) == 4 and all(map(math.isfinite, values)):
        area = Area(*map(int, values))
        if 0 <= area.top < area.bottom <= height and 0 <= area.left < area.right <= width:
            return area
    notices.append("The ActiveArea tag does not fit the raw pixels; all of them are shown.")
    return whole


def masked_area(tags: Tags, area: Area) -> Area | None:
    """The masked columns left of the active area in its rows, as MaskedAreas states them; None when it does not."""
    values = [int(v) if math.isfinite(v) else -1 for v in tags.numbers(MASKED_AREAS)]
    for at in range(0, len(values) - 3, 4):
        stated = Area(*values[at : at + 4])
        inside = 0 <= stated.left < stated.right <= area.left
        if inside and stated.top <= area.top and stated.bottom >= area.bottom:
            return Area(area.top, stated.left, area.bottom, stated.right)
    return None


def orientation(tags: Tags) -> int | None:
    """Exif orientation 1..8, from IFD 0 or, where that has none, from the raw pixels' directory."""
    for ifd in (tags.main, tags.raw):
        value = ifd.number(ORIENTATION) if ifd is not None else None
        if value in range(1, 9):
            return int(value or 1)
    return None


def _black(tags: Tags, cfa: str, notices: list[str]) -> Four:
    """Black of R, Gr, Gb, B; BlackLevel repeats from the active area's corner, a missing repeat means 1x1."""
    for code in (BLACK_DELTA_H, BLACK_DELTA_V):
        if any(tags.numbers(code)):
            notices.append("The black level varies along rows or columns in the file; the variation is not applied.")
            break
    values = tags.numbers(BLACK)
    dims = tags.numbers(BLACK_DIM)
    rows, columns = (int(d) if math.isfinite(d) else 0 for d in dims) if len(dims) == 2 else (1, 1)
    if BLACK not in tags.holder(BLACK):
        return (0.0,) * 4
    if not values or not all(0 <= v <= MAX_LEVEL for v in values):  # nan neither
        notices.append(f"The BlackLevel tag holds what is no level from 0 to {MAX_LEVEL:g}; 0 is taken.")
        return (0.0,) * 4
    if not (1 <= rows <= MAX_BLACK_REPEAT and 1 <= columns <= MAX_BLACK_REPEAT and rows * columns == len(values)):
        if len(values) > 1:
            notices.append("BlackLevel and its repeat pattern disagree; its first value is taken.")
        return (values[0],) * 4
    side = math.isqrt(len(cfa))
    tall, wide = math.lcm(rows, side), math.lcm(columns, side)
    levels = np.tile(np.reshape(values, (rows, columns)), (tall // rows, wide // columns))
    planes = np.tile(np.reshape(planes_of(cfa), (side, side)), (tall // side, wide // side))
    found = [levels[planes == plane] if plane in planes else levels for plane in range(4)]
    if any(np.ptp(level) > 0 for level in found):
        notices.append("The black level repeats over more than 2x2 pixels; its mean for each CFA site is taken.")
    red, green_r, green_b, blue = (float(level.mean()) for level in found)
    return red, green_r, green_b, blue


def _white(tags: Tags, notices: list[str]) -> float | None:
    """WhiteLevel of the mosaic, or 2**bits - 1 where the tag is missing; None when neither is known."""
    values = tags.numbers(WHITE)
    if values and all(map(math.isfinite, values)):
        if min(values) < max(values):  # the specification has one value for a mosaic
            notices.append("The file states several white levels; the lowest is taken.")
        return min(values)
    bits = tags.numbers(BITS)
    if len(bits) == 1 and 1 <= bits[0] <= 16 and LINEARIZATION not in tags.holder(LINEARIZATION):
        return 2.0 ** int(bits[0]) - 1
    return None


def _noise(tags: Tags, notices: list[str]) -> tuple[tuple[float, float], ...]:
    """(a, b) of sigma^2 = a x + b for R, Gr, Gb, B, from one pair for all planes or one for each colour."""
    values = tags.numbers(NOISE_PROFILE)
    if not values:
        return ()
    pairs = list(zip(values[0::2], values[1::2], strict=False))
    good = all(math.isfinite(v) and v >= 0 for v in values) and any(a > 0 for a, _ in pairs)
    if not good or len(values) not in (2, 6):
        notices.append("The NoiseProfile tag cannot be used and is ignored.")
        return ()
    red, green, blue = pairs * 3 if len(pairs) == 1 else pairs
    return red, green, green, blue


def _baseline(tags: Tags, notices: list[str]) -> float:
    """BaselineExposure, EV; 0 when missing or 0/0."""
    value = tags.number(BASELINE_EXPOSURE) or 0.0
    if abs(value) > MAX_BASELINE:
        notices.append(f"A BaselineExposure of {value:g} EV is not plausible and is ignored.")
        return 0.0
    return value
