"""Keys that can do nothing now say why."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.gui.bench import opened, small
from tuner.app.sources import PROCESSED
from tuner.gui import cannot, theme
from tuner.gui.actions import ACTIONS
from tuner.gui.compare import GAINS
from tuner.gui.pictures import MOST_EV
from tuner.gui.view import MOST


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    theme.apply(qapp)


def said(window, name: str) -> str:
    """What an action says."""
    window.message.clear()
    window.actions_by_name[name].trigger()
    return window.message.text


def test_without_a_raw_every_action_that_needs_one_says_so(qtbot):
    """Whatever the table of actions holds: an action is refused in words, or does something without a raw."""
    acts = {"flicker", "difference_kind", "turn_wipe"}
    with opened(qtbot) as window:
        assert set(cannot._REASONS) <= {a.name for a in ACTIONS}
        for name in cannot._REASONS.keys() - acts - {"gain_up", "gain_down"}:
            action = next(a for a in ACTIONS if a.name == name)
            assert cannot.why_not(window, action).endswith("."), name
        for name in ("next_raw", "previous_raw", "pin_probe", "behind_stage", "change_of_stage", "flicker", "loupe",
                     "fit", "zoom_in", "zoom_out", "brighter", "next_frame", "link", "loupe_zoom"):  # fmt: skip
            assert said(window, name).endswith("."), name
        assert window.desk.compare.stage is None
        assert not window.desk.compare.flicking
        assert window.desk.loupe.isHidden()


def test_the_key_of_a_greyed_action_says_why(qtbot):
    with opened(qtbot) as window:
        window.activateWindow()
        window.viewer.processed.setFocus()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is window.viewer.processed)
        assert not window.actions_by_name["undo"].isEnabled()
        QTest.keyClick(window.viewer.processed, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert window.message.text == "There is nothing to undo."
        QTest.keyClick(window.viewer.processed, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
        assert window.message.text == "Open a raw first."


def test_with_a_raw_what_has_come_to_an_end_says_so(qtbot):
    with opened(qtbot, small()) as window:
        compare, viewer = window.desk.compare, window.viewer
        assert said(window, "pin_probe") == "Point at a pixel of a picture first."
        window.dock.probe.point((3, 4))
        assert said(window, "pin_probe") == ""
        assert window.dock.probe.pins == ((3, 4),)
        assert said(window, "earlier") == "No state was made before this one."
        compare.show("raw")
        for name in ("behind_stage", "bypass"):
            assert said(window, name) == "The processed picture is not on screen: F2 shows it."
        assert compare.stage is None
        compare.show("side")
        assert PROCESSED in compare.sources
        assert said(window, "behind_stage") == ""
        assert said(window, "behind_stage") == ""  # and back again
        window.desk.others.gain = GAINS[-1]
        assert "64 times" in said(window, "gain_up")
        window.pictures.ev = -MOST_EV
        assert said(window, "darker") == "The raw view goes no further than -8 EV."
        assert said(window, "brighter") == ""
        viewer.look(viewer.view.zoomed(MOST))
        assert said(window, "zoom_in") == "It goes no closer than 64:1."
        viewer.look(viewer.view.fitted().zoomed(1.0))
        assert said(window, "zoom_out") == "All of the picture is on screen."
