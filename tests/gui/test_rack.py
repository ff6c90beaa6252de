"""The stage rack: everything in it is derived from the declarations."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from shiboken6 import delete

from tuner.app.session import Session
from tuner.core.param import params_of
from tuner.gui import theme
from tuner.gui.heading import GROUPS
from tuner.gui.knobs import Knob
from tuner.gui.rack import RackPanel
from tuner.measure.solvers import SOLVERS, Solver
from tuner.stages import RACK

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def session() -> Session:
    return Session()


@pytest.fixture
def panel(qapp: QApplication, session: Session) -> Iterator[RackPanel]:
    theme.apply(qapp)
    panel = RackPanel(session)
    panel.resize(320, 700)
    panel.show()
    panel.activateWindow()
    yield panel
    delete(panel)  # at once: a thousand widgets a test would add up


@pytest.mark.parametrize("stage", RACK, ids=lambda s: s.name)
def test_every_parameter_has_a_knob(panel: RackPanel, stage: object) -> None:
    """And it shows the session's value."""
    card = panel.cards[stage.name]  # type: ignore[attr-defined]
    assert tuple(card.knobs) == tuple(p.name for p in params_of(card.stage.params))
    for name, knob in card.knobs.items():
        assert knob.value == panel._session.recipe.value(f"{card.stage.name}.{name}")


def test_cards_stand_in_the_order_of_the_line_under_their_headings(panel: RackPanel) -> None:
    """No heading twice."""
    assert tuple(panel.cards) == RACK.names
    titles = [heading.findChild(QLabel, "group").text() for heading, _ in panel._headings]  # type: ignore[union-attr]
    assert len(set(titles)) == len(titles)
    assert [card.stage.name for _, cards in panel._headings for card in cards] == list(RACK.names)
    assert {stage.reads for stage in RACK} <= set(GROUPS)


def test_only_stages_that_can_be_off_have_a_switch(panel: RackPanel) -> None:
    for card in panel.cards.values():
        assert card.toggle.isVisibleTo(card) == card.stage.switchable


def test_the_switch_and_reset(panel: RackPanel, session: Session) -> None:
    """Each is one undo entry; the dot says that the stage differs from the profile."""
    card = panel.cards["sharpen"]
    assert not card.reset.isEnabled()
    QTest.mouseClick(card.toggle, LEFT)
    assert session.recipe["sharpen"].enabled is False
    assert card.dot.shown
    assert session.history.position == 1
    QTest.mouseClick(card.reset, LEFT)
    assert session.recipe == session.baseline
    assert not card.dot.shown
    assert not card.reset.isEnabled()


def test_the_dot_tells_what_differs(panel: RackPanel, session: Session) -> None:
    session.change({"sharpen.amount": 0.82})
    assert "Amount: 0.50 → 0.82" in panel.cards["sharpen"].dot.toolTip()
    assert not panel.cards["exposure"].dot.shown


def test_only_the_cards_of_changed_stages_are_updated(
    panel: RackPanel, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A storm on one slider must not repaint the rack."""
    seen: list[str] = []
    real = Knob.refresh

    def counted(knob: Knob, resolved: object) -> None:
        seen.append(knob.path)
        real(knob, resolved)  # type: ignore[arg-type]

    monkeypatch.setattr(Knob, "refresh", counted)
    for i in range(10):
        session.change({"sharpen.amount": 0.6 + i / 100}, gesture="g")
    assert seen
    assert {path.split(".")[0] for path in seen} == {"sharpen"}


def test_updates_from_the_session_make_no_changes(panel: RackPanel, session: Session) -> None:
    """No feedback: undo stays undone."""
    for path, value in (("sharpen.amount", 1.7), ("black_level.source", "manual"), ("sharpen.enabled", False)):
        session.change({path: value})
    for _ in range(3):
        session.undo()
    assert (session.history.position, len(session.history.entries)) == (0, 4)
    assert session.recipe == session.baseline


def test_numbers_in_force_are_shown_pale(panel: RackPanel, session: Session) -> None:
    """Black level comes from the file: its knobs show the file's numbers."""
    panel.show_resolved(session.recipe.with_value("black_level.red", 512.0))
    knob = panel.cards["black_level"].knobs["red"]
    assert knob.value == 512.0
    assert knob.label.property("dimmed") is True
    assert session.recipe.value("black_level.red") == 0.0
    session.change({"black_level.source": "manual"})
    assert knob.value == 0.0
    assert knob.label.property("dimmed") is False


def test_a_panel_that_is_gone_is_told_nothing(qapp: QApplication, session: Session) -> None:
    """The session outlives it, and keeps nothing of it."""
    gone = RackPanel(session)
    assert len(session._listeners) == 2  # the panel, and its condition bar
    delete(gone)
    assert session._listeners == []
    session.change({"sharpen.amount": 1.0})


def test_times(panel: RackPanel) -> None:
    panel.show_times({"sharpen": 2.44})
    assert panel.cards["sharpen"].ms.text() == "2.4"
    assert panel.cards["exposure"].ms.text() == ""


def test_search_shows_what_is_found_and_comes_back(panel: RackPanel) -> None:
    """A parameter's card opens and shows only that knob; an empty field shows everything as it was."""
    before = panel.expanded()
    panel.expand([])
    panel.focus_search()
    QTest.keyClicks(panel.search_field, "sharpen overshoot")
    shown = [name for name, card in panel.cards.items() if card.isVisibleTo(panel)]
    assert shown == ["sharpen"]
    card = panel.cards["sharpen"]
    assert [n for n, k in card.knobs.items() if k.isVisibleTo(panel)] == ["overshoot"]
    QTest.keyClick(panel.search_field, Qt.Key.Key_Escape)
    serving = [card for card in panel.cards.values() if card.stage.filters != "none"]
    assert all(card.isVisibleTo(panel) for card in serving)
    assert panel.expanded() == []
    assert not card.body.isVisibleTo(panel)
    panel.expand(before)
    assert all(knob.isVisibleTo(card.body) for knob in card.knobs.values())


def test_a_knob_of_the_name_is_shown_where_its_stage_has_that_name_too(panel: RackPanel) -> None:
    panel.expand([])
    panel.search_field.setText("matrix")
    card = panel.cards["color_matrix"]
    assert card.body.isVisibleTo(panel)
    assert card.knobs["matrix"].isVisibleTo(panel)
    panel.search_field.setText("curve")
    assert not panel.cards["tone_curve"].body.isVisibleTo(panel)  # the stage alone has it
    panel.search_field.clear()
    assert not card.body.isVisibleTo(panel)


def test_a_search_without_a_hit_says_so(panel: RackPanel) -> None:
    panel.search_field.setText("zzz")
    assert panel._none.isVisibleTo(panel)
    assert "zzz" in panel._none.text()
    panel.search_field.clear()
    assert not panel._none.isVisibleTo(panel)


def test_solver_buttons_ask_for_their_solver(panel: RackPanel) -> None:
    """One button a solver, under its stage; those that need a region ask for one."""
    solved: list[Solver] = []
    picked: list[Solver] = []
    panel.solve_requested.connect(solved.append)
    panel.pick_requested.connect(picked.append)
    for card in panel.cards.values():
        for button in card.buttons:
            button.click()
    assert sorted(s.usage for s in solved + picked) == sorted(s.usage for s in SOLVERS)
    assert all(s.takes_region for s in picked)
    assert not any(s.takes_region for s in solved)


def test_a_click_on_the_header_opens_and_closes(panel: RackPanel) -> None:
    """With Shift, all cards."""
    panel.expand([])
    card = panel.cards["sharpen"]
    QTest.mouseClick(card.title, LEFT)
    assert panel.expanded() == ["sharpen"]
    QTest.mouseClick(card.title, LEFT, Qt.KeyboardModifier.ShiftModifier)
    assert panel.expanded() == []
    QTest.mouseClick(card.title, LEFT, Qt.KeyboardModifier.ShiftModifier)
    assert panel.expanded() == list(RACK.names)
    QTest.mouseClick(card.chevron, LEFT)
    assert "sharpen" not in panel.expanded()


def test_the_wheel_scrolls_over_knobs_without_editing(panel: RackPanel, session: Session) -> None:
    """Over sliders and lists alike."""
    panel.expand(RACK.names)
    QApplication.processEvents()
    for card in panel.cards.values():
        for knob in card.knobs.values():
            for part, _ in knob.control.parts:
                centre = QPointF(part.rect().center())
                event = QWheelEvent(
                    centre,
                    part.mapToGlobal(centre),
                    QPoint(),
                    QPoint(0, -120),
                    Qt.MouseButton.NoButton,
                    Qt.KeyboardModifier.NoModifier,
                    Qt.ScrollPhase.NoScrollPhase,
                    False,
                )
                QApplication.sendEvent(part, event)
    assert session.history.position == 0


def test_nothing_is_cut_at_the_least_width(panel: RackPanel) -> None:
    """Every control ends inside the view, every number has the room its text needs."""
    panel.expand(RACK.names)
    panel.resize(panel.minimumWidth(), 700)
    QApplication.processEvents()
    width = panel.area.viewport().width()
    for card in panel.cards.values():
        for child in card.findChildren(QWidget):
            if child.isVisible():
                assert child.mapTo(panel.area.widget(), QPoint(child.width(), 0)).x() <= width
        for knob in card.knobs.values():
            assert "…" not in knob.label.text()
            field = getattr(knob.control, "field", None)
            if field is not None and hasattr(field, "suffix"):
                margins = field.textMargins()
                assert field.fontMetrics().horizontalAdvance(field.text()) + margins.right() <= field.width() - 14, (
                    knob.path
                )


def test_everything_that_takes_the_focus_has_an_accessible_name(panel: RackPanel) -> None:
    panel.expand(RACK.names)
    for child in panel.findChildren(QWidget):
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.isVisible():
            assert child.accessibleName(), child
