"""Which recipe a profile means for a frame, and what tells two tunings apart: the one place that asks a profile."""

from __future__ import annotations

from dataclasses import replace

from tuner.core.condition import AXES, UNKNOWN, Condition
from tuner.core.frame import Frame
from tuner.core.recipe import Recipe
from tuner.core.scene import of_file
from tuner.files.profile import Profile
from tuner.files.results import Columns


def condition_for(frame: Frame, given: Condition = UNKNOWN) -> Condition:
    """What is given, and of the rest what the file tells."""
    return given.over(of_file(frame.facts))


def recipe_for(profile: Profile, frame: Frame, given: Condition = UNKNOWN) -> Recipe:
    """The recipe that a profile means for a frame: under the condition its file tells, where none is given."""
    return profile.resolve(condition_for(frame, given))


def given_text(condition: Condition, given: Condition) -> str:
    """'ISO 800 (given) · 4000 K · 300 lx': a condition, with a mark on what a file did not say but was given."""
    return " · ".join(
        AXES[name].text(value) + (" (given)" if given[name] is not None else "")
        for name, value in condition
        if value is not None
    )


def given_columns(given: Condition) -> Columns:
    """A table's columns for what was given; none where nothing was."""
    return dict.fromkeys(given_row(given), "number")


def given_row(given: Condition) -> dict[str, float]:
    """What a row of the table says in `given_columns`."""
    return {f"given_{name}": value for name, value in given if value is not None}


def tuning_digest(profile: Profile) -> str:
    """SHA-256 of all that counts in a profile; its name and note do not."""
    return replace(profile, name="", note="").digest
