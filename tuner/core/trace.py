"""A trace: one pixel's value behind every stage of the line, in each domain's own numbers.

The stages run on the smallest tile that holds the pixel, so the values are those of a whole render, bit for bit.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tuner.core.chain import StageError, Step, build
from tuner.core.domain import UNIT, Domain
from tuner.core.frame import Frame
from tuner.core.recipe import Recipe


@dataclass(frozen=True)
class Traced:
    """What one stage made of a pixel.

    Attributes
    ----------
    ran : whether the stage did anything; the values are its predecessor's where it did not
    values : three numbers of the domain; one, the pixel's own sample, in the MOSAIC domain
    """

    stage: str
    domain: Domain
    ran: bool
    values: tuple[float, ...]


def trace(frame: Frame, recipe: Recipe, x: int, y: int) -> tuple[Traced, ...]:
    """The pixel at (x, y) behind every stage, in the line's order.

    Parameters
    ----------
    x, y : unrotated active-area pixel

    Raises
    ------
    StageError : a stage failed; names it
    ValueError : the pixel lies outside the frame
    """
    if not (0 <= x < frame.facts.width and 0 <= y < frame.facts.height):
        raise ValueError(f"pixel {x}, {y} lies outside {frame.facts.width} x {frame.facts.height}")
    gy, gx = frame.origin[0] + y, frame.origin[1] + x
    steps = {step.stage.name: step for step in build(recipe, frame).steps}
    src: NDArray[np.generic] = frame.mosaic
    found: list[Traced] = []
    for stage in (stage for stage in recipe.rack if stage.serves(frame.facts)):
        step = steps.get(stage.name)
        if step is not None:
            out = _stepped(step, src, gy, gx)
            found.append(Traced(stage.name, stage.writes, True, _at(out, stage.writes, gy, gx, step.margin_out)))
            src = out
        else:  # only a stage that keeps its domain can be left out
            found.append(Traced(stage.name, stage.writes, False, found[-1].values))
    return tuple(found)


def _stepped(step: Step, src: NDArray[np.generic], gy: int, gx: int) -> NDArray[np.float32]:
    writes, reads = step.stage.writes, step.stage.reads.scale
    side = (UNIT + 2 * step.margin_out) // writes.scale
    out = np.empty((writes.planes, side, side), np.float32)
    top, left = gy // UNIT * UNIT - step.margin_in, gx // UNIT * UNIT - step.margin_in
    try:
        step.fill(src, out, top // reads, left // reads)
    except Exception as error:
        raise StageError(step.stage.name, error) from error
    return out


def _at(out: NDArray[np.float32], domain: Domain, gy: int, gx: int, margin: int) -> tuple[float, ...]:
    row, column = gy % UNIT + margin, gx % UNIT + margin
    if domain is Domain.MOSAIC:
        return (float(out[2 * (row & 1) + (column & 1), row // 2, column // 2]),)
    return tuple(float(plane[row, column]) for plane in out)
