"""The tasks of `tuner profile`."""

from __future__ import annotations

import argparse
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

from tuner.cli.conditions import condition_in, condition_text
from tuner.cli.differ import changes, short_value, tuning_changes
from tuner.cli.say import UsageError, answer, answer_json, note, table
from tuner.cli.tuning import is_picture, profile_in, tuning, with_assignments
from tuner.cli.words import check_output, exists
from tuner.core.condition import AXES, UNKNOWN, Condition
from tuner.core.param import ParamError
from tuner.core.recipe import Recipe
from tuner.core.tabled import Tabled
from tuner.core.tuning import Entry, Tuning, param_at, waits_for
from tuner.files.errors import FileError
from tuner.files.profile import Profile, load_profile, parse_value, save_profile
from tuner.files.toml_text import parse_toml


def new(args: argparse.Namespace) -> int:
    """Write a default profile, a preset, or an empty layer on top of another profile."""
    from tuner.files.presets import load_preset

    path: Path = args.profile
    if exists(path):
        raise UsageError(f"{path.name} exists already; choose another name, or change it with 'tuner profile set'")
    if path.suffix.lower() != ".toml":
        raise UsageError(f"{path.name}: a profile's name must end in .toml, which is how the window knows it")
    check_output(path, {})
    profile = Profile.default() if args.preset is None else load_preset(args.preset)
    if args.extends is not None:
        profile = _on_top(path, args.extends, None if args.preset is None else profile)
    save_profile(path, profile)
    note(f"wrote {path}")
    return 0


def _on_top(path: Path, extends: str, preset: Profile | None) -> Profile:
    """A layer above another profile, which states what a preset does otherwise, or nothing."""
    from tuner.files.layers import base_path

    base = load_profile(base_path(path, extends))
    layer = Profile(path.stem, "", base.tuning, extends, base)
    return layer if preset is None else layer.tuned(preset.tuning)


def show(args: argparse.Namespace) -> int:
    """Print the text: of the file, without layers, or of what it is under one condition."""
    profile = tuning(args.profile)
    condition = condition_in(args)
    if args.resolved:
        known = condition.over(profile.tuning.condition)
        profile = Profile(profile.name, profile.note, Tuning(profile.resolve(condition), (), known))
    elif condition != UNKNOWN:
        raise UsageError("--iso, --cct and --lux say for what to resolve; add --resolved")
    answer((profile.flat() if args.flat else profile).text.rstrip("\n"))
    return 0


def check(args: argparse.Namespace) -> int:
    """Say that a profile is one."""
    tuning(args.profile)
    answer(f"{args.profile.name}: ok")
    return 0


def resolve(args: argparse.Namespace) -> int:
    """Every value under a condition, with the layer and the table it comes from."""
    profile, own = tuning(args.profile), _of_raw(args.raw)
    condition = condition_in(args).over(own)
    recipe, tables = profile.resolve(condition), dict(profile.tuning.tables)
    names = [layer.name or "untitled" for layer in profile.layers]
    if args.json:
        known = condition.over(profile.tuning.condition)
        answer_json({
            "condition": dict(known),
            "given": [name for name, value in condition if value is not None],
            "values": recipe.to_dict(),
            "tables": list(tables),
            "layers": names,
            "from": {path: profile.layer_of(path) for path in profile.tuning.entries()},
        })  # fmt: skip
        return 0
    note(f"under {condition_text(profile, condition, own)}")
    rows = []
    for path in profile.tuning.entries():
        over = "over " + ", ".join(name for name, _ in tables[path].axes) if path in tables else ""
        layer = names[profile.layer_of(path)] if len(names) > 1 else ""
        rows.append((path, short_value(recipe.value(path)), over, layer))
    answer(table(rows))
    return 0


def _of_raw(path: Path | None) -> Condition:
    if path is None:
        return UNKNOWN
    from tuner.core.scene import of_file
    from tuner.files.source import STATED, open_source

    return of_file(open_source(path, STATED).facts)


def diff(args: argparse.Namespace) -> int:
    """What differs between two profiles: everything, or under one condition."""
    a, b = tuning(args.a), tuning(args.b)
    condition = condition_in(args)
    if condition != UNKNOWN:
        one, two = a.resolve(condition), b.resolve(condition)
        found: dict[str, tuple[Any, Any]] = dict(one.differences(two))
        rows = changes(one, two)
    else:
        found, rows = dict(a.tuning.differences(b.tuning)), tuning_changes(a.tuning, b.tuning)
    if args.json:
        answer_json({path: {"a": _plain(x), "b": _plain(y)} for path, (x, y) in found.items()})
    elif found:
        answer(table([(f"{place}:", x, "->" if y else "", y) for place, x, y in rows]))
    else:
        note("no parameter differs" + (f" under {condition}" if condition != UNKNOWN else ""))
    return 0


def _plain(entry: Any) -> Any:
    return entry.to_plain() if isinstance(entry, Tabled) else entry


def merge(args: argparse.Namespace) -> int:
    """Three-way merge; conflicts are named, and without --prefer nothing is written and the exit code is 1."""
    from tuner.files.merge import merge as merged

    if args.json and args.output is None:
        raise UsageError("--json leaves no room for the profile on stdout; add -o OUT.toml")
    if args.output is not None:
        check_output(args.output, {})
    base, ours, theirs = (load_profile(path) for path in (args.base, args.ours, args.theirs))
    found = merged(base, ours, theirs, args.prefer or "ours")
    undecided = bool(found.conflicts) and args.prefer is None
    if args.json:
        rows = [
            {"place": c.place, **{k: _plain(v) for k, v in vars(c).items() if k != "place"}} for c in found.conflicts
        ]
        answer_json({"conflicts": rows, "written": not undecided})
    for c in found.conflicts:
        sides = ", ".join(f"{name} {_side(value)}" for name, value in (("ours", c.ours), ("theirs", c.theirs)))
        note(f"conflict: {c.place}: was {_side(c.base)}, {sides}")
    if undecided:
        note("nothing was written; decide with --prefer ours or --prefer theirs")
        return 1
    if args.output is None:
        answer(found.profile.text.rstrip("\n"))
    else:
        save_profile(args.output, found.profile)
        note(f"wrote {args.output}")
    return 0


def _side(value: Any) -> str:
    if isinstance(value, Tabled):
        return "a table over " + ", ".join(name for name, _ in value.axes)
    return "not stated" if value is None else short_value(value)


def set_(args: argparse.Namespace) -> int:
    """Change values, tables, the default condition."""
    path, profile = args.profile, _to_change(args.profile)
    condition = condition_in(args)
    axes = {name.removeprefix("condition."): text for name, text in args.values if name.startswith("condition.")}
    stated = Condition(**{_axis(name): parse_value(text) for name, text in axes.items()})
    places = {name: n for n, (name, text) in enumerate(args.values) if text.lstrip().startswith("{")}
    tables = {name: _table(name, args.values[n][1]) for name, n in places.items()}
    pairs = [  # a value that follows a table sets its knot; one before it is replaced by it
        (name, text)
        for n, (name, text) in enumerate(args.values)
        if n > places.get(name, -1) and not name.startswith("condition.")
    ]
    changed = profile.tuning.with_condition(stated).turned(tables)
    after = with_assignments(changed.resolve(condition), pairs)
    _check_choices(tables, dict(pairs), after)
    changed = changed.with_recipe(after, condition)
    _save(path, profile, changed)
    return 0


def _check_choices(tables: Iterable[str], asked: Collection[str], after: Recipe) -> None:
    """A table, and a choice with which it does not count, are not asked for together."""
    for path in tables:
        choice, word = waits_for(after.rack, path)
        if choice in asked and after.value(choice) != word:
            raise UsageError(f"{path} counts only with {choice} = '{word}'")


def _axis(name: str) -> str:
    if name not in AXES:
        raise UsageError(f"condition.{name} is not an axis of conditions ({', '.join(AXES)})")
    return name


def _table(path: str, text: str) -> Tabled:
    try:
        return Tabled.from_plain(parse_toml(f"value = {text}")["value"])
    except ValueError as error:
        fault = error if isinstance(error, ParamError) else "not TOML; write {iso = [100, 800], values = [1, 2]}"
        raise UsageError(f"{path}: {fault}") from None


def _to_change(path: Path) -> Profile:
    """A profile that may be changed; raises UsageError for a picture."""
    if is_picture(path) and exists(path) and tuning(path):
        raise UsageError(
            f"{path.name} is a picture saved by ISP Tuner, whose tuning can be read but not changed; "
            f"save it as a profile first: tuner profile show {path.name} > {path.stem}.toml"
        )
    return profile_in(path)


def _save(path: Path, profile: Profile, changed: Tuning) -> None:
    save_profile(path, profile.tuned(changed))
    rows = tuning_changes(profile.tuning, changed)
    for place, old, new in rows:
        note(f"{place}: {old} -> {new}" if new else f"{place}: {old}")
    if not rows:
        note(f"nothing changed: that is what {path.name} gives already")


def get(args: argparse.Namespace) -> int:
    """One parameter as text."""
    from tuner.files.atomic import write_atomic
    from tuner.files.exchange import entry_text

    profile = tuning(args.profile)
    text = entry_text(param_at(profile.tuning.rack, args.path), profile.tuning.entry(args.path))
    if args.output is None:
        answer(text.rstrip("\n"))
    else:
        check_output(args.output, {"the profile": args.profile})
        write_atomic(args.output, text.encode())
        note(f"wrote {args.output}")
    return 0


def put(args: argparse.Namespace) -> int:
    """One parameter from text."""
    from tuner.files.exchange import parse_entry
    from tuner.files.grid import load_text

    profile = _to_change(args.profile)
    param = param_at(profile.tuning.rack, args.path)
    entry: Entry = parse_entry(param, load_text(args.file), args.file)
    try:
        changed = profile.tuning.turned({args.path: entry})
    except ParamError as error:
        raise FileError(args.file, f"it does not fit: {error}", f"correct it, or give what {args.path} takes") from None
    _save(args.profile, profile, changed)
    return 0


def list_presets(args: argparse.Namespace) -> int:
    """Names and purposes."""
    from tuner.files.presets import presets

    answer(table([(name, profile.note.split("\n", 1)[0]) for name, profile in presets().items()]))
    return 0


def schema(args: argparse.Namespace) -> int:
    """The JSON Schema."""
    from tuner.files.profile_schema import profile_schema

    answer_json(profile_schema())
    return 0
