"""Inspection points: kept with the raw in its own orientation, recalled by a key, called as the region they lie in."""

from __future__ import annotations

import pytest

from tests.gui.bench import opened, small, until_exact
from tuner.core.orient import Rect


@pytest.mark.parametrize("orientation", [1, 6])
def test_a_point_is_recalled_where_it_was_kept_and_named_by_its_region(qtbot, orientation: int) -> None:
    with opened(qtbot, small(orientation=orientation)) as window:
        loupe, act = window.desk.loupe, window.actions_by_name
        act["loupe"].trigger()
        window.viewer.pointed.emit((20, 30))
        act["loupe_zoom"].trigger()
        act["keep_point_3"].trigger()
        window.viewer.pointed.emit((5, 6))
        assert loupe.title == "2:1"
        act["point_3"].trigger()
        assert (loupe.centre, loupe.title) == ((20.5, 30.5), "2:1 · 3")
        window.viewer.pointed.emit((5, 6))
        assert loupe.centre == (20.5, 30.5)  # it stays
        window.dock.regions.add_region(Rect(18, 29, 4, 4), "eyelashes")
        act["point_3"].trigger()
        assert loupe.title == "2:1 · 3 · eyelashes"
        act["point_4"].trigger()
        assert "Ctrl+4" in window.message.text
        act["loupe"].trigger()
        act["loupe"].trigger()
        assert loupe.title == "2:1"  # it follows again


def test_the_loupe_flicks_with_the_panes(qtbot) -> None:
    with opened(qtbot, small()) as window:
        loupe, compare = window.desk.loupe, window.desk.compare
        window.desk.points.store(1)
        window.desk.points.recall(1)

        def seen():
            return loupe.grab(loupe.rect().adjusted(0, loupe.height() // 2, 0, 0)).toImage()  # below its name

        before = seen()
        window.session.change({"exposure.ev": 1.0})
        until_exact(qtbot, window)
        qtbot.waitUntil(lambda: seen() != before)
        after = seen()
        compare.flick(True)
        qtbot.waitUntil(lambda: seen() == before)
        assert loupe.title == "1:1 · 1 · Baseline"
        compare.flick(False)
        assert seen() == after
        assert loupe.title == "1:1 · 1"
