"""The pictures alone: nothing else takes room from them, everything comes back as it was, no key acts out of sight."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.gui.bench import opened, small, until_exact


def test_the_pictures_have_the_window_and_everything_comes_back(qtbot) -> None:
    with opened(qtbot, small(), size=(960, 540)) as window:
        window.actions_by_name["history"].trigger()
        parts = (window.history, window.viewer, window.rack)
        qtbot.waitUntil(lambda: sum(part.width() for part in parts) <= window.width())
        before = (window.viewer.width(), window.viewer.height())
        window.actions_by_name["alone"].trigger()
        qtbot.waitUntil(lambda: window.viewer.width() == window.width())
        qtbot.waitUntil(lambda: window.viewer.height() >= window.height() - 44 - 3 * 28)
        assert window.actions_by_name["alone"].isChecked()
        until_exact(qtbot, window)
        window.actions_by_name["overlay_zebra"].trigger()  # lies on the pictures
        assert window.desk.alone.on
        window.actions_by_name["alone"].trigger()
        qtbot.waitUntil(lambda: (window.viewer.width(), window.viewer.height()) == before)
        assert window.rack.isVisible()
        assert window.history.isVisible()
        assert not window.film.strip.isVisible()  # as before
        assert window.dock.scopes.isVisible()
        assert not window.actions_by_name["alone"].isChecked()


def test_a_key_of_a_part_that_is_away_brings_it_back(qtbot) -> None:
    with opened(qtbot, small()) as window:
        act = window.actions_by_name
        for name, seen in (("scopes", window.dock.scopes), ("regions", window.dock.panel), ("search", window.rack)):
            act["alone"].trigger()
            assert not seen.isVisible()
            act[name].trigger()  # the scopes were open: they are seen again, not closed
            assert seen.isVisible(), name
            assert not window.desk.alone.on
        act["alone"].trigger()
        qtbot.keyClick(window.viewer.processed, Qt.Key.Key_A)
        qtbot.waitUntil(window.rack.isVisible)
