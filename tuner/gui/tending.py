"""Tending: a card that the pointer rests on, or that has the focus, is about to be edited; its input is made ready."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from tuner.app.session import Session
from tuner.gui.bridge import Bridge
from tuner.gui.card import Card

REST_MS = 150
"""How long the pointer has to rest: crossing a card on the way to another one is no interest in it."""


class Tending(QObject):
    """Watches the cards and has the bridge warm what the tended stage reads."""

    def __init__(self, session: Session, bridge: Bridge, cards: list[Card], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._bridge = session, bridge
        self._stage, self._ended = "", False
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._warm)
        self._cards = cards
        for card in cards:
            card.installEventFilter(self)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)

    def end(self) -> None:
        """Make nothing ready any more."""
        self._rest.stop()
        self._ended = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, Card):
            if event.type() == QEvent.Type.Enter:
                self._tend(watched.stage.name)
            elif event.type() == QEvent.Type.Leave:
                self._rest.stop()
        return False

    def _focus_moved(self, _: QWidget | None, now: QWidget | None) -> None:
        card = next((card for card in self._cards if now is not None and card.isAncestorOf(now)), None)
        if card is not None:
            self._tend(card.stage.name)

    def _tend(self, stage: str) -> None:
        self._stage = stage
        if not self._ended:
            self._rest.start()

    def _warm(self) -> None:
        frame = self._session.frame
        if frame is not None and not self._bridge.warm_input(frame, self._session.recipe, self._stage):
            self._rest.start()  # a picture is being made; after it
