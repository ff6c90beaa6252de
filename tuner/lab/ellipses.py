"""Many opaque ellipses on a page (leaves, blades, strands, dots), looked up by where they reach."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tuner.lab import paint_ellipses
from tuner.lab.page import Bounds, Floats, Partial, Tile

EVERYWHERE = np.zeros(1, np.float32)
BIN = 24  # pixels a side of the squares that ellipses are looked up by


@dataclass(frozen=True, eq=False)
class Ellipses(Partial):
    """Many opaque ellipses, the last on top.

    Attributes
    ----------
    shapes : (n, 6) float64: x, y, larger radius, aspect 0..1, angle's cosine and sine
    colours : (n,) int64 materials
    shades : (n, 2) float32: a factor of the colour, and how much less of it the far side has
    bounds : what they reach, or all of them that is seen
    clipped : whether they reach beyond the bounds, where they are not seen
    """

    shapes: NDArray[np.float64]
    colours: NDArray[np.int64]
    shades: Floats
    bounds: Bounds
    clipped: bool = False

    def paint(self, tile: Tile, box: NDArray[np.int64], rgb: Floats) -> None:
        near, left, right = self._near(tile)
        if not len(near):
            return
        shapes = self.shapes[near]
        shapes[:, :2] -= tile.origin
        left, right = left - tile.origin[0] - tile.xs[0, 0], right - tile.origin[0] - tile.xs[0, 0]
        tight = box.copy()
        tight[2] = max(box[2], math.floor(left / tile.cell - tile.slack) - 2)
        tight[3] = min(box[3], math.ceil(right / tile.cell + tile.slack) + 3)
        paint_ellipses.ellipses(
            tile.buf, tile.xs, tile.ys, tight, shapes.astype(np.float32), self.colours[near], self.shades[near],
            np.float32(tile.cell), np.float32(tile.slack), rgb, self._frame(tile),
        )  # fmt: skip

    def _frame(self, tile: Tile) -> Floats:
        """The bounds relative to a tile's origin where some of its cells lie outside of them, or (0,)."""
        b, t = self.bounds, tile.bounds
        if not self.clipped or (b[0] <= t[0] and b[1] <= t[1] and b[2] >= t[2] and b[3] >= t[3]):
            return EVERYWHERE
        (x, y), (left, top, right, bottom) = tile.origin, b
        return np.array([left - x, top - y, right - x, bottom - y], np.float32)

    @cached_property
    def _bins(self) -> tuple[int, NDArray[np.intp], NDArray[np.intp]]:
        """Which ellipses reach into each square of the bounds: squares in a row, where each one's list begins, lists."""
        left, top, right, bottom = self.bounds
        wide, high = int((right - left) // BIN) + 1, int((bottom - top) // BIN) + 1
        r = self.shapes[:, 2] + 1
        x0, x1 = (np.clip((self.shapes[:, 0] - left + w * r) // BIN, 0, wide - 1).astype(int) for w in (-1, 1))
        y0, y1 = (np.clip((self.shapes[:, 1] - top + w * r) // BIN, 0, high - 1).astype(int) for w in (-1, 1))
        across = x1 - x0 + 1
        count = across * (y1 - y0 + 1)
        which = np.repeat(np.arange(len(r)), count)
        nth = np.arange(len(which)) - np.repeat(np.cumsum(count) - count, count)
        square = (y0[which] + nth // across[which]) * wide + x0[which] + nth % across[which]
        narrow = square.astype(np.uint16) if wide * high <= 1 << 16 else square  # which are sorted by their digits
        order = np.argsort(narrow, kind="stable")
        return wide, np.searchsorted(square[order], np.arange(wide * high + 1)), which[order]

    def _near(self, tile: Tile) -> tuple[NDArray[np.int64], float, float]:
        """The ellipses that may leave a trace in a tile, in their order, and where on the page they begin and end."""
        wide, starts, which = self._bins
        found: tuple[NDArray[np.int64], float, float] = paint_ellipses.near(
            self.shapes, starts, which, self.bounds[:2], wide, float(BIN), tile.bounds, tile.cell, tile.slack
        )
        return found
