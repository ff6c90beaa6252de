"""Kept planes: what a stage leaves as it is, carried over for it."""

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
