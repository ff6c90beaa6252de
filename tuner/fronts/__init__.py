"""Front stages: what brings the mosaic of another kind of sensor to one that the line takes. One file a kind.

A front runs once, when a frame is opened, on samples as read and before any tuning: it may change the number of pixels,
which no stage of the line may. What stands behind it (the raw view, regions, solvers, the line) sees a Bayer mosaic and
need not know where it came from. Each front says in a notice of the frame what it did.
"""

from __future__ import annotations

import importlib
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from tuner.core.facts import Facts

Quad = Literal["remosaic", "bin"]
"""How a quad-Bayer mosaic becomes a Bayer one: at full size, or each block of four samples as one."""

FRONTS = {16: "quad", 36: "xtrans"}
"""Samples of a filter array -> the module whose `front(mosaic, facts, quad)` takes it."""


def to_line(mosaic: NDArray[np.uint16], facts: Facts, quad: Quad = "remosaic") -> tuple[NDArray[np.uint16], Facts]:
    """A mosaic that the line takes (Bayer, or without filters), and its facts.

    Parameters
    ----------
    mosaic : (height, width) uint16, DN, the active area, in the order `facts.cfa` names
    quad : what is done with quad-Bayer
    """
    name = FRONTS.get(len(facts.cfa))
    if name is None:
        return mosaic, facts
    found: tuple[NDArray[np.uint16], Facts] = importlib.import_module(f"{__name__}.{name}").front(mosaic, facts, quad)
    return found
