"""Garbage is collected between events, by the window's thread."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from tuner.gui import tidy
from tuner.gui.tidy import Tidy, due


class Knot(QWidget):
    """A widget that is garbage only the collector finds."""

    def __init__(self) -> None:
        super().__init__()
        self.me = self


@pytest.fixture
def kept_tidy(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Tidy]:
    was, limits = gc.isenabled(), gc.get_threshold()
    monkeypatch.setattr(tidy, "EVERY_MS", 1)
    gc.set_threshold(50, 1, 1)
    found = Tidy()
    yield found
    found.end()
    gc.set_threshold(*limits)
    if not was:
        gc.disable()


def litter() -> None:
    """More garbage than any limit of these tests."""
    for _ in range(500):
        knot: list[object] = []
        knot.append(knot)


def test_no_other_thread_takes_widgets_apart(qtbot, kept_tidy: Tidy) -> None:
    """A worker that litters collects nothing; the window's thread does, soon."""
    where: list[int] = []

    def told(phase: str, info: dict[str, int]) -> None:
        where.append(threading.get_ident())

    kept_tidy.begin()
    gone = weakref.ref(Knot())
    gc.callbacks.append(told)
    try:
        worker = threading.Thread(target=litter)
        worker.start()
        worker.join()
        assert where == []
        qtbot.waitUntil(lambda: (litter(), gone() is None)[1])
    finally:
        gc.callbacks.remove(told)
    assert set(where) == {threading.get_ident()}


def test_a_hand_that_drags_is_let_finish(kept_tidy: Tidy, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[int] = []
    kept_tidy.begin()
    monkeypatch.setattr(gc, "collect", ran.append)
    monkeypatch.setattr(QApplication, "mouseButtons", lambda: Qt.MouseButton.LeftButton)
    monkeypatch.setattr(gc, "get_count", lambda: (60, 2, 0))
    for _ in range(tidy.PATIENCE):
        kept_tidy._tick()
    assert ran == []
    kept_tidy._tick()  # not for ever
    assert ran == [1]
    kept_tidy._tick()
    assert ran == [1]
    monkeypatch.setattr(QApplication, "mouseButtons", lambda: Qt.MouseButton.NoButton)
    kept_tidy._tick()
    assert ran == [1, 1]


@pytest.mark.parametrize("before", [True, False])
def test_at_the_end_python_collects_as_before(before: bool, kept_tidy: Tidy) -> None:
    (gc.enable if before else gc.disable)()
    kept_tidy.begin()
    assert not gc.isenabled()
    kept_tidy.end()
    assert gc.isenabled() is before


@pytest.mark.parametrize(
    ("count", "generation"),
    [
        ((10, 50, 50), None), ((701, 0, 0), 0), ((701, 10, 99), 0), ((701, 11, 0), 1), ((701, 11, 10), 1),
        ((701, 11, 11), 2),
    ],
)  # fmt: skip
def test_what_is_due_is_as_the_collector_counts(count: tuple[int, int, int], generation: int | None) -> None:
    assert due(count, (700, 10, 10)) == generation


def test_no_limit_is_never_due() -> None:
    assert due((10**9, 0, 0), (0, 10, 10)) is None
