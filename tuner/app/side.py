"""One side of a comparison: a picture as it is, or a raw as a profile renders it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tuner.app.tuned import condition_for
from tuner.core.condition import UNKNOWN, Condition
from tuner.core.engine import Cancel, Depth, Engine, Rendered, Request
from tuner.core.frame import Frame
from tuner.core.param import ParamError
from tuner.core.recipe import Recipe
from tuner.core.tuning import Tuning
from tuner.files.icc import icc_profile
from tuner.files.picture import SUFFIXES, Picture, read_picture, restore
from tuner.files.profile import Profile
from tuner.files.source import STATED, open_source


@dataclass(frozen=True)
class Asked:
    """What stands on a side; a file with a profile is a raw, whatever its ending.

    Attributes
    ----------
    given : the condition under which a raw's profile is read, where that is not to be the file's
    """

    path: Path
    profile: Profile | None = None
    given: Condition = UNKNOWN

    @property
    def is_raw(self) -> bool:
        """Whether it has to be rendered."""
        return self.profile is not None or self.path.suffix.lower() not in SUFFIXES


@dataclass(frozen=True, eq=False)
class Side:
    """A side that was read or rendered.

    Attributes
    ----------
    recipe : None where a picture does not carry (a known) one
    condition : what it was made under; unknown where a picture does not carry that
    tabled : parameters whose values tables over conditions gave; None where a picture does not tell
    tuning : of a raw: what it was rendered by, under every condition
    given : of a raw: what of its condition was asked for, not read from the file
    """

    picture: Picture
    recipe: Recipe | None
    notices: tuple[str, ...] = ()
    condition: Condition = UNKNOWN
    tabled: tuple[str, ...] | None = None
    tuning: Tuning | None = None
    given: Condition = UNKNOWN


def load_sides(asked: Sequence[Asked], engine: Engine, cancel: Cancel | None = None) -> list[Side]:
    """All sides; raws are rendered with as many bits as the pictures have, 16 where there is no picture.

    Raises
    ------
    FileError : a file cannot be used
    StageError, Cancelled : as `Engine.render`
    """
    found: list[Side | None] = [None if side.is_raw else _read(side.path) for side in asked]
    pictures = [side.picture for side in found if side is not None]
    depth: Depth = 8 if any(picture.pixels.dtype == np.uint8 for picture in pictures) else 16
    frames: dict[Path, Frame] = {}
    for at, side in enumerate(asked):
        if found[at] is None:
            if side.path not in frames:
                frames[side.path] = open_source(side.path, STATED)
            found[at] = _render(frames[side.path], side, engine, depth, cancel)
    return [side for side in found if side is not None]


def _read(path: Path) -> Side:
    picture = read_picture(path)
    recipe = None
    if picture.state is not None:
        try:
            recipe = restore(picture.state)
        except ParamError:  # written by another version: its pixels still are what they are
            recipe = None
    if picture.state is None:
        return Side(picture, recipe)
    return Side(picture, recipe, condition=picture.state.condition, tabled=picture.state.tabled)


def _render(frame: Frame, asked: Asked, engine: Engine, depth: Depth, cancel: Cancel | None) -> Side:
    tuning = (asked.profile or Profile.default()).tuning
    condition = condition_for(frame, asked.given).over(tuning.condition)
    rendered = engine.render(frame, tuning.resolve(condition), Request(depth=depth), cancel)
    tables = tuning.tabled(rendered.recipe, condition)
    return Side(picture_of(rendered), rendered.recipe, frame.facts.notices, condition, tables, tuning, asked.given)


def picture_of(rendered: Rendered) -> Picture:
    """A finished render as the picture that would be read back from its file."""
    context = rendered.context
    icc = icc_profile(context.primaries, context.transfer)
    return Picture(np.ascontiguousarray(rendered.rgb), icc, context.primaries, context.transfer, None, ())
