"""Regions: which part of a picture is meant, as rectangles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from tuner.core.orient import Rect

PIECE = 1 << 20
"""Pixels of a piece, about: small enough to stop between two, large enough that starting one does not count."""
_WIDEST = 2048


def common(a: Rect, b: Rect) -> Rect | None:
    """The part that two rectangles share; None when there is none."""
    left, top = max(a.x, b.x), max(a.y, b.y)
    w, h = min(a.x + a.w, b.x + b.w) - left, min(a.y + a.h, b.y + b.h) - top
    return Rect(left, top, w, h) if w > 0 and h > 0 else None


def without(rect: Rect, hole: Rect) -> list[Rect]:
    """The rest of a rectangle: full-width bands above and below the hole, and what lies beside it."""
    inside = common(rect, hole)
    if inside is None:
        return [rect]
    right, bottom = inside.x + inside.w, inside.y + inside.h
    parts = [
        Rect(rect.x, rect.y, rect.w, inside.y - rect.y),
        Rect(rect.x, inside.y, inside.x - rect.x, inside.h),
        Rect(right, inside.y, rect.x + rect.w - right, inside.h),
        Rect(rect.x, bottom, rect.w, rect.y + rect.h - bottom),
    ]
    return [part for part in parts if part.w > 0 and part.h > 0]


@dataclass(frozen=True)
class Region:
    """Pixels of a picture: the union of some rectangles."""

    rects: tuple[Rect, ...] = ()

    def missing(self, rect: Rect) -> list[Rect]:
        """The parts of a rectangle that are not in the region; they do not overlap."""
        rest = [rect]
        for known in self.rects:
            rest = [part for piece in rest for part in without(piece, known)]
        return rest

    def covers(self, rect: Rect) -> bool:
        """Whether all of a rectangle is in the region."""
        return not self.missing(rect)

    def holds(self, x: int, y: int) -> bool:
        """Whether a pixel is in the region."""
        return any(r.x <= x < r.x + r.w and r.y <= y < r.y + r.h for r in self.rects)

    def within(self, rect: Rect) -> list[Rect]:
        """The parts of the region's rectangles that lie in a rectangle."""
        return [part for known in self.rects if (part := common(known, rect)) is not None]

    def plus(self, *rects: Rect) -> Region:
        """The region and these rectangles; those that the new ones hide are forgotten."""
        kept = tuple(known for known in self.rects if not Region(rects).covers(known))
        return Region((*kept, *rects))

    def hides(self, other: Region) -> bool:
        """Whether all of another region is in this one."""
        return all(self.covers(rect) for rect in other.rects)


def pieces(rects: Iterable[Rect], centre: tuple[float, float]) -> list[Rect]:
    """Rectangles cut into pieces of no more than about PIECE pixels, those nearest to a point first."""
    cut = []
    for rect in rects:
        columns = -(-rect.w // _WIDEST)
        rows = -(-rect.w * rect.h // (columns * PIECE))
        across = [rect.x + rect.w * i // columns for i in range(columns + 1)]
        down = [rect.y + rect.h * i // rows for i in range(rows + 1)]
        cut += [Rect(x, y, u - x, v - y) for y, v in pairwise(down) for x, u in pairwise(across)]
    return sorted((piece for piece in cut if piece.w and piece.h), key=lambda piece: _distance(piece, centre))


def _distance(rect: Rect, point: tuple[float, float]) -> tuple[float, float]:
    """Squared distance of a point to a rectangle, and to its middle."""
    near = (min(max(p, a), a + n) - p for p, a, n in zip(point, rect[:2], rect[2:], strict=True))
    middle = (a + n / 2 - p for p, a, n in zip(point, rect[:2], rect[2:], strict=True))
    return sum(d * d for d in near), sum(d * d for d in middle)
