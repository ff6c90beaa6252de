"""Our ICC profiles against Little CMS, colour-science and the format's own rules."""

from __future__ import annotations

import hashlib
import io
import struct
import warnings
from itertools import product
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageCms

from tuner.core.colour import PRIMARIES
from tuner.files.icc import TRANSFERS, WHITE_D50, describe_icc, icc_profile, icc_tag
from tuner.stages import RACK

ALL = list(product(PRIMARIES, TRANSFERS))
COLOUR_NAMES = {"rec709": "ITU-R BT.709", "display_p3": "Display P3", "rec2020": "ITU-R BT.2020"}


def _tags(profile: bytes) -> dict[str, bytes]:
    count = struct.unpack_from(">I", profile, 128)[0]
    entries = [struct.unpack_from(">4sII", profile, 132 + 12 * i) for i in range(count)]
    return {name.decode(): profile[at : at + size] for name, at, size in entries}


def _colorants(profile: bytes) -> np.ndarray:
    tags = _tags(profile)
    return np.array([struct.unpack(">3i", tags[name][8:20]) for name in ("rXYZ", "gXYZ", "bXYZ")]).T / 65536


def _colour_science() -> Any:
    """The package, without its remark that matplotlib is not here."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import colour
    return colour


def _opened(profile: bytes) -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(io.BytesIO(profile))


@pytest.mark.parametrize(("primaries", "transfer"), ALL)
def test_the_container_keeps_the_rules(primaries: str, transfer: str) -> None:
    profile = icc_profile(primaries, transfer)
    size, version, magic = *struct.unpack_from(">I4xI", profile, 0), profile[36:40]
    assert (size, version >> 24, magic) == (len(profile), 4, b"acsp")
    assert len(profile) % 4 == 0
    assert set(_tags(profile)) == {"desc", "cprt", "wtpt", "chad", "rXYZ", "gXYZ", "bXYZ", "rTRC", "gTRC", "bTRC"}
    blank = profile[:84] + bytes(16) + profile[100:]
    assert profile[84:100] == hashlib.md5(blank, usedforsecurity=False).digest()


@pytest.mark.parametrize(("primaries", "transfer"), ALL)
def test_little_cms_reads_it_as_a_matrix_display_profile(primaries: str, transfer: str) -> None:
    profile = _opened(icc_profile(primaries, transfer)).profile
    assert profile.is_matrix_shaper
    assert (profile.device_class, profile.xcolor_space, profile.connection_space) == ("mntr", "RGB ", "XYZ ")
    assert "ISP Tuner" in profile.profile_description


@pytest.mark.parametrize("primaries", PRIMARIES)
def test_colorants_are_the_published_primaries_under_d50(primaries: str) -> None:
    """Against colour-science's primaries and Bradford adaptation; and their sum is the white, to the last digit."""
    colour = _colour_science()
    space = colour.RGB_COLOURSPACES[COLOUR_NAMES[primaries]]
    matrix = colour.normalised_primary_matrix(space.primaries, np.array([0.3127, 0.3290]))
    source = colour.xy_to_XYZ(np.array([0.3127, 0.3290]))
    adapt = colour.adaptation.matrix_chromatic_adaptation_VonKries(source, np.array(WHITE_D50), transform="Bradford")
    found = _colorants(icc_profile(primaries, "srgb"))
    np.testing.assert_allclose(found, adapt @ matrix, atol=2 / 65536)
    np.testing.assert_array_equal(found.sum(axis=1) * 65536, np.rint(np.array(WHITE_D50) * 65536))


def test_srgb_colorants_are_the_published_ones() -> None:
    """The D50 colorants of the sRGB v4 ICC profiles (color.org, IEC 61966-2-1 annex): red 0.4360, 0.2225, 0.0139 ..."""
    published = [[0.4360, 0.3851, 0.1431], [0.2225, 0.7169, 0.0606], [0.0139, 0.0971, 0.7141]]
    np.testing.assert_allclose(_colorants(icc_profile("rec709", "srgb")), published, atol=2e-4)


@pytest.mark.parametrize(("primaries", "transfer"), ALL)
def test_patches_become_the_lab_that_colour_science_gives(primaries: str, transfer: str) -> None:
    """Codes -> Lab D50 through Little CMS, against curve, matrix and Bradford of colour-science (8-bit Lab)."""
    colour = _colour_science()
    codes = np.array(
        [[255, 255, 255], [128, 128, 128], [200, 60, 40], [40, 160, 70], [30, 50, 190], [10, 12, 9]], np.uint8
    )
    lab = ImageCms.createProfile("LAB")
    moved = ImageCms.buildTransform(_opened(icc_profile(primaries, transfer)), lab, "RGB", "LAB")
    image = ImageCms.applyTransform(Image.fromarray(codes[None]), moved)
    raw = np.asarray(image)[0]
    found = np.stack([raw[:, 0] / 2.55, raw[:, 1].view(np.int8), raw[:, 2].view(np.int8)], axis=1)

    x = codes / 255
    linear = {
        "srgb": lambda: colour.models.eotf_sRGB(x),
        "rec709": lambda: colour.models.oetf_inverse_BT709(x),
        "gamma22": lambda: x**2.2,
        "linear": lambda: x,
    }[transfer]()
    space = colour.RGB_COLOURSPACES[COLOUR_NAMES[primaries]]
    white = np.array([0.3127, 0.3290])
    xyz = linear @ colour.normalised_primary_matrix(space.primaries, white).T
    adapted = colour.adaptation.chromatic_adaptation_VonKries(
        xyz, colour.xy_to_XYZ(white), np.array(WHITE_D50), transform="Bradford"
    )
    expected = colour.XYZ_to_Lab(adapted, colour.XYZ_to_xy(np.array(WHITE_D50)))
    inside = np.all(np.abs(expected[:, 1:]) < 127, axis=1)  # 8-bit Lab holds no more
    assert inside.sum() >= 4
    np.testing.assert_allclose(found[inside], expected[inside], atol=1.0)


def test_every_profile_is_told_from_the_others() -> None:
    assert [describe_icc(icc_profile(p, t)) for p, t in ALL] == ALL
    icc_profile.cache_clear()
    again = icc_profile("rec709", "srgb")
    assert describe_icc(again) == ("rec709", "srgb")


def test_other_programs_profiles() -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert describe_icc(srgb) == ("rec709", "srgb")
    assert describe_icc(ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()) is None
    assert describe_icc(srgb.replace("sRGB".encode("utf-16-be"), "Adob".encode("utf-16-be"))) is None
    assert describe_icc(None) is None


def test_damaged_profiles_are_no_profile() -> None:
    good = icc_profile("display_p3", "srgb")
    for cut in range(0, len(good) - 1, 7):
        assert describe_icc(good[:cut]) in (None, ("display_p3", "srgb"))
    assert describe_icc(b"\xff" * 400) is None


def test_every_output_space_of_the_line_has_a_profile() -> None:
    assert RACK["encode"].param("transfer").choices == tuple(TRANSFERS)
    assert RACK["color_matrix"].param("primaries").choices == tuple(PRIMARIES)


def test_unknown_names_are_refused() -> None:
    with pytest.raises(ValueError, match="adobe"):
        icc_profile("adobe", "srgb")


def test_tags_are_found_in_the_table() -> None:
    """Those of LittleCMS' profile, at the places the table states; a table or tag cut short gives what is there."""
    icc = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    (count,) = struct.unpack_from(">I", icc, 128)
    places = [struct.unpack_from(">4sII", icc, 132 + 12 * i) for i in range(count)]
    for name, at, size in places:
        assert icc_tag(icc, name) == icc[at : at + size]
    assert icc_tag(icc, b"none") is None
    name, at, size = places[0]
    assert icc_tag(icc[: at + 5], name) == icc[at : at + 5]
    for length in range(144):
        assert icc_tag(icc[:length], name) is None
    assert icc_tag(icc[:144], name) == b""
