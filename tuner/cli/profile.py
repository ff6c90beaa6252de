"""Make, show, check, compare and change tuning profiles.

A profile is a TOML text with one value for every parameter of the line.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from tuner.cli.say import UsageError, answer, answer_json, note, short, table
from tuner.cli.words import assignment, exists
from tuner.core.param import Value
from tuner.core.recipe import Recipe
from tuner.files.profile import Profile, load_profile, parse_value, save_profile

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
    made["new"].add_argument("profile", type=Path, metavar="OUT.toml", help="the file to write; it must not exist yet")
    for name in ("show", "check", "set"):
        made[name].add_argument("profile", type=Path, metavar="P", help="a profile")
    made["diff"].add_argument("a", type=Path, metavar="A", help="a profile")
    made["diff"].add_argument("b", type=Path, metavar="B", help="another profile")
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
    profile = load_profile(args.profile)
    if args.task == "show":
        answer(profile.text.rstrip("\n"))
    elif args.task == "check":
        answer(f"{args.profile.name}: ok")
    else:
        changed = with_assignments(profile.recipe, args.values)
        save_profile(args.profile, replace(profile, recipe=changed))
        for path, (old, new) in profile.recipe.differences(changed).items():
            note(f"{path}: {short(old)} -> {short(new)}")
    return 0


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
    save_profile(path, Profile.default())
    note(f"wrote {path}")
    return 0


def _diff(args: argparse.Namespace) -> int:
    a, b = load_profile(args.a), load_profile(args.b)
    found = a.recipe.differences(b.recipe)
    if args.json:
        answer_json({path: {"a": one, "b": two} for path, (one, two) in found.items()})
    elif found:
        answer(table([(f"{path}:", short(one), "->", short(two)) for path, (one, two) in found.items()]))
    else:
        note("no parameter differs")
    return 0
