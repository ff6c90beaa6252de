"""The score's figures against independent ones, and its rivals against our own where the algorithm is the same."""

from __future__ import annotations

import numpy as np
import pytest

from tuner.core.engine import Engine
from tuner.lab import score_colour, score_demosaic, score_noise
from tuner.lab.bench import BORDER, Bench, balanced, codes, gains_of, inner, psnr, truth_balanced
from tuner.lab.rivals import demosaics, libraw
from tuner.lab.score import PARTS, Score
from tuner.lab.score_demosaic import LINEAR_STAGES, OURS
from tuner.stages.luma_denoise import Params

SHOT = {"chart": "leaves", "width": 160, "height": 128, **score_demosaic.SHARP}


@pytest.fixture(scope="module")
def bench() -> Bench:
    return Bench(Engine())


def ours(bench: Bench, name: str) -> np.ndarray:
    method, domain = OURS[name]
    return bench.render(
        bench.shot(**SHOT), {"demosaic.method": method, "demosaic.domain": domain}, "demosaic", LINEAR_STAGES
    )


def test_the_truth_is_what_the_demosaic_leaves_untouched(bench: Bench) -> None:
    """Measured samples of the line equal the noise-free picture to the rounding of a code."""
    shot = bench.shot(**SHOT)
    truth, found = truth_balanced(shot), ours(bench, "ours malvar, linear")
    step = gains_of(shot).max() / (shot.facts.white - shot.facts.black[0])
    np.testing.assert_allclose(found[::2, ::2, 0], truth[::2, ::2, 0], atol=step)
    np.testing.assert_allclose(found[1::2, 1::2, 2], truth[1::2, 1::2, 2], atol=step)
    np.testing.assert_allclose(balanced(shot)[::2, 1::2], truth[::2, 1::2, 1], atol=step)


def test_malvar_is_that_of_colour_demosaicing(bench: Bench) -> None:
    run = demosaics()["colour-demosaicing Malvar"]
    if run is None:
        pytest.skip("colour-demosaicing is not installed")
    shot = bench.shot(**SHOT)
    np.testing.assert_allclose(inner(ours(bench, "ours malvar, linear")), inner(run(balanced(shot), shot)), atol=1e-5)


def test_bilinear_is_librawss_through_a_dng(bench: Bench) -> None:
    """The same algorithm, so it also holds LibRaw's scale and balance against ours."""
    import rawpy

    theirs = libraw(bench.shot(**SHOT), demosaic_algorithm=rawpy.DemosaicAlgorithm.LINEAR)
    np.testing.assert_allclose(inner(ours(bench, "ours bilinear, linear")), inner(theirs), atol=4e-4)


def test_psnr_is_that_of_scikit_image() -> None:
    metrics = pytest.importorskip("skimage.metrics")
    rng = np.random.default_rng(3)
    a = rng.uniform(0, 1, (80, 90, 3))
    b = np.clip(a + rng.normal(0, 0.02, a.shape), 0, 1)
    cut = np.s_[BORDER:-BORDER, BORDER:-BORDER]
    assert psnr(a, b) == pytest.approx(metrics.peak_signal_noise_ratio(a[cut], b[cut], data_range=1))


def test_texture_kept_is_contrast_not_noise() -> None:
    rng = np.random.default_rng(5)
    truth = np.repeat(rng.uniform(0, 1, (200, 200, 1)), 3, axis=2)
    assert score_noise.texture_kept(truth, truth) == pytest.approx(1)
    assert score_noise.texture_kept(0.4 * truth, truth) == pytest.approx(0.4)
    noisy = truth + np.repeat(rng.normal(0, 0.3, (200, 200, 1)), 3, axis=2)
    assert score_noise.texture_kept(noisy, truth) == pytest.approx(1, abs=0.03)


def test_the_noise_that_patches_are_told_is_that_of_luma_at_its_level() -> None:
    """At the level it was measured at, the stage's s = noise (1 + shadows (1 - Y)^2) is luma's spread."""
    rng = np.random.default_rng(6)
    flat = 0.4 + rng.normal(0, (0.05, 0.02, 0.06), (300, 300, 3))
    told = score_noise.luma_noise(flat)
    spread = float(np.hypot(np.hypot(0.2126 * 0.05, 0.7152 * 0.02), 0.0722 * 0.06))
    assert told * (1 + Params().shadows * 0.6**2) == pytest.approx(spread, rel=0.01)
    assert told < 0.6 * score_noise.spread(flat)


@pytest.mark.parametrize("iso", [6400.0])
def test_patches_keep_as_much_texture_as_scikit_images_at_no_more_noise(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, iso: float
) -> None:
    monkeypatch.setattr(score_noise, "SHOT", {**score_noise.SHOT, "width": 256, "height": 192})
    found = {(row.method, row.figure): row.value for row in score_noise.ladder(bench, (iso,))}
    ours, theirs = "ours, all on, nlm told luma's noise", "scikit-image non-local means"
    if (theirs, "noise") not in found:
        pytest.skip("scikit-image is not installed")
    assert found[ours, "texture"] >= found[theirs, "texture"]
    assert found[ours, "noise"] <= found[theirs, "noise"]
    assert found[ours, "PSNR"] > found[theirs, "PSNR"]


def test_distances_are_zero_for_equal_colours_and_known_for_others() -> None:
    import colour

    a, b = np.array([[0.2, 0.21, 0.18], [0.5, 0.52, 0.6]]), np.array([[0.21, 0.2, 0.2], [0.5, 0.52, 0.6]])
    white = np.array([0.3127, 0.3290])
    expected = colour.delta_E(colour.XYZ_to_Lab(a, white), colour.XYZ_to_Lab(b, white), method="CIE 2000")
    np.testing.assert_allclose(score_colour.distances(a, b), expected, atol=0.02)


def test_the_default_has_less_false_colour_and_beats_the_simple_ones(bench: Bench) -> None:
    """On a small star: an order that a broken default or a broken measure would turn round."""
    shot = bench.shot(chart="siemens", width=320, height=240, **score_demosaic.SHARP)
    truth = codes(truth_balanced(shot))
    found = {name: psnr(codes(rgb), truth) for name, rgb in score_demosaic.methods(bench, shot)}
    assert found["ours gradient (default)"] > found["ours malvar"] > found["ours bilinear, linear"]
    assert found["ours gradient (default)"] > found["LibRaw AHD"]


def test_a_score_is_a_table_for_people_and_plain_data_for_programs(bench: Bench) -> None:
    rows = score_colour.highlights(bench)[:2]
    found = Score({"highlights": rows}, ("some package",))
    assert found.text().splitlines()[0] == f"## {PARTS['highlights'][0]}"
    assert found.document()["parts"]["highlights"][0]["value"] == rows[0].value
    assert "some package" in found.text()
