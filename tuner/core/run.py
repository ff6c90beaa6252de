"""A run: tiles through a chain, in a compiled loop or step by step; the bytes are the same.

A run starts from the mosaic or from a cut, and ends in a picture or in a cut.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tuner.core import cut as cuts
from tuner.core.chain import Chain, StageError
from tuner.core.cut import Cut
from tuner.core.domain import Domain
from tuner.core.driver import Drive
from tuner.core.frame import Frame
from tuner.core.jit import LazyKernel
from tuner.core.orient import Rect
from tuner.core.target import Target
from tuner.core.turns import Turns
from tuner.core.widths import margins_of, widths

Buffers = tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]
"""Two that kernels read and write in turn, and one whose rows the next tile may want."""
_CYCLES = 9  # place of the cycle counts among a driver's arguments


class Cancelled(Exception):
    """The render was cancelled; no picture was made."""


class Cancel:
    """A flag that a render looks at before every tile."""

    def __init__(self) -> None:
        self.flag = np.zeros(1, np.int32)  # an array, so that compiled loops can look at it too

    def set(self) -> None:
        """Ask the render to stop."""
        self.flag[0] = 1

    def check(self) -> None:
        """Raise `Cancelled` once the flag is set."""
        if self.flag[0]:
            raise Cancelled


@dataclass(frozen=True, eq=False)
class Run:
    """What every worker of one render shares.

    Attributes
    ----------
    source : the cut that the chain starts from, or None for the frame's mosaic
    sink : the picture, or the cut, that is filled
    """

    chain: Chain
    frame: Frame
    source: Cut | None
    sink: Target | Cut
    cancel: Cancel

    @property
    def put(self) -> LazyKernel:
        """The kernel that takes a finished tile to the sink."""
        return cuts.store if isinstance(self.sink, Cut) else self.sink.packer

    def scratch(self, rows: int, columns: int) -> int:
        """Floats that the largest buffer of the chain needs for a tile of that size."""
        steps = self.chain.steps
        wide = widths(margins_of(self.chain), columns)
        buffers = [(s.stage.writes, s.margin_out, w) for s, w in zip(steps, wide[1:], strict=True)]
        if self.source is not None:
            buffers.append((steps[0].stage.reads, steps[0].margin_in, wide[0]))
        return max(d.planes * ((rows + 2 * margin) // d.scale) * (w // d.scale) for d, margin, w in buffers)

    def arguments(self, turns: Turns, buffers: Buffers) -> tuple[Any, ...]:
        """What a driver is called with."""
        source, origin = self._source
        target = self.sink.planes if isinstance(self.sink, Cut) else self.sink.flat
        cycles = np.zeros(len(self.chain.steps) + 1, np.int64)
        plans = [step.plan for step in self.chain.steps]
        margins, flag = margins_of(self.chain), self.cancel.flag
        shared = (turns.tiles, turns.runs, turns.counter, self._at, margins, flag, cycles)
        return (source, origin, target, *shared, *buffers, *plans)

    @property
    def _source(self) -> tuple[NDArray[Any], NDArray[np.int64]]:
        if self.source is None:
            return self.frame.mosaic, np.zeros(2, np.int64)
        return self.source.planes, np.array([self.source.top, self.source.left], np.int64)

    @property
    def _at(self) -> NDArray[np.int64]:
        """Grid bounds of the wanted rectangle (top, left, bottom, right) and its place in the sink."""
        if isinstance(self.sink, Cut):
            return np.array([self.sink.top, self.sink.left, 0, 0, 0, 0, 0], np.int64)
        oy, ox = self.frame.origin
        rect = self.sink.rect
        bounds = (oy + rect.y, ox + rect.x, oy + rect.y + rect.h, ox + rect.x + rect.w)
        return np.array([*bounds, *self.sink.place], np.int64)

    def composed(self, drive: Drive, turns: Turns, buffers: Buffers) -> dict[str, float]:
        """Tiles, while there are any, through the compiled loop; thread time of each stage, ms."""
        arguments = self.arguments(turns, buffers)
        begin = time.perf_counter()
        if not drive(*arguments):
            raise Cancelled
        elapsed, cycles = (time.perf_counter() - begin) * 1e3, arguments[_CYCLES]
        shares = cycles[:-1] / max(int(cycles.sum()), 1) * elapsed
        return {step.stage.name: float(ms) for step, ms in zip(self.chain.steps, shares, strict=True)}

    def stepwise(self, turns: Turns, buffers: Buffers) -> dict[str, float]:
        """Tiles, while there are any, kernel by kernel, called from Python; thread time of each stage, ms."""
        times = dict.fromkeys((step.stage.name for step in self.chain.steps), 0.0)
        at, margins = self._at.tolist(), margins_of(self.chain)
        while (drawn := turns.next()) is not None:
            self.cancel.check()
            y, x, rows, columns = drawn
            tile = Rect(x, y, columns, rows)
            wide = widths(margins, columns)
            planes = self._through(tile, self._entered(tile, wide[0], buffers), wide[1:], buffers, times)
            if isinstance(self.sink, Cut):
                scale = self.sink.domain.scale
                cuts.store(planes, self.sink.planes, (y - at[0]) // scale, (x - at[1]) // scale, columns // scale)
            else:
                _packed(self.sink, tile, at, planes)
        return times

    def _entered(self, tile: Rect, wide: int, buffers: Buffers) -> NDArray[Any]:
        """The first step's source: the whole mosaic, or the tile's window of the cut."""
        if self.source is None:
            return self.frame.mosaic
        margin, domain = self.chain.steps[0].margin_in, self.source.domain
        start = _shaped(buffers[1], domain, tile.h + 2 * margin, wide)
        oy, ox = tile.y - margin - self.source.top, tile.x - margin - self.source.left
        cuts.load(self.source.planes, start, oy // domain.scale, ox // domain.scale)
        return start

    def _through(
        self, tile: Rect, src: NDArray[Any], wide: list[int], buffers: Buffers, times: dict[str, float]
    ) -> NDArray[np.float32]:
        for i, step in enumerate(self.chain.steps):
            reads = step.stage.reads.scale
            out = _shaped(buffers[i & 1], step.stage.writes, tile.h + 2 * step.margin_out, wide[i])
            oy, ox = (tile.y - step.margin_in) // reads, (tile.x - step.margin_in) // reads
            begin = time.perf_counter()
            try:
                step.fill(src, out, oy, ox)
            except Exception as error:
                raise StageError(step.stage.name, error) from error
            times[step.stage.name] += (time.perf_counter() - begin) * 1e3
            src = out
        return src


def _shaped(flat: NDArray[np.float32], domain: Domain, rows: int, columns: int) -> NDArray[np.float32]:
    """The part of a flat buffer that holds so many pixels in a domain."""
    h, w = rows // domain.scale, columns // domain.scale
    return flat[: domain.planes * h * w].reshape(domain.planes, h, w)


def _packed(target: Target, tile: Rect, at: list[int], planes: NDArray[np.float32]) -> None:
    """The part of the tile that was asked for, into the picture."""
    top, left = max(tile.y, at[0]), max(tile.x, at[1])
    bottom, right = min(tile.y + tile.h, at[2]), min(tile.x + tile.w, at[3])
    first = at[4] + (top - at[0]) * at[5] + (left - at[1]) * at[6]
    target.packer(planes, target.flat, top - tile.y, left - tile.x, bottom - top, right - left, first, at[5], at[6])
