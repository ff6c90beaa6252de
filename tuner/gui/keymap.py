"""The keys in force: the table's own, and those the user changed. Two actions never share one.

Frozen, like a recipe: a change makes a new map or says in one sentence why it cannot be. What is saved is text from
outside: it is measured before it is parsed, every entry is checked, and an entry that does not fit leaves the built-in
key in force, with a notice.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from PySide6.QtGui import QKeySequence

from tuner.gui.actions import ACTIONS, RESERVED, Action
from tuner.gui.language import heading, say

FORM = 1
MARK = "isp-tuner-keys"
MAX_TEXT = 64 << 10  # characters: a thousand actions would need less
_MODIFIERS = ("Shift", "Ctrl", "Control", "Alt", "Meta", "AltGr")


class KeymapError(ValueError):
    """A key cannot be given to an action; the message is one sentence that says why."""


def portable(key: str) -> str:
    """A key as it is saved and compared, '' where the text names none or several."""
    sequence = QKeySequence.fromString(key, QKeySequence.SequenceFormat.PortableText)
    text = sequence.toString(QKeySequence.SequenceFormat.PortableText) if sequence.count() == 1 else ""
    return "" if text.rsplit("+", 1)[-1] in _MODIFIERS else text


def native(key: str) -> str:
    """A key as this system writes it."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


@dataclass(frozen=True)
class Keymap:
    """Keys by the name of their action.

    Attributes
    ----------
    changed : {name: key} of the actions whose key is not the table's
    """

    changed: Mapping[str, str] = field(default_factory=dict)
    actions: tuple[Action, ...] = ACTIONS

    def key(self, name: str) -> str:
        """The first key of an action."""
        return self.changed.get(name) or portable(self._action(name).shortcut)

    def keys(self, name: str) -> tuple[str, ...]:
        """Every key of an action."""
        return (self.key(name), *(portable(key) for key in self._action(name).also))

    def holder(self, key: str) -> Action | None:
        """The action that a key carries out, or None."""
        key = portable(key)
        return next((a for a in self.actions if key in self.keys(a.name)), None)

    def rebound(self, name: str, key: str) -> Keymap:
        """A map in which an action has another key.

        Raises
        ------
        KeymapError : no key or several, a key that walks and turns controls, or another action's key
        """
        action = self._action(name)
        wanted = portable(key)
        if not wanted:
            raise KeymapError(say("That is not one key, with or without Ctrl, Alt and Shift."))
        if _reserved(wanted):
            raise KeymapError(say("{key} moves between controls and turns them.", key=native(wanted)))
        holder = self.holder(wanted)
        if holder is not None and holder is not action:
            name = title(holder)
            raise KeymapError(
                say("{key} is the key of “{action}”; give that one another key first.", key=native(wanted), action=name)
            )
        if wanted == portable(action.shortcut) or wanted in self.keys(name)[1:]:
            return replace(self, changed={n: k for n, k in self.changed.items() if n != name})
        return replace(self, changed={**self.changed, name: wanted})

    def reset(self, name: str) -> Keymap:
        """A map in which an action has the table's key again. Raises KeymapError where another action has it now."""
        return self.rebound(name, self._action(name).shortcut)

    def _action(self, name: str) -> Action:
        return next(a for a in self.actions if a.name == name)

    # -- saved

    def to_text(self) -> str:
        """One line of ASCII; equal maps give equal texts."""
        return json.dumps({MARK: FORM, "keys": dict(sorted(self.changed.items()))}, separators=(",", ":"))

    @classmethod
    def from_text(cls, text: str, actions: tuple[Action, ...] = ACTIONS) -> tuple[Keymap, list[str]]:
        """The map a text holds, and one sentence for everything in it that does not count."""
        plain = cls(actions=actions)
        if not text:
            return plain, []
        try:
            saved = _parsed(text)
        except ValueError as error:
            return plain, [
                say("The saved shortcuts cannot be used ({why}); the built-in ones are in force.", why=error)
            ]
        notices, known = [], {a.name for a in actions}
        changed: dict[str, str] = {}
        for name, key in saved.items():
            if name not in known:
                continue  # of another version: no harm, and nobody could do anything about it
            if not portable(key) or _reserved(portable(key)):
                notices.append(_dropped(plain._action(name), key))
            elif portable(key) not in plain.keys(name):
                changed[name] = portable(key)
        while shared := _shared(cls(changed, actions), changed):
            notices.append(_dropped(plain._action(shared), changed.pop(shared)))
        return cls(changed, actions), notices


def title(action: Action) -> str:
    """An action's title in the language in force, without the dots of a dialog."""
    return heading(action.title)


def _reserved(key: str) -> bool:
    return any(key == portable(f"{held}{walk}") for walk in RESERVED for held in ("", "Shift+", "Ctrl+", "Ctrl+Shift+"))


def _parsed(text: str) -> dict[str, str]:
    """{name: key}, checked in form only. Raises ValueError with a few words why not."""
    if len(text) > MAX_TEXT:
        raise ValueError("too long")
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise ValueError("not valid JSON") from None
    if not isinstance(found, dict) or type(found.get(MARK)) is not int:
        raise ValueError("not shortcuts of ISP Tuner")
    if found[MARK] > FORM:
        raise ValueError("written by a newer ISP Tuner")
    keys = found.get("keys")
    if not isinstance(keys, dict) or not all(isinstance(key, str) for key in keys.values()):
        raise ValueError("not a table of keys")
    return keys


def _shared(keymap: Keymap, changed: Iterable[str]) -> str | None:
    """A changed action whose key another one has too; the youngest first."""
    for name in reversed(list(changed)):
        others = [key for a in keymap.actions if a.name != name for key in keymap.keys(a.name)]
        if keymap.key(name) in others:
            return name
    return None


def _dropped(action: Action, key: str) -> str:
    name = title(action)
    return say(
        "The saved key “{key}” of “{action}” cannot be used; the built-in one is in force.", key=key[:40], action=name
    )
