"""The curve over the condition, the values under it, and the layers they come from."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.gui.test_conditions import AMOUNT, LEFT, PATH, PLAIN, chosen
from tuner.app.session import Session
from tuner.app.tabling import known
from tuner.core.condition import UNKNOWN, Condition
from tuner.core.tabled import Tabled
from tuner.files.profile import Profile, load_profile, save_profile
from tuner.gui import theme
from tuner.gui.menus import knob_menu
from tuner.gui.over_axis import OverAxis, lines_over
from tuner.gui.rack import RackPanel
from tuner.gui.under_condition import UnderCondition


@pytest.fixture
def session(qapp: QApplication) -> Session:
    theme.apply(qapp)
    made = Session()
    made.change_entries({PATH: AMOUNT})
    return made


@pytest.fixture
def rack(qtbot, session: Session) -> RackPanel:
    panel = RackPanel(session)
    qtbot.addWidget(panel)
    panel.expand(["sharpen"])
    return panel


def test_the_curve_goes_through_the_knots_and_follows(qtbot, session: Session) -> None:
    dialog = OverAxis(session, PATH, "Sharpen · Amount")
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.plot.grab()
    (line,) = lines_over(AMOUNT, "iso", known(session), [100, 200, 400, 1600], session, PATH)
    assert line == [(100, 0.8), (200, pytest.approx(0.7)), (400, 0.6), (1600, 0.2)]
    session.look_under(Condition(iso=1600))
    assert "ISO 1600" in dialog.words.text()
    ends = dialog.plot.ends()
    QTest.mouseClick(dialog.plot, LEFT, PLAIN, QPoint(round(dialog.plot._x(400.0, ends)), 50))
    assert session.condition.iso == 400


def test_which_parameters_differ_at_this_condition(qtbot, rack: RackPanel, session: Session) -> None:
    session.change({"exposure.ev": 1.0})
    session.look_under(Condition(iso=1600))
    dialog = UnderCondition(session, rack)
    qtbot.addWidget(dialog)
    assert [(row.path, row.value, row.elsewhere) for row in dialog.rows] == [(PATH, 0.2, 0.8)]
    dialog.shown.setCurrentIndex(2)
    assert {row.path for row in dialog.rows} == {PATH, "exposure.ev"}
    session.look_under(UNKNOWN)
    dialog.shown.setCurrentIndex(0)
    assert dialog.rows == ()
    assert dialog.table.rowCount() == 0


def test_names_are_read_beside_a_matrix(qtbot, rack: RackPanel, session: Session) -> None:
    one, two = (((1.8125, -0.6125, -0.2), (-0.2125, 1.5125, -0.3), (d, -0.5125, 1.5125)) for d in (0.0, 0.125))
    session.change_entries({"color_matrix.matrix": Tabled((("iso", (100.0, 1600.0)),), (one, two))})
    session.look_under(Condition(iso=800))
    dialog = UnderCondition(session, rack)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.grab()
    assert dialog.table.columnWidth(0) >= dialog.table.sizeHintForColumn(0) > 0
    assert dialog.table.columnWidth(1) < dialog.table.sizeHintForColumn(1)  # which would have taken it all
    assert dialog.table.item(0, 1).toolTip() == dialog.table.item(0, 1).text()


def test_the_window_says_which_layer_a_value_comes_from(qtbot, tmp_path: Path) -> None:
    save_profile(tmp_path / "base.toml", Profile("Sensor", "", Session().tuning))
    (tmp_path / "top.toml").write_text('schema = 2\nname = "Scene"\nextends = "base.toml"\n[sharpen]\nsigma = 2.0\n')
    session = Session()
    session.adopt(load_profile(tmp_path / "top.toml"), tmp_path / "top.toml")
    panel = RackPanel(session)
    qtbot.addWidget(panel)
    knobs = panel.cards["sharpen"].knobs
    assert "From the layer “Scene”" in knobs["sigma"].toolTip()
    assert "From the layer “Sensor”" in knobs["amount"].toolTip()
    session.change({PATH: 1.0})
    assert "From the layer “Scene”" in knobs["amount"].toolTip()
    chosen(knob_menu(knobs["amount"]), "Back to the layer below")
    assert "From the layer “Sensor”" in knobs["amount"].toolTip()
    dialog = UnderCondition(session, panel)
    qtbot.addWidget(dialog)
    dialog.shown.setCurrentIndex(3)
    assert [row.path for row in dialog.rows] == ["sharpen.sigma"]
