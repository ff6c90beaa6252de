"""The window's dealings with a folder: open it, step through it, and have the next raw ready before it is asked for.

Zoom, place, recipe and regions are the window's and stay as they are from one raw to the next. However fast one steps,
only the raw asked for last is decoded when the present one is done (`Files` passes over those that were overtaken).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from tuner.app.folder import Ahead
from tuner.core.engine import Cancel, Cancelled
from tuner.core.frame import Frame
from tuner.files.errors import FileError, shown_name
from tuner.files.folder import list_raws
from tuner.gui.filmstrip import Filmstrip
from tuner.gui.language import heading, say
from tuner.gui.profile_files import Ticket
from tuner.gui.progress import ProgressLine
from tuner.gui.view import View

if TYPE_CHECKING:
    from tuner.gui.window import MainWindow


_PAGE_KEYS = (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


@dataclass(frozen=True)
class _Listing:
    """A folder being read; `step` is where to go from the open raw once it is."""

    folder: Path
    cancel: Cancel
    ticket: Ticket
    step: int = 0


class Film(QObject):
    """The folder of one window.

    Attributes
    ----------
    folder : the open folder, or None
    strip : its thumbnails
    progress : shows long work: a folder being read, a picture being saved
    """

    _found = Signal(object, int)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._bridge = window, window.bridge
        self.strip, self.progress = Filmstrip(), ProgressLine()
        self.strip.hide()
        self.folder: Path | None = None
        self.ahead = Ahead(window.dumps.decode)
        self._listing: _Listing | None = None
        self._target: Path | None = None  # the raw that was asked for last
        self._loading: Ticket | None = None  # of that, until it or a later one is open
        self._view: View | None = None  # how the raw before was looked at
        self._way = 1  # the direction of the last step
        self.strip.chosen.connect(lambda path: self.go(path))
        self._found.connect(self._say_found, Qt.ConnectionType.QueuedConnection)
        window.files.opened.connect(self._opened)
        window.files.refused.connect(self._refused)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_changed)

    # -- the folder

    def open_folder(self, folder: Path, step: int = 0, ticket: Ticket | None = None) -> None:
        """Show a folder's raws and open the first; with `step`, go that far from the open one instead."""
        if self._listing is not None:
            self._listing.cancel.set()
        listing = self._listing = _Listing(folder, Cancel(), ticket or self._window.files.next_ticket(), step)

        apart: list[int] = []

        def work() -> tuple[Path, ...] | None:
            try:
                return list_raws(folder, lambda count: self._found.emit(listing, count), listing.cancel, apart.append)
            except Cancelled:
                return None

        def failed(error: Exception) -> None:
            self._listed(listing, None)
            self._window.say_error(error)

        self.progress.begin(say("reading {name}", name=shown_name(folder)), listing.cancel.set)
        self._bridge.in_turn(work, lambda paths: self._listed(listing, paths, sum(apart)), failed)

    def ask_folder(self) -> None:
        """Ask for a folder and open it."""
        from PySide6.QtWidgets import QFileDialog

        near = self.folder or (self._window.session.raw_path.parent if self._window.session.raw_path else Path.home())
        chosen = QFileDialog.getExistingDirectory(self._window, heading("Open folder…"), str(near))
        if chosen:
            self.open_folder(Path(chosen))

    def toggle(self) -> None:
        """Show or hide the strip."""
        self.strip.setVisible(self.strip.isHidden())

    @property
    def shown(self) -> bool:
        """Whether the strip is shown."""
        return not self.strip.isHidden()

    def _say_found(self, listing: _Listing, count: int) -> None:
        if listing is self._listing and count and self.progress.shows(listing.cancel.set):
            name = shown_name(listing.folder)
            self.progress.say(say("reading {name}: {count} raw files", name=name, count=count))

    def _listed(self, listing: _Listing, paths: tuple[Path, ...] | None, apart: int = 0) -> None:
        if listing is not self._listing:
            return  # another folder was asked for meanwhile
        self._listing = None
        self.progress.end(listing.cancel.set)
        if paths is None:
            return
        self.folder = listing.folder
        note = say("Links that lead out of the folder or nowhere are left out: {count}.", count=apart) if apart else ""
        self.ahead.ask(None)
        self.strip.show_paths(paths)
        self.strip.show()
        here = self._window.session.raw_path
        if here is None or self.strip.model_.row(here) < 0:
            if not self._window.files.overtaken(listing.ticket):
                self.go(paths[0], listing.ticket, note)
            elif note:
                self._window.message.say(note)
            return
        self.strip.mark(here)
        self._target = here
        if listing.step:
            self.step(listing.step, note)
        else:
            if note:
                self._window.message.say(note)
            self._look_ahead(here)

    # -- stepping

    def next(self) -> None:
        """Open the next raw."""
        self.step(1)

    def previous(self) -> None:
        """Open the raw before."""
        self.step(-1)

    @property
    def can_step(self) -> bool:
        """Whether there is a raw to step from."""
        return bool(self.strip.model_.paths) or self._target is not None or self._window.session.raw_path is not None

    def step(self, by: int, note: str = "") -> None:
        """So many raws on or back, a note said with the one that opens; without a folder, the raw's own is read first."""
        paths, here = self.strip.model_.paths, self._target or self._window.session.raw_path
        row = self.strip.model_.row(here)
        if row < 0 and not paths:
            if here is not None and self._listing is None:
                self.open_folder(here.parent, by)
            return
        self._way = 1 if by > 0 else -1
        to = min(max(row + by, 0), len(paths) - 1) if row >= 0 else 0
        if to == row:
            end = say("This is the last raw of the folder.") if by > 0 else say("This is the first raw of the folder.")
            self._window.message.say(f"{end} {note}".strip())
            return
        self.go(paths[to], note=note)

    def go(self, path: Path, ticket: Ticket | None = None, note: str = "") -> None:
        """Open a raw of the folder, in place of those that were asked for before and are not begun."""
        self._target = path
        self.strip.mark(path)
        if self._loading is None:
            self._view = self._window.viewer.view
        self._loading = self._window.files.open_raw(path, note=note, ticket=ticket)

    def decode(self, path: Path) -> Frame:
        """A raw's frame, on the queue of files: the one that was decoded ahead, or decoded now."""
        return self.ahead.take(path) or self._window.dumps.decode(path)

    def _opened(self) -> None:
        path = self._window.session.raw_path
        stepping = self._loading is not None
        if self._loading is not None and self._loading <= self._window.files.opened_ticket:
            stepping, self._loading = self._loading == self._window.files.opened_ticket, None
        if stepping and self._view is not None:
            self._look_as(self._view)
        if self._loading is None:
            self._target = path  # perhaps opened in another way: by a dialog, a drop
            self.strip.mark(path)
        if path is not None:
            self._look_ahead(path)

    def _refused(self, error: Exception) -> None:
        if self._loading is not None and self._window.files.overtaken(self._loading):  # by what was refused, perhaps
            self._loading, self._target = None, self._window.session.raw_path
            self.strip.mark(self._target)
        elif not isinstance(error, FileError) or error.path == self._target:
            self._loading = None  # the next step goes on from there

    def _look_ahead(self, path: Path) -> None:
        paths, row = self.strip.model_.paths, self.strip.model_.row(path)
        to = row + self._way
        self.ahead.ask(paths[to] if row >= 0 and 0 <= to < len(paths) and self._target in (None, path) else None)

    def _look_as(self, before: View) -> None:
        """The same zoom, and the same part of a picture of another size."""
        now = self._window.viewer.view
        if before.fitting or now.picture == before.picture:
            return
        zoomed = now.zoomed(before.zoom)
        wanted = (before.centre[i] / before.picture[i] * now.picture[i] for i in range(2))
        dx, dy = ((is_ - to) * zoomed.zoom for is_, to in zip(zoomed.centre, wanted, strict=True))
        self._window.viewer.look(zoomed.panned(dx, dy))

    # -- keys

    def _focus_changed(self, before: QWidget | None, now: QWidget | None) -> None:
        """In the rack the Page keys belong to the slider, the curve or the list that has the focus."""
        if before is not None:
            before.removeEventFilter(self)
        if now is not None and self._window.rack.isAncestorOf(now):
            now.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in _PAGE_KEYS:
            event.accept()
            return True
        return False

    def close(self) -> None:
        """End every thread; what is being read is forgotten."""
        if self._listing is not None:
            self._listing.cancel.set()
        self.strip.close_reader()
        self.ahead.close()
