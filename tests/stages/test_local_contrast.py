"""Local contrast: clip-limited equalisation of luma, region by region."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.support import facts, random_planes
from tuner.core.domain import MARGIN, Domain
from tuner.core.param import params_of
from tuner.core.stage import Context
from tuner.core.survey import BLOCK, Survey
from tuner.stages.local_contrast import LEVELS, STAGE, Params, clipped


def survey_of(luma: NDArray[np.float32]) -> Survey:
    h, w = luma.shape
    means = luma.reshape(h // BLOCK, BLOCK, w // BLOCK, BLOCK).astype(np.float64).mean(axis=(1, 3))
    return Survey(np.stack([means, 0 * means, 0 * means]).astype(np.float32))


def run(planes: NDArray[np.float32], params: Params, luma: NDArray[np.float32] | None = None) -> NDArray[np.float32]:
    """The stage on a whole YCC picture of whole blocks, whose survey is that of `luma` (its own)."""
    _, h, w = planes.shape
    context = Context(facts(w, h), (1.0,) * 4, survey=survey_of(planes[0] if luma is None else luma))
    out = np.full_like(planes, np.nan)
    STAGE.fill(params, planes, out, STAGE.prepare(params, context), MARGIN, MARGIN)
    return out


def hazy(h: int = 128, w: int = 256, seed: int = 0) -> NDArray[np.float32]:
    """YCC: large soft shapes of little contrast, darker to the left, and noise."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:h, 0:w]
    luma = 0.3 + 0.3 * x / w + 0.05 * np.sin(x / 23) * np.cos(y / 31) + rng.normal(0, 0.01, (h, w))
    return np.stack([luma, 0.1 + 0 * luma, -0.1 + 0 * luma]).astype(np.float32)


@pytest.mark.parametrize("limit", [1.0, 1.5, 3.0, 8.0])
def test_clipping_holds_the_limit_and_loses_nothing(limit: float) -> None:
    """Zuiderveld's redistribution, done to the end: sum 1, peak at the limit where there was excess, order kept."""
    rng = np.random.default_rng(1)
    histograms = rng.dirichlet(np.full(LEVELS, 0.1), (3, 4))
    found = clipped(histograms, limit)
    np.testing.assert_allclose(found.sum(axis=-1), 1, atol=1e-12)
    assert found.max() <= limit / LEVELS + 1e-9
    assert found.min() >= 0
    if limit < 3:
        np.testing.assert_allclose(found.max(axis=-1), limit / LEVELS, rtol=1e-6)
    flat = np.full((1, 1, LEVELS), 1 / LEVELS)
    np.testing.assert_allclose(clipped(flat, limit), flat, atol=1e-9)


def test_one_region_of_evenly_spread_luma_is_left_as_it_is() -> None:
    luma = np.tile(np.repeat((np.arange(256) + 0.5) / 256, BLOCK), (BLOCK, 1)).astype(np.float32)
    planes = np.stack([luma, 0 * luma, 0 * luma])
    out = run(planes, Params(strength=1.0, limit=8.0, regions=1))
    np.testing.assert_allclose(out, planes, atol=0.004)


def test_one_region_is_plain_equalisation() -> None:
    """With one region and no clipping in reach, a pixel goes to its rank: luma^2 spread evenly comes out even."""
    rank = (np.arange(1024) + 0.5) / 1024
    luma = np.tile(np.repeat(rank**2 * 0.5 + 0.25, BLOCK), (BLOCK, 1)).astype(np.float32)
    out = run(np.stack([luma, 0 * luma, 0 * luma]), Params(strength=1.0, limit=8.0, regions=1))
    inner = slice(64 * BLOCK, -64 * BLOCK)
    np.testing.assert_allclose(out[0, 0, inner], np.repeat(rank, BLOCK)[inner], atol=0.035)


def test_contrast_grows_where_it_was_low_and_never_by_more_than_the_limit() -> None:
    planes = hazy()
    out = run(planes, Params(strength=1.0, limit=2.5, regions=4))
    x = slice(40, 88)
    assert 1.2 < out[0, :, x].std() / planes[0, :, x].std() < 2.5
    params, step = Params(strength=1.0, limit=2.5, regions=4), 1 / 256
    flats = (np.full((3, 128, 256), k * step, np.float32) for k in range(257))
    ramp = [run(flat, params, planes[0])[0] for flat in flats]
    slopes = np.diff(np.array(ramp, np.float64), axis=0) / step
    assert slopes.min() > -1e-4  # monotone at every place
    assert slopes.max() < 2.5 + 1e-3
    np.testing.assert_allclose(ramp[0], 0, atol=1e-6)
    np.testing.assert_allclose(ramp[-1], 1, atol=1e-6)


def test_against_float64_between_the_middles_of_regions() -> None:
    """The kernel against np.interp over luma, columns and rows of the plan's maps."""
    planes, params = hazy(seed=3), Params(strength=0.8, limit=3.0, regions=4)
    context = Context(facts(256, 128), (1.0,) * 4, survey=survey_of(planes[0]))
    moved = STAGE.prepare(params, context)[0].astype(np.float64)[:-1, :-1, :-1]
    assert moved.shape == (2, 4, LEVELS + 1)
    out = run(planes, params)[0]
    for y, x in ((0, 0), (5, 250), (31, 31), (32, 96), (64, 128), (77, 13), (100, 200), (127, 255)):
        value = planes[0, y, x].astype(np.float64)
        at_value = np.array([[np.interp(value, np.linspace(0, 1, LEVELS + 1), m) for m in row] for row in moved])
        across = [np.interp(x + 0.5, 32 + 64 * np.arange(4), row) for row in at_value]
        assert out[y, x] == pytest.approx(value + np.interp(y + 0.5, 32 + 64 * np.arange(2), across), abs=2e-5)


def test_regions_leave_no_seam() -> None:
    """On a flat luma the result changes by less than 0.02 from pixel to pixel, across every border."""
    out = run(np.full((3, 128, 256), 0.4, np.float32), Params(strength=1.0, limit=8.0, regions=8), hazy()[0])[0]
    assert max(np.abs(np.diff(out, axis=0)).max(), np.abs(np.diff(out, axis=1)).max()) < 0.02
    assert np.ptp(out) > 0.1


def test_neutral_limit_one_and_chroma() -> None:
    planes = random_planes(Domain.YCC, 32, 64)
    np.testing.assert_array_equal(run(planes, Params(strength=0.0)), planes)
    np.testing.assert_allclose(run(planes, Params(strength=1.0, limit=1.0)), planes, atol=1e-6)
    np.testing.assert_array_equal(run(planes, Params(strength=1.0, limit=8.0))[1:], planes[1:])
    assert STAGE.prepare(Params(), Context(facts(), (1.0,) * 4)) is None


@pytest.mark.parametrize("fill", [0.0, 1.0, -0.5, 50.0])
def test_extremes_stay_finite_and_outside_is_moved_along(fill: float) -> None:
    planes = np.full((3, 16, 48), fill, np.float32)
    for param in params_of(Params):
        for limit in (param.minimum, param.maximum):
            assert limit is not None
            value: Any = int(limit) if param.kind == "integer" else float(limit)
            out = run(planes, Params(**{param.name: value}))
            np.testing.assert_allclose(out, planes, atol=1e-5)  # black, white and beyond stay


def test_any_tile_gives_the_same_bits_at_its_place() -> None:
    planes, params = hazy(), Params(regions=7)
    context = Context(facts(256, 128), (1.0,) * 4, survey=survey_of(planes[0]))
    plan, whole = STAGE.prepare(params, context), run(planes, params)
    for y, x, h, w in ((0, 0, 8, 8), (8, 24, 40, 64), (33, 71, 17, 149)):
        part = np.ascontiguousarray(planes[:, y : y + h, x : x + w])
        out = np.empty_like(part)
        STAGE.fill(params, part, out, plan, MARGIN + y, MARGIN + x)
        np.testing.assert_array_equal(out, whole[:, y : y + h, x : x + w])


def test_a_sample_that_is_no_number_stays_its_own_fault() -> None:
    """Its level must not lead beyond the table of the maps, nor its neighbours astray."""
    planes = hazy()
    clean, planes[0, ::3, ::5] = run(planes, Params()), np.nan
    found = run(planes, Params(), hazy()[0])
    lost = np.isnan(planes[0])
    assert np.isnan(found[0][lost]).all()
    np.testing.assert_array_equal(found[0][~lost], clean[0][~lost])
