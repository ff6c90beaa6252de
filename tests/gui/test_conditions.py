"""Conditions, tables and layers in the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.gui.bench import opened, small
from tuner.app.session import Session
from tuner.app.tabling import known
from tuner.core.condition import UNKNOWN, Condition
from tuner.core.tabled import Tabled
from tuner.files.profile import save_profile
from tuner.gui import theme
from tuner.gui.condition_bar import ConditionBar
from tuner.gui.knots import knots_text
from tuner.gui.menus import card_menu, knob_menu
from tuner.gui.rack import RackPanel

LEFT, PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
AMOUNT = Tabled((("iso", (100.0, 400.0, 1600.0)),), (0.8, 0.6, 0.2))
PATH = "sharpen.amount"


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    theme.apply(qapp)


@pytest.fixture
def session() -> Session:
    made = Session()
    made.change_entries({PATH: AMOUNT})
    return made


@pytest.fixture
def rack(qtbot, session: Session) -> RackPanel:
    panel = RackPanel(session)
    qtbot.addWidget(panel)
    panel.resize(348, 900)
    panel.expand(["sharpen"])
    panel.show()
    return panel


def chosen(menu, *words: str) -> None:
    for word in words[:-1]:
        menu = next(a.menu() for a in menu.actions() if a.text() == word)
    action = next(a for a in menu.actions() if a.text() == words[-1])
    assert action.isEnabled()
    action.trigger()


# -- the bar


def test_the_bar_shows_the_files_condition_and_marks_what_each_value_is_from(qtbot) -> None:
    with opened(qtbot, small()) as window:
        bar, own = window.rack.condition, window.session.file_condition
        assert own.iso is None or bar.fields["iso"].text().replace("\u2009", "") == f"{own.iso:.0f}"
        here = known(window.session)
        assert all(value is not None for _, value in here)
        expected = {name: "default" if own[name] is None else "file" for name in ("iso", "cct")}
        for name, words in expected.items():
            assert bar.captions[name].whole.endswith(words)
        assert bar.captions["lux"].whole.endswith("default" if own.lux is None else "estimated")


def test_a_typed_value_counts_until_it_is_cleared(qtbot, session: Session) -> None:
    bar = ConditionBar(session)
    qtbot.addWidget(bar)
    field = bar.fields["iso"]
    field.selectAll()
    QTest.keyClicks(field, "400")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert session.override == Condition(iso=400)
    assert session.recipe.value(PATH) == 0.6
    assert bar.captions["iso"].whole == "set"
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert session.override == UNKNOWN
    assert session.recipe.value(PATH) == 0.8


def test_what_is_no_condition_is_said(qtbot, session: Session) -> None:
    bar, said = ConditionBar(session), list[str]()
    qtbot.addWidget(bar)
    bar.message.connect(said.append)
    bar.fields["cct"].selectAll()
    QTest.keyClicks(bar.fields["cct"], "12")
    QTest.keyClick(bar.fields["cct"], Qt.Key.Key_Return)
    bar.fields["iso"].selectAll()
    QTest.keyClicks(bar.fields["iso"], "0")
    QTest.keyClick(bar.fields["iso"], Qt.Key.Key_Return)
    assert said == ["CCT takes a number of 1000 – 100000 K.", "ISO takes a number of 1 – 10000000."]
    assert session.override == UNKNOWN


def test_the_light_of_the_balance_becomes_the_condition(qtbot) -> None:
    with opened(qtbot, small()) as window:
        window.session.change({"white_balance.mode": "temperature", "white_balance.temperature": 3200.0})
        window.rack.condition.to_light()
        assert window.session.override.cct == pytest.approx(3200, abs=5)
        window.actions_by_name["file_condition"].trigger()
        assert window.session.override == UNKNOWN


def test_the_condition_can_be_kept_as_the_profiles_default(qtbot, session: Session) -> None:
    bar = ConditionBar(session)
    qtbot.addWidget(bar)
    session.look_under(Condition(iso=400, cct=3000))
    chosen(bar.menu(), "Keep as the profile's default")
    session.look_under(UNKNOWN)
    assert session.tuning.condition == Condition(400, 3000, 1000)
    assert session.recipe.value(PATH) == 0.6
    session.undo()
    assert session.tuning.condition.iso == 100


def test_a_profile_compared_with_follows_the_condition(qtbot, tmp_path: Path, session: Session) -> None:
    path = tmp_path / "other.toml"
    save_profile(path, session.current_profile())
    with opened(qtbot, small()) as window:
        window.session.look_under(Condition(iso=100))
        window.desk.compare.compare_with_profile(path)
        window.session.look_under(Condition(iso=400))
        assert window.desk.others.recipes[str(path)].value(PATH) == 0.6


# -- the strip


def test_a_tabled_parameter_has_a_strip_and_a_plain_one_none(rack: RackPanel, session: Session) -> None:
    knobs = rack.cards["sharpen"].knobs
    assert knobs["amount"].strip is not None
    assert knobs["amount"].strip.isVisibleTo(rack)
    assert knobs["sigma"].strip is None
    session.undo()
    assert not knobs["amount"].strip.isVisibleTo(rack)


def test_a_tabled_switch_has_a_strip_and_a_menu(rack: RackPanel, session: Session) -> None:
    card = rack.cards["sharpen"]
    assert card.strip is None
    session.look_under(Condition(iso=400))
    chosen(card_menu(session, card.stage, rack, print), "The switch", "Depends on", "ISO")
    session.look_under(Condition(iso=1600))
    card.toggle.click()
    assert session.tuning.table("sharpen.enabled") == Tabled((("iso", (400.0, 1600.0)),), (True, False))
    strip = card.strip
    assert strip is not None
    assert strip.isVisibleTo(rack)
    assert strip.place_text("iso") == "at 1600"
    session.look_under(UNKNOWN)
    assert strip.place_text("iso") == "held from 400"
    assert card.dot.shown  # on as before, but not everywhere
    QTest.mouseClick(strip, LEFT, PLAIN, QPoint(round(strip.x_of("iso", 1600.0)), strip.height() // 2))
    assert not session.recipe.value("sharpen.enabled")
    QTest.keyClick(strip, Qt.Key.Key_Delete)
    assert session.tuning.table("sharpen.enabled").knots("iso") == (400.0,)
    for _ in range(3):
        session.undo()
    assert not strip.isVisibleTo(rack)


def test_the_strip_says_where_we_stand(rack: RackPanel, session: Session) -> None:
    strip = rack.cards["sharpen"].knobs["amount"].strip
    assert strip is not None
    found = []
    for iso in (50, 100, 200, 400, 1600, 3200):
        session.look_under(Condition(iso=iso))
        found.append(strip.place_text("iso"))
    assert found == ["held from 100", "at 100", "100 – 400", "at 400", "at 1600", "held from 1600"]


def test_a_click_on_a_knot_goes_there_and_keys_go_from_knot_to_knot(rack: RackPanel, session: Session) -> None:
    knob = rack.cards["sharpen"].knobs["amount"]
    strip = knob.strip
    assert strip is not None
    QTest.mouseClick(strip, LEFT, PLAIN, QPoint(round(strip.x_of("iso", 400.0)), strip.height() // 2))
    assert session.condition.iso == 400
    assert knob.control.slider.value == 0.6
    QTest.keyClick(strip, Qt.Key.Key_Right)
    assert session.condition.iso == 1600
    QTest.keyClick(strip, Qt.Key.Key_Left)
    QTest.keyClick(strip, Qt.Key.Key_Left)
    assert session.condition.iso == 100
    QTest.keyClick(strip, Qt.Key.Key_Left)  # there is none before
    assert session.condition.iso == 100


def test_a_drag_at_a_knot_changes_that_knot_and_between_makes_one(rack: RackPanel, session: Session) -> None:
    knob = rack.cards["sharpen"].knobs["amount"]
    session.look_under(Condition(iso=400))
    knob.paste("0.5")
    assert session.tuning.table(PATH) == Tabled(AMOUNT.axes, (0.8, 0.5, 0.2))
    session.look_under(Condition(iso=200))
    knob.paste("0.9")
    table = session.tuning.table(PATH)
    assert table == Tabled((("iso", (100.0, 200.0, 400.0, 1600.0)),), (0.8, 0.9, 0.5, 0.2))
    assert session.history.position == 3
    assert knob.changed


def test_knots_are_made_and_taken_away_by_key(rack: RackPanel, session: Session) -> None:
    said: list[str] = []
    rack.message.connect(said.append)
    strip = rack.cards["sharpen"].knobs["amount"].strip
    assert strip is not None
    session.look_under(Condition(iso=200))
    QTest.keyClick(strip, Qt.Key.Key_Insert)
    table = session.tuning.table(PATH)
    assert table is not None
    assert table.knots("iso") == (100.0, 200.0, 400.0, 1600.0)
    assert session.recipe.value(PATH) == pytest.approx(0.7)
    QTest.keyClick(strip, Qt.Key.Key_Delete)
    assert session.tuning.table(PATH) == AMOUNT
    QTest.keyClick(strip, Qt.Key.Key_Delete)
    assert said == ["Sharpen · Amount: there is no knot here that could be taken away"]


@pytest.mark.parametrize(("path", "width"), [("color_matrix.matrix", 9), ("lens_shading.gains", 2)])
def test_the_buttons_of_matrix_and_grid_take_a_table(rack: RackPanel, session: Session, path: str, width: int) -> None:
    stage, name = path.split(".")
    knob = rack.cards[stage].knobs[name]
    values = "2,-1,0,0,1,0,0,0,1" if width == 9 else "1,1"
    lines = [f"{cct},{plane}{values}" for cct in (3000, 6000) for plane in
             ([""] if width == 9 else [f"{p},{r}," for p in ("R", "Gr", "Gb", "B") for r in (1, 2)])]  # fmt: skip
    head = "cct," + ("" if width == 9 else "plane,row,") + ",".join(f"c{i}" for i in range(width))
    QApplication.clipboard().setText("\n".join([head, *lines]))
    knob.control.paste.click()
    table = session.tuning.table(path)
    assert table is not None
    assert table.knots("cct") == (3000.0, 6000.0)


# -- the menu


def test_depends_on_makes_a_table_and_takes_it_back_without_a_change_here(rack: RackPanel, session: Session) -> None:
    knob = rack.cards["sharpen"].knobs["sigma"]
    before = session.recipe
    chosen(knob_menu(knob), "Depends on", "CCT")
    chosen(knob_menu(knob), "Depends on", "ISO")
    table = session.tuning.table("sharpen.sigma")
    assert table is not None
    assert [name for name, _ in table.axes] == ["iso", "cct"]
    assert session.recipe == before
    chosen(knob_menu(knob), "Depends on", "CCT")
    chosen(knob_menu(knob), "Depends on", "ISO")
    assert session.tuning.table("sharpen.sigma") is None
    assert session.recipe == before


def test_a_table_is_copied_and_pasted_as_text(rack: RackPanel, session: Session) -> None:
    knobs = rack.cards["sharpen"].knobs
    chosen(knob_menu(knobs["amount"]), "Copy table")
    text = QApplication.clipboard().text()
    assert text == "iso,value\n100,0.8\n400,0.6\n1600,0.2\n"
    QApplication.clipboard().setText(text.replace(",", "\t"))
    chosen(knob_menu(knobs["sigma"]), "Paste value")
    assert session.tuning.table("sharpen.sigma") is None  # 0.2 is no sigma
    QApplication.clipboard().setText(text.replace("0.2", "1"))
    chosen(knob_menu(knobs["sigma"]), "Paste value")
    assert session.tuning.table("sharpen.sigma") == Tabled(AMOUNT.axes, (0.8, 0.6, 1.0))


def test_a_pasted_table_puts_its_knob_in_force(rack: RackPanel, session: Session) -> None:
    knob = rack.cards["white_balance"].knobs["red"]
    assert not knob.live
    knob.paste("cct,value\n3000,1.5\n6000,2\n")
    assert knob.live
    assert session.recipe.value("white_balance.mode") == "gains"
    assert session.history.position == 2


def test_text_of_a_curve_is_still_a_curve(rack: RackPanel, session: Session) -> None:
    """A pasted curve does not begin as a table does."""
    rack.expand(["linearization"])
    knob = rack.cards["linearization"].knobs["curve"]
    knob.paste(knots_text(((0.0, 0.0), (0.5, 0.4), (1.0, 1.0))))
    assert session.recipe.value("linearization.curve") == ((0.0, 0.0), (0.5, 0.4), (1.0, 1.0))
