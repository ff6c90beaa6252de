"""`tuner lab`: what it writes, and what it refuses in one sentence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tuner.cli.main import main
from tuner.core.engine import Engine, Request
from tuner.core.param import params_of
from tuner.core.recipe import Recipe
from tuner.files.picture import read_picture
from tuner.files.raw import open_raw
from tuner.files.source import Opening, open_source
from tuner.lab.order import SMALLEST, Knobs
from tuner.stages import RACK


def shoot(out: Path, *words: str) -> int:
    return main(["lab", "shoot", "--size", "96x64", "-o", str(out), *words])


def test_a_shot_its_truth_and_its_linear_picture(tmp_path: Path) -> None:
    out, linear = tmp_path / "shot.dng", tmp_path / "truth.tif"
    assert shoot(out, "--illuminant", "A", "--iso", "400", "--linear", str(linear), "--cfa", "GRBG") == 0
    frame, truth = open_raw(out), json.loads((tmp_path / "shot.truth.json").read_text())
    assert (frame.facts.cfa, frame.facts.iso, frame.facts.notices) == ("GRBG", 400.0, ())
    assert truth["illuminant"]["name"] == "A"
    assert len(truth["charts"][0]["patches"]) == 24
    assert frame.facts.exposure_s == pytest.approx(truth["exposure"]["seconds"], rel=1e-4)
    assert read_picture(linear).pixels.shape == (64, 96, 3)
    white = np.array(truth["camera"]["camera_white"])
    np.testing.assert_allclose(frame.facts.camera_gains, white[1] / white, rtol=1e-4)


def test_the_same_words_give_the_same_bytes(tmp_path: Path) -> None:
    for name, seed in (("a.dng", "7"), ("b.dng", "7"), ("c.dng", "8")):
        assert shoot(tmp_path / name, "--chart", "natural", "--seed", seed) == 0
    a, b, c = ((tmp_path / name).read_bytes() for name in ("a.dng", "b.dng", "c.dng"))
    assert a == b != c


def test_a_quad_sensor_as_dng_and_as_bare_samples(tmp_path: Path) -> None:
    """Bare samples say their layout beside them, so that both open as the same picture."""
    for name in ("shot.raw", "shot.dng"):
        assert shoot(tmp_path / name, "--cfa", "quad", "--noise", "off", "--chart", "colorchecker") == 0
    samples = np.fromfile(tmp_path / "shot.raw", "<u2").reshape(64, 96)
    assert samples[0, 0] == samples[1, 1] != samples[0, 2]
    bare, stated = (open_source(tmp_path / name, Opening()) for name in ("shot.raw", "shot.dng"))
    assert (bare.active == stated.active).all()
    assert bare.facts.notices == ("Quad-Bayer: remosaiced to 96 x 64 Bayer samples.",) == stated.facts.notices
    for name in ("cfa", "bits", "black", "white", "iso", "make", "model"):
        assert getattr(bare.facts, name) == getattr(stated.facts, name), name
    assert bare.facts.exposure_s == pytest.approx(stated.facts.exposure_s, rel=1e-5)
    np.testing.assert_allclose(bare.facts.camera_gains, stated.facts.camera_gains, rtol=1e-5)


@pytest.mark.parametrize("cfa", ["GRBG", "quad"])
def test_the_gain_map_undoes_the_shading(tmp_path: Path, cfa: str) -> None:
    """A white page through a vignetting, tinting lens is flat behind the stage; without the map a third is lost."""
    words = ["--chart", "flat", "--noise", "off", "--falloff", "0.3", "--falloff-red", "0.1", "--cfa", cfa]
    flat = {}
    for gain_map in ("on", "off"):
        out = tmp_path / f"{gain_map}.dng"
        assert shoot(out, *words, "--gain-map", gain_map) == 0
        frame = open_source(out, Opening())
        request = Request(depth=32, tap="lens_shading", own_values=True)
        values = Engine().render(frame, Recipe.default(RACK), request).pixels[..., 0]
        red = values[frame.origin[0] & 1 :: 2, frame.origin[1] & 1 :: 2]
        inner = red[2:-2, 2:-2]  # remosaicing has no neighbours beyond the border to follow the slope
        flat[gain_map] = float(inner.min() / inner.max())
    assert flat["on"] > 0.998
    assert flat["off"] < 0.75


def test_a_burst_is_numbered(tmp_path: Path) -> None:
    assert shoot(tmp_path / "shot.dng", "--frames", "2", "--shake", "2") == 0
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "shot_000.dng", "shot_000.truth.json", "shot_001.dng", "shot_001.truth.json",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("out", "taken", "words"),
    [
        ("shot.dng", "shot.dng", ()),
        ("shot.dng", "shot.truth.json", ()),
        ("shot.raw", "shot.truth.json", ()),
        ("shot.raw", "shot.raw.toml", ()),
        ("shot.dng", "shot_001.truth.json", ("--frames", "2")),
        ("shot.raw", "shot_001.raw.toml", ("--frames", "2")),
        ("shot.dng", "truth_001.tif", ("--frames", "2", "--linear", "truth.tif")),
    ],
)
def test_what_cannot_be_written_is_said_before_any_work(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    out: str,
    taken: str,
    words: Any,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / taken).mkdir()
    assert shoot(Path(out), *words) == 2
    assert capsys.readouterr().err == f"tuner: error: {taken}: it is a folder; give the name of a file.\n"
    assert [p.name for p in tmp_path.iterdir()] == [taken]


def test_a_ladder_whose_last_truth_cannot_be_written_is_refused_before_its_first_shot(tmp_path: Path) -> None:
    folder = tmp_path / "ladder"
    (folder / "iso200_D65_500lx.truth.json").mkdir(parents=True)
    words = ["--iso", "100,200", "--illuminant", "D65", "--lux", "500", "--size", "64x48"]
    assert main(["lab", "ladder", "-o", str(folder), *words]) == 2
    assert [p.name for p in folder.iterdir()] == ["iso200_D65_500lx.truth.json"]


def test_a_dng_and_bare_samples_share_the_truth_of_one_order_only(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dng, raw, truth = (tmp_path / f"shot{ending}" for ending in (".dng", ".raw", ".truth.json"))
    assert shoot(dng, "--chart", "flat") == 0
    kept = truth.read_bytes()
    assert shoot(raw, "--chart", "flat") == 0
    assert truth.read_bytes() == kept
    capsys.readouterr()
    assert shoot(raw, "--chart", "flat", "--seed", "8") == 2
    told = "shot.truth.json: it belongs to shot.dng, which is another shot; choose another name, or delete both."
    assert capsys.readouterr().err == f"tuner: error: {told}\n"
    assert truth.read_bytes() == kept
    raw.unlink()
    assert shoot(dng, "--chart", "flat", "--seed", "8") == 0  # alone it is replaced, with its truth
    assert json.loads(truth.read_text())["order"]["seed"] == 8
    truth.write_text("[]")
    assert shoot(raw, "--chart", "flat", "--seed", "8") == 2
    assert not raw.exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--illuminant", "D66"), "D66"),
        (("--size", "big"), "big"),
        (("--size", "8x8"), "8 x 8 pixels is not a size from 24 x 24 to 200 MP"),
        (("--size", "23x24"), "23 x 24 pixels is not a size from 24 x 24 to 200 MP"),
        (("--size", "100000x100000"), "100000 x 100000 pixels is not a size from 24 x 24 to 200 MP"),
        (("--lux", "-1"), "--lux -1 is not a number from 0.01 to 200000 lx"),
        (("--lux", "0"), "--lux 0 is not a number from 0.01 to 200000 lx"),
        (("--exposure", "nan"), "--exposure nan is not a number from 0 to 30 s"),
        (("--falloff-red", "3"), "--falloff-red 3 is not a number from -0.5 to 0.5"),
        (("--frames", "0"), "--frames 0 is not a whole number from 1 to 300"),
        (("--seed", "-1"), "--seed -1 is not a whole number from 0 to 2147483647"),
        (("--linear", "truth.png"), ".tif"),
        (("--lux", "0.01", "--iso", "25"), "lux"),
    ],
)
def test_refusals_are_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str], words: Any, said: str) -> None:
    assert shoot(tmp_path / "shot.dng", *words) == 2
    told = capsys.readouterr().err
    assert said in told
    assert told.count("\n") == 1
    assert not list(tmp_path.iterdir())


def test_another_ending_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert shoot(tmp_path / "shot.png") == 2
    assert shoot(tmp_path / "shot") == 2
    assert "shot: its name has no ending; end the name in .dng or .raw" in capsys.readouterr().err
    assert shoot(tmp_path / "none" / "shot.dng") == 2


def test_a_ladder_and_its_index(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "ladder"
    words = ["--iso", "100,800", "--illuminant", "A,D65", "--lux", "200", "--size", "64x48", "--camera", "phone"]
    assert main(["lab", "ladder", "-o", str(folder), *words]) == 0
    index = json.loads((folder / "ladder.json").read_text())["shots"]
    assert [(s["iso"], s["illuminant"]) for s in index] == [(100, "A"), (100, "D65"), (800, "A"), (800, "D65")]
    assert index[0]["seconds"] == pytest.approx(8 * index[2]["seconds"])
    for shot in index:
        assert open_raw(folder / shot["file"]).facts.iso == shot["iso"]
    assert "iso800_D65_200lx.dng" in capsys.readouterr().out
    assert main(["lab", "ladder", "-o", str(folder), "--iso", "many"]) == 2
    assert main(["lab", "ladder", "-o", str(folder), "--iso", "100,100"]) == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--illuminant", "A,Moon"], "Moon"),
        (["--lux", "500,0.01"], "need"),
        (["--lux", "500,0"], "--lux 0 is not a number from 0.01 to 200000 lx"),
        (["--iso", "100,nan"], "--iso nan is not a number from 25 to 102400"),
        (["--blur-corner", "0"], "--blur-corner 0 is not a number from 1 to 6"),
    ],
)
def test_a_ladder_is_refused_before_its_first_shot(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    given = ["--iso", "100", "--illuminant", "A", "--lux", "500", "--size", "64x48", *words]
    assert main(["lab", "ladder", "-o", str(tmp_path / "ladder"), *given]) == 2
    told = capsys.readouterr().err
    assert said in told
    assert told.count("\n") == 1
    assert not list(tmp_path.iterdir())


def test_help_names_every_option(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lab", "shoot", "--help"]) == 0
    told = capsys.readouterr().out
    for param in params_of(Knobs):
        assert f"--{param.name.replace('_', '-')}" in told
    assert "0 to 2147483647" in " ".join(told.split())
    assert "e+0" not in told


@pytest.mark.parametrize("cfa", ["RGGB", "quad"])
def test_the_smallest_shot_opens(tmp_path: Path, cfa: str) -> None:
    assert shoot(tmp_path / "shot.dng", "--size", f"{SMALLEST}x{SMALLEST}", "--chart", "flat", "--cfa", cfa) == 0
    assert open_raw(tmp_path / "shot.dng").active.shape == (SMALLEST, SMALLEST)


def test_an_unknown_part_of_the_score_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lab", "score", "--only", "taste"]) == 2
    assert "demosaic" in capsys.readouterr().err
