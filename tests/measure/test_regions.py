"""Statistics of a rectangle against NumPy."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tests.support import facts, noisy_frame
from tuner.core.display import LUMA
from tuner.core.engine import Engine, Request
from tuner.core.frame import CFA_PATTERNS, Frame
from tuner.core.orient import Rect, to_sensor
from tuner.core.recipe import Recipe
from tuner.measure.regions import fits, output_statistics, raw_statistics, snr_db, to_export
from tuner.stages import RACK


@pytest.mark.parametrize("cfa", CFA_PATTERNS)
@pytest.mark.parametrize("rect", [Rect(0, 0, 64, 48), Rect(3, 5, 21, 8), Rect(10, 7, 8, 9)])
def test_raw_statistics_are_numpy_s(cfa, rect):
    frame = noisy_frame(cfa=cfa, black=(64.0, 65.0, 66.0, 60.0))
    x, y, w, h = rect
    row, column = np.mgrid[y : y + h, x : x + w]
    py, px = divmod(cfa.index("R"), 2)
    plane = 2 * ((row + py) % 2) + (column + px) % 2
    samples = frame.active[y : y + h, x : x + w].astype(np.float64)
    found = raw_statistics(frame, rect)
    means = []
    for p, black in enumerate(frame.facts.black):
        mine = samples[plane == p]
        means.append(mine.mean() - black)
        assert found.count[p] == mine.size
        assert found.mean[p] == pytest.approx(mine.mean(), rel=1e-12)
        assert found.sigma[p] == pytest.approx(mine.std(), rel=1e-12)
        assert found.normalised[p] == pytest.approx((mine.mean() - black) / (4095 - black))
        assert found.snr_db[p] == pytest.approx(20 * np.log10((mine.mean() - black) / mine.std()))
        assert found.clipped[p] == np.mean(mine >= 4095)
    green = (means[1] + means[2]) / 2
    assert (found.r_g, found.b_g) == pytest.approx((means[0] / green, means[3] / green))


def test_a_flat_field_has_the_snr_it_was_made_with():
    """Mean 1000 above black with sigma 25 is 32.04 dB."""
    rng = np.random.default_rng(0)
    frame = Frame.from_active(rng.normal(1064, 25, (400, 400)).round().astype(np.uint16), facts(400, 400))
    found = raw_statistics(frame, Rect(0, 0, 400, 400))
    assert found.snr_db == pytest.approx((32.04,) * 4, abs=0.1)
    assert (found.r_g, found.b_g) == pytest.approx((1, 1), abs=0.001)


def test_what_is_missing_is_nan_and_no_noise_is_infinite():
    found = raw_statistics(noisy_frame(), Rect(0, 0, 1, 1))  # one red sample
    assert found.count == (1, 0, 0, 0)
    assert found.snr_db[0] == math.inf
    assert all(math.isnan(v) for v in (found.mean[1], found.sigma[2], found.clipped[3], found.r_g, found.b_g))
    assert math.isnan(snr_db(-1.0, 2.0))


@pytest.mark.parametrize("standard", ["601", "709"])
def test_output_statistics_are_numpy_s(standard):
    codes = np.random.default_rng(1).integers(0, 65536, (31, 17, 3), dtype=np.uint16)
    found = output_statistics(codes, standard)
    planes = [*np.moveaxis(codes.astype(np.float64), 2, 0), codes.astype(np.float64) @ np.array(LUMA[standard])]
    for i, plane in enumerate(planes):
        assert found.mean[i] == pytest.approx(plane.mean(), rel=1e-12)
        assert found.sigma[i] == pytest.approx(plane.std(), rel=1e-12)
        assert found.snr_db[i] == pytest.approx(20 * np.log10(plane.mean() / plane.std()))
    assert found.r_g == pytest.approx(planes[0].mean() / planes[1].mean())


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_region_rendered_alone_is_the_same_part_of_the_whole_picture(orientation):
    frame = noisy_frame(orientation=orientation)
    rect = Rect(5, 9, 20, 13)
    crop = to_export(rect, frame.facts)
    assert to_sensor(crop, 64, 48, orientation) == rect
    engine, recipe = Engine(), Recipe.default(RACK)
    whole = engine.render(frame, recipe, Request(depth=16)).pixels
    alone = engine.render(frame, recipe, Request(crop=crop, depth=16)).pixels
    cut = whole[crop.y : crop.y + crop.h, crop.x : crop.x + crop.w]
    assert output_statistics(alone) == output_statistics(np.ascontiguousarray(cut))


@pytest.mark.parametrize("rect", [Rect(0, 0, 65, 1), Rect(-1, 0, 3, 3), Rect(2, 2, 0, 5)])
def test_a_region_outside_is_refused(rect):
    assert not fits(rect, facts())
    with pytest.raises(ValueError, match="inside 64 x 48"):
        raw_statistics(noisy_frame(), rect)


def test_output_statistics_want_16_bit_codes():
    with pytest.raises(ValueError, match="uint16"):
        output_statistics(np.zeros((3, 3, 4), np.uint8))
