"""What the panes show: exact pixels, how they are averaged, and what is said when there are none."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from tests.gui.bench import large, opened, painted, small, until_exact, until_said
from tuner.core.chain import StageError
from tuner.core.engine import Engine
from tuner.core.fit import area_average
from tuner.core.rawview import raw_view
from tuner.gui import theme
from tuner.gui.picture import as_rgb


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    theme.apply(qapp)


def test_a_fitted_picture_is_the_area_average_of_the_export(qtbot):
    frame = large()
    with opened(qtbot, frame) as window:
        size = window.viewer.view.averaged
        assert size is not None
        export = Engine().render(frame, window.session.recipe).pixels
        expected = area_average(export, *size)[..., 2::-1]
        seen = painted(window.viewer.processed, frame)
        assert np.array_equal(seen, expected[-seen.shape[0] :])
        raw = painted(window.viewer.raw, frame)
        assert np.array_equal(raw, raw_view(frame, size=size)[..., 2::-1][-raw.shape[0] :])


@pytest.mark.parametrize("orientation", [1, 6])
def test_at_one_to_one_the_export_s_own_pixels_are_painted(qtbot, orientation):
    frame = large(orientation=orientation)
    with opened(qtbot, frame) as window:
        window.zoom_to(1.0)
        until_exact(qtbot, window)
        left, top = window.viewer.view.origin
        w, h = window.viewer.view.pane
        whole = window.viewer.processed.grab().toImage()
        seen = as_rgb(whole)
        export = Engine().render(frame, window.session.recipe).rgb
        rows, columns = (
            slice(max(top, 0) + 40, min(top + export.shape[0], h)),
            slice(max(left, 0), min(left + export.shape[1], w)),
        )
        here = export[rows.start - top : rows.stop - top, columns.start - left : columns.stop - left]
        assert np.array_equal(seen[rows, columns], here)


def test_a_failing_stage_is_named_and_the_last_picture_stays(qtbot, monkeypatch):
    with opened(qtbot, small()) as window:
        good, works = window.viewer.processed.picture, window.bridge.engine.render

        def fails(*args, **kwargs):
            raise StageError("demosaic", ValueError("no way"))

        monkeypatch.setattr(window.bridge.engine, "render", fails)
        window.session.change({"exposure.ev": 1.0})
        until_said(qtbot, window, "demosaic")
        assert window.viewer.processed.picture is good
        assert window.status.text("badge") == ""
        monkeypatch.setattr(window.bridge.engine, "render", works)
        window.session.change({"exposure.ev": 0.5})
        until_exact(qtbot, window)
        assert window.message.text == ""


def test_an_error_of_another_file_or_of_older_settings_is_not_this_picture_s(qtbot):
    with opened(qtbot, small()) as window:
        frame, recipe = window.session.frame, window.session.recipe
        window.bridge.failed.emit(StageError("demosaic", ValueError("old file")), small(cfa="BGGR"), recipe)
        window.bridge.failed.emit(
            StageError("demosaic", ValueError("old value")), frame, recipe.with_value("exposure.ev", 2.0)
        )
        window.bridge.raw_failed.emit(ValueError("old raw"), small(cfa="BGGR"))
        qtbot.wait(20)
        assert window.message.text == ""
        assert (window.pictures.error, window.pictures.raw_error) == (None, None)


def test_a_raw_view_that_fails_is_said_to_be_the_raw_view(qtbot, monkeypatch):
    with opened(qtbot, small()) as window:
        works, raw_view_of = window.viewer.raw.picture, window.bridge._raw_preview.show_raw

        def fails(*args):
            raise ValueError("no way")

        monkeypatch.setattr(window.bridge._raw_preview, "show_raw", fails)
        window.pictures.show_ev(1.0)
        said = until_said(qtbot, window, "no way")
        assert said.startswith("The raw view could not be made")
        assert window.viewer.raw.picture is works
        assert window.pictures.error is None
        window.session.change({"exposure.ev": 1.0})  # a processed picture does not take the word back
        qtbot.waitUntil(lambda: window.pictures.shown.recipe == window.session.recipe, timeout=60_000)
        assert window.message.text == said
        monkeypatch.setattr(window.bridge._raw_preview, "show_raw", raw_view_of)
        window.pictures.show_ev(0.5)
        until_exact(qtbot, window)
        assert window.message.text == ""


@pytest.mark.parametrize("transfer", ["srgb", "gamma22"])
def test_linear_light_is_averaged_when_asked_and_the_caption_says_which(qtbot, tmp_path, transfer):
    frame = large()
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    with opened(qtbot, frame, settings=settings) as window:
        window.session.change({"encode.transfer": transfer})
        until_exact(qtbot, window)
        action, raw = window.actions_by_name["average_linear"], window.viewer.raw.picture
        assert not action.isChecked()
        assert window.viewer.processed.detail.endswith("codes averaged")
        codes, full = window.pictures.shown.fitted, window.pictures.shown.rendered
        action.trigger()
        assert not window.pictures.exact
        until_exact(qtbot, window)
        assert action.isChecked()
        assert window.viewer.processed.detail.endswith("linear light averaged")
        light = window.pictures.shown.fitted
        assert np.array_equal(light, area_average(full.pixels, *window.viewer.view.averaged, transfer))
        assert not np.array_equal(light, codes)
        if transfer == "srgb":  # other curves are converted for the screen as they are painted
            seen = painted(window.viewer.processed, frame)
            assert np.array_equal(seen, light[-seen.shape[0] :, :, 2::-1])
        assert window.pictures.shown.rendered is full  # averaged again, not rendered again
        assert window.viewer.raw.picture is raw
        window.zoom_to(1.0)
        assert "averaged" not in window.viewer.processed.detail
    with opened(qtbot, settings=settings) as window:
        assert window.pictures.linear
        assert window.actions_by_name["average_linear"].isChecked()


def test_the_raw_view_s_mode_and_gain_change_the_raw_pane_alone(qtbot):
    frame = large()
    with opened(qtbot, frame) as window:
        processed = window.viewer.processed.picture
        window.actions_by_name["mode_gb"].trigger()
        window.actions_by_name["brighter"].trigger()
        until_exact(qtbot, window)
        size = window.viewer.view.averaged
        seen = painted(window.viewer.raw, frame)
        assert np.array_equal(seen, raw_view(frame, "Gb", 0.5, size)[..., 2::-1][-seen.shape[0] :])
        assert window.viewer.processed.picture is processed
        assert "Gb plane" in window.viewer.raw.detail
        assert "+0.5 EV" in window.viewer.raw.detail


def test_a_view_that_changes_back_at_once_is_exact_again(qtbot):
    """The picture asked for the view between comes late, and must not stay."""
    with opened(qtbot, large()) as window:
        window.step_zoom(1)
        window.zoom_to(0.0)
        assert window.pictures.exact  # the pictures of this view are still there
        until_exact(qtbot, window)
        qtbot.wait(100)
        until_exact(qtbot, window)
        assert window.viewer.processed.exact
        assert window.viewer.raw.exact
        assert window.pictures.badge == "EXACT"
