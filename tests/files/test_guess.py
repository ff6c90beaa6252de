"""The guesser: scenes it must read right by their bytes alone, real dumps, and what is known narrowing the search."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.support import SHARED, real_file
from tuner.files.errors import FileError
from tuner.files.guess import Candidate, guess, guess_file
from tuner.files.layout import Given, letters
from tuner.files.packing import PACKINGS, pack

WIDTH, HEIGHT = 480, 320
PACKED = {"u16le": "u16", "mipi_raw10": "mipi10", "u8": "u8"}


def scene(cfa: str, bits: int) -> NDArray[np.uint16]:
    """Shapes and textures of many colours, mostly warm, under a light that is poorer in blue; black at 1/64, with noise."""
    rng = np.random.default_rng(5)
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    rgb = np.full((HEIGHT, WIDTH, 3), 0.35)
    for _ in range(120):
        top, left = rng.integers(0, HEIGHT), rng.integers(0, WIDTH)
        grey, warmth = rng.uniform(0.05, 0.8), rng.gamma(1.0, 0.4)
        colour = np.clip(grey * np.array([1 + warmth, 1.0, 1 / (1 + 0.5 * warmth)]), 0, 1)
        rgb[top : top + rng.integers(10, 80), left : left + rng.integers(10, 120)] = colour
    rgb[: HEIGHT // 6, : WIDTH // 6] = 0
    rgb *= (0.8 + 0.2 * np.sin(x / 37) * np.cos(y / 29))[..., None] * np.array([0.55, 1.0, 0.5])
    side = int(len(letters(cfa)) ** 0.5)
    filters = np.array(["RGB".find(c) if c != "M" else 1 for c in letters(cfa)]).reshape(side, side)
    light = np.take_along_axis(rgb, filters[y % side, x % side][..., None], 2)[..., 0]
    light = light + rng.normal(0, 1, light.shape) * (0.0008 + 0.005 * np.sqrt(light))
    full = 2**bits - 1
    return np.clip(full / 64 + light * full * 0.9, 0, full).astype(np.uint16)


def best(data: bytes, known: Given = Given()) -> Candidate:
    return guess(np.frombuffer(data, np.uint8), len(data), known)[0]


@pytest.mark.parametrize("name", sorted(PACKINGS))
def test_every_packing_by_its_bytes(name: str) -> None:
    bits = PACKINGS[name].bits or 12
    found = best(pack(scene("GRBG", bits), name, bits).tobytes()).layout
    assert (found.width, found.height, found.packing, found.bits, found.cfa) == (WIDTH, HEIGHT, name, bits, "GRBG")
    assert found.black is not None
    assert found.black[0] == pytest.approx(2**bits / 64, abs=max(2**bits / 150, 2))


@pytest.mark.parametrize("cfa", ["RGGB", "BGGR", "GBRG", "MONO", "QUAD-RGGB"])
def test_every_filter_array(cfa: str) -> None:
    found = best(pack(scene(cfa, 10), "mipi10", 10).tobytes()).layout
    assert (found.width, found.height, found.cfa) == (WIDTH, HEIGHT, cfa)


@pytest.mark.parametrize("packing", ["mipi10", "mipi10-old"])
def test_the_order_of_low_bits_under_blocks_of_one_filter(packing: str) -> None:
    """The next sample but one is of another colour there: its difference does not tell."""
    assert best(pack(scene("QUAD-RGGB", 10), packing, 10).tobytes()).layout.packing == packing


def test_padding_and_a_header() -> None:
    rows = pack(scene("RGGB", 12), "mipi12", 12)
    padded = np.zeros((HEIGHT, 768), np.uint8)
    padded[:, : rows.shape[1]] = rows
    found = best(b"\x01" * 512 + padded.tobytes()).layout
    assert (found.width, found.height, found.stride, found.offset) == (WIDTH, HEIGHT, 768, 512)


def test_a_blank_header_longer_than_rows_is_one_header() -> None:
    """4096 bytes are 6 rows and 256 bytes: a header of 256 fits as well, and then the picture begins with blank rows."""
    rows = np.pad(pack(scene("RGGB", 10), "mipi10", 10), ((0, 0), (0, 40)))
    assert rows.shape[1] == 640
    found = best(bytes(4096) + rows.tobytes()).layout
    assert (found.width, found.height, found.offset, found.stride) == (WIDTH, HEIGHT, 4096, 640)


def test_padding_that_is_not_zero_does_not_hide_how_samples_are_aligned() -> None:
    rows = pack(scene("RGGB", 12), "u16msb", 12)
    padded = np.full((HEIGHT, 1024), 0xAA, np.uint8)
    padded[:, : rows.shape[1]] = rows
    found = best(b"\x55" * 512 + padded.tobytes()).layout
    assert (found.width, found.height, found.packing, found.bits) == (WIDTH, HEIGHT, "u16msb", 12)


def test_the_end_of_a_header_is_no_row() -> None:
    rows = pack(scene("RGGB", 8), "u8", 8)
    padded = np.full((HEIGHT, 496), 0xAA, np.uint8)
    padded[:, : rows.shape[1]] = rows
    found = best(b"\x55" * 512 + padded.tobytes()).layout  # of which 16 and a row would fit as well
    assert (found.width, found.height, found.offset, found.cfa) == (WIDTH, HEIGHT, 512, "RGGB")


def test_samples_said_to_stand_in_the_low_bits_are_given_all_of_them() -> None:
    """As of a 16-bit dump made from 12 bits; with fewer bits stated no program could open it."""
    found = best(pack(scene("RGGB", 12), "u16msb", 12).tobytes(), Given(packing="u16")).layout
    assert (found.packing, found.bits) == ("u16", 16)
    assert found.black is not None
    assert found.black[0] == pytest.approx(1024, rel=0.1)


def test_what_is_known_is_never_contradicted() -> None:
    """Also where it is wrong: the guesser proposes inside what it is told."""
    data = pack(scene("RGGB", 10), "u16", 10).tobytes()
    for known in (
        Given(cfa="GBRG"),
        Given(width=2 * WIDTH),
        Given(bits=14),
        Given(height=2 * HEIGHT),
        Given(packing="u8"),
    ):
        for candidate in guess(np.frombuffer(data, np.uint8), len(data), known):
            assert candidate.layout.stated | known.stated == candidate.layout.stated


def test_beliefs_are_shares_and_sorted() -> None:
    data = pack(scene("RGGB", 10), "u16", 10).tobytes()
    beliefs = [c.belief for c in guess(np.frombuffer(data, np.uint8), len(data))]
    assert beliefs == sorted(beliefs, reverse=True)
    assert 0 < sum(beliefs) <= 1 + 1e-9


def test_noise_is_not_plausible_and_a_picture_is() -> None:
    noise = np.random.default_rng(1).integers(0, 256, 400 * 300, dtype=np.uint8).tobytes()
    assert not best(noise).plausible
    assert best(pack(scene("RGGB", 10), "u16", 10).tobytes()).plausible


def test_a_size_that_fits_nothing_is_said(tmp_path: Path) -> None:
    path = tmp_path / "x.raw"
    path.write_bytes(b"\0" * 1009)
    with pytest.raises(FileError, match="holds 1009 bytes, which fit no sensor dump"):
        guess_file(path)
    path.write_bytes(b"")
    with pytest.raises(FileError, match="empty"):
        guess_file(path)


def test_real_dumps_by_their_bytes_alone() -> None:
    """Geometry, packing, depth and filters right at the first candidate in at least 8 of the 10 scenes (four of the
    files are one scene); geometry, packing and depth in all of them."""
    listed: dict[str, dict[str, Any]] = json.loads(real_file("dumps/dumps.json").read_text())
    scenes: dict[str, bool] = {}
    for name, truth in listed.items():
        found = guess_file(SHARED / "dumps" / name)[0].layout
        expected = (truth["width"], truth["height"], PACKED[truth["format"]], truth["bits"])
        assert (found.width, found.height, found.packing, found.bits) == expected, name
        scene_of = name.split("_")[0] + name.split("_")[1]
        scenes[scene_of] = scenes.get(scene_of, True) and found.cfa == truth["cfa"]
    assert len(scenes) == 10
    assert sum(scenes.values()) >= 8, scenes
