"""What the bench renders: frames of any size tiled from the sample, and the three lines it times."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tuner.core import chain as chains
from tuner.core.chain import StageError
from tuner.core.engine import Engine, Rendered
from tuner.core.facts import Facts
from tuner.core.frame import Frame
from tuner.core.param import Param, ParamError, Value, params_of
from tuner.core.rack import Rack
from tuner.core.recipe import Recipe
from tuner.core.stage import Stage

ASPECT = 4 / 3  # width over height of the frames
CLASSIC = (
    "black_level", "defects", "lens_shading", "white_balance", "demosaic", "color_matrix", "tone_curve", "encode",
    "luma_chroma", "sharpen", "color_adjust", "output",
)  # fmt: skip
"""The stages of the classic line: the textbook pipeline, the same whatever the default recipe becomes."""

AT_WORK: dict[str, Value] = {
    "lens_shading.mode": "radial", "lens_shading.k2": 0.2, "color_adjust.saturation": 1.1,
    "sharpen.amount": 0.5, "defects.hot": True, "defects.cold": True,
}  # fmt: skip
"""Values that keep these stages from being left out as neutral."""


def sample_path() -> Path:
    """The bundled sample.

    Raises
    ------
    FileNotFoundError : neither the repository nor the installed package has it
    """
    package = Path(__file__).resolve().parents[1]
    for root in (package / "_data", package.parent):
        path = root / "resources" / "sample.dng"
        if path.exists():
            return path
    raise FileNotFoundError("resources/sample.dng is missing from the program's data; install it again")


def tiled(sample: Frame, megapixels: float) -> Frame:
    """The sample repeated to a size.

    Its width and height are cut to even numbers first, so that every copy begins on the same CFA phase; the facts stay.
    """
    height = max(round((megapixels * 1e6 / ASPECT) ** 0.5 / 2) * 2, 2)
    width = max(round(megapixels * 1e6 / height / 2) * 2, 2)
    tile = sample.active[: sample.facts.height // 2 * 2, : sample.facts.width // 2 * 2]
    down, across = -(-height // tile.shape[0]), -(-width // tile.shape[1])
    active: NDArray[np.uint16] = np.tile(tile, (down, across))[:height, :width]
    facts = replace(sample.facts, width=width, height=height, raw_width=width, raw_height=height, orientation=1)
    return Frame.from_active(active, facts, name=f"{sample.name} tiled to {size_of(facts):.3g} MP")


def size_of(facts: Facts) -> float:
    """Megapixels of the active area."""
    return facts.width * facts.height / 1e6


# -- the lines


def everyday(rack: Rack) -> Recipe:
    """What a file is rendered with before anything is tuned."""
    return Recipe.default(rack)


def classic(rack: Rack) -> Recipe:
    """The textbook line: Malvar on linear light, no denoisers, every stage with something to do."""
    recipe = Recipe.default(rack)
    switches = {f"{stage.name}.enabled": stage.name in CLASSIC for stage in rack if stage.switchable}
    recipe = recipe.with_values(switches)
    return known(recipe, {**AT_WORK, "demosaic.method": "malvar", "demosaic.domain": "linear"})


def heavy(rack: Rack, frame: Frame) -> Recipe:
    """Everything on, with non-local means; stages that would be left out as neutral are given something to do."""
    recipe = Recipe.default(rack)
    recipe = recipe.with_values({f"{stage.name}.enabled": True for stage in rack if stage.switchable})
    recipe = known(recipe, {**AT_WORK, "luma_denoise.method": "nlm"})
    for stage in rack:
        if stage.name not in running(recipe, frame):
            recipe = awake(recipe, stage)
    return recipe


def known(recipe: Recipe, values: dict[str, Value]) -> Recipe:
    """The recipe with those of the values that this rack has a place for."""
    for path, value in values.items():
        try:
            recipe = recipe.with_value(path, value)
        except ParamError:
            continue  # a stage or a choice that does not exist (yet)
    return recipe


def running(recipe: Recipe, frame: Frame) -> tuple[str, ...]:
    """Names of the stages a render runs on a file: those that are on and have something to do."""
    return tuple(step.stage.name for step in chains.build(recipe, frame).steps)


def awake(recipe: Recipe, stage: Stage) -> Recipe:
    """The recipe with the stage on and moved a little away from its neutral parameters."""
    values: dict[str, Value] = {f"{stage.name}.enabled": True} if stage.switchable else {}
    for name, neutral in (stage.neutral or {}).items():
        param = stage.param(name)
        value = param.default if param.default != neutral else moved(param)
        values |= counting(stage, param) | {f"{stage.name}.{name}": value}
    return recipe.with_values(values) if values else recipe


def counting(stage: Stage, param: Param) -> dict[str, Value]:
    """The choice under which a knob counts, and the stage's switch."""
    values: dict[str, Value] = {f"{stage.name}.enabled": True} if stage.switchable else {}
    if param.when is not None:
        choice, value = param.when
        values[f"{stage.name}.{choice}"] = value
    return values


def moved(param: Param) -> Value:
    """A value of the parameter other than its default, well inside its range."""
    default = param.default
    if param.kind == "choice":
        return next((c for c in param.choices if c != default), default)
    if param.kind == "switch":
        return not default
    if param.kind in ("number", "integer"):
        low, high = param.soft or (0.0, 1.0)
        value = low + (high - low) / 3
        value = low + (high - low) / 2 if value == default else value
        return round(value) if param.kind == "integer" else value
    if param.kind == "curve":
        return ((0.0, 0.0), (0.4, 0.45), (1.0, 1.0))
    return default  # a matrix or a table: its stage says in `resolve` where it comes from


def combinations(stage: Stage) -> list[dict[str, Value]]:
    """Every combination of the stage's choices, but for those that only say where numbers come from."""
    found: list[dict[str, Value]] = [{}]
    for param in params_of(stage.params):
        if param.kind == "choice" and param.name not in ("source", "mode", "saturation"):
            found = [{**one, param.name: choice} for one in found for choice in param.choices]
    return found


@dataclass
class LineJob:
    """A whole render, called again and again; keeps the thread time of its stages."""

    engine: Engine
    frame: Frame
    recipe: Recipe
    threads: list[dict[str, float]] = field(default_factory=list)

    def __call__(self) -> Rendered:
        rendered = self.engine.render(self.frame, self.recipe)
        self.threads.append(rendered.stage_ms)
        return rendered

    @property
    def megapixels(self) -> float:
        """Size of the frame."""
        return size_of(self.frame.facts)

    def why_not(self) -> str:
        """Why this line cannot run, as one sentence; empty when it can."""
        try:
            chains.build(self.recipe, self.frame)
        except StageError as error:
            return str(error)
        return ""
