"""The same tasks on a Dask cluster: one that runs already, or one started on this machine.

The scheduler gives what a dead worker had to another. Only some tasks more than there are threads are handed out at a
time, so that a long list costs neither memory nor time here. Workers see the raws and the output folder under the same
paths. What is sent are Python objects: a cluster is a program that one trusts, as one trusts its own.

Source: distributed.dask.org, Client and as_completed.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from tuner.app.workers import Died
from tuner.files.errors import one_line

T = TypeVar("T")
R = TypeVar("R")

LOCAL = "local"
AHEAD = 3  # tasks a thread that are handed out
_ANSWER_S = 10  # seconds for a scheduler to answer
_MISSING = "Dask is not installed; install it with: pip install 'isp-tuner[dask]'"


class ClusterError(ValueError):
    """There is no cluster; one sentence that says why."""


class Cluster:
    """A Dask cluster as a pool.

    Parameters
    ----------
    address : of the scheduler (tcp://host:8786), or "local" to start one here
    count : worker processes of a local cluster

    Raises
    ------
    ClusterError : Dask is not installed, the address is none, or nobody answers at it
    """

    def __init__(self, address: str, count: int) -> None:
        try:
            import distributed
        except ImportError:
            raise ClusterError(_MISSING) from None
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        for name in ("client", "core", "nanny", "scheduler", "worker"):
            # a death is reported here, if it matters
            logging.getLogger(f"distributed.{name}").setLevel(logging.CRITICAL)
        self._local: Any = None
        if address != LOCAL:
            _check(address)
        try:
            if address == LOCAL:
                self._local = distributed.LocalCluster(
                    n_workers=count, threads_per_worker=1, processes=True, dashboard_address=None, memory_limit=0,
                    silence_logs=logging.CRITICAL,
                )  # fmt: skip
            self._client = distributed.Client(self._local or address, timeout=_ANSWER_S, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            self._end_local()
            raise ClusterError(
                f"no Dask scheduler answers at '{address}' ({type(error).__name__}); start one, check the address, "
                "or use --dask local"
            ) from None

    @property
    def pids(self) -> list[int]:
        """Of the workers, on whatever machine."""
        return list(self._client.run(_own_pid).values())

    def run(self, work: Callable[[T], R], tasks: Iterable[T]) -> Iterator[tuple[int, R | Died]]:
        """Carry out every task; results come as they are finished, with the place of their task."""
        from distributed import as_completed

        waiting = enumerate(tasks)
        places: dict[Any, int] = {}
        done = as_completed(loop=self._client.loop)

        def hand_out(count: int) -> None:
            for at, task in islice(waiting, count):
                future = self._client.submit(work, task, pure=False)
                places[future] = at
                done.add(future)

        threads = sum(self._client.nthreads().values()) or 1
        hand_out(AHEAD * threads)
        for future in done:
            at = places.pop(future)
            yield at, _result(future)
            hand_out(1)

    def close(self) -> None:
        """Drop what is not done; end a local cluster."""
        self._client.close()
        self._end_local()

    def _end_local(self) -> None:
        if self._local is not None:
            self._local.close()


def _check(address: str) -> None:
    """Refuse what is no address before a client is made, which would hang in its own end for 20 s."""
    from distributed.comm.addressing import get_address_host_port

    try:
        get_address_host_port(address)
    except ValueError:
        raise ClusterError(
            f"'{one_line(address)}' is no address of a Dask scheduler; write it as tcp://host:8786, or use --dask local"
        ) from None


def _own_pid() -> int:
    import os

    return os.getpid()


def _result(future: Any) -> Any:
    """What a task gave; where its workers died, a word about that. Raises ClusterError where the cluster is gone."""
    from distributed import CancelledError, KilledWorker

    try:
        return future.result()
    except KilledWorker as error:
        return Died(f"{error.allowed_failures + 1} workers died of it")
    except ImportError as error:
        return Died(f"the worker cannot import the program ({error}); install ISP Tuner there")
    except (OSError, CancelledError) as error:  # not the task's: that one catches its own
        raise ClusterError(
            f"the Dask cluster was lost ({type(error).__name__}); what is done is kept: add --resume when it is back"
        ) from error
