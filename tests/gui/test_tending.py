"""A card the pointer rests on, or that has the focus, has its input ready when its stage is changed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.bench import PATIENCE_MS, large, opened, until_exact
from tuner.gui.tending import REST_MS
from tuner.gui.window import MainWindow
from tuner.stages import RACK


def _hover(window: MainWindow, stage: str) -> None:
    at = QPointF(5, 5)
    QApplication.sendEvent(window.rack.cards[stage], QEnterEvent(at, at, at))


def _leave(window: MainWindow, stage: str) -> None:
    QApplication.sendEvent(window.rack.cards[stage], QEvent(QEvent.Type.Leave))


def _kept(qtbot: QtBot, window: MainWindow) -> None:
    cuts = window.bridge.engine.cuts
    assert cuts is not None
    qtbot.waitUntil(lambda: cuts.used > 0 and window.bridge.idle, timeout=PATIENCE_MS)


@pytest.mark.parametrize("how", ["hover", "focus"])
def test_a_tended_stage_is_rendered_from_its_input_on(qtbot: QtBot, how: str) -> None:
    with opened(qtbot, large()) as window:
        if how == "hover":
            _hover(window, "sharpen")
        else:
            window.activateWindow()
            window.rack.cards["sharpen"].chevron.setFocus()
        _kept(qtbot, window)
        window.session.change({"sharpen.amount": 1.3})
        until_exact(qtbot, window)
        assert window.pictures.shown is not None
        ran = set(window.pictures.shown.rendered.stage_ms)
    assert "sharpen" in ran
    assert ran <= set(RACK.names[RACK.names.index("sharpen") :])


def test_crossing_a_card_is_no_interest_in_it(qtbot: QtBot) -> None:
    with opened(qtbot, large()) as window:
        _hover(window, "sharpen")
        _leave(window, "sharpen")
        qtbot.wait(2 * REST_MS)
        assert window.bridge.idle
        assert window.bridge.engine.cuts is not None
        assert window.bridge.engine.cuts.used == 0


def test_a_change_goes_before_it(qtbot: QtBot) -> None:
    """Its picture comes, and is exact, whatever was being warmed."""
    with opened(qtbot, large()) as window:
        for name in ("sharpen", "demosaic", "tone_curve"):
            _hover(window, name)
            qtbot.wait(REST_MS + 5)
            window.session.change({"exposure.ev": window.session.recipe.value("exposure.ev") + 0.1})
        until_exact(qtbot, window)


def test_the_cache_is_told(qtbot: QtBot) -> None:
    with opened(qtbot, large()) as window:
        _hover(window, "sharpen")
        _kept(qtbot, window)
        window.session.change({"sharpen.amount": 1.2})
        until_exact(qtbot, window)
        # numbers are shown a few times a second: the first picture's stand for a while
        qtbot.waitUntil(lambda: window.status.text("cache") != "cache 0 MB")
        assert window.status.text("cache").startswith("cache ")


def test_closed_cards_get_their_knobs_and_tab_follows_the_eye(qtbot: QtBot) -> None:
    with opened(qtbot, large()) as window:
        cards = window.rack.cards
        qtbot.waitUntil(
            lambda: all(len(card.filled) == len(card.params) for card in cards.values()), timeout=PATIENCE_MS
        )
        order, at = [], cards[RACK.names[0]].chevron
        for _ in range(10_000):
            card = next((name for name, card in cards.items() if card.isAncestorOf(at)), None)
            if card is not None and (not order or order[-1] != card):
                order.append(card)
            at = at.nextInFocusChain()
            if at is cards[RACK.names[0]].chevron:
                break
    assert order[: len(RACK.names)] == list(RACK.names)
