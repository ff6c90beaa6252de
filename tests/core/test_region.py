"""Regions: nothing is lost and nothing is done twice."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tuner.core import region
from tuner.core.orient import Rect
from tuner.core.region import Region, common, pieces, without

rects = st.builds(Rect, st.integers(-3, 20), st.integers(-3, 20), st.integers(1, 15), st.integers(1, 15))


def mask(*parts: Rect) -> np.ndarray:
    """How often each pixel of -10..39 lies in the rectangles."""
    counts = np.zeros((50, 50), int)
    for x, y, w, h in parts:
        counts[y + 10 : y + 10 + h, x + 10 : x + 10 + w] += 1
    return counts


@given(rects, rects)
def test_what_is_shared_and_what_is_left_make_the_whole(a: Rect, b: Rect) -> None:
    shared = common(a, b)
    assert (mask(*without(a, b), *([shared] if shared else [])) == mask(a)).all()
    assert (mask(*([shared] if shared else [])) == mask(a) * mask(b)).all()


@given(st.lists(rects, max_size=5), rects, st.integers(0, 19), st.integers(0, 19))
def test_missing_is_exactly_what_no_rectangle_holds(known: list[Rect], asked: Rect, x: int, y: int) -> None:
    region = Region().plus(*known[:2]).plus(*known[2:])
    there = mask(*known) > 0
    assert (mask(*region.missing(asked)) == mask(asked) * ~there).all()
    assert region.covers(asked) == bool(there[mask(asked) > 0].all())
    assert region.holds(x, y) == bool(there[y + 10, x + 10])
    assert ((mask(*region.within(asked)) > 0) == (mask(asked) * there > 0)).all()
    assert Region((asked,)).hides(region) == bool((mask(asked)[there] > 0).all())


@given(st.lists(rects, min_size=1, max_size=4))
@settings(max_examples=30)
def test_pieces_are_small_make_the_whole_and_go_outward(parts: list[Rect]) -> None:
    kept, region.PIECE = region.PIECE, 12
    try:
        cut = pieces(parts, (9.0, 7.0))
    finally:
        region.PIECE = kept
    assert (mask(*cut) == mask(*parts)).all()
    assert all(piece.w * piece.h <= 12 + 2 * max(piece.w, piece.h) for piece in cut)
    away = [max(p.x - 9, 9 - p.x - p.w, 0) ** 2 + max(p.y - 7, 7 - p.y - p.h, 0) ** 2 for p in cut]
    assert away == sorted(away)
