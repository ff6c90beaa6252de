"""Drivers: the kernels of one chain strung together into one compiled loop over tiles.

Calling each kernel from Python costs as much as a cheap kernel takes on a tile, and the interpreter lock makes two
workers wait for each other. A driver is a function written for exactly one list of kernels: one call a worker, all
its tiles inside. It calls the stages' own kernels, so its bytes are theirs; the Python loop in `engine` stays as the
reference, and runs until the driver is compiled.

The text is put together from registry names only and written into our private kernel cache, so that numba can cache
what it compiles; nothing of a user's file ever enters it.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import sys
import threading
from collections.abc import Callable
from typing import Any

from tuner.core import cut
from tuner.core.chain import Chain
from tuner.core.domain import Domain
from tuner.core.jit import LazyKernel, private_folder

Drive = Callable[..., bool]
"""Renders tiles until none is left; False when it was cancelled before."""

_HEAD = '''"""Written by ISP Tuner: the loop over tiles for one list of kernels. Safe to delete."""

from tuner.core.jit import dispatcher_of, flags, njit, ticks
from tuner.core.turns import draw

{kernels}

@njit(**flags)
def drive(source, origin, target, tiles, turn, at, margins, cancel, cycles, a, b, {plans}):
    while cancel[0] == 0:
        i = draw(turn)
        if i >= tiles.shape[0]:
            return True
        y, x, rows, columns = tiles[i, 0], tiles[i, 1], tiles[i, 2], tiles[i, 3]
{widths}
        t = ticks()
'''

_WIDTH = "        {name} = -(-({wanted}) // margins[{i}, {of}]) * margins[{i}, {of}]"

_LOAD = """
        m = margins[0, 0]
        h, w = (rows + 2 * m) // {scale}, wide // {scale}
        start = b[: {planes} * h * w].reshape(({planes}, h, w))
        load(source, start, (y - m - origin[0]) // {scale}, (x - m - origin[1]) // {scale})
"""

_STEP = """
        # {name}
        m = margins[{i}, 1]
        h, w = (rows + 2 * m) // {out_scale}, w{i} // {out_scale}
        s{i} = {buffer}[: {planes} * h * w].reshape(({planes}, h, w))
        k{i}({src}, s{i}, p{i}, (y - margins[{i}, 0]) // {in_scale}, (x - margins[{i}, 0]) // {in_scale})
        u = ticks()
        cycles[{i}] += u - t
        t = u
"""

_PACK = """
        # the part of the tile that was asked for
        top, left = max(y, at[0]), max(x, at[1])
        bottom, right = min(y + rows, at[2]), min(x + columns, at[3])
        first = at[4] + (top - at[0]) * at[5] + (left - at[1]) * at[6]
        put({last}, target, top - y, left - x, bottom - top, right - left, first, at[5], at[6])
"""

_STORE = """
        put({last}, target, (y - at[0]) // {scale}, (x - at[1]) // {scale}, columns // {scale})
"""

_TAIL = """
        cycles[{n}] += ticks() - t
    return False
"""


def key_of(chain: Chain, put: LazyKernel) -> str:
    """Names the driver a chain needs: its kernels in order, and the types of their plans."""
    steps = [f"{s.kernel.__module__}.{s.kernel.__name__}:{_type(s.plan)}" for s in chain.steps]
    return "|".join([*steps, put.__name__])


def _type(plan: Any) -> str:
    if isinstance(plan, tuple):
        return "(" + ",".join(_type(p) for p in plan) + ")"
    return f"{plan.dtype}{plan.ndim}{'' if plan.flags.writeable else 'r'}"


def text_of(chain: Chain, put: LazyKernel) -> str:
    """The driver's source."""
    named = [(f"k{i}", step.kernel) for i, step in enumerate(chain.steps)] + [("put", put)]
    first, last = chain.steps[0].stage.reads, chain.steps[-1].stage.writes
    from_cut = first is not Domain.SENSOR
    if from_cut:
        named.append(("load", cut.load))
    kernels = "\n".join(f"{name} = dispatcher_of({k.__module__!r}, {k.__name__!r})" for name, k in named)
    plans = ", ".join(f"p{i}" for i in range(len(chain.steps)))
    text = _HEAD.format(kernels=kernels, plans=plans, widths=_widths(len(chain.steps)))
    if from_cut:
        text += _LOAD.format(scale=first.scale, planes=first.planes)
    for i, step in enumerate(chain.steps):
        text += _STEP.format(
            i=i,
            name=step.stage.name,
            out_scale=step.stage.writes.scale,
            in_scale=step.stage.reads.scale,
            planes=step.stage.writes.planes,
            buffer="ab"[i & 1],
            src=f"s{i - 1}" if i else "start" if from_cut else "source",
        )
    sink = _STORE if put is cut.store else _PACK
    return text + sink.format(last=f"s{len(chain.steps) - 1}", scale=last.scale) + _TAIL.format(n=len(chain.steps))


def _widths(steps: int) -> str:
    """What `core.widths` says, for the columns of a tile: of every target, and of the source of the first."""
    lines = [_WIDTH.format(name=f"w{steps - 1}", wanted=f"columns + 2 * margins[{steps - 1}, 1]", i=steps - 1, of=3)]
    for i in reversed(range(steps)):
        wanted = f"w{i} + 2 * (margins[{i}, 0] - margins[{i}, 1])"
        lines.append(_WIDTH.format(name=f"w{i - 1}" if i else "wide", wanted=wanted, i=i, of=2))
    return "\n".join(lines)


class Drivers:
    """The drivers made so far in this process."""

    def __init__(self) -> None:
        self._made: dict[str, Drive] = {}
        self._lock = threading.Lock()

    def get(self, chain: Chain, put: LazyKernel) -> Drive | None:
        """The driver for a chain if it is compiled."""
        return self._made.get(key_of(chain, put))

    def make(self, chain: Chain, put: LazyKernel, arguments: tuple[Any, ...]) -> Drive:
        """Compile (or load) the driver now; `arguments` are those of a render without tiles."""
        key = key_of(chain, put)
        with self._lock:
            drive = self._made.get(key)
            if drive is None:
                drive = _imported(text_of(chain, put))
                drive(*arguments)
                self._made[key] = drive
            return drive


def _imported(text: str) -> Drive:
    """The driver's module, from our private cache folder."""
    folder = private_folder()
    name = f"drive_{hashlib.sha256(text.encode()).hexdigest()[:16]}"
    path = folder / f"{name}.py"
    if not path.exists() or path.read_text() != text:
        beside = path.with_suffix(f".{os.getpid()}.tmp")
        beside.write_text(text)
        beside.replace(path)
    spec = importlib.util.spec_from_file_location(f"isp_tuner_{name}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    drive: Drive = module.drive
    return drive

