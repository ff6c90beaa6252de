"""One picture, however it was made: any size, tile, number of threads, state of the cuts, compiled or step by step."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support import lively_frame, random_recipe, random_value
from tuner.core.cut import Cuts
from tuner.core.domain import UNIT
from tuner.core.engine import Cancel, Cancelled, Engine, Request
from tuner.core.frame import Frame
from tuner.core.orient import Rect
from tuner.core.param import params_of
from tuner.core.recipe import Recipe
from tuner.stages import RACK

BIG = 1 << 28
SIDES = st.sampled_from([2, 3, 5, 7, 8, 13, 16, 31, 47, 64, 97, 131])  # odd, tiny, prime and whole tiles
SHAPES = st.tuples(st.integers(1, 12), st.integers(1, 12)).map(lambda n: (UNIT * n[0], UNIT * n[1]))
STAGES = st.sampled_from(RACK.names)


@pytest.fixture(scope="module")
def pools() -> Iterator[dict[int, ThreadPoolExecutor]]:
    made = {n: ThreadPoolExecutor(n) for n in (1, 2, 3)}
    yield made
    for pool in made.values():
        pool.shutdown()


def reference(frame: Frame, recipe: Recipe, depth: int = 32) -> np.ndarray:
    """The picture as one tile, kernel by kernel, in this thread."""
    return Engine(tile=(512, 512)).render(frame, recipe, Request(depth=depth)).pixels  # type: ignore[arg-type]


@settings(max_examples=60, deadline=None)
@given(
    size=st.tuples(SIDES, SIDES), cfa=st.sampled_from(["RGGB", "BGGR", "GRBG", "GBRG"]), seed=st.integers(0, 2**31),
    tile=SHAPES, threads=st.integers(1, 3), pins=st.lists(STAGES, min_size=1, max_size=4),
    depth=st.sampled_from([8, 16, 32]),
)  # fmt: skip
def test_any_recipe_on_any_frame_in_any_tiles(
    pools: dict[int, ThreadPoolExecutor], size: tuple[int, int], cfa: str, seed: int, tile: tuple[int, int],
    threads: int, pins: list[str], depth: int,
) -> None:  # fmt: skip
    """Random recipe, then the same again from whatever cut each pin left."""
    frame = lively_frame(*size, cfa, seed % 97)
    recipe = random_recipe(RACK, np.random.default_rng(seed), lively=bool(seed % 4))
    expected = reference(frame, recipe, depth)
    engine = Engine(pools[threads], threads, tile=tile, cuts=Cuts(BIG))
    for pin in [None, *pins, pins[0]]:
        pixels = engine.render(frame, recipe, Request(depth=depth), pin=pin).pixels  # type: ignore[arg-type]
        np.testing.assert_array_equal(pixels, expected)


@settings(max_examples=40, deadline=None)
@given(
    tile=SHAPES, threads=st.integers(1, 3), which=st.integers(0, 1),
    pin=st.sampled_from([None, "sharpen"]), crop=st.tuples(*[st.integers(0, 30)] * 2, *[st.integers(1, 29)] * 2),
)  # fmt: skip
def test_compiled_is_step_by_step(
    pools: dict[int, ThreadPoolExecutor], tile: tuple[int, int], threads: int, which: int, pin: str | None,
    crop: tuple[int, int, int, int],
) -> None:  # fmt: skip
    """Two lines (each driver takes seconds to compile), whole and in crops of the exported picture."""
    frame = lively_frame()
    everything = {f"{s.name}.enabled": True for s in RACK if s.switchable}
    recipe = Recipe.default(RACK).with_values(everything if which else {})
    expected = reference(frame, recipe, 8)
    engine = Engine(pools[threads], threads, tile=tile, composed="now", cuts=Cuts(BIG))
    np.testing.assert_array_equal(engine.render(frame, recipe, pin=pin).pixels, expected)
    x, y, w, h = crop
    part = engine.render(frame, recipe, Request(Rect(x, y, w, h)), pin=pin).pixels
    np.testing.assert_array_equal(part, expected[y : y + h, x : x + w])


def test_a_storm_of_a_thousand_edits_ends_as_a_cold_render(pools: dict[int, ThreadPoolExecutor]) -> None:
    """Random knobs and switches, the edited stage pinned, in a budget of a few cuts; looked at on the way too."""
    rng = np.random.default_rng(20)
    frame, recipe = lively_frame(61, 43), Recipe.default(RACK)
    cuts = Cuts(4 * 12 * (61 + 160) * (43 + 160))
    engine = Engine(pools[2], 2, tile=(24, 40), cuts=cuts)
    kept, seen = [recipe], 0
    for edit in range(1000):
        stage = RACK.stages[int(rng.integers(len(RACK)))]
        knobs = [(p.name, random_value(p, rng, soft=True)) for p in params_of(stage.params)]
        knobs += [("enabled", bool(rng.integers(2)))] if stage.switchable else []
        if edit % 25 == 24:  # a jump in the history: many stages at once
            following = kept[int(rng.integers(len(kept)))]
        elif knobs:
            name, value = knobs[int(rng.integers(len(knobs)))]
            following = recipe.with_value(f"{stage.name}.{name}", value)
        else:
            continue
        pin = recipe.first_difference(following)
        recipe = following
        kept.append(recipe)
        pixels = engine.render(frame, recipe, pin=pin).pixels
        assert cuts.used <= cuts.budget
        if edit % 50 == 49:
            np.testing.assert_array_equal(pixels, reference(frame, recipe, 8))
            seen += len(np.unique(pixels)) > 20
    np.testing.assert_array_equal(engine.render(frame, recipe).pixels, reference(frame, recipe, 8))
    assert seen > 5  # mostly there was a picture to compare


@pytest.mark.parametrize("composed", ["never", "now"])
def test_a_cancelled_render_leaves_nothing_torn(pools: dict[int, ThreadPoolExecutor], composed: str) -> None:
    """Stopped at any moment, also while a cut is made: no picture, or the whole one; and the next one is whole."""
    frame, recipe = lively_frame(301, 211), Recipe.default(RACK)
    engine = Engine(pools[2], 2, tile=(8, 16), composed=composed, cuts=Cuts(BIG))  # type: ignore[arg-type]
    expected = reference(frame, recipe, 8)
    for _ in range(2):  # the first time, loops may have to be compiled: no moment of the renders below would be met
        engine.cuts.clear()  # type: ignore[union-attr]
        began = time.perf_counter()
        engine.render(frame, recipe)
        engine.render(frame, recipe, pin="sharpen")
    took, stopped = time.perf_counter() - began, 0
    for share in np.linspace(0, 1, 12):
        cancel = Cancel()
        assert engine.cuts is not None
        engine.cuts.clear()
        timer = threading.Timer(float(share) * took, cancel.set)
        timer.start()
        try:
            pixels = engine.render(frame, recipe, cancel=cancel, pin="sharpen").pixels
        except Cancelled:
            stopped += 1
        else:
            np.testing.assert_array_equal(pixels, expected)
        timer.join()
        np.testing.assert_array_equal(engine.render(frame, recipe, pin="sharpen").pixels, expected)
    assert stopped
