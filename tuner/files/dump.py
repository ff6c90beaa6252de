"""Bare sensor dumps in: bytes and a complete layout to a mosaic, one frame of a file that may hold several.

Sizes are compared before memory is taken: a dump that is too short or too long for its layout is refused with both
numbers, because one sample more in a row shears the whole picture.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from tuner.files.atomic import reading
from tuner.files.diagnose import refuse_size
from tuner.files.errors import FileError
from tuner.files.layout import Layout
from tuner.files.layout_faults import COPY_OR_CORRECT, CORRECT, SIZE_OF_FRAME, WIDER, WrongLayout
from tuner.files.packing import Samples, unpack

MAX_FRAMES = 100_000
FEWEST_ROWS = 8
"""Below which there is nothing to look at."""


def frames_in(path: Path, layout: Layout) -> int:
    """How many frames of a complete layout a file holds.

    Raises
    ------
    FileError : missing
    WrongLayout : its size is that of no whole number of frames
    """
    refuse_size(path, layout.width, layout.height)
    with reading(path, "a sensor dump") as file:
        held = file.seek(0, 2)
    offset, each = layout.offset, layout.size
    unpadded = each - layout.stride + layout.row_bytes
    if offset + unpadded <= held <= offset + each:  # the last row's padding may be left out
        return 1
    count, rest = divmod(held - offset, each)
    if rest == 0 and 1 < count <= MAX_FRAMES:
        return count
    if count > MAX_FRAMES:
        raise WrongLayout(path, f"would hold {count} frames, more than {MAX_FRAMES}", CORRECT)
    rows = f"{layout.height} rows of {layout.stride}" + (f" behind {offset}" if offset else "")
    needs = f"{layout.width} x {layout.height} in {layout.packing} takes {each + offset} bytes ({rows})"
    if held < offset + unpadded:
        raise WrongLayout(path, f"ends after {held} bytes where {needs}", COPY_OR_CORRECT)
    fault = f"holds {held} bytes, {held - offset - each} more than expected: {needs}"
    raise WrongLayout(path, fault, SIZE_OF_FRAME)


def read_samples(path: Path, layout: Layout, frame: int = 0) -> Samples:
    """The mosaic of one frame.

    Parameters
    ----------
    layout : complete, and checked
    frame : 0 is the first

    Returns
    -------
    (height, width) uint16, DN in the low bits

    Raises
    ------
    FileError : missing, unreadable, or there is no such frame
    WrongLayout : the size does not fit, or samples exceed the bits
    """
    count = frames_in(path, layout)
    if not 0 <= frame < count:
        held = "1 frame" if count == 1 else f"{count} frames"
        raise FileError(path, f"holds {held}, so there is no frame {frame + 1}", f"give a number from 1 to {count}")
    try:
        with reading(path, "a sensor dump") as file:
            file.seek(layout.offset + frame * layout.size)
            block = file.read(layout.size)
        rows = np.frombuffer(block.ljust(layout.size, b"\0"), np.uint8).reshape(layout.height, layout.stride)
        samples = unpack(rows[:, : layout.row_bytes], layout.packing, layout.bits)[:, : layout.width]
    except MemoryError:
        raise FileError(path, "does not fit in memory", "close other programs or open a smaller file") from None
    _refuse_wide(path, samples, layout)
    return np.ascontiguousarray(samples)


def read_regardless(path: Path, layout: Layout) -> Samples:
    """The rows of the first frame that a file holds, whether or not its size fits: for a look at a layout still sought.

    Returns
    -------
    (rows, width) uint16, rows a multiple of 4 and at most the layout's; samples beyond the depth are cut to it

    Raises
    ------
    FileError : missing, unreadable, or with hardly a row
    """
    refuse_size(path, layout.width, layout.height)
    with reading(path, "a sensor dump") as file:
        file.seek(layout.offset)
        block = file.read(layout.size)
    count = len(block) // layout.stride // 4 * 4
    if count < FEWEST_ROWS:
        raise WrongLayout(path, f"holds {count} rows of this layout", CORRECT)
    rows = np.frombuffer(block, np.uint8, count * layout.stride).reshape(count, layout.stride)
    samples = unpack(rows[:, : layout.row_bytes], layout.packing, layout.bits)[:, : layout.width]
    return np.minimum(samples, np.uint16(2**layout.bits - 1))


def _refuse_wide(path: Path, samples: Samples, layout: Layout) -> None:
    """Raise where a sample has more bits than stated: the depth, the alignment or the byte order is another."""
    most = int(samples.max())
    if most >> layout.bits:
        fault = f"holds samples up to {most}, more than the {layout.bits} bits of its layout"
        raise WrongLayout(path, fault, WIDER, least=max(most.bit_length(), 8))
