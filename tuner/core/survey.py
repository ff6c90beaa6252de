"""Survey: the whole picture in small, for stages that need to know more of it than a tile.

A survey is the mosaic averaged per colour plane over blocks of BLOCK x BLOCK pixels and taken through the stages in
front of the one that asks. It is made of the whole frame whatever is shown of it, so the window, a crop, the command
line and a batch agree to the bit. Blocks lie on the grid (see `domain`): block (j, i) covers the grid pixels from
(MARGIN + BLOCK j, MARGIN + BLOCK i) on, as far as the quads of the active area reach.

Only pointwise stages take part: those in front of the demosaic at full resolution and in place, the demosaic as the
mean of the two greens, those behind it on the small planes. A stage with a halo is left out: what it does is finer
than a block. A stage that itself looks at a survey depends on the position too, and is run on rows of true positions.

Surveys are kept per frame, named by the kernels and plans that made them: moving the exposure repeats no pass over the
mosaic, and a knob behind the asking stage, or of a stage left out, repeats nothing.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from tuner.core.domain import MARGIN, Domain
from tuner.core.frame import Frame
from tuner.core.jit import kernel

if TYPE_CHECKING:
    from tuner.core.param import StageParams
    from tuner.core.stage import Plan, Stage

    Prepared = tuple[Stage, StageParams, Plan]

f32 = np.float32
Planes = NDArray[np.float32]

BLOCK = 16
"""Pixels a side of a block; divides MARGIN. 12 MP become 188 x 250 blocks, about one in a thousand of the samples."""
QUADS = BLOCK // 2
STRIP = (4, 64)
"""Rows and columns of blocks taken through the mosaic stages at once, in two buffers of 256 kB."""
KEEP = 8
"""Surveys kept a frame: before and behind each asking stage, for two or three positions of a knob."""


@dataclass(frozen=True, eq=False)
class Survey:
    """The picture in small; compared and kept by identity.

    Attributes
    ----------
    planes : (3, h, w) float32, read-only, in the domain that the asking stage reads
    """

    planes: Planes


class _Shelf:
    """The surveys of one frame, oldest first."""

    def __init__(self) -> None:
        self.lock = threading.RLock()  # a second asker waits for the first one's result instead of repeating it
        self._made: OrderedDict[Hashable, Any] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], Any]) -> Any:
        if key in self._made:
            self._made.move_to_end(key)
            return self._made[key]
        found = self._made[key] = make()
        while len(self._made) > KEEP:
            self._made.popitem(last=False)
        return found


_shelves: WeakKeyDictionary[Frame, _Shelf] = WeakKeyDictionary()
_shelves_lock = threading.Lock()


def survey(frame: Frame, steps: Sequence[Prepared]) -> Survey:
    """The survey behind some stages.

    Parameters
    ----------
    steps : the stages in front of the one that asks (on, not neutral), in line order, with resolved parameters and plan

    Raises
    ------
    ValueError : a stage with a halo changes the domain, so that it can neither be run nor left out
    """
    mosaic, rest = _pointwise(steps)
    front = tuple(_key(step) for step in mosaic)
    with _shelves_lock:
        shelf = _shelves.setdefault(frame, _Shelf())
    with shelf.lock:

        def made() -> Survey:
            planes: Planes = shelf.get(front, lambda: _of_mosaic(frame, mosaic))
            planes = _of_planes(planes, rest).view()
            planes.setflags(write=False)
            return Survey(planes)

        found: Survey = shelf.get((front, tuple(_key(step) for step in rest)), made)
        return found


def _pointwise(steps: Sequence[Prepared]) -> tuple[list[Prepared], list[Prepared]]:
    """The steps that take part, in front of the demosaic and behind it."""
    kept: tuple[list[Prepared], list[Prepared]] = ([], [])
    behind = 0
    for stage, params, plan in steps:
        if stage.reads is Domain.MOSAIC and stage.writes is not Domain.MOSAIC:
            behind = 1
        elif stage.halo(params) == 0:
            kept[behind].append((stage, params, plan))
        elif stage.reads is not stage.writes:
            raise ValueError(f"a survey cannot leave out {stage.name}, which turns {stage.reads} into {stage.writes}")
    if not behind:
        raise ValueError("a survey is of RGB: the stage that asks must stand behind the demosaic")
    return kept


def _key(step: Prepared) -> Hashable:
    """What decides the numbers a step makes: its kernel and its plan."""
    stage, params, plan = step
    arrays = plan if isinstance(plan, tuple) else (plan,)
    return stage.name, stage.version, stage.kernel(params), *((a.shape, a.dtype.str, a.tobytes()) for a in arrays)


def _of_mosaic(frame: Frame, steps: Sequence[Prepared]) -> Planes:
    """(3, h, w) block means of R, both G, B behind the stages in front of the demosaic."""
    py, px = frame.facts.phase
    down, across = -(-(py + frame.facts.height) // 2), -(-(px + frame.facts.width) // 2)  # quads of the active area
    binned = np.empty((4, -(-down // QUADS), -(-across // QUADS)), f32)
    pair = np.empty((2, 4 * STRIP[0] * STRIP[1] * QUADS * QUADS), f32)
    for j in range(0, binned.shape[1], STRIP[0]):
        for i in range(0, binned.shape[2], STRIP[1]):
            rows, columns = min(STRIP[0], binned.shape[1] - j), min(STRIP[1], binned.shape[2] - i)
            planes = _strip(frame, steps, j, i, (4, QUADS * rows, QUADS * columns), pair)
            means = np.empty((4, rows, columns), f32)
            _bin(planes, means, down - QUADS * j, across - QUADS * i)
            binned[:, j : j + rows, i : i + columns] = means
    return np.stack([binned[0], f32(0.5) * (binned[1] + binned[2]), binned[3]])


def _strip(
    frame: Frame, steps: Sequence[Prepared], j: int, i: int, shape: tuple[int, int, int], pair: Planes
) -> Planes:
    """The planes of some blocks from block (j, i) on, in one of two buffers."""
    src: NDArray[Any] = frame.mosaic
    for n, (stage, params, plan) in enumerate(steps):
        out = pair[n & 1][: shape[0] * shape[1] * shape[2]].reshape(shape)
        y, x = MARGIN + BLOCK * j, MARGIN + BLOCK * i
        stage.fill(params, src, out, plan, y // stage.reads.scale, x // stage.reads.scale)
        src = out
    return src


@kernel
def _bin(src, means, down, across):  # type: ignore[no-untyped-def]
    """Means of QUADS x QUADS samples, of fewer where `down` rows or `across` columns end; always in one order."""
    line = np.empty(src.shape[2], f32)
    for p in range(4):
        for j in range(means.shape[1]):
            rows = min(QUADS, down - QUADS * j)
            first = src[p, QUADS * j]
            for x in range(line.shape[0]):
                line[x] = first[x]
            for y in range(1, rows):
                row = src[p, QUADS * j + y]
                for x in range(line.shape[0]):
                    line[x] += row[x]
            for i in range(means.shape[2]):
                end = min(QUADS * (i + 1), across)
                total = f32(0)
                for x in range(QUADS * i, end):
                    total += line[x]
                means[p, j, i] = total / f32(rows * (end - QUADS * i))


def _of_planes(planes: Planes, steps: Sequence[Prepared]) -> Planes:
    """The block means behind the stages that follow the demosaic."""
    planes = planes.copy()
    for stage, params, plan in steps:
        out = np.empty_like(planes)
        if stage.survey:
            _in_place(stage, params, plan, planes, out)
        else:
            stage.fill(params, planes, out, plan, MARGIN, MARGIN)
        planes = out
    return planes


def _in_place(stage: Stage, params: StageParams, plan: Plan, planes: Planes, out: Planes) -> None:
    """A stage that depends on the position: every mean on the full-resolution row through its block's middle."""
    middle = BLOCK // 2
    result = np.empty((3, 1, BLOCK * planes.shape[2]), f32)
    for j in range(planes.shape[1]):
        spread = np.repeat(planes[:, j : j + 1], BLOCK, axis=2)
        stage.fill(params, spread, result, plan, MARGIN + BLOCK * j + middle, MARGIN)
        out[:, j] = result[:, 0, middle::BLOCK]
