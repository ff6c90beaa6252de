"""Opening, saving and restoring in the window."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from tests.gui.bench import PATIENCE_MS, drop, opened, small, until_exact, until_said
from tests.support import facts, noisy_mosaic
from tuner.core.engine import Engine, Request
from tuner.files.dng_write import write_dng
from tuner.files.picture import read_picture, read_state
from tuner.gui import theme
from tuner.gui.bridge import Bridge
from tuner.gui.dialogs import PICTURE_KINDS, Chosen


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    theme.apply(qapp)


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """A small raw file."""
    return a_raw(tmp_path / "scene.dng")


def a_raw(path: Path, seed: int = 0) -> Path:
    write_dng(path, noisy_mosaic(64, 48, seed), facts(64, 48, model="Test"))
    return path


def until_open(qtbot, window, path: Path) -> None:
    qtbot.waitUntil(lambda: window.session.raw_path == path, timeout=60_000)
    until_exact(qtbot, window)


def test_a_dropped_raw_is_opened(qtbot, raw):
    with opened(qtbot) as window:
        drop(window, raw)
        until_open(qtbot, window, raw)
        assert window.status.text("name") == "scene.dng"
        assert window.status.text("format") == f"64 × 48 · RGGB · {window.session.frame.facts.bits} bit"
        assert window.status.text("work") == ""


@pytest.mark.parametrize(
    ("name", "content"),
    [("broken.dng", b"II*\0 not really"), ("empty.nef", b""), ("broken.toml", b"schema = 1\n[sharpen]\namount = 99\n"),
     ("plain.png", b"\x89PNG\r\n\x1a\n"), ("noise.jpg", b"\0" * 64), ("missing.cr2", None)],
)  # fmt: skip
def test_a_broken_file_changes_nothing_but_the_message(qtbot, tmp_path, name, content):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with opened(qtbot, small()) as window:
        session = window.session
        before = (session.frame, session.recipe, session.baseline, session.profile_path, window.windowTitle())
        pictures = [pane.picture.full.copy() for pane in window.viewer.panes]  # images compare by their pixels
        drop(window, path)
        said = until_said(qtbot, window, name)
        assert "\n" not in said
        assert before == (session.frame, session.recipe, session.baseline, session.profile_path, window.windowTitle())
        assert pictures == [pane.picture.full for pane in window.viewer.panes]
        assert window.status.text("badge") == "EXACT"
        assert window.status.text("work") == ""


def test_a_picture_without_a_state_says_so(qtbot, tmp_path):
    from PIL import Image

    path = tmp_path / "holiday.png"
    Image.fromarray(np.zeros((8, 8, 3), np.uint8)).save(path)
    with opened(qtbot) as window:
        drop(window, path)
        until_said(qtbot, window, "carries no state")


def test_an_exported_picture_has_the_engine_s_pixels_and_restores_its_state(qtbot, raw):
    with opened(qtbot) as window:
        drop(window, raw)
        until_open(qtbot, window, raw)
        window.session.change({"exposure.ev": 0.75, "sharpen.enabled": False})
        tuned = window.session.recipe
        out = raw.with_name("out.tif")
        window.files.ask.to_save = Chosen(out, next(k for k, v in PICTURE_KINDS.items() if v == (".tif", 16)))
        window.actions_by_name["export"].trigger()
        until_said(qtbot, window, "Saved out.tif")
        expected = Engine().render(window.session.frame, tuned, Request(depth=16)).pixels
        assert np.array_equal(read_picture(out).pixels, expected)
        window.session.undo()
        drop(window, out)
        qtbot.waitUntil(lambda: window.session.recipe == tuned, timeout=10_000)
        assert "are in force" in window.message.text
        window.session.undo()
        assert window.session.recipe != tuned


def test_a_picture_opens_its_raw_from_beside_it(qtbot, raw):
    with opened(qtbot) as window:
        drop(window, raw)
        until_open(qtbot, window, raw)
        window.session.change({"exposure.ev": 1.5})
        until_exact(qtbot, window)
        shot = raw.with_name("shot.png")
        window.files.screenshot_to(shot)
        until_said(qtbot, window, "Saved shot.png")
        tuned, sha = window.session.recipe, window.session.frame.sha256
        state = read_state(shot)
        assert state is not None
        assert (state.raw_sha256, state.raw_name) == (sha, "scene.dng")
        assert read_picture(shot).pixels.shape[1] == window.viewer.width()
    with opened(qtbot) as window:
        drop(window, shot)
        until_open(qtbot, window, raw)
        assert window.session.recipe == tuned
    raw.unlink()
    with opened(qtbot) as window:
        drop(window, shot)
        until_said(qtbot, window, "scene.dng is not at hand")
        assert window.session.recipe == tuned
        assert window.session.frame is None
    a_raw(raw, seed=5)
    with opened(qtbot) as window:
        drop(window, shot)
        until_said(qtbot, window, "not the raw that made the picture")
        assert window.status.text("work") == ""
        assert window.session.frame is None


def test_profiles_are_saved_loaded_and_asked_about(qtbot, tmp_path):
    path = tmp_path / "mine"
    with opened(qtbot, small()) as window:
        ask = window.files.ask
        window.session.change({"exposure.ev": 1.0})
        ask.to_save = Chosen(path, "")
        window.actions_by_name["save"].trigger()
        saved = path.with_suffix(".toml")
        assert saved.exists()
        assert not window.session.dirty
        window.session.change({"exposure.ev": 2.0})
        ask.to_unsaved = "cancel"
        drop(window, saved)
        qtbot.waitUntil(lambda: ask.asked == 1)
        assert window.session.recipe.value("exposure.ev") == 2.0
        assert not window.close()
        assert window.isVisible()
        ask.to_unsaved = "discard"
        drop(window, saved)
        qtbot.waitUntil(lambda: window.session.recipe.value("exposure.ev") == 1.0)
        window.session.change({"exposure.ev": 3.0})
        ask.to_unsaved = "save"
        window.actions_by_name["new_profile"].trigger()
        assert "3.0" in saved.read_text()
        assert window.session.profile_path is None


def test_a_profile_that_cannot_be_saved_is_not_lost(qtbot, tmp_path):
    with opened(qtbot, small()) as window:
        window.session.change({"exposure.ev": 1.0})
        window.files.ask.to_save = Chosen(tmp_path / "no" / "such" / "folder.toml", "")
        window.actions_by_name["save_as"].trigger()
        assert "folder.toml" in window.message.text
        assert window.session.dirty


def test_a_raw_that_changed_on_disk_is_reloaded_only_when_asked(qtbot, raw):
    with opened(qtbot) as window:
        drop(window, raw)
        until_open(qtbot, window, raw)
        first = window.session.frame
        a_raw(raw, seed=9)  # replaced in one step, as programs do
        os.utime(raw, ns=(1, 1))
        until_said(qtbot, window, "scene.dng changed on disk")
        assert window.session.frame is first
        window.message.button.click()
        qtbot.waitUntil(lambda: window.session.frame is not first, timeout=60_000)
        until_exact(qtbot, window)
        assert window.session.frame.sha256 != first.sha256


def test_our_own_save_is_no_change_on_disk(qtbot, tmp_path):
    with opened(qtbot, small()) as window:
        for ev in (1.0, 2.0):
            window.session.change({"exposure.ev": ev})
            window.files.ask.to_save = Chosen(tmp_path / "p.toml", "")
            window.actions_by_name["save"].trigger()
            qtbot.wait(80)
            assert window.message.text == "Saved p.toml."


def test_the_status_says_what_is_being_done_and_nothing_when_it_is_over(qtbot, raw, monkeypatch):
    """Compiling and file work each have their own place; what fails or is not taken ends too."""
    begun, go_on, decode = threading.Event(), threading.Event(), Bridge.decode

    def slow(bridge, path, *more):
        begun.set()
        assert go_on.wait(60)
        return decode(bridge, path, *more)

    monkeypatch.setattr(Bridge, "decode", slow)
    with opened(qtbot) as window:
        # the window warms up once it is painted, and says so: not in between
        qtbot.waitUntil(lambda: window.bridge._warm and window.bridge.idle, timeout=PATIENCE_MS)
        QApplication.processEvents()
        window.files.open_raw(raw, expect="0" * 64, note="Note.")
        qtbot.waitUntil(begun.is_set, timeout=10_000)  # else it would be overtaken
        window.files.open_raw(raw.with_name("missing.dng"))
        window.bridge.compiling.emit(3, 16, "Demosaic")
        qtbot.waitUntil(lambda: window.status.text("kernels") == "compiling kernels 3/16")
        assert window.status.text("work") == "opening scene.dng"
        window.bridge.compiling.emit(16, 16, "")
        go_on.set()
        until_said(qtbot, window, "missing.dng")
        assert window.session.frame is None
        assert window.status.text("work") == ""


def test_profiles_are_parsed_off_the_window_s_thread(qtbot, tmp_path, monkeypatch):
    from tuner.files import profile

    threads, load = [], profile.load_profile

    def noted(path):
        threads.append(threading.current_thread())
        return load(path)

    monkeypatch.setattr(profile, "load_profile", noted)
    with opened(qtbot) as window:
        window.session.change({"exposure.ev": 1.5})
        window.session.save(tmp_path / "mine.toml")
        window.session.new_profile()
        drop(window, tmp_path / "mine.toml")
        until_said(qtbot, window, "Loaded mine.toml.")
        assert window.session.recipe.value("exposure.ev") == 1.5
    assert threads
    assert threading.main_thread() not in threads


def test_what_the_file_left_out_is_said_once(qtbot):
    frame = small(notices=("The shading opcode is not applied.", "No camera matrix."))
    with opened(qtbot) as window:
        window.session.show(frame)
        window.files._say_notices(frame, "")
        assert window.message.text == "2 notices: The shading opcode is not applied."
        window.message.clear()
        until_exact(qtbot, window)
        assert window.message.text == ""


def test_a_picture_being_saved_is_finished_when_the_window_closes(qtbot, tmp_path):
    with opened(qtbot, small()) as window:
        for name in ("one.png", "two.png"):
            window.files.export_to(tmp_path / name)
        window.close()
        assert sorted(p.name for p in tmp_path.iterdir()) == ["one.png", "two.png"]
