"""PNG: pixels by libpng, and the chunks that carry profile and state, which go between IHDR and the pixels.

    iCCP  the ICC profile        iTXt  keyword `isp-tuner`, compressed: the state as JSON

Source: W3C, Portable Network Graphics (PNG) Specification, third edition (2025), 5.3 chunk layout, 11.3.2.3 iCCP,
11.3.3.4 iTXt, 11.3.2.5 sRGB, 11.3.4.5 eXIf.
"""

from __future__ import annotations

import struct
import zlib
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from tuner.files.carried import (
    KEYWORD,
    MAX_ICC,
    Carried,
    PictureFault,
    deflated,
    exif_orientation,
    inflated,
    state_text,
    unpack,
)

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_WANTED = (b"iCCP", b"iTXt", b"eXIf", b"sRGB")
_MAX_CHUNK = 16 << 20  # of those we look into
_AFTER_IHDR = 33  # signature 8, length 4, type 4, data 13, CRC 4
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # by colour type, table 9
_DEFLATE = 1032  # deflate never packs better than 1032 : 1 (two bits for 258 bytes)


def encode_png(pixels: NDArray[Any], icc: bytes | None, state: str | None) -> bytes:
    """A PNG file; the same pixels, profile and state give the same bytes.

    Parameters
    ----------
    pixels : (h, w, 3) uint8 or uint16
    """
    import imagecodecs

    # run-length matching (3) after the Sub filter (16): on photographs smaller and faster than zlib's own search
    plain = bytes(imagecodecs.png_encode(np.ascontiguousarray(pixels), level=1, strategy=3, filter=16))
    extra = b""
    if icc is not None:
        extra += _chunk(b"iCCP", b"ICC profile\0\0" + zlib.compress(icc, 9))
    if state is not None:
        extra += _chunk(b"iTXt", KEYWORD + b"\0\1\0\0\0" + deflated(state))
    return plain[:_AFTER_IHDR] + extra + plain[_AFTER_IHDR:]


def scan_png(file: BinaryIO) -> Carried:
    """What the chunks say; the pixels are skipped.

    Raises
    ------
    PictureFault : damaged, too large, or the file is shorter than its pixels
    """
    file.seek(len(SIGNATURE))
    name, header = _next(file, whole=True)
    if name != b"IHDR" or len(header) != 13:
        raise PictureFault("it does not begin as a PNG does")
    width, height, bits, colour = unpack(">IIBB", header)
    found: dict[bytes, bytes] = {}
    packed = 0
    while name != b"IEND":
        name, data = _next(file, whole=False)
        if name == b"IDAT":
            packed += int.from_bytes(data, "big")
        elif name != b"iTXt" or data.startswith(KEYWORD + b"\0"):
            found.setdefault(name, data)
    carried = Carried(
        width,
        height,
        icc=_icc(found.get(b"iCCP")),
        state=_state(found.get(b"iTXt")),
        orientation=exif_orientation(found.get(b"eXIf", b"")),
        srgb=b"sRGB" in found,
    )
    if height * (width * bits * _CHANNELS.get(colour, 4) // 8) > packed * _DEFLATE:
        raise PictureFault("it holds fewer pixels than it says")
    return carried


def decode_png(data: bytes) -> NDArray[Any]:
    """(h, w) or (h, w, 2 to 4) uint8 or uint16; palettes and fewer than 8 bits are expanded."""
    import imagecodecs

    return np.asarray(imagecodecs.png_decode(data))


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _next(file: BinaryIO, whole: bool) -> tuple[bytes, bytes]:
    """Name and data of the next chunk; of chunks we do not read, the length stands for the data."""
    start = file.read(8)
    length, name = unpack(">I4s", start)
    if length >= 1 << 31:
        raise PictureFault("a chunk of it has an impossible length")
    if not whole and (name not in _WANTED or length > _MAX_CHUNK):
        file.seek(length, 1)
        unpack(">I", file.read(4))
        return name, start[:4]
    if length > _MAX_CHUNK:
        raise PictureFault("a chunk of it has an impossible length")
    data = file.read(length)
    (crc,) = unpack(">I", file.read(4))
    if crc != zlib.crc32(name + data):
        raise PictureFault(f"its {name.decode('latin-1')} chunk is damaged")
    return name, data


def _icc(chunk: bytes | None) -> bytes | None:
    _, _, rest = (chunk or b"").partition(b"\0")
    return inflated(rest[1:], MAX_ICC) if rest[:1] == b"\0" else None


def _state(chunk: bytes | None) -> str | None:
    if chunk is None:
        return None
    flags, rest = chunk[len(KEYWORD) + 1 :][:2], chunk[len(KEYWORD) + 3 :]
    _, _, rest = rest.partition(b"\0")  # language
    _, _, text = rest.partition(b"\0")  # translated keyword
    return state_text(text) if flags == b"\1\0" else text.decode("utf-8", "replace")
