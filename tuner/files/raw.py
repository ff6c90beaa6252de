"""Raw files in: one call from a path to a frame with its facts, or one sentence that says why not.

The file is read once, so that pixels, tags and hash belong to the same bytes. LibRaw (through rawpy) decodes the
pixels; where the file is a DNG its own tags decide area, pattern, levels and colour, because LibRaw rounds odd margins
and fractional levels and keeps the matrices to itself.
"""

from __future__ import annotations

import hashlib
import math
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tuner.core.facts import Calibration, Facts, Four, Three, planes_of
from tuner.core.frame import Frame
from tuner.files import cfa as mosaic
from tuner.files import dng_color
from tuner.files.diagnose import refuse_before_decoding, refuse_size, why_undecodable
from tuner.files.dng import MAX_LEVEL, Area, Dng, active_area, masked_area, read_dng
from tuner.files.errors import FileError
from tuner.files.lights import D65_KELVIN
from tuner.files.shot import read_shot
from tuner.files.tags import Tags, read_tags
from tuner.fronts import Quad, to_line

MAX_BYTES = 4 << 30
CHUNK = 1 << 20
MIN_MASKED = 16  # columns; fewer are a decoder's margin, not a measurement
MASKED_EDGE = 2  # columns next to the visible ones, into which light and charge spill
MASKED_SPREAD = 0.02  # of white - black: farther from black than this, the columns are not dark
FLIPS = {0: 1, 1: 2, 2: 4, 3: 3, 4: 5, 5: 8, 6: 6, 7: 7}
"""LibRaw's flip (bit 0 mirrors columns, bit 1 rows, bit 2 swaps the axes) -> Exif orientation."""

PREGAINS: dict[str, Three] = {"NIKON D1": (527 / 256, 1.0, 317 / 256)}
"""Cameras whose samples already carry fixed channel gains, which LibRaw's matrix does not: a DNG would state them as
AnalogBalance. Source: the constants of Coffin's dcraw 9.28 for this camera; checked on a D1 daylight scene, which
LibRaw's plain daylight gains turn pink."""


def open_raw(path: Path, quad: Quad = "remosaic") -> Frame:
    """A raw file as a frame: visible pixels, facts and, where there are any, masked columns.

    Parameters
    ----------
    path : a raw file of any kind that LibRaw decodes to a mosaic
    quad : how a quad-Bayer mosaic becomes a Bayer one

    Returns
    -------
    the frame; `facts.notices` says what was missing in the file or is not applied

    Raises
    ------
    FileError : missing, unreadable, empty, damaged, too large, not a raw file, or of a sensor that no front stage knows
    """
    path = Path(path)
    data = _read(path)
    tags = read_tags(data)
    refuse_before_decoding(path, data, tags)
    try:
        with _decoded(path, data, tags) as raw:
            return _frame(path, data, tags, raw, quad)
    except MemoryError as error:
        raise why_undecodable(path, data, tags, error) from None


def sha256_of(path: Path) -> str:
    """Hex SHA-256 of a file's bytes.

    Raises
    ------
    FileError : missing or unreadable
    """
    digest = hashlib.sha256()
    _regular(path)
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                digest.update(chunk)
    except OSError as error:
        raise _unreadable(path, error) from None
    return digest.hexdigest()


def _read(path: Path) -> bytes:
    """All bytes of a file of reasonable size."""
    size = _regular(path)
    if size == 0:
        raise FileError(path, "is empty (0 bytes)", "copy it again from the card or camera")
    if size > MAX_BYTES:
        raise FileError(path, f"is larger than {MAX_BYTES >> 30} GiB", "open a single raw picture")
    try:
        with path.open("rb") as file:
            return file.read(size)  # which takes this much memory at once, however short the file is by now
    except OSError as error:
        raise _unreadable(path, error) from None
    except MemoryError:
        raise FileError(path, "does not fit in memory", "close other programs or open a smaller file") from None


def _regular(path: Path) -> int:
    """The size of a regular file."""
    try:
        status = path.stat()
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise _unreadable(path, error) from None
    if stat.S_ISDIR(status.st_mode):
        raise FileError(path, "is a folder", "choose a raw file in it")
    if not stat.S_ISREG(status.st_mode):
        raise FileError(path, "is not a regular file", "choose a raw file")
    return status.st_size


def _unreadable(path: Path, error: Exception) -> FileError:
    if isinstance(error, FileNotFoundError | NotADirectoryError | ValueError):
        return FileError(path, "does not exist", "check the name and the folder")
    if isinstance(error, PermissionError):
        return FileError(path, "may not be read by this user", "change its permissions")
    reason = (error.strerror if isinstance(error, OSError) else "") or "unknown reason"
    return FileError(path, f"cannot be read ({reason})", "copy it to another disk and try again")


@contextmanager
def _decoded(path: Path, data: bytes, tags: Tags | None) -> Iterator[Any]:
    """LibRaw with the pixels unpacked; its pixel buffer is gone when the block ends."""
    import io

    import rawpy

    raw = rawpy.RawPy()
    try:
        try:
            raw.open_buffer(io.BytesIO(data))
            sizes = raw.sizes
            refuse_size(path, sizes.raw_width, sizes.raw_height)
            raw.unpack()
        except FileError:
            raise
        except Exception as error:  # LibRawError and whatever else a stranger's bytes bring about
            raise why_undecodable(path, data, tags, error) from None
        if raw.raw_type != rawpy.RawType.Flat:
            raise mosaic.unsupported(path, "pixels of three or four colours each, not a mosaic")
        if raw.raw_image.dtype != np.uint16 or raw.raw_image.ndim != 2:
            raise mosaic.unsupported(path, f"pixels of the type {raw.raw_image.dtype}")
        yield raw
    finally:
        raw.close()


def _frame(path: Path, data: bytes, tags: Tags | None, raw: Any, quad: Quad) -> Frame:
    """Facts and pixels of an unpacked raw."""
    pixels: NDArray[np.uint16] = raw.raw_image
    notices: list[str] = []
    area, cfa = _geometry(path, tags, raw, notices)
    dng = read_dng(tags, cfa, area.height, area.width, notices) if tags is not None and tags.is_dng else None
    black = dng.black if dng else _black(path, raw)
    white = _white(path, dng, raw, black, notices)
    matrices = dng.calibrations if dng and dng.calibrations else _calibrations(raw)
    coloured = cfa != "M"  # without filters nothing of colour is missing
    if not matrices and coloured:
        notices.append("The file has no colour matrix.")
    shot = read_shot(tags, data, raw)
    balance = dng.analog_balance if dng else PREGAINS.get(shot.model, (1.0, 1.0, 1.0))
    camera, daylight = _white_balance(dng, raw, matrices, balance, notices if coloured else [])
    dark = None if len(cfa) > 4 else _masked(pixels, area, tags, black, white)
    facts = Facts(
        width=area.width,
        height=area.height,
        cfa=cfa,
        black=black,
        white=white,
        saturation=(white,) * 4,
        raw_width=pixels.shape[1],
        raw_height=pixels.shape[0],
        bits=int(white).bit_length(),
        orientation=(dng.orientation if dng else None) or FLIPS.get(raw.sizes.flip, 1),
        camera_gains=camera,
        daylight_gains=daylight,
        calibrations=matrices,
        analog_balance=balance,
        noise=dng.noise if dng else (),
        baseline_exposure=dng.baseline_exposure if dng else 0.0,
        shading=dng.shading if dng else None,
        notices=tuple(notices),
        **vars(shot),
    )
    active, facts = to_line(pixels[area.top : area.bottom, area.left : area.right], facts, quad)
    return Frame.from_active(
        active,
        facts,
        name=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        masked=None if dark is None else pixels[dark.top : dark.bottom, dark.left : dark.right].copy(),
        masked_cfa="" if dark is None else mosaic.shifted(cfa, dark.top - area.top, dark.left - area.left),
    )


def _geometry(path: Path, tags: Tags | None, raw: Any, notices: list[str]) -> tuple[Area, str]:
    """The active area and its first 2x2: a DNG's own tags where they describe these pixels, else LibRaw's view."""
    sizes, shape = raw.sizes, raw.raw_image.shape
    stated_cfa = mosaic.from_tags(tags.raw) if tags is not None and tags.is_dng and tags.raw is not None else ""
    if len(stated_cfa) > 4:
        seen = stated_cfa  # LibRaw takes the 4x4 of quad-Bayer for another 2x2
    else:
        seen = mosaic.from_libraw(path, _pattern(path, raw), raw.color_desc.decode("ascii", "replace"), raw.num_colors)
    bottom, right = min(sizes.top_margin + sizes.height, shape[0]), min(sizes.left_margin + sizes.width, shape[1])
    visible = Area(sizes.top_margin, sizes.left_margin, bottom, right)
    cfa = seen
    if tags is not None and tags.is_dng and tags.raw is not None and tags.raw.shape == shape:
        stated = active_area(tags, shape[0], shape[1], notices)
        cfa = stated_cfa or mosaic.shifted(seen, stated.top - visible.top, stated.left - visible.left)
        visible = stated
    refuse_size(path, visible.width, visible.height)
    return visible, cfa


def _pattern(path: Path, raw: Any) -> list[list[int]] | None:
    """Colour indices of the visible area's first samples; None for a sensor without filters."""
    try:
        pattern = raw.raw_pattern
    except NotImplementedError:
        raise mosaic.unsupported(path, "a filter array of an unknown kind") from None
    return None if pattern is None else [list(map(int, row)) for row in pattern]


def _black(path: Path, raw: Any) -> Four:
    """LibRaw's black levels, which come by colour index, as R, Gr, Gb, B."""
    pattern = _pattern(path, raw) or []
    name = mosaic.from_libraw(path, pattern or None, raw.color_desc.decode("ascii", "replace"), raw.num_colors)
    index, known = [i for row in pattern for i in row], raw.black_level_per_channel
    levels = [float(known[i]) if i < len(known) else float(known[0]) for i in index] or [float(known[0])]
    planes = planes_of(name)
    red, green_r, green_b, blue = (levels[planes.index(p)] if p in planes else levels[0] for p in range(4))
    return red, green_r, green_b, blue


def _white(path: Path, dng: Dng | None, raw: Any, black: Four, notices: list[str]) -> float:
    """The stated white; the largest code that fits where the statement cannot be right."""
    stated = dng.white if dng else None
    white = float(raw.white_level or 0) if stated is None else stated
    if max(1.0, *black) <= white <= MAX_LEVEL and white > max(black):
        return white
    most = min(2.0 ** max(int(raw.raw_image.max()).bit_length(), int(max(black)).bit_length()) - 1, MAX_LEVEL)
    if most <= max(black):
        raise FileError(path, f"states a black level of {max(black):g}, above all its pixels", "open another raw file")
    notices.append(f"The white level {white:g} in the file cannot be right; {most:g} is taken.")
    return most


def _calibrations(raw: Any) -> tuple[Calibration, ...]:
    """LibRaw's XYZ -> camera matrix, valid for D65; empty when it has none."""
    rows = np.asarray(raw.rgb_xyz_matrix, np.float32)[:3].astype(str).astype(np.float64)  # 0.99, not 0.9900000095
    matrix = dng_color.to_matrix(rows)
    return (Calibration(D65_KELVIN, matrix),) if matrix else ()


def _white_balance(
    dng: Dng | None, raw: Any, matrices: tuple[Calibration, ...], balance: Three, notices: list[str]
) -> tuple[Three | None, Three]:
    """As-shot gains or None, and daylight gains, both with G = 1."""
    camera = dng.camera_gains if dng else _multipliers(raw.camera_whitebalance)
    daylight = dng.daylight_gains if dng else None
    if daylight is None and balance == (1.0, 1.0, 1.0):  # LibRaw's do not know of a balance
        daylight = _multipliers(raw.daylight_whitebalance)
    daylight = daylight or dng_color.daylight(matrices, balance)
    if camera is None:
        notices.append("The file has no usable as-shot white balance; daylight stands in for it.")
    if daylight is None:
        notices.append("No daylight white balance is known for this camera; gains of 1 are taken.")
    return camera, daylight or (1.0, 1.0, 1.0)


def _multipliers(rgbg: Sequence[float] | None) -> Three | None:
    """LibRaw's four multipliers (second green 0: as the first) as gains."""
    if rgbg is None or len(rgbg) < 3:
        return None
    red, green, blue, second = (*map(float, rgbg[:3]), float(rgbg[3]) if len(rgbg) > 3 else 0.0)
    if second > 0 and math.isfinite(second):
        green = (green + second) / 2
    return dng_color.gains_of((red, green, blue))


def _masked(pixels: NDArray[np.uint16], area: Area, tags: Tags | None, black: Four, white: float) -> Area | None:
    """Optically black columns at the left, in the rows of the active area; None when there are none."""
    stated = masked_area(tags, area) if tags is not None and tags.is_dng else None
    dark = stated or Area(area.top, 0, area.bottom, area.left - MASKED_EDGE)
    if dark.width < MIN_MASKED - MASKED_EDGE:
        return None
    block = pixels[dark.top : dark.bottom, dark.left : dark.right]
    level, limit = float(np.mean(black)), MASKED_SPREAD * (white - float(np.mean(black)))
    is_dark = abs(float(np.median(block)) - level) <= limit and float(block.std()) <= limit
    return dark if is_dark else None
