"""How a picture was taken: Exif before LibRaw, and names where no TIFF tags are."""

from __future__ import annotations

import io
import struct
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import tifffile

from tests.files.tiny_dng import dng
from tuner.files.raw import open_raw
from tuner.files.shot import Shot, read_shot
from tuner.files.tags import Ifd, Tags

LIBRAW = SimpleNamespace(
    other=SimpleNamespace(iso_speed=200.0, shutter_speed=np.float32(0.004), aperture=np.float32(5.6), focal_length=0.0),
    lens=SimpleNamespace(model="35mm f/2\0\0"),
)


def shot(exif: dict[str, Any]) -> Shot:
    return read_shot(Tags(Ifd(), None, exif), b"", LIBRAW)


def test_exif_wins_and_is_exact():
    found = shot(
        {
            "ExposureTime": (1, 455),
            "FNumber": (28, 10),
            "ISOSpeedRatings": 100,
            "FocalLength": (0, 0),
            "LensModel": "50mm",
        }
    )
    assert found == Shot(100.0, 1 / 455, 2.8, None, "", "", "50mm")


def test_libraw_stands_in_without_float_noise():
    assert shot({}) == Shot(200.0, 0.004, 5.6, None, "", "", "35mm f/2")


def test_zero_in_exif_means_unknown_and_is_not_replaced():
    """Magic Lantern writes 0/1000000; LibRaw makes 1 s of it."""
    assert shot({"ExposureTime": (0, 1000000)}).exposure_s is None


@pytest.mark.parametrize("name", ["ISOSpeedRatings", "PhotographicSensitivity"])
def test_an_iso_of_several_numbers_is_its_first(name: str):
    """Some cameras write two: they are whole numbers, and no fraction."""
    for value in ((100, 100), (100, 200, 0), (100,), 100):
        assert shot({name: value}).iso == 100
    assert shot({name: (65535, 100)}).iso == 200.0


def test_full_iso_tag_asks_libraw():
    assert shot({"ISOSpeedRatings": 65535}).iso == 200.0


@pytest.mark.parametrize("value", ["fast", b"\xff", (1, 2, 3), float("nan"), (1, 0), None, {}])
def test_nonsense_in_exif_is_unknown(value: Any):
    assert shot({"FNumber": value}).aperture is None


def _tiff(tags: list[tuple[int, str, int, str, bool]]) -> bytes:
    file = io.BytesIO()
    tifffile.imwrite(file, np.zeros((2, 2), np.uint8), extratags=tags, metadata=None)
    return file.getvalue()


def _box(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body) + 8) + name + body


def test_names_in_cr3_raf_and_crw():
    camera = _tiff([(271, "s", 0, "Canon", False), (272, "s", 0, "Canon EOS R", False)])
    exif = _tiff([(42036, "s", 0, "RF24-105mm", False)])
    cr3 = struct.pack(">I", 24) + b"ftypcrx " + b"\0" * 12 + _box(b"CMT1", camera) + _box(b"CMT2", exif)
    raf = b"FUJIFILMCCD-RAW 0201FF159502" + b"X100\0".ljust(32, b"\0")
    crw = b"II\x1a\0\0\0HEAPCCDR" + b"\0" * 40 + b"Canon\0Canon EOS D30\0"
    found = [read_shot(None, data, LIBRAW) for data in (cr3, raf, crw, b"unknown")]
    assert [(s.make, s.model) for s in found] == [
        ("Canon", "Canon EOS R"),
        ("FUJIFILM", "X100"),
        ("Canon", "Canon EOS D30"),
        ("", ""),
    ]
    assert found[0].lens == "RF24-105mm"


def test_cut_boxes_are_survived():
    for size in (0, 7, 1 << 31):
        data = struct.pack(">I", 24) + b"ftypcrx " + b"\0" * 12 + struct.pack(">I", size) + b"CMT1II*\0"
        assert read_shot(None, data, LIBRAW).model == ""


def test_date_out_of_range_does_not_matter(tmp_path: Path):
    """rawpy raises where the time stamp is later than year 9999."""
    path = tmp_path / "late.dng"
    path.write_bytes(dng(tags={306: ("s", 0, "9999:99:99 99:99:99"), 271: ("s", 0, "Ma\nker"), 272: ("s", 0, "One")}))
    facts = open_raw(path).facts
    assert (facts.make, facts.model, facts.iso) == ("Ma ker", "One", None)
