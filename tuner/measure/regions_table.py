"""Statistics and profiles as text: CSV with every number in full, its unit in the heading.

Source: RFC 4180 (CSV).
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tuner.core.orient import Rect
from tuner.core.rawview import PLANES
from tuner.measure.edges import LineProfile
from tuner.measure.regions import OutputStatistics, RawStatistics

CHANNELS = ("R", "G", "B", "Y")
DIGITS = 7


@dataclass(frozen=True, eq=False)
class RegionResult:
    """What was measured in a region.

    Attributes
    ----------
    rect : unrotated active-area pixels
    output : None while there is no picture
    """

    name: str
    rect: Rect
    raw: RawStatistics
    output: OutputStatistics | None


def regions_csv(results: Iterable[RegionResult]) -> str:
    """One row a region; DN for the raw, codes of 16 bits for the output; what has no value is empty."""
    head = ["region", "x", "y", "w", "h"]
    for plane in PLANES:
        head += [f"raw {plane} {what}" for what in ("count", "mean DN", "sigma DN", "normalised", "SNR dB", "clipped")]
    head += ["raw R/G", "raw B/G"]
    for channel in CHANNELS:
        head += [f"out {channel} {what}" for what in ("mean code16", "sigma code16", "SNR dB")]
    head += ["out R/G", "out B/G"]
    rows: list[Sequence[str]] = [head]
    for result in results:
        raw, out = result.raw, result.output
        row = [result.name, *map(str, result.rect)]
        for p in range(4):
            row.append(str(raw.count[p]))
            row += [_text(v[p]) for v in (raw.mean, raw.sigma, raw.normalised, raw.snr_db, raw.clipped)]
        row += [_text(raw.r_g), _text(raw.b_g)]
        if out is not None:
            for c in range(4):
                row += [_text(v[c]) for v in (out.mean, out.sigma, out.snr_db)]
            row += [_text(out.r_g), _text(out.b_g)]
        rows.append([*row, *[""] * (len(head) - len(row))])
    return _written(rows)


def profile_csv(profile: LineProfile) -> str:
    """One row a position: pixels, then each channel's mean over the lines, in codes of 16 bits."""
    names = [f"{CHANNELS[c]} code16" for c in range(profile.values.shape[1])]
    rows = [["position px", *names]]
    for at, values in zip(profile.position, profile.values, strict=True):
        rows.append([_text(float(at)), *(_text(float(v)) for v in values)])
    return _written(rows)


def _text(value: float) -> str:
    return "" if math.isnan(value) else f"{value:.{DIGITS}g}"


def _written(rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()
