"""The session and its history: one entry a gesture, errors change nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import noisy_frame
from tuner.app.session import Session
from tuner.core.param import ParamError
from tuner.core.recipe import Recipe
from tuner.files.errors import FileError
from tuner.files.profile import load_profile
from tuner.measure.solvers import find
from tuner.stages import RACK


def amount(session: Session) -> object:
    return session.recipe.value("sharpen.amount")


def test_a_drag_is_one_entry() -> None:
    session = Session()
    gesture = session.gesture()
    for i in range(100):
        session.change({"sharpen.amount": i / 100 + 1}, gesture=gesture)
    session.change({"exposure.ev": 1.0}, gesture=session.gesture())
    assert [e.label for e in session.history.entries] == ["Start", "Sharpen · Amount", "Exposure · Ev"]
    session.undo()
    session.undo()
    assert amount(session) == Recipe.default(RACK).value("sharpen.amount")
    session.redo()
    assert amount(session) == 1.99


def test_a_drag_back_to_the_start_leaves_no_entry() -> None:
    session = Session()
    gesture = session.gesture()
    for value in (0.7, 0.9, 0.5):
        session.change({"sharpen.amount": value}, gesture=gesture)
    assert not session.history.can_undo
    assert not session.dirty


def test_an_edit_after_undo_begins_a_branch_and_the_other_stays() -> None:
    session = Session()
    session.change({"sharpen.amount": 1.0})
    session.undo()
    session.change({"sharpen.amount": 2.0})
    assert not session.history.can_redo
    assert amount(session) == 2.0
    session.step(-1)  # made before, though on another branch
    assert amount(session) == 1.0
    session.step(1)
    session.step(1)
    assert amount(session) == 2.0


def test_going_to_a_state_is_told_once_and_standing_still_is_not() -> None:
    session, heard = Session(), []
    session.change({"sharpen.amount": 1.0})
    session.listen(heard.append)
    session.go(0)
    session.go(0)
    session.step(-1)
    assert heard == ["recipe"]
    with pytest.raises(IndexError, match="no state 7"):
        session.go(7)
    assert session.history.here == 0


def test_a_value_that_does_not_fit_changes_nothing() -> None:
    session = Session()
    with pytest.raises(ParamError):
        session.change({"sharpen.amount": 99.0})
    assert not session.history.can_undo


def test_listeners_hear_each_change_once() -> None:
    session, heard = Session(), []
    session.listen(heard.append)
    session.change({"sharpen.amount": 1.0})
    session.change({"sharpen.amount": 1.0})
    assert heard == ["recipe"]
    session.show(noisy_frame())
    assert heard == ["recipe", "frame"]


def test_who_ignores_the_session_hears_no_more() -> None:
    """And to ignore it twice is no error."""
    session, heard = Session(), []
    session.listen(heard.append)
    session.ignore(heard.append)
    session.ignore(heard.append)
    session.change({"sharpen.amount": 1.0})
    assert heard == []


def test_reset_of_a_value_and_of_a_stage() -> None:
    session = Session()
    session.change({"sharpen.amount": 1.0, "sharpen.sigma": 2.0, "sharpen.enabled": False})
    session.reset("sharpen.amount")
    assert amount(session) == 0.5
    session.reset("sharpen")
    assert session.recipe == Recipe.default(RACK)


def test_save_and_load_make_a_new_baseline(tmp_path: Path) -> None:
    session = Session()
    session.change({"sharpen.amount": 1.0})
    assert session.dirty
    session.save(tmp_path / "p.toml")
    assert not session.dirty
    session.change({"sharpen.amount": 2.0})
    session.reset("sharpen.amount", to_baseline=True)
    assert amount(session) == 1.0
    other = Session()
    other.adopt(load_profile(tmp_path / "p.toml"), tmp_path / "p.toml")
    assert other.recipe == session.recipe
    assert not other.history.can_undo


def test_a_profile_that_cannot_be_saved_leaves_the_session_as_it_was(tmp_path: Path) -> None:
    session = Session()
    session.change({"sharpen.amount": 1.0})
    baseline = session.baseline
    with pytest.raises(FileError, match=r"p\.toml"):
        session.save(tmp_path / "no" / "such" / "p.toml")
    assert session.dirty
    assert (session.baseline, session.profile_path) == (baseline, None)


def test_a_solver_s_proposal_is_one_undoable_change() -> None:
    session, frame = Session(), noisy_frame()
    proposal = find("white_balance", "grey_world").solve(frame, session.recipe, None)
    session.change(proposal, label="Grey world")
    assert len(proposal) > 1
    assert session.recipe.value("white_balance.red") == proposal["white_balance.red"]
    assert len(session.history.entries) == 2
    session.undo()
    assert session.recipe == Recipe.default(RACK)
