"""What the rack remembers from one start to the next, in the user's settings: favourites, open cards, folded groups."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSettings

FAVOURITES, OPEN, FOLDED = "rack/favourites", "rack/open", "rack/folded"
_MAX = 1 << 16  # characters of an entry


class RackMemory:
    """Lists of names under keys; without settings nothing is remembered."""

    def __init__(self, settings: QSettings | None) -> None:
        self._settings = settings

    def names(self, key: str) -> list[str] | None:
        """The names kept under a key; None when nothing was kept."""
        if self._settings is None or not self._settings.contains(key):
            return None
        text = self._settings.value(key, "")
        return [name for name in text[:_MAX].split(";") if name] if isinstance(text, str) else None

    def keep(self, key: str, names: Iterable[str]) -> None:
        """Keep names (without semicolons) under a key."""
        if self._settings is not None:
            self._settings.setValue(key, ";".join(names))
            self._settings.sync()  # the last ones are kept while the program ends
