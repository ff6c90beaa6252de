"""render: the pixels of the engine, cropped, tapped and tuned as asked, or nothing written at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from tests.cli.conftest import HEIGHT, WIDTH, Ran, write_raw
from tuner.core import jit
from tuner.core.engine import Engine, Request
from tuner.core.orient import oriented_size
from tuner.core.recipe import Recipe
from tuner.core.tuning import Tuning
from tuner.files.picture import read_picture
from tuner.files.profile import Profile, save_profile
from tuner.files.raw import open_raw
from tuner.stages import RACK

Tuner = Callable[..., Ran]
Refused = Callable[..., str]


def render(tuner: Tuner, raw: Path, out: Path, *words: object) -> np.ndarray:
    ran = tuner("render", raw, "-o", out, *words)
    assert ran.code == 0, ran.err
    assert ran.out == ""
    return read_picture(out).pixels


@pytest.mark.parametrize(("bits", "suffix"), [(8, "png"), (16, "png"), (8, "tif"), (16, "tif"), (32, "tif")])
def test_bytes_are_the_engines(tuner: Tuner, raw: Path, tmp_path: Path, bits: int, suffix: str) -> None:
    found = render(tuner, raw, tmp_path / f"a.{suffix}", "--bits", bits)
    expected = Engine().render(open_raw(raw), Recipe.default(RACK), Request(depth=bits)).rgb  # type: ignore[arg-type]
    np.testing.assert_array_equal(found, expected)
    assert found.dtype == expected.dtype


def test_jpeg_is_close(tuner: Tuner, raw: Path, tmp_path: Path) -> None:
    assert render(tuner, raw, tmp_path / "a.jpg").shape == (HEIGHT, WIDTH, 3)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_crop_is_a_part_of_the_whole(tuner: Tuner, tmp_path: Path, orientation: int) -> None:
    """crop == full[y:y+h, x:x+w], for odd numbers, in every way the picture may lie."""
    raw = write_raw(tmp_path / "turned.dng", orientation=orientation)
    whole = render(tuner, raw, tmp_path / "whole.png")
    width, height = oriented_size(WIDTH, HEIGHT, orientation)
    assert whole.shape == (height, width, 3)
    for x, y, w, h in ((5, 3, 21, 17), (width - 1, height - 1, 1, 1), (0, 0, width, 1)):
        part = render(tuner, raw, tmp_path / "part.png", "--crop", f"{x},{y},{w},{h}")
        np.testing.assert_array_equal(part, whole[y : y + h, x : x + w])


def test_a_profile_and_the_same_values_set(tuner: Tuner, raw: Path, tmp_path: Path) -> None:
    """Profile, --set (repeated or several) and --off come to the same pixels; so does the picture as a profile."""
    values = {"exposure.ev": 0.5, "demosaic.method": "bilinear", "sharpen.enabled": False}
    save_profile(tmp_path / "p.toml", Profile("p", "", Tuning(Recipe.default(RACK).with_values(values))))
    by_profile = render(tuner, raw, tmp_path / "a.png", "-p", tmp_path / "p.toml")
    words = ["--set", "exposure.ev=0.5", 'demosaic.method="bilinear"', "--off", "sharpen"]
    by_words = render(tuner, raw, tmp_path / "b.png", *words)
    bare = render(tuner, raw, tmp_path / "c.png", "--set", "exposure.ev=0.5", "--set=demosaic.method=bilinear",
                  "--set", "sharpen.enabled=false")  # fmt: skip
    again = render(tuner, raw, tmp_path / "d.png", "--profile", tmp_path / "b.png")
    for other in (by_words, bare, again):
        np.testing.assert_array_equal(by_profile, other)
    assert (by_profile != render(tuner, raw, tmp_path / "e.png")).any()


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("white_balance.red=3", {"white_balance.mode": "gains", "white_balance.red": 3.0, "white_balance.blue": 1.5}),
        ("white_balance.temperature=3000", {"white_balance.mode": "temperature", "white_balance.temperature": 3000.0}),
        ("black_level.red=80", {"black_level.source": "manual", "black_level.blue": 64.0, "black_level.white": 4095.0}),
        ("exposure.baseline_ev=1", {"exposure.baseline": "manual"}),
        ("lens_shading.k2=1", {"lens_shading.mode": "radial"}),
        ("color_matrix.matrix=[[1,0,0],[0,1,0],[0,0,1]]", {"color_matrix.source": "manual"}),
    ],
)
def test_what_is_set_counts(tuner: Tuner, raw: Path, tmp_path: Path, word: str, expected: dict[str, object]) -> None:
    """A knob that waits for a mode sets it; the mode's other knobs keep what the file says (blue 1.5, black 64)."""
    found = render(tuner, raw, tmp_path / "a.png", "--set", word)
    by_hand = Engine().render(open_raw(raw), Recipe.default(RACK)).rgb
    assert (found != by_hand).any()
    state = read_picture(tmp_path / "a.png").state
    assert state is not None
    for path, value in expected.items():
        stage, name = path.split(".")
        assert state.recipe[stage][name] == value


def test_auto_on_a_stage_the_profile_switches_off(refused: Refused, raw: Path, tmp_path: Path) -> None:
    """A proposal for a stage that does not run would be printed, embedded, and change no pixel."""
    save_profile(
        tmp_path / "p.toml", Profile("p", "", Tuning(Recipe.default(RACK).with_value("exposure.enabled", False)))
    )
    said = refused("render", raw, "-o", tmp_path / "a.png", "-p", tmp_path / "p.toml", "--auto", "exposure")
    assert "exposure is switched off" in said
    assert not (tmp_path / "a.png").exists()


def test_several_values_do_not_swallow_the_raw(tuner: Tuner, raw: Path, tmp_path: Path) -> None:
    ran = tuner("render", "--set", "exposure.ev=1", "sharpen.amount=0", raw, "-o", tmp_path / "a.png")
    assert ran.code == 0, ran.err


@pytest.mark.parametrize(
    ("tap", "channels"), [("black_level", 1), ("demosaic", 3), ("color_matrix", 3), ("luma_chroma", 3)]
)
def test_tap_in_float_is_the_domains_own_values(
    tuner: Tuner, raw: Path, tmp_path: Path, tap: str, channels: int
) -> None:
    found = render(tuner, raw, tmp_path / "a.tif", "--tap", tap, "--bits", 32)
    own = Engine().render(open_raw(raw), Recipe.default(RACK), Request(depth=32, tap=tap, own_values=True)).pixels
    assert own.shape[2] == channels
    np.testing.assert_array_equal(found, np.broadcast_to(own, found.shape))


def test_tap_otherwise_is_for_the_eye(tuner: Tuner, raw: Path, tmp_path: Path) -> None:
    found = render(tuner, raw, tmp_path / "a.png", "--tap", "black_level")
    expected = Engine().render(open_raw(raw), Recipe.default(RACK), Request(tap="black_level")).rgb
    np.testing.assert_array_equal(found, expected)


def test_auto_writes_what_the_solver_says(tuner: Tuner, raw: Path, tmp_path: Path) -> None:
    """The solvers' proposals, with the region given in the picture as exported, are in the picture's recipe."""
    turned = write_raw(tmp_path / "turned.dng", orientation=6)
    out = tmp_path / "a.png"
    ran = tuner("render", turned, "-o", out, "--auto", "white_balance=region:3,40,12,16", "exposure")
    assert ran.code == 0, ran.err
    assert "white_balance.mode = gains" in ran.err
    state = read_picture(out).state
    assert state is not None
    from tuner.core.orient import Rect, to_sensor
    from tuner.measure.solvers import find

    region = to_sensor(Rect(3, 40, 12, 16), WIDTH, HEIGHT, 6)
    expected = find("white_balance", "region").solve(open_raw(turned), Recipe.default(RACK), region)
    for path, value in expected.items():
        stage, name = path.split(".")
        assert state.recipe[stage][name] == value
    assert state.recipe["exposure"]["ev"] != 0


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--set", "sharpn.amount=1"], "'sharpn' is not a known stage; did you mean 'sharpen'?"),
        (["--set", "sharpen.amont=1"], "did you mean 'amount'?"),
        (["--set", "sharpen.amount=99"], "sharpen.amount = 99 is not a number from 0 to 4"),
        (["--set", "demosaic.method=malwar"], 'one of "bilinear"'),
        (["--set", "sharpen"], "'sharpen' is not NAME=VALUE"),
        (["--set", "sharpen.amount"], "not NAME=VALUE"),
        (["--off", "demosaic"], "demosaic turns mosaic into camera and cannot be switched off"),
        (["--off", "sharpn"], "did you mean 'sharpen'?"),
        (["--tap", "sharpn"], "did you mean 'sharpen'?"),
        (["--auto", "white_balance=gray_world"], "did you mean 'grey_world'?"),
        (["--auto", "sharpen"], "no solver"),
        (["--auto", "white_balance=region"], "needs a region"),
        (["--auto", "white_balance=region:0,0,62,9"], "does not lie inside 61 x 43"),
        (["--auto", "exposure", "--off", "exposure"], "exposure is switched off"),
        (["--auto", "exposure", "--set", "exposure.enabled=false"], "exposure is switched off"),
        (["--set", "white_balance.mode=file", "white_balance.red=2"], "counts only with white_balance.mode = 'gains'"),
        (
            ["--set", "sharpen.enabled=true", "--off", "sharpen"],
            "--set sharpen.enabled=true and --off sharpen contradict",
        ),
        (["--auto", "exposure", "--set", "exposure.ev=2"], "exposure=auto proposes exposure.ev, and --set exposure.ev"),
        (["--auto", "white_balance", "--set", "white_balance.temperature=3000"], "and --set white_balance.temperature"),
        (["--crop", "0,0,62,9"], "does not lie inside 61 x 43"),
        (["--crop", "0,0,0,9"], "holds no pixel"),
        (["--bits", "11"], "invalid choice"),
        (["--bits", "32"], "8 or 16 bits"),
        (["-p", "nowhere.toml"], "nowhere.toml: there is no such file"),
        (["--nonsense"], "unrecognized arguments"),
    ],
)
def test_bad_words_write_nothing(refused: Refused, raw: Path, tmp_path: Path, words: list[str], says: str) -> None:
    out = tmp_path / "a.png"
    assert says in refused("render", raw, "-o", out, *words)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("name", "bits"), [("a.jpg", 16), ("a.jpg", 32), ("a.gif", 8), ("a", 8)])
def test_formats_that_cannot_hold_it(refused: Refused, raw: Path, tmp_path: Path, name: str, bits: int) -> None:
    assert name in refused("render", raw, "-o", tmp_path / name, "--bits", bits)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("content", [None, b"", b"not a raw file", b"II*\0\x08\0\0\0\0\0"])
def test_bad_files_write_nothing(refused: Refused, tmp_path: Path, content: bytes | None) -> None:
    bad = tmp_path / "bad.dng"
    if content is not None:
        bad.write_bytes(content)
    assert "bad.dng: " in refused("render", bad, "-o", tmp_path / "a.png")
    assert not (tmp_path / "a.png").exists()


def test_a_cut_file_writes_nothing(refused: Refused, raw: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut.dng"
    cut.write_bytes(raw.read_bytes()[:-900])
    old = tmp_path / "a.png"
    old.write_bytes(b"old")
    refused("render", cut, "-o", old)
    assert old.read_bytes() == b"old"


def test_the_raw_is_never_written_over(refused: Refused, tmp_path: Path) -> None:
    raw = write_raw(tmp_path / "raw.tif")
    before = raw.read_bytes()
    assert "raw file itself" in refused("render", raw, "-o", raw)
    assert raw.read_bytes() == before


def test_set_and_auto_that_agree(tuner: Tuner, raw: Path, tmp_path: Path) -> None:
    """The mode that a solver proposes may be set as well, and so may the stage's other knobs."""
    words = ["--auto", "white_balance", "exposure", "--set", "white_balance.mode=gains", "exposure.baseline_ev=1"]
    render(tuner, raw, tmp_path / "a.png", *words)


def test_the_picture_with_the_tuning_is_never_written_over(
    tuner: Tuner, refused: Refused, raw: Path, tmp_path: Path
) -> None:
    picture = tmp_path / "a.png"
    render(tuner, raw, picture, "--set", "exposure.ev=1")
    before = picture.read_bytes()
    (tmp_path / "link.png").symlink_to(picture)
    assert "a.png is the file that holds the tuning" in refused("render", raw, "-o", picture, "-p", picture)
    assert "holds the tuning" in refused("render", raw, "-o", tmp_path / "link.png", "-p", picture)
    assert picture.read_bytes() == before


def test_a_missing_folder_is_named(refused: Refused, raw: Path, tmp_path: Path) -> None:
    """The first that is missing, and before anything is rendered."""
    missing = tmp_path / "no"
    said = refused("render", raw, "-o", missing / "deeper" / "a.png")
    assert f"a.png: the folder '{missing}' does not exist" in said


@pytest.mark.parametrize("cold", [True, False])
def test_a_wait_for_the_compiler_is_announced_once(
    tuner: Tuner, raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cold: bool
) -> None:
    monkeypatch.setattr(jit, "is_cold", lambda kernels: cold)
    ran = tuner("render", raw, "-o", tmp_path / "a.png")
    assert ran.err.count("compiling kernels, once") == cold


def test_a_picture_without_tuning_is_no_profile(refused: Refused, raw: Path, tmp_path: Path) -> None:
    from PIL import Image

    Image.new("RGB", (3, 3)).save(tmp_path / "plain.png")
    assert "does not carry the tuning" in refused("render", raw, "-o", tmp_path / "a.png", "-p", tmp_path / "plain.png")
