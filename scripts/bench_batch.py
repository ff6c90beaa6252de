"""What a picture costs in a batch of 10, 100 and 1,000: `python scripts/bench_batch.py [processes|dask]...`

Small raws are made in a temporary folder; the time of a batch is split into what it takes to begin (worker processes,
imports) and what each further picture takes, by the moments at which results arrive.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np

from tuner.app.batch import Batch, Pool, Run
from tuner.app.cluster import Cluster
from tuner.app.workers import Workers
from tuner.core.facts import Facts
from tuner.files.dng_write import write_dng
from tuner.files.profile import Profile

SIZE = (320, 240)
COUNTS = (10, 100, 1000)
JOBS = 2


def made(folder: Path, count: int) -> tuple[Path, ...]:
    """Raws that differ in every pixel."""
    width, height = SIZE
    facts = Facts(
        width, height, "RGGB", black=(64.0,) * 4, white=4095.0, saturation=(4095.0,) * 4, bits=12,
        camera_gains=(2.0, 1.0, 1.5), daylight_gains=(2.0, 1.0, 1.5),
    )  # fmt: skip
    rng = np.random.default_rng(0)
    paths = []
    for n in range(count):
        paths.append(folder / f"{n:04}.dng")
        write_dng(paths[-1], rng.integers(64, 4095, (height, width)).astype(np.uint16), replace(facts, iso=100.0 + n))
    return tuple(paths)


def timed(raws: tuple[Path, ...], out: Path, pool: Pool) -> tuple[float, float]:
    """Seconds to the first result, and ms for each further picture, tables included."""
    begin = time.perf_counter()
    run = Run.begin(Batch(raws, Profile.default(), out), resume=False)
    first = 0.0
    for progress in run.outcomes(pool):
        first = first or time.perf_counter() - begin
        assert not progress.failed
    run.finish()
    return first, (time.perf_counter() - begin - first) / (len(raws) - 1) * 1e3


def main() -> None:
    """Print the table."""
    kinds = sys.argv[1:] or ["processes", "dask"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "raws").mkdir()
        raws = made(folder / "raws", max(COUNTS))
        print(f"{SIZE[0]} x {SIZE[1]} pixels, {JOBS} workers, load {os.getloadavg()[0]:.1f}")
        for kind in kinds:
            for count in COUNTS:
                pool: Pool = Cluster("local", JOBS) if kind == "dask" else Workers(JOBS)
                first, each = timed(raws[:count], folder / f"{kind}{count}", pool)
                pool.close()
                print(f"{kind:10} {count:5} pictures: first after {first:5.1f} s, then {each:6.1f} ms each", flush=True)


if __name__ == "__main__":
    main()
