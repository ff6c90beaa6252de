"""Pictures of other programs, and damaged ones: read as their makers meant, or refused in one sentence."""

from __future__ import annotations

import contextlib
import io
import struct
import zlib
from pathlib import Path
from typing import Any

import imagecodecs
import numpy as np
import pytest
import tifffile
from numpy.typing import NDArray
from PIL import Image

from tests.files.test_picture import scene
from tests.files.test_state import a_state
from tests.support import real_file
from tuner.core.orient import orient
from tuner.files import picture_tiff
from tuner.files.errors import FileError
from tuner.files.picture import read_picture, read_state, write_picture


def _pil(path: Path, mode: str, **how: Any) -> NDArray[np.uint8]:
    """Save the scene in a Pillow mode; what an RGB viewer shows of it."""
    image = Image.fromarray(scene(8))
    image = image.quantize(16) if mode == "P" else image.convert(mode)
    image.save(path, **how)
    return np.asarray(image.convert("RGB"))


@pytest.mark.parametrize("suffix", [".png", ".tif"])
@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA"])
def test_modes_of_other_programs(tmp_path: Path, suffix: str, mode: str) -> None:
    expected = _pil(tmp_path / f"a{suffix}", mode)
    np.testing.assert_array_equal(read_picture(tmp_path / f"a{suffix}").pixels, expected)


@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_jpegs_of_other_programs(tmp_path: Path, mode: str) -> None:
    _pil(tmp_path / "a.jpg", mode, progressive=True, comment=b"hello")
    with Image.open(tmp_path / "a.jpg") as image:
        np.testing.assert_array_equal(read_picture(tmp_path / "a.jpg").pixels, np.asarray(image.convert("RGB")))


def test_transparency_is_left_out_with_a_word(tmp_path: Path) -> None:
    see_through = np.dstack([scene(8), np.full((37, 53), 99, np.uint8)])
    Image.fromarray(see_through).save(tmp_path / "a.png")
    found = read_picture(tmp_path / "a.png")
    np.testing.assert_array_equal(found.pixels, scene(8))
    assert found.notices == ("Its transparency was ignored.",)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("suffix", [".jpg", ".png", ".tif"])
def test_pictures_are_read_upright(tmp_path: Path, suffix: str, orientation: int) -> None:
    exif = Image.Exif()
    exif[274] = orientation
    flat = np.repeat(np.repeat(scene(8, 4, 6), 16, axis=0), 16, axis=1)
    how = {"quality": 100, "subsampling": 0} if suffix == ".jpg" else {}
    Image.fromarray(flat).save(tmp_path / f"a{suffix}", exif=exif, **how)
    found = read_picture(tmp_path / f"a{suffix}").pixels
    np.testing.assert_allclose(found.astype(int), orient(flat, orientation).astype(int), atol=6)


@pytest.mark.parametrize("kind", [np.float16, np.float64])
def test_other_floats(tmp_path: Path, kind: type) -> None:
    values = scene(32).astype(kind)
    tifffile.imwrite(tmp_path / "a.tif", values, photometric="rgb")
    np.testing.assert_array_equal(read_picture(tmp_path / "a.tif").pixels, values.astype(np.float32))


def test_tiff_layouts(tmp_path: Path) -> None:
    pixels = scene(16)
    planar, tiled, white = tmp_path / "planar.tif", tmp_path / "tiled.tif", tmp_path / "white.tif"
    tifffile.imwrite(planar, np.moveaxis(pixels, -1, 0), photometric="rgb", planarconfig="separate", byteorder=">")
    tifffile.imwrite(tiled, pixels, photometric="rgb", tile=(16, 16), compression="lzw", bigtiff=True)
    tifffile.imwrite(white, 65535 - pixels[..., 0], photometric="miniswhite")
    np.testing.assert_array_equal(read_picture(planar).pixels, pixels)
    np.testing.assert_array_equal(read_picture(tiled).pixels, pixels)
    np.testing.assert_array_equal(read_picture(white).pixels, np.repeat(pixels[..., :1], 3, axis=2))


def test_kinds_that_are_refused(tmp_path: Path) -> None:
    Image.fromarray(scene(8)).convert("CMYK").save(tmp_path / "cmyk.jpg")
    Image.fromarray(scene(8)).convert("CMYK").save(tmp_path / "cmyk.tif")
    tifffile.imwrite(tmp_path / "long.tif", np.zeros((4, 4), np.uint32))
    tifffile.imwrite(tmp_path / "raw.dng", np.zeros((4, 4), np.uint16), photometric="cfa")
    (tmp_path / "empty.png").write_bytes(b"")
    (tmp_path / "text.png").write_bytes(b"hello")
    for name, words in [
        ("cmyk.jpg", "4 channels"),
        ("cmyk.tif", "not grey, RGB or a palette"),
        ("long.tif", "32 bits"),
        ("raw.dng", "a raw file, not a picture"),
        ("empty.png", "it is empty"),
        ("text.png", "not a PNG, JPEG or TIFF"),
        ("none.png", "no such file"),
        (".", "it is a folder"),
    ]:
        with pytest.raises(FileError, match=words):
            read_picture(tmp_path / name)


def test_the_first_bytes_decide_not_the_name(tmp_path: Path) -> None:
    write_picture(tmp_path / "a.png", scene(16), state=a_state())
    (tmp_path / "a.png").rename(tmp_path / "a.jpg")
    np.testing.assert_array_equal(read_picture(tmp_path / "a.jpg").pixels, scene(16))
    assert read_state(tmp_path / "a.jpg") == a_state()


def test_a_png_that_only_says_srgb(tmp_path: Path) -> None:
    plain = imagecodecs.png_encode(scene(8))
    chunk = b"sRGB\0"
    data = plain[:33] + struct.pack(">I", 1) + chunk + struct.pack(">I", zlib.crc32(chunk)) + plain[33:]
    (tmp_path / "a.png").write_bytes(data)
    found = read_picture(tmp_path / "a.png")
    assert (found.primaries, found.transfer, found.icc) == ("rec709", "srgb", None)


# ---- damage ----


def _png_header(width: int, height: int) -> bytes:
    chunk = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = b"IDAT" + zlib.compress(bytes(1000))
    chunks = [chunk, pixels, b"IEND"]
    body = b"".join(struct.pack(">I", len(c) - 4) + c + struct.pack(">I", zlib.crc32(c)) for c in chunks)
    return b"\x89PNG\r\n\x1a\n" + body


def test_bombs_are_refused_before_memory_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "a"
    jpeg = bytearray(imagecodecs.jpeg8_encode(scene(8)))
    at = jpeg.index(b"\xff\xc0") + 5
    jpeg[at : at + 4] = struct.pack(">HH", 65500, 65500)
    out = io.BytesIO()
    tifffile.imwrite(out, scene(8), photometric="rgb")
    tiff = bytearray(out.getvalue())
    for tag in (256, 257):
        entry = tiff.index(struct.pack("<HH", tag, 4)) + 8
        tiff[entry : entry + 4] = struct.pack("<I", 2_000_000)
    for data, words in [
        (_png_header(2**31 - 1, 2**31 - 1), "million"),
        (_png_header(14_000, 14_000), "fewer pixels than it says"),
        (_png_header(0, 5), "no pixels"),
        (bytes(jpeg), "million"),
        (bytes(tiff), "million"),
    ]:
        path.write_bytes(data)
        with pytest.raises(FileError, match=words):
            read_picture(path)


@pytest.mark.parametrize("codec", [None, "adobe_deflate", "lzw", "packbits", "zstd"])
def test_strips_of_the_same_bytes_take_no_memory_out_of_proportion(
    tmp_path: Path, codec: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file whose strips all point at the first holds a thousandth of what it claims; a flat picture is read."""
    path = tmp_path / "a.tif"
    monkeypatch.setattr(picture_tiff, "_NO_MATTER", 0)
    flat = np.zeros((1000, 1000, 3), np.uint8)
    tifffile.imwrite(path, flat, photometric="rgb", rowsperstrip=1000, compression=codec)
    np.testing.assert_array_equal(read_picture(path).pixels, flat)
    tifffile.imwrite(path, flat, photometric="rgb", rowsperstrip=1, compression=codec)
    np.testing.assert_array_equal(read_picture(path).pixels, flat)
    with tifffile.TiffFile(path) as tiff:
        tags = tiff.pages.first.tags
        offsets, counts = tags["StripOffsets"], tags["StripByteCounts"]
        data = bytearray(path.read_bytes())
        for tag in (offsets, counts):
            kind = {3: "H", 4: "I", 16: "Q"}[int(tag.dtype)]
            struct.pack_into(f"<{tag.count}{kind}", data, tag.valueoffset, *[tag.value[0]] * tag.count)
    path.write_bytes(data)
    monkeypatch.setattr(tifffile.TiffPage, "asarray", lambda _: pytest.fail("memory was taken"))
    with pytest.raises(FileError, match="fewer pixels than it says"):
        read_picture(path)


@pytest.mark.parametrize(("suffix", "bits"), [(".png", 16), (".jpg", 8), (".tif", 8), (".tif", 32)])
def test_a_file_cut_anywhere_is_one_sentence(tmp_path: Path, suffix: str, bits: int) -> None:
    write_picture(tmp_path / f"a{suffix}", scene(bits), state=a_state())
    data, cut = (tmp_path / f"a{suffix}").read_bytes(), tmp_path / f"cut{suffix}"
    # TIFF may end in padding behind the last strip: cut well inside
    for length in [*range(0, len(data) - 64, max(1, len(data) // 40)), len(data) - 64]:
        cut.write_bytes(data[:length])
        with pytest.raises(FileError) as caught:
            read_picture(cut)
        assert str(caught.value).startswith(f"cut{suffix}: ")


@pytest.mark.parametrize(("suffix", "bits"), [(".png", 8), (".jpg", 8), (".tif", 8)])
def test_a_changed_byte_never_gets_out_as_another_error(tmp_path: Path, suffix: str, bits: int) -> None:
    write_picture(tmp_path / f"a{suffix}", scene(bits, 8, 8), state=a_state())
    data, path = (tmp_path / f"a{suffix}").read_bytes(), tmp_path / f"b{suffix}"
    rng = np.random.default_rng(1)
    for _ in range(150):
        damaged = bytearray(data)
        for at in rng.integers(0, len(data), 3):
            damaged[at] = rng.integers(256)
        path.write_bytes(damaged)
        for read in (read_picture, read_state):
            with contextlib.suppress(FileError):
                read(path)


def test_a_damaged_state_costs_only_the_state(tmp_path: Path) -> None:
    write_picture(tmp_path / "a.tif", scene(8), state=a_state())
    data = (tmp_path / "a.tif").read_bytes().replace(b'"crop":[1,', b'"crop":[x,')
    (tmp_path / "a.tif").write_bytes(data)
    found = read_picture(tmp_path / "a.tif")
    np.testing.assert_array_equal(found.pixels, scene(8))
    assert found.state is None
    assert found.notices == ("Its embedded state was ignored: it is not valid JSON.",)
    assert read_state(tmp_path / "a.tif") is None


def test_a_state_that_would_fill_the_memory_is_ignored(tmp_path: Path) -> None:
    plain = imagecodecs.png_encode(scene(8))
    chunk = b"iTXtisp-tuner\0\1\0\0\0" + zlib.compress(b"[" * (64 << 20), 9)
    data = plain[:33] + struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk)) + plain[33:]
    (tmp_path / "a.png").write_bytes(data)
    found = read_picture(tmp_path / "a.png")
    assert found.state is None
    assert "state was ignored" in found.notices[0]


def test_real_files() -> None:
    """A camera's JPEG under a raw's name is a picture; a DNG is not."""
    assert min(read_picture(real_file("broken/jpeg_named_cr2.cr2")).pixels.shape[:2]) > 100
    for name in ("dng/gopro_hero6_mural.dng", "dng/lg_g4_lossy_linear.dng"):
        with pytest.raises(FileError, match="a raw file, not a picture"):
            read_picture(real_file(name))
