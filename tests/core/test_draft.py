"""Drafts: the small frame is a mosaic of the same colours at the same places."""

from __future__ import annotations

import numpy as np
import pytest

from tests.support import facts, noisy_frame
from tuner.core.draft import area_of, binned
from tuner.core.engine import Engine
from tuner.core.frame import Frame
from tuner.core.recipe import Recipe
from tuner.stages import RACK


@pytest.mark.parametrize("cfa", ["RGGB", "BGGR", "GRBG", "GBRG"])
@pytest.mark.parametrize("factor", [2, 3])
def test_each_colour_is_the_mean_of_its_own_samples(cfa: str, factor: int) -> None:
    frame = noisy_frame(48, 36, cfa)
    small = binned(frame, factor)
    assert small.facts.cfa == cfa
    for p in (0, 1):
        for q in (0, 1):
            own = frame.active[p::2, q::2].astype(float)
            blocks = own.reshape(own.shape[0] // factor, factor, own.shape[1] // factor, factor).mean(axis=(1, 3))
            assert np.abs(small.active[p::2, q::2] - blocks).max() <= 0.5


@pytest.mark.parametrize("size", [(45, 31), (47, 50), (17, 16)])
def test_odd_sizes_are_covered_with_what_the_margin_continues(size: tuple[int, int]) -> None:
    w, h = size
    small = binned(noisy_frame(w, h), 4)
    assert 0 <= small.facts.width * 4 - w < 8
    assert 0 <= small.facts.height * 4 - h < 8
    flat = Frame.from_active(np.full((h, w), 700, np.uint16), facts(w, h))
    assert (binned(flat, 4).mosaic == 700).all()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_draft_lies_where_the_picture_lies(orientation: int) -> None:
    """A bright square, rendered in small and in full: its centres agree within a block."""
    active = np.full((70, 90), 300, np.uint16)
    active[12:24, 60:76] = 3000
    frame = Frame.from_active(active, facts(90, 70, orientation=orientation))
    small, recipe = binned(frame, 2), Recipe.default(RACK)
    area = area_of(frame, small, 2)

    def centre(picture: np.ndarray) -> np.ndarray:
        green = picture[..., 1].astype(float)
        return np.argwhere(green > green.max() / 2).mean(axis=0) + 0.5

    full = centre(Engine().render(frame, recipe).pixels)
    draft = centre(Engine().render(small, recipe).pixels) * 2 + (area.y, area.x)
    assert np.abs(full - draft).max() <= 1.5
