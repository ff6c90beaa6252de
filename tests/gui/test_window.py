"""The window as a whole, off screen."""

from __future__ import annotations

import math
import threading
from operator import attrgetter
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeySequence, QMouseEvent
from PySide6.QtWidgets import QApplication

from tests.gui.bench import drop, large, opened, small, tuner_threads, until_exact, until_said
from tests.support import facts, noisy_mosaic
from tuner.cli.main import main
from tuner.core.engine import Cancelled, Engine
from tuner.core.orient import Rect
from tuner.files.dng_write import write_dng
from tuner.files.picture import read_picture
from tuner.gui import theme
from tuner.gui.actions import ACTIONS
from tuner.gui.overlay import shortcut_table
from tuner.gui.slider import Slider
from tuner.measure.solvers import Solver


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    theme.apply(qapp)


def _mouse(slider: Slider, kind: QEvent.Type, x: float) -> None:
    at = QPointF(x, slider.height() / 2)
    moving = kind == QEvent.Type.MouseMove
    button = Qt.MouseButton.NoButton if moving else Qt.MouseButton.LeftButton
    held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else Qt.MouseButton.LeftButton
    no_key = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(slider, QMouseEvent(kind, at, slider.mapToGlobal(at), button, held, no_key))


def test_a_slider_storm_ends_on_the_bytes_of_the_export_and_of_the_command_line(qtbot, tmp_path: Path):
    """300 moves of one drag: the last value is shown, its pixels are in every file, and one step undoes them all."""
    raw, profile, arrived = tmp_path / "scene.dng", tmp_path / "mine.toml", []
    write_dng(raw, noisy_mosaic(64, 48), facts(64, 48, model="Test"))
    with opened(qtbot) as window:
        drop(window, raw)
        until_exact(qtbot, window)
        session, before = window.session, window.pictures.shown.rendered.pixels.tobytes()
        window.pictures.arrived.connect(arrived.append)
        slider = window.rack.cards["exposure"].knobs["ev"].control.slider
        assert slider.isVisible()
        start, end = slider.x_of(slider.value), slider.x_of(1.3)
        _mouse(slider, QEvent.Type.MouseButtonPress, start)
        for i in range(1, 301):
            _mouse(slider, QEvent.Type.MouseMove, end + (end - start) * math.sin(i * math.pi / 60) * (1 - i / 300))
            if i % 10 == 0:
                qtbot.wait(1)
        _mouse(slider, QEvent.Type.MouseButtonRelease, end)
        value = session.recipe.value("exposure.ev")
        assert abs(value - 1.3) < 0.05
        until_exact(qtbot, window)
        assert 1 <= len(arrived) <= 300
        assert session.history.position == 1
        assert window.status.text("badge") == "EXACT"
        shown = window.pictures.shown.rendered.rgb
        assert shown.tobytes() == Engine().render(session.frame, session.recipe).rgb.tobytes()
        session.save(profile)
        window.files.export_to(tmp_path / "window.png")
        until_said(qtbot, window, "Saved window.png")
        assert main(["render", str(raw), "-o", str(tmp_path / "cli.png"), "-p", str(profile)]) == 0
        for name in ("window.png", "cli.png"):
            assert np.array_equal(read_picture(tmp_path / name).pixels, shown), name
        session.undo()
        until_exact(qtbot, window)
        assert window.pictures.shown.rendered.pixels.tobytes() == before


def test_a_window_closed_in_the_middle_of_a_render_cancels_it_and_leaves_no_thread(qtbot, monkeypatch):
    started, ended = threading.Event(), []
    with opened(qtbot, large()) as window:
        render = window.bridge.engine.render

        def noted(frame, recipe, request, cancel, **known):
            started.set()
            try:
                while True:  # a render that lasts until somebody stops it
                    render(frame, recipe, request, cancel, **known)
            except Cancelled as stop:
                ended.append(stop)
                raise

        monkeypatch.setattr(window.bridge.engine, "render", noted)
        window.session.change({"exposure.ev": 0.5})
        assert started.wait(60)
        window.session.change({"exposure.ev": 0.6})  # and one that waits
        window.pictures.show_ev(1.0)
        assert not window.bridge.idle
        window.close()
        assert len(ended) == 1
        assert tuner_threads() == []


def test_a_window_closed_while_kernels_compile_leaves_no_thread(qtbot):
    with opened(qtbot) as window:
        window.close()
    assert tuner_threads() == []


def test_both_panes_look_through_one_view(qtbot):
    with opened(qtbot, large()) as window:
        viewer = window.viewer
        viewer.raw.zoom_asked.emit(3, 100.0, 120.0)
        assert viewer.raw.view == viewer.processed.view == viewer.view
        assert viewer.view.zoom > viewer.view.fit_zoom
        before = viewer.view.centre
        viewer.processed.pan_asked.emit(-20.0, -10.0)
        assert viewer.raw.view == viewer.processed.view
        assert viewer.raw.view.centre != before
        viewer.raw.toggle_asked.emit(10.0, 10.0)
        assert viewer.processed.view.fitting
        assert viewer.raw.size() == viewer.processed.size()


def test_a_hidden_pane_has_its_exact_picture_when_it_comes_back(qtbot):
    with opened(qtbot, large()) as window:
        for side in ("raw", "processed", "side"):
            window.desk.compare.show(side)
            until_exact(qtbot, window)
        assert all(pane.isVisible() for pane in window.viewer.panes)


@pytest.mark.parametrize(("orientation", "cfa"), [(1, "RGGB"), (6, "GBRG"), (3, "GRBG")])
def test_the_probe_says_what_the_engine_and_the_file_say(qtbot, orientation, cfa):
    from tuner.core.orient import point_to_sensor

    frame = small(orientation=orientation, cfa=cfa)
    with opened(qtbot, frame) as window:
        export = Engine().render(frame, window.session.recipe).rgb
        for x, y in ((0, 0), (5, 8), (30, 17)):
            at = window.viewer.view.to_pane(x + 0.5, y + 0.5)
            window.viewer.processed.pointed.emit(at)
            text = window.status.text("probe")
            sx, sy = point_to_sensor(x, y, 64, 48, orientation)
            dn = int(frame.active[sy, sx])
            colour = cfa[2 * (sy % 2) + sx % 2]
            assert text.startswith(f"{x}, {y} ")
            assert f" {colour}" in text
            assert f"{dn} DN  {(dn - 64) / (4095 - 64):.4f}" in text
            assert text.endswith("RGB " + " ".join(str(v) for v in export[y, x]))
        window.viewer.processed.pointed.emit(None)
        assert window.status.text("probe") == ""


def test_a_region_of_the_raw_pane_reaches_the_solver_in_unrotated_pixels(qtbot):
    asked: list[Rect | None] = []

    def solve(frame, recipe, region):
        asked.append(region)
        return {"exposure.ev": 1.25}

    solver = Solver("exposure", "test", "Test", "For the test.", True, solve)
    with opened(qtbot, small(orientation=6)) as window:  # shown 48 wide, 64 tall, turned clockwise
        window.rack.pick_requested.emit(solver)
        window.viewer.raw.region_chosen.emit(Rect(2, 3, 10, 4))
        qtbot.waitUntil(lambda: window.session.recipe.value("exposure.ev") == 1.25)
        assert asked == [Rect(3, 48 - 2 - 10, 4, 10)]
        assert window.session.history.position == 1


def test_a_solver_without_an_answer_changes_nothing_but_the_message(qtbot):
    from tuner.measure.solvers import SolverError

    def solve(frame, recipe, region):
        raise SolverError("nothing in the picture is grey")

    with opened(qtbot, small()) as window:
        window.rack.solve_requested.emit(Solver("exposure", "t", "T", "For the test.", False, solve))
        until_said(qtbot, window, "nothing in the picture is grey")
        assert window.session.history.position == 0


def test_every_action_has_its_own_key_a_method_and_its_icon(qtbot):
    keys = [QKeySequence(a.shortcut).toString() for a in ACTIONS]
    assert all(keys)
    assert len(set(keys)) == len(keys)
    with opened(qtbot) as window:
        for a in ACTIONS:
            assert callable(attrgetter(a.handler)(window))
            assert a.icon is None or not theme.icon(a.icon or a.name).isNull()
    assert all(shortcut_table().values())


def test_everything_that_takes_the_focus_has_a_name(qtbot):
    from PySide6.QtWidgets import QWidget

    with opened(qtbot, small()) as window:
        parts = [
            *window.top.findChildren(QWidget),
            *window.viewer.findChildren(QWidget),
            *window.message.findChildren(QWidget),
        ]
        focusable = [w for w in parts if w.focusPolicy() != Qt.FocusPolicy.NoFocus and w.isVisible()]
        assert focusable
        assert [w for w in focusable if not (w.accessibleName() or getattr(w, "text", str)())] == []


def test_the_window_is_there_before_the_kernels_and_says_how_far_they_are(qtbot, monkeypatch):
    from tuner.gui import bridge

    go_on = threading.Event()

    def slow(rack, progress, cancel):
        progress(3, 16, "Demosaic")
        assert go_on.wait(60)
        progress(16, 16, "")

    monkeypatch.setattr(bridge, "warm", slow)
    frame = small()
    with opened(qtbot) as window:
        window.session.show(frame)
        qtbot.waitUntil(lambda: window.status.text("kernels") == "compiling kernels 3/16")
        qtbot.waitUntil(lambda: window.viewer.raw.picture is not None, timeout=240_000)  # the raw pane does not wait
        assert window.viewer.processed.picture is None
        go_on.set()
        until_exact(qtbot, window)
        assert window.status.text("kernels") == ""


def test_the_shortcut_overlay_comes_and_goes(qtbot):
    with opened(qtbot) as window:
        window.keys.show_overlay()
        assert window.keys.overlay.isVisible()
        qtbot.mouseClick(window.keys.overlay, Qt.MouseButton.LeftButton)
        assert not window.keys.overlay.isVisible()


def test_the_title_and_the_dot_say_what_is_unsaved(qtbot, tmp_path: Path):
    with opened(qtbot, small()) as window:
        assert "*" not in window.windowTitle()
        window.session.change({"exposure.ev": 1.0})
        assert "*" in window.windowTitle()
        window.session.save(tmp_path / "mine.toml")
        assert "mine.toml —" in window.windowTitle()


def test_names_that_are_long_or_odd_stay_on_their_line(qtbot):
    from dataclasses import replace

    frame = replace(small(), name="a" * 300 + "\n<b>x</b>.dng")
    with opened(qtbot, frame) as window:
        shown = window.status.text("name")
        assert len(shown) <= 36
        assert "\n" not in shown
        assert shown.endswith("<b>x</b>.dng")
