"""The figures of a pair of pictures, against independent libraries, and how pictures that differ in kind are met."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import ImageCms
from skimage.color import deltaE_ciede2000, rgb2lab
from skimage.metrics import peak_signal_noise_ratio, structural_similarity

from tuner.compare.encoding import srgb_linear
from tuner.compare.metrics import STRIP, CompareError, compare_pictures
from tuner.core.colour import rgb_to_xyz, xyz_to_rgb
from tuner.core.display import srgb_code
from tuner.files.icc import icc_profile
from tuner.files.picture import Picture


def picture(pixels: NDArray[Any], icc: bytes | None = None) -> Picture:
    return Picture(pixels, icc, None, None, None)


def scene(dtype: type, height: int = 2 * STRIP + 9, width: int = 75, seed: int = 0) -> NDArray[Any]:
    """Smooth colours and noise, over two strips and a bit."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width]
    smooth = np.stack([0.5 + 0.4 * np.sin(x / 9 + c) * np.cos(y / 13 - c) for c in range(3)], axis=-1)
    values = np.clip(smooth + rng.normal(0, 0.03, smooth.shape), 0, 1)
    if dtype is np.float32:
        return values.astype(dtype)
    return np.rint(values * np.iinfo(dtype).max).astype(dtype)


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_against_scikit_image(dtype: type) -> None:
    a, b = scene(dtype), scene(dtype, seed=1)
    found = compare_pictures(picture(a), picture(b))
    expected = deltaE_ciede2000(rgb2lab(a), rgb2lab(b))
    np.testing.assert_allclose(found.de2000, expected, atol=0.01)  # its matrix is rounded
    assert found.de2000_mean == pytest.approx(expected.mean(), abs=1e-3)
    assert found.de2000_p95 == pytest.approx(np.percentile(expected, 95), abs=1e-2)
    assert found.de2000_max == pytest.approx(expected.max(), abs=1e-2)
    top = np.iinfo(dtype).max
    assert found.psnr == pytest.approx(peak_signal_noise_ratio(a, b, data_range=top), abs=1e-9)
    assert found.ssim == pytest.approx(structural_similarity(a, b, channel_axis=2, data_range=top), abs=1e-9)
    assert (found.width, found.height, found.identical) == (a.shape[1], a.shape[0], False)


def test_equal_pictures() -> None:
    a = scene(np.uint8)
    found = compare_pictures(picture(a), picture(a.copy()))
    assert found.identical
    assert math.isinf(found.psnr)
    assert found.ssim == pytest.approx(1, abs=1e-12)
    assert found.de2000_max == 0


def test_workers_do_not_matter() -> None:
    a, b = picture(scene(np.uint8)), picture(scene(np.uint8, seed=1))
    with ThreadPoolExecutor(3) as pool:
        assert compare_pictures(a, b, pool) == compare_pictures(a, b)


def test_depths_meet_on_one_scale() -> None:
    """8-bit v and 16-bit 257 v and float v / 255 are the same picture; half an 8-bit step is seen."""
    eight = scene(np.uint8)
    sixteen = eight.astype(np.uint16) * np.uint16(257)
    both = compare_pictures(picture(eight), picture(sixteen))
    assert both.identical
    assert both.de2000_max < 1e-6
    floating = compare_pictures(picture(eight), picture((eight / 255).astype(np.float32)))
    assert floating.psnr > 140
    assert floating.de2000_max < 1e-4
    assert compare_pictures(picture(eight), picture(sixteen - np.uint16(128) * (sixteen > 128))).psnr < 60


def test_the_same_colours_in_other_primaries_are_equal_to_the_eye() -> None:
    """Rec.709 colours written in Rec.2020 codes differ by rounding only, though their codes differ a lot."""
    a = scene(np.uint16)
    linear = srgb_linear(a / 65535) @ (xyz_to_rgb("rec2020") @ rgb_to_xyz("rec709")).T
    b = np.rint(srgb_code(linear.astype(np.float32)) * 65535).astype(np.uint16)
    found = compare_pictures(picture(a, icc_profile("rec709", "srgb")), picture(b, icc_profile("rec2020", "srgb")))
    assert found.de2000_max < 0.02
    assert found.psnr < 35
    assert any("different ICC" in notice for notice in found.notices)
    assert compare_pictures(picture(a), picture(b)).de2000_mean > 2


def test_profile_that_cannot_be_read_is_said() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    a = scene(np.uint8)
    found = compare_pictures(picture(a, lab), picture(a))
    assert "first picture is taken for sRGB" in found.notices[0]
    assert found.de2000_max == 0


def test_sizes_that_differ_are_an_error() -> None:
    with pytest.raises(CompareError, match="75 x 137 and 74 x 137"):
        compare_pictures(picture(scene(np.uint8)), picture(scene(np.uint8)[:, 1:]))


def test_tiny_pictures_have_no_ssim() -> None:
    a = scene(np.uint8, 6, 200)
    found = compare_pictures(picture(a), picture(a[::-1]))
    assert found.ssim is None
    assert found.psnr > 0
    assert any("7 x 7" in notice for notice in found.notices)


@pytest.mark.parametrize("height", [STRIP + 1, STRIP + 6, STRIP + 7])
def test_ssim_across_strips(height: int) -> None:
    """Windows that begin in the last rows of a strip end in a next one that is shorter than a window."""
    a, b = scene(np.uint8, height), scene(np.uint8, height, seed=1)
    assert compare_pictures(picture(a), picture(b)).ssim == pytest.approx(
        structural_similarity(a, b, channel_axis=2), abs=1e-9
    )


def test_numbers_that_are_not_finite() -> None:
    a = scene(np.float32)
    b = a.copy()
    b[3, 4, 1] = np.nan
    with pytest.raises(CompareError, match="second picture holds numbers that are not finite"):
        compare_pictures(picture(a), picture(b))


def test_float_beyond_white_is_said() -> None:
    a = scene(np.float32)
    found = compare_pictures(picture(a), picture(a + np.float32(0.5)))
    assert any("leaves 0..1" in notice for notice in found.notices)
    assert found.psnr == pytest.approx(20 * math.log10(2), abs=1e-3)
