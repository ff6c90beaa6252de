"""Render a parameter over its range: a contact sheet of one crop, with a figure under each tile.

The tiles are the pixels that render would write. The sheet is an sRGB PNG or TIFF; --csv and --json give the numbers.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tuner.cli.conditions import add_condition, condition_on
from tuner.cli.opening import configure_opening, opening_of
from tuner.cli.say import UsageError, answer, answer_json, note, note_if_cold, table
from tuner.cli.tuning import add_set, tuning, value_for, with_assignments
from tuner.cli.words import PROFILE_HELP, assignment, check_output, file_name, rect, spread
from tuner.core.orient import Rect, oriented_size
from tuner.core.recipe import Recipe
from tuner.files.errors import FileError

if TYPE_CHECKING:
    from tuner.app.sweep import Axis, Sweep, Tile
    from tuner.core.frame import Frame

_RANGE = re.compile(r"([^:,]+):([^:,]+):(\d{1,6})")
_SIDE = 512  # pixels of a crop that is not named


def configure(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    from tuner.app.sweep import METRICS

    parser.add_argument("raw", type=file_name, metavar="RAW", help="the raw file")
    parser.add_argument(
        "--param",
        dest="params",
        type=assignment,
        action="append",
        required=True,
        metavar="stage.param=FROM:TO:STEPS",
        help="a number at even steps, or the values themselves with commas between (demosaic.method=malvar,gradient); "
        "once or twice",
    )
    parser.add_argument(
        "--metric", choices=tuple(METRICS), default="noise", help="the figure under each tile (%(default)s)"
    )
    parser.add_argument(
        "-o", "--output", type=file_name, required=True, metavar="SHEET", help="the sheet to write: .png or .tif"
    )
    parser.add_argument("--csv", type=file_name, metavar="OUT.csv", help="write the numbers as a table")
    parser.add_argument("--json", action="store_true", help="the numbers as one JSON document on stdout")
    parser.add_argument(
        "--crop", type=rect, metavar="X,Y,W,H",
        help=f"part of the picture as exported, in pixels; {_SIDE} x {_SIDE} from its middle when it is not given",
    )  # fmt: skip
    parser.add_argument(
        "--region", type=_region, metavar="X,Y,W,H|flat",
        help="for noise: where it is measured, in pixels of the picture, or the crop's flattest patch; without it, the fine "
        "detail of the whole crop",
    )  # fmt: skip
    parser.add_argument(
        "--reference", type=file_name, metavar="PICTURE",
        help="for de2000: the picture to compare with, as large as the crop or as the whole; without it, the present picture",
    )  # fmt: skip
    parser.add_argument("-p", "--profile", type=file_name, metavar="PROFILE", help=PROFILE_HELP)
    add_set(parser, "change a parameter of the present picture, as render does")
    add_condition(parser)
    configure_opening(parser)


def spread_words(words: Sequence[str]) -> list[str]:
    """`--param` and `--set` may take several values."""
    return spread(words, ("--param", "--set"), {})


def execute(args: argparse.Namespace) -> int:
    """Sweep, write the sheet, and say the numbers."""
    from tuner.app import sweep_sheet
    from tuner.app.pool import cache_budget, render_pool
    from tuner.app.sweep import tiles
    from tuner.core.chain import build
    from tuner.core.cut import Cuts
    from tuner.core.engine import Engine
    from tuner.files.atomic import write_atomic
    from tuner.files.picture import write_picture
    from tuner.files.source import open_source

    _check_files(args)
    profile = tuning(args.profile)
    recipe = with_assignments(profile.recipe, args.values)
    axes = tuple(axis_for(recipe, path, text) for path, text in args.params)  # wrong words before the file is read
    frame = open_source(args.raw, opening_of(args))
    for notice in frame.facts.notices:
        note(f"note: {notice}")
    note_if_cold()
    resolved = profile.resolve(condition_on(frame, args))
    recipe = with_assignments(resolved, args.values, build(resolved, frame.facts).resolved)
    asked = _asked(args, axes, frame)
    made: list[Tile] = []
    executor, workers = render_pool()
    with executor:
        for tile in tiles(asked, frame, recipe, Engine(executor, workers, cuts=Cuts(cache_budget()))):
            made.append(tile)
            note(f"{len(made)}/{asked.size} {sweep_sheet.setting_text(recipe.rack, tile.values)}")
    write_picture(args.output, sweep_sheet.sheet(made, asked, recipe.rack, frame.name), state=None)
    note(f"wrote {args.output}")
    if args.csv is not None:
        write_atomic(args.csv, sweep_sheet.as_csv(made, asked))
        note(f"wrote {args.csv}")
    _show(args, asked, made, recipe)
    return 0


def axis_for(recipe: Recipe, path: str, text: str) -> Axis:
    """The values that `FROM:TO:STEPS` or `A,B,C` stand for.

    Raises
    ------
    ParamError, SweepError, UsageError : an unknown path, a value that does not fit, a range of what is no number
    """
    from tuner.app.sweep import Axis, spaced

    stage, name = recipe.rack.split(path)
    found = _RANGE.fullmatch(text.strip())
    if found is None:
        axis = Axis(path, tuple(value_for(recipe, path, part.strip()) for part in text.split(",")))
    else:
        if name == "enabled" or stage.param(name).kind not in ("number", "integer"):
            raise UsageError(f"--param {path}: FROM:TO:STEPS is for numbers; name the values with commas between")
        try:
            first, last = float(found[1]), float(found[2])
        except ValueError:
            raise UsageError(f"--param {path}: '{text}' is not FROM:TO:STEPS, e.g. 0:2:9") from None
        axis = spaced(stage.param(name), first, last, int(found[3]), path)
    for value in axis.values:
        recipe.with_value(path, value)  # out of range: said now
    return Axis(path, axis.values)


def _check_files(args: argparse.Namespace) -> None:
    from tuner.files.picture import check_format

    check_format(args.output, 8)
    if args.output.suffix.lower() not in (".png", ".tif", ".tiff"):
        raise FileError(args.output, "a sheet is written without loss", "end the name in .png or .tif")
    read: dict[str, Path | None] = {
        "the raw file itself": args.raw, "the file that holds the tuning": args.profile, "the reference": args.reference,
    }  # fmt: skip
    check_output(args.output, read)
    if args.csv is not None:
        check_output(args.csv, read | {"the sheet": args.output})
        if args.csv.absolute() == args.output.absolute():
            raise UsageError("--csv and -o name one file; give the table a name of its own")
    if args.reference is not None and args.metric != "de2000":
        raise UsageError(f"--reference is for --metric de2000, not for {args.metric}; leave one of them out")
    if args.region is not None and args.metric != "noise":
        raise UsageError(f"--region is for --metric noise, not for {args.metric}; leave one of them out")


def _asked(args: argparse.Namespace, axes: tuple[Axis, ...], frame: Frame) -> Sweep:
    from tuner.app.sweep import Sweep
    from tuner.files.picture import read_picture

    width, height = oriented_size(frame.facts.width, frame.facts.height, frame.facts.orientation)
    w, h = min(_SIDE, width), min(_SIDE, height)
    return Sweep(
        axes,
        args.crop or Rect((width - w) // 2, (height - h) // 2, w, h),
        args.metric,
        region=args.region if isinstance(args.region, Rect) else None,
        flat=args.region == "flat",
        reference=read_picture(args.reference) if args.reference is not None else None,
    )


def _show(args: argparse.Namespace, asked: Sweep, made: Sequence[Tile], recipe: Recipe) -> None:
    from tuner.app import sweep_sheet
    from tuner.app.sweep import METRICS

    if args.json:
        answer_json({
            "raw": str(args.raw), "sheet": str(args.output), "crop": list(asked.crop), "metric": asked.metric,
            "unit": METRICS[asked.metric][1], "tiles": sweep_sheet.table(made, asked),
        })  # fmt: skip
        return
    rows = [(sweep_sheet.setting_text(recipe.rack, t.values), sweep_sheet.figure_text(asked, t.figure)) for t in made]
    answer(table(rows))


def _region(text: str) -> Any:
    return "flat" if text == "flat" else rect(text)
