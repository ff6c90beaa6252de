"""A message is read in full, and what was said of a wrong entry goes when it is put right."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.gui.bench import opened
from tuner.gui.bottom import MessageLine
from tuner.gui.reading import Reading

LONG = "The shading opcode of this file is present but not applied by the reader of these raws. " * 4


@pytest.mark.parametrize("tip", ["", "first notice\nsecond notice"])
def test_a_click_or_the_key_opens_all_of_it(qtbot: QtBot, tip: str) -> None:
    line = MessageLine()
    qtbot.addWidget(line)
    reading = Reading(line)
    line.resize(400, 28)
    line.show()
    reading.show()
    assert reading.sheet is None  # nothing to read
    line.say("short")
    label = line.findChild(QLabel)
    QTest.mouseClick(label, Qt.MouseButton.LeftButton)
    assert reading.sheet is None  # it is all there
    line.say(LONG, tip=tip)
    assert label.text() != LONG
    QTest.mouseClick(label, Qt.MouseButton.LeftButton)
    words = reading.sheet.findChild(QLabel)
    assert words.text() == (tip or LONG)
    assert 0 <= reading.sheet.height() - words.heightForWidth(words.width()) < 40  # all of it, and no more
    qtbot.keyClick(reading.sheet, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: reading.sheet is None)


def test_a_complaint_ends_with_the_next_right_entry(qtbot: QtBot) -> None:
    with opened(qtbot) as window:
        knob = window.rack.cards["linearization"].knobs["curve"]
        knob.control.refused.emit("x")
        assert "is not" in window.message.text
        window.message.say("Saved mine.toml.")
        window.session.change({"exposure.ev": 0.1})
        assert window.message.text == "Saved mine.toml."  # another message
        knob.control.refused.emit("x")
        window.session.change({"exposure.ev": 0.2})
        assert window.message.text == ""
