"""What we write as DNG, by the judgement of exiftool: tags that must be there, their types, and what they say.

Pixels are LibRaw's part (`test_dng_write`): exiftool looks at none.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.cli.conftest import Ran, write_raw
from tests.support import facts, lively_facts, noisy_mosaic
from tuner.files.dng_write import write_dng

pytestmark = pytest.mark.skipif(
    shutil.which("exiftool") is None, reason="exiftool is not installed (Debian: libimage-exiftool-perl)"
)


def judged(path: Path) -> dict[str, Any]:
    """All tags by directory, values as numbers, once exiftool has nothing to object, not even a minor thing."""
    words = ["exiftool", "-validate", "-warning", "-error", "-a", "-G1", str(path)]
    said = subprocess.run(words, capture_output=True, text=True)
    assert said.returncode == 0, said
    assert [" ".join(line.split()) for line in said.stdout.splitlines()] == ["[ExifTool] Validate : OK"]
    dumped = subprocess.run(["exiftool", "-j", "-n", "-G1", str(path)], capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(dumped.stdout)[0]
    return found


@pytest.mark.parametrize("chart", ["colorchecker", "scene", "dark"])
@pytest.mark.parametrize("cfa", ["GRBG", "quad"])
def test_a_shot(tmp_path: Path, tuner: Callable[..., Ran], chart: str, cfa: str) -> None:
    out = tmp_path / "shot.dng"
    exposure = ["--exposure", "0.02"] if chart == "dark" else []
    words = ["--chart", chart, "--cfa", cfa, "--size", "320x240", "--iso", "400", "--falloff", "0.2", *exposure]
    assert tuner("lab", "shoot", *words, "-o", out).code == 0
    tags = judged(out)
    assert tags["IFD0:CFAPattern2"] == ("1 0 2 1" if cfa == "GRBG" else "0 0 1 1 0 0 1 1 1 1 2 2 1 1 2 2")
    assert tags["ExifIFD:ISO"] == 400
    assert len(tags["IFD0:NoiseProfile"].split()) == 6
    assert "IFD0:OpcodeList2" in tags
    assert (tags["SubIFD:ImageWidth"], tags["SubIFD:ImageHeight"]) == ((160, 120) if cfa != "quad" else (80, 60))


def test_tiles(tmp_path: Path) -> None:
    path = tmp_path / "tiles.dng"
    write_dng(path, noisy_mosaic(1602, 1202), facts(1602, 1202), preview=np.zeros((8, 8, 3), np.uint8))
    tags = judged(path)
    assert tags["IFD0:TileWidth"] % 16 == tags["IFD0:TileLength"] % 16 == 0
    tiles = -(-1602 // tags["IFD0:TileWidth"]) * -(-1202 // tags["IFD0:TileLength"])
    assert tiles > 4
    for name in ("TileOffsets", "TileByteCounts"):
        listed = subprocess.run(
            ["exiftool", "-b", f"-IFD0:{name}", str(path)], capture_output=True, text=True, check=True
        )
        assert len(listed.stdout.split()) == tiles


@pytest.mark.parametrize("compress", [True, False])
@pytest.mark.parametrize("cfa", ["RGGB", "M", "GRRGBGGBBGGBGRRG"])
def test_every_sensor(tmp_path: Path, cfa: str, compress: bool) -> None:
    path = tmp_path / "x.dng"
    write_dng(path, noisy_mosaic(62, 46), facts(62, 46, cfa), compress=compress)
    assert judged(path)["IFD0:Compression"] == (7 if compress else 1)


def test_every_fact(tmp_path: Path) -> None:
    """Shading, noise, an exposure, an odd size, a turn, and a rating that does not fit 16 bits."""
    path = tmp_path / "x.dng"
    write_dng(path, noisy_mosaic(62, 46), lively_facts(62, 46, "GBRG"))
    assert "IFD0:OpcodeList2" in judged(path)
    tags = judged(write_raw(tmp_path / "y.dng", iso=102400.0, orientation=6, aperture=1.8, focal_mm=5.4, lens="A lens"))
    assert (tags["ExifIFD:ISO"], tags["ExifIFD:RecommendedExposureIndex"]) == (65535, 102400)
    assert (tags["IFD0:Orientation"], tags["ExifIFD:LensModel"], tags["ExifIFD:FocalLength"]) == (6, "A lens", 5.4)


@pytest.mark.parametrize("words", [[], ["--plain"]])
@pytest.mark.parametrize("cfa", ["BGGR", "MONO"])
def test_a_dump(tmp_path: Path, tuner: Callable[..., Ran], cfa: str, words: list[str]) -> None:
    source, out = tmp_path / f"x_64x48_{cfa}_u16_black60.raw", tmp_path / "x.dng"
    source.write_bytes(noisy_mosaic(64, 48).tobytes())
    assert tuner("dng", source, "-o", out, *words).code == 0
    tags = judged(out)
    assert tags["IFD0:BlackLevel"] in (60, "60 60 60 60")
    assert tags["SubIFD:ImageWidth"] > 0


def test_names_beyond_ascii(tmp_path: Path) -> None:
    path = write_raw(tmp_path / "x.dng", make="Mäker", model="相机", lens="Objektiv für ƒ/1.8")
    tags = judged(path)
    assert (tags["IFD0:Make"], tags["IFD0:Model"], tags["ExifIFD:LensModel"]) == ("Mäker", "相机", "Objektiv für ƒ/1.8")
    assert tags["IFD0:UniqueCameraModel"] == "Maker u76F8u673A"
    assert tags["IFD0:LocalizedCameraModel"] == "Mäker 相机"
