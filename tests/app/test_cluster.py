"""Two Dask workers on this machine, one of them killed in the middle of a task."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.app.deadly import die_once
from tests.app.test_batch import Here
from tests.cli.conftest import write_raw
from tuner.app.batch import Batch, Run
from tuner.app.cluster import Cluster, ClusterError
from tuner.files.profile import Profile

pytest.importorskip("distributed", reason="Dask is not installed (extra 'dask')")


@pytest.mark.filterwarnings("ignore")  # Dask's own, when a worker dies
def test_two_workers_one_killed(tmp_path: Path) -> None:
    """Nothing is lost, and the table is that of work done in this process."""
    raws = tuple(write_raw(tmp_path / f"{n}.dng", iso=100.0 * (n + 1)) for n in range(2))
    cluster = Cluster("local", 2)
    try:
        assert len(set(cluster.pids)) == 2
        tasks = [(n, str(tmp_path / "died") if n == 1 else "") for n in range(10)]
        assert sorted(cluster.run(die_once, tasks)) == [(n, n) for n in range(10)]
        assert (tmp_path / "died").exists()
        run = Run.begin(Batch(raws, Profile.default(), tmp_path / "there"), resume=False)
        assert [progress.done for progress in run.outcomes(cluster)][-1] == 2
        there = run.finish()
    finally:
        cluster.close()
    run = Run.begin(Batch(raws, Profile.default(), tmp_path / "here"), resume=False)
    list(run.outcomes(Here()))
    here = run.finish()
    assert there.rows == here.rows
    for one, other in zip(there.tables, here.tables, strict=True):
        assert one.read_bytes() == other.read_bytes()


@pytest.mark.filterwarnings("ignore")
def test_nobody_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tuner.app.cluster._ANSWER_S", 1)
    with pytest.raises(ClusterError, match="no Dask scheduler answers"):
        Cluster("tcp://127.0.0.1:9", 1)


@pytest.mark.parametrize("address", ["nonsense", "nonsense://x", "tcp://", "localhost", "host:port", "[::1", ""])
def test_what_is_no_address_is_refused_before_anything_is_started(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A client that is given one waits 20 s when it is thrown away, and its traceback is seen."""
    monkeypatch.setattr("distributed.Client", lambda *_, **__: pytest.fail("a client was made"))
    with pytest.raises(ClusterError, match=r"is no address of a Dask scheduler; write it as tcp://host:8786"):
        Cluster(address, 1)
