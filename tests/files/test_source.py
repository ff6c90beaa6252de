"""Sources: dumps of every packing through the file system, sizes that do not fit, sequences, and who decides."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tomli_w
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.files.test_guess import scene
from tests.support import facts, noisy_mosaic
from tuner.files import source
from tuner.files.dng_write import write_dng
from tuner.files.errors import FileError
from tuner.files.layout import Given
from tuner.files.layout_told import write_layout
from tuner.files.packing import PACKINGS, pack
from tuner.files.profile import Profile
from tuner.files.raw import sha256_of
from tuner.files.source import Opening, frames_of, is_dump, open_source

WIDTH, HEIGHT = 70, 46
KNOWN = {"width": WIDTH, "height": HEIGHT, "cfa": "GBRG", "black": (64.0,) * 4, "white": 1000.0}


def dump(
    packing: str, bits: int, stride: int = 0, offset: int = 0
) -> tuple[bytes, np.ndarray[Any, np.dtype[np.uint16]]]:
    mosaic = noisy_mosaic(WIDTH, HEIGHT) >> np.uint16(max(12 - bits, 0))
    rows = pack(mosaic, packing, bits)
    padded = np.full((HEIGHT, max(stride, rows.shape[1])), 0xAA, np.uint8)
    padded[:, : rows.shape[1]] = rows
    return b"\x55" * offset + padded.tobytes(), mosaic


def opening(**known: Any) -> Opening:
    return Opening(Given(**(KNOWN | known)))


@given(st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_packing_opens_with_any_stride_and_header(tmp_path: Path, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(PACKINGS)))
    bits = PACKINGS[name].bits or data.draw(st.sampled_from([12, 14, 16]))
    padding, offset = data.draw(st.integers(0, 9)), data.draw(st.integers(0, 40))
    stride = PACKINGS[name].row_bytes(WIDTH) + padding
    block, mosaic = dump(name, bits, stride, offset)
    path = tmp_path / "x.raw"
    path.write_bytes(block)
    known = {"black": (1.0,) * 4, "white": 2.0**bits - 1, "packing": name, "bits": bits}
    frame = open_source(path, opening(**known, stride=stride, offset=offset))
    np.testing.assert_array_equal(frame.active, mosaic)
    assert (frame.facts.cfa, frame.facts.bits) == ("GBRG", bits)


def test_a_size_that_does_not_fit_names_both(tmp_path: Path) -> None:
    block, _ = dump("mipi10", 10)
    path = tmp_path / "x.raw"
    expected = HEIGHT * 90
    for held, words in ((len(block) - 1, "ends after"), (len(block) + 1, "1 more than expected"), (10, "ends after")):
        path.write_bytes((block + b"\0")[:held])
        with pytest.raises(FileError, match=words) as error:
            open_source(path, opening(packing="mipi10"))
        assert str(held) in str(error.value)
        assert f"{WIDTH} x {HEIGHT} in mipi10 takes {expected} bytes ({HEIGHT} rows of 90)" in str(error.value)


def test_a_partly_stated_layout_names_what_would_fit(tmp_path: Path) -> None:
    path = tmp_path / f"x_{WIDTH}x{HEIGHT}_RGGB.raw"
    path.write_bytes(dump("mipi10", 10)[0][:-7])
    with pytest.raises(FileError, match=f"{HEIGHT * 90} bytes in mipi10"):
        open_source(path)


def test_samples_beyond_the_stated_depth_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.raw"
    path.write_bytes(dump("u16", 12)[0])
    with pytest.raises(FileError, match="samples up to 4095, more than the 10 bits"):
        open_source(path, opening(packing="u16", bits=10))


def test_the_last_rows_padding_may_be_missing(tmp_path: Path) -> None:
    block, mosaic = dump("u16", 10, stride=160)
    path = tmp_path / "x.raw"
    path.write_bytes(block[:-20])
    frame = open_source(path, opening(packing="u16", bits=10, stride=160))
    np.testing.assert_array_equal(frame.active, mosaic)


def test_flags_win_over_the_sidecar_and_the_sidecar_over_the_name(tmp_path: Path) -> None:
    path = tmp_path / f"x_{WIDTH}x{HEIGHT}_RGGB_u16_10bit.raw"
    path.write_bytes(dump("u16", 10)[0])
    assert open_source(path).facts.cfa == "RGGB"
    write_layout(path, Given(cfa="BGGR", black=(60.0,) * 4, wb=(4.0, 2.0, 3.0), iso=320))
    told = open_source(path).facts
    assert (told.cfa, told.black, told.camera_gains, told.iso) == ("BGGR", (60.0,) * 4, (2.0, 1.0, 1.5), 320)
    assert open_source(path, Opening(Given(cfa="GRBG"))).facts.cfa == "GRBG"


def test_what_was_not_stated_is_said(tmp_path: Path) -> None:
    """The layout is complete but for the levels; those come from the pixels, with a notice that names them."""
    path = tmp_path / f"x_{WIDTH}x{HEIGHT}_RGGB_mipi10.raw"
    path.write_bytes(dump("mipi10", 10)[0])
    notices = " ".join(open_source(path).facts.notices)
    assert "Levels are judged by the pixels" in notices
    assert "no white balance" in notices


def test_a_guess_names_all_that_was_guessed(tmp_path: Path) -> None:
    """Padding and header as well, which nobody stated; not what was."""
    path, mosaic = tmp_path / "x.raw", scene("RGGB", 10)
    rows = np.pad(mosaic, ((0, 0), (0, 32))).astype("<u2")
    path.write_bytes(b"\0" * 512 + rows.tobytes())
    frame = open_source(path)
    np.testing.assert_array_equal(frame.active, mosaic)
    said = frame.facts.notices[0]
    assert said.startswith("Guessed")
    assert f"width {mosaic.shape[1]}" in said
    assert f"stride {2 * rows.shape[1]}" in said
    assert "offset 512" in said
    told = open_source(path, Opening(Given(offset=512, stride=2 * rows.shape[1]))).facts.notices[0]
    assert "stride" not in told
    assert "offset" not in told


def test_nothing_is_guessed_where_that_is_not_wanted(tmp_path: Path) -> None:
    path = tmp_path / "x.raw"
    path.write_bytes(dump("u16", 10)[0])
    with pytest.raises(FileError, match="layout is not known"):
        open_source(path, Opening(guess=False))


@pytest.mark.parametrize(
    "block", [b"just a text\n" * 400, bytes(np.random.default_rng(0).bytes(65536)).replace(b"II", b"xx")]
)
def test_what_is_no_dump_is_not_taken_for_one(tmp_path: Path, block: bytes) -> None:
    path = tmp_path / "x.raw"
    path.write_bytes(b"\x00\x01" * (b"text" not in block) + block)
    with pytest.raises(FileError, match="has no header of a raw file"):
        open_source(path)


def test_flags_of_a_dump_on_a_raw_that_knows_itself(tmp_path: Path) -> None:
    path = tmp_path / "x.dng"
    write_dng(path, noisy_mosaic(64, 48), facts(64, 48))
    with pytest.raises(FileError, match="--width"):
        open_source(path, Opening(Given(width=64)))


@pytest.mark.parametrize(("name", "beside"), [("one.dng", Profile.default().text), ("panel_RGBW.dng", "")])
def test_neither_the_file_beside_a_camera_raw_nor_its_name_keep_it_shut(tmp_path: Path, name: str, beside: str) -> None:
    """`tuner profile new one.dng.toml` makes what would be a dump's sidecar, and people name files as they like."""
    path = tmp_path / name
    write_dng(path, noisy_mosaic(64, 48), facts(64, 48))
    if beside:
        (tmp_path / f"{name}.toml").write_text(beside)
    assert not is_dump(path)
    np.testing.assert_array_equal(open_source(path).active, noisy_mosaic(64, 48))


def test_a_sidecar_that_cannot_be_read_is_named_where_the_file_is_no_raw(tmp_path: Path) -> None:
    """The dump begins like a container, and only its sidecar, which does not fit, would say that it is none."""
    (tmp_path / "x.raw").write_bytes(b"II*\0" * 1000)
    (tmp_path / "x.raw.toml").write_text("widht = 40")
    with pytest.raises(FileError, match=r"x\.raw\.toml: widht"):
        open_source(tmp_path / "x.raw")


def test_a_dump_that_begins_like_a_container_opens_when_its_layout_is_stated(tmp_path: Path) -> None:
    """`II` are two common samples of 8 bits."""
    mosaic = np.full((HEIGHT, WIDTH), 0x49, np.uint16)
    path = tmp_path / f"x_{WIDTH}x{HEIGHT}_RGGB_u8.raw"
    path.write_bytes(pack(mosaic, "u8", 8).tobytes())
    np.testing.assert_array_equal(open_source(path).active, mosaic)


def test_a_file_of_several_frames_is_a_sequence(tmp_path: Path) -> None:
    block, mosaic = dump("mipi12", 12, offset=16)
    path = tmp_path / "x.raw"
    other = pack(mosaic[::-1], "mipi12", 12).tobytes()
    path.write_bytes(block + other)
    known = Given(**(KNOWN | {"packing": "mipi12", "offset": 16}))
    assert frames_of(path, Opening(known)) == 2
    np.testing.assert_array_equal(open_source(path, Opening(known)).active, mosaic)
    second = open_source(path, Opening(known, frame=1))
    np.testing.assert_array_equal(second.active, mosaic[::-1])
    assert "The file holds 2 frames; this is frame 2." in second.facts.notices
    with pytest.raises(FileError, match="no frame 3"):
        open_source(path, Opening(known, frame=2))


def test_the_frames_of_a_file_share_its_hash_which_is_taken_once(tmp_path: Path, monkeypatch) -> None:
    block, _ = dump("mipi12", 12)
    path = tmp_path / "x.raw"
    path.write_bytes(5 * block)
    known, taken = Given(**(KNOWN | {"packing": "mipi12"})), []
    monkeypatch.setattr(source, "sha256_of", lambda p: taken.append(p) or sha256_of(p))
    assert {open_source(path, Opening(known, frame=n)).sha256 for n in (0, 1, 2, 4)} == {sha256_of(path)}
    assert len(taken) == 2  # of the first frame, and of all others
    path.write_bytes(6 * block)
    assert open_source(path, Opening(known, frame=1)).sha256 == sha256_of(path)


def test_a_folder_is_a_sequence(tmp_path: Path) -> None:
    for number in (10, 2):
        write_dng(tmp_path / f"shot{number}.dng", noisy_mosaic(64, 48, number), facts(64, 48))
    assert frames_of(tmp_path) == 2
    np.testing.assert_array_equal(open_source(tmp_path, Opening(frame=1)).active, noisy_mosaic(64, 48, 10))
    with pytest.raises(FileError, match="no frame 3"):
        open_source(tmp_path, Opening(frame=2))


def test_a_huge_claim_takes_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "x.raw"
    path.write_bytes(b"\0" * 100)
    with pytest.raises(FileError, match="megapixels"):
        open_source(
            path, Opening(Given(width=65536, height=65536, cfa="RGGB", packing="u8", black=(0.0,) * 4, white=255))
        )


WORDS = st.sampled_from(
    ["width", "height", "cfa", "bits", "packing", "stride", "offset", "black", "white", "wb", "orientation", "iso", "x"]
)
VALUES = st.one_of(
    st.integers(-2, 70000),
    st.integers(),
    st.floats(allow_nan=True),
    st.sampled_from(["RGGB", "MONO", "QUAD-GRBG", "u8", "u16", "mipi10", "mipi14", ""]),
    st.lists(st.floats(-1, 100), max_size=5),
    st.booleans(),
)


@given(data=st.binary(max_size=3000), told=st.dictionaries(WORDS, VALUES, max_size=8), most=st.booleans())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_strangers_bytes_and_sidecars_raise_one_sentence_or_open(
    tmp_path: Path, data: bytes, told: dict[str, Any], most: bool
) -> None:
    path = tmp_path / "x.raw"
    if most and len(data) > 12:  # a layout that fits, so that what is told beside it counts
        fits = {"width": 4, "height": len(data) // 4, "cfa": "RGGB", "packing": "u8", "bits": 8}
        told, data = fits | told, data[: len(data) // 4 * 4]
    path.write_bytes(data)
    (tmp_path / "x.raw.toml").write_text(tomli_w.dumps(told))
    said = ""
    try:
        frame = open_source(path)
    except FileError as error:
        said = str(error)
    assert "\n" not in said
    assert said or frame.active.shape == (frame.facts.height, frame.facts.width)
