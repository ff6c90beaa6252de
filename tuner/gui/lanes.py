"""Where a tree's branches run when its states stand in rows, oldest first. Without Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Branch:
    """States that follow one another in one lane.

    Attributes
    ----------
    start : row of its first state
    end : row of its last
    lane : 0 is the leftmost
    fork : (row, lane) of the state it leaves; None for the first branch
    """

    start: int
    end: int
    lane: int
    fork: tuple[int, int] | None


def branches(parents: Sequence[int | None]) -> tuple[list[Branch], list[int]]:
    """The branches of a tree, and the lane of each row; no two branches that share a row share a lane.

    Parameters
    ----------
    parents : row of each row's parent, smaller than its own; None for the first row alone
    """
    chain = [0] * len(parents)  # which branch a row belongs to
    rows: list[list[int]] = []
    has_child: set[int] = set()
    for row, parent in enumerate(parents):
        if parent is not None and parent not in has_child:
            has_child.add(parent)
            chain[row] = chain[parent]
            rows[chain[row]].append(row)
        else:
            chain[row] = len(rows)
            rows.append([row])
    made: list[Branch] = []
    busy: list[int] = []  # per lane: last row that is taken
    for members in rows:  # in the order of their first rows
        parent = parents[members[0]]
        from_row = members[0] if parent is None else parent
        lane = next((i for i, last in enumerate(busy) if last < from_row), len(busy))
        busy[lane : lane + 1] = [members[-1]]
        fork = None if parent is None else (parent, made[chain[parent]].lane)
        made.append(Branch(members[0], members[-1], lane, fork))
    return made, [made[chain[row]].lane for row in range(len(parents))]
