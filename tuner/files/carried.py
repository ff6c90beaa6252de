"""What a picture file carries beside its pixels, whatever its format, and what all formats share."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tuner.files.diagnose import MAX_PIXELS
from tuner.files.state import MARK, MAX_TEXT
from tuner.files.tags import ORIENTATION, read_tags

KEYWORD = MARK.encode()  # names our chunk in a PNG and our segments in a JPEG
MAX_ICC = 8 << 20
MAX_EXIF = 1 << 20


class PictureFault(ValueError):
    """A picture cannot be read; the message says what is wrong, without the file's name."""


@dataclass(frozen=True)
class Carried:
    """A picture file before its pixels are read.

    Attributes
    ----------
    state : the JSON text as found, not yet checked
    orientation : Exif 1..8
    srgb : the file says it is sRGB without a profile
    """

    width: int
    height: int
    icc: bytes | None = None
    state: str | None = None
    orientation: int = 1
    srgb: bool = False

    def __post_init__(self) -> None:
        if self.width < 1 or self.height < 1:
            raise PictureFault("it has no pixels")
        if self.width * self.height > MAX_PIXELS:
            raise PictureFault(f"it has {self.width} x {self.height} pixels, over {MAX_PIXELS // 1_000_000} million")


def deflated(text: str) -> bytes:
    """The state's text, compressed."""
    return zlib.compress(text.encode("ascii"), 9)


def inflated(data: bytes, limit: int) -> bytes | None:
    """Decompressed bytes; None when they are damaged or more than `limit`."""
    try:
        unpacker = zlib.decompressobj()
        plain = unpacker.decompress(data, limit)
        return plain if unpacker.eof else None
    except zlib.error:
        return None


def state_text(data: bytes | None) -> str | None:
    """The state's JSON from its compressed form; a text that cannot be a state when it is damaged."""
    if data is None:
        return None
    plain = inflated(data, MAX_TEXT)
    return "" if plain is None else plain.decode("utf-8", "replace")


def exif_orientation(exif: bytes) -> int:
    """The orientation (1..8) an Exif block states; 1 when it states none."""
    tags = read_tags(exif[:MAX_EXIF]) if exif else None
    return valid_orientation(tags.main.integer(ORIENTATION, 1) if tags else 1)


def valid_orientation(found: Any) -> int:
    """`found` when it is an orientation, else 1."""
    return found if isinstance(found, int) and 1 <= found <= 8 else 1


def as_rgb(pixels: NDArray[Any]) -> tuple[NDArray[Any], bool]:
    """Grey becomes three equal channels and an alpha channel is left out, its colours as they are.

    Parameters
    ----------
    pixels : (h, w) or (h, w, 1 to 4)

    Returns
    -------
    ((h, w, 3) array, whether transparent pixels were taken as opaque)
    """
    planes = pixels[..., None] if pixels.ndim == 2 else pixels
    see_through = False
    if planes.shape[2] in (2, 4):
        alpha = planes[..., -1]
        opaque = np.iinfo(alpha.dtype).max if alpha.dtype.kind == "u" else 1.0
        see_through = bool((alpha < opaque).any())
        planes = planes[..., :-1]
    if planes.shape[2] == 1:
        planes = np.repeat(planes, 3, axis=2)
    return np.ascontiguousarray(planes), see_through


def pieces(data: bytes, size: int) -> Iterator[bytes]:
    """The data cut into pieces of at most `size` bytes, at least one."""
    for start in range(0, max(len(data), 1), size):
        yield data[start : start + size]


def unpack(form: str, data: bytes) -> tuple[Any, ...]:
    """`struct.unpack` of the beginning of `data`, which a damaged file may have cut short."""
    if len(data) < struct.calcsize(form):
        raise PictureFault("the file ends too early")
    return struct.unpack_from(form, data)
