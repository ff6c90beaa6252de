"""Processes that carry out tasks one at a time each, and that may die without taking anything with them.

Each worker is a fresh process with a pipe of its own, so that it is always known which task it had: when it dies
(killed, out of memory, crashed in a decoder), its task is given to another, and after a second death it is given up,
with a word about that. Nobody else's task is touched. Workers end when the pipe does, also when this process is killed.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")

TRIES = 2
"""Workers that may die of one task."""
_CONTEXT = multiprocessing.get_context("spawn")  # a fork would copy a compiler and its locks


@dataclass(frozen=True)
class Died:
    """In place of a result: the workers that had the task died."""

    words: str


@dataclass(eq=False)
class _Worker(Generic[T]):
    process: BaseProcess
    pipe: Connection
    task: tuple[int, T] | None = None


class Workers:
    """A number of processes.

    Parameters
    ----------
    count : how many
    """

    def __init__(self, count: int) -> None:
        self._count = count
        self._workers: list[_Worker[Any]] = []

    @property
    def pids(self) -> list[int]:
        """Of the processes that run."""
        return [w.process.pid for w in self._workers if w.process.pid is not None and w.process.is_alive()]

    def run(self, work: Callable[[T], R], tasks: Iterable[T]) -> Iterator[tuple[int, R | Died]]:
        """Carry out every task; results come as they are finished, with the place of their task.

        Parameters
        ----------
        work : a function of a module, which a fresh process can import; whatever it raises is raised here
        """
        waiting = deque(enumerate(tasks))
        tries: dict[int, int] = {}
        while waiting or any(w.task for w in self._workers):
            self._hand_out(work, waiting)
            ready = wait([w.pipe for w in self._workers] + [w.process.sentinel for w in self._workers])
            for worker in list(self._workers):
                if worker.pipe not in ready and worker.process.sentinel not in ready:
                    continue
                task, answer = worker.task, _answer(worker)
                if answer is not None:
                    assert task is not None
                    worker.task = None
                    if isinstance(answer[0], BaseException):
                        raise answer[0]
                    yield task[0], answer[0]
                elif not worker.process.is_alive() or worker.pipe.closed:
                    self._workers.remove(worker)
                    if task is not None:
                        yield from self._after_death(worker, task, tries, waiting)

    def _hand_out(self, work: Callable[[Any], Any], waiting: deque[tuple[int, Any]]) -> None:
        idle = [w for w in self._workers if w.task is None]
        while waiting and (idle or len(self._workers) < self._count):
            worker = idle.pop() if idle else self._start(work)
            try:
                worker.pipe.send(waiting[0][1])
            except OSError:  # it died idle
                self._workers.remove(worker)
                continue
            worker.task = waiting.popleft()

    def _start(self, work: Callable[[Any], Any]) -> _Worker[Any]:
        here, there = _CONTEXT.Pipe()
        process = _CONTEXT.Process(target=_serve, args=(there, work), name="tuner-batch", daemon=True)
        process.start()
        there.close()
        self._workers.append(_Worker(process, here))
        return self._workers[-1]

    def _after_death(
        self, worker: _Worker[Any], task: tuple[int, Any], tries: dict[int, int], waiting: deque[tuple[int, Any]]
    ) -> Iterator[tuple[int, Died]]:
        worker.process.join()
        tries[task[0]] = tries.get(task[0], 0) + 1
        if tries[task[0]] < TRIES:
            waiting.append(task)  # last, so that the others are not held up by what may kill again
        else:
            yield task[0], Died(f"{TRIES} workers died of it ({_how(worker.process.exitcode)})")

    def close(self) -> None:
        """End all processes, whatever they do."""
        for worker in self._workers:
            worker.pipe.close()
            worker.process.kill()
        for worker in self._workers:
            worker.process.join()
            worker.process.close()
        self._workers.clear()


def _answer(worker: _Worker[Any]) -> tuple[Any] | None:
    """What a worker has to say, in a tuple; None where it says nothing (any more)."""
    try:
        return (worker.pipe.recv(),) if worker.pipe.poll() else None
    except (EOFError, OSError):
        worker.process.join(1)
        return None


def _how(code: int | None) -> str:
    if code is not None and code < 0:
        name = signal.Signals(-code).name if -code in list(signal.Signals) else str(-code)
        return f"by {name}" + (", as when memory runs out" if name == "SIGKILL" else "")
    return f"with exit code {code}"


def _serve(pipe: Connection, work: Callable[[Any], Any]) -> None:
    """A worker's life."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the parent's to answer
    while True:
        try:
            task = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            answer = work(task)
        except BaseException as error:
            answer = error
        try:
            pipe.send(answer)
        except OSError:  # nobody is there any more
            return
