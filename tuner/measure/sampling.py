"""What the solvers look at: the mosaic as it stands in front of a stage, and which of its quads can be trusted."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tuner.core.engine import Engine, Request
from tuner.core.frame import Frame
from tuner.core.orient import Rect
from tuner.core.recipe import Recipe
from tuner.core.stage import Context
from tuner.measure.levels import saturation_levels
from tuner.measure.quads import split, whole_quads

CLIPPED = 0.98
"""Share of the way from black to saturation at which a sample no longer counts as linear."""


@dataclass(frozen=True)
class Quads:
    """Planes R, Gr, Gb, B of whole 2x2 quads.

    Attributes
    ----------
    values : (4, h, w) float32, linear, black 0, white 1: what reaches the stage asked about
    clipped : (h, w) bool: at least one sample of the quad is within 2 % of its plane's saturation
    """

    values: NDArray[np.float32]
    clipped: NDArray[np.bool_]

    def blocks(self, side: int) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        """Means over `side` x `side` quads: (3, n) R, G, B, and (n,) whether no quad of the block is clipped.

        Quads that do not fill a block are left out; a picture smaller than a block is one block.
        """
        _, h, w = self.values.shape
        a, b = min(side, h), min(side, w)
        rows, columns = h // a, w // b
        cut = self.values[:, : rows * a, : columns * b].reshape(4, rows, a, columns, b)
        red, green_r, green_b, blue = cut.mean(axis=(2, 4), dtype=np.float64).reshape(4, -1)
        clipped = self.clipped[: rows * a, : columns * b].reshape(rows, a, columns, b).any(axis=(1, 3))
        return np.stack([red, (green_r + green_b) / 2, blue]), ~clipped.reshape(-1)


def in_front_of(frame: Frame, recipe: Recipe, stage: str, rect: Rect | None = None) -> Quads:
    """The quads that reach `stage`, a stage that reads the mosaic.

    Parameters
    ----------
    rect : unrotated active-area pixels; widened to whole quads. None is the whole frame

    Raises
    ------
    SolverError : the rectangle does not lie inside the frame
    """
    names = recipe.rack.names
    return behind(frame, recipe, names[names.index(stage) - 1], rect)


def behind(frame: Frame, recipe: Recipe, stage: str, rect: Rect | None = None) -> Quads:
    """The quads that leave `stage`, a stage that writes the mosaic; otherwise as `in_front_of`."""
    area = whole_quads(frame, rect)
    upright = replace(frame, facts=replace(frame.facts, orientation=1))
    rendered = Engine().render(upright, recipe, Request(crop=area, depth=32, tap=stage, own_values=True))
    sensor = frame.active[area.y : area.y + area.h, area.x : area.x + area.w]
    limits = _limits(frame, recipe)[:, None, None]
    return Quads(split(rendered.pixels[..., 0]).astype(np.float32), np.asarray((split(sensor) >= limits).any(axis=0)))


def _limits(frame: Frame, recipe: Recipe) -> NDArray[np.float64]:
    """(4,) DN from which a sample counts as clipped: by the recipe's levels, or by what the frame itself shows."""
    levels = recipe.rack["black_level"].resolve(recipe["black_level"].params, Context.of(frame.facts))
    known = (levels.saturation_red, levels.saturation_green, levels.saturation_blue)
    red, green, blue = np.minimum(known, saturation_levels(frame))
    black = np.array([levels.red, levels.green_r, levels.green_b, levels.blue])
    return np.asarray(black + CLIPPED * (np.array([red, green, green, blue]) - black))
