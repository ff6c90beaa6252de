"""Turns: how large a tile is, and tiles handed out in runs, so that no worker waits while another still has several to do.

A fixed share per worker left one core idle for a tenth of a render when the other was disturbed or had the dearer
tiles (measured: 55 and 65 ms of a 66 ms render). Compiled loops draw the next run's number with one atomic addition: many
tiles below one another at first, which share rows (`core/driver_text.py`), single ones in the end. The number decides
only who renders a tile, never what the tile becomes.
"""

from __future__ import annotations

import threading
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tuner.core.compiler import compiler
from tuner.core.domain import MARGIN

SHAPES = ((24, (128, 1024)), (MARGIN, (256, 512)))
"""Tile shapes (rows, columns) for lines whose first stage needs at most so many pixels of margin.

Renders of 12 MP on two threads, ms/MP, median and least of eleven in turn, one run on a quiet machine (margin of the
line's first stage in brackets; heavy: of five). What a tile reads above it is there from the tile above, so wide margins
ask for high tiles no more, and the shape hardly counts; the lower of two alike keeps the buffers short.

|                |   64x1024 |   96x1024 |   128x512 |  128x1024 |  128x2048 |  192x1024 |   256x512 |
| -------------- | --------: | --------: | --------: | --------: | --------: | --------: | --------: |
| classic  (6)   | 2.77 2.64 | 2.79 2.67 | 2.80 2.65 | 2.77 2.66 | 2.81 2.79 | 2.75 2.65 | 2.79 2.68 |
| everyday (18)  | 4.54 4.43 | 4.45 4.35 | 4.52 4.36 | 4.39 4.33 | 4.47 4.41 | 4.37 4.25 | 4.41 4.32 |
| heavy    (36)  |           |           |           | 30.3 29.5 |           |           | 29.6 28.0 |

Before tiles shared rows the everyday line took 5.25 4.57 in 192x1024, the best then, and 5.43 5.08 in 128x1024. On a
crowded machine large buffers fall out of the shared cache; processor time of one thread then, ms/MP, without shared rows:

|                | 64x512 | 64x1024 | 128x512 | 128x1024 | 128x2048 | 256x512 | 256x1024 | 256x2048 |
| -------------- | -----: | ------: | ------: | -------: | -------: | ------: | -------: | -------: |
| classic  (6)   |   7.47 |    7.66 |    7.34 |     7.36 |     8.30 |    7.85 |     8.07 |    10.74 |
| everyday (18)  |  12.68 |   12.20 |   11.59 |    11.49 |    13.84 |   12.51 |    13.28 |    16.28 |
"""

SHARES = 3
"""How many runs a worker would make of the tiles that are left."""


def shape_for(margin: int) -> tuple[int, int]:
    """Rows and columns of a tile for a line whose first stage needs `margin` pixels round it."""
    return next(shape for most, shape in SHAPES if margin <= most)


def runs_of(tiles: int, workers: int) -> NDArray[np.int64]:
    """Where each run of tiles begins, and the end: long ones first, single tiles at last, so that all end together.

    Source: Polychronopoulos, C. D., Kuck, D. J. (1987), Guided self-scheduling, IEEE Trans. Computers C-36(12), 1425-1439.
    """
    begins = [0]
    while begins[-1] < tiles:
        begins.append(begins[-1] + -(-(tiles - begins[-1]) // (SHARES * workers)))
    return np.array(begins, np.int64)


class Turns:
    """The tiles of one render and the number of the next.

    Parameters
    ----------
    tiles : (n, 4) int64: grid row, grid column, rows, columns; those of one column of the grid below one another
    workers : among how many they are shared

    Attributes
    ----------
    runs : (m + 1,) int64: where in `tiles` each run begins that a compiled loop is handed at once, and the end
    """

    def __init__(self, tiles: NDArray[np.int64], workers: int = 1) -> None:
        self.tiles = tiles
        self.runs = runs_of(len(tiles), workers)
        self.counter = np.zeros(1, np.int64)  # an array, so that compiled loops can draw from it
        self._lock = threading.Lock()

    def next(self) -> list[int] | None:
        """The next tile; None when all are given out. Not for use beside compiled loops on the same tiles."""
        with self._lock:
            at = int(self.counter[0])
            self.counter[0] = at + 1
        tile: list[int] | None = self.tiles[at].tolist() if at < len(self.tiles) else None
        return tile


def __getattr__(name: str) -> Any:
    """`draw`, made at its first use: importing this module must not import numba."""
    if name != "draw":
        raise AttributeError(name)
    made = _make_draw()
    globals()["draw"] = made
    return made


def _make_draw() -> Any:
    """An intrinsic: the first number of an int64 array, and one is added to it, in one step for all threads."""
    compiler()  # set up before anything of it is imported
    from llvmlite import ir
    from numba.core import types
    from numba.extending import intrinsic

    def draw(typing_context: Any, counter: Any) -> Any:
        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            array = context.make_array(signature.args[0])(context, builder, arguments[0])
            return builder.atomic_rmw("add", array.data, ir.Constant(ir.IntType(64), 1), "acq_rel")

        return types.int64(counter), generate

    return intrinsic(draw)
