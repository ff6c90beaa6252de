"""What a picture costs in a batch of 10, 100 and 1,000: `python scripts/bench_batch.py [processes|dask]...`

Small raws are made in a temporary folder. Wall time is given from the first result on. Processor time, which other
programs on the machine disturb least, is that of this process and of all workers: for each picture that a batch has more
than the one before it in the table (2, 10, 100, 1,000), so that what it takes to begin does not count.
"""

from __future__ import annotations

import os
import resource
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


def used() -> float:
    """Seconds of processor time of this process and of its children that ended."""
    found = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in found)


def main() -> None:
    """Print the table."""
    kinds = sys.argv[1:] or ["processes", "dask"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "raws").mkdir()
        raws = made(folder / "raws", max(COUNTS))
        print(f"{SIZE[0]} x {SIZE[1]} pixels, {JOBS} workers, load {os.getloadavg()[0]:.1f}")
        for kind in kinds:
            before = (0, 0.0)
            for count in (2, *COUNTS):
                begin = used()
                pool: Pool = Cluster("local", JOBS) if kind == "dask" else Workers(JOBS)
                first, each = timed(raws[:count], folder / f"{kind}{count}", pool)
                pool.close()
                taken = used() - begin
                more = (taken - before[1]) / (count - before[0]) * 1e3
                before = (count, taken)
                if count in COUNTS:
                    print(
                        f"{kind:10} {count:5} pictures: first after {first:4.1f} s, then {each:5.1f} ms each; "
                        f"processor: {taken:5.1f} s in all, {more:5.1f} ms for each picture more",
                        flush=True,
                    )


if __name__ == "__main__":
    main()
