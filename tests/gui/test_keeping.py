"""Nothing is lost in the window: crashes, changed files, two windows, full disks, read-only folders."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.cli.conftest import write_raw
from tests.gui.bench import PATIENCE_MS, opened, until_said
from tuner.app.journaling import Journaling
from tuner.app.session import Session
from tuner.files.errors import FileError
from tuner.files.journal import journals
from tuner.files.profile import Profile, load_profile, save_profile
from tuner.gui import theme
from tuner.gui.dialogs import Chosen


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    theme.apply(qapp)


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    save_profile(tmp_path / "p.toml", Profile.default())
    return tmp_path / "p.toml"


def loaded(qtbot, window, path: Path) -> None:
    window.files.open_path(path)
    qtbot.waitUntil(lambda: window.session.profile_path == path, timeout=30_000)


def someone_saves(path: Path, **values: float) -> None:
    there = load_profile(path)
    changed = {name.replace("__", "."): value for name, value in values.items()}
    save_profile(path, there.tuned(there.tuning.with_entries(changed)))


def killed(folder: Path, path: Path, raw: Path | None = None) -> None:
    """A session that ended without saving."""
    session = Session()
    session.adopt(load_profile(path), path)
    session.raw_path = raw
    journal = Journaling(session, folder)
    session.change({"exposure.ev": 1.0})
    session.change({"sharpen.amount": 1.5})
    journal.close(keep=True)


def test_the_next_start_gives_the_work_back(qtbot, tmp_path, profile) -> None:
    killed(tmp_path / "j", profile)
    with opened(qtbot, journals=tmp_path / "j") as window:
        window.files.ask.to_left = "give_back"
        window.keeping.offer()
        assert window.files.ask.rows[0] in ("p.toml", "Default")
        assert window.session.recipe.value("exposure.ev") == 1.0
        assert window.session.recipe.value("sharpen.amount") == 1.5
        assert window.session.dirty
        assert "are back" in window.message.text
        assert journals(tmp_path / "j") == [window.keeping.journaling.path]
    assert journals(tmp_path / "j") == []


def test_the_raw_that_comes_back_with_the_work_does_not_wipe_the_words(qtbot, tmp_path, profile) -> None:
    killed(tmp_path / "j", profile, write_raw(tmp_path / "a.dng"))
    with opened(qtbot, journals=tmp_path / "j") as window:
        window.files.ask.to_left = "give_back"
        window.keeping.offer()
        qtbot.waitUntil(lambda: window.session.frame is not None, timeout=PATIENCE_MS)
        assert "are back" in window.message.text


@pytest.mark.parametrize(("answer", "left"), [("later", 1), ("discard", 0)])
def test_work_that_is_not_wanted_now_stays_or_goes(qtbot, tmp_path, profile, answer, left) -> None:
    killed(tmp_path / "j", profile)
    with opened(qtbot, journals=tmp_path / "j") as window:
        window.files.ask.to_left = answer
        window.keeping.offer()
        assert not window.session.dirty
    assert len(journals(tmp_path / "j")) == left


def test_saving_over_a_changed_file_asks_and_shows_what_differs(qtbot, profile) -> None:
    with opened(qtbot) as window:
        loaded(qtbot, window, profile)
        window.session.change({"exposure.ev": 1.0})
        someone_saves(profile, sharpen__amount=1.5)
        before = profile.read_bytes()
        assert not window.files.save()
        assert window.files.ask.rows == ["Exposure · EV: 0.00 → +1.00 EV", "Sharpen · Amount: 1.50 → 0.50"]
        assert profile.read_bytes() == before
        assert "nothing was saved" in window.message.text
        window.files.ask.to_changed = "overwrite"
        assert window.files.save()
        assert load_profile(profile).recipe.value("exposure.ev") == 1.0
        assert load_profile(profile).recipe.value("sharpen.amount") == 0.5


def test_merging_keeps_both_and_is_one_undo_step(qtbot, profile) -> None:
    with opened(qtbot) as window:
        loaded(qtbot, window, profile)
        session = window.session
        session.change({"exposure.ev": 1.0})
        session.change({"sharpen.sigma": 2.0})
        someone_saves(profile, sharpen__amount=1.5, exposure__ev=-1.0)
        window.files.ask.to_changed = "merge"
        assert not window.files.save()
        values = [session.recipe.value(p) for p in ("exposure.ev", "sharpen.sigma", "sharpen.amount")]
        assert values == [1.0, 2.0, 1.5]
        assert "Both changed Exposure · EV: yours stays." in window.message.text
        assert window.files.save()
        assert load_profile(profile).recipe == session.recipe
        session.undo()
        assert session.recipe.value("sharpen.amount") == 0.5


def test_a_file_that_changed_while_here_is_work_is_offered_to_compare(qtbot, profile) -> None:
    with opened(qtbot) as window:
        loaded(qtbot, window, profile)
        window.session.change({"exposure.ev": 1.0})
        someone_saves(profile, sharpen__amount=1.5)
        until_said(qtbot, window, "changed on disk")
        assert window.message.button.text() == "Compare…"
        window.files.ask.to_changed = "merge"
        window.message.button.click()
        assert window.session.recipe.value("sharpen.amount") == 1.5
        assert window.session.recipe.value("exposure.ev") == 1.0


def test_a_changed_layout_of_the_text_is_no_change(qtbot, profile) -> None:
    with opened(qtbot) as window:
        loaded(qtbot, window, profile)
        window.session.change({"exposure.ev": 1.0})
        profile.write_text("# a remark\n" + profile.read_text())
        assert window.files.save()


def test_a_second_window_on_one_profile_is_said(qtbot, tmp_path, profile) -> None:
    with (
        opened(qtbot, journals=tmp_path / "j") as one,
        opened(qtbot, journals=tmp_path / "j") as two,
    ):
        loaded(qtbot, one, profile)
        assert "another window" not in one.message.text
        assert one.keeping.journaling.flush()
        loaded(qtbot, two, profile)
        assert "another window" in two.message.text
        one.session.change({"exposure.ev": 1.0})
        assert one.files.save()
        two.session.change({"sharpen.amount": 1.5})
        two.files.ask.to_changed = "merge"
        two.files.save()
        assert two.files.save()
        found = load_profile(profile).recipe
        assert (found.value("exposure.ev"), found.value("sharpen.amount")) == (1.0, 1.5)


def test_a_place_that_cannot_be_written_offers_another(qtbot, tmp_path, profile, monkeypatch) -> None:
    """A read-only folder and a full disk alike: one sentence, a button, and the work is still there."""
    with opened(qtbot) as window:
        loaded(qtbot, window, profile)
        window.session.change({"exposure.ev": 1.0})
        true_open = os.open

        def full(path, flags, mode=0o777, **kwargs):
            if str(path).endswith(".tmp") and Path(path).parent == profile.parent:
                raise OSError(errno.ENOSPC, "No space left on device")
            return true_open(path, flags, mode, **kwargs)

        monkeypatch.setattr(os, "open", full)
        before = profile.read_bytes()
        assert not window.files.save()
        assert "the disk is full" in window.message.text
        assert window.message.button.text() == "Save as…"
        assert window.session.dirty
        assert profile.read_bytes() == before
        (tmp_path / "elsewhere").mkdir()
        window.files.ask.to_save = Chosen(tmp_path / "elsewhere" / "q.toml", "")
        window.message.button.click()
        assert load_profile(tmp_path / "elsewhere" / "q.toml").recipe.value("exposure.ev") == 1.0
        assert not window.session.dirty


def test_a_journal_that_cannot_be_written_is_said(qtbot, tmp_path) -> None:
    (tmp_path / "file").write_text("")
    with opened(qtbot, journals=tmp_path / "file" / "j") as window:
        window.session.change({"exposure.ev": 1.0})
        until_said(qtbot, window, "not kept safe")
        assert window.session.recipe.value("exposure.ev") == 1.0


def test_starting_from_a_preset(qtbot) -> None:
    with opened(qtbot) as window:
        window.files.ask.to_choose = "Vivid"
        window.files.new_from_preset()
        assert window.session.profile.name == "Vivid"
        assert window.session.profile_path is None
        assert not window.session.dirty


def test_a_layer_cannot_be_saved_away_from_its_base(tmp_path, profile) -> None:
    (tmp_path / "top.toml").write_text('schema = 2\nextends = "p.toml"\n')
    session = Session()
    session.adopt(load_profile(tmp_path / "top.toml"), tmp_path / "top.toml")
    (tmp_path / "away").mkdir()
    with pytest.raises(FileError, match="save it in the folder it was read from"):
        session.save(tmp_path / "away" / "top.toml")
    assert session.profile_path == tmp_path / "top.toml"
