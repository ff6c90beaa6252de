"""Pinned pixels are marked where they are, on every pane, with the number of their column."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from PySide6.QtWidgets import QApplication

from tests.gui.bench import PATIENCE_MS, opened, small
from tests.gui.test_compare import settled
from tuner.app.session import Session
from tuner.core.orient import Rect
from tuner.gui import theme
from tuner.gui.loupe import LEAST_SIDE, SIDE
from tuner.gui.picture import as_rgb
from tuner.gui.probe_panel import ProbePanel


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    theme.apply(qapp)


def test_pins_are_marked_on_every_pane_and_numbered_in_the_table(qtbot):
    with opened(qtbot, small(), (1400, 700)) as window:
        dock, viewer = window.dock, window.viewer
        dock.turn("probe")
        window.actions_by_name["pair"].trigger()
        settled(qtbot, window)  # the baseline is made on a lane of its own
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


def test_the_probe_s_rows_stand_in_blocks_side_by_side_where_there_is_room(qtbot):
    """Nearly all of them are seen at once; what is copied is one long table all the same."""
    session, executor = Session(), ThreadPoolExecutor(1)
    panel = ProbePanel(session, executor)
    qtbot.addWidget(panel)
    panel.resize(930, 196)
    panel.show()
    session.show(small())
    panel.point((20, 30))
    qtbot.waitUntil(lambda: panel.worker.idle and bool(panel.pixels), timeout=PATIENCE_MS)
    rows, table = panel.rows(), panel.table

    def shown() -> list[list[str]]:
        wide = len(rows[0])
        texts = [[table.item(y, x).text() if table.item(y, x) else "" for x in range(table.columnCount())] for y in range(table.rowCount())]  # fmt: skip
        return [row for at in range(0, table.columnCount(), wide) for line in texts if (row := line[at : at + wide])[0]]

    # the hint above the table has gone; the room it leaves is given to the table by the next turn of the event loop
    qtbot.waitUntil(lambda: table.rowCount() * table.rowHeight(0) <= table.viewport().height(), timeout=PATIENCE_MS)
    assert table.columnCount() == 6
    assert shown() == rows[1:]
    panel.resize(330, 196)
    qtbot.waitUntil(lambda: table.columnCount() == 2)
    assert shown() == rows[1:]
    executor.shutdown()


def test_the_pixel_under_the_pointer_is_read_in_full_beside_the_regions(qtbot):
    """However many are pinned, and however little room the dock has for two pages."""
    with opened(qtbot, small(), (1500, 800)) as window:
        dock = window.dock
        dock.turn("regions")
        dock.panel.profile_button.click()
        dock.turn("probe")
        for place in ((20, 30), (41, 12), (33, 33)):
            dock.probe.point(place)
            dock.probe.pin()
        dock.probe.point((5, 5))
        table = dock.probe.table
        qtbot.waitUntil(lambda: table.columnCount() > 3, timeout=PATIENCE_MS)
        assert dock.seen == ("regions", "probe")
        qtbot.waitUntil(lambda: table.columnWidth(0) + table.columnWidth(1) <= table.viewport().width())


def test_the_loupe_never_covers_half_of_a_picture(qtbot):
    with opened(qtbot, small(), (1280, 800)) as window:
        loupe, pane = window.desk.loupe, window.viewer.processed
        loupe.toggle()
        assert LEAST_SIDE <= loupe.width() == loupe.side <= max(min(pane.width(), pane.height()) * 0.5, LEAST_SIDE)
        window.resize(2200, 1500)
        QApplication.processEvents()
        assert loupe.width() == loupe.view.pane[0] == SIDE
        assert window.viewer.rect().contains(loupe.geometry())


def test_what_lies_on_a_picture_leaves_its_name_readable(qtbot):
    with opened(qtbot, small()) as window:
        pane = window.viewer.processed
        bare, whole = pane.grab(pane.names[0].toAlignedRect()).toImage(), pane.grab().toImage()
        window.dock.regions.add_region(Rect(0, 0, 8, 8))  # its own name would lie on the picture's
        QApplication.processEvents()
        assert pane.grab().toImage() != whole
        assert pane.grab(pane.names[0].toAlignedRect()).toImage() == bare
