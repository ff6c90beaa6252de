"""A raw's sidecar as one window keeps it: what another window wrote meanwhile is merged, not written over.

Three states are merged name by name (points: key by key): what this window last knew to be written, what it has now,
and what the file holds. A region changed, added or deleted on one side only is so in the end; changed on both, this
window's stands; added on both under one name, the other's gets a free name.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from pathlib import Path
from typing import TypeVar

from tuner.files.errors import FileError
from tuner.files.sidecar import (
    MAX_NAME,
    MAX_REGIONS,
    Point,
    Region,
    Sidecar,
    beside,
    find_sidecar,
    foreign_sidecar,
    save_sidecar,
)

T = TypeVar("T", Region, Point)


class Kept:
    """Reads and writes the sidecar of one raw; used by one thread at a time.

    Parameters
    ----------
    raw, sha256 : as for `load_sidecar`
    """

    def __init__(self, raw: Path | None, sha256: str) -> None:
        self._raw, self._sha256 = raw, sha256
        self._base = Sidecar(raw=sha256)  # what the window's present state was made from
        self.foreign: Sidecar | None = None  # what `load` found, where it was made for another raw of this name

    def load(self) -> Sidecar:
        """What is kept with the raw. Raises FileError."""
        found = find_sidecar(self._raw, self._sha256)
        self.foreign = foreign_sidecar(self._raw, self._sha256) if found is None else None
        self._base = found or Sidecar(raw=self._sha256)
        return self._base

    def save(self, ours: Sidecar, taken: Sidecar | None = None) -> Sidecar:
        """Write the window's state, together with what others wrote since.

        Parameters
        ----------
        taken : a result of this method that the window took over before it made `ours`

        Returns
        -------
        what was written

        Raises
        ------
        FileError : it cannot be written, what is there cannot be read, or there are too many regions together
        """
        self._base = self._base if taken is None else taken
        theirs = find_sidecar(self._raw, self._sha256)
        both = ours if theirs is None else merged(self._base, ours, theirs)
        if len(both.region) > MAX_REGIONS:
            fault = f"with those of another window there are more than {MAX_REGIONS} regions"
            raise FileError(beside(self._raw or Path("sidecar")), fault, "delete some that are not needed")
        save_sidecar(self._raw, self._sha256, both)
        self._base = ours
        return both


def merged(base: Sidecar, ours: Sidecar, theirs: Sidecar) -> Sidecar:
    """What two windows made of one sidecar, as the module says."""
    regions = _merged(base.region, ours.region, theirs.region, lambda r: r.name, both_added=_renamed)
    points = _merged(base.point, ours.point, theirs.point, lambda p: p.key)
    return ours.model_copy(update={"region": regions, "point": tuple(sorted(points, key=lambda p: p.key))})


def _merged(
    base: Iterable[T],
    ours: Iterable[T],
    theirs: Iterable[T],
    key: Callable[[T], Hashable],
    both_added: Callable[[T, set[Hashable]], T] | None = None,
) -> tuple[T, ...]:
    old, mine, others = _by_key(base, key), _by_key(ours, key), _by_key(theirs, key)
    result = []
    for name, item in mine.items():
        other = others.get(name)
        if name not in old or item != old[name]:
            result.append(item)  # added or changed here
        elif other is not None:
            result.append(other)  # the same here: whatever became of it there
    names = {name for name, _ in mine} | {name for name, _ in others}
    for name, item in others.items():
        if name in old:
            if name not in mine and item != old[name]:
                result.append(item)  # deleted here, changed there: work is not lost
        elif name not in mine:
            result.append(item)
        elif item != mine[name] and both_added is not None:
            result.append(both_added(item, names))
            names.add(key(result[-1]))
    return tuple(result)


def _by_key(items: Iterable[T], key: Callable[[T], Hashable]) -> dict[tuple[Hashable, int], T]:
    """Items by their key, and by which of that key they are: names need not be unique."""
    found: dict[tuple[Hashable, int], T] = {}
    for item in items:
        name, number = key(item), 0
        while (name, number) in found:
            number += 1
        found[name, number] = item
    return found


def _renamed(region: Region, taken: set[Hashable]) -> Region:
    stem = region.name[: MAX_NAME - 4]
    number = next(n for n in range(2, 2 * MAX_REGIONS + 3) if f"{stem} {n}" not in taken)
    return region.model_copy(update={"name": f"{stem} {number}"})
