"""Measure regions of a raw file: what the sensor saw there, and what leaves the line there.

Mean, sigma, signal-to-noise ratio, R/G and B/G of every region, in DN at raw and in 16-bit codes at output: the numbers
of the window's table of regions. Without a region it is the whole picture. Nothing is clipped or left out.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from tuner.cli.conditions import add_condition, condition_on
from tuner.cli.opening import configure_opening, opening_of
from tuner.cli.say import UsageError, answer, answer_json, note, note_if_cold, table
from tuner.cli.tuning import add_set, tuning, with_assignments
from tuner.cli.words import PROFILE_HELP, file_name, rect, spread
from tuner.core.orient import Rect, oriented_size, to_sensor

if TYPE_CHECKING:
    from tuner.core.frame import Frame
    from tuner.core.recipe import Recipe
    from tuner.measure.regions_table import RegionResult

_SHOWN = ("region", "picture", "channel", "unit", "mean", "sigma", "SNR dB", "R/G", "B/G")


def configure(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("raw", type=file_name, metavar="RAW", help="the raw file")
    parser.add_argument(
        "--region", dest="regions", type=rect, action="append", default=[], metavar="X,Y,W,H",
        help="pixels of the picture as exported; may be repeated; the whole picture when there is none",
    )  # fmt: skip
    parser.add_argument("-p", "--profile", type=file_name, metavar="PROFILE", help=PROFILE_HELP)
    add_set(parser, "change a parameter, as render does")
    written = parser.add_mutually_exclusive_group()
    written.add_argument("--json", action="store_true", help="one JSON document on stdout")
    written.add_argument(
        "--csv", action="store_true", help="every number in full as CSV on stdout, as the window copies"
    )
    add_condition(parser)
    configure_opening(parser)


def spread_words(words: Sequence[str]) -> list[str]:
    """`--set` may take several values."""
    return spread(words, ("--set",), {})


def execute(args: argparse.Namespace) -> int:
    """Measure and say the numbers."""
    from tuner.core.chain import build
    from tuner.files.source import open_source
    from tuner.measure.regions_table import regions_csv

    profile = tuning(args.profile)
    with_assignments(profile.recipe, args.values)  # wrong words are refused before the file is read
    frame = open_source(args.raw, opening_of(args))
    for notice in frame.facts.notices:
        note(f"note: {notice}")
    areas = _areas(args, frame)
    note_if_cold()
    resolved = profile.resolve(condition_on(frame, args))
    recipe = with_assignments(resolved, args.values, build(resolved, frame.facts).resolved)
    found = [result for name, area in areas for result in _measured(frame, recipe, name, area)]
    if args.json:
        answer_json(_document(args, areas, found))
    elif args.csv:
        answer(regions_csv(found).rstrip("\n"))
    else:
        answer(table([_SHOWN, *(row for result in found for row in _rows(result))]))
    return 0


def _areas(args: argparse.Namespace, frame: Frame) -> list[tuple[str, Rect]]:
    """Every region's name and place in the picture as exported."""
    width, height = oriented_size(frame.facts.width, frame.facts.height, frame.facts.orientation)
    for x, y, w, h in args.regions:
        if x + w > width or y + h > height:
            raise UsageError(
                f"--region {x},{y},{w},{h} does not lie inside the {width} x {height} pixels of the picture"
            )
    return [(",".join(map(str, area)), area) for area in args.regions] or [("whole", Rect(0, 0, width, height))]


def _measured(frame: Frame, recipe: Recipe, name: str, area: Rect) -> list[RegionResult]:
    """The region at raw and at output, as the window measures it."""
    from tuner.app.measuring import Subject, measure
    from tuner.app.sources import PROCESSED, RAW
    from tuner.core.engine import Cancel
    from tuner.measure.regions_table import RegionResult

    facts = frame.facts
    place = to_sensor(area, facts.width, facts.height, facts.orientation)
    subjects = (Subject(RAW, "Raw", frame), Subject(PROCESSED, "Processed", frame, recipe))
    pairs = ((subject, measure(subject, frame, place, None, Cancel())) for subject in subjects)
    return [RegionResult(name, place, subject.title, found.statistics) for subject, found in pairs if found is not None]


def _unit(result: RegionResult) -> str:
    from tuner.measure.regions import RawStatistics

    return "DN" if isinstance(result.found, RawStatistics) else result.found.unit


def _rows(result: RegionResult) -> list[list[str]]:
    """One row a channel; quotients beside the first."""
    found = result.found
    return [
        [result.name, result.picture, channel, _unit(result), _text(found.mean[i]), _text(found.sigma[i]),
         _text(found.snr_db[i], 2), *([_text(found.r_g, 4), _text(found.b_g, 4)] if i == 0 else ["", ""])]
        for i, channel in enumerate(found.channels)
    ]  # fmt: skip


def _text(value: float, digits: int = 2) -> str:
    return "" if math.isnan(value) else f"{value:.{digits}f}"


def _document(args: argparse.Namespace, areas: list[tuple[str, Rect]], found: list[RegionResult]) -> dict[str, Any]:
    """`regions` in the order asked for; of each, `raw` and `output`."""
    words = {"Raw": "raw", "Processed": "output"}
    return {
        "raw": str(args.raw),
        "regions": [
            {"name": name, "rect": list(area)}
            | {words[r.picture]: asdict(r.found) | {"unit": _unit(r)} for r in found if r.name == name}
            for name, area in areas
        ],
    }
