"""The preview: the picture the window shows, which is the export.

Below 1:1 the whole frame is rendered at full resolution and averaged to the view's device size. At 1:1 and closer what
is on screen is rendered first, straight to its place in the full-resolution picture, and the rest when nothing newer
waits. Both ways the full picture is kept: the probe, 1:1 and saved pictures read it, never an averaged one.

Memory that was handed out is never written again where it is covered. A change takes new memory; what was seen before
stays under it until the rest is there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from tuner.app.cost import Costs
from tuner.app.shown import Draft, Layer, Look, RawShown, Shown, Size
from tuner.core.draft import FACTORS, area_of, binned
from tuner.core.engine import Cancel, Engine, Rendered, Request
from tuner.core.fit import area_average
from tuner.core.frame import Frame
from tuner.core.orient import Rect, oriented_size
from tuner.core.rawview import Mode, raw_in_small, raw_view
from tuner.core.recipe import Recipe
from tuner.core.region import Region, common, pieces

BUDGET_MS = 100.0
"""What a picture may take while a hand moves; above, a draft goes before it."""
_LAYERS = 2  # pictures kept under the one that is being made

__all__ = ["Draft", "Look", "Preview", "RawShown", "Shown", "Size"]


class Preview:
    """Makes views; belongs to the lane's thread and keeps the last full pictures."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._costs = Costs()
        self._last: Shown | None = None
        self._pin: str | None = None  # the stage whose change led to the last picture
        self._centre = (0.0, 0.0)
        self._raw: RawShown | None = None
        self._raw_as: tuple[Mode, float] | None = None  # its mode and gain
        self._small: tuple[Frame, int, Frame] | None = None  # a frame, how many times smaller, and the small one
        self.budget_ms = BUDGET_MS

    # -- the exact picture

    def show(self, frame: Frame, recipe: Recipe, look: Look, cancel: Cancel) -> Shown:
        """The processed view, exact in all that is on screen; renders only what is not at hand."""
        shown, self._centre = self._of(frame), look.centre
        if shown is None or shown.recipe != recipe:
            shown = self._first(frame, recipe, look, cancel)
        wanted = look.visible if look.size is None else shown.whole
        for piece in pieces(shown.covered.missing(wanted), look.centre):
            shown = self._with_piece(shown, piece, cancel)
        self._last = self._averaged(shown, look)
        return self._last

    def rest(self, cancel: Cancel) -> Iterator[Shown]:
        """The parts that the last view left out, from its middle outward, one after the other."""
        shown = self._last
        if shown is None:
            return
        for piece in pieces(shown.covered.missing(shown.whole), self._centre):
            cancel.check()
            self._last = shown = self._with_piece(shown, piece, cancel)
            yield shown

    def _of(self, frame: Frame) -> Shown | None:
        return self._last if self._last is not None and self._last.frame is frame else None

    def _first(self, frame: Frame, recipe: Recipe, look: Look, cancel: Cancel) -> Shown:
        """The picture of a new recipe: all of it, or what is on screen."""
        last = self._of(frame)
        # what the stage being edited reads is kept, so that the next tick of the drag starts there
        self._pin = last.recipe.first_difference(recipe) if last is not None else None
        facts = frame.facts
        whole = Rect(0, 0, *oriented_size(facts.width, facts.height, facts.orientation))
        if look.size is not None or look.visible == whole:
            rendered = self._engine.render(frame, recipe, Request(), cancel, pin=self._pin)
            self._note(rendered, whole, part=False)
            return Shown(frame, recipe, rendered, Region((whole,)))
        rendered = self._part(frame, recipe, look.visible, self._engine.blank(frame), cancel)
        self._note(rendered, look.visible, part=True)
        under = () if last is None else self._seen(last, look.visible)
        return Shown(frame, recipe, rendered, Region((look.visible,)), under=under)

    def _part(self, frame: Frame, recipe: Recipe, part: Rect, into: NDArray[np.uint8], cancel: Cancel) -> Rendered:
        return self._engine.render(frame, recipe, Request(crop=part), cancel, pin=self._pin, into=into)

    def _with_piece(self, shown: Shown, piece: Rect, cancel: Cancel) -> Shown:
        self._part(shown.frame, shown.recipe, piece, shown.rendered.pixels, cancel)
        grown = replace(shown, covered=shown.covered.plus(piece))
        return replace(grown, covered=Region((grown.whole,)), under=()) if grown.complete else grown

    def _seen(self, last: Shown, visible: Rect) -> tuple[Layer, ...]:
        """What stays to be seen of the last picture beside the new one, in few layers."""
        seen, layers = Region((visible,)), list[Layer]()
        for layer in last.layers:
            if not seen.hides(layer.covered):
                layers.append(layer)
                seen = seen.plus(*layer.covered.rects)
        if len(layers) <= _LAYERS:
            return tuple(layers)
        complete = next((layer for layer in layers if layer.covered.covers(last.whole)), None)
        if complete is not None:  # what lies between is older than the one and less than the other; no pixel is copied
            return *layers[: _LAYERS - 1], complete
        flat, covered = self._engine.blank(last.frame), Region()
        for layer in reversed(layers[_LAYERS - 1 :]):
            for x, y, w, h in layer.covered.rects:
                flat[y : y + h, x : x + w] = layer.pixels[y : y + h, x : x + w]
            covered = covered.plus(*layer.covered.rects)
        return *layers[: _LAYERS - 1], Layer(flat, covered)

    def _averaged(self, shown: Shown, look: Look) -> Shown:
        size, kept = look.size, shown.fitted
        if size is None or size == (shown.whole.w, shown.whole.h):
            return replace(shown, fitted=None, linear=look.linear)
        if kept is not None and (kept.shape[1], kept.shape[0], shown.linear) == (*size, look.linear):
            return shown
        transfer = shown.rendered.context.transfer if look.linear else None
        return replace(shown, fitted=self._fitted(shown.rendered.pixels, size, transfer), linear=look.linear)

    def _fitted(self, pixels: NDArray[np.uint8], size: Size, transfer: str | None = None) -> NDArray[np.uint8]:
        return area_average(pixels, *size, transfer, self._engine.executor, self._engine.workers)

    def _note(self, rendered: Rendered, area: Rect, part: bool) -> None:
        ms = rendered.elapsed_ms - rendered.ahead_ms
        self._costs.note(rendered.recipe, self._pin, part, area.w * area.h, ms)

    # -- drafts

    def draft(self, frame: Frame, recipe: Recipe, look: Look, cancel: Cancel) -> Draft | None:
        """A draft of the view; None when the exact one is expected to be within the budget."""
        last = self._of(frame)
        if last is None or last.recipe == recipe:
            return None
        pin = last.recipe.first_difference(recipe)
        whole = last.whole
        area = whole if look.size is not None else look.visible
        expected = self._costs.expected(recipe, pin, area != whole, area.w * area.h)
        if expected is None or expected <= self.budget_ms:
            return None
        factor = next((n for n in FACTORS if expected / n**2 <= self.budget_ms / 2), FACTORS[-1])
        if min(whole.w, whole.h) < 4 * factor:
            return None
        small = self._in_small(frame, factor)
        full = area_of(frame, small, factor)
        crop = _blocks(area, full, factor)
        pixels = self._engine.render(small, recipe, Request(crop=crop), cancel, pin=pin).pixels
        if look.size is not None and look.size[0] <= crop.w and look.size[1] <= crop.h:
            pixels = self._fitted(pixels, look.size)
        place = Rect(full.x + crop.x * factor, full.y + crop.y * factor, crop.w * factor, crop.h * factor)
        return Draft(frame, recipe, pixels, place)

    def _in_small(self, frame: Frame, factor: int) -> Frame:
        if self._small is None or self._small[0] is not frame or self._small[1] != factor:
            self._small = (frame, factor, binned(frame, factor))
        return self._small[2]

    # -- the raw view

    def raw_at_once(self, frame: Frame, mode: Mode, ev: float, size: Size | None) -> RawShown | None:
        """The raw view, to be seen while the kernel that averages it is being compiled or loaded; None when it is there."""
        small = raw_in_small(frame, mode, ev) if size is not None else None
        if small is None or size == (small.shape[1], small.shape[0]):  # that size has to be the exact average
            return None
        return RawShown(frame, self.show_raw(frame, mode, ev, None).full, small)

    def show_raw(self, frame: Frame, mode: Mode, ev: float, size: Size | None) -> RawShown:
        """The raw view at a device size."""
        kept = self._raw
        if kept is None or kept.frame is not frame or self._raw_as != (mode, ev):
            kept = self._raw = RawShown(frame, raw_view(frame, mode, ev), None)
            self._raw_as = (mode, ev)
        height, width = kept.full.shape[:2]
        if size is None or size == (width, height):
            return RawShown(frame, kept.full, None)
        if kept.fitted is None or kept.fitted.shape[1::-1] != size:
            kept = self._raw = RawShown(frame, kept.full, raw_view(frame, mode, ev, size))
        return kept


def _blocks(area: Rect, full: Rect, factor: int) -> Rect:
    """The pixels of a small picture, which fills `full`, that show an area."""
    inside = common(area, full)
    assert inside is not None
    left, top = (inside.x - full.x) // factor, (inside.y - full.y) // factor
    right = -(-(inside.x + inside.w - full.x) // factor)
    bottom = -(-(inside.y + inside.h - full.y) // factor)
    return Rect(left, top, right - left, bottom - top)
