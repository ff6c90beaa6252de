"""Orientation: the eight Exif ways a picture may lie, applied when pixels leave the engine.

Inside the engine everything is in unrotated active-area pixels; `--crop`, `--region` and the probe's text speak of the
picture as exported.

Source: JEITA CP-3451C (Exif 2.3), tag 274.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_TRANSPOSED = (5, 6, 7, 8)


class Rect(NamedTuple):
    """A rectangle of pixels: left, top, width, height."""

    x: int
    y: int
    w: int
    h: int


def oriented_size(width: int, height: int, orientation: int) -> tuple[int, int]:
    """(width, height) of the exported picture."""
    return (height, width) if orientation in _TRANSPOSED else (width, height)


def orient(picture: NDArray[np.generic], orientation: int) -> NDArray[np.generic]:
    """The picture as it is to be shown: a C-contiguous array (the same one for orientation 1).

    Parameters
    ----------
    picture : (h, w, ...) array, unrotated
    """
    rows, columns = {
        1: (1, 1), 2: (1, -1), 3: (-1, -1), 4: (-1, 1), 5: (1, 1), 6: (-1, 1), 7: (-1, -1), 8: (1, -1),
    }[orientation]  # fmt: skip
    flipped = picture[::rows, ::columns]
    return np.ascontiguousarray(flipped.swapaxes(0, 1) if orientation in _TRANSPOSED else flipped)


def to_sensor(rect: Rect, width: int, height: int, orientation: int) -> Rect:
    """The unrotated rectangle that `rect` of the exported picture shows.

    Parameters
    ----------
    width, height : size of the unrotated active area
    """
    corners = [_point(rect.x, rect.y, width, height, orientation)]
    corners.append(_point(rect.x + rect.w - 1, rect.y + rect.h - 1, width, height, orientation))
    (x0, x1), (y0, y1) = (sorted(c) for c in zip(*corners, strict=True))
    return Rect(x0, y0, x1 - x0 + 1, y1 - y0 + 1)


def _point(x: int, y: int, width: int, height: int, orientation: int) -> tuple[int, int]:
    right, bottom = width - 1 - x, height - 1 - y
    if orientation in _TRANSPOSED:
        right, bottom = width - 1 - y, height - 1 - x
    return {
        1: (x, y), 2: (right, y), 3: (right, bottom), 4: (x, bottom),
        5: (y, x), 6: (y, bottom), 7: (right, bottom), 8: (right, x),
    }[orientation]  # fmt: skip


def point_to_sensor(x: int, y: int, width: int, height: int, orientation: int) -> tuple[int, int]:
    """The unrotated pixel (x, y) that pixel (x, y) of the exported picture shows."""
    return _point(x, y, width, height, orientation)


def point_to_export(x: int, y: int, width: int, height: int, orientation: int) -> tuple[int, int]:
    """The pixel (x, y) of the exported picture that shows unrotated pixel (x, y)."""
    right, bottom = width - 1 - x, height - 1 - y
    return {
        1: (x, y), 2: (right, y), 3: (right, bottom), 4: (x, bottom),
        5: (y, x), 6: (bottom, x), 7: (bottom, right), 8: (y, right),
    }[orientation]  # fmt: skip
