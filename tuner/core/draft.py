"""Drafts: a frame in small, for the moment in which the exact picture takes too long to follow a hand.

Every colour of the mosaic is averaged over blocks of its own samples, so that the small frame is a mosaic again and goes
through the same line. What counts in pixels (a blur's radius, a noise filter's window) then spans other pixels than in
the picture: a draft is never exact, and never read for numbers.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tuner.core.frame import Frame
from tuner.core.jit import kernel
from tuner.core.orient import Rect, point_to_export

FACTORS = (2, 3, 4, 6, 8)
"""How many times fewer pixels a side a draft may have."""


@kernel
def _bin(src, out, n):  # type: ignore[no-untyped-def]
    """Means of n x n samples of each of the four colours; `src` and `out` begin with the same one."""
    area = np.uint32(n * n)
    sums = np.empty(out.shape[1], np.uint32)
    for y in range(out.shape[0]):
        first = 2 * n * (y >> 1) + (y & 1)
        sums[:] = area >> np.uint32(1)
        for j in range(n):
            row = src[first + 2 * j]
            for x in range(out.shape[1]):
                left = 2 * n * (x >> 1) + (x & 1)
                for i in range(n):
                    sums[x] += np.uint32(row[left + 2 * i])
        for x in range(out.shape[1]):
            out[y, x] = np.uint16(sums[x] // area)


def binned(frame: Frame, factor: int) -> Frame:
    """The frame with `factor` times fewer pixels a side; the last blocks reach into the reflected margin.

    Parameters
    ----------
    factor : one of FACTORS
    """
    facts, (oy, ox) = frame.facts, frame.origin
    height, width = (2 * -(-side // (2 * factor)) for side in (facts.height, facts.width))
    small = np.empty((height, width), np.uint16)
    _bin(frame.mosaic[oy:, ox:], small, factor)
    known = replace(facts, width=width, height=height, raw_width=width, raw_height=height)
    return Frame.from_active(small, known, name=f"{frame.name} in small")


def area_of(frame: Frame, small: Frame, factor: int) -> Rect:
    """The rectangle that a binned frame's picture fills, in pixels of the frame's picture as exported; it may begin
    before the picture and end behind it, by less than two blocks."""
    facts = frame.facts
    ends = ((0, 0), (small.facts.width * factor - 1, small.facts.height * factor - 1))
    corners = (point_to_export(x, y, facts.width, facts.height, facts.orientation) for x, y in ends)
    (x0, x1), (y0, y1) = (sorted(c) for c in zip(*corners, strict=True))
    return Rect(x0, y0, x1 - x0 + 1, y1 - y0 + 1)
