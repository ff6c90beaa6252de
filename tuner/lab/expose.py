"""From page to light on the sensor: shapes are painted on a fine grid, tile by tile, and gathered into pixels.

The fine cells hold area averages; a pixel is their sum under the lens' spread and its own square. The spread of a tile
is that of its middle; tiles are 64 x 64 pixels, so a spread that doubles towards the corner steps by a few per cent at
most. Rows and columns of a Gaussian are gathered one after the other.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tuner.core.jit import kernel
from tuner.core.run import Cancelled
from tuner.lab import paint
from tuner.lab.lens import CELLS, Lens
from tuner.lab.page import Bounds, Floats, Page, Shape, Tile

f32 = np.float32
SIDE = 64  # pixels of a tile
BLOCK = 256  # pixels of what is looked at first, as it may all be of one colour
Progress = Callable[[float], bool]
"""Told the share that is done; False breaks off."""


@dataclass(frozen=True)
class Pose:
    """How the camera is held: the page moved by (dx, dy) pixels and turned about the middle."""

    dx: float = 0.0
    dy: float = 0.0
    degrees: float = 0.0


STILL = Pose()


def light_on_sensor(
    page: Page,
    rgb: NDArray[np.float64],
    lens: Lens = Lens(),
    pose: Pose = STILL,
    threads: int = 1,
    progress: Progress | None = None,
) -> Floats:
    """The page as the lens throws it on the sensor.

    Parameters
    ----------
    rgb : (materials, 3) camera RGB of the page's materials
    threads : that work on it; their number changes no byte

    Returns
    -------
    (3, height, width) float32 on the scale of `rgb`, behind spread and pixel square, before shading and flare

    Raises
    ------
    Cancelled : `progress` said so
    """
    out = np.empty((3, page.height, page.width), f32)
    table = np.ascontiguousarray(rgb, f32)
    places = list(product(range(0, page.height, BLOCK), range(0, page.width, BLOCK)))
    view = _View(page, table, lens, pose)
    with ThreadPoolExecutor(threads) as pool:
        try:
            for n, _ in enumerate(pool.map(lambda at: view.block(at[0], at[1], out), places)):
                if progress is not None and not progress((n + 1) / len(places)):
                    raise Cancelled()
        finally:
            pool.shutdown(cancel_futures=True)
    return out


class _View:
    """One page through one lens."""

    def __init__(self, page: Page, table: Floats, lens: Lens, pose: Pose) -> None:
        self.page, self.table, self.lens, self.pose = page, table, lens, pose
        self.groups = ((0,), (1,), (2,)) if lens.splits else ((0, 1, 2),)
        self.corner = float(np.hypot(page.width, page.height)) / 2
        turn = np.radians(pose.degrees)
        self.cos, self.sin = float(np.cos(turn)), float(np.sin(turn))
        self._desk = threading.local()

    def block(self, top: int, left: int, out: Floats) -> None:
        """Fill a block at once where it is of one colour, else tile by tile."""
        h, w = min(BLOCK, self.page.height - top), min(BLOCK, self.page.width - left)
        base, rest = _last_cover(self._bounds(top, left, h, w), self.page.background, self.page.shapes)
        if not rest:
            out[:, top : top + h, left : left + w] = self.table[base][:, None, None]
            return
        for y, x in product(range(top, top + h, SIDE), range(left, left + w, SIDE)):
            self._tile(y, x, min(SIDE, top + h - y), min(SIDE, left + w - x), base, rest, out)

    def _tile(self, top: int, left: int, h: int, w: int, base: int, shapes: list[Shape], out: Floats) -> None:
        """Paint and gather one tile into the picture; `shapes` are those of its block."""
        base, rest = _last_cover(self._bounds(top, left, h, w), base, shapes)
        if not rest:
            out[:, top : top + h, left : left + w] = self.table[base][:, None, None]
            return
        half_w, half_h = self.page.width / 2, self.page.height / 2
        rr = ((left + w / 2 - half_w) ** 2 + (top + h / 2 - half_h) ** 2) / self.corner**2
        taps = self.lens.taps(self.lens.spread(rr))
        gather = _gather if taps.ndim == 1 else _gather_square
        for channels in self.groups:
            fine = self._painted(top, left, h, w, channels, base, rest)
            gather(fine, taps, out[channels[0] : channels[-1] + 1, top : top + h, left : left + w])

    def _bounds(self, top: int, left: int, h: int, w: int) -> Bounds:
        """What a rectangle of the picture sees of the page, its spread included."""
        m = self.lens.margin
        rows, columns = np.array([top - m, top + h + m]), np.array([left - m, left + w + m])
        found = [self._positions(rows[:, None], columns[None], c[0]) for c in self.groups]
        xs, ys = (np.concatenate([np.broadcast_to(f[i], (2, 2)).ravel() for f in found]) for i in range(2))
        more = 1 + 0.01 * BLOCK * self.lens.bends  # a side that bends reaches beyond its ends
        return float(xs.min()) - more, float(ys.min()) - more, float(xs.max()) + more, float(ys.max()) + more

    def _painted(
        self, top: int, left: int, h: int, w: int, channels: tuple[int, ...], base: int, shapes: list[Shape]
    ) -> Floats:
        """(channels, rows, columns) of fine cells with the margin that the spread needs."""
        m = self.lens.margin
        shape = rows, columns = (h + 2 * m) * CELLS, (w + 2 * m) * CELLS
        x = left - m + (np.arange(columns)[None] + 0.5) / CELLS
        y = top - m + (np.arange(rows)[:, None] + 0.5) / CELLS
        xs, ys = self._positions(y, x, channels[0])
        origin = (float(xs[0, 0]), float(ys[0, 0]))
        xs, ys = xs - origin[0], ys - origin[1]
        slack = float(max(np.abs(xs - (x - x[0, 0])).max(), np.abs(ys - (y - y[0, 0])).max())) * CELLS
        bounds = (
            origin[0] + xs.min() - 1,
            origin[1] + ys.min() - 1,
            origin[0] + xs.max() + 1,
            origin[1] + ys.max() + 1,
        )
        rgb = np.ascontiguousarray(self.table[:, channels[0] : channels[-1] + 1])
        buf = self._room("cells", (len(channels), *shape))
        paint.fill(buf, rgb[base])
        tile = Tile(buf, self._full("xs", xs, shape), self._full("ys", ys, shape), origin, 1 / CELLS, slack, bounds)
        for one in shapes:
            box = tile.box(one.bounds)
            if box is not None:
                one.paint(tile, box, rgb)
        return buf

    def _room(self, name: str, shape: tuple[int, ...]) -> Floats:
        """A thread's own array, which it uses again for its next tile of that size: new memory costs more than filling it."""
        kept: Floats | None = getattr(self._desk, name, None)
        if kept is None or kept.shape != shape:
            kept = np.empty(shape, f32)
            setattr(self._desk, name, kept)
        return kept

    def _full(self, name: str, values: NDArray[np.float64], shape: tuple[int, int]) -> Floats:
        """Positions for every cell; those of the tile before where they are the same."""
        narrow = values.astype(f32)
        before = getattr(self._desk, f"{name} told", None)
        room = self._room(name, shape)
        if before is None or before[0] != shape or not np.array_equal(before[1], narrow):
            room[:] = narrow
            setattr(self._desk, f"{name} told", (shape, narrow))
        return room

    def _positions(
        self, y: NDArray[Any], x: NDArray[Any], channel: int
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Positions on the page of rows (n, 1) and columns (1, m) of the picture; in full where the grid bends."""
        if not self.lens.bends and self.pose.degrees == 0:
            return x - self.pose.dx, y - self.pose.dy
        u, v = x - self.page.width / 2, y - self.page.height / 2
        scale = self.lens.scale(channel, (u * u + v * v) / self.corner**2, self.corner)
        u, v = u * scale, v * scale
        u, v = self.cos * u + self.sin * v, self.cos * v - self.sin * u
        return u + self.page.width / 2 - self.pose.dx, v + self.page.height / 2 - self.pose.dy


def _last_cover(bounds: Bounds, base: int, shapes: Sequence[Shape]) -> tuple[int, list[Shape]]:
    """The material that is seen below, and the shapes that stand on it here; `base` is below all of them."""
    over: list[Shape] = []
    for shape in reversed(shapes):
        b = shape.bounds
        if b[2] < bounds[0] or b[0] > bounds[2] or b[3] < bounds[1] or b[1] > bounds[3]:
            continue
        material = shape.covers(bounds)
        if material is not None:
            return material, over[::-1]
        over.append(shape)
    return base, over[::-1]


@kernel
def _gather(fine, taps, out):  # type: ignore[no-untyped-def]
    """Rows, then columns; the columns are first sorted by their place in a pixel, so that each tap reads in order."""
    n, columns = taps.shape[0], fine.shape[2]
    w = out.shape[2]
    wide = columns // CELLS
    row, sorted_ = np.empty(columns, f32), np.empty((CELLS, wide), f32)
    total = np.empty(w, f32)
    for c in range(out.shape[0]):
        for y in range(out.shape[1]):
            row[:] = f32(0)
            for t in range(0, n, CELLS):  # a pixel's rows at a time, so that the sums are carried less often
                k0, k1, k2, k3 = taps[t], taps[t + 1], taps[t + 2], taps[t + 3]
                first = y * CELLS + t
                a, b, d, e = fine[c, first], fine[c, first + 1], fine[c, first + 2], fine[c, first + 3]
                for x in range(columns):
                    total_ = row[x] + k0 * a[x]
                    total_ += k1 * b[x]
                    total_ += k2 * d[x]
                    row[x] = total_ + k3 * e[x]
            for p in range(CELLS):
                for x in range(wide):
                    sorted_[p, x] = row[x * CELLS + p]
            total[:] = f32(0)
            for t in range(n):
                k, src = taps[t], sorted_[t % CELLS][t // CELLS :]
                for x in range(w):
                    total[x] += k * src[x]
            o = out[c, y]
            for x in range(w):
                o[x] = total[x]


@kernel
def _gather_square(fine, taps, out):  # type: ignore[no-untyped-def]
    """All rows and columns at once, for a spread that is no product of the two."""
    n, columns = taps.shape[0], fine.shape[2]
    w = out.shape[2]
    wide = columns // CELLS
    sorted_, total = np.empty((CELLS, wide), f32), np.empty(w, f32)
    for c in range(out.shape[0]):
        for y in range(out.shape[1]):
            total[:] = f32(0)
            for s in range(n):
                row = fine[c, y * CELLS + s]
                for p in range(CELLS):
                    for x in range(wide):
                        sorted_[p, x] = row[x * CELLS + p]
                for t in range(n):
                    k = taps[s, t]
                    if k != f32(0):
                        src = sorted_[t % CELLS][t // CELLS :]
                        for x in range(w):
                            total[x] += k * src[x]
            o = out[c, y]
            for x in range(w):
                o[x] = total[x]
