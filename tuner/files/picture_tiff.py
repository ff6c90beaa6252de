"""TIFF: 8 and 16 bit deflated, 32-bit float plain; the state as JSON in ImageDescription, the profile in tag 34675.

Source: Adobe (1992), TIFF Revision 6.0; Adobe (2002), Photoshop TIFF Technical Notes (deflate, ICC); Adobe (2005),
TIFF Technical Note 3 (float).
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from tuner import __version__
from tuner.files import tags
from tuner.files.carried import MAX_ICC, Carried, PictureFault, valid_orientation
from tuner.files.diagnose import MAX_PIXELS
from tuner.files.state import MARK

SIGNATURES = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_DESCRIPTION, _EXTRA, _ICC = 270, 338, 34675
_WHITE_IS_ZERO, _BLACK_IS_ZERO, _RGB, _PALETTE, _YCBCR = 0, 1, 2, 3, 6  # PhotometricInterpretation
_MAX_MEMORY = MAX_PIXELS * 16  # four floats a pixel
_NO_MATTER = 1 << 24  # bytes that any file may take
_DENSEST = {1: 2, 5: 2560, 7: 2048, 8: 1032, 32773: 64, 32946: 1032}
"""Bytes of pixels that a byte of the file may hold, by codec: none (with room for counts that are a little wrong); LZW:
strings of up to 3838 bytes in codes of 12 bits; JPEG: a bit a block of 64, its colours every fourth pixel; deflate: 258
bytes in 2 bits, with the block's overhead; PackBits: 128 bytes in 2; deflate under its old number."""
_DENSEST_OTHER = 1 << 15  # Zstandard: a block of one value, 128 KiB in 4 bytes
_LEADING = f'{{"{MARK}":'  # how our JSON begins; other programs put other things there


def write_tiff(file: BinaryIO, pixels: NDArray[Any], icc: bytes | None, state: str | None) -> None:
    """A TIFF file.

    Parameters
    ----------
    pixels : (h, w, 3) uint8, uint16 or float32, or (h, w, 1) float32
    """
    import tifffile

    grey = pixels.shape[2] == 1
    plain = pixels.dtype == np.float32
    packing: dict[str, Any] = {} if plain else {
        "compression": "adobe_deflate", "predictor": True, "compressionargs": {"level": 1},
    }  # fmt: skip
    tifffile.imwrite(
        file,
        np.ascontiguousarray(pixels[..., 0] if grey else pixels),
        byteorder="<",
        photometric="minisblack" if grey else "rgb",
        metadata=None,
        description=state,
        software=f"ISP Tuner {__version__}",
        iccprofile=icc,
        **packing,
    )


def scan_tiff(file: BinaryIO) -> Carried:
    """What the first page's tags say.

    Raises
    ------
    PictureFault : damaged, too large, or a raw file
    """
    with _opened(file) as tiff:
        page = _page(tiff)
        text, icc = page.tags.valueof(_DESCRIPTION), page.tags.valueof(_ICC)
        return Carried(
            int(page.imagewidth),
            int(page.imagelength),
            icc=bytes(icc) if isinstance(icc, bytes) and len(icc) <= MAX_ICC else None,
            state=text if isinstance(text, str) and text.startswith(_LEADING) else None,
            orientation=valid_orientation(page.tags.valueof(tags.ORIENTATION)),
        )


def decode_tiff(file: BinaryIO) -> NDArray[Any]:
    """The first page: (h, w) or (h, w, n) uint8, uint16 or float32.

    Raises
    ------
    PictureFault : a kind of pixels that is not read here, or the file is cut short
    """
    with _opened(file) as tiff:
        page = _page(tiff)
        size = file.seek(0, 2)
        if any(at + count > size for at, count in zip(page.dataoffsets, page.databytecounts, strict=True)):
            raise PictureFault("the file ends before its pixels do")
        if not all(page.databytecounts) or page.imagedepth != 1 or page.samplesperpixel > 8:
            raise PictureFault("it is a kind of TIFF that is not a picture")
        if page.nbytes > _MAX_MEMORY or page.tilewidth * page.tilelength > MAX_PIXELS:
            raise PictureFault("it is too large")
        stored = _distinct(zip(page.dataoffsets, page.databytecounts, strict=True))
        unpacking = 8 * page.dtype.itemsize / page.bitspersample if page.dtype is not None else 1.0
        if page.nbytes > _NO_MATTER + stored * _DENSEST.get(int(page.compression), _DENSEST_OTHER) * unpacking:
            raise PictureFault("it holds fewer pixels than it says")
        pixels = page.asarray()
        if page.axes.startswith("S"):  # planes one after the other
            pixels = np.moveaxis(pixels, 0, -1)
        return _levels(pixels, page)


def _distinct(stretches: Iterable[tuple[int, int]]) -> int:
    """Bytes that stretches of (start, length) cover together: many strips may point at the same ones."""
    end = total = 0
    for at, count in sorted(stretches):
        total += max(at + count - max(at, end), 0)
        end = max(end, at + count)
    return total


def _opened(file: BinaryIO) -> Any:
    import tifffile

    logging.getLogger("tifffile").setLevel(logging.CRITICAL)  # its remarks on odd tags are not for users
    file.seek(0)
    return tifffile.TiffFile(file)


def _page(tiff: Any) -> Any:
    page = tiff.pages[0]
    if tags.DNG_VERSION in page.tags or page.photometric in (tags.CFA, tags.LINEAR_RAW):
        raise PictureFault("it is a raw file, not a picture")
    return page


def _levels(pixels: NDArray[Any], page: Any) -> NDArray[Any]:
    """Codes with black at 0 and full scale at the type's maximum (1 for floats), without surplus channels."""
    kind = int(page.photometric)
    channels = 1 if kind in (_WHITE_IS_ZERO, _BLACK_IS_ZERO, _PALETTE) else 3
    if kind == _PALETTE and pixels.dtype == np.uint8 and pixels.ndim == 2:
        return np.asarray((page.colormap >> 8).astype(np.uint8).T[pixels])
    if pixels.dtype == bool:
        pixels = pixels.astype(np.uint8) * np.uint8(255)
    elif pixels.dtype.kind == "f":
        pixels = pixels.astype(np.float32, copy=False)
    elif pixels.dtype not in (np.uint8, np.uint16) or page.bitspersample not in (8, 16):
        raise PictureFault(f"its pixels are of {page.bitspersample} bits, which is not read here")
    if kind not in (_WHITE_IS_ZERO, _BLACK_IS_ZERO, _RGB, _YCBCR):
        raise PictureFault("its colours are not grey, RGB or a palette")
    alpha = bool(page.extrasamples) and int(page.extrasamples[0]) in (1, 2)
    if pixels.ndim == 3:
        pixels = pixels[..., : channels + alpha]
    if kind == _WHITE_IS_ZERO:
        top = np.iinfo(pixels.dtype).max if pixels.dtype.kind == "u" else 1
        pixels = (top - pixels).astype(pixels.dtype)
    return pixels
