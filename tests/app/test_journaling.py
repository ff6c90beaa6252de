"""Nothing is lost: what the journal holds is the session, whatever was done, whenever the program ends."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.core.test_tuning import conditions, tables
from tests.files.made_up import MADE_UP
from tests.support import until
from tuner.app import journaling
from tuner.app.journaling import Journaling, Left, give_back, left_behind
from tuner.app.session import Session
from tuner.core.condition import Condition
from tuner.core.recipe import Recipe
from tuner.core.tabled import Tabled
from tuner.core.tuning import Tuning
from tuner.files.journal import Journal, Step, journals, others, read_journal
from tuner.files.profile import Profile, load_profile, save_profile


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journaling, "BEHIND_S", 0.0)
    monkeypatch.setattr(journaling, "AGAIN_S", 0.01)


Kept = tuple[Session, Journaling]


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    session = Session()
    journal = Journaling(session, tmp_path / "journals")
    yield session, journal
    journal.close()


def only(folder: Path) -> Left:
    works, faults = left_behind(folder)
    assert not faults
    return works[0]


EDITS = st.one_of(
    st.tuples(st.just("gain"), st.floats(0, 8)),
    st.tuples(st.just("size"), st.integers(1, 9)),
    st.tuples(st.just("table"), tables()),
    st.tuples(st.just("under"), conditions),
    st.tuples(st.just("undo"), st.none()),
    st.tuples(st.just("redo"), st.none()),
    st.tuples(st.just("go"), st.integers(0, 50)),
    st.tuples(st.just("default"), conditions),
    st.tuples(st.just("reset"), st.none()),
)


def carry_out(session: Session, what: str, value: Any) -> None:
    match what:
        case "gain" | "size":
            session.change({f"kinds.{what}": value})
        case "table":
            session.change_entries({"kinds.gain": value})
        case "under":
            session.look_under(value)
        case "go":
            session.go(value % len(session.history))
        case "default":
            session.change_default(value)
        case "reset":
            session.reset("kinds")
        case "undo":
            session.undo()
        case "redo":
            session.redo()


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(EDITS, max_size=12))
def test_any_sequence_of_edits_replayed_gives_the_same_tuning(tmp_path: Path, edits: list[tuple[str, Any]]) -> None:
    """Written state by state, as the thread does it, and read back by another."""
    session = Session(MADE_UP)
    journal = Journal(session.profile, None, tmp_path)
    try:
        for what, value in edits:
            carry_out(session, what, value)
            journal.write(Step(what, session.tuning, session.condition))
        found = read_journal(journal.path, MADE_UP)
    finally:
        journal.close(delete=True)
    assert found.profile == session.profile
    assert len(found.steps) == len(edits)
    if edits:
        last = found.steps[-1]
        assert last.tuning == session.tuning
        assert last.tuning.resolve(session.condition) == session.recipe
        assert last.condition == session.condition


def test_a_killed_sessions_work_comes_back_with_its_history(kept: Kept, tmp_path: Path) -> None:
    session, journal = kept
    for ev in (0.5, 1.0, 1.5):
        session.change({"exposure.ev": ev})
    session.undo()
    assert journal.flush()
    journal.close(keep=True)
    left = only(tmp_path / "journals")
    again = Session()
    give_back(again, left)
    assert again.tuning == session.tuning
    assert again.dirty
    assert [entry.label for entry in again.history.entries][1:] == ["Exposure · Ev"] * 4
    again.undo()
    assert again.recipe.value("exposure.ev") == 1.5
    left.drop()
    assert left_behind(tmp_path / "journals") == ([], [])


def test_a_drag_leaves_its_last_state(kept: Kept) -> None:
    session, journal = kept
    gesture = session.gesture()
    for i in range(200):
        session.change({"exposure.ev": i / 100}, gesture=gesture)
    assert journal.flush()
    assert journal.path is not None
    found = read_journal(journal.path)
    assert found.steps[-1].tuning == session.tuning
    assert len(found.steps) <= 200


def test_without_an_edit_there_is_no_journal_and_a_clean_end_takes_it_away(tmp_path: Path) -> None:
    session = Session()
    journal = Journaling(session, tmp_path / "j")
    assert journal.flush()
    assert journals(tmp_path / "j") == []
    session.change({"exposure.ev": 1.0})
    assert journal.flush()
    assert len(journals(tmp_path / "j")) == 1
    journal.close()
    assert journals(tmp_path / "j") == []


def test_a_save_begins_a_new_journal(kept: Kept, tmp_path: Path) -> None:
    session, journal = kept
    session.change({"exposure.ev": 1.0})
    session.save(tmp_path / "p.toml")
    session.change({"exposure.ev": 2.0})
    assert journal.flush()
    assert journal.path is not None
    found = read_journal(journal.path)
    assert (found.profile, found.path) == (load_profile(tmp_path / "p.toml"), tmp_path / "p.toml")
    assert [step.tuning.recipe.value("exposure.ev") for step in found.steps] == [2.0]


def test_work_that_is_saved_after_all_is_not_offered(kept: Kept, tmp_path: Path) -> None:
    session, journal = kept
    save_profile(tmp_path / "p.toml", Profile.default())
    session.adopt(load_profile(tmp_path / "p.toml"), tmp_path / "p.toml")
    session.change({"exposure.ev": 1.0})
    assert journal.flush()
    save_profile(tmp_path / "p.toml", session.current_profile())
    journal.close(keep=True)
    assert left_behind(tmp_path / "journals") == ([], [])
    assert journals(tmp_path / "journals") == []


def test_two_windows_on_one_profile_know_of_each_other(tmp_path: Path) -> None:
    folder, path = tmp_path / "j", tmp_path / "p.toml"
    save_profile(path, Profile.default())
    windows = [(session, Journaling(session, folder)) for session in (Session(), Session())]
    for session, journal in windows:
        session.adopt(load_profile(path), path)
        assert journal.flush()
    assert windows[0][1].open_elsewhere(path) == windows[1][1].open_elsewhere(path) == 1
    assert others(tmp_path / "q.toml", None, folder) == 0
    windows[1][1].close()
    assert windows[0][1].open_elsewhere(path) == 0
    assert left_behind(folder) == ([], [])  # the living one's is not offered
    windows[0][1].close()


def test_a_window_never_takes_its_own_journal_for_anothers(tmp_path: Path) -> None:
    save_profile(tmp_path / "p.toml", Profile.default())
    journal = Journaling(session := Session(), tmp_path / "j")
    for _ in range(50):  # asked while the journal's thread is still making the file
        session.adopt(load_profile(tmp_path / "p.toml"), tmp_path / "p.toml")
        assert journal.open_elsewhere(tmp_path / "p.toml") == 0
    journal.close()


# -- the disk


def test_a_full_disk_is_said_once_and_everything_is_written_when_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[OSError | None] = []
    session = Session()
    journal = Journaling(session, tmp_path / "j", said.append)
    session.change({"exposure.ev": 0.5})
    assert journal.flush()
    full = [True]

    class Half:
        """Writes half a line, then the disk is full."""

        def __init__(self, file: Any) -> None:
            self.file = file

        def write(self, data: bytes) -> int:
            if full[0] and len(data) > 1:
                self.file.write(data[: len(data) // 2])
                raise OSError(errno.ENOSPC, "No space left on device")
            return int(self.file.write(data))

        def __getattr__(self, name: str) -> Any:
            return getattr(self.file, name)

    assert journal._journal is not None
    monkeypatch.setattr(journal._journal, "_file", Half(journal._journal._file))
    for ev in (1.0, 1.5, 2.0):
        session.change({"exposure.ev": ev})
    until(lambda: bool(said))
    assert not journal.flush(timeout=0.01)
    assert [error.errno for error in said if error] == [errno.ENOSPC]
    assert journal.path is not None
    assert read_journal(journal.path).steps[-1].tuning.recipe.value("exposure.ev") == 0.5
    full[0] = False
    assert journal.flush()
    assert [error is None for error in said] == [False, True]
    found = [step.tuning.recipe.value("exposure.ev") for step in read_journal(journal.path).steps]
    assert (found[0], found[-1]) == (0.5, 2.0)
    assert found == sorted(set(found))
    journal.close()


def test_a_place_that_cannot_be_is_said_and_the_session_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    said: list[OSError | None] = []
    journal = Journaling(session := Session(), tmp_path / "file" / "j", said.append)
    session.change({"exposure.ev": 0.5})
    until(lambda: bool(said))
    assert not journal.flush(timeout=0.01)
    assert len(said) == 1
    assert session.recipe.value("exposure.ev") == 0.5
    journal.close()


@given(st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_journal_cut_or_damaged_anywhere_gives_what_stands_before(tmp_path: Path, data: st.DataObject) -> None:
    tuning = Tuning(Recipe.default(MADE_UP))
    journal = Journal(Profile("", "", tuning), None, tmp_path)
    ends, states = [journal.size], [tuning]
    for gain in (1.5, 2.5, 3.5):
        states.append(tuning.with_values({"kinds.gain": gain}, Condition()))
        journal.write(Step("x", states[-1]))
        ends.append(journal.size)
    journal.close(delete=False)
    whole = journal.path.read_bytes()
    at = data.draw(st.integers(ends[0], len(whole) - 1))
    cut = data.draw(st.booleans())
    journal.path.write_bytes(whole[:at] if cut else whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
    found = read_journal(journal.path, MADE_UP).steps
    count = sum(end <= at for end in ends) - 1
    assert [step.tuning for step in found] == states[1 : 1 + count]
    journal.path.unlink()


def test_a_journal_that_grew_long_begins_anew_with_the_present(
    kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journaling, "MOST_BYTES", 100)
    session, journal = kept
    for ev in (0.5, 1.0):
        session.change({"exposure.ev": ev})
        assert journal.flush()
    assert journal.path is not None
    assert journals(tmp_path / "journals") == [journal.path]
    assert [s.tuning.recipe.value("exposure.ev") for s in read_journal(journal.path).steps] == [1.0]


def test_a_layers_base_is_found_again(kept: Kept, tmp_path: Path) -> None:
    session, journal = kept
    save_profile(tmp_path / "base.toml", Profile.default())
    (tmp_path / "top.toml").write_text('schema = 2\nextends = "base.toml"\n')
    session.adopt(load_profile(tmp_path / "top.toml"), tmp_path / "top.toml")
    session.change_entries({"sharpen.amount": Tabled((("iso", (100.0,)),), (0.7,))})
    assert journal.flush()
    journal.close(keep=True)
    again = Session()
    give_back(again, only(tmp_path / "journals"))
    assert again.current_profile() == session.current_profile()
    assert again.current_profile().own == {"sharpen.amount"}
