"""The window's dealings with what a raw does not say of itself: a dump's layout, the frame of a sequence, the front stage.

What was chosen for a file holds as long as the window is open. A sequence is a dump of several frames, or else the open
folder; one slider goes through either.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from tuner.core.frame import Frame
from tuner.files.errors import FileError
from tuner.files.layout import Given
from tuner.files.layout_faults import UnknownLayout, WrongLayout
from tuner.files.layout_told import given_by, write_layout
from tuner.files.source import Opening, frames_of, is_dump
from tuner.gui.frame_bar import FrameBar
from tuner.gui.language import say

if TYPE_CHECKING:
    from tuner.gui.dump_dialog import DumpDialog
    from tuner.gui.window import MainWindow


class Dumps(QObject):
    """Layouts, frames and front stages for one window.

    Attributes
    ----------
    bar : the frame slider
    dialog : the dialog that asks for a layout, or None
    ask_user : whether an unknown layout is asked for; else it is guessed, and said
    bin_quad : whether quad-Bayer blocks become one pixel each
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.bar = FrameBar()
        self.dialog: DumpDialog | None = None
        self.ask_user, self.bin_quad = True, False
        self._openings: dict[Path, Opening] = {}
        self._counts: dict[Path, int] = {}
        self._going = False  # a frame is being opened
        self._wanted: int | None = None  # the frame that was asked for meanwhile
        self.bar.chosen.connect(self.go)
        window.files.opened.connect(self._opened)
        window.files.refused.connect(self._refused)

    def opening(self, path: Path) -> Opening:
        """How a file is opened."""
        known = self._openings.get(path, Opening())
        return replace(known, quad="bin" if self.bin_quad else "remosaic", guess=not self.ask_user)

    def decode(self, path: Path) -> Frame:
        """A file's frame, on a thread that works."""
        opening = self.opening(path)
        frame = self._window.bridge.decode(path, opening)
        self._counts[path] = frames_of(path, opening) if is_dump(path, opening.given) else 1
        return frame

    # -- layouts

    def ask(self, path: Path) -> None:
        """Ask for a dump's layout, and open it so."""
        if self.dialog is not None:
            self.dialog.reject()
        try:
            known = self._openings.get(path, Opening()).given.over(given_by(path))
        except FileError as error:
            self._window.say_error(error)
            known = Given()
        from tuner.gui.dump_dialog import DumpDialog

        dialog = self.dialog = DumpDialog(path, known, self._window)
        dialog.accepted.connect(lambda: self._take(path, dialog.given, dialog.keep.isChecked()))
        dialog.rejected.connect(self._ask_no_more)
        dialog.open()

    def ask_again(self) -> None:
        """Ask for the layout of the open dump."""
        path = self._window.session.raw_path
        if path is None or not is_dump(path, self.opening(path).given):
            self._window.message.say(say("The open raw states its layout itself."))
            return
        self.ask(path)

    def _ask_no_more(self) -> None:
        self.dialog = None

    def _take(self, path: Path, known: Given, keep: bool) -> None:
        self.dialog = None
        self._openings[path] = Opening(known)
        if keep:
            try:
                write_layout(path, known)
            except FileError as error:
                self._window.say_error(error)
        self._window.files.open_raw(path)

    # -- the front stage

    def toggle_bin(self) -> None:
        """Quad-Bayer at full size, or each block as one pixel; the open raw is read again."""
        self.bin_quad = not self.bin_quad
        self._window.film.ahead.ask(None)
        frame, path = self._window.session.frame, self._window.session.raw_path
        if frame is not None and path is not None and any("Quad-Bayer" in notice for notice in frame.facts.notices):
            self._window.files.open_raw(path)
        else:
            which = (
                say("Quad-Bayer raws are binned 2 × 2.") if self.bin_quad else say("Quad-Bayer raws are remosaiced.")
            )
            self._window.message.say(which)

    # -- frames

    def go(self, frame: int) -> None:
        """Open a frame of the sequence, as soon as the one being opened is done."""
        path = self._window.session.raw_path
        if path is not None and self._counts.get(path, 1) > 1:
            self._wanted = frame
            if not self._going:
                self._open(path)
            return
        paths = self._window.film.strip.model_.paths
        if 0 <= frame < len(paths):
            self._window.film.go(paths[frame])

    def step(self, by: int) -> None:
        """So many frames on or back."""
        slider = self.bar.slider
        slider.setValue(min(max(slider.value() + by, 0), slider.maximum()))

    def _open(self, path: Path) -> None:
        assert self._wanted is not None
        self._openings[path] = replace(self._openings.get(path, Opening()), frame=self._wanted)
        self._going, self._wanted = True, None
        self._window.files.open_raw(path)

    def _opened(self) -> None:
        self._ended()
        if not self._going:
            self.show()

    def _refused(self, error: Exception) -> None:
        """A file was refused; if it is a dump of which not all is known, or which is not what is said, that is asked for."""
        self._ended()
        if self.ask_user and isinstance(error, (UnknownLayout, WrongLayout)):
            self._window.message.clear()
            self.ask(error.path)

    def _ended(self) -> None:
        path, self._going = self._window.session.raw_path, False
        if self._wanted is not None and path is not None:
            self._open(path)

    def show(self) -> None:
        """The slider as the open raw and folder have it."""
        path = self._window.session.raw_path
        count = 1 if path is None else self._counts.get(path, 1)
        if path is not None and count > 1:
            self.bar.show_frame(self._openings.get(path, Opening()).frame, count)
            return
        model = self._window.film.strip.model_
        row = model.row(path)
        self.bar.show_frame(max(row, 0), len(model.paths) if row >= 0 else 0)

    def close(self) -> None:
        """End the dialog and its thread."""
        if self.dialog is not None:
            self.dialog.reject()
