"""inspect: what the file says, in the units and order promised."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from tests.cli.conftest import HEIGHT, MATRIX, WIDTH, Ran, write_raw
from tests.support import facts, noisy_mosaic, real_file
from tuner.cli.inspect import described
from tuner.core.facts import Calibration
from tuner.core.frame import Frame

PROMISED = (
    "camera", "width", "height", "cfa", "raw_width", "raw_height", "orientation", "black", "white", "wb", "iso",
    "exposure_s", "matrix", "sha256",
)  # fmt: skip


def test_json(tuner: Callable[..., Ran], tmp_path: Path) -> None:
    raw = write_raw(tmp_path / "a.dng", cfa="GBRG", orientation=8)
    ran = tuner("inspect", raw, "--json")
    found = ran.json
    assert ran.code == 0
    assert set(PROMISED) <= set(found)
    assert (found["camera"], found["cfa"], found["orientation"]) == ("Maker Tiny", "GBRG", 8)
    assert (found["width"], found["height"]) == (WIDTH, HEIGHT)
    assert (found["raw_width"], found["raw_height"]) == (WIDTH, HEIGHT)
    assert found["black"] == [64] * 4
    assert found["white"] == 4095
    assert found["wb"] == pytest.approx([2, 1, 1.5], rel=1e-4)
    assert (found["iso"], found["exposure_s"]) == (200, 0.01)
    assert found["matrix"] == [pytest.approx(row, abs=1e-3) for row in MATRIX]
    assert found["sha256"] == sha256(raw.read_bytes()).hexdigest()


def test_table_names_everything(tuner: Callable[..., Ran], raw: Path) -> None:
    lines = tuner("inspect", raw).out.splitlines()
    assert {line.split()[0] for line in lines} >= set(PROMISED)


def frame(**known: object) -> Frame:
    return Frame.from_active(noisy_mosaic(64, 48), facts(**known))


def test_matrix_is_the_one_nearest_d65() -> None:
    """Nearest in reciprocal temperature; null where the file has none."""
    other = tuple(tuple(2 * v for v in row) for row in MATRIX)
    pair = (Calibration(2856.0, other), Calibration(7504.0, MATRIX))  # type: ignore[arg-type]
    assert described(frame(calibrations=pair))["matrix"] == [list(row) for row in MATRIX]
    assert described(frame())["matrix"] is None


def test_unusable_camera_gains_fall_back_to_daylight() -> None:
    found = described(frame(camera_gains=None, daylight_gains=(2.5, 1.0, 1.25), notices=("No usable gains.",)))
    assert (found["wb"], found["wb_source"]) == ([2.5, 1, 1.25], "daylight")
    assert found["notices"] == ["No usable gains."]


@pytest.mark.parametrize("name", ["broken/truncated_51200.dng", "broken/jpeg_named_cr2.cr2", "broken/pidng_empty.dng"])
def test_broken_files(refused: Callable[..., str], name: str) -> None:
    assert Path(name).name in refused("inspect", real_file(name), "--json")
