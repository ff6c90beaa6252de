"""Scopes: every pixel counted, as NumPy counts it."""

from __future__ import annotations

import numpy as np
import pytest

from tuner.core.display import LUMA
from tuner.core.orient import Rect
from tuner.measure.scopes import KINDS, histogram, scope, skin_line, targets, vectorscope, waveform

AREAS = [None, Rect(0, 0, 1, 1), Rect(3, 5, 30, 17), Rect(70, 40, 5, 1), Rect(1, 0, 2, 61)]


def noise(h: int = 61, w: int = 75, seed: int = 0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    pixels = rng.integers(0, 256, (h, w, 4), dtype=np.uint8)
    pixels[:9, :11] = 0
    pixels[-9:, -11:] = 255
    return pixels


def cut(pixels: np.ndarray, area: Rect | None) -> np.ndarray:
    """(h, w, 3) R, G, B of the area."""
    x, y, w, h = area or Rect(0, 0, pixels.shape[1], pixels.shape[0])
    return pixels[y : y + h, x : x + w, 2::-1].astype(np.int64)


def luma(rgb: np.ndarray, standard: str) -> np.ndarray:
    kr, _, kb = (round(k * 65536) for k in LUMA[standard])
    return (kr * rgb[..., 0] + (65536 - kr - kb) * rgb[..., 1] + kb * rgb[..., 2] + 32768) >> 16


@pytest.mark.parametrize("standard", ["601", "709"])
@pytest.mark.parametrize("area", AREAS)
def test_a_histogram_is_numpy_s(area, standard):
    pixels = noise()
    found, rgb = histogram(pixels, area, standard), cut(pixels, area)
    planes = [*np.moveaxis(rgb, 2, 0), luma(rgb, standard)]
    for counts, plane in zip(found.counts, planes, strict=True):
        assert np.array_equal(counts, np.histogram(plane, np.arange(257))[0])
        assert counts.sum() == rgb.shape[0] * rgb.shape[1]


def test_luma_is_the_standard_s_within_half_a_code():
    rgb = cut(noise(), None)
    for standard, weights in LUMA.items():
        assert np.abs(luma(rgb, standard) - rgb @ np.array(weights)).max() < 0.503


@pytest.mark.parametrize("area", AREAS)
def test_a_parade_is_a_histogram_of_each_column(area):
    pixels = noise()
    found, rgb = waveform(pixels, area, parade=True, columns=20), cut(pixels, area)
    w = rgb.shape[1]
    columns = min(20, w)
    assert found.counts.shape == (3, 256, columns)
    at = np.broadcast_to(np.arange(w) * columns // w, rgb.shape[:2]).reshape(-1)
    for counts, plane in zip(found.counts, np.moveaxis(rgb, 2, 0), strict=True):
        wanted = np.histogram2d(plane.reshape(-1), at, [np.arange(257), np.arange(columns + 1)])[0]
        assert np.array_equal(counts, wanted)


def test_the_waveform_s_columns_add_up_to_the_histogram_of_luma():
    pixels = noise()
    found = waveform(pixels)
    assert found.counts.shape == (1, 256, 75)
    assert np.array_equal(found.counts[0].sum(axis=1), histogram(pixels).counts[3])
    assert (found.counts[0].sum(axis=0) == 61).all()


@pytest.mark.parametrize("standard", ["601", "709"])
@pytest.mark.parametrize("area", AREAS)
def test_a_vectorscope_counts_the_standard_s_differences(area, standard):
    pixels = noise()
    found, rgb = vectorscope(pixels, area, standard).counts, cut(pixels, area)
    assert found.sum() == rgb.shape[0] * rgb.shape[1]
    kr, kg, kb = LUMA[standard]
    y = rgb @ np.array([kr, kg, kb])
    cb, cr = (rgb[..., 2] - y) / (2 * (1 - kb)) + 128, (rgb[..., 0] - y) / (2 * (1 - kr)) + 128
    sums = (found * np.arange(256)).sum(), (found * np.arange(256)[:, None]).sum()
    n = y.size
    assert sums[0] / n == pytest.approx(cb.mean(), abs=0.5)
    assert sums[1] / n == pytest.approx(cr.mean(), abs=0.5)
    near = np.zeros_like(found, dtype=bool)  # every count stands where the exact value rounds to, or next to it
    for a in (-0.01, 0.01):
        for b in (-0.01, 0.01):
            near[np.rint(cr + a).clip(0, 255).astype(int), np.rint(cb + b).clip(0, 255).astype(int)] = True
    assert not found[~near].any()


def test_greys_lie_exactly_in_the_middle_of_the_vectorscope_and_on_their_own_code():
    greys = np.repeat(np.arange(256, dtype=np.uint8)[:, None, None], 4, axis=2)
    for standard in LUMA:
        found = vectorscope(greys, None, standard).counts
        assert found[128, 128] == 256
        assert (histogram(greys, None, standard).counts == 1).all()


@pytest.mark.parametrize("standard", ["601", "709"])
def test_bars_hit_their_targets(standard):
    names = {"R": (1, 0, 0), "Yl": (1, 1, 0), "G": (0, 1, 0), "Cy": (0, 1, 1), "B": (0, 0, 1), "Mg": (1, 0, 1)}
    for name, at in targets(standard).items():
        pixel = np.zeros((1, 1, 4), np.uint8)
        pixel[0, 0, 2::-1] = np.array(names[name]) * 191.25 + 0.5
        cr, cb = np.argwhere(vectorscope(pixel, None, standard).counts)[0]
        assert (cb, cr) == pytest.approx(at, abs=0.75)


def test_published_targets():
    """Rec.709 75 % red: Y' .159, Cb -.086, Cr .375 (BT.709-6 item 3.3 with R = .75)."""
    cb, cr = targets("709")["R"]
    assert ((cb - 128) / 255, (cr - 128) / 255) == pytest.approx((-0.2126 * 0.75 / 1.8556, 0.375), abs=1e-4)


def test_the_skin_line_lies_between_red_and_yellow():
    cb, cr = skin_line()
    angle = np.degrees(np.arctan2(cr - 128, cb - 128))
    assert angle == pytest.approx(123)
    red, yellow = (np.degrees(np.arctan2(y - 128, x - 128)) for x, y in (targets()["R"], targets()["Yl"]))
    assert red < angle < yellow


@pytest.mark.parametrize("area", [Rect(0, 0, 76, 1), Rect(-1, 0, 2, 2), Rect(0, 0, 0, 4), Rect(0, 60, 4, 2)])
@pytest.mark.parametrize("kind", KINDS)
def test_an_area_outside_is_refused(kind, area):
    with pytest.raises(ValueError, match="inside 75 x 61"):
        scope(kind, noise(), area)


def test_only_pixels_are_counted():
    with pytest.raises(ValueError, match="uint8 pixels"):
        histogram(np.zeros((4, 4, 3), np.uint8))
