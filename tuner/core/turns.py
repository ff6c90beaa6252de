"""Turns: how large a tile is, and tiles handed out one at a time, so that no worker waits while another still has several to do.

A fixed share per worker left one core idle for a tenth of a render when the other was disturbed or had the dearer
tiles (measured: 55 and 65 ms of a 66 ms render). Compiled loops draw the next tile's number with one atomic addition;
it decides only who renders a tile, never what the tile becomes.
"""

from __future__ import annotations

import threading
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tuner.core.compiler import compiler
from tuner.core.domain import MARGIN

SHAPES = ((8, (128, 1024)), (24, (192, 1024)), (MARGIN, (256, 512)))
"""Tile shapes (rows, columns) for lines whose first stage needs at most so many pixels of margin.

Best of 7 renders of 12 MP on two threads, ms/MP (margin of the line's first stage in brackets). Wide margins ask for
few halo pixels per tile, narrow ones for short buffers; the heavy line is bound by arithmetic and does not care.

|                | 64x512 | 64x1024 | 64x2048 | 128x512 | 128x1024 | 128x2048 | 256x512 | 256x1024 | 256x2048 |
| -------------- | -----: | ------: | ------: | ------: | -------: | -------: | ------: | -------: | -------: |
| classic  (6)   |   2.84 |    2.86 |    2.78 |    2.83 |     2.81 |     2.78 |    2.90 |     2.98 |     3.03 |
| everyday (20)  |   4.81 |    4.95 |    4.87 |    4.35 |     4.46 |     4.42 |    4.15 |     4.26 |     5.23 |
| heavy    (36)  |        |         |         |         |    26.80 |          |   26.74 |    28.54 |          |

On a crowded machine large buffers fall out of the shared cache; processor time of one thread, ms/MP, rows on cache lines:

|                | 64x512 | 64x1024 | 64x2048 | 128x512 | 128x1024 | 128x2048 | 256x512 | 256x1024 | 256x2048 |
| -------------- | -----: | ------: | ------: | ------: | -------: | -------: | ------: | -------: | -------: |
| classic  (6)   |   7.47 |    7.66 |    7.45 |    7.34 |     7.36 |     8.30 |    7.85 |     8.07 |    10.74 |
| everyday (18)  |  12.68 |   12.20 |   13.36 |   11.59 |    11.49 |    13.84 |   12.51 |    13.28 |    16.28 |

Nine renders in turn on a quiet one, median and least, ms/MP; rows between the two keep most of either:

|                |    128x1024 |    128x2048 |     192x512 |    192x1024 |     256x512 |    256x1024 |
| -------------- | ----------: | ----------: | ----------: | ----------: | ----------: | ----------: |
| classic  (6)   |   3.33 2.89 |   3.43 2.95 |   3.29 2.90 |   3.14 2.95 |   3.27 2.91 |   3.21 2.93 |
| everyday (18)  |   5.43 5.08 |   5.19 4.98 |   5.35 4.59 |   5.25 4.57 |   5.45 4.43 |   5.28 4.66 |
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
