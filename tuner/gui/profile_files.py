"""The window's dealings with profiles: load, save, and whatever may come between, without losing work.

A file that changed on disk meanwhile is never overwritten unasked; another window on the same profile is said; a folder
that cannot be written leaves everything as it is.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Signal

from tuner.app.session import ChangedError
from tuner.app.tabling import merge_with
from tuner.files.errors import FileError, shown_name
from tuner.gui.dialogs import PROFILE_KINDS, Ask, with_suffix
from tuner.gui.language import heading, say, tr
from tuner.gui.turns import Turns
from tuner.gui.watch import Watch
from tuner.gui.wording import entry_change, path_title

if TYPE_CHECKING:
    from tuner.files.profile import Profile
    from tuner.gui.window import MainWindow

_MOST_ROWS = 8

Ticket = tuple[int, int]
"""When a file was asked for: which go it was, and the place in it."""


class ProfileFiles(QObject):
    """Loads and saves the profile of one window.

    Signals
    -------
    refused : the exception of a file that could not be used
    """

    refused = Signal(object)

    def __init__(self, window: MainWindow, ask: Ask, settings: QSettings | None) -> None:
        super().__init__(window)
        self._window, self.ask, self._settings = window, ask, settings
        self._session = window.session
        self.turns = Turns(window.bridge, window.status, self._refuse)
        self._fault = False  # one of the files asked for together was refused, which stays said
        self.watch = Watch(self)
        self.watch.changed.connect(self._changed_on_disk)

    def load_profile(self) -> None:
        """Ask for a profile and load it."""
        path = self.ask.open(heading("Load profile…"), self.folder, PROFILE_KINDS)
        if path is not None:
            self._load(path)

    def _load(self, path: Path) -> None:
        from tuner.files.profile import load_profile

        def done(profile: Profile) -> None:
            if not self.may_lose_changes():  # asked now, of what was changed while it was read too
                return
            self._session.adopt(profile, path)
            self._remember(path)
            self.watch.keep("profile", path)
            self._window.message.say(say("Loaded {name}.", name=shown_name(path)) + self._also_open(path))

        self.turns.take(say("loading {name}", name=shown_name(path)), lambda: load_profile(path), done)

    def _also_open(self, path: Path) -> str:
        keeping = self._window.keeping
        if keeping is None or not keeping.journaling.open_elsewhere(path):
            return ""
        return " " + say("It is open in another window too: whichever saves later is shown the other's changes first.")

    def new_profile(self) -> None:
        """Start from the defaults."""
        if self.may_lose_changes():
            self._session.new_profile()
            self.watch.keep("profile", None)

    def new_from_preset(self) -> None:
        """Ask for a preset and start from it, with no file behind."""
        from tuner.files.presets import presets

        known = presets()
        notes = {f"{p.name} — {p.note.splitlines()[0] if p.note else ''}": p for p in known.values()}
        chosen = self.ask.choose(heading("New from preset…"), list(notes))
        if chosen is not None and self.may_lose_changes():
            self._session.adopt(notes[chosen].flat(), None)
            self.watch.keep("profile", None)
            self._window.message.say(say("Started from {name}.", name=notes[chosen].name))

    def save(self) -> bool:
        """Save the profile where it came from; False when it was not saved."""
        if self._session.profile_path is None:
            return self.save_as()
        return self._save_to(self._session.profile_path)

    def save_as(self) -> bool:
        """Ask where, and save the profile there."""
        suggested = self._session.profile_path or self.folder / "profile.toml"
        chosen = self.ask.save(heading("Save profile"), suggested, PROFILE_KINDS)
        return chosen is not None and self._save_to(with_suffix(chosen, ".toml"))

    def _save_to(self, path: Path, *, over: bool = False) -> bool:
        try:
            self._session.save(path, over=over)
        except ChangedError as error:
            return self._settle(path, error.there, saving=True)
        except FileError as error:
            self._refuse(error)
            self._window.message.offer(tr("window", "Save as…"), self.save_as)
            return False
        self._remember(path)
        self.watch.keep("profile", path)
        self._window.message.say(say("Saved {name}.", name=shown_name(path)))
        return True

    def may_lose_changes(self) -> bool:
        """Whether the profile may be left: it is saved, or the user says so."""
        if not self._session.dirty:
            return True
        name = self._session.profile_path.name if self._session.profile_path else self._session.profile.name
        answer = self.ask.unsaved(name)
        return answer == "discard" or (answer == "save" and self.save())

    # -- changed on disk meanwhile

    def _settle(self, path: Path, there: Profile | None, *, saving: bool) -> bool:
        """Ask what becomes of two versions of a profile; False when it was not saved."""
        answer = self.ask.changed(shown_name(path), self._rows(there), there is not None)
        if answer == "overwrite":
            return self._save_to(path, over=True)
        if answer == "save_as":
            return self.save_as()
        if answer == "reload" and there is not None:
            self._session.adopt(there, path)
            self._window.message.say(say("Loaded {name}.", name=shown_name(path)))
        elif answer == "merge" and there is not None:
            places = merge_with(self._session, there)
            self._window.message.say(self._merged_text(path, places))
        elif saving:
            self._window.message.say(say("{name} changed on disk meanwhile: nothing was saved.", name=shown_name(path)))
        return False

    def _rows(self, there: Profile | None) -> list[str]:
        """What is there against what is here, in words."""
        if there is None:
            return [tr("messages", "What is there now is not a profile that can be read.")]
        found = there.tuning.differences(self._session.tuning)
        rows = [entry_change(self._session.rack, place, one, two) for place, (one, two) in found.items()]
        more = len(rows) - _MOST_ROWS
        return rows if more <= 0 else [*rows[:_MOST_ROWS], say("and {count} more", count=more)]

    def _merged_text(self, path: Path, places: list[str]) -> str:
        text = say("Merged with {name}; look at it, then save.", name=shown_name(path))
        if not places:
            return text
        rack = self._session.rack
        named = [path_title(*rack.split(p.split(" @ ")[0])) if p.split(".")[0] in rack else p for p in places]
        return f"{text} " + say("Both changed {names}: yours stays.", names=", ".join(dict.fromkeys(named)))

    # -- what happened

    def _refuse(self, error: Exception) -> None:
        """One sentence; nothing else changes."""
        self._fault = True
        self._window.say_error(error)
        self.refused.emit(error)

    def _changed_on_disk(self, path: Path) -> None:
        words = say("{name} changed on disk.", name=shown_name(path))
        if path != self._session.profile_path:
            self._window.message.say(words, button=tr("actions", "Reload"), act=partial(self.open_raw, path))
        elif self._session.dirty:
            self._window.message.say(words, button=tr("window", "Compare…"), act=partial(self._compare, path))
        else:
            self._window.message.say(words, button=tr("actions", "Reload"), act=partial(self._load, path))

    def _compare(self, path: Path) -> None:
        from tuner.files.profile import load_profile

        try:
            there = load_profile(path, self._session.rack)
        except FileError as error:
            self._refuse(error)
            return
        self._settle(path, there, saving=False)

    def open_raw(self, path: Path, expect: str = "", note: str = "", ticket: Ticket | None = None) -> Ticket:
        """Open a raw; the window's files know how."""
        raise NotImplementedError

    def close(self) -> None:
        """Watch nothing any more."""
        self.watch.keep("raw", None)
        self.watch.keep("profile", None)

    # -- where

    @property
    def folder(self) -> Path:
        """Where dialogs begin."""
        remembered = self._settings.value("folder", "") if self._settings is not None else ""
        near = self._session.raw_path or self._session.profile_path
        return Path(str(remembered)) if remembered else near.parent if near else Path.home()

    def _remember(self, path: Path) -> None:
        if self._settings is not None:
            self._settings.setValue("folder", str(path.resolve().parent))
