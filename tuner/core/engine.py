"""The engine: a frame, a recipe and a request in; pixels out.

The picture is cut into wide flat tiles. Each worker takes its tiles through the whole chain in two buffers that it
keeps (they stay in its L2 cache) and packs the result into the picture. A tile's pixels depend on positions in the
frame only, so any tiling, any crop and any number of workers give the same bytes.

The engine starts no threads of its own: it is handed an executor, or runs in the caller's thread.
"""

from __future__ import annotations

import threading
import time
from concurrent.futures import Executor
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from tuner.core import chain as chains
from tuner.core.chain import Chain, StageError
from tuner.core.domain import UNIT, Domain, round_up
from tuner.core.driver import Drive, Drivers, key_of, margins_of
from tuner.core.frame import Frame
from tuner.core.orient import Rect
from tuner.core.recipe import Recipe
from tuner.core.stage import Context
from tuner.core.target import Depth, RequestError, Target, target_for, tiles_over, wanted

Pair = tuple[NDArray[np.float32], NDArray[np.float32]]
DRIVERS = Drivers()
SHARES = 4  # runs of tiles handed to each worker in turn, so that one slow core does not hold up the picture
TILE = (64, 512)  # rows, columns of output pixels; two ping-pong buffers of the everyday line then fit in L2

__all__ = ["Cancel", "Cancelled", "Depth", "Engine", "Rendered", "Request", "RequestError"]


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


@dataclass(frozen=True)
class Request:
    """What is wanted of a render; never part of a recipe or a key.

    Attributes
    ----------
    crop : rectangle of the picture as exported (oriented); None is all of it
    depth : 8, 16 bit codes or 32-bit float
    tap : stage behind which to look; None is the finished picture
    own_values : with a tap, the domain's own numbers (float) rather than its display transform
    """

    crop: Rect | None = None
    depth: Depth = 8
    tap: str | None = None
    own_values: bool = False


@dataclass(frozen=True, eq=False)
class Rendered:
    """A finished picture, oriented as exported.

    Attributes
    ----------
    pixels : depth 8: (h, w, 4) uint8 B, G, R, 255; 16: (h, w, 3) uint16; 32: (h, w, 3 or 1) float32
    resolved : the recipe with the numbers in force
    stage_ms : thread time of each stage, summed over the workers
    """

    pixels: NDArray[Any]
    domain: Domain
    context: Context
    resolved: Recipe
    recipe: Recipe
    elapsed_ms: float
    stage_ms: dict[str, float] = field(default_factory=dict)

    @property
    def rgb(self) -> NDArray[Any]:
        """(h, w, 3) R, G, B view or copy of the pixels, whatever the depth."""
        return self.pixels[..., 2::-1] if self.pixels.dtype == np.uint8 else self.pixels


class Engine:
    """Renders frames.

    Parameters
    ----------
    executor : runs the workers; None renders in the caller's thread
    workers : how many workers share a picture
    tile : (rows, columns) of a tile, rounded up to the grid's unit
    composed : "now" compiles the chain's driver before the render, "later" has `compiler` do it in the background,
        "never" calls kernel by kernel from Python; the bytes are the same
    compiler : runs compilations for "later"
    """

    def __init__(
        self,
        executor: Executor | None = None,
        workers: int = 1,
        tile: tuple[int, int] = TILE,
        composed: Literal["now", "later", "never"] = "never",
        compiler: Executor | None = None,
    ) -> None:
        self._executor = executor
        self._workers = workers if executor else 1
        self._tile = (round_up(tile[0], UNIT), round_up(tile[1], UNIT))
        self._scratch = threading.local()
        self._composed, self._compiler = composed, compiler
        self._asked: set[str] = set()

    def render(
        self, frame: Frame, recipe: Recipe, request: Request = Request(), cancel: Cancel | None = None
    ) -> Rendered:
        """Render what is asked for.

        Raises
        ------
        RequestError : the crop does not lie inside the picture
        StageError : a stage failed; names it
        Cancelled : `cancel` was set
        """
        begin = time.perf_counter()
        rect = wanted(frame, request.crop)
        chain = chains.build(recipe, frame.facts, request.tap)
        target = target_for(chain, rect, request, frame)
        run = Run(chain, frame, target, cancel or Cancel())
        tiles = tiles_over(frame, rect, *self._tile)
        times = self._spread(run, self._driver(run, tiles), tiles)
        pixels = target.finish(target.flat)
        elapsed = (time.perf_counter() - begin) * 1e3
        return Rendered(pixels, chain.domain, chain.context, chain.resolved, recipe, elapsed, times)

    def _driver(self, run: Run, tiles: NDArray[np.int64]) -> Drive | None:
        """The compiled loop for this chain, if there is one or it may be made now."""
        if self._composed == "never":
            return None
        drive = DRIVERS.get(run.chain, run.target.packer)
        if drive is None:
            arguments = run.arguments(tiles, self._buffers(run))
            if self._composed == "now":
                return DRIVERS.make(run.chain, run.target.packer, arguments)
            key = key_of(run.chain, run.target.packer)
            if self._compiler is not None and key not in self._asked:
                self._asked.add(key)
                self._compiler.submit(DRIVERS.make, run.chain, run.target.packer, arguments)
        return drive

    def _spread(self, run: Run, drive: Drive | None, tiles: NDArray[np.int64]) -> dict[str, float]:
        if self._executor is None:
            return self._work(run, drive, tiles)
        shares = np.array_split(tiles, min(len(tiles), self._workers * SHARES))
        futures = [self._executor.submit(self._work, run, drive, np.ascontiguousarray(s)) for s in shares]
        errors = [error for f in futures if (error := f.exception()) is not None]  # waits for every worker
        if errors:
            raise errors[0]
        results = [f.result() for f in futures]
        return {name: sum(r[name] for r in results) for name in results[0]}

    def _work(self, run: Run, drive: Drive | None, tiles: NDArray[np.int64]) -> dict[str, float]:
        return run.composed(drive, tiles, self._buffers(run)) if drive else run.stepwise(tiles, self._buffers(run))

    def _buffers(self, run: Run) -> Pair:
        """This thread's two flat buffers, grown when a chain needs more."""
        need = run.scratch(*self._tile)
        kept: Pair | None = getattr(self._scratch, "pair", None)
        if kept is None or kept[0].size < need:
            kept = (np.empty(need, np.float32), np.empty(need, np.float32))
            self._scratch.pair = kept
        return kept


@dataclass(frozen=True, eq=False)
class Run:
    """One render under way: what every worker shares."""

    chain: Chain
    frame: Frame
    target: Target
    cancel: Cancel

    def scratch(self, rows: int, columns: int) -> int:
        """Floats that the largest buffer of the chain needs for a tile of that size."""
        sizes = [
            s.stage.writes.planes * ((rows + 2 * s.margin_out) // k) * ((columns + 2 * s.margin_out) // k)
            for s in self.chain.steps
            for k in (s.stage.writes.scale,)
        ]
        return max(sizes)

    def arguments(self, tiles: NDArray[np.int64], pair: Pair) -> tuple[Any, ...]:
        """What a driver is called with."""
        steps = self.chain.steps
        cycles = np.zeros(len(steps) + 1, np.int64)
        plans = [step.plan for step in steps]
        return (
            self.frame.mosaic, self.target.flat, tiles, self._at, margins_of(self.chain), self.cancel.flag, cycles,
            *pair, *plans,
        )  # fmt: skip

    @property
    def _at(self) -> NDArray[np.int64]:
        """Grid bounds of the wanted rectangle (top, left, bottom, right) and its place in the target."""
        oy, ox = self.frame.origin
        rect = self.target.rect
        return np.array(
            [oy + rect.y, ox + rect.x, oy + rect.y + rect.h, ox + rect.x + rect.w, *self.target.place], np.int64
        )

    def composed(self, drive: Drive, tiles: NDArray[np.int64], pair: Pair) -> dict[str, float]:
        """The tiles through the compiled loop; thread time of each stage, ms."""
        self.cancel.check()
        arguments = self.arguments(tiles, pair)
        begin = time.perf_counter()
        if drive(*arguments) < len(tiles):
            raise Cancelled
        elapsed, cycles = (time.perf_counter() - begin) * 1e3, arguments[6]
        shares = cycles[:-1] / max(int(cycles.sum()), 1) * elapsed
        return {step.stage.name: float(ms) for step, ms in zip(self.chain.steps, shares, strict=True)}

    def stepwise(self, tiles: NDArray[np.int64], pair: Pair) -> dict[str, float]:
        """The tiles kernel by kernel, called from Python; thread time of each stage, ms."""
        times = dict.fromkeys((step.stage.name for step in self.chain.steps), 0.0)
        at = self._at.tolist()
        for y, x, rows, columns in tiles.tolist():
            self.cancel.check()
            self._pack(Rect(x, y, columns, rows), at, self._through(Rect(x, y, columns, rows), pair, times))
        return times

    def _through(self, tile: Rect, pair: Pair, times: dict[str, float]) -> NDArray[np.float32]:
        src: NDArray[Any] = self.frame.mosaic
        for i, step in enumerate(self.chain.steps):
            writes, reads = step.stage.writes, step.stage.reads
            h = (tile.h + 2 * step.margin_out) // writes.scale
            w = (tile.w + 2 * step.margin_out) // writes.scale
            out = pair[i & 1][: writes.planes * h * w].reshape(writes.planes, h, w)
            oy, ox = (tile.y - step.margin_in) // reads.scale, (tile.x - step.margin_in) // reads.scale
            begin = time.perf_counter()
            try:
                step.kernel(src, out, step.plan, oy, ox)
            except Exception as error:
                raise StageError(step.stage.name, error) from error
            times[step.stage.name] += (time.perf_counter() - begin) * 1e3
            src = out
        return src

    def _pack(self, tile: Rect, at: list[int], planes: NDArray[np.float32]) -> None:
        """The part of the tile that was asked for, into the target."""
        top, left = max(tile.y, at[0]), max(tile.x, at[1])
        bottom, right = min(tile.y + tile.h, at[2]), min(tile.x + tile.w, at[3])
        first, down, across = at[4] + (top - at[0]) * at[5] + (left - at[1]) * at[6], at[5], at[6]
        self.target.packer(
            planes, self.target.flat, top - tile.y, left - tile.x, bottom - top, right - left, first, down, across
        )
