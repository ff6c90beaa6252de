"""How a picture was taken: camera, lens, ISO, time, aperture, focal length.

Exif states them exactly where the file is TIFF-like; elsewhere LibRaw's rounded values stand in, and the names are
taken from where CR3, RAF and CRW keep them (rawpy does not hand LibRaw's out).

Source: CIPA DC-008 (2019), Exif 2.32, chapter 4.6; Lindstrom and others, "Canon CR3 file format" (boxes CMT1, CMT2);
Canon (1997), CIFF 1.0 revision 4 (record 0x080A, make and model).
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tuner.files.tags import MAKE, MODEL, Tags, as_text, read_tags

UNIQUE_MODEL, LENS_MODEL, FOCAL = 50708, 42036, 37386
ISO = ("ISOSpeedRatings", "PhotographicSensitivity")  # one tag by two names: numbers, the first of which counts
ISO_OVERFLOW = 65535  # the 16-bit Exif tag is full: the true value stands elsewhere
HEAD = 1 << 20  # the boxes of a CR3 that hold Exif stand in front of everything large


@dataclass(frozen=True)
class Shot:
    """The names are those of `tuner.core.facts.Facts`; None and "" mean the file does not say."""

    iso: float | None = None
    exposure_s: float | None = None
    aperture: float | None = None
    focal_mm: float | None = None
    make: str = ""
    model: str = ""
    lens: str = ""


def read_shot(tags: Tags | None, data: bytes, raw: Any) -> Shot:
    """Exif where it speaks, else LibRaw.

    Parameters
    ----------
    data : the whole file
    raw : an open `rawpy.RawPy`
    """
    exif = tags.exif if tags is not None else {}
    make, model, embedded_lens = _names(tags, data)
    try:
        other, lens = raw.other, raw.lens.model
    except (ValueError, OverflowError, OSError):  # a time stamp out of range, a name in another encoding
        other, lens = None, ""
    return Shot(
        iso=_first(exif, ISO, getattr(other, "iso_speed", 0), ISO_OVERFLOW),
        exposure_s=_first(exif, ("ExposureTime",), getattr(other, "shutter_speed", 0)),
        aperture=_first(exif, ("FNumber",), getattr(other, "aperture", 0)),
        focal_mm=_first(exif, ("FocalLength",), getattr(other, "focal_length", 0)),
        make=make,
        model=model,
        lens=as_text(exif.get("LensModel", "")) or embedded_lens or as_text(lens),
    )


def _first(exif: Mapping[str, Any], names: Sequence[str], libraw: float, overflow: float = math.inf) -> float | None:
    """The first Exif value there is, else LibRaw's; None where the winner is zero or no number."""
    for name in names:
        if name in exif:
            value = _number(exif[name], rational=name not in ISO)
            if value is None or value < overflow:
                return value
    return _number(float(str(np.float32(libraw))))  # 0.004, not 0.004000000189989805


def _number(value: Any, *, rational: bool = True) -> float | None:
    """A positive finite number from an Exif value: n, (n,), and the rational (n, d) or the first of several."""
    try:
        parts = np.atleast_1d(np.asarray(value, np.float64)).ravel().tolist()
    except (TypeError, ValueError):
        return None
    if not rational:
        parts = parts[:1]
    number = parts[0] / parts[1] if len(parts) == 2 and parts[1] else parts[0] if len(parts) == 1 else 0.0
    return number if math.isfinite(number) and number > 0 else None


def _names(tags: Tags | None, data: bytes) -> tuple[str, str, str]:
    """(make, model, lens)."""
    if tags is not None:
        unique = tags.main.text(UNIQUE_MODEL)
        return tags.main.text(MAKE), tags.main.text(MODEL) or unique, ""
    if data[4:12] == b"ftypcrx ":
        camera, exif = (_box(data, name) for name in (b"CMT1", b"CMT2"))
        lens = exif.main.text(LENS_MODEL) if exif else ""
        return (camera.main.text(MAKE), camera.main.text(MODEL), lens) if camera else ("", "", lens)
    if data.startswith(b"FUJIFILM"):
        return "FUJIFILM", as_text(data[28:60]), ""
    if data[6:14] == b"HEAPCCDR":
        found = re.search(rb"Canon\0(Canon [ -~]{1,40})\0", data)
        return ("Canon", as_text(found[1]), "") if found else ("Canon", "", "")
    return "", "", ""


def _box(data: bytes, name: bytes) -> Tags | None:
    """The TIFF block inside a named box of a CR3."""
    at = data.find(name, 0, HEAD)
    size = int.from_bytes(data[at - 4 : at], "big") if at >= 4 else 0
    return read_tags(data[at + 4 : at - 4 + size]) if 8 < size < HEAD else None
