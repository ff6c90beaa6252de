"""Cuts and drivers: whichever way a picture was made, its bytes are the same."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from operator import attrgetter

import numpy as np
import pytest

from tests.support import lively_frame, random_recipe, random_value
from tuner.core.cut import Cuts, area_of
from tuner.core.domain import Domain
from tuner.core.engine import Engine, Request
from tuner.core.param import params_of
from tuner.core.recipe import Recipe
from tuner.core.stage import Stage
from tuner.stages import RACK

BIG = 1 << 28


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(2) as made:
        yield made


@pytest.mark.parametrize("stage", list(RACK), ids=attrgetter("name"))
def test_a_picture_from_a_cut_is_the_picture(stage: Stage, pool: ThreadPoolExecutor) -> None:
    """Pinned at any stage, cold and again, plain and with that stage changed; at every depth and in a crop."""
    frame, cuts = lively_frame(), Cuts(BIG)
    engine = Engine(pool, 2, tile=(16, 40), cuts=cuts)
    recipes = [Recipe.default(RACK)]
    numbers = [p for p in params_of(stage.params) if p.kind == "number"]
    if numbers:
        rng = np.random.default_rng(0)
        known = {f"{stage.name}.{numbers[0].name}": random_value(numbers[0], rng, soft=True)}
        if numbers[0].when:
            known[f"{stage.name}.{numbers[0].when[0]}"] = numbers[0].when[1]
        recipes.append(recipes[0].with_values(known))
    for recipe in [*recipes, *recipes]:
        for depth in (8, 16, 32):
            expected = Engine().render(frame, recipe, Request(depth=depth)).pixels  # type: ignore[arg-type]
            pinned = engine.render(frame, recipe, Request(depth=depth), pin=stage.name).pixels  # type: ignore[arg-type]
            np.testing.assert_array_equal(pinned, expected)
    assert (cuts.used > 0) == (stage.name != "black_level")


def test_a_composed_driver_gives_the_bytes_of_its_kernels(pool: ThreadPoolExecutor) -> None:
    """From the mosaic to a picture, from the mosaic to a cut, and from a cut to a picture, at odd tile shapes."""
    frame, recipe = lively_frame(), Recipe.default(RACK)
    expected = Engine().render(frame, recipe).pixels
    composed = Engine(pool, 2, tile=(24, 40), composed="now", cuts=Cuts(BIG))
    np.testing.assert_array_equal(composed.render(frame, recipe).pixels, expected)
    for _ in range(2):
        np.testing.assert_array_equal(composed.render(frame, recipe, pin="sharpen").pixels, expected)


def test_a_driver_is_made_in_the_background_and_then_used(pool: ThreadPoolExecutor) -> None:
    frame, recipe = lively_frame(), Recipe.default(RACK).with_value("sharpen.enabled", False)
    with ThreadPoolExecutor(1) as compiler:
        engine = Engine(pool, 2, composed="later", compiler=compiler)
        first = engine.render(frame, recipe).pixels
    second = engine.render(frame, recipe)  # the compiler has finished: leaving its block waits
    np.testing.assert_array_equal(second.pixels, first)
    assert set(second.stage_ms) == set(Engine().render(frame, recipe).stage_ms)


def test_a_cut_belongs_to_its_frame(pool: ThreadPoolExecutor) -> None:
    """Two frames of one size and one recipe: neither gets the other's pixels."""
    one, two = lively_frame(seed=3), lively_frame(seed=4)
    recipe, engine = random_recipe(RACK, np.random.default_rng(2), lively=True), Engine(pool, 2, cuts=Cuts(BIG))
    for frame in (one, two, one):
        pinned = engine.render(frame, recipe, pin="sharpen").pixels
        np.testing.assert_array_equal(pinned, Engine().render(frame, recipe).pixels)


def test_what_does_not_fit_the_budget_is_not_kept(pool: ThreadPoolExecutor) -> None:
    engine = Engine(pool, 2, cuts=Cuts(1000))
    frame, recipe = lively_frame(), Recipe.default(RACK)
    pinned = engine.render(frame, recipe, pin="sharpen").pixels
    np.testing.assert_array_equal(pinned, Engine().render(frame, recipe).pixels)
    assert engine.cuts is not None
    assert engine.cuts.used == 0


def test_worth_decides_what_is_dropped() -> None:
    """Of two cuts of one size the cheaper one goes first, unless it was used since."""
    frame = lively_frame()
    cuts = Cuts(BIG)
    from tuner.core.domain import Domain

    one = cuts.room(frame, Domain.YCC, 32)
    assert one is not None
    cuts.budget = int(2.5 * one.planes.nbytes)
    cuts.put("dear", one, 100.0)
    two = cuts.room(frame, Domain.YCC, 32)
    assert two is not None
    cuts.put("cheap", two, 1.0)
    three = cuts.room(frame, Domain.YCC, 32)
    assert three is not None
    cuts.put("new", three, 50.0)
    assert cuts.get("cheap", 0) is None
    assert cuts.get("dear", 0) is not None
    assert cuts.get("dear", 64) is None  # it does not reach that far


def test_memory_that_a_render_still_reads_is_not_handed_out_again() -> None:
    """Two threads on one budget: what one reads from must not be filled by the other."""
    frame = lively_frame()
    size = 4 * 3 * area_of(frame, 16).w * area_of(frame, 16).h
    cuts = Cuts(size)
    made = cuts.room(frame, Domain.YCC, 16)
    assert made is not None
    cuts.put("first", made, 1.0)
    del made
    reading = cuts.get("first", 0)
    assert reading is not None
    second = cuts.room(frame, Domain.YCC, 16)
    assert second is not None
    assert not np.shares_memory(second.planes, reading.planes)
    cuts.put("second", second, 1.0)
    place = second.planes.ctypes.data
    del second
    third = cuts.room(frame, Domain.YCC, 16)
    assert third is not None
    assert third.planes.ctypes.data == place  # nobody reads it: used again


def test_what_is_being_filled_counts() -> None:
    frame = lively_frame()
    size = 4 * 3 * area_of(frame, 16).w * area_of(frame, 16).h
    cuts = Cuts(size + size // 2)
    filling = cuts.room(frame, Domain.YCC, 16)
    assert filling is not None
    assert cuts.used == size
    assert cuts.room(frame, Domain.YCC, 16) is None
    del filling  # given up
    assert cuts.used == 0
    assert cuts.room(frame, Domain.YCC, 16) is not None
