"""The menus of knobs and cards: what they offer, that it is done as one undo entry, and every way to open them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from shiboken6 import delete

from tuner.app.session import Session
from tuner.core.tuning import Tuning
from tuner.files.profile import Profile
from tuner.gui.knobs import Knob
from tuner.gui.menus import card_menu, knob_menu
from tuner.gui.rack import RackPanel
from tuner.stages import RACK

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def session() -> Session:
    return Session()


@pytest.fixture
def panel(qapp: QApplication, session: Session) -> Iterator[RackPanel]:
    panel = RackPanel(session)
    panel.resize(340, 700)
    panel.show()
    panel.activateWindow()
    panel.expand(RACK.names)
    QApplication.processEvents()
    yield panel
    delete(panel)


def chosen(menu: QMenu, words: str) -> None:
    """Trigger the entry that begins with the words."""
    entry = next(a for a in menu.actions() if a.text().startswith(words))
    assert entry.isEnabled(), words
    entry.trigger()


def words(menu: QMenu) -> list[str]:
    return [a.text() for a in menu.actions() if not a.isSeparator()]


def knob(panel: RackPanel, path: str) -> Knob:
    stage, name = path.split(".")
    return panel.cards[stage].knobs[name]


def test_copy_and_paste_of_a_value(panel: RackPanel, session: Session) -> None:
    """Between knobs too; a text that does not fit is said, and nothing changes."""
    said: list[str] = []
    panel.message.connect(said.append)
    session.change({"sharpen.amount": 0.1 + 0.2})
    chosen(knob_menu(knob(panel, "sharpen.amount")), "Copy value")
    assert QApplication.clipboard().text() == repr(0.1 + 0.2)
    chosen(knob_menu(knob(panel, "tone_curve.toe")), "Paste value")
    assert session.recipe.value("tone_curve.toe") == 0.1 + 0.2
    assert session.history.position == 2
    QApplication.clipboard().setText("99")
    chosen(knob_menu(knob(panel, "tone_curve.toe")), "Paste value")
    assert session.history.position == 2
    assert said == ["Tone curve · Toe: “99” is not a number from -1 to 1; the value stays as it was"]


def test_reset_and_the_profiles_value(panel: RackPanel, session: Session) -> None:
    """They say which value; each is there only when it would change something."""
    session.profile = Profile("", "", Tuning(session.recipe.with_value("sharpen.amount", 0.75)))
    menu = knob_menu(knob(panel, "sharpen.amount"))
    assert "Reset to default: 0.5" in words(menu)
    assert not next(a for a in menu.actions() if a.text().startswith("Reset")).isEnabled()
    chosen(menu, "Set to the profile's value: 0.75")
    assert session.recipe.value("sharpen.amount") == 0.75
    chosen(knob_menu(knob(panel, "sharpen.amount")), "Reset to default")
    assert session.recipe.value("sharpen.amount") == 0.5
    assert session.history.position == 2


def test_type_a_value_puts_the_cursor_there(panel: RackPanel) -> None:
    """For every kind that is typed; a switch and a list have no such entry."""
    for path in ("sharpen.amount", "color_matrix.matrix", "linearization.curve", "lens_shading.gains"):
        target = knob(panel, path)
        chosen(knob_menu(target), "Type a value")
        assert target.control.entry is not None
        assert target.control.entry.hasFocus()
    for path in ("color_matrix.keep_white", "color_matrix.primaries"):
        assert "Type a value" not in words(knob_menu(knob(panel, path)))


def test_the_sweep_is_offered_only_where_someone_makes_it(panel: RackPanel) -> None:
    asked: list[tuple[str, str]] = []
    target = knob(panel, "sharpen.amount")
    _open(target, target.control.parts[0][0])
    assert "Sweep this…" not in words(_shown(panel))
    _close(panel)
    panel.sweep_asked.connect(lambda stage, name: asked.append((stage, name)))
    _open(target, target.control.parts[0][0])
    chosen(_shown(panel), "Sweep this…")
    assert asked == [("sharpen", "amount")]


@pytest.mark.parametrize(
    "path",
    ["sharpen.amount", "color_matrix.keep_white", "color_matrix.primaries", "color_matrix.matrix", "linearization.curve", "lens_shading.gains"],
)  # fmt: skip
def test_the_menu_opens_by_mouse_and_keys_from_every_part(panel: RackPanel, path: str) -> None:
    """Fields of text too, whose own menu would hide it."""
    target = knob(panel, path)
    for part in (target.label, *(part for part, _ in target.control.parts)):
        _open(target, part)
        assert _shown(panel).accessibleName() == target.title
        _close(panel)
    for key, modifier in (
        (Qt.Key.Key_Menu, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier),
    ):
        for part, _ in target.control.parts:
            part.setFocus()
            QTest.keyClick(part, key, modifier)
            assert _shown(panel).accessibleName() == target.title
            _close(panel)


def test_a_key_that_asks_twice_opens_one_menu(panel: RackPanel) -> None:
    """Some systems send the key and a request for the menu."""
    target = knob(panel, "sharpen.amount")
    target.menu_asked.emit(QPoint(0, 0))
    first = _shown(panel)
    target.menu_asked.emit(QPoint(0, 0))
    assert _shown(panel) is first
    _close(panel)


def test_the_cards_menu(panel: RackPanel, session: Session) -> None:
    """By right click on its header, and by keys from its buttons."""
    card = panel.cards["sharpen"]
    session.change({"sharpen.amount": 0.9, "sharpen.enabled": False})
    at = card.title.mapTo(card, QPoint(5, 5))
    QApplication.sendEvent(card, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, card.mapToGlobal(at)))
    menu = _shown(panel)
    assert menu.accessibleName() == "Sharpen"
    chosen(menu, "Copy changed parameters")
    text = QApplication.clipboard().text()
    assert "amount = 0.9" in text
    assert "sigma" not in text
    _close(panel)
    card.chevron.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    card.chevron.setFocus()
    QTest.keyClick(card.chevron, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    chosen(_shown(panel), "Reset to the defaults")
    assert session.recipe == session.baseline
    _close(panel)


def test_a_card_that_is_unchanged_has_nothing_to_copy_or_take_back(panel: RackPanel, session: Session) -> None:
    menu = card_menu(session, RACK["sharpen"], panel, print)
    off = [a.text() for a in menu.actions() if not a.isEnabled()]
    assert off == ["Copy changed parameters", "Back to the loaded profile"]


def _open(target: Knob, part: QWidget) -> None:
    at = part.rect().center()
    QApplication.sendEvent(part, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, part.mapToGlobal(at)))


def _shown(panel: RackPanel) -> QMenu:
    assert panel._menu is not None
    return panel._menu


def _close(panel: RackPanel) -> None:
    if panel._menu is not None:
        panel._menu.close()
    QApplication.processEvents()
    assert panel._menu is None
