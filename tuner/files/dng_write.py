"""DNG out: a mosaic and its facts as a Digital Negative that other programs read.

One strip, uncompressed or lossless JPEG, IFD0 with the DNG tags, and an Exif IFD. The layout is header, strip, Exif
IFD, IFD0, so that every offset is known when it is written.

Source: Adobe (2023), Digital Negative Specification 1.7.1; Adobe (1992), TIFF Revision 6.0; ITU-T T.81 (lossless
process 14).
"""

from __future__ import annotations

import struct
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tuner.core.facts import IDENTITY, Facts
from tuner.core.param import Matrix3
from tuner.files.atomic import write_atomic
from tuner.files.lights import nearest_standard

_CODES = {"R": 0, "G": 1, "B": 2}
_BYTE, _ASCII, _SHORT, _LONG, _RATIONAL, _SRATIONAL, _DOUBLE = 1, 2, 3, 4, 5, 10, 12
_FORMATS = {_BYTE: "B", _SHORT: "H", _LONG: "I", _DOUBLE: "d"}
_HEADER = 8

Tag = tuple[int, int, Any]  # number, type, values


def write_dng(path: Path, mosaic: NDArray[np.uint16], facts: Facts, *, compress: bool = True) -> None:
    """Write a Bayer mosaic.

    Parameters
    ----------
    mosaic : (height, width) uint16, DN, in the order `facts.cfa` names
    compress : lossless JPEG (compression 7) instead of plain 16-bit samples

    Raises
    ------
    ValueError : the size is not what the facts say
    FileError : the file cannot be written; nothing is left behind
    """
    if mosaic.shape != (facts.height, facts.width):
        raise ValueError(f"the facts say {facts.width} x {facts.height}, the mosaic is {mosaic.shape}")
    strip = _lossless_jpeg(mosaic) if compress else np.ascontiguousarray(mosaic, "<u2").tobytes()
    strip += b"\0" * (len(strip) % 2)
    exif_at = _HEADER + len(strip)
    exif = _ifd(_exif_tags(facts), exif_at)
    ifd0 = _ifd([*_image_tags(facts, len(strip), compress, exif_at), *_colour_tags(facts)], exif_at + len(exif))
    write_atomic(path, struct.pack("<2sHI", b"II", 42, exif_at + len(exif)) + strip + exif + ifd0)


def _lossless_jpeg(mosaic: NDArray[np.uint16]) -> bytes:
    import imagecodecs

    return bytes(imagecodecs.ljpeg_encode(np.ascontiguousarray(mosaic), bitspersample=16))


def _image_tags(facts: Facts, length: int, compress: bool, exif_at: int) -> list[Tag]:
    return [
        (254, _LONG, [0]),  # NewSubfileType: the main picture
        (256, _LONG, [facts.width]),
        (257, _LONG, [facts.height]),
        (258, _SHORT, [16]),
        (259, _SHORT, [7 if compress else 1]),
        (262, _SHORT, [32803]),  # PhotometricInterpretation: CFA
        (271, _ASCII, facts.make or "unknown"),
        (272, _ASCII, facts.model or "unknown"),
        (273, _LONG, [_HEADER]),  # StripOffsets
        (274, _SHORT, [facts.orientation]),
        (277, _SHORT, [1]),
        (278, _LONG, [facts.height]),
        (279, _LONG, [length]),
        (305, _ASCII, "ISP Tuner"),
        (33421, _SHORT, [2, 2]),
        (33422, _BYTE, [_CODES[c] for c in facts.cfa]),
        (34665, _LONG, [exif_at]),
        (50706, _BYTE, [1, 4, 0, 0]),
        (50707, _BYTE, [1, 1, 0, 0]),
        (50708, _ASCII, facts.camera or "unknown"),
        (50710, _BYTE, [0, 1, 2]),
        (50711, _SHORT, [1]),
        (50829, _LONG, [0, 0, facts.height, facts.width]),
    ]


def _colour_tags(facts: Facts) -> list[Tag]:
    order = [0, 1, 2, 3]  # R, Gr, Gb, B at their places in the 2x2
    py, px = facts.phase
    places = [order[2 * ((y + py) % 2) + (x + px) % 2] for y in range(2) for x in range(2)]
    gains = facts.camera_gains or facts.daylight_gains
    tags: list[Tag] = [
        (50713, _SHORT, [2, 2]),
        (50714, _RATIONAL, [facts.black[p] for p in places]),
        (50717, _LONG, [round(facts.white)]),
        (50727, _RATIONAL, list(facts.analog_balance)),
        (50728, _RATIONAL, [1 / g for g in gains]),
        (50730, _SRATIONAL, [facts.baseline_exposure]),
    ]
    calibrations = facts.calibrations[:2]
    for i, calibration in enumerate(calibrations):
        tags.append((50721 + i, _SRATIONAL, _flat(calibration.color_matrix)))
        tags.append((50778 + i, _SHORT, [nearest_standard(calibration.temperature)]))
        if calibration.camera_calibration != IDENTITY:
            tags.append((50723 + i, _SRATIONAL, _flat(calibration.camera_calibration)))
        if calibration.forward_matrix is not None:
            tags.append((50964 + i, _SRATIONAL, _flat(calibration.forward_matrix)))
    if facts.noise:
        red, green_r, _, blue = facts.noise
        tags.append((51041, _DOUBLE, [*red, *green_r, *blue]))
    return tags


def _exif_tags(facts: Facts) -> list[Tag]:
    tags: list[Tag] = [(36864, _BYTE, list(b"0230"))]
    numbers = ((33434, facts.exposure_s), (33437, facts.aperture), (37386, facts.focal_mm))
    tags += [(number, _RATIONAL, [value]) for number, value in numbers if value is not None]
    if facts.iso is not None:
        tags.append((34855, _SHORT, [min(round(facts.iso), 65535)]))
    if facts.lens:
        tags.append((42036, _ASCII, facts.lens))
    return tags


def _flat(matrix: Matrix3) -> list[float]:
    return [v for row in matrix for v in row]


def _ifd(tags: list[Tag], offset: int) -> bytes:
    """The directory and, behind it, the values that do not fit in four bytes."""
    tags = sorted(tags)
    overflow_at = offset + 2 + 12 * len(tags) + 4
    entries, overflow = b"", b""
    for number, kind, values in tags:
        data, count = _encoded(kind, values)
        if len(data) > 4:
            pointer = struct.pack("<I", overflow_at + len(overflow))
            overflow += data + b"\0" * (len(data) % 2)
        else:
            pointer = data.ljust(4, b"\0")
        # Exif's version is of type UNDEFINED, which differs from BYTE only in name
        entries += struct.pack("<HHI", number, 7 if number == 36864 else kind, count) + pointer
    return struct.pack("<H", len(tags)) + entries + struct.pack("<I", 0) + overflow


def _encoded(kind: int, values: Any) -> tuple[bytes, int]:
    if kind == _ASCII:
        data = values.encode("ascii", "replace") + b"\0"
        return data, len(data)
    if kind in (_RATIONAL, _SRATIONAL):
        code = "<II" if kind == _RATIONAL else "<ii"
        return b"".join(struct.pack(code, *_ratio(v)) for v in values), len(values)
    return struct.pack(f"<{len(values)}{_FORMATS[kind]}", *values), len(values)


def _ratio(value: float) -> tuple[int, int]:
    fraction = Fraction(float(value)).limit_denominator(1_000_000)
    return fraction.numerator, fraction.denominator
