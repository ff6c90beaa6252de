"""Quad-Bayer: what was measured stays, what is estimated is right where that can be known, for all sixteen phases."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.support import facts
from tuner.files.cfa import QUADS
from tuner.fronts import quad as module
from tuner.fronts import to_line
from tuner.fronts.quad import binned, remosaiced

HEIGHT, WIDTH = 61, 74
QUAD = "RRGGRRGGGGBBGGBB"


def mosaic_of(rgb: NDArray[np.floating], cfa: str) -> NDArray[np.uint16]:
    """(h, w) samples of an (h, w, 3) picture behind a filter array."""
    side = int(len(cfa) ** 0.5)
    y, x = np.mgrid[0 : rgb.shape[0], 0 : rgb.shape[1]]
    filters = np.array(["RGB".index(c) for c in cfa]).reshape(side, side)[y % side, x % side]
    return np.rint(np.take_along_axis(rgb, filters[..., None], 2)[..., 0]).astype(np.uint16)


def ramps(rng: np.random.Generator) -> NDArray[np.float64]:
    """A plane of its own for each colour."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(float)
    slopes = 20 * rng.integers(-2, 3, (3, 2))
    return np.stack([9000 + 500 * c + slopes[c, 0] * x + slopes[c, 1] * y for c in range(3)], -1)


@pytest.mark.parametrize("cfa", sorted(QUADS))
def test_a_ramp_is_remosaiced_exactly(cfa: str) -> None:
    """Each colour its own plane: every interpolation here is exact on planes, away from the mirrored edge."""
    rgb = ramps(np.random.default_rng(len(set(cfa)) + cfa.index("R")))
    out, known = remosaiced(mosaic_of(rgb, cfa), facts(WIDTH, HEIGHT, cfa))
    inside = np.s_[8:-8, 8:-8]
    expected = mosaic_of(rgb, known.cfa)
    assert np.abs(out[inside].astype(int) - expected[inside].astype(int)).max() <= 1
    assert out.shape == (HEIGHT, WIDTH)


@pytest.mark.parametrize("cfa", sorted(QUADS))
def test_measured_samples_pass_through(cfa: str) -> None:
    mosaic = np.random.default_rng(2).integers(0, 4096, (HEIGHT, WIDTH)).astype(np.uint16)
    out, known = remosaiced(mosaic, facts(WIDTH, HEIGHT, cfa))
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    was = np.array(list(cfa)).reshape(4, 4)[y % 4, x % 4]
    now = np.array(list(known.cfa)).reshape(2, 2)[y % 2, x % 2]
    same = was == now
    assert 0.3 < same.mean() < 0.45  # six of sixteen
    np.testing.assert_array_equal(out[same], mosaic[same])


def test_bands_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    mosaic = np.random.default_rng(3).integers(0, 4096, (203, 60)).astype(np.uint16)
    whole, _ = remosaiced(mosaic, facts(60, 203, QUAD))
    monkeypatch.setattr(module, "BAND", 16)
    np.testing.assert_array_equal(remosaiced(mosaic, facts(60, 203, QUAD))[0], whole)


UNKNOWN = {"camera_gains": None, "daylight_gains": (1.01, 1.0, 0.98)}


@pytest.mark.parametrize("known", [{}, UNKNOWN, {"black": (60.0, 64.0, 64.0, 70.0)}], ids=["file", "unknown", "black"])
@pytest.mark.parametrize("upright", [True, False])
def test_edges_are_followed(upright: bool, known: dict[str, object]) -> None:
    """Grey stripes along one axis: along them every estimate is exact; across, they would be averaged.

    Grey as the sensor sees it, which is neither alike in all colours nor without a black level; also where the white
    balance has to be found in the mosaic.
    """
    stripes = np.where(np.arange(96) // 5 % 2, 3000.0, 500.0)
    grey = np.broadcast_to(stripes[None, :] if upright else stripes[:, None], (96, 96))
    told = facts(96, 96, QUAD, **known)
    red, _, green, blue = told.black
    rgb = grey[..., None] / (2.0, 1.0, 1.5) + (red, green, blue)
    out, bayer = remosaiced(mosaic_of(rgb, QUAD), told)
    error = (out.astype(int) - mosaic_of(rgb, bayer.cfa).astype(int))[8:-8, 8:-8]
    assert np.sqrt((error**2).mean()) < 60  # of a step of 2500: better than 32 dB; averaging both ways leaves 400


@pytest.mark.parametrize("size", [(2, 2), (3, 5), (4, 4)])
def test_a_tiny_mosaic_without_white_balance(size: tuple[int, int]) -> None:
    height, width = size
    out, _ = remosaiced(np.full(size, 500, np.uint16), facts(width, height, QUAD, **UNKNOWN))
    assert out.shape == size
    assert (out == 500).all()


def test_it_beats_taking_the_nearest_sample() -> None:
    """On smooth shapes with noise, in PSNR against the true Bayer mosaic: by more than 6 dB."""
    y, x = np.mgrid[0:120, 0:160].astype(float)
    base = 2000 + 900 * np.sin(x / 6) * np.cos(y / 8) + 600 * ((x - 80) ** 2 + (y - 60) ** 2 < 900)
    rgb = np.stack([0.6 * base + 100, base, 0.5 * base + 300], -1)
    mosaic = mosaic_of(rgb, QUAD)
    out, known = remosaiced(mosaic, facts(160, 120, QUAD))
    truth = mosaic_of(rgb, known.cfa).astype(float)
    ours = np.sqrt(((out - truth) ** 2).mean())
    nearest = mosaic.reshape(30, 4, 40, 4)[:, [0, 2, 1, 3]][..., [0, 2, 1, 3]].reshape(
        120, 160
    )  # columns, rows 1 and 2 swapped
    naive = np.sqrt(((nearest - truth) ** 2).mean())
    assert 20 * np.log10(naive / ours) > 6


@pytest.mark.parametrize("cfa", sorted(QUADS))
def test_binning_adds_whole_blocks(cfa: str) -> None:
    rgb = np.broadcast_to(np.array([1000.0, 2000.0, 3000.0]), (HEIGHT, WIDTH, 3))
    out, known = binned(mosaic_of(rgb, cfa), facts(WIDTH, HEIGHT, cfa, noise=((4e-4, 4e-6),) * 4))
    np.testing.assert_array_equal(out, 4 * mosaic_of(rgb[: out.shape[0], : out.shape[1]], known.cfa))
    assert (known.height, known.width) == out.shape
    assert (known.black, known.white, known.noise[0]) == ((256.0,) * 4, 4 * 4095.0, (1e-4, 1e-6))


def test_binning_averages_where_the_sum_would_not_fit() -> None:
    mosaic = np.full((8, 8), 60000, np.uint16)
    out, known = binned(mosaic, facts(8, 8, QUAD, white=65535.0, saturation=(65535.0,) * 4))
    assert (out == 60000).all()
    assert known.white == 65535


def test_the_choice_and_the_notice() -> None:
    mosaic = np.zeros((8, 8), np.uint16)
    assert to_line(mosaic, facts(8, 8, QUAD))[0].shape == (8, 8)
    small, known = to_line(mosaic, facts(8, 8, QUAD), "bin")
    assert small.shape == (4, 4)
    assert known.notices[0] == "Quad-Bayer: binned 2x2 from 8 x 8 to 4 x 4."


def test_a_bayer_mosaic_is_left_alone() -> None:
    mosaic = np.zeros((8, 8), np.uint16)
    known = facts(8, 8, "GBRG")
    assert to_line(mosaic, known) == (mosaic, known)
