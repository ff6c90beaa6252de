"""The strip of snapshots and the table of differences, driven by hand and keyboard."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from tests.support import lively_frame
from tuner.app.snapshots import Snapshots
from tuner.core.engine import Engine
from tuner.core.recipe import Recipe
from tuner.gui.differences import DifferencesDialog
from tuner.gui.snapshots import _CHANGE, SnapshotStrip
from tuner.stages import RACK


@pytest.fixture
def strip(qtbot: QtBot) -> SnapshotStrip:
    frame, snapshots = lively_frame(), Snapshots()
    made = SnapshotStrip(snapshots)
    qtbot.addWidget(made)
    rendered = Engine().render(frame, Recipe.default(RACK))
    for note in ("first", "", "third"):
        snapshots.take(frame, rendered, np.full((60, 80, 4), 128, np.uint8), note)
    made.show()
    return made


def test_it_shows_what_is_kept(strip: SnapshotStrip) -> None:
    assert [strip.item(i).text() for i in range(strip.count())] == ["A · first", "B", "C · third"]
    assert not SnapshotStrip(Snapshots()).isVisible()


def test_choosing_shows_enter_restores_delete_removes(strip: SnapshotStrip, qtbot: QtBot) -> None:
    with qtbot.waitSignal(strip.show_asked) as shown:
        strip.choose("B")
    assert shown.args == ["B"]
    with qtbot.waitSignal(strip.restore_asked) as restored:
        qtbot.keyClick(strip, Qt.Key.Key_Return)
    assert restored.args == ["B"]
    qtbot.keyClick(strip, Qt.Key.Key_Delete)
    assert [strip.item(i).text() for i in range(strip.count())] == ["A · first", "C · third"]


def test_a_note_is_edited_in_place_and_the_letter_stays(strip: SnapshotStrip) -> None:
    strip.choose("A")
    strip.item(0).setText("A · less noise")
    assert strip.item(0).text() == "A · less noise"
    strip.item(0).setText("quite another")
    assert strip.item(0).text() == "A · quite another"
    assert strip.letter == "A"


def test_the_table_names_what_differs_and_copies_it(qtbot: QtBot) -> None:
    one = Recipe.default(RACK)
    other = one.with_values({"exposure.ev": 0.5, "sharpen.enabled": False})
    dialog = DifferencesDialog({"Present": other, "Baseline": one, "A": one}, "Baseline", "Present")
    qtbot.addWidget(dialog)
    assert dialog.table.rowCount() == 2
    assert [dialog.table.item(0, x).text() for x in range(4)] == [
        "Exposure", "EV", "0.00 EV", "+0.50 EV"
    ]  # fmt: skip
    dialog.copy()
    assert QGuiApplication.clipboard().text().splitlines()[1] == "exposure.ev\t0.00 EV\t+0.50 EV"
    dialog.other.setCurrentText("A")
    assert dialog.table.rowCount() == 0
    assert dialog.count.text() == "the same tuning"


def test_what_is_taken_noted_or_removed_asks_for_no_other_picture(strip: SnapshotStrip, qtbot: QtBot) -> None:
    """The mark stays where it was, and the panes show what they showed; nor does the Tab key on its way through."""
    asked: list[str] = []
    strip.show_asked.connect(asked.append)
    strip.activateWindow()
    qtbot.waitUntil(strip.isActiveWindow)
    strip.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(strip.hasFocus)
    assert asked == []
    strip.choose("A")
    assert asked == ["A"]
    for _ in range(2):
        at = strip.visualItemRect(strip.item(1)).center()
        qtbot.mouseClick(strip.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert asked == ["A", "B", "B"]  # once a click, also on the marked one
    strip.choose("A")
    asked.clear()
    kept = strip._snapshots
    kept.take(kept["B"].frame, kept["B"].rendered, kept["B"].thumbnail)
    kept.annotate("A", "noted")
    kept.remove("C")
    assert asked == []
    assert strip.letter == "A"


def test_cards_say_what_was_changed_since_the_one_before(strip: SnapshotStrip) -> None:
    kept, recipe = strip._snapshots, Recipe.default(RACK)
    rendered = kept["A"].rendered
    other = recipe.with_values({"exposure.ev": 0.5, "sharpen.amount": 1.25, "luma_denoise.enabled": True})
    for each in (recipe.with_value("exposure.ev", 0.5), other):
        kept.take(kept["A"].frame, replace(rendered, recipe=each), kept["A"].thumbnail)
    changes = [strip.item(i).data(_CHANGE) for i in range(strip.count())]
    assert changes == ["", "", "", "Exposure +0.50 EV", "Luma denoise on, Sharpen · Amount 1.25"]
    assert "Sharpen · Amount 1.25" in strip.item(4).toolTip()
    assert strip.item(4).text() == "E"  # what F2 edits has no change in it
    kept.remove("D")
    assert strip.item(3).data(_CHANGE).startswith("Exposure +0.50 EV, Luma denoise on")
