"""Profiles beside each other on several raws: one page of HTML with crops, wipe, figures and differing parameters.

The page needs nothing beside itself. The first profile is the reference; a CSV of all figures is written beside it.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from tuner.cli.conditions import add_condition, condition_in
from tuner.cli.say import UsageError, answer_json, note, note_if_cold
from tuner.cli.tuning import tuning
from tuner.cli.words import PROFILE_HELP, check_output, file_name, rect


def configure(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("raws", nargs="+", type=file_name, metavar="RAW", help="raw files, or folders of them")
    parser.add_argument(
        "-p", "--profile", dest="profiles", type=file_name, action="append", default=[], metavar="PROFILE",
        help=f"{PROFILE_HELP}; once for each, the reference first; without any, the default",
    )  # fmt: skip
    parser.add_argument(
        "--region", dest="regions", type=rect, action="append", default=[], metavar="X,Y,W,H",
        help="what is shown one to one, in pixels of the picture as exported; may be repeated; without it, the middle",
    )  # fmt: skip
    parser.add_argument(
        "-o",
        "--output",
        type=file_name,
        required=True,
        metavar="OUT.html",
        help="the page to write; OUT.csv is beside it",
    )
    parser.add_argument("--json", action="store_true", help="the figures as one JSON document on stdout")
    add_condition(parser)


def execute(args: argparse.Namespace) -> int:
    """Render, compare, write."""
    from tuner.app import report
    from tuner.app.pool import render_pool
    from tuner.app.report_page import page
    from tuner.core.engine import Engine
    from tuner.files.atomic import write_atomic
    from tuner.files.results import write_csv

    table: Path = args.output.with_suffix(".csv")
    args.raws = [raw for path in args.raws for raw in _raws(path)]
    _check(args, table)
    columns = report.columns_of([(path, tuning(path)) for path in args.profiles] or [(None, tuning(None))])
    note_if_cold()
    executor, workers = render_pool()
    with executor:
        engine = Engine(executor, workers, composed="kept")
        wall = report.build(
            args.raws, columns, args.regions, engine, lambda n, total, name: note(f"{n + 1}/{total} {name}"),
            given=condition_in(args),
        )  # fmt: skip
    rows = list(report.table(wall))
    write_atomic(args.output, page(wall).encode("utf-8", "replace"))
    write_csv(table, report.table_columns(wall), rows)
    for path in (args.output, table):
        note(f"wrote {path}")
    if args.json:
        answer_json({"page": str(args.output), "table": str(table), "rows": rows})
    return 0


def _raws(path: Path) -> tuple[Path, ...]:
    """A raw, or all that lie in a folder: the wall shows every one, not the first frame of a sequence."""
    from tuner.files.folder import list_raws

    return list_raws(path) if path.is_dir() else (path,)


def _check(args: argparse.Namespace, table: Path) -> None:
    """Refuse what would not do, before any work."""
    if args.output.suffix.lower() not in (".html", ".htm"):
        raise UsageError(f"{args.output.name}: a report is a page; end the name in .html")
    read: dict[str, Path | None] = {f"the raw file {n}": raw for n, raw in enumerate(args.raws, 1)}
    read |= {f"the profile {n}": path for n, path in enumerate(args.profiles, 1)}
    for path in (args.output, table):
        check_output(path, read)
