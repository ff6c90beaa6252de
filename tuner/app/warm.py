"""Warming up: kernels compiled before somebody waits for them.

A cold cache costs half a second a kernel; done here, one after the other, it can be shown as progress and stopped. What
the first picture needs comes first, in the order in which it needs it; then, in the background or by `tuner warm`, the
stages that are off, the other choices and what compares pictures; last the compiled loops of the default line, whole
and from the cut in front of each stage.

Numba compiles under one lock: a second thread gains nothing, a second process does. Parts of one list touch different
source files, so that processes never write the same cache.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from tuner.app.bench_frames import awake, combinations, moved
from tuner.core import chain as chains
from tuner.core import pack
from tuner.core.chain import StageError, Step
from tuner.core.cut import Cuts
from tuner.core.domain import MARGIN, Domain
from tuner.core.draft import FACTORS, binned
from tuner.core.engine import Cancel, Engine, Request
from tuner.core.facts import MONO, Calibration, Facts, Shading
from tuner.core.fit import area_average
from tuner.core.frame import Frame
from tuner.core.jit import is_cold
from tuner.core.kept import joins, move_up
from tuner.core.param import ParamError, Value, params_of
from tuner.core.rack import Rack
from tuner.core.rawview import _full, _reduced, raw_view
from tuner.core.recipe import Recipe
from tuner.core.stage import Stage
from tuner.core.transfer import CURVES

Progress = Callable[[int, int, str], None]
"""Called before each part with how many are ready, how many there are, and the name of the next; once at the end."""

_SIDE = 16  # pixels of the tiny frame
_CUTS = 64 << 20  # bytes; more than all cuts of a tiny frame


@dataclass(frozen=True)
class Part:
    """Something to compile, by doing it on the tiny frame. The flag is looked at between kernels."""

    name: str
    run: Callable[[Cancel], object]


def tiny_frame(**known: object) -> Frame:
    """A flat frame of 16 x 16 pixels, with facts that no stage finds fault with, and more facts if `known`."""
    facts = Facts(
        _SIDE, _SIDE, "RGGB", (64.0,) * 4, 4095.0, (4095.0,) * 4, camera_gains=(2.0, 1.0, 1.5), daylight_gains=(2.0, 1.0, 1.5)
    )  # fmt: skip
    return Frame.from_active(np.full((_SIDE, _SIDE), 1000, np.uint16), replace(facts, **known))  # type: ignore[arg-type]


def telling_frame() -> Frame:
    """The tiny frame with every fact that a stage may take from a file."""
    ones = ((1.0, 1.1), (1.1, 1.2))
    matrix = ((0.9, -0.3, -0.1), (-0.4, 1.2, 0.2), (-0.1, 0.2, 0.6))
    return tiny_frame(
        shading=Shading((ones,) * 4, 0.0, 0.0, 1.0, 1.0), noise=((2e-4, 1e-6),) * 4, baseline_exposure=0.3,
        calibrations=(Calibration(6504.0, matrix),),
    )  # fmt: skip


def frame_for(stage: Stage) -> Frame:
    """The tiny frame on which a stage has something to do."""
    if stage.filters == "none":
        return tiny_frame(cfa=MONO)
    return tiny_frame() if stage.survey else telling_frame()


def warm(rack: Rack, progress: Progress, cancel: Cancel) -> None:
    """Compile what the first picture needs; if all of that was compiled before, load what every picture needs.

    (A render then loads the compiled loop of its line, in a quarter of the time that the stages' kernels take.)

    Raises
    ------
    StageError : a stage's kernel does not compile or run; names it
    Cancelled : `cancel` was set; what is compiled by then stays so
    """
    parts = first(rack)
    carry_out(parts if first_is_cold(rack) else [parts[0], parts[-1]], progress, cancel)


def carry_out(parts: list[Part], progress: Progress, cancel: Cancel) -> None:
    """Do the parts one after the other; raises as `warm` does."""
    for done, part in enumerate(parts):
        cancel.check()
        progress(done, len(parts), part.name)
        part.run(cancel)
    progress(len(parts), len(parts), "")


# -- what there is to compile


def first(rack: Rack) -> list[Part]:
    """What the window's first picture needs: the fitted raw view, the default line in its order, packing, fit."""
    frame, recipe = tiny_frame(), Recipe.default(rack)
    half, pixels = (_SIDE // 2, _SIDE // 2), np.zeros((_SIDE, _SIDE, 4), np.uint8)
    planes, words = np.zeros((3, _SIDE, _SIDE), np.float32), np.empty(_SIDE * _SIDE, np.uint32)
    return [
        Part("raw view", lambda _: raw_view(frame, size=half)),
        *(Part(step.stage.title, _step(step, frame)) for step in chains.build(recipe, frame).steps),
        Part("packing", lambda _: pack.pack8(planes, words, 0, 0, _SIDE, _SIDE, 0, _SIDE, 1)),
        Part("fit", lambda _: area_average(pixels, *half)),
    ]


def stages(rack: Rack) -> list[Part]:
    """Every kernel of every stage."""
    return [Part(stage.title, _every_kernel(stage, rack)) for stage in rack]


def rest(rack: Rack) -> list[Part]:
    """All other kernels: of stages that are off, of choices, of other depths and views, of comparing pictures."""
    frame, recipe = telling_frame(), Recipe.default(rack)

    def views(_: Cancel) -> None:
        codes, channel = np.zeros((4, 65536), np.uint8), np.zeros(3, np.int64)
        _full(frame.mosaic, 0, 0, codes, np.append(channel, 0), 0, np.empty((_SIDE, _SIDE, 4), np.uint8))
        area_average(np.zeros((_SIDE, _SIDE, 4), np.uint8), _SIDE // 2, _SIDE // 2, next(iter(CURVES)))
        binned(frame, FACTORS[0])

    def depths(_: Cancel) -> None:
        for request in (Request(depth=16), Request(depth=32), Request(depth=32, tap=rack.names[0], own_values=True)):
            Engine().render(frame, recipe, request)
        Engine(cuts=Cuts(_CUTS)).render(frame, recipe, pin=rack.names[-1])

    def comparing(_: Cancel) -> None:
        from tuner.compare.maps import KINDS, difference
        from tuner.compare.metrics import compare_pictures
        from tuner.files.picture import Picture

        grey, shown = (np.full((_SIDE, _SIDE, n), 99, np.uint8) for n in (3, 4))
        picture = Picture(grey, None, "rec709", "srgb", None)
        compare_pictures(picture, picture)
        for kind in KINDS:
            difference(shown, shown, kind)

    return [
        *stages(rack),
        Part("views", views),
        Part("depths and cuts", depths),
        Part("shared rows", lambda _: _share_rows()),
        Part("comparing", comparing),
        Part("measuring", lambda cancel: _measure(frame, recipe, cancel)),
        Part("writing raws", lambda _: _write(frame)),
    ]


def _share_rows() -> None:
    """What the compiled loops alone call."""
    tiles, planes = np.array([[0, 0, 8, 8], [8, 0, 8, 8]]), np.zeros((3, 8, 8), np.float32)
    if joins(tiles[0], tiles[1]):
        move_up(planes, planes, 2)


def _measure(frame: Frame, recipe: Recipe, cancel: Cancel) -> None:
    """Everything the scopes, the overlays and the regions run."""
    from tuner.measure import clipping, focus, raw_histogram, scopes
    from tuner.measure.noise_map import noise_map
    from tuner.measure.replaced import replaced

    pixels = np.zeros((_SIDE, _SIDE, 4), np.uint8)
    for kind in scopes.KINDS:
        scopes.scope(kind, pixels)
    raw_histogram.raw_histogram(frame)
    clipping.raw_clipping(frame)
    mask = clipping.output_clipping(pixels)
    clipping.bright(pixels)
    clipping.smaller(mask, _SIDE // 2, _SIDE // 2)
    clipping.striped(mask, 1, 4)
    focus.focus_peaks(pixels)
    replaced(frame, recipe, cancel)
    noise_map(frame, recipe, next(s.name for s in recipe.rack if s.reach is not None), cancel)


def _write(frame: Frame) -> None:
    """What compresses a mosaic."""
    from tuner.files.lossless_jpeg import Layout, encode_tiles

    encode_tiles(frame.active, Layout(_SIDE, _SIDE, 2))


def loops(rack: Rack) -> list[Part]:
    """The compiled loops of the default line: whole at each depth, and from the cut in front of each stage."""
    frame, recipe = tiny_frame(), Recipe.default(rack)
    engine = Engine(composed="now", cuts=Cuts(_CUTS))
    parts = [
        Part(f"the line, {depth} bit", lambda _, depth=depth: engine.render(frame, recipe, Request(depth=depth)))  # type: ignore[misc]
        for depth in (8, 16, 32)
    ]
    # files that state an exposure, or a shading map, have one step more
    for known in ({"baseline_exposure": 0.3}, {"shading": telling_frame().facts.shading}):
        parts.append(Part("the line, more facts", lambda _, known=known: engine.render(tiny_frame(**known), recipe)))  # type: ignore[misc]
    for step in chains.build(recipe, frame).steps[1:]:
        name = step.stage.name
        parts.append(
            Part(f"from {step.stage.title} on", lambda _, name=name: engine.render(frame, recipe, pin=name))  # type: ignore[misc]
        )
    return parts


def first_is_cold(rack: Rack) -> bool:
    """Whether a kernel of the default line was never compiled."""
    return is_cold([step.kernel for step in chains.build(Recipe.default(rack), tiny_frame()).steps])


def anything_cold(rack: Rack) -> bool:
    """Whether a stage's kernel, of those that are off too, was never compiled."""
    kernels: list[Callable[..., object]] = [kernel for stage in rack for kernel in stage.kernels]
    return is_cold([*kernels, _full, _reduced])


# -- single stages


def _every_kernel(stage: Stage, rack: Rack) -> Callable[[Cancel], None]:
    """Runs every kernel a stage may choose."""

    def run(cancel: Cancel) -> None:
        # a survey runs the stages in front of it: only those that the default line has compiled
        frame = frame_for(stage)
        wanted = set(map(id, stage.kernels))
        for recipe in recipes(stage, rack):
            cancel.check()
            step = next((s for s in chains.build(recipe, frame).steps if s.stage is stage), None)
            if step is not None and (id(step.kernel) in wanted or len(stage.kernels) == 1):
                wanted.discard(id(step.kernel))
                _step(step, frame)(cancel)
            if not wanted:
                return

    return run


def recipes(stage: Stage, rack: Rack) -> Iterable[Recipe]:
    """Recipes with the stage at work, which between them choose each of its kernels."""
    plain = Recipe.default(rack)
    base = awake(plain, stage)
    values: list[dict[str, Value]] = [{}]
    for param in params_of(stage.params):
        if param.kind == "choice":
            values += [{param.name: choice} for choice in param.choices]
        elif param.kind in ("number", "integer"):
            ends = [param.minimum, *(param.soft or ()), param.maximum]
            values += [{param.name: end} for end in ends if end is not None]
        else:
            values.append({param.name: moved(param)})
    # from the defaults too: with every knob turned, a kernel for the plain case is never chosen
    for start, chosen, turned in product((base, plain), combinations(stage), values):
        try:
            yield start.with_values({f"{stage.name}.{name}": value for name, value in (chosen | turned).items()})
        except ParamError:
            continue  # two knobs that exclude each other


def _step(step: Step, frame: Frame) -> Callable[[Cancel], None]:
    """Runs one stage's kernel on buffers as the engine lays them out."""

    def run(_: Cancel) -> None:
        stage, at = step.stage, (MARGIN - step.margin_in) // step.stage.reads.scale
        side = (_SIDE + 2 * step.margin_out) // stage.writes.scale
        out = np.empty((stage.writes.planes, side, side), np.float32)
        inside = (_SIDE + 2 * step.margin_in) // stage.reads.scale
        bare = np.zeros((stage.reads.planes, inside, inside), np.float32)
        src = frame.mosaic if stage.reads is Domain.SENSOR else bare
        try:
            step.fill(src, out, at, at)
        except Exception as error:
            raise StageError(stage.name, error) from error

    return run
