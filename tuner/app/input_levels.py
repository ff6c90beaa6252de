"""The levels that a stage reads: how often each occurs in its input, for the ground of a curve.

Counted are the exact values in front of the stage, in its own domain, on a few strips of rows spread over the whole
picture: a thirtieth of a large picture has its distribution, at a price that can be paid while one works.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tuner.core.domain import Domain
from tuner.core.engine import Cancel, Engine, Request
from tuner.core.frame import Frame
from tuner.core.orient import Rect, oriented_size
from tuner.core.recipe import Recipe

BINS = 256
STRIPS, ROWS = 16, 8
"""How many strips are counted, each of how many rows of the exported picture."""


def before(recipe: Recipe, stage: str) -> str | None:
    """The stage whose output a stage reads; None for the first of the line."""
    at = recipe.rack.names.index(stage)
    return recipe.rack.names[at - 1] if at else None


def strips(frame: Frame) -> list[Rect]:
    """Where levels are counted: all of a small picture, else strips in even distances."""
    facts = frame.facts
    width, height = oriented_size(facts.width, facts.height, facts.orientation)
    if height <= STRIPS * ROWS:
        return [Rect(0, 0, width, height)]
    tops = np.linspace(0, height - ROWS, STRIPS).astype(int)
    return [Rect(0, int(top), width, ROWS) for top in tops]


def input_levels(frame: Frame, recipe: Recipe, stage: str, cancel: Cancel | None = None) -> NDArray[np.int64]:
    """How often each level occurs in what a stage reads, in the caller's thread.

    Returns
    -------
    (BINS,) counts in even bins from 0 to 1, over all planes (of Y'CbCr: over Y'); levels outside are not counted

    Raises
    ------
    ValueError : it is the first stage, which reads the sensor's own numbers
    StageError, Cancelled : as `Engine.render`
    """
    tap = before(recipe, stage)
    if tap is None:
        raise ValueError(f"{stage} reads the sensor's own numbers")
    engine, counts = Engine(), np.zeros(BINS, np.int64)
    for strip in strips(frame):
        rendered = engine.render(frame, recipe, Request(crop=strip, tap=tap, own_values=True), cancel)
        values = rendered.pixels[..., 0] if rendered.domain is Domain.YCC else rendered.pixels
        counts += np.histogram(values, BINS, (0.0, 1.0))[0]
    return counts
