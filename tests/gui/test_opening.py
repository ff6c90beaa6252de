"""Which of several files is opened: the one asked for last; what is passed over, and what is said all the same."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.gui.bench import drop, opened, until_said
from tests.gui.test_files import a_raw, until_open
from tuner.gui import theme


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    theme.apply(qapp)


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """A small raw file."""
    return a_raw(tmp_path / "scene.dng")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Four small raws, of which the third is broken."""
    made = tmp_path / "raws"
    made.mkdir()
    for i in (1, 2, 4):
        a_raw(made / f"{i}.dng", i)
    (made / "3.dng").write_bytes(b"II*\0 not really")
    return made


def held(window, monkeypatch) -> tuple[threading.Event, list[str]]:
    """Raws wait to be decoded until the event is set; the names are of those that were begun."""
    go_on, begun, decode = threading.Event(), list[str](), window.bridge.decode

    def slow(path, *more):
        begun.append(path.name)
        assert go_on.wait(60)
        return decode(path, *more)

    monkeypatch.setattr(window.bridge, "decode", slow)
    return go_on, begun


def test_the_file_asked_for_last_is_the_one_shown_and_those_overtaken_are_not_decoded(qtbot, tmp_path, monkeypatch):
    paths = [a_raw(tmp_path / f"{i}.dng", i) for i in range(5)]
    with opened(qtbot) as window:
        seen = []
        window.session.listen(lambda event: seen.append(window.session.raw_path) if event == "frame" else None)
        go_on, begun = held(window, monkeypatch)
        window.files.open_path(paths[0])
        qtbot.waitUntil(lambda: begun == ["0.dng"], timeout=10_000)
        for path in paths[1:]:
            window.files.open_path(path)
        go_on.set()
        until_open(qtbot, window, paths[-1])
        qtbot.waitUntil(lambda: window.status.text("work") == "", timeout=10_000)
        assert begun == ["0.dng", "4.dng"]
        assert seen == [paths[0], paths[-1]]


def test_what_a_picture_s_raw_would_have_brought_is_said_with_the_raw_that_overtook_it(qtbot, tmp_path, monkeypatch):
    paths = [a_raw(tmp_path / f"{i}.dng", i) for i in range(3)]
    with opened(qtbot) as window:
        go_on, begun = held(window, monkeypatch)
        window.files.open_path(paths[0])
        window.files.open_raw(paths[1], note="The settings are in force.")
        window.files.open_path(paths[2])
        go_on.set()
        until_open(qtbot, window, paths[2])
        until_said(qtbot, window, "The settings are in force.")
        assert "1.dng" not in begun
        window.files.open_path(paths[0])
        until_open(qtbot, window, paths[0])
        assert "in force" not in window.message.text
        go_on.clear()
        window.files.open_path(paths[2])
        qtbot.waitUntil(lambda: begun[-1] == "2.dng", timeout=10_000)
        window.files.open_raw(paths[1], note="The settings are in force.")
        window.files.open_path(tmp_path / "missing.dng")
        go_on.set()
        until_said(qtbot, window, "missing.dng")
        until_said(qtbot, window, "in force")


@pytest.mark.parametrize("broken_first", [False, True])
def test_a_broken_file_dropped_with_a_good_one_loses_neither_the_good_one_nor_the_word(qtbot, tmp_path, broken_first):
    good, broken = a_raw(tmp_path / "good.dng"), tmp_path / "broken.dng"
    broken.write_bytes(b"II*\0 not really")
    with opened(qtbot) as window:
        drop(window, *((broken, good) if broken_first else (good, broken)))
        until_open(qtbot, window, good)
        until_said(qtbot, window, "broken.dng")
        assert window.status.text("name") == "good.dng"
        assert window.status.text("work") == ""
        drop(window, good)  # alone, it is not about the broken one any more
        qtbot.waitUntil(lambda: "broken.dng" not in window.message.text, timeout=10_000)


def test_the_raw_of_a_picture_does_not_replace_a_raw_asked_for_later(qtbot, raw):
    later = a_raw(raw.with_name("later.dng"), seed=3)
    with opened(qtbot) as window:
        drop(window, raw)
        until_open(qtbot, window, raw)
        shot = raw.with_name("shot.png")
        window.files.export_to(shot)
        until_said(qtbot, window, "Saved shot.png")
    with opened(qtbot) as window:
        drop(window, shot, later)  # the picture's raw is asked for when the later one has been
        until_open(qtbot, window, later)
        qtbot.waitUntil(lambda: window.status.text("work") == "", timeout=10_000)
        assert window.session.raw_path == later


def stepped_while_one_is_decoded(qtbot, window, folder, monkeypatch):
    """The folder's first raw is held while it is read anew, and a step to the second waits behind it."""
    drop(window, folder)
    until_open(qtbot, window, folder / "1.dng")
    go, asked = held(window, monkeypatch)
    window.film.ahead.ask(None)
    window.files.reload()
    qtbot.waitUntil(lambda: asked == ["1.dng"], timeout=60_000)
    window.film.next()
    return go, asked


def test_a_raw_opened_by_hand_overtakes_steps_and_the_strip_marks_it(qtbot, folder, tmp_path, monkeypatch):
    other = folder / "4.dng"
    with opened(qtbot) as window:
        go, asked = stepped_while_one_is_decoded(qtbot, window, folder, monkeypatch)
        window.files.open_path(other)
        go.set()
        until_open(qtbot, window, other)
        qtbot.waitUntil(lambda: window.film.strip.currentIndex().row() == 3, timeout=5_000)
        assert window.film._loading is None
        assert "2.dng" not in asked
        window.film.previous()  # from the one that is open
        until_said(qtbot, window, "3.dng")


def test_a_step_overtaken_by_a_file_that_is_refused_leaves_the_mark_on_the_open_raw(qtbot, folder, monkeypatch):
    with opened(qtbot) as window:
        go, _ = stepped_while_one_is_decoded(qtbot, window, folder, monkeypatch)
        window.files.open_path(folder / "missing.dng")
        go.set()
        until_said(qtbot, window, "missing.dng")
        assert window.session.raw_path == folder / "1.dng"
        assert window.film.strip.currentIndex().row() == 0
        assert window.film._loading is None


def test_links_that_are_left_out_of_the_strip_are_said(qtbot, folder, tmp_path):
    (tmp_path / "else.dng").write_bytes((folder / "1.dng").read_bytes())
    (folder / "0.dng").symlink_to(tmp_path / "else.dng")
    (folder / "5.dng").symlink_to(folder / "1.dng")
    with opened(qtbot) as window:
        drop(window, folder)
        until_open(qtbot, window, folder / "1.dng")
        until_said(qtbot, window, "Links that lead out of the folder or nowhere are left out: 1.")
        assert [p.name for p in window.film.strip.model_.paths] == ["1.dng", "2.dng", "3.dng", "4.dng", "5.dng"]
