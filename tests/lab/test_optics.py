"""Lens, sensor and light, each against a formula or a library that the lab does not use."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import ndimage, stats

from tuner.lab.cameras import CAMERAS
from tuner.lab.expose import light_on_sensor
from tuner.lab.lens import Lens
from tuner.lab.lights import LabError, light_names, mean_of, sides_of, spectrum_of
from tuner.lab.noise import draw_poisson
from tuner.lab.order import Knobs, Order, size_of
from tuner.lab.sensor import pattern_of, shaded
from tuner.lab.shoot import Studio, shots
from tuner.lab.spectra import Scene
from tuner.lab.tables import EFFICACY, STEP, colour_science, observer, wavelengths
from tuner.lab.truth import seen_at


def test_every_light_is_one_lux() -> None:
    for name in (*light_names(), "2700K", "D5000K", "A:0.3+D65:0.7"):
        power = spectrum_of(name)
        assert EFFICACY * STEP * float(power @ observer()[:, 1]) == pytest.approx(1.0)
        assert power.min() >= 0, name


@pytest.mark.parametrize(("name", "kelvin"), [("2700K", 2700), ("D5000K", 5000), ("D65", 6504), ("A", 2856)])
def test_a_light_has_its_temperature(name: str, kelvin: float) -> None:
    """Within what the range of 400 to 700 nm leaves out at the red end."""
    assert Scene(name).temperature == pytest.approx(kelvin, rel=0.005)


def test_a_blackbody_is_plancks() -> None:
    colour = colour_science()
    expected = colour.sd_blackbody(3200, colour.SpectralShape(400, 700, 5)).values
    found = spectrum_of("3200K")
    np.testing.assert_allclose(found / found[0], expected / expected[0], rtol=1e-4)


def test_mixed_lights_add_by_illuminance() -> None:
    np.testing.assert_allclose(
        spectrum_of("A:3+D65:1"), 0.75 * spectrum_of("A") + 0.25 * spectrum_of("D65"), rtol=1e-12
    )


@pytest.mark.parametrize("light", ["A+D65|TL84", "A:2 + D65:6|D65:3+FL2", "A:0.3|D65", "A|D65"])
def test_the_stated_white_of_a_two_sided_light_is_the_mean_of_its_sides(light: str) -> None:
    """Each side is one lux, however many lights it is mixed of."""
    studio = Studio(Order(Knobs(chart="flat"), light, 64, 64))
    left, right = (spectrum_of(side) for side in sides_of(light))
    np.testing.assert_allclose(studio.scene.light, (left + right) / 2, rtol=1e-12)


def test_sides_of_one_light_each_keep_their_bytes() -> None:
    """The same seed gives the same file: their mean is made as it always was."""
    assert mean_of(("A", "D65")) == "A+D65"
    assert mean_of(("2700K", "D5000K")) == "2700K+D5000K"


@pytest.mark.parametrize("text", ["D66", "A|D65|E", "A:-1", "A:x", "500K", "D3000K", ""])
def test_what_is_no_light_is_said(text: str) -> None:
    with pytest.raises(LabError):
        sides_of(text)


def test_the_exposure_follows_the_photometric_equation() -> None:
    """Electrons of a white, integrated here photon by photon from lux, aperture, area and quantum efficiency."""
    camera = CAMERAS["phone"]
    lux_on_sensor = 100.0 * camera.transmission / (4 * camera.aperture**2)
    power = spectrum_of("D65") * lux_on_sensor * (camera.pixel_um * 1e-6) ** 2  # W / nm
    peak = wavelengths()[camera.sensitivities.max(axis=1).argmax()]
    efficiency = camera.sensitivities[:, 1]
    energy = 6.62607015e-34 * 299792458.0 / (peak * 1e-9)
    expected = float((power * efficiency).sum() * STEP * camera.quantum_efficiency / energy)
    assert 100 * Scene("D65", camera).electrons_per_lux_second == pytest.approx(expected, rel=1e-9)
    # a lux second of white light is about 1e4 photons a square micrometre, a green pixel counts a sixth to a third
    assert 1000 < expected / lux_on_sensor / camera.pixel_um**2 < 4000


@pytest.mark.parametrize("mean", [0.3, 4.0, 9.99, 10.01, 60.0, 5000.0])
def test_arrivals_are_poisson(mean: float) -> None:
    """Moments, and the distribution by a chi-square test against scipy's."""
    n = 200_000
    found = np.empty(n)
    draw_poisson(np.full(n, mean), 11, found)
    assert found.mean() == pytest.approx(mean, abs=5 * math.sqrt(mean / n))
    assert found.var() == pytest.approx(mean, rel=0.02)
    edges = np.unique(stats.poisson.ppf(np.linspace(0.02, 0.98, 30), mean))
    expected = n * np.diff(np.concatenate([[0], stats.poisson.cdf(edges, mean), [1]]))
    counts = np.bincount(np.searchsorted(edges, found), minlength=len(edges) + 1)
    keep = expected > 5
    chi = ((counts[keep] - expected[keep]) ** 2 / expected[keep]).sum()
    assert stats.chi2.sf(chi, keep.sum() - 1) > 1e-4


@pytest.mark.parametrize("distortion", [-0.12, 0.06])
def test_dots_are_seen_where_the_truth_says(distortion: float) -> None:
    """Centroids of rendered dots in the green channel; red ones lie farther out by the lateral CA."""
    ca = 2.0
    order = Order(Knobs(chart="dots", distortion=distortion, lateral_ca=ca, blur=0.6, noise=False), "D65", 480, 360)
    studio = Studio(order)
    light = light_on_sensor(studio.page, studio.scenes[0].response(studio.page.reflectances), order.lens)
    corner = math.hypot(480, 360) / 2
    for x, y in studio.page.truth["dots"]["middles"][::7]:
        u, v = seen_at(studio, 0, x, y)
        if not (14 < u < 466 and 14 < v < 346):
            continue
        centres = [_centroid(light[c], u, v) for c in (0, 1)]
        assert centres[1] == pytest.approx((u, v), abs=0.04)
        out = math.hypot(u - 240, v - 180)
        apart = math.hypot(centres[0][0] - 240, centres[0][1] - 180) - out
        assert apart == pytest.approx(ca * out / corner, abs=0.06)
    ideal = 240 + 240 / (1 + distortion), 180 + 180 / (1 + distortion)
    assert seen_at(studio, 0, *ideal) == pytest.approx(
        (480, 360), abs=1e-6
    )  # the corner is D farther out than it should be


def _centroid(plane: np.ndarray, u: float, v: float) -> tuple[float, float]:
    reach = 12
    x0, y0 = round(u) - reach, round(v) - reach
    part = plane[y0 : y0 + 2 * reach, x0 : x0 + 2 * reach].astype(float)
    y, x = ndimage.center_of_mass(part.max() - part)
    return x + x0 + 0.5, y + y0 + 0.5


def test_shading_and_flare_are_as_stated() -> None:
    planes = np.ones((3, 301, 401), np.float32)
    lens = Lens(falloff=0.4, falloff_red=0.1, flare=0.08)
    shaded(planes, lens)
    middle, corner = planes[:, 150, 200], planes[:, 0, 0]
    np.testing.assert_allclose(middle, 1.0, rtol=1e-4)  # a share of 1 everywhere stays 1
    np.testing.assert_allclose((corner - 0.08) / 0.92, np.array([0.6 * 0.9, 0.6, 0.6]), rtol=0.01)
    half = lens.shading(np.array(0.25))
    tangent = (1 / 0.6**0.25) ** 2 - 1  # cos^4 at the corner is 0.6
    assert half[1] == pytest.approx(math.cos(math.atan(0.5 * math.sqrt(tangent))) ** 4)


def test_flicker_is_the_mean_over_each_rows_exposure() -> None:
    order = Order(Knobs(flicker=0.3, exposure=1 / 250, lux=500.0), "D65", 64, 256)
    studio = Studio(order)
    gain = studio.line_gain(0)
    assert gain is not None
    for row in (0, 100, 255):
        t = row / 256 * order.knobs.readout + np.linspace(0, 1 / 250, 20001)
        assert gain[row] == pytest.approx(float(np.mean(1 + 0.3 * np.cos(2 * np.pi * 100 * t))), abs=1e-4)


def test_a_quad_mosaic_is_blocks_of_one_colour() -> None:
    colours = np.array(list("RGB"))[pattern_of("quad")]
    assert ["".join(row) for row in colours] == ["RRGG", "RRGG", "GGBB", "GGBB"]
    shot = next(shots(Order(Knobs(chart="flat", cfa="quad", noise=False), "A", 64, 64)))
    np.testing.assert_allclose(shot.mosaic[:2, :2], shot.mosaic[0, 0])
    assert len(np.unique(shot.mosaic)) == 3


def test_a_burst_moves_and_its_noise_changes() -> None:
    """Frames shift by the pan; pixels differ in noise but share the fixed pattern; the first is the single shot."""
    knobs = {"chart": "scene", "pan_x": 3.0, "camera": "phone"}
    single = next(shots(Order(Knobs(**knobs), "D65", 160, 120)))  # type: ignore[arg-type]
    frames = list(shots(Order(Knobs(frames=3, **knobs), "D65", 160, 120)))  # type: ignore[arg-type]
    np.testing.assert_array_equal(frames[0].mosaic, single.mosaic)
    a, b = frames[0].linear[1], frames[2].linear[1]
    lag = [np.abs(a[:, 20:-40] - b[:, 20 + d : b.shape[1] - 40 + d]).mean() for d in range(12)]
    assert int(np.argmin(lag)) == 6
    still = list(shots(Order(Knobs(frames=2, chart="flat"), "D65", 64, 64)))
    assert (still[0].mosaic != still[1].mosaic).mean() > 0.5
    np.testing.assert_array_equal(still[0].linear, still[1].linear)


@pytest.mark.parametrize(("text", "size"), [("12MP", (4000, 3000)), ("3MP", (2000, 1500)), ("640x480", (640, 480))])
def test_sizes(text: str, size: tuple[int, int]) -> None:
    assert size_of(text) == size


@pytest.mark.parametrize("text", ["12", "0MP", "9999MP", "x", "1x1", "-3MP"])
def test_what_is_no_size_is_said(text: str) -> None:
    with pytest.raises(LabError):
        Order(Knobs(), "D65", *size_of(text))


def test_too_little_light_is_said() -> None:
    with pytest.raises(LabError, match="lux"):
        next(shots(Order(Knobs(lux=0.01, iso=25.0), "D65", 32, 32)))
