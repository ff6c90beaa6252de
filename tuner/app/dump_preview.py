"""What a dump would look like in some layout: the default tuning in small, with grey-world white balance."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tuner.core.facts import Facts
from tuner.core.frame import Frame
from tuner.core.recipe import Recipe
from tuner.files.dump import frames_in, read_regardless, read_samples
from tuner.files.errors import FileError
from tuner.files.layout import Given
from tuner.files.thumbnail import binned_render
from tuner.fronts import to_line
from tuner.measure.solvers import SolverError, find
from tuner.stages import RACK


def dump_preview(path: Path, known: Given, side: int) -> tuple[NDArray[np.uint8], int]:
    """The first frame in small, and how many frames the file holds.

    Parameters
    ----------
    known : a complete layout
    side : longest side of the picture, pixels

    Returns
    -------
    (h, w, 3) uint8 sRGB, and the count

    Raises
    ------
    FileError : the layout is incomplete, contradicts itself, or does not fit the file
    """
    layout = known.layout(path)
    count = frames_in(path, layout)
    return mosaic_preview(read_samples(path, layout), layout.facts(), side), count


def misfit_preview(path: Path, known: Given, side: int) -> NDArray[np.uint8] | None:
    """What a layout that does not fit makes of a file, so that one sees how it shears: (h, w, 3) uint8 sRGB.

    None where the layout is not complete, or nothing can be made of it.
    """
    try:
        layout = known.layout(path)
        mosaic = read_regardless(path, layout)
    except FileError:
        return None
    rows = mosaic.shape[0]
    return mosaic_preview(mosaic, replace(layout.facts(), height=rows, raw_height=rows), side)


def mosaic_preview(mosaic: NDArray[np.uint16], facts: Facts, side: int) -> NDArray[np.uint8]:
    """A mosaic of any kind in small, (h, w, 3) uint8 sRGB, turned as its facts say."""
    active, known = to_line(mosaic, facts)
    frame = Frame.from_active(active, known)
    recipe = Recipe.default(RACK)
    if known.camera_gains is None and not known.mono:
        with suppress(SolverError):  # nothing in the picture that could be grey
            recipe = recipe.with_values(find("white_balance", "grey_world").solve(frame, recipe, None))
    return binned_render(frame, side, recipe)
