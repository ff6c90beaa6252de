"""A line that says how far long work is: a bar on a terminal, now and then a line elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TextIO

WIDTH = 24  # characters of the bar
PAUSE_S = 0.1  # between two paints of a terminal's line
QUIET_S = 15.0  # between two lines of a log


class Bar:
    """Progress with rate and time left.

    Parameters
    ----------
    total : pieces of work, of which `kept` were done before
    stream : where it goes; None takes stderr
    clock : seconds that only rise
    """

    def __init__(
        self, total: int, kept: int = 0, stream: TextIO | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._total, self._kept, self._clock = total, kept, clock
        self._stream = stream or sys.stderr
        self._drawn = self._stream.isatty()
        self._begin = clock()
        self._said = self._begin if not self._drawn else -PAUSE_S
        self._length = 0

    def show(self, done: int, failed: int = 0) -> None:
        """Say that so many are done, those that were before counted in, and so many failed."""
        now = self._clock()
        if now - self._said < (PAUSE_S if self._drawn else QUIET_S) and done < self._total:
            return
        self._said = now
        text = self.text(done, failed)
        if self._drawn:
            self._stream.write("\r" + text.ljust(self._length))
            self._length = len(text)
        else:
            self._stream.write(text + "\n")
        self._stream.flush()

    def text(self, done: int, failed: int = 0) -> str:
        """The line: bar, count, rate and time left by the rate so far."""
        rate = (done - self._kept) / max(self._clock() - self._begin, 1e-9)
        full = WIDTH * done // max(self._total, 1)
        words = [f"[{'#' * full}{'-' * (WIDTH - full)}] {done}/{self._total}"]
        if done > self._kept:
            words.append(f"{rate:.3g} a second" if rate >= 1 else f"{1 / rate:.3g} s each")
            if done < self._total:
                words.append(f"{duration((self._total - done) / rate)} left")
        if failed:
            words.append(f"{failed} failed")
        return "  ".join(words)

    def end(self) -> None:
        """Leave the line."""
        if self._drawn and self._length:
            self._stream.write("\n")
            self._stream.flush()


def duration(seconds: float) -> str:
    """'8 s', '3 min 20 s', '2 h 5 min'."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"
