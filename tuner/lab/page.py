"""A page: shapes of known reflectance at known places, in pixels of the undistorted picture, painted in order."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar, Protocol

import numpy as np
from numpy.typing import NDArray

from tuner.lab import paint, paint_round
from tuner.lab.lights import LabError
from tuner.lab.tables import wavelengths

Bounds = tuple[float, float, float, float]
"""left, top, right, bottom."""
Floats = NDArray[np.float32]
EVERYWHERE: Bounds = (-1e6, -1e6, 1e6, 1e6)
MAX_MATERIALS = 4096
SMOOTH = 6.0  # pixels from corner to corner of the finest noise that a sample a pixel tells
COARSE = 1.75  # the same, of noise that is drawn twice a pixel
LEVEL = 1e-6  # cells by which positions may be off a grid that is even but for rounding


@dataclass(frozen=True, eq=False)
class Tile:
    """The fine grid of one tile: `buf` (channels, rows, columns), the cells' positions less `origin`, their size."""

    buf: Floats
    xs: Floats
    ys: Floats
    origin: tuple[float, float]
    cell: float
    slack: float  # cells by which positions are off an even grid (distortion, rotation)
    bounds: Bounds

    def box(self, bounds: Bounds) -> NDArray[np.int64] | None:
        """Rows and columns that may hold a shape of these bounds; None when it lies elsewhere."""
        left, top = bounds[0] - self.origin[0] - self.xs[0, 0], bounds[1] - self.origin[1] - self.ys[0, 0]
        right, bottom = bounds[2] - self.origin[0] - self.xs[0, 0], bounds[3] - self.origin[1] - self.ys[0, 0]
        more = self.slack + 2
        rows, columns = self.buf.shape[1:]
        y0, y1 = max(0, math.floor(top / self.cell - more)), min(rows, math.ceil(bottom / self.cell + more))
        x0, x1 = max(0, math.floor(left / self.cell - more)), min(columns, math.ceil(right / self.cell + more))
        return np.array([y0, y1, x0, x1], np.int64) if y0 < y1 and x0 < x1 else None


class Shape(Protocol):
    """What stands on a page."""

    @property
    def bounds(self) -> Bounds: ...

    @property
    def plain(self) -> int | None:
        """The material that it is of all over; None: of several, or shaded."""

    @property
    def opaque(self) -> bool:
        """Whether nothing below shows through it."""

    @property
    def smooth(self) -> bool:
        """Whether a sample a pixel tells all of it, but for its edges."""

    def within(self, bounds: Bounds) -> bool | None:
        """Whether all of these bounds lie inside of it (True) or outside (False), a pixel or more from its edges."""

    def paint(self, tile: Tile, box: NDArray[np.int64], rgb: Floats) -> None:
        """Over what is there; `rgb` is (materials, channels)."""


class Partial:
    """Shapes that may show an edge wherever they are."""

    plain: int | None = None
    opaque = False
    smooth = False

    def within(self, bounds: Bounds) -> bool | None:
        return None


@dataclass(frozen=True)
class Convex:
    """Inside of its sides (a, b, c): a x + b y + c is the distance to a side in pixels, positive inside."""

    sides: tuple[tuple[float, float, float], ...]

    @cached_property
    def _table(self) -> NDArray[np.float64]:
        return np.array(self.sides, float)

    def within(self, bounds: Bounds) -> bool | None:
        where: int = paint.place(self._table, bounds)
        return None if where == 0 else where > 0

    def crossing(self, tile: Tile) -> Floats:
        """The sides that a tile's cells may lie across, as distances of positions relative to its origin."""
        found: Floats = paint.crossing(self._table, tile.origin, tile.bounds)
        return found


@dataclass(frozen=True)
class Polygon(Convex):
    """A convex polygon of one material."""

    material: int
    bounds: Bounds = EVERYWHERE
    opaque: ClassVar[bool] = True
    smooth: ClassVar[bool] = True

    @property
    def plain(self) -> int | None:
        return self.material

    def paint(self, tile: Tile, box: NDArray[np.int64], rgb: Floats) -> None:
        paint.polygon(tile.buf, tile.xs, tile.ys, box, self.crossing(tile), np.float32(tile.cell), rgb[self.material])


def box_sides(cx: float, cy: float, w: float, h: float, degrees: float = 0.0) -> tuple[tuple[float, float, float], ...]:
    """The four sides of a rectangle about a middle, turned clockwise as seen on the picture."""
    turn = math.radians(degrees)
    sides = []
    for half, angle in ((w / 2, 0.0), (h / 2, 90.0), (w / 2, 180.0), (h / 2, 270.0)):
        nx, ny = math.cos(turn + math.radians(angle)), math.sin(turn + math.radians(angle))
        sides.append((-nx, -ny, half + nx * cx + ny * cy))
    return tuple(sides)


def rectangle(x: float, y: float, w: float, h: float, material: int) -> Polygon:
    """Upright, by its left top corner."""
    return Polygon(box_sides(x + w / 2, y + h / 2, w, h), material, (x, y, x + w, y + h))


def turned(cx: float, cy: float, w: float, h: float, degrees: float, material: int) -> Polygon:
    """A rectangle about its middle, turned."""
    reach = math.hypot(w, h) / 2
    return Polygon(box_sides(cx, cy, w, h, degrees), material, (cx - reach, cy - reach, cx + reach, cy + reach))


@dataclass(frozen=True)
class Ramp(Partial):
    """A grey wedge, brightest at the left, `density` darker (log10) at the right."""

    bounds: Bounds
    material: int
    density: float

    def paint(self, tile: Tile, box: NDArray[np.int64], rgb: Floats) -> None:
        ox, oy = tile.origin
        left, top, right, bottom = self.bounds
        bounds = np.array([left - ox, top - oy, right - ox, bottom - oy], np.float32)
        paint.ramp(tile.buf, tile.xs, tile.ys, box, bounds, np.float32(tile.cell), rgb[self.material], self.density)


@dataclass(frozen=True)
class Round(Partial):
    """Within a circle."""

    x: float
    y: float
    radius: float

    @property
    def bounds(self) -> Bounds:
        return self.x - self.radius, self.y - self.radius, self.x + self.radius, self.y + self.radius

    def within(self, bounds: Bounds) -> bool | None:
        nearest = (min(max(self.x, bounds[0]), bounds[2]), min(max(self.y, bounds[1]), bounds[3]))
        return False if math.dist(nearest, (self.x, self.y)) > self.radius + 1 else None


@dataclass(frozen=True)
class Star(Round):
    """Sectors of two tones about a middle; `turn` degrees to the first edge; `sine` makes the change gradual."""

    cycles: int
    turn: float
    sine: bool
    dark: int
    light: int

    def paint(self, tile: Tile, box: NDArray[np.int64], rgb: Floats) -> None:
        middle = np.array([self.x - tile.origin[0], self.y - tile.origin[1]], np.float32)
        paint_round.star(
            tile.buf, tile.xs, tile.ys, box, middle, np.float32(self.radius), float(self.cycles), math.radians(self.turn),
            self.sine, np.float32(tile.cell), rgb[self.dark], rgb[self.light],
        )  # fmt: skip


@dataclass(frozen=True)
class Ball(Round):
    """A matt ball lit from the upper left, with a glossy spot of so many times white."""

    material: int
    white: int
    gloss: float = 2.5
    shine: float = 90.0
    ambient: float = 0.12
    strength: float = 1.6

    def paint(self, tile: Tile, box: NDArray[np.int64], rgb: Floats) -> None:
        middle = np.array([self.x - tile.origin[0], self.y - tile.origin[1]], np.float32)
        lamp = np.array([-0.532, -0.638, 0.557], np.float32)
        gloss = np.array([self.gloss, self.shine], np.float32)
        paint_round.ball(
            tile.buf, tile.xs, tile.ys, box, middle, np.float32(self.radius), np.float32(tile.cell), lamp,
            np.float32(self.ambient), gloss, np.float32(self.strength) * rgb[self.material], rgb[self.white],
        )  # fmt: skip


@dataclass(frozen=True)
class Texture(Convex):
    """A convex polygon of two materials mixed by a pattern: clouds, weave, gradient or veil (see `paint.texture`)."""

    bounds: Bounds
    pattern: str
    scale: tuple[float, float]
    one: int
    two: int
    octaves: int = 5
    seed: int = 0
    contrast: float = 1.0
    plain: ClassVar[int | None] = None

    @property
    def opaque(self) -> bool:
        return self.pattern != "veil"

    @property
    def smooth(self) -> bool:
        if self.pattern == "weave":
            return False
        return self.pattern == "gradient" or self._finest >= SMOOTH

    @property
    def _finest(self) -> float:
        """Pixels from corner to corner of the finest noise."""
        return min(self.scale) / float(2 ** (self.octaves - 1))

    def paint(self, tile: Tile, box: NDArray[np.int64], rgb: Floats) -> None:
        kind = ("clouds", "weave", "gradient", "veil").index(self.pattern)
        origin = np.array([tile.origin[0], tile.origin[1]])
        if kind == 2:
            origin[1] -= self.bounds[1]
        even = tile.slack < LEVEL
        apart = even and kind in (0, 3) and tile.cell < 1 and self._finest >= COARSE
        paint.texture(
            tile.buf, tile.xs, tile.ys, box, self.crossing(tile), origin, kind, np.array(self.scale),
            self.octaves, self.seed, self.contrast, np.float32(tile.cell), even, apart, rgb[self.one], rgb[self.two],
        )  # fmt: skip


@dataclass
class Page:
    """Shapes in the order they are painted, their materials, and what is known about them."""

    width: int
    height: int
    shapes: list[Shape] = field(default_factory=list)
    truth: dict[str, Any] = field(default_factory=dict)
    background: int = 0
    _spectra: list[NDArray[np.float64]] = field(default_factory=list)
    _greys: dict[float, int] = field(default_factory=dict)

    def material(self, reflectance: NDArray[np.float64]) -> int:
        """A number for this reflectance, (n,)."""
        if len(self._spectra) >= MAX_MATERIALS:
            raise LabError(f"a page holds at most {MAX_MATERIALS} materials")
        self._spectra.append(np.asarray(reflectance, float))
        return len(self._spectra) - 1

    def grey(self, level: float) -> int:
        """A number for the material that reflects so much of every wavelength."""
        if level not in self._greys:
            self._greys[level] = self.material(np.full(len(wavelengths()), level))
        return self._greys[level]

    @property
    def reflectances(self) -> NDArray[np.float64]:
        """(materials, n)."""
        return np.stack(self._spectra)

    def add(self, *shapes: Shape) -> None:
        """Over what is there already."""
        self.shapes += shapes
