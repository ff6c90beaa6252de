"""Thumbnails: a raw in small, for the strip of a folder.

The picture that the camera embedded is taken where there is one (LibRaw finds it behind the file's head, without its
pixels: about a millisecond). Else the mosaic is decoded, binned plane by plane to a small mosaic of the same colour
filter, and taken through the default line. Either way it comes upright, and small.

Sizes are looked at before memory is taken: of the file, of the embedded picture, of the mosaic.
"""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tuner.core.engine import Engine
from tuner.core.frame import Frame
from tuner.core.orient import orient
from tuner.core.recipe import Recipe
from tuner.files.carried import PictureFault
from tuner.files.diagnose import MAX_PIXELS, refuse_before_decoding
from tuner.files.errors import FileError
from tuner.files.picture_jpeg import SIGNATURE as JPEG
from tuner.files.picture_jpeg import scan_jpeg
from tuner.files.raw import FLIPS, open_raw
from tuner.files.source import Opening, is_dump, open_source
from tuner.stages import RACK

SIDE = 176
"""Longest side of a thumbnail, pixels: twice what the strip shows, for screens of 200 %."""
HEAD = 64  # bytes that tell a raw container from anything else
MAX_EMBEDDED = 80_000_000  # pixels of an embedded picture that is decoded; a larger one is passed over
_TRANSPOSING = (5, 6, 7, 8)

Picture = NDArray[np.uint8]


def read_thumbnail(path: Path, side: int = SIDE) -> Picture:
    """A raw in small.

    Parameters
    ----------
    side : longest side of the answer, pixels

    Returns
    -------
    (h, w, 3) uint8 sRGB, upright, C-contiguous; neither h nor w exceeds `side`

    Raises
    ------
    FileError : the file cannot be used, neither what is embedded in it nor its mosaic
    """
    if is_dump(path):
        return binned_render(_balanced(open_source(path, Opening(guess=False))), side)
    found = _embedded(path, side)
    return binned_render(open_raw(path), side) if found is None else found


def _balanced(frame: Frame) -> Frame:
    """A dump's frame with gains that make its mean grey, where it states none: what a strip shows is to be told apart."""
    facts, active = frame.facts, frame.active[: frame.facts.height // 2 * 2, : frame.facts.width // 2 * 2]
    if facts.mono or facts.camera_gains is not None:
        return frame
    sums = [0.0, 0.0, 0.0, 0.0]
    for site, plane in enumerate(facts.planes):
        sums[plane] = max(float(active[site // 2 :: 2, site % 2 :: 2].mean()) - facts.black[plane], 1e-3)
    green = (sums[1] + sums[2]) / 2
    return replace(frame, facts=replace(facts, camera_gains=(green / sums[0], 1.0, green / sums[3])))


def binned_render(frame: Frame, side: int, recipe: Recipe | None = None) -> Picture:
    """The picture (of the default tuning, if nothing else is given) of a frame whose CFA planes were averaged over whole
    blocks of quads.

    Returns
    -------
    (h, w, 3) uint8 sRGB, upright; the smallest size whose longest side is `side` or less (never larger than the frame)
    """
    small = binned(frame, -(-max(frame.active.shape) // side))
    rendered = Engine().render(small, recipe or Recipe.default(RACK))
    return fitted(np.ascontiguousarray(rendered.rgb), side)


def binned(frame: Frame, by: int) -> Frame:
    """A frame of which each sample is the mean of `by` x `by` samples of its own colour.

    Parameters
    ----------
    by : quads a side of a block; 1 gives the same samples. Rows and columns that fill no block are left out.
    """
    active, facts = frame.active, frame.facts
    rows, columns = active.shape[0] // (2 * by), active.shape[1] // (2 * by)
    if by == 1 or min(rows, columns) < 1:
        return frame
    down = active[: rows * 2 * by].reshape(rows, by, 2, -1).sum(axis=1, dtype=np.uint32)  # along memory: fast
    sums = down[:, :, : columns * 2 * by].reshape(rows, 2, columns, by, 2).sum(axis=3, dtype=np.uint32)
    mosaic = ((sums + by * by // 2) // (by * by)).astype(np.uint16).reshape(2 * rows, 2 * columns)
    return Frame.from_active(mosaic, replace(facts, width=2 * columns, height=2 * rows), name=frame.name)


def fitted(picture: Picture, side: int) -> Picture:
    """A picture area-averaged so that its longest side is at most `side`."""
    from PIL import Image

    height, width = picture.shape[:2]
    if max(height, width) <= side:
        return np.ascontiguousarray(picture)
    size = (max(1, round(width * side / max(height, width))), max(1, round(height * side / max(height, width))))
    return np.asarray(Image.fromarray(picture).resize(size, Image.Resampling.BOX))


def _embedded(path: Path, side: int) -> Picture | None:
    """The largest picture embedded in the file, upright; None where there is none that can be used."""
    import rawpy

    _check_head(path)
    raw = rawpy.RawPy()
    try:
        raw.open_file(str(path))
        thumb, sizes = raw.extract_thumb(), raw.sizes
        picture = _decoded(thumb.data, side)
        turn = FLIPS.get(sizes.flip, 1)
        wide = sizes.raw_width >= sizes.raw_height
    except Exception:  # no thumbnail, or of a kind or in a state that cannot be read: the mosaic will tell
        return None
    finally:
        raw.close()
    if picture is None:
        return None
    if turn in _TRANSPOSING and (picture.shape[1] >= picture.shape[0]) != wide:
        turn = 1  # it was turned already
    return np.ascontiguousarray(np.asarray(orient(picture, turn), np.uint8))


def _check_head(path: Path) -> None:
    """Raise for what is no raw container, before LibRaw guesses one by its size."""
    from tuner.files.atomic import reading

    with reading(path, "a raw file") as file:
        head = file.read(HEAD)
    if not head:
        raise FileError(path, "is empty (0 bytes)", "copy it again from the card or camera")
    refuse_before_decoding(path, head, None)


def _decoded(data: Any, side: int) -> Picture | None:
    """The pixels of an embedded JPEG or bitmap, made small; None for what is neither, or too large."""
    if isinstance(data, np.ndarray):
        usable = data.ndim == 3 and data.shape[2] == 3 and data.dtype == np.uint8 and 0 < data.size <= 3 * MAX_PIXELS
        return fitted(np.ascontiguousarray(data), side) if usable else None
    if not isinstance(data, bytes) or not data.startswith(JPEG):
        return None
    from PIL import Image

    try:
        carried = scan_jpeg(io.BytesIO(data))
    except PictureFault:
        return None
    if carried.width * carried.height > MAX_EMBEDDED:
        return None
    with Image.open(io.BytesIO(data), formats=("JPEG",)) as picture:
        picture.draft("RGB", (2 * side, 2 * side))  # libjpeg leaves out the detail that is averaged away anyway
        return fitted(np.asarray(picture.convert("RGB")), side)
