"""What the window shows beside what other ways say: the command line's files, read and counted with NumPy alone."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
import tifffile
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.gui.bench import PATIENCE_MS, large, opened, painted, small, tuner_threads, until_exact, until_said
from tests.gui.test_compare import expected, settled
from tests.support import facts, lively_facts, noisy_mosaic
from tuner.app.sources import BASELINE, PROCESSED, Source
from tuner.cli.main import main
from tuner.core.engine import Engine, Request
from tuner.core.orient import Rect
from tuner.files.dng_write import write_dng
from tuner.files.picture import read_picture
from tuner.gui import theme
from tuner.gui.compare import LOOKS
from tuner.measure.regions import Statistics
from tuner.stages import RACK


@pytest.fixture(autouse=True)
def _look(qapp: QApplication, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("TUNER_STATE_DIR", str(tmp_path / "state"))
    theme.apply(qapp)


def measured(qtbot, window) -> None:
    """Wait for the exact picture and for everything that is measured on it."""
    until_exact(qtbot, window)
    qtbot.waitUntil(lambda: window.dock.idle, timeout=PATIENCE_MS)


def opened_raw(qtbot, window, raw: Path) -> None:
    window.files.open_raw(raw)
    qtbot.waitUntil(lambda: window.session.frame is not None, timeout=PATIENCE_MS)
    measured(qtbot, window)


def test_the_probe_says_what_render_tap_writes(qtbot, tmp_path: Path):
    """Behind every stage, at a place of each CFA colour, on a turned picture."""
    raw, profile = tmp_path / "scene.dng", tmp_path / "mine.toml"
    write_dng(raw, noisy_mosaic(48, 36), facts(48, 36, cfa="GBRG", orientation=6, model="Test"))
    with opened(qtbot) as window:
        opened_raw(qtbot, window, raw)
        window.session.change({"exposure.ev": 0.4, "sharpen.amount": 1.1})
        window.session.save(profile)
        window.dock.turn("probe")
        places = [(4, 7), (5, 7), (20, 30), (35, 47)]
        told = []
        for place in places:
            window.dock.probe.point(place)
            measured(qtbot, window)
            told.append(window.dock.probe.pixels[0])
    assert [(p.x, p.y) for p in told] == places
    served = [stage for stage in RACK if stage.filters != "none"]  # a raw with colour filters
    assert [traced.stage for traced in told[0].traced] == [stage.name for stage in served]
    for i, stage in enumerate(served):
        out = tmp_path / f"{stage.name}.tif"
        words = ["render", str(raw), "-o", str(out), "-p", str(profile), "--tap", stage.name, "--bits", "32"]
        assert main(words) == 0
        written = np.atleast_3d(tifffile.imread(out))
        for (x, y), pixel in zip(places, told, strict=True):
            assert tuple(written[y, x]) == pytest.approx(pixel.traced[i].values, abs=1e-6), (stage.name, x, y)


def test_regions_and_scopes_are_numpy_s_on_the_exported_files(qtbot, tmp_path: Path):
    raw, rect = tmp_path / "scene.dng", Rect(9, 6, 23, 14)
    write_dng(raw, noisy_mosaic(64, 48), lively_facts(64, 48))
    with opened(qtbot, size=(1700, 900)) as window:  # room for both
        opened_raw(qtbot, window, raw)
        window.session.change({"exposure.ev": -0.4})
        window.dock.regions.add_region(rect, "patch")
        window.dock.turn("regions")
        measured(qtbot, window)
        result = next(r.found for r in window.dock.panel.results if isinstance(r.found, Statistics))
        counts = window.dock.scopes.measured.found.counts
        for name, request in (("8.png", Request()), ("16.tif", Request(depth=16))):
            window.files.export_to(tmp_path / name, request)
            until_said(qtbot, window, f"Saved {name}")
    eight, sixteen = read_picture(tmp_path / "8.png").pixels, tifffile.imread(tmp_path / "16.tif")
    assert sixteen.dtype == np.uint16
    patch = sixteen[rect.y : rect.y + rect.h, rect.x : rect.x + rect.w].reshape(-1, 3).astype(np.float64)
    luma = patch @ (0.2126, 0.7152, 0.0722)
    np.testing.assert_allclose(result.mean, [*patch.mean(axis=0), luma.mean()], rtol=1e-6)
    np.testing.assert_allclose(result.sigma, [*patch.std(axis=0), luma.std()], rtol=1e-5)
    for channel in range(3):
        np.testing.assert_array_equal(counts[channel], np.histogram(eight[..., channel], np.arange(257))[0])


def test_four_panes_behind_four_stages_are_their_taps(qtbot):
    frame = small()
    with opened(qtbot, frame, (1000, 800)) as window:
        window.desk.compare.show("stages")
        settled(qtbot, window)
        assert [window.viewer.source_of(pane) for pane in window.viewer.seen] == [Source("stage", n) for n in LOOKS]
        for pane, stage in zip(window.viewer.seen, LOOKS, strict=True):
            wanted = expected(frame, window.session.recipe, pane, Request(tap=stage))
            np.testing.assert_array_equal(painted(pane, frame), wanted)


def test_the_bar_s_flicker_counts_while_it_is_held_and_the_eye_of_a_card_until_it_is_clicked_again(qtbot):
    frame = small()
    with opened(qtbot, frame) as window:
        window.session.change({"exposure.ev": 0.7})
        settled(qtbot, window)
        pane, word = window.viewer.processed, window.actions_by_name["flicker"].iconText()
        (button,) = [b for b in window.top.findChildren(type(window.rack.cards["demosaic"].eye)) if b.text() == word]
        QTest.mousePress(button, Qt.MouseButton.LeftButton)
        settled(qtbot, window)
        np.testing.assert_array_equal(painted(pane, frame), expected(frame, window.session.baseline, pane))
        QTest.mouseRelease(button, Qt.MouseButton.LeftButton)
        np.testing.assert_array_equal(painted(pane, frame), expected(frame, window.session.recipe, pane))
        eyes = {name: card.eye for name, card in window.rack.cards.items()}
        for turned, shown in ((["demosaic"], Source("stage", "demosaic")), ([], PROCESSED)):
            QTest.mouseClick(eyes["demosaic"], Qt.MouseButton.LeftButton)
            settled(qtbot, window)
            assert window.viewer.source_of(window.viewer.seen[-1]) == shown
            assert [name for name, eye in eyes.items() if eye.isChecked()] == turned
        QTest.keyClick(window.viewer.processed, Qt.Key.Key_T)
        assert eyes["exposure"].isChecked()  # the key and the eye say the same


@pytest.mark.parametrize("mode", ["raw", "processed", "side", "pair", "four", "wipe", "difference", "stages"])
def test_in_every_mode_the_action_of_the_mode_is_marked_and_the_picture_is_exact(qtbot, mode):
    with opened(qtbot, small(), (1100, 700)) as window:
        window.session.change({"exposure.ev": 0.3})
        window.desk.compare.show(mode)
        settled(qtbot, window)
        sides = {a.argument: a.name for a in _sides()}
        assert [m for m, name in sides.items() if window.actions_by_name[name].isChecked()] == [mode]
        assert all(pane.exact for pane in window.viewer.seen)
        assert (window.viewer.seen[-1].over is not None) == (mode == "wipe")
        assert window.desk.compare.reference == BASELINE


def _sides():
    from tuner.gui.actions import ACTIONS

    return [a for a in ACTIONS if a.choice == "side"]


def test_an_undo_and_redo_storm_by_keys_ends_where_a_list_of_states_says(qtbot):
    """Three hundred changes, undos and redos at random, as fast as they come; the picture is that of the last state."""
    rng, frame = random.Random(7), small()
    with opened(qtbot, frame) as window:
        qtbot.waitUntil(window.isActiveWindow)
        pane, session = window.viewer.processed, window.session
        pane.setFocus()
        states, at = [session.recipe], 0
        for _ in range(300):
            what = rng.random()
            if what < 0.4:
                session.change({rng.choice(["exposure.ev", "sharpen.amount"]): round(rng.uniform(0.1, 2.0), 3)})
                states[at + 1 :] = [session.recipe]
                at += 1
            elif what < 0.75:
                QTest.keyClick(pane, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
                at = max(at - 1, 0)
            else:
                QTest.keyClick(pane, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
                at = min(at + 1, len(states) - 1)
            assert session.recipe == states[at]
        assert window.actions_by_name["undo"].isEnabled() == (at > 0)
        assert window.actions_by_name["redo"].isEnabled() == (at < len(states) - 1)
        until_exact(qtbot, window)
        rendered = Engine().render(frame, states[at]).pixels
        assert window.pictures.shown.rendered.pixels.tobytes() == rendered.tobytes()
        while at > 0:
            session.undo()
            at -= 1
        until_exact(qtbot, window)
        assert session.recipe == states[0]


def test_closed_in_the_middle_of_everything_no_thread_and_no_timer_is_left(qtbot, tmp_path: Path):
    for name in ("a.dng", "b.dng"):
        write_dng(tmp_path / name, noisy_mosaic(64, 48), facts(64, 48, model="Test"))
    with opened(qtbot, large(), (1400, 900)) as window:
        window.dock.regions.add_region(Rect(10, 10, 200, 200), "patch")
        window.dock.turn("regions")
        window.dock.turn("probe")
        window.dock.overlays.want(raw=True, output=True, focus=True)
        window.desk.compare.show("four")
        window.desk.take()
        QTest.mouseMove(window.viewer.processed, QPoint(100, 100))
        window.sweeping.ask("sharpen", "amount")
        window.sweeping.dialog.run.click()
        window.session.change({"exposure.ev": 0.6})
        window.film.open_folder(tmp_path)
        QApplication.processEvents()
        window.close()
        assert tuner_threads() == []
        QApplication.processEvents()
        assert [type(t.parent()).__name__ for t in window.findChildren(QTimer) if t.isActive()] == []
        assert tuner_threads() == []


def test_a_snapshot_right_after_a_change_keeps_the_changed_tuning(qtbot, tmp_path: Path):
    """The picture on screen is still the one before; what is kept is what the sliders say."""
    raw = tmp_path / "scene.dng"
    write_dng(raw, noisy_mosaic(96, 72), facts(96, 72, model="Test"))
    with opened(qtbot) as window:
        opened_raw(qtbot, window, raw)
        for ev in (0.5, 1.0, 1.5):
            window.session.change({"exposure.ev": ev})
        window.actions_by_name["snapshot"].trigger()
        until_said(qtbot, window, "Snapshot A keeps")
        kept = window.desk.snapshots["A"].rendered
        assert kept.recipe == window.session.recipe
        assert kept.recipe.value("exposure.ev") == 1.5
