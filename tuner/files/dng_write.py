"""DNG out: a mosaic and its facts as a Digital Negative that other programs read.

One strip, uncompressed or lossless JPEG, IFD0 with the DNG tags, an Exif IFD and, where a preview is given, an IFD
below IFD0 that holds it as a JPEG. The layout is header, strip, preview, Exif IFD, preview IFD, IFD0, so that every
offset is known when it is written. Lens shading is written as the gain maps of OpcodeList2.

Source: Adobe (2023), Digital Negative Specification 1.7.1; Adobe (1992), TIFF Revision 6.0; ITU-T T.81 (lossless
process 14); CIPA DC-008 (2019), Exif 2.32.
"""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tuner.core.facts import IDENTITY, Facts
from tuner.core.param import Matrix3
from tuner.files.atomic import write_atomic
from tuner.files.lights import nearest_standard
from tuner.files.opcodes_write import gain_maps
from tuner.files.tiff import (
    ASCII,
    BYTE,
    DOUBLE,
    HEADER,
    LONG,
    RATIONAL,
    SHORT,
    SRATIONAL,
    UNDEFINED,
    Tag,
    directory,
    even,
    header,
)

_CODES = {"R": 0, "G": 1, "B": 2}
_CFA, _LINEAR_RAW, _YCBCR = 32803, 34892, 6  # PhotometricInterpretation
_LOSSLESS, _PLAIN = 7, 1  # Compression; 7 is JPEG, of whatever process
PREVIEW_QUALITY = 90


def write_dng(
    path: Path,
    mosaic: NDArray[np.uint16],
    facts: Facts,
    *,
    compress: bool = True,
    preview: NDArray[np.uint8] | None = None,
) -> None:
    """Write a mosaic.

    Parameters
    ----------
    mosaic : (height, width) uint16, DN, in the order `facts.cfa` names: 2x2, 4x4 (quad-Bayer), or no filters at all
    compress : lossless JPEG (compression 7) instead of plain 16-bit samples
    preview : (h, w, 3) uint8 sRGB, not turned (the file's orientation turns it with the mosaic), or None

    Raises
    ------
    ValueError : the size is not what the facts say
    FileError : the file cannot be written; nothing is left behind
    """
    if mosaic.shape != (facts.height, facts.width):
        raise ValueError(f"the facts say {facts.width} x {facts.height}, the mosaic is {mosaic.shape}")
    plain = np.ascontiguousarray(mosaic, "<u2")
    strip = even(_lossless_jpeg(plain) if compress else plain.tobytes())
    jpeg = b"" if preview is None else even(_jpeg(preview))
    exif_at = HEADER + len(strip) + len(jpeg)
    exif = directory(_exif_tags(facts), exif_at)
    below_at = exif_at + len(exif)
    below = b"" if preview is None else directory(_preview_tags(preview, HEADER + len(strip), len(jpeg)), below_at)
    tags = [*_image_tags(facts, len(strip), compress, exif_at), *_filter_tags(facts), *_colour_tags(facts)]
    if preview is not None:
        tags.append((330, LONG, [below_at]))  # SubIFDs
    ifd0_at = below_at + len(below)
    write_atomic(path, header(ifd0_at) + strip + jpeg + exif + below + directory(tags, ifd0_at))


def _lossless_jpeg(mosaic: NDArray[np.uint16]) -> bytes:
    import imagecodecs

    return bytes(imagecodecs.ljpeg_encode(mosaic, bitspersample=16))


def _jpeg(picture: NDArray[np.uint8]) -> bytes:
    import imagecodecs

    return bytes(imagecodecs.jpeg8_encode(np.ascontiguousarray(picture), level=PREVIEW_QUALITY))


def _preview_tags(picture: NDArray[np.uint8], at: int, length: int) -> list[Tag]:
    height, width = picture.shape[:2]
    return [
        (254, LONG, [1]),  # NewSubfileType: a smaller version
        (256, LONG, [width]),
        (257, LONG, [height]),
        (258, SHORT, [8, 8, 8]),
        (259, SHORT, [_LOSSLESS]),
        (262, SHORT, [_YCBCR]),
        (273, LONG, [at]),
        (277, SHORT, [3]),
        (278, LONG, [height]),
        (279, LONG, [length]),
        (50970, LONG, [2]),  # PreviewColorSpace: sRGB
    ]


def _image_tags(facts: Facts, length: int, compress: bool, exif_at: int) -> list[Tag]:
    return [
        (254, LONG, [0]),  # NewSubfileType: the main picture
        (256, LONG, [facts.width]),
        (257, LONG, [facts.height]),
        (258, SHORT, [16]),
        (259, SHORT, [_LOSSLESS if compress else _PLAIN]),
        (262, SHORT, [_LINEAR_RAW if facts.mono else _CFA]),
        (271, ASCII, facts.make or "unknown"),
        (272, ASCII, facts.model or "unknown"),
        (273, LONG, [HEADER]),  # StripOffsets
        (274, SHORT, [facts.orientation]),
        (277, SHORT, [1]),
        (278, LONG, [facts.height]),
        (279, LONG, [length]),
        (305, ASCII, "ISP Tuner"),
        (34665, LONG, [exif_at]),
        (50706, BYTE, [1, 4, 0, 0]),
        (50707, BYTE, [1, 1, 0, 0]),
        (50708, ASCII, facts.camera or "unknown"),
        (50717, LONG, [round(facts.white)]),
        (50730, SRATIONAL, [facts.baseline_exposure]),
        (50829, LONG, [0, 0, facts.height, facts.width]),
    ]


def _filter_tags(facts: Facts) -> list[Tag]:
    """The filter array, and the black level and shading of its sites."""
    if facts.mono:
        tags: list[Tag] = [(50713, SHORT, [1, 1]), (50714, RATIONAL, [facts.black[0]])]
    else:
        side = math.isqrt(len(facts.cfa))
        tags = [
            (33421, SHORT, [side, side]),
            (33422, BYTE, [_CODES[c] for c in facts.cfa]),
            (50710, BYTE, [0, 1, 2]),
            (50711, SHORT, [1]),
            (50713, SHORT, [side, side]),
            (50714, RATIONAL, [facts.black[plane] for plane in facts.planes]),
        ]
    if facts.shading is not None:
        tags.append((51009, UNDEFINED, gain_maps(facts, facts.shading)))
    return tags


def _colour_tags(facts: Facts) -> list[Tag]:
    """White balance, matrices and noise of the three colours; only noise where there is one."""
    red, green_r, _, blue = facts.noise or ((),) * 4
    tags: list[Tag] = [(51041, DOUBLE, [*red] if facts.mono else [*red, *green_r, *blue])] if facts.noise else []
    if facts.mono:
        return tags
    gains = facts.camera_gains or facts.daylight_gains
    tags += [(50727, RATIONAL, list(facts.analog_balance)), (50728, RATIONAL, [1 / g for g in gains])]
    for i, calibration in enumerate(facts.calibrations[:2]):
        tags.append((50721 + i, SRATIONAL, _flat(calibration.color_matrix)))
        tags.append((50778 + i, SHORT, [nearest_standard(calibration.temperature)]))
        if calibration.camera_calibration != IDENTITY:
            tags.append((50723 + i, SRATIONAL, _flat(calibration.camera_calibration)))
        if calibration.forward_matrix is not None:
            tags.append((50964 + i, SRATIONAL, _flat(calibration.forward_matrix)))
    return tags


def _exif_tags(facts: Facts) -> list[Tag]:
    tags: list[Tag] = [(36864, UNDEFINED, list(b"0230"))]
    numbers = ((33434, facts.exposure_s), (33437, facts.aperture), (37386, facts.focal_mm))
    tags += [(number, RATIONAL, [value]) for number, value in numbers if value is not None]
    if facts.iso is not None:
        iso = round(facts.iso)
        tags.append((34855, SHORT, [min(iso, 65535)]))
        if iso > 65535:  # SensitivityType: recommended exposure index; and it
            tags += [(34864, SHORT, [2]), (34866, LONG, [iso])]
    if facts.lens:
        tags.append((42036, ASCII, facts.lens))
    return tags


def _flat(matrix: Matrix3) -> list[float]:
    return [v for row in matrix for v in row]
