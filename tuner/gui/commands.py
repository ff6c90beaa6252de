"""The window's actions as Qt has them: made from the table, with the keys in force, carried out by the table's paths."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import attrgetter

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from tuner.gui import theme
from tuner.gui.actions import ACTIONS, Action
from tuner.gui.keymap import Keymap, native, portable, title
from tuner.gui.language import tr

_CHOICES = [a for a in ACTIONS if a.choice]
_SWITCHES = [(a, attrgetter(a.switch)) for a in ACTIONS if a.switch and not a.choice]
_OF_THE_SESSION = ("undo", "redo")  # not of the field that has the focus, unless something is being typed there


class Commands(QObject):
    """One QAction for each action of the table.

    Parameters
    ----------
    window : what the table's paths start from
    then : called after each action, e.g. to show what is in force
    refuses : says why an action cannot act now, and gives whether that is so
    """

    def __init__(
        self,
        window: QWidget,
        keymap: Keymap,
        then: Callable[[], None],
        refuses: Callable[[Action], bool] = lambda _: False,
    ) -> None:
        super().__init__(window)
        self._window, self._then, self._refuses = window, then, refuses
        self._groups: dict[str, QActionGroup] = {}
        self._held: Action | None = None
        self._watched: QWidget | None = None
        self.by_name = {a.name: self._make(a) for a in ACTIONS}
        self.use(keymap)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._watch)

    def use(self, keymap: Keymap) -> None:
        """Put keys in force."""
        self.keymap = keymap
        for a in ACTIONS:
            made, keys = self.by_name[a.name], keymap.keys(a.name)
            made.setShortcuts([QKeySequence(key) for key in keys])
            made.setToolTip(f"{a.tip} ({native(keys[0])})")

    def show_checks(self, chosen: Mapping[str, object]) -> None:
        """Mark the actions in force: `chosen` has each choice's argument; switches are asked for."""
        for a in _CHOICES:
            self.by_name[a.name].setChecked(chosen[a.choice] == a.argument)
        for a, asked in _SWITCHES:
            found = asked(self._window)
            self.by_name[a.name].setChecked(bool(found() if callable(found) else found))

    def _make(self, a: Action) -> QAction:
        made = QAction(tr("actions", a.title), self._window)
        made.setIconText(title(a))  # of its button
        if a.icon is not None:
            made.setIcon(theme.icon(a.icon or a.name))
        made.setStatusTip(a.tip)
        if a.choice:
            group = self._groups.setdefault(a.choice, QActionGroup(self._window))
            group.setExclusionPolicy(QActionGroup.ExclusionPolicy.ExclusiveOptional)
            group.addAction(made)
        made.setCheckable(bool(a.choice or a.switch))
        made.setAutoRepeat(not a.release)
        made.triggered.connect(lambda: self._carry_out(a))
        self._window.addAction(made)
        return made

    def _carry_out(self, a: Action) -> None:
        if not self._refuses(a):
            method: Callable[..., object] = attrgetter(a.handler)(self._window)
            self._held = a if a.release else self._held
            method() if a.argument is None else method(a.argument)
        self._then()

    # -- what the focus' own keys would keep from us

    def _watch(self, _: QWidget | None, now: QWidget | None) -> None:
        """Look over the shoulder of whatever has the focus: cheaper than at every event of the program."""
        self._let_go()
        if self._watched is not None:
            self._watched.removeEventFilter(self)
        self._watched = now if now is not None and now.window() is self._window else None
        if self._watched is not None:
            self._watched.destroyed.connect(self._forget)
            self._watched.installEventFilter(self)

    def _forget(self) -> None:
        self._watched = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            ours = self._is_ours(watched, event)
            if ours or not isinstance(watched, QLineEdit):
                self._explain(event)
            return ours
        if event.type() == QEvent.Type.KeyRelease and isinstance(event, QKeyEvent):
            held = self._held
            if held is not None and not event.isAutoRepeat() and _same_key(event, self.keymap.keys(held.name)):
                self._let_go()
        return False

    def _is_ours(self, watched: QObject, event: QKeyEvent) -> bool:
        """Undo in a field in which nothing is being typed undoes the last gesture, not the field's last text."""
        if not isinstance(watched, QLineEdit) or watched.isModified():
            return False
        pressed = _pressed(event)
        if any(pressed in self.keymap.keys(name) for name in _OF_THE_SESSION):
            event.ignore()
            return True
        return False

    def _explain(self, event: QKeyEvent) -> None:
        """The key of an action that is greyed would do nothing in silence."""
        pressed = _pressed(event)
        for a in ACTIONS:
            if not self.by_name[a.name].isEnabled() and pressed in self.keymap.keys(a.name):
                self._refuses(a)

    def _let_go(self) -> None:
        held, self._held = self._held, None
        if held is not None:
            attrgetter(held.release)(self._window)()
            self._then()


def _pressed(event: QKeyEvent) -> str:
    return portable(QKeySequence(event.keyCombination()).toString(QKeySequence.SequenceFormat.PortableText))


def _same_key(event: QKeyEvent, keys: tuple[str, ...]) -> bool:
    """Whether the key let go is one of these; its modifiers may have been let go before."""
    let_go = portable(QKeySequence(event.key()).toString(QKeySequence.SequenceFormat.PortableText))
    return bool(let_go) and any(key == let_go or key.endswith("+" + let_go) for key in keys)
