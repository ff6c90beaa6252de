"""The desk: snapshots, comparisons and looks behind a stage, as the window's actions ask for them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from tuner.app.session import Event
from tuner.app.snapshots import THUMBNAIL, Snapshots
from tuner.app.sources import Source
from tuner.core.fit import area_average
from tuner.core.recipe import Recipe
from tuner.files.errors import FileError
from tuner.files.picture import SUFFIXES
from tuner.gui.alone import Alone
from tuner.gui.card import Card
from tuner.gui.compare import Comparing
from tuner.gui.curve_ground import CurveGrounds
from tuner.gui.language import say, stage_title, tr
from tuner.gui.layout import give_way
from tuner.gui.loupe import Loupe
from tuner.gui.others import Others
from tuner.gui.points import Points
from tuner.gui.reading import Reading
from tuner.gui.ready import Ready
from tuner.gui.snapshots import SnapshotStrip
from tuner.gui.subjects import Subjects, alike

if TYPE_CHECKING:
    from tuner.app.shown import Shown
    from tuner.gui.differences import DifferencesDialog
    from tuner.gui.window import MainWindow

LOW = 600
"""Height of a window below which the snapshots take less room, logical pixels."""
LEAST_OF_FOUR = 130
"""Height of each of four pictures below which they take the room of what is under them, logical pixels."""


class Desk(QObject):
    """What a window compares with what.

    Parameters
    ----------
    then : called when something else is on screen
    """

    def __init__(self, window: MainWindow, then: Callable[[], None]) -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        self.snapshots = Snapshots()
        self.others = Others(window.session, window.bridge, window.pictures, window.viewer, self.snapshots)
        self.compare = Comparing(window.session, window.viewer, window.pictures, self.others)
        self.ready = Ready(window.session, window.bridge, window.pictures, window.viewer, self.others)
        self.strip = SnapshotStrip(self.snapshots, lambda: window.session.recipe)
        self.subjects = Subjects(window.session, window.pictures, self.others, self.compare)
        self._last_recipe = window.session.recipe
        self._touched: str | None = None  # the stage changed last
        self._lent = False  # whether the dock's room is the pictures'
        self._said_scaled: tuple[str, str] | None = None
        self.dialog: DifferencesDialog | None = None
        self.loupe = Loupe(window.viewer)
        self.grounds = CurveGrounds(window.session, window.rack, self)
        self.reading = Reading(window.message)
        self.alone = Alone(window)
        self._complaint = ""  # of a knob or field of the rack, about the entry before
        window.rack.message.connect(self._rack_said)
        window.rack.look_asked.connect(self.compare.look_behind)
        for told in (self._show_look, then, self._say_reference, self._make_room, self.loupe.refresh):
            self.compare.changed.connect(told)
        for told in (then, self.loupe.refresh):
            self.others.changed.connect(told)
        self._resized = QTimer(self, singleShot=True, interval=0)  # when what is in the window has its new size
        self._resized.timeout.connect(self._make_room)
        self._resized.timeout.connect(partial(give_way, window))
        window.installEventFilter(self)
        self.others.failed.connect(lambda error, _: window.say_error(error))
        self.compare.file_asked.connect(self._ask_file)
        self.strip.restore_asked.connect(self.restore)
        self.strip.show_asked.connect(lambda letter: self.compare.compare_with(Source("snapshot", letter)))
        self.strip.compare_asked.connect(self.show_differences)
        self.snapshots.listen(self._snapshots_changed)
        window.session.listen(self._session_changed)

    @property
    def points(self) -> Points:
        """The inspection points of the open raw."""
        window = self._window
        return Points(self._session, window.viewer, self.loupe, window.dock.regions, window.message.say)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._resized.start()
        return False

    def close(self) -> None:
        """Stop what is being made."""
        self._window.removeEventFilter(self)
        self._resized.stop()
        self.ready.end()
        self.others.close()
        self.grounds.close()

    @property
    def idle(self) -> bool:
        """Whether nothing is being made."""
        return self.others.idle

    # -- the stage that is meant

    @property
    def stage(self) -> str:
        """The stage whose card has the focus, else the one changed last, else the last of the line."""
        widget: QWidget | None = QApplication.focusWidget()
        while widget is not None:
            if isinstance(widget, Card):
                return widget.stage.name
            widget = widget.parentWidget()
        return self._touched or self._session.rack.names[-1]

    def _session_changed(self, event: Event) -> None:
        if event == "recipe":
            self._touched = self._last_recipe.first_difference(self._session.recipe) or self._touched
            self._last_recipe = self._session.recipe
            if self._complaint:
                self._end_complaint()
            self.strip.viewport().update()  # in how much they differ from it

    def _rack_said(self, text: str) -> None:
        self._complaint = text

    def _end_complaint(self) -> None:
        """Something was entered that is right: what was said of the entry before no longer holds."""
        self._window.message.end(self._complaint)
        self._complaint = ""

    def _show_look(self) -> None:
        for name, card in self._window.rack.cards.items():
            card.show_look(name == self.compare.stage)

    def look_behind(self) -> None:
        """The picture behind the stage that is meant, in place of the processed one, or that again."""
        self._behind(change=False)

    def look_at_change(self) -> None:
        """What the stage that is meant changes, amplified, or the processed picture again."""
        self._behind(change=True)

    def _behind(self, *, change: bool) -> None:
        compare = self.compare
        ends = compare.stage is not None and compare.change == change and self.stage == compare.stage
        if change and not ends and not self._can_be_left_out(self.stage):
            return
        compare.look_behind(compare.stage if ends else self.stage, change=change)

    def bypass(self) -> None:
        """The picture without the stage that is meant, while a key is held."""
        stage = self.stage
        if self._can_be_left_out(stage):
            self.compare.bypass(stage)

    def _can_be_left_out(self, name: str) -> bool:
        """Whether there is a picture without the stage; where there is none, that is said."""
        stage = self._session.rack[name]
        if not stage.switchable:
            text = tr("messages", "{stage} turns one domain into another and cannot be left out.")
            self._window.message.say(text.format(stage=stage_title(stage)))
        return stage.switchable

    def end_bypass(self) -> None:
        """With all stages again."""
        self.compare.bypass(None)

    def flick(self) -> None:
        """The reference in place of the processed picture, while a key is held."""
        self.compare.flick(True)

    def end_flick(self) -> None:
        """The processed picture again."""
        self.compare.flick(False)

    # -- snapshots

    def take(self) -> None:
        """Keep the exact picture and its tuning, as soon as it is exact."""
        if self._session.frame is None:
            self._window.message.say(tr("messages", "Open a raw first: there is nothing to keep."))
            return
        self._window.pictures.when_complete(self._take)

    def _take(self) -> None:
        shown = self._window.pictures.readable
        if shown is None:
            return

        def done(thumbnail: NDArray[np.uint8]) -> None:
            try:
                made = self.snapshots.take(shown.frame, shown.rendered, thumbnail)
            except MemoryError as error:
                self._window.message.say(str(error), wrong=True)
            else:
                text = tr("messages", "Snapshot {letter} keeps this tuning and its pixels.")
                self._window.message.say(text.format(letter=made.letter))

        self._window.bridge.in_turn(lambda: _thumbnail(shown), done, self._window.say_error)

    def restore(self, letter: str = "") -> None:
        """Take over the tuning of a snapshot (of the marked one), as one undo step."""
        chosen = letter or self.strip.letter
        if chosen is None or chosen not in self.snapshots:
            self._window.message.say(tr("messages", "Mark a snapshot first; a snapshot is taken with its own key."))
            return
        self._session.replace(self.snapshots[chosen].recipe, f"Snapshot {chosen}")

    def _say_reference(self) -> None:
        """Say, each time, that the reference could not be made; once, that it is of another size."""
        compare, frame = self.compare, self._session.frame
        compared = compare.mode in ("wipe", "difference", "four")
        fault = self.others.fault(compare.reference) if frame is not None and (compared or compare.flicking) else None
        if fault is not None:
            self._window.say_error(fault)
            return
        snapshot = self.snapshots.get(compare.reference.name) if compare.reference.kind == "snapshot" else None
        if snapshot is None or frame is None or alike(snapshot.frame, frame):
            self._said_scaled = None
        elif compared and self._said_scaled != (snapshot.letter, frame.name):
            self._said_scaled = (snapshot.letter, frame.name)
            text = say("Snapshot {letter} is of {name}, another size: it is scaled to the open picture to be compared.",
                       letter=snapshot.letter, name=snapshot.frame.name)  # fmt: skip
            self._window.message.say(text)

    def _make_room(self) -> None:
        """Four pictures in a small window take the dock's room, until there are fewer; snapshots are small in a low one."""
        self.strip.make_low(self._window.height() < LOW)
        viewer, many = self._window.viewer, len(self._window.viewer.seen) > 2
        if many == self._lent or not self._window.isVisible() or (many and viewer.height() // 2 >= LEAST_OF_FOUR):
            return
        self._lent, words = many, say("The pictures take the room of the scopes while there are four.")
        if self._window.dock.lend(many) and many:
            self._window.message.say(words)
        elif not many:
            self._window.message.end(words)

    def _snapshots_changed(self) -> None:
        self._resized.start()  # the strip may have come
        reference = self.compare.reference
        if reference.kind == "snapshot" and reference.name not in self.snapshots:
            self.compare.compare_with(Source("baseline"))

    def show_differences(self, other: str = "") -> None:
        """A table of the parameters in which two tunings differ; `other` is the letter of a snapshot."""
        from tuner.gui.tunings import show_tunings

        self.dialog = show_tunings(self._window, other or self.strip.letter or "")

    # -- files to compare with

    def _ask_file(self, kind: str) -> None:
        window = self._window
        if kind == "profile":
            path = window.files.ask.open(
                tr("dialogs", "Compare with profile"), window.files.folder, "Profiles (*.toml)"
            )
        else:
            kinds = f"Pictures ({' '.join('*' + ending for ending in SUFFIXES)})"
            path = window.files.ask.open(tr("dialogs", "Compare with picture"), window.files.folder, kinds)
        if path is None:
            return
        try:
            (self.compare.compare_with_profile if kind == "profile" else self.compare.compare_with_picture)(path)
        except FileError as error:
            window.say_error(error)

    def compare_with_profile(self) -> None:
        """Choose another profile as the reference."""
        self._ask_file("profile")

    def compare_with_defaults(self) -> None:
        """The defaults as the reference."""
        name = tr("panes", "Defaults")
        self.others.recipes[name] = Recipe.default(self._session.rack)
        self.compare.reference = Source("profile", name)

    def compare_with_picture(self) -> None:
        """Choose a picture file as the reference."""
        self._ask_file("picture")


def _thumbnail(shown: Shown) -> NDArray[np.uint8]:
    height, width = shown.rendered.pixels.shape[:2]
    shrink = max(width, height) / THUMBNAIL
    if shrink <= 1:
        return shown.rendered.pixels
    return area_average(shown.rendered.pixels, max(round(width / shrink), 1), max(round(height / shrink), 1))
