"""A source's frame as a DNG, with a preview of the default tuning."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tuner.app.dump_preview import mosaic_preview
from tuner.app.pool import processors
from tuner.core.colour import xyz_to_rgb
from tuner.core.facts import Calibration, Facts
from tuner.core.param import Matrix3
from tuner.files.dng_write import write_dng
from tuner.files.lights import D65_KELVIN
from tuner.files.source import Opening, frame_of_folder, is_dump, open_source, read_dump

PREVIEW = 1024  # longest side, pixels
LEAST, MOST = 22, 64000  # pixels a side that LibRaw 0.22 opens, as tried


def convert_to_dng(source: Path, out: Path, opening: Opening = Opening(), *, compress: bool = True) -> Facts:
    """Write one frame of a source as a DNG.

    Parameters
    ----------
    source : a bare dump, a raw, or a folder of them

    Returns
    -------
    what the file states; `notices` say what was guessed or is not known

    Raises
    ------
    FileError : the source cannot be used, or the place cannot be written
    """
    source, opening = frame_of_folder(source, opening)
    if is_dump(source, opening.given):
        mosaic, facts = read_dump(source, opening)
    else:
        frame = open_source(source, opening)
        mosaic, facts = frame.active, frame.facts
    stated = _with_limits(_with_matrix(facts))  # and a preview that is not turned, as the file's orientation turns it
    preview = mosaic_preview(mosaic, replace(facts, orientation=1), PREVIEW)
    write_dng(out, mosaic, stated, compress=compress, preview=preview, threads=len(processors()))
    return stated


def _with_limits(facts: Facts) -> Facts:
    """A notice where the size is one that readers refuse."""
    sides = (facts.width, facts.height)
    if min(sides) >= LEAST and max(sides) <= MOST:
        return facts
    notice = f"LibRaw, and so this program, opens no DNG of less than {LEAST} or more than {MOST} pixels a side."
    return replace(facts, notices=(*facts.notices, notice))


def _with_matrix(facts: Facts) -> Facts:
    """The facts with a colour matrix, without which other programs refuse a DNG."""
    if facts.calibrations or facts.mono:
        return facts
    red, green, blue = xyz_to_rgb("rec709").tolist()
    matrix: Matrix3 = ((red[0], red[1], red[2]), (green[0], green[1], green[2]), (blue[0], blue[1], blue[2]))
    notice = "No colour matrix is known; that of sRGB is written, so colours are not those of this sensor."
    return replace(facts, calibrations=(Calibration(D65_KELVIN, matrix),), notices=(*facts.notices, notice))
