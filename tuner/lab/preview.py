"""A shot's embedded preview: its mosaic averaged over blocks, balanced and coded, at the cost of reading it once.

    code = sRGB(M min((mean DN - black) / (white - black) gain, 1))

with M from balanced camera RGB to linear Rec.709. It is made of what the sensor saw, flicker and saturation included,
and has no tone curve: a filmstrip tells shots apart by it, no more.
"""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy import float32 as f32
from numpy.typing import NDArray

from tuner.core.camera_colour import CameraColour
from tuner.core.facts import Facts
from tuner.core.jit import kernel
from tuner.core.transfer import coded

SIDE = 1024  # pixels, longest side, where the mosaic is not far longer than wide
COLOURS = {"R": 0, "G": 1, "B": 2}
_CODES = 4096  # steps of light in the table of codes: of an 8-bit step at the most one in the dark
_MOST = 256  # samples a side of a block, so that sums fit 32 bits
_STRIP = 32  # rows of the preview that a thread takes at a time


def preview_of(mosaic: NDArray[np.uint16], facts: Facts, threads: int = 1) -> NDArray[np.uint8]:
    """A mosaic in small.

    Parameters
    ----------
    mosaic : (height, width) uint16 DN, Bayer or quad-Bayer
    facts : its levels, as-shot gains and matrices; all its colours have one black level
    threads : that work on it; their number changes no byte

    Returns
    -------
    (h, w, 3) uint8 sRGB, not turned
    """
    side = math.isqrt(len(facts.cfa))
    pattern = np.array([COLOURS[c] for c in facts.cfa]).reshape(side, side)
    by = min(-(-max(mosaic.shape) // (SIDE * side)), min(mosaic.shape) // side, _MOST // side) * side
    gains = facts.camera_gains or facts.daylight_gains
    counts = np.bincount(pattern.ravel(), minlength=3) * (by // side) ** 2
    blacks = np.asarray(counts * facts.black[0], np.float32)
    scale = np.asarray(np.array(gains) / min(gains) / (counts * (facts.white - facts.black[0])), np.float32)
    matrix = np.asarray(CameraColour.of(facts).to_output(gains, "rec709"), np.float32)
    table = np.round(255 * coded(np.arange(_CODES) / (_CODES - 1), "srgb")).astype(np.uint8)
    out = np.empty((mosaic.shape[0] // by, mosaic.shape[1] // by, 3), np.uint8)

    def strip(first: int) -> None:
        rows = min(_STRIP, len(out) - first)
        _average(mosaic, by, first, rows, pattern, blacks, scale, matrix, table, out)

    with ThreadPoolExecutor(threads) as pool:
        for _ in pool.map(strip, range(0, len(out), _STRIP)):
            pass
    return out


@kernel
def _average(mosaic, by, first, rows, pattern, blacks, scale, matrix, table, out):  # type: ignore[no-untyped-def]
    """Rows `first` to `first + rows` of the preview, each pixel of `by` x `by` samples."""
    side, wide = pattern.shape[0], out.shape[1]
    columns, sums = np.empty((side, wide * by), np.uint32), np.empty((3, wide), np.uint32)
    for y in range(first, first + rows):
        columns[:] = 0
        for v in range(by):  # along memory first, row by row of the filter array
            row, total = mosaic[y * by + v], columns[v % side]
            for x in range(wide * by):
                total[x] += row[x]
        sums[:] = 0
        for v in range(side):
            for u in range(by):
                row, total = columns[v], sums[pattern[v, u % side]]
                for x in range(wide):
                    total[x] += row[x * by + u]
        _paint(sums, blacks, scale, matrix, table, out[y])


@kernel
def _paint(sums, blacks, scale, matrix, table, out):  # type: ignore[no-untyped-def]
    """One row of codes from sums of DN."""
    last = f32(table.shape[0] - 1)
    for x in range(out.shape[0]):
        red = min((f32(sums[0, x]) - blacks[0]) * scale[0], f32(1))
        green = min((f32(sums[1, x]) - blacks[1]) * scale[1], f32(1))
        blue = min((f32(sums[2, x]) - blacks[2]) * scale[2], f32(1))
        for c in range(3):
            light = matrix[c, 0] * red + matrix[c, 1] * green + matrix[c, 2] * blue
            out[x, c] = table[int(min(max(light, f32(0)), f32(1)) * last + f32(0.5))]
