"""Demosaic against independent references on the full mosaic, and what a demosaic must keep."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.ndimage import convolve

from tests.support import apply, random_planes
from tuner.core.domain import Domain
from tuner.stages.demosaic import STAGE, Params

Array = NDArray[np.float64]
Method = Literal["bilinear", "malvar", "menon"]
METHODS: tuple[Method, ...] = ("bilinear", "malvar", "menon")


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
    """Random planes of whole 1/256: menon's comparisons are then exact in float32 as in float64."""
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


def menon_reference(m: Array) -> Array:
    """Menon, Andriani, Calvagno (2007) step by step on the full-resolution mosaic."""

    def along(a: Array, taps: list[float], rows: bool) -> Array:
        return convolve(a, np.array([taps]) if rows else np.array([taps]).T, mode="mirror")

    red, is_green, blue = sites(m.shape)
    red_row = np.indices(m.shape)[0] % 2 == 0
    candidates, gradients = [], []
    weights = np.array([[1, 0, 1], [0, 1, 0], [3, 0, 3], [0, 1, 0], [1, 0, 1]], float)
    for rows in (True, False):
        g = np.where(is_green, m, along(m, [-0.25, 0.5, 0.5, 0.5, -0.25], rows))
        step = np.abs(along(m - g, [1, 0, -1], rows))  # |C(x + 1) - C(x - 1)|, between two sites of one colour
        candidates.append(g)
        gradients.append(convolve(step, weights if rows else weights.T, mode="mirror"))
    rows_win = gradients[1] >= gradients[0]
    g = np.where(rows_win, *candidates)

    def best(a: Array, taps: list[float]) -> Array:
        return np.where(rows_win, along(a, taps, True), along(a, taps, False))

    half, third = [0.5, 0, 0.5], [1 / 3] * 3
    at_greens = lambda d, rows: along(d, half, rows)  # noqa: E731
    rg, bg = m - g, m - g  # valid at their own sites
    r = np.select([red, red_row & is_green, is_green], [m, g + at_greens(rg, True), g + at_greens(rg, False)])
    b = np.select([blue, ~red_row & is_green, is_green], [m, g + at_greens(bg, True), g + at_greens(bg, False)])
    r, b = np.where(blue, b + best(r - b, half), r), np.where(red, r - best(r - b, half), b)
    # refining
    g = np.select([red, blue], [m - best(r - g, third), m - best(b - g, third)], g)
    rg, bg = r - g, b - g
    r = np.select([is_green & red_row, is_green], [g + at_greens(rg, True), g + at_greens(rg, False)], r)
    b = np.select([is_green & ~red_row, is_green], [g + at_greens(bg, True), g + at_greens(bg, False)], b)
    rb = best(r - b, third)
    return np.stack([np.where(blue, b + rb, r), g, np.where(red, r - rb, b)])


REFERENCES = {"bilinear": bilinear_reference, "malvar": malvar_reference, "menon": menon_reference}


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


def test_menon_beats_malvar_beats_bilinear() -> None:
    bilinear, malvar, menon = (psnr(method) for method in METHODS)
    assert menon > malvar + 1 > bilinear + 4


@pytest.mark.parametrize("across", [False, True])
def test_menon_draws_a_neutral_edge_without_colour(across: bool) -> None:
    """A grey edge along the rows or the columns: one direction sees no step at all, and it must be the one chosen."""
    scene = np.full((3, 48, 48), 0.1)
    if across:
        scene[:, :, 24:] = 0.8
    else:
        scene[:, 24:, :] = 0.8
    out = inner(apply(STAGE, sampled(scene), Params(method="menon")))
    np.testing.assert_allclose(out, inner(scene), atol=1e-6)
