"""What the keyboard opens: the command palette, the overlay of all keys, the dialogs of keys and preferences."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, QSettings
from PySide6.QtWidgets import QWidget

from tuner.gui.actions import ACTIONS
from tuner.gui.commands import Commands
from tuner.gui.keymap import Keymap, native, title
from tuner.gui.language import tr
from tuner.gui.overlay import ShortcutOverlay
from tuner.gui.palette import Item, Palette
from tuner.gui.preferences import Preferences, write


class Keys(QObject):
    """The keys of one window.

    Parameters
    ----------
    preferences : as saved
    settings : where changes are remembered; None remembers nothing
    """

    def __init__(
        self, window: QWidget, commands: Commands, preferences: Preferences, settings: QSettings | None
    ) -> None:
        super().__init__(window)
        self._window, self._commands, self._settings = window, commands, settings
        self.preferences = preferences
        self.overlay = ShortcutOverlay(window)
        self.palette = Palette(window, self._items)

    @property
    def keymap(self) -> Keymap:
        """The keys in force."""
        return self._commands.keymap

    def show_palette(self) -> None:
        """Find any action by its name; a second time closes it."""
        self.palette.toggle()

    def show_overlay(self) -> None:
        """Every key and what it does; a second time closes it."""
        self.overlay.toggle(self.keymap)

    def show_dialog(self) -> None:
        """Give actions other keys."""
        from tuner.gui.keys_dialog import KeysDialog

        dialog = KeysDialog(self._window, self.keymap, self.use)
        dialog.open()
        dialog.finished.connect(dialog.deleteLater)

    def show_preferences(self) -> None:
        """Language and size."""
        from tuner.gui.preferences_dialog import PreferencesDialog

        dialog = PreferencesDialog(self._window, self.preferences, self.prefer)
        dialog.open()
        dialog.finished.connect(dialog.deleteLater)

    def use(self, keymap: Keymap) -> None:
        """Put keys in force, and remember them."""
        self._commands.use(keymap)
        self.prefer(replace(self.preferences, keymap=keymap))

    def prefer(self, preferences: Preferences) -> None:
        """Remember preferences."""
        self.preferences = preferences
        write(self._settings, preferences)

    def _items(self) -> list[Item]:
        """Every action but the palette itself."""
        items = []
        for a in ACTIONS:
            made = self._commands.by_name[a.name]
            if a.name != "palette":
                items.append(
                    Item(
                        title(a), tr("groups", a.group), native(self.keymap.key(a.name)), made.trigger, a.title,
                        made.isEnabled(), made.isCheckable() and made.isChecked(), a.tip,
                    )
                )  # fmt: skip
        return items
