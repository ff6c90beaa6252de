"""Numbers that change with every picture, shown no more often than they can be read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer

T = TypeVar("T")
EVERY_MS = 200


class Paced(Generic[T]):
    """Hands values on: the first at once, later ones no sooner than `every` ms after, and always the last.

    Parameters
    ----------
    show : told each value that is its turn
    parent : with it the timer goes
    """

    def __init__(self, show: Callable[[T], None], parent: QObject, every: int = EVERY_MS) -> None:
        self._show = show
        self._waiting: list[T] = []
        self._timer = QTimer(parent)
        self._timer.setSingleShot(True)
        self._timer.setInterval(every)
        self._timer.timeout.connect(self._again)

    def show(self, value: T) -> None:
        """Show a value now or soon, unless a newer one comes before."""
        if self._timer.isActive():
            self._waiting = [value]
        elif self._show is not _nothing:
            self._show(value)
            self._timer.start()

    def _again(self) -> None:
        waiting, self._waiting = self._waiting, []
        for value in waiting:
            self.show(value)

    def close(self) -> None:
        """Show nothing any more."""
        self._timer.stop()
        self._waiting, self._show = [], _nothing


def _nothing(value: object) -> None:
    """What is shown by one that is closed."""
