"""What the panes show: from the session to the bridge, and from finished pictures to pixels on screen.

A change of the recipe, the raw view or the zoom becomes a request; the last good picture stays until its answer has
come. `badge` says what is on screen, `exact` whether the answer to everything asked has come, also beyond the screen.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal

from tuner.app.preview import Draft, Look, RawShown, Shown
from tuner.app.session import Event, Session
from tuner.core.frame import Frame
from tuner.core.orient import oriented_size
from tuner.core.rawview import Mode
from tuner.core.recipe import Recipe
from tuner.gui.bridge import Bridge
from tuner.gui.captions import processed_caption, raw_caption, still_of_another
from tuner.gui.picture import Enlarged, Picture
from tuner.gui.screen import Screen
from tuner.gui.viewer import Viewer

MOST_EV = 8.0
"""Largest display gain of the raw view, either way."""

HURRY_S = 0.15
"""Two changes of the recipe within this time are of a hand that moves."""


class Pictures(QObject):
    """Keeps both panes at what the session says.

    Signals
    -------
    arrived : a processed picture (`Shown`) of the open file, exact in all that is on screen
    changed : something of what is on screen, or of what it should be, is different now
    failed : the exception of the processed picture that could not be made
    raw_failed : the exception of the raw view that could not be made
    """

    arrived = Signal(object)
    changed = Signal()
    failed = Signal(object)
    raw_failed = Signal(object)

    def __init__(self, session: Session, bridge: Bridge, viewer: Viewer, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._bridge, self._viewer = session, bridge, viewer
        self.shown: Shown | None = None  # the last exact picture
        self.draft: Draft | None = None  # what is on screen in its place
        self._changes = (-1.0, -1.0)  # when the recipe was changed, the last two times
        self._waiting: list[Callable[[], None]] = []  # for what is on screen to be exact
        self.mode: Mode = "cfa"
        self.ev = 0.0
        self.bypassed: str | None = None  # a stage that is left out while one looks
        self.screen = Screen()
        self.linear = False  # below 1:1 the processed picture is averaged in linear light, else by its codes
        self._raw_shown: tuple[Frame, Mode, float] | None = None
        self._sizes: dict[str, object] = {}  # to which each picture asked for last is averaged
        self.error: Exception | None = None  # why the picture of the recipe in force could not be made
        self.raw_error: Exception | None = None  # why the raw view could not
        queued = Qt.ConnectionType.QueuedConnection
        bridge.shown.connect(self._take, queued)
        bridge.drafted.connect(self._take_draft, queued)
        bridge.raw_shown.connect(self._take_raw, queued)
        bridge.failed.connect(self._fail, queued)
        bridge.raw_failed.connect(self._fail_raw, queued)
        viewer.view_changed.connect(self._view_changed)
        session.listen(self._session_changed)

    @property
    def recipe(self) -> Recipe:
        """What the processed picture is rendered by: the session's recipe, without a stage that is bypassed."""
        recipe, stage = self._session.recipe, self.bypassed
        if stage is None or not recipe.rack[stage].switchable:
            return recipe
        return recipe.with_value(f"{stage}.enabled", False)

    def bypass(self, stage: str | None) -> None:
        """Look at the picture without a stage (None: with all); the session's recipe stays as it is."""
        if stage != self.bypassed:
            self.bypassed = stage
            self._ask_processed()

    @property
    def exact(self) -> bool:
        """Whether everything is settled: each pane on screen shows the exact pixels of the recipe, the raw view and the
        zoom in force, and the processed picture is finished beyond the screen too."""
        unfinished = self.shown is None or not self.shown.complete
        return self.badge == "EXACT" and not (unfinished and self._viewer.processed in self._viewer.seen)

    @property
    def badge(self) -> str:
        """What is on screen: "EXACT" pixels of everything in force, a "DRAFT", or "" while something is on its way."""
        frame, shown = self._session.frame, self.shown
        processed = (
            self.readable is shown is not None
            and shown.recipe == self.recipe
            and (shown.fitted is None or shown.linear == self.linear)
        )
        raw = (
            self._raw_shown is not None and self._raw_shown[0] is frame and self._raw_shown[1:] == (self.mode, self.ev)
        )
        fresh = {self._viewer.raw: raw, self._viewer.processed: processed}
        if frame is not None and all(fresh.get(pane, True) and pane.exact for pane in self._viewer.seen):
            return "EXACT"
        return "DRAFT" if self.draft is not None and self._viewer.processed in self._viewer.seen else ""

    @property
    def seen(self) -> Shown | Draft | None:
        """What the processed pane paints."""
        return self.draft or self.shown

    @property
    def readable(self) -> Shown | None:
        """The picture that is on screen, for numbers to be read from; None while it is a draft or of another file."""
        frame, shown = self._session.frame, self.shown
        return shown if self.draft is None and shown is not None and shown.frame is frame else None

    @property
    def finished(self) -> Shown | None:
        """The picture on screen if all of it is exact, also beyond the screen."""
        shown = self.readable
        return shown if shown is not None and shown.complete else None

    def when_exact(self, act: Callable[[], None]) -> None:
        """Do something as soon as the panes paint exact pixels (of the last picture, if a newer one is on its way)."""
        self._waiting.append(act)
        self._act()

    def when_complete(self, act: Callable[[], None]) -> None:
        """Do something as soon as the whole picture of the present tuning is exact, also beyond the screen."""

        def again() -> None:
            if self.finished is None or self.finished.recipe != self._session.recipe:
                self._waiting.append(again)
            else:
                act()

        self.when_exact(again)

    def _act(self) -> None:
        if self.readable is not None and all(pane.exact for pane in self._viewer.seen):
            waiting, self._waiting = self._waiting, []
            for act in waiting:
                act()

    # -- asking

    def show_linear(self, linear: bool) -> None:
        """Below 1:1, average the processed picture in linear light rather than by its codes."""
        self.linear = linear
        self._ask_processed()

    def show_mode(self, mode: Mode) -> None:
        """What the raw pane shows."""
        self.mode = mode
        self._ask_raw()

    def show_ev(self, ev: float) -> None:
        """The raw pane's display gain."""
        self.ev = min(max(ev, -MOST_EV), MOST_EV)
        self._ask_raw()

    def step_ev(self, by: float) -> None:
        """The raw pane's display gain, up or down."""
        self.show_ev(self.ev + by)

    def show_on(self, screen: Screen = Screen()) -> None:
        """Paint in the colours of another screen (without a profile: sRGB); the buffers stay as they are."""
        self.screen = screen
        self._viewer.raw.show_colours(screen.transform("rec709", "srgb"))
        self._show_colours()
        self._tell()

    def _show_colours(self) -> None:
        if self.shown is not None:
            context = self.shown.rendered.context
            self._viewer.processed.show_colours(self.screen.transform(context.primaries, context.transfer))

    def _session_changed(self, event: Event) -> None:
        if event == "frame":
            self._frame_changed()
        elif event == "recipe":
            self._changes = (self._changes[1], time.monotonic())
            self._ask_processed()

    def _frame_changed(self) -> None:
        frame = self._session.frame
        assert frame is not None
        self._bridge.drop()
        self.error = self.raw_error = None
        self._drop_draft()
        size = oriented_size(frame.facts.width, frame.facts.height, frame.facts.orientation)
        if size != self._viewer.view.picture:  # the last picture cannot be seen through the new view
            for pane in self._viewer.panes:
                pane.show_picture(None)
        self._viewer.hint.hide()
        self._viewer.show_size(size)
        self._ask_raw()
        self._ask_processed()

    def _ask_processed(self) -> None:
        if self._session.frame is not None:
            view, (before, last) = self._viewer.view, self._changes
            look = Look(view.averaged, view.visible, self.linear)
            self._sizes["processed"] = view.averaged
            hurried = last - before < HURRY_S and time.monotonic() - last < HURRY_S
            self._bridge.show(self._session.frame, self.recipe, look, hurried)
        self._tell()

    def _ask_raw(self) -> None:
        if self._session.frame is not None:
            self._sizes["raw"] = size = self._viewer.view.averaged
            self._bridge.show_raw(self._session.frame, self.mode, self.ev, size)
        self._tell()

    def _view_changed(self) -> None:
        size = self._viewer.view.averaged  # one of another size may be on its way, and take the exact one's place
        if not self._viewer.processed.exact or self._sizes.get("processed", size) != size:
            self._ask_processed()
        if not self._viewer.raw.exact or self._sizes.get("raw", size) != size:
            self._ask_raw()
        self._tell()

    # -- answers

    def _take(self, shown: Shown) -> None:
        if shown.frame is not self._session.frame:
            return  # of a file that is no longer open
        before, pane = self.shown, self._viewer.processed
        grown = before is not None and before.rendered is shown.rendered and before.fitted is shown.fitted
        self.shown = shown
        self._drop_draft()
        pane.show_picture(Picture(shown.rendered.pixels, shown.fitted, shown.covered, shown.under))
        if not grown:
            self._show_colours()
        if shown.recipe == self.recipe:
            self.error = None
        if not grown:
            self._caption()
            pane.repaint()  # now: numbers and badges can wait for a millisecond, the hand cannot
            self.arrived.emit(shown)
        self._tell()

    def _take_draft(self, draft: Draft) -> None:
        if draft.frame is not self._session.frame:
            return
        self.draft = draft
        self._viewer.processed.show_draft(Enlarged(draft))
        self._caption()
        self._viewer.processed.repaint()
        self._tell()

    def _drop_draft(self) -> None:
        self.draft = None
        self._viewer.processed.show_draft(None)

    def _take_raw(self, raw: RawShown, mode: Mode, ev: float) -> None:
        if raw.frame is self._session.frame:
            self._raw_shown, self.raw_error = (raw.frame, mode, ev), None
            self._viewer.raw.show_picture(Picture(raw.full, raw.fitted))
            self._tell()

    def _fail(self, error: Exception, frame: Frame | None, recipe: Recipe | None) -> None:
        if frame is not None and (frame is not self._session.frame or recipe != self.recipe):
            return  # of a file that is no longer open, or of settings for which a newer picture is on its way
        self.error = error
        self._drop_draft()  # the last exact picture is still there
        self.failed.emit(error)
        self._tell()

    def _fail_raw(self, error: Exception, frame: Frame) -> None:
        if frame is self._session.frame:
            self.raw_error = error
            self.raw_failed.emit(error)
            self._tell()

    # -- captions

    def _tell(self) -> None:
        self._caption()
        self.changed.emit()
        self._act()

    def _caption(self) -> None:
        """Say over the panes what they show."""
        frame = self._session.frame
        if frame is not None:
            old = still_of_another(self._raw_shown[0] if self._raw_shown else None, frame)
            self._viewer.raw.show_caption(old or raw_caption(self.mode, frame.facts.bits, self.ev))
        if self.shown is not None:
            old = still_of_another(self.shown.frame, frame)
            without = self._session.rack[self.bypassed].title if self.bypassed else ""
            averaged, draft = self._viewer.view.averaged is not None, self.draft is not None
            says = processed_caption(self.shown, averaged=averaged, draft=draft, without=without)
            self._viewer.processed.show_caption(old or says)
