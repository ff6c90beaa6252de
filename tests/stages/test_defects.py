"""Defects: single faults go, real detail stays."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.support import apply, random_planes, real_file
from tuner.core.domain import Domain
from tuner.stages.defects import STAGE, Params

H, W = 20, 28


def smooth_planes() -> NDArray[np.float32]:
    """A gentle slope, each plane at its own level."""
    y, x = np.mgrid[0:H, 0:W]
    return np.stack([level + 0.004 * y + 0.003 * x for level in (0.2, 0.4, 0.4, 0.15)]).astype(np.float32)


def sampled(scene: NDArray[np.float64]) -> NDArray[np.float32]:
    """A grey scene as the four planes of its mosaic."""
    return np.stack([scene[p // 2 :: 2, p % 2 :: 2] for p in range(4)]).astype(np.float32)


@pytest.mark.parametrize("plane", range(4))
@pytest.mark.parametrize("value", [0.9, 0.0])
def test_a_single_fault_becomes_the_mean_of_its_flattest_neighbours(plane: int, value: float) -> None:
    clean = smooth_planes()
    faulty = clean.copy()
    faulty[plane, 9, 12] = value
    out = apply(STAGE, faulty, Params())
    np.testing.assert_allclose(out[plane, 9, 12], clean[plane, 9, 12], atol=2e-3)
    out[plane, 9, 12] = faulty[plane, 9, 12]
    np.testing.assert_array_equal(out, faulty)  # and nothing else was touched


def test_every_direction_can_be_the_flattest() -> None:
    """Two opposite neighbours agree, all others are far apart: their mean is taken."""
    for dy, dx in ((0, 1), (1, 0), (1, 1), (1, -1)):
        plane = np.full((H, W), 0.3)
        ring = [(a, b) for a in (-1, 0, 1) for b in (-1, 0, 1) if (a, b) != (0, 0)]
        for n, (a, b) in enumerate(ring):
            plane[9 + a, 12 + b] = 0.05 + 0.03 * n
        plane[9 + dy, 12 + dx], plane[9 - dy, 12 - dx] = 0.2, 0.201
        plane[9, 12] = 0.95
        planes = np.full((4, H, W), 0.3, np.float32)
        planes[1] = plane
        assert apply(STAGE, planes, Params(protect=1.0))[1, 9, 12] == pytest.approx(0.2005, abs=1e-6)


@pytest.mark.parametrize("at", [(21, 24), (21.5, 24.5), (20.7, 24.3), (20, 25)])
@pytest.mark.parametrize("sigma", [0.55, 0.7, 1.0])
def test_stars_stay(at: tuple[float, float], sigma: float) -> None:
    """A point of light as sharp as a lens can draw it is kept bit for bit, wherever it falls on the mosaic."""
    y, x = np.mgrid[0 : 2 * H, 0 : 2 * W]
    star = 0.01 + 0.8 * np.exp(-((y - at[0]) ** 2 + (x - at[1]) ** 2) / (2 * sigma**2))
    np.testing.assert_array_equal(apply(STAGE, sampled(star), Params()), sampled(star))


def test_lines_and_checkerboards_stay() -> None:
    lines = np.zeros((2 * H, 2 * W))
    lines[:, 20] = 0.8
    lines[13, :] = 0.9
    np.testing.assert_array_equal(apply(STAGE, sampled(lines), Params()), sampled(lines))
    y, x = np.mgrid[0 : 2 * H, 0 : 2 * W]
    board = 0.1 + 0.7 * ((x // 2 + y // 2) % 2)
    np.testing.assert_array_equal(apply(STAGE, sampled(board), Params()), sampled(board))


def test_hot_and_cold_are_switched_apart() -> None:
    faulty = smooth_planes()
    faulty[0, 5, 5], faulty[0, 12, 20] = 0.9, 0.0
    only_hot = apply(STAGE, faulty, Params(cold=False))
    assert only_hot[0, 5, 5] < 0.3
    assert only_hot[0, 12, 20] == 0.0
    only_cold = apply(STAGE, faulty, Params(hot=False))
    assert only_cold[0, 5, 5] == np.float32(0.9)
    assert only_cold[0, 12, 20] > 0.2


def test_threshold_and_relative_add_up() -> None:
    """At level 0.4 the default asks for 0.02 + 0.25 x 0.4 = 0.12 above the neighbours."""
    for excess, found in ((0.11, False), (0.13, True)):
        planes = np.full((4, H, W), 0.4, np.float32)
        planes[2, 9, 9] += np.float32(excess)
        assert (apply(STAGE, planes, Params())[2, 9, 9] == np.float32(0.4)) is np.bool_(found)


def test_a_dead_pixel_is_found_beside_one_sample_that_fell_by_chance() -> None:
    """Two that fell are detail; beside a hot one, one that rose is enough."""
    for first, others, found in ((0.0, (0.45,), True), (0.0, (0.45, 0.45), False), (0.9, (0.55,), False)):
        planes = np.full((4, 20, 20), 0.5, np.float32)
        planes[0, 9, 9] = first
        for plane, touching in zip((1, 2), others, strict=False):  # right of it in its row, below it in its column
            planes[plane, 9, 9] = touching
        assert (apply(STAGE, planes, Params())[0, 9, 9] == np.float32(0.5)) is np.bool_(found)


def reference(planes: NDArray[np.float32], params: Params) -> NDArray[np.bool_]:
    """Where a sample is replaced: the rule of the docstring, sample by sample on the float32 mosaic."""
    mosaic = np.empty((2 * planes.shape[1], 2 * planes.shape[2]), np.float32)
    for p in range(4):
        mosaic[p // 2 :: 2, p % 2 :: 2] = planes[p]
    hit = np.zeros(mosaic.shape, bool)
    ring = [(a, b) for a in (-2, 0, 2) for b in (-2, 0, 2) if (a, b) != (0, 0)]
    for y in range(4, mosaic.shape[0] - 4):
        for x in range(4, mosaic.shape[1] - 4):
            for side in (1, -1):
                m = side * mosaic
                v, top = m[y, x], max(m[y + a, x + b] for a, b in ring)
                reach = params.threshold + params.relative * abs(top if side > 0 else v)
                touching = [m[y, x + k] - max(m[y - 2, x + k], m[y + 2, x + k]) for k in (-1, 1)]
                touching += [m[y + k, x] - max(m[y + k, x - 2], m[y + k, x + 2]) for k in (-1, 1)]
                spilt = sorted(touching)[-1 if side > 0 else -2]
                hit[y, x] |= v - top > reach and spilt < params.protect * (v - top)
    return np.stack([hit[p // 2 :: 2, p % 2 :: 2] for p in range(4)])


def test_the_rule_sample_by_sample() -> None:
    planes, params = random_planes(Domain.MOSAIC, H, W, seed=5), Params(relative=0.05, protect=0.7)
    expected = reference(planes, params)
    changed = apply(STAGE, planes, params) != planes
    assert expected.sum() > 20
    np.testing.assert_array_equal(changed[:, 2:-2, 2:-2], expected[:, 2:-2, 2:-2])


def test_a_real_dark_frame_and_a_real_flat_field_are_left_alone() -> None:
    """Ordinary noise is no defect: at most one sample in 100,000 of a flat field is replaced."""
    raw = np.fromfile(real_file("dumps/imatest_flat_1296x808_GBRG_u16.raw"), np.uint16).reshape(808, 1296)
    light = ((raw.astype(np.float32) - 16) / 1007)[1:-1]
    planes = np.stack([light[p // 2 :: 2, p % 2 :: 2] for p in range(4)])
    assert np.count_nonzero(apply(STAGE, planes, Params()) != planes) <= planes.size / 1e5
