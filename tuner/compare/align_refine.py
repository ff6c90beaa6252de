"""Making a rough placement of one picture in another exact, by Gauss-Newton steps on small windows.

    a(x) = g b(turn scale x + shift) + o,   g and o for each window; turn, scale and shift for all of them

References
----------
Lucas, Kanade (1981), Proc. 7th IJCAI 674-679. Evangelidis, Psarakis (2008), IEEE Trans. PAMI 30(10) 1858-1865.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tuner.compare.align_search import FINE, Plane, binned

SIDE = 112  # pixels of a window
ACROSS = 3  # windows in a row at the most
_RIM = 10  # pixels round a window of b that the spline needs
_BLUR = 1.0  # pixels; noise in the one is not in the other
_ROUNDS = 25
_STILL = 1e-3  # pixels a step may move a corner when it is the last
_LARGEST_STEP = 4.0  # pixels: beyond this a step is no refinement
_ALL, UPRIGHT, SHIFT = (0, 1, 2, 3, 4), (0, 1, 2, 3), (1, 3)
_SQUARE = 0.5  # pixels a corner may move for a scale of 1 to be tried
_WHOLE = 0.05  # pixels a shift may be from a whole one to be tried as such
_AS_GOOD = 1.01  # of what is left unexplained

Array = NDArray[np.float64]
Window = tuple[int, int, int, int]
"""(top, left, height, width) in a."""


@dataclass(frozen=True)
class Placement:
    """x_b = turn(scale * x_a) + shift, in pixel edges.

    Attributes
    ----------
    scale, shift : (across, down)
    turn : degrees, clockwise as seen on a screen (the axis down points down)
    """

    scale: tuple[float, float]
    shift: tuple[float, float]
    turn: float = 0.0

    @property
    def matrix(self) -> Array:
        """(2, 2) what turn and scale make of (across, down)."""
        c, s = math.cos(math.radians(self.turn)), math.sin(math.radians(self.turn))
        (across, down) = self.scale
        return np.array([[c * across, -s * down], [s * across, c * down]])

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of a lies in b."""
        (xx, xy), (yx, yy) = self.matrix
        return float(xx * x + xy * y + self.shift[0]), float(yx * x + yy * y + self.shift[1])

    def back(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of b lies in a."""
        found = np.linalg.solve(self.matrix, (x - self.shift[0], y - self.shift[1]))
        return float(found[0]), float(found[1])

    def turned(self, turn: float, about: tuple[float, float]) -> Placement:
        """Another turn, about a point of a, which stays where it is in b."""
        other = replace(self, turn=turn)
        (x, y), (x_now, y_now) = self.at(*about), other.at(*about)
        return replace(other, shift=(self.shift[0] + x - x_now, self.shift[1] + y - y_now))

    @property
    def whole(self) -> bool:
        """Whether pixels lie on pixels."""
        return self.turn == 0 and self.scale == (1.0, 1.0) and all(s == round(s) for s in self.shift)


def refined(a: Plane, b: Plane, place: Placement) -> Placement:
    """The placement at which b is most like a.

    Parameters
    ----------
    a, b : (h, w) float32 luma
    place : right to a pixel or two of copies of `FINE` pixels
    """
    scale = float(np.sqrt(place.scale[0] * place.scale[1]))
    base = (max(1, round(1 / scale)), max(1, round(scale)))  # the finer picture is averaged to about the coarser's grid
    factor = 1
    while max(max(a.shape) / (base[0] * factor), max(b.shape) / (base[1] * factor)) > FINE:
        factor *= 2
    while factor >= 1:
        of_a, of_b = base[0] * factor, base[1] * factor
        small_a, small_b = binned(a, of_a), binned(b, of_b)
        ratio = of_a / of_b
        level = Placement(
            (place.scale[0] * ratio, place.scale[1] * ratio),
            (place.shift[0] / of_b, place.shift[1] / of_b),
            place.turn,
        )
        level = settled(small_a, small_b, level)
        place = Placement(
            (level.scale[0] / ratio, level.scale[1] / ratio),
            (level.shift[0] * of_b, level.shift[1] * of_b),
            level.turn,
        )
        factor //= 2
    return place


def squared_up(a: Plane, b: Plane, place: Placement) -> Placement:
    """The placement at scale 1, and by whole pixels, as far as the pictures agree with that as well."""
    windows = windows_of(a, b, place)
    if place.turn:
        return place
    corners = _apart(place, Placement((1.0, 1.0), place.shift), (*a.shape,))
    if not windows or corners > _SQUARE:
        return place
    found, least = place, _unlike(a, b, place, windows)
    even = settled(a, b, Placement((1.0, 1.0), place.shift), free=SHIFT)
    near = Placement((1.0, 1.0), (float(round(even.shift[0])), float(round(even.shift[1]))))
    for other in (even, near):
        if _apart(other, even, a.shape) < _WHOLE and _unlike(a, b, other, windows) <= least * _AS_GOOD:
            found = other
    return found


def _unlike(a: Plane, b: Plane, place: Placement, windows: list[Window]) -> float:
    """How much of a the placement leaves unexplained, in squared luma."""
    found = [pair for window in windows if (pair := equations(a, b, place, window)) is not None]
    return sum(float(rest @ rest) for _, rest in found) + 1e-9


def settled(a: Plane, b: Plane, place: Placement, free: Sequence[int] = _ALL) -> Placement:
    """Steps until nothing moves any more, or until they lead astray.

    Parameters
    ----------
    free : what may change: places in (scale across, shift across, scale down, shift down, turn)
    """
    windows = windows_of(a, b, place)
    if not windows:
        return place
    begin = place
    for _ in range(_ROUNDS):
        step = _step(a, b, place, windows, free)
        if step is None:
            return begin
        scale = (place.scale[0] + step[0], place.scale[1] + step[2])
        turn = place.turn + math.degrees(step[4])
        place = Placement(scale, (place.shift[0] + step[1], place.shift[1] + step[3]), turn)
        moved = _apart(begin, place, a.shape)
        if moved > 3 * _LARGEST_STEP:
            return begin
        across, down = abs(step[0]) * a.shape[1] + abs(step[1]), abs(step[2]) * a.shape[0] + abs(step[3])
        if max(across, down) + abs(step[4]) * max(a.shape) < _STILL:
            break
    return place


def _apart(one: Placement, two: Placement, shape: tuple[int, ...]) -> float:
    points = [(x, y) for x in (0, shape[1]) for y in (0, shape[0])]
    return max(abs(p - q) for point in points for p, q in zip(one.at(*point), two.at(*point), strict=True))


def windows_of(a: Plane, b: Plane, place: Placement) -> list[Window]:
    """Where to look: in each cell of what both show, the window with the most detail."""
    x0, y0 = place.back(0, 0)
    x1, y1 = place.back(b.shape[1], b.shape[0])
    left, right = max(0, int(np.ceil(x0)) + 2), min(a.shape[1], int(x1) - 2)
    top, bottom = max(0, int(np.ceil(y0)) + 2), min(a.shape[0], int(y1) - 2)
    if right - left < 12 or bottom - top < 12:
        return []
    rows, columns = (min(ACROSS, max(1, round(n / SIDE))) for n in (bottom - top, right - left))
    found = []
    for i in range(rows):
        for j in range(columns):
            y, y_end = (top + (bottom - top) * k // rows for k in (i, i + 1))
            x, x_end = (left + (right - left) * k // columns for k in (j, j + 1))
            found.append(_richest(a, y, x, y_end, x_end))
    return found


def _richest(a: Plane, top: int, left: int, bottom: int, right: int) -> Window:
    height, width = min(SIDE, bottom - top), min(SIDE, right - left)
    best, at = -1.0, (top, left)
    for y in _places(top, bottom - height):
        for x in _places(left, right - width):
            part = a[y : y + height : 2, x : x + width : 2].astype(np.float64)
            across, down = np.diff(part, axis=1), np.diff(part, axis=0)
            worth = min(float((across * across).sum()), float((down * down).sum()))  # detail in both directions
            if worth > best:
                best, at = worth, (y, x)
    return (*at, height, width)


def _places(first: int, last: int) -> Iterator[int]:
    count = min(6, (last - first) // (SIDE // 2) + 1)
    return (first + (last - first) * k // max(1, count - 1) for k in range(count))


def _step(a: Plane, b: Plane, place: Placement, windows: list[Window], free: Sequence[int]) -> Array | None:
    """The change of (scale across, shift across, scale down, shift down, turn in radians); None where there is nothing to hold on to."""
    normal, right = np.zeros((5, 5)), np.zeros(5)
    for window in windows:
        found = equations(a, b, place, window)
        if found is not None:
            jacobian, rest = found
            normal += jacobian @ jacobian.T
            right += jacobian @ rest
    normal, right = normal[np.ix_(free, free)], right[list(free)]
    weight = np.sqrt(np.diag(normal))
    if not (weight > 0).all():
        return None
    scaled = normal / np.outer(weight, weight) + 1e-9 * np.eye(len(free))
    step = np.zeros(5)
    try:
        step[list(free)] = np.linalg.solve(scaled, right / weight) / weight
    except np.linalg.LinAlgError:
        return None
    return step


def equations(a: Plane, b: Plane, place: Placement, window: Window) -> tuple[Array, Array] | None:
    """(5, n) derivatives and (n,) what is left to explain, in one window, without gain and offset."""
    from scipy.ndimage import gaussian_filter, map_coordinates

    top, left, height, width = window
    y, x = np.meshgrid(np.arange(top, top + height) + 0.5, np.arange(left, left + width) + 0.5, indexing="ij")
    (xx, xy), (yx, yy) = place.matrix
    columns, rows = xx * x + xy * y + place.shift[0] - 0.5, yx * x + yy * y + place.shift[1] - 0.5
    y0, y1 = max(0, int(rows.min()) - _RIM), min(b.shape[0], int(rows.max()) + _RIM)
    x0, x1 = max(0, int(columns.min()) - _RIM), min(b.shape[1], int(columns.max()) + _RIM)
    if y1 - y0 < 8 or x1 - x0 < 8:
        return None
    source = gaussian_filter(b[y0:y1, x0:x1].astype(np.float64), _BLUR * np.array(place.scale[::-1]), mode="nearest")
    warped = map_coordinates(source, (rows - y0, columns - x0), order=3, mode="nearest")
    inner = slice(3, -3), slice(3, -3)  # the rims of both are not blurred alike
    use = np.zeros(warped.shape, bool)
    use[inner] = ((rows > 1) & (rows < b.shape[0] - 2) & (columns > 1) & (columns < b.shape[1] - 2))[inner]
    if use.sum() < 100:
        return None
    rim = a[max(0, top - _RIM) : top + height + _RIM, max(0, left - _RIM) : left + width + _RIM].astype(np.float64)
    smooth = gaussian_filter(rim, _BLUR, mode="nearest")[min(top, _RIM) :, min(left, _RIM) :][:height, :width]
    down, across = np.gradient(warped)
    plain = warped[use] - warped[use].mean()
    target = smooth[use] - smooth[use].mean()
    energy = float(plain @ plain)
    if energy < 1e-9 * plain.size:
        return None
    gain = float(plain @ target) / energy
    if gain <= 0:  # the one's light is the other's dark: a window that lies elsewhere
        return None
    jacobian = gain * _derivatives(place, x[use], y[use], across[use], down[use])
    basis = np.stack([np.full(plain.size, plain.size**-0.5), plain / energy**0.5])
    jacobian -= (jacobian @ basis.T) @ basis
    return jacobian, target - gain * plain


def _derivatives(place: Placement, x: Array, y: Array, across: Array, down: Array) -> Array:
    """(5, n) how b at the placed points changes with scale, shift and turn.

    Parameters
    ----------
    x, y : (n,) points of a
    across, down : (n,) slopes of the placed b there, per pixel of a
    """
    (xx, xy), (yx, yy) = place.matrix
    across, down = np.linalg.solve(place.matrix.T, np.stack([across, down]))  # per pixel of b
    return np.stack([
        (across * xx + down * yx) / place.scale[0] * x,
        across,
        (across * xy + down * yy) / place.scale[1] * y,
        down,
        down * (xx * x + xy * y) - across * (yx * x + yy * y),
    ])  # fmt: skip
