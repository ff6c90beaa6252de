"""The lane: one thread that does the heavy work, with a mailbox of one.

A newer job replaces only the job that waits; the running one finishes, so that dragging a slider always shows
pictures, and the last value is always rendered. (Cancelling the running render at every move starved the view:
300 moves, one frame.) The running job is cancelled only when the lane closes or is told to drop its work, or when it
is one that gives way: what follows a picture that is already on screen (its rest, or the exact one behind a draft).
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from tuner.core.engine import Cancel, Cancelled

T = TypeVar("T")


@dataclass(frozen=True)
class Job(Generic[T]):
    """Work for the lane. `done` and `failed` are called on the lane's thread.

    Attributes
    ----------
    gives_way : whether a newer job cancels it while it runs
    """

    work: Callable[[Cancel], T]
    done: Callable[[T], None]
    failed: Callable[[Exception], None]
    gives_way: bool = False


class Lane:
    """One worker thread and its mailbox."""

    def __init__(self, name: str = "tuner-lane") -> None:
        self._wake = threading.Condition()
        self._waiting: Job[object] | None = None
        self._running: Cancel | None = None
        self._gives_way = False  # the running job
        self._closed = False
        self._thread = threading.Thread(target=self._loop, name=name, daemon=True)
        self._thread.start()

    def post(self, job: Job[T]) -> None:
        """Put a job in the mailbox, in place of the one that waits there."""
        with self._wake:
            if not self._closed:
                self._waiting = job  # type: ignore[assignment]
                if self._running is not None and self._gives_way:
                    self._running.set()
                self._wake.notify_all()

    def follow(self, job: Job[T]) -> None:
        """From a job's `done`: go on with this one, unless a newer one waits or all work was dropped."""
        with self._wake:
            dropped = self._running is not None and bool(self._running.flag[0])
            if self._waiting is None and not dropped and not self._closed:
                self._waiting = job  # type: ignore[assignment]

    def drop(self) -> None:
        """Forget the waiting job and cancel the running one (another file was opened)."""
        with self._wake:
            self._waiting = None
            if self._running is not None:
                self._running.set()

    @property
    def idle(self) -> bool:
        """Whether nothing runs and nothing waits."""
        with self._wake:
            return self._waiting is None and self._running is None

    def wait_idle(self, timeout: float | None = None) -> bool:
        """Block until idle; False when the time ran out."""
        with self._wake:
            return self._wake.wait_for(lambda: self._waiting is None and self._running is None, timeout)

    def close(self) -> None:
        """Cancel everything and wait for the thread to end."""
        with self._wake:
            self._closed = True
            self._waiting = None
            if self._running is not None:
                self._running.set()
            self._wake.notify_all()
        if threading.current_thread() is not self._thread:
            self._thread.join()

    def _loop(self) -> None:
        while True:
            with self._wake:
                self._wake.wait_for(lambda: self._closed or self._waiting is not None)
                if self._closed:
                    return
                job, self._waiting = self._waiting, None
                assert job is not None
                cancel = self._running = Cancel()
                self._gives_way = job.gives_way
            try:
                result = job.work(cancel)
                if not self._closed:
                    job.done(result)
            except Cancelled:
                pass  # nobody waits for it any more
            except Exception as error:
                if not self._closed:
                    job.failed(error)
            finally:
                with self._wake:
                    self._running = None
                    self._wake.notify_all()
