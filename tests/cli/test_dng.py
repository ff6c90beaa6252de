"""`tuner dng`: a dump becomes a DNG that other programs read pixel by pixel, and what was guessed is told."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
import rawpy
import tifffile

from tests.support import noisy_mosaic, real_file
from tuner.cli.main import main
from tuner.files.packing import PACKINGS, pack

WIDTH, HEIGHT = 70, 46


def dump(path: Path, packing: str, bits: int) -> np.ndarray:
    mosaic = noisy_mosaic(WIDTH, HEIGHT) >> np.uint16(max(12 - bits, 0))
    path.write_bytes(pack(mosaic, packing, bits).tobytes())
    return mosaic


@pytest.mark.parametrize("packing", sorted(PACKINGS))
@pytest.mark.parametrize("plain", [True, False])
def test_every_packing_reads_back_in_libraw(tmp_path, packing: str, plain: bool):
    bits = PACKINGS[packing].bits or 12
    mosaic = dump(tmp_path / "x.raw", packing, bits)
    flags = f"--width {WIDTH} --height {HEIGHT} --cfa GRBG --bits {bits} --packing {packing} --black 4 --white {2**bits - 1}"
    words = [
        "dng",
        str(tmp_path / "x.raw"),
        "-o",
        str(tmp_path / "x.dng"),
        *flags.split(),
        *(["--plain"] if plain else []),
    ]
    assert main(words) == 0
    with rawpy.imread(str(tmp_path / "x.dng")) as raw:
        np.testing.assert_array_equal(raw.raw_image_visible, mosaic)
        assert "".join("RGBG"[i] for i in raw.raw_pattern.reshape(-1)) == "GRBG"
        assert (raw.white_level, raw.black_level_per_channel) == (2**bits - 1, [4] * 4)
        assert raw.extract_thumb().format == rawpy.ThumbFormat.JPEG
    if exiftool := shutil.which("exiftool"):
        said = subprocess.run(
            [exiftool, "-validate", "-warning", str(tmp_path / "x.dng")], capture_output=True, text=True
        )
        assert "Error" not in said.stdout


def test_of_a_folder_no_frame_is_written_over_and_filters_are_kept(tmp_path, capsys):
    mosaic = dump(tmp_path / f"a_{WIDTH}x{HEIGHT}_quad-RGGB_mipi10_black16.raw", "mipi10", 10)
    (tmp_path / "b.dng").write_bytes(b"the only copy")
    assert main(["dng", str(tmp_path), "-o", str(tmp_path / "b.dng")]) == 2
    assert "b.dng is frame 2 of the folder" in capsys.readouterr().err
    assert (tmp_path / "b.dng").read_bytes() == b"the only copy"
    assert main(["dng", str(tmp_path), "-o", str(tmp_path / "c.dng")]) == 0
    assert "frame 1 of 2: a_" in capsys.readouterr().err
    with tifffile.TiffFile(tmp_path / "c.dng") as tif:
        np.testing.assert_array_equal(tif.pages[0].asarray(), mosaic)


def test_a_quad_bayer_dump_keeps_its_filters(tmp_path):
    mosaic = dump(tmp_path / f"x_{WIDTH}x{HEIGHT}_quad-RGGB_mipi10_black16.raw", "mipi10", 10)
    source = next(tmp_path.glob("*.raw"))
    assert main(["dng", str(source), "-o", str(tmp_path / "x.dng")]) == 0
    with tifffile.TiffFile(tmp_path / "x.dng") as tif:
        np.testing.assert_array_equal(tif.pages[0].asarray(), mosaic)
        tags = {tag.code: tag.value for tag in tif.pages[0].tags}
    assert tags[33421] == (4, 4)
    assert bytes(tags[33422]) == bytes([0, 0, 1, 1, 0, 0, 1, 1, 1, 1, 2, 2, 1, 1, 2, 2])


def test_of_a_sensor_without_filters_no_colour_is_missed(tmp_path, capsys):
    source = tmp_path / f"x_{WIDTH}x{HEIGHT}_MONO_u16_12bit_black64.raw"
    mosaic = dump(source, "u16", 12)
    assert main(["dng", str(source), "-o", str(tmp_path / "x.dng")]) == 0
    with rawpy.imread(str(tmp_path / "x.dng")) as raw:
        np.testing.assert_array_equal(raw.raw_image_visible, mosaic)
    capsys.readouterr()
    assert main(["inspect", str(tmp_path / "x.dng")]) == 0
    out, err = capsys.readouterr()
    assert "MONO" in out
    assert err == ""


def test_what_is_left_out_is_guessed_and_named(tmp_path, capsys):
    source = real_file("dumps/xkisp_flowers_640x480_BGGR_u16.raw")
    shutil.copyfile(source, tmp_path / "x.raw")
    assert main(["dng", str(tmp_path / "x.raw"), "-o", str(tmp_path / "x.dng")]) == 0
    said = capsys.readouterr().err
    assert "Guessed" in said
    assert "width 640, height 480, cfa BGGR, packing u16, bits 10" in said
    with rawpy.imread(str(tmp_path / "x.dng")) as raw:
        np.testing.assert_array_equal(raw.raw_image_visible, np.fromfile(source, "<u2").reshape(480, 640))


@pytest.mark.parametrize(
    ("flags", "fault"),
    [
        ("--width 71 --height 46 --cfa RGGB --bits 10 --packing u16", "takes 6532 bytes"),
        ("--width 35 --height 46 --cfa RGGB --bits 10 --packing u16 --offset 3", "takes 3223 bytes"),
        ("--width 70 --height 46 --cfa RGBW", "white or infrared"),
        ("--bits 11", "--bits: 11"),
        (
            "--width 70 --height 46 --cfa MONO --packing u16 --bits 12 --black 1,2,1,1",
            "one black level, not 1, 2, 1, 1",
        ),
        ("--packing mipi11", "--packing"),
        ("--width 70 --height 46 --cfa RGGB --packing mipi10 --bits 12", "mipi10 holds 10 bits"),
        ("--frame 0", "counted from 1"),
        ("--frame 9 --width 70 --height 46 --cfa RGGB --bits 12 --packing u16", "no frame 9"),
    ],
)
def test_bad_words_are_one_sentence_and_write_nothing(tmp_path, capsys, flags: str, fault: str):
    dump(tmp_path / "x.raw", "u16", 12)
    assert main(["dng", str(tmp_path / "x.raw"), "-o", str(tmp_path / "x.dng"), *flags.split()]) == 2
    said = capsys.readouterr().err
    assert fault in said
    assert said.count("\n") == 1
    assert not (tmp_path / "x.dng").exists()


def test_render_and_inspect_take_the_same_flags(tmp_path, capsys):
    """--bits 10 is the dump's depth, --bits 16 the picture's; both may be given."""
    dump(tmp_path / "x.raw", "u16", 10)
    flags = f"--width {WIDTH} --height {HEIGHT} --cfa GRBG --packing u16 --black 4 --white 1023".split()
    assert (
        main(["render", str(tmp_path / "x.raw"), "-o", str(tmp_path / "x.tif"), *flags, "--bits", "10", "--bits", "16"])
        == 0
    )
    picture = tifffile.imread(tmp_path / "x.tif")
    assert (picture.shape, picture.dtype) == ((HEIGHT, WIDTH, 3), np.uint16)
    assert main(["inspect", str(tmp_path / "x.raw"), *flags, "--bits", "10"]) == 0
    assert "GRBG" in capsys.readouterr().out


def test_a_raw_with_a_header_is_converted_too(tmp_path):
    dump(tmp_path / f"x_{WIDTH}x{HEIGHT}_RGGB_u16_10bit.raw", "u16", 10)
    first, second = tmp_path / "a.dng", tmp_path / "b.dng"
    assert main(["dng", str(next(tmp_path.glob("*.raw"))), "-o", str(first)]) == 0
    assert main(["dng", str(first), "-o", str(second)]) == 0
    with rawpy.imread(str(first)) as a, rawpy.imread(str(second)) as b:
        np.testing.assert_array_equal(a.raw_image_visible, b.raw_image_visible)
    assert main(["dng", str(first), "-o", str(tmp_path / "c.tif")]) == 2


@pytest.mark.parametrize(("height", "told"), [(21, True), (22, False)])
def test_a_size_that_libraw_does_not_open_is_told(tmp_path, capsys, height: int, told: bool):
    (tmp_path / "x.raw").write_bytes(noisy_mosaic(40, height).astype("<u2").tobytes())
    flags = f"--width 40 --height {height} --cfa RGGB --bits 12 --packing u16 --black 0 --white 4095"
    assert main(["dng", str(tmp_path / "x.raw"), "-o", str(tmp_path / "x.dng"), *flags.split()]) == 0
    assert ("opens no DNG of less than 22" in capsys.readouterr().err) is told
    if not told:
        with rawpy.imread(str(tmp_path / "x.dng")) as raw:
            assert raw.raw_image_visible.shape == (height, 40)
