"""The bridge: from the window's thread to the threads that work, and back by queued signals.

Two lanes with a mailbox of one each (the processed picture, the raw view), so that the raw pane never waits for the
line; and one queue for files, where every request is honoured in its turn. No kernel runs on the window's thread, and
no worker reads a widget: a job is handed frozen frames and recipes, and answers with arrays.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from tuner.app.lane import Job, Lane
from tuner.app.pool import cache_budget, render_pool
from tuner.app.preview import Draft, Look, Preview, RawShown, Shown, Size
from tuner.app.warm import warm
from tuner.app.warm_beside import beside
from tuner.app.warm_later import Background
from tuner.core.cut import Cuts
from tuner.core.engine import Cancel, Cancelled, Engine
from tuner.core.frame import Frame
from tuner.core.rack import Rack
from tuner.core.rawview import Mode
from tuner.core.recipe import Recipe

if TYPE_CHECKING:
    from tuner.files.source import Opening

T = TypeVar("T")
SWITCH_S = 0.0005
"""How long a thread may keep the interpreter while another waits for it, s. A render needs it a handful of times, to
share its tiles out and to gather them; with Python's own 5 ms each could wait that long for the window's thread."""


class Bridge(QObject):
    """Asks for work and tells when it is done.

    Signals
    -------
    shown : a `Shown`, exact in all that is on screen and never older than the last; then again as more is finished
    drafted : a `Draft` of a picture that takes longer; a `Shown` of it or of a newer one follows
    raw_shown : a finished `RawShown`, with its mode and display gain
    failed : the exception of a render, its frame and its recipe (both None: of compiling); the last good picture stays
    raw_failed : the exception of a raw view, and its frame
    compiling : kernels ready, kernels in all, name of the next
    """

    shown = Signal(object)
    drafted = Signal(object)
    raw_shown = Signal(object, str, float)
    failed = Signal(object, object, object)
    raw_failed = Signal(object, object)
    compiling = Signal(int, int, str)
    _answered = Signal(object, object)  # a function of the window's thread, and what it is told

    def __init__(self, rack: Rack, workers: int | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(min(sys.getswitchinterval(), SWITCH_S))
        self._rack = rack
        self._pool, count = render_pool(workers)
        self._compiler = ThreadPoolExecutor(1, thread_name_prefix="tuner-compiler")
        self.engine = Engine(self._pool, count, composed="later", compiler=self._compiler, cuts=Cuts(cache_budget()))
        self._processed, self._raw = Lane("tuner-processed"), Lane("tuner-raw")
        self._files = ThreadPoolExecutor(1, thread_name_prefix="tuner-files")
        self._preview, self._raw_preview = Preview(self.engine), Preview(self.engine)
        self._raw_last: RawShown | None = None  # keeps its frame alive, by whose identity the preview knows it
        self._warm = self._closed = False
        self._background = Background(self._compiler, rack)
        self._answered.connect(_answer, Qt.ConnectionType.QueuedConnection)

    def warm_up(self) -> None:
        """Compile the line's kernels now rather than at the first picture, unless that is asked for already."""
        if self._warm or not self._processed.idle:
            return  # a picture does it itself; and what waits in a mailbox of one would be replaced
        self._processed.post(Job(self._warm_once, lambda _: None, lambda error: self.failed.emit(error, None, None)))

    def _warm_once(self, cancel: Cancel) -> None:
        if not self._warm:
            with beside(self._rack):
                warm(self._rack, self.compiling.emit, cancel)
            self._warm = True

    def show(self, frame: Frame, recipe: Recipe, look: Look, hurried: bool = False) -> None:
        """Ask for the processed picture, in place of whatever waits.

        Parameters
        ----------
        hurried : whether a hand is moving: if the exact picture takes too long, a draft goes before it
        """
        preview = self._preview

        def exact(cancel: Cancel) -> Shown:
            return preview.show(frame, recipe, look, cancel)

        def work(cancel: Cancel) -> Shown | Draft:
            self._warm_once(cancel)
            return (preview.draft(frame, recipe, look, cancel) if hurried else None) or exact(cancel)

        def rest(cancel: Cancel) -> None:
            for shown in preview.rest(cancel):
                self.shown.emit(shown)

        def done(made: Shown | Draft | None) -> None:
            if isinstance(made, Draft):
                self.drafted.emit(made)
                self._processed.follow(Job(exact, done, failed, gives_way=True))
            elif made is not None:
                self.shown.emit(made)
                self._background.begin()  # now that nobody waits for a picture
                if not made.complete:
                    self._processed.follow(Job(rest, done, failed, gives_way=True))

        def failed(error: Exception) -> None:
            self.failed.emit(error, frame, recipe)

        self._processed.post(Job(work, done, failed))

    def warm_input(self, frame: Frame, recipe: Recipe, stage: str) -> bool:
        """Make and keep what a stage reads, before it is edited; False when something else is being made.

        Whatever is asked for next goes before it.
        """

        def work(cancel: Cancel) -> None:
            self.engine.warm(frame, recipe, stage, cancel)

        if not (self._warm and self.idle):
            return False
        self._processed.post(Job(work, lambda _: None, lambda _: None, gives_way=True))
        return True

    def show_raw(self, frame: Frame, mode: Mode, ev: float, size: Size | None) -> None:
        """Ask for the raw view, in place of whatever waits."""

        def work(cancel: Cancel) -> RawShown:
            at_once = self._raw_preview.raw_at_once(frame, mode, ev, size)
            if at_once is not None:
                self.raw_shown.emit(at_once, mode, ev)
            self._raw_last = self._raw_preview.show_raw(frame, mode, ev, size)
            return self._raw_last

        self._raw.post(
            Job(work, lambda raw: self.raw_shown.emit(raw, mode, ev), lambda error: self.raw_failed.emit(error, frame))
        )

    def drop(self) -> None:
        """Forget the pictures being made: another file was opened."""
        if self._warm:  # else the kernels are being compiled, which any file needs
            self._processed.drop()
        self._raw.drop()

    # -- files

    def in_turn(self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None]) -> None:
        """Do file work off the window's thread, after what was asked before; the answers come on the window's thread."""

        def run() -> None:
            try:
                result = work()
            except Cancelled:
                return
            except Exception as error:
                self._tell(failed, error)
            else:
                self._tell(done, result)

        if not self._closed:
            self._files.submit(run)

    def _tell(self, listener: Callable[..., None], told: object) -> None:
        if not self._closed:
            self._answered.emit(listener, told)

    def decode(self, path: Path, opening: Opening | None = None) -> Frame:
        """Decode a raw file, on the queue of files: not any more when the window has closed."""
        if self._closed:
            raise Cancelled  # nobody looks any more
        from tuner.files.source import Opening, open_source

        return open_source(path, opening or Opening())

    @property
    def idle(self) -> bool:
        """Whether no picture is being made."""
        return self._processed.idle and self._raw.idle

    def show_no_drafts(self) -> None:
        """Only exact pictures from now on, however long they take."""
        self._preview.budget_ms = float("inf")

    def close(self) -> None:
        """Cancel the renders, finish the files being written, and end every thread."""
        if self._closed:
            return
        self._closed = True
        self._background.stop()
        self._processed.close()
        self._raw.close()
        self._files.shutdown(wait=True, cancel_futures=False)
        self._compiler.shutdown(wait=True, cancel_futures=True)
        self._pool.shutdown(wait=True)


def _answer(listener: Callable[[object], None], told: object) -> None:
    listener(told)
