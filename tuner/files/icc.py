"""ICC profiles of the output spaces: matrix/TRC display profiles of version 4.3, written byte by byte.

    linear RGB = TRC(code);   XYZ (D50) = Bradford(D65 -> D50) M linear RGB

The bytes depend on primaries and transfer only: the date is fixed and the profile ID is the MD5 the format asks for.

Source: ICC.1:2010 (ISO 15076-1:2010): 7.2 header, 7.3 tag table, 8.4 required tags of a three-component matrix-based
display profile; types multiLocalizedUnicodeType, parametricCurveType (function types 0 and 3), s15Fixed16ArrayType,
XYZType; annex E (linear Bradford).
"""

from __future__ import annotations

import hashlib
import struct
from functools import cache

import numpy as np
from numpy.typing import NDArray

from tuner.core.colour import D65, PRIMARIES, adaptation, rgb_to_xyz, xyz_to_xy
from tuner.core.transfer import CURVES, decoding

WHITE_D50 = (0.9642, 1.0, 0.8249)  # PCS illuminant, ICC.1:2010, 7.2.16

TRANSFERS = {name: decoding(name) for name in CURVES}
"""Code -> linear: g alone is x^g; g, a, b, c, d is (a x + b)^g from d on, and c x below."""

PRIMARIES_TITLES = {"rec709": "Rec.709", "display_p3": "Display P3", "rec2020": "Rec.2020"}
TRANSFER_TITLES = {"srgb": "sRGB curve", "rec709": "Rec.709 curve", "gamma22": "gamma 2.2", "linear": "linear"}
_OTHER_CURVES = ("linear", "gamma", "rec.709 curve")
_OTHER_GAMUTS = ("p3", "2020", "2100", "adobe", "prophoto", "wide", "aces")  # "... with sRGB curve"
_COPYRIGHT = "No copyright; use freely"
_DATE = (2024, 1, 1, 0, 0, 0)
_MAX_TAGS = 100
_MAX_TEXT = 4096


@cache
def icc_profile(primaries: str, transfer: str) -> bytes:
    """The ICC profile of an output space.

    Parameters
    ----------
    primaries : "rec709", "display_p3" or "rec2020"
    transfer : "srgb", "rec709", "gamma22" or "linear"

    Returns
    -------
    the profile; the same bytes on every call and machine

    Raises
    ------
    ValueError : a name that is none of these
    """
    if primaries not in PRIMARIES or transfer not in TRANSFERS:
        raise ValueError(f"no ICC profile is known for primaries '{primaries}' with transfer '{transfer}'")
    adapt = adaptation(D65, xyz_to_xy(np.array(WHITE_D50)))
    red, green, blue = _colorants(adapt @ rgb_to_xyz(primaries))
    curve = _para(TRANSFERS[transfer])
    tags = (
        ("desc", _mluc(_title(primaries, transfer))),
        ("cprt", _mluc(_COPYRIGHT)),
        ("wtpt", _fixed("XYZ ", _s15(WHITE_D50))),
        ("chad", _fixed("sf32", _s15(adapt.ravel()))),
        ("rXYZ", _fixed("XYZ ", red)),
        ("gXYZ", _fixed("XYZ ", green)),
        ("bXYZ", _fixed("XYZ ", blue)),
        ("rTRC", curve),
        ("gTRC", curve),
        ("bTRC", curve),
    )
    return _assembled(tags)


def describe_icc(profile: bytes | None) -> tuple[str, str] | None:
    """(primaries, transfer) of a profile: ours exactly, others by what their description says; else None."""
    if not profile:
        return None
    for primaries in PRIMARIES:
        for transfer in TRANSFERS:
            if profile == icc_profile(primaries, transfer):
                return primaries, transfer
    words = _description(profile).lower()
    if profile[16:20] != b"RGB " or any(other in words for other in _OTHER_CURVES):
        return None
    if "display p3" in words:
        return "display_p3", "srgb"
    return ("rec709", "srgb") if "srgb" in words and not any(other in words for other in _OTHER_GAMUTS) else None


def icc_tag(profile: bytes, name: bytes) -> bytes | None:
    """The data of one tag as its table states it (shorter where the profile is cut); None when there is none.

    Source: ICC.1:2022, 7.3 (tag table).
    """
    (count,) = struct.unpack_from(">I", profile, 128) if len(profile) >= 132 else (0,)
    for i in range(min(count, _MAX_TAGS, (len(profile) - 132) // 12)):
        found, at, size = struct.unpack_from(">4sII", profile, 132 + 12 * i)
        if found == name:
            return profile[at : at + size]
    return None


def _title(primaries: str, transfer: str) -> str:
    if (primaries, transfer) == ("rec709", "srgb"):
        return "sRGB (ISP Tuner)"
    return f"{PRIMARIES_TITLES[primaries]}, {TRANSFER_TITLES[transfer]} (ISP Tuner)"


def _s15(values: object) -> NDArray[np.int64]:
    """s15Fixed16Number (ICC.1:2010, 4)."""
    return np.rint(np.asarray(values, np.float64) * 65536).astype(np.int64)


def _colorants(matrix: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """The columns in fixed point; green takes the rounding, so that they add up to the white exactly."""
    red, blue = _s15(matrix[:, 0]), _s15(matrix[:, 2])
    return red, _s15(WHITE_D50) - red - blue, blue


def _fixed(kind: str, numbers: NDArray[np.int64]) -> bytes:
    return kind.encode() + bytes(4) + numbers.astype(">i4").tobytes()


def _para(numbers: tuple[float, ...]) -> bytes:
    function = 0 if len(numbers) == 1 else 3
    return b"para" + bytes(4) + struct.pack(">HH", function, 0) + _s15(numbers).astype(">i4").tobytes()


def _mluc(text: str) -> bytes:
    coded = text.encode("utf-16-be")
    return b"mluc" + bytes(4) + struct.pack(">II2s2sII", 1, 12, b"en", b"US", len(coded), 28) + coded


def _assembled(tags: tuple[tuple[str, bytes], ...]) -> bytes:
    """Header, tag table and tag data; equal data is stored once, everything on 4-byte borders."""
    start = 128 + 4 + 12 * len(tags)
    places: dict[bytes, int] = {}
    body = b""
    for _, data in tags:
        if data not in places:
            places[data] = start + len(body)
            body += data + bytes(-len(data) % 4)
    table = b"".join(struct.pack(">4sII", name.encode(), places[data], len(data)) for name, data in tags)
    rest = struct.pack(">I", len(tags)) + table + body
    head = struct.pack(
        ">I4sI4s4s4s6H4s4sIIIQI3i",
        128 + len(rest), b"", 0x04300000, b"mntr", b"RGB ", b"XYZ ", *_DATE, b"acsp", b"", 0, 0, 0, 0, 0,
        *_s15(WHITE_D50).tolist(),
    )  # fmt: skip
    head = head.ljust(128, b"\0")
    # 7.2.18: MD5 of the whole with flags, intent and the ID itself as zero, which they are here
    identity = hashlib.md5(head + rest, usedforsecurity=False).digest()
    return head[:84] + identity + head[100:] + rest


def _description(profile: bytes) -> str:
    """The text of the `desc` tag of a version 2 or 4 profile; "" when there is none or it is broken."""
    try:
        return _text((icc_tag(profile, b"desc") or b"")[:_MAX_TEXT])
    except struct.error:
        return ""


def _text(data: bytes) -> str:
    if data[:4] == b"mluc":
        length, offset = struct.unpack_from(">II", data, 20)
        return data[offset : offset + length].decode("utf-16-be", "replace")
    if data[:4] == b"desc":  # textDescriptionType, ICC.1:2001, 6.5.17
        (length,) = struct.unpack_from(">I", data, 8)
        return data[12 : 12 + length].rstrip(b"\0").decode("latin-1")
    return ""
