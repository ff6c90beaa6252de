"""A line of two made-up stages: parameters of every kind, and a newer version of one stage."""

from __future__ import annotations

from typing import Annotated, Literal

from tuner.core.domain import Domain
from tuner.core.facts import IDENTITY
from tuner.core.param import Choice, Curve, Grid, Knots, Matrix, Matrix3, Range, StageParams, Switch, Table
from tuner.core.rack import Rack
from tuner.core.stage import Stage


class Front(StageParams):
    """None."""


class Kinds(StageParams):
    """One parameter of every kind."""

    gain: Annotated[float, Range(0, 8, unit="1", step=0.1, help="A number.")] = 1.0
    size: Annotated[int, Range(1, 9, unit="px", step=1, help="An integer.")] = 3
    fine: Annotated[bool, Switch(help="A switch.")] = False
    method: Annotated[Literal["malvar", "menon"], Choice(help="A choice.")] = "menon"
    matrix: Annotated[Matrix3, Matrix(minimum=-4, maximum=4, help="A matrix.")] = IDENTITY
    curve: Annotated[Knots, Curve(minimum=0, maximum=1, help="A curve.")] = ((0.0, 0.0), (1.0, 1.0))
    grid: Annotated[Grid, Table(planes=2, minimum=0, maximum=8, help="A table.")] = (((1.0, 1.0), (1.0, 1.0)),) * 2


def _stage(name: str, params: type[StageParams], after: str | None, version: int = 1) -> Stage:
    return Stage(
        name=name,
        title=name,
        params=params,
        reads=Domain.MOSAIC if after else Domain.SENSOR,
        writes=Domain.MOSAIC,
        after=after,
        neutral={} if after else None,
        prepare=lambda p, c: None,
        run=lambda *_: None,
        version=version,
        module=__name__,
    )


MADE_UP = Rack([_stage("front", Front, None), _stage("kinds", Kinds, "front")])
NEWER = Rack([_stage("front", Front, None), _stage("kinds", Kinds, "front", version=3)])
