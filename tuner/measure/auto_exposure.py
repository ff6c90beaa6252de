"""Solver for the exposure: the scene's log-average luminance lands on a target, unless too much of it would clip.

    ev = min(log2(KEY / exp(mean log Y)),  log2(1 / peak)) - baseline

Y is the luminance behind white balance and colour matrix of blocks of the mosaic (no full render is needed); blocks
near black are left out of the mean, as a lens' black surround says nothing of the scene. `peak` is the largest of
R, G, B that all but SHARE of the blocks stay below. Blocks that are clipped before the exposure, by the sensor or
because a colour exceeds the level at which the first one saturates, are lost anyway and do not count.

Source: Reinhard, E. et al. (2002), Photographic tone reproduction for digital images, ACM Trans. Graph. 21(3),
267-276, eq. 1 and 2.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tuner.core import chain as chains
from tuner.core.colour import rgb_to_xyz
from tuner.core.frame import Frame
from tuner.core.orient import Rect
from tuner.core.param import Value
from tuner.core.recipe import Recipe
from tuner.measure.quads import SolverError
from tuner.measure.sampling import behind

KEY = 0.1
"""Linear luminance that the log-average is brought to; the default base curve shows it at 0.2, near the grey card."""
SHARE = 0.01
"""Share of the blocks the sensor did not clip that may clip in the picture."""
DARKEST = 2.0**-9
"""Luminance below which a block counts as black."""
BLOCK = 8
"""Quads on a side of a block."""
FARTHEST = 3.0
"""Largest proposal, EV, either way: beyond it a scene is meant to be dark, or bright."""


@dataclass(frozen=True)
class Metered:
    """What the meter reads on linear RGB of the output primaries, before any exposure."""

    average: float  # log-average luminance of what is not black
    peak: float  # all but SHARE of the unclipped blocks have R, G and B below this


def meter(rgb: NDArray[np.float64], luma: NDArray[np.float64]) -> Metered:
    """Read blocks.

    Parameters
    ----------
    rgb : (3, n) linear RGB, unclipped blocks only, n >= 1
    luma : (3,) weights of R, G, B in the luminance
    """
    luminance = luma @ rgb
    lit = luminance[luminance > DARKEST]
    average = float(np.exp(np.mean(np.log(lit)))) if len(lit) else DARKEST
    return Metered(average, max(float(np.quantile(rgb.max(axis=0), 1 - SHARE)), DARKEST))


def solve(frame: Frame, recipe: Recipe, rect: Rect | None) -> dict[str, Value]:
    """`exposure.ev` for the white balance and the matrix in force.

    Raises
    ------
    SolverError : all of the frame is clipped
    """
    rgb, unclipped = behind(frame, recipe, "white_balance").blocks(BLOCK)
    unclipped &= rgb.max(axis=0) < min(chains.build(recipe, frame.facts, "white_balance").context.saturation)
    if not unclipped.any():
        raise SolverError(f"{frame.name} is clipped all over; no exposure can be read from it")
    chain = chains.build(recipe, frame.facts)
    matrix = recipe.rack["color_matrix"].prepare(chain.resolved["color_matrix"].params, chain.context).reshape(3, 3)
    read = meter(np.asarray(matrix, np.float64) @ rgb[:, unclipped], rgb_to_xyz(chain.context.primaries)[1])
    ev = min(np.log2(KEY / read.average), np.log2(1 / read.peak))
    baseline = chain.resolved.value("exposure.baseline_ev")
    assert isinstance(baseline, float)
    return {"exposure.ev": round(float(np.clip(ev - baseline, -FARTHEST, FARTHEST)), 2)}
