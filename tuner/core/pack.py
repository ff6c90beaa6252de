"""Packing: the last buffer of a tile into the picture that was asked for, turned the way it is exported.

All depths round the same float once: v * 255 + 0.5 or v * 65535 + 0.5, cut to an integer; 32 bit keeps the float.

The target is flat; `at` says where the tile's wanted part begins in it and how far the next column and the next row
are, so that any of the eight orientations is written while the tile is still in cache.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from tuner.core.intrinsics import fma
from tuner.core.jit import kernel
from tuner.core.orient import Rect, oriented_size, point_to_export
from tuner.core.pixel import part

f32 = np.float32


class Place(NamedTuple):
    """Where unrotated pixel (y, x) of a rectangle goes in the flat, oriented picture: first + y * down + x * right."""

    first: int
    down: int
    right: int


def place(rect: Rect, orientation: int) -> Place:
    """The place of a rectangle's pixels in its own exported picture."""
    width, _ = oriented_size(rect.w, rect.h, orientation)

    def index(x: int, y: int) -> int:
        u, v = point_to_export(x, y, rect.w, rect.h, orientation)
        return v * width + u

    first = index(0, 0)
    return Place(first, index(0, 1) - first if rect.h > 1 else 0, index(1, 0) - first if rect.w > 1 else 0)


@part
def word(r, g, b):  # type: ignore[no-untyped-def]
    """Three floats 0..1 to a word whose bytes are B, G, R, 255: what Qt paints fastest."""
    i = np.int32(min(max(fma(r, f32(255), f32(0.5)), f32(0)), f32(255)))
    j = np.int32(min(max(fma(g, f32(255), f32(0.5)), f32(0)), f32(255)))
    k = np.int32(min(max(fma(b, f32(255), f32(0.5)), f32(0)), f32(255)))
    return np.uint32(k | (j << np.int32(8)) | (i << np.int32(16))) | np.uint32(0xFF000000)


@part
def _words(src, i, j, o):  # type: ignore[no-untyped-def]
    for x in range(np.uint64(o.shape[0])):
        k = x + j
        o[x] = word(src[np.uint64(0), i, k], src[np.uint64(1), i, k], src[np.uint64(2), i, k])


@part
def pack8(src, dst, sy, sx, h, w, first, down, right):  # type: ignore[no-untyped-def]
    """(3, ., .) float32 0..1 -> flat uint32 words."""
    row = np.empty(0 if right == 1 else w, np.uint32)
    for y in range(h):
        start = first + y * down
        _words(src, np.uint64(sy + y), np.uint64(sx), dst[start : start + w] if right == 1 else row)
        if right != 1:
            for x in range(w):
                dst[start + x * right] = row[x]


@kernel
def pack16(src, dst, sy, sx, h, w, first, down, right):  # type: ignore[no-untyped-def]
    """(3, ., .) float32 0..1 -> flat (., 3) uint16."""
    for y in range(h):
        for c in range(3):
            s = src[c, sy + y][sx : sx + w]
            for x in range(w):
                v = min(max(s[x] * f32(65535) + f32(0.5), f32(0)), f32(65535))
                dst[first + y * down + x * right, c] = np.uint16(np.int32(v))


@kernel
def pack32(src, dst, sy, sx, h, w, first, down, right):  # type: ignore[no-untyped-def]
    """(3, ., .) float32 -> flat (., 3) float32, as it is."""
    for y in range(h):
        for c in range(3):
            s = src[c, sy + y][sx : sx + w]
            for x in range(w):
                dst[first + y * down + x * right, c] = s[x]


@kernel
def pack_mosaic(src, dst, sy, sx, h, w, first, down, right):  # type: ignore[no-untyped-def]
    """(4, ., .) float32 planes -> flat (., 1) float32, each sample at its place in the mosaic."""
    for y in range(h):
        for x in range(w):
            gy = sy + y
            gx = sx + x
            dst[first + y * down + x * right, 0] = src[2 * (gy & 1) + (gx & 1), gy >> 1, gx >> 1]
