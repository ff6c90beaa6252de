"""Where the command line's commands take their tuning from: profiles, pictures that carry one, `--set` words."""

from __future__ import annotations

import argparse
from pathlib import Path

from tuner.cli.say import UsageError
from tuner.cli.words import assignment, exists
from tuner.core.param import ParamError, Value
from tuner.core.recipe import Recipe
from tuner.core.tuning import Tuning
from tuner.files.errors import FileError
from tuner.files.picture import SUFFIXES
from tuner.files.profile import Profile, load_profile, parse_value


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
        return profile_in(path)
    from tuner.files.picture import read_state, restore

    state = read_state(path)
    if state is None:
        raise UsageError(f"{path.name}: the picture does not carry the tuning that made it; give a profile")
    try:
        return Profile(state.profile_name, "", Tuning(restore(state)))
    except ParamError as error:
        raise FileError(path, f"its tuning does not fit: {error}", "use the version that wrote it") from None


def profile_in(path: Path) -> Profile:
    """The profile in a file.

    Raises
    ------
    FileError : the file cannot be used
    UsageError : the name is that of a preset, which is no file
    """
    from tuner.files.presets import presets

    if not exists(path) and str(path) in presets():
        raise UsageError(
            f"'{path}' is a preset, not a file; make a profile of it first: tuner profile new {path}.toml --from {path}"
        )
    return load_profile(path)


def add_set(parser: argparse.ArgumentParser, text: str) -> None:
    """Let a command take `--set stage.param=value` words, which `args.values` holds then.

    Parameters
    ----------
    text : what they do there, for the help
    """
    parser.add_argument(
        "--set", dest="values", type=assignment, action="append", default=[], metavar="stage.param=value",
        help=f"{text}; may be repeated or take several",
    )  # fmt: skip


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
