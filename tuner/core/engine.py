"""The engine: a frame, a recipe and a request in; pixels out.

The picture is cut into wide flat tiles. Each worker takes its tiles through the whole chain in two buffers that it
keeps (they stay in its L2 cache) and packs the result into the picture. A tile's pixels depend on positions in the
frame only, so any tiling, any crop and any number of workers give the same bytes.

The engine starts no threads of its own: it is handed an executor, or runs in the caller's thread.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from tuner.core import chain as chains
from tuner.core import display, pack
from tuner.core.chain import Chain, StageError
from tuner.core.domain import UNIT, Domain, round_up
from tuner.core.frame import Frame
from tuner.core.orient import Rect, orient, oriented_size, to_sensor
from tuner.core.recipe import Recipe
from tuner.core.stage import Context

TILE = (64, 512)  # rows, columns of output pixels; two ping-pong buffers of the everyday line then fit in L2

Depth = Literal[8, 16, 32]


class Cancelled(Exception):
    """The render was cancelled; no picture was made."""


class RequestError(ValueError):
    """A request the picture cannot answer, e.g. a crop outside it."""


class Cancel:
    """A flag that a render looks at before every tile."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def set(self) -> None:
        """Ask the render to stop."""
        self._event.set()

    def check(self) -> None:
        """Raise `Cancelled` once the flag is set."""
        if self._event.is_set():
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
    """

    def __init__(self, executor: Executor | None = None, workers: int = 1, tile: tuple[int, int] = TILE) -> None:
        self._executor = executor
        self._workers = workers if executor else 1
        self._tile = tuple(round_up(side, UNIT) for side in tile)
        self._scratch = threading.local()

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
        facts = frame.facts
        rect = _sensor_rect(frame, request.crop)
        chain = chains.build(recipe, facts, request.tap)
        target, packer, finish = _target(chain, rect, request, frame)
        tiles = _tiles(frame, rect, (self._tile[0], self._tile[1]))
        jobs = [_Job(chain, frame, rect, target, packer, tiles[i :: self._workers]) for i in range(self._workers)]
        times = self._spread(jobs, cancel or Cancel())
        pixels = finish(target)
        elapsed = (time.perf_counter() - begin) * 1e3
        return Rendered(pixels, chain.domain, chain.context, chain.resolved, recipe, elapsed, times)

    def _spread(self, jobs: Sequence[_Job], cancel: Cancel) -> dict[str, float]:
        if self._executor is None:
            results = [job.run(self._buffers(job), cancel) for job in jobs]
        else:
            futures = [self._executor.submit(self._work, job, cancel) for job in jobs]
            errors = [error for f in futures if (error := f.exception()) is not None]  # waits for every worker
            if errors:
                raise errors[0]
            results = [f.result() for f in futures]
        return {name: sum(r[name] for r in results) for name in results[0]}

    def _work(self, job: _Job, cancel: Cancel) -> dict[str, float]:
        return job.run(self._buffers(job), cancel)

    def _buffers(self, job: _Job) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """This thread's two flat buffers, grown when a chain needs more."""
        need = job.scratch(self._tile[0], self._tile[1])
        kept: tuple[NDArray[np.float32], NDArray[np.float32]] | None = getattr(self._scratch, "pair", None)
        if kept is None or kept[0].size < need:
            kept = (np.empty(need, np.float32), np.empty(need, np.float32))
            self._scratch.pair = kept
        return kept


@dataclass(frozen=True)
class _Job:
    """One worker's share of a render: a run of tiles through the chain."""

    chain: Chain
    frame: Frame
    rect: Rect
    target: NDArray[Any]
    packer: Callable[..., None]
    tiles: Sequence[Rect]  # grid positions

    def scratch(self, rows: int, columns: int) -> int:
        """Floats that the largest buffer of the chain needs for a tile of that size."""
        sizes = [
            s.stage.writes.planes * ((rows + 2 * s.margin_out) // k) * ((columns + 2 * s.margin_out) // k)
            for s in self.chain.steps
            for k in (s.stage.writes.scale,)
        ]
        return max(sizes)

    def run(self, pair: tuple[NDArray[np.float32], NDArray[np.float32]], cancel: Cancel) -> dict[str, float]:
        times = dict.fromkeys((step.stage.name for step in self.chain.steps), 0.0)
        for tile in self.tiles:
            cancel.check()
            self._pack(tile, self._through(tile, pair, times))
        return times

    def _through(
        self, tile: Rect, pair: tuple[NDArray[np.float32], NDArray[np.float32]], times: dict[str, float]
    ) -> NDArray[np.float32]:
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

    def _pack(self, tile: Rect, planes: NDArray[np.float32]) -> None:
        """The part of the tile that lies in the wanted rectangle, into the target."""
        oy, ox = self.frame.origin
        top, left = max(tile.y, oy + self.rect.y), max(tile.x, ox + self.rect.x)
        bottom = min(tile.y + tile.h, oy + self.rect.y + self.rect.h)
        right = min(tile.x + tile.w, ox + self.rect.x + self.rect.w)
        at = (top - tile.y, left - tile.x, top - oy - self.rect.y, left - ox - self.rect.x)
        self.packer(planes, self.target, *at, bottom - top, right - left)


def _sensor_rect(frame: Frame, crop: Rect | None) -> Rect:
    facts = frame.facts
    if crop is None:
        return Rect(0, 0, facts.width, facts.height)
    width, height = oriented_size(facts.width, facts.height, facts.orientation)
    inside = crop.x >= 0 and crop.y >= 0 and crop.x + crop.w <= width and crop.y + crop.h <= height
    if not inside or crop.w < 1 or crop.h < 1:
        raise RequestError(
            f"the crop {crop.x},{crop.y},{crop.w},{crop.h} does not lie inside {width} x {height} pixels"
        )
    return to_sensor(crop, facts.width, facts.height, facts.orientation)


def _tiles(frame: Frame, rect: Rect, size: tuple[int, int]) -> list[Rect]:
    """Tiles on the fixed grid (in units, so that neighbours never overlap) that cover the wanted rectangle."""
    oy, ox = frame.origin
    top, left = (oy + rect.y) // UNIT * UNIT, (ox + rect.x) // UNIT * UNIT
    bottom, right = round_up(oy + rect.y + rect.h, UNIT), round_up(ox + rect.x + rect.w, UNIT)
    rows, columns = size
    return [
        Rect(x, y, min(columns, right - x), min(rows, bottom - y))
        for y in range(top, bottom, rows)
        for x in range(left, right, columns)
    ]


def _target(
    chain: Chain, rect: Rect, request: Request, frame: Frame
) -> tuple[NDArray[Any], Callable[..., None], Callable[[NDArray[Any]], NDArray[Any]]]:
    """The array to pack into, the packing kernel, and what turns the array into the wanted pixels."""
    shape = (rect.h, rect.w)
    turn = frame.facts.orientation
    if chain.domain is Domain.PICTURE and request.depth == 8:
        # words are turned, not bytes: four times less to move one by one
        return np.empty(shape, np.uint32), pack.pack8, lambda a: _bytes(orient(a, turn))
    if chain.domain is Domain.PICTURE and request.depth == 16:
        return np.empty((*shape, 3), np.uint16), pack.pack16, lambda a: orient(a, turn)
    if chain.domain is Domain.MOSAIC:
        target, packer = np.empty((*shape, 1), np.float32), pack.pack_mosaic
    else:
        target, packer = np.empty((*shape, 3), np.float32), pack.pack32
    if request.own_values or chain.domain is Domain.PICTURE:
        return target, packer, lambda a: orient(a, turn)
    py, px = frame.facts.phase
    red_at = ((py + rect.y) % 2, (px + rect.x) % 2)

    def shown(values: NDArray[Any]) -> NDArray[Any]:
        codes = display.for_display(values, chain.domain, chain.context, red_at)
        return orient(_codes(codes, request.depth), turn)

    return target, packer, shown


def _bytes(words: NDArray[Any]) -> NDArray[np.uint8]:
    """(h, w) uint32 -> (h, w, 4) uint8 view: B, G, R, 255."""
    return words.view(np.uint8).reshape(*words.shape, 4)


def _codes(rgb: NDArray[np.float32], depth: Depth) -> NDArray[Any]:
    """(h, w, 3) float codes at the depth asked for; rounds as `pack` does."""
    if depth == 32:
        return rgb
    if depth == 16:
        return (rgb * np.float32(65535) + np.float32(0.5)).astype(np.uint16)
    codes = np.full((*rgb.shape[:2], 4), 255, np.uint8)
    codes[..., 2::-1] = rgb * np.float32(255) + np.float32(0.5)
    return codes
