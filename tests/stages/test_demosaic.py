"""Demosaic against independent references on the full mosaic, and what a demosaic must keep."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.ndimage import convolve

from tests.support import apply, context, facts, random_planes
from tuner.core.domain import Domain
from tuner.stages.demosaic import STAGE, Params

Array = NDArray[np.float64]
Method = Literal["bilinear", "malvar", "gradient"]
METHODS: tuple[Method, ...] = ("bilinear", "malvar", "gradient")


def mosaic_of(planes: NDArray[Any]) -> Array:
    """The RGGB mosaic of four planes, float64."""
    mosaic = np.empty((2 * planes.shape[1], 2 * planes.shape[2]))
    for p in range(4):
        mosaic[p // 2 :: 2, p % 2 :: 2] = planes[p]
    return mosaic


def sampled(rgb: NDArray[Any]) -> NDArray[np.float32]:
    """(3, h, w) -> the four planes of its RGGB mosaic."""
    return np.stack([rgb[0, ::2, ::2], rgb[1, ::2, 1::2], rgb[1, 1::2, ::2], rgb[2, 1::2, 1::2]]).astype(np.float32)


def sites(shape: tuple[int, ...]) -> tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_]]:
    """Masks of the R, G and B samples."""
    y, x = np.indices(shape)
    red, blue = (y % 2 == 0) & (x % 2 == 0), (y % 2 == 1) & (x % 2 == 1)
    return red, ~(red | blue), blue


def inner(a: NDArray[Any], edge: int = 10) -> NDArray[Any]:
    """Without the border, where the reference's own edge rule would show."""
    return a[..., edge:-edge, edge:-edge]


def quantised_planes() -> NDArray[np.float32]:
    """Random planes of whole 1/256, so that references in float64 start from the same numbers."""
    return np.round(random_planes(Domain.MOSAIC, 24, 32, seed=3) * 256).astype(np.float32) / 256


def bilinear_reference(m: Array) -> Array:
    cross = np.array([[0, 1, 0], [1, 4, 1], [0, 1, 0]]) / 4
    full = np.array([[1, 2, 1], [2, 4, 2], [1, 2, 1]]) / 4
    return np.stack(
        [convolve(m * s, k, mode="mirror") for s, k in zip(sites(m.shape), (full, cross, full), strict=True)]
    )


def malvar_reference(m: Array) -> Array:
    """Figure 2 of Malvar, He, Cutler (2004): the four 5 x 5 filters."""
    green = [[0, 0, -1, 0, 0], [0, 0, 2, 0, 0], [-1, 2, 4, 2, -1], [0, 0, 2, 0, 0], [0, 0, -1, 0, 0]]
    along = [[0, 0, 0.5, 0, 0], [0, -1, 0, -1, 0], [-1, 4, 5, 4, -1], [0, -1, 0, -1, 0], [0, 0, 0.5, 0, 0]]
    cross = [[0, 0, -1.5, 0, 0], [0, 2, 0, 2, 0], [-1.5, 0, 6, 0, -1.5], [0, 2, 0, 2, 0], [0, 0, -1.5, 0, 0]]
    g, row, column, diagonal = (
        convolve(m, np.array(k) / 8, mode="mirror") for k in (green, along, np.transpose(along), cross)
    )
    red, is_green, blue = sites(m.shape)
    red_row = np.indices(m.shape)[0] % 2 == 0
    r = np.select([red, blue, red_row], [m, diagonal, row], column)
    b = np.select([blue, red, red_row], [m, diagonal, column], row)
    return np.stack([r, np.where(is_green, m, g), b])


def gradient_reference(m: Array) -> Array:
    """The stage's formula step by step on the full-resolution mosaic, with green minus colour at every site."""

    def along(a: Array, taps: list[float], rows: bool) -> Array:
        return convolve(a, np.array([taps]) if rows else np.array([taps]).T, mode="mirror")

    red, is_green, blue = sites(m.shape)
    red_row = np.indices(m.shape)[0] % 2 == 0
    laplacian = (
        np.array([-1, 0, 2, 0, -1]) / 4
    )  # the colour's, which lends its detail to the green (Hamilton and Adams)
    smoothed = np.array([1, 0, 7, 0, 7, 0, 1]) / 16  # (1, 1) / 2 behind (1, 2, 1) / 4, without the centre's Laplacian
    halved = np.array([1, 0, 2, 0, 1]) / 4  # what the same smoothing leaves of the colour where it is full
    window = np.array([[1, 0, 1], [0, 1, 0], [3, 0, 3], [0, 1, 0], [1, 0, 1]], float)
    differences, weights = [], []
    for rows in (True, False):
        green = along(m, list(smoothed), rows)
        colour = along(m, list(halved), rows) + along(m, list(laplacian / 8), rows)  # 7/8 of the whole Laplacian
        c = np.where(is_green, 0, green - colour)
        step = np.where(is_green, np.abs(along(c, [1, 0, -1], rows)), 0)
        differences.append(c)
        weights.append(1 / (convolve(step, window if rows else window.T, mode="mirror") ** 2 + 1e-12))
    c = (weights[0] * differences[0] + weights[1] * differences[1]) / (weights[0] + weights[1])

    g = np.where(is_green, m, m + c)

    def near(sites: Array, *steps: tuple[int, int]) -> Array:
        """The mean of the differences a step away, weighted by how near the greens are."""
        shifted = [np.roll(a, step, (0, 1)) for step in steps for a in (np.where(sites, c, 0), g)]
        weights = [1 / (abs(green - g) + 0.01) for green in shifted[1::2]]
        return sum(w * d for w, d in zip(weights, shifted[::2], strict=True)) / sum(weights)

    rows, columns, diagonals = ((0, -1), (0, 1)), ((-1, 0), (1, 0)), ((-1, -1), (-1, 1), (1, -1), (1, 1))
    r = np.select([red, blue, red_row], [m, g - near(red, *diagonals), g - near(red, *rows)], g - near(red, *columns))
    b = np.select(
        [blue, red, red_row], [m, g - near(blue, *diagonals), g - near(blue, *columns)], g - near(blue, *rows)
    )
    return np.stack([r, g, b])


REFERENCES = {"bilinear": bilinear_reference, "malvar": malvar_reference, "gradient": gradient_reference}


@pytest.mark.parametrize("method", METHODS)
def test_linear_domain_is_the_published_method(method: Method) -> None:
    planes = quantised_planes()
    ours = apply(STAGE, planes, Params(method=method, domain="linear"))
    np.testing.assert_allclose(inner(ours), inner(REFERENCES[method](mosaic_of(planes))), atol=2e-6)


@pytest.mark.parametrize("method", METHODS)
def test_root_domain_is_the_method_between_signed_roots(method: Method) -> None:
    roots = quantised_planes()
    ours = apply(STAGE, np.sign(roots) * roots * roots, Params(method=method, domain="root"))
    expected = REFERENCES[method](mosaic_of(roots))
    np.testing.assert_allclose(inner(ours), inner(expected * np.abs(expected)), atol=1e-5)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("domain", ["linear", "root"])
def test_measured_samples_pass_untouched(method: Method, domain: Literal["linear", "root"]) -> None:
    planes = random_planes(Domain.MOSAIC)
    np.testing.assert_array_equal(sampled(apply(STAGE, planes, Params(method=method, domain=domain))), planes)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("domain", ["linear", "root"])
@pytest.mark.parametrize("level", [-0.004, 0.0, 1e-6, 0.18, 1.7])
def test_flat_areas_stay_flat(method: Method, domain: Literal["linear", "root"], level: float) -> None:
    """No method and no working scale may shift the level of a flat colour, also below black and above white."""
    colour = np.float32(level) * np.array([1.0, 0.7, 0.7, 0.4], np.float32)
    planes = np.broadcast_to(colour[:, None, None], (4, 24, 32)).astype(np.float32)
    out = apply(STAGE, planes, Params(method=method, domain=domain))
    expected = np.broadcast_to(colour[[0, 1, 3], None, None], out.shape)
    np.testing.assert_allclose(out, expected, rtol=2e-6, atol=1e-9)


def band_limited_scene(size: int = 96) -> Array:
    """A zone plate that ends below the Nyquist limit of the mosaic's greens, with a slow colour: no channel is alike."""
    y, x = np.mgrid[0:size, 0:size] / size
    luma = 0.35 + 0.25 * np.cos(np.pi * 0.42 * size * (x * x + y * y) / 2)
    tint = 0.12 * np.stack([np.sin(5 * x), 0 * x, np.cos(4 * y)])
    return luma + tint


def psnr(method: Method, domain: Literal["linear", "root"] = "root") -> float:
    scene = band_limited_scene()
    error = apply(STAGE, sampled(scene), Params(method=method, domain=domain)) - scene
    return float(-10 * np.log10(np.mean(inner(error) ** 2)))


def test_gradient_beats_malvar_beats_bilinear() -> None:
    bilinear, malvar, gradient = (psnr(method) for method in METHODS)
    assert gradient > malvar + 1 > bilinear + 4


def test_gradient_is_exact_on_ramps_of_any_colour() -> None:
    """Every filter is symmetric, every mix a mean: planes that slope each their own way come back whole."""
    y, x = np.mgrid[0:48, 0:64]
    slopes = [(0.3, 0.004, -0.002), (0.5, -0.003, 0.005), (0.2, 0.001, 0.006)]
    scene = np.stack([level + across * x + down * y for level, across, down in slopes])
    out = apply(STAGE, sampled(scene), Params(method="gradient", domain="linear"))
    np.testing.assert_allclose(inner(out), inner(scene), atol=1e-6)


@pytest.mark.parametrize("domain", ["linear", "root"])
@pytest.mark.parametrize("across", [False, True])
@pytest.mark.parametrize("at", [23, 24])
def test_gradient_draws_a_neutral_edge_without_colour(domain: Literal["linear", "root"], across: bool, at: int) -> None:
    """A grey edge along the rows or the columns: the direction that sees no step at all carries all the weight."""
    scene = np.full((3, 48, 48), 0.1)
    if across:
        scene[:, :, at:] = 0.8
    else:
        scene[:, at:, :] = 0.8
    out = inner(apply(STAGE, sampled(scene), Params(method="gradient", domain=domain)))
    np.testing.assert_allclose(out, inner(scene), atol=1e-6)


@pytest.mark.parametrize("domain", ["linear", "root"])
@pytest.mark.parametrize("across", [False, True])
@pytest.mark.parametrize("at", [23, 24])
def test_gradient_lets_no_colour_run_over_an_edge(domain: Literal["linear", "root"], across: bool, at: int) -> None:
    """Two flat colours meet; means of the nearest differences, whatever their greens, were 0.4 off beside the edge."""
    scene = np.empty((3, 48, 48))
    for plane, here, there in zip(scene, (0.6, 0.2, 0.1), (0.1, 0.5, 0.7), strict=True):
        plane[:] = here
        (plane.T if across else plane)[at:] = there
    out = inner(apply(STAGE, sampled(scene), Params(method="gradient", domain=domain)))
    np.testing.assert_allclose(out, inner(scene), atol=0.04)


def test_greens_count_as_alike_within_the_noise_of_the_file() -> None:
    """The allowance grows by the standard deviation of mid grey's green, simulated in the raw's own units."""
    (a, b), gain, rng = (4e-4, 2e-5), 1.5, np.random.default_rng(0)
    raw = 0.18 / gain + rng.normal(0, 1, 200_000) * np.sqrt(a * 0.18 / gain + b)
    known = context(facts=facts(noise=((1e-2, 0.0), (a, b), (1e-2, 0.0))), gains=(2.0, gain, 1.0))
    for domain, values in (("linear", raw * gain), ("root", np.sqrt(raw * gain))):
        plan = STAGE.prepare(Params(domain=domain), known)
        assert plan[2] - STAGE.prepare(Params(domain=domain), context())[2] == pytest.approx(values.std(), rel=0.02)


@pytest.mark.parametrize("domain", ["linear", "root"])
def test_strips_of_a_wide_tile_meet_without_a_seam(domain: Literal["linear", "root"]) -> None:
    """1300 quads are three strips: each has the bits that its columns have on their own."""
    planes, params = random_planes(Domain.MOSAIC, 8, 1300), Params(method="gradient", domain=domain)
    whole = apply(STAGE, planes, params)
    for start in (0, 400, 800):
        part = apply(STAGE, planes[:, :, start : start + 500], params)
        np.testing.assert_array_equal(part[..., 8:-8], whole[..., 2 * start + 8 : 2 * (start + 500) - 8])
