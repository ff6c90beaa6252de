"""Layouts: from names and sidecars, and what contradicts itself."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tuner.files.errors import FileError
from tuner.files.layout import Given, letters
from tuner.files.layout_told import given_by, named, read_layout, sidecar_of, write_layout
from tuner.files.source import open_source


@pytest.mark.parametrize(
    ("make", "fault"),
    [
        (Path.mkdir, "it is a folder, where a dump's sidecar would stand"),
        (lambda p: p.symlink_to(p.parent), "it is a folder, where a dump's sidecar would stand"),
        (lambda p: p.symlink_to("gone.toml"), "it is a link that leads nowhere"),
        (lambda p: p.symlink_to(p.name), "it is a link that leads nowhere"),
        (lambda p: p.symlink_to("/dev/null"), "it is not a regular file, where a dump's sidecar would stand"),
        (lambda p: getattr(os, "mkfifo", Path.mkdir)(p), "would stand"),
    ],
)
def test_a_sidecar_that_is_no_file_is_said_and_nothing_guessed(
    tmp_path: Path, make: Callable[[Path], None], fault: str
) -> None:
    dump = tmp_path / "x_16x12_RGGB_u16.raw"
    dump.write_bytes(bytes(2 * 16 * 12))
    make(sidecar_of(dump))
    with pytest.raises(FileError) as told:
        open_source(dump)
    assert str(told.value).startswith(f"{dump.name}.toml: ")
    assert fault in str(told.value)
    assert str(told.value).endswith("; delete it or give it another name.")


@pytest.mark.parametrize(
    ("name", "stated"),
    [
        ("IMG_2592x1536_10bit_GRBG.raw", {"width": 2592, "height": 1536, "bits": 10, "cfa": "GRBG"}),
        ("a_1920x1080_BGGR_mipi10.raw", {"width": 1920, "height": 1080, "cfa": "BGGR", "packing": "mipi10"}),
        (
            "b-640X480-rggb-u16le-bl64.bin",
            {"width": 640, "height": 480, "cfa": "RGGB", "packing": "u16", "black": (64.0,) * 4},
        ),
        ("c_800x600_quad_BGGR_u16msbbe.raw", {"width": 800, "height": 600, "cfa": "QUAD-BGGR", "packing": "u16msbbe"}),
        (
            "d_mono_MIPI_RAW12_64x48.raw",
            {"width": 64, "height": 48, "cfa": "MONO", "packing": "mipi12", "bits": 12},
        ),
        ("640x480_SRGGB10P.raw", {"width": 640, "height": 480, "cfa": "RGGB", "packing": "mipi10"}),
        ("640x480_SGBRG12.raw", {"width": 640, "height": 480, "cfa": "GBRG", "bits": 12}),
        ("IMG_RAW10_640x480.raw", {"width": 640, "height": 480, "bits": 10}),
        ("IMG_RAW16_640x480_10bit.raw", {"width": 640, "height": 480, "bits": 10}),
        ("IMG_raw12packed_640x480.raw", {"width": 640, "height": 480, "packing": "mipi12"}),
        ("tile_12x34_of_1920x1080.raw", {"width": 1920, "height": 1080}),
        ("q_64x48_QBayer_RGGB.raw", {"width": 64, "height": 48, "cfa": "QUAD-RGGB"}),
        ("q_64x48_GRBG_quad.raw", {"width": 64, "height": 48, "cfa": "QUAD-GRBG"}),
        ("quad_copter_64x48_GRBG.raw", {"width": 64, "height": 48, "cfa": "GRBG"}),
        ("e_64x48_mipi10-old_white1000.raw", {"width": 64, "height": 48, "packing": "mipi10-old", "white": 1000.0}),
        ("IMG_20240110_black_1920x1080.raw", {"width": 1920, "height": 1080}),
        ("black_cat_2x4_99bit.raw", {}),
        ("programmable_u8x.raw", {}),
    ],
)
def test_what_a_name_says(name: str, stated: dict[str, object]) -> None:
    assert named(name).stated == stated


def test_white_and_infrared_filters_are_refused_by_name() -> None:
    with pytest.raises(FileError, match="white or infrared filters"):
        named("x_64x48_RGBW.raw")


def test_a_sidecar_comes_back_and_wins_over_the_name(tmp_path: Path) -> None:
    dump = tmp_path / "x_64x48_RGGB.raw"
    known = Given(width=32, height=24, packing="mipi12", black=(64,) * 4, wb=(2.0, 1.0, 1.5), iso=200)
    assert write_layout(dump, known) == sidecar_of(dump)
    assert read_layout(sidecar_of(dump)) == known
    found = given_by(dump)
    assert (found.width, found.cfa) == (32, "RGGB")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("width = 'x'", "width"),
        ("colour = 3", "colour: not a known word"),
        ("cfa = 'RGIB'", "cfa"),
        ("bits = 11", "bits"),
        ("width = 100000000", "width"),
        ("width = -4", "width: -4 does not fit: it should be greater"),
        ("black = [1, 2, 3]", r"black: \[1, 2, 3\] is not one level, or four"),
        ("black = nan", "black: nan does not fit: it should be a finite number"),
        ("wb = [2, 1]", r"wb: \[2, 1\] is not three gains"),
        ("= 3", "not valid TOML"),
        ("wb = [0, 1, 1]", "wb"),
    ],
)
def test_a_sidecar_that_does_not_fit_is_refused_by_field(tmp_path: Path, text: str, fault: str) -> None:
    (tmp_path / "x.raw.toml").write_text(text)
    with pytest.raises(FileError, match=fault):
        given_by(tmp_path / "x.raw")


@pytest.mark.parametrize(
    ("known", "fault"),
    [
        ({}, "--width, --height, --cfa, --packing, --raw-bits"),
        ({"bits": 12, "packing": "mipi10"}, "mipi10 holds 10 bits"),
        ({"packing": "mipi10", "stride": 79}, "takes 80 bytes"),
        ({"packing": "u16", "bits": 10, "white": 2000}, "does not fit in 10 bits"),
        ({"packing": "u8", "black": (255,) * 4}, "not below white"),
        (
            {"packing": "u8", "cfa": "MONO", "black": (1, 2, 1, 1)},
            "one black level, not 1, 2, 1, 1; give --black as one",
        ),
    ],
)
def test_fields_that_contradict_each_other(known: dict[str, object], fault: str) -> None:
    base = {"width": 64, "height": 48, "cfa": "RGGB"} if known else {}
    with pytest.raises(FileError, match=fault):
        Given(**(base | known)).layout(Path("x.raw"))  # type: ignore[arg-type]


def test_filters_written_out() -> None:
    assert letters("GRBG") == "GRBG"
    assert letters("MONO") == "M"
    assert letters("QUAD-GRBG") == "GGRRGGRRBBGGBBGG"
