"""History: undo and redo over frozen recipes, one entry a gesture."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tuner.core.recipe import Recipe


@dataclass(frozen=True)
class Entry:
    """A state of the recipe and how it came about.

    Attributes
    ----------
    gesture : changes with the same gesture merge into one entry; "" never merges
    """

    recipe: Recipe
    label: str
    gesture: str = ""


class History:
    """States in the order they were made, and where we stand."""

    def __init__(self, recipe: Recipe, label: str = "Start") -> None:
        self._entries = [Entry(recipe, label)]
        self._at = 0

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every state that undo or redo can reach."""
        return tuple(self._entries)

    @property
    def position(self) -> int:
        """Index of the current state in `entries`."""
        return self._at

    @property
    def recipe(self) -> Recipe:
        """The current state's recipe."""
        return self._entries[self._at].recipe

    def push(self, recipe: Recipe, label: str, gesture: str = "") -> None:
        """Make `recipe` the current state; what was undone before it is gone."""
        here = self._entries[self._at]
        if recipe == here.recipe:
            return
        del self._entries[self._at + 1 :]
        if gesture and here.gesture == gesture and self._at:
            self._entries[self._at] = replace(here, recipe=recipe, label=label)
            if recipe == self._entries[self._at - 1].recipe:  # dragged back to where it began: no change to keep
                del self._entries[self._at]
                self._at -= 1
        else:
            self._entries.append(Entry(recipe, label, gesture))
            self._at += 1

    @property
    def can_undo(self) -> bool:
        return self._at > 0

    @property
    def can_redo(self) -> bool:
        return self._at + 1 < len(self._entries)

    def undo(self) -> Recipe:
        """One state back (the first stays)."""
        self._at = max(self._at - 1, 0)
        return self.recipe

    def redo(self) -> Recipe:
        """One state forward (the last stays)."""
        self._at = min(self._at + 1, len(self._entries) - 1)
        return self.recipe
