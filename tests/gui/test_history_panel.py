"""The history in words and as a list one can go back in."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from tests.gui.bench import opened, small, until_exact
from tuner.app.session import Session
from tuner.gui import theme
from tuner.gui.history_panel import HistoryPanel
from tuner.gui.wording import describe

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    theme.apply(qapp)


@pytest.fixture
def session() -> Session:
    return Session()


def last(session: Session) -> str:
    return describe(session.history, session.history.here, session.rack).text


@pytest.mark.parametrize(
    ("values", "label", "words"),
    [
        ({"exposure.ev": 0.55}, "Exposure · EV", "Exposure · EV  0.00 → +0.55 EV"),
        ({"white_balance.mode": "gains"}, "White balance · Mode", "White balance · Mode  file → gains"),
        ({"sharpen.enabled": False}, "Sharpen · Off", "Sharpen  on → off"),
        ({"color_adjust.hue": 12.0}, "Colour adjust · Hue", "Colour adjust · Hue  0.0 → +12.0 deg"),
        (
            {"white_balance.red": 2.0, "white_balance.blue": 1.5},
            "White balance",
            "White balance  Red 1.000 → 2.000, Blue 1.000 → 1.500",
        ),
        ({"exposure.ev": 1.0}, "Auto exposure", "Auto exposure  Exposure · EV 0.00 → +1.00 EV"),
        (
            {"exposure.ev": 1.0, "sharpen.amount": 1.0},
            "Open shot.png",
            "Open shot.png  Exposure · EV 0.00 → +1.00 EV, Sharpen · Amount 0.50 → 1.00",
        ),
    ],
)
def test_a_gesture_says_what_it_was_with_old_and_new_value_and_unit(session, values, label, words) -> None:
    session.change(values, label=label)
    text = last(session)
    if label == "Auto exposure":
        words = words.replace("Exposure · EV ", "EV ")
    assert text == words


def test_every_parameter_s_change_can_be_said(session: Session) -> None:
    """Matrices, curves and tables too, and a reset of each stage."""
    from tuner.core.param import params_of

    for stage in session.rack:
        for param in params_of(stage.params):
            value = {
                "number": param.minimum if param.default == param.maximum else param.maximum,
                "integer": param.maximum,
                "switch": not param.default,
                "choice": next((word for word in param.choices if word != param.default), None),
                "matrix": ((1.0, 0.1, -0.1), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
                "curve": ((0.0, 0.0), (0.4, 0.5), (1.0, 1.0)),
                "table": None,
            }[param.kind]
            if value is not None:
                session.change({f"{stage.name}.{param.name}": value}, label=f"{stage.title} · {param.title}")
                assert last(session).startswith(stage.title)
        session.reset(stage.name)
    assert len(session.history) > 60
    assert all(" → " in describe(session.history, n, session.rack).text for n in range(1, len(session.history)))


def test_a_click_and_enter_go_there_and_the_branch_that_was_left_stays_listed(qtbot, session: Session) -> None:
    panel = HistoryPanel(session)
    qtbot.addWidget(panel)
    panel.resize(260, 500)
    panel.show()
    session.change({"exposure.ev": 1.0})
    session.change({"sharpen.amount": 1.0})
    session.undo()
    session.change({"sharpen.amount": 2.0})
    assert panel.model.rowCount() == 4
    assert panel.list.currentIndex().row() == 3
    qtbot.mouseClick(panel.list.viewport(), LEFT, pos=panel.list.visualRect(panel.model.index(2)).center())
    assert session.recipe.value("sharpen.amount") == 1.0
    assert session.history.here == 2
    panel.list.setFocus()
    qtbot.keyClick(panel.list, Qt.Key.Key_Up)
    qtbot.keyClick(panel.list, Qt.Key.Key_Up)
    assert session.history.here == 2  # looking is not going
    qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    assert session.history.here == 0
    assert not panel.grab().isNull()


def test_a_drag_is_one_row_whose_value_follows(qtbot, session: Session) -> None:
    panel = HistoryPanel(session)
    qtbot.addWidget(panel)
    panel.show()
    gesture = session.gesture()
    for i in range(1, 51):
        session.change({"exposure.ev": i / 100}, gesture=gesture, label="Exposure · EV")
    assert panel.model.rowCount() == 2
    assert panel.model.line(1).details == ("0.00 → +0.50 EV",)
    session.change({"exposure.ev": 0.0}, gesture=gesture)
    assert panel.model.rowCount() == 1
    session.change({"exposure.ev": 0.2})
    session.new_profile()
    assert panel.model.rowCount() == 1


def test_nothing_is_counted_while_it_is_hidden(qtbot, session: Session) -> None:
    panel = HistoryPanel(session)
    qtbot.addWidget(panel)
    session.change({"exposure.ev": 0.2})
    assert panel.model.rowCount() == 1
    panel.show()
    assert panel.model.rowCount() == 2
    panel.grab(panel.rect().translated(QPoint(0, 0)))


def test_keys_walk_through_the_states_of_all_branches(qtbot) -> None:
    """And the picture is that of the state one stands on."""
    with opened(qtbot, small()) as window:
        session, do = window.session, window.actions_by_name
        do["history"].trigger()
        assert window.history.isVisible()
        assert do["history"].isChecked()
        first = window.pictures.shown.rendered.pixels.tobytes()
        session.change({"exposure.ev": 0.5})
        session.undo()
        session.change({"exposure.ev": -0.5})
        do["earlier"].trigger()
        assert session.recipe.value("exposure.ev") == 0.5
        do["earlier"].trigger()
        do["earlier"].trigger()
        until_exact(qtbot, window)
        assert window.pictures.shown.rendered.pixels.tobytes() == first
        do["later"].trigger()
        do["later"].trigger()
        do["later"].trigger()
        assert session.recipe.value("exposure.ev") == -0.5
        do["undo"].trigger()
        do["redo"].trigger()
        assert session.recipe.value("exposure.ev") == -0.5
        do["history"].trigger()
        assert not window.history.isVisible()
