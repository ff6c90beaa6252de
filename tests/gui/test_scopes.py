"""The scopes in the window: they count what is shown, say what they count, and rest while hidden."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from tests.gui.bench import PATIENCE_MS, large, opened, small, tuner_threads, until_exact
from tuner.core.orient import Rect
from tuner.gui import theme
from tuner.gui.scope_dock import BAR, LEAST, ROOM_FOR_BOTH
from tuner.measure.regions import to_export
from tuner.measure.scopes import KINDS, scope


@pytest.fixture(autouse=True)
def _look(qapp: QApplication, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("TUNER_STATE_DIR", str(tmp_path / "state"))
    theme.apply(qapp)


def until_measured(qtbot, window) -> None:
    until_exact(qtbot, window)
    qtbot.waitUntil(lambda: window.dock.idle, timeout=PATIENCE_MS)


def counted(pixels: np.ndarray) -> list[np.ndarray]:
    return [np.histogram(pixels[..., 2 - c], np.arange(257))[0] for c in range(3)]


def test_the_scopes_count_the_full_picture_that_is_shown_not_the_averaged_one(qtbot):
    with opened(qtbot, large()) as window:
        until_measured(qtbot, window)
        shown, measured = window.pictures.shown, window.dock.scopes.measured
        assert shown.fitted is not None
        assert np.array_equal(measured.found.counts[:3], counted(shown.rendered.pixels))
        assert measured.raw.counts.sum() == 1200 * 900
        assert np.array_equal(
            measured.raw.counts.sum(axis=0), np.bincount(shown.frame.active.reshape(-1), minlength=65536)
        )
        assert window.dock.scopes.caption.whole == "output codes · whole picture · 8 bit · BT.709 luma · linear"
        assert window.dock.scopes.raw_caption.whole == "mosaic DN · whole picture · 12 bit · linear"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_shown_after_a_change_of_the_recipe(qtbot, kind):
    with opened(qtbot, small()) as window:
        window.dock.scopes.show_kind(kind)
        window.session.change({"exposure.ev": 0.7, "luma_chroma.standard": "601"})
        until_measured(qtbot, window)
        found = window.dock.scopes.measured.found
        wanted = scope(kind, window.pictures.shown.rendered.pixels, None, "601")
        assert np.array_equal(found.counts, wanted.counts)
        assert not window.dock.scopes.plot.grab().toImage().isNull()
        before = window.dock.scopes.plot.grab().toImage()
        window.dock.turn_log()
        until_measured(qtbot, window)
        assert window.dock.scopes.plot.grab().toImage() != before


@pytest.mark.parametrize("orientation", [1, 6, 7])
def test_restricted_to_a_region_only_its_pixels_are_counted(qtbot, orientation):
    with opened(qtbot, small(orientation=orientation)) as window:
        region = window.dock.regions.add_region(Rect(5, 3, 20, 11), "patch")
        assert window.dock.bar.area.itemText(1) == "patch"
        window.dock.bar.area.setCurrentIndex(1)
        window.dock._area_chosen(1)
        until_measured(qtbot, window)
        measured, pixels = window.dock.scopes.measured, window.pictures.shown.rendered.pixels
        assert to_export(region.rect, window.session.frame.facts) == (5, 3, 20, 11)
        assert np.array_equal(measured.found.counts[:3], counted(pixels[3:14, 5:25]))
        assert measured.raw.counts.sum() == 220
        assert "region patch" in window.dock.scopes.caption.whole
        window.dock.regions.delete(0)
        until_measured(qtbot, window)
        assert window.dock.scopes.measured.raw.counts.sum() == 64 * 48


def test_hidden_nothing_is_counted_and_shown_again_it_is(qtbot):
    with opened(qtbot, small()) as window:
        until_measured(qtbot, window)
        asked = []
        window.dock.scopes.worker._snapshot = lambda: asked.append(1)
        window.dock.turn("scopes")
        window.session.change({"exposure.ev": 0.5})
        until_measured(qtbot, window)
        assert asked == []
        window.dock.turn("scopes")
        qtbot.waitUntil(lambda: bool(asked), timeout=5000)


def test_closed_the_dock_is_its_bar_and_open_as_high_as_before(qtbot):
    with opened(qtbot, small(), (1000, 800)) as window:
        dock = window.dock
        high, pictures = dock.height(), window.viewer.height()
        assert high >= LEAST
        dock.turn("scopes")
        QApplication.processEvents()
        assert dock.height() == BAR
        assert window.viewer.height() == pictures + high - BAR  # what it gives up is the pictures'
        dock.turn("scopes")
        QApplication.processEvents()
        assert dock.height() == high


def test_both_pages_where_there_is_room_else_the_one_opened_last(qtbot):
    with opened(qtbot, small(), (1000, 700)) as window:
        dock, actions = window.dock, window.actions_by_name
        actions["regions"].trigger()
        assert (dock.scopes_open, dock.regions_open) == (False, True)
        assert actions["regions"].isChecked()
        assert not actions["scopes"].isChecked()
        window.resize(ROOM_FOR_BOTH + 420, 700)
        QApplication.processEvents()
        assert (dock.scopes_open, dock.regions_open) == (True, True)
        assert dock.scopes.isVisible()
        assert actions["scopes"].isChecked()


def test_what_is_open_is_remembered(qtbot, tmp_path):
    settings = QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat)
    with opened(qtbot, small(), settings=settings) as window:
        window.dock.turn("regions")
        window.dock.turn("scopes")
        window.dock.turn("regions")
        window.dock.scopes.show_kind("parade")
        window.dock.turn_log()
        wanted = window.dock.open
    with opened(qtbot, small(), settings=settings) as window:
        assert window.dock.open == wanted
        assert (window.dock.scopes.kind, window.dock.scopes.log) == ("parade", True)
    settings.setValue("dock/pages", "nonsense,,scopes")
    settings.setValue("dock/kind", "nonsense")
    settings.setValue("dock/height", "nonsense")
    with opened(qtbot, small(), settings=settings) as window:
        assert (window.dock.open, window.dock.scopes.kind) == (("scopes",), "histogram")


def test_closing_in_the_middle_leaves_no_thread(qtbot):
    with opened(qtbot, large()) as window:
        window.dock.overlays.want(raw=True, output=True, focus=True)
        window.session.change({"exposure.ev": 0.2})
    assert not [name for name in tuner_threads() if "scopes" in name]


@pytest.mark.parametrize("size", [(880, 520), (1000, 700), (1600, 1000)])
def test_nothing_in_the_bar_is_cut(qtbot, size):
    from PySide6.QtWidgets import QToolButton

    with opened(qtbot, small(), size) as window:
        for button in window.dock.findChildren(QToolButton):
            if button.isVisible():
                assert button.width() >= button.sizeHint().width(), button.text()
