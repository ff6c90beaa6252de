"""Opcode lists of a DNG: the gain maps of list 2 become lens shading, everything else is named as not applied.

A list comes from a stranger: every length is checked against the block before it is used.

Source: Adobe (2023), Digital Negative Specification 1.7.1, chapter 7 "Opcode List Processing"; GainMap is opcode 9.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tuner.core.facts import Shading, planes_of
from tuner.core.param import MAX_TABLE, Grid
from tuner.files.tags import Tags

LISTS = (51008, 51009, 51022)  # OpcodeList1..3
GAIN_MAP = 9
MAX_OPCODES = 256
MAX_GAIN = 64.0
MIN_SPAN = 1e-6  # of the active area, between the first and the last node

NAMES = {
    1: "lens warp",
    2: "lens warp (fisheye)",
    3: "radial vignette",
    4: "bad pixel",
    5: "bad pixel list",
    6: "trim bounds",
    7: "table",
    8: "polynomial",
    9: "shading",
    10: "row offset",
    11: "column offset",
    12: "row scale",
    13: "column scale",
    14: "lens warp",
}


@dataclass(frozen=True)
class GainMap:
    """One gain map; positions are fractions of the active area, gains (rows, columns) float64."""

    top: int
    left: int
    bottom: int
    right: int
    pitch: tuple[int, int]
    origin: tuple[float, float]
    spacing: tuple[float, float]
    gains: NDArray[np.float64]


def read_opcodes(tags: Tags, cfa: str, height: int, width: int, notices: list[str]) -> Shading | None:
    """The lens shading of list 2, and a notice for each kind of opcode that is not applied.

    Parameters
    ----------
    cfa, height, width : the active area's pattern and size, in which the maps' rectangles are stated
    """
    maps: list[bytes] = []
    left_out: list[int] = []
    for number, code in enumerate(LISTS, 1):
        for opcode, body in _opcodes(tags.holder(code).block(code)):
            if opcode == GAIN_MAP and number == 2:
                maps.append(body)
            else:
                left_out.append(opcode)
    shading = _shading([m for m in map(_gain_map, maps) if m is not None], len(maps), cfa, height, width)
    if maps and shading is None:
        left_out.append(GAIN_MAP)
    notices += dict.fromkeys(f"{NAMES.get(o, f'unknown ({o})')} opcode present, not applied" for o in left_out)
    return shading


def _opcodes(block: bytes) -> Iterator[tuple[int, bytes]]:
    """(opcode, parameters) of a list, big-endian whatever the file's order; stops where the block ends early."""
    if len(block) < 4:
        return
    at = 4
    for _ in range(min(struct.unpack_from(">I", block)[0], MAX_OPCODES)):
        if at + 16 > len(block):
            return
        opcode, _version, _flags, size = struct.unpack_from(">4I", block, at)
        at += 16
        if at + size > len(block):
            return
        yield opcode, block[at : at + size]
        at += size


def _gain_map(body: bytes) -> GainMap | None:
    """One map for one plane; None when a number in it cannot be right."""
    if len(body) < 76:
        return None
    top, left, bottom, right, plane, planes, dy, dx, rows, columns = struct.unpack_from(">10I", body)
    spacing_v, spacing_h, origin_v, origin_h, map_planes = struct.unpack_from(">4dI", body, 40)
    if plane != 0 or planes < 1 or map_planes != 1 or not (0 < rows <= MAX_TABLE and 0 < columns <= MAX_TABLE):
        return None
    if 4 * rows * columns > MAX_TABLE or len(body) < 76 + 4 * rows * columns:
        return None
    numbers = (spacing_v, spacing_h, origin_v, origin_h)
    if not np.isfinite(numbers).all() or max(map(abs, numbers)) > 16 or min(spacing_v, spacing_h) < 0:
        return None
    gains = np.frombuffer(body, ">f4", rows * columns, 76).astype(np.float64).reshape(rows, columns)
    if not np.isfinite(gains).all() or gains.min() <= 0 or gains.max() > MAX_GAIN:
        return None
    return GainMap(top, left, bottom, right, (dy, dx), (origin_v, origin_h), (spacing_v, spacing_h), gains)


def _shading(maps: list[GainMap], stated: int, cfa: str, height: int, width: int) -> Shading | None:
    """Four planes R, Gr, Gb, B, if the maps cover each CFA site of the whole active area exactly once, on one grid."""
    if not maps or len(maps) != stated:
        return None
    first, side = maps[0], math.isqrt(len(cfa))
    of_site: dict[int, GainMap] = {}
    for m in maps:
        same = (m.gains.shape, m.origin, m.spacing) == (first.gains.shape, first.origin, first.spacing)
        covered = _sites(m, height, width, side)
        if not same or not covered or of_site.keys() & covered:
            return None
        of_site |= dict.fromkeys(covered, m)
    if len(of_site) != side * side:
        return None
    at = [planes_of(cfa).index(plane) if plane in planes_of(cfa) else 0 for plane in range(4)]
    planes = np.stack([of_site[site].gains for site in at])
    (top, bottom), (left, right) = (_ends(first, axis) for axis in (0, 1))
    if planes.shape[1] == 1:  # one node holds everywhere; two of it span the area
        planes = np.repeat(planes, 2, 1)
    if planes.shape[2] == 1:
        planes = np.repeat(planes, 2, 2)
    if not (bottom - top > MIN_SPAN and right - left > MIN_SPAN) or planes.size > MAX_TABLE:
        return None
    grid: Grid = tuple(tuple(tuple(row) for row in plane) for plane in planes.tolist())
    return Shading(grid, top, left, bottom, right)


def _ends(m: GainMap, axis: int) -> tuple[float, float]:
    """Positions of the first and the last node along an axis."""
    count, origin = m.gains.shape[axis], m.origin[axis]
    return (0.0, 1.0) if count == 1 else (origin, origin + (count - 1) * m.spacing[axis])


def _sites(m: GainMap, height: int, width: int, side: int) -> set[int]:
    """Positions in the active area's first filters (side x side) that a map covers; empty unless it reaches every one."""
    most = max(side, 2)
    whole = m.top < most and m.left < most and m.bottom >= height - most + 1 and m.right >= width - most + 1
    if not whole or m.pitch not in ((1, 1), (side, side)) or (m.pitch == (1, 1) and (m.top or m.left)):
        return set()
    return set(range(side * side)) if m.pitch == (1, 1) else {side * m.top + m.left}
