"""The bench: its lines are what they say, its ratios are the right way up, its document has every key. No timings."""

from __future__ import annotations

import gc
import json
import subprocess
import threading
from collections.abc import Mapping, Sequence
from typing import Any

import cv2
import numpy as np
import pytest

from tests.support import noisy_frame
from tuner.app import bench, bench_frames, bench_report, bench_start, bench_yardsticks
from tuner.app.bench_rounds import interleaved
from tuner.app.pool import render_pool
from tuner.core.recipe import Recipe
from tuner.stages import RACK

RATIOS = {
    "classic_vs_opencv_ea", "classic_vs_copy", "rawpy_ahd_vs_classic", "everyday_vs_opencv_ea", "opencv_nlm_vs_nlm",
    "scaling_24_vs_3", "threads_2_vs_1",
}  # fmt: skip
FRAME = noisy_frame(65, 47)


@pytest.fixture(scope="module")
def document() -> Any:
    """A tiny run; kernel by kernel, so that no driver is compiled."""
    options = bench.Options(0.02, 2, 2, sizes=(0.003, 0.02), composed="never")
    return bench.measure(noisy_frame(160, 120), RACK, options)


@pytest.mark.parametrize("cfa", ["RGGB", "GBRG"])
def test_a_tiled_frame_repeats_the_mosaic_on_its_phase(cfa: str) -> None:
    """An odd-sized sample is cut to whole quads; every copy starts on the same colour."""
    frame = bench_frames.tiled(noisy_frame(65, 47, cfa), 0.03)
    height, width = frame.active.shape
    assert abs(height * width / 0.03e6 - 1) < 0.02
    assert height % 2 == width % 2 == 0
    assert frame.facts.cfa == cfa
    y, x = np.mgrid[0:height, 0:width]
    np.testing.assert_array_equal(frame.active, noisy_frame(65, 47, cfa).active[y % 46, x % 64])


def test_the_classic_line_is_the_twelve_stages() -> None:
    recipe = bench_frames.classic(RACK)
    assert bench_frames.running(recipe, FRAME) == bench_frames.CLASSIC
    assert recipe.value("demosaic.method") == "malvar"
    assert recipe.value("demosaic.domain") == "linear"


def test_the_everyday_line_is_the_default() -> None:
    assert bench_frames.everyday(RACK) == Recipe.default(RACK)


def test_the_heavy_line_leaves_nothing_out_that_can_be_woken() -> None:
    recipe = bench_frames.heavy(RACK, FRAME)
    assert all(setting.enabled for setting in recipe.settings)
    left_out = set(RACK.names) - set(bench_frames.running(recipe, FRAME))
    assert not left_out & {"lens_shading", "exposure", "color_adjust", "luma_denoise", "chroma_denoise", "sharpen"}


def test_waking_a_stage_takes_it_from_neutral() -> None:
    for stage in RACK:
        params = bench_frames.awake(Recipe.default(RACK), stage)[stage.name].params
        assert not stage.is_neutral(params), stage.name


def test_copy_writes_every_pixel() -> None:
    """Both shares together cover the rows, an odd number of them too."""
    pool, count = render_pool(2, pin=False)
    with pool:
        copied = bench_yardsticks.Copy(FRAME.active, pool, count)()
    np.testing.assert_array_equal(copied, FRAME.active.astype(np.uint32) | np.uint32(0xFF000000))


def test_edge_aware_is_opencv_on_the_same_mosaic() -> None:
    wanted = cv2.cvtColor(np.array(FRAME.active), cv2.COLOR_BayerBG2RGB_EA)
    np.testing.assert_array_equal(bench_yardsticks.EdgeAware(FRAME.active)(), wanted)


def test_rounds_take_the_jobs_in_turn_and_the_slow_ones_less_often() -> None:
    ran: list[str] = []
    jobs = {name: (lambda name=name: ran.append(name)) for name in ("a", "b", "slow")}
    slow = {"slow": jobs.pop("slow")}
    times = interleaved(jobs, 6, slow, 2)
    assert "".join(name[0] for name in ran) == "abs" + "abs" + "abab" + "abs" + "abab"
    assert {name: len(found) for name, found in times.items()} == {"a": 6, "b": 6, "slow": 2}


def test_garbage_is_collected_again_after_a_job_that_failed() -> None:
    def fail() -> None:
        assert not gc.isenabled() or not ran
        ran.append(1)
        if len(ran) == 2:
            raise ValueError

    ran: list[int] = []
    with pytest.raises(ValueError):
        interleaved({"a": fail}, 3)
    assert gc.isenabled()


def test_ratios_are_the_right_way_up() -> None:
    made_up = {
        "line": {"everyday": 3.0, "classic": 2.0, "heavy": None},
        "yardsticks": {"copy": 0.5, "opencv_ea": 1.0, "rawpy_ahd": 40.0, "opencv_nlm": 60.0, "nlm": 12.0},
        "scaling": {"3": 2.0, "24": 2.2},
        "threads": {"1": 4.0, "2": 2.5},
    }
    assert bench.ratios(made_up) == pytest.approx(
        {
            "classic_vs_opencv_ea": 2.0, "classic_vs_copy": 4.0, "rawpy_ahd_vs_classic": 20.0,
            "everyday_vs_opencv_ea": 3.0, "opencv_nlm_vs_nlm": 5.0, "scaling_24_vs_3": 1.1, "threads_2_vs_1": 1.6,
        }
    )  # fmt: skip
    made_up["yardsticks"] |= {"opencv_nlm": None, "nlm": None}
    made_up["scaling"] = {"1": 2.0}
    assert bench.ratios(made_up)["opencv_nlm_vs_nlm"] is None
    assert bench.ratios(made_up)["scaling_24_vs_3"] is None


def test_a_document_has_every_key(document: dict[str, Any]) -> None:
    assert set(document["ratios"]) == RATIOS
    assert set(document["line"]) == {"everyday", "classic", "heavy"}
    assert set(document["yardsticks"]) == {"copy", "opencv_ea", "rawpy_ahd", "opencv_nlm", "nlm"}
    assert set(document["scaling"]) == {"0.003", "0.02"}
    assert set(document["threads"]) == {"1", "2"}
    assert "demosaic method=malvar domain=linear" in document["choices"]
    assert set(document["line_stages"]["everyday"]) <= set(document["stages"])
    assert {"name", "cpu", "processors", "system"} <= set(document["machine"])
    assert document["versions"]["numba"]
    json.dumps(document, allow_nan=False)


def test_what_was_measured_is_positive(document: dict[str, Any]) -> None:
    unknown = {name for name, value in document["ratios"].items() if value is None}
    assert unknown <= {"scaling_24_vs_3", "opencv_nlm_vs_nlm"}
    assert all(value > 0 for name, value in document["ratios"].items() if name not in unknown)
    assert all(found["ms_per_mp"] > 0 for found in document["stages"].values())


def test_the_bench_leaves_nothing_behind(document: dict[str, Any]) -> None:
    assert not [t.name for t in threading.enumerate() if t.name.startswith("tuner-")]
    assert gc.isenabled()


def test_start_up_begins_cold_in_a_folder_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """With an empty cache first, then warm; the window's own times are taken over."""
    ran: list[tuple[str, bool]] = []

    def run(words: Sequence[str], env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
        ran.append((words[1], "TUNER_CACHE_DIR" in env))
        told = {"window": 1.0, "raw_view": 2.0, "picture": 3.0}
        return subprocess.CompletedProcess([], 0, json.dumps(told), "")

    monkeypatch.setattr(bench_start, "_run", run)
    found = bench_start.start_up(("-m", "window"), 2, cold=True)
    cold = bench_start.COLD_RUNS + 1  # and the render
    pictures = {f"{what}_{cache}" for what in ("render", "window", "raw_view", "picture") for cache in ("cold", "warm")}
    assert set(found) == {"import", "version", *pictures}
    assert found["raw_view_warm"] == 2.0
    assert [cold for _, cold in ran] == [True] * cold + [False] * (len(ran) - cold)
    assert set(bench_start.start_up((), 1, cold=False)) == {"import", "version", "render_warm"}


def test_a_process_that_fails_says_why() -> None:
    with pytest.raises(bench_start.StartError, match="no such luck"):
        bench_start._run(["-c", "import sys; sys.exit('no such luck')"], {})


def test_tables_hold_every_figure(document: dict[str, Any]) -> None:
    latency = {"sharpen": {"p50": 1.0, "p95": 2.0, "max": 3.0}}
    whole = document | {"latency_ms": latency, "latency_worst_p95_ms": {"everyday": 70.0}, "start_up": {"import": 99.0}}
    plain, marked = bench_report.text(whole), bench_report.markdown(whole)
    for words in (*document["stages"], *document["choices"], "rawpy_ahd", "import", "missed"):
        assert words in plain
        assert words in marked
    rows = [line for line in marked.splitlines() if line.startswith("|")]
    assert all(line.endswith("|") for line in rows)


@pytest.mark.parametrize(
    ("value", "verdict"), [(1.5, "goal"), (1.9, "goal"), (2.5, "bar"), (3.3, "missed"), (None, "")]
)
def test_a_verdict(value: float | None, verdict: str) -> None:
    assert bench_report.BARS["classic_vs_opencv_ea"].verdict(value) == verdict


@pytest.mark.parametrize(("value", "verdict"), [(6.0, "goal"), (3.0, "bar"), (2.0, "missed")])
def test_a_verdict_the_other_way(value: float, verdict: str) -> None:
    assert bench_report.BARS["opencv_nlm_vs_nlm"].verdict(value) == verdict
