"""Warming up behind the user's back: what the first picture did not need, while nobody waits."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor

from tuner.app.warm import Part, anything_cold, rest, stages
from tuner.core.engine import Cancel, Cancelled
from tuner.core.rack import Rack


class Background:
    """Compiles the kernels of stages that are off and of other choices, one part after the other.

    Each part enters the compiler's queue when the one before it is done, so that a loop that a render asked for waits
    for one part at the most. On a machine that has compiled everything before, the stages' kernels are loaded from the
    disk: while a loop is being compiled numba lets nobody load a kernel, and the first picture with another stage would
    wait for that.
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
        self._go_on(rest(self._rack) if anything_cold(self._rack) else stages(self._rack))

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
