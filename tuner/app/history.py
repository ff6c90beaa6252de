"""History: a tree of frozen tunings, one entry a gesture. Nothing that was ever made is lost.

Undo walks towards the root, redo back along the branch that was left. An edit behind an undo begins a new branch; the
old one stays, and `go` returns to any state of any branch.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from tuner.core.condition import UNKNOWN, Condition
from tuner.core.param import Value
from tuner.core.recipe import Recipe
from tuner.core.tuning import Tuning


@dataclass(frozen=True)
class Entry:
    """A state of the tuning and how it came about.

    Attributes
    ----------
    condition : under which it was made
    gesture : changes with the same gesture merge into one entry; "" never merges
    parent : number of the state it was made from; None for the first
    """

    tuning: Tuning
    label: str
    gesture: str = ""
    parent: int | None = None
    condition: Condition = UNKNOWN

    @property
    def recipe(self) -> Recipe:
        """What the tuning gave where it was made."""
        return self.tuning.resolve(self.condition)


class History:
    """Every state in the order they were made, and where we stand.

    A state is named by its number, its place in `states`. Numbers never change: only the youngest state can go away
    again, when a drag ends where it began.
    """

    def __init__(self, tuning: Tuning, label: str = "Start") -> None:
        self._states = [Entry(tuning, label)]
        self._next: dict[int, int] = {}  # state -> the one that redo leads to
        self._left: int | None = None  # what `_next` said before the gesture under way began a branch
        self._here = 0
        self._open = False  # whether the gesture of the current state may go on

    @property
    def states(self) -> tuple[Entry, ...]:
        """Every state of every branch, in the order they were made."""
        return tuple(self._states)

    def __len__(self) -> int:
        """How many states there are."""
        return len(self._states)

    def __getitem__(self, number: int) -> Entry:
        return self._states[number]

    @property
    def here(self) -> int:
        """Number of the current state."""
        return self._here

    @property
    def tuning(self) -> Tuning:
        """The current state's tuning."""
        return self._states[self._here].tuning

    # -- the line we stand on

    @property
    def line(self) -> tuple[int, ...]:
        """Numbers of the states that undo and redo alone reach, from the first to the last."""
        back, forward = [self._here], []
        while (parent := self._states[back[-1]].parent) is not None:
            back.append(parent)
        at = self._here
        while at in self._next:
            at = self._next[at]
            forward.append(at)
        return (*reversed(back), *forward)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The states of the line."""
        return tuple(self._states[number] for number in self.line)

    @property
    def position(self) -> int:
        """Index of the current state in `entries`."""
        return self.line.index(self._here)

    # -- making states

    def push(self, tuning: Tuning, label: str, gesture: str = "", condition: Condition = UNKNOWN) -> None:
        """Make `tuning` the current state: the one under way goes on with the same gesture, else a new one begins."""
        here = self._states[self._here]
        if tuning == here.tuning:
            return
        if self._open and gesture and here.gesture == gesture:
            self._states[self._here] = replace(here, tuning=tuning, label=label, condition=condition)
            if here.parent is not None and tuning == self._states[here.parent].tuning:
                self._take_back(here.parent)  # dragged to where it began: no change to keep
        else:
            self._left = self._next.get(self._here)
            self._states.append(Entry(tuning, label, gesture, self._here, condition))
            self._next[self._here] = len(self._states) - 1
            self._here = len(self._states) - 1
            self._open = True

    def _take_back(self, parent: int) -> None:
        """The gesture under way leaves no state; what redo led to before it counts again."""
        del self._states[self._here], self._next[parent]
        if self._left is not None:
            self._next[parent] = self._left
        self._here, self._open = parent, False

    # -- walking

    @property
    def can_undo(self) -> bool:
        return self._states[self._here].parent is not None

    @property
    def can_redo(self) -> bool:
        return self._here in self._next

    def undo(self) -> Tuning:
        """One state back (the first stays)."""
        parent = self._states[self._here].parent
        return self.go(self._here if parent is None else parent)

    def redo(self) -> Tuning:
        """One state forward on the branch last walked (its last stays)."""
        return self.go(self._next.get(self._here, self._here))

    def go(self, number: int) -> Tuning:
        """Stand on any state; from then on undo and redo walk its branch.

        Raises
        ------
        IndexError : there is no such state
        """
        if not 0 <= number < len(self._states):
            raise IndexError(f"there is no state {number}; the last is {len(self._states) - 1}")
        self._here, self._open = number, False
        while (parent := self._states[number].parent) is not None:
            self._next[parent] = number
            number = parent
        return self.tuning

    # -- what a state is

    def changes(self, number: int) -> dict[str, tuple[Value, Value]]:
        """`{stage.parameter: (old, new)}` under the state's condition, against the state it was made from; empty for
        the first, and where the tuning changed under other conditions only."""
        entry = self._states[number]
        if entry.parent is None:
            return {}
        return self._states[entry.parent].tuning.resolve(entry.condition).differences(entry.recipe)
