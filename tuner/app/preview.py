"""The preview: the picture the window shows, which is the export.

The whole frame is rendered at full resolution; for a view below 1:1 it is averaged to the view's device size. Both
are kept: the probe, 1:1 and saved pictures read the full one, never the averaged one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tuner.core.engine import Cancel, Engine, Rendered, Request
from tuner.core.fit import area_average
from tuner.core.frame import Frame
from tuner.core.rawview import Mode, raw_view
from tuner.core.recipe import Recipe

Size = tuple[int, int]


@dataclass(frozen=True, eq=False)
class Shown:
    """A finished view.

    Attributes
    ----------
    rendered : the exact full-resolution picture and what is known of it
    fitted : (h, w, 4) uint8 B, G, R, 255 at the asked device size; None at 1:1 and closer
    linear : whether `fitted` averages linear light; else the output codes
    recipe, frame : what it was made from
    """

    frame: Frame
    recipe: Recipe
    rendered: Rendered
    fitted: NDArray[np.uint8] | None
    linear: bool = False


@dataclass(frozen=True, eq=False)
class RawShown:
    """The raw pane's picture: full resolution, and averaged when below 1:1."""

    frame: Frame
    full: NDArray[np.uint8]
    fitted: NDArray[np.uint8] | None


class Preview:
    """Makes views; belongs to the lane's thread and keeps the last full pictures."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._last: Rendered | None = None
        self._last_frame: Frame | None = None
        self._raw: tuple[Frame, Mode, float, NDArray[np.uint8]] | None = None

    def show(self, frame: Frame, recipe: Recipe, size: Size | None, cancel: Cancel, linear: bool = False) -> Shown:
        """The processed view at a device size (None: 1:1 or closer); renders only if the recipe or frame changed.

        With `linear`, the view is averaged in linear light rather than in the picture's codes.
        """
        rendered = self._last
        if rendered is None or self._last_frame is not frame or rendered.recipe != recipe:
            # what the stage being edited reads is kept, so that the next tick of the drag starts there
            edited = rendered.recipe.first_difference(recipe) if rendered and self._last_frame is frame else None
            rendered = self._engine.render(frame, recipe, Request(), cancel, pin=edited)
            self._last, self._last_frame = rendered, frame
        transfer = rendered.context.transfer if linear else None
        return Shown(frame, recipe, rendered, self._fitted(rendered.pixels, size, transfer), linear)

    def _fitted(self, pixels: NDArray[np.uint8], size: Size | None, transfer: str | None) -> NDArray[np.uint8] | None:
        if size is None or (size[1], size[0]) == pixels.shape[:2]:
            return None
        return area_average(pixels, *size, transfer, self._engine.executor, self._engine.workers)

    def show_raw(self, frame: Frame, mode: Mode, ev: float, size: Size | None) -> RawShown:
        """The raw view at a device size."""
        kept = self._raw
        if kept is None or kept[0] is not frame or kept[1:3] != (mode, ev):
            kept = self._raw = (frame, mode, ev, raw_view(frame, mode, ev))
        full = kept[3]
        smaller = size is not None and (size[1], size[0]) != full.shape[:2]
        return RawShown(frame, full, raw_view(frame, mode, ev, size) if smaller else None)
