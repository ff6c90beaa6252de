"""The other pictures on screen: kept up to date with the session, made on a lane of their own, painted when they come.

A still is remade only when what it is made of changed; its area average when the zoom did. A snapshot's pixels are at
hand, so flicking to one waits for nothing but its average.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from tuner.app import sources
from tuner.app.lane import Job, Lane
from tuner.app.session import Event, Session
from tuner.app.snapshots import Snapshots
from tuner.app.sources import PROCESSED, Source, Still
from tuner.core.domain import Domain
from tuner.core.engine import Cancel
from tuner.core.fit import area_average
from tuner.core.orient import oriented_size
from tuner.core.recipe import Recipe
from tuner.core.tuning import Tuning
from tuner.gui.bridge import Bridge
from tuner.gui.face import Face
from tuner.gui.language import heading
from tuner.gui.picture import Picture
from tuner.gui.pictures import Pictures
from tuner.gui.stills import Made, Make, Size, Task, source_title
from tuner.gui.viewer import Viewer


class Others(QObject):
    """Makes and keeps the stills that are wanted.

    Signals
    -------
    changed : a still came
    failed : why one could not be made, and its source
    """

    changed = Signal()
    failed = Signal(object, object)
    _came = Signal(object, object)

    def __init__(
        self, session: Session, bridge: Bridge, pictures: Pictures, viewer: Viewer, snapshots: Snapshots
    ) -> None:
        super().__init__(viewer)
        self._session, self._bridge, self._pictures, self._viewer = session, bridge, pictures, viewer
        self.snapshots = snapshots
        self.pair: tuple[Source, Source] = (sources.BASELINE, PROCESSED)  # what a difference is of
        self.gain = 4  # an exposure changed by 1 EV is not yet all white
        self.recipes: dict[str, Recipe] = {}  # of profiles that were chosen, by path
        self.tunings: dict[str, Tuning] = {}  # of those whose recipe follows the condition
        self._wanted: tuple[Source, ...] = ()
        self._made: dict[Source, Made] = {}
        self._faces: dict[Source, Face] = {}
        self._broken: dict[Source, tuple[Hashable, Exception]] = {}  # what could not be made is not tried again
        self._asked: set[tuple[Source, Hashable, Size | None]] = set()  # of the lane, last
        self._ahead: tuple[Source, Hashable, Size | None] | None = None  # what nobody waits for yet
        self._screen = pictures.screen
        self._lane = Lane("tuner-others")
        self._came.connect(self._take, Qt.ConnectionType.QueuedConnection)
        session.listen(self._session_changed)
        viewer.view_changed.connect(self.refresh)
        pictures.changed.connect(self.refresh)

    @property
    def idle(self) -> bool:
        """Whether nothing is being made."""
        return self._lane.idle

    def close(self) -> None:
        """Stop."""
        self._lane.close()

    def want(self, *wanted: Source) -> None:
        """Keep these up to date from now on, and no others."""
        self._wanted = tuple(s for s in dict.fromkeys(wanted) if s.kind not in ("raw", "processed"))
        stay = (*self._needed(), self.pair[0])  # the reference keeps its pixels: it is flicked to again and again
        self._made = {s: made for s, made in self._made.items() if s in stay}
        self._faces = {s: face for s, face in self._faces.items() if s in stay}
        self.refresh()

    def still(self, source: Source) -> Still | None:
        """The still of a source in its present state, if it is there; of the processed picture too."""
        if source == PROCESSED:
            shown = self._pictures.readable
            fresh = shown is not None and shown.complete and shown.recipe == self._pictures.recipe
            return sources.still_of(shown.rendered, heading("Processed")) if shown is not None and fresh else None
        made = self._made.get(source)
        return made.still if made is not None and made.token == self._token(source) else None

    def face(self, source: Source) -> Face:
        """What is painted of a source over another picture; empty until its still has come."""
        if source not in self._faces:
            self._faces[source] = Face(self.title(source))
            self._dress(source)
        return self._faces[source]

    def exact(self, source: Source) -> bool:
        """Whether the newest still of a source is on screen."""
        return self.still(source) is not None

    def fault(self, source: Source) -> Exception | None:
        """Why a source could not be made in its present state, if it was tried."""
        token, error = self._broken.get(source, (None, None))
        return error if error is not None and token == self._token(source) else None

    def title(self, source: Source) -> str:
        """The name of a source, before it is made."""
        return source_title(source, self._session.rack, self.snapshots)

    # -- ahead

    def make_ahead(self, source: Source) -> None:
        """Make a still that nobody waits for yet, once in each state; whatever is wanted next goes before it."""
        size = self._viewer.view.averaged
        task = self._task(source, size)
        if task is not None and self._ahead != (source, task[1], size):
            self._ahead = (source, task[1], size)
            self._post([task], size, ahead=True)

    def give_way(self) -> None:
        """Something else is to be made: what is made ahead waits, unless it is wanted by now."""
        if self._ahead is not None and not self._lane.idle and self._ahead[0] not in self._needed():
            self._lane.drop()
            self._ahead = None

    # -- what has to be made

    def _session_changed(self, event: Event) -> None:
        if event == "frame":
            self._lane.drop()
            self._ahead = None
            self._broken.clear()
            self._made = {s: made for s, made in self._made.items() if s.kind == "picture"}
        if event in ("frame", "condition"):
            self.recipes |= {name: t.resolve(self._session.condition) for name, t in self.tunings.items()}
        self.refresh()

    def _needed(self) -> tuple[Source, ...]:
        """What is wanted, behind what it is made of."""
        parts = [s for w in self._wanted if w.kind == "difference" for s in self.pair if s != PROCESSED]
        return tuple(dict.fromkeys([*parts, *self._wanted]))

    def _token(self, source: Source) -> Hashable:
        """Names everything a still is made of; a still with another token is old."""
        session, frame = self._session, id(self._session.frame)
        if source.kind == "baseline":
            return frame, session.baseline
        if source.kind == "profile":
            return frame, self.recipes.get(source.name)
        if source.kind == "stage":
            mosaic = self._session.rack[source.name].writes is Domain.MOSAIC
            return frame, self._pictures.recipe, self._pictures.mode if mosaic else None
        if source.kind == "change":
            return frame, self._pictures.recipe, self.gain
        if source.kind == "picture":
            return self._size()
        if source.kind == "difference":
            return frame, tuple(self._part(s) for s in self.pair), self.gain
        return frame, source

    def _part(self, source: Source) -> Hashable:
        """What stands for a picture of which a difference is made."""
        shown = self._pictures.shown
        own = shown.rendered if shown else None
        return None if self.still(source) is None else own if source == PROCESSED else self._made[source].still

    def _size(self) -> Size:
        facts = self._session.frame.facts if self._session.frame else None
        return oriented_size(facts.width, facts.height, facts.orientation) if facts else (0, 0)

    def refresh(self) -> None:
        """Ask for whatever is missing or old."""
        if self._session.frame is None or not self._wanted:
            return
        if self._screen is not self._pictures.screen:
            self._screen = self._pictures.screen
            self.dress_all()
        size = self._viewer.view.averaged
        tasks = [task for source in self._needed() if (task := self._task(source, size)) is not None]
        asked = {(source, token, size) for source, token, _ in tasks}
        if tasks and not (asked <= self._asked and not self._lane.idle):
            self._asked, self._ahead = asked, None
            self._post(tasks, size)

    def _task(self, source: Source, size: Size | None) -> Task | None:
        """What a still is made of, and how; None where it is there, or cannot be made."""
        token, made = self._token(source), self._made.get(source)
        kept = made.still if made is not None and made.token == token else None
        if self.fault(source) is not None if kept is None else made is not None and made.size == size:
            return None
        make = (lambda _, still=kept: still) if kept is not None else self._maker(source)
        return None if make is None else (source, token, make)

    def _post(self, tasks: list[Task], size: Size | None, *, ahead: bool = False) -> None:
        def work(cancel: Cancel) -> None:
            self._work(tasks, size, cancel, silent=ahead)

        self._lane.post(Job(work, lambda _: None, lambda _: None, gives_way=ahead))

    def _work(self, tasks: list[Task], size: Size | None, cancel: Cancel, *, silent: bool) -> None:
        """On the lane's thread; `silent` where nobody waits to hear of faults."""
        engine = self._bridge.engine
        for source, token, make in tasks:
            cancel.check()
            try:
                still = make(cancel)
            except Exception as error:
                cancel.check()
                if not silent:
                    self._came.emit((source, token), error)
                continue
            fitted = None
            if size is not None and size != (still.pixels.shape[1], still.pixels.shape[0]):
                fitted = area_average(still.averaged_from(size), *size, None, engine.executor, engine.workers)
            self._came.emit(source, Made(token, still, fitted, size))

    def _maker(self, source: Source) -> Make | None:
        """How a still is made, of what is in force now; None while a part of it is missing."""
        frame, engine, recipe, gain = self._session.frame, self._bridge.engine, self._pictures.recipe, self.gain
        assert frame is not None
        if source.kind == "snapshot":
            snapshot, size = self.snapshots.get(source.name), self._size()
            return None if snapshot is None else lambda _: sources.of_snapshot(snapshot, frame, size)
        if source.kind == "baseline" or source.name in self.recipes:
            known = self._session.baseline if source.kind == "baseline" else self.recipes[source.name]
            title, ready = self.title(source), self.still(PROCESSED)
            if ready is not None and known == self._pictures.recipe:  # the picture on screen is that one
                return lambda _: replace(ready, title=title)
            return lambda cancel: sources.by_recipe(engine, frame, known, title, "", cancel)
        if source.kind == "picture":
            size = self._size()
            return lambda cancel: sources.from_file(Path(source.name), size)
        if source.kind == "stage":
            mode = self._pictures.mode
            return lambda cancel: sources.behind_stage(engine, frame, recipe, source.name, cancel, mode)
        if source.kind == "change":
            return lambda cancel: sources.change_of_stage(engine, frame, recipe, source.name, gain, cancel)
        if source.kind == "difference":
            one, other = self.still(self.pair[0]), self.still(self.pair[1])
            if one is not None and other is not None:
                return lambda cancel: sources.of_two(one, other, source.name, gain, engine)  # type: ignore[arg-type]
        return None

    # -- what came

    def _take(self, told: object, made: object) -> None:
        if isinstance(made, Exception):
            assert isinstance(told, tuple)
            source, token = told
            self._broken[source] = token, made
            self.failed.emit(made, source)
            return
        assert isinstance(made, Made)
        source = told
        assert isinstance(source, Source)
        if source not in (*self._needed(), self.pair[0]):
            return
        self._made[source] = made
        self._dress(source)
        self.changed.emit()
        if any(w.kind == "difference" for w in self._wanted) and source.kind != "difference":
            self.refresh()

    def _dress(self, source: Source) -> None:
        """Hand a still to its pane, and to what is painted over others."""
        made, pane = self._made.get(source), self._viewer.pane(source)
        faces = [face for face in (pane.face if pane else None, self._faces.get(source)) if face is not None]
        for face in faces:
            face.title = self.title(source)
            if made is None:
                continue
            face.detail = made.still.detail
            face.show_picture(Picture(made.still.pixels, made.fitted))
            face.show_colours(self._pictures.screen.of_still(made.still))
        if pane is not None:
            pane.show_title(pane.face.title)
        for each in self._viewer.seen:
            each.update()

    def dress_all(self) -> None:
        """Panes are new, or the screen's colours are."""
        for source in self._wanted:
            self._dress(source)
