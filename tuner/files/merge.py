"""Three-way merge of profiles: what two people changed since a common ancestor, put together, or named as a conflict.

What a profile states (name, note, layer below, default condition, values, tables) is merged one by one; tables knot by
knot. A change on one side is taken; the same change on both is taken once; different changes are a conflict. What one
side leaves to the layer below counts as its change too.

    merge(o, a, o) = a     merge(o, o, b) = b     merge(o, a, a) = a     merge(o, a, b) = merge(o, b, a) without conflicts

Source: Khanna, Kunal, Pierce (2007), A Formal Investigation of Diff3, FSTTCS, section 3, on a map in place of lines.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

from tuner.core.condition import AXES, Condition
from tuner.core.recipe import Recipe
from tuner.core.tabled import Tabled
from tuner.core.tuning import Tuning
from tuner.files.profile import Profile

Side = Literal["ours", "theirs"]
ABSENT = object()
"""Of a side that does not state something."""


@dataclass(frozen=True)
class Conflict:
    """What both sides changed, each in its own way; None is a side that no longer states it."""

    place: str
    base: Any
    ours: Any
    theirs: Any


@dataclass(frozen=True)
class Merged:
    """The merged profile; where there are conflicts, with the preferred side's values in their places."""

    profile: Profile
    conflicts: tuple[Conflict, ...]


def merge(base: Profile, ours: Profile, theirs: Profile, prefer: Side = "ours") -> Merged:
    """The profile that has the changes of both since `base`.

    Parameters
    ----------
    prefer : whose value stands where they conflict
    """
    conflicts: list[Conflict] = []
    merged = _merged_maps(stated(base), stated(ours), stated(theirs), prefer, "", conflicts)
    below = next((side for side in (ours, theirs, base) if side.extends == merged["extends"]), ours)
    return Merged(_assembled(merged, below.base, ours.tuning), tuple(conflicts))


def stated(profile: Profile) -> dict[str, Any]:
    """Everything a profile's file states, by place."""
    condition = {f"condition.{name}": value for name, value in profile.tuning.condition}
    if profile.base is not None:
        condition = {place: value for place, value in condition.items() if place in profile.own}
    return {"name": profile.name, "note": profile.note, "extends": profile.extends, **condition, **profile.entries}


def _merged_maps(
    base: Mapping[Any, Any],
    ours: Mapping[Any, Any],
    theirs: Mapping[Any, Any],
    prefer: Side,
    within: str,
    conflicts: list[Conflict],
) -> dict[Any, Any]:
    """Three maps merged key by key; conflicts are noted under `within` and the key."""
    made = {}
    for key in dict.fromkeys((*base, *ours, *theirs)):
        o, a, b = (side.get(key, ABSENT) for side in (base, ours, theirs))
        place = f"{within} @ {key}" if within else str(key)
        value = _merged(o, a, b, prefer, place, conflicts)
        if value is not ABSENT:
            made[key] = value
    return made


def _merged(o: Any, a: Any, b: Any, prefer: Side, place: str, conflicts: list[Conflict]) -> Any:
    if a == b or b == o:
        return a
    if a == o:
        return b
    if isinstance(o, Tabled) and isinstance(a, Tabled) and isinstance(b, Tabled):
        table = _merged_tables(o, a, b, prefer, place, conflicts)
        if table is not None:
            return table
    conflicts.append(Conflict(place, *(None if value is ABSENT else value for value in (o, a, b))))
    return a if prefer == "ours" else b


def _merged_tables(
    o: Tabled, a: Tabled, b: Tabled, prefer: Side, place: str, conflicts: list[Conflict]
) -> Tabled | None:
    """Tables merged knot by knot; None where that means nothing: over other axes, or of several axes with other knots."""
    tables = (o, a, b)
    if len({tuple(name for name, _ in table.axes) for table in tables}) > 1:
        return None
    if len(o.axes) > 1 and len({table.axes for table in tables}) > 1:
        return None
    held: list[dict[Hashable, Any]] = [
        {table.place(index): value for index, value in table.nodes().items()} for table in tables
    ]
    found: list[Conflict] = []
    made = _merged_maps(held[0], held[1], held[2], prefer, place, found)
    if not made:
        return None
    if len(o.axes) > 1:
        conflicts += found
        return Tabled(o.axes, tuple(made.values()))
    name = o.axes[0][0]
    ordered = sorted(((knot[name], value) for knot, value in made.items()), key=lambda pair: pair[0])
    knots = tuple(knot for knot, _ in ordered)
    if any(AXES[name].same(x, y) for x, y in pairwise(knots)):
        return None
    conflicts += found
    return Tabled(((name, knots),), tuple(value for _, value in ordered))


def _assembled(merged: Mapping[str, Any], below: Profile | None, like: Tuning) -> Profile:
    """The profile that states what was merged."""
    axes = {name: merged.get(f"condition.{name}") for name in AXES}
    entries = {place: value for place, value in merged.items() if place.split(".")[0] in like.rack}
    start = below.tuning if below else Tuning(Recipe.default(like.rack))
    tuning = start.with_entries(entries).with_condition(Condition(**axes))
    own = (set(merged) - {"name", "note", "extends"}) if below else ()
    return Profile(merged["name"], merged["note"], tuning, merged["extends"], below, frozenset(own))
