"""Cuts: the full frame behind some stage, kept so that a change further on need not run what stands before it.

A cut covers the active area and as much margin as the stages behind it read. It is addressed by a key that names the
frame and every stage, version and parameter in front of it, so a stale cut cannot be found. All cuts share one byte
budget; what is dropped first is what cost least per byte and was not used for longest.

Source: Cao, P., Irani, S. (1997), Cost-aware WWW proxy caching algorithms, Proc. USENIX USITS, 193-206 (GreedyDual-Size).
"""

from __future__ import annotations

import hashlib
import sys
import threading
import weakref
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tuner.core.chain import Chain, Step
from tuner.core.domain import MARGIN, UNIT, Domain, round_up
from tuner.core.frame import Frame
from tuner.core.jit import kernel
from tuner.core.orient import Rect


@kernel
def load(cut, out, oy, ox):  # type: ignore[no-untyped-def]
    """The window of a cut that begins at sample (oy, ox) into a tile's buffer, as far as the cut reaches."""
    w = min(out.shape[2], cut.shape[2] - ox)
    for p in range(out.shape[0]):
        for y in range(out.shape[1]):
            s, o = cut[p, oy + y][ox : ox + w], out[p, y]
            for x in range(w):
                o[x] = s[x]


@kernel
def store(tile, cut, oy, ox, w):  # type: ignore[no-untyped-def]
    """The first w columns of a tile's buffer into the window of a cut that begins at sample (oy, ox)."""
    for p in range(tile.shape[0]):
        for y in range(tile.shape[1]):
            s, o = tile[p, y], cut[p, oy + y][ox : ox + w]
            for x in range(w):
                o[x] = s[x]


@dataclass(frozen=True, eq=False)
class Cut:
    """The frame in the domain behind a stage.

    Attributes
    ----------
    planes : (planes, rows, columns) float32
    top, left : grid position, in pixels, of the first sample
    margin : pixels it reaches beyond the grid units that hold the active area
    frame : what it was made of; held so that its identity stays its own
    """

    planes: NDArray[np.float32]
    top: int
    left: int
    margin: int
    frame: Frame
    domain: Domain


def area_of(frame: Frame, margin: int) -> Rect:
    """Grid rectangle, in whole units, of the active area and a margin round it."""
    oy, ox = frame.origin
    top, left = oy // UNIT * UNIT - margin, ox // UNIT * UNIT - margin
    bottom = round_up(oy + frame.facts.height, UNIT) + margin
    right = round_up(ox + frame.facts.width, UNIT) + margin
    return Rect(left, top, right - left, bottom - top)


def margin_for(tail: Chain) -> int:
    """Margin of a cut that these stages can start from: a unit more than they need now, so that a slightly wider
    halo (a blur radius under the mouse) finds it too, and never more than the frame has."""
    return min(round_up(tail.steps[0].margin_in, 2 * UNIT) + 2 * UNIT, MARGIN - MARGIN // 4)


def key_of(frame: Frame, steps: tuple[Step, ...]) -> str:
    """Names the frame behind these steps."""
    digest = hashlib.sha256(f"{frame.sha256}:{id(frame)}".encode())
    for step in steps:
        digest.update(f"|{step.stage.name}:{step.stage.version}:{step.params!r}".encode())
    return digest.hexdigest()


@dataclass
class _Kept:
    cut: Cut
    worth: float  # the clock at its last use, plus what a byte of it costs to make
    cost_ms: float


class Cuts:
    """The cuts in memory, within a byte budget."""

    def __init__(self, budget: int) -> None:
        self.budget = budget
        self._kept: dict[str, _Kept] = {}
        self._filling: weakref.WeakSet[Cut] = weakref.WeakSet()  # handed out, and not finished yet
        self._clock = 0.0
        self._lock = threading.Lock()

    @property
    def used(self) -> int:
        """Bytes held."""
        with self._lock:
            return self._used()

    def get(self, key: str, margin: int) -> Cut | None:
        """The cut of that key if it reaches far enough."""
        with self._lock:
            kept = self._kept.get(key)
            if kept is None or kept.cut.margin < margin:
                return None
            kept.worth = self._clock + kept.cost_ms / kept.cut.planes.nbytes
            return kept.cut

    def room(self, frame: Frame, domain: Domain, margin: int) -> Cut | None:
        """An empty cut to fill; None when it alone is larger than the budget."""
        area = area_of(frame, margin)
        shape = (domain.planes, area.h // domain.scale, area.w // domain.scale)
        size = 4 * int(np.prod(shape))
        if size > self.budget:
            return None
        spare: NDArray[np.float32] | None = None
        with self._lock:
            while self._kept and self._used() + size > self.budget:
                dropped = self._drop()
                if dropped is not None and dropped.nbytes == size:
                    spare = dropped.reshape(shape)  # touching new pages costs twice the write
            if self._used() + size > self.budget:
                return None  # what others are filling at this moment takes it up
            memory = np.empty(shape, np.float32) if spare is None else spare
            cut = Cut(memory, area.y, area.x, margin, frame, domain)
            self._filling.add(cut)
            return cut

    def put(self, key: str, cut: Cut, cost_ms: float) -> None:
        """Keep a filled cut."""
        with self._lock:
            self._filling.discard(cut)
            self._kept[key] = _Kept(cut, self._clock + cost_ms / cut.planes.nbytes, cost_ms)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()

    def _used(self) -> int:
        cuts = [*(kept.cut for kept in self._kept.values()), *self._filling]
        return sum(cut.planes.nbytes for cut in cuts)

    def _drop(self) -> NDArray[np.float32] | None:
        """Forget the cut of least worth; its memory, unless a render still reads from it."""
        key = min(self._kept, key=lambda k: self._kept[k].worth)
        kept = self._kept.pop(key)
        self._clock = kept.worth
        # 2: its place in `kept`, and the argument of getrefcount
        return kept.cut.planes if sys.getrefcount(kept.cut) == 2 else None
