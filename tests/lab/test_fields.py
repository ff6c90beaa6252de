"""What changes across the picture changes without seams; what ends, ends where it should."""

from __future__ import annotations

import numpy as np
import pytest

from tuner.lab import expose
from tuner.lab.charts_sharp import add_leaves
from tuner.lab.expose import light_on_sensor
from tuner.lab.leaves import Leaves
from tuner.lab.lens import Lens
from tuner.lab.order import Knobs, Order
from tuner.lab.page import Page, Star
from tuner.lab.shoot import Studio, shots


@pytest.mark.parametrize("lens", [Lens(blur=1.0, blur_corner=4.0), Lens("disc", 0.8, 2.5)])
def test_a_spread_that_grows_outwards_has_no_steps(lens: Lens, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tiles, each mixed of two spreads, are what much smaller tiles are."""
    page = Page(192, 160)
    dark, light = page.grey(0.1), page.grey(0.9)
    page.add(Star(96.0, 80.0, 140.0, 24, 0.0, False, dark, light))
    rgb = np.array([[0.1] * 3, [0.9] * 3])
    found = light_on_sensor(page, rgb, lens)
    monkeypatch.setattr(expose, "SIDE", 4)
    told = light_on_sensor(page, rgb, lens)
    assert abs(found - told).max() < 0.025
    assert abs(found - told).mean() < 0.002
    for n in (16, 32, 64, 128):  # at the tiles' rims no more than elsewhere
        step = abs(np.diff(found - told, axis=2)).mean(axis=(0, 1))
        assert step[n - 1] < 2 * step.mean() + 1e-4


@pytest.mark.parametrize("distortion", [0.0, -0.15, 0.1])
def test_leaves_end_at_their_rectangle(distortion: float) -> None:
    """By a pixel, also where a lens bends it; outside is the background and inside none of it is left bare."""
    page = Page(240, 180)
    page.background = page.grey(0.9)
    left, top, right, bottom = 40.0, 30.0, 190.0, 150.0
    add_leaves(page, (left, top, right, bottom), Leaves(3.0, 20.0), 5, coloured=False)
    rgb = np.repeat(page.reflectances[:, :1], 3, axis=1)
    lens = Lens(distortion=distortion)
    found = light_on_sensor(page, rgb, lens)[1]
    corner = np.hypot(240, 180) / 2
    u, v = np.arange(240)[None] + 0.5 - 120, np.arange(180)[:, None] + 0.5 - 90
    scale = lens.scale(1, (u * u + v * v) / corner**2, corner)
    x, y = u * scale + 120, v * scale + 90
    inside = np.minimum(np.minimum(x - left, right - x), np.minimum(y - top, bottom - y))  # pixels from the border
    np.testing.assert_allclose(found[inside < -2.5], 0.9, atol=1e-3)  # 4 standard deviations off
    assert (found[inside > 2.5] < 0.89).mean() > 0.99
    border = found[abs(inside) < 0.6]
    assert 0.5 < border.mean() < 0.8  # half of it is the background


@pytest.mark.parametrize("chart", ["leaves", "natural"])
def test_a_camera_that_moves_sees_no_end(chart: str) -> None:
    """Beyond the frame the scene goes on: a pan changes what is seen and not how light its rim is."""
    order = Order(Knobs(chart=chart, pan_x=-12.0, pan_y=-9.0, frames=2, noise=False), width=240, height=180)
    first, second = (shot.linear for shot in shots(order))
    for rim in (np.s_[:, -6:, :], np.s_[:, :, -6:]):
        assert second[rim].mean() == pytest.approx(first[rim].mean(), rel=0.3)
        assert second[rim].std() > 0.3 * first[rim].std()
    assert Studio(order).page.truth.get("leaves", [{"bounds": (0, 0, 240, 180)}])[0]["bounds"] == (0, 0, 240, 180)


@pytest.mark.parametrize("radius", [5.0, 9.0, 14.0])
def test_a_wide_disc_hides_what_fewer_cells_miss(radius: float, monkeypatch: pytest.MonkeyPatch) -> None:
    page = Page(96, 80)
    dark, light = page.grey(0.1), page.grey(0.9)
    page.add(Star(48.0, 40.0, 60.0, 24, 0.0, False, dark, light))
    rgb, lens = np.array([[0.1] * 3, [0.9] * 3]), Lens("disc", radius)
    assert lens.cells < 4
    found = light_on_sensor(page, rgb, lens)
    monkeypatch.setattr(Lens, "cells", 4)
    told = light_on_sensor(page, rgb, lens)
    assert abs(found - told).max() < 0.004
    assert abs(found - told).mean() < 5e-4
