"""A page: shapes of known reflectance at known places, in pixels of the undistorted picture, painted in order."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from tuner.lab import paint
from tuner.lab.lights import LabError
from tuner.lab.tables import wavelengths

Bounds = tuple[float, float, float, float]
"""left, top, right, bottom."""
Floats = NDArray[np.float32]
EVERYWHERE: Bounds = (-1e6, -1e6, 1e6, 1e6)
MAX_MATERIALS = 4096
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

    def covers(self, bounds: Bounds) -> int | None:
        """The material that alone fills these bounds, or None."""

    def paint(self, tile: Tile, box: NDArray[np.int64], rgb: Floats) -> None:
        """Over what is there; `rgb` is (materials, channels)."""


@dataclass(frozen=True)
class Polygon:
    """Convex: sides (a, b, c) with a x + b y + c the distance to the side in pixels, positive inside."""

    sides: tuple[tuple[float, float, float], ...]
    material: int
    bounds: Bounds = EVERYWHERE

    def covers(self, bounds: Bounds) -> int | None:
        corners = [(x, y) for x in bounds[::2] for y in bounds[1::2]]
        inside = all(a * x + b * y + c > 1 for a, b, c in self.sides for x, y in corners)
        return self.material if inside else None

    def paint(self, tile: Tile, box: NDArray[np.int64], rgb: Floats) -> None:
        paint.polygon(
            tile.buf, tile.xs, tile.ys, box, shifted(self.sides, tile), np.float32(tile.cell), rgb[self.material]
        )


def shifted(sides: Iterable[tuple[float, float, float]], tile: Tile) -> Floats:
    """Sides as distances of positions relative to the tile's origin."""
    ox, oy = tile.origin
    return np.array([(a, b, c + a * ox + b * oy) for a, b, c in sides], np.float32)


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


class Partial:
    """Shapes that never fill a tile with one colour."""

    def covers(self, bounds: Bounds) -> int | None:
        return None


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
class Star(Partial):
    """Sectors of two tones about a middle; `turn` degrees to the first edge; `sine` makes the change gradual."""

    x: float
    y: float
    radius: float
    cycles: int
    turn: float
    sine: bool
    dark: int
    light: int

    @property
    def bounds(self) -> Bounds:
        return self.x - self.radius, self.y - self.radius, self.x + self.radius, self.y + self.radius

    def paint(self, tile: Tile, box: NDArray[np.int64], rgb: Floats) -> None:
        middle = np.array([self.x - tile.origin[0], self.y - tile.origin[1]], np.float32)
        paint.star(
            tile.buf, tile.xs, tile.ys, box, middle, np.float32(self.radius), float(self.cycles), math.radians(self.turn),
            self.sine, np.float32(tile.cell), rgb[self.dark], rgb[self.light],
        )  # fmt: skip


@dataclass(frozen=True)
class Ball(Partial):
    """A matt ball lit from the upper left, with a glossy spot of so many times white."""

    x: float
    y: float
    radius: float
    material: int
    white: int
    gloss: float = 2.5
    shine: float = 90.0
    ambient: float = 0.12
    strength: float = 1.6

    @property
    def bounds(self) -> Bounds:
        return self.x - self.radius, self.y - self.radius, self.x + self.radius, self.y + self.radius

    def paint(self, tile: Tile, box: NDArray[np.int64], rgb: Floats) -> None:
        middle = np.array([self.x - tile.origin[0], self.y - tile.origin[1]], np.float32)
        lamp = np.array([-0.532, -0.638, 0.557], np.float32)
        gloss = np.array([self.gloss, self.shine], np.float32)
        paint.ball(
            tile.buf, tile.xs, tile.ys, box, middle, np.float32(self.radius), np.float32(tile.cell), lamp,
            np.float32(self.ambient), gloss, np.float32(self.strength) * rgb[self.material], rgb[self.white],
        )  # fmt: skip


@dataclass(frozen=True)
class Texture(Partial):
    """A convex polygon of two materials mixed by a pattern: clouds, weave, gradient or veil (see `paint.texture`)."""

    sides: tuple[tuple[float, float, float], ...]
    bounds: Bounds
    pattern: str
    scale: tuple[float, float]
    one: int
    two: int
    octaves: int = 5
    seed: int = 0
    contrast: float = 1.0

    def paint(self, tile: Tile, box: NDArray[np.int64], rgb: Floats) -> None:
        kind = ("clouds", "weave", "gradient", "veil").index(self.pattern)
        origin = np.array([tile.origin[0], tile.origin[1]])
        if kind == 2:
            origin[1] -= self.bounds[1]
        paint.texture(
            tile.buf, tile.xs, tile.ys, box, shifted(self.sides, tile), origin, kind, np.array(self.scale),
            self.octaves, self.seed, self.contrast, np.float32(tile.cell), tile.slack < LEVEL, rgb[self.one], rgb[self.two],
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
