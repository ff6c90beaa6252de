"""Laws: what holds for every stage, also for those that are not written yet."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from operator import attrgetter

import numpy as np
import pytest

from tests.support import apply, context, facts, noisy_frame, noisy_mosaic, random_planes, random_recipe
from tuner.core.domain import Domain
from tuner.core.engine import Engine, Request
from tuner.core.frame import Frame
from tuner.core.param import ParamError, StageParams, params_of
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


@pytest.mark.parametrize("seed", range(12))
def test_tiles_and_workers_give_the_same_bytes(seed: int) -> None:
    """Random recipe, random odd size, any CFA: whole frame = small tiles = odd tiles on 2 and 4 threads."""
    rng = np.random.default_rng(seed)
    width, height = int(rng.integers(9, 150)), int(rng.integers(9, 110))
    cfa = str(rng.choice(["RGGB", "BGGR", "GRBG", "GBRG"]))
    frame = noisy_frame(width, height, cfa, seed)
    recipe = random_recipe(RACK, rng) if seed else Recipe.default(RACK)
    request = Request(depth=32)
    whole = Engine(tile=(512, 512)).render(frame, recipe, request).pixels
    assert whole.shape == (height, width, 3)
    assert np.isfinite(whole).all()
    assert np.array_equal(Engine(tile=(16, 40)).render(frame, recipe, request).pixels, whole)
    for workers in (2, 4):
        with ThreadPoolExecutor(workers) as pool:
            tiled = Engine(pool, workers, tile=(8 * int(rng.integers(1, 9)), 8 * int(rng.integers(1, 9))))
            assert np.array_equal(tiled.render(frame, recipe, request).pixels, whole)


@pytest.mark.parametrize("stage", STAGES, ids=attrgetter("name"))
def test_every_tap_tiles(stage: Stage) -> None:
    """The picture behind any stage is the same in tiles and whole, and has the size of the frame."""
    frame = noisy_frame(61, 43, "GBRG", 5)
    recipe = random_recipe(RACK, np.random.default_rng(7))
    request = Request(depth=32, tap=stage.name, own_values=True)
    whole = Engine(tile=(512, 512)).render(frame, recipe, request).pixels
    tiled = Engine(tile=(16, 24)).render(frame, recipe, request).pixels
    assert whole.shape[:2] == (43, 61)
    assert np.array_equal(whole, tiled)


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
