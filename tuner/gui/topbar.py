"""The top bar: files at the left, ways of looking in the middle, the raw view and what leaves the window at the right.

Every button is one of the window's actions; the bar adds only the profile's name and the raw view's gain. Where room
is short the name gives way first, then buttons show their icon alone, file by file from the right, then the zooms and the
raw view's gain go (they have keys, and are in the menu); how much room words need is measured, since it depends on the
language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from tuner.core.rawview import MODES, Mode
from tuner.files.errors import one_line
from tuner.gui import theme
from tuner.gui.actions import ACTIONS, GROUPS
from tuner.gui.elided import Elided
from tuner.gui.field import NumberField
from tuner.gui.keymap import title
from tuner.gui.language import tr
from tuner.gui.pictures import MOST_EV

_HEIGHT = 44
_LEAST_NAME = 24
_FAIR_NAME = 96  # room for the name for which buttons give up their words
_ICON_WIDTH = 29  # of a button with its icon alone
_NO_LIMIT = 16777215  # no limit, as Qt has it


class TopBar(QWidget):
    """Made from the window's actions.

    Signals
    -------
    mode_chosen : a raw mode's word
    ev_chosen : display gain of the raw view, EV
    flicker_held : the button is held down (True), or let go
    """

    mode_chosen = Signal(str)
    ev_chosen = Signal(float)
    flicker_held = Signal(bool)

    def __init__(self, actions: Mapping[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("top_bar")
        self.setFixedHeight(_HEIGHT)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(
            f"#top_bar {{ background: {theme.PANEL.name()}; border-bottom: 1px solid {theme.LINE.name()}; }}"
            f"#segment {{ background: {theme.WELL.name()}; border-radius: 5px; }}"
            "#segment QToolButton { padding: 2px 9px; border-radius: 4px; }"
        )
        self._actions = actions
        self._profile = Elided(least=_LEAST_NAME)  # the only part that gives way
        self._profile.setAccessibleName(tr("window", "Profile"))
        self._dot = _dot()
        self._shown_ev = 0.0
        self.mode, self.ev = self._mode_box(), self._ev_box()
        actions["save"].setIconText(tr("window", "Save"))
        self._shrinking = (  # first to last, the buttons that show their icon alone where the bar is too narrow
            self._texts("export", "screenshot"),
            self._texts("open", "save"),
            (*self._texts("side_by_side", "wipe"), self._flicker(), *self._texts("difference")),
        )
        (export, screenshot), (open_, save), sides = self._shrinking
        self._zooms = _segment(self._texts("fit", "one_to_one", "two_to_one"))
        self._row = row = QHBoxLayout(self)
        row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        row.setContentsMargins(10, 0, 10, 0)
        row.setSpacing(4)
        for part in (
            open_, save, _line(), self._icon("undo"), self._icon("redo"),
            _line(), self._profile, self._dot, None, _segment(sides), _line(),
            self._zooms, None,
            self.mode, self.ev, _line(), export, screenshot, self._menu(),
        ):  # fmt: skip
            if part is None:
                row.addStretch(1)
            elif part.objectName() == "line":
                row.addSpacing(5)
                row.addWidget(part)
                row.addSpacing(5)
            else:
                row.addWidget(part)

    def resizeEvent(self, event: QResizeEvent) -> None:
        for part in (self._zooms, self.ev):
            part.setHidden(False)
        for many in range(len(self._shrinking) + 1):
            for order, buttons in enumerate(self._shrinking):
                for button in buttons:
                    _show_words(button, order >= many)
            if self._needs() <= self.width():
                break
        for many in range(3):
            self._zooms.setHidden(many > 0)
            self.ev.setHidden(many > 1)
            if self._needs(_LEAST_NAME) <= self.width():
                break
        super().resizeEvent(event)

    def _needs(self, name: int = _FAIR_NAME) -> int:
        """Width at which every button shows what it is set to show, and the name has (fair) room."""
        for part in self.findChildren(QHBoxLayout):
            part.activate()
        self._row.invalidate()
        return self._row.minimumSize().width() + name - self._profile.minimumSizeHint().width()

    def show_profile(self, name: str, dirty: bool) -> None:
        """The profile's name, with a dot when it has unsaved changes."""
        self._dot.setText("●" if dirty else "")
        self._profile.say(one_line(name), self._dot.toolTip() if dirty else "")

    def show_raw_view(self, mode: Mode, ev: float) -> None:
        """The raw view in force, without asking for it again."""
        self.mode.blockSignals(True)
        self.mode.setCurrentIndex(MODES.index(mode))
        self.mode.blockSignals(False)
        self._shown_ev = ev
        self.ev.show_value(ev)

    def _icon(self, name: str) -> QToolButton:
        button = _button(self._actions[name])
        _show_words(button, False)
        return button

    def _texts(self, *names: str) -> tuple[QToolButton, ...]:
        buttons = tuple(_button(self._actions[name]) for name in names)
        for button in buttons:
            _show_words(button, True)
        return buttons

    def _flicker(self) -> QToolButton:
        """As the action's key: it counts while it is held."""
        action, button = self._actions["flicker"], QToolButton()
        button.setText(action.iconText())
        button.setIcon(action.icon())
        button.setToolTip(action.toolTip())
        action.changed.connect(lambda: button.setToolTip(action.toolTip()))  # it may get another key
        button.setAccessibleName(action.iconText())
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.pressed.connect(lambda: self.flicker_held.emit(True))
        button.released.connect(lambda: self.flicker_held.emit(False))
        _show_words(button, True)
        return button

    def _menu(self) -> QToolButton:
        """Every action, by group."""
        menu = QMenu(self)
        for group in GROUPS:
            part = menu.addMenu(tr("groups", group))
            for a in ACTIONS:
                if a.group == group:
                    part.addAction(self._actions[a.name])
        button = QToolButton()
        button.setIcon(theme.icon("more"))
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setToolTip(tr("window", "All actions"))
        button.setAccessibleName(tr("window", "All actions"))
        _show_words(button, False)
        return button

    def _mode_box(self) -> QComboBox:
        box = QComboBox()
        titles = {a.argument: title(a) for a in ACTIONS if a.choice == "mode"}
        box.addItems([titles[mode] for mode in MODES])
        box.setToolTip("What the raw pane shows")
        box.setAccessibleName(tr("groups", "Raw view"))
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box.currentIndexChanged.connect(lambda i: self.mode_chosen.emit(MODES[i]))
        return box

    def _ev_box(self) -> NumberField:
        box = NumberField((-MOST_EV, MOST_EV), 0.1, "EV")
        box.setFixedWidth(72)
        box.setToolTip("Display gain of the raw pane; changes nothing else")
        box.setAccessibleName(tr("window", "Raw view gain"))
        box.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        box.committed.connect(self.ev_chosen)
        box.stepped.connect(lambda steps, factor: self.ev_chosen.emit(self._shown_ev + steps * factor / 2))
        return box


def _button(action: QAction) -> QToolButton:
    button = QToolButton()
    button.setDefaultAction(action)
    button.setAccessibleName(action.iconText())
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def _show_words(button: QToolButton, words: bool) -> None:
    """Its words in full, or its icon alone in a narrow button."""
    styles = Qt.ToolButtonStyle
    button.setToolButtonStyle(styles.ToolButtonTextOnly if words else styles.ToolButtonIconOnly)
    button.setIconSize(QSize(16, 16))
    sheet = "" if words else "QToolButton { padding: 4px; }"  # the padding of words would squeeze the icon
    if button.styleSheet() != sheet:
        button.setStyleSheet(sheet)
    button.setMinimumWidth(0 if words else _ICON_WIDTH)
    button.setMaximumWidth(_NO_LIMIT if words else _ICON_WIDTH)


def _segment(buttons: Iterable[QToolButton]) -> QFrame:
    """Buttons of one choice, in one well."""
    frame = QFrame()
    frame.setObjectName("segment")
    frame.setFixedHeight(30)
    row = QHBoxLayout(frame)
    row.setContentsMargins(2, 2, 2, 2)
    row.setSpacing(1)
    for button in buttons:
        row.addWidget(button)
    return frame


def _line() -> QFrame:
    line = QFrame()
    line.setObjectName("line")
    line.setFixedSize(1, 20)
    line.setStyleSheet(f"background: {theme.RAISED.name()};")
    return line


def _dot() -> QLabel:
    """The mark of unsaved changes; its room is kept, so that the name does not move when they come."""
    dot = QLabel()
    dot.setFixedWidth(14)
    dot.setStyleSheet(f"color: {theme.ACCENT.name()}; font-size: 9px;")
    dot.setToolTip("The profile has unsaved changes.")
    dot.setAccessibleName(tr("window", "Unsaved changes"))
    return dot
