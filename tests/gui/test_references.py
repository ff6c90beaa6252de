"""References that are not the open raw's own present: other sizes, and what is kept of them."""

from __future__ import annotations

import threading
import time

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from tests.gui.bench import PATIENCE_MS, large, opened, painted, small, until_said
from tests.gui.test_compare import expected, settled
from tests.support import noisy_frame
from tuner.app import sources
from tuner.app.sources import BASELINE, Source
from tuner.core.condition import UNKNOWN
from tuner.core.orient import Rect
from tuner.files.profile import Profile
from tuner.gui.desk import LEAST_OF_FOUR
from tuner.gui.ready import REST_MS


def test_a_snapshot_of_a_raw_of_another_size_is_shown_scaled_and_said(qtbot):
    """Not blank panes: its own pixels at the open picture's size, as a picture file would be."""
    with opened(qtbot, small()) as window:
        window.desk.take()
        until_said(qtbot, window, "Snapshot A")
        kept, snapshot = Source("snapshot", "A"), window.desk.snapshots["A"]
        window.desk.compare.compare_with(kept)
        settled(qtbot, window)
        window.session.show(noisy_frame(96, 80))
        settled(qtbot, window)
        still = window.desk.others.still(kept)
        wanted = Image.fromarray(np.ascontiguousarray(snapshot.rendered.rgb)).resize((96, 80), Image.Resampling.BICUBIC)
        np.testing.assert_array_equal(still.pixels[..., 2::-1], np.asarray(wanted))
        assert window.viewer.seen[0].picture is not None
        assert window.viewer.seen[0].detail == f"of {snapshot.frame.name}, scaled from 64 × 48"
        window.dock.turn("regions")
        window.dock.regions.add_region(Rect(90, 70, 6, 10))  # inside the open picture only
        window.message.clear()
        window.actions_by_name["difference"].trigger()
        settled(qtbot, window)
        qtbot.waitUntil(lambda: window.dock.idle, timeout=PATIENCE_MS)
        assert window.viewer.seen[0].picture is not None
        assert "another size" in window.message.text


def test_a_note_is_in_the_name_over_the_picture_as_soon_as_it_is_written(qtbot):
    with opened(qtbot, small()) as window:
        window.desk.take()
        until_said(qtbot, window, "Snapshot A")
        window.desk.compare.compare_with(Source("snapshot", "A"))
        settled(qtbot, window)
        assert window.viewer.seen[0].title == "Snapshot A"
        window.desk.snapshots.annotate("A", "less noise")
        assert window.viewer.seen[0].title == "Snapshot A · less noise"
        window.desk.compare.show("wipe")
        settled(qtbot, window)
        window.desk.snapshots.annotate("A", "more noise")
        assert window.viewer.processed.over.title == "Snapshot A · more noise"


def test_a_second_flick_to_the_baseline_waits_for_nothing(qtbot, monkeypatch):
    """Its pixels are kept while one looks at something else, and made anew when the baseline is another one."""
    frame = large()
    with opened(qtbot, frame) as window:
        window.session.change({"exposure.ev": 1.0})
        settled(qtbot, window)
        compare, pane = window.desk.compare, window.viewer.processed
        compare.flick(True)
        settled(qtbot, window)
        then, now = (expected(frame, r, pane) for r in (window.session.baseline, window.session.recipe))
        compare.flick(False)
        with monkeypatch.context() as context:
            context.setattr(window.bridge.engine, "render", lambda *a, **k: pytest.fail("a flicker rendered"))
            for _ in range(2):
                compare.flick(True)
                np.testing.assert_array_equal(painted(pane, frame), then)  # at once, in the same turn
                compare.flick(False)
                np.testing.assert_array_equal(painted(pane, frame), now)
        window.session.show(small())
        settled(qtbot, window)
        made = window.desk.others.still(BASELINE)  # perhaps made ahead already; what is of the other frame is gone
        assert made is None or made.pixels.shape[:2] == (48, 64)


def ready(qtbot, window) -> None:
    """Wait for the baseline that nobody asked for yet."""
    qtbot.waitUntil(lambda: window.desk.others.exact(BASELINE) and window.desk.idle, timeout=60_000)


def test_the_first_flick_to_the_baseline_waits_for_nothing_and_costs_no_render(qtbot, monkeypatch):
    """The picture opened with is the baseline's own; it is kept when the tuning leaves it."""
    frame = large()
    with opened(qtbot, frame) as window:
        compare, pane, rendered = window.desk.compare, window.viewer.processed, []
        with monkeypatch.context() as context:
            context.setattr(sources, "by_recipe", lambda *a: rendered.append(a))
            ready(qtbot, window)
            assert not rendered
        window.session.change({"exposure.ev": 1.0})
        settled(qtbot, window)
        compare.flick(True)
        np.testing.assert_array_equal(painted(pane, frame), expected(frame, window.session.baseline, pane))
        compare.flick(False)


def test_a_baseline_is_made_ahead_only_while_nothing_else_is_to_be_done(qtbot, monkeypatch):
    """It is broken off by a change, and by what is wanted; held buttons put it off; a fault of it is not said."""
    with opened(qtbot, small()) as window:
        begun, cancelled = threading.Event(), threading.Event()

        def endless(*told):
            cancel = told[-1]
            begun.set()
            give_up = time.monotonic() + 60
            while time.monotonic() < give_up and not cancel.flag[0]:
                time.sleep(0.002)
            cancelled.set()
            cancel.check()

        with monkeypatch.context() as context:
            context.setattr(QGuiApplication, "mouseButtons", lambda: Qt.MouseButton.LeftButton)
            context.setattr(sources, "by_recipe", endless)
            tuning = window.session.tuning.with_values({"exposure.ev": 1.0}, UNKNOWN)
            window.session.adopt(Profile("other", "", tuning), None)
            window.session.change({"exposure.ev": 0.5})
            settled(qtbot, window)
            qtbot.wait(2 * REST_MS)
            assert not begun.is_set()
            context.setattr(QGuiApplication, "mouseButtons", lambda: Qt.MouseButton.NoButton)
            qtbot.waitUntil(begun.is_set, timeout=10_000)
            window.session.change({"exposure.ev": 0.6})
            qtbot.waitUntil(cancelled.is_set, timeout=10_000)
            context.setattr(sources, "by_recipe", lambda *a: 1 / 0)
            settled(qtbot, window)
            qtbot.wait(2 * REST_MS)
            assert window.message.text == ""
        tuning = window.session.tuning.with_values({"exposure.ev": 0.9}, UNKNOWN)
        window.session.adopt(Profile("third", "", tuning), None)  # the one that failed is not tried again
        ready(qtbot, window)


def test_a_reference_that_could_not_be_made_is_named_each_time_it_is_asked_for(qtbot, tmp_path):
    with opened(qtbot, small()) as window:
        window.desk.compare.compare_with_picture(tmp_path / "gone.png")
        until_said(qtbot, window, "gone.png")
        for action in ("wipe", "difference"):
            window.message.clear()
            window.actions_by_name[action].trigger()
            assert "gone.png" in window.message.text
        window.message.clear()
        window.desk.compare.compare_with(BASELINE)
        assert window.message.text == ""


def test_four_pictures_take_the_dock_s_room_in_a_small_window(qtbot):
    with opened(qtbot, small(), (880, 520)) as window:
        compare, dock, viewer = window.desk.compare, window.dock, window.viewer
        assert dock.scopes_open
        compare.show("four")
        QApplication.processEvents()
        assert not dock.seen
        assert min(pane.height() for pane in viewer.seen) >= LEAST_OF_FOUR
        assert "while there are four" in window.message.text
        compare.show("side")
        assert dock.scopes_open
        assert window.message.text == ""  # it would no longer be true
        compare.show("four")
        dock.turn("regions")  # asked for: it stays
        compare.show("side")
        assert dock.open == ("regions",)
        window.resize(1280, 800)
        QApplication.processEvents()
        compare.show("four")
        assert dock.open == ("regions",)


def test_a_window_made_small_gives_four_pictures_the_dock_s_room_too(qtbot):
    with opened(qtbot, small(), (1280, 1000)) as window:
        window.desk.compare.show("four")
        QApplication.processEvents()
        assert window.dock.scopes_open
        window.resize(880, 520)
        qtbot.waitUntil(lambda: not window.dock.seen)
        # the room that the dock leaves is given to the panes by a later turn of the event loop
        qtbot.waitUntil(lambda: min(pane.height() for pane in window.viewer.seen) >= LEAST_OF_FOUR)
        window.desk.compare.show("side")
        assert window.dock.scopes_open
