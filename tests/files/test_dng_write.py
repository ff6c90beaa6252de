"""DNG out: what we write, LibRaw and tifffile read back, pixel for pixel and tag for tag."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import rawpy
import tifffile

from tests.support import facts, lively_facts, noisy_mosaic
from tuner.core.facts import Calibration
from tuner.files.dng_write import write_dng
from tuner.files.raw import open_raw
from tuner.files.thumbnail import read_thumbnail

MATRIX = ((0.9, -0.3, -0.1), (-0.4, 1.2, 0.2), (-0.1, 0.2, 0.6))


@pytest.mark.parametrize("cfa", ["RGGB", "BGGR", "GRBG", "GBRG"])
@pytest.mark.parametrize("compress", [True, False])
def test_libraw_reads_every_pixel_back(tmp_path: Path, cfa: str, compress: bool) -> None:
    mosaic = noisy_mosaic(62, 46)
    path = tmp_path / "shot.dng"
    write_dng(path, mosaic, facts(62, 46, cfa), compress=compress)
    with rawpy.imread(str(path)) as raw:
        np.testing.assert_array_equal(raw.raw_image_visible, mosaic)
        letters = "".join("RGBG"[i] for i in raw.raw_pattern.reshape(-1))
        assert letters == cfa
        assert raw.white_level == 4095
        assert raw.black_level_per_channel == [64, 64, 64, 64]
        np.testing.assert_allclose(
            np.array(raw.camera_whitebalance[:3]) / raw.camera_whitebalance[1], (2, 1, 1.5), rtol=1e-4
        )


QUAD = "GRRGBGGBBGGBGRRG"


@pytest.mark.parametrize("cfa", ["RGGB", "GBRG", "M", QUAD])
@pytest.mark.parametrize(
    ("width", "height"),
    # one strip, also of odd width; tiles that fit, that reach beyond; sizes at which a tile as many times the width as it
    # has components would do (512 for Bayer, 1024 for quad-Bayer)
    [
        (22, 22),
        (63, 47),
        (41, 30),
        (1025, 1025),
        (1602, 1202),
        (513, 2050),
        (511, 2100),
        (512, 2100),
        (1024, 1600),
        (1600, 1500),
    ],
)
def test_every_size_reads_back_pixel_by_pixel(tmp_path: Path, cfa: str, width: int, height: int) -> None:
    """In LibRaw, in tifffile with imagecodecs, and in our own reader."""
    mosaic = (
        np.random.default_rng(width).integers(0, 65536 if cfa == "RGGB" else 500, (height, width)).astype(np.uint16)
    )
    path = tmp_path / "shot.dng"
    write_dng(path, mosaic, facts(width, height, cfa, black=(60.0,) * 4))
    with rawpy.imread(str(path)) as raw:
        np.testing.assert_array_equal(raw.raw_image_visible.reshape(height, width), mosaic)
    with tifffile.TiffFile(path) as tif:
        page = tif.pages.first
        np.testing.assert_array_equal(page.asarray(), mosaic)
        assert page.is_tiled == (width * height >= 1 << 20 and width >= 512)
        assert page.tilewidth % 16 == page.tilelength % 16 == 0
    if cfa != QUAD:  # that one is remosaiced
        np.testing.assert_array_equal(open_raw(path).active, mosaic)


def test_threads_change_no_byte_and_a_locked_mosaic_is_taken(tmp_path: Path) -> None:
    mosaic = noisy_mosaic(1200, 900)
    mosaic.flags.writeable = False
    for threads in (1, 3):
        write_dng(tmp_path / f"{threads}.dng", mosaic, facts(1200, 900), threads=threads)
    assert (tmp_path / "1.dng").read_bytes() == (tmp_path / "3.dng").read_bytes()


def test_a_strip_too_tall_for_a_jpeg_is_plain(tmp_path: Path) -> None:
    """Its frame header has 16 bits for the rows."""
    mosaic = noisy_mosaic(22, 65600)
    write_dng(tmp_path / "tall.dng", mosaic, facts(22, 65600))
    with tifffile.TiffFile(tmp_path / "tall.dng") as tif:
        assert tif.pages.first.compression == 1
        np.testing.assert_array_equal(tif.pages.first.asarray(), mosaic)


def test_a_strip_too_wide_for_a_jpeg_is_plain(tmp_path: Path) -> None:
    """The same of columns, of which a sensor without filters has twice as many in its only component."""
    mosaic = noisy_mosaic(65536, 10)
    write_dng(tmp_path / "wide.dng", mosaic, facts(65536, 10, "M"))
    with tifffile.TiffFile(tmp_path / "wide.dng") as tif:
        assert tif.pages.first.compression == 1
        np.testing.assert_array_equal(tif.pages.first.asarray(), mosaic)


def test_every_fact_is_a_tag(tmp_path: Path) -> None:
    stated = replace(
        facts(62, 46, "GBRG"),
        black=(60.25, 61.0, 62.5, 63.0),
        baseline_exposure=-0.35,
        orientation=6,
        noise=((1e-4, 1e-7), (2e-4, 2e-7), (2e-4, 2e-7), (3e-4, 3e-7)),
        calibrations=(Calibration(2856.0, MATRIX), Calibration(6504.0, MATRIX, forward_matrix=MATRIX)),
        iso=400.0,
        exposure_s=0.01,
        aperture=1.8,
        make="Maker",
        model="Model",
        lens="A lens",
    )
    path = tmp_path / "shot.dng"
    write_dng(path, noisy_mosaic(62, 46), stated)
    with tifffile.TiffFile(path) as tif:
        tags = {tag.code: tag.value for tag in tif.pages[0].tags}  # type: ignore[union-attr]
    assert tags[274] == 6
    # GBRG: the 2x2 reads Gb, B / R, Gr, so the black levels follow that order
    assert np.reshape(tags[50714], (4, 2))[:, 0] / np.reshape(tags[50714], (4, 2))[:, 1] == pytest.approx(
        [62.5, 63, 60.25, 61]
    )
    assert tags[50730][0] / tags[50730][1] == pytest.approx(-0.35)
    assert (tags[50778], tags[50779]) == (17, 21)
    assert np.reshape(tags[50721], (9, 2))[:, 0] / np.reshape(tags[50721], (9, 2))[:, 1] == pytest.approx(
        np.ravel(MATRIX)
    )
    assert tags[51041] == pytest.approx((1e-4, 1e-7, 2e-4, 2e-7, 3e-4, 3e-7))
    assert tags[34665]["ISOSpeedRatings"] == 400
    assert tags[34665]["ExposureTime"] == (1, 100)
    assert (tags[271], tags[272], tags[34665]["LensModel"]) == ("Maker", "Model", "A lens")


@pytest.mark.parametrize("cfa", ["RGGB", "M"])
def test_names_beyond_ascii_come_back_whole(tmp_path: Path, cfa: str) -> None:
    """UniqueCameraModel alone is ASCII, and not the same for cameras of two names."""
    path, names = tmp_path / "x.dng", {"make": "Mäker Ø", "model": "相机 µ4/3", "lens": "Objektiv für 50 mm ƒ/1.8"}
    write_dng(path, noisy_mosaic(62, 46), replace(facts(62, 46, cfa), **names))
    found = open_raw(path).facts
    assert {name: getattr(found, name) for name in names} == names
    with rawpy.imread(str(path)) as raw:
        assert raw.lens.model == names["lens"]
    with tifffile.TiffFile(path) as tiff:
        tags = {tag.code: tag.value for tag in tiff.pages[0].tags}
    assert tags[50708] == "Maker u00D8 u76F8u673A u03BC4/3"
    assert bytes(tags[50709]).decode() == "Mäker Ø 相机 µ4/3\0"
    assert (tags[271], tags[272]) == (names["make"], names["model"])


def test_an_ascii_name_stands_once(tmp_path: Path) -> None:
    path = tmp_path / "x.dng"
    write_dng(path, noisy_mosaic(62, 46), replace(facts(62, 46), make="Maker", model="One\0hidden"))
    with tifffile.TiffFile(path) as tiff:
        tags = {tag.code: tag.value for tag in tiff.pages[0].tags}
    assert (tags[272], tags[50708]) == ("One", "Maker One")
    assert 50709 not in tags


def test_a_size_that_is_not_the_facts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="62 x 46"):
        write_dng(tmp_path / "shot.dng", noisy_mosaic(60, 46), facts(62, 46))
    assert not list(tmp_path.iterdir())


def test_shading_comes_back_as_it_was(tmp_path: Path) -> None:
    """Through GainMap opcodes, whose gains are float32 and whose grid need not reach the edges; for every phase."""
    for cfa in ("RGGB", "BGGR", "GRBG", "GBRG"):
        stated = lively_facts(62, 46, cfa)
        write_dng(tmp_path / "shot.dng", noisy_mosaic(62, 46), stated)
        read = open_raw(tmp_path / "shot.dng").facts
        assert stated.shading is not None
        assert read.shading is not None
        np.testing.assert_allclose(read.shading.gains, stated.shading.gains, rtol=1e-6)
        assert (read.shading.top, read.shading.bottom) == (stated.shading.top, stated.shading.bottom)
        assert read.noise == stated.noise
        assert not read.notices


@pytest.mark.parametrize("compress", [True, False])
@pytest.mark.parametrize(("cfa", "code"), [("M", 34892), (QUAD, 32803)])
def test_sensors_of_other_kinds_read_back_too(tmp_path: Path, cfa: str, code: int, compress: bool) -> None:
    """Without filters it is LinearRaw of one sample; quad-Bayer states its 4x4 and sixteen black levels."""
    mosaic = noisy_mosaic(62, 46)
    path = tmp_path / "shot.dng"
    black = (60.0,) * 4 if cfa == "M" else (60.0, 61.0, 62.0, 63.0)
    write_dng(path, mosaic, facts(62, 46, cfa, black=black), compress=compress)
    with rawpy.imread(str(path)) as raw:
        np.testing.assert_array_equal(raw.raw_image_visible.reshape(46, 62), mosaic)
    with tifffile.TiffFile(path) as tif:
        np.testing.assert_array_equal(tif.pages[0].asarray(), mosaic)
        tags = {tag.code: tag.value for tag in tif.pages[0].tags}  # type: ignore[union-attr]
    assert tags[262] == code
    levels = np.reshape(tags[50714], (-1, 2))[:, 0].tolist()
    # G R R G / B G G B / B G G B / G R R G: green in red's rows is 61, in blue's 62
    assert levels == ([60] if cfa == "M" else [61, 60, 60, 61, 63, 62, 62, 63, 63, 62, 62, 63, 61, 60, 60, 61])


def test_an_embedded_preview_is_found(tmp_path: Path) -> None:
    path = tmp_path / "shot.dng"
    preview = np.full((24, 32, 3), (200, 30, 30), np.uint8)
    write_dng(path, noisy_mosaic(62, 46), facts(62, 46), preview=preview)
    seen = read_thumbnail(path)
    assert seen.shape == preview.shape
    assert np.abs(seen.astype(int) - preview).max() <= 3  # JPEG
