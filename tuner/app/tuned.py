"""Which recipe a profile means for a frame, and what tells two tunings apart: the one place that asks a profile."""

from __future__ import annotations

from dataclasses import replace

from tuner.core.frame import Frame
from tuner.core.recipe import Recipe
from tuner.core.scene import of_file
from tuner.files.profile import Profile


def recipe_for(profile: Profile, frame: Frame) -> Recipe:
    """The recipe that a profile means for a frame: under the condition its file tells."""
    return profile.resolve(of_file(frame.facts))


def tuning_digest(profile: Profile) -> str:
    """SHA-256 of all that counts in a profile; its name and note do not."""
    return replace(profile, name="", note="").digest
