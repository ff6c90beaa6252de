"""Keeping the work safe: a thread that writes every change of a session into its journal, a moment behind the hand.

Changes are handed over by reference and never waited for; the thread writes them within `BEHIND_S` and has the disk
take them. A drag's states in between may be passed over; the last state of every gesture is written.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tuner.app.session import Event, Session
from tuner.files.errors import FileError, shown_name
from tuner.files.journal import Found, Journal, Step, claim, is_begun, journals, others, read_journal
from tuner.files.profile import Profile, load_profile

BEHIND_S = 0.2
"""How long changes are gathered before they are written."""
AGAIN_S = 2.0
"""How long to wait after the disk refused."""
MOST_BYTES = 64 << 20
"""A longer journal is begun anew with the present state; what led there can then no longer be undone after a crash."""

Complain = Callable[[OSError | None], None]
"""Told, on the journal's thread, that the journal cannot be written, and (None) that it can again."""


@dataclass(frozen=True)
class _Begin:
    """Another profile, or the same one saved: a new journal."""

    profile: Profile
    path: Path | None


class Journaling:
    """Keeps the journal of one session.

    Parameters
    ----------
    folder : where journals are kept; None is the user's own
    complain : see `Complain`
    """

    def __init__(self, session: Session, folder: Path | None = None, complain: Complain = lambda error: None) -> None:
        self._session, self.folder, self._complain = session, folder, complain
        self._news = threading.Condition()
        self._changing = threading.Lock()  # held while a journal comes, or gives way to another
        self._pending: list[tuple[int, Step]] = []
        self._begin: _Begin | None = None
        self._under_way = False
        self._closing = False
        self._journal: Journal | None = None
        self._last = session.tuning
        self._header = _Begin(session.profile, session.profile_path)
        self._thread = threading.Thread(target=self._work, name="journal", daemon=True)
        self._thread.start()
        session.listen(self._told)

    @property
    def path(self) -> Path | None:
        """The journal that is being written; None before there is anything to keep."""
        journal = self._journal
        return None if journal is None else journal.path

    # -- on the session's thread

    def _told(self, event: Event) -> None:
        session = self._session
        with self._news:
            if event == "profile":
                self._begin = _Begin(session.profile, session.profile_path)
                self._pending.clear()
                self._last = session.profile.tuning
            elif event == "recipe" and session.tuning is not self._last:
                entry, number = session.history[session.history.here], session.history.here
                step = Step(entry.label, entry.tuning, entry.condition, session.raw_path)
                if self._pending and self._pending[-1][0] == number:
                    self._pending[-1] = (number, step)
                else:
                    self._pending.append((number, step))
                self._last = entry.tuning
            self._news.notify()

    def open_elsewhere(self, profile: Path) -> int:
        """How many other windows have the profile at this path open."""
        with self._changing:  # or this one's own journal, just made and not yet known by name, counts as another's
            return others(profile, self.path, self.folder)

    def flush(self, timeout: float = 10.0) -> bool:
        """Wait until everything so far is written; False where it could not be in that time."""
        with self._news:
            return self._news.wait_for(
                lambda: not (self._pending or self._begin or self._under_way), timeout=timeout
            )  # fmt: skip

    def close(self, *, keep: bool = False) -> None:
        """Stop; the journal goes too, since its work is saved or was given up, unless it is to be kept."""
        self._session.ignore(self._told)
        if keep:
            self.flush()
        with self._news:
            self._closing = True
            self._news.notify()
        self._thread.join()
        if self._journal is not None:
            self._journal.close(delete=not keep)
            self._journal = None

    # -- on the journal's thread

    def _work(self) -> None:
        failed = False
        while True:
            with self._news:
                self._news.wait_for(lambda: self._pending or self._begin or self._closing)
                if self._closing:
                    return
                if failed or not self._begin:
                    self._news.wait_for(lambda: self._closing, AGAIN_S if failed else BEHIND_S)
                begin, self._begin = self._begin, None
                steps, self._pending = self._pending, []
                self._under_way = True
            error = None
            try:
                self._write(begin, steps)
            except OSError as refused:
                error = refused
            if (error is not None) != failed:
                self._complain(error)
            failed = error is not None
            with self._news:
                if failed and self._begin is None:
                    self._pending[:0] = steps  # what is left of them
                self._under_way = False
                self._news.notify_all()

    def _write(self, begin: _Begin | None, steps: list[tuple[int, Step]]) -> None:
        """Write the steps, each of which leaves the list when it is written. Raises OSError where it cannot be."""
        with self._changing:
            if begin is not None:
                self._header = begin
                self._let_go()
            if self._journal is None and (steps or self._header.path is not None):
                self._journal = Journal(self._header.profile, self._header.path, self.folder)
        if self._journal is not None:
            if self._journal.size > MOST_BYTES and steps:
                self._shorten(steps[-1][1])
                steps.clear()
            while steps:
                self._journal.write(steps[0][1])
                del steps[0]
            self._journal.sync()

    def _shorten(self, step: Step) -> None:
        """Begin a new journal with the present state alone; the long one goes when that is on the disk."""
        with self._changing:
            fresh = Journal(self._header.profile, self._header.path, self.folder)
            fresh.write(step)
            fresh.sync()
            self._let_go()
            self._journal = fresh

    def _let_go(self) -> None:
        if self._journal is not None:
            self._journal.close(delete=True)
            self._journal = None


@dataclass(frozen=True)
class Left:
    """Work that a program which ended without saving left behind; `drop` when it is safe or not wanted."""

    journal: Path
    found: Found

    @property
    def name(self) -> str:
        """What to call it on screen."""
        return shown_name(self.found.path) if self.found.path is not None else self.found.profile.name

    def drop(self) -> None:
        """Delete the journal."""
        with contextlib.suppress(OSError):
            self.journal.unlink()


def left_behind(folder: Path | None = None) -> tuple[list[Left], list[FileError]]:
    """The work of programs that are gone, newest first; and why some of it cannot be read.

    A journal without a change, or whose last state is the profile on disk, is deleted in passing.
    """
    works, faults = [], []
    for path in reversed(journals(folder)):
        file = claim(path)
        if file is None:
            continue
        with file:
            if not is_begun(path):
                path.unlink(missing_ok=True)
                continue
            try:
                left = Left(path, read_journal(path))
            except FileError as error:
                faults.append(error)
                continue
            if _is_safe(left.found):
                left.drop()
            else:
                works.append(left)
    return works, faults


def _is_safe(found: Found) -> bool:
    if not found.steps or found.steps[-1].tuning == found.profile.tuning:
        return True
    if found.path is None:
        return False
    try:
        return load_profile(found.path).tuning == found.steps[-1].tuning
    except FileError:
        return False


def give_back(session: Session, left: Left) -> None:
    """Make a session what it was: the profile, and every state since as one that can be undone.

    What is on disk may be another profile by now; saving will notice.
    """
    session.adopt(left.found.profile, left.found.path)
    for step in left.found.steps:
        session.take_over(step.tuning, step.label)
