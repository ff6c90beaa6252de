"""JPEG: pixels by libjpeg-turbo, and the segments that carry profile and state, which follow the JFIF header.

    APP2  `ICC_PROFILE`, number, count, a piece of the profile
    APP9  `isp-tuner`, number, count, a piece of the compressed JSON

Source: ITU-T T.81 (1992), annex B; ICC.1:2010, B.4 (embedding in JFIF); JEITA CP-3451C (Exif in APP1).
"""

from __future__ import annotations

import struct
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from tuner.files.carried import KEYWORD, Carried, PictureFault, deflated, exif_orientation, pieces, state_text, unpack

SIGNATURE = b"\xff\xd8\xff"
QUALITY = 95
MAX_SIDE = 65500  # libjpeg's limit
_SOI, _EOI, _SOS, _APP1, _APP2, _APP9 = 0xD8, 0xD9, 0xDA, 0xE1, 0xE2, 0xE9
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # SOF markers, table B.1
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})  # markers without a length
_ICC, _STATE, _EXIF = b"ICC_PROFILE\0", KEYWORD + b"\0", b"Exif\0\0"
_PIECE = 65000  # a segment holds at most 65533 bytes


def write_jpeg(file: BinaryIO, pixels: NDArray[Any], icc: bytes | None, state: str | None) -> None:
    """A JPEG file of quality 95 without chroma subsampling.

    Parameters
    ----------
    pixels : (h, w, 3) uint8
    """
    import imagecodecs

    plain = bytes(imagecodecs.jpeg8_encode(np.ascontiguousarray(pixels), level=QUALITY, subsampling="444"))
    extra = b""
    if icc is not None:
        extra += _segments(_APP2, _ICC, icc)
    if state is not None:
        extra += _segments(_APP9, _STATE, deflated(state))
    after = 4 + unpack(">H", plain[4:6])[0]  # behind SOI and the JFIF segment
    for part in (plain[:after], extra, plain[after:]):
        file.write(part)


def scan_jpeg(file: BinaryIO) -> Carried:
    """What the segments before the pixels say.

    Raises
    ------
    PictureFault : damaged, too large, or not grey or RGB with 8 bits
    """
    file.seek(2)
    size: tuple[int, int] | None = None
    exif = b""
    parts: dict[bytes, dict[int, bytes]] = {_ICC: {}, _STATE: {}}
    for marker, data in iter(lambda: _next(file), (_SOS, b"")):
        if marker in _FRAMES and size is None:
            bits, height, width, channels = unpack(">BHHB", data)
            if bits != 8 or channels not in (1, 3):
                raise PictureFault(f"it is a JPEG of {channels} channels with {bits} bits, not grey or RGB with 8 bits")
            size = width, height
        elif marker == _APP1 and data.startswith(_EXIF):
            exif = exif or data[len(_EXIF) :]
        for name, found in parts.items():
            if marker in (_APP2, _APP9) and data.startswith(name) and len(data) > len(name) + 2:
                found.setdefault(data[len(name)], data[len(name) + 1 :])
    if size is None:
        raise PictureFault("it states no size")
    icc, packed = _joined(parts[_ICC]), _joined(parts[_STATE])
    return Carried(*size, icc=icc, state=state_text(packed), orientation=exif_orientation(exif))


def decode_jpeg(data: bytes) -> NDArray[Any]:
    """(h, w) or (h, w, 3) uint8.

    Raises
    ------
    PictureFault : the file ends before its pixels do, which libjpeg would fill with grey
    """
    import imagecodecs

    if data.find(bytes((0xFF, _EOI)), data.find(bytes((0xFF, _SOS)))) < 0:
        raise PictureFault("the file ends before its pixels do")
    return np.asarray(imagecodecs.jpeg8_decode(data))


def _segments(marker: int, name: bytes, data: bytes) -> bytes:
    parts = list(pieces(data, _PIECE))
    if len(parts) > 255:
        raise PictureFault("its state is too large for a JPEG")
    return b"".join(
        struct.pack(">BBH", 0xFF, marker, 4 + len(name) + len(part)) + name + bytes((number, len(parts))) + part
        for number, part in enumerate(parts, 1)
    )


def _next(file: BinaryIO) -> tuple[int, bytes]:
    """Marker and data of the next segment; (SOS, b"") where the pixels begin."""
    if file.read(1) != b"\xff":
        raise PictureFault("its segments are damaged")
    marker = 0xFF
    while marker == 0xFF:  # fill bytes
        (marker,) = unpack("B", file.read(1))
    if marker == _SOS or marker in _ALONE:
        return marker, b""
    (length,) = unpack(">H", file.read(2))
    data = file.read(max(length - 2, 0))
    if marker == _EOI or length < 2 or len(data) < length - 2:
        raise PictureFault("the file ends before its pixels begin")
    return marker, data


def _joined(found: dict[int, bytes]) -> bytes | None:
    """The pieces, each led by the count of all, in the order of their numbers; None when one is missing."""
    if not found or sorted(found) != list(range(1, len(found) + 1)) or any(p[0] != len(found) for p in found.values()):
        return None
    return b"".join(found[number][1:] for number in sorted(found))
