"""Auto exposure: the target, the limit, and what does not count."""

from __future__ import annotations

import numpy as np
import pytest

from tests.measure.scenes import RECIPE, frame, mosaic
from tuner.measure.auto_exposure import KEY, meter, solve
from tuner.measure.quads import SolverError

GREY = {"camera_gains": (1.0, 1.0, 1.0), "calibrations": ()}
REC709 = np.array([0.2126, 0.7152, 0.0722])


def ev(scene: np.ndarray, **changes: object) -> float:
    found = solve(frame(mosaic(scene), **GREY), RECIPE.with_values(changes), None)["exposure.ev"]
    assert isinstance(found, float)
    return found


@pytest.mark.parametrize("level", [0.02, 0.1, 0.4])
def test_a_flat_grey_lands_on_the_key(level: float) -> None:
    found = ev(np.full((96, 96, 3), level))
    assert level * 2**found == pytest.approx(KEY, rel=0.01)


def test_the_baseline_is_counted_in() -> None:
    scene = np.full((96, 96, 3), 0.05)
    manual = {"exposure.baseline": "manual", "exposure.baseline_ev": 0.5}
    assert ev(scene, **manual) == pytest.approx(ev(scene) - 0.5, abs=0.011)


def test_white_balance_and_matrix_are_counted_in() -> None:
    """Gains of 4 on red and blue lift a patch that is 0.02, 0.08, 0.02 to a grey of 0.08."""
    scene = np.broadcast_to([0.02, 0.08, 0.02], (96, 96, 3))
    gains = {"white_balance.mode": "gains", "white_balance.red": 4.0, "white_balance.blue": 4.0}
    assert ev(scene, **gains) == pytest.approx(np.log2(KEY / 0.08), abs=0.02)


def test_bright_parts_limit_the_exposure() -> None:
    """5 % at 0.5 in the dark: one stop is all there is."""
    scene = np.full((320, 320, 3), 0.02)
    scene[:16] = 0.5
    assert ev(scene) == pytest.approx(1.0, abs=0.02)


def test_half_a_percent_may_clip() -> None:
    scene = np.full((320, 320, 3), 0.02)
    scene[:16, :32] = 0.5
    assert ev(scene) == pytest.approx(np.log2(KEY / 0.02), abs=0.04)


def test_what_the_sensor_clipped_does_not_hold_it_back() -> None:
    scene = np.full((320, 320, 3), 0.02)
    scene[:80] = 3.0
    assert ev(scene) == pytest.approx(np.log2(KEY / 0.02), abs=0.02)


def test_a_black_surround_says_nothing_of_the_scene() -> None:
    scene = np.zeros((320, 320, 3))
    scene[64:256, 64:256] = 0.05
    assert ev(scene) == pytest.approx(np.log2(KEY / 0.05), abs=0.03)


@pytest.mark.parametrize("level", [0.0, 1e-4])
def test_night_is_not_made_day(level: float) -> None:
    assert ev(np.full((96, 96, 3), level)) == 3.0


def test_a_frame_clipped_all_over_is_an_error() -> None:
    with pytest.raises(SolverError, match="clipped all over"):
        ev(np.full((96, 96, 3), 2.0))


def test_meter_is_a_log_average() -> None:
    """The geometric mean of 0.1 and 0.4 is 0.2; the peak is the brightest channel."""
    read = meter(np.array([[0.1, 0.4], [0.1, 0.4], [0.1, 0.4]]), REC709)
    assert read.average == pytest.approx(0.2)
    assert read.peak == pytest.approx(0.4, rel=0.01)
