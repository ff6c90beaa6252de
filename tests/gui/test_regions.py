"""Regions in the window: they stay with the raw, their numbers are NumPy's, hand and keyboard reach everything."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from tests.gui.bench import PATIENCE_MS, opened, small, until_exact, until_said
from tests.support import facts, noisy_mosaic
from tuner.app.session import Session
from tuner.core.engine import Engine, Request
from tuner.core.orient import Rect
from tuner.files.dng_write import write_dng
from tuner.files.sidecar import Region, Sidecar, aside, beside, read_sidecar, save_sidecar
from tuner.gui import theme
from tuner.gui.regions import Regions
from tuner.measure.regions import output_statistics, raw_statistics


@pytest.fixture(autouse=True)
def _look(qapp: QApplication, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("TUNER_STATE_DIR", str(tmp_path / "state"))
    theme.apply(qapp)


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    path = tmp_path / "scene.dng"
    write_dng(path, noisy_mosaic(64, 48), facts(64, 48, model="Test"))
    return path


def settle(qtbot, window) -> None:
    until_exact(qtbot, window)
    qtbot.waitUntil(lambda: window.dock.idle, timeout=PATIENCE_MS)


def cell(window, row: int, column: str) -> str:
    from tuner.gui.regions_view import COLUMNS

    return window.dock.panel.table.item(row, COLUMNS.index(column)).text()


@pytest.mark.parametrize("orientation", [1, 3, 8])
def test_statistics_are_numpy_s_on_the_exported_16_bit_picture(qtbot, orientation):
    with opened(qtbot, small(orientation=orientation)) as window:
        window.dock.turn("regions")
        window.dock.regions.add_region(Rect(6, 9, 15, 12), "wall")
        window.session.change({"exposure.ev": 0.4})
        settle(qtbot, window)
        whole = Engine().render(window.session.frame, window.session.recipe, Request(depth=16)).pixels
        wanted = output_statistics(np.ascontiguousarray(whole[9:21, 6:21]))
        result = window.dock.panel.results[0]
        assert window.dock.panel.results[1].found == wanted
        assert result.found == raw_statistics(window.session.frame, result.rect)
        assert cell(window, 1, "Mean") == f"Y′ {wanted.mean[3] / 257:.2f}"
        assert cell(window, 0, "R/G") == f"{result.found.r_g:.3f}"
        assert "Gb: " in window.dock.panel.table.item(0, 6).toolTip()


def test_regions_stay_with_the_raw(qtbot, raw):
    with opened(qtbot) as window:
        window.files.open_raw(raw)
        until_exact(qtbot, window)
        qtbot.waitUntil(lambda: window.dock.regions._file is not None, timeout=5000)
        window.dock.regions.add_region(Rect(1, 2, 10, 8), "wall")
        window.dock.regions.add_region(Rect(30, 20, 99, 99))
        assert window.dock.regions.items[1].rect == (30, 20, 34, 28)
        assert window.dock.regions.rename(1, "sky")
    kept = read_sidecar(beside(raw))
    assert [(r.name, r.rect) for r in kept.region] == [("wall", (1, 2, 10, 8)), ("sky", (30, 20, 34, 28))]
    with opened(qtbot) as window:
        window.files.open_raw(raw)
        until_exact(qtbot, window)
        qtbot.waitUntil(lambda: len(window.dock.regions.items) == 2, timeout=5000)
        assert window.dock.regions.items == kept.region
        assert window.dock.bar.area.itemText(2) == "sky"


def test_a_refused_sidecar_is_said_and_never_written_over(qtbot, raw):
    beside(raw).write_text("schema = 1\nregion = 5")
    with opened(qtbot) as window:
        window.files.open_raw(raw)
        until_exact(qtbot, window)
        said = until_said(qtbot, window, "scene.dng.tuner.toml")
        assert "not kept" in said
        window.dock.regions.add_region(Rect(1, 1, 5, 5))
    assert beside(raw).read_text() == "schema = 1\nregion = 5"


def test_what_was_marked_on_another_raw_of_this_name_is_taken_over_when_asked(qtbot, raw):
    old = Sidecar(
        raw="a" * 64, region=(Region(name="wall", x=1, y=2, w=5, h=5), Region(name="out", x=60, y=0, w=9, h=9))
    )
    save_sidecar(raw, old.raw, old)
    with opened(qtbot) as window:
        window.files.open_raw(raw)
        until_exact(qtbot, window)
        until_said(qtbot, window, "scene.dng")
        assert not window.dock.regions.items
        assert read_sidecar(beside(raw)) == old
        window.message.button.click()
        assert [r.name for r in window.dock.regions.items] == ["wall"]
        qtbot.waitUntil(lambda: read_sidecar(beside(raw)).raw != old.raw, timeout=PATIENCE_MS)
    assert [r.name for r in read_sidecar(beside(raw)).region] == ["wall"]
    assert read_sidecar(aside(raw, old.raw)) == old


def test_names_are_free_and_places_inside(qtbot):
    with opened(qtbot, small()) as window:
        regions = window.dock.regions
        names = [regions.add_region(Rect(0, 0, 4, 4), name).name for name in ("", "", "a", "a")]
        assert names == ["patch 1", "patch 2", "a", "a 1"]
        assert regions.add_region(Rect(70, 0, 4, 4)) is None
        assert not regions.move(0, Rect(60, 0, 10, 4))
        assert not regions.rename(0, "")
        assert regions.move(0, Rect(60, 0, 4, 48))
        regions.select(0)
        regions.delete(0)
        assert [r.name for r in regions.items] == ["patch 2", "a", "a 1"]
        assert regions.selected == 0


def test_a_region_is_drawn_on_a_pane(qtbot):
    with opened(qtbot, small()) as window:
        window.dock.turn("regions")
        window.actions_by_name["draw_region"].trigger()
        pane = window.viewer.processed
        start, end = (QPoint(*(round(v) for v in pane.view.to_pane(*at))) for at in ((10, 12), (30, 28)))
        qtbot.mousePress(pane, Qt.MouseButton.LeftButton, pos=start)
        qtbot.mouseMove(pane, end)
        qtbot.mouseRelease(pane, Qt.MouseButton.LeftButton, pos=end)
        assert len(window.dock.regions.items) == 1
        x, y, w, h = window.dock.regions.items[0].rect
        assert abs(x - 10) <= 1
        assert abs(y - 12) <= 1
        assert abs(w - 20) <= 2
        assert abs(h - 16) <= 2
        assert not window.viewer.raw._asking
        assert "Region patch 1" in window.message.text


def test_the_keyboard_adds_moves_copies_and_deletes(qtbot):
    with opened(qtbot, small(), (1400, 700)) as window:
        window.dock.turn("scopes")
        window.actions_by_name["regions"].trigger()
        table = window.dock.panel.table
        table.setFocus()
        qtbot.keyClick(table, Qt.Key.Key_Insert)
        assert window.dock.regions.items[0].rect == (29, 22, 6, 4)
        table.item(0, 1).setText("7")
        assert window.dock.regions.items[0].rect == (7, 22, 6, 4)
        table.item(0, 3).setText("999")
        assert "999" in window.message.text
        assert table.item(0, 3).text() == "6"
        table.item(0, 0).setText("grey card")
        settle(qtbot, window)
        qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        text = QApplication.clipboard().text()
        assert text.startswith("region,x,y,w,h,picture,channel,unit,mean,sigma")
        assert text.splitlines()[1].startswith("grey card,7,22,6,4,Raw,R,DN,")
        assert text.splitlines()[5].startswith("grey card,7,22,6,4,Processed,R,code16,")
        qtbot.keyClick(table, Qt.Key.Key_Delete)
        assert window.dock.regions.items == ()
        assert table.rowCount() == 0


def test_a_profile_is_the_mean_of_the_region_s_rows(qtbot):
    with opened(qtbot, small(), (1400, 700)) as window:
        window.dock.turn("regions")
        panel = window.dock.panel
        window.dock.regions.add_region(Rect(6, 9, 15, 12), "edge")
        panel.profile_button.click()
        settle(qtbot, window)
        whole = Engine().render(window.session.frame, window.session.recipe, Request(depth=16)).pixels
        raw, found = (measured.profile for _, measured in panel.plot.profiles)
        assert np.allclose(found.values[:, :3], whole[9:21, 6:21].mean(axis=0))
        assert raw.values.shape == (15, 1)
        assert panel.plot.caption.whole.startswith("edge · 12 lines")
        panel.turn()
        settle(qtbot, window)
        assert np.allclose(panel.plot.profiles[1][1].profile.values[:, :3], whole[9:21, 6:21].mean(axis=1))
        panel.copy()
        text = QApplication.clipboard().text()
        assert "position px,Processed R code16,Processed G code16,Processed B code16,Processed Y code16" in text
        assert "position px,Raw G DN" in text
        window.dock.regions.delete(0)
        settle(qtbot, window)


def rows(window) -> list[tuple[str, str]]:
    return [(r.name, r.picture) for r in window.dock.panel.results]


def test_every_open_pane_is_measured_at_once(qtbot):
    """Raw, processed, baseline and their difference: each row is that picture's own export."""
    with opened(qtbot, small(), (1400, 700)) as window:
        window.dock.turn("regions")
        window.dock.regions.add_region(Rect(6, 9, 15, 12), "wall")
        window.session.change({"exposure.ev": 0.7})
        window.actions_by_name["four"].trigger()
        settle(qtbot, window)
        assert rows(window) == [("wall", name) for name in ("Raw", "Processed", "Baseline", "Difference")]
        frame, results = window.session.frame, window.dock.panel.results
        exported = [
            Engine().render(frame, recipe, Request(depth=16)).pixels[9:21, 6:21].copy()
            for recipe in (window.session.recipe, window.session.baseline)
        ]
        assert results[1].found == output_statistics(exported[0])
        assert results[2].found == output_statistics(exported[1])
        apart = np.abs(exported[0].astype(int) - exported[1])
        assert results[3].found.mean == pytest.approx(apart.mean(axis=(0, 1)))
        assert results[3].found.sigma == pytest.approx(apart.std(axis=(0, 1)))
        window.actions_by_name["side_by_side"].trigger()
        settle(qtbot, window)
        assert rows(window) == [("wall", "Raw"), ("wall", "Processed")]
        assert all(layers.isVisible() for layers in window.dock.cover.layers.values())  # the marks


def test_a_wipe_is_two_pictures(qtbot):
    with opened(qtbot, small(), (1400, 700)) as window:
        window.dock.turn("regions")
        window.dock.regions.add_region(Rect(6, 9, 15, 12), "wall")
        window.actions_by_name["snapshot"].trigger()
        qtbot.waitUntil(lambda: len(window.desk.snapshots) == 1, timeout=PATIENCE_MS)
        window.desk.strip.show_asked.emit("A")
        window.session.change({"exposure.ev": -1.0})
        window.actions_by_name["wipe"].trigger()
        settle(qtbot, window)
        assert [name for _, name in rows(window)] == ["Raw", "Processed", "Snapshot A"]
        means = [r.found.mean[-1] for r in window.dock.panel.results]
        assert means[1] < means[2]


def test_a_region_can_be_drawn_on_any_pane_and_the_probe_reads_the_one_under_the_hand(qtbot):
    with opened(qtbot, small(), (1400, 700)) as window:
        window.dock.turn("regions")
        window.actions_by_name["pair"].trigger()
        settle(qtbot, window)
        pane = window.viewer.seen[0]
        assert pane is not window.viewer.raw
        window.actions_by_name["draw_region"].trigger()
        start, end = (QPoint(*(round(v) for v in pane.view.to_pane(*at))) for at in ((10, 12), (30, 28)))
        qtbot.mousePress(pane, Qt.MouseButton.LeftButton, pos=start)
        qtbot.mouseMove(pane, end)
        qtbot.mouseRelease(pane, Qt.MouseButton.LeftButton, pos=end)
        assert len(window.dock.regions.items) == 1
        window.zoom_to(64.0)
        pane.alone_asked.emit(128.0, 0.0)  # two pixels to the right, alone
        pane.pointed.emit((5.0, 5.0))
        assert window._pixel == pane.view.pixel(5, 5) != window.viewer.view.pixel(5, 5)


def test_without_a_raw_the_panel_says_so(qtbot):
    with opened(qtbot) as window:
        window.dock.panel.add_in_the_middle()
        assert "Open a raw first" in window.message.text
        window.dock.drawing.ask()
        assert "Open a raw first" in window.message.text


def test_two_windows_on_one_raw_keep_each_other_s_regions(qtbot, raw):
    frame = small()

    def at_once(work, done, failed):
        done(work())

    sessions = [Session(), Session()]
    one, other = (Regions(session, at_once) for session in sessions)
    for session in sessions:
        session.show(frame, raw)
    one.add_region(Rect(1, 2, 10, 8), "wall")
    other.add_region(Rect(3, 2, 10, 8), "sky")
    assert [r.name for r in read_sidecar(beside(raw)).region] == ["sky", "wall"]
    assert [r.name for r in other.items] == ["sky", "wall"]  # seen there too
    assert other.current.name == "sky"
    one.add_region(Rect(5, 2, 10, 8), "door")
    assert {r.name for r in one.items} == {"wall", "door", "sky"}
    one.delete([r.name for r in one.items].index("sky"))
    assert {r.name for r in read_sidecar(beside(raw)).region} == {"wall", "door"}
