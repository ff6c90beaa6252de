"""Golden screenshots: record what a tuning makes, and check later that it still does.

'record DIR' takes the raws and profiles that lie in the folder, or those that are named, and writes a picture of each
raw with each profile and the list golden.toml; without names, crop and condition, a folder that holds a list is recorded
again. 'check DIR' renders them anew, under the condition they were recorded under, and exits 1 where a figure moved
beyond its limit, naming pictures, figures and parameters; 2 where one cannot be checked.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tuner.cli.conditions import add_condition, condition_in
from tuner.cli.differ import table_mark, untold
from tuner.cli.limits import configure_limits, limits_of, spread_limits
from tuner.cli.say import UsageError, answer, answer_json, note, note_if_cold, short, table
from tuner.cli.tuning import is_picture
from tuner.cli.words import check_output, exists, file_name, rect
from tuner.core.condition import UNKNOWN, Condition
from tuner.files.errors import one_line

if TYPE_CHECKING:
    from tuner.app.golden import Checked
    from tuner.files.golden import Case, Golden

spread_words = spread_limits
_MOVED, _UNUSABLE = 1, 2
_MOST = 8  # parameters of a picture that are named; --json has all
_TASKS = {
    "record": "render the screenshots and keep them as what is right",
    "check": "render them again and say what moved; exit 1 where something did",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    tasks = parser.add_subparsers(dest="task", metavar="TASK", title="tasks", required=True)
    made = {
        name: tasks.add_parser(name, help=text, description=text, allow_abbrev=False) for name, text in _TASKS.items()
    }
    for task in made.values():
        task.add_argument("folder", type=file_name, metavar="DIR", help="the folder of the screenshots")
        configure_limits(task)
        task.add_argument("--json", action="store_true", help="one JSON document on stdout")
    record, check = made["record"], made["check"]
    record.add_argument("raws", nargs="*", type=file_name, metavar="RAW", help="raws; without any, those in the folder")
    record.add_argument(
        "-p", "--profile", dest="profiles", type=file_name, action="append", default=[], metavar="PROFILE",
        help="a profile; may be repeated; without any, those in the folder, or the default",
    )  # fmt: skip
    record.add_argument("--crop", type=rect, metavar="X,Y,W,H", help="only this part of each picture as exported")
    add_condition(record)
    check.add_argument("--maps", type=file_name, metavar="FOLDER", help="write a DE2000 map of each picture that moved")


def execute(args: argparse.Namespace) -> int:
    """Record or check."""
    folder: Path = args.folder
    if not folder.is_dir():
        raise UsageError(f"{one_line(str(folder))} {_no_folder(args)}")
    return _record(args) if args.task == "record" else _check(args)


def _no_folder(args: argparse.Namespace) -> str:
    """What is wrong with a folder that is none; what is checked was recorded, so that nothing is to be created for it."""
    if exists(args.folder):
        return "is not a folder; give the one that holds the screenshots"
    if args.task == "check":
        return "does not exist; give the folder that 'tuner golden record' wrote, or check the name"
    return f"does not exist; create the folder {'first' if args.raws else 'and put raws into it'}"


def _record(args: argparse.Namespace) -> int:
    from tuner.app.golden import record
    from tuner.app.pool import render_pool
    from tuner.core.engine import Engine

    golden = _asked(args)
    for case in golden.cases:
        read = {"a raw": args.folder / case.raw, "a profile": args.folder / case.profile if case.profile else None}
        check_output(args.folder / case.picture, read)
    note_if_cold()
    executor, workers = render_pool()
    with executor:
        made = record(args.folder, golden, Engine(executor, workers, composed="kept"), _told)
    if args.json:
        answer_json({"folder": str(args.folder), "cases": [_case(case) for case in made.cases]})
    count, given = len(made.cases), {case.given for case in made.cases}
    under = _under(*given) if len(given) == 1 else ""
    note(f"recorded {count} screenshot{'' if count == 1 else 's'} in {args.folder}{under}")
    return 0


def _asked(args: argparse.Namespace) -> Golden:
    """What to record: what is named, else the list that is there, else what lies in the folder."""
    from tuner.app.golden import LIMITS, cases_for, limits_in
    from tuner.files.golden import NAME, Golden, read_golden

    for path in args.profiles:
        if is_picture(path) or not exists(path):
            why = "a picture; save its tuning as a profile first" if is_picture(path) else "not there"
            raise UsageError(f"{path.name}: a golden screenshot follows a profile, and this is {why}")
    known, given = exists(args.folder / NAME), condition_in(args)
    limits = limits_of(args)
    if known and not args.raws and not args.profiles and args.crop is None and given == UNKNOWN:
        golden = read_golden(args.folder)
        limits, cases = limits_in(args.folder, golden).merged(limits), golden.cases
    else:
        limits = limits if limits.names else LIMITS
        cases = cases_for(args.folder, args.raws, args.profiles, args.crop, given)
    return Golden(cases, limits.above, limits.below)


def _check(args: argparse.Namespace) -> int:
    from tuner.app.golden import check
    from tuner.app.pool import render_pool
    from tuner.core.engine import Engine

    limits = limits_of(args)
    if args.maps is not None and not exists(args.maps):
        shown = one_line(str(args.maps))
        raise UsageError(f"--maps: the folder '{shown}' does not exist; create it or choose another")
    note_if_cold()
    executor, workers = render_pool()
    with executor:
        found = check(args.folder, limits, Engine(executor, workers, composed="kept"), _told)
    if args.maps is not None:
        _write_maps(args.maps, found)
    _show(args, found)
    if any(each.fault for each in found):
        return _UNUSABLE
    return _MOVED if any(each.failed for each in found) else 0


def _told(n: int, total: int, name: str) -> None:
    note(f"{n + 1}/{total} {name}")


def _write_maps(folder: Path, found: tuple[Checked, ...]) -> None:
    from tuner.compare.heat import difference_map
    from tuner.files.picture import write_picture

    for each in found:
        if each.failed and each.found is not None:
            path = folder / f"{Path(each.case.picture).stem}_map.png"
            write_picture(path, difference_map(each.found.de2000), state=None)
            note(f"wrote {path}")


def _show(args: argparse.Namespace, found: tuple[Checked, ...]) -> None:
    moved, lost = [each for each in found if each.failed], [each for each in found if each.fault]
    if args.json:
        answer_json({
            "folder": str(args.folder), "checked": len(found), "moved": len(moved), "unusable": len(lost),
            "cases": [_document(each) for each in found],
        })  # fmt: skip
    elif moved or lost:
        rows = [(each.case.picture, text) for each in moved for text in each.failed]
        answer(table(rows + [(each.case.picture, f"cannot be checked: {each.fault}") for each in lost]))
    for each in moved:
        for text in _why(each):
            note(text)
    note(f"{len(found) - len(moved) - len(lost)} as recorded, {len(moved)} moved, {len(lost)} cannot be checked")


def _why(each: Checked) -> Iterator[str]:
    """What is not as it was recorded, and under what it was checked where that was given."""
    picture = each.case.picture
    for path, values in list((each.parameters or {}).items())[:_MOST]:
        one, two = (short(value) + table_mark(path, of or ()) for value, of in zip(values, each.tabled, strict=True))
        yield f"{picture}: {path} was {one} and is {two}"
    if each.parameters and each.tabled[0] is None:
        yield f"note: {untold(picture)}"
    if each.case.given != UNKNOWN:
        yield f"{picture}: checked{_under(each.case.given)}"


def _under(given: Condition) -> str:
    """' under ISO 800 (given)'; nothing where nothing was given."""
    from tuner.app.tuned import given_text

    return f" under {given_text(given, given)}" if given != UNKNOWN else ""


def _case(case: Case) -> dict[str, Any]:
    known = {name: value for name, value in vars(case).items() if name != "given"}
    return known | {"condition": dict(case.given)}  # as the list calls it


def _document(each: Checked) -> dict[str, Any]:
    return {
        **_case(each.case), "failed": each.failed, "fault": each.fault or None,
        "figures": None if each.found is None else each.found.figures(),
        "parameters": None if each.parameters is None else {
            path: {"golden": one, "now": two} for path, (one, two) in each.parameters.items()
        },
        "tabled": None if each.found is None else dict(zip(("golden", "now"), each.tabled, strict=True)),
    }  # fmt: skip
