"""What a file is when it is not a raw that can be opened: the one sentence a user gets."""

from __future__ import annotations

from pathlib import Path

from tuner.files.cfa import refuse_other_sensors, unsupported
from tuner.files.errors import FileError
from tuner.files.tags import COMPRESSION, LENGTH, SAMPLE_FORMAT, WIDTH, Tags

MAX_PIXELS = 400_000_000  # of raws and pictures: what we render, we also read; checked before memory is taken
FLOATING_POINT = 3  # value of SampleFormat
VC5 = 9  # value of Compression in a DNG
COMPRESSIONS = {9: "VC-5 (GoPro GPR)", 52546: "JPEG XL", 34892: "lossy JPEG", 34713: "Nikon NEF"}

OPEN_RAW = "open the raw file that the camera wrote"
COPY_AGAIN = "copy it again from the card or camera"

RAW_HEADS = (
    *(b"II", b"MM", b"\xff\xd8\xff", b"FUJIFILM", b"\0MRM", b"FOVb", b"NOKIARAW", b"ARRI", b"XPDS", b"RIFF", b"CI"),
    *(b"DSC-Image", b"PWAD", b"PXN", b"qktk", b"qktn", b"EOCR", b"LSI1", b"REDV", b"NRO", b"RAW"),
)
"""How the containers begin that LibRaw knows by their head; `ftypcrx` and `ARECOYK` stand a few bytes in."""

PICTURES = (
    *((b"\xff\xd8\xff", "JPEG picture"), (b"\x89PNG", "PNG picture"), (b"GIF8", "GIF picture"), (b"BM", "BMP picture")),
    *((b"%PDF", "PDF document"), (b"PK\x03\x04", "ZIP archive"), (b"\x1f\x8b", "gzip archive")),
)


def refuse_before_decoding(path: Path, data: bytes, tags: Tags | None) -> None:
    """Raise for what can be known from the head and the tags alone, before pixels are decoded.

    Raises
    ------
    FileError : headerless data, another sensor, too large or too small, floating point, or pixels cut off
    """
    if not known_head(data):
        raise _not_raw(path, data)
    raw = tags.raw if tags is not None else None
    if tags is None or raw is None:
        return
    refuse_size(path, raw.integer(WIDTH, 2), raw.integer(LENGTH, 2))
    if tags.is_dng and raw.integer(COMPRESSION, 1) == VC5:
        raise _compressed(path, VC5)
    if tags.is_dng and raw.end > len(data):  # other makers' byte counts are not to be trusted
        raise _cut(path, len(data), raw.end)
    refuse_other_sensors(path, raw)
    if raw.integer(SAMPLE_FORMAT, 1) == FLOATING_POINT:
        raise unsupported(path, "floating-point pixels")


def refuse_size(path: Path, width: int, height: int) -> None:
    """Raise for a picture of less than one Bayer quad, or of more pixels than fit."""
    if min(width, height) < 2:
        raise FileError(path, f"holds a picture of {width} x {height} pixels", OPEN_RAW)
    if width * height > MAX_PIXELS:
        fault = f"claims {width} x {height} pixels, more than the {MAX_PIXELS // 1_000_000} megapixels that are opened"
        raise FileError(path, fault, OPEN_RAW)


def why_undecodable(path: Path, data: bytes, tags: Tags | None, error: Exception) -> FileError:
    """The sentence for a file that LibRaw gave up on."""
    if isinstance(error, MemoryError) or type(error).__name__ in ("LibRawTooBigError", "LibRawUnsufficientMemoryError"):
        return FileError(path, "its pixels do not fit in memory", "close other programs or open a smaller raw file")
    raw = tags.raw if tags is not None else None
    end = max(tags.main.end, raw.end if raw else 0) if tags is not None else 0
    if end > len(data):
        return _cut(path, len(data), end)
    if type(error).__name__ in ("LibRawIOError", "LibRawDataError"):
        return FileError(path, "its pixels are damaged or cut short", COPY_AGAIN)
    if data.startswith(b"FOVb"):
        return unsupported(path, "Foveon pixels of three colours each")
    if raw is not None and raw.integer(COMPRESSION, 1) in COMPRESSIONS:
        return _compressed(path, raw.integer(COMPRESSION, 1))
    if tags is not None and raw is None and not tags.is_dng and min(tags.main.shape) > 0:
        return FileError(path, "is a TIFF picture without raw pixels, or a raw of an unknown kind", OPEN_RAW)
    return _not_raw(path, data)


def known_head(data: bytes) -> bool:
    """Whether the file begins like a raw container. Without this, LibRaw takes some bare dumps for old cameras' by size."""
    inside = data[4:11] == b"ftypcrx" or data[6:14] == b"HEAPCCDR" or data[1:9].startswith((b"ARECOYK", b"RAWPOWER"))
    return inside or data[7:14] == b"ARECOYK" or data.startswith(RAW_HEADS)


def _not_raw(path: Path, data: bytes) -> FileError:
    for head, name in PICTURES:
        if data.startswith(head):
            return FileError(path, f"is a {name}, not a raw file", OPEN_RAW)
    if data[4:8] == b"ftyp" and data[8:11] != b"crx":
        return FileError(path, "is a video or HEIF picture, not a raw file", OPEN_RAW)
    if known_head(data):
        return FileError(
            path, "is cut short or a raw of a kind that LibRaw does not know", f"{COPY_AGAIN}, or convert it to DNG"
        )
    return FileError(
        path, "has no header of a raw file (it may be a bare sensor dump, whose geometry is not known)", OPEN_RAW
    )


def _cut(path: Path, size: int, end: int) -> FileError:
    return FileError(path, f"ends after {size} bytes where it needs {end} or more", COPY_AGAIN)


def _compressed(path: Path, code: int) -> FileError:
    fault = f"its pixels are compressed with {COMPRESSIONS[code]}, which is not supported yet"
    return FileError(path, fault, "convert it to a losslessly compressed DNG")
