"""Palette, overlay, dialogs and keys in the real window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from tests.gui.bench import opened
from tuner.gui import theme
from tuner.gui.actions import ACTIONS, GESTURES
from tuner.gui.keymap import Keymap, native, title
from tuner.gui.keys_dialog import KeyField, KeysDialog, of_event
from tuner.gui.overlay import balanced, shortcut_table
from tuner.gui.palette import Found, Item, find
from tuner.gui.preferences import read
from tuner.gui.preferences_dialog import PreferencesDialog

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    theme.apply(qapp)


def settings_in(folder: Path) -> QSettings:
    return QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)


# -- the palette


def test_the_palette_lists_every_action_with_its_key(qtbot) -> None:
    with opened(qtbot) as window:
        palette = window.keys.palette
        window.actions_by_name["palette"].trigger()
        assert palette.isVisible()
        assert palette.titles == [title(a) for a in ACTIONS if a.name != "palette"]
        keys = {f.item.title: f.item.keys for f in palette._model.found}
        assert keys["Fit"] == "F"
        assert keys["Undo"] == native("Ctrl+Z")


def test_typing_arrows_and_enter_carry_an_action_out_and_give_the_focus_back(qtbot) -> None:
    with opened(qtbot) as window:
        window.activateWindow()
        window.viewer.processed.setFocus()
        palette = window.keys.palette
        window.keys.show_palette()
        qtbot.keyClicks(palette.field, "raw")
        assert palette.titles[0] == "Raw"
        qtbot.keyClick(palette.field, Qt.Key.Key_Down)
        qtbot.keyClick(palette.field, Qt.Key.Key_Up)
        qtbot.keyClick(palette.field, Qt.Key.Key_Return)
        assert not palette.isVisible()
        assert window.actions_by_name["raw_only"].isChecked()
        assert window.focusWidget() is window.viewer.processed


def test_escape_leaves_the_palette_and_what_is_not_possible_is_not_done(qtbot) -> None:
    with opened(qtbot) as window:
        palette = window.keys.palette
        window.keys.show_palette()
        qtbot.keyClicks(palette.field, "undo")
        assert not palette._model.found[0].item.enabled
        qtbot.keyClick(palette.field, Qt.Key.Key_Return)
        assert palette.isVisible()
        qtbot.keyClicks(palette.field, "zzzz")
        assert palette.titles == []
        qtbot.keyClick(palette.field, Qt.Key.Key_Return)
        qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
        assert not palette.isVisible()


def test_an_action_is_found_by_its_group_and_by_its_english_name() -> None:
    items = [Item("撤销", "编辑", "Ctrl+Z", print, "Undo"), Item("打开", "文件", "Ctrl+O", print, "Open…")]
    assert [f.item.title for f in find(items, "und")] == ["撤销"]
    assert [f.item.title for f in find(items, "文件")] == ["打开"]
    assert [f.item.title for f in find(items, "")] == ["撤销", "打开"]


def test_an_action_is_found_by_what_it_is_for_behind_those_found_by_name() -> None:
    scopes = Item("Scopes", "Measure", "G", print, tip="Histogram, waveform and vectorscope.")
    vector = Item("Vectors", "View", "V", print)
    assert find([scopes, vector], "vect")[0].item is vector
    assert find([scopes, vector], "Waveform") == [Found(scopes)]
    assert find([scopes, vector], "ve") == find([vector], "ve")


# -- the overlay


def test_the_overlay_holds_every_action_under_its_group_with_the_key_in_force(qtbot) -> None:
    with opened(qtbot, size=(1280, 800)) as window:
        window.keys.use(window.keys.keymap.rebound("open", "F12"))
        window.keys.show_overlay()
        texts = [label.text() for label in window.keys.overlay.findChildren(QLabel)]
        runs = {"Inspection point 1 … 8": "1 … 8", "Keep inspection point 1 … 8": "Ctrl+1 … Ctrl+8"}
        for a in ACTIONS:
            assert title(a) in texts or f"{title(a)[:-1]}1 … 8" in runs
        for words, keys in runs.items():
            assert texts[texts.index(words) - 1] == keys
        assert "F12" in texts
        assert native("Ctrl+O") not in texts
        table = shortcut_table(window.keys.keymap)
        assert sum(len(rows) for rows in table.values()) == len(ACTIONS) + len(GESTURES) - 2 * (8 - 1)
        moved = shortcut_table(window.keys.keymap.rebound("point_3", "Ctrl+F9"))
        rows = [row for group in moved.values() for row in group]
        assert {("1 … 2", "Inspection point 1 … 2"), ("Ctrl+F9", "Inspection point 3")} <= set(rows)
        assert ("4 … 8", "Inspection point 4 … 8") in rows


@pytest.mark.parametrize("size", [(880, 520), (1280, 800), (1366, 768), (1920, 1080)])
def test_the_overlay_stays_inside_the_window_and_scrolls_where_it_must(qtbot, size) -> None:
    with opened(qtbot, size=size) as window:
        window.keys.show_overlay()
        QApplication.processEvents()
        overlay = window.keys.overlay
        assert overlay.rect().contains(overlay._area.geometry())
        assert overlay._area.horizontalScrollBar().maximum() == 0
        bar = overlay._area.verticalScrollBar()
        assert (bar.maximum() == 0) == (size[0] >= 1280)  # all of it at once where that can be
        if bar.maximum():
            qtbot.keyClick(overlay, Qt.Key.Key_Down)
            assert bar.value() > 0
        qtbot.keyClick(overlay, Qt.Key.Key_X)
        assert not overlay.isVisible()


def test_groups_stay_whole_and_in_order_whatever_the_columns() -> None:
    table = shortcut_table()
    for columns in range(1, 6):
        split = balanced(table, columns)
        assert len(split) <= columns
        assert [group for column in split for group in column] == list(table)


# -- other keys


def test_a_new_key_works_at_once_is_remembered_and_the_old_one_is_free(qtbot, tmp_path) -> None:
    with opened(qtbot, settings=settings_in(tmp_path)) as window:
        window.activateWindow()
        dialog = KeysDialog(window, window.keys.keymap, window.keys.use)
        dialog.choose("raw_only")
        dialog._take("Ctrl+K")
        assert "Command palette" in dialog.message.text()
        dialog._take("F12")
        assert dialog.reset.isEnabled()
        dialog.close()
        assert window.actions_by_name["raw_only"].shortcut().toString() == "F12"
        assert "F12" in window.actions_by_name["raw_only"].toolTip()
    with opened(qtbot, settings=settings_in(tmp_path)) as window:
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        assert window.actions_by_name["raw_only"].shortcut().toString() == "F12"
        QTest.keyClick(window.viewer.processed, Qt.Key.Key_2)
        assert window.actions_by_name["side_by_side"].isChecked()
        QTest.keyClick(window.viewer.processed, Qt.Key.Key_F12)
        assert window.actions_by_name["raw_only"].isChecked()
        dialog = KeysDialog(window, window.keys.keymap, window.keys.use)
        dialog.reset_all.click()
        assert window.keys.keymap == Keymap()
        dialog.close()


def test_the_dialog_finds_by_words_and_by_key(qtbot) -> None:
    dialog = KeysDialog(None, Keymap(), lambda keymap: None)  # type: ignore[arg-type]
    qtbot.addWidget(dialog)

    def listed() -> list[str]:
        return [a.name for row, a in enumerate(dialog.rows) if not dialog.table.isRowHidden(row)]

    dialog.filter.setText("picture save")
    assert listed() == ["export"]
    dialog.filter.setText("ctrl+k")
    assert listed() == ["palette"]
    dialog.filter.setText("")
    assert len(listed()) == len(ACTIONS)


def test_the_field_takes_the_key_that_is_pressed(qtbot) -> None:
    field, heard = KeyField(), []
    qtbot.addWidget(field)
    field.pressed.connect(heard.append)
    field.show()
    qtbot.keyClick(field, Qt.Key.Key_Shift)
    qtbot.keyClick(field, Qt.Key.Key_P, CTRL | SHIFT)
    qtbot.keyClick(field, Qt.Key.Key_Question, SHIFT)
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert heard == ["Ctrl+Shift+P", "?"]
    pressed = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_F7, SHIFT)
    assert of_event(pressed) == "Shift+F7"


def test_bad_settings_fall_back_and_say_so(qtbot, tmp_path) -> None:
    settings = settings_in(tmp_path)
    settings.setValue("keys", "{")
    settings.setValue("language", "klingon")
    settings.setValue("scale", "9999")
    settings.setValue("surround", "pink")
    preferences, notices = read(settings)
    assert (preferences.language, preferences.scale, preferences.surround) == ("", 0, "dark")
    assert len(notices) == 4
    with opened(qtbot, settings=settings) as window:
        assert "klingon" in window.message.text
        assert window.keys.keymap == Keymap()


def test_preferences_are_remembered(qtbot, tmp_path) -> None:
    with opened(qtbot, settings=settings_in(tmp_path)) as window:
        dialog = PreferencesDialog(window, window.keys.preferences, window.keys.prefer)
        dialog.language.setCurrentIndex(dialog.language.findData("fi"))
        dialog.language.activated.emit(dialog.language.currentIndex())
        dialog.scale.setCurrentIndex(dialog.scale.findData(150))
        dialog.scale.activated.emit(dialog.scale.currentIndex())
        window.actions_by_name["surround_white"].trigger()
        dialog.close()
    preferences, notices = read(settings_in(tmp_path))
    assert (preferences.language, preferences.scale, preferences.surround) == ("fi", 150, "white")
    assert notices == []
    theme.use_surround("dark")


def test_the_surround_is_what_is_around_the_picture(qtbot) -> None:
    with opened(qtbot) as window:
        for name, grey in theme.SURROUNDS.items():
            window.actions_by_name[f"surround_{name}"].trigger()
            pane = window.viewer.processed
            painted = pane.grab().toImage().pixelColor(pane.width() // 2, pane.height() - 3)
            assert painted.name() == grey.name()
            assert window.actions_by_name[f"surround_{name}"].isChecked()
        window.actions_by_name["surround_dark"].trigger()
