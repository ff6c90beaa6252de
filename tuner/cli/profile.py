"""Make, show, check, compare and change tuning profiles.

A profile is a TOML text with one value for every parameter of the line. Wherever one is read, a picture that was saved
with its tuning may be given instead.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from tuner.cli.differ import changes
from tuner.cli.say import UsageError, answer, answer_json, note, table
from tuner.cli.words import assignment, check_output, exists, file_name
from tuner.core.param import ParamError, Value
from tuner.core.recipe import Recipe
from tuner.files.errors import FileError
from tuner.files.picture import SUFFIXES
from tuner.files.profile import Profile, load_profile, parse_value, save_profile

PROFILE_HELP = "a profile, or a picture saved with the tuning to use"

_TASKS = {
    "new": "write a profile with every parameter at its default",
    "show": "print a profile's canonical text",
    "check": "say whether a file is a valid profile, and if not, why",
    "diff": "list the parameters in which two profiles differ",
    "set": "change parameters of a profile and save it",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    tasks = parser.add_subparsers(dest="task", metavar="TASK", title="tasks", required=True)
    made = {
        name: tasks.add_parser(name, help=text, description=text, allow_abbrev=False) for name, text in _TASKS.items()
    }
    made["new"].add_argument(
        "profile", type=file_name, metavar="OUT.toml", help="the file to write; it must not exist yet"
    )
    for name in ("show", "check", "set"):
        made[name].add_argument(
            "profile", type=file_name, metavar="P", help="a profile" if name == "set" else PROFILE_HELP
        )
    made["diff"].add_argument("a", type=file_name, metavar="A", help=PROFILE_HELP)
    made["diff"].add_argument("b", type=file_name, metavar="B", help="the profile or picture to compare it with")
    made["diff"].add_argument("--json", action="store_true", help="one JSON document on stdout")
    made["set"].add_argument(
        "values",
        nargs="+",
        type=assignment,
        metavar="stage.param=value",
        help="value in TOML syntax; stage.enabled is the stage's switch ('tuner stages' lists all); a parameter that "
        "counts only with some mode sets that mode",
    )


def execute(args: argparse.Namespace) -> int:
    """Carry out one task."""
    if args.task == "new":
        return _new(args.profile)
    if args.task == "diff":
        return _diff(args)
    if args.task == "set":
        return _set(args.profile, args.values)
    profile = tuning(args.profile)
    answer(profile.text.rstrip("\n") if args.task == "show" else f"{args.profile.name}: ok")
    return 0


def is_picture(path: Path) -> bool:
    """Whether a name is that of a picture, as far as its ending tells."""
    return path.suffix.lower() in SUFFIXES


def tuning(path: Path | None) -> Profile:
    """The profile in a file; the recipe in force of a picture that carries one; the default for None.

    Raises
    ------
    FileError : the file cannot be used
    UsageError : the picture carries no tuning
    """
    if path is None:
        return Profile.default()
    if not is_picture(path):
        return load_profile(path)
    from tuner.files.picture import read_state, restore

    state = read_state(path)
    if state is None:
        raise UsageError(f"{path.name}: the picture does not carry the tuning that made it; give a profile")
    try:
        return Profile(state.profile_name, "", restore(state))
    except ParamError as error:
        raise FileError(path, f"its tuning does not fit: {error}", "use the version that wrote it") from None


def with_assignments(recipe: Recipe, pairs: list[tuple[str, str]], shown: Recipe | None = None) -> Recipe:
    """A recipe changed by `stage.param=value` words, each made to count (`Recipe.turned`); a later one wins.

    Parameters
    ----------
    shown : the recipe with the numbers in force on a file, where there is one

    Raises
    ------
    ParamError : an unknown name (with the nearest known one), a value out of range, or one that could not count
    """
    for path, _ in pairs:
        recipe.rack.split(path)
    return recipe.turned({path: value_for(recipe, path, text) for path, text in pairs}, shown)


def value_for(recipe: Recipe, path: str, text: str) -> Value:
    """A word of the command line as a parameter's value: TOML syntax, of which a choice may leave out the quotes."""
    stage, name = recipe.rack.split(path)
    value: Value = parse_value(text)
    if name != "enabled" and stage.param(name).kind == "choice" and not isinstance(value, str):
        return text.strip()  # a choice that happens to be written in digits, as 601 and 709 are
    return value


def _new(path: Path) -> int:
    if exists(path):
        raise UsageError(f"{path.name} exists already; choose another name, or change it with 'tuner profile set'")
    if path.suffix.lower() != ".toml":
        raise UsageError(f"{path.name}: a profile's name must end in .toml, which is how the window knows it")
    check_output(path, {})
    save_profile(path, Profile.default())
    note(f"wrote {path}")
    return 0


def _set(path: Path, pairs: list[tuple[str, str]]) -> int:
    if is_picture(path) and exists(path) and tuning(path):
        raise UsageError(
            f"{path.name} is a picture saved by ISP Tuner, whose tuning can be read but not changed; "
            f"save it as a profile first: tuner profile show {path.name} > {path.stem}.toml"
        )
    profile = load_profile(path)
    changed = with_assignments(profile.recipe, pairs)
    save_profile(path, replace(profile, recipe=changed))
    for place, old, new in changes(profile.recipe, changed):
        note(f"{place}: {old} -> {new}" if new else f"{place}: {old}")
    return 0


def _diff(args: argparse.Namespace) -> int:
    a, b = tuning(args.a).recipe, tuning(args.b).recipe
    if args.json:
        answer_json({path: {"a": one, "b": two} for path, (one, two) in a.differences(b).items()})
    elif a != b:
        answer(table([(f"{place}:", one, "->" if two else "", two) for place, one, two in changes(a, b)]))
    else:
        note("no parameter differs")
    return 0
