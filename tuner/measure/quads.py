"""Whole 2x2 quads of a frame's colour filter, whatever its phase."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from tuner.core.frame import Frame
from tuner.core.orient import Rect


class SolverError(ValueError):
    """A solver has no answer; one sentence says why and what to do."""


def whole_quads(frame: Frame, rect: Rect | None) -> Rect:
    """The rectangle of whole quads, red sample first, that covers `rect` (all of the frame for None).

    Parameters
    ----------
    rect : unrotated active-area pixels

    Raises
    ------
    SolverError : the rectangle does not lie inside the frame
    """
    facts = frame.facts
    if rect is None:
        rect = Rect(0, 0, facts.width, facts.height)
    inside = 0 <= rect.x < rect.x + rect.w <= facts.width and 0 <= rect.y < rect.y + rect.h <= facts.height
    if not inside:
        raise SolverError(
            f"the region {rect.x},{rect.y},{rect.w},{rect.h} does not lie inside {facts.width} x {facts.height} pixels"
        )
    py, px = facts.phase
    top, height = _covering(rect.y, rect.h, py, facts.height)
    left, width = _covering(rect.x, rect.w, px, facts.width)
    return Rect(left, top, width, height)


def _covering(start: int, length: int, phase: int, limit: int) -> tuple[int, int]:
    """Start and length of the pairs, the first of which begins at `phase`, that cover a stretch of one axis."""
    pairs = (limit - phase) // 2
    if pairs < 1:
        raise SolverError("the frame is too small to hold one whole quad of its colour filter")
    first = min(max((start - phase) // 2, 0), pairs - 1)
    last = min(max((start + length - 1 - phase) // 2, first), pairs - 1)
    return phase + 2 * first, 2 * (last - first + 1)


def split(mosaic: NDArray[Any]) -> NDArray[Any]:
    """(4, h/2, w/2) planes R, Gr, Gb, B of a mosaic that begins with a red sample."""
    return np.stack([mosaic[0::2, 0::2], mosaic[0::2, 1::2], mosaic[1::2, 0::2], mosaic[1::2, 1::2]])
