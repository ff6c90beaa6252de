"""Gain maps out: lens shading as the bytes of OpcodeList2.

One map a CFA site, each over every second row and column; one map over all pixels for a sensor without filters, and one
for each of the sixteen sites of a quad-Bayer sensor.

Source: Adobe (2023), Digital Negative Specification 1.7.1, chapter 7 "Opcode List Processing"; GainMap is opcode 9.
"""

from __future__ import annotations

import math
import struct

import numpy as np

from tuner.core.facts import Facts, Shading
from tuner.files.opcodes import GAIN_MAP

_VERSION = (1, 3, 0, 0)  # of the specification that first has the opcode
_OPTIONAL = 1  # a reader that does not know it may go on


def gain_maps(facts: Facts, shading: Shading) -> bytes:
    """The list, big-endian as it is in every file.

    Parameters
    ----------
    shading : gains of R, Gr, Gb, B on a grid of the active area
    """
    side = 1 if facts.mono else math.isqrt(len(facts.cfa))
    maps = [
        _opcode(facts, shading, plane, *divmod(site, side), side)
        for site, plane in enumerate((0,) if facts.mono else facts.planes)
    ]
    return struct.pack(">I", len(maps)) + b"".join(maps)


def _opcode(facts: Facts, shading: Shading, plane: int, top: int, left: int, pitch: int) -> bytes:
    gains = np.asarray(shading.gains[plane], ">f4")
    rows, columns = gains.shape
    area = struct.pack(">8I", top, left, facts.height, facts.width, 0, 1, pitch, pitch)
    spacing = ((shading.bottom - shading.top) / max(rows - 1, 1), (shading.right - shading.left) / max(columns - 1, 1))
    grid = struct.pack(">2I4dI", rows, columns, *spacing, shading.top, shading.left, 1)
    body = area + grid + gains.tobytes()
    return struct.pack(">I4B2I", GAIN_MAP, *_VERSION, _OPTIONAL, len(body)) + body
