"""Snapshots: what a tuning looked like, with its pixels, so that it can be flicked to without rendering anything.

A snapshot keeps the whole exact picture (48 MB at 12 megapixels) and the recipe that made it. Letters are given in
order and never given twice, so that 'B' means one picture for as long as the window is open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tuner.core.engine import Rendered
from tuner.core.frame import Frame
from tuner.core.param import Param, Value
from tuner.core.recipe import Recipe
from tuner.core.stage import Stage

BUDGET = 2 << 30  # bytes of pixels kept
THUMBNAIL = 96  # longest side, pixels


@dataclass(frozen=True, eq=False)
class Snapshot:
    """A tuning and its picture.

    Attributes
    ----------
    letter : 'A', 'B', ... 'Z', 'AA', ...
    frame : of which raw it is
    rendered : the exact picture, 8 bits
    thumbnail : (h, w, 4) uint8 B, G, R, 255
    """

    letter: str
    note: str
    frame: Frame
    rendered: Rendered
    thumbnail: NDArray[np.uint8]

    @property
    def recipe(self) -> Recipe:
        """The recipe as it was set, not with the file's numbers filled in."""
        return self.rendered.recipe

    @property
    def title(self) -> str:
        """'A' or 'A · note'."""
        return f"{self.letter} · {self.note}" if self.note else self.letter


@dataclass(frozen=True)
class Differing:
    """One parameter in which two tunings differ."""

    path: str
    stage: Stage
    param: Param | None  # None: the stage's switch
    one: Value
    other: Value


class Snapshots:
    """The snapshots of one window, oldest first."""

    def __init__(self, budget: int = BUDGET) -> None:
        self.budget = budget
        self._taken = 0
        self._kept: dict[str, Snapshot] = {}
        self._listeners: list[Callable[[], None]] = []

    def __iter__(self) -> Iterator[Snapshot]:
        return iter(tuple(self._kept.values()))

    def __len__(self) -> int:
        return len(self._kept)

    def __getitem__(self, letter: str) -> Snapshot:
        return self._kept[letter]

    def get(self, letter: str) -> Snapshot | None:
        """The snapshot of a letter, if it is still kept."""
        return self._kept.get(letter)

    def __contains__(self, letter: object) -> bool:
        return letter in self._kept

    @property
    def used(self) -> int:
        """Bytes of pixels held."""
        return sum(s.rendered.pixels.nbytes for s in self)

    def listen(self, listener: Callable[[], None]) -> None:
        """Call `listener` after each change."""
        self._listeners.append(listener)

    def take(self, frame: Frame, rendered: Rendered, thumbnail: NDArray[np.uint8], note: str = "") -> Snapshot:
        """Keep an exact picture.

        Raises
        ------
        MemoryError : the budget would be exceeded; nothing is dropped silently
        """
        if self.used + rendered.pixels.nbytes > self.budget:
            raise MemoryError(
                f"{len(self)} snapshots fill the {self.budget / 2**30:.1f} GiB kept for them; remove one first"
            )
        made = Snapshot(_letters(self._taken), note, frame, rendered, thumbnail)
        self._taken += 1
        self._kept[made.letter] = made
        self._tell()
        return made

    def annotate(self, letter: str, note: str) -> None:
        """Give a snapshot another note."""
        self._kept[letter] = replace(self._kept[letter], note=" ".join(note.split()))
        self._tell()

    def remove(self, letter: str) -> None:
        """Forget a snapshot."""
        del self._kept[letter]
        self._tell()

    def _tell(self) -> None:
        for listener in tuple(self._listeners):
            listener()


def differing(one: Recipe, other: Recipe) -> tuple[Differing, ...]:
    """The parameters in which two tunings differ, in the line's order."""
    found = []
    for path, (mine, others) in one.differences(other).items():
        stage, name = one.rack.split(path)
        found.append(Differing(path, stage, None if name == "enabled" else stage.param(name), mine, others))
    return tuple(found)


def _letters(number: int) -> str:
    """0 is A, 25 is Z, 26 is AA."""
    text = ""
    while number >= 0:
        text = chr(ord("A") + number % 26) + text
        number = number // 26 - 1
    return text
