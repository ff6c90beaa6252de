"""Picture memory is used again only when nobody can see the picture in it."""

from __future__ import annotations

import numpy as np

from tests.support import lively_frame
from tuner.core.engine import Engine
from tuner.core.recipe import Recipe
from tuner.core.target import Memory
from tuner.stages import RACK


def test_what_somebody_holds_is_not_given_out() -> None:
    memory = Memory()
    arrays = [memory.array((100,), np.uint32) for _ in range(Memory.KEPT + 2)]
    addresses = {a.ctypes.data for a in arrays}
    assert len(addresses) == Memory.KEPT + 2
    bytes_of_last = arrays[-1].view(np.uint8).reshape(10, 10, 4)[2:, :, 2::-1]  # a view of a view of a view
    last = arrays[-1].ctypes.data
    del arrays
    assert memory.array((100,), np.uint32).ctypes.data != last
    assert bytes_of_last.shape == (8, 10, 3)
    del bytes_of_last
    held = [memory.array((100,), np.uint32) for _ in range(Memory.KEPT - 1)]
    assert last in {a.ctypes.data for a in held}


def test_another_size_or_type_is_another_memory() -> None:
    memory = Memory()
    first = memory.array((100,), np.uint32).ctypes.data
    assert memory.array((100,), np.uint16).ctypes.data != first
    assert memory.array((100,), np.uint32).ctypes.data == first


def test_a_picture_that_is_kept_does_not_change() -> None:
    """Snapshots, undo and flicker hold pixels: later renders must not write into them."""
    engine, frame = Engine(), lively_frame()
    recipes = [Recipe.default(RACK).with_value("exposure.ev", ev) for ev in (0.0, 0.5, 1.0, -0.5, 0.25, 2.0)]
    kept = [engine.render(frame, recipe).pixels for recipe in recipes]
    for pixels, recipe in zip(kept, recipes, strict=True):
        np.testing.assert_array_equal(pixels, Engine().render(frame, recipe).pixels)
