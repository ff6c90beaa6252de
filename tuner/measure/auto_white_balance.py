"""Solvers for the white balance: gains from the whole scene, or from a region that is known to be grey.

    e_c = (mean over blocks of c^P)^(1/P)          gain_c = e_green / e_c

P = 1 is the grey-world assumption (the mean of a scene is grey); a larger P leans on the brighter surfaces and is less
led astray by one large coloured one. Of P = 1, 2, 3, 4 and 6, P = 4 erred least on six scenes whose light was measured.
Blocks of quads are averaged first, so that noise has no say; blocks that touch saturation or are near black are left
out.

Source: Buchsbaum, G. (1980), A spatial processor model for object colour perception, J. Franklin Inst. 310(1), 1-26;
Finlayson, G., Trezzi, E. (2004), Shades of gray and colour constancy, Color and Imaging Conference 12, 37-41.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tuner.core.frame import Frame
from tuner.core.orient import Rect
from tuner.core.param import Value
from tuner.core.recipe import Recipe
from tuner.measure.quads import SolverError
from tuner.measure.sampling import Quads, in_front_of

NORM = 4.0
"""P of the Minkowski norm."""
BLOCK = 8
"""Quads on a side of a block, fewer in a small frame."""
DARKEST = 0.002
"""Share of white below which a mean counts as black."""
SHADE = 0.02
"""Share of the bright blocks' green (99th percentile) below which a block counts as black."""
FEWEST = 16
"""Blocks that must remain."""
MOST_CLIPPED = 0.1
"""Share of a region's quads that may be clipped; they are left out."""


def solve_grey_world(frame: Frame, recipe: Recipe, rect: Rect | None) -> dict[str, Value]:
    """Gains that make the scene's Minkowski mean grey.

    Raises
    ------
    SolverError : too few blocks are lit and unclipped, or their mean is no light
    """
    quads = in_front_of(frame, recipe, "white_balance")
    rgb, good = quads.blocks(_side(quads))
    rgb = rgb[:, good]
    lit = rgb.min(axis=0) > 0
    if lit.any():
        lit &= rgb[1] > max(DARKEST, SHADE * float(np.quantile(rgb[1], 0.99)))
    if np.count_nonzero(lit) < FEWEST:
        raise SolverError(
            f"{frame.name} has too few parts that are neither clipped nor black; choose a grey region instead"
        )
    norm = np.mean(rgb[:, lit] ** NORM, axis=1) ** (1 / NORM)
    return _proposal(norm, recipe, "the scene's mean")


def solve_region(frame: Frame, recipe: Recipe, rect: Rect | None) -> dict[str, Value]:
    """Gains that make the mean of a region grey.

    Parameters
    ----------
    rect : unrotated active-area pixels, widened to whole quads: one pixel is enough (the eyedropper)

    Raises
    ------
    SolverError : no region, outside the frame, clipped, or too dark
    """
    if rect is None:
        raise SolverError("white balance from a region needs the region: X,Y,W,H")
    quads = in_front_of(frame, recipe, "white_balance", rect)
    share = float(np.mean(quads.clipped))
    if share > MOST_CLIPPED:
        raise SolverError(f"{share:.0%} of the region is clipped, so its colour is not known; choose a darker grey")
    red, green_r, green_b, blue = quads.values[:, ~quads.clipped].mean(axis=1, dtype=np.float64)
    mean = np.array([red, (green_r + green_b) / 2, blue])
    if mean.min() < DARKEST:
        raise SolverError("the region is too dark to tell its colour from noise; choose a brighter grey")
    return _proposal(mean, recipe, "the region")


def _side(quads: Quads) -> int:
    """Quads on a side of a block, so that even a small frame has enough blocks."""
    _, h, w = quads.values.shape
    return next((s for s in (BLOCK, BLOCK // 2, BLOCK // 4) if (h // s) * (w // s) >= 8 * FEWEST), 1)


def _proposal(light: NDArray[np.float64], recipe: Recipe, what: str) -> dict[str, Value]:
    """The knobs that turn `light` grey, to four decimals."""
    stage = recipe.rack["white_balance"]
    gains = {"red": round(float(light[1] / light[0]), 4), "blue": round(float(light[1] / light[2]), 4)}
    for name, gain in gains.items():
        spec = stage.param(name)
        if not (spec.minimum or 0.0) <= gain <= (spec.maximum or np.inf):
            raise SolverError(
                f"{what} would need a {name} gain of {gain:g}, so it cannot be grey; choose a grey region"
            )
    return {"white_balance.mode": "gains", **{f"white_balance.{name}": gain for name, gain in gains.items()}}
