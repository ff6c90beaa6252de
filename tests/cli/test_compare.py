"""compare: figures, thresholds and exit codes, and JSON that is JSON."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from tests.cli.conftest import Ran
from tuner.compare.metrics import METRICS
from tuner.files.picture import read_picture, write_picture

Tuner = Callable[..., Ran]
Refused = Callable[..., str]


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("pictures")
    a = np.random.default_rng(0).integers(20, 200, (40, 50, 3)).astype(np.uint8)
    b = a + np.uint8(4)
    for name, pixels in (("a.png", a), ("b.png", b), ("small.png", a[1:])):
        write_picture(folder / name, pixels, state=None)
    return folder / "a.png", folder / "b.png"


def test_json_has_every_metric(tuner: Tuner, pair: tuple[Path, Path]) -> None:
    ran = tuner("compare", *pair, "--json")
    found = ran.json
    assert ran.code == 0
    assert set(METRICS) <= set(found)
    assert found["psnr"] == pytest.approx(20 * np.log10(255 / 4))
    assert 0 < found["de2000_mean"] <= found["de2000_p95"] <= found["de2000_max"]
    assert (found["width"], found["height"], found["identical"]) == (50, 40, False)


def test_identical_is_json_too(tuner: Tuner, pair: tuple[Path, Path]) -> None:
    """psnr has no number then: null, and said so; thresholds count it as infinite."""
    ran = tuner("compare", pair[0], pair[0], "--json", "--fail-below", "psnr=1e9", "--fail-above", "de2000_max=0")
    assert ran.code == 0
    assert (ran.json["psnr"], ran.json["identical"], ran.json["ssim"]) == (None, True, 1)
    assert "infinite" in tuner("compare", pair[0], pair[0]).out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--fail-above", "de2000_mean=50"], 0),
        (["--fail-above", "de2000_mean=0.1"], 1),
        (["--fail-above", "de2000_mean=50", "de2000_max=0.1"], 1),
        (["--fail-below", "psnr=20", "ssim=0.5"], 0),
        (["--fail-below", "psnr=60"], 1),
        (["--fail-above", "de2000_p95=50", "--fail-below", "ssim=1"], 1),
    ],
)
def test_thresholds(tuner: Tuner, pair: tuple[Path, Path], words: list[str], code: int) -> None:
    ran = tuner("compare", *words, *pair, "--json")
    assert ran.code == code
    assert (len(ran.json["failed"]) > 0) == (code == 1)
    assert ("failed: " in ran.err) == (code == 1)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--fail-above", "psnr=30"], "use --fail-below psnr=30"),
        (["--fail-below", "de2000_max=3"], "use --fail-above de2000_max=3"),
        (["--fail-above", "de2000=3"], "did you mean"),
        (["--fail-below", "ssim=high"], "not a finite number"),
        (["--fail-below", "ssim=nan"], "'nan' is not a finite number"),
        (["--fail-below", "psnr=inf"], "'inf' is not a finite number"),
        (["--fail-above", "de2000_max=-inf"], "'-inf' is not a finite number"),
        (["--fail-below", "ssim"], "not NAME=VALUE"),
        (["--map", "x.gif"], "x.gif"),
    ],
)
def test_bad_thresholds(refused: Refused, pair: tuple[Path, Path], words: list[str], says: str) -> None:
    assert says in refused("compare", *pair, "--json", *words)


def test_sizes_that_differ(refused: Refused, pair: tuple[Path, Path], tmp_path: Path) -> None:
    small = pair[0].with_name("small.png")
    assert "50 x 40 and 50 x 39" in refused("compare", pair[0], small, "--map", tmp_path / "m.png")
    assert not (tmp_path / "m.png").exists()


def test_files_that_are_no_pictures(refused: Refused, pair: tuple[Path, Path], tmp_path: Path) -> None:
    text = tmp_path / "text.png"
    text.write_text("no picture")
    assert "text.png" in refused("compare", pair[0], text)
    assert "nowhere.png" in refused("compare", tmp_path / "nowhere.png", pair[0])


def test_map(tuner: Tuner, refused: Refused, pair: tuple[Path, Path], tmp_path: Path) -> None:
    """Written also when a threshold fails, never over a picture that is compared."""
    out = tmp_path / "map.png"
    assert tuner("compare", *pair, "--map", out, "--fail-above", "de2000_max=0").code == 1
    shown = read_picture(out).pixels
    assert shown.shape[1] == 50
    assert shown.shape[0] > 40
    assert "b.png is the second picture to compare" in refused("compare", *pair, "--map", pair[1])


def test_tiny_pictures_and_an_ssim_threshold(tuner: Tuner, refused: Refused, tmp_path: Path) -> None:
    tiny = tmp_path / "tiny.png"
    write_picture(tiny, np.zeros((3, 3, 3), np.uint8), state=None)
    assert tuner("compare", tiny, tiny, "--json").json["ssim"] is None
    assert "ssim has no value" in refused("compare", tiny, tiny, "--fail-below", "ssim=0.5")
