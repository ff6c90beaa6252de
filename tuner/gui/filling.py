"""Filling: closed cards get their knobs once a picture is there, one card after the other, so that none opens slowly."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, QTimer

from tuner.gui.card import Card

PAUSE_MS = 50


class Filling(QObject):
    """Fills the cards of a rack."""

    def __init__(self, cards: Mapping[str, Card], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cards, self._full = cards, False
        self._timer = QTimer(self, interval=PAUSE_MS)
        self._timer.timeout.connect(self._one)

    def begin(self) -> None:
        """Begin, unless every card is known to be full."""
        if not self._full:
            self._timer.start()

    def end(self) -> None:
        """Fill no more."""
        self._full = True
        self._timer.stop()

    def _one(self) -> None:
        self._full = not any(card.fill() for card in self._cards.values())  # fills the first that is empty
        if self._full:
            self._timer.stop()
