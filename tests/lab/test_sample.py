"""The bundled sample and the virtual camera behind it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest

from tuner.files.raw import open_raw
from tuner.lab.chart import LEAVES, STEP_REFLECTANCES, STEPS, compose, patch_box
from tuner.lab.sample import LIGHT, SEED, sample_facts, write_sample
from tuner.lab.sensor import Sensor
from tuner.lab.spectra import Scene

SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "sample.dng"


@pytest.fixture(scope="module")
def page() -> np.ndarray:
    return compose(Scene(LIGHT), SEED)


def test_the_bundled_file_is_what_the_script_writes(tmp_path: Path) -> None:
    write_sample(tmp_path / "again.dng")
    again, bundled = (open_raw(p) for p in (tmp_path / "again.dng", SAMPLE))
    assert again.facts == bundled.facts
    # another maths library may round a sample in a million the other way
    assert np.mean(again.active != bundled.active) < 1e-4


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    facts, sensor = sample_facts(), Sensor()
    patch = np.full((64, 64, 3), 0.4, np.float32)
    digests = {hashlib.sha256(sensor.expose(patch, 3).tobytes()).hexdigest() for _ in range(2)}
    assert len(digests) == 1
    assert hashlib.sha256(sensor.expose(patch, 4).tobytes()).hexdigest() not in digests
    assert facts.width * facts.height == pytest.approx(3e6, rel=0.1)


def test_the_patches_hold_the_spectral_colours(page: np.ndarray) -> None:
    """Camera RGB on the page equals the integral over wavelength, patch by patch."""
    scene = Scene(LIGHT)
    for index in range(24):
        box = patch_box(index)
        inner = page[box.y : box.y + box.h, box.x : box.x + box.w]
        np.testing.assert_allclose(
            inner.reshape(-1, 3), np.broadcast_to(scene.patches[index], (box.w * box.h, 3)), rtol=1e-6
        )


def test_grey_steps_have_their_stated_reflectance(page: np.ndarray) -> None:
    white = Scene(LIGHT).white
    for i, reflectance in enumerate(STEP_REFLECTANCES):
        x = STEPS.x + int((i + 0.5) * STEPS.w / len(STEP_REFLECTANCES))
        np.testing.assert_allclose(page[STEPS.y + 90, x], reflectance * white, rtol=1e-6)


def test_the_noise_is_the_model_that_the_file_states() -> None:
    """Mean and variance of a flat grey are those of sigma^2 = a x + b within sampling error."""
    sensor = Sensor(falloff=0, hot=0, dead=0, psf_sigma=1e-3)
    for level in (0.05, 0.3, 0.8):
        dn = sensor.expose(np.full((400, 400, 3), level, np.float32), 5).astype(float)
        x = (dn - sensor.black) / (sensor.white - sensor.black)
        a, b = sensor.noise
        quantisation = 1 / 12 / (sensor.white - sensor.black) ** 2
        assert x.mean() == pytest.approx(level * sensor.exposure, rel=2e-3)
        assert x.var() == pytest.approx(a * x.mean() + b + quantisation, rel=0.02)


def test_the_leaves_are_not_flat(page: np.ndarray) -> None:
    crop = page[LEAVES.y : LEAVES.y + LEAVES.h, LEAVES.x : LEAVES.x + LEAVES.w, 1]
    assert crop.std() > 0.1
