"""The dialog that asks for a dump's layout: candidates of the guesser, the fields, and what they make of the dump.

Every change is shown at once, in small; the work is done on a thread of the dialog's own, and only the last change that
was made while it worked is done next. Nothing is opened before it is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from tuner.app.dump_preview import dump_preview, misfit_preview
from tuner.app.lane import Job, Lane
from tuner.files.errors import FileError, shown_name
from tuner.files.guess import Candidate, guess_file
from tuner.files.layout import Given
from tuner.files.layout_told import sidecar_of
from tuner.gui import theme
from tuner.gui.dump_fields import DumpFields
from tuner.gui.language import say, tr
from tuner.gui.sentences import said

PREVIEW = (520, 390)  # room of the picture, logical pixels
_LIST_HEIGHT = 132
_READING = ("width", "height", "cfa", "bits", "packing", "stride", "offset")
_LINES = 2  # of a message that the dialog has room for from the start; it grows with a longer one


class DumpDialog(QDialog):
    """Asks for the layout of one dump; `given` is what was chosen.

    Signals
    -------
    previewed : a picture (h, w, 3) uint8, the count of frames, and the layout (`Given`) both were read in
    """

    previewed = Signal(object, int, object)
    _guessed = Signal(object)
    _unguessed = Signal(object)
    _made = Signal(object, object, int, object)
    _failed = Signal(object)

    def __init__(self, path: Path, known: Given, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("dump", "Layout of {name}").format(name=shown_name(path)))
        self._path, self._known = path, known
        self._lane = Lane("tuner-dump")
        self.candidates, self.fields = QListWidget(), DumpFields()
        self.picture, self.said = QLabel(), QLabel()
        self.keep = QCheckBox(tr("dump", "Remember in {name}").format(name=shown_name(sidecar_of(path))))
        self.keep.setToolTip("A small text beside the dump, which later openings and the command line read.")
        self.open_button, self._cancel = QPushButton(tr("dump", "Open")), QPushButton(tr("dump", "Cancel"))
        self._found: Sequence[Candidate] = ()
        self._doubt = ""  # what speaks against all candidates
        self._guessing = True  # nothing is posted meanwhile: it would take the place of a guess that still waits
        self._by_hand = Given()  # what was set before the bytes were read, while their first candidate is taken
        self._lay_out()
        self._connect()
        self.said.setText(tr("dump", "Looking at the bytes…"))
        self.fields.show_given(known.with_defaults())
        self._lane.post(Job(lambda _: _candidates(path, known), self._guessed.emit, self._unguessed.emit))

    @property
    def given(self) -> Given:
        """The layout in the fields, over what was known beside them."""
        return self.fields.given.over(self._known)

    # -- building

    def _lay_out(self) -> None:
        self.candidates.setFixedHeight(_LIST_HEIGHT)
        self.candidates.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.candidates.setAccessibleName(tr("dump", "Candidates"))
        self.picture.setFixedSize(*PREVIEW)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setStyleSheet(f"background: {theme.WELL.name()}; border-radius: {theme.RADIUS}px;")
        self.picture.setAccessibleName(tr("dump", "The dump in this layout"))
        self.said.setAccessibleName(tr("window", "Message"))
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.said.setWordWrap(True)
        self.said.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # no long name widens all
        self.said.setMinimumHeight(_LINES * self.said.fontMetrics().lineSpacing())
        self.open_button.setDefault(True)
        self._cancel.setAutoDefault(False)
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addWidget(_heading(tr("dump", "Candidates, likeliest first")))
        left.addWidget(self.candidates)
        left.addWidget(_heading(tr("dump", "Layout")))
        left.addWidget(self.fields)
        left.addStretch(1)
        columns = QGridLayout(self)
        columns.setContentsMargins(16, 14, 16, 14)
        columns.setHorizontalSpacing(18)
        columns.setVerticalSpacing(12)
        columns.addLayout(left, 0, 0)
        columns.addWidget(self.picture, 0, 1, Qt.AlignmentFlag.AlignTop)
        columns.addWidget(self.said, 1, 0, 1, 2)
        bottom = QHBoxLayout()
        bottom.setSpacing(8)
        bottom.addWidget(self.keep, 1)
        bottom.addWidget(self._cancel)
        bottom.addWidget(self.open_button)
        columns.addLayout(bottom, 2, 0, 1, 2)

    def _connect(self) -> None:
        self.candidates.currentRowChanged.connect(self._take)
        self.candidates.itemClicked.connect(self._take_again)
        self.fields.changed.connect(self._changed)
        self.open_button.clicked.connect(self.accept)
        self._cancel.clicked.connect(self.reject)
        self._guessed.connect(self._list)
        self._unguessed.connect(self._list_none)
        self._made.connect(self._show_made)
        self._failed.connect(self._complain)
        self.finished.connect(lambda _: self._lane.close())

    # -- working

    def _list(self, found: Sequence[Candidate]) -> None:
        """Show the candidates; the first that agrees with what was set by hand meanwhile is taken, if there is one."""
        self._found, self._guessing = found, False
        self.candidates.clear()
        for candidate in found:
            layout = candidate.layout
            self.candidates.addItem(
                f"{candidate.share}   {layout.width} × {layout.height} {layout.cfa} · {layout.bits} bit {layout.packing}"
            )
            self.candidates.item(self.candidates.count() - 1).setToolTip("\n".join((layout.words, *candidate.reasons)))
        if found and not found[0].plausible:
            self._doubt = say("Neighbouring samples are not alike in any reading: a dark frame, or no sensor dump.")
        self._by_hand = self.fields.by_hand
        self._offer(bool(self._by_hand.stated) or not self._doubt)
        told = self._by_hand.over(self._known)  # which no candidate may agree with, where it does not fit the file
        row = next((n for n, candidate in enumerate(found) if _agree(candidate.layout, told)), -1)
        self.candidates.setCurrentRow(row)
        self._by_hand = Given()  # a candidate that is clicked on is taken whole
        if row < 0:
            self._show()

    def _list_none(self, error: Exception) -> None:
        """The bytes fit nothing; what was told, or set by hand, is tried all the same."""
        self._guessing = False
        self._complain(error)
        if self.fields.by_hand.stated or (self._known.width and self._known.height):
            self._show()

    def _offer(self, opening: bool) -> None:
        """Whether Enter opens the dump, or leaves the dialog."""
        self.open_button.setAutoDefault(opening)
        (self.open_button if opening else self._cancel).setDefault(True)

    def _changed(self) -> None:
        """A field was set by hand: its user knows better than the bytes."""
        self._offer(True)
        self._show()

    def _take(self, row: int) -> None:
        if 0 <= row < len(self._found):
            self.fields.show_given(self._by_hand.over(self._found[row].layout.with_defaults()))
            self._show()

    def _take_again(self, item: QListWidgetItem) -> None:
        """A click on the candidate that is the current one: the way back from fields that were changed since."""
        self._take(self.candidates.row(item))

    def _show(self) -> None:
        """Make the picture of the fields on the dialog's thread, in place of one that waits there."""
        if self._guessing:
            return
        given, path = self.given, self._path
        self._lane.post(
            Job(lambda _: _made(path, given), lambda made: self._made.emit(given, *made), self._failed.emit)
        )

    # -- what came of it

    def _show_made(
        self, given: Given, picture: np.ndarray[Any, Any] | None, count: int, error: Exception | None
    ) -> None:
        if error is not None:
            self._complain(error)  # and how the picture shears, where there is one
        if picture is not None:
            self._paint(picture)
        if error is None:
            frames = tr("dump", "{count} frames").format(count=count) if count > 1 else tr("dump", "1 frame")
            self._say(" ".join(part for part in (self._doubt, f"{given.words} · {frames}") if part), wrong=False)
            self.previewed.emit(picture, count, given)

    def _paint(self, picture: np.ndarray[Any, Any]) -> None:
        height, width = picture.shape[:2]
        image = QImage(picture.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888)
        room = self.picture.size()
        smooth = Qt.TransformationMode.SmoothTransformation
        self.picture.setPixmap(QPixmap.fromImage(image).scaled(room, Qt.AspectRatioMode.KeepAspectRatio, smooth))

    def _complain(self, error: Exception) -> None:
        self.picture.clear()
        self._say(said(error), wrong=True)

    def _say(self, text: str, wrong: bool) -> None:
        self.said.setText(text)
        self.said.setToolTip(text)
        more = self.said.heightForWidth(self.said.width()) - self.said.height()
        if more > 0:
            self.said.setMinimumHeight(self.said.height() + more)
            self.resize(self.width(), self.height() + more)
        self.said.setStyleSheet(f"color: {'#d06a5f' if wrong else theme.TEXT_DIM.name()};")
        self.open_button.setEnabled(not wrong)


def _made(path: Path, given: Given) -> tuple[np.ndarray[Any, Any] | None, int, FileError | None]:
    """A picture, how many frames there are, and what is wrong with the layout, if anything is."""
    try:
        return *dump_preview(path, given, max(PREVIEW)), None
    except FileError as error:
        return misfit_preview(path, given, max(PREVIEW)), 0, error


def _candidates(path: Path, known: Given) -> Sequence[Candidate]:
    """Those that agree with what is known, or, where the file is of another size, those of the bytes alone."""
    try:
        return guess_file(path, known)
    except FileError:
        if not known.stated:
            raise
    return guess_file(path)


def _agree(candidate: Given, told: Given) -> bool:
    """Whether a candidate reads the bytes as was said."""
    said, found = told.stated, candidate.stated
    return all((found.get(name) or 0) == said[name] for name in _READING if name in said)


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setStyleSheet(f"color: {theme.TEXT_DIM.name()};")
    return label
