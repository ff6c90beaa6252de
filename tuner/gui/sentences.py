"""Sentences of the rooms below, which know no Qt, in the language in force.

They arrive as text with names and numbers in it. `PATTERNS` lists what they are made of, `{}` standing for what varies;
a sentence that fits none stays English, as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from tuner.files.errors import FileError, shown_name
from tuner.files.layout_faults import WAYS_OUT, LayoutFault
from tuner.gui.dump_words import words
from tuner.gui.language import say, tr

PATTERNS: tuple[str, ...] = (
    "it is a folder",
    "it is not a regular file",
    "it is a folder, where a dump's sidecar would stand",
    "it is not a regular file, where a dump's sidecar would stand",
    "it is a link that leads nowhere",
    "the file is write-protected",
    "no file can have this name",
    "it is larger than {} MiB, too large for {}",
    "it cannot be written ({})",
    "it belongs to {}, which is another shot",
    "there is no such file",
    "you may not read it",
    "it cannot be read ({})",
    "holds {}, which is not supported yet",
    "has no header of a raw file (it may be a bare sensor dump, whose geometry is not known)",
    "ends after {} bytes where {} x {} in {} takes {} bytes ({})",
    "holds {} bytes, {} more than expected: {} x {} in {} takes {} bytes ({})",
    "holds samples up to {}, more than the {} bits of its layout",
    "A sensor dump states no white balance; gains of 1 are taken.",
    "The depth is judged by the pixels: {} bits.",
    "Levels are judged by the pixels: black {}, white {}.",
    "Guessed, as neither flags, sidecar nor name say it ({} sure): {}.",
    "The file holds {} frames; this is frame {}.",
    "Quad-Bayer: remosaiced to {} x {} Bayer samples.",
    "Quad-Bayer: binned 2x2 from {} x {} to {} x {}.",
    "X-Trans: binned from {} x {} to {} x {}, in which it is shown.",
    "ends after {} bytes where it needs {} or more",
    "its pixels are compressed with {}, which is not supported yet",
    "holds a picture of {} x {} pixels",
    "claims {} x {} pixels, more than the {} megapixels that are opened",
    "its pixels do not fit in memory",
    "does not fit in memory",
    "it does not fit into memory",
    "its pixels are damaged or cut short",
    "is a TIFF picture without raw pixels, or a raw of an unknown kind",
    "is a video or HEIF picture, not a raw file",
    "is cut short or a raw of a kind that LibRaw does not know",
    "is a {}, not a raw file",
    "pictures cannot be written as '{}'",
    "this format holds at most {} pixels a side",
    "it is damaged",
    "it is larger than {} MiB, too large for a profile",
    "its arrays are nested too deeply",
    "it is not valid TOML ({})",
    "a number in it has too many digits",
    "a key in it has more than {} parts",
    "it is not a profile of ISP Tuner, which begins with 'schema = {}'",
    "it changed on disk meanwhile",
    "the layers go round in a circle ({})",
    "it extends {}, which leads out of its folder",
    "it extends {}, which is no profile's name",
    "it extends {}, which is not to be found from there",
    "save it in the folder it was read from",
    "is empty (0 bytes)",
    "is larger than {} GiB",
    "is a folder",
    "is not a regular file",
    "does not exist",
    "may not be read by this user",
    "cannot be read ({})",
    "states a black level of {}, above all its pixels",
    "its settings do not fit: {}",
    "this picture carries no state of a tuning",
    "it is not an ICC profile of an RGB display that can be used",
    "give the name of a file",
    "give the name of {}",
    "choose another name or change its permissions",
    "choose another name, or delete both",
    "delete it or give it another name",
    "check the name",
    "choose another file",
    "choose another name",
    "choose another place",
    "check the name and the folder",
    "change its permissions or choose another file",
    "check the disk or choose another file",
    "open a file from a Bayer sensor, or develop this one elsewhere",
    "open the raw file that the camera wrote",
    "copy it again from the card or camera",
    "copy it again from the card or camera, or convert it to DNG",
    "convert it to a losslessly compressed DNG",
    "close other programs or open a smaller raw file",
    "close other programs or open a smaller file",
    "close other programs or choose a smaller picture",
    "end the name in .png, .jpg or .tif",
    "write a .png or .tif, or crop it",
    "write a .png or .tif",
    "choose a PNG, JPEG or TIFF picture",
    "copy it again, or choose a PNG, JPEG or TIFF picture",
    "correct the file or save the profile again",
    "update ISP Tuner",
    "copy it to another disk and try again",
    "open a single raw picture",
    "choose a raw file in it",
    "choose a raw file",
    "change its permissions",
    "open another raw file",
    "open it with the version that wrote it",
    "open a raw file, or a picture that was saved here",
    "The ActiveArea tag does not fit the raw pixels; all of them are shown.",
    "The BlackLevel tag holds what is no level from 0 to {}; 0 is taken.",
    "The black level repeats over more than 2x2 pixels; its mean for each CFA site is taken.",
    "The NoiseProfile tag cannot be used and is ignored.",
    "A BaselineExposure of {} EV is not plausible and is ignored.",
    "The black level varies along rows or columns in the file; the variation is not applied.",
    "BlackLevel and its repeat pattern disagree; its first value is taken.",
    "The file states several white levels; the lowest is taken.",
    "ForwardMatrix{} cannot be used and is ignored.",
    "The illuminant of ColorMatrix{} is not known; D65 is taken.",
    "ColorMatrix{} is not a usable 3x3 matrix and is ignored.",
    "The white level {} in the file cannot be right; {} is taken.",
    "The file has no colour matrix.",
    "The file has no usable as-shot white balance; daylight stands in for it.",
    "No daylight white balance is known for this camera; gains of 1 are taken.",
    "{} opcode present, not applied",
    "{} is clipped all over; no exposure can be read from it",
    "{} has too few parts that are neither clipped nor black; choose a grey region instead",
    "{} of the region is clipped, so its colour is not known; choose a darker grey",
    "the region is too dark to tell its colour from noise; choose a brighter grey",
    "{} would need a {} gain of {}, so it cannot be grey; choose a grey region",
    "{} has no masked columns; set the black level by hand or from a dark frame",
    "{} has too few masked pixels ({} of a colour); set the black level by hand",
    "of its raw files there are only links, which lead out of the folder or nowhere",
    "no raw file lies in this folder",
    "open the folder that holds the raw files itself",
    "the frame is too small to hold one whole quad of its colour filter",
    "{} = {} is not {}",
    "a number from {} to {}",
    "a whole number from {} to {}",
    "true or false",
    "one of {}",
    "three rows of three numbers from {} to {}",
    "at least two [x, y] knots, x rising from 0 to 1, y from {} to {}",
    "grids of numbers from {} to {}, all rows of one length",
    "The clipboard",
    "The text",
    "it holds no parameters of ISP Tuner",
    "copy some first",
    "{} holds parameters of {} stages; copy those of one stage",
    "{} has no parameter with a name of {}'s",
    "it is not a text in UTF-8",
    "save it as CSV",
    "it holds more than {} numbers",
    "use a coarser table",
    "line {} holds {} and the line before it {}",
    "it holds no numbers",
    "it holds no value",
    "it holds {} and {} needs {}",
    "its grids differ in shape ({})",
    "give all of them one shape",
    "its grid is {}",
    "a table has at least 2 × 2 numbers",
    "correct that number",
    "give one line a row, numbers apart by commas, and a blank line between grids",
    "give a first line of names such as iso,cct,value and a line a node",
    "choose another one",
    "copy the parameters again",
    "“{}” in line {} is not a number",
    "a number is missing in line {}",
    "a number in line {} is not finite",
    "is a sensor dump whose layout is not known",
    "is a sensor dump whose layout is not known ({})",
    "has no header of a raw file, and looks like no sensor dump whose layout could be guessed",
    "would hold {} frames, more than {}",
    "holds {} rows of this layout",
    "holds {} bytes, where {} x {} takes {}",
    "holds {} bytes, which fit no sensor dump",
    "holds {} bytes, which fit no sensor dump with {}",
    "{} holds {} bits a sample, not {}",
    "a row of {} samples in {} takes {} bytes, more than the stride {}",
    "white level {} does not fit in {} bits",
    "black level {} is not below white, {}",
    "has no filters, so it has one black level, not {}",
    *WAYS_OUT,
)  # fmt: skip


def said(error: Exception) -> str:
    """What an error of the rooms below says."""
    if isinstance(error, FileError):
        fault, way_out = sentence(error.fault.rstrip(".")), _way_out(error)
        return say("{name}: {fault}; {way_out}.", name=sentence(shown_name(error.path)), fault=fault, way_out=way_out)
    return sentence(str(error))


def _way_out(error: FileError) -> str:
    """The way out; of a dump's layout it names the dialog's fields, where the command line names flags."""
    if isinstance(error, LayoutFault):
        return error.worded(words(), tr("sentences", error.form))
    return sentence(error.way_out.rstrip("."))


def sentence(text: str) -> str:
    """A sentence, or a part of one, in the language in force."""
    plain = tr("sentences", text)
    if plain != text:
        return plain
    for pattern, form in _forms():
        if (found := form.fullmatch(text)) is not None:
            translated = tr("sentences", pattern)
            return text if translated == pattern else translated.format(*map(sentence, found.groups()))
    return text


def noticed(notices: Sequence[str]) -> tuple[str, str]:
    """What a file's notices are as one message, and all of them, one a line."""
    lines = [sentence(notice) for notice in notices]
    if len(lines) < 2:
        return "".join(lines), "".join(lines)
    return say("{count} notices: {first}", count=len(lines), first=lines[0]), "\n".join(lines)


@cache
def _forms() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The patterns that hold something that varies, the longest first."""
    varied = sorted((p for p in PATTERNS if "{}" in p), key=len, reverse=True)
    return tuple((p, re.compile("(.+?)".join(map(re.escape, p.split("{}"))))) for p in varied)
