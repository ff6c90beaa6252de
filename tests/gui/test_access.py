"""Reached by keyboard, named for who cannot see: the whole window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from tests.gui.bench import opened, small
from tuner.gui import theme
from tuner.gui.keymap import Keymap
from tuner.gui.keys_dialog import KeysDialog
from tuner.gui.preferences import Preferences
from tuner.gui.preferences_dialog import PreferencesDialog


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    theme.apply(qapp)


def reached(start: QWidget) -> list[QWidget]:
    """What Tab reaches, in its order, from a widget around to it again."""
    found, at = [], start
    while True:
        if at.focusPolicy() & Qt.FocusPolicy.TabFocus and at.isVisible() and at.isEnabled():
            found.append(at)
        at = at.nextInFocusChain()
        if at is None or at is start:
            return found


def nameless(part: QWidget) -> list[str]:
    """Focusable widgets that a screen reader would have nothing to say about."""
    return [
        f"{type(w).__name__} in {type(w.parent()).__name__}"
        for w in part.findChildren(QWidget)
        if w.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not w.accessibleName()
        and not (isinstance(w, QAbstractButton) and w.text())
        and not w.objectName().startswith("qt_")
        and w.parent().metaObject().className() != "QComboBoxPrivateContainer"  # a combo box's list speaks as it does
        and not (isinstance(w, QLineEdit) and isinstance(w.parent(), QWidget) and w.parent().accessibleName())
    ]


def test_everything_that_takes_the_focus_has_a_name(qtbot) -> None:
    with opened(qtbot, small()) as window:
        window.history.toggle()
        window.message.say("Something.", button="Reload")
        window.keys.show_palette()
        for page in ("scopes", "regions", "probe"):
            window.dock.turn(page)
            QApplication.processEvents()
        assert nameless(window) == []
    for dialog in (KeysDialog(None, Keymap(), print), PreferencesDialog(None, Preferences(), print)):  # type: ignore[arg-type]
        qtbot.addWidget(dialog)
        assert nameless(dialog) == []


def test_tab_walks_as_the_eye_does(qtbot) -> None:
    """Part by part: bar, strip of files, history, pictures, what is below them, rack; in each from the top, and from the left in a row."""
    with opened(qtbot, small(), size=(1280, 800)) as window:
        window.history.toggle()
        window.message.say("Something.", button="Reload")
        QApplication.processEvents()
        below = (window.dock, window.desk.strip, window.message, window.film.progress)
        parts = (window.top, window.film.strip, window.history, window.viewer, *below, window.rack)
        order = reached(window.top)
        assert set(order) >= {window.viewer.raw, window.viewer.processed, window.history.list, window.message.button}

        def part_of(widget: QWidget) -> int:
            return next(i for i, part in enumerate(parts) if part.isAncestorOf(widget))

        places = [part_of(w) for w in order]
        assert places == sorted(places)
        assert {0, 2, 3, 4, 6, 8} <= set(places)
        for number, part in enumerate(parts):
            inside = [w for w, place in zip(order, places, strict=True) if place == number]
            rows = [w.mapTo(part, QPoint(0, w.height() // 2)) for w in inside]
            for left, right, a, b in zip(rows, rows[1:], inside, inside[1:], strict=False):
                same_row = abs(left.y() - right.y()) < 8
                assert right.x() > left.x() if same_row else right.y() > left.y(), (
                    a.accessibleName(),
                    b.accessibleName(),
                )
