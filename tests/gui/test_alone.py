"""The room of the pictures: alone in the window or with little of it, everything comes back, nothing lies over them."""

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


def test_in_the_smallest_window_nothing_lies_over_the_pictures(qtbot) -> None:
    """Snapshots, an open dock and a sequence's slider: each has its own room."""
    with opened(qtbot, small(), size=(880, 520)) as window:
        window.desk.take()
        qtbot.waitUntil(lambda: window.desk.strip.isVisible())
        qtbot.waitUntil(lambda: window.viewer.height() > 185)  # the dock is as low as it can be
        window.dumps.bar.show_frame(0, 3)
        column = (window.viewer, window.dock, window.desk.strip, window.dumps.bar, window.message)

        def apart() -> bool:
            tops = [part.mapTo(window, part.rect().topLeft()).y() for part in column]
            return all(top + part.height() <= below for part, top, below in zip(column, tops, tops[1:], strict=False))

        qtbot.waitUntil(apart)
        assert window.dock.scopes_open
        window.resize(880, 800)
        qtbot.waitUntil(lambda: window.desk.strip.height() > 60)
