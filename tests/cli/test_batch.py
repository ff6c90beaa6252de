"""batch: what it writes and says, its exit codes, lists, and what it refuses."""

from __future__ import annotations

import io
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.app.test_batch import Here
from tests.cli.conftest import Ran, write_raw
from tuner.app.batch import Run
from tuner.app.cluster import _result
from tuner.cli.bar import Bar, duration
from tuner.files.batch_list import list_batch
from tuner.files.errors import FileError
from tuner.files.runs import Runs

Tuner = Callable[..., Ran]
Refused = Callable[..., str]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("folder")
    for n in (1, 2, 10):
        write_raw(made / f"img{n}.dng", iso=100.0 * n)
    return made


def test_a_folder(tuner: Tuner, refused: Refused, folder: Path, tmp_path: Path) -> None:
    """Pictures are those of render; a second run needs --resume, and does nothing then."""
    out = tmp_path / "out"
    ran = tuner("batch", folder, "-o", out, "--jobs", 1, "--json")
    assert ran.code == 0
    assert (ran.json["total"], ran.json["done"], ran.json["failed"], ran.json["stopped"]) == (3, 3, 0, False)
    assert [row["raw"] for row in ran.json["rows"]] == ["img1.dng", "img2.dng", "img10.dng"]
    assert "3/3" in ran.err
    assert tuner("render", folder / "img10.dng", "-o", tmp_path / "one.png").code == 0
    assert (tmp_path / "one.png").read_bytes() == (out / "img10.png").read_bytes()
    assert "add --resume" in refused("batch", folder, "-o", out)
    table = (out / "results.csv").read_bytes()
    ran = tuner("batch", folder, "-o", out, "--resume", "--json")
    assert (ran.code, ran.json["kept"], ran.json["done"]) == (0, 3, 0)
    assert (out / "results.csv").read_bytes() == table


def test_a_condition_is_given(tuner: Tuner, folder: Path, tmp_path: Path) -> None:
    """Pictures are those of render under it; without it the same folder is other work."""
    out, profile = tmp_path / "out", tmp_path / "p.toml"
    assert tuner("profile", "new", profile).code == 0
    assert tuner("profile", "set", profile, "exposure.ev={iso=[100, 6400], values=[0, 2]}").code == 0
    words = ("batch", folder, "-o", out, "-p", profile, "--jobs", 1, "--json")
    ran = tuner(*words, "--iso", 6400)
    assert [row["given_iso"] for row in ran.json["rows"]] == [6400] * 3
    assert tuner("render", folder / "img2.dng", "-o", tmp_path / "a.png", "-p", profile, "--iso", 6400).code == 0
    assert (tmp_path / "a.png").read_bytes() == (out / "img2.png").read_bytes()
    assert tuner(*words, "--iso", 6400, "--resume").json["kept"] == 3
    own = tuner(*words, "--resume").json
    assert (own["kept"], own["done"], "given_iso" in own["rows"][0]) == (0, 3, False)


def test_a_list_with_a_fault(tuner: Tuner, folder: Path, tmp_path: Path) -> None:
    """The rest is done, the fault is named at the end, and the exit code says so."""
    (tmp_path / "list.txt").write_text(f"# mine\n{folder}/img2.dng\n\ngone.dng\n{folder}/img1.dng\n{folder}/img2.dng\n")
    ran = tuner("batch", tmp_path / "list.txt", "-o", tmp_path / "out", "--format", "none", "--jobs", 1)
    assert ran.code == 1
    assert ran.out == ""
    assert "failed: gone.dng: there is no such file" in ran.err
    assert "2 done, 0 kept from before, 1 failed, of 3" in ran.err
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["results.csv", "results.parquet", "runs.sqlite"]


def test_interrupted(tuner: Tuner, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl+C ends it at once with a table of what was done, and says how to go on."""

    def outcomes(run: Run, pool: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Run, "outcomes", outcomes)
    ran = tuner("batch", folder, "-o", tmp_path / "out", "--json")
    assert ran.code == 130
    assert ran.json["stopped"]
    assert "--resume goes on" in ran.err


def test_a_cluster_that_is_lost_midway(
    tuner: Tuner, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The scheduler dies with one raw done: it is in the table, the exit code is 2, and --resume does the rest."""

    pytest.importorskip("distributed", reason="Dask is not installed (extra 'dask')")

    class Lost(Here):
        def run(self, work: Any, tasks: Any) -> Any:
            yield from islice(super().run(work, tasks), 1)
            future = SimpleNamespace(result=lambda: (_ for _ in ()).throw(ConnectionError()))
            yield 1, _result(future)

    monkeypatch.setattr("tuner.cli.batch._pool", lambda args, tasks: Lost())
    ran = tuner("batch", folder, "-o", tmp_path / "out")
    assert ran.code == 2
    assert "the Dask cluster was lost (ConnectionError); what is done is kept: add --resume" in ran.err
    assert len((tmp_path / "out" / "results.csv").read_text().splitlines()) == 2
    monkeypatch.setattr("tuner.cli.batch._pool", lambda args, tasks: Here())
    ran = tuner("batch", folder, "-o", tmp_path / "out", "--resume")
    assert ran.code == 0
    assert "1 kept from before, 0 failed" in ran.err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--jobs", "0"], "between 1 and 1024"),
        (["--format", "jpg", "--bits", "16"], "holds 8 bits"),
        (["--against", "gone.toml"], "gone.toml"),
        (["-p", "gone.toml"], "gone.toml"),
        (["--dask", "nonsense://x"], "'nonsense://x' is no address of a Dask scheduler; write it as tcp://host:8786"),
    ],
)
@pytest.mark.filterwarnings("ignore")
def test_what_is_refused(refused: Refused, folder: Path, tmp_path: Path, words: list[str], says: str) -> None:
    assert says in refused("batch", folder, "-o", tmp_path / "out", *words)


def test_places_that_do_not_do(refused: Refused, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert "is a file" in refused("batch", folder, "-o", tmp_path / "file")
    assert "does not exist" in refused("batch", folder, "-o", tmp_path / "no" / "out")
    assert "gone" in refused("batch", tmp_path / "gone", "-o", tmp_path / "out")
    (tmp_path / "held").mkdir()
    held = Runs(tmp_path / "held")
    says = "held: another batch is at work in this folder; wait for it to end, or choose another folder."
    assert says in refused("batch", folder, "-o", tmp_path / "held")
    held.close()
    (tmp_path / "img2.png").write_text("mine")
    assert "img2.png: it would be written over" in refused("batch", folder, "-o", tmp_path)
    write_raw(tmp_path / "x.tif")
    (tmp_path / "list").write_text("x.tif")
    assert "over its raw" in refused("batch", tmp_path / "list", "-o", tmp_path, "--format", "tif")


@pytest.mark.parametrize(
    ("data", "says"), [(b"", "names no raw"), (b"\xff\xfe\0x", "neither a folder nor"), (b"a\0b", "not a list")]
)
def test_lists_that_are_none(tmp_path: Path, data: bytes, says: str) -> None:
    (tmp_path / "list").write_bytes(data)
    with pytest.raises(FileError, match=says):
        list_batch(tmp_path / "list")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_the_bar_counts_rate_and_time_left() -> None:
    """Ten of a hundred were done before; ten more took five seconds, so the rest takes forty."""
    now, stream = 100.0, Terminal()
    bar = Bar(100, 10, stream, lambda: now)
    now = 105.0
    bar.show(20, 1)
    assert stream.getvalue() == "\r[####--------------------] 20/100  2 a second  40 s left  1 failed"
    now = 105.05
    bar.show(21)  # too soon to be seen
    assert "21/100" not in stream.getvalue()
    now = 145.0
    bar.show(100)
    bar.end()
    assert stream.getvalue().endswith("\n")
    assert "left" not in stream.getvalue().split("\r")[-1]


def test_a_log_gets_a_line_now_and_then() -> None:
    now, stream = 0.0, io.StringIO()
    bar = Bar(5, 0, stream, lambda: now)
    for done in range(1, 6):
        now += 5
        bar.show(done)
    bar.end()
    assert [line.split()[1] for line in stream.getvalue().splitlines()] == ["3/5", "5/5"]


def test_durations() -> None:
    assert [duration(s) for s in (0.4, 59, 61, 3599, 7500)] == ["0 s", "59 s", "1 min 1 s", "59 min 59 s", "2 h 5 min"]
