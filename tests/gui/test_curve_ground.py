"""The histogram behind a curve: fed while it is shown, off the window's thread, and only when it is another one."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.bench import PATIENCE_MS, tuner_threads
from tests.support import lively_frame
from tuner.app.input_levels import input_levels
from tuner.app.session import Session
from tuner.gui import curve_ground, scope_worker
from tuner.gui.curve_ground import CurveGrounds
from tuner.gui.rack import RackPanel


def test_a_curve_on_screen_has_the_levels_of_its_input(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    threads, counted = [], []

    def count(frame, recipe, stage, cancel):
        threads.append(threading.current_thread().name)
        counted.append(stage)
        return input_levels(frame, recipe, stage, cancel)

    monkeypatch.setattr(curve_ground, "input_levels", count)
    monkeypatch.setattr(curve_ground, "EVERY_MS", 5)
    monkeypatch.setattr(scope_worker, "REST", 0.0)
    session = Session()
    rack = RackPanel(session)
    qtbot.addWidget(rack)
    grounds = CurveGrounds(session, rack)
    rack.resize(348, 700)
    rack.show()
    session.show(lively_frame())
    assert grounds.idle  # no curve was made yet
    rack.expand(["linearization"])
    knob = rack.cards["linearization"].knobs["curve"]
    rack.area.ensureWidgetVisible(knob)
    QApplication.processEvents()
    graph = knob.control.graph
    qtbot.waitUntil(lambda: bool(graph._histogram), timeout=PATIENCE_MS)
    first = list(graph._histogram)
    qtbot.waitUntil(lambda: grounds.idle, timeout=PATIENCE_MS)
    session.change({"sharpen.amount": 1.0})  # behind it: nothing to count
    qtbot.waitUntil(lambda: grounds.idle, timeout=PATIENCE_MS)
    assert counted == ["linearization"]
    session.change({"black_level.source": "manual", "black_level.red": 100.0})
    qtbot.waitUntil(lambda: graph._histogram != first, timeout=PATIENCE_MS)
    rack.expand([])  # out of sight: not counted
    session.change({"black_level.red": 130.0})
    qtbot.waitUntil(lambda: grounds.idle, timeout=PATIENCE_MS)
    assert counted == ["linearization"] * 2
    assert all(name.startswith("tuner-curves") for name in threads)
    grounds.close()
    assert tuner_threads() == []
    session.change({"black_level.red": 160.0})  # or a curve that is painted, while the window closes
    assert grounds.idle
