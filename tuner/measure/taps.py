"""A stage's input or output over the whole picture, strip by strip, so that memory stays small and work can be stopped."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from tuner.core.engine import Cancel, Engine, Request
from tuner.core.frame import Frame
from tuner.core.orient import Rect, oriented_size, point_to_sensor
from tuner.core.recipe import Recipe

ROWS = 512
"""Rows of a strip: 25 MB of three floats at 4000 columns."""

Strip = tuple[int, NDArray[np.float32]]


def strips(frame: Frame, recipe: Recipe, stage: str, cancel: Cancel, rows: int = ROWS) -> Iterator[Strip]:
    """The picture behind a stage in the domain's own values, as exported, in the caller's thread.

    Yields
    ------
    the first row, and (rows, w, channels) float32: 3 channels, or 1 for MOSAIC

    Raises
    ------
    StageError, Cancelled : as `Engine.render`
    """
    facts, engine = frame.facts, Engine()
    width, height = oriented_size(facts.width, facts.height, facts.orientation)
    for top in range(0, height, rows):
        crop = Rect(0, top, width, min(rows, height - top))
        request = Request(crop, 32, stage, own_values=True)
        yield top, engine.render(frame, recipe, request, cancel).pixels


def plane_at(frame: Frame, x: int, y: int) -> int:
    """The CFA plane (0..3: R, Gr, Gb, B) of a pixel of the picture as exported."""
    facts = frame.facts
    sx, sy = point_to_sensor(x, y, facts.width, facts.height, facts.orientation)
    return 2 * ((frame.origin[0] + sy) & 1) + ((frame.origin[1] + sx) & 1)


def before(recipe: Recipe, stage: str) -> str:
    """The stage in front of another; it may be off.

    Raises
    ------
    ValueError : it is the first
    """
    names = recipe.rack.names
    if (at := names.index(stage)) == 0:
        raise ValueError(f"nothing stands before {stage}")
    return names[at - 1]
