"""The screen's colours."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QColor, QColorSpace
from PySide6.QtWidgets import QApplication

from tests.gui.bench import opened, painted, small, until_exact, until_said
from tuner.core.engine import Engine
from tuner.files.icc import icc_profile
from tuner.gui import theme
from tuner.gui.screen import Screen, load_screen


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    theme.apply(qapp)


def test_srgb_on_an_srgb_screen_is_painted_as_it_is():
    assert Screen().transform("rec709", "srgb") is None


@pytest.mark.parametrize("primaries", ["display_p3", "rec2020"])
def test_neutrals_stay_neutral_and_a_wide_red_leaves_srgb(qapp, primaries):
    turn = Screen().transform(primaries, "srgb")
    assert turn is not None
    grey = turn.map(QColor(128, 128, 128))
    assert max(grey.red(), grey.green(), grey.blue()) - min(grey.red(), grey.green(), grey.blue()) <= 1
    assert turn.map(QColor(160, 60, 60)).red() > 160


def test_a_display_p3_picture_on_a_display_p3_screen_keeps_its_codes(qtbot, tmp_path):
    path = tmp_path / "p3.icc"
    path.write_bytes(icc_profile("display_p3", "srgb"))
    frame = small()
    with opened(qtbot, frame) as window:
        window.session.change({"color_matrix.primaries": "display_p3"})
        until_exact(qtbot, window)
        export = Engine().render(frame, window.session.recipe).rgb
        factor = int(window.viewer.view.zoom)
        expected = export.repeat(factor, 0).repeat(factor, 1).astype(int)
        on_srgb = painted(window.viewer.processed, frame).astype(int)
        assert np.abs(on_srgb - expected[-on_srgb.shape[0] :]).max() > 5
        window.files.ask.to_open = path
        window.actions_by_name["display_profile"].trigger()
        qtbot.waitUntil(lambda: window.status.text("screen") == "display p3")
        on_p3 = painted(window.viewer.processed, frame).astype(int)
        assert np.abs(on_p3 - expected[-on_p3.shape[0] :]).max() <= 1
        assert window.pictures.shown.rendered.rgb.tobytes() == export.tobytes()  # the probe's buffer is untouched
        window.files.ask.to_open = None  # cancelled: as it was
        window.actions_by_name["display_profile"].trigger()
        assert window.status.text("screen") == "display p3"
        window.actions_by_name["display_srgb"].trigger()
        assert window.status.text("screen") == "display sRGB"
        assert np.array_equal(painted(window.viewer.processed, frame), on_srgb)


def test_what_is_no_display_profile_is_refused(qtbot, tmp_path):
    path = tmp_path / "no.icc"
    path.write_bytes(b"not a profile")
    with opened(qtbot, small()) as window:
        window.files.ask.to_open = path
        window.actions_by_name["display_profile"].trigger()
        until_said(qtbot, window, "no.icc")
        assert window.status.text("screen") == "display sRGB"


def test_a_named_profile_is_a_screen(tmp_path, qapp):
    path = tmp_path / "studio.icc"
    path.write_bytes(QColorSpace(QColorSpace.NamedColorSpace.AdobeRgb).iccProfile().data())
    assert load_screen(path).name == "studio"


def test_the_profile_is_remembered_until_srgb_is_chosen_and_one_that_is_gone_is_said(qtbot, tmp_path):
    path, ini = tmp_path / "studio.icc", str(tmp_path / "settings.ini")
    path.write_bytes(icc_profile("display_p3", "srgb"))
    with opened(qtbot, settings=QSettings(ini, QSettings.Format.IniFormat)) as window:
        window.display.use(path)
        qtbot.waitUntil(lambda: window.status.text("screen") == "display studio")
    with opened(qtbot, settings=QSettings(ini, QSettings.Format.IniFormat)) as window:
        qtbot.waitUntil(lambda: window.status.text("screen") == "display studio")
    path.unlink()
    with opened(qtbot, settings=QSettings(ini, QSettings.Format.IniFormat)) as window:
        until_said(qtbot, window, "studio.icc")
        assert window.status.text("screen") == "display sRGB"
        window.actions_by_name["display_srgb"].trigger()
    with opened(qtbot, settings=QSettings(ini, QSettings.Format.IniFormat)) as window:
        qtbot.wait(50)
        assert window.message.text == ""
