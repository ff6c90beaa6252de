"""Statistics and profiles as text: CSV with every number in full, its unit beside it.

A row holds one channel of one region in one picture, so that any number of pictures fits and a table program can turn
it over as it likes.

Source: RFC 4180 (CSV); Wickham, H. (2014), Tidy data, J. Stat. Softw. 59(10) (one observation a row).
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tuner.core.orient import Rect
from tuner.files.results import text_cell
from tuner.measure.edges import LineProfile
from tuner.measure.regions import RawStatistics, Statistics

HEAD = (
    "region", "x", "y", "w", "h", "picture", "channel", "unit", "mean", "sigma", "SNR dB", "R/G", "B/G", "count",
    "normalised", "clipped",
)  # fmt: skip
"""The last three are of the raw alone."""
DIGITS = 7


@dataclass(frozen=True, eq=False)
class RegionResult:
    """What was measured in a region of one picture.

    Attributes
    ----------
    rect : unrotated active-area pixels
    picture : its name on screen
    """

    name: str
    rect: Rect
    picture: str
    found: RawStatistics | Statistics


def regions_csv(results: Iterable[RegionResult]) -> str:
    """One row a region, picture and channel; what has no value is empty."""
    rows: list[Sequence[str]] = [HEAD]
    for result in results:
        found = result.found
        before = [text_cell(result.name), *map(str, result.rect), text_cell(result.picture)]
        for i, channel in enumerate(found.channels):
            row = [*before, channel, "DN" if isinstance(found, RawStatistics) else found.unit]
            row += [_text(v) for v in (found.mean[i], found.sigma[i], found.snr_db[i], found.r_g, found.b_g)]
            if isinstance(found, RawStatistics):
                row += [str(found.count[i]), _text(found.normalised[i]), _text(found.clipped[i])]
            rows.append([*row, *[""] * (len(HEAD) - len(row))])
    return _written(rows)


def profile_csv(profile: LineProfile, channels: Sequence[str], unit: str, picture: str) -> str:
    """One row a position: pixels, then each channel's mean over the lines.

    Parameters
    ----------
    unit : of the channels, e.g. "code16" or "DN"
    """
    rows: list[Sequence[str]] = [["position px", *(text_cell(f"{picture} {channel} {unit}") for channel in channels)]]
    for at, values in zip(profile.position, profile.values, strict=True):
        rows.append([_text(float(at)), *(_text(float(v)) for v in values)])
    return _written(rows)


def _text(value: float) -> str:
    return "" if math.isnan(value) else f"{value:.{DIGITS}g}"


def _written(rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()
