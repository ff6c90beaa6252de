"""measure: the numbers of the mosaic and of the rendered picture, by region; the same flags as every raw."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from tests.cli.conftest import HEIGHT, WIDTH, Ran, write_raw
from tests.support import noisy_mosaic
from tuner.files.packing import pack
from tuner.files.picture import read_picture

Tuner = Callable[..., Ran]
Refused = Callable[..., str]
AREA = (5, 8, 20, 12)


def test_raw_and_output_are_those_of_the_pixels(tuner: Tuner, raw: Path, tmp_path: Path) -> None:
    """Raw by slicing the mosaic here, output from what `render --bits 16` writes."""
    out = tmp_path / "whole.tif"
    assert tuner("render", raw, "-o", out, "--bits", "16", "--set", "exposure.ev=0.5").code == 0
    ran = tuner("measure", raw, "--region", "5,8,20,12", "--set", "exposure.ev=0.5", "--json")
    assert ran.code == 0
    (region,) = ran.json["regions"]
    assert region["rect"] == list(AREA)
    x, y, w, h = AREA
    blue = noisy_mosaic(WIDTH, HEIGHT)[y : y + h, x : x + w][1::2, ::2].astype(float)  # RGGB, x odd: B at odd rows
    assert region["raw"]["unit"] == "DN"
    assert region["raw"]["mean"][3] == pytest.approx(blue.mean())
    assert region["raw"]["sigma"][3] == pytest.approx(blue.std())
    assert region["raw"]["snr_db"][3] == pytest.approx(20 * np.log10((blue.mean() - 64) / blue.std()))
    codes = read_picture(out).pixels[y : y + h, x : x + w, :3].astype(float)
    found = region["output"]
    assert found["unit"] == "code16"
    assert found["mean"][:3] == pytest.approx(codes.mean((0, 1)))
    assert found["sigma"][:3] == pytest.approx(codes.std((0, 1)))
    assert found["r_g"] == pytest.approx(codes[..., 0].mean() / codes[..., 1].mean())


def test_the_whole_turned_picture_and_several_regions_as_csv(tuner: Tuner, tmp_path: Path) -> None:
    """Regions are of the picture as exported: on a file turned by 90 degrees its width is the mosaic's height."""
    raw = write_raw(tmp_path / "turned.dng", orientation=6)
    whole = tuner("measure", raw).out.splitlines()
    assert whole[0].split()[:3] == ["region", "picture", "channel"]
    assert [line.split()[:3] for line in whole[1:]] == [
        *(["whole", "Raw", c] for c in ("R", "Gr", "Gb", "B")),
        *(["whole", "Processed", c] for c in ("R", "G", "B", "Y")),
    ]
    ran = tuner("measure", raw, "--region", f"0,0,{HEIGHT},4", "--region", "3,3,9,9", "--csv")
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    assert [row["region"] for row in rows] == [f"0,0,{HEIGHT},4"] * 8 + ["3,3,9,9"] * 8
    strip = noisy_mosaic(WIDTH, HEIGHT)[:, :4].astype(float)  # the top rows of it are the mosaic's left columns
    assert float(rows[0]["mean"]) == pytest.approx(strip[::2, ::2].mean(), rel=1e-6)


def test_a_dump_is_measured_by_the_same_flags(tuner: Tuner, tmp_path: Path) -> None:
    dump = tmp_path / "capture.raw"
    dump.write_bytes(pack(noisy_mosaic(96, 64) >> np.uint16(2), "mipi10", 10).tobytes())
    ran = tuner("measure", dump, "--width", "96", "--height", "64", "--cfa", "RGGB", "--packing", "mipi10", "--json")
    assert ran.code == 0
    red = (noisy_mosaic(96, 64) >> np.uint16(2))[::2, ::2]
    assert ran.json["regions"][0]["raw"]["mean"][0] == pytest.approx(red.mean())


def test_several_values_behind_one_set(tuner: Tuner, raw: Path) -> None:
    """As render and sweep take them, and as the help says."""
    ran = tuner("measure", raw, "--region", "8,8,16,16", "--set", "exposure.ev=1", "sharpen.amount=0", "--json")
    each = tuner(
        "measure", raw, "--region", "8,8,16,16", "--set", "exposure.ev=1", "--set", "sharpen.amount=0", "--json"
    )
    assert (ran.code, ran.json) == (0, each.json)


def test_what_cannot_be_measured(refused: Refused, raw: Path) -> None:
    assert f"50,0,20,5 does not lie inside the {WIDTH} x {HEIGHT}" in refused("measure", raw, "--region", "50,0,20,5")
    assert "'1,2,3' is not X,Y,W,H" in refused("measure", raw, "--region", "1,2,3")
    negative = refused("measure", raw, "--region", "-5,0,64,64")
    assert "--region: '-5,0,64,64' holds a negative number: X and Y begin at 0, W and H at 1" in negative
    assert "exposre" in refused("measure", raw, "--set", "exposre.ev=1")
    assert "not allowed with" in refused("measure", raw, "--json", "--csv")


def test_a_sensor_without_filters_has_one_raw_channel(tuner: Tuner, tmp_path: Path) -> None:
    raw = write_raw(tmp_path / "mono.dng", cfa="M")
    x, y, w, h = AREA
    samples = noisy_mosaic(WIDTH, HEIGHT)[y : y + h, x : x + w].astype(float)
    region = ",".join(map(str, AREA))
    found = tuner("measure", raw, "--region", region, "--json").json["regions"][0]["raw"]
    assert (found["channels"], found["count"], found["unit"]) == (["M"], [w * h], "DN")
    assert found["mean"] == [pytest.approx(samples.mean())]
    assert found["sigma"] == [pytest.approx(samples.std())]
    assert (found["r_g"], found["b_g"]) == (None, None)
    lines = [line.split()[:3] for line in tuner("measure", raw, "--region", region).out.splitlines()[1:]]
    assert lines == [[region, "Raw", "M"], *([region, "Processed", c] for c in ("R", "G", "B", "Y"))]
    first = next(csv.DictReader(io.StringIO(tuner("measure", raw, "--csv").out)))
    assert (first["picture"], first["channel"], first["R/G"]) == ("Raw", "M", "")
