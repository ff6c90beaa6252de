"""The noise map against noise that was put in, and against NumPy's median."""

from __future__ import annotations

import numpy as np
import pytest

from tests.support import apply, context, facts, noisy_frame
from tuner.core.engine import Engine, Request
from tuner.core.frame import Frame
from tuner.core.recipe import Recipe
from tuner.measure.noise_map import BANDS, banded, noise_map
from tuner.stages import RACK


def recipe(**values: object) -> Recipe:
    found = Recipe.default(RACK)
    for path, value in values.items():
        found = found.with_value(path.replace("__", ".", 1), value)
    return found


def test_white_noise_is_found_in_units_of_the_raw_threshold():
    """Noise as the model says, strength s: differences of sqrt(2) sigma beside sqrt(2) s 4.685 sigma."""
    rng, a, b, level = np.random.default_rng(0), 4e-4, 1e-6, 0.3
    sigma = np.sqrt(a * level + b)
    dn = 64 + 4031 * (level + rng.normal(0, sigma, (256, 320)))
    frame = Frame.from_active(dn.round().astype(np.uint16), facts(320, 256, noise=((a, b),) * 4))
    for strength in (0.5, 1.0):
        found = noise_map(frame, recipe(raw_denoise__strength=strength, defects__enabled=False), "raw_denoise")
        assert found.shape == (16, 20)
        # the smaller of two directions lies a little below: within a tenth
        assert np.median(found) == pytest.approx(1 / (strength * 4.685), rel=0.1)


def test_it_is_the_median_of_the_differences():
    frame, tuned = noisy_frame(96, 64, orientation=8), recipe(luma_denoise__threshold=0.03)
    found = noise_map(frame, tuned, "luma_denoise")
    luma = Engine().render(frame, tuned, Request(tap="luma_chroma", own_values=True)).pixels[..., 0]
    assert found.shape == (6, 4)
    for i in range(6):
        for j in range(4):
            block = luma[16 * i : 16 * i + 16, 16 * j : 16 * j + 16]
            across, down = np.abs(block[:, 2:] - block[:, :-2]), np.abs(block[2:] - block[:-2])
            # of an even number the kernel takes the upper of the two in the middle
            d = min(float(np.sort(v.reshape(-1))[v.size // 2]) for v in (across, down)) * 1.4826
            threshold = 0.03 * (1 + (1 - np.clip(block.mean(), 0, 1)) ** 2)
            assert found[i, j] == pytest.approx(d / threshold, rel=1e-4)


def test_a_cut_block_and_a_tiny_frame_are_measured_too():
    for width, height in ((8, 8), (18, 34)):
        found = noise_map(noisy_frame(width, height), recipe(), "chroma_denoise")
        assert found.shape == (-(-height // 16), -(-width // 16))
        assert np.isfinite(found).all()


@pytest.mark.parametrize("stage", ["luma_denoise", "raw_denoise"])
@pytest.mark.parametrize(("width", "height"), [(34, 48), (48, 34), (34, 34), (33, 33)])
def test_a_border_block_no_wider_than_the_step_tells_what_its_neighbours_tell(stage: str, width: int, height: int):
    """White noise everywhere alike: a direction without pairs says nothing, and not that there is no noise."""
    dn = 64 + 4031 * (0.3 + np.random.default_rng(0).normal(0, 0.02, (height, width)))
    frame = Frame.from_active(dn.round().astype(np.uint16), facts(width, height, noise=((4e-4, 1e-6),) * 4))
    found = noise_map(frame, recipe(defects__enabled=False), stage)
    inside = np.median(found[:2, :2])
    assert inside > 0
    assert found.min() > 0.25 * inside
    assert found.max() < 4 * inside


def test_without_a_noise_model_the_raw_denoiser_filters_nothing():
    assert not noise_map(noisy_frame(), recipe(), "raw_denoise").any()


def test_only_denoisers_have_a_map():
    with pytest.raises(ValueError, match="Sharpen is no denoiser"):
        noise_map(noisy_frame(), recipe(), "sharpen")


@pytest.mark.parametrize("name", ["raw_denoise", "luma_denoise"])
def test_a_declared_reach_is_where_the_stage_takes_it_for_detail(name):
    """Two flat halves that differ by a little more than the reach stay as they are; by less, they mix."""
    stage, known = RACK[name], context(facts=facts(noise=((4e-4, 1e-6),) * 4))
    flat = np.full((stage.reads.planes, 24, 24), 0.4, np.float32)
    reach = float(stage.reach(stage.params(), known, flat)[0, 0, 0])
    assert reach > 0
    for share, mixed in ((0.9, True), (1.02, False)):
        stepped = flat.copy()
        stepped[0, :, 12:] += share * reach
        out = apply(stage, stepped, stage.params(), known)
        assert (out[0, 12, 11] != np.float32(0.4)) == mixed


def test_the_reach_of_patches_is_where_their_weight_ends():
    """g = 0 from D = 2 s^2 + 4 h^2 on, with h = 0.4 s: a difference of 1.625 s all over the patch."""
    stage = RACK["luma_denoise"]
    params = stage.params(method="nlm", noise=0.02, shadows=0.0)
    found = stage.reach(params, context(), np.full((3, 1), 0.4, np.float32))
    assert found[0, 0] == pytest.approx(0.02 * np.sqrt(2 + 4 * 0.16))
    assert np.isinf(found[1:]).all()


def test_bands():
    assert banded(np.array([0, 0.1, 0.2, 0.3, 0.7, 1.5], np.float32)).tolist() == [0, 1, 2, 3, 4, 5]
    assert sorted(BANDS) == list(BANDS)
