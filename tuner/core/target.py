"""Targets: where a render's pixels go, which kernel puts them there, and which tiles cover what was asked for."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from tuner.core import display, pack
from tuner.core.chain import Chain
from tuner.core.domain import UNIT, Domain, round_up
from tuner.core.frame import Frame
from tuner.core.jit import LazyKernel
from tuner.core.orient import Rect, orient, oriented_size, to_sensor

if TYPE_CHECKING:
    from tuner.core.engine import Request

Depth = Literal[8, 16, 32]


class RequestError(ValueError):
    """A request the picture cannot answer, e.g. a crop outside it."""


class Memory:
    """Picture-sized memory that is used again once nobody looks at the picture in it any more.

    Touching new pages costs three times the write itself. An array is free when only this list refers to it: every
    view of it, also one that a painter holds, keeps a reference to its base.
    """

    KEPT = 5  # on screen, being made, being handed over, one that a scope measures, and one under the part on screen

    def __init__(self) -> None:
        self._kept: list[NDArray[Any]] = []
        self._lock = threading.Lock()

    def array(self, shape: tuple[int, ...], dtype: type[np.generic]) -> NDArray[Any]:
        """An array whose content is arbitrary."""
        with self._lock:
            for i in range(len(self._kept)):  # not enumerate: it holds on to the pair it gave last
                kept = self._kept[i]
                # 3: the list, the name above, and the argument of getrefcount
                if kept.shape == shape and kept.dtype == dtype and sys.getrefcount(kept) == 3:
                    self._kept.append(self._kept.pop(i))
                    return kept.view()
            made = np.empty(shape, dtype)
            self._kept = [*self._kept[1 - self.KEPT :], made]
            return made.view()


@dataclass(frozen=True, eq=False)
class Target:
    """Memory for the pixels of a rectangle.

    Attributes
    ----------
    rect : the rectangle, in unrotated active-area pixels
    flat : (w h,) uint32 or (w h, channels); already in the order of the exported picture, unless `place` is plain
    place : where the rectangle's pixels go in `flat`
    finish : from `flat` to the wanted pixels
    """

    rect: Rect
    flat: NDArray[Any]
    place: pack.Place
    packer: LazyKernel
    finish: Callable[[NDArray[Any]], NDArray[Any]]


def wanted(frame: Frame, crop: Rect | None) -> Rect:
    """The unrotated rectangle that a crop of the exported picture (None: all of it) shows.

    Raises
    ------
    RequestError : the crop is empty or does not lie inside the picture
    """
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


def tiles_over(frame: Frame, rect: Rect, rows: int, columns: int) -> NDArray[np.int64]:
    """Tiles on the fixed grid that cover a rectangle, column by column: each lies below the one before, where it can.

    Returns
    -------
    (n, 4) int64: grid row, grid column, rows, columns; multiples of the grid's unit
    """
    oy, ox = frame.origin
    top, left = (oy + rect.y) // UNIT * UNIT, (ox + rect.x) // UNIT * UNIT
    bottom, right = round_up(oy + rect.y + rect.h, UNIT), round_up(ox + rect.x + rect.w, UNIT)
    return tiles_on(Rect(left, top, right - left, bottom - top), rows, columns)


def tiles_on(area: Rect, rows: int, columns: int) -> NDArray[np.int64]:
    """Tiles that cover a grid rectangle of whole units, as `tiles_over` gives them."""
    return _tiles_on(area, rows, columns).copy()  # to be written to: a frozen array is another type for the kernels


@lru_cache(64)
def _tiles_on(area: Rect, rows: int, columns: int) -> NDArray[np.int64]:
    """The same, kept: they are asked for again with every tick of a drag."""
    top, left, bottom, right = area.y, area.x, area.y + area.h, area.x + area.w
    tiles = [
        (y, x, min(rows, bottom - y), min(columns, right - x))
        for x in range(left, right, columns)
        for y in range(top, bottom, rows)
    ]
    return np.array(tiles, np.int64)


def target_for(chain: Chain, rect: Rect, request: Request, frame: Frame, memory: Memory) -> Target:
    """The memory, kernel and finish that answer a request."""
    size, turn = rect.w * rect.h, frame.facts.orientation
    width, height = oriented_size(rect.w, rect.h, turn)
    turned, plain = pack.place(rect, turn), pack.place(rect, 1)
    if chain.domain is Domain.PICTURE and request.depth == 8:
        words = memory.array((size,), np.uint32)
        return Target(rect, words, turned, pack.pack8, lambda a: a.view(np.uint8).reshape(height, width, 4))
    if chain.domain is Domain.PICTURE and request.depth == 16:
        samples = memory.array((size, 3), np.uint16)
        return Target(rect, samples, turned, pack.pack16, lambda a: a.reshape(height, width, 3))
    channels, packer = (1, pack.pack_mosaic) if chain.domain is Domain.MOSAIC else (3, pack.pack32)
    floats = np.empty((size, channels), np.float32)
    if request.own_values or chain.domain is Domain.PICTURE:
        return Target(rect, floats, turned, packer, lambda a: a.reshape(height, width, channels))
    py, px = frame.facts.phase
    red_at = ((py + rect.y) % 2, (px + rect.x) % 2)

    def shown(values: NDArray[Any]) -> NDArray[Any]:
        pixels = values.reshape(rect.h, rect.w, channels)
        codes = display.for_display(pixels, chain.domain, chain.context, red_at)
        return orient(_codes(codes, request.depth), turn)

    return Target(rect, floats, plain, packer, shown)


def target_in(chain: Chain, rect: Rect, request: Request, frame: Frame, whole: NDArray[np.uint8]) -> Target:
    """The place of a rectangle in the memory of the whole 8-bit picture.

    Raises
    ------
    RequestError : the memory is not that of this picture at 8 bits
    """
    facts = frame.facts
    width, height = oriented_size(facts.width, facts.height, facts.orientation)
    if whole.shape != (height, width, 4) or not whole.flags.c_contiguous:
        raise RequestError(f"memory of {whole.shape} is not that of a picture of {width} x {height} pixels")
    if request.depth != 8 or chain.domain is not Domain.PICTURE:
        raise RequestError("only the finished picture at 8 bits is rendered part by part")
    first, down, right = pack.place(Rect(0, 0, facts.width, facts.height), facts.orientation)
    place = pack.Place(first + rect.y * down + rect.x * right, down, right)
    return Target(rect, whole.reshape(-1).view(np.uint32), place, pack.pack8, lambda _: whole)


def _codes(rgb: NDArray[np.float32], depth: Depth) -> NDArray[Any]:
    """(h, w, 3) float codes at the depth asked for; rounds as `pack` does."""
    if depth == 32:
        return rgb
    if depth == 16:
        return (rgb * np.float32(65535) + np.float32(0.5)).astype(np.uint16)
    codes = np.full((*rgb.shape[:2], 4), 255, np.uint8)
    codes[..., 2::-1] = rgb * np.float32(255) + np.float32(0.5)
    return codes
