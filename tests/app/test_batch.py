"""A batch: the same table whether or not it was killed, work that is not done twice, faults that stop nothing."""

from __future__ import annotations

import contextlib
import hashlib
import json
import math
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest

from tests.cli.conftest import write_raw
from tuner import __version__
from tuner.app.batch import Batch, BatchError, Report, Run
from tuner.app.batch_kept import key_of
from tuner.app.batch_work import carry_out
from tuner.app.workers import Died
from tuner.core.condition import UNKNOWN, Condition
from tuner.core.scene import of_file
from tuner.core.tabled import Tabled
from tuner.core.tuning import Tuning
from tuner.files.errors import FileError
from tuner.files.picture import read_state, restore
from tuner.files.profile import Profile
from tuner.files.raw import open_raw
from tuner.files.runs import Runs

ROOT = Path(__file__).resolve().parents[2]


class Here:
    """A pool that works in the caller's thread, and counts; `stop` of them."""

    def __init__(self, stop: int | None = None) -> None:
        self.done, self.stop = 0, stop

    def run(self, work: Callable[[Any], Any], tasks: Iterable[Any]) -> Iterator[tuple[int, Any]]:
        for at, task in enumerate(tasks):
            if self.done == self.stop:
                raise KeyboardInterrupt
            self.done += 1
            yield at, work(task)

    def close(self) -> None:
        pass


@pytest.fixture(scope="module")
def raws(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    folder = tmp_path_factory.mktemp("many")
    made = [write_raw(folder / f"shot{n}.dng", iso=100.0 * n + 100) for n in range(5)]
    (folder / "broken.dng").write_bytes(b"II*\0 not much of a raw")
    return (*made[:2], folder / "broken.dng", *made[2:])


def carried_out(batch: Batch, *, resume: bool = False, stop: int | None = None) -> tuple[Report, int]:
    run, pool = Run.begin(batch, resume=resume), Here(stop)
    with contextlib.suppress(KeyboardInterrupt):
        list(run.outcomes(pool))
    return run.finish(), pool.done


def tables(report: Report) -> list[bytes]:
    return [path.read_bytes() for path in report.tables]


def test_the_table_says_what_was_found(raws: tuple[Path, ...], tmp_path: Path) -> None:
    report, _ = carried_out(Batch(raws, Profile.default(), tmp_path / "out"))
    assert (report.progress.done, report.progress.failed, report.progress.left) == (5, 1, 0)
    assert [row["raw"] for row in report.rows] == [path.name for path in raws]
    assert [row["status"] for row in report.rows] == ["ok", "ok", "failed", "ok", "ok", "ok"]
    assert report.failures[0][0] == "broken.dng"
    assert report.failures[0][1].startswith("broken.dng: ")
    assert report.rows[1]["iso"] == 200
    told = of_file(open_raw(raws[1]).facts)  # what tables over conditions were read under
    assert told.cct is not None
    assert (report.rows[1]["cct"], report.rows[1]["lux"]) == (told.cct, told.lux)
    assert (tmp_path / "out" / "shot0.png").exists()
    table = pq.read_table(report.tables[1]).to_pylist()
    assert [row["iso"] for row in table] == [100, 200, None, 300, 400, 500]
    assert table[2]["luma_mean"] is None
    assert 0 < table[0]["luma_p1"] <= table[0]["luma_p50"] <= table[0]["luma_p99"] <= 255
    head, *lines = report.tables[0].read_text("utf-8").splitlines()
    assert head.split(",") == list(table[0])
    assert len(lines) == 6


@pytest.mark.parametrize("stop", [0, 1, 4])
def test_stopped_and_resumed_gives_the_same_table(raws: tuple[Path, ...], tmp_path: Path, stop: int) -> None:
    whole, _ = carried_out(Batch(raws, Profile.default(), tmp_path / "whole"))
    batch = Batch(raws, Profile.default(), tmp_path / "parts")
    first, did = carried_out(batch, stop=stop)
    assert did == len(first.rows) == stop
    rest, did = carried_out(batch, resume=True)
    assert did == len(raws) - sum(row["status"] == "ok" for row in first.rows)
    assert tables(rest) == tables(whole)


KILLED = """
import os, signal, sys
from pathlib import Path
from tuner.app.batch import Batch, Run
from tuner.app.workers import Workers
from tuner.files.profile import Profile

out, *raws = map(Path, sys.argv[1:])
run = Run.begin(Batch(tuple(raws), Profile.default(), out), resume=False)
for progress in run.outcomes(Workers(2)):
    if progress.done == 2:
        os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_a_process_killed_in_the_middle(raws: tuple[Path, ...], tmp_path: Path) -> None:
    """kill -9 of the program with its workers busy: what it said was done is done, and the table comes out the same."""
    whole, _ = carried_out(Batch(raws, Profile.default(), tmp_path / "whole"))
    command = [sys.executable, "-c", KILLED, str(tmp_path / "parts"), *map(str, raws)]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == -signal.SIGKILL
    rest, did = carried_out(Batch(raws, Profile.default(), tmp_path / "parts"), resume=True)
    assert did <= 4
    assert rest.progress.kept >= 2
    assert tables(rest) == tables(whole)


def test_what_changed_is_done_again(raws: tuple[Path, ...], tmp_path: Path) -> None:
    """Another raw under the name, another tuning, a picture that is gone; a new name or note of the profile is nothing."""
    files = tuple(tmp_path / path.name for path in raws if path.name != "broken.dng")
    for path in files:
        path.write_bytes((raws[0].parent / path.name).read_bytes())
    batch = Batch(files, Profile.default(), tmp_path / "out")
    carried_out(batch)
    assert carried_out(batch, resume=True)[1] == 0
    assert carried_out(replace(batch, profile=replace(Profile.default(), name="new", note="x")), resume=True)[1] == 0
    write_raw(files[1], iso=1600.0)
    report, did = carried_out(batch, resume=True)
    assert (did, report.rows[1]["iso"]) == (1, 1600)
    files[0].touch()  # the same bytes at another time
    (tmp_path / "out" / "shot3.png").unlink()
    assert carried_out(batch, resume=True)[1] == 1
    other = replace(batch, profile=Profile("", "", Tuning(Profile.default().recipe.with_value("sharpen.amount", 2.0))))
    assert carried_out(other, resume=True)[1] == len(files)


def test_a_dump_of_another_layout_is_done_again(tmp_path: Path) -> None:
    """What its sidecar says decides the picture as its bytes do."""
    dump = tmp_path / "a.raw"
    dump.write_bytes(np.full((32, 48), 300, np.uint16).tobytes())
    words = 'width = 48\nheight = 32\ncfa = "RGGB"\npacking = "u16"\nbits = 10\nwhite = 1023\nblack = '
    sidecar = tmp_path / "a.raw.toml"
    sidecar.write_text(f"{words}64")
    batch = Batch((dump,), Profile.default(), tmp_path / "out", suffix=None)
    first, _ = carried_out(batch)
    assert carried_out(batch, resume=True)[1] == 0
    sidecar.write_text(f"{words}190")
    second, did = carried_out(batch, resume=True)
    assert did == 1
    assert float(str(second.rows[0]["luma_mean"])) < float(str(first.rows[0]["luma_mean"])) - 5


def test_a_name_that_is_no_text(raws: tuple[Path, ...], tmp_path: Path) -> None:
    """It is a raw as any other: done, found again, and shown with what can be shown."""
    raw = tmp_path / os.fsdecode(b"caf\xe9.dng")
    try:
        raw.write_bytes(raws[0].read_bytes())
    except OSError:
        pytest.skip("this disk takes no such names")
    batch = Batch((raw,), Profile.default(), tmp_path / os.fsdecode(b"out\xff"))
    report, _ = carried_out(batch)
    assert [(row["status"], row["raw"]) for row in report.rows] == [("ok", "caf?.dng")]
    assert raw.with_name("caf?.dng").name in report.tables[0].read_text("utf-8")
    assert carried_out(batch, resume=True)[1] == 0


@pytest.mark.parametrize("name", ["shot0.jpg", "results.csv"])
def test_what_no_batch_made_is_not_written_over(raws: tuple[Path, ...], tmp_path: Path, name: str) -> None:
    """A camera's picture of the same name, beside nothing of ours and beside an earlier batch; ours are written again."""
    out = tmp_path / "out"
    out.mkdir()
    (out / name).write_bytes(b"the user's own")
    batch = Batch(raws[:1], Profile.default(), out, suffix=".jpg")
    with pytest.raises(FileError, match=f"{name}: .*choose another folder"):
        Run.begin(batch, resume=False)
    assert [path.name for path in out.iterdir()] == [name]
    Runs(out).close()
    for resume in (False, True):
        with pytest.raises(FileError, match=f"{name}: .*choose another folder"):
            Run.begin(batch, resume=resume)
    (out / name).unlink()
    Run.begin(batch, resume=False).runs.close()
    (out / name).write_bytes(b"of a worker, before the program was killed")
    Run.begin(batch, resume=True).runs.close()


def test_an_earlier_run_is_not_written_over(raws: tuple[Path, ...], tmp_path: Path) -> None:
    batch = Batch(raws[:1], Profile.default(), tmp_path / "out")
    carried_out(batch)
    with pytest.raises(BatchError, match="--resume"):
        Run.begin(batch, resume=False)


def test_comparing_with_another_tuning_and_with_a_folder(raws: tuple[Path, ...], tmp_path: Path) -> None:
    sharp = Profile("sharp", "", Tuning(Profile.default().recipe.with_value("sharpen.amount", 2.0)))
    first, _ = carried_out(Batch(raws[:2], Profile.default(), tmp_path / "first"))
    assert "ssim" not in first.rows[0]
    same, _ = carried_out(Batch(raws[:2], Profile.default(), tmp_path / "same", beside=tmp_path / "first"))
    assert [row["psnr"] for row in same.rows] == [math.inf] * 2
    again, did = carried_out(
        Batch(raws[:2], Profile.default(), tmp_path / "same", beside=tmp_path / "first"), resume=True
    )
    assert (did, again.rows) == (0, same.rows)
    assert pq.read_table(same.tables[1])["psnr"].to_pylist() == [math.inf] * 2
    one, _ = carried_out(Batch(raws[:2], sharp, tmp_path / "a", suffix=None, against=Profile.default()))
    two, _ = carried_out(Batch(raws[:2], sharp, tmp_path / "b", suffix=None, beside=tmp_path / "first"))
    assert not list((tmp_path / "a").glob("*.png"))
    assert one.rows == two.rows
    assert float(str(one.rows[0]["edge_change"])) > 5  # the batch's own is the second, which is sharper
    lost, _ = carried_out(Batch(raws[3:4], sharp, tmp_path / "c", beside=tmp_path / "first"))
    assert "shot2.png" in lost.failures[0][1]


def test_a_given_condition_is_every_tasks_and_part_of_what_was_asked_for(
    raws: tuple[Path, ...], tmp_path: Path
) -> None:
    """Raws of ISO 100 and 200, read at 1600; going on under another condition, or none, is other work."""
    table = Tabled((("iso", (100.0, 1600.0)),), (0.0, 2.0))
    tabled = Profile("t", "", Tuning.of(Profile.default().recipe, {"exposure.ev": table}))
    batch = Batch(raws[:2], tabled, tmp_path / "out", against=tabled, given=Condition(iso=1600.0, lux=20.0))
    made, _ = carried_out(batch)
    assert [row["psnr"] for row in made.rows] == [math.inf] * 2  # what it is compared with is read there as well
    assert [(row["iso"], row["given_iso"], row["given_lux"]) for row in made.rows] == [(100, 1600, 20), (200, 1600, 20)]
    assert "given_cct" not in batch.columns
    for raw in raws[:2]:
        state = read_state(tmp_path / "out" / f"{raw.stem}.png")
        assert state is not None
        assert (state.condition.iso, state.condition.lux, restore(state).value("exposure.ev")) == (1600, 20, 2)
    before = tables(made)
    again, did = carried_out(batch, resume=True)
    assert (did, tables(again)) == (0, before)
    for given in (Condition(iso=1600.0), UNKNOWN):
        other = replace(batch, given=given)
        with pytest.raises(BatchError, match="--resume"):
            Run.begin(other, resume=False)
        assert carried_out(other, resume=True)[1] == 2
    back, did = carried_out(batch, resume=True)  # its pictures were written over
    assert (did, tables(back)) == (2, before)


def test_folders_of_before_are_gone_on_with(raws: tuple[Path, ...]) -> None:
    """Where nothing is given the key is what it was when nothing could be."""
    task = Batch(raws[:1], Profile.default(), Path("out")).tasks()[0]
    what = ["raw", None, "tuning", __version__, "shot0.png", 8, None, None]
    assert key_of(task, "raw", None, "tuning", None) == hashlib.sha256(json.dumps(what).encode()).hexdigest()


def test_names_do_not_meet(tmp_path: Path) -> None:
    """Also where the disk does not tell capitals; nobody's picture is the table."""
    files = ["a/x.dng", "b/x.dng", "a/x.nef", "a/X.cr2", "a/results.dng", "a/y.dng"]
    batch = Batch(tuple(tmp_path / name for name in files), Profile.default(), tmp_path / "out")
    assert batch.names() == ("x_dng", "x_dng-2", "x_nef", "X_cr2", "results-2", "y")
    assert batch.labels == tuple(files)


def test_a_dead_worker_is_a_row(raws: tuple[Path, ...], tmp_path: Path) -> None:
    class Deadly(Here):
        def run(self, work: Callable[[Any], Any], tasks: Iterable[Any]) -> Iterator[tuple[int, Any]]:
            for at, _ in enumerate(tasks):
                yield at, Died("2 workers died of it")

    run = Run.begin(Batch(raws[:1], Profile.default(), tmp_path / "out"), resume=False)
    list(run.outcomes(Deadly()))
    assert run.finish().failures == (("shot0.dng", "shot0.dng: 2 workers died of it"),)


def test_another_version_is_refused(raws: tuple[Path, ...]) -> None:
    """A worker of another version would give other pixels under this one's name."""
    task = replace(Batch(raws[:1], Profile.default(), Path("out")).tasks()[0], program="0.0.0")
    assert "install one version" in carry_out(task).fault
