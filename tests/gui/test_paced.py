"""Numbers that change fast are shown seldom, and the last one always."""

from __future__ import annotations

from PySide6.QtCore import QObject

from tuner.gui.paced import Paced


def test_the_first_and_the_last_are_shown_and_few_between(qtbot) -> None:
    shown: list[int] = []
    parent = QObject()
    paced = Paced(shown.append, parent, every=30)
    for i in range(100):
        paced.show(i)
    assert shown == [0]
    qtbot.waitUntil(lambda: shown == [0, 99], timeout=5_000)
    qtbot.waitUntil(lambda: not paced._timer.isActive())  # long after: again the first
    paced.show(7)
    assert shown == [0, 99, 7]


def test_a_closed_one_shows_nothing_and_keeps_no_timer(qtbot) -> None:
    shown: list[int] = []
    parent = QObject()
    paced = Paced(shown.append, parent, every=30)
    paced.show(1)
    paced.show(2)
    paced.close()
    paced.show(3)
    assert not paced._timer.isActive()
    qtbot.wait(60)
    assert shown == [1]
