"""A stage with one parameter of every kind, and its knobs on a session of their own."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tuner.app.session import Session
from tuner.core.domain import Domain
from tuner.core.param import (
    Choice,
    Curve,
    Grid,
    Knots,
    Matrix,
    Matrix3,
    Range,
    StageParams,
    Switch,
    Table,
    params_of,
)
from tuner.core.rack import Rack
from tuner.core.recipe import Recipe
from tuner.core.stage import Stage
from tuner.gui.knobs import Knob

MANUAL = ("source", "manual")


class Params(StageParams):
    """One parameter of every kind."""

    source: Annotated[Literal["file", "manual"], Choice(help="Where from.")] = "file"
    red: Annotated[float, Range(0, 8, unit="x", step=0.01, soft=(0, 4), when=MANUAL, help="Red gain.")] = 1.0
    blue: Annotated[float, Range(0, 8, unit="x", step=0.01, when=MANUAL, help="Blue gain.")] = 1.0
    ev: Annotated[float, Range(-4, 4, unit="EV", step=0.01, soft=(-2, 2), help="Gain < 1 darkens.")] = 0.5
    count: Annotated[int, Range(1, 9, unit="px", step=1, help="How many.")] = 3
    on: Annotated[bool, Switch(help="Whether.")] = False
    matrix: Annotated[Matrix3, Matrix(minimum=-4, maximum=4, help="Mix.")] = (
        (1.0, 0.0, 0.0),
        (0.0, 1.0, 0.0),
        (0.0, 0.0, 1.0),
    )
    curve: Annotated[Knots, Curve(minimum=0, maximum=1, help="Shape.")] = ((0.0, 0.0), (1.0, 1.0))
    table: Annotated[Grid, Table(planes=1, minimum=0, maximum=8, help="Gains.")] = (((1.0, 2.0), (1.5, 1.25)),)


def nothing(*given: Any) -> Any:
    """Stands for a kernel and a plan."""
    return np.zeros(1, np.float32)


STAGE = Stage(
    name="probe", title="Probe", params=Params, reads=Domain.SENSOR, writes=Domain.MOSAIC, prepare=nothing, run=nothing
)


class Bench:
    """Every knob of the stage, refreshed when the session changes, as the rack does."""

    def __init__(self, qtbot: QtBot) -> None:
        self.session = Session(Rack([STAGE]))
        self.resolved: Recipe | None = None
        self.knobs = {p.name: Knob(self.session, STAGE, p, 90) for p in params_of(Params)}
        self.messages: list[str] = []
        for knob in self.knobs.values():
            qtbot.addWidget(knob)
            knob.message.connect(self.messages.append)
            knob.resize(300, knob.sizeHint().height())
            knob.show()
        self.session.listen(lambda event: self.refresh())
        self.refresh()

    def refresh(self) -> None:
        for knob in self.knobs.values():
            knob.refresh(self.resolved)

    def value(self, name: str) -> Any:
        return self.session.recipe.value(f"probe.{name}")

    @property
    def undos(self) -> int:
        return self.session.history.position

    def control(self, name: str) -> Any:
        return self.knobs[name].control

    def type(self, name: str, text: str) -> None:
        field = self.control(name).field
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Return)
