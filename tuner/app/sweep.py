"""A sweep: one or two parameters over their ranges, each setting rendered on one crop, with a figure for each.

Everything is frozen: the sweep says what is wanted, a tile what came of one setting. Tiles are made one after the
other as they are asked for, each from the cut in front of the earliest swept stage.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from tuner.app import sweep_figures as figures
from tuner.app.side import picture_of
from tuner.compare.metrics import CompareError, compare_pictures
from tuner.compare.texture import robust_noise
from tuner.core.colour import rgb_to_xyz, xyz_to_rgb
from tuner.core.engine import Cancel, Engine, Rendered, Request
from tuner.core.frame import Frame
from tuner.core.orient import Rect, oriented_size
from tuner.core.param import Param, Value
from tuner.core.recipe import Recipe
from tuner.core.transfer import coded, decoded
from tuner.files.picture import Picture

Metric = Literal["noise", "overshoot", "de2000"]
METRICS: dict[str, tuple[str, str]] = {
    "noise": ("Noise", "codes"),
    "overshoot": ("Overshoot", "%"),
    "de2000": ("DE2000", ""),
}
"""Metric -> (title, unit). Codes are of 8 bits."""
MOST_TILES = 144
MOST_PIXELS = 200_000_000  # of all tiles together
STEPS = 5  # tiles of a parameter that is swept without saying how


class SweepError(ValueError):
    """The sweep cannot be made as asked; one sentence that says why."""


@dataclass(frozen=True)
class Axis:
    """A parameter and the values it takes."""

    path: str
    values: tuple[Value, ...]

    def __post_init__(self) -> None:
        if not self.values or len(set(self.values)) != len(self.values):
            raise SweepError(f"{self.path}: a sweep needs values that differ")


@dataclass(frozen=True, eq=False)
class Sweep:
    """What is wanted.

    Attributes
    ----------
    axes : one or two; the first runs across, the second down
    crop : rectangle of the picture as exported
    metric : the figure under each tile
    region : for noise, a rectangle of the picture as exported, inside the crop; None takes the whole crop's fine detail
    flat : for noise, take the flattest patch of the present picture as the region
    reference : for de2000, a picture as large as the crop, or as the whole picture; None is the present picture
    """

    axes: tuple[Axis, ...]
    crop: Rect
    metric: Metric = "noise"
    region: Rect | None = None
    flat: bool = False
    reference: Picture | None = None

    @property
    def size(self) -> int:
        """How many tiles there are."""
        return int(np.prod([len(axis.values) for axis in self.axes]))


@dataclass(frozen=True, eq=False)
class Tile:
    """What came of one setting.

    Attributes
    ----------
    index : its place in the sweep, from 0; rows of the first axis' values, one below the other
    values : {path: value}
    recipe : the recipe with these values
    pixels : (h, w, 3) uint8 sRGB; the export's own codes where it is sRGB
    figure : of the sweep's metric; None where it has no value
    """

    index: int
    values: dict[str, Value]
    recipe: Recipe
    pixels: NDArray[np.uint8]
    figure: float | None


def default_axis(param: Param, path: str, present: Value, steps: int = STEPS) -> Axis:
    """A parameter over its soft range, or over all its words; the present value is one of them.

    Raises
    ------
    SweepError : a matrix, a curve or a table, which is no one number
    """
    if param.kind == "switch":
        return Axis(path, (False, True))
    if param.kind == "choice":
        return Axis(path, param.choices)
    _check_kind(param, path)
    assert param.soft is not None
    low, high = param.soft
    found = set(spaced(param, low, high, steps).values) | {present}
    return Axis(path, tuple(sorted(found)))


def spaced(param: Param, first: float, last: float, steps: int, path: str = "") -> Axis:
    """A number at even steps from the first value to the last, both included.

    Raises
    ------
    SweepError : not a number, or fewer than two steps
    """
    _check_kind(param, path or param.name)
    if not 2 <= steps <= MOST_TILES:
        raise SweepError(f"{path or param.name}: a sweep takes 2 to {MOST_TILES} steps, not {steps}")
    found = [float(f"{value:.6g}") for value in np.linspace(first, last, steps)]
    if param.kind == "integer":
        return Axis(path, tuple(dict.fromkeys(round(value) for value in found)))
    return Axis(path, tuple(dict.fromkeys(found)))


def _check_kind(param: Param, path: str) -> None:
    if param.kind in ("matrix", "curve", "table"):
        raise SweepError(f"{path} is a {param.kind}, which cannot be swept; choose a number, a choice or a switch")


def plan(sweep: Sweep, recipe: Recipe, shown: Recipe | None = None) -> tuple[tuple[dict[str, Value], Recipe], ...]:
    """Every setting of a sweep, the first axis running fastest, with the recipe that has it.

    Parameters
    ----------
    shown : the recipe with the numbers in force on the file

    Raises
    ------
    SweepError : no or too many axes or tiles, one parameter twice, a stage that is off
    ParamError : an unknown path, or a value that does not fit
    """
    paths = [axis.path for axis in sweep.axes]
    if not 1 <= len(paths) <= 2 or len(set(paths)) != len(paths):
        raise SweepError("a sweep is over one parameter, or over two that differ")
    if sweep.size > MOST_TILES or sweep.size * sweep.crop.w * sweep.crop.h > MOST_PIXELS:
        raise SweepError(
            f"{sweep.size} tiles of {sweep.crop.w} x {sweep.crop.h} pixels are too many; take fewer steps or a smaller crop"
        )
    for path in paths:
        stage, name = recipe.rack.split(path)
        if name != "enabled" and not recipe[stage.name].enabled and f"{stage.name}.enabled" not in paths:
            raise SweepError(f"{stage.title} is switched off, so every tile would look alike; switch it on first")
    first, *second = sweep.axes
    settings: list[dict[str, Value]] = [{first.path: value} for value in first.values]
    for axis in second:
        settings = [setting | {axis.path: value} for value in axis.values for setting in settings]
    return tuple((values, recipe.turned(values, shown)) for values in settings)


def tiles(sweep: Sweep, frame: Frame, recipe: Recipe, engine: Engine, cancel: Cancel | None = None) -> Iterator[Tile]:
    """The tiles, one at a time.

    Parameters
    ----------
    recipe : the present one, which the swept values change

    Raises
    ------
    SweepError, ParamError : as `plan`; or a region or reference that does not fit. Before anything is rendered
    RequestError, StageError, Cancelled : as `Engine.render`
    """
    cancel = cancel or Cancel()
    paths = [axis.path for axis in sweep.axes]
    pin = min((recipe.rack.split(path)[0].name for path in paths), key=recipe.rack.names.index)
    request = Request(crop=sweep.crop, depth=32)
    plan(sweep, recipe)
    base = engine.render(frame, recipe, request, cancel, pin=pin)
    measure = _Measure.of(sweep, frame, base, engine)
    for index, (values, changed) in enumerate(plan(sweep, recipe, base.resolved)):
        cancel.check()
        rendered = engine.render(frame, changed, request, cancel, pin=pin)
        yield Tile(index, values, changed, as_srgb(rendered), measure(rendered))


@dataclass(frozen=True, eq=False)
class _Measure:
    """The metric, with what is the same for every tile: the region, the edge, the reference."""

    sweep: Sweep
    region: Rect | None
    edge: figures.Edge | None
    reference: Picture
    engine: Engine

    @classmethod
    def of(cls, sweep: Sweep, frame: Frame, base: Rendered, engine: Engine) -> _Measure:
        y = figures.luma(base.pixels, base.context.standard)
        region = _inside(sweep.region, sweep.crop) if sweep.region is not None else None
        if sweep.metric == "noise" and region is None and sweep.flat:
            region = figures.flattest(y)
        edge = figures.strongest_edge(y) if sweep.metric == "overshoot" else None
        if sweep.metric == "overshoot" and edge is None:
            raise SweepError("there is no clear edge in the crop, to measure overshoot at; choose another crop")
        return cls(sweep, region, edge, _reference(sweep, frame, base), engine)

    def __call__(self, rendered: Rendered) -> float | None:
        y = figures.luma(rendered.pixels, rendered.context.standard)
        if self.sweep.metric == "noise":
            return robust_noise(y) if self.region is None else figures.region_noise(y, self.region)
        if self.sweep.metric == "overshoot":
            assert self.edge is not None
            return figures.overshoot(y, self.edge)
        return compare_pictures(picture_of(rendered), self.reference, self.engine.executor, full=False).de2000_mean


def _inside(region: Rect, crop: Rect) -> Rect:
    """A region of the picture as one of the crop."""
    moved = Rect(region.x - crop.x, region.y - crop.y, region.w, region.h)
    fits = moved.x >= 0 and moved.y >= 0 and moved.x + moved.w <= crop.w and moved.y + moved.h <= crop.h
    if not fits or moved.w * moved.h < 2:
        raise SweepError(
            f"the region {','.join(map(str, region))} does not lie inside the crop {','.join(map(str, crop))}"
        )
    return moved


def _reference(sweep: Sweep, frame: Frame, base: Rendered) -> Picture:
    """The reference, cut to the crop."""
    given, crop = sweep.reference, sweep.crop
    if given is None:
        return picture_of(base)
    height, width = given.pixels.shape[:2]
    if (width, height) == (crop.w, crop.h):
        return given
    whole = oriented_size(frame.facts.width, frame.facts.height, frame.facts.orientation)
    if (width, height) != whole:
        raise SweepError(
            f"the reference has {width} x {height} pixels; it must be as large as the crop ({crop.w} x {crop.h}) or as the "
            f"whole picture ({whole[0]} x {whole[1]})"
        )
    return replace(given, pixels=given.pixels[crop.y : crop.y + crop.h, crop.x : crop.x + crop.w])


def as_srgb(rendered: Rendered) -> NDArray[np.uint8]:
    """(h, w, 3) uint8 sRGB of a render at 32 bits: its own codes, rounded as at 8 bits, where they are sRGB; else
    converted, and clipped to sRGB."""
    codes: NDArray[Any] = rendered.pixels
    context = rendered.context
    if (context.primaries, context.transfer) != ("rec709", "srgb"):
        light = decoded(codes.astype(np.float64), context.transfer)
        codes = coded(light @ (xyz_to_rgb("rec709") @ rgb_to_xyz(context.primaries)).T, "srgb").astype(np.float32)
    return np.asarray(codes * np.float32(255) + np.float32(0.5)).astype(np.uint8)


__all__ = [
    "METRICS",
    "Axis",
    "CompareError",
    "Metric",
    "Sweep",
    "SweepError",
    "Tile",
    "default_axis",
    "plan",
    "spaced",
    "tiles",
]
