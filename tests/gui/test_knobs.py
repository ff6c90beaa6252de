"""Knobs: each kind's control, tied to the session with one undo entry a gesture."""

from __future__ import annotations

from typing import get_args

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.knob_bench import STAGE, Bench
from tuner.core.param import (
    Kind,
)
from tuner.core.tuning import Tuning
from tuner.files.profile import Profile
from tuner.gui.controls import ChoiceControl, NumberControl, SwitchControl
from tuner.gui.curve import CurveControl
from tuner.gui.knobs import KNOBS
from tuner.gui.labels import label_text, tip
from tuner.gui.matrix import MatrixControl
from tuner.gui.table import TableControl

LEFT, PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


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
    bench.session.profile = Profile("", "", Tuning(bench.session.recipe.with_value("probe.ev", -1.0)))
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


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_a_switch_is_turned_by_keys(bench: Bench, key: Qt.Key) -> None:
    """Once a press, there and back, each an undo entry."""
    toggle = bench.control("on").toggle
    toggle.setFocus()
    for on in (True, False):
        QTest.keyClick(toggle, key)
        assert bench.value("on") is on
    assert bench.undos == 2


def test_a_choice_is_made_by_keys(bench: Bench) -> None:
    """Arrow keys, and the first letter of a word."""
    combo = bench.control("source").combo
    combo.setFocus()
    for key, word in ((Qt.Key.Key_Down, "manual"), (Qt.Key.Key_Up, "file"), (Qt.Key.Key_M, "manual")):
        QTest.keyClick(combo, key)
        assert bench.value("source") == word
    assert bench.undos == 3


@pytest.mark.parametrize("name", ["matrix", "curve", "table"])
def test_tab_goes_through_an_editor_as_it_is_read(bench: Bench, name: str) -> None:
    """From top to bottom, in a row from left to right."""
    knob = bench.knobs[name]
    seen: list[tuple[int, int]] = []
    widget = knob.nextInFocusChain()
    while widget is not knob:
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            at = widget.mapTo(knob, QPoint(0, widget.height() // 2))
            seen.append((round(at.y() / 6), at.x()))
        widget = widget.nextInFocusChain()
    assert len(seen) > 3
    assert seen == sorted(seen)


def test_a_sentence_of_an_editor_is_passed_on_with_the_knobs_name(bench: Bench) -> None:
    bench.control("table").take("nonsense")
    (message,) = bench.messages
    assert message.startswith("Probe · Table: The clipboard: “nonsense” in line 1 is not a number; ")
