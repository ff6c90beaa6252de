"""Domains: what the numbers in a buffer mean, and on which grid they lie.

Every stage states the domain it reads and the one it writes; neighbours are checked when the rack is built, so
"linear RGB" is never only a word in a comment.

Grids
-----
All positions inside the engine are *grid* positions: pixel (y, x) of the active area is grid pixel
(y + MARGIN + phase_y, x + MARGIN + phase_x), where the phase brings the red sample of every quad to an even row and
column. Grid positions are never negative, and a sample of a MOSAIC plane stands at (grid / 2).
"""

from __future__ import annotations

from enum import StrEnum

MARGIN = 128
"""Reflected pixels kept on every side of the mosaic: the largest halo, in pixels, that a whole line may ask for."""

UNIT = 8
"""Tile origins and sizes are multiples of this many pixels; every stage's `align` divides it."""


class Domain(StrEnum):
    """What a buffer holds between two stages."""

    SENSOR = "sensor"  # padded uint16 mosaic, DN as read
    MOSAIC = "mosaic"  # (4, h/2, w/2) float32 planes R, Gr, Gb, B; black 0, white 1, may exceed both
    CAMERA = "camera"  # (3, h, w) float32, camera RGB, linear, may exceed 1
    LINEAR = "linear"  # (3, h, w) float32, RGB of the output primaries, linear
    CODED = "coded"  # (3, h, w) float32, output RGB with its transfer curve, 0..1
    YCC = "ycc"  # (3, h, w) float32, Y'CbCr of CODED; Y' 0..1, Cb and Cr -0.5..0.5
    PICTURE = "picture"  # (3, h, w) float32, CODED clipped to 0..1: what leaves the engine

    @property
    def planes(self) -> int:
        """Planes of a buffer in this domain."""
        return 1 if self is Domain.SENSOR else 4 if self is Domain.MOSAIC else 3

    @property
    def scale(self) -> int:
        """Pixels between two samples of one plane (2 for the half-resolution CFA planes)."""
        return 2 if self is Domain.MOSAIC else 1


def round_up(value: int, unit: int) -> int:
    """Smallest multiple of `unit` that is not below `value`."""
    return -(-value // unit) * unit
