"""The window's journal: what was changed is kept safe, and what an earlier window left behind is given back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from tuner.app.journaling import Journaling, give_back, left_behind
from tuner.gui.language import say

if TYPE_CHECKING:
    from tuner.gui.window import MainWindow


class Keeping(QObject):
    """Ties a journal to a window.

    Parameters
    ----------
    folder : where journals are kept
    """

    _told = Signal(object)  # from the journal's thread to the window's

    def __init__(self, window: MainWindow, folder: Path) -> None:
        super().__init__(window)
        self._window, self._folder = window, folder
        self._told.connect(self._say)
        self.journaling = Journaling(window.session, folder, self._told.emit)

    def offer(self) -> None:
        """Ask about work that an earlier window left behind, newest first, until some is given back."""
        works, faults = left_behind(self._folder)
        for fault in faults:
            self._window.say_error(fault)
        for left in works:
            answer = self._window.files.ask.left_behind(left.name, len(left.found.steps))
            if answer == "discard":
                left.drop()
            if answer != "give_back":
                continue
            give_back(self._window.session, left)
            self._window.files.watch.keep("profile", left.found.path)
            if self.journaling.flush():  # it stands in our own journal now
                left.drop()
            note = say("The unsaved changes of {name} are back.", name=left.name)
            self._window.message.say(note)
            raw = left.found.raw
            if raw is not None and raw.is_file() and self._window.session.raw_path is None:
                self._window.files.open_raw(raw, note=note)
            return

    def _say(self, error: OSError | None) -> None:
        if error is None:
            self._window.message.say(say("Changes are kept safe again."))
            return
        why = error.strerror or str(error)
        text = say("Changes are not kept safe meanwhile ({why}): save the profile, or free some space.", why=why)
        self._window.message.say(text, wrong=True)

    def close(self) -> None:
        """The window closes in order: its work is saved, or was given up."""
        self.journaling.close()
