"""Knobs: each kind's control, tied to the session with one undo entry a gesture."""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton, QWidget
from pytestqt.qtbot import QtBot

from tuner.app.history import History
from tuner.app.session import Session
from tuner.core.domain import Domain
from tuner.core.param import (
    Choice,
    Curve,
    Grid,
    Kind,
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
from tuner.gui.controls import ChoiceControl, NumberControl, SwitchControl
from tuner.gui.curve import CurveControl
from tuner.gui.knobs import KNOBS, Knob, label_text, tip
from tuner.gui.matrix import MatrixControl
from tuner.gui.table import TableControl

LEFT, PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
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
        # the profile's own recipe is of the program's rack
        self.session.baseline = Recipe.default(self.session.rack)
        self.session.history = History(self.session.baseline)
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


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    return Bench(qtbot)


def test_every_kind_has_a_control() -> None:
    """The one table is complete."""
    assert set(KNOBS) == set(get_args(Kind))


def test_a_drag_is_one_undo_entry(bench: Bench) -> None:
    """However many values it passes; and undo shows the old value again."""
    slider = bench.control("ev").slider
    place = QPoint(round(slider.x_of(0.5)), slider.height() // 2)
    QTest.mousePress(slider, LEFT, PLAIN, place)
    for dx in range(1, 40):
        QTest.mouseMove(slider, place + QPoint(dx, 0))
    QTest.mouseRelease(slider, LEFT, PLAIN, place + QPoint(39, 0))
    assert bench.value("ev") > 0.5
    assert bench.undos == 1
    bench.session.undo()
    assert bench.value("ev") == slider.value == 0.5


def test_a_double_click_on_the_track_resets_as_one_entry(bench: Bench) -> None:
    """The jump of the first click and the reset are one gesture: back at the start there is nothing to undo."""
    slider = bench.control("ev").slider
    QTest.mouseClick(slider, LEFT, PLAIN, QPoint(8, 8))
    assert bench.undos == 1
    QTest.mouseDClick(slider, LEFT, PLAIN, QPoint(8, 8))
    assert (bench.value("ev"), bench.undos) == (0.5, 0)


def test_ctrl_double_click_returns_to_the_loaded_profile(bench: Bench) -> None:
    """Also on the label."""
    bench.session.baseline = bench.session.recipe.with_value("probe.ev", -1.0)
    bench.type("ev", "1")
    QTest.mouseDClick(bench.control("ev").slider, LEFT, Qt.KeyboardModifier.ControlModifier, QPoint(8, 8))
    assert bench.value("ev") == -1.0
    QTest.mouseDClick(bench.knobs["ev"].label, LEFT, PLAIN)
    assert bench.value("ev") == 0.5


def test_typed_numbers(bench: Bench) -> None:
    """Beyond the soft range: taken. Beyond the hard one: a sentence that names the range, and no change."""
    bench.type("ev", "3.25")
    assert (bench.value("ev"), bench.undos) == (3.25, 1)
    bench.type("ev", "9")
    assert (bench.value("ev"), bench.undos) == (3.25, 1)
    assert bench.messages == ["Probe · EV: 9 is not a number from -4 to 4 EV; the value stays as it was"]
    bench.type("count", "2.5")
    assert bench.value("count") == 3
    bench.type("count", "5")
    assert bench.value("count") == 5
    assert isinstance(bench.value("count"), int)


def test_two_typed_values_are_two_entries(bench: Bench) -> None:
    bench.type("ev", "1")
    bench.type("ev", "2")
    assert bench.undos == 2


def test_a_knob_whose_choice_is_elsewhere_shows_the_number_in_force(bench: Bench) -> None:
    """Pale, and with no trace of change."""
    bench.resolved = bench.session.recipe.with_values({"probe.red": 2.5, "probe.blue": 1.75})
    bench.refresh()
    control = bench.control("red")
    assert isinstance(control, NumberControl)
    assert (control.slider.value, control.field.text()) == (2.5, "2.50")
    assert control.field.property("dimmed") is True
    assert not control.slider.changed
    assert bench.value("red") == 1.0  # shown, not taken over


def test_turning_it_sets_the_choice_and_keeps_its_neighbours_as_shown(bench: Bench) -> None:
    """Otherwise blue would leap from 1.75 to its own 1.0. One undo entry for all of it."""
    bench.resolved = bench.session.recipe.with_values({"probe.red": 2.5, "probe.blue": 1.75})
    bench.refresh()
    bench.type("red", "2.6")
    assert [bench.value(n) for n in ("source", "red", "blue")] == ["manual", 2.6, 1.75]
    assert bench.undos == 1
    assert bench.control("red").field.property("dimmed") is False


def test_a_double_click_on_a_pale_knob_leaves_the_choice(bench: Bench) -> None:
    """Its first click turned the knob; the reset takes that back."""
    bench.resolved = bench.session.recipe.with_values({"probe.red": 2.5, "probe.blue": 1.75})
    bench.refresh()
    slider = bench.control("red").slider
    QTest.mouseClick(slider, LEFT, PLAIN, QPoint(8, 8))
    assert bench.value("source") == "manual"
    QTest.mouseDClick(slider, LEFT, PLAIN, QPoint(8, 8))
    assert [bench.value(n) for n in ("source", "red", "blue")] == ["file", 1.0, 1.0]
    assert bench.undos == 0


def test_choosing_manual_starts_from_the_numbers_in_force(bench: Bench) -> None:
    """Only while nobody has set those knobs; numbers set by hand are kept."""
    bench.resolved = bench.session.recipe.with_values({"probe.red": 2.5, "probe.blue": 1.75})
    bench.refresh()
    combo = bench.control("source").combo
    assert isinstance(bench.control("source"), ChoiceControl)
    combo.activated.emit(1)
    assert [bench.value(n) for n in ("source", "red", "blue")] == ["manual", 2.5, 1.75]
    bench.session.change({"probe.red": 3.0, "probe.source": "file"})
    combo.activated.emit(1)
    assert bench.value("red") == 3.0


def test_switch(bench: Bench) -> None:
    control = bench.control("on")
    assert isinstance(control, SwitchControl)
    QTest.mouseClick(control.toggle, LEFT)
    assert bench.value("on") is True
    bench.session.undo()
    assert not control.toggle.isChecked()


def test_matrix(bench: Bench) -> None:
    """A typed entry changes that one; the row's sum follows; out of range is refused."""
    control = bench.control("matrix")
    assert isinstance(control, MatrixControl)
    field = control.fields[1][2]
    for text in ("-0.25", "7"):
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert bench.value("matrix") == ((1.0, 0.0, 0.0), (0.0, 1.0, -0.25), (0.0, 0.0, 1.0))
    assert control.sums[1].text() == "= 0.750"
    assert len(bench.messages) == 1


def test_curve(bench: Bench) -> None:
    """A click beside the curve adds a knot and drags it; typed knots are checked; one entry each."""
    control = bench.control("curve")
    assert isinstance(control, CurveControl)
    graph = control.graph
    middle = graph.place(0.5, 0.7).toPoint()
    QTest.mousePress(graph, LEFT, PLAIN, middle)
    QTest.mouseMove(graph, middle + QPoint(0, -10))
    QTest.mouseRelease(graph, LEFT, PLAIN, middle + QPoint(0, -10))
    assert len(bench.value("curve")) == 3
    assert bench.value("curve")[1][0] == pytest.approx(0.5, abs=0.01)
    assert bench.value("curve")[1][1] > 0.7
    assert bench.undos == 1
    bench.type("curve", "0 0.1, 0.25 0.5, 1 1")
    assert bench.value("curve") == ((0.0, 0.1), (0.25, 0.5), (1.0, 1.0))
    bench.type("curve", "0.5 0, 0.25 1")
    bench.type("curve", "0 0 1")
    assert bench.value("curve") == ((0.0, 0.1), (0.25, 0.5), (1.0, 1.0))
    assert len(bench.messages) == 2
    QTest.mouseDClick(graph, LEFT, PLAIN, middle)
    assert bench.value("curve") == ((0.0, 0.0), (1.0, 1.0))


def test_table_says_what_it_holds(bench: Bench) -> None:
    control = bench.control("table")
    assert isinstance(control, TableControl)
    assert control.note.toolTip() == "1 plane, 2 × 2, 1.00 to 2.00"
    bench.session.change({"probe.table": (((3.0, 4.0), (3.0, 3.0)),)})
    assert control.note.toolTip() == "1 plane, 2 × 2, 3.00 to 4.00"
    bench.knobs["table"].findChild(QToolButton).click()  # type: ignore[union-attr]
    assert bench.value("table") == (((1.0, 2.0), (1.5, 1.25)),)


def test_tooltip_holds_help_range_unit_and_default() -> None:
    """All from the declaration, and safe as rich text."""
    text = tip(STAGE.param("ev"))
    for part in ("Gain &lt; 1 darkens.", "-4 to 4 EV", "slider -2 to 2", "steps of 0.01", "default 0.5"):
        assert part in text
    assert "counts while source is manual" in tip(STAGE.param("red"))


def test_labels_spell_the_unit_as_it_is() -> None:
    assert label_text(STAGE.param("ev")) == "EV"
    assert label_text(STAGE.param("count")) == "Count"


def test_everything_that_takes_the_focus_has_an_accessible_name(bench: Bench) -> None:
    """'Probe Red', 'Probe Red value'."""
    assert bench.control("red").slider.accessibleName() == "Probe Red"
    for knob in bench.knobs.values():
        for child in knob.findChildren(QWidget):
            if (
                child.focusPolicy() & Qt.FocusPolicy.TabFocus
                and child.objectName() != "qt_combobox_lineedit"
                and child.isVisible()
            ):
                assert child.accessibleName(), child
