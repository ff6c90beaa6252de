"""The engine: a frame, a recipe and a request in; pixels out.

The picture is cut into wide flat tiles. Each worker takes its tiles through the whole chain in two buffers that it
keeps (small enough to stay in cache) and packs the result into the picture. A tile's pixels depend on positions in the
frame only, so any tiling, any crop and any number of workers give the same bytes.

The engine starts no threads of its own: it is handed an executor, or runs in the caller's thread.
"""

from __future__ import annotations

import threading
import time
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from tuner.core import chain as chains
from tuner.core.chain import Chain, StageError
from tuner.core.cut import Cut, Cuts, area_of, margin_for
from tuner.core.cut import key_of as cut_key
from tuner.core.domain import MARGIN, UNIT, Domain, round_up
from tuner.core.driver import Drive, Drivers, key_of
from tuner.core.frame import Frame
from tuner.core.orient import Rect, oriented_size
from tuner.core.recipe import Recipe
from tuner.core.run import Buffers, Cancel, Cancelled, Run
from tuner.core.stage import Context
from tuner.core.target import Depth, Memory, RequestError, target_for, target_in, tiles_on, tiles_over, wanted
from tuner.core.turns import Turns, shape_for
from tuner.core.widths import aligned

DRIVERS = Drivers()
NO_TURNS = Turns(np.empty((0, 4), np.int64))

__all__ = ["Cancel", "Cancelled", "Depth", "Engine", "Rendered", "Request", "RequestError"]


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
    ahead_ms : part of `elapsed_ms` that went into what a pinned stage reads, which the next render need not repeat
    """

    pixels: NDArray[Any]
    domain: Domain
    context: Context
    resolved: Recipe
    recipe: Recipe
    elapsed_ms: float
    stage_ms: dict[str, float] = field(default_factory=dict)
    ahead_ms: float = 0.0

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
    tile : (rows, columns) of a tile, rounded up to the grid's unit; None takes what was measured best for the line
    composed : "now" compiles the chain's driver before the render, "later" has `compiler` do it in the background,
        "kept" loads one that was compiled before, "never" calls kernel by kernel from Python; the bytes are the same
    compiler : runs compilations for "later"
    cuts : where what a pinned stage reads is kept; None keeps nothing
    """

    def __init__(
        self,
        executor: Executor | None = None,
        workers: int = 1,
        tile: tuple[int, int] | None = None,
        composed: Literal["now", "later", "kept", "never"] = "never",
        compiler: Executor | None = None,
        cuts: Cuts | None = None,
    ) -> None:
        self.executor = executor
        self.workers = workers if executor else 1
        self._tile = tile and (round_up(tile[0], UNIT), round_up(tile[1], UNIT))
        self._scratch = threading.local()
        self._composed, self._compiler = composed, compiler
        self._asked: set[str] = set()
        self.cuts = cuts
        self._memory = Memory()

    def render(
        self,
        frame: Frame,
        recipe: Recipe,
        request: Request = Request(),
        cancel: Cancel | None = None,
        pin: str | None = None,
        into: NDArray[np.uint8] | None = None,
    ) -> Rendered:
        """Render what is asked for.

        Parameters
        ----------
        pin : the stage that is being edited; what it reads is kept, so that the next render starts there
        into : memory of a whole picture (`blank`), of which the crop alone is filled, at its place; what a pinned stage
            reads is then used if it is there, but not made, for that takes a pass over the whole frame

        Raises
        ------
        RequestError : the crop does not lie inside the picture, or `into` is not the memory of this picture
        StageError : a stage failed; names it
        Cancelled : `cancel` was set
        """
        begin, cancel = time.perf_counter(), cancel or Cancel()
        rect = wanted(frame, request.crop)
        chain = chains.build(recipe, frame, request.tap)
        if into is None:
            target = target_for(chain, rect, request, frame, self._memory)
        else:
            target = target_in(chain, rect, request, frame, into)
        started = time.perf_counter()
        source, steps, times = self._start(chain, frame, pin, cancel, make=into is None)
        ahead = (time.perf_counter() - started) * 1e3
        run = Run(steps, frame, source, target, cancel)
        times |= self._spread(run, tiles_over(frame, rect, *self._shape(steps)))
        pixels = target.finish(target.flat)
        elapsed = (time.perf_counter() - begin) * 1e3
        return Rendered(pixels, chain.domain, chain.context, chain.resolved, recipe, elapsed, times, ahead)

    def blank(self, frame: Frame) -> NDArray[np.uint8]:
        """Memory of a whole 8-bit picture as exported, with arbitrary content, for renders `into` it."""
        width, height = oriented_size(frame.facts.width, frame.facts.height, frame.facts.orientation)
        words = self._memory.array((width * height,), np.uint32)
        return words.view(np.uint8).reshape(height, width, 4)

    def warm(self, frame: Frame, recipe: Recipe, pin: str, cancel: Cancel | None = None) -> None:
        """Make and keep what a stage reads, before it is edited."""
        self._start(chains.build(recipe, frame), frame, pin, cancel or Cancel())

    def settle(self, timeout: float | None = None) -> None:
        """Wait until the loops are compiled that renders have asked for so far.

        Raises
        ------
        TimeoutError : that takes longer, s
        """
        if self._compiler is not None:
            self._compiler.submit(int).result(timeout)  # it works one after the other

    def _start(
        self, chain: Chain, frame: Frame, pin: str | None, cancel: Cancel, make: bool = True
    ) -> tuple[Cut | None, Chain, dict[str, float]]:
        """Where to start from: the cut in front of the pinned stage and the chain behind it, or the mosaic and all."""
        at = chain.index_of(pin) if pin is not None and self.cuts is not None else 0
        if at == 0 or self.cuts is None:
            return None, chain, {}
        head, tail = chain.split(at)
        key, need = cut_key(frame, head.steps), tail.steps[0].margin_in
        found = self.cuts.get(key, need)
        if found is not None:
            return found, tail, {}
        if not make:
            return None, chain, {}
        made = self.cuts.room(frame, head.domain, margin_for(tail))
        if made is None or head.steps[0].margin_in + made.margin > MARGIN:
            return None, chain, {}
        begin = time.perf_counter()
        area = area_of(frame, made.margin)
        times = self._spread(Run(head, frame, None, made, cancel), tiles_on(area, *self._shape(head)))
        self.cuts.put(key, made, (time.perf_counter() - begin) * 1e3)
        return made, tail, times

    def _shape(self, chain: Chain) -> tuple[int, int]:
        return self._tile or shape_for(chain.steps[0].margin_in)

    def _driver(self, run: Run) -> Drive | None:
        """The compiled loop for this chain, if there is one or it may be made now."""
        if self._composed == "never":
            return None
        drive = DRIVERS.get(run.chain, run.put)
        if drive is None:
            arguments = run.arguments(NO_TURNS, self._buffers(run))
            if self._composed == "now":
                return DRIVERS.make(run.chain, run.put, arguments)
            if self._quicker_loaded(run):
                with suppress(OSError):  # the folder went just now: as if nothing had been kept
                    return DRIVERS.make(run.chain, run.put, arguments)
            key = key_of(run.chain, run.put)
            if self._composed == "kept":
                self._asked.add(key)  # it is not looked for again
                return None
            if self._compiler is not None and key not in self._asked and not isinstance(run.sink, Cut):
                # (a cut is filled once; compiling a loop for it takes longer than that)
                self._asked.add(key)
                self._compiler.submit(DRIVERS.make, run.chain, run.put, arguments)
        return drive

    def _quicker_loaded(self, run: Run) -> bool:
        """Whether the loop was compiled before, and is wanted now: it loads as fast as two of its kernels do."""
        if self._composed == "kept":
            wanted = key_of(run.chain, run.put) not in self._asked
        else:
            wanted = not all(getattr(step.kernel, "ready", True) for step in run.chain.steps)
        return wanted and DRIVERS.kept(run.chain, run.put)

    def _spread(self, run: Run, tiles: NDArray[np.int64]) -> dict[str, float]:
        """The tiles shared out among the workers; thread time of each stage, ms."""
        turns = Turns(tiles, self.workers)
        drive = self._driver(run)
        if self.executor is None:
            return self._work(run, drive, turns)
        workers = min(len(tiles), self.workers)
        futures = [self.executor.submit(self._work, run, drive, turns) for _ in range(workers)]
        errors = [error for f in futures if (error := f.exception()) is not None]  # waits for every worker
        if errors:  # what failed, rather than that the others were stopped for it
            raise next((e for e in errors if not isinstance(e, Cancelled)), errors[0])
        results = [f.result() for f in futures]
        return {name: sum(r[name] for r in results) for name in results[0]}

    def _work(self, run: Run, drive: Drive | None, turns: Turns) -> dict[str, float]:
        try:
            return run.composed(drive, turns, self._buffers(run)) if drive else run.stepwise(turns, self._buffers(run))
        except StageError:
            run.cancel.set()  # the other workers need not finish
            raise

    def _buffers(self, run: Run) -> Buffers:
        """This thread's flat buffers, grown when a chain needs more."""
        need = run.scratch(*self._shape(run.chain))
        kept: Buffers | None = getattr(self._scratch, "buffers", None)
        if kept is None or kept[0].size < need:
            kept = (aligned(need), aligned(need), aligned(need))
            self._scratch.buffers = kept
        return kept
