"""What a user chose for the window itself: language, size, keys, surround. Kept in the settings, read with suspicion."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QSettings

from tuner.gui.keymap import Keymap
from tuner.gui.language import LANGUAGES, say, tr
from tuner.gui.theme import SURROUNDS

NAMES = ("language", "scale", "surround")
SCALES = (100, 125, 150, 175, 200)
"""Sizes of the window's text and controls that are offered, %."""


@dataclass(frozen=True)
class Preferences:
    """What counts for a window.

    Attributes
    ----------
    language : a word of `LANGUAGES`; "" is the system's
    scale : a number of `SCALES`; 0 is the system's
    surround : a word of `theme.SURROUNDS`
    """

    language: str = ""
    scale: int = 0
    surround: str = "dark"
    keymap: Keymap = field(default_factory=Keymap)


def read(settings: QSettings | None) -> tuple[Preferences, list[str]]:
    """What was saved, and one sentence for everything in it that does not count."""
    if settings is None:
        return Preferences(), []
    notices: list[str] = []

    def word(name: str, allowed: dict[str, object], plain: str) -> str:
        found = str(settings.value(name, plain))
        if found == plain or found in allowed:
            return found
        known = {"name": tr("settings", name), "value": found[:40]}
        notices.append(say("The saved {name} “{value}” is not known; the built-in one is in force.", **known))
        return plain

    language = word("language", dict(LANGUAGES), "")
    scale = word("scale", {str(scale): scale for scale in SCALES}, "0")
    surround = word("surround", dict(SURROUNDS), "dark")
    keymap, more = Keymap.from_text(str(settings.value("keys", "")))
    return Preferences(language, int(scale), surround, keymap), notices + more


def write(settings: QSettings | None, preferences: Preferences) -> None:
    """Save everything; without settings nothing is remembered."""
    if settings is not None:
        settings.setValue("language", preferences.language)
        settings.setValue("scale", preferences.scale)
        settings.setValue("surround", preferences.surround)
        settings.setValue("keys", preferences.keymap.to_text())
