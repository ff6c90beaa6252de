"""ICC profiles read back as the colours they stand for."""

from __future__ import annotations

import struct
from collections.abc import Callable

import numpy as np
import pytest
from PIL import ImageCms

from tuner.compare.encoding import EncodingError, encoding_of, srgb, srgb_linear
from tuner.core.colour import PRIMARIES, rgb_to_xyz
from tuner.files.icc import TRANSFERS, icc_profile

CODES = np.linspace(0, 1, 257)


def littlecms_srgb() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


@pytest.mark.parametrize("primaries", PRIMARIES)
@pytest.mark.parametrize("transfer", TRANSFERS)
def test_own_profiles(primaries: str, transfer: str) -> None:
    """Each profile this program writes gives back its primaries; equal codes mean other colours in another space."""
    found = encoding_of(icc_profile(primaries, transfer))
    assert found.name == primaries
    assert found.to_xyz is rgb_to_xyz(primaries)
    assert found.same_as(srgb()) == ((primaries, transfer) == ("rec709", "srgb"))


def test_foreign_srgb_is_srgb() -> None:
    """LittleCMS' own sRGB profile (rounded otherwise than ours) is recognised."""
    found = encoding_of(littlecms_srgb())
    assert found.name == "rec709"
    assert found.same_as(srgb())
    np.testing.assert_allclose(found.curves[1](CODES), srgb_linear(CODES), atol=2e-5)


def test_gamma_and_sampled_curves() -> None:
    """A curve given as one exponent, and as a table, in the place of LittleCMS' formula."""
    icc = bytearray(littlecms_srgb())
    at = icc.index(b"para")
    icc[at : at + 14] = b"curv" + bytes(4) + struct.pack(">IH", 1, 0x0233)  # 2.19921875, Adobe RGB (1998), 4.3.1.2
    np.testing.assert_allclose(encoding_of(bytes(icc)).curves[0](CODES), CODES ** (563 / 256), atol=1e-9)
    icc[at : at + 18] = b"curv" + bytes(4) + struct.pack(">I3H", 3, 0, 16384, 65535)
    assert encoding_of(bytes(icc)).curves[2](np.array([0.25]))[0] == pytest.approx(8192 / 65535)


def with_formula(kind: int, numbers: tuple[float, ...]) -> bytes:
    """LittleCMS' sRGB profile with another parametric curve."""
    icc = bytearray(littlecms_srgb() + bytes(64))
    at = icc.index(b"para")
    curve = b"para" + bytes(4) + struct.pack(f">HH{len(numbers)}i", kind, 0, *(round(n * 65536) for n in numbers))
    for i in range(struct.unpack_from(">I", icc, 128)[0]):  # the tag's size must hold the longer formulas
        name, offset, _ = struct.unpack_from(">4sII", icc, 132 + 12 * i)
        if name.endswith(b"TRC"):
            struct.pack_into(">4sII", icc, 132 + 12 * i, name, offset, len(curve))
    icc[at : at + len(curve)] = curve
    return bytes(icc)


@pytest.mark.parametrize(
    ("kind", "numbers", "expected"),
    [
        (0, (2.0,), lambda x: x**2),
        (1, (2.0, 1.5, -0.5), lambda x: np.where(x >= 1 / 3, (1.5 * x - 0.5) ** 2, 0)),
        (2, (2.0, 1.5, -0.5, 0.125), lambda x: np.where(x >= 1 / 3, (1.5 * x - 0.5) ** 2, 0) + 0.125),
        (4, (2.0, 0.5, 0.25, 0.125, 0.5, 0.0625, 0.25),
         lambda x: np.where(x >= 0.5, (0.5 * x + 0.25) ** 2 + 0.0625, 0.125 * x + 0.25)),
    ],
)  # fmt: skip
def test_formulas(kind: int, numbers: tuple[float, ...], expected: Callable[[np.ndarray], np.ndarray]) -> None:
    """The formulas of ICC.1:2022, table 68, written out (the sRGB one is tested above)."""
    icc = with_formula(kind, numbers)
    np.testing.assert_allclose(encoding_of(icc).curves[0](CODES), expected(CODES), atol=1e-6)


@pytest.mark.parametrize(
    ("kind", "numbers"), [(0, (-1.0,)), (3, (-2.0, 1.0, 0.0, 1.0, 0.0)), (3, (9e3, 3.0, 0.0, 1.0, 0.5))]
)
def test_curves_of_infinite_light_are_refused(kind: int, numbers: tuple[float, ...]) -> None:
    """0 to a negative power, and 3 to the 9000th."""
    with pytest.raises(EncodingError, match="infinite light"):
        encoding_of(with_formula(kind, numbers))


def test_none_is_srgb() -> None:
    assert encoding_of(None) is srgb()


@pytest.mark.parametrize(
    ("start", "bytes_", "says"),
    [(16, b"GRAY", "GRAY, not RGB"), (20, b"Lab ", "tables"), (36, b"nope", "damaged"), (132, b"zzzz", None)],
)
def test_other_profiles_are_named(start: int, bytes_: bytes, says: str | None) -> None:
    icc = bytearray(littlecms_srgb())
    icc[start : start + 4] = bytes_
    if says is None:  # a tag that is not needed
        assert encoding_of(bytes(icc)).name == "rec709"
    else:
        with pytest.raises(EncodingError, match=says):
            encoding_of(bytes(icc))


def test_no_damage_gets_through() -> None:
    """Cut short anywhere, or with any byte wrong, a profile is read or refused: nothing else is raised."""
    whole = littlecms_srgb()
    rng = np.random.default_rng(0)
    for length in range(0, len(whole), 7):
        try:
            encoding_of(whole[:length])
        except EncodingError:
            continue
    for _ in range(500):
        icc = bytearray(whole)
        icc[rng.integers(len(icc))] = rng.integers(256)
        try:
            with np.errstate(all="ignore"):
                encoding_of(bytes(icc)).curves[0](CODES)
        except EncodingError:
            continue


def test_a_tag_listed_twice_is_its_first() -> None:
    """As `describe_icc` takes it: there is one reading of the table."""
    icc = bytearray(littlecms_srgb())
    names = [icc[132 + 12 * i : 136 + 12 * i] for i in range(struct.unpack_from(">I", icc, 128)[0])]
    last = 132 + 12 * (len(names) - 1)
    assert names[-1] not in (b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC")
    green = 132 + 12 * names.index(b"gXYZ")
    icc[last : last + 12] = b"rXYZ" + icc[green + 4 : green + 12]
    assert encoding_of(bytes(icc)).name == "rec709"
