"""File work in its turn: done off the window's thread, one after the other, and named in the status line until over."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from tuner.gui.bottom import StatusLine
from tuner.gui.bridge import Bridge

T = TypeVar("T")


class Turns:
    """The window's queue of file work.

    Parameters
    ----------
    refuse : told the exception of work that failed, on the window's thread
    """

    def __init__(self, bridge: Bridge, status: StatusLine, refuse: Callable[[Exception], None]) -> None:
        self._bridge, self._status, self._refuse = bridge, status, refuse
        self._waiting: list[str] = []  # what each piece of work is called, in the order of the queue

    def take(self, name: str, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """Do this after what was asked before; `done` is told its result on the window's thread."""

        def over(result: T) -> None:
            self._end()
            done(result)

        def failed(error: Exception) -> None:
            self._end()
            self._refuse(error)

        self._waiting.append(name)
        self._show()
        self._bridge.in_turn(work, over, failed)

    @property
    def idle(self) -> bool:
        """Whether nothing is being done."""
        return not self._waiting

    def _end(self) -> None:
        del self._waiting[0]  # the queue keeps the order, so what ends is what was asked first
        self._show()

    def _show(self) -> None:
        self._status.set_text("work", self._waiting[0] if self._waiting else "")
