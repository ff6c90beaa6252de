"""The top bar: the profile's name gives way, the buttons do not."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QToolButton

from tests.gui.bench import opened
from tuner.gui import theme
from tuner.gui.topbar import TopBar


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    theme.apply(qapp)


SIZES = ((880, 520), (900, 600), (1050, 600), (1100, 700), (1110, 700), (1270, 800), (1600, 1000))


@pytest.mark.parametrize("name", ["indoor.toml", "indoor_tungsten_2800K_v3.toml", "<b>" + "long" * 60 + ".toml"])
def test_buttons_keep_their_words_and_the_dot_stays(qtbot, tmp_path: Path, name: str):
    with opened(qtbot, size=SIZES[0]) as window:
        window.session.save(tmp_path / name)
        window.session.change({"exposure.ev": 1.0})
        for size in (*SIZES, *SIZES[::-1]):
            window.resize(*size)
            QApplication.processEvents()
            assert window.top.width() == size[0]
            every_word_is_there(window.top, name)


def every_word_is_there(bar: TopBar, name: str) -> None:
    """Buttons with their words, the dot beside the name, and the name, in full or with its middle left out."""
    label = bar._profile
    for button in bar.findChildren(QToolButton):
        if button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextOnly:
            assert button.width() >= button.sizeHint().width(), button.text()
        assert bar.rect().contains(button.mapTo(bar, button.rect().bottomRight())), button.text()
        if button.text() in ("Fit", "1:1", "2:1"):
            assert button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextOnly
    assert bar._dot.isVisible()
    assert bar._dot.text() == "●"
    assert bar._dot.geometry().left() > label.geometry().right()
    assert label.width() >= 70
    assert label.cut or label.text() == name
    if label.cut:
        assert label.text()[:3] == name[:3]  # the middle is left out
        assert label.text()[-1] == name[-1]
        assert name in label.toolTip()


def test_the_name_does_not_move_when_the_dot_comes(qtbot):
    with opened(qtbot) as window:
        QApplication.processEvents()
        before = window.top._profile.geometry()
        window.session.change({"exposure.ev": 1.0})
        QApplication.processEvents()
        assert window.top._profile.geometry() == before
        assert "unsaved" in window.top._profile.toolTip()


def test_in_a_very_narrow_window_the_zooms_go_and_nothing_is_cut(qtbot):
    with opened(qtbot) as window:
        window.setMinimumSize(1, 1)
        window.resize(640, 400)
        QApplication.processEvents()
        bar = window.top
        seen = [b for b in bar.findChildren(QToolButton) if b.isVisible()]
        assert "1:1" not in [b.text() for b in seen]
        assert all(b.width() >= b.minimumSizeHint().width() or b.width() >= 29 for b in seen)
        assert all(bar.rect().contains(b.mapTo(bar, b.rect().bottomRight())) for b in seen)
        assert bar.mode.width() >= bar.mode.sizeHint().width()
        window.resize(1100, 700)
        QApplication.processEvents()
        assert "1:1" in [b.text() for b in bar.findChildren(QToolButton) if b.isVisible()]
