"""Make, show, check, compare, merge and change tuning profiles.

A profile is a TOML text with a value, or a table of values over conditions (ISO, colour temperature, illuminance), for
every parameter of the line. Wherever one is read, a picture that was saved with its tuning may be given instead.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable

from tuner.cli import profile_tasks
from tuner.cli.conditions import add_condition
from tuner.cli.words import PROFILE_HELP, assignment, file_name

DEFAULT_CONDITION = "the profile's stated default"

_TASKS: dict[str, tuple[str, Callable[[argparse.Namespace], int]]] = {
    "new": ("write a profile with every parameter at its default", profile_tasks.new),
    "show": ("print a profile's canonical text", profile_tasks.show),
    "resolve": ("say every value under a condition, and where it comes from", profile_tasks.resolve),
    "check": ("say whether a file is a valid profile, and if not, why", profile_tasks.check),
    "diff": ("list the parameters in which two profiles differ", profile_tasks.diff),
    "merge": ("put the changes of two profiles since a common one together", profile_tasks.merge),
    "set": ("change parameters of a profile and save it", profile_tasks.set_),
    "get": ("print one parameter as plain text or CSV, for other tools", profile_tasks.get),
    "put": ("take one parameter over from plain text or CSV", profile_tasks.put),
    "presets": ("list the presets that come with the program", profile_tasks.list_presets),
    "schema": ("print the JSON Schema of profiles", profile_tasks.schema),
}


def configure(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    tasks = parser.add_subparsers(dest="task", metavar="TASK", title="tasks", required=True)
    made = {
        name: tasks.add_parser(name, help=text, description=text, allow_abbrev=False)
        for name, (text, _) in _TASKS.items()
    }
    for name, task in made.items():
        _ADD.get(name, _of_profile)(task)


def execute(args: argparse.Namespace) -> int:
    """Carry out one task."""
    return _TASKS[args.task][1](args)


def _of_profile(task: argparse.ArgumentParser) -> None:
    task.add_argument("profile", type=file_name, metavar="P", help=PROFILE_HELP)


def _new(task: argparse.ArgumentParser) -> None:
    task.add_argument("profile", type=file_name, metavar="OUT.toml", help="the file to write; it must not exist yet")
    task.add_argument("--from", dest="preset", metavar="PRESET", help="start from one of 'tuner profile presets'")
    task.add_argument(
        "--extends", metavar="BASE.toml", help="let it state only what differs from a profile beside it or below"
    )


def _show(task: argparse.ArgumentParser) -> None:
    _of_profile(task)
    task.add_argument("--flat", action="store_true", help="with the layers below taken in")
    task.add_argument("--resolved", action="store_true", help="as it is under one condition: no tables, no layers")
    add_condition(task, DEFAULT_CONDITION)


def _resolve(task: argparse.ArgumentParser) -> None:
    _of_profile(task)
    add_condition(task, DEFAULT_CONDITION)
    task.add_argument("--raw", type=file_name, metavar="RAW", help="take what is not given from this raw file")
    task.add_argument("--json", action="store_true", help="one JSON document on stdout")


def _diff(task: argparse.ArgumentParser) -> None:
    task.add_argument("a", type=file_name, metavar="A", help=PROFILE_HELP)
    task.add_argument("b", type=file_name, metavar="B", help="the profile or picture to compare it with")
    add_condition(task, "tables are compared whole; with any of the three, the values under that condition")
    task.add_argument("--json", action="store_true", help="one JSON document on stdout")


def _merge(task: argparse.ArgumentParser) -> None:
    task.add_argument("base", type=file_name, metavar="BASE", help="the profile both began from")
    task.add_argument("ours", type=file_name, metavar="OURS", help="one changed profile")
    task.add_argument("theirs", type=file_name, metavar="THEIRS", help="the other")
    task.add_argument("-o", "--output", type=file_name, metavar="OUT.toml", help="the file to write; otherwise stdout")
    task.add_argument("--prefer", choices=("ours", "theirs"), help="whose value stands where both changed one thing")
    task.add_argument("--json", action="store_true", help="the conflicts as one JSON document; needs -o")


def _set(task: argparse.ArgumentParser) -> None:
    task.add_argument("profile", type=file_name, metavar="P", help="a profile")
    task.add_argument(
        "values",
        nargs="+",
        type=assignment,
        metavar="stage.param=value",
        help="value in TOML syntax; stage.enabled is the stage's switch ('tuner stages' lists all); a parameter that "
        "counts only with some mode sets that mode; {iso = [100, 800], values = [1, 2]} makes a table over conditions, "
        "and a value sets a table's knot at the condition, or makes one there; condition.iso, condition.cct and "
        "condition.lux are the profile's default",
    )
    add_condition(task, DEFAULT_CONDITION)


def _get(task: argparse.ArgumentParser) -> None:
    _of_profile(task)
    task.add_argument("path", metavar="stage.param", help="the parameter")
    task.add_argument("-o", "--output", type=file_name, metavar="OUT.csv", help="the file to write; otherwise stdout")


def _put(task: argparse.ArgumentParser) -> None:
    task.add_argument("profile", type=file_name, metavar="P", help="a profile")
    task.add_argument("path", metavar="stage.param", help="the parameter")
    task.add_argument(
        "file",
        type=file_name,
        metavar="FILE.csv",
        help="its value, as 'get' writes it; numbers apart by commas, semicolons, tabs or spaces",
    )


_ADD: dict[str, Callable[[argparse.ArgumentParser], None]] = {
    "new": _new,
    "show": _show,
    "resolve": _resolve,
    "diff": _diff,
    "merge": _merge,
    "set": _set,
    "get": _get,
    "put": _put,
    "presets": lambda task: None,
    "schema": lambda task: None,
}
