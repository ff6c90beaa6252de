"""Making a parameter depend on the condition, and taking that back: what the window's menus and strips do to a session.

Every change is one undo step, and none changes the picture under the condition in force.
"""

from __future__ import annotations

from tuner.app.session import Session
from tuner.core.condition import AXES, Condition
from tuner.core.recipe import Recipe
from tuner.core.tabled import Tabled
from tuner.core.tuning import Entry, Tuning, mixer_of
from tuner.files.merge import merge
from tuner.files.profile import Profile

LABELS = (
    *(f"Table over {axis.title}" for axis in AXES.values()),
    "New knot", "Knot removed", "Back to the layer below", "Merge", "Default condition",
)  # fmt: skip
"""What the history calls these changes."""


def known(session: Session) -> Condition:
    """The condition in force, with the profile's default where nothing else says."""
    return session.condition.over(session.tuning.condition)


def source(session: Session, axis: str) -> str:
    """Where the condition in force has its value on an axis from: "set", "file" or "default"."""
    if session.override[axis] is not None:
        return "set"
    return "default" if session.file_condition[axis] is None else "file"


def go(session: Session, axis: str, value: float | None) -> None:
    """Look under another value of one axis; None is the file's, or the profile's default, again."""
    session.look_under(Condition(**dict(session.override) | {axis: value}))


def turn_axis(session: Session, path: str, axis: str) -> None:
    """Let a parameter depend on an axis, or no longer: then it keeps the values it has at the condition in force."""
    here, table = known(session), session.tuning.table(path)
    at, name = here[axis], AXES[axis].title
    assert at is not None
    made: Entry
    if table is None:
        made = Tabled(((axis, (at,)),), (session.recipe.value(path),))
    elif not table.knots(axis):
        made = table.with_axis(axis, at)
    elif len(table.axes) == 1:
        made = session.recipe.value(path)
    else:
        made = table.without_axis(axis, here, mixer_of(session.rack, path))
    session.change_entries({path: made}, f"Table over {name}")


def add_knot(session: Session, path: str) -> None:
    """Knots at the condition in force, with the values the table has there."""
    here, table = known(session), session.tuning.table(path)
    if table is None:
        return
    for axis, _ in table.axes:
        at = here[axis]
        assert at is not None
        table = table.with_knot(axis, at, mixer_of(session.rack, path))
    session.change_entries({path: table}, "New knot")


def remove_knot(session: Session, path: str, axis: str) -> bool:
    """Take the knot of an axis away at which the condition in force stands; False where it stands at none, or at the
    last."""
    here, table = known(session)[axis], session.tuning.table(path)
    if table is None or here is None or len(table.knots(axis)) < 2:
        return False
    at = next((i for i, knot in enumerate(table.knots(axis)) if AXES[axis].same(knot, here)), None)
    if at is None:
        return False
    session.change_entries({path: table.without_knot(axis, at)}, "Knot removed")
    return True


def back_to_layer(session: Session, path: str) -> None:
    """Leave a parameter to the layer below again."""
    below = session.profile.base
    if below is not None:
        session.change_entries({path: below.tuning.entry(path)}, "Back to the layer below")


def layer_name(session: Session, path: str) -> str:
    """The name of the layer a value comes from; "" in a profile without layers."""
    if session.profile.base is None:
        return ""
    profile = session.current_profile()
    layer = profile.layers[profile.layer_of(path)]
    return layer.name or profile.extends


def merge_with(session: Session, there: Profile) -> list[str]:
    """Put the changes made here onto the profile that is on disk now, as one undo step.

    Parameters
    ----------
    there : the profile that is there, which is then the one to compare with

    Returns
    -------
    the places both changed, where what was made here stays
    """
    found = merge(session.profile, session.current_profile(), there)
    session.stand_on(there)
    session.take_over(found.profile.tuning, "Merge")
    return [conflict.place for conflict in found.conflicts]


def restored(tuning: Tuning, recipe: Recipe, condition: Condition) -> tuple[Tuning, int]:
    """The tuning that gives the recipe of a picture under the picture's own condition.

    Tables that give the picture's value there stay; others give way to it, since a knot set for one picture would change
    what a profile does with every other.

    Parameters
    ----------
    condition : what the picture was made under; where an axis is not known, as of old pictures, no table can stay

    Returns
    -------
    (tuning, how many tables gave way)
    """
    entries: dict[str, Entry] = {
        path: mine for path, (mine, _) in recipe.differences(tuning.resolve(condition)).items()
    }
    if not condition.complete:
        entries |= {path: recipe.value(path) for path, _ in tuning.tables}
    return tuning.with_entries(entries), sum(path in entries for path, _ in tuning.tables)


def look_as(session: Session, condition: Condition) -> None:
    """Look under a condition: the file's own, where that says the same, and otherwise set by hand."""
    own = session.file_condition.over(session.tuning.condition)
    session.look_under(Condition(**{axis: None if value == own[axis] else value for axis, value in condition}))
