"""Pictures: pixels, profile and state of every format come back, and no strange file does harm."""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tifffile
from numpy.typing import NDArray
from PIL import Image

from tests.files.test_state import a_state
from tuner.core.recipe import Recipe
from tuner.files.carried import Carried, PictureFault
from tuner.files.diagnose import MAX_PIXELS, refuse_size
from tuner.files.errors import FileError
from tuner.files.icc import icc_profile
from tuner.files.picture import (
    DEPTHS,
    SUFFIXES,
    PictureState,
    check_format,
    read_picture,
    read_state,
    write_picture,
)
from tuner.stages import RACK

KINDS = {8: np.uint8, 16: np.uint16, 32: np.float32}
ALL = [(suffix, bits) for suffix, depths in DEPTHS.items() for bits in depths]
EXACT = [(suffix, bits) for suffix, bits in ALL if not suffix.startswith(".j")]


def scene(bits: int, h: int = 37, w: int = 53) -> NDArray[Any]:
    """(h, w, 3) smooth colours with a little noise."""
    y, x = np.mgrid[0:h, 0:w]
    values = np.stack([x / w, y / h, 0.5 + 0.4 * np.sin(x / 9) * np.cos(y / 7)], axis=-1)
    values += np.random.default_rng(0).normal(0, 0.01, values.shape)
    if bits == 32:
        return (values * 1.5 - 0.2).astype(np.float32)
    return np.clip(values * (2**bits - 1), 0, 2**bits - 1).astype(KINDS[bits])


def large_state() -> PictureState:
    """A state of more than 64 KB even when compressed, as large shading tables make."""
    rng = np.random.default_rng(0)
    table = tuple(tuple(tuple(row) for row in plane) for plane in rng.uniform(1, 4, (4, 65, 65)).tolist())
    tables = Recipe.default(RACK).to_dict() | {"lens_shading": {"gains": table}}
    return PictureState(tables, tables, {stage.name: stage.version for stage in RACK})


@pytest.mark.parametrize(("suffix", "bits"), EXACT)
def test_pixels_profile_and_state_come_back(tmp_path: Path, suffix: str, bits: int) -> None:
    path, pixels = tmp_path / f"a{suffix}", scene(bits)
    write_picture(path, pixels, state=a_state(), primaries="display_p3", transfer="linear")
    found = read_picture(path)
    assert found.pixels.dtype == pixels.dtype
    np.testing.assert_array_equal(found.pixels, pixels)
    assert found.icc == icc_profile("display_p3", "linear")
    assert (found.primaries, found.transfer) == ("display_p3", "linear")
    assert found.state == read_state(path) == a_state()
    assert found.notices == ()


@pytest.mark.parametrize("suffix", [".jpg", ".jpeg"])
def test_a_jpeg_is_of_quality_95_with_full_colour_resolution(tmp_path: Path, suffix: str) -> None:
    """Its pixels are those that Pillow's own writer gives with these settings."""
    path, pixels = tmp_path / f"a{suffix}", scene(8)
    Image.fromarray(pixels).save(tmp_path / "pillow.jpg", quality=95, subsampling=0)
    write_picture(path, pixels, state=a_state(), primaries="rec2020", transfer="rec709")
    found = read_picture(path)
    np.testing.assert_array_equal(found.pixels, read_picture(tmp_path / "pillow.jpg").pixels)
    assert (found.primaries, found.transfer) == ("rec2020", "rec709")
    assert found.state == read_state(path) == a_state()
    with Image.open(path) as image:
        assert {(h, v) for _, h, v, _ in image.layer} == {(1, 1)}


@pytest.mark.parametrize(("suffix", "bits"), ALL)
def test_the_same_picture_is_the_same_bytes(tmp_path: Path, suffix: str, bits: int) -> None:
    for name in ("a", "b"):
        write_picture(tmp_path / f"{name}{suffix}", scene(bits), state=a_state())
    assert (tmp_path / f"a{suffix}").read_bytes() == (tmp_path / f"b{suffix}").read_bytes()


@pytest.mark.parametrize(("suffix", "bits"), [a for a in ALL if a[1] == 8])
def test_other_programs_see_pixels_and_profile(tmp_path: Path, suffix: str, bits: int) -> None:
    path = tmp_path / f"a{suffix}"
    write_picture(path, scene(bits), state=a_state())
    with Image.open(path) as image:
        image.load()
        assert image.info["icc_profile"] == icc_profile("rec709", "srgb")
        np.testing.assert_array_equal(np.asarray(image), read_picture(path).pixels)
        if suffix == ".png":
            assert PictureState.from_json(image.text["isp-tuner"]) == a_state()


def test_sixteen_bit_png_against_another_reader(tmp_path: Path) -> None:
    import cv2

    write_picture(tmp_path / "a.png", scene(16), state=a_state())
    found = cv2.imread(str(tmp_path / "a.png"), cv2.IMREAD_UNCHANGED)
    np.testing.assert_array_equal(found[..., ::-1], scene(16))


@pytest.mark.parametrize("suffix", [".png", ".jpg", ".tif"])
def test_a_large_state_fits(tmp_path: Path, suffix: str) -> None:
    state = large_state()
    assert len(zlib.compress(state.to_json().encode())) > 65536
    write_picture(tmp_path / f"a{suffix}", scene(8), state=state)
    found = read_picture(tmp_path / f"a{suffix}")
    assert found.state == state
    assert found.icc == icc_profile("rec709", "srgb")


@pytest.mark.parametrize("suffix", [".png", ".jpg", ".tif"])
def test_without_state_and_profile(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    write_picture(path, scene(8), state=None, primaries=None, transfer=None)
    found = read_picture(path)
    assert (found.state, found.icc, found.primaries, read_state(path)) == (None, None, None, None)


def test_a_bare_plane_and_a_view_are_written(tmp_path: Path) -> None:
    """The mosaic's own values; and the engine's B, G, R, X buffer seen as R, G, B."""
    mosaic = scene(32)[..., :1]
    write_picture(tmp_path / "a.tif", mosaic, state=a_state())
    assert tifffile.imread(tmp_path / "a.tif").shape == mosaic.shape[:2]
    np.testing.assert_array_equal(read_picture(tmp_path / "a.tif").pixels, np.repeat(mosaic, 3, axis=2))
    bgrx = np.dstack([scene(8)[..., ::-1], np.full((37, 53), 255, np.uint8)])
    for name in ("b.png", "b.tif", "b.jpg"):
        write_picture(tmp_path / name, bgrx[..., 2::-1], state=None)
    for name in ("b.png", "b.tif"):
        np.testing.assert_array_equal(read_picture(tmp_path / name).pixels, scene(8))


def test_one_pixel(tmp_path: Path) -> None:
    for suffix, bits in ALL:
        write_picture(tmp_path / f"a{suffix}", scene(bits, 1, 1), state=a_state())
        assert read_picture(tmp_path / f"a{suffix}").pixels.shape == (1, 1, 3)


@pytest.mark.parametrize(
    ("name", "bits", "words"),
    [
        ("a.bmp", 8, "cannot be written as '.bmp'; end the name in .png, .jpg or .tif"),
        ("a", 8, "cannot be written as ''"),
        ("a.jpg", 16, "holds 8 bits a channel, not 16; write a .png or .tif"),
        ("a.png", 32, "holds 8 or 16 bits a channel, not 32; write a .tif"),
    ],
)
def test_what_a_format_cannot_hold_is_refused(tmp_path: Path, name: str, bits: int, words: str) -> None:
    for refused in (
        lambda: check_format(tmp_path / name, bits),
        lambda: write_picture(tmp_path / name, scene(bits), state=None),
    ):
        with pytest.raises(FileError, match=words.replace(".", r"\.")):
            refused()
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("shape", [(4, 4), (4, 4, 4), (4, 4, 1), (0, 4, 3)])
def test_other_arrays_are_a_mistake(tmp_path: Path, shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="a picture is"):
        write_picture(tmp_path / "a.png", np.zeros(shape, np.uint8), state=None)


def test_a_jpeg_has_a_longest_side(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="at most 65500 pixels"):
        write_picture(tmp_path / "a.jpg", np.zeros((1, 65501, 3), np.uint8), state=None)


def test_a_failed_write_leaves_the_old_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_picture(tmp_path / "a.png", scene(8), state=None)
    before = (tmp_path / "a.png").read_bytes()

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(FileError, match="disk is full"):
        write_picture(tmp_path / "a.png", scene(8)[::-1], state=None)
    assert (tmp_path / "a.png").read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["a.png"]


def test_what_can_be_opened_as_a_raw_can_be_read_as_a_picture() -> None:
    """Both kinds of file end at the same number of pixels, so nothing is written that is refused on reading."""
    rows = MAX_PIXELS // 20_000
    refuse_size(Path("a.dng"), 20_000, rows)
    Carried(20_000, rows)
    with pytest.raises(FileError, match="megapixels"):
        refuse_size(Path("a.dng"), 20_000, rows + 1)
    with pytest.raises(PictureFault, match="over 400 million"):
        Carried(20_000, rows + 1)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_suffix_is_written_and_read_in_any_case(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix.upper()}"
    write_picture(path, scene(8), state=None)
    assert read_picture(path).pixels.shape == scene(8).shape
