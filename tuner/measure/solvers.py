"""The solvers: what looks at a frame's pixels and proposes values for a stage.

A proposal is a table of recipe paths and values that the caller puts into the recipe, where it is seen, saved and can
be undone. No stage ever estimates anything by itself, and a proposal is always `manual` values, never a file's.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from tuner.core.frame import Frame
from tuner.core.orient import Rect
from tuner.core.param import ParamError, Value, nearest
from tuner.core.recipe import Recipe
from tuner.measure import auto_exposure, auto_white_balance, levels
from tuner.measure.quads import SolverError

__all__ = ["SOLVERS", "Solver", "SolverError", "find", "parse_auto"]


@dataclass(frozen=True)
class Solver:
    """A way to find a stage's values from the pixels.

    Attributes
    ----------
    takes_region : needs a rectangle; the others look at the whole frame
    solve : (frame, recipe, rectangle in unrotated active-area pixels or None) -> {"stage.parameter": value};
        raises SolverError with one sentence when it has no answer
    """

    stage: str
    name: str
    title: str
    help: str
    takes_region: bool
    solve: Callable[[Frame, Recipe, Rect | None], dict[str, Value]]

    @property
    def usage(self) -> str:
        """How the command line asks for it."""
        return f"{self.stage}={self.name}" + (":X,Y,W,H" if self.takes_region else "")


SOLVERS: tuple[Solver, ...] = (
    Solver(
        "black_level",
        "masked",
        "Black from masked columns",
        "Mean of the optically black pixels beside the picture, per colour, without outliers.",
        False,
        levels.solve_masked,
    ),
    Solver(
        "black_level",
        "saturation",
        "Find saturation level",
        "The level at which each colour's clipped samples pile up; the file's white where none do.",
        False,
        levels.solve_saturation,
    ),
    Solver(
        "white_balance",
        "grey_world",
        "Grey world",
        "Gains that make the scene's mean grey; clipped and black parts do not count.",
        False,
        auto_white_balance.solve_grey_world,
    ),
    Solver(
        "white_balance",
        "region",
        "Grey region",
        "Gains that make a region grey; a mere click in the window measures 16 x 16 pixels.",
        True,
        auto_white_balance.solve_region,
    ),
    Solver(
        "exposure",
        "auto",
        "Auto exposure",
        "Brings the log-average luminance to 10 % in linear light, unless more than 1 % of the picture would clip by it.",
        False,
        auto_exposure.solve,
    ),
)
"""Every solver, in line order."""


def find(stage: str, name: str | None = None) -> Solver:
    """The solver of a stage by name; without a name, the stage's first.

    Raises
    ------
    ParamError : the stage has no solver, or none of that name (with the nearest)
    """
    own = [s for s in SOLVERS if s.stage == stage]
    if not own:
        stages = dict.fromkeys(s.stage for s in SOLVERS)
        raise ParamError(f"'{stage}' has no solver (those of {', '.join(stages)} do){nearest(stage, stages)}")
    if name is None:
        return own[0]
    found = next((s for s in own if s.name == name), None)
    if found is None:
        names = [s.name for s in own]
        raise ParamError(f"'{name}' is not a solver of {stage} (there are {', '.join(names)}){nearest(name, names)}")
    return found


def parse_auto(text: str) -> tuple[Solver, Rect | None]:
    """What `--auto` asks for: 'exposure', 'white_balance=grey_world', 'white_balance=region:X,Y,W,H'.

    Returns
    -------
    the solver, and the region in pixels of the picture as exported (`tuner.core.orient.to_sensor` turns it)

    Raises
    ------
    ParamError : no such solver, a region missing, malformed or not wanted
    """
    stage, has_name, rest = text.partition("=")
    name, has_region, region = rest.partition(":")
    solver = find(stage.strip(), name.strip() if has_name else None)
    if has_region and not solver.takes_region:
        raise ParamError(f"{solver.stage}={solver.name} looks at the whole picture and takes no region")
    if not solver.takes_region:
        return solver, None
    match = re.fullmatch(r"\s*(\d{1,6})\s*,\s*(\d{1,6})\s*,\s*(\d{1,6})\s*,\s*(\d{1,6})\s*", region, re.ASCII)
    rect = Rect(*map(int, match.groups())) if match else None
    if rect is None or rect.w < 1 or rect.h < 1:
        raise ParamError(f"'{text}' needs a region of whole pixels, at least 1 x 1: {solver.usage}")
    return solver, rect
