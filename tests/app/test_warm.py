"""Warming up."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tuner.app import warm as warming
from tuner.app.warm import frame_for, recipes, tiny_frame, warm
from tuner.core import chain as chains
from tuner.core.chain import StageError
from tuner.core.engine import Cancel, Cancelled
from tuner.core.recipe import Recipe
from tuner.stages import RACK

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def cold(monkeypatch):
    """As on a machine that has compiled nothing yet."""
    monkeypatch.setattr(warming, "first_is_cold", lambda rack: True)


@pytest.mark.usefixtures("cold")
def test_every_stage_of_the_default_line_is_named_and_the_count_is_kept():
    told = []
    warm(RACK, lambda *now: told.append(now), Cancel())
    total = told[0][1]
    assert [done for done, _, _ in told] == list(range(total + 1))
    names = [name for _, _, name in told]
    assert names[0] == "raw view"  # the raw pane is the first to need its kernels
    assert "Demosaic" in names
    assert names[-1] == ""


@pytest.mark.usefixtures("cold")
def test_it_stops_when_cancelled():
    cancel, told = Cancel(), []

    def progress(done: int, total: int, name: str) -> None:
        told.append(done)
        if done == 2:
            cancel.set()

    with pytest.raises(Cancelled):
        warm(RACK, progress, cancel)
    assert told == [0, 1, 2]


_COMPILED = """
import importlib, pkgutil
import tuner
from tuner.app.warm_all import LISTS
from tuner.app.warm_lab import shots
from tuner.core.engine import Cancel
from tuner.core.jit import LazyKernel, is_cold
from tuner.stages import RACK

for parts in (*LISTS[:2], shots):
    for part in parts(RACK):
        part.run(Cancel())
kernels = {}
for room in ("core", "stages", "files", "measure", "compare", "lab"):
    package = importlib.import_module(f"tuner.{room}")
    for module in pkgutil.iter_modules(package.__path__):
        for name, found in vars(importlib.import_module(f"tuner.{room}.{module.name}")).items():
            if isinstance(found, LazyKernel) and name != "draw_poisson":  # which tests alone call
                kernels[f"{found.__module__}.{name}"] = found
print(len(kernels), sorted(name for name, kernel in kernels.items() if is_cold([kernel])))
"""

_NOTHING_NEW = """
import numpy as np
from tests.support import lively_frame, random_recipe
from tuner.core.cut import Cuts
from tuner.core.draft import binned
from tuner.core.engine import Engine, Request
from tuner.core.fit import area_average
from tuner.core.rawview import raw_view
from tuner.stages import RACK

frame, rng = lively_frame(), np.random.default_rng(5)
engine = Engine(cuts=Cuts(1 << 28))
for pin in RACK.names:
    recipe = random_recipe(RACK, rng, lively=True)
    area_average(engine.render(frame, recipe, pin=pin).pixels, 20, 20)
    engine.render(binned(frame, 2), recipe, Request(depth=16))
raw_view(frame)
raw_view(frame, size=(20, 20))
print(sorted(
    f"{stage.name}.{kernel.__name__} {key}"
    for stage in RACK for kernel in stage.kernels if kernel.ready
    for key in kernel.dispatcher().stats.cache_misses
))
"""


_AGAIN = """
from concurrent.futures import ThreadPoolExecutor
from tuner.app.warm import tiny_frame, warm
from tuner.core.engine import Cancel, Engine
from tuner.core.recipe import Recipe
from tuner.stages import RACK

names, compiler = [], ThreadPoolExecutor(1)
warm(RACK, lambda done, total, name: names.append(name), Cancel())
asked = []
compiler.submit = lambda *work: asked.append(work)
engine = Engine(composed="later", compiler=compiler)
engine.render(tiny_frame(), Recipe.default(RACK))
print(names)
print([kernel.__name__ for stage in RACK for kernel in stage.kernels if kernel.ready], asked)
for make, *arguments in asked:
    make(*arguments)
"""


_KEPT = """
import numpy as np
from tuner.app.warm import tiny_frame
from tuner.core.engine import DRIVERS, Engine
from tuner.core.recipe import Recipe
from tuner.stages import RACK

frame, plain = tiny_frame(), Recipe.default(RACK)
rare = plain.with_values({"demosaic.method": "bilinear", "encode.transfer": "gamma22", "luma_denoise.enabled": True})
engine = Engine(composed="kept")
kept = engine.render(frame, plain).pixels
loaded = [kernel.__name__ for stage in RACK for kernel in stage.kernels if kernel.ready]
count = len(DRIVERS._made)
same = np.array_equal(kept, Engine(composed="never").render(frame, plain).pixels)
engine.render(frame, rare)  # whose loop nobody compiled
print(same, loaded, len(DRIVERS._made) - count)
Engine(composed="now").render(frame, plain)
"""


def run(code: str) -> str:
    """What a fresh process prints."""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=500, cwd=ROOT)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip()


def test_nothing_is_left_to_compile():
    """Every kernel of every room, and with the types that renders call it with."""
    count, left = run(_COMPILED).split(" ", 1)
    assert int(count) > 80
    assert left == "[]"
    assert run(_NOTHING_NEW) == "[]"


def test_what_was_compiled_before_is_loaded_as_one_loop():
    """Its kernels are not loaded one by one, neither when warming up nor by the first render."""
    run(_AGAIN)  # the first time, kernels and loop may have to be compiled
    told, loaded = run(_AGAIN).splitlines()
    assert told == "['raw view', 'fit', '']"
    assert loaded == "[] []"


def test_a_render_of_the_command_line_loads_a_loop_and_never_compiles_one():
    """The bytes are those of the kernels called one by one."""
    rows = [run(_KEPT) for _ in range(2)]  # the first time, the loop may have to be compiled
    assert rows[1] == "True [] 0"


@pytest.mark.parametrize("stage", RACK, ids=lambda s: s.name)
def test_some_recipe_chooses_each_kernel(stage):
    frame = frame_for(stage)
    steps = [step for recipe in recipes(stage, RACK) for step in chains.build(recipe, frame).steps]
    assert {id(s.kernel) for s in steps if s.stage is stage} == {id(kernel) for kernel in stage.kernels}


@pytest.mark.usefixtures("cold")
def test_a_kernel_that_fails_names_its_stage(monkeypatch):
    build = chains.build

    def broken(*args):
        from dataclasses import replace

        chain = build(*args)

        def fails(*_):
            raise TypeError("no such type")

        return replace(chain, steps=(*chain.steps[:1], replace(chain.steps[1], kernel=fails), *chain.steps[2:]))

    monkeypatch.setattr(chains, "build", broken)
    second = build(Recipe.default(RACK), tiny_frame()).steps[1].stage.name
    with pytest.raises(StageError, match=second):
        warm(RACK, lambda *_: None, Cancel())
