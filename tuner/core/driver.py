"""Drivers: the kernels of one chain strung together into one compiled loop over tiles.

Calling each kernel from Python costs as much as a cheap kernel takes on a tile, and the interpreter lock makes two
workers wait for each other. A driver is a function written for exactly one list of kernels (`core/driver_text.py`): one
call a worker, all its tiles inside. It calls the stages' own kernels, so its bytes are theirs; the Python loop in `run`
stays as the reference, and runs until the driver is compiled.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from tuner.core.chain import Chain
from tuner.core.driver_text import text_of
from tuner.core.jit import LazyKernel
from tuner.core.written import remember, remembered, written

Drive = Callable[..., bool]
"""Renders tiles until none is left; False when it was cancelled before."""


def key_of(chain: Chain, put: LazyKernel) -> str:
    """Names the driver a chain needs: its kernels in order, and the types of their plans."""
    steps = [f"{s.kernel.__module__}.{s.kernel.__name__}:{_type(s.plan)}" for s in chain.steps]
    return "|".join([*steps, put.__name__])


def _type(plan: Any) -> str:
    if isinstance(plan, tuple):
        return "(" + ",".join(_type(p) for p in plan) + ")"
    return f"{plan.dtype}{plan.ndim}{'' if plan.flags.writeable else 'r'}"


class Drivers:
    """The drivers made so far in this process."""

    def __init__(self) -> None:
        self._made: dict[str, Drive] = {}
        self._lock = threading.Lock()

    def get(self, chain: Chain, put: LazyKernel) -> Drive | None:
        """The driver for a chain if it is compiled."""
        return self._made.get(key_of(chain, put))

    def kept(self, chain: Chain, put: LazyKernel) -> bool:
        """Whether the driver for a chain was compiled before, by this process or an earlier one."""
        return remembered(text_of(chain, put), key_of(chain, put), "drive")

    def make(self, chain: Chain, put: LazyKernel, arguments: tuple[Any, ...]) -> Drive:
        """Compile (or load) the driver now; `arguments` are those of a render without tiles."""
        key = key_of(chain, put)
        with self._lock:
            drive = self._made.get(key)
            if drive is None:
                text = text_of(chain, put)
                drive = written(text).drive
                drive(*arguments)
                self._made[key] = drive
                remember(text, key)
            return drive
