"""The defect map: which samples the `defects` stage replaced, found by comparing what goes in with what comes out."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tuner.core.engine import Cancel
from tuner.core.frame import Frame
from tuner.core.orient import oriented_size
from tuner.core.recipe import Recipe
from tuner.measure.taps import before, strips

STAGE = "defects"
HOT, COLD = 1, 2
"""Bits of the map: replaced by something darker, by something brighter."""


def replaced(frame: Frame, recipe: Recipe, cancel: Cancel | None = None) -> NDArray[np.uint8]:
    """Where samples were replaced; nowhere when the stage is off.

    Returns
    -------
    (h, w) uint8 of HOT and COLD, as exported

    Raises
    ------
    StageError, Cancelled : as `Engine.render`
    """
    facts, cancel = frame.facts, cancel or Cancel()
    width, height = oriented_size(facts.width, facts.height, facts.orientation)
    found = np.zeros((height, width), np.uint8)
    if not recipe[STAGE].enabled:
        return found
    pairs = zip(strips(frame, recipe, before(recipe, STAGE), cancel), strips(frame, recipe, STAGE, cancel), strict=True)
    for (top, was), (_, now) in pairs:
        part = found[top : top + len(was)]
        part[was[..., 0] > now[..., 0]] = HOT
        part[was[..., 0] < now[..., 0]] = COLD
    return found
