"""Laws: what holds for every stage, also for those that are not written yet."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from operator import attrgetter
from typing import Any

import numpy as np
import pytest

from tests.support import (
    apply,
    context,
    facts,
    lively_frame,
    noisy_mosaic,
    random_planes,
    random_recipe,
    random_value,
)
from tuner.core.domain import Domain
from tuner.core.engine import Engine, Request
from tuner.core.frame import Frame
from tuner.core.param import ParamError, StageParams, params_of
from tuner.core.rack import Rack
from tuner.core.recipe import Recipe
from tuner.core.stage import Stage
from tuner.stages import RACK

STAGES = list(RACK)
every_stage = pytest.mark.parametrize("stage", STAGES, ids=attrgetter("name"))
every_plane_stage = pytest.mark.parametrize(
    "stage", [s for s in STAGES if s.reads is not Domain.SENSOR], ids=attrgetter("name")
)
every_kernel = pytest.mark.parametrize(
    ("stage", "params"),
    [
        pytest.param(s, s.params(**{p.name: choice}), id=f"{s.name}-{choice}")
        for s in STAGES
        for p in params_of(s.params)
        if p.kind == "choice"
        for choice in p.choices
    ]
    + [pytest.param(s, s.params(), id=s.name) for s in STAGES],
)


@every_stage
def test_it_cites_its_source(stage: Stage) -> None:
    """A `Source:` with a year, and a first line that says what the stage does."""
    assert any(f"{century}" in stage.source for century in ("(19", "(20", ":19", ":20")), stage.source
    assert len(stage.doc.splitlines()[0]) > len(stage.title) + 5


@every_stage
def test_its_defaults_lie_in_range_and_every_limit_holds(stage: Stage) -> None:
    """Defaults pass the check that user values pass; one step outside the hard range does not."""
    assert Recipe.from_dict(RACK, {stage.name: stage.params().model_dump()}) == Recipe.default(RACK)
    for param in params_of(stage.params):
        assert param.help.endswith(".")
        assert param.unit
        if param.kind in ("number", "integer"):
            assert param.minimum is not None
            assert param.maximum is not None
            assert param.soft is not None
            assert param.minimum <= param.soft[0] < param.soft[1] <= param.maximum
            for outside in (param.minimum - 1, param.maximum + 1, float("nan"), "x", None):
                with pytest.raises(ParamError, match=rf"{stage.name}\.{param.name}"):
                    Recipe.default(RACK).with_value(f"{stage.name}.{param.name}", outside)


@every_stage
def test_a_knob_that_counts_only_at_times_names_a_real_choice(stage: Stage) -> None:
    for param in params_of(stage.params):
        if param.when is not None:
            assert param.when[1] in stage.param(param.when[0]).choices


@every_plane_stage
def test_neutral_is_identity(stage: Stage) -> None:
    """The kernel itself (the engine would skip it) returns its input at the neutral parameters."""
    if stage.neutral is None:
        assert not stage.switchable
        return
    planes = random_planes(stage.reads, 24, 32)
    if stage.reads in (Domain.LINEAR, Domain.CODED, Domain.YCC):
        planes = np.clip(planes, 0 if stage.reads is not Domain.YCC else -0.5, 1)
    out = apply(stage, planes, stage.params(**stage.neutral))
    np.testing.assert_allclose(out, planes, rtol=0, atol=2e-6)


@every_kernel
def test_the_input_is_untouched_and_every_sample_is_written(stage: Stage, params: StageParams) -> None:
    if stage.reads is Domain.SENSOR:
        return  # the mosaic is read-only: writing would raise
    planes = random_planes(stage.reads)
    before = planes.copy()
    out = apply(stage, planes, params)
    assert out.dtype == np.float32
    assert np.isfinite(out).all()
    np.testing.assert_array_equal(planes, before)


@every_kernel
def test_a_plan_is_of_plain_contiguous_arrays(stage: Stage, params: StageParams) -> None:
    """A strided or float64 plan is another signature: slower, and compiled a second time."""
    ctx = context()
    plan = stage.prepare(stage.resolve(params, ctx), ctx)
    for array in plan if isinstance(plan, tuple) else (plan,) if plan is not None else ():
        assert isinstance(array, np.ndarray)
        assert array.flags.c_contiguous
        assert array.dtype in (np.float32, np.int32)


@every_plane_stage
def test_extremes_stay_finite(stage: Stage) -> None:
    """Every limit of every number, on black, white, negative and far too bright input."""
    flat = np.array([0.0, 1.0, -0.5, 50.0, 1e-30], np.float32)
    planes = np.broadcast_to(np.repeat(flat, 5)[None, None, :24], (stage.reads.planes, 16, 24)).copy()
    for param in params_of(stage.params):
        if param.kind in ("number", "integer"):
            assert param.minimum is not None
            assert param.maximum is not None
            kind = int if param.kind == "integer" else float
            for limit in (kind(param.minimum), kind(param.maximum)):
                known = {param.name: limit} | ({param.when[0]: param.when[1]} if param.when else {})
                assert np.isfinite(apply(stage, planes, stage.params(**known))).all(), known


@every_stage
def test_resolving_twice_changes_nothing(stage: Stage) -> None:
    once = stage.resolve(stage.params(), context())
    assert stage.resolve(once, context()) == once


def _cases() -> list[Any]:
    """Every stage at its defaults, at every choice, switch and limit, and at a table, curve and matrix of its own."""
    rng = np.random.default_rng(1)
    cases = [pytest.param(s, {}, id=s.name) for s in STAGES]
    for stage in STAGES:
        for p in params_of(stage.params):
            if p.kind in ("number", "integer"):
                assert p.soft is not None
                values: list[Any] = [type(p.default)(v) for v in p.soft]
            elif p.kind in ("choice", "switch"):
                values = [v for v in (p.choices or (True, False)) if v != p.default]
            else:
                values = [random_value(p, rng, soft=True)]
            if stage.name == "black_level" and p.kind == "number":
                values = [80.0 if p.unit == "DN" and "saturation" not in p.name and p.name != "white" else 3500.0]
            for value in values:
                known = {f"{stage.name}.{p.name}": value} | ({f"{stage.name}.{p.when[0]}": p.when[1]} if p.when else {})
                cases.append(pytest.param(stage, known, id=f"{stage.name}.{p.name}={str(value)[:12]}"))
    return cases


def _same_in_tiles(frame: Frame, recipe: Recipe, request: Request) -> np.ndarray:
    whole = Engine(tile=(512, 512)).render(frame, recipe, request).pixels
    for tile in ((16, 40), (24, 16), (8, 80)):
        np.testing.assert_array_equal(Engine(tile=tile).render(frame, recipe, request).pixels, whole)
    return whole


@pytest.mark.parametrize(("stage", "values"), _cases())
def test_tiles_equal_the_whole(stage: Stage, values: dict[str, Any]) -> None:
    """Bit for bit, behind the stage and at the end, on a frame where it has something to do."""
    values = ({f"{stage.name}.enabled": True} if stage.switchable else {}) | values
    recipe, frame = Recipe.default(RACK).with_values(values), lively_frame()
    behind = _same_in_tiles(frame, recipe, Request(depth=32, tap=stage.name, own_values=True))
    assert behind.shape[:2] == (59, 75)
    assert len(np.unique(behind)) > 500  # a flat picture would prove nothing
    _same_in_tiles(frame, recipe, Request(depth=32))


@pytest.mark.parametrize("axis", ["oy", "ox"])
def test_the_law_of_tiles_catches_a_stage_that_depends_on_its_tile(axis: str) -> None:
    """A mutant that looks at the tile's origin rather than at the pixel's position must be found."""

    def mutant(src: np.ndarray, out: np.ndarray, plan: np.ndarray, oy: int, ox: int) -> None:
        r = (src.shape[1] - out.shape[1]) // 2
        out[:] = src[:, r : r + out.shape[1], r : r + out.shape[2]] * (1 + 1e-3 * (oy if axis == "oy" else ox & 31))

    rack = Rack([replace(s, run=mutant) if s.name == "color_adjust" else s for s in RACK])
    recipe = Recipe.default(rack).with_value("color_adjust.saturation", 1.2)
    with pytest.raises(AssertionError):
        _same_in_tiles(lively_frame(), recipe, Request(depth=32))


@pytest.mark.parametrize("seed", range(12))
def test_any_recipe_gives_the_same_bytes_on_any_number_of_workers(seed: int) -> None:
    """Random knobs, random odd size, any CFA: whole frame = random tiles on 1, 2 and 4 threads."""
    rng = np.random.default_rng(seed)
    width, height = int(rng.integers(29, 150)), int(rng.integers(29, 110))
    frame = lively_frame(width, height, str(rng.choice(["RGGB", "BGGR", "GRBG", "GBRG"])), seed)
    request = Request(depth=32)
    recipe = Recipe.default(RACK)
    whole = Engine(tile=(512, 512)).render(frame, recipe, request).pixels
    for _ in range(20 if seed else 0):  # some recipes leave nothing but white: take the first that leaves a picture
        recipe = random_recipe(RACK, rng, lively=True)
        whole = Engine(tile=(512, 512)).render(frame, recipe, request).pixels
        if len(np.unique(whole)) > 500:
            break
    assert whole.shape == (height, width, 3)
    assert np.isfinite(whole).all()
    assert len(np.unique(whole)) > 500
    for workers in (1, 2, 4):
        with ThreadPoolExecutor(workers) as pool:
            tiled = Engine(pool, workers, tile=(8 * int(rng.integers(1, 9)), 8 * int(rng.integers(1, 9))))
            assert np.array_equal(tiled.render(frame, recipe, request).pixels, whole)


@pytest.mark.parametrize("seed", range(4))
def test_recipes_at_the_ends_of_every_range_stay_finite(seed: int) -> None:
    rng = np.random.default_rng(seed)
    pixels = Engine().render(lively_frame(), random_recipe(RACK, rng), Request(depth=32)).pixels
    assert np.isfinite(pixels).all()


@pytest.mark.parametrize("shift", [(0, 1), (1, 0), (1, 1)])
def test_the_phase_changes_nothing_but_the_border(shift: tuple[int, int]) -> None:
    """A mosaic cut one row or column later, under its new CFA name, renders the same pixels."""
    dy, dx = shift
    mosaic = noisy_mosaic(147, 123, 3)
    recipe = Recipe.default(RACK)
    cfa = {(0, 1): "GRBG", (1, 0): "GBRG", (1, 1): "BGGR"}[shift]
    engine, request = Engine(), Request(depth=32)
    full = engine.render(Frame.from_active(mosaic, facts(147, 123)), recipe, request).pixels
    cut = mosaic[dy:, dx:]
    part = engine.render(Frame.from_active(cut, facts(147 - dx, 123 - dy, cfa)), recipe, request).pixels
    edge = 40  # the sum of halos: nearer to the border the reflection differs
    inner = np.s_[edge:-edge, edge:-edge]
    np.testing.assert_array_equal(part[inner], full[dy:, dx:][inner])
