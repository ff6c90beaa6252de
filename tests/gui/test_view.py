"""The view's geometry: no Qt needed."""

from __future__ import annotations

import pytest

from tuner.gui.view import MOST, View


def view(picture=(4000, 3000), pane=(800, 700)) -> View:
    return View().resized(pane).of(picture)


def test_a_new_picture_is_fitted():
    v = view()
    assert v.fitting
    assert v.zoom == pytest.approx(0.2)
    assert v.averaged == (800, 600)
    assert v.origin == (0, 50)


def test_fit_follows_the_pane_and_a_chosen_zoom_does_not():
    assert view().resized((400, 400)).averaged == (400, 300)
    assert view().zoomed(1.0).resized((400, 400)).zoom == 1.0


def test_a_small_picture_is_enlarged_by_a_whole_factor():
    v = view(picture=(64, 48), pane=(500, 500))
    assert v.zoom == 7.0
    assert v.averaged is None


@pytest.mark.parametrize("zoom", [0.31, 1.0, 2.0, 7.0])
def test_zoom_keeps_the_pixel_under_the_pointer(zoom):
    v = view().zoomed(0.5)
    before = v.to_picture(300, 420)
    after = v.zoomed(zoom, 300, 420).to_picture(300, 420)
    assert after == pytest.approx(before, abs=1.01 / min(zoom, 0.5))


@pytest.mark.parametrize("zoom", [0.2, 0.37, 1.0, 3.0])
def test_mapping_is_its_own_inverse(zoom):
    v = view().zoomed(zoom)
    assert v.to_picture(*v.to_pane(1234.5, 77.25)) == pytest.approx((1234.5, 77.25))


def test_every_device_pixel_of_the_painted_picture_is_a_pixel_and_those_beside_it_are_none():
    v = view()
    (left, top), (w, h) = v.origin, v.shown
    assert v.pixel(left, top) == (0, 0)
    assert v.pixel(left + w - 0.01, top + h - 0.01) == (3999, 2999)
    assert v.pixel(left, top - 1) is None
    assert v.pixel(left, top + h) is None


def test_at_one_to_one_a_device_pixel_is_a_picture_pixel():
    v = view().zoomed(1.0)
    x, y = v.pixel(0, 0)
    assert v.pixel(5, 9) == (x + 5, y + 9)


def test_panning_stops_at_the_picture_s_edge():
    v = view().zoomed(1.0).panned(1e6, 1e6)
    assert v.origin == (0, 0)
    v = v.panned(-1e6, -1e6)
    assert v.origin == (800 - 4000, 700 - 3000)


def test_panning_moves_by_device_pixels():
    v = view().zoomed(2.0)
    (x0, y0), (x1, y1) = v.origin, v.panned(30, -14).origin
    assert (x1 - x0, y1 - y0) == (30, -14)


def test_a_picture_smaller_than_the_pane_stays_in_the_middle():
    v = view(picture=(100, 80), pane=(800, 700)).zoomed(1.0).panned(500, 500)
    assert v.origin == (350, 310)


def test_wheel_steps_do_not_skip_one_to_one_and_end_at_fit():
    v, seen = view(), []
    while v.zoom < MOST:
        v = v.stepped(1)
        seen.append(v.zoom)
    assert 1.0 in seen
    assert all(z == int(z) for z in seen if z >= 1)
    for _ in range(60):
        v = v.stepped(-1)
    assert v.fitting
    assert v.averaged == (800, 600)


def test_another_picture_of_the_same_size_is_seen_at_the_same_place():
    v = view().zoomed(2.0).panned(100, 50)
    assert v.of((4000, 3000)) == v
    assert v.of((3000, 4000)).fitting
