"""The tree of states: whatever is done, nothing is lost, and undo and redo lead back where one came from."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuner.app.history import History
from tuner.core.condition import Condition
from tuner.core.recipe import Recipe
from tuner.core.tuning import Tuning
from tuner.stages import RACK

BASE = Tuning(Recipe.default(RACK))


def ev(value: float) -> Tuning:
    return BASE.with_values({"exposure.ev": value}, Condition())


def walked(*values: float) -> History:
    history = History(BASE)
    for value in values:
        history.push(ev(value), str(value))
    return history


def test_the_branch_that_was_left_is_kept_and_redo_follows_the_one_last_walked() -> None:
    history = walked(1.0, 2.0)
    history.undo()
    history.push(ev(3.0), "3")
    assert [e.label for e in history.entries] == ["Start", "1.0", "3"]
    assert [e.label for e in history.states] == ["Start", "1.0", "2.0", "3"]
    history.go(2)
    assert [e.label for e in history.entries] == ["Start", "1.0", "2.0"]
    history.undo()
    history.undo()
    history.redo()
    assert history.redo() == ev(2.0)
    assert not history.can_redo


def test_a_drag_that_ends_where_it_began_gives_redo_back_what_it_had() -> None:
    history = walked(1.0)
    history.undo()
    for value in (0.2, 0.4, 0.0):
        history.push(ev(value), "drag", "gesture 1")
    assert (len(history), history.here) == (2, 0)
    assert history.redo() == ev(1.0)


def test_a_gesture_ends_with_the_first_step_through_the_history() -> None:
    """A state one has walked away from and back to is never overwritten by the same gesture."""
    history = History(BASE)
    history.push(ev(1.0), "drag", "gesture 1")
    history.undo()
    history.redo()
    history.push(ev(2.0), "drag", "gesture 1")
    assert [s.tuning for s in history.states] == [BASE, ev(1.0), ev(2.0)]


def test_a_state_says_what_it_changed() -> None:
    history = History(BASE)
    history.push(BASE.with_values({"exposure.ev": 0.5, "sharpen.amount": 1.0}, Condition()), "x")
    assert history.changes(0) == {}
    before = BASE.recipe.value("exposure.ev"), BASE.recipe.value("sharpen.amount")
    assert history.changes(1) == {"exposure.ev": (before[0], 0.5), "sharpen.amount": (before[1], 1.0)}


@pytest.mark.parametrize("number", [-1, 2])
def test_a_number_without_a_state_is_refused_and_nothing_moves(number: int) -> None:
    history = walked(1.0)
    with pytest.raises(IndexError):
        history.go(number)
    assert history.here == 1


STEPS = st.one_of(
    st.tuples(st.just("push"), st.integers(0, 5), st.sampled_from(["", "a", "b"])),
    st.tuples(st.just("undo"), st.just(0), st.just("")),
    st.tuples(st.just("redo"), st.just(0), st.just("")),
    st.tuples(st.just("go"), st.integers(0, 30), st.just("")),
)


@given(st.lists(STEPS, max_size=40))
@settings(max_examples=150, deadline=None)
def test_nothing_is_lost_and_the_tree_is_one(steps: list[tuple[str, int, str]]) -> None:
    """After every step: parents are older, the line is a path through the current state, undo then redo stands still,
    and every state at which a gesture had ended is still there, under its number."""
    recipes = [ev(i / 4) for i in range(6)]
    history = History(BASE)
    kept: dict[int, Tuning] = {0: BASE}
    for what, number, gesture in steps:
        before, last = history.here, history.tuning
        if what == "push":
            history.push(recipes[number], what, gesture)
            assert history.tuning == recipes[number]
            if history.here > before:  # a new gesture: what stood before it is final
                kept[before] = last
        else:
            kept[before] = last
            if what == "go":
                history.go(number % len(history))
            else:
                history.undo() if what == "undo" else history.redo()
        for state, recipe in kept.items():
            assert history[state].tuning == recipe
        for state, entry in enumerate(history.states):
            assert (entry.parent is None) == (state == 0)
            assert entry.parent is None or (0 <= entry.parent < state and recipe_differs(history, state))
        line = history.line
        assert line[history.position] == history.here
        assert line[0] == 0
        assert all(history[child].parent == parent for parent, child in pairwise(line))
        assert (history.can_undo, history.can_redo) == (history.position > 0, history.position + 1 < len(line))


def recipe_differs(history: History, state: int) -> bool:
    parent = history[state].parent
    return parent is None or history[parent].tuning != history[state].tuning


@given(st.lists(st.integers(1, 5), min_size=1, max_size=12), st.data())
@settings(max_examples=60, deadline=None)
def test_undo_to_the_root_and_redo_to_the_tip_come_back_to_the_same_state(
    values: list[int], data: st.DataObject
) -> None:
    history = History(BASE)
    for value in values:
        history.go(data.draw(st.integers(0, len(history) - 1)))
        history.push(ev(value / 4), "x")
    at = data.draw(st.integers(0, len(history) - 1))
    history.go(at)
    depth = history.position
    for _ in range(depth):
        history.undo()
    assert history.here == 0
    for _ in range(depth):
        history.redo()
    assert history.here == at
