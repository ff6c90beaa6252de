"""Warming up behind the user's back: what the first picture did not need, while nobody waits."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor

from tuner.app.warm import Part, anything_cold, rest
from tuner.core.engine import Cancel, Cancelled
from tuner.core.rack import Rack


class Background:
    """Compiles the kernels of stages that are off and of other choices, one part after the other.

    Each part enters the compiler's queue when the one before it is done, so that a loop that a render asked for waits
    for one part at the most. A machine that has compiled everything before has nothing to do here: what is on disk is
    loaded when it is needed.
    """

    def __init__(self, compiler: Executor, rack: Rack) -> None:
        self._compiler, self._rack = compiler, rack
        self._cancel = Cancel()
        self._begun = False

    def begin(self) -> None:
        """Begin, if that was not done before."""
        if not self._begun:
            self._begun = True
            self._submit(self._look)

    def stop(self) -> None:
        """Do no further part."""
        self._cancel.set()

    def _look(self) -> None:
        if anything_cold(self._rack):
            self._go_on(rest(self._rack))

    def _go_on(self, parts: list[Part]) -> None:
        def one() -> None:
            try:
                parts[0].run(self._cancel)
            except Cancelled:
                return
            except Exception:
                pass  # whoever needs this kernel is told by the render that fails
            self._go_on(parts[1:])

        if parts and not self._cancel.flag[0]:
            self._submit(one)

    def _submit(self, work: Callable[[], None]) -> None:
        try:
            self._compiler.submit(work)
        except RuntimeError:
            self.stop()  # the window has closed
