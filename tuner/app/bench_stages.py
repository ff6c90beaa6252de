"""What each stage and each choice costs.

A stage's figure is its own thread time inside a line, summed over the workers: it includes the halo that the stages
behind it ask for, which a kernel timed alone would hide. A choice is timed in the everyday line with its stage on; its
figure is again the stage's own thread time, and beside it stands the whole line's wall time, so that what the choice
makes other stages recompute can be seen.
"""

from __future__ import annotations

from collections.abc import Mapping
from statistics import median
from typing import Any

from tuner.app.bench_frames import LineJob, combinations, everyday, known
from tuner.app.bench_rounds import interleaved
from tuner.core.engine import Engine
from tuner.core.frame import Frame
from tuner.core.rack import Rack

CHOSEN = ("raw_denoise", "demosaic", "highlights", "luma_denoise", "chroma_denoise")
"""Stages whose choices are timed one by one."""


def thread_ms_per_mp(job: LineJob) -> dict[str, float]:
    """Median thread time of each stage of a line, ms/MP summed over the workers."""
    names = job.threads[-1]
    return {name: median(run[name] for run in job.threads) / job.megapixels for name in names}


def stages_alone(jobs: Mapping[str, LineJob]) -> dict[str, dict[str, Any]]:
    """Each stage's thread time, taken from the first of the lines that runs it."""
    found: dict[str, dict[str, Any]] = {}
    for line, job in jobs.items():
        for name, cost in thread_ms_per_mp(job).items():
            found.setdefault(name, {"ms_per_mp": cost, "line": line})
    return found


def choice_jobs(engine: Engine, frame: Frame, rack: Rack) -> dict[str, LineJob]:
    """The everyday line with each choice of the denoisers and of the demosaic, named as on the command line."""
    jobs: dict[str, LineJob] = {}
    for name in CHOSEN:
        if name not in rack:
            continue
        for choice in combinations(rack[name]):
            label = " ".join([name, *(f"{k}={v}" for k, v in choice.items())])
            values = {f"{name}.{k}": v for k, v in choice.items()}
            if rack[name].switchable:
                values[f"{name}.enabled"] = True
            jobs[label] = LineJob(engine, frame, known(everyday(rack), values))
    return {label: job for label, job in jobs.items() if not job.why_not()}


def choices(engine: Engine, frame: Frame, rack: Rack, rounds: int) -> dict[str, dict[str, Any]]:
    """Each choice: the stage's thread time and the whole line's wall time, ms/MP."""
    jobs = choice_jobs(engine, frame, rack)
    times = interleaved(jobs, rounds)
    found: dict[str, dict[str, Any]] = {}
    for label, job in jobs.items():
        own = thread_ms_per_mp(job).get(label.split(" ")[0])
        found[label] = {"ms_per_mp": own, "line_ms_per_mp": median(times[label]) / job.megapixels}
    return found


def wall_share(job: LineJob, wall_ms: float, stage: str) -> float | None:
    """A stage's part of the line's wall time, ms/MP; None when the line does not run it."""
    cost = thread_ms_per_mp(job)
    return wall_ms / job.megapixels * cost[stage] / sum(cost.values()) if stage in cost else None
