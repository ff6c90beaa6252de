"""Warming up."""

from __future__ import annotations

import pytest

from tuner.app.warm import tiny_frame, warm
from tuner.core import chain as chains
from tuner.core.chain import StageError
from tuner.core.engine import Cancel, Cancelled
from tuner.core.recipe import Recipe
from tuner.stages import RACK


def test_every_stage_of_the_default_line_is_named_and_the_count_is_kept():
    told = []
    warm(RACK, lambda *now: told.append(now), Cancel())
    total = told[0][1]
    assert [done for done, _, _ in told] == list(range(total + 1))
    names = [name for _, _, name in told]
    assert names[0] == "raw view"  # the raw pane is the first to need its kernels
    assert "Demosaic" in names
    assert names[-1] == ""


def test_it_stops_when_cancelled():
    cancel, told = Cancel(), []

    def progress(done: int, total: int, name: str) -> None:
        told.append(done)
        if done == 2:
            cancel.set()

    with pytest.raises(Cancelled):
        warm(RACK, progress, cancel)
    assert told == [0, 1, 2]


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
