"""A chain: the stages one render runs, with plans made and buffer margins worked out.

Margins are found backwards: the last buffer needs none; in front of each stage the margin grows by its halo and is
rounded up so that every buffer starts on its stages' alignment. Margins are the same on all four sides, so a kernel
finds its halo from the shapes of its two buffers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import lcm
from typing import Any

from tuner.core.domain import MARGIN, Domain, round_up
from tuner.core.facts import Facts
from tuner.core.frame import Frame
from tuner.core.param import StageParams
from tuner.core.recipe import Recipe, Setting
from tuner.core.stage import Context, Kernel, Plan, Stage
from tuner.core.survey import survey


class StageError(RuntimeError):
    """A stage failed; the message names it."""

    def __init__(self, stage: str, error: BaseException) -> None:
        super().__init__(f"stage {stage}: {error}")
        self.stage = stage


@dataclass(frozen=True)
class Step:
    """One stage of a chain, ready to run."""

    stage: Stage
    params: StageParams  # resolved
    kernel: Kernel
    plan: Plan
    margin_in: int  # pixels of margin of the source and the target buffer; multiples of their domains' scale
    margin_out: int

    def fill(self, src: Any, out: Any, oy: int, ox: int) -> None:
        """All of `out` from `src`, whose first sample stands at oy, ox."""
        self.kernel(src, out, self.plan, oy, ox)
        self.stage.carry_over(src, out)


@dataclass(frozen=True)
class Chain:
    """The steps, what they hand on at the end, and the recipe with every file-decided number filled in."""

    steps: tuple[Step, ...]
    context: Context
    resolved: Recipe

    @property
    def domain(self) -> Domain:
        """The domain of the last buffer."""
        return self.steps[-1].stage.writes

    def index_of(self, stage: str) -> int:
        """Index of the first step at or behind a stage of the line (which may be off); the last when all stand before."""
        order = {name: i for i, name in enumerate(self.resolved.rack.names)}
        at = next(
            (i for i, step in enumerate(self.steps) if order[step.stage.name] >= order[stage]), len(self.steps) - 1
        )
        return at

    def split(self, at: int) -> tuple[Chain, Chain]:
        """The steps before `at`, as a chain that ends without a margin, and those from `at` on."""
        head = _with_margins([(s.stage, s.params, s.plan) for s in self.steps[:at]])
        return replace(self, steps=head), replace(self, steps=self.steps[at:])


def build(recipe: Recipe, source: Frame | Facts, tap: str | None = None) -> Chain:
    """The chain of a recipe on a file.

    Parameters
    ----------
    source : the frame; its facts alone will do where no pixel is rendered (stages that survey the picture are left out)
    tap : stop behind this stage (it may be off); None runs the whole line

    Raises
    ------
    StageError : a stage could not be prepared, or the halos exceed the margin
    ParamError : no stage of that name
    """
    stop = None if tap is None else recipe.rack[tap].name
    facts = source.facts if isinstance(source, Frame) else source
    context, settings = Context.of(facts), list(recipe.settings)
    prepared: list[tuple[Stage, StageParams, Plan]] = []
    tapped: Context | None = None
    for i, (stage, setting) in enumerate(zip(recipe.rack, recipe.settings, strict=True)):
        if not stage.serves(facts):
            tapped = context if stage.name == stop else tapped
            continue
        try:
            params = stage.resolve(setting.params, context)
            settings[i] = Setting(setting.enabled, params)
            if setting.enabled and not stage.is_neutral(params):
                seen = context
                if stage.survey and tapped is None and isinstance(source, Frame):
                    seen = replace(context, survey=survey(source, prepared))
                plan = stage.prepare(params, seen) if tapped is None else None
                if plan is not None:
                    prepared.append((stage, params, plan))
                context = stage.carry(params, context)
        except Exception as error:
            raise StageError(stage.name, error) from error
        if stage.name == stop:
            tapped = context
    return Chain(_with_margins(prepared), tapped or context, replace(recipe, settings=tuple(settings)))


def _with_margins(prepared: list[tuple[Stage, StageParams, Plan]]) -> tuple[Step, ...]:
    margins, margin, behind = list[int](), 0, 1  # of the buffers between the stages, from the last one back
    for stage, params, _ in reversed(prepared):
        grain = stage.align * stage.reads.scale
        # the buffer between two stages must suit both
        margins.append(round_up(margin, lcm(behind, grain, stage.writes.scale)))
        margin = round_up(margins[-1] + stage.halo(params) * stage.reads.scale, grain)
        behind = grain
    if margin > MARGIN:
        raise StageError(prepared[0][0].name, ValueError(f"the line needs {margin} px of margin, over {MARGIN}"))
    margins = [margin, *reversed(margins)]
    return tuple(
        Step(stage, params, stage.kernel(params), plan, margins[i], margins[i + 1])
        for i, (stage, params, plan) in enumerate(prepared)
    )
