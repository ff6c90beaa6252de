"""Alignment against known truth: band-limited pictures that were shifted, scaled and cut exactly."""

from __future__ import annotations

import math
from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from skimage.registration import phase_cross_correlation

from tuner.compare.align import AlignError, align
from tuner.compare.align_refine import Placement
from tuner.compare.resample import resampled
from tuner.core.orient import Rect
from tuner.files.picture import Picture

HEIGHT, WIDTH = 240, 320
Plane = NDArray[np.float64]


@cache
def spectrum(seed: int = 1, limit: float = 0.35) -> NDArray[np.complex128]:
    """A picture with a natural fall of detail (1/f) and none above `limit` cycles a pixel."""
    noise = np.fft.rfft2(np.random.default_rng(seed).normal(size=(HEIGHT, WIDTH)))
    r = np.hypot(np.fft.fftfreq(HEIGHT)[:, None], np.fft.rfftfreq(WIDTH)[None])
    return noise * (r < limit) / np.maximum(r, 0.01)


def moved(dx: float, dy: float, seed: int = 1) -> Plane:
    """The picture moved right and down, exactly (by the shift theorem); 0..1, mean 0.5."""
    turn = np.exp(-2j * np.pi * (np.fft.fftfreq(HEIGHT)[:, None] * dy + np.fft.rfftfreq(WIDTH)[None] * dx))
    plane = np.fft.irfft2(spectrum(seed) * turn, (HEIGHT, WIDTH))
    return 0.5 + 0.12 * plane / np.fft.irfft2(spectrum(seed), (HEIGHT, WIDTH)).std()


def grey(plane: Plane) -> Picture:
    return Picture(np.repeat(np.clip(plane, 0, 1)[..., None], 3, axis=2).astype(np.float32), None, None, None, None)


def coded(plane: Plane) -> Picture:
    return Picture(np.rint(grey(plane).pixels * 255).astype(np.uint8), None, None, None, None)


SHIFTS = [(0.37, -0.81), (0.5, 0.5), (3.25, 10.9), (-40.1, 22.6), (0.08, 0.0), (90.3, -61.45)]


@pytest.mark.parametrize(("dx", "dy"), SHIFTS)
def test_a_shift_is_found_to_a_twentieth_of_a_pixel(dx: float, dy: float) -> None:
    """8-bit pictures, another tone curve, noise, and a part of the one cut off."""
    other = np.clip(moved(dx, dy), 0, 1) ** 0.8 * 0.9 + np.random.default_rng(5).normal(0, 0.01, (HEIGHT, WIDTH))
    found = align(coded(moved(0, 0)), coded(other[:200]))[2]
    assert math.dist(found.shift, (dx, dy)) < 0.05
    assert found.scale == pytest.approx((1, 1), abs=3e-4)
    assert f"{found.shift[0]:+.2f}, {found.shift[1]:+.2f} pixels" in found.words


def test_scikit_image_finds_the_same_shift() -> None:
    """An independent registration, on pictures it can take (wrapped round, of one size)."""
    a, b = moved(0, 0), moved(4.3, -2.7)
    theirs = -phase_cross_correlation(a, b, upsample_factor=100)[0][::-1]
    assert align(grey(a), grey(b))[2].shift == pytest.approx(theirs, abs=0.02)


def test_what_was_resampled_is_the_picture_itself() -> None:
    """Aligned, a shifted copy is equal to the picture to far below one code of 8 bits."""
    one, two, found = align(grey(moved(0, 0)), grey(moved(5.4, 3.3)))
    assert found.grid == "first"
    inner = (slice(4, -4), slice(4, -4))
    rest = (one.pixels - two.pixels)[inner]
    assert float(np.sqrt((rest**2).mean())) * 255 < 0.5


def test_a_whole_shift_copies_pixels() -> None:
    """A crop of the same file compares as equal, not as nearly so."""
    whole = coded(moved(0, 0))
    cut = Picture(whole.pixels[31:200, 17:290], None, None, None, None)
    one, two, found = align(whole, cut)
    assert found.grid == "both"
    assert found.shift == (-17, -31)
    np.testing.assert_array_equal(one.pixels, two.pixels)
    assert found.first == Rect(17, 31, 273, 169)
    assert found.second == Rect(0, 0, 273, 169)
    assert "no pixel was resampled" in found.words


@pytest.mark.parametrize("size", [(160, 120), (213, 161), (480, 360), (401, 300)])
def test_a_scale_is_found(size: tuple[int, int]) -> None:
    """Screenshots at another zoom, made by Pillow; each axis has its own scale."""
    whole = coded(moved(0, 0))
    other = np.asarray(Image.fromarray(whole.pixels).resize(size, Image.Resampling.LANCZOS))
    one, two, found = align(whole, Picture(other, None, None, None, None))
    assert one.pixels.shape == two.pixels.shape
    assert found.grid == ("first" if size[0] > WIDTH else "second")
    for corner in ((0, 0), (WIDTH, HEIGHT)):
        at = [s * c + t for s, c, t in zip(found.scale, corner, found.shift, strict=True)]
        assert at == pytest.approx([size[0] * corner[0] / WIDTH, size[1] * corner[1] / HEIGHT], abs=0.15)


def test_scale_shift_and_crop_together() -> None:
    cut = coded(moved(0, 0)).pixels[40:220, 60:300]
    other = np.asarray(Image.fromarray(cut).resize((180, 135), Image.Resampling.LANCZOS))
    found = align(coded(moved(0, 0)), Picture(other, None, None, None, None))[2]
    assert found.scale == pytest.approx((0.75, 0.75), abs=1e-3)
    assert found.shift == pytest.approx((-45, -30), abs=0.15)
    back = align(Picture(other, None, None, None, None), coded(moved(0, 0)))[2]
    assert back.scale == pytest.approx((4 / 3, 4 / 3), abs=2e-3)
    assert back.shift == pytest.approx((60, 40), abs=0.2)


def test_regions_follow() -> None:
    """A region is given in the first picture's pixels; what is left of it is found in what is compared."""
    whole = coded(moved(0, 0))
    cut = Picture(whole.pixels[31:200, 17:290], None, None, None, None)
    one, _, found = align(whole, cut)
    size = (one.pixels.shape[1], one.pixels.shape[0])
    assert found.region(Rect(27, 41, 50, 40), size) == Rect(10, 10, 50, 40)
    assert found.region(Rect(0, 0, 50, 50), size) == Rect(0, 0, 33, 19)
    assert found.region(Rect(0, 0, 10, 10), size) is None
    half = np.asarray(Image.fromarray(whole.pixels).resize((160, 120), Image.Resampling.LANCZOS))
    one, _, found = align(whole, Picture(half, None, None, None, None))
    assert found.region(Rect(100, 80, 60, 40), (160, 120)) == Rect(50, 40, 30, 20)


@pytest.mark.parametrize(
    "other", [moved(0, 0, seed=2), np.full((100, 100), 0.4), moved(0, 0)[:8, :8], moved(0, 0)[:1, :5]]
)
def test_what_does_not_fit_is_refused(other: Plane) -> None:
    with pytest.raises(AlignError, match="could not be aligned"):
        align(grey(moved(0, 0)), grey(other))


def skewed(place: Placement, seed: int = 1) -> Plane:
    """The picture as it lies under a placement, by a spline four times as fine as the picture."""
    from scipy.ndimage import affine_transform

    fine = np.fft.irfft2(np.pad(spectrum(seed)[: HEIGHT // 2], ((0, 3 * HEIGHT + HEIGHT // 2), (0, 3 * WIDTH // 2))))
    fine += np.fft.irfft2(np.pad(spectrum(seed)[HEIGHT // 2 :], ((3 * HEIGHT + HEIGHT // 2, 0), (0, 3 * WIDTH // 2))))
    fine = 0.5 + 0.12 * fine / fine.std()
    back = np.linalg.inv(place.matrix)
    offset = 4 * (back @ (0.5 - np.array(place.shift)))[::-1] - 0.5
    return affine_transform(fine, 4 * back[::-1, ::-1], offset, output_shape=(HEIGHT, WIDTH), order=3, mode="wrap")


def about_the_middle(turn: float, scale: tuple[float, float] = (1.0, 1.0)) -> Placement:
    place = Placement(scale, (0.0, 0.0), turn)
    at = place.at(WIDTH / 2, HEIGHT / 2)
    return Placement(scale, (WIDTH / 2 - at[0], HEIGHT / 2 - at[1]), turn)


def noisy(plane: Plane, seed: int = 5) -> Plane:
    return np.clip(plane, 0, 1) ** 0.8 * 0.9 + np.random.default_rng(seed).normal(0, 0.01, plane.shape)


@pytest.mark.parametrize("turn", [0.1, -0.3, -2.6])
def test_a_turn_is_found_and_taken_back(turn: float) -> None:
    """8-bit pictures, another tone curve and noise; what is compared then is one picture, to its noise."""
    one, two, found = align(coded(noisy(moved(0, 0), 7)), coded(noisy(skewed(about_the_middle(turn)))))
    assert found.turn == pytest.approx(turn, abs=0.01)
    assert f"turned by {abs(turn):.2f} degrees {'' if turn > 0 else 'counter'}clockwise" in found.words
    assert found.scale == pytest.approx((1, 1), abs=3e-4)
    rest = one.pixels / 255 - two.pixels / 65535
    assert float(np.std(rest[8:-8, 8:-8])) < 0.02  # sqrt(2) of the noise; unaligned it is beyond 0.05


@pytest.mark.parametrize(("seed", "blur"), [(5, 0.0), (6, 0.8)])
def test_no_turn_is_seen_in_noise_or_another_tuning(seed: int, blur: float) -> None:
    from scipy.ndimage import gaussian_filter

    other = noisy(gaussian_filter(moved(0.3, 0.2), blur) if blur else moved(0.3, 0.2), seed)
    found = align(coded(noisy(moved(0, 0), 7)), coded(other))[2]
    assert found.turn == 0
    assert "turned" not in found.words


def test_turn_scale_and_region_together() -> None:
    """A turned picture of another size: what lies on the coarser grid, and where a region is found on it."""
    place = about_the_middle(1.0)
    other = np.asarray(Image.fromarray(coded(skewed(place)).pixels).resize((240, 180), Image.Resampling.LANCZOS))
    one, two, found = align(coded(moved(0, 0)), Picture(other, None, None, None, None))
    assert found.turn == pytest.approx(1.0, abs=0.02)
    assert found.scale == pytest.approx((0.75, 0.75), abs=1e-3)
    assert found.grid == "second"
    at = [0.75 * v for v in place.at(110, 90)]
    seen = found.region(Rect(100, 80, 20, 20), (two.pixels.shape[1], two.pixels.shape[0]))
    assert seen is not None
    assert (seen.w, seen.h) == (15, 15)
    assert [seen.x + 7.5 + found.second.x, seen.y + 7.5 + found.second.y] == pytest.approx(at, abs=0.6)
    rest = one.pixels / 65535 - two.pixels / 255
    assert float(np.std(rest[8:-8, 8:-8])) < 0.01


@pytest.mark.parametrize("size", [(200, 240)])
def test_a_stretched_picture_is_found_and_said(size: tuple[int, int]) -> None:
    """Proportions farther apart than the search for one scale bears."""
    whole = coded(moved(0, 0))
    other = np.asarray(Image.fromarray(whole.pixels).resize(size, Image.Resampling.LANCZOS))
    found = align(whole, Picture(other, None, None, None, None))[2]
    assert found.scale == pytest.approx((size[0] / WIDTH, size[1] / HEIGHT), abs=2e-3)
    wide, high = (f"{n / m:.3f}" for n, m in zip(size, (WIDTH, HEIGHT), strict=True))
    assert f"{wide}" in found.words
    assert " times as wide but " in found.words
    assert f"{high}" in found.words


def test_low_is_what_stays_unlike_not_what_was_found_roughly() -> None:
    """Two percent wider, which the search for one scale bears badly; and another picture laid half over the first."""
    wider = align(coded(moved(0, 0)), coded(skewed(about_the_middle(0, (1.02, 1.0)))))[2]
    assert wider.correlation > 0.95
    assert "low" not in wider.words
    mixed = align(coded(moved(0, 0)), coded(0.48 * moved(3, 2) + 0.52 * moved(3, 2, seed=2)))[2]
    assert mixed.correlation == pytest.approx(0.48 / np.hypot(0.48, 0.52), abs=0.05)
    assert "which is low" in mixed.words


def test_a_crop_of_a_stretched_picture_is_found() -> None:
    """Its proportions tell nothing of how it was stretched: it is smaller, and by 28 % higher than wide."""
    whole, size, box = coded(moved(0, 0)), (230, 220), (15, 20, 225, 215)
    other = Image.fromarray(whole.pixels).resize(size, Image.Resampling.LANCZOS).crop(box)
    found = align(whole, Picture(np.asarray(other), None, None, None, None))[2]
    assert found.scale == pytest.approx((size[0] / WIDTH, size[1] / HEIGHT), abs=1e-3)
    assert found.shift == pytest.approx((-box[0], -box[1]), abs=0.1)
    assert found.turn == 0
    assert " times as wide but " in found.words


def test_a_hair_of_another_scale_is_said() -> None:
    """One axis larger by 0.5 %: 1.6 pixels of 320, and said as such."""
    found = align(coded(moved(0, 0)), coded(skewed(about_the_middle(0, (1.005, 1.0)))))[2]
    assert "1.0050 times as wide but 1.0000 times as high" in found.words
    assert found.turn == 0


@pytest.mark.parametrize("turn", [lambda p: p[:, ::-1], lambda p: p[::-1, ::-1], lambda p: p.T[::-1]])
def test_a_turned_or_mirrored_picture_is_refused_even_where_a_part_is_its_own_mirror_image(turn) -> None:
    plane = moved(0, 0)
    plane[:, -140:-70] = plane[:, -70:][:, ::-1]
    with pytest.raises(AlignError, match="turned or mirrored"):
        align(grey(plane), grey(turn(plane)))


def test_resampling_keeps_a_constant_and_a_slow_wave() -> None:
    """Against the formula; what the output cannot hold is left out."""
    assert resampled(np.full((20, 30), 7, np.uint8), (1.7, 0.6), (0.3, -0.2), (10, 12)) == pytest.approx(7)
    x = np.arange(200)
    wave = np.sin(2 * np.pi * (x + 0.5) / 20)[None].repeat(20, axis=0)
    out = resampled(wave, (1.5, 1.0), (3.25, 0.0), (100, 20))
    expected = np.sin(2 * np.pi * (1.5 * (np.arange(100) + 0.5) + 3.25) / 20)
    np.testing.assert_allclose(out[10, 5:-5], expected[5:-5], atol=0.015)
    fine = np.sin(2 * np.pi * (x + 0.5) / 3)[None].repeat(20, axis=0)
    assert float(np.abs(resampled(fine, (4.0, 1.0), (0.0, 0.0), (50, 20))[:, 5:-5]).max()) < 0.05
