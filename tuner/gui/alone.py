"""The pictures alone: rack, dock and strips make room for them, and come back as they were.

What is asked of a part that is away brings all of them back: its key never does something out of sight.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from tuner.gui.actions import Action
    from tuner.gui.window import MainWindow

_PARTS = ("rack", "dock", "history", "film.strip", "desk.strip")
_IN_PARTS = ("rack.", "history.", "film.toggle", "dock.turn", "dock.next_scope")
"""Beginnings of the handlers that act in one of the parts; overlays and pins lie on the pictures."""


class Alone:
    """Takes the parts around a window's pictures away, and puts them back."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._away: tuple[QWidget, ...] = ()

    @property
    def on(self) -> bool:
        """Whether the pictures stand alone."""
        return bool(self._away)

    def toggle(self) -> None:
        """Leave the pictures alone, or put everything back."""
        if self._away:
            self.end()
        else:
            parts: list[QWidget] = [attrgetter(name)(self._window) for name in _PARTS]
            self._away = tuple(part for part in parts if not part.isHidden())
            for part in self._away:
                part.hide()
            self._window.viewer.setFocus()

    def end(self) -> None:
        """Put back what was taken away."""
        away, self._away = self._away, ()
        for part in away:
            part.show()

    def answers(self, action: Action) -> bool:
        """Put the parts back for an action in one of them; gives whether that was all it asked for."""
        if not self._away or not action.handler.startswith(_IN_PARTS):
            return False
        self.end()
        shown = attrgetter(action.switch)(self._window) if action.switch else False
        return bool(shown() if callable(shown) else shown)
