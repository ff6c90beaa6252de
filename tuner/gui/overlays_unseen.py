"""Overlays that are on but have no picture on screen: said once, so that a lit switch is never silent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QObject, SignalInstance
from PySide6.QtGui import QAction

from tuner.gui.language import say
from tuner.gui.overlays import Overlays


class Unseen(QObject):
    """Says it.

    Parameters
    ----------
    actions : the window's, by name, for the overlays' titles
    signals : emitted when there are other overlays, or other pictures
    speak : shows one sentence
    """

    def __init__(
        self,
        overlays: Overlays,
        actions: Mapping[str, QAction],
        signals: Iterable[SignalInstance],
        speak: Callable[[str, bool], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._overlays, self._actions, self._speak = overlays, actions, speak
        self._said: tuple[str, ...] = ()
        for signal in signals:
            signal.connect(self._look)

    def _look(self) -> None:
        names = self._overlays.unseen
        if names and names != self._said:
            titles = ", ".join(self._actions[f"overlay_{name}"].text() for name in names)
            self._speak(
                say("Overlays lie on the raw and the processed picture; not seen here: {names}.", names=titles), False
            )
        self._said = names
