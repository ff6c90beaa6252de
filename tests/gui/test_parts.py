"""What is on screen comes first, drafts are never read, and nothing is ever black or of another file."""

from __future__ import annotations

import threading
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from tests.gui.bench import large, opened, until_exact, until_said
from tests.support import facts, noisy_mosaic
from tuner.core.engine import Engine
from tuner.core.frame import Frame
from tuner.files.picture import read_picture
from tuner.gui import pictures as asking
from tuner.gui import theme
from tuner.gui.picture import as_rgb
from tuner.gui.window import MainWindow

RAISED = "exposure.ev"


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    theme.apply(qapp)


def bright(width: int = 1200, height: int = 900) -> Frame:
    """A frame whose picture has no black pixel."""
    return Frame.from_active(1500 + noisy_mosaic(width, height) // 2, facts(width, height))


def seen(window: MainWindow) -> np.ndarray:
    """(h, w, 3) what the processed pane paints, without its caption's rows."""
    return as_rgb(window.viewer.processed.grab().toImage())[40:]


def here(window: MainWindow, picture: np.ndarray) -> np.ndarray:
    """The part of a picture that the processed pane shows at 1:1, without its caption's rows."""
    (left, top), (w, h) = window.viewer.view.origin, window.viewer.view.pane
    return picture[40 - top : h - top, -left : w - left]


def hold_the_rest(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Keep the lane from the rest of a picture until the event is set."""
    go_on, rest = threading.Event(), window.bridge._preview.rest

    def later(cancel):  # type: ignore[no-untyped-def]
        while not go_on.wait(0.005):
            cancel.check()
        yield from rest(cancel)

    monkeypatch.setattr(window.bridge._preview, "rest", later)
    return go_on


def drag(qtbot, window: MainWindow, values) -> None:  # type: ignore[no-untyped-def]
    for value in values:
        window.session.change({RAISED: float(value)}, gesture="drag")
        qtbot.wait(5)


def test_what_is_on_screen_is_exact_before_the_rest_is(qtbot, monkeypatch):
    frame = large()
    with opened(qtbot, frame) as window:
        window.zoom_to(1.0)
        until_exact(qtbot, window)
        go_on = hold_the_rest(window, monkeypatch)
        window.session.change({RAISED: 0.7})
        qtbot.waitUntil(lambda: window.status.text("badge") == "EXACT", timeout=60_000)
        export = Engine().render(frame, window.session.recipe).rgb
        assert np.array_equal(seen(window), here(window, export))
        assert not window.pictures.exact
        assert not window.bridge.idle
        assert not window.pictures.shown.complete
        go_on.set()
        until_exact(qtbot, window)
        assert np.array_equal(window.pictures.shown.rendered.rgb, export)


def test_panning_before_the_rest_is_there_shows_the_picture_before_and_then_the_exact_one(qtbot, monkeypatch):
    frame = large()
    with opened(qtbot, frame) as window:
        window.zoom_to(1.0)
        until_exact(qtbot, window)
        before = window.pictures.shown.rendered.rgb
        hold_the_rest(window, monkeypatch)
        window.session.change({RAISED: 0.7})
        qtbot.waitUntil(lambda: window.status.text("badge") == "EXACT", timeout=60_000)
        window.viewer.processed.pan_asked.emit(-150.0, 60.0)
        now = Engine().render(frame, window.session.recipe).rgb
        mixed = here(window, before).copy()
        covered = window.pictures.shown.covered.rects[0]
        at = np.zeros(before.shape[:2], bool)
        at[covered.y : covered.y + covered.h, covered.x : covered.x + covered.w] = True
        known = here(window, at)
        mixed[known] = here(window, now)[known]
        assert not known.all()
        assert window.status.text("badge") == ""
        assert np.array_equal(seen(window), mixed)
        for x, codes in ((covered.x, now[covered.y, covered.x]), (covered.x + covered.w + 3, None)):
            window._point((x, covered.y))
            text = window.status.text("probe")
            if codes is None:
                assert "RGB" not in text
            else:
                assert text.endswith("RGB " + " ".join(str(code) for code in codes))
        qtbot.waitUntil(lambda: window.status.text("badge") == "EXACT", timeout=60_000)
        assert np.array_equal(seen(window), here(window, now))


@pytest.mark.parametrize("zoom", [0.0, 1.0])
@pytest.mark.parametrize("budget", [100.0, 0.0])
def test_a_drag_with_pans_and_zooms_never_shows_black(qtbot, zoom, budget):
    frame = bright()
    with opened(qtbot, frame) as window:
        window.zoom_to(zoom)
        until_exact(qtbot, window)
        window.bridge._preview.budget_ms = budget
        for i in range(24):
            window.session.change({RAISED: 0.02 * i})
            if i % 3 == 0:
                window.viewer.processed.pan_asked.emit(40.0 * (-1) ** i, 25.0)
            if i % 8 == 7:
                window.step_zoom(1 if i % 16 == 7 else -1)
            qtbot.wait(3)
            assert seen(window).max(axis=2).min() > 0
        until_exact(qtbot, window)
        assert np.array_equal(window.pictures.shown.rendered.rgb, Engine().render(frame, window.session.recipe).rgb)


@pytest.mark.parametrize("zoom", [0.0, 1.0])
def test_a_draft_is_badged_never_read_and_always_followed_by_the_exact_picture(
    qtbot, tmp_path: Path, monkeypatch, zoom
):
    frame, drafts = large(), []
    with opened(qtbot, frame) as window:
        window.zoom_to(zoom)
        until_exact(qtbot, window)
        preview, pictures = window.bridge._preview, window.pictures
        preview.budget_ms, show, go_on = 0.0, preview.show, threading.Event()

        def slow(*args):  # type: ignore[no-untyped-def]
            while not go_on.wait(0.002):
                args[-1].check()
            return show(*args)

        window.session.change({RAISED: 0.1})  # the first of a drag is exact, and tells what one costs
        until_exact(qtbot, window)
        window.bridge.drafted.connect(drafts.append)
        window.session.change({RAISED: 0.2})
        until_exact(qtbot, window)
        preview.show = slow  # type: ignore[method-assign]
        before = pictures.shown
        monkeypatch.setattr(asking, "HURRY_S", 3600.0)  # however long a move takes on this machine
        drag(qtbot, window, np.linspace(0.3, 0.6, 8))
        qtbot.waitUntil(lambda: pictures.draft is not None and pictures.draft.recipe == window.session.recipe)
        assert window.status.text("badge") == pictures.badge == "DRAFT"
        assert window.viewer.processed.detail.endswith("DRAFT")
        assert pictures.shown is before
        exact = Engine().render(frame, window.session.recipe).rgb
        if zoom:  # it lies where the picture lies
            painted, wanted = (a.reshape(-1, 3).astype(float).mean() for a in (seen(window), here(window, exact)))
            assert abs(painted - wanted) < 8
        window._point((600, 450))
        assert "RGB" not in window.status.text("probe")
        window.files.screenshot_to(tmp_path / "shot.png")
        qtbot.wait(30)
        assert not (tmp_path / "shot.png").exists()
        go_on.set()
        until_exact(qtbot, window)
        assert window.status.text("badge") == "EXACT"
        assert np.array_equal(pictures.shown.rendered.rgb, exact)
        assert "RGB" in window.status.text("probe")
        until_said(qtbot, window, "Saved shot.png")
        shot = read_picture(tmp_path / "shot.png").pixels
        assert np.array_equal(shot, as_rgb(window.viewer.grab().toImage()))
    assert drafts


def test_the_exact_picture_behind_a_draft_gives_way_to_a_newer_value_and_a_plain_one_does_not(qtbot, monkeypatch):
    with opened(qtbot, large()) as window:
        preview, begun, broken, free = window.bridge._preview, [], [], set()
        show, preview.budget_ms = preview.show, 0.0

        def held(frame, recipe, look, cancel):  # type: ignore[no-untyped-def]
            value = recipe.value(RAISED)
            begun.append(value)
            try:
                while value not in free:
                    cancel.check()
                    threading.Event().wait(0.002)
                return show(frame, recipe, look, cancel)
            except Exception:
                broken.append(value)
                raise

        def change(value: float) -> None:
            window.session.change({RAISED: value}, gesture="drag")

        window.session.change({RAISED: 0.1})
        until_exact(qtbot, window)
        monkeypatch.setattr(preview, "show", held)
        monkeypatch.setattr(asking, "HURRY_S", 0.0)  # the hand rested before
        change(0.2)
        qtbot.waitUntil(lambda: begun == [0.2])
        monkeypatch.setattr(asking, "HURRY_S", 3600.0)  # and moves on, however long a move takes on this machine
        change(0.3)
        free.add(0.2)
        values = (0.3, 0.4, 0.5, 0.6)
        for value, newer in pairwise(values):
            qtbot.waitUntil(lambda value=value: begun[-1] == value)
            change(newer)
        free.add(values[-1])
        until_exact(qtbot, window)
        assert begun == [0.2, *values]
        assert broken == list(values[:-1])  # those behind a draft; nothing was on screen for the first one yet


def test_a_draft_whose_exact_picture_fails_makes_way_for_the_last_exact_one(qtbot, monkeypatch):
    from tuner.core.chain import StageError

    with opened(qtbot, large()) as window:
        preview = window.bridge._preview
        window.session.change({RAISED: 0.1})
        until_exact(qtbot, window)
        before, preview.budget_ms = seen(window), 0.0

        def fails(*args):  # type: ignore[no-untyped-def]
            raise StageError("demosaic", ValueError("no way"))

        monkeypatch.setattr(preview, "show", fails)
        drag(qtbot, window, (0.2, 0.3, 0.4))
        until_said(qtbot, window, "demosaic")
        qtbot.waitUntil(lambda: window.bridge.idle)
        qtbot.wait(20)
        assert window.status.text("badge") == ""
        assert np.array_equal(seen(window), before)


def test_the_last_file_s_picture_is_never_called_the_new_one_s(qtbot, monkeypatch):
    from dataclasses import replace

    old, new = replace(large(), name="old.dng"), replace(bright(), name="new.dng")
    with opened(qtbot, old) as window:
        window.zoom_to(1.0)
        until_exact(qtbot, window)
        go_on, show = threading.Event(), window.bridge._preview.show

        def slow(*args):  # type: ignore[no-untyped-def]
            assert go_on.wait(60)
            return show(*args)

        monkeypatch.setattr(window.bridge._preview, "show", slow)
        hold = hold_the_rest(window, monkeypatch)
        window.session.show(new)
        assert window.viewer.processed.detail == "still old.dng"
        window._point((600, 450))
        assert "RGB" not in window.status.text("probe")
        assert window.status.text("badge") == ""
        go_on.set()
        qtbot.waitUntil(lambda: window.status.text("badge") == "EXACT", timeout=60_000)
        assert window.pictures.shown.under == ()
        assert "still" not in window.viewer.processed.detail
        window.viewer.processed.pan_asked.emit(-200.0, 0.0)
        export = here(window, Engine().render(new, window.session.recipe).rgb)
        shown = seen(window)
        same = (shown == export).all(axis=2)
        assert (shown[~same] == theme.SURROUND.getRgb()[:3]).all()  # not yet rendered: the surround
        hold.set()
        until_exact(qtbot, window)
        assert np.array_equal(seen(window), export)
