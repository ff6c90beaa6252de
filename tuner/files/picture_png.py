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
_RGB, _SUB = 2, 1  # colour type; filter type
_ROWS = 64  # filtered and packed at a time
_MEMORY = 9  # the most that zlib takes for it, 256 kB
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # by colour type, table 9
_DEFLATE = 1032  # deflate never packs better than 1032 : 1 (two bits for 258 bytes)


def write_png(file: BinaryIO, pixels: NDArray[Any], icc: bytes | None, state: str | None) -> None:
    """A PNG file, some rows at a time; the same pixels, profile and state give the same bytes.

    Parameters
    ----------
    pixels : (h, w, 3) uint8 or uint16
    """
    height, width = pixels.shape[:2]
    file.write(SIGNATURE)
    file.write(_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8 * pixels.itemsize, _RGB, 0, 0, 0)))
    if icc is not None:
        file.write(_chunk(b"iCCP", b"ICC profile\0\0" + zlib.compress(icc, 9)))
    if state is not None:
        file.write(_chunk(b"iTXt", KEYWORD + b"\0\1\0\0\0" + deflated(state)))
    # run-length matching after the Sub filter: on photographs smaller and faster than zlib's own search
    packer = zlib.compressobj(1, zlib.DEFLATED, zlib.MAX_WBITS, _MEMORY, zlib.Z_RLE)
    for top in range(0, height, _ROWS):
        _write_data(file, packer.compress(_filtered(pixels[top : top + _ROWS]).data))
    _write_data(file, packer.flush())
    file.write(_chunk(b"IEND", b""))


def _write_data(file: BinaryIO, packed: bytes) -> None:
    if packed:
        file.write(_chunk(b"IDAT", packed))


def _filtered(rows: NDArray[Any]) -> NDArray[np.uint8]:
    """(h, .) bytes of some rows: the filter's number, then each byte less that of the pixel at its left."""
    plain = np.ascontiguousarray(rows, rows.dtype.newbyteorder(">")).view(np.uint8).reshape(len(rows), -1)
    step = 3 * rows.itemsize
    out = np.empty((len(rows), plain.shape[1] + 1), np.uint8)
    out[:, 0] = _SUB
    out[:, 1 : 1 + step] = plain[:, :step]
    np.subtract(plain[:, step:], plain[:, :-step], out=out[:, 1 + step :])
    return out


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
