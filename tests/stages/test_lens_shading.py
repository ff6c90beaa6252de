"""Lens shading against float64 references: the polynomial, the gain map of a file, and what travels on."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.support import apply, context, facts, noisy_frame, random_planes, real_file
from tuner.core.domain import MARGIN, Domain
from tuner.core.facts import Shading
from tuner.core.param import Grid
from tuner.core.stage import Context
from tuner.stages import black_level
from tuner.stages.lens_shading import STAGE, Params

HEIGHT, WIDTH = 48, 64  # pixels of the plain frame


def pixels(plane: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """Pixel coordinates of the samples of one plane of the plain frame (RGGB)."""
    y, x = np.mgrid[plane // 2 : HEIGHT : 2, plane % 2 : WIDTH : 2]
    return y, x


def ones() -> NDArray[np.float32]:
    return np.ones((4, HEIGHT // 2, WIDTH // 2), np.float32)


def a_grid(rows: int = 5, columns: int = 7) -> Grid:
    gains = np.random.default_rng(1).uniform(1, 3, (4, rows, columns))
    return tuple(tuple(tuple(row) for row in plane) for plane in gains.tolist())


def bilinear(gains: NDArray[Any], v: NDArray[Any], u: NDArray[Any]) -> NDArray[Any]:
    """The textbook four-term form, node coordinates (v, u)."""
    v, u = np.clip(v, 0, gains.shape[0] - 1), np.clip(u, 0, gains.shape[1] - 1)
    j, i = np.minimum(v.astype(int), gains.shape[0] - 2), np.minimum(u.astype(int), gains.shape[1] - 2)
    t, s = v - j, u - i
    top = gains[j, i] * (1 - s) + gains[j, i + 1] * s
    return np.asarray(top * (1 - t) + (gains[j + 1, i] * (1 - s) + gains[j + 1, i + 1] * s) * t)


def test_radial_is_the_formula() -> None:
    params = Params(mode="radial", strength=0.8, k2=0.7, k4=-0.3, k6=0.4, red=0.15, blue=-0.1)
    out = apply(STAGE, ones(), params)
    for plane, colour in enumerate((0.15, 0, 0, -0.1)):
        y, x = pixels(plane)
        r = np.hypot(y + 0.5 - HEIGHT / 2, x + 0.5 - WIDTH / 2) / np.hypot(HEIGHT / 2, WIDTH / 2)
        gain = (1 + 0.7 * r**2 - 0.3 * r**4 + 0.4 * r**6) * (1 + colour * r**2)
        np.testing.assert_allclose(out[plane], 1 + 0.8 * (gain - 1), rtol=1e-6)


def test_grid_is_bilinear_from_edge_to_edge() -> None:
    gains = a_grid()
    out = apply(STAGE, ones(), Params(mode="grid", gains=gains))
    for plane in range(4):
        y, x = pixels(plane)
        expected = bilinear(np.array(gains[plane]), (y + 0.5) / HEIGHT * 4, (x + 0.5) / WIDTH * 6)
        np.testing.assert_allclose(out[plane], expected, rtol=1e-6)


def test_a_map_of_the_file_that_spans_a_part_is_held_beyond_it() -> None:
    gains = a_grid()
    shading = Shading(gains, top=0.1, left=0.2, bottom=0.9, right=0.7)
    out = apply(STAGE, ones(), Params(), context(facts=facts(shading=shading)))
    for plane in range(4):
        y, x = pixels(plane)
        v, u = ((y + 0.5) / HEIGHT - 0.1) / 0.8 * 4, ((x + 0.5) / WIDTH - 0.2) / 0.5 * 6
        np.testing.assert_allclose(out[plane], bilinear(np.array(gains[plane]), v, u), rtol=1e-6)


@pytest.mark.parametrize("cfa", ["RGGB", "BGGR", "GRBG", "GBRG"])
def test_gains_stay_with_the_pixel_whatever_the_phase(cfa: str) -> None:
    """A slope along y and x, read back at the active pixels of every CFA order."""
    slope: Grid = (((1.0, 2.0), (3.0, 4.0)),) * 4
    frame = noisy_frame(WIDTH, HEIGHT, cfa, shading=Shading(slope))
    ctx = Context.of(frame.facts)
    sy, sx = (n // 2 for n in frame.mosaic.shape)
    src, out = np.ones((4, sy, sx), np.float32), np.empty((4, sy, sx), np.float32)
    params = STAGE.resolve(Params(), ctx)
    STAGE.fill(params, src, out, STAGE.prepare(params, ctx), 0, 0)
    mosaic = np.empty((2 * sy, 2 * sx))
    for p in range(4):
        mosaic[p // 2 :: 2, p % 2 :: 2] = out[p]
    oy, ox = frame.origin
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    expected = 1 + (x + 0.5) / WIDTH + 2 * (y + 0.5) / HEIGHT
    np.testing.assert_allclose(mosaic[oy : oy + HEIGHT, ox : ox + WIDTH], expected, rtol=1e-6)


@pytest.mark.parametrize("mode", ["grid", "radial"])
def test_the_plan_is_one_contiguous_type(mode: Any) -> None:
    """A strided table would be another signature (one more compile) and five times slower."""
    for array in STAGE.prepare(Params(mode=mode, gains=a_grid()), context()):
        assert array.dtype == np.float32
        assert array.flags.c_contiguous


def test_strength_is_a_share_of_the_correction() -> None:
    full, half = (apply(STAGE, ones(), Params(mode="grid", gains=a_grid(), strength=s)) for s in (1.0, 0.5))
    np.testing.assert_allclose(half, 1 + 0.5 * (full - 1), rtol=1e-6)


def test_without_a_map_the_file_changes_nothing() -> None:
    planes = random_planes(Domain.MOSAIC)
    np.testing.assert_array_equal(apply(STAGE, planes, Params()), planes)


def test_the_table_shows_the_gains_of_the_file() -> None:
    shown = STAGE.resolve(Params(), context(facts=facts(shading=Shading(a_grid())))).gains
    assert shown == a_grid()
    assert STAGE.resolve(Params(gains=a_grid()), context()).gains == Params().gains  # the file has none


def test_a_map_that_does_not_reach_the_edges_is_shown_from_edge_to_edge() -> None:
    ramp: Grid = (((1.0, 1.0, 1.0), (2.0, 2.0, 2.0), (3.0, 3.0, 3.0)),) * 4
    ctx = context(facts=facts(shading=Shading(ramp, top=0.25, bottom=0.75)))
    shown = np.array(STAGE.resolve(Params(), ctx).gains)
    np.testing.assert_allclose(shown[:, :, 0], [[1, 2, 3]] * 4)
    ctx = context(facts=facts(shading=Shading(ramp, top=-0.5, bottom=1.5)))
    shown = np.array(STAGE.resolve(Params(), ctx).gains)
    np.testing.assert_allclose(shown[:, :, 0], [[1.5, 2, 2.5]] * 4)
    assert Params(mode="grid", gains=STAGE.resolve(Params(), ctx).gains).gains  # passes the table's own check


def test_saturation_follows_the_smallest_gain() -> None:
    flat: Grid = tuple(((g, g, g), (g, 1.5, g), (g, g, g)) for g in (0.8, 1.0, 1.0, 2.0))
    after = STAGE.carry(Params(mode="grid", gains=flat), context(saturation=(1.0, 0.9, 0.9, 1.0)))
    assert after.saturation == pytest.approx((0.8, 0.9, 0.9, 1.5))
    for k2 in (-1.0, -0.5, 0.5):  # a radial curve leaves the centre alone
        after = STAGE.carry(Params(mode="radial", k2=k2), context(saturation=(1.0,) * 4))
        assert after.saturation == (1.0,) * 4


def test_no_legal_shading_blackens_the_picture() -> None:
    """A map that is 0 in a corner darkens that corner; the level at which everything is clipped stays at half or more."""
    hole: Grid = tuple(((0.0, 1.0, 1.0), (1.0, 1.0, 1.0), (1.0, 1.0, 1.0)) for _ in range(4))
    after = STAGE.carry(Params(mode="grid", gains=hole), context(saturation=(1.0,) * 4))
    assert min(after.saturation) == 0.5


def test_a_real_flat_field_becomes_flat() -> None:
    """The fall-off of a real module (corners at 0.3 to 0.4): gains measured on a coarse grid level it within 8 %."""
    raw = np.fromfile(real_file("dumps/imatest_flat_1296x808_GBRG_u16.raw"), np.uint16).reshape(808, 1296)
    frame_facts = facts(1296, 808, "GBRG", black=(16.0,) * 4, white=1023.0)
    ctx = black_level.STAGE.carry(
        black_level.STAGE.resolve(black_level.Params(), Context.of(frame_facts)), Context.of(frame_facts)
    )
    light = (raw.astype(np.float64) - 16) / 1007
    centre = light[404 - 32 : 404 + 32, 648 - 32 : 648 + 32]
    # GBRG: planes R, Gr, Gb, B stand at rows 1, 1, 0, 0 and columns 0, 1, 0, 1
    places = ((1, 0), (1, 1), (0, 0), (0, 1))

    def nodes(dy: int, dx: int) -> NDArray[Any]:
        rows, columns = np.linspace(0, 807, 13), np.linspace(0, 1295, 17)
        return np.array(
            [
                [
                    light[dy::2, dx::2][
                        max(0, int(y / 2) - 8) : int(y / 2) + 8, max(0, int(x / 2) - 8) : int(x / 2) + 8
                    ].mean()
                    for x in columns
                ]
                for y in rows
            ]
        )

    gains = np.stack([centre[dy::2, dx::2].mean() / nodes(dy, dx) for dy, dx in places])
    params = Params(mode="grid", gains=tuple(tuple(tuple(row) for row in plane) for plane in gains.tolist()))
    # grid phase: the red sample stands on an even row, so the planes begin at active row 1, column 0
    planes = np.stack([light[1:-1, :][(dy - 1) % 2 :: 2, dx::2] for dy, dx in places]).astype(np.float32)
    out = np.empty_like(planes)
    STAGE.fill(params, planes, out, STAGE.prepare(params, ctx), MARGIN // 2 + 1, MARGIN // 2)
    for before, after in zip(planes, out, strict=True):
        blocks = after[1:401, :640].reshape(10, 40, 16, 40).mean(axis=(1, 3))
        was = before[1:401, :640].reshape(10, 40, 16, 40).mean(axis=(1, 3))
        assert was.min() / was.max() < 0.55
        assert blocks.min() / blocks.max() > 0.92
