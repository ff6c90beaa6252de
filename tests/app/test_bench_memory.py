"""Memory: a render stays within five times the float mosaic and the picture, whatever it is written as."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tuner.app.bench_frames import sample_path, tiled
from tuner.app.bench_memory import Bound, baseline, peak
from tuner.files.dng_write import write_dng
from tuner.files.raw import open_raw

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the peak is told by Unix only")
MEGAPIXELS = 8


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    frame = tiled(open_raw(sample_path()), MEGAPIXELS)
    path = tmp_path_factory.mktemp("memory") / "frame.dng"
    write_dng(path, frame.active.copy(), frame.facts)
    return path


@pytest.fixture(scope="module")
def bare() -> int:
    return baseline()


@pytest.mark.parametrize(("ending", "bits"), [("png", 8), ("png", 16), ("tif", 32)])
def test_a_render_stays_in_bounds(raw: Path, bare: int, tmp_path: Path, ending: str, bits: int) -> None:
    """Beside what the program takes without a picture, so that the bound is as tight as at 24 MP."""
    taken = peak(raw, tmp_path / f"a.{ending}", bits) - bare
    assert 0 < taken < Bound(MEGAPIXELS * 1_000_000, bits).bytes * 0.75


def test_too_little_memory_is_a_sentence(raw: Path, tmp_path: Path) -> None:
    """The output is not touched."""
    with pytest.raises(RuntimeError, match="memory") as caught:
        peak(raw, tmp_path / "a.png", 8, limit=400 << 20)
    assert "Traceback" not in str(caught.value)
    assert not list(tmp_path.iterdir())
