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

import numpy as np

from tuner.core.chain import Chain
from tuner.core.jit import LazyKernel, private_folder

Drive = Callable[..., int]

_HEAD = '''"""Written by ISP Tuner: the loop over tiles for one list of kernels. Safe to delete."""

from tuner.core.jit import dispatcher_of, flags, njit, ticks

{kernels}

@njit(**flags)
def drive(mosaic, target, tiles, at, margins, cancel, cycles, a, b, {plans}):
    for i in range(tiles.shape[0]):
        if cancel[0] != 0:
            return i
        y, x, rows, columns = tiles[i, 0], tiles[i, 1], tiles[i, 2], tiles[i, 3]
        src = mosaic
        t = ticks()
'''

_STEP = """
        # {name}
        m = margins[{i}, 1]
        h, w = (rows + 2 * m) // {out_scale}, (columns + 2 * m) // {out_scale}
        s{i} = {buffer}[: {planes} * h * w].reshape(({planes}, h, w))
        k{i}({src}, s{i}, p{i}, (y - margins[{i}, 0]) // {in_scale}, (x - margins[{i}, 0]) // {in_scale})
        u = ticks()
        cycles[{i}] += u - t
        t = u
"""

_TAIL = """
        # the part of the tile that was asked for
        top, left = max(y, at[0]), max(x, at[1])
        bottom, right = min(y + rows, at[2]), min(x + columns, at[3])
        first = at[4] + (top - at[0]) * at[5] + (left - at[1]) * at[6]
        pack({last}, target, top - y, left - x, bottom - top, right - left, first, at[5], at[6])
        cycles[{n}] += ticks() - t
    return tiles.shape[0]
"""


def key_of(chain: Chain, packer: LazyKernel) -> str:
    """Names the driver a chain needs: its kernels in order, and the types of their plans."""
    parts = [f"{k.__module__}.{k.__name__}:{_type(step.plan)}" for step in chain.steps for k in (step.kernel,)]
    return "|".join([*parts, packer.__name__])


def _type(plan: Any) -> str:
    if isinstance(plan, tuple):
        return "(" + ",".join(_type(p) for p in plan) + ")"
    return f"{plan.dtype}{plan.ndim}{'' if plan.flags.writeable else 'r'}"


def text_of(chain: Chain, packer: LazyKernel) -> str:
    """The driver's source."""
    kernels = [
        f"k{i} = dispatcher_of({s.kernel.__module__!r}, {s.kernel.__name__!r})" for i, s in enumerate(chain.steps)
    ]
    kernels.append(f"pack = dispatcher_of({packer.__module__!r}, {packer.__name__!r})")
    plans = ", ".join(f"p{i}" for i in range(len(chain.steps)))
    text = _HEAD.format(kernels="\n".join(kernels), plans=plans).replace("        src = mosaic\n", "")
    for i, step in enumerate(chain.steps):
        text += _STEP.format(
            i=i,
            name=step.stage.name,
            out_scale=step.stage.writes.scale,
            in_scale=step.stage.reads.scale,
            planes=step.stage.writes.planes,
            buffer="ab"[i & 1],
            src=f"s{i - 1}" if i else "mosaic",
        )
    return text + _TAIL.format(last=f"s{len(chain.steps) - 1}", n=len(chain.steps))


class Drivers:
    """The drivers made so far in this process."""

    def __init__(self) -> None:
        self._made: dict[str, Drive] = {}
        self._lock = threading.Lock()

    def get(self, chain: Chain, packer: LazyKernel) -> Drive | None:
        """The driver for a chain if it is compiled."""
        return self._made.get(key_of(chain, packer))

    def make(self, chain: Chain, packer: LazyKernel, arguments: tuple[Any, ...]) -> Drive:
        """Compile (or load) the driver now; `arguments` are those of a render, of which no tile is run."""
        key = key_of(chain, packer)
        with self._lock:
            drive = self._made.get(key)
            if drive is None:
                drive = _imported(text_of(chain, packer))
                mosaic, target, tiles, *rest = arguments
                drive(mosaic, target, tiles[:0], *rest)
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


def margins_of(chain: Chain) -> np.ndarray[Any, np.dtype[np.int64]]:
    """(steps, 2) margins in pixels of each step's source and target."""
    return np.array([(s.margin_in, s.margin_out) for s in chain.steps], np.int64)
