"""What the lab promises: colours, noise, sharpness and texture are those of the truth, and the seed decides all."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tuner.lab.cameras import CAMERAS
from tuner.lab.catalogue import CHARTS
from tuner.lab.charts_sharp import add_leaves
from tuner.lab.expose import light_on_sensor
from tuner.lab.leaves import Leaves
from tuner.lab.lens import Lens
from tuner.lab.order import Knobs, Order
from tuner.lab.page import Page, Polygon
from tuner.lab.sensor import Exposure, expose
from tuner.lab.shoot import Shot, Studio, shots
from tuner.lab.spectra import Scene
from tuner.lab.tables import colour_science
from tuner.lab.truth import truth_of
from tuner.lab.write import write_linear, write_shot

SIZE = {"width": 480, "height": 360}


def one(illuminant: str = "D65", **knobs: Any) -> Shot:
    return next(shots(Order(Knobs(**knobs), illuminant, **SIZE)))


@pytest.mark.parametrize("camera", ["nikon5100", "sigma_merrill", "phone"])
@pytest.mark.parametrize("illuminant", ["D65", "A"])
def test_patches_read_through_rawpy_are_the_spectral_ones(camera: str, illuminant: str, tmp_path: Path) -> None:
    """Reflectance x light x sensitivity, integrated here in another way, within 0.001 of what LibRaw decodes."""
    import rawpy

    shot = one(illuminant, camera=camera, noise=False)
    write_shot(tmp_path / "shot.dng", shot)
    expected = independent_patches(camera, illuminant) * shot.truth["exposure"]["white_over_saturation"]
    with rawpy.imread(str(tmp_path / "shot.dng")) as raw:
        mosaic = raw.raw_image_visible.astype(float)
        black, white = raw.black_level_per_channel[0], raw.white_level
        colours = raw.raw_colors_visible
    np.testing.assert_array_equal(mosaic, shot.mosaic)
    for patch, colour in zip(shot.truth["charts"][0]["patches"], expected, strict=True):
        box = np.s_[round(patch["y"]) + 8 : round(patch["y"] + patch["h"]) - 8,
                    round(patch["x"]) + 8 : round(patch["x"] + patch["w"]) - 8]  # fmt: skip
        share = (mosaic[box] - black) / (white - black)
        found = [share[np.isin(colours[box], planes)].mean() for planes in ([0], [1, 3], [2])]
        np.testing.assert_allclose(found, colour, atol=1e-3)
        np.testing.assert_allclose(found, patch["raw"], atol=1e-3)


def test_patches_under_two_lights_are_those_of_the_light_where_they_stand() -> None:
    shot = one("A|D65", noise=False)
    for patch in shot.truth["charts"][0]["patches"]:
        middle = round(patch["y"] + patch["h"] / 2), round(patch["x"] + patch["w"] / 2)
        np.testing.assert_allclose(shot.linear[:, *middle], patch["raw"], atol=2e-3)
    assert [side["name"] for side in shot.truth["illuminant"]["sides"]] == ["A", "D65"]


def independent_patches(camera: str, illuminant: str) -> NDArray[np.float64]:
    """(24, 3) by trapezoid over colour-science's own spectra at 1 nm, white's largest 1."""
    colour = colour_science()
    shape = colour.SpectralShape(400, 700, 1)
    light = colour.SDS_ILLUMINANTS[illuminant].copy().align(shape).values
    table = CAMERAS[camera].table
    if table:
        sensitivity = colour.MSDS_CAMERA_SENSITIVITIES[table].copy().align(shape).values
    else:
        grid = np.arange(400, 705, 5)
        sensitivity = np.stack([np.interp(shape.range(), grid, s) for s in CAMERAS[camera].sensitivities.T], axis=1)
    chart = colour.SDS_COLOURCHECKERS["ColorChecker N Ohta"].values()
    patches = np.stack([r.copy().align(shape).values for r in chart])
    response = np.trapezoid((patches * light)[..., None] * sensitivity, axis=1)
    return np.asarray(response / np.trapezoid(light[:, None] * sensitivity, axis=0).max())


@pytest.mark.parametrize("iso", [100.0, 1600.0])
def test_the_photon_transfer_slope_is_the_gain(iso: float) -> None:
    """Variance against mean over levels of light, from pairs of frames so that the fixed pattern drops out."""
    camera = CAMERAS["nikon5100"]
    levels = np.linspace(0.05, 0.8, 8)
    means, variances = [], []
    for i, level in enumerate(levels):
        planes = np.full((3, 256, 256), level, np.float32)
        pair = [expose(planes, camera, Exposure(iso, 0.01, seed)).astype(float) for seed in (10 * i, 10 * i + 1)]
        a, b = (frame[good_pixels(frame)] for frame in (pair[0], pair[1]))
        means.append((a.mean() + b.mean()) / 2 - camera.black)
        difference = (pair[0] - pair[1])[good_pixels(pair[0])]
        variances.append(difference.var() / 2)
    slope, offset = np.polyfit(means, variances, 1, w=1 / np.array(means))
    assert slope == pytest.approx(camera.gain(iso), rel=0.01)
    a, b = camera.noise(iso, camera.dark_current * 0.01)
    span = camera.white - camera.black
    assert slope / span == pytest.approx(a, rel=0.01)
    assert offset / span**2 == pytest.approx(b, rel=0.5, abs=3e-8)


def good_pixels(frame: NDArray[Any]) -> NDArray[np.bool_]:
    """Without what is far off the rest."""
    middle = np.median(frame)
    return np.asarray(abs(frame - middle) < 8 * 1.4826 * np.median(abs(frame - middle)))


def test_dark_noise_is_the_cameras() -> None:
    """Read noise with what comes behind the gain, row noise, and an offset that stays from frame to frame."""
    camera = CAMERAS["phone"]
    planes = np.zeros((3, 512, 512), np.float32)
    frames = [expose(planes, camera, Exposure(400, 0.0, seed)).astype(float) for seed in range(4)]
    gain = camera.gain(400)
    good = np.all([good_pixels(f) for f in frames], axis=0)
    difference = (frames[0] - frames[1])[good] / gain
    assert difference.std() / 2**0.5 == pytest.approx(camera.temporal_noise(400), rel=0.02)
    rows = (frames[0] - frames[1]).mean(axis=1) / gain
    own = camera.temporal_noise(400) ** 2 - camera.row_noise**2
    assert rows.var() / 2 == pytest.approx(camera.row_noise**2 + own / 512, rel=0.2)
    fixed = np.cov((frames[0] / gain)[good], (frames[2] / gain)[good])[0, 1]
    assert fixed == pytest.approx(camera.dsnu**2, rel=0.1)


@pytest.mark.parametrize("lens", [Lens(), Lens(blur=0.9), Lens("disc", 1.5), Lens(blur=0.0)])
def test_a_rendered_edge_has_the_analytic_mtf(lens: Lens) -> None:
    """The edge-spread function, oversampled along the known normal and differentiated, against sinc x spread."""
    degrees, n, reach, fine = 5.0, 600, 12.0, 32
    nx, ny = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    page = Page(128, n)
    page.background = page.grey(0.2)
    offset = -(nx * 64 + ny * n / 2)
    page.add(Polygon(((nx, ny, offset),), page.grey(0.8)))
    picture = light_on_sensor(page, np.stack([page.reflectances[:, 0]] * 3, axis=1), lens)[1]
    y, x = np.mgrid[0:n, 0:128] + 0.5
    distance = (nx * x + ny * y + offset).ravel()
    order = np.argsort(distance)
    at = np.arange(-reach, reach, 1 / fine)
    edge = np.interp(at, distance[order], picture.ravel()[order].astype(float))
    f = np.arange(0.05, 0.51, 0.05)
    found = np.abs(np.exp(-2j * np.pi * f[:, None] * at[:-1]) @ (np.diff(edge) / 0.6)) / np.sinc(f / fine)
    # a disc's spread has no end in frequency, so it is less exact on any grid
    np.testing.assert_allclose(
        found, np.abs(lens.mtf(f, degrees)), rtol=0.005, atol=1e-4 if lens.psf == "gaussian" else 2e-3
    )


def test_dead_leaves_have_the_spectrum_of_their_law() -> None:
    """Power spectrum, ring by ring, within 5 % of the closed form times the lens' MTF squared."""
    n, law, lens = 512, Leaves(3.0, 15.0), Lens()
    rings = np.arange(0.04, 0.37, 0.04)
    f = np.fft.fftfreq(n)
    radius = np.hypot(f[:, None], f[None])
    ring = np.digitize(radius, rings)
    found = np.zeros((n, n))
    seeds = range(5)
    variance = 0.0
    for seed in seeds:
        page = Page(n, n)
        page.background = page.grey(0.4)
        add_leaves(page, (0, 0, n, n), law, seed, coloured=False)
        grey = page.reflectances[:, 0]
        variance = float(grey[page.truth["leaves"][0]["materials"]].var())
        picture = light_on_sensor(page, np.stack([grey] * 3, axis=1), lens)[1].astype(float)
        window = np.outer(np.hanning(n), np.hanning(n))
        power = np.abs(np.fft.fft2((picture - picture.mean()) * window)) ** 2
        found += power / (window**2).sum() / len(seeds)
    across = np.geomspace(0.01, 0.5, 60)
    expected = np.exp(
        np.interp(np.log(np.maximum(radius, 0.01)), np.log(across), np.log(law.spectrum(across, variance)))
    )
    expected *= np.outer(lens.mtf(f), lens.mtf(f)) ** 2
    for i in range(1, len(rings)):
        assert found[ring == i].mean() == pytest.approx(expected[ring == i].mean(), rel=0.05), rings[i]


def test_the_chance_of_one_leaf_is_what_is_drawn() -> None:
    """Covariance at a distance, counted from random discs in plain NumPy, is the law's."""
    law, rng, d = Leaves(2.0, 20.0), np.random.default_rng(4), 5.0
    same, trials = 0, 4000
    for _ in range(trials):
        # leaves fall until both points are covered; the first one from the top that covers either decides
        while True:
            r = law.radii(1, rng)[0]
            x, y = rng.uniform(-20, 25), rng.uniform(-20, 20)
            first, second = x * x + y * y < r * r, (x - d) ** 2 + y * y < r * r
            if first or second:
                same += first and second
                break
    expected = law.together(np.array([d]))[0]
    assert same / trials == pytest.approx(expected, abs=4 * (expected * (1 - expected) / trials) ** 0.5)


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    """Also with another number of threads; another seed gives others."""
    order = Order(Knobs(chart="scene", iso=800.0), "D65", 320, 240)
    digests = []
    for i, (threads, seed) in enumerate(((1, 7), (2, 7), (1, 8))):
        shot = next(shots(Order(order.knobs.model_copy(update={"seed": seed}), "D65", 320, 240), threads))
        write_shot(tmp_path / f"{i}.dng", shot)
        digests.append(hashlib.sha256((tmp_path / f"{i}.dng").read_bytes()).hexdigest())
    assert digests[0] == digests[1] != digests[2]


def test_the_linear_picture_is_the_raw_without_noise(tmp_path: Path) -> None:
    """Sample by sample, within the rounding to a code; the file holds the same numbers."""
    from tuner.files.picture import read_picture

    shot = one(chart="scene", noise=False, falloff=0.3, flare=0.05, cfa="GBRG")
    camera = CAMERAS["nikon5100"]
    colour = np.tile(np.array([[1, 2], [0, 1]]), (180, 240))
    expected = np.take_along_axis(shot.linear, colour[None], 0)[0]
    seen = (shot.mosaic.astype(float) - camera.black) / (camera.white - camera.black)
    np.testing.assert_allclose(seen, np.minimum(expected, 1), atol=0.51 / (camera.white - camera.black))
    write_linear(tmp_path / "truth.tif", shot.linear)
    np.testing.assert_array_equal(np.moveaxis(read_picture(tmp_path / "truth.tif").pixels, 2, 0), shot.linear)


@pytest.mark.parametrize("chart", sorted(CHARTS))
def test_every_chart_is_finite_and_keeps_its_level(chart: str) -> None:
    studio = Studio(Order(Knobs(chart=chart), "D65", 256, 192))  # type: ignore[arg-type]
    light = studio.light(0, 1, None)
    assert np.isfinite(light).all()
    assert light.min() >= 0
    assert chart == "dark" or 0.02 < light[1].mean() < 0.5


def test_a_flat_page_stays_flat_through_the_lens() -> None:
    page = CHARTS["flat"](200, 150, 0)
    rgb = Scene("D65").response(page.reflectances)
    light = light_on_sensor(page, rgb, Lens(blur=1.3, distortion=-0.1, lateral_ca=2))
    np.testing.assert_allclose(light, np.broadcast_to(rgb[0][:, None, None], light.shape), rtol=1e-6)


@pytest.mark.parametrize("chart", sorted(CHARTS))
def test_every_truth_is_plain_json(chart: str) -> None:
    studio = Studio(Order(Knobs(chart=chart), "A|D65", 256, 192))  # type: ignore[arg-type]
    assert json.loads(json.dumps(truth_of(studio, 0), allow_nan=False))["order"]["chart"] == chart
