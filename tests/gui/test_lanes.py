"""Branches of a tree beside its rows."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tuner.gui.lanes import branches


def test_a_line_is_one_branch_and_a_fork_takes_the_next_lane() -> None:
    made, lanes = branches([None, 0, 1, 1, 3])
    assert lanes == [0, 0, 0, 1, 1]
    assert [(b.start, b.end, b.lane, b.fork) for b in made] == [(0, 2, 0, None), (3, 4, 1, (1, 0))]


def test_a_lane_is_used_again_when_its_branch_has_ended() -> None:
    _, lanes = branches([None, 0, 0, 2, 3, 4, 4])
    assert lanes == [0, 0, 1, 1, 1, 1, 0]


@given(st.lists(st.integers(0, 100), max_size=25))
def test_no_two_branches_run_in_one_lane_at_one_row(draws: list[int]) -> None:
    parents: list[int | None] = [None]
    for draw in draws:
        parents.append(draw % len(parents))
    made, lanes = branches(parents)
    taken: set[tuple[int, int]] = set()
    for branch in made:
        first = branch.start if branch.fork is None else branch.fork[0] + 1
        for row in range(first, branch.end + 1):
            assert (row, branch.lane) not in taken
            taken.add((row, branch.lane))
    for row, parent in enumerate(parents):
        assert any(b.start <= row <= b.end and b.lane == lanes[row] for b in made)
        assert parent is None or lanes[row] == lanes[parent] or any(b.fork == (parent, lanes[parent]) for b in made)
