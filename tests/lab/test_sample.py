"""The bundled sample is what the lab makes, and looks at what it says it does."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tuner.core.frame import Frame
from tuner.files.raw import open_raw
from tuner.lab.bench import balanced
from tuner.lab.sample import ORDER, write_sample
from tuner.lab.shoot import Shot, Studio
from tuner.lab.truth import truth_of

SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "sample.dng"


@pytest.fixture(scope="module")
def bundled() -> Frame:
    return open_raw(SAMPLE)


@pytest.fixture(scope="module")
def studio() -> Studio:
    return Studio(ORDER)


def test_the_bundled_file_is_what_the_script_writes(bundled: Frame, tmp_path: Path) -> None:
    write_sample(tmp_path / "again.dng", 2)
    again = open_raw(tmp_path / "again.dng")
    assert again.facts == bundled.facts
    # another maths library may round a sample in a million the other way
    assert np.mean(again.active != bundled.active) < 1e-4


def test_the_facts_are_the_cameras(bundled: Frame, studio: Studio) -> None:
    facts, camera = bundled.facts, studio.camera
    assert (facts.black, facts.white, facts.iso) == ((camera.black,) * 4, camera.white, 100.0)
    assert facts.width * facts.height == pytest.approx(3e6, rel=0.1)
    assert facts.exposure_s == pytest.approx(studio.seconds, rel=1e-4)
    assert facts.noise[0] == pytest.approx(camera.noise(100.0, camera.dark_current * studio.seconds), rel=1e-6)


def test_the_patches_are_the_spectral_colours(bundled: Frame, studio: Studio) -> None:
    """Camera RGB read from the file, shading divided out, is the integral over wavelength, patch by patch."""
    truth = truth_of(studio, 0)
    mosaic = balanced(Shot(bundled.active, np.empty((3, 0, 0), np.float32), bundled.facts, truth))
    gains = np.array(bundled.facts.camera_gains) / min(bundled.facts.camera_gains or (1.0,))
    h, w = mosaic.shape
    y, x = np.mgrid[0:h, 0:w] + 0.5
    shading = studio.order.lens.shading(((x - w / 2) ** 2 + (y - h / 2) ** 2) / (w * w + h * h) * 4)[1]
    for patch in truth["charts"][0]["patches"]:
        top, left = (round(patch[k]) // 2 * 2 + 20 for k in ("y", "x"))
        box = np.s_[top : top + 100, left : left + 100]
        flat = mosaic[box] / shading[box]
        found = [np.median(flat[v::2, u::2]) for v, u in ((0, 0), (0, 1), (1, 1))]
        np.testing.assert_allclose(found, np.array(patch["raw"]) * gains, rtol=0.01, atol=1.5e-3)


def test_the_noise_is_what_the_file_states(bundled: Frame, studio: Studio) -> None:
    """Neighbours of one colour differ on flat patches as sigma^2 = a x + b says, pattern noise added."""
    a, b = bundled.facts.noise[1]
    for patch in truth_of(studio, 0)["charts"][0]["patches"][18:24]:
        top, left = (round(patch[k]) // 2 * 2 + 20 for k in ("y", "x"))
        flat = (bundled.active[top : top + 100 : 2, left + 1 : left + 101 : 2].astype(float) - 256) / (4095 - 256)
        difference = flat[:, 1:] - flat[:, :-1]
        x = float(np.median(flat))
        sound = abs(difference) < 6 * np.median(abs(difference)) / 0.6745  # without bad pixels
        fixed = studio.camera.prnu**2 * x * x + (studio.camera.dsnu * a) ** 2
        assert difference[sound].var() / 2 == pytest.approx(a * x + b + fixed, rel=0.12)


def test_the_leaves_are_not_flat(bundled: Frame, studio: Studio) -> None:
    left, top, right, bottom = (round(v) for v in truth_of(studio, 0)["leaves"][0]["bounds"])
    assert bundled.active[top + 1 : bottom : 2, left:right:2].std() > 0.05 * 4095
