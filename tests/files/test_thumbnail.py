"""Thumbnails: the embedded picture, or the mosaic in small; upright; broken files are one sentence."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.support import facts, noisy_mosaic, real_file
from tuner.core.frame import Frame
from tuner.core.orient import orient
from tuner.files import thumbnail as thumbnails
from tuner.files.dng_write import write_dng
from tuner.files.errors import FileError
from tuner.files.thumbnail import binned, binned_render, read_thumbnail


@pytest.mark.parametrize("cfa", ["RGGB", "GBRG"])
def test_binning_is_the_mean_of_each_plane(cfa: str):
    mosaic = noisy_mosaic(50, 38)
    small = binned(Frame.from_active(mosaic, facts(50, 38, cfa)), 3)
    assert (small.facts.width, small.facts.height, small.facts.cfa) == (16, 12, cfa)
    for y in (0, 5, 11):
        for x in (0, 7, 15):
            block = [
                float(mosaic[6 * (y // 2) + 2 * j + y % 2, 6 * (x // 2) + 2 * i + x % 2])
                for j in range(3)
                for i in range(3)
            ]
            assert abs(float(small.active[y, x]) - np.mean(block)) <= 0.5


def test_a_frame_smaller_than_a_block_stays():
    frame = Frame.from_active(noisy_mosaic(8, 6), facts(8, 6))
    assert binned(frame, 1) is frame
    assert binned(frame, 50) is frame


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_raw_without_an_embedded_picture_is_rendered_upright(tmp_path: Path, orientation: int):
    """A bright quarter stands where the orientation brings it, whatever the size."""
    mosaic = np.full((400, 600), 200, np.uint16)
    mosaic[:200, :300] = 3000
    path = tmp_path / "a.dng"
    write_dng(path, mosaic, facts(600, 400, orientation=orientation, model="Test"))
    found = read_thumbnail(path, 60)
    assert max(found.shape[:2]) <= 60
    assert found.dtype == np.uint8
    upright = np.asarray(orient(mosaic, orientation))
    h, w = upright.shape
    for y, x in ((h // 4, w // 4), (h // 4, 3 * w // 4), (3 * h // 4, w // 4), (3 * h // 4, 3 * w // 4)):
        bright = found[y * found.shape[0] // h, x * found.shape[1] // w, 1] > 128
        assert bright == (upright[y, x] > 1000)


def test_the_render_in_small_looks_like_the_render():
    """Against the full picture of the same scene, averaged: within a few codes, as only detail may differ."""
    from tuner.core.engine import Engine
    from tuner.core.recipe import Recipe
    from tuner.files.thumbnail import fitted
    from tuner.stages import RACK

    y, x = np.mgrid[0:320, 0:480]
    mosaic = (1100 + 500 * np.sin(x / 90) + 400 * np.cos(y / 70)).astype(np.uint16)
    frame = Frame.from_active(mosaic, facts(480, 320))
    full = fitted(np.ascontiguousarray(Engine().render(frame, Recipe.default(RACK)).rgb), 60)
    small = binned_render(frame, 60)
    assert small.shape == full.shape
    apart = np.abs(small.astype(int) - full)[2:-2, 2:-2]
    assert apart.mean() < 2
    assert apart.max() <= 12


def test_broken_files_are_one_sentence(tmp_path: Path):
    for name, content, says in (
        ("a.dng", b"", "is empty"),
        ("b.cr2", b"\xff\xd8\xff" + b"\0" * 99, "JPEG"),
        ("c.nef", b"nothing of the kind" * 10, "no header of a raw file"),
        ("d.dng", b"II*\0" + b"\0" * 60, "d.dng"),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(FileError, match=says):
            read_thumbnail(path)
    with pytest.raises(FileError, match="no such file"):
        read_thumbnail(tmp_path / "gone.dng")


def jpeg(width: int, height: int) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (width, height), (200, 40, 40)).save(data, "JPEG")
    return data.getvalue()


class Raw:
    """Stands for LibRaw with an embedded JPEG."""

    data: bytes = b""
    flip = 0

    def open_file(self, path: str) -> None:
        pass

    def extract_thumb(self) -> object:
        return type("Thumb", (), {"data": self.data})

    @property
    def sizes(self) -> object:
        return type("Sizes", (), {"flip": self.flip, "raw_width": 6000, "raw_height": 4000})

    def close(self) -> None:
        pass


@pytest.mark.parametrize(
    ("flip", "stored", "shown"),
    [(0, (300, 200), (60, 40)), (6, (300, 200), (40, 60)), (6, (200, 300), (40, 60)), (3, (300, 200), (60, 40))],
)
def test_an_embedded_jpeg_is_turned_once(tmp_path, monkeypatch, flip, stored, shown):
    path = tmp_path / "a.nef"
    path.write_bytes(b"MM\0*" + b"\0" * 60)
    monkeypatch.setattr("rawpy.RawPy", lambda: Raw())
    monkeypatch.setattr(Raw, "data", jpeg(*stored))
    monkeypatch.setattr(Raw, "flip", flip)
    found = read_thumbnail(path, 60)
    assert (found.shape[1], found.shape[0]) == shown
    assert abs(int(found[20, 20, 0]) - 200) < 5


def test_an_embedded_jpeg_that_claims_a_large_size_is_never_decoded(tmp_path, monkeypatch):
    """The header says 60000 x 60000: the picture is passed over, and the mosaic is asked (here: there is none)."""
    data = bytearray(jpeg(300, 200))
    at = data.index(b"\xff\xc0") + 5
    data[at : at + 4] = struct.pack(">HH", 60000, 60000)
    path = tmp_path / "a.nef"
    path.write_bytes(b"MM\0*" + b"\0" * 60)
    monkeypatch.setattr("rawpy.RawPy", lambda: Raw())
    monkeypatch.setattr(Raw, "data", bytes(data))
    asked = []

    def refuse(path: Path) -> None:
        asked.append(path)
        raise FileError(path, "no mosaic", "none")

    monkeypatch.setattr(thumbnails, "open_raw", refuse)
    monkeypatch.setattr("PIL.Image.open", lambda *a, **k: pytest.fail("decoded"))
    with pytest.raises(FileError):
        read_thumbnail(path)
    assert asked == [path]


def test_real_files_show_something():
    for name in ("raw/canon_d30_xmastree.crw", "raw/nikon_d1_berlin.nef", "dng/magiclantern_kissx4_colorchecker.dng"):
        found = read_thumbnail(real_file(name))
        assert 100 <= max(found.shape[:2]) <= thumbnails.SIDE
        assert found.std() > 10
