"""Aligning two pictures that show the same and differ by shift, scale, crop, or a small turn.

Rough place and scale come from `align_search`. They are then made exact by Gauss-Newton steps on the turn and on scale
and shift of each axis, from small copies to full resolution, where up to nine windows with the most detail speak for the picture.
In each window the gain and offset that bring one picture's luma nearest to the other's are taken out first, so that
another tone curve or white balance moves nothing.

What is compared lies on the pixel grid of the coarser picture: detail is left out, never made up. A shift by whole
pixels copies pixels as they are.

References
----------
Lucas, Kanade (1981), Proc. 7th IJCAI 674-679. Evangelidis, Psarakis (2008), IEEE Trans. PAMI 30(10) 1858-1865
(invariance to gain and offset).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tuner.compare.align_askew import TURNS, askew, stretched
from tuner.compare.align_refine import Placement, refined, squared_up
from tuner.compare.align_search import lies_turned, likeness, search
from tuner.compare.align_turn import upright
from tuner.compare.metrics import CompareError
from tuner.compare.resample import resampled, resampled_turned
from tuner.compare.texture import luma_of
from tuner.core.orient import Rect
from tuner.files.picture import Picture

LEAST = 0.45
"""Correlation of the finest detail in small copies below which two pictures are said not to show the same."""
LOW = 0.75
"""Correlation below which the words warn."""
SMALLEST = 16  # pixels of a side of what both show

Way = Callable[[float, float], tuple[float, float]]
"""From a point of one picture to where it lies in the other."""


class AlignError(CompareError):
    """The pictures cannot be aligned; one sentence that says why."""


@dataclass(frozen=True)
class Alignment:
    """How the second picture lies to the first.

    Attributes
    ----------
    scale : (across, down); pixels of the second a pixel of the first
    shift : (across, down); where the first's upper left corner lies in the second, in pixels of the second
    correlation : of the finest detail of small copies of what is compared; -1..1
    first, second : what both show, in whole pixels of each
    grid : "first" or "second": the picture whose pixels are compared as they are; "both" where none was resampled
    turn : degrees by which the second is turned, clockwise; 0 where no turn is certain
    """

    scale: tuple[float, float]
    shift: tuple[float, float]
    correlation: float
    first: Rect
    second: Rect
    grid: str
    turn: float = 0.0

    @property
    def words(self) -> str:
        """What was done, in one line."""
        where = f"the second picture is shifted by {self.shift[0]:+.2f}, {self.shift[1]:+.2f} pixels"
        if self.grid == "both" or max(abs(s - 1) for s in self.scale) < 5e-5:
            scaled = ""
        elif self._even:
            scaled = f" and {math.sqrt(self.scale[0] * self.scale[1]):.4f} times as large"
        else:
            scaled = f" and {self.scale[0]:.4f} times as wide but {self.scale[1]:.4f} times as high"
        if self.turn:
            scaled += f", and turned by {abs(self.turn):.2f} degrees {'' if self.turn > 0 else 'counter'}clockwise"
        both = "{2} x {3} pixels at {0},{1} of the first are compared".format(*self.first)
        done = {
            "both": "no pixel was resampled",
            "first": "the second was resampled",
            "second": "the first was resampled",
        }
        low = ", which is low" if self.correlation < LOW else ""
        return f"aligned: {where}{scaled}; {both}; {done[self.grid]} (correlation {self.correlation:.2f}{low})"

    @property
    def _even(self) -> bool:
        """Whether another scale of one axis moves no edge by a pixel of the picture that is compared."""
        apart = abs(self.scale[0] / self.scale[1] - 1)
        return apart * max(self.first.w, self.first.h) < 1

    def region(self, rect: Rect, size: tuple[int, int]) -> Rect | None:
        """A rectangle of the first picture, in the pixels that are compared; None where less than a pixel is left.

        Parameters
        ----------
        size : (width, height) of what is compared
        """
        x, y, w, h = (float(v) for v in rect)
        ax, ay = float(self.first.x), float(self.first.y)
        if self.grid == "second":
            at = Placement(self.scale, self.shift, self.turn).at(x + w / 2, y + h / 2)
            w, h = w * self.scale[0], h * self.scale[1]
            x, y, ax, ay = at[0] - w / 2, at[1] - h / 2, float(self.second.x), float(self.second.y)
        left, top, right, bottom = round(x - ax), round(y - ay), round(x + w - ax), round(y + h - ay)
        left, top, right, bottom = max(left, 0), max(top, 0), min(right, size[0]), min(bottom, size[1])
        return Rect(left, top, right - left, bottom - top) if right > left and bottom > top else None


def align(a: Picture, b: Picture) -> tuple[Picture, Picture, Alignment]:
    """Two pictures of one size, showing what both show, and how that was found.

    Raises
    ------
    AlignError : they do not show the same, as far as can be told, or too little of it
    """
    luma_a, luma_b = (np.nan_to_num(luma_of(p.pixels), posinf=1.0, neginf=0.0) for p in (a, b))
    guess = search(luma_a, luma_b)
    if (guess is None or not guess.sure) and lies_turned(luma_a, luma_b, guess):
        raise AlignError("the second picture is turned or mirrored; save it upright as the first is")
    place, found = Placement((1.0, 1.0), (0.0, 0.0)), 0.0
    if guess is not None:
        place, found = Placement((guess.scale, guess.scale), guess.shift), guess.correlation
    if found < LEAST:
        place, found = askew(luma_a, luma_b) or (place, found)
    if found < LEAST:
        place, found = stretched(luma_a, luma_b) or (place, found)
    if found < LEAST:
        raise AlignError(
            f"the pictures could not be aligned: no shift, scale and turn by up to {max(TURNS):.0f} degrees makes them alike "
            f"(correlation {found:.2f}); compare pictures of one scene"
        )
    place = upright(luma_a, luma_b, refined(luma_a, luma_b, place))
    return _cut(a, b, squared_up(luma_a, luma_b, place))


def _cut(a: Picture, b: Picture, place: Placement) -> tuple[Picture, Picture, Alignment]:
    one, two, found = _laid(a, b, place)
    alike = likeness(*(np.nan_to_num(luma_of(p.pixels), posinf=1.0, neginf=0.0) for p in (one, two)))
    return one, two, replace(found, correlation=alike)


def _laid(a: Picture, b: Picture, place: Placement) -> tuple[Picture, Picture, Alignment]:
    (height_a, width_a), (height_b, width_b) = a.pixels.shape[:2], b.pixels.shape[:2]
    if place.whole:
        dx, dy = (int(s) for s in place.shift)
        first = _overlap(Rect(0, 0, width_a, height_a), Rect(-dx, -dy, width_b, height_b))
        second = Rect(first.x + dx, first.y + dy, first.w, first.h)
        return _part(a, first), _part(b, second), Alignment((1.0, 1.0), place.shift, 0.0, first, second, "both")
    seen_a = _inner(place.back, width_b, height_b, width_a, height_a)  # b's edges in a
    seen_b = _inner(place.at, width_a, height_a, width_b, height_b)
    onto_a = place.scale[0] * place.scale[1] > 0.998  # of two equally coarse ones the first stays as it is
    grid = "first" if onto_a else "second"
    found = Alignment(place.scale, place.shift, 0.0, seen_a, seen_b, grid, place.turn)
    if onto_a:
        return _part(a, seen_a), _resampled(b, place.at, seen_a), found
    return _resampled(a, place.back, seen_b), _part(b, seen_b), found


def _inner(at: Way, width: int, height: int, other_width: int, other_height: int) -> Rect:
    """The whole pixels of the other picture that lie inside this one, which is (width, height) where `at` begins."""
    one, two, three, four = at(0, 0), at(width, 0), at(0, height), at(width, height)
    tidy = 0.1  # of a pixel: an edge that is meant to lie on the other's costs no pixel
    left, right = math.ceil(max(one[0], three[0]) - tidy), math.floor(min(two[0], four[0]) + tidy)
    top, bottom = math.ceil(max(one[1], two[1]) - tidy), math.floor(min(three[1], four[1]) + tidy)
    return _overlap(Rect(0, 0, other_width, other_height), Rect(left, top, right - left, bottom - top))


def _overlap(one: Rect, two: Rect) -> Rect:
    left, top = max(one.x, two.x), max(one.y, two.y)
    right, bottom = min(one.x + one.w, two.x + two.w), min(one.y + one.h, two.y + two.h)
    if right - left < SMALLEST or bottom - top < SMALLEST:
        raise AlignError("the pictures have too little in common to be compared; choose a larger crop of one of them")
    return Rect(left, top, right - left, bottom - top)


def _part(picture: Picture, rect: Rect) -> Picture:
    return replace(picture, pixels=picture.pixels[rect.y : rect.y + rect.h, rect.x : rect.x + rect.w])


def _resampled(picture: Picture, at: Way, rect: Rect) -> Picture:
    """What a picture shows of a rectangle of the other one, on the other one's grid."""
    shift, across, down = (at(rect.x + dx, rect.y + dy) for dx, dy in ((0, 0), (1, 0), (0, 1)))
    matrix = np.array([[across[i] - shift[i], down[i] - shift[i]] for i in (0, 1)])
    if abs(matrix[0, 1]) + abs(matrix[1, 0]) < 1e-9:
        scale = (float(matrix[0, 0]), float(matrix[1, 1]))
        found = resampled(picture.pixels, scale, shift, (rect.w, rect.h))
    else:
        found = resampled_turned(picture.pixels, matrix, shift, (rect.w, rect.h))
    return replace(picture, pixels=_as_codes(found, picture.pixels.dtype))


def _as_codes(values: NDArray[np.float32], kind: np.dtype[Any]) -> NDArray[Any]:
    """Whole-number codes as 16 bits, so that rounding is not seen; float ones stay what they are."""
    if kind.kind == "f":
        return values
    top = float(np.iinfo(kind).max)
    return np.asarray(np.rint(np.clip(values, 0, top) * (65535 / top)).astype(np.uint16))
