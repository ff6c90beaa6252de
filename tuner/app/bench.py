"""The bench: what the engine costs, beside yardsticks, in one process.

One run times whole renders (the everyday, the classic and the heavy line), every stage and choice, sizes from 1 to
50 MP, one and two threads, and what others need for a part of it. All of it is interleaved in rounds; what is reported
are medians, and the ratios of medians are what the project holds itself to.
"""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median
from typing import Any, Literal

from tuner.app import bench_frames as frames
from tuner.app import bench_stages as stages
from tuner.app import bench_yardsticks as yardsticks
from tuner.app.bench_frames import LineJob
from tuner.app.bench_rounds import Job, interleaved, medians
from tuner.app.pool import processors, render_pool
from tuner.core.engine import Engine
from tuner.core.frame import Frame
from tuner.core.rack import Rack

SIZES = (1.0, 3.0, 12.0, 24.0, 50.0)
NLM_MEGAPIXELS = 3.0  # non-local means is compared on a smaller frame, for time; both figures are per megapixel
SLOW_ROUNDS = 3  # of the yardsticks that take half a second and more
FEW_ROUNDS = 5  # of the choices
_PACKAGES = ("isp-tuner", "numpy", "numba", "llvmlite", "opencv-python-headless", "rawpy", "PySide6-Essentials")

Say = Callable[[str], None]
Document = dict[str, Any]


@dataclass(frozen=True)
class Options:
    """What to measure.

    Attributes
    ----------
    megapixels : size of the frame of the lines, stages, choices and yardsticks
    threads : workers of the render, and threads of the yardsticks
    rounds : how often each is timed
    sizes : megapixels of the scaling test
    composed : through compiled drivers, or kernel by kernel, called from Python
    """

    megapixels: float = 12.0
    threads: int = 2
    rounds: int = 15
    sizes: tuple[float, ...] = SIZES
    composed: Literal["now", "never"] = "now"


def measure(sample: Frame, rack: Rack, options: Options, say: Say = lambda text: None) -> Document:
    """Everything but the window and start-up; see `docs/performance.md` for the keys.

    Parameters
    ----------
    sample : the frame that all others are tiled from
    say : told what is being measured now
    """
    frame = frames.tiled(sample, options.megapixels)
    pool, count = render_pool(options.threads)
    with pool, yardsticks.opencv_threads(options.threads):
        engine = Engine(pool, count, composed=options.composed)
        say(f"lines and yardsticks on {frames.size_of(frame.facts):.1f} MP")
        document = _lines(engine, pool, frame, rack, options)
        say("non-local means")
        document["yardsticks"] |= _nlm(engine, sample, rack, options)
        say("choices")
        document["choices"] = stages.choices(engine, frame, rack, min(options.rounds, FEW_ROUNDS))
        say("sizes and threads")
        document["scaling"] = _scaling(engine, sample, rack, options)
        document["threads"] = _threads(frame, rack, options)
    document["ratios"] = ratios(document)
    document["machine"], document["versions"] = machine(), versions()
    document["options"] = {
        "megapixels": frames.size_of(frame.facts), "threads": options.threads, "rounds": options.rounds,
        "composed": options.composed == "now",
    }  # fmt: skip
    return document


def _lines(engine: Engine, pool: Any, frame: Frame, rack: Rack, options: Options) -> Document:
    """The three lines and the yardsticks in the same rounds."""
    recipes = {
        "everyday": frames.everyday(rack),
        "classic": frames.classic(rack),
        "heavy": frames.heavy(rack, frame),
    }
    jobs = {name: LineJob(engine, frame, recipe) for name, recipe in recipes.items()}
    missing = {name: why for name, job in jobs.items() if (why := job.why_not())}
    jobs = {name: job for name, job in jobs.items() if name not in missing}
    others: dict[str, Job] = {
        "copy": yardsticks.Copy(frame.active, pool, options.threads),
        "opencv_ea": yardsticks.EdgeAware(frame.active),
    }
    quick: dict[str, Job] = {**others, **{name: job for name, job in jobs.items() if name != "heavy"}}
    slow: dict[str, Job] = {name: job for name, job in jobs.items() if name == "heavy"}
    with yardsticks.libraw_ahd(frame) as ahd:
        times = interleaved(quick, options.rounds, {**slow, "rawpy_ahd": ahd}, SLOW_ROUNDS)
    size = frames.size_of(frame.facts)
    middle = {name: ms / size for name, ms in medians(times).items()}
    return {
        "line": {name: middle.get(name) for name in recipes},
        "line_ms": {name: _spread(times[name]) for name in jobs},
        "line_stages": {name: list(job.threads[-1]) for name, job in jobs.items()},
        "line_missing": missing,
        "line_idle": {name: _idle(job) for name, job in jobs.items()},
        "stages": stages.stages_alone(jobs),
        "yardsticks": {name: middle[name] for name in (*others, "rawpy_ahd")},
    }


def _idle(job: LineJob) -> list[str]:
    """Stages that are on, but were left out: they have nothing to do on this frame."""
    on = [stage.name for stage in job.recipe.rack if job.recipe[stage.name].enabled]
    return [name for name in on if name not in job.threads[-1]]


def _spread(times: list[float]) -> dict[str, float]:
    return {"median": median(times), "min": min(times), "max": max(times)}


def _nlm(engine: Engine, sample: Frame, rack: Rack, options: Options) -> dict[str, float | None]:
    """OpenCV's non-local means on the 8-bit luma of a picture, and ours inside the line that makes it, ms/MP.

    Ours is the stage's share of that line's wall time, which counts the halo it computes for the stages behind it and
    its part of handing out the work.
    """
    if "luma_denoise" not in rack or "nlm" not in _methods(rack):
        return {"opencv_nlm": None, "nlm": None}
    frame = frames.tiled(sample, min(NLM_MEGAPIXELS, options.megapixels))
    recipe = frames.everyday(rack).with_values({"luma_denoise.enabled": True, "luma_denoise.method": "nlm"})
    job = LineJob(engine, frame, recipe)
    other = yardsticks.NonLocalMeans(yardsticks.luma_of(job().pixels))
    times = interleaved({"nlm": job, "opencv_nlm": other}, min(options.rounds, FEW_ROUNDS))
    middle = medians(times)
    return {
        "opencv_nlm": middle["opencv_nlm"] / job.megapixels,
        "nlm": stages.wall_share(job, middle["nlm"], "luma_denoise"),
    }


def _methods(rack: Rack) -> tuple[str, ...]:
    fields = rack["luma_denoise"].params.model_fields
    return rack["luma_denoise"].param("method").choices if "method" in fields else ()


def _scaling(engine: Engine, sample: Frame, rack: Rack, options: Options) -> dict[str, float]:
    """The everyday line at each size, ms/MP."""
    recipe = frames.everyday(rack)
    jobs = {f"{size:g}": LineJob(engine, frames.tiled(sample, size), recipe) for size in options.sizes}
    times = interleaved(jobs, options.rounds)
    return {name: median(times[name]) / job.megapixels for name, job in jobs.items()}


def _threads(frame: Frame, rack: Rack, options: Options) -> dict[str, float]:
    """The everyday line on one and on two workers, ms/MP."""
    recipe = frames.everyday(rack)
    one, count_one = render_pool(1)
    two, count_two = render_pool(2)
    with one, two:
        jobs = {
            "1": LineJob(Engine(one, count_one, composed=options.composed), frame, recipe),
            "2": LineJob(Engine(two, count_two, composed=options.composed), frame, recipe),
        }
        times = interleaved(jobs, options.rounds)
    return {name: median(times[name]) / job.megapixels for name, job in jobs.items()}


def ratios(document: Mapping[str, Any]) -> dict[str, float | None]:
    """The figures the project holds itself to; null where one side was not measured."""
    line, others, size, threads = (document[key] for key in ("line", "yardsticks", "scaling", "threads"))
    return {
        "classic_vs_opencv_ea": over(line["classic"], others["opencv_ea"]),
        "classic_vs_copy": over(line["classic"], others["copy"]),
        "rawpy_ahd_vs_classic": over(others["rawpy_ahd"], line["classic"]),
        "everyday_vs_opencv_ea": over(line["everyday"], others["opencv_ea"]),
        "opencv_nlm_vs_nlm": over(others["opencv_nlm"], others["nlm"]),
        "scaling_24_vs_3": over(size.get("24"), size.get("3")),
        "threads_2_vs_1": over(threads["1"], threads["2"]),
    }


def over(a: float | None, b: float | None) -> float | None:
    """a / b; None where either is unknown."""
    return a / b if a is not None and b else None


def machine() -> dict[str, Any]:
    """What the figures were measured on."""
    return {
        "name": platform.node(),
        "cpu": _cpu(),
        "processors": len(processors()),
        "system": f"{platform.system()} {platform.machine()}",
        "load": os.getloadavg()[0] if hasattr(os, "getloadavg") else None,
    }


def _cpu() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return platform.processor() or "unknown"
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, "") or platform.processor() or "unknown"


def versions() -> dict[str, str | None]:
    """Versions of what the figures depend on."""
    found: dict[str, str | None] = {"python": platform.python_version()}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = None
    return found
