"""Where the layout of a dump is told: in a TOML sidecar beside it, or in its name.

A sidecar `NAME.raw.toml` holds the same words as the flags:

    width = 1920
    height = 1080
    cfa = "BGGR"              RGGB, BGGR, GRBG, GBRG; QUAD-RGGB and so on; MONO
    packing = "mipi10"
    bits = 10
    stride = 2400             bytes from row to row; left out: rows without padding
    offset = 0                bytes in front of the first row
    black = 64                one level, or four: R, Gr, Gb, B
    white = 1023
    wb = [1.97, 1, 2.32]      white balance gains of R, G, B, if they are known
    iso = 100                 and what else is known of the shot: exposure_s, make, model, orientation (Exif 1 to 8)

Source: TOML v1.0.0 (2021), toml.io.
"""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import Any

from tuner.files.atomic import read_limited, write_atomic
from tuner.files.errors import FileError
from tuner.files.layout import QUAD, Given, given
from tuner.files.layout_faults import SIDECAR, LayoutFault
from tuner.files.toml_text import parse_toml

MAX_SIDECAR = 1 << 20  # bytes
ENDING = ".toml"
_FOLDER = "it is a folder, where a dump's sidecar would stand"
_NO_FILE = "it is not a regular file, where a dump's sidecar would stand"
_REMOVE = "delete it or give it another name"


def given_by(path: Path) -> Given:
    """What sidecar and name say of a dump.

    Raises
    ------
    FileError : there is a sidecar that cannot be read or does not fit, or something of its name that is no file
    """
    beside = sidecar_of(path)
    return (read_layout(beside) if os.path.lexists(beside) else Given()).over(named(path.name))


def sidecar_of(dump: Path) -> Path:
    """The sidecar beside a dump."""
    return dump.parent / (dump.name + ENDING)  # also of a name that is none, as "."


def read_layout(path: Path) -> Given:
    """A layout sidecar.

    Raises
    ------
    FileError : unreadable, not TOML, an unknown word, a value out of range; names the field
    """
    _refuse_no_file(path)
    data = read_limited(path, MAX_SIDECAR, "a dump's sidecar")
    try:
        return given(parse_toml(data.decode("utf-8-sig")))
    except UnicodeDecodeError:
        raise LayoutFault(path, "it is not a text in UTF-8", SIDECAR) from None
    except ValueError as error:  # no TOML, or a word of it does not fit
        raise LayoutFault(path, str(error), SIDECAR) from None


def _refuse_no_file(path: Path) -> None:
    """Raise for what has a sidecar's name and is no file: to ignore it would be to guess what its user has stated."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        if isinstance(error, PermissionError) or not os.path.islink(path):
            return  # reading it says why
        raise FileError(path, "it is a link that leads nowhere", _REMOVE) from None
    if not stat.S_ISREG(mode):
        raise FileError(path, _FOLDER if stat.S_ISDIR(mode) else _NO_FILE, _REMOVE)


def write_layout(dump: Path, layout: Given) -> Path:
    """Write a dump's sidecar; returns where.

    Raises
    ------
    FileError : the place cannot be written
    """
    import tomli_w

    kept = layout.stated
    if layout.black is not None and len(set(layout.black)) == 1:
        kept["black"] = layout.black[0]
    path = sidecar_of(dump)
    write_atomic(path, tomli_w.dumps(kept).encode())
    return path


_SIZE = re.compile(r"(?<![0-9])(\d{2,5})\s?[xX×]\s?(\d{2,5})(?![0-9])")
_EDGE, _END = r"(?<![A-Za-z0-9])", r"(?![A-Za-z0-9])"
_DEPTH = r"(8|10|12|14|16)"
_CFA = re.compile(rf"{_EDGE}(?:quad[-_]?)?S?(RGGB|BGGR|GRBG|GBRG|MONO|RGBW|RGBIR|RGB-IR)(?![A-Za-z])", re.I)
_ORDER = "(?:RGGB|BGGR|GRBG|GBRG)"
_BLOCKS = re.compile(
    rf"{_EDGE}(?:q-?(?:bayer|cfa)|(?:quad|tetra)[-_]?(?:bayer|cfa|{_ORDER})|{_ORDER}[-_]?(?:quad|tetra)){_END}", re.I
)
"""How names say that blocks of 2x2 have one filter."""
_BITS = re.compile(rf"{_EDGE}(?:{_DEPTH}[-_]?(?:bits?|bpp|b)|raw(8|10|12|14)|S?{_ORDER}{_DEPTH}){_END}", re.I)
"""RAW16 is not among them: it says how large a sample's place is, not how much of it is filled."""
_PACKING = re.compile(
    rf"{_EDGE}(?:(u8|u16(?:msb)?(?:be|le)?|u16msb)"
    rf"|(?:mipi[-_]?(?:raw[-_]?)?|packed[-_]?|raw[-_]?packed[-_]?)(10|12|14)p?([-_]old)?"
    rf"|(?:raw|S?{_ORDER})(10|12|14)(?:p|[-_]?packed|_CSI2P)){_END}",
    re.I,
)
_NUMBERS = re.compile(rf"{_EDGE}(?:(black|bl|white|wl|stride|offset|iso)[-_=]?)(\d{{1,9}}){_END}", re.I)
_WORDS = {"bl": "black", "wl": "white"}


def named(name: str) -> Given:
    """What a file's name says: `scene_2592x1536_10bit_GRBG.raw`, `flat_1920x1080_BGGR_mipi10_black64.raw`.

    Nothing that is out of range is taken from a name.

    Raises
    ------
    FileError : it names a sensor that is not supported
    """
    found: dict[str, Any] = {}
    if sizes := [(int(size[1]), int(size[2])) for size in _SIZE.finditer(name)]:  # a binning or a tile is smaller
        found["width"], found["height"] = max(sizes, key=lambda size: size[0] * size[1])
    if cfa := _CFA.search(name):
        blocks = _BLOCKS.search(name) and len(cfa[1]) == 4 and cfa[1].upper() != "MONO"
        found["cfa"] = (QUAD if blocks else "") + cfa[1].upper()
    if bits := _BITS.search(name):
        found["bits"] = int(bits[1] or bits[2] or bits[3])
    if packing := _PACKING.search(name):
        mipi = f"mipi{packing[2] or packing[4]}{'-old' if packing[3] else ''}"
        found["packing"] = packing[1].lower().removesuffix("le") if packing[1] else mipi
    for word, number in _NUMBERS.findall(name):
        found[_WORDS.get(word.lower(), word.lower())] = int(number)
    kept: dict[str, Any] = {}
    for field, value in found.items():
        try:
            kept[field] = getattr(given({field: value}), field)
        except ValueError as error:
            if field == "cfa":
                raise FileError(name, str(error), "open a raw of a Bayer, quad-Bayer or monochrome sensor") from None
    return Given(**kept)
