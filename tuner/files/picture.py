"""Pictures: what a render, a map or a screenshot is saved as, and what compare and the window open again.

Every file we write carries the ICC profile of its colours and, where there is one, the state that made it. The same
pixels with the same state give the same bytes. The extension decides the format when writing; the first bytes decide
when reading.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from tuner.core.orient import orient
from tuner.files import picture_jpeg, picture_png, picture_tiff
from tuner.files.atomic import reading, writing
from tuner.files.carried import Carried, PictureFault, as_rgb
from tuner.files.errors import FileError
from tuner.files.icc import describe_icc, icc_profile
from tuner.files.state import PictureState, StateError, restore

__all__ = [
    "DEPTHS",
    "SUFFIXES",
    "Picture",
    "PictureState",
    "check_format",
    "read_picture",
    "read_state",
    "restore",
    "write_picture",
]

DEPTHS: dict[str, tuple[int, ...]] = {
    ".png": (8, 16),
    ".jpg": (8,),
    ".jpeg": (8,),
    ".tif": (8, 16, 32),
    ".tiff": (8, 16, 32),
}
"""Bits a channel that each extension can hold."""

SUFFIXES = tuple(DEPTHS)
"""Endings of the pictures that are written and read, in lower case."""

MAX_BYTES = 4 << 30  # of a PNG or JPEG, which are decoded from memory
_BITS = {"uint8": 8, "uint16": 16, "float32": 32}
_OTHER_FILE = "choose a PNG, JPEG or TIFF picture"

Writer = Callable[[BinaryIO, NDArray[Any], bytes | None, str | None], None]


@dataclass(frozen=True, eq=False)
class Picture:
    """A picture that was read.

    Attributes
    ----------
    pixels : (h, w, 3) uint8, uint16 or float32, upright
    icc : the embedded profile
    primaries, transfer : names of its colours where they are recognised, else None
    notices : one sentence each about what was left out
    """

    pixels: NDArray[Any]
    icc: bytes | None
    primaries: str | None
    transfer: str | None
    state: PictureState | None
    notices: tuple[str, ...] = ()


def check_format(path: Path, bits: int) -> None:
    """Refuse, before anything is rendered, a name whose format cannot hold what is asked for.

    Raises
    ------
    FileError : another extension, or a depth it cannot hold
    """
    depths = DEPTHS.get(path.suffix.lower())
    if depths is None:
        raise FileError(path, f"pictures cannot be written as '{path.suffix}'", "end the name in .png, .jpg or .tif")
    if bits not in depths:
        held = " or ".join(str(d) for d in depths)
        way_out = "write a .tif" if bits == 32 else "write a .png or .tif"
        raise FileError(
            path,
            f"a {path.suffix.lower()} file holds {held} bits a channel, not {bits}",
            f"{way_out}, or choose {held} bits",
        )


def write_picture(
    path: Path,
    pixels: NDArray[Any],
    *,
    state: PictureState | None,
    primaries: str | None = "rec709",
    transfer: str | None = "srgb",
) -> None:
    """Write a picture in one step.

    Parameters
    ----------
    pixels : (h, w, 3) R, G, B uint8, uint16 or float32 of any layout in memory, or (h, w, 1) float32 (samples without a colour space)
    state : what made it; None for a picture that no recipe makes (a difference map)
    primaries, transfer : names of the ICC profile; None for values that are no output colours, e.g. camera RGB

    Raises
    ------
    FileError : another extension, a depth it cannot hold, or a place that cannot be written
    ValueError : another shape or type of array
    """
    bits = _BITS.get(pixels.dtype.name, 0)
    if pixels.ndim != 3 or not pixels.size or (pixels.shape[2] != 3 and (pixels.shape[2], bits) != (1, 32)) or not bits:
        raise ValueError(f"a picture is (h, w, 3) uint8, uint16 or float32, not {pixels.shape} {pixels.dtype}")
    check_format(path, bits)
    write, longest = _writer(path)
    if max(pixels.shape[:2]) > longest:
        raise FileError(path, f"this format holds at most {longest} pixels a side", "write a .png or .tif, or crop it")
    coloured = pixels.shape[2] == 3 and primaries is not None and transfer is not None
    icc = icc_profile(str(primaries), str(transfer)) if coloured else None
    try:
        with writing(path) as file:
            write(file, pixels, icc, None if state is None else state.to_json())
    except PictureFault as fault:
        raise FileError(path, str(fault), "write a .png or .tif") from None


def read_picture(path: Path) -> Picture:
    """Read any PNG, JPEG or TIFF picture, upright and as RGB.

    Raises
    ------
    FileError : missing, not such a picture, damaged, cut short, or larger than this program reads
    """
    with _pictures(path) as file:
        carried, decode = _scan(file)
        pixels, see_through = as_rgb(decode(file))
        if pixels.shape != (carried.height, carried.width, 3):
            raise PictureFault("its pixels are not of the size it states")
    state, notices = _state(carried)
    if see_through:
        notices += ("Its transparency was ignored.",)
    known = describe_icc(carried.icc) or (("rec709", "srgb") if carried.srgb and carried.icc is None else None)
    primaries, transfer = known or (None, None)
    upright = np.asarray(orient(pixels, carried.orientation))
    return Picture(upright, carried.icc, primaries, transfer, state, notices)


def read_state(path: Path) -> PictureState | None:
    """The state a picture carries, without reading its pixels; None when it carries none, or a damaged one.

    Raises
    ------
    FileError : missing, or not a PNG, JPEG or TIFF picture
    """
    with _pictures(path) as file:
        return _state(_scan(file)[0])[0]


@contextlib.contextmanager
def _pictures(path: Path) -> Iterator[BinaryIO]:
    """A picture file, open for reading; whatever goes wrong inside becomes one sentence."""
    with reading(path, "a picture") as file:
        try:
            yield file
        except PictureFault as fault:
            raise FileError(path, str(fault), _OTHER_FILE) from None
        except MemoryError:
            raise FileError(
                path, "it does not fit into memory", "close other programs or choose a smaller picture"
            ) from None
        except OSError:
            raise  # the disk's own trouble, which `reading` names
        except Exception as error:  # decoders fail on damaged bytes in many ways
            raise FileError(path, "it is damaged", f"copy it again, or {_OTHER_FILE}") from error


def _writer(path: Path) -> tuple[Writer, int]:
    """How this name is written, and the longest side its format holds."""
    if path.suffix.lower() == ".png":
        return picture_png.write_png, 1_000_000  # libpng's own limit
    if path.suffix.lower() in (".jpg", ".jpeg"):
        return picture_jpeg.write_jpeg, picture_jpeg.MAX_SIDE
    return picture_tiff.write_tiff, (1 << 31) - 1


def _scan(file: BinaryIO) -> tuple[Carried, Callable[[BinaryIO], NDArray[Any]]]:
    """What a file carries, and how its pixels are read."""
    start = file.read(8)
    if start == picture_png.SIGNATURE:
        return picture_png.scan_png(file), lambda f: picture_png.decode_png(_whole(f))
    if start.startswith(picture_jpeg.SIGNATURE):
        return picture_jpeg.scan_jpeg(file), lambda f: picture_jpeg.decode_jpeg(_whole(f))
    if start[:4] in picture_tiff.SIGNATURES:
        return picture_tiff.scan_tiff(file), picture_tiff.decode_tiff
    raise PictureFault("it is empty" if not start else "it is not a PNG, JPEG or TIFF picture")


def _whole(file: BinaryIO) -> bytes:
    if file.seek(0, 2) > MAX_BYTES:
        raise PictureFault("it is too large")
    file.seek(0)
    return file.read()


def _state(carried: Carried) -> tuple[PictureState | None, tuple[str, ...]]:
    if carried.state is None:
        return None, ()
    try:
        return PictureState.from_json(carried.state), ()
    except StateError as error:
        return None, (f"Its embedded state was ignored: {error}.",)
