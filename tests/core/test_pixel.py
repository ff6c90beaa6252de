"""Pixel kernels: one loop for several gives the bits of one after the other, in every way a loop is made."""

from __future__ import annotations

import numpy as np
import pytest

import tuner.core.pixel as pixels
from tests.support import apply, lively_frame, noisy_frame, random_planes
from tuner.core import chain as chains
from tuner.core.domain import Domain
from tuner.core.driver_text import groups_of, text_of
from tuner.core.engine import Engine, Request
from tuner.core.intrinsics import fma
from tuner.core.pack import pack8, pack16
from tuner.core.pixel import PixelKernel
from tuner.core.recipe import Recipe
from tuner.stages import RACK

f32 = np.float32
PIXELS = [k for stage in RACK for k in stage.kernels if isinstance(k, PixelKernel)]


def names(kernel: PixelKernel) -> str:
    return f"{kernel.__module__.rpartition('.')[2]}.{kernel.__name__}"


@pixels.part
def _once(a, b, c):  # type: ignore[no-untyped-def]
    return fma(a, b, c)


def test_fma_rounds_once() -> None:
    """(1 + e)(1 - e) - 1 = -e^2, which two roundings lose."""
    e = f32(2.0**-13)
    a, b = f32(1) + e, f32(1) - e
    assert f32(a * b) - f32(1) == 0
    assert _once(a, b, f32(-1)) == -(2.0**-26)


def test_fma_is_for_compiled_kernels() -> None:
    with pytest.raises(TypeError):
        fma(1.0, 2.0, 3.0)


@pytest.mark.parametrize("kernel", PIXELS, ids=names)
def test_a_loop_that_could_not_be_written_gives_the_same_bits(
    kernel: PixelKernel, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nowhere(text: str) -> None:
        raise OSError("read-only")

    planes = random_planes(Domain.LINEAR, 9, 21)
    plan = np.linspace(0.1, 0.9, max(kernel.numbers, 1), dtype=f32)
    found = []
    for made in (kernel, PixelKernel(kernel.py_func, kernel.channels)):
        if made is not kernel:
            monkeypatch.setattr(pixels, "written", nowhere)
        out = np.empty((3, 5, 17), f32)
        made(planes, out, plan, 0, 0)
        found.append(out)
    np.testing.assert_array_equal(*found)


def test_neighbours_share_a_loop_and_nothing_else_does() -> None:
    chain = chains.build(Recipe.default(RACK), lively_frame())
    groups = groups_of(chain.steps)
    assert [i for group in groups for i in group] == list(range(len(chain.steps)))
    for group in groups:
        assert len(group) == 1 or all(isinstance(chain.steps[i].kernel, PixelKernel) for i in group)
    assert max(len(group) for group in groups) >= 4  # highlights, matrix, tone curve, encoding, ...


def test_only_four_byte_pixels_are_packed_inside_the_last_loop() -> None:
    chain = chains.build(Recipe.default(RACK), lively_frame())
    assert "word(a, b, c)" in text_of(chain, pack8)
    assert "word(a, b, c)" not in text_of(chain, pack16)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_packed_inside_the_last_loop_or_after_it(orientation: int) -> None:
    """Turned pictures too, whose rows are scattered."""
    frame = noisy_frame(37, 53, orientation=orientation)
    recipe = Recipe.default(RACK)
    expected = Engine(tile=(512, 512)).render(frame, recipe).pixels
    np.testing.assert_array_equal(Engine(composed="now").render(frame, recipe).pixels, expected)


@pytest.mark.parametrize("last", ["sharpen", "local_contrast"])
@pytest.mark.parametrize("depth", [8, 16])
def test_planes_that_a_stage_keeps_reach_the_end_whichever_way_it_ran(last: str, depth: int) -> None:
    """Chroma passes the stages of luma: read past the last of them by a packing loop, else carried over."""
    frame, recipe = lively_frame(), Recipe.default(RACK).with_values({f"{last}.enabled": True})
    request = Request(depth=depth)  # type: ignore[arg-type]
    expected = Engine(tile=(512, 512)).render(frame, recipe, request).pixels
    np.testing.assert_array_equal(Engine(composed="now").render(frame, recipe, request).pixels, expected)


@pytest.mark.parametrize("stage", [s for s in RACK if s.keeps], ids=lambda s: s.name)
def test_kept_planes_are_kept(stage) -> None:  # type: ignore[no-untyped-def]
    planes = random_planes(stage.reads)
    out = apply(stage, planes)
    for plane in stage.keeps:
        np.testing.assert_array_equal(out[plane], planes[plane])
