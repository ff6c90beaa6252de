"""What waits until the window is on screen: loading the compiler. It never takes a picture's place."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from tests.gui.bench import opened, small
from tuner.gui.first_paint import FirstPaint


def test_it_is_done_once_behind_the_first_painting(qtbot):
    widget, done = QWidget(), []
    qtbot.addWidget(widget)
    FirstPaint(widget, lambda: done.append(widget.isVisible()))
    assert done == []
    widget.show()
    qtbot.waitUntil(lambda: done == [True], timeout=10_000)
    widget.repaint()
    qtbot.wait(20)
    assert done == [True]


def test_warming_up_replaces_no_picture_that_was_asked_for(qtbot):
    """The mailbox holds one job."""
    with opened(qtbot) as window:
        bridge, session = window.bridge, window.session
        for ev in (0.5, 1.0):  # one is rendered, the other waits
            session.show(small())
            session.change({"exposure.ev": ev})
            bridge._warm = False
            bridge.warm_up()
        qtbot.waitUntil(lambda: window.pictures.exact and bridge.idle, timeout=60_000)
        assert window.pictures.shown.recipe.value("exposure.ev") == 1.0


def test_with_nothing_to_show_it_warms_up(qtbot):
    with opened(qtbot) as window:
        assert window.session.frame is None
        qtbot.waitUntil(lambda: window.bridge._warm, timeout=60_000)
