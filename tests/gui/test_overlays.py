"""Overlays on the panes: exact at 1:1 and closer, never averaged away below, and gone when turned off."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from tests.gui.bench import PATIENCE_MS, large, opened, small, until_exact
from tests.support import facts
from tuner.core.frame import Frame
from tuner.gui import theme
from tuner.gui.overlays import Overlays
from tuner.gui.overlays_bar import OverlaysBar
from tuner.gui.overlays_masks import BLUE, OUTPUT_COLOURS, PURPLE, RAW_COLOURS, SKY, VERMILLION, YELLOW
from tuner.gui.picture import as_rgb
from tuner.measure.clipping import output_clipping, smaller
from tuner.measure.focus import focus_peaks


@pytest.fixture(autouse=True)
def _look(qapp: QApplication, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("TUNER_STATE_DIR", str(tmp_path / "state"))
    theme.apply(qapp)


def settle(qtbot, window) -> None:
    until_exact(qtbot, window)
    qtbot.waitUntil(lambda: window.dock.idle, timeout=PATIENCE_MS)


def rgb(colour: QColor) -> tuple[int, int, int]:
    return colour.red(), colour.green(), colour.blue()


def one_hot_sample() -> Frame:
    dn = np.full((900, 1200), 400, np.uint16)
    dn[433, 618] = 4095  # one sample of a blue row, red column: Gb
    return Frame.from_active(dn, facts(1200, 900))


def test_the_colours_say_which():
    assert RAW_COLOURS[0] == OUTPUT_COLOURS[0] == 0
    assert (QColor.fromRgba(RAW_COLOURS[1]), QColor.fromRgba(RAW_COLOURS[15])) == (VERMILLION, PURPLE)
    assert QColor.fromRgba(OUTPUT_COLOURS[4]) == SKY
    assert QColor.fromRgba(OUTPUT_COLOURS[0b001000]) == QColor.fromRgba(OUTPUT_COLOURS[0b111000]) == BLUE
    assert len({c for c in OUTPUT_COLOURS if c}) == 8


def test_one_clipped_sample_of_a_million_is_seen_in_the_fitted_raw_picture(qtbot):
    with opened(qtbot, one_hot_sample()) as window:
        settle(qtbot, window)
        assert window.viewer.view.averaged is not None
        window.actions_by_name["overlay_raw"].trigger()
        settle(qtbot, window)
        seen = as_rgb(window.viewer.raw.grab().toImage())
        assert (seen == rgb(YELLOW)).all(axis=2).sum() in (1, 2, 4)  # it may lie on the border of device pixels
        assert window.actions_by_name["overlay_raw"].isChecked()
        window.actions_by_name["overlay_raw"].trigger()
        seen = as_rgb(window.viewer.raw.grab().toImage())
        assert not (seen == rgb(YELLOW)).all(axis=2).any()


def test_at_1_to_1_every_clipped_pixel_has_its_colour(qtbot):
    with opened(qtbot, small()) as window:
        window.session.change({"exposure.ev": 2.0})
        window.zoom_to(1.0)
        window.dock.overlays.turn("output")
        settle(qtbot, window)
        pane, mask = window.viewer.processed, output_clipping(window.pictures.shown.rendered.pixels)
        left, top = pane.view.origin
        seen = as_rgb(pane.grab().toImage())[top : top + 48, left : left + 64]
        painted = np.array([rgb(QColor.fromRgba(c)) for c in OUTPUT_COLOURS])[mask]
        assert (mask > 0).mean() > 0.02
        assert np.array_equal(seen[mask > 0], painted[mask > 0])


def test_zebra_and_focus_follow_the_picture_and_the_threshold(qtbot):
    with opened(qtbot, large()) as window:
        window.dock.overlays.want(zebra=True, focus=True, bright=100, times=5.0)
        settle(qtbot, window)
        bits = window.dock.overlays.processed.masks["output"].bits
        assert bits.shape == window.viewer.view.averaged[::-1]
        share = (bits & 64 > 0).mean()
        assert share > 0
        window.dock.overlays.want(bright=250)
        settle(qtbot, window)
        assert (window.dock.overlays.processed.masks["output"].bits & 64 > 0).mean() < share
        window.session.change({"exposure.ev": 3.0})
        settle(qtbot, window)
        assert (window.dock.overlays.processed.masks["output"].bits & 64 > 0).mean() > share / 2
        window.zoom_to(2.0)
        settle(qtbot, window)
        assert window.dock.overlays.processed.masks["output"].bits.shape == (900, 1200)


def test_noise_does_not_flood_focus_peaking_at_fit(qtbot):
    """Where the noise is above its median, samples stand out all over; of their averages hardly any does."""
    right = np.mgrid[0:900, 0:1200][1] >= 600
    noise = np.random.default_rng(3).normal(size=(900, 1200)) * np.where(right, 60, 8)
    dn = np.where(right, 1400, 300) + noise
    with opened(qtbot, Frame.from_active(np.clip(dn, 64, 4000).astype(np.uint16), facts(1200, 900))) as window:
        window.dock.overlays.turn("focus")
        settle(qtbot, window)
        overlays, view, shown = window.dock.overlays, window.viewer.view, window.pictures.finished
        marked = overlays.processed.masks["output"].bits > 0
        assert marked.shape == view.averaged[::-1]
        middle = marked.shape[1] // 2
        assert marked[2:-2, middle - 2 : middle + 2].any(axis=1).mean() > 0.9  # the edge
        away = np.delete(marked, np.s_[middle - 6 : middle + 6], axis=1).mean()
        flood = smaller(focus_peaks(shown.rendered.pixels), *view.averaged).mean()
        assert flood > 0.05
        assert away < 0.002
        assert overlays.processed.legend == ("focus", "Focus peaking of the averaged picture")
        window.zoom_to(1.0)
        settle(qtbot, window)
        assert overlays.processed.legend == ("focus", "Focus peaking of the picture's own pixels")
        np.testing.assert_array_equal(overlays.processed.masks["output"].bits > 0, focus_peaks(shown.rendered.pixels))
        overlays.turn("focus")
        assert overlays.processed.legend is None


def test_turned_off_nothing_is_made_nor_painted(qtbot):
    with opened(qtbot, small()) as window:
        overlays: Overlays = window.dock.overlays
        overlays.turn("output")
        settle(qtbot, window)
        assert any(layers.isVisible() for layers in window.dock.cover.layers.values())
        overlays.turn("output")
        asked = []
        overlays.worker._snapshot = lambda: asked.append(1)
        window.session.change({"exposure.ev": 0.5})
        settle(qtbot, window)
        assert asked == []
        assert not any(layers.isVisible() for layers in window.dock.cover.layers.values())


def test_nothing_is_made_for_a_picture_that_is_not_on_screen(qtbot):
    with opened(qtbot, small()) as window:
        window.dock.overlays.want(raw=True, output=True, noise=True)
        window.actions_by_name["raw_only"].trigger()
        settle(qtbot, window)
        assert set(window.dock.overlays._made) == {"raw"}
        window.actions_by_name["processed_only"].trigger()
        settle(qtbot, window)
        assert set(window.dock.overlays._made) == {"output", "noise"}


def test_the_same_picture_and_view_are_not_made_twice(qtbot):
    with opened(qtbot, small()) as window:
        overlays = window.dock.overlays
        overlays.turn("output")
        settle(qtbot, window)
        made = overlays.processed.masks["output"]
        overlays.stir()
        window.viewer.look(window.viewer.view.panned(3, 0))
        settle(qtbot, window)
        assert overlays.processed.masks["output"] is made


def test_the_card_changes_thresholds(qtbot):
    with opened(qtbot, small()) as window:
        card = window.dock.findChild(OverlaysBar).card
        card.fields["near"].setValue(90)
        card.fields["high"].setValue(250)
        assert (window.dock.overlays.wanted.near, window.dock.overlays.wanted.high) == (0.9, 250)


def with_defects() -> Frame:
    """A smooth scene with three hot and two cold samples."""
    y, x = np.mgrid[0:900, 0:1200]
    dn = (900 + 0.4 * x + 0.3 * y).astype(np.uint16)
    dn[[100, 333, 700], [50, 801, 640]] = 4000
    dn[[450, 500], [900, 300]] = 64
    return Frame.from_active(dn, facts(1200, 900))


def test_replaced_samples_are_marked_on_both_pictures_and_follow_the_stage(qtbot):
    with opened(qtbot, with_defects()) as window:
        overlays = window.dock.overlays
        window.actions_by_name["overlay_defects"].trigger()
        settle(qtbot, window)
        for pane in (window.viewer.raw, window.viewer.processed):
            seen = as_rgb(pane.grab().toImage())
            assert (seen == rgb(PURPLE)).all(axis=2).sum() >= 3 * 9  # three spots, three device pixels wide
            assert (seen == rgb(BLUE)).all(axis=2).sum() >= 2 * 9
        window.zoom_to(1.0)
        settle(qtbot, window)
        bits = overlays.raw.masks["defects"].bits
        assert sorted(zip(*np.nonzero(bits), strict=True)) == [
            (100, 50),
            (333, 801),
            (450, 900),
            (500, 300),
            (700, 640),
        ]
        made = overlays.raw.masks["defects"]
        window.session.change({"exposure.ev": 0.5})  # behind the stage: the map stays
        settle(qtbot, window)
        assert overlays.raw.masks["defects"] is made
        window.session.change({"defects.hot": False})
        settle(qtbot, window)
        assert np.count_nonzero(overlays.raw.masks["defects"].bits) == 2


def test_the_noise_map_stands_before_the_denoiser_that_is_meant(qtbot):
    with opened(qtbot, large()) as window:
        overlays = window.dock.overlays
        window.actions_by_name["overlay_noise"].trigger()
        settle(qtbot, window)
        assert overlays.processed.masks["noise"].stage == "chroma_denoise"  # the only one that is on
        window.session.change({"luma_denoise.enabled": True, "luma_denoise.threshold": 0.002})
        settle(qtbot, window)
        strict = overlays.processed.masks["noise"]
        assert strict.stage == "luma_denoise"
        assert strict.bits.shape == (57, 75)
        assert "Luma denoise" in overlays.processed.legend[1]
        window.session.change({"luma_denoise.threshold": 0.5})
        settle(qtbot, window)
        assert overlays.processed.masks["noise"].bits.mean() < strict.bits.mean()
        assert "noise" not in overlays.raw.masks
        window.actions_by_name["overlay_noise"].trigger()
        assert overlays.processed.empty
        assert overlays.processed.legend is None


def test_overlays_stay_on_their_own_half_of_a_wipe(qtbot):
    """The mask is of the processed picture: over the reference it would lie."""
    with opened(qtbot, large()) as window:
        window.actions_by_name["wipe"].trigger()
        qtbot.waitUntil(lambda: window.viewer.processed.wipe is not None, timeout=PATIENCE_MS)
        settle(qtbot, window)
        pane = window.viewer.processed
        before = as_rgb(pane.grab().toImage())
        window.session.change({"luma_denoise.enabled": True})
        window.actions_by_name["overlay_noise"].trigger()
        settle(qtbot, window)
        qtbot.waitUntil(lambda: "noise" in window.dock.overlays.processed.masks, timeout=PATIENCE_MS)
        after, edge = as_rgb(pane.grab().toImage()), round(pane.edge())
        legend = after.shape[0] - 56
        np.testing.assert_array_equal(after[:legend, : edge - 2], before[:legend, : edge - 2])
        assert (after[:legend, edge + 2 :] != before[:legend, edge + 2 :]).any()
        window.desk.compare.show("processed")
        window.desk.flick()
        qtbot.waitUntil(lambda: pane.wipe is not None and pane.wipe.everywhere, timeout=PATIENCE_MS)
        window.dock.overlays.want(noise=False)
        plain = as_rgb(pane.grab().toImage())
        window.dock.overlays.want(noise=True)
        settle(qtbot, window)
        np.testing.assert_array_equal(as_rgb(pane.grab().toImage()), plain)


def test_a_lit_overlay_without_its_picture_is_said_once(qtbot):
    with opened(qtbot, small()) as window:
        window.dock.overlays.turn("raw")
        assert window.message.text == ""
        window.desk.compare.show("difference")
        assert "not seen here: Raw clipping." in window.message.text
        window.message.clear()
        window.desk.compare.step_gain(1)
        assert window.message.text == ""
        window.dock.overlays.turn("zebra")
        assert "not seen here: Raw clipping, Zebra." in window.message.text
        window.desk.compare.show("processed")
        assert window.dock.overlays.unseen == ("raw",)
