"""The screen's ICC profile: the file the user names, read off the window's thread and remembered by its place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings

from tuner.files.errors import shown_name
from tuner.gui.dialogs import ICC_KINDS
from tuner.gui.language import heading, say
from tuner.gui.screen import Screen, load_screen

if TYPE_CHECKING:
    from tuner.gui.window import MainWindow

_PLACE = "display_profile"  # in the settings


class Display:
    """The display of one window; the profile used last is in force again from the start.

    Parameters
    ----------
    settings : where its place is remembered; None remembers nothing
    """

    def __init__(self, window: MainWindow, settings: QSettings | None) -> None:
        self._window, self._settings = window, settings
        known = str(settings.value(_PLACE, "")) if settings is not None else ""
        if known:
            self.use(Path(known))

    def ask(self) -> None:
        """Ask for the screen's profile and paint for it."""
        files = self._window.files
        path = files.ask.open(heading("Display profile…"), files.folder, ICC_KINDS)
        if path is not None:
            self.use(path)

    def use(self, path: Path) -> None:
        """Paint for the screen that a file describes; a file that cannot be used changes nothing, and is said."""

        def done(screen: Screen) -> None:
            self._keep(str(path.absolute()))
            self._window.pictures.show_on(screen)

        self._window.files.turns.take(say("loading {name}", name=shown_name(path)), lambda: load_screen(path), done)

    def srgb(self) -> None:
        """Without a profile: the screen is sRGB."""
        self._keep("")
        self._window.pictures.show_on()

    def _keep(self, place: str) -> None:
        if self._settings is not None:
            self._settings.setValue(_PLACE, place)
