"""Pinned pixels are marked where they are, on every pane, with the number of their column."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from tests.gui.bench import PATIENCE_MS, opened, small, until_exact
from tuner.gui import theme
from tuner.gui.picture import as_rgb


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    theme.apply(qapp)


def test_pins_are_marked_on_every_pane_and_numbered_in_the_table(qtbot):
    with opened(qtbot, small(), (1400, 700)) as window:
        dock, viewer = window.dock, window.viewer
        dock.turn("probe")
        window.actions_by_name["pair"].trigger()
        until_exact(qtbot, window)
        before = {pane: as_rgb(pane.grab().toImage()) for pane in viewer.seen}
        for place in ((20, 30), (41, 12)):
            dock.probe.point(place)
            window.actions_by_name["pin_probe"].trigger()
        qtbot.waitUntil(lambda: dock.idle and len(dock.probe.pixels) == 2, timeout=PATIENCE_MS)
        assert [text.split(" · ") for text in dock.probe.rows()[0][1:]] == [["2", "41, 12"], ["1", "20, 30"]]
        for pane, was in before.items():
            changed = (as_rgb(pane.grab().toImage()) != was).any(axis=2)
            for x, y in ((20, 30), (41, 12)):
                left, top = (round(v) for v in pane.view.to_pane(x + 0.5, y + 0.5))
                near = changed[top - 14 : top + 15, left - 14 : left + 15]
                assert near.any(), (pane.title, x, y)
                assert not changed[top, left], "the pixel itself stays to be seen"
        dock.probe.unpin()
        QApplication.processEvents()
        assert all((as_rgb(pane.grab().toImage()) == was).all() for pane, was in before.items())
