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

from tuner.core import cut
from tuner.core.chain import Chain, Step
from tuner.core.domain import Domain
from tuner.core.jit import LazyKernel, private_folder

LINE = 1152
"""Pixels that go through neighbouring pixel-by-pixel kernels together: source and target, 27 kB, stay in a first-level
cache. Such kernels run at twice the speed there (0.12 against 0.21 ns a pixel for a multiplication of three planes)."""

Drive = Callable[..., bool]
"""Renders tiles until none is left; False when it was cancelled before."""

_HEAD = '''"""Written by ISP Tuner: the loop over tiles for one list of kernels. Safe to delete."""

from tuner.core.jit import dispatcher_of, flags, njit, ticks
from tuner.core.turns import draw
{kernels}

@njit(**flags)
def drive(source, origin, target, tiles, turn, at, margins, cancel, cycles, a, b, c, d, {plans}):
    while cancel[0] == 0:
        i = draw(turn)
        if i >= tiles.shape[0]:
            return True
        y, x, rows, columns = tiles[i, 0], tiles[i, 1], tiles[i, 2], tiles[i, 3]
        t = ticks()
'''

_LOAD = """
        m = margins[0, 0]
        h, w = (rows + 2 * m) // {scale}, (columns + 2 * m) // {scale}
        start = b[: {planes} * h * w].reshape(({planes}, h, w))
        load(source, start, (y - m - origin[0]) // {scale}, (x - m - origin[1]) // {scale})
"""

_STEP = """
        # {name}
        m = margins[{i}, 1]
        h, w = (rows + 2 * m) // {out_scale}, (columns + 2 * m) // {out_scale}
        {out} = {buffer}[: {planes} * h * w].reshape(({planes}, h, w))
        k{i}({src}, {out}, p{i}, (y - margins[{i}, 0]) // {in_scale}, (x - margins[{i}, 0]) // {in_scale})
        u = ticks()
        cycles[{i}] += u - t
        t = u
"""

_RUN = """
        # pixel by pixel: {names}
        m = margins[{i}, 1]
        h, w = rows + 2 * m, columns + 2 * m
        gy, gx = y - m, x - m
        line = max({line} // w, 1)
        for j in range(0, h, line):
            n = min(line, h - j)
            r = c[: 3 * n * w].reshape((3, n, w))
            load({src}, r, j, 0)
"""

_POINT = """
            q = {buffer}[: 3 * n * w].reshape((3, n, w))
            k{i}(r, q, p{i}, gy + j, gx)
            r = q
            u = ticks()
            cycles[{i}] += u - t
            t = u
"""

_INTO = """
            store(r, {out}, j, 0)
"""

_PACK = """
{indent}# the part that was asked for
{indent}top, left = max({y}, at[0]), max(x, at[1])
{indent}bottom, right = min({y} + {rows}, at[2]), min(x + columns, at[3])
{indent}first = at[4] + (top - at[0]) * at[5] + (left - at[1]) * at[6]
{indent}if bottom > top:
{indent}    put({last}, target, top - ({y}), left - x, bottom - top, right - left, first, at[5], at[6])
"""

_STORE = """
{indent}put({last}, target, ({y} - at[0]) // {scale}, (x - at[1]) // {scale})
"""

_TAIL = """
        cycles[{n}] += ticks() - t
        t = ticks()
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
    first = chain.steps[0].stage.reads
    named = [(f"k{i}", step.kernel) for i, step in enumerate(chain.steps)]
    named += [("put", put), ("load", cut.load), ("store", cut.store)]
    kernels = "\n".join(f"{name} = dispatcher_of({k.__module__!r}, {k.__name__!r})" for name, k in named)
    text = _HEAD.format(kernels=kernels, plans=", ".join(f"p{i}" for i in range(len(chain.steps))))
    src = "source"
    if first is not Domain.SENSOR:
        text += _LOAD.format(scale=first.scale, planes=first.planes)
        src = "start"
    groups = _groups(chain)
    for number, group in enumerate(groups):
        out, buffer, last = f"s{number}", "ab"[number & 1], number + 1 == len(groups)
        if len(group) > 1 or (last and _pointwise(chain.steps[group[0]])):
            text += _run_text(chain, group, src, out, buffer, _sink(chain, put, "r", run=True) if last else "")
        else:
            text += _step_text(chain, group[0], src, out, buffer)
            text += _sink(chain, put, out, run=False) if last else ""
        src = out
    return text + _TAIL.format(n=len(chain.steps))


def _pointwise(step: Step) -> bool:
    """Whether a pixel of the step's target needs that pixel of its source and no other."""
    stage = step.stage
    return step.margin_in == step.margin_out and stage.reads.planes == stage.writes.planes == 3


def _groups(chain: Chain) -> list[list[int]]:
    """The steps, neighbours that work pixel by pixel together."""
    groups: list[list[int]] = []
    for i, step in enumerate(chain.steps):
        if groups and _pointwise(step) and _pointwise(chain.steps[groups[-1][-1]]):
            groups[-1].append(i)
        else:
            groups.append([i])
    return groups


def _step_text(chain: Chain, i: int, src: str, out: str, buffer: str) -> str:
    stage = chain.steps[i].stage
    return _STEP.format(
        i=i, name=stage.name, out=out, buffer=buffer, src=src, planes=stage.writes.planes,
        out_scale=stage.writes.scale, in_scale=stage.reads.scale,
    )  # fmt: skip


def _run_text(chain: Chain, group: list[int], src: str, out: str, buffer: str, sink: str) -> str:
    """Steps that work pixel by pixel, line by line in two buffers that stay in the innermost cache."""
    names = ", ".join(chain.steps[i].stage.name for i in group)
    target = "" if sink else f"        {out} = {buffer}[: 3 * h * w].reshape((3, h, w))\n"
    head, loop = _RUN.format(i=group[0], names=names, line=LINE, src=src).split("        line =", 1)
    points = "".join(_POINT.format(i=i, buffer="dc"[n & 1]) for n, i in enumerate(group))
    return f"{head}{target}        line ={loop}{points}{sink or _INTO.format(out=out)}"


def _sink(chain: Chain, put: LazyKernel, last: str, *, run: bool) -> str:
    """What takes the finished tile, or a line of it, to its place."""
    indent, y, rows = (" " * 12, "y + j", "n") if run else (" " * 8, "y", "rows")
    scale = chain.steps[-1].stage.writes.scale
    return (_STORE if put is cut.store else _PACK).format(indent=indent, y=y, rows=rows, last=last, scale=scale)


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


def margins_of(chain: Chain) -> np.ndarray[Any, np.dtype[np.int64]]:
    """(steps, 2) margins in pixels of each step's source and target."""
    return np.array([(s.margin_in, s.margin_out) for s in chain.steps], np.int64)
