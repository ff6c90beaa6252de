"""Slider latency in the window: every tick is painted, in order, and nothing is left running. No timings."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.gui.bench import large, opened, tuner_threads, until_exact
from tests.support import facts, noisy_mosaic
from tuner.app.bench_frames import running
from tuner.files.dng_write import write_dng
from tuner.gui import latency
from tuner.stages import RACK

ROOT = Path(__file__).resolve().parents[2]


def test_every_tick_is_painted_with_its_value_or_a_newer_one(qtbot: QtBot) -> None:
    with opened(qtbot, large()) as window:
        values = latency.sweep(RACK["sharpen"].param("amount"), 6)
        times = latency.Drag(window, "sharpen.amount", values).run()
        assert window.session.recipe.value("sharpen.amount") == values[-1]
        until_exact(qtbot, window)  # the last tick may be seen as a draft first
        assert window.pictures.shown is not None
        assert window.pictures.shown.recipe is window.session.recipe
    assert len(times) == 6
    assert all(ms > 0 for ms in times)


def test_a_table_at_both_zooms(qtbot: QtBot) -> None:
    found = latency.measure_latency(large(), 2, 3, ("sharpen", "encode"))
    for key in ("latency_ms", "latency_ms_one_to_one"):
        assert list(found[key]) == ["sharpen"]  # encode has no slider
        assert 0 < found[key]["sharpen"]["p50"] <= found[key]["sharpen"]["p95"] <= found[key]["sharpen"]["max"]
    assert found["latency_worst_p95_ms"]["everyday"] == found["latency_ms"]["sharpen"]["p95"]
    assert tuner_threads() == []


@pytest.mark.parametrize("stage", [s for s in RACK if latency.first_slider(s)], ids=lambda s: s.name)
def test_a_slider_counts_at_every_tick(stage) -> None:  # type: ignore[no-untyped-def]
    """Its choice is set, values lie in range, neighbours differ, and none is the neutral one."""
    param = latency.first_slider(stage)
    recipe = latency.start_of_drag(stage, param, RACK, large())
    if param.when is not None:
        assert recipe.value(f"{stage.name}.{param.when[0]}") == param.when[1]
    values = latency.sweep(param, latency.TICKS)
    assert all(a != b for a, b in pairwise(values))
    if stage.name not in running(recipe, large()):
        return
    for value in values:
        moved = recipe.with_value(f"{stage.name}.{param.name}", value)
        assert not stage.is_neutral(moved[stage.name].params)


def test_start_is_timed_from_the_process(tmp_path: Path) -> None:
    raw = tmp_path / "a.dng"
    write_dng(raw, noisy_mosaic(64, 48), facts(64, 48))
    words = [sys.executable, "-m", "tuner.gui.timed_start", str(raw), repr(time.time())]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    ran = subprocess.run(words, capture_output=True, text=True, timeout=300, env=env, cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout)
    assert 0 < told["window"] <= told["picture"]
    assert told["window"] <= told["raw_view"]
