"""Small DNG files with tags of any kind, written with tifffile and independent of the project's own writer."""

from __future__ import annotations

import io
import struct
from typing import Any

import numpy as np
import tifffile
from numpy.typing import NDArray

SHAPE = (32, 64)
CODES = {"R": 0, "G": 1, "B": 2}
DN = {"R": 1000, "G": 2000, "B": 3000}

BASE: dict[int, tuple[str, int, Any]] = {
    33421: ("H", 2, (2, 2)),  # CFARepeatPatternDim
    33422: ("B", 4, bytes([0, 1, 1, 2])),  # CFAPattern
    50706: ("B", 4, bytes([1, 4, 0, 0])),  # DNGVersion
    50708: ("s", 0, "Maker Tiny One"),  # UniqueCameraModel
    50717: ("H", 1, 4095),  # WhiteLevel
    50721: ("2i", 9, (1, 1, 0, 1, 0, 1, 0, 1, 1, 1, 0, 1, 0, 1, 0, 1, 1, 1)),  # ColorMatrix1: identity
    50728: ("2I", 3, (1, 2, 1, 1, 2, 3)),  # AsShotNeutral: gains 2, 1, 1.5
    50778: ("H", 1, 21),  # CalibrationIlluminant1: D65
}

Tag = tuple[str, int, Any]


def dng(mosaic: NDArray[np.uint16] | None = None, tags: dict[int, Tag | None] | None = None, **imwrite: Any) -> bytes:
    """A DNG of the base tags overlaid with `tags` (None removes one)."""
    mosaic = ramp() if mosaic is None else mosaic
    entries = {code: tag for code, tag in (BASE | (tags or {})).items() if tag is not None}
    extra = [(code, *tag, False) for code, tag in entries.items()]
    file = io.BytesIO()
    tifffile.imwrite(file, mosaic, photometric=32803, extratags=extra, metadata=None, **imwrite)
    return file.getvalue()


def ramp(shape: tuple[int, int] = SHAPE) -> NDArray[np.uint16]:
    """Every pixel another value."""
    return np.arange(shape[0] * shape[1], dtype=np.uint16).reshape(shape)


def coloured(cfa: str, top: int, left: int, shape: tuple[int, int] = SHAPE) -> NDArray[np.uint16]:
    """Each site holds `DN` of its colour when `cfa` starts at (top, left)."""
    y, x = np.mgrid[0 : shape[0], 0 : shape[1]]
    tile = np.array([DN[c] for c in cfa], np.uint16).reshape(2, 2)
    return tile[(y - top) % 2, (x - left) % 2]


def pattern(cfa: str) -> Tag:
    """A CFAPattern tag."""
    return ("B", 4, bytes(CODES[c] for c in cfa))


def gain_map(
    top: int,
    left: int,
    gains: NDArray[np.float64],
    *,
    bottom: int = SHAPE[0],
    right: int = SHAPE[1],
    pitch: int = 2,
    spacing: tuple[float, float] | None = None,
    origin: tuple[float, float] = (0.0, 0.0),
) -> tuple[int, bytes]:
    """The GainMap opcode."""
    rows, columns = gains.shape
    spacing = spacing or (1 / max(rows - 1, 1), 1 / max(columns - 1, 1))
    head = struct.pack(">10I", top, left, bottom, right, 0, 1, pitch, pitch, rows, columns)
    return 9, head + struct.pack(">4dI", *spacing, *origin, 1) + gains.astype(">f4").tobytes()


def opcodes(*codes: tuple[int, bytes]) -> bytes:
    """An opcode list."""
    parts = [struct.pack(">4I", code, 0x01030000, 0, len(body)) + body for code, body in codes]
    return struct.pack(">I", len(codes)) + b"".join(parts)


def block(data: bytes) -> Tag:
    """A tag of undefined bytes."""
    return ("B", len(data), data)
