"""A pane by itself."""

from __future__ import annotations

import sys

import numpy as np
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent

from tuner.app.sources import BASELINE, PROCESSED, RAW
from tuner.core.orient import Rect
from tuner.gui.pane import Pane
from tuner.gui.picture import Picture
from tuner.gui.view import View
from tuner.gui.viewer import Viewer


def a_pane(qtbot, picture=(40, 30), pane=(200, 180)) -> Pane:
    made = Pane("Raw")
    qtbot.addWidget(made)
    made.resize(*pane)
    pixels = np.random.default_rng(0).integers(0, 256, (picture[1], picture[0], 4), np.uint8)
    pixels[..., 3] = 255
    made.show_picture(Picture(pixels, None))
    made.show_view(View().resized(pane).of(picture))
    made.show()
    return made


def test_five_thousand_repaints_lose_no_reference_to_none(qtbot):
    """PySide6 6.12 on Python 3.11 loses one or more a repaint and kills the process after about 2,550."""
    pane = a_pane(qtbot, pane=(120, 120))
    pane.repaint()
    before = sys.getrefcount(None)
    for i in range(5000):
        pane.show_cross((i % 40, i % 30))
        pane.repaint()
    assert abs(sys.getrefcount(None) - before) < 1000


def test_a_drag_chooses_a_region_in_picture_pixels(qtbot):
    pane, chosen = a_pane(qtbot), []
    pane.region_chosen.connect(chosen.append)
    pane.ask_region()
    (x0, y0), (x1, y1) = pane.view.to_pane(4, 6), pane.view.to_pane(20, 17)
    qtbot.mousePress(pane, Qt.MouseButton.LeftButton, pos=QPoint(round(x0) + 1, round(y0) + 1))
    qtbot.mouseMove(pane, QPoint(round(x1) + 1, round(y1) + 1))
    qtbot.mouseRelease(pane, Qt.MouseButton.LeftButton, pos=QPoint(round(x1) + 1, round(y1) + 1))
    assert chosen == [Rect(4, 6, 16, 11)]


def test_a_click_chooses_a_small_square_and_escape_none(qtbot):
    pane, chosen, dropped = a_pane(qtbot), [], []
    pane.region_chosen.connect(chosen.append)
    pane.region_dropped.connect(lambda: dropped.append(True))
    pane.ask_region()
    x, y = pane.view.to_pane(20.5, 15.5)
    qtbot.mouseClick(pane, Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))
    assert len(chosen) == 1
    assert (chosen[0].w, chosen[0].h) == (16, 16)
    pane.ask_region()
    qtbot.keyClick(pane, Qt.Key.Key_Escape)
    assert dropped == [True]
    assert pane.cursor().shape() == Qt.CursorShape.ArrowCursor


def test_keys_and_wheel_ask_and_decide_nothing(qtbot):
    pane, panned, zoomed = a_pane(qtbot), [], []
    pane.pan_asked.connect(lambda dx, dy: panned.append((dx, dy)))
    pane.zoom_asked.connect(lambda steps, x, y: zoomed.append((steps, x, y)))
    view = pane.view
    qtbot.keyClick(pane, Qt.Key.Key_Left)
    qtbot.keyClick(pane, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    for turn in (60, 60, -240):  # two halves of a notch, then two notches back
        pane.wheelEvent(
            QWheelEvent(
                QPointF(30, 40), QPointF(30, 40), QPoint(), QPoint(0, turn), Qt.MouseButton.NoButton,
                Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
            )
        )  # fmt: skip
    assert panned == [(64.0, 0.0), (0.0, -256.0)]
    assert zoomed == [(1, 30.0, 40.0), (-2, 30.0, 40.0)]
    assert pane.view == view


def test_what_is_at_hand_is_scaled_until_the_exact_average_has_come(qtbot):
    pane = a_pane(qtbot, picture=(800, 600), pane=(200, 180))
    assert not pane.exact
    inside = pane.grab().toImage().pixelColor(100, 100)
    assert inside.name() != "#3c3c3c"
    assert inside.name() != "#000000"


def test_the_empty_window_s_hint_stands_in_the_middle_of_all_panes_and_is_in_nobody_s_way(qtbot):
    viewer = Viewer()
    qtbot.addWidget(viewer)
    viewer.resize(900, 400)
    viewer.show()
    for sources in ((RAW, PROCESSED), (PROCESSED,), (RAW, PROCESSED, BASELINE)):
        viewer.arrange(sources)
        hint = viewer.hint
        assert hint.isVisible()
        assert abs(hint.geometry().center().x() - viewer.rect().center().x()) <= 1
        assert abs(hint.geometry().center().y() - viewer.rect().center().y()) <= 1
        paper = viewer.grab().toImage()
        inked = [x for x in range(paper.width()) for y in range(150, 250) if paper.pixelColor(x, y).lightness() > 100]
        assert inked
        assert abs((min(inked) + max(inked)) / 2 - paper.width() / 2) < 4
        assert viewer.childAt(450, 200) is not hint  # the mouse reaches the pane
