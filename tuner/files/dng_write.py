"""DNG out: a mosaic and its facts as a Digital Negative that other programs read.

Tiles of lossless JPEG (a small mosaic: one strip) or one plain strip, IFD0 with the DNG tags, an Exif IFD and, where a
preview is given, an IFD below IFD0 that holds it as a JPEG. The layout is header, pixels, preview, Exif IFD, preview IFD,
IFD0, so that every offset is known when it is written. Lens shading is written as the gain maps of OpcodeList2.

Source: Adobe (2023), Digital Negative Specification 1.7.1; Adobe (1992), TIFF Revision 6.0; ITU-T T.81 (lossless
process 14); CIPA DC-008 (2019), Exif 2.32.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tuner.core.facts import IDENTITY, Facts
from tuner.core.param import Matrix3
from tuner.files.atomic import write_atomic
from tuner.files.lights import nearest_standard
from tuner.files.lossless_jpeg import MOST, Layout, encode_tiles
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
    plain_ascii,
    utf8,
)

_CODES = {"R": 0, "G": 1, "B": 2}
_CFA, _LINEAR_RAW, _YCBCR = 32803, 34892, 6  # PhotometricInterpretation
_LOSSLESS, _PLAIN = 7, 1  # Compression; 7 is JPEG, of whatever process
PREVIEW_QUALITY = 90
SMALLEST_TILED = 1 << 20  # pixels; a smaller mosaic is one strip
_TILE_SIDES = range(256, 513, 16)  # TIFF wants multiples of 16


def write_dng(
    path: Path,
    mosaic: NDArray[np.uint16],
    facts: Facts,
    *,
    compress: bool = True,
    preview: NDArray[np.uint8] | None = None,
    threads: int = 1,
) -> None:
    """Write a mosaic.

    Parameters
    ----------
    mosaic : (height, width) uint16, DN, in the order `facts.cfa` names: 2x2, 4x4 (quad-Bayer), or no filters at all
    compress : lossless JPEG (compression 7) instead of plain 16-bit samples
    preview : (h, w, 3) uint8 sRGB, not turned (the file's orientation turns it with the mosaic), or None
    threads : that compress; their number changes no byte

    Raises
    ------
    ValueError : the size is not what the facts say
    FileError : the file cannot be written; nothing is left behind
    """
    if mosaic.shape != (facts.height, facts.width):
        raise ValueError(f"the facts say {facts.width} x {facts.height}, the mosaic is {mosaic.shape}")
    parts, pixel_tags = _pixels(mosaic, facts, compress, threads)
    jpeg_at = HEADER + sum(map(len, parts))
    jpeg = b"" if preview is None else even(_jpeg(preview))
    exif_at = jpeg_at + len(jpeg)
    exif = directory(_exif_tags(facts), exif_at)
    below_at = exif_at + len(exif)
    below = b"" if preview is None else directory(_preview_tags(preview, jpeg_at, len(jpeg)), below_at)
    tags = [*pixel_tags, *_image_tags(facts, exif_at), *_filter_tags(facts), *_colour_tags(facts)]
    if preview is not None:
        tags.append((330, LONG, [below_at]))  # SubIFDs
    ifd0_at = below_at + len(below)
    write_atomic(path, b"".join((header(ifd0_at), *parts, jpeg, exif, below, directory(tags, ifd0_at))))


def _pixels(mosaic: NDArray[np.uint16], facts: Facts, compress: bool, threads: int) -> tuple[list[bytes], list[Tag]]:
    """The samples in parts of even length, which stand one behind the other from the header on, and where they are."""
    layout = _layout(facts)
    beyond = max(layout.rows, layout.columns // layout.components) > MOST  # the frame header has 16 bits for it
    if not compress or beyond:
        coded, kind = [mosaic.astype("<u2").tobytes()], _PLAIN
        layout = Layout(facts.height, facts.width, 1)
    else:
        coded, kind = encode_tiles(mosaic, layout, threads), _LOSSLESS
    parts = [even(part) for part in coded]
    offsets = list(accumulate(map(len, parts[:-1]), initial=HEADER))
    lengths = [len(part) for part in parts]
    tags: list[Tag] = [(259, SHORT, [kind])]
    if (layout.rows, layout.columns) == (facts.height, facts.width):
        return parts, [*tags, (273, LONG, offsets), (278, LONG, [facts.height]), (279, LONG, lengths)]
    sides: list[Tag] = [(322, LONG, [layout.columns]), (323, LONG, [layout.rows])]
    return parts, [*tags, *sides, (324, LONG, offsets), (325, LONG, lengths)]


def _layout(facts: Facts) -> Layout:
    """Tiles of the size that reaches least beyond the mosaic; one strip where it is small or narrow.

    A strip has no room for the columns that fill up the last pixel of several components. LibRaw cuts a tile that is
    wider than the mosaic, and (0.22) misreads a mosaic that is as many tiles wide as these have components.
    """
    height, width = facts.height, facts.width
    components = 1 if facts.mono else math.isqrt(len(facts.cfa))
    if height * width < SMALLEST_TILED or width < _TILE_SIDES[-1]:
        return Layout(height, width, components if width % components == 0 else 1)
    fitting = [tile for tile in _TILE_SIDES if tile * components != width]
    return Layout(_tile_side(height, _TILE_SIDES), _tile_side(width, fitting), components)


def _tile_side(side: int, choice: Sequence[int]) -> int:
    return min(choice, key=lambda tile: -(-side // tile) * tile)


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


def _image_tags(facts: Facts, exif_at: int) -> list[Tag]:
    return [
        (254, LONG, [0]),  # NewSubfileType: the main picture
        (256, LONG, [facts.width]),
        (257, LONG, [facts.height]),
        (258, SHORT, [16]),
        (262, SHORT, [_LINEAR_RAW if facts.mono else _CFA]),
        (271, ASCII, facts.make or "unknown"),
        (272, ASCII, facts.model or "unknown"),
        (274, SHORT, [facts.orientation]),
        (277, SHORT, [1]),
        (305, ASCII, "ISP Tuner"),
        (34665, LONG, [exif_at]),
        (50706, BYTE, [1, 4, 0, 0]),
        (50707, BYTE, [1, 1, 0, 0]),
        (50708, ASCII, plain_ascii(facts.camera) or "unknown"),  # UniqueCameraModel
        *_localized(facts.camera),
        (50717, LONG, [round(facts.white)]),
        (50730, SRATIONAL, [facts.baseline_exposure]),
        (50829, LONG, [0, 0, facts.height, facts.width]),
    ]


def _localized(camera: str) -> list[Tag]:
    """LocalizedCameraModel, which may be UTF-8, where it is another name than UniqueCameraModel."""
    return [] if camera.isascii() else [(50709, BYTE, [*utf8(camera)])]


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
