"""The chart matrix: exact where it can be, white kept, refusals in one sentence."""

from __future__ import annotations

import numpy as np
import pytest

from tuner.calibrate.matrix import propose
from tuner.core.recipe import Recipe
from tuner.measure.matrix_fit import fit_matrix
from tuner.stages import RACK

TRUTH = np.array([[1.6, -0.4, -0.2], [-0.3, 1.5, -0.2], [0.05, -0.55, 1.5]])


def test_a_matrix_that_made_the_patches_is_found_again() -> None:
    camera = np.random.default_rng(1).uniform(0.05, 1, (24, 3))
    np.testing.assert_allclose(fit_matrix(camera, camera @ TRUTH.T), TRUTH, atol=1e-12)


def test_white_is_kept_whatever_the_noise() -> None:
    rng = np.random.default_rng(2)
    camera = rng.uniform(0.05, 1, (24, 3))
    noisy = camera @ TRUTH.T + rng.normal(0, 0.1, (24, 3))
    np.testing.assert_allclose(np.sum(fit_matrix(camera, noisy), axis=1), 1, atol=1e-12)


def test_no_white_keeping_matrix_fits_better() -> None:
    """Any small step along the constraint makes the residual larger."""
    rng = np.random.default_rng(3)
    camera = rng.uniform(0.05, 1, (24, 3))
    reference = camera @ TRUTH.T + rng.normal(0, 0.05, (24, 3))
    best = np.array(fit_matrix(camera, reference))
    least = np.square(camera @ best.T - reference).sum()
    for _ in range(50):
        step = rng.normal(0, 0.01, (3, 3))
        step -= step.mean(axis=1, keepdims=True)
        assert np.square(camera @ (best + step).T - reference).sum() > least


def test_the_proposal_is_a_valid_change_of_the_recipe() -> None:
    camera = np.random.default_rng(4).uniform(0.05, 1, (24, 3))
    recipe = Recipe.default(RACK).with_values(propose(camera, camera @ TRUTH.T))
    assert recipe.value("color_matrix.source") == "manual"


@pytest.mark.parametrize(
    ("camera", "word"),
    [(np.ones((3, 3)), "at least 6"), (np.full((24, 3), np.nan), "finite"), (np.ones((24, 3)), "colour direction")],
)
def test_patches_that_cannot_give_a_matrix_are_refused(camera: np.ndarray, word: str) -> None:
    with pytest.raises(ValueError, match=word):
        fit_matrix(camera, camera)
