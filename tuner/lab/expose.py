"""From page to light on the sensor: shapes are painted on a fine grid, tile by tile, and gathered into pixels.

The fine cells hold area averages; a pixel is their sum under the lens' spread and its own square. Where the spread
changes across the picture, a tile of at most 64 x 64 pixels is gathered under its least and its largest one, and each pixel has
the mixture of its own variance. Rows and columns of a Gaussian are gathered one after the other. A tile that holds nothing fine is painted a sample a pixel.
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

from tuner.core.run import Cancelled
from tuner.lab import gather, paint
from tuner.lab.lens import Lens
from tuner.lab.page import Bounds, Floats, Page, Shape, Tile

f32 = np.float32
SIDE, LEAST_SIDE = 64, 16  # pixels of a tile
STEEP = 0.3  # of the middle's spread: where it grows by more than that across a tile, tiles are smaller
BLOCK = 256  # pixels of what is looked at first, as it may all be of one colour
LOOKED_AT = 5  # points along a side of a rectangle: small pictures bend by pixels between its corners
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
        self.side = self._side()
        self.even = not lens.bends and pose.degrees == 0
        self._desk = threading.local()

    def _side(self) -> int:
        """Pixels a side of the tiles: wider under a wide spread, as each is painted with its margin; see STEEP."""
        side = SIDE
        while side < min(self.lens.margin, BLOCK):
            side *= 2
        growth = 2 * (self.lens.blur_corner - 1) / self.corner  # the most across a pixel, of the middle's spread
        while side > max(LEAST_SIDE, self.lens.margin) and growth * side > STEEP:
            side //= 2
        return side

    def block(self, top: int, left: int, out: Floats) -> None:
        """Fill a block at once where it is of one colour, else tile by tile."""
        h, w = min(BLOCK, self.page.height - top), min(BLOCK, self.page.width - left)
        base, rest = _last_cover(self._bounds(top, left, h, w), self.page.background, self.page.shapes)
        if not rest:
            out[:, top : top + h, left : left + w] = self.table[base][:, None, None]
            return
        for y, x in product(range(top, top + h, self.side), range(left, left + w, self.side)):
            self._tile(y, x, min(self.side, top + h - y), min(self.side, left + w - x), base, rest, out)

    def _tile(self, top: int, left: int, h: int, w: int, base: int, shapes: list[Shape], out: Floats) -> None:
        """Paint and gather one tile into the picture; `shapes` are those of its block."""
        bounds = self._bounds(top, left, h, w)
        base, rest = _last_cover(bounds, base, shapes)
        if not rest:
            out[:, top : top + h, left : left + w] = self.table[base][:, None, None]
            return
        smooth = self.lens.psf == "gaussian" and all(shape.smooth and shape.within(bounds) for shape in rest)
        for channels in self.groups:
            cells = self._painted(top, left, h, w, channels, base, rest, 1 if smooth else self.lens.cells)
            pixels = out[channels[0] : channels[-1] + 1, top : top + h, left : left + w]
            if self.lens.blur_corner == 1:
                self._gathered(cells, self.lens.blur, smooth, pixels)
            else:
                self._blended(cells, (top, left, h, w), smooth, pixels)

    def _gathered(self, cells: Floats, blur: float, smooth: bool, pixels: Floats) -> None:
        """Gather a tile under one spread; `smooth`: its cells are pixels."""
        if smooth:
            gather.pixels(cells, self.lens.coarse_taps(blur), pixels)
        elif self.lens.psf == "gaussian":
            gather.rows_and_columns(cells, self.lens.taps(blur), pixels)
        else:
            gather.squares(cells, self.lens.taps(blur), self.lens.cells, pixels)

    def _blended(self, cells: Floats, place: tuple[int, int, int, int], smooth: bool, pixels: Floats) -> None:
        """Gather a tile under its least and its largest spread, mixed so that each pixel has the variance of its own."""
        top, left, h, w = place
        y = np.arange(top, top + h)[:, None] + 0.5 - self.page.height / 2
        x = np.arange(left, left + w) + 0.5 - self.page.width / 2
        blur = self.lens.spread((y * y + x * x) / self.corner**2)
        least, most = float(blur.min()), float(blur.max())
        self._gathered(cells, least, smooth, pixels)
        if most > least:
            wider = self._room("wider", pixels.shape)
            self._gathered(cells, most, smooth, wider)
            wider -= pixels
            wider *= ((blur**2 - least**2) / (most**2 - least**2)).astype(f32)
            pixels += wider

    def _bounds(self, top: int, left: int, h: int, w: int) -> Bounds:
        """What a rectangle of the picture sees of the page, its spread included."""
        m = self.lens.margin
        if self.even:
            x, y = left - m - self.pose.dx, top - m - self.pose.dy
            return x - 1, y - 1, x + w + 2 * m + 1, y + h + 2 * m + 1
        rows, columns = np.linspace(top - m, top + h + m, LOOKED_AT), np.linspace(left - m, left + w + m, LOOKED_AT)
        found = [self._positions(rows[:, None], columns[None], c[0]) for c in self.groups]
        xs, ys = (np.concatenate([f[i].ravel() for f in found]) for i in range(2))
        more = 1 + 0.01 * BLOCK * self.lens.bends  # a side that bends reaches beyond what is looked at
        return float(xs.min()) - more, float(ys.min()) - more, float(xs.max()) + more, float(ys.max()) + more

    def _painted(
        self,
        top: int,
        left: int,
        h: int,
        w: int,
        channels: tuple[int, ...],
        base: int,
        shapes: list[Shape],
        cells: int,
    ) -> Floats:
        """(channels, rows, columns) of cells, so many a pixel's side, with the margin that the spread needs."""
        m = self.lens.margin
        rows, columns = (h + 2 * m) * cells, (w + 2 * m) * cells
        rgb = np.ascontiguousarray(self.table[:, channels[0] : channels[-1] + 1])
        buf = self._room("cells", (len(channels), rows, columns))
        paint.fill(buf, rgb[base])
        grid = self._even_grid if self.even else self._bent_grid
        tile = grid(buf, top - m, left - m, channels[0], cells)
        for one in shapes:
            box = tile.box(one.bounds)
            if box is not None:
                one.paint(tile, box, rgb)
        return buf

    def _even_grid(self, buf: Floats, top: int, left: int, channel: int, cells: int) -> Tile:
        """The cells of a tile whose first is at the left top of a pixel; all tiles of a size have the same positions."""
        rows, columns = buf.shape[1:]
        half = 0.5 / cells
        x, y = left + half - self.pose.dx, top + half - self.pose.dy
        shape, size = (rows, columns), (columns / cells, rows / cells)
        bounds = (x - half - 1, y - half - 1, x - half + size[0] + 1, y - half + size[1] + 1)
        xs, ys = self._steps(shape, cells)
        return Tile(buf, xs, ys, (x, y), 1 / cells, 0.0, bounds)

    def _steps(self, shape: tuple[int, int], cells: int) -> tuple[Floats, Floats]:
        """Positions of even cells relative to the first, as filled before where the last tile was of that size."""
        kept: tuple[tuple[int, int], int, Floats, Floats] | None = getattr(self._desk, "steps", None)
        if kept is None or kept[:2] != (shape, cells):
            xs, ys = (np.empty(shape, f32) for _ in range(2))
            xs[:] = np.arange(shape[1], dtype=f32)[None] / f32(cells)
            ys[:] = np.arange(shape[0], dtype=f32)[:, None] / f32(cells)
            kept = self._desk.steps = (shape, cells, xs, ys)
        return kept[2:]

    def _bent_grid(self, buf: Floats, top: int, left: int, channel: int, cells: int) -> Tile:
        """The same where the lens bends or the camera is turned: every tile has positions of its own."""
        rows, columns = buf.shape[1:]
        x, y = left + (np.arange(columns)[None] + 0.5) / cells, top + (np.arange(rows)[:, None] + 0.5) / cells
        xs, ys = self._positions(y, x, channel)
        origin = (float(xs[0, 0]), float(ys[0, 0]))
        xs, ys = xs - origin[0], ys - origin[1]
        slack = float(max(np.abs(xs - (x - x[0, 0])).max(), np.abs(ys - (y - y[0, 0])).max())) * cells
        low, high = (xs.min(), ys.min()), (xs.max(), ys.max())
        bounds = (origin[0] + low[0] - 1, origin[1] + low[1] - 1, origin[0] + high[0] + 1, origin[1] + high[1] + 1)
        return Tile(buf, xs.astype(f32), ys.astype(f32), origin, 1 / cells, slack, bounds)

    def _room(self, name: str, shape: tuple[int, ...]) -> Floats:
        """A thread's own array, which it uses again for its next tile of that size: new memory costs more than filling it."""
        kept: Floats | None = getattr(self._desk, name, None)
        if kept is None or kept.shape != shape:
            kept = np.empty(shape, f32)
            setattr(self._desk, name, kept)
        return kept

    def _positions(
        self, y: NDArray[Any], x: NDArray[Any], channel: int
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """(n, m) positions on the page of rows (n, 1) and columns (1, m) of the picture."""
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
        inside = shape.within(bounds)
        if inside is False:
            continue
        if inside and shape.plain is not None:
            base = shape.plain
            break
        over.append(shape)
        if inside and shape.opaque:
            break
    return base, over[::-1]
