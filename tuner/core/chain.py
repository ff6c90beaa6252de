"""A chain: the stages one render runs, with plans made and buffer margins worked out.

Margins are found backwards: the last buffer needs none; in front of each stage the margin grows by its halo and is
rounded up so that every buffer starts on its stages' alignment. Margins are the same on all four sides, so a kernel
finds its halo from the shapes of its two buffers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import lcm

from tuner.core.domain import MARGIN, Domain, round_up
from tuner.core.facts import Facts
from tuner.core.param import StageParams
from tuner.core.recipe import Recipe
from tuner.core.stage import Context, Kernel, Plan, Stage


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


def build(recipe: Recipe, facts: Facts, tap: str | None = None) -> Chain:
    """The chain of a recipe on a file.

    Parameters
    ----------
    tap : stop behind this stage (it may be off); None runs the whole line

    Raises
    ------
    StageError : a stage could not be prepared, or the halos exceed the margin
    ParamError : no stage of that name
    """
    stop = None if tap is None else recipe.rack[tap].name
    context, resolved, prepared = Context.of(facts), recipe, []
    tapped: Context | None = None
    for stage, setting in zip(recipe.rack, recipe.settings, strict=True):
        try:
            params = stage.resolve(setting.params, context)
            resolved = resolved.with_params(stage.name, params)
            if setting.enabled and not stage.is_neutral(params):
                plan = stage.prepare(params, context) if tapped is None else None
                if plan is not None:
                    prepared.append((stage, params, plan))
                context = stage.carry(params, context)
        except Exception as error:
            raise StageError(stage.name, error) from error
        if stage.name == stop:
            tapped = context
    return Chain(_with_margins(prepared), tapped or context, resolved)


def _with_margins(prepared: list[tuple[Stage, StageParams, Plan]]) -> tuple[Step, ...]:
    steps: list[Step] = []
    margin, behind = 0, 1
    for stage, params, plan in reversed(prepared):
        grain = stage.align * stage.reads.scale
        # the buffer between two stages must suit both
        margin_out = round_up(margin, lcm(behind, grain, stage.writes.scale))
        if steps:
            steps[-1] = replace(steps[-1], margin_in=margin_out)
        margin = round_up(margin_out + stage.halo(params) * stage.reads.scale, grain)
        behind = grain
        steps.append(Step(stage, params, stage.kernel(params), plan, margin, margin_out))
    if margin > MARGIN:
        raise StageError(steps[-1].stage.name, ValueError(f"the line needs {margin} px of margin, over {MARGIN}"))
    return tuple(reversed(steps))
