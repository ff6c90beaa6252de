"""Widths: how wide the buffers of a tile are, so that every row begins on a cache line.

A row of a buffer holds what the stages behind it read, and then up to `LINE` - 1 samples more at its right, so that
rows are whole cache lines: vector stores that straddle two lines, and the odd samples at the end of a row, cost a
pixel-by-pixel stage a fifth (0.42 against 0.33 ns a pixel for a matrix, 0.31 against 0.21 in the innermost cache).
What the additional samples hold is never looked at.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tuner.core.chain import Chain
from tuner.core.domain import MARGIN, UNIT

LINE = 16
"""Samples (float32) of a cache line of 64 bytes."""


def margins_of(chain: Chain) -> NDArray[np.int64]:
    """(steps, 4): margins of each step's source and target, and what their widths are multiples of; pixels."""
    steps = [(s.margin_in, s.margin_out, LINE * s.stage.reads.scale, LINE * s.stage.writes.scale) for s in chain.steps]
    margins = np.array(steps, np.int64)
    columns = range(UNIT, 2 * LINE + 1, UNIT)  # every remainder
    if max(widths(margins, c)[0] - c for c in columns) - chain.steps[0].margin_in > MARGIN:
        margins[:, 2:] = 1  # the mosaic does not reach that far: rows as they come
    return margins


def widths(margins: NDArray[np.int64], columns: int) -> list[int]:
    """Widths in pixels of the first source and of every step's target, for a tile of so many columns."""
    rows = margins.tolist()
    wide = [_up(columns + 2 * rows[-1][1], rows[-1][3])]
    for margin_in, margin_out, unit, _ in reversed(rows):
        wide.append(_up(wide[-1] + 2 * (margin_in - margin_out), unit))
    return wide[::-1]


def _up(value: int, unit: int) -> int:
    return -(-value // unit) * unit


def aligned(size: int) -> NDArray[np.float32]:
    """(size,) float32 zeros that begin on a cache line; zeros, for what is beside a tile must be finite too."""
    memory = np.zeros(size + LINE, np.float32)
    start = -memory.ctypes.data // memory.itemsize % LINE
    return memory[start : start + size]
