"""Overlays: raw clipping on the raw picture; output clipping, zebra, focus peaking and the noise beside a denoiser's
threshold on the processed one; replaced defects on both.

Masks are made from the exact pixels, off the window's thread, at full resolution; below 1:1 a device pixel carries
every bit that any pixel under it has, so that one clipped sample stays visible. Focus peaking, which noise would flood
so, marks what is sharp in the averaged picture there.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Hashable
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from tuner.app.preview import Shown
from tuner.app.session import Session
from tuner.core.engine import Cancel
from tuner.core.facts import Four
from tuner.core.fit import area_average
from tuner.core.frame import Frame
from tuner.core.recipe import Recipe
from tuner.gui.language import say, stage_title
from tuner.gui.overlays_masks import (
    DEFECT_COLOURS,
    FOCUS_BIT,
    NOISE_COLOURS,
    OUTPUT_COLOURS,
    RAW_COLOURS,
    WIDTH,
    ZEBRA_BIT,
    Blocks,
    Layer,
    Mask,
    focus_heading,
)
from tuner.gui.scope_worker import ScopeWorker
from tuner.gui.view import Size, View
from tuner.measure.clipping import NEAR, ZEBRA, bright, output_clipping, raw_clipping, smaller, striped
from tuner.measure.focus import TIMES, focus_peaks
from tuner.measure.levels import saturation_levels
from tuner.measure.noise_map import BLOCK, banded, noise_map
from tuner.measure.replaced import STAGE as DEFECTS
from tuner.measure.replaced import replaced


@dataclass(frozen=True)
class Wanted:
    """Which overlays are on, and their thresholds (see `measure.clipping` and `measure.focus`)."""

    raw: bool = False
    output: bool = False
    zebra: bool = False
    focus: bool = False
    defects: bool = False
    noise: bool = False
    near: float = NEAR
    low: int = 0
    high: int = 255
    bright: int = ZEBRA
    times: float = TIMES


Part = tuple[Hashable, Callable[[], Mask | Blocks]]
"""What a mask is made of, and how."""
_OVER: dict[str, tuple[str, ...]] = {"raw": ("raw", "defects"), "processed": ("noise", "output", "defects")}
"""The masks over each picture, the lowest first."""
_NOT_OUTPUT: dict[str, Any] = {"raw": False, "near": 0.0, "defects": False, "noise": False}
NAMES = ("raw", "output", "zebra", "focus", "defects", "noise")


class Overlays(QObject):
    """Keeps both layers at what is shown.

    Parameters
    ----------
    shown : the picture that is on screen, whole and exact; None while there is none
    view : the view of both panes
    stage : the stage the user means, for the noise map to look in front of if it is a denoiser
    seen : whether the picture of a layer ("raw", "processed") is on screen: nothing is made for one that is not

    Attributes
    ----------
    raw, processed : what lies over each picture

    Signals
    -------
    changed : a layer is another one now
    failed : the exception of an overlay that could not be made
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(
        self,
        session: Session,
        executor: Executor,
        shown: Callable[[], Shown | None],
        view: Callable[[], View],
        stage: Callable[[], str] | None = None,
        seen: Callable[[str], bool] = lambda layer: True,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._shown, self._view, self._stage = session, shown, view, stage
        self._seen = seen
        self.wanted = Wanted()
        self.raw, self.processed = Layer(), Layer()
        self._made: dict[str, tuple[Hashable, Mask | Blocks]] = {}  # by name, with what they are made of
        self._levels: WeakKeyDictionary[Frame, Four] = WeakKeyDictionary()  # DN at which the planes clip
        self._replaced: tuple[Hashable, NDArray[np.uint8]] | None = None  # at full resolution
        self._denoiser = ""  # the last that was meant
        self._cancel = Cancel()
        self.worker = ScopeWorker(executor, self._snapshot, self)
        self.worker.done.connect(self._take)
        self.worker.failed.connect(self.failed)

    # -- what is wanted

    def turn(self, name: str) -> None:
        """An overlay on, or off again: one of `NAMES`."""
        self.want(**{name: not getattr(self.wanted, name)})

    def want(self, **changes: bool | int | float) -> None:
        """Other overlays or thresholds, by the names of `Wanted`."""
        self.wanted = replace(self.wanted, **changes)  # type: ignore[arg-type]
        self._made = {name: made for name, made in self._made.items() if name in self._names}
        self._show()
        self.stir(asked=True)

    @property
    def any(self) -> bool:
        """Whether an overlay is on."""
        return any(getattr(self.wanted, name) for name in NAMES)

    @property
    def unseen(self) -> tuple[str, ...]:
        """Those that are on, but of whose picture nothing is on screen."""
        shown = {name for layer, names in _OVER.items() if self._seen(layer) for name in names}
        shared = ("zebra", "focus") if "output" in shown else ()
        return tuple(n for n in NAMES if getattr(self.wanted, n) and n not in shown and n not in shared)

    @property
    def _names(self) -> tuple[str, ...]:
        """The masks that are wanted: output clipping, zebra and focus peaking share one."""
        shared = self.wanted.output or self.wanted.zebra or self.wanted.focus
        on = {**{name: getattr(self.wanted, name) for name in ("raw", "defects", "noise")}, "output": shared}
        return tuple(name for name, wanted in on.items() if wanted)

    @property
    def denoiser(self) -> str:
        """In front of which stage the noise map looks: the one meant last, else the last that is on, else the first."""
        rack, meant = self._session.rack, self._stage() if self._stage is not None else ""
        known = [stage.name for stage in rack if stage.reach is not None]
        if meant in known:
            self._denoiser = meant
        on = [name for name in known if self._session.recipe[name].enabled]
        return self._denoiser or [*known[:1], *on][-1]

    def stir(self, *, asked: bool = False) -> None:
        """What is shown is another picture, or another view, now, or (`asked`) something else is wanted of it."""
        if self.any:
            self.worker.stir(asked=asked)

    def close_work(self) -> None:
        """Make nothing any more; what is being made is cancelled."""
        self._cancel.set()
        self.worker.close()

    # -- making

    def _snapshot(self) -> Callable[[], tuple[Frame, dict[str, tuple[Hashable, Mask | Blocks]]]] | None:
        frame, shown = self._session.frame, self._shown()
        if frame is None or not self.any:
            return None
        if shown is not None and shown.frame is not frame:
            shown = None
        needed = {name for layer, over in _OVER.items() if self._seen(layer) for name in over}
        names = [name for name in self._names if name in needed]
        parts = {name: part for name in names if (part := self._part(name, frame, shown)) is not None}
        kept = self._made
        if {name: key for name, (key, _) in kept.items()} == {name: key for name, (key, _) in parts.items()}:
            return None

        def work() -> tuple[Frame, dict[str, tuple[Hashable, Mask | Blocks]]]:
            fresh = {name: kept.get(name) for name in parts}
            return frame, {
                name: made if (made := fresh[name]) is not None and made[0] == key else (key, make())
                for name, (key, make) in parts.items()
            }

        return work

    def _part(self, name: str, frame: Frame, shown: Shown | None) -> Part | None:
        """How a mask is made of what is in force now; None while there is no picture for it."""
        wanted, size, known, recipe = self.wanted, self._view().averaged, weakref.ref(frame), self._session.recipe
        if name == "raw":
            return (known, wanted.near, size), lambda: self._raw_mask(frame, wanted.near, size)
        if name == "defects":
            return (known, size, _up_to(recipe, DEFECTS)), lambda: self._defects(frame, recipe, size)
        if name == "noise":
            stage, cancel = self.denoiser, self._cancel
            return (known, stage, _up_to(recipe, stage)), lambda: Blocks(
                banded(noise_map(frame, recipe, stage, cancel)), BLOCK, NOISE_COLOURS, stage
            )
        if shown is None:
            return None
        return (weakref.ref(shown), replace(wanted, **_NOT_OUTPUT), size), lambda: Mask(
            _bits(shown, wanted, size), OUTPUT_COLOURS
        )

    def _raw_mask(self, frame: Frame, near: float, size: Size | None) -> Mask:
        if frame not in self._levels:
            self._levels[frame] = _saturation(frame)
        return Mask(_fitted(raw_clipping(frame, near, self._levels[frame]), size), RAW_COLOURS)

    def _defects(self, frame: Frame, recipe: Recipe, size: Size | None) -> Mask:
        key = weakref.ref(frame), _up_to(recipe, DEFECTS)
        if self._replaced is None or self._replaced[0] != key:
            self._replaced = key, replaced(frame, recipe, self._cancel)
        bits = self._replaced[1]
        small = _fitted(bits, size)
        return Mask(small if small is bits else _grown(small), DEFECT_COLOURS)

    def _take(self, found: tuple[Frame, dict[str, tuple[Hashable, Mask | Blocks]]]) -> None:
        frame, made = found
        if frame is self._session.frame:
            self._made = {name: part for name, part in made.items() if name in self._names}
            self._show()

    def _show(self) -> None:
        for layer, over in ((self.raw, _OVER["raw"]), (self.processed, _OVER["processed"])):
            layer.masks = {name: self._made[name][1] for name in over if name in self._made}
        noise, self.processed.legend = self.processed.masks.get("noise"), None
        if isinstance(noise, Blocks):
            title = stage_title(self._session.rack[noise.stage])
            self.processed.legend = "noise", say("Differences beside the threshold of {stage}", stage=title)
        elif self.wanted.focus and (mask := self.processed.masks.get("output")) is not None:
            self.processed.legend = "focus", focus_heading(mask.bits.shape[1::-1] != self._view().picture)
        self.changed.emit()


def _up_to(recipe: Recipe, stage: str) -> Hashable:
    """All that decides what a stage makes."""
    names = recipe.rack.names
    return tuple(recipe[name] for name in names[: names.index(stage) + 1])


def _grown(bits: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Every spot three pixels wide: a single device pixel is overlooked."""
    wide = np.pad(bits, 1)
    out = np.zeros_like(bits)
    for dy in range(3):
        for dx in range(3):
            out |= wide[dy : dy + bits.shape[0], dx : dx + bits.shape[1]]
    return out


def _saturation(frame: Frame) -> Four:
    """Where the planes clip: at the file's saturation, or below it where samples are seen to pile up."""
    red, green, blue = saturation_levels(frame)
    r, gr, gb, b = (min(a, s) for a, s in zip((red, green, green, blue), frame.facts.saturation, strict=True))
    return r, gr, gb, b


def _bits(shown: Shown, wanted: Wanted, size: Size | None) -> NDArray[np.uint8]:
    """The mask of the processed picture, at the view's size below 1:1."""
    pixels, standard = shown.rendered.pixels, shown.rendered.context.standard
    parts = []
    if wanted.output:
        parts.append(output_clipping(pixels, wanted.low, wanted.high))
    if wanted.zebra:
        parts.append(bright(pixels, wanted.bright, standard) * np.uint8(ZEBRA_BIT))
    parts = [_fitted(part, size) for part in parts]
    if wanted.focus:
        parts.append(focus_peaks(_averaged(shown, size), wanted.times, standard) * np.uint8(FOCUS_BIT))
    bits = reduce(np.bitwise_or, parts)
    if wanted.zebra:
        striped(bits, ZEBRA_BIT, WIDTH)
    return bits


def _averaged(shown: Shown, size: Size | None) -> NDArray[np.uint8]:
    """The picture as it is seen: below 1:1 its area average."""
    pixels, fitted = shown.rendered.pixels, shown.fitted
    if size is None or size[0] > pixels.shape[1] or size[1] > pixels.shape[0]:
        return pixels
    return fitted if fitted is not None and fitted.shape[1::-1] == size else area_average(pixels, *size)


def _fitted(bits: NDArray[np.uint8], size: Size | None) -> NDArray[np.uint8]:
    return bits if size is None or size[0] > bits.shape[1] or size[1] > bits.shape[0] else smaller(bits, *size)
