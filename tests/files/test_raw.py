"""Raw files in: the real ones by their known values, the broken ones by their one sentence."""

from __future__ import annotations

import hashlib
import os
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import rawpy

from tests.files.tiny_dng import dng
from tests.support import real_file
from tuner.files.errors import FileError
from tuner.files.raw import open_raw, sha256_of

HERO6, FUSION = "dng/gopro_hero6_mural.dng", "dng/gopro_fusion_front.dng"
KISS, BLACKMAGIC = "dng/magiclantern_kissx4_colorchecker.dng", "dng/blackmagic_pocket_cup.dng"
D1, D30 = "raw/nikon_d1_berlin.nef", "raw/canon_d30_xmastree.crw"
ALL = (HERO6, FUSION, KISS, BLACKMAGIC, D1, D30)

GEOMETRY = [  # file, active width and height, raw width and height, pattern, orientation
    (HERO6, (4000, 3000), (4000, 3000), "RGGB", 2),
    (FUSION, (3104, 3000), (3104, 3000), "RGGB", 2),
    (KISS, (1734, 1156), (1888, 1182), "RGGB", 1),
    (BLACKMAGIC, (1952, 1112), (1952, 1112), "GBRG", 1),
    (D1, (2012, 1324), (2012, 1324), "BGGR", 1),
    (D30, (2176, 1448), (2224, 1456), "RGGB", 1),
]

LEVELS = [  # file, black R Gr Gb B, white, bits
    (HERO6, (0,) * 4, 16383, 14),
    (FUSION, (0,) * 4, 16383, 14),
    (KISS, (2056,) * 4, 15000, 14),
    (BLACKMAGIC, (256,) * 4, 51080, 16),
    (D1, (0,) * 4, 4095, 12),
    (D30, (127, 128, 128, 128), 4095, 12),
]

GAINS = [
    (HERO6, (1.914, 1, 1.75)),
    (FUSION, (2.026, 1, 1.648)),
    (KISS, (2.477, 1, 1.694)),
    (BLACKMAGIC, (1.147, 1, 1.687)),
    (D1, None),
    (D30, None),
]

SHOTS = [  # file, camera, ISO, exposure s, f-number, focal length mm
    (HERO6, "GoPro HERO6 Black", 100, 1 / 455, 2.8, 3.0),
    (FUSION, "GoPro FUSION", 100, 1 / 1859, 2.8, 3.0),
    (KISS, "Canon EOS Kiss X4", None, None, None, None),
    (BLACKMAGIC, "Blackmagic Pocket Cinema Camera", None, None, None, None),
    (D1, "NIKON D1", 200, 1 / 250, 7.6, 20.0),
    (D30, "Canon EOS D30", 100, 4.967, 5.596, 31.0),
]

TEMPERATURES = [
    (HERO6, [2850, 5003]),
    (FUSION, [2850, 5003]),
    (KISS, [6504]),
    (BLACKMAGIC, [2856, 6504]),
    (D1, [6504]),
    (D30, [6504]),
]


_frame = cache(open_raw)
"""Frames are frozen, so each real file is decoded once."""


@pytest.mark.parametrize(("file", "active", "raw", "cfa", "orientation"), GEOMETRY)
def test_geometry(file: str, active: tuple[int, int], raw: tuple[int, int], cfa: str, orientation: int):
    facts = _frame(real_file(file)).facts
    assert (facts.width, facts.height) == active
    assert (facts.raw_width, facts.raw_height) == raw
    assert (facts.cfa, facts.orientation) == (cfa, orientation)


@pytest.mark.parametrize(("file", "black", "white", "bits"), LEVELS)
def test_levels(file: str, black: tuple[float, ...], white: float, bits: int):
    facts = _frame(real_file(file)).facts
    assert facts.black == black
    assert (facts.white, facts.saturation, facts.bits) == (white, (white,) * 4, bits)


@pytest.mark.parametrize(("file", "gains"), GAINS)
def test_as_shot_gains(file: str, gains: tuple[float, ...] | None):
    facts = _frame(real_file(file)).facts
    if gains is None:
        assert facts.camera_gains is None
        assert any("as-shot white balance" in n for n in facts.notices)
    else:
        assert facts.camera_gains == pytest.approx(gains, abs=6e-4)


@pytest.mark.parametrize("file", ALL)
def test_daylight_gains_agree_with_libraw(file: str):
    """Ours come from the tags at D65, LibRaw's from its own matrix inversion, which knows no balance in the samples."""
    path = real_file(file)
    with rawpy.imread(str(path)) as raw:
        red, green, blue, _ = raw.daylight_whitebalance
    facts = _frame(path).facts
    carried = facts.analog_balance if path.suffix != ".dng" else (1.0, 1.0, 1.0)
    plain = [gain * balance for gain, balance in zip(facts.daylight_gains, carried, strict=True)]
    assert plain == pytest.approx((red / green, 1, blue / green), rel=2e-3)


def test_a_d1_opens_without_a_cast():
    """Its samples carry fixed gains: under daylight the square's stones must not turn pink (LibRaw's red gain is 2.67)."""
    gains = _frame(real_file("raw/nikon_d1_berlin.nef")).facts.daylight_gains
    assert gains == pytest.approx((1.2955, 1, 0.8844), rel=2e-3)


@pytest.mark.parametrize(("file", "camera", "iso", "seconds", "aperture", "focal"), SHOTS)
def test_shot(file: str, camera: str, iso: float, seconds: float, aperture: float, focal: float):
    facts = _frame(real_file(file)).facts
    assert facts.camera == camera
    found = (facts.iso, facts.exposure_s, facts.aperture, facts.focal_mm)
    wanted = (iso, seconds, aperture, focal)
    assert found == tuple(None if value is None else pytest.approx(value, rel=1e-3) for value in wanted)


@pytest.mark.parametrize(("file", "temperatures"), TEMPERATURES)
def test_calibrations(file: str, temperatures: list[float]):
    known = _frame(real_file(file)).facts.calibrations
    assert [c.temperature for c in known] == temperatures


def test_libraw_matrix_is_xyz_to_camera_in_plain_decimals():
    matrix = _frame(real_file(D30)).facts.calibrations[0].color_matrix
    assert matrix == ((0.99, -0.2771, -0.1324), (-0.7072, 1.4229, 0.314), (-0.279, 0.3344, 0.8861))


def test_noise_profile_and_baseline_exposure():
    hero, blackmagic = (_frame(real_file(f)).facts for f in (HERO6, BLACKMAGIC))
    assert hero.noise == pytest.approx(np.array([(1.562e-4, 4.88e-8)] * 4), rel=1e-3)
    assert (hero.baseline_exposure, blackmagic.baseline_exposure) == (0.0, 0.1)
    assert blackmagic.noise == ()


def test_hero6_shading_brightens_the_corners():
    """Four maps of 23 x 23 from edge to edge; the index says about 2 in the corners, 1 in the middle."""
    shading = _frame(real_file(HERO6)).facts.shading
    assert shading is not None
    gains = np.array(shading.gains)
    assert gains.shape == (4, 23, 23)
    assert (shading.top, shading.left, shading.bottom, shading.right) == pytest.approx((0, 0, 1, 1))
    assert gains[:, 11, 11] == pytest.approx(1.0)
    assert (gains[:, [0, 0, -1, -1], [0, -1, 0, -1]] > 1.7).all()


def test_lens_warp_is_named_as_not_applied():
    assert "lens warp opcode present, not applied" in _frame(real_file(FUSION)).facts.notices


@pytest.mark.parametrize(("file", "shape", "mean"), [(KISS, (1156, 150), 2048.8), (D30, (1448, 46), 128.36)])
def test_masked_columns(file: str, shape: tuple[int, int], mean: float):
    frame = _frame(real_file(file))
    assert frame.masked is not None
    assert frame.masked.shape == shape
    assert frame.masked.mean() == pytest.approx(mean, abs=0.05)
    assert frame.masked_cfa == "RGGB"


@pytest.mark.parametrize("file", ALL)
def test_pixels_are_those_of_libraw(file: str):
    """Every visible pixel as LibRaw decodes it, in place, and the hash is the file's."""
    path = real_file(file)
    frame = _frame(path)
    with rawpy.imread(str(path)) as raw:
        assert np.array_equal(frame.active, raw.raw_image_visible)
    assert frame.sha256 == hashlib.sha256(path.read_bytes()).hexdigest() == sha256_of(path)
    assert frame.name == path.name
    assert frame.mosaic.flags.owndata


REFUSED = [
    ("broken/truncated_51200.dng", "ends after 51200 bytes"),
    ("broken/truncated_51200.cr2", "ends after 51200 bytes"),
    ("broken/jpeg_named_cr2.cr2", "is a JPEG picture"),
    ("broken/pidng_empty.dng", "1 x 1 pixels"),
    ("dng/gopro_hero6_mural.GPR", "VC-5"),
    ("dng/lg_g4_lossy_linear.dng", "LinearRaw"),
    ("awb/imx135_field_001.png", "is a PNG picture"),
    ("charts/sfrmat3_h_edge.tif", "is a TIFF picture"),
    ("dumps/nikon_rose_768x512_BGGR_u16.raw", "bare sensor dump"),  # LibRaw takes it for an old camera's, by its size
]


@pytest.mark.parametrize(("file", "fault"), REFUSED)
def test_unusable_files_get_one_sentence(file: str, fault: str):
    path = real_file(file)
    with pytest.raises(FileError) as error:
        open_raw(path)
    assert_sentence(str(error.value), path.name, fault)


@pytest.mark.parametrize("file", ALL)
@pytest.mark.parametrize("part", [0.999, 0.5, 0.03])
def test_cut_files_are_refused(file: str, part: float, tmp_path: Path):
    data = real_file(file).read_bytes()
    cut = tmp_path / Path(file).name
    cut.write_bytes(data[: int(len(data) * part)])
    with pytest.raises(FileError) as error:
        open_raw(cut)
    assert_sentence(str(error.value), cut.name, "")


def assert_sentence(text: str, name: str, fault: str) -> None:
    """One line: name, fault, way out, full stop."""
    assert text.startswith(f"{name}: ") and fault in text  # noqa: PT018
    assert text.count("; ") == 1
    assert text.endswith(".")
    assert "\n" not in text


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", "is empty"),
        (b"\0" * 1000, "has no header"),
        (b"II*\0", "cut short"),
        (b"II*\0\x08\0\0\0" + b"\xff" * 200, "cut short"),
        (b"%PDF-1.7" + b" " * 99, "is a PDF document"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 99, "HEIF"),
        (b"\0\0\0\x18ftypcrx " + b"\0" * 99, "cut short"),
        (b"FUJIFILMCCD-RAW " + b"\0" * 99, "cut short"),
        (b"FOVb" + b"\0" * 99, "Foveon"),
    ],
)
def test_other_bytes_get_one_sentence(tmp_path: Path, data: bytes, fault: str):
    path = tmp_path / "thing.nef"
    path.write_bytes(data)
    with pytest.raises(FileError) as error:
        open_raw(path)
    assert_sentence(str(error.value), "thing.nef", fault)


def test_missing_folder_and_pipe(tmp_path: Path):
    cases = [("missing.dng", "does not exist"), (".", "is a folder")]
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.dng")
        cases.append(("pipe.dng", "not a regular file"))
    for name, fault in cases:
        for read in (open_raw, sha256_of):
            with pytest.raises(FileError, match=fault):
                read(tmp_path / name)
    with pytest.raises(FileError, match="does not exist"):
        open_raw(tmp_path / "nul\0.dng")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="this user may read everything")
def test_unreadable_file(tmp_path: Path):
    path = tmp_path / "locked.dng"
    path.write_bytes(dng())
    path.chmod(0)
    with pytest.raises(FileError, match="permissions"):
        open_raw(path)


def test_a_file_beyond_the_limit_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("tuner.files.raw.MAX_BYTES", 1000)
    path = tmp_path / "long.dng"
    path.write_bytes(dng())
    with pytest.raises(FileError, match="is larger than"):
        open_raw(path)


def test_a_claim_of_huge_size_takes_no_memory(tmp_path: Path):
    """The head says 60000 x 60000; it is believed no further than its size."""
    data = bytearray(dng())
    for tag in (256, 257):  # ImageWidth, ImageLength: LONG, count 1, value
        at = data.index(tag.to_bytes(2, "little") + b"\x04\0\x01\0\0\0")
        data[at + 8 : at + 12] = (60000).to_bytes(4, "little")
    path = tmp_path / "huge.dng"
    path.write_bytes(data)
    with pytest.raises(FileError, match="60000 x 60000 pixels"):
        open_raw(path)


def test_a_stranger_cannot_bring_it_down(tmp_path: Path):
    """Bytes of the head overwritten at random: a frame or one sentence, never anything else."""
    rng = np.random.default_rng(7)
    whole = dng(tags={50714: ("H", 1, 64), 50829: ("I", 4, (1, 1, 31, 63)), 51041: ("d", 2, (1e-4, 1e-8))})
    path = tmp_path / "fuzzed.dng"
    for _ in range(60):
        data = np.frombuffer(whole, np.uint8).copy()
        data[rng.integers(4, 700, 6)] = rng.integers(0, 256, 6)
        path.write_bytes(data.tobytes())
        try:
            open_raw(path)
        except FileError as error:
            assert_sentence(str(error), path.name, "")
