"""FLIP against its authors' own implementation, and its ends."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.compare.test_metrics import picture, scene
from tuner.compare.encoding import srgb_linear
from tuner.compare.flip import PIXELS_PER_DEGREE, ROWS, flip_map
from tuner.compare.metrics import compare_pictures
from tuner.core.colour import rgb_to_xyz, xyz_to_rgb
from tuner.core.display import srgb_code
from tuner.files.icc import icc_profile

flip_evaluator = pytest.importorskip("flip_evaluator", reason="no wheel of flip-evaluator for this system")

Array = NDArray[np.float32]


def theirs(a: Array, b: Array) -> tuple[Array, float]:
    parameters = {"ppd": PIXELS_PER_DEGREE}
    error, mean, _ = flip_evaluator.evaluate(a, b, "LDR", applyMagma=False, parameters=parameters)
    return error[..., 0], mean


def blocks(height: int, width: int) -> Array:
    """Hard edges, thin lines, points and saturated colours: all that FLIP looks for."""
    rng = np.random.default_rng(7)
    out = np.repeat(np.repeat(rng.random((-(-height // 16), -(-width // 16), 3)), 16, 0), 16, 1)[:height, :width]
    out[::23] = 1
    out[:, ::31] = 0
    out[rng.random((height, width)) < 0.002] = [1, 0, 0]
    return out.astype(np.float32)


@pytest.mark.parametrize("pair", ["noise", "moved", "swapped"])
def test_against_the_authors_own(pair: str) -> None:
    a = blocks(ROWS + 37, 150)
    b = {"noise": scene(np.float32, *a.shape[:2]), "moved": np.roll(a, 2, axis=1), "swapped": a[..., ::-1].copy()}[pair]
    found = compare_pictures(picture(a), picture(b))
    error, mean = theirs(a, b)
    assert found.flip is not None
    np.testing.assert_allclose(found.flip, error, atol=3e-4)
    assert found.flip_mean == pytest.approx(mean, abs=2e-5)
    assert found.flip_p95 == pytest.approx(float(np.percentile(error, 95)), abs=3e-4)


def test_equal_is_zero_and_black_for_white_nearly_one() -> None:
    a = scene(np.uint8)
    assert compare_pictures(picture(a), picture(a)).flip_mean == 0
    black, white = np.zeros((40, 40, 3), np.uint8), np.full((40, 40, 3), 255, np.uint8)
    found = compare_pictures(picture(black), picture(white))
    assert found.flip_mean == pytest.approx(0.967, abs=1e-3)  # HyAB 100 of the largest 308


def test_workers_do_not_matter() -> None:
    a, b = (
        np.moveaxis(srgb_linear(scene(np.float32, ROWS + 50, 60, seed).astype(np.float64)), 2, 0) for seed in (0, 1)
    )
    alone = flip_map(lambda rows: a[:, rows], lambda rows: b[:, rows], a.shape[1:])
    with ThreadPoolExecutor(3) as pool:
        np.testing.assert_array_equal(
            flip_map(lambda rows: a[:, rows], lambda rows: b[:, rows], a.shape[1:], pool), alone
        )


def test_pictures_are_read_through_their_profiles() -> None:
    """The same colours in Display P3 codes and in sRGB codes look the same."""
    codes = np.rint((0.2 + 0.5 * scene(np.float32)) * 65535).astype(np.uint16)
    light = srgb_linear(codes / 65535) @ (xyz_to_rgb("display_p3") @ rgb_to_xyz("rec709")).T
    p3 = np.rint(srgb_code(light.astype(np.float32)) * 65535).astype(np.uint16)
    found = compare_pictures(picture(codes), picture(p3, icc_profile("display_p3", "srgb")))
    assert found.flip_mean is not None
    assert found.flip_mean < 0.002
    unread = compare_pictures(picture(codes), picture(p3)).flip_mean
    assert unread is not None
    assert unread > 10 * found.flip_mean
