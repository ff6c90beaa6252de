"""What is kept: planes that a stage leaves as they are, carried over for it, and rows that two tiles share."""

from __future__ import annotations

import numpy as np

from tuner.core.jit import kernel


@kernel
def pass_on(src, out, plane):  # type: ignore[no-untyped-def]
    """One plane of src, without its margin, into out."""
    m, p = np.uint64((src.shape[1] - out.shape[1]) // 2), np.uint64(plane)
    for y in range(np.uint64(out.shape[1])):
        for x in range(np.uint64(out.shape[2])):
            out[p, y, x] = src[p, y + m, x + m]


@kernel
def joins(above, tile):  # type: ignore[no-untyped-def]
    """Whether a tile lies right below another, is as wide, and no higher."""
    return above[0] + above[2] == tile[0] and above[1] == tile[1] and above[3] == tile[3] and above[2] >= tile[2]


@kernel
def move_up(old, new, rows):  # type: ignore[no-untyped-def]
    """The last rows of every plane to its top, in the same memory; the planes are of no more rows then."""
    first = old.shape[1] - rows
    for p in range(new.shape[0]):
        for y in range(rows):
            s, o = old[p, first + y], new[p, y]
            for x in range(new.shape[2]):
                o[x] = s[x]
