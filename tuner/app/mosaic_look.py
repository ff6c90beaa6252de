"""A mosaic behind a stage as a picture, looked at as the raw pane looks at the raw: CFA colours, grey, or one plane.

    shown = sRGB code of the sample, clipped to 0..1

A plane's sample fills its quad. Of CFA colours, where every pixel lights one channel alone, the average of a small view
must count each colour by its own samples: it is taken from quads, which hold all colours.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tuner.core.display import srgb_code
from tuner.core.frame import Frame
from tuner.core.orient import point_to_sensor
from tuner.core.rawview import PLANES, Mode
from tuner.measure.taps import plane_at

Codes = NDArray[np.uint8]


def mosaic_look(values: NDArray[np.float32], frame: Frame, mode: Mode) -> tuple[Codes, Codes | None]:
    """The picture of a mosaic.

    Parameters
    ----------
    values : (h, w) float32, the samples as exported

    Returns
    -------
    (h, w, 4) uint8 B, G, R, 255; and, of CFA colours, (h / 2, w / 2, 4) with each quad as one pixel
    """
    codes = np.asarray(srgb_code(values) * np.float32(255) + np.float32(0.5)).astype(np.uint8)
    out = np.full((*codes.shape, 4), 255, np.uint8)
    if mode == "grey":
        out[..., :3] = codes[..., None]
        return out, None
    at = {plane_at(frame, i & 1, i >> 1): (i >> 1, i & 1) for i in range(4)}
    sites = {plane: codes[y::2, x::2] for plane, (y, x) in at.items()}
    if mode != "cfa":
        plane = PLANES.index(mode)
        rows, columns = (_nearest(codes.shape[axis], at[plane][axis], _first_quad(frame, axis)) for axis in (0, 1))
        out[..., :3] = codes[rows[:, None], columns][..., None]
        return out, None
    out[..., :3] = 0
    for plane, (y, x) in at.items():
        out[y::2, x::2, (2, 1, 1, 0)[plane]] = sites[plane]
    tall, wide = (min(site.shape[axis] for site in sites.values()) for axis in (0, 1))
    red, green_r, green_b, blue = (sites[plane][:tall, :wide].astype(np.uint16) for plane in range(4))
    quads = np.full((tall, wide, 4), 255, np.uint8)
    for channel, light in enumerate((blue, (green_r + green_b + 1) // 2, red)):
        quads[..., channel] = light
    return out, quads if quads.size else None


def _nearest(size: int, parity: int, start: int) -> NDArray[np.intp]:
    """For each row (column), that of the same quad which holds the plane; quads begin at the parity `start`."""
    at = np.arange(size)
    own = at - (at - start) % 2 + (parity - start) % 2
    last = size - 1 - (size - 1 - parity) % 2
    return np.asarray(np.clip(own, parity, max(last, 0)), np.intp)


def _first_quad(frame: Frame, axis: int) -> int:
    """The parity of the rows (0) or columns (1), as exported, at which quads of the colour filter begin."""
    facts = frame.facts
    size = (facts.width, facts.height, facts.orientation)
    first, second = point_to_sensor(0, 0, *size), point_to_sensor(*((0, 1) if axis == 0 else (1, 0)), *size)
    along = 0 if first[0] != second[0] else 1  # the sensor's axis that is walked
    return (min(first[along], second[along]) + frame.origin[1 - along]) & 1
