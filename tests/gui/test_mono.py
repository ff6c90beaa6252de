"""A sensor without filters in the window: its raw is one channel wherever numbers or curves of it are shown."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from tests.gui.bench import PATIENCE_MS, opened
from tests.gui.test_regions import cell, settle
from tests.support import facts, noisy_mosaic
from tuner.app.measuring import Subject, measure
from tuner.app.sources import RAW, Source
from tuner.core.engine import Cancel
from tuner.core.frame import Frame
from tuner.core.orient import Rect
from tuner.gui import theme
from tuner.gui.regions_plot import channels_of


@pytest.fixture(autouse=True)
def _look(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUNER_STATE_DIR", str(tmp_path / "state"))
    theme.apply(qapp)


def test_a_sensor_without_filters_is_one_channel(qtbot) -> None:
    """In the table, in the profile, in the raw histogram, and behind a stage of the mosaic."""
    frame = Frame.from_active(noisy_mosaic(64, 48), facts(64, 48, "M"), name="mono.dng")
    with opened(qtbot, frame) as window:
        window.dock.turn("regions")
        window.dock.regions.add_region(Rect(6, 9, 15, 12), "wall")
        settle(qtbot, window)
        samples = noisy_mosaic(64, 48)[9:21, 6:21].astype(float)
        assert cell(window, 0, "Mean") == f"M {samples.mean():.1f} DN"
        assert (cell(window, 0, "R/G"), cell(window, 0, "B/G")) == ("—", "—")
        assert window.dock.panel.table.item(0, 6).toolTip().startswith("M: ")
        window.dock.turn("scopes")
        qtbot.waitUntil(lambda: window.dock.scopes.measured is not None, timeout=PATIENCE_MS)
        assert window.dock.scopes.measured.raw.counts.shape == (1, 65536)
        window.dock.scopes.raw_plot.grab()  # it is painted
        region = Rect(6, 9, 15, 12)
        drawn = measure(Subject(RAW, "Raw", frame), frame, region, False, Cancel())
        assert channels_of(drawn) == (("M",), "DN")
        np.testing.assert_allclose(drawn.profile.values[:, 0], samples.mean(axis=0))
        behind = Subject(Source("stage", "lens_shading"), "", frame, window.session.recipe)
        found = measure(behind, frame, region, None, Cancel()).statistics
        assert (found.channels, len(found.mean)) == (("M",), 1)
