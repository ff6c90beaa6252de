"""What the panes show: from the session to the bridge, and from finished pictures to pixels on screen.

A change of the recipe, the raw view or the zoom becomes a request; the last good picture stays until its answer has
come. `exact` says whether the answer to everything asked is on screen.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal

from tuner.app.preview import RawShown, Shown
from tuner.app.session import Event, Session
from tuner.core.frame import Frame
from tuner.core.orient import oriented_size
from tuner.core.rawview import Mode
from tuner.core.recipe import Recipe
from tuner.files.icc import PRIMARIES_TITLES, TRANSFER_TITLES
from tuner.gui.actions import ACTIONS
from tuner.gui.bridge import Bridge
from tuner.gui.picture import Picture
from tuner.gui.screen import Screen
from tuner.gui.viewer import Viewer

MOST_EV = 8.0
"""Largest display gain of the raw view, either way."""

_MODES = {a.argument: a.title for a in ACTIONS if a.choice == "mode"}


class Pictures(QObject):
    """Keeps both panes at what the session says.

    Signals
    -------
    arrived : a processed picture (`Shown`) of the open file
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
        self.shown: Shown | None = None
        self.mode: Mode = "cfa"
        self.ev = 0.0
        self.screen = Screen()
        self.linear = False  # below 1:1 the processed picture is averaged in linear light, else by its codes
        self._raw_shown: tuple[Frame, Mode, float] | None = None
        self.error: Exception | None = None  # why the picture of the recipe in force could not be made
        self.raw_error: Exception | None = None  # why the raw view could not
        queued = Qt.ConnectionType.QueuedConnection
        bridge.shown.connect(self._take, queued)
        bridge.raw_shown.connect(self._take_raw, queued)
        bridge.failed.connect(self._fail, queued)
        bridge.raw_failed.connect(self._fail_raw, queued)
        viewer.view_changed.connect(self._view_changed)
        session.listen(self._session_changed)

    @property
    def exact(self) -> bool:
        """Whether every pane on screen shows the exact pixels of the recipe, the raw view and the zoom in force."""
        frame, shown = self._session.frame, self.shown
        processed = (
            shown is not None
            and shown.frame is frame
            and shown.recipe == self._session.recipe
            and (shown.fitted is None or shown.linear == self.linear)
        )
        raw = (
            self._raw_shown is not None and self._raw_shown[0] is frame and self._raw_shown[1:] == (self.mode, self.ev)
        )
        fresh = {self._viewer.raw: raw, self._viewer.processed: processed}
        return frame is not None and all(fresh[pane] and pane.exact for pane in self._viewer.seen)

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

    def show_on(self, screen: Screen) -> None:
        """Paint in the colours of another screen; the buffers stay as they are."""
        self.screen = screen
        self._viewer.raw.show_colours(screen.transform("rec709", "srgb"))
        self._show_colours()
        self._tell()

    def show_srgb(self) -> None:
        """Paint for an sRGB screen, without a display profile."""
        self.show_on(Screen())

    def _show_colours(self) -> None:
        if self.shown is not None:
            context = self.shown.rendered.context
            self._viewer.processed.show_colours(self.screen.transform(context.primaries, context.transfer))

    def _session_changed(self, event: Event) -> None:
        if event == "frame":
            self._frame_changed()
        elif event == "recipe":
            self._ask_processed()

    def _frame_changed(self) -> None:
        frame = self._session.frame
        assert frame is not None
        self._bridge.drop()
        self.error = self.raw_error = None
        size = oriented_size(frame.facts.width, frame.facts.height, frame.facts.orientation)
        if size != self._viewer.view.picture:  # the last picture cannot be seen through the new view
            for pane in self._viewer.panes:
                pane.show_picture(None)
        self._viewer.raw.hint = ""
        self._viewer.show_size(size)
        self._ask_raw()
        self._ask_processed()

    def _ask_processed(self) -> None:
        if self._session.frame is not None:
            self._bridge.show(self._session.frame, self._session.recipe, self._viewer.view.averaged, self.linear)
        self._tell()

    def _ask_raw(self) -> None:
        if self._session.frame is not None:
            self._bridge.show_raw(self._session.frame, self.mode, self.ev, self._viewer.view.averaged)
        self._tell()

    def _view_changed(self) -> None:
        if not self._viewer.processed.exact:
            self._ask_processed()
        if not self._viewer.raw.exact:
            self._ask_raw()
        self._tell()

    # -- answers

    def _take(self, shown: Shown) -> None:
        if shown.frame is not self._session.frame:
            return  # of a file that is no longer open
        self.shown = shown
        self._viewer.processed.show_picture(Picture(shown.rendered.pixels, shown.fitted))
        self._show_colours()
        if shown.recipe == self._session.recipe:
            self.error = None
        self.arrived.emit(shown)
        self._tell()

    def _take_raw(self, raw: RawShown, mode: Mode, ev: float) -> None:
        if raw.frame is not self._session.frame:
            return
        self._raw_shown, self.raw_error = (raw.frame, mode, ev), None
        self._viewer.raw.show_picture(Picture(raw.full, raw.fitted))
        self._tell()

    def _fail(self, error: Exception, frame: Frame | None, recipe: Recipe | None) -> None:
        if frame is not None and (frame is not self._session.frame or recipe != self._session.recipe):
            return  # of a file that is no longer open, or of settings for which a newer picture is on its way
        self.error = error
        self.failed.emit(error)
        self._tell()

    def _fail_raw(self, error: Exception, frame: Frame) -> None:
        if frame is not self._session.frame:
            return
        self.raw_error = error
        self.raw_failed.emit(error)
        self._tell()

    # -- captions

    def _tell(self) -> None:
        frame = self._session.frame
        if frame is not None:
            gain = f" · {self.ev:+.1f} EV" if self.ev else ""
            self._viewer.raw.show_caption(f"{_MODES[self.mode]} · {frame.facts.bits} bit{gain}")
        if self.shown is not None:
            context, how = self.shown.rendered.context, ""
            if self._viewer.view.averaged is not None:
                how = " · linear light averaged" if self.shown.linear else " · codes averaged"
            self._viewer.processed.show_caption(f"after Output · {_colours(context.primaries, context.transfer)}{how}")
        self.changed.emit()


def _colours(primaries: str, transfer: str) -> str:
    if (primaries, transfer) == ("rec709", "srgb"):
        return "sRGB"
    return f"{PRIMARIES_TITLES.get(primaries, primaries)}, {TRANSFER_TITLES.get(transfer, transfer)}"
