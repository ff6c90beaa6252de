"""Packing: the last buffer of a tile into the picture that was asked for.

All depths round the same float once: v * 255 + 0.5 or v * 65535 + 0.5, cut to an integer; 32 bit keeps the float.
"""

from __future__ import annotations

import numpy as np

from tuner.core.jit import kernel

f32 = np.float32


@kernel
def pack8(src, dst, sy, sx, dy, dx, h, w):  # type: ignore[no-untyped-def]
    """(3, ., .) float32 0..1 -> (., .) uint32 words whose bytes are B, G, R, 255: what Qt paints fastest."""
    for y in range(h):
        r = src[0, sy + y][sx : sx + w]
        g = src[1, sy + y][sx : sx + w]
        b = src[2, sy + y][sx : sx + w]
        o = dst[dy + y][dx : dx + w]
        for x in range(w):
            i = np.int32(min(max(r[x] * f32(255) + f32(0.5), f32(0)), f32(255)))
            j = np.int32(min(max(g[x] * f32(255) + f32(0.5), f32(0)), f32(255)))
            k = np.int32(min(max(b[x] * f32(255) + f32(0.5), f32(0)), f32(255)))
            o[x] = np.uint32(k | (j << np.int32(8)) | (i << np.int32(16))) | np.uint32(0xFF000000)


@kernel
def pack16(src, dst, sy, sx, dy, dx, h, w):  # type: ignore[no-untyped-def]
    """(3, ., .) float32 0..1 -> (., ., 3) uint16."""
    for y in range(h):
        for c in range(3):
            s = src[c, sy + y][sx : sx + w]
            for x in range(w):
                v = min(max(s[x] * f32(65535) + f32(0.5), f32(0)), f32(65535))
                dst[dy + y, dx + x, c] = np.uint16(np.int32(v))


@kernel
def pack32(src, dst, sy, sx, dy, dx, h, w):  # type: ignore[no-untyped-def]
    """(3, ., .) float32 -> (., ., 3) float32, as it is."""
    for y in range(h):
        for c in range(3):
            s = src[c, sy + y][sx : sx + w]
            for x in range(w):
                dst[dy + y, dx + x, c] = s[x]


@kernel
def pack_mosaic(src, dst, sy, sx, dy, dx, h, w):  # type: ignore[no-untyped-def]
    """(4, ., .) float32 planes -> (., ., 1) float32, each sample at its place in the mosaic."""
    for y in range(h):
        for x in range(w):
            gy = sy + y
            gx = sx + x
            dst[dy + y, dx + x, 0] = src[2 * (gy & 1) + (gx & 1), gy >> 1, gx >> 1]
