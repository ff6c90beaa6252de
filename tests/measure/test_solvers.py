"""The registry of solvers and the words by which they are asked for."""

from __future__ import annotations

import pytest

from tests.measure.scenes import RECIPE, frame, mosaic, surfaces
from tuner.core.orient import Rect
from tuner.core.param import ParamError
from tuner.measure.solvers import SOLVERS, find, parse_auto
from tuner.stages import RACK


def test_every_solver_belongs_to_a_stage_and_has_its_own_name() -> None:
    assert all(s.stage in RACK and s.title and s.help.endswith(".") for s in SOLVERS)
    assert len({(s.stage, s.name) for s in SOLVERS}) == len(SOLVERS)


@pytest.mark.parametrize(
    ("text", "stage", "name", "rect"),
    [
        ("white_balance=grey_world", "white_balance", "grey_world", None),
        ("white_balance=region:10,20,30,40", "white_balance", "region", Rect(10, 20, 30, 40)),
        ("exposure", "exposure", "auto", None),
        ("exposure=auto", "exposure", "auto", None),
        ("black_level=masked", "black_level", "masked", None),
        ("black_level=saturation", "black_level", "saturation", None),
    ],
)
def test_words_of_the_command_line(text: str, stage: str, name: str, rect: Rect | None) -> None:
    solver, found = parse_auto(text)
    assert (solver.stage, solver.name, found) == (stage, name, rect)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("white_balence", "did you mean 'white_balance'"),
        ("white_balance=gray_world", "did you mean 'grey_world'"),
        ("white_balance=region", "X,Y,W,H"),
        ("white_balance=region:1,2,3", "X,Y,W,H"),
        ("white_balance=region:1,2,3,0", "at least 1 x 1"),
        ("white_balance=region:1,2,-3,4", "X,Y,W,H"),
        ("white_balance=region:1,2,3,٤", "X,Y,W,H"),
        ("white_balance=grey_world:1,2,3,4", "takes no region"),
        ("sharpen", "has no solver"),
        ("white_balance=", "not a solver"),
        ("", "has no solver"),
    ],
)
def test_wrong_words_are_named(text: str, says: str) -> None:
    with pytest.raises(ParamError, match=says):
        parse_auto(text)


def test_first_solver_stands_in_for_no_name() -> None:
    assert find("white_balance").name == "grey_world"


def test_proposals_fit_the_recipe() -> None:
    """Every key is a parameter, every value in range, and no choice is left on the file."""
    shot = frame(mosaic(surfaces((0.6, 1.0, 0.45)), clip=3900))
    for solver in SOLVERS:
        if solver.name == "masked":
            continue  # this frame has no masked columns
        found = solver.solve(shot, RECIPE, Rect(4, 4, 16, 16) if solver.takes_region else None)
        assert all(path.startswith(solver.stage + ".") for path in found)
        assert "file" not in found.values()
        RECIPE.with_values(found)


def test_solving_twice_gives_the_same() -> None:
    shot = frame(mosaic(surfaces((0.6, 1.0, 0.45)), noise=9))
    for name in ("white_balance", "exposure"):
        assert find(name).solve(shot, RECIPE, None) == find(name).solve(shot, RECIPE, None)
