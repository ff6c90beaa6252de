"""Comparing in the real window: what is painted is what the engine makes of each tuning."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.gui.bench import PATIENCE_MS, large, opened, painted, small, tuner_threads, until_exact, until_said
from tuner.app.sources import BASELINE, PROCESSED, RAW, Source
from tuner.compare.maps import difference
from tuner.core.engine import Engine, Request
from tuner.core.fit import area_average
from tuner.files.picture import write_picture
from tuner.measure.solvers import SOLVERS

BAR = 60  # rows in which the scale may lie


def settled(qtbot, window):
    """Wait for everything asked so far, the other pictures too."""
    until_exact(qtbot, window)
    qtbot.waitUntil(lambda: window.desk.idle, timeout=PATIENCE_MS)
    for _ in range(3):  # a still that came may ask for a difference
        QApplication.processEvents()
        qtbot.waitUntil(lambda: window.desk.idle and window.pictures.exact, timeout=PATIENCE_MS)


def expected(frame, recipe, pane, request=Request()):
    """What a pane that is averaged must paint, below the caption's rows."""
    w, h = pane.view.shown
    pixels = Engine().render(frame, recipe, request).pixels
    if (w, h) != (pixels.shape[1], pixels.shape[0]) and pane.view.averaged:
        pixels = area_average(pixels, w, h)
    elif pane.view.averaged is None:
        zoom = round(pane.view.zoom)
        pixels = pixels.repeat(zoom, axis=0).repeat(zoom, axis=1)
    top = pane.view.origin[1]
    return pixels[max(40 - top, 0) :, :, 2::-1]


@pytest.fixture(params=[small, large], ids=["enlarged", "averaged"])
def frame(request):
    return request.param()


def test_the_baseline_stands_beside_the_present_tuning(qtbot, frame):
    with opened(qtbot, frame) as window:
        window.session.change({"exposure.ev": 0.8})
        window.desk.compare.show("pair")
        settled(qtbot, window)
        left, right = window.viewer.seen
        np.testing.assert_array_equal(painted(left, frame), expected(frame, window.session.baseline, left))
        np.testing.assert_array_equal(painted(right, frame), expected(frame, window.session.recipe, right))
        assert left.title == "Baseline"
        assert not np.array_equal(painted(left, frame), painted(right, frame))


def test_a_wipe_shows_the_reference_left_of_its_edge_and_is_dragged(qtbot, frame):
    with opened(qtbot, frame) as window:
        window.session.change({"exposure.ev": 0.8})
        window.desk.compare.show("wipe")
        settled(qtbot, window)
        (pane,) = window.viewer.seen
        before, after = expected(frame, window.session.baseline, pane), expected(frame, window.session.recipe, pane)
        for edge in (0.5, 0.25):
            seen, at = painted(pane, frame), round(edge * pane.width()) - pane.view.origin[0]
            np.testing.assert_array_equal(seen[:, : at - 2], before[:, : at - 2])
            np.testing.assert_array_equal(seen[:, at + 3 :], after[:, at + 3 :])
            start, end = QPoint(pane.width() // 2, 200), QPoint(pane.width() // 4, 200)
            QTest.mousePress(pane, Qt.MouseButton.LeftButton, pos=start)
            drag = QMouseEvent(
                QEvent.Type.MouseMove, end.toPointF(), pane.mapToGlobal(end).toPointF(), Qt.MouseButton.NoButton,
                Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
            )  # fmt: skip
            QApplication.sendEvent(pane, drag)
            QTest.mouseRelease(pane, Qt.MouseButton.LeftButton, pos=end)
            pane.pointed.emit(None)  # no cross
        window.desk.compare.turn_wipe()
        seen, at = painted(pane, frame), round(0.25 * pane.height()) - max(pane.view.origin[1], 40)
        np.testing.assert_array_equal(seen[: at - 2], before[: at - 2])
        np.testing.assert_array_equal(seen[at + 3 :], after[at + 3 :])


def test_a_snapshot_flickers_without_a_render_while_its_key_is_held(qtbot, monkeypatch):
    frame = large()
    with opened(qtbot, frame) as window:
        qtbot.waitUntil(window.isActiveWindow)
        QTest.keyClick(window.viewer.processed, Qt.Key.Key_S)
        until_said(qtbot, window, "Snapshot A")
        window.session.change({"exposure.ev": 1.0})
        window.desk.compare.compare_with(Source("snapshot", "A"))
        settled(qtbot, window)
        pane = window.viewer.processed
        then, now = expected(frame, window.session.baseline, pane), expected(frame, window.session.recipe, pane)
        monkeypatch.setattr(window.bridge.engine, "render", lambda *a, **k: pytest.fail("a flicker rendered"))
        for _ in range(3):
            QTest.keyPress(pane, Qt.Key.Key_B)
            np.testing.assert_array_equal(painted(pane, frame), then)
            QTest.keyRelease(pane, Qt.Key.Key_B)
            np.testing.assert_array_equal(painted(pane, frame), now)


def test_a_difference_is_that_of_the_exact_pictures(qtbot):
    frame = large()
    with opened(qtbot, frame) as window:
        window.session.change({"exposure.ev": 0.3})
        for kind in ("absolute", "signed", "de2000"):
            window.desk.compare.kind = kind
            window.desk.compare._show() if window.desk.compare.mode == "difference" else window.desk.compare.show(
                "difference"
            )
            settled(qtbot, window)
            (pane,) = window.viewer.seen
            pair = [Engine().render(frame, r).pixels for r in (window.session.baseline, window.session.recipe)]
            full = difference(*pair, kind, window.desk.others.gain)
            shown = area_average(full, *pane.view.shown)[max(40 - pane.view.origin[1], 0) :, :, 2::-1]
            np.testing.assert_array_equal(painted(pane, frame)[:-BAR], shown[:-BAR])
        window.session.change({"exposure.ev": 0.0})  # equal again: dark
        settled(qtbot, window)
        assert painted(window.viewer.seen[0], frame)[:-BAR].max() < 60


def test_behind_a_stage_is_its_tap_and_follows_the_recipe(qtbot):
    frame = small()
    with opened(qtbot, frame) as window:
        for stage in ("black_level", "demosaic", "sharpen"):
            window.desk.compare.look_behind(stage)
            window.session.change({"exposure.ev": 0.2 if stage == "demosaic" else 0.1})
            settled(qtbot, window)
            pane = window.viewer.seen[-1]
            tapped = expected(frame, window.session.recipe, pane, Request(tap=stage))
            np.testing.assert_array_equal(painted(pane, frame), tapped)
        window.desk.compare.look_behind("sharpen")  # again: back
        settled(qtbot, window)
        assert window.viewer.seen[-1] is window.viewer.processed


def test_one_picture_and_the_edge_of_a_wipe_are_moved_by_keys_and_the_menu_key_asks(qtbot):
    with opened(qtbot, small(), size=(1200, 700)) as window:
        viewer, control = window.viewer, Qt.KeyboardModifier.ControlModifier
        window.zoom_to(32.0)
        qtbot.keyClick(viewer.raw, Qt.Key.Key_Left, control)
        assert not viewer.linked
        assert viewer.raw.view != viewer.view == viewer.processed.view
        window.actions_by_name["link"].trigger()
        window.actions_by_name["wipe"].trigger()
        qtbot.waitUntil(lambda: viewer.processed.wipe is not None, timeout=PATIENCE_MS)
        qtbot.keyClick(viewer.processed, Qt.Key.Key_Right, control)
        assert viewer.processed.wipe.edge == pytest.approx(0.52)
        qtbot.keyClick(viewer.processed, Qt.Key.Key_Up, control)  # across an upright edge: nothing
        assert viewer.processed.wipe.edge == pytest.approx(0.52)
        assert viewer.linked
        asked = []
        viewer.source_asked.disconnect()
        viewer.source_asked.connect(lambda pane, at: asked.append((pane, at)))
        key = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), QPoint(5, 5))
        QApplication.sendEvent(viewer.processed, key)
        assert [pane for pane, _ in asked] == [viewer.processed]


def test_behind_a_mosaic_stage_one_looks_as_at_the_raw(qtbot):
    """The raw view's choice of plane holds for every mosaic on screen."""
    with opened(qtbot, small()) as window:
        source = Source("stage", "white_balance")
        window.desk.compare.look_behind("white_balance")
        qtbot.waitUntil(lambda: window.desk.others.still(source) is not None, timeout=PATIENCE_MS)
        colours = window.desk.others.still(source)
        window.actions_by_name["mode_b"].trigger()
        qtbot.waitUntil(lambda: window.desk.others.still(source) not in (None, colours), timeout=PATIENCE_MS)
        plane = window.desk.others.still(source).pixels
        assert (plane[..., 0] == plane[..., 2]).all()
        assert (colours.pixels[..., 0] != colours.pixels[..., 2]).any()


def test_what_a_stage_changes_and_bypassing_it_while_a_key_is_held(qtbot):
    frame = small()
    with opened(qtbot, frame) as window:
        qtbot.waitUntil(window.isActiveWindow)
        window.session.change({"sharpen.amount": 1.5})
        settled(qtbot, window)
        pane, with_it = window.viewer.processed, window.session.recipe
        without = with_it.with_value("sharpen.enabled", False)
        QTest.keyPress(pane, Qt.Key.Key_O)
        settled(qtbot, window)
        np.testing.assert_array_equal(painted(pane, frame), expected(frame, without, pane))
        assert "without Sharpen" in pane.detail
        assert window.session.recipe == with_it  # nothing was changed, only looked at
        QTest.keyRelease(pane, Qt.Key.Key_O)
        settled(qtbot, window)
        np.testing.assert_array_equal(painted(pane, frame), expected(frame, with_it, pane))
        QTest.keyClick(pane, Qt.Key.Key_T, Qt.KeyboardModifier.ShiftModifier)
        settled(qtbot, window)
        full = difference(
            *(Engine().render(frame, r).pixels for r in (with_it, without)), "signed", window.desk.others.gain
        )
        pane = window.viewer.seen[-1]
        zoom = round(pane.view.zoom)
        shown = full.repeat(zoom, axis=0).repeat(zoom, axis=1)[max(40 - pane.view.origin[1], 0) :, :, 2::-1]
        np.testing.assert_array_equal(painted(pane, frame), shown)


def test_a_stage_that_cannot_be_left_out_has_no_change_to_look_at(qtbot):
    with opened(qtbot, small()) as window:
        window.actions_by_name["change_of_stage"].trigger()  # nothing was touched: the last of the line is meant
        assert "cannot be left out" in window.message.text
        assert window.desk.compare.stage is None
        settled(qtbot, window)
        assert window.viewer.source_of(window.viewer.seen[-1]) == PROCESSED


def test_four_panes_share_one_view_and_one_may_be_moved_alone(qtbot):
    frame = large()
    with opened(qtbot, frame, (1200, 900)) as window:
        window.desk.compare.show("four")
        settled(qtbot, window)
        assert [window.viewer.source_of(p) for p in window.viewer.seen] == [
            RAW, PROCESSED, BASELINE, Source("difference", "absolute")
        ]  # fmt: skip
        assert len({(p.width(), p.height()) for p in window.viewer.seen}) == 1
        window.zoom_to(2.0)
        settled(qtbot, window)
        views = [p.view for p in window.viewer.seen]
        assert len(set(views)) == 1
        window.viewer.seen[2].alone_asked.emit(20.0, 0.0)
        assert [p.view == views[0] for p in window.viewer.seen] == [True, True, False, True]
        assert not window.viewer.linked
        window.viewer.link()
        assert [p.view for p in window.viewer.seen] == views
        window.desk.compare.put(window.viewer.seen[2], RAW)  # change places
        assert window.viewer.sources[0] == BASELINE
        assert window.viewer.sources[2] == RAW


def test_choosing_a_region_for_a_solver_ends_a_wipe(qtbot):
    with opened(qtbot, small()) as window:
        window.desk.compare.show("wipe")
        settled(qtbot, window)
        assert window.viewer.processed.over is not None
        window.solving.pick(next(s for s in SOLVERS if s.takes_region))
        assert window.viewer.sources == (RAW, PROCESSED)
        assert window.viewer.processed.over is None
        window.viewer.raw.drop_region()


def test_restoring_a_snapshot_is_one_undo_step_and_differences_are_a_table(qtbot):
    frame = small()
    with opened(qtbot, frame) as window:
        window.desk.take()
        until_said(qtbot, window, "Snapshot A")
        first = window.session.recipe
        window.session.change({"exposure.ev": 1.0, "sharpen.amount": 2.0})
        changed = window.session.recipe
        window.desk.show_differences("A")
        assert window.desk.dialog.table.rowCount() == 2
        window.desk.dialog.close()
        window.desk.restore("A")
        assert window.session.recipe == first
        window.session.undo()
        assert window.session.recipe == changed
        window.desk.compare.compare_with(Source("snapshot", "A"))
        window.desk.snapshots.remove("A")
        assert window.desk.compare.reference == BASELINE


def test_a_picture_file_and_another_profile_as_the_reference(qtbot, tmp_path):
    frame = small()
    with opened(qtbot, frame) as window:
        other = window.session.recipe.with_value("exposure.ev", -0.7)
        picture = tmp_path / "other.png"
        write_picture(picture, np.ascontiguousarray(Engine().render(frame, other).rgb), state=None)
        window.desk.compare.compare_with_picture(picture)
        settled(qtbot, window)
        left = window.viewer.seen[0]
        np.testing.assert_array_equal(painted(left, frame), expected(frame, other, left))
        window.files.ask.to_open = tmp_path / "missing.png"
        window.desk.compare_with_picture()
        until_said(qtbot, window, "missing.png")
        window.session.change({"exposure.ev": -0.7})
        profile = window.session.save(tmp_path / "dark.toml")
        window.session.change({"exposure.ev": 0.4})
        window.desk.compare.compare_with_profile(profile)
        settled(qtbot, window)
        left = window.viewer.seen[0]
        assert left.title == "dark.toml"
        np.testing.assert_array_equal(painted(left, frame), expected(frame, other, left))


def test_closing_while_stills_are_made_leaves_no_thread(qtbot):
    with opened(qtbot, large()) as window:
        window.session.change({"luma_denoise.enabled": True, "luma_denoise.method": "nlm"})
        window.desk.compare.show("four")
        window.close()
    assert tuner_threads() == []
