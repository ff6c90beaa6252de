"""The main window: top bar, the two panes, the rack, the two lines at the bottom; and what connects them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow

from tuner.app.preview import Shown
from tuner.app.session import Event, Session
from tuner.core.chain import StageError
from tuner.core.engine import Rendered
from tuner.core.param import ParamError
from tuner.files.errors import FileError, one_line, shown_name
from tuner.gui import cannot, dropped, theme
from tuner.gui.bottom import MessageLine, StatusLine
from tuner.gui.bridge import Bridge
from tuner.gui.commands import Commands
from tuner.gui.desk import Desk
from tuner.gui.dialogs import Ask, AskUser
from tuner.gui.display import Display
from tuner.gui.dumps import Dumps
from tuner.gui.files import Files
from tuner.gui.film import Film
from tuner.gui.first_paint import FirstPaint
from tuner.gui.history_panel import HistoryPanel
from tuner.gui.keeping import Keeping
from tuner.gui.keys import Keys
from tuner.gui.language import say, tr
from tuner.gui.layout import lay_out
from tuner.gui.paced import Paced
from tuner.gui.pictures import Pictures
from tuner.gui.preferences import read
from tuner.gui.probe import probe
from tuner.gui.rack import RackPanel
from tuner.gui.scope_dock import ScopeDock
from tuner.gui.sentences import said
from tuner.gui.solving import Solving
from tuner.gui.tending import Tending
from tuner.gui.topbar import TopBar
from tuner.gui.viewer import Viewer
from tuner.measure.solvers import SolverError

if TYPE_CHECKING:
    from tuner.gui.shooting import Shooting
    from tuner.gui.sweep_work import Sweeping

_LINEAR = "average_in_linear_light"  # in the settings


class MainWindow(QMainWindow):
    """One window on one session.

    Parameters
    ----------
    ask : answers the questions about files; None asks the user
    settings : where what the user chose is remembered; None remembers nothing
    workers : threads of a render; None is one a processor
    journals : the folder in which every change is kept safe until it is saved; None keeps none
    timed : whether it says how long renders took; a screenshot leaves it out, so as not to vary
    """

    @theme.unstyled()
    def __init__(
        self,
        session: Session | None = None,
        *,
        ask: Ask | None = None,
        settings: QSettings | None = None,
        workers: int | None = None,
        journals: Path | None = None,
        timed: bool = True,
    ) -> None:
        super().__init__()
        self.session = session or Session()
        self.bridge = Bridge(self.session.rack, workers, self)
        self.message, self.status, self.viewer = MessageLine(), StatusLine(), Viewer()
        self.pictures = Pictures(self.session, self.bridge, self.viewer, self)
        self.solving = Solving(self.session, self.bridge, self.viewer, self.message, self.say_error)
        self.rack, self.history = RackPanel(self.session), HistoryPanel(self.session)
        self.rack.remember(settings)
        self.tending = Tending(self.session, self.bridge, [*self.rack.cards.values()], self)
        self._ask = ask = ask or AskUser(self)
        self.files = Files(self, ask, settings)
        self.dumps = Dumps(self)
        self.film, self.desk, self.display = Film(self), Desk(self, self._show_view), Display(self, settings)
        self.rack.sweep_asked.connect(lambda stage, parameter: self.sweeping.ask(stage, parameter))
        self._pixel: tuple[int, int] | None = None
        self._measured: Shown | None = None  # what the scopes were told of last
        self._complaint = ""  # the message that a picture could not be made
        self._settings, self._timed = settings, timed
        self._times = Paced(self._show_times, self)
        if settings is not None:
            self.pictures.linear = bool(settings.value(_LINEAR, False, type=bool))
        preferences, notices = read(settings)
        self.commands = Commands(self, preferences.keymap, self._show_view, partial(cannot.refuses, self))
        self.actions_by_name = self.commands.by_name
        self.top = TopBar(self.actions_by_name)
        self.dock = ScopeDock(
            self.session, self.viewer, self.bridge.in_turn, lambda: self.pictures.finished,
            lambda text, wrong: self.message.say(text, wrong=wrong), (self.desk.subjects, lambda: self.desk.stage),
            self.actions_by_name, settings,
        )  # fmt: skip
        lay_out(self)
        self.keys = Keys(self, self.commands, preferences, settings)
        self._connect()
        self._surround = preferences.surround
        self.show_surround(preferences.surround)
        self.keeping = Keeping(self, journals) if journals is not None else None
        self._show_session()
        self._show_view()
        self.message.say(" ".join(notices))
        self.viewer.processed.setFocus()
        FirstPaint(self, self.bridge.warm_up)  # not before: loading the compiler takes the window's time

    # -- building

    @cached_property
    def sweeping(self) -> Sweeping:
        """Sweeps; loaded when first asked for."""
        from tuner.gui.sweep_work import Sweeping

        return Sweeping(self, self._ask)

    @cached_property
    def shooting(self) -> Shooting:
        """Shots in the virtual lab; loaded when first asked for."""
        from tuner.gui.shooting import Shooting

        return Shooting(self, self._ask)

    def _connect(self) -> None:
        self.bridge.compiling.connect(self._show_compiling, Qt.ConnectionType.QueuedConnection)
        self.pictures.arrived.connect(self._picture_arrived)
        self.pictures.changed.connect(self._pictures_changed)
        self.pictures.failed.connect(self._picture_failed)
        self.pictures.raw_failed.connect(self._raw_failed)
        self.viewer.pointed.connect(self._point)
        self.dock.regions.foreign.connect(self._offer_regions)
        self.top.mode_chosen.connect(self.pictures.show_mode)
        self.top.ev_chosen.connect(self.pictures.show_ev)
        self.top.flicker_held.connect(self.desk.compare.flick)
        self.rack.solve_requested.connect(self.solving.solve)
        self.rack.pick_requested.connect(self.solving.pick)
        self.rack.message.connect(self.message.say)
        self.session.listen(self._session_changed)

    # -- what is said

    def say_error(self, error: Exception) -> None:
        """One sentence in the message line."""
        if isinstance(error, FileError | ParamError | SolverError):
            text = said(error)
        elif isinstance(error, StageError):
            text = say("The picture could not be made: {why}. The last one stays.", why=error)
        else:
            text = say("That did not work: {why}", why=f"{type(error).__name__}: {error}")
        self.message.say(one_line(text), wrong=True)

    def _picture_failed(self, error: Exception) -> None:
        self.status.set_text("kernels", "")
        self.say_error(error)
        self._complaint = self.message.text

    def _raw_failed(self, error: Exception) -> None:
        text = say("The raw view could not be made: {why}. The last one stays.", why=error)
        self.message.say(one_line(text), wrong=True)
        self._complaint = self.message.text

    def _pictures_changed(self) -> None:
        if self._complaint and self.pictures.error is None and self.pictures.raw_error is None:
            self.message.end(self._complaint)
            self._complaint = ""
        self.desk.loupe.refresh()
        self._point(self._pixel)  # what can be read there may have changed
        if self.pictures.finished is not self._measured:
            self._measured = self.pictures.finished
            self.dock.picture_changed()
        self._show_view()

    def _picture_arrived(self, shown: Shown) -> None:
        rendered = shown.rendered
        if self._timed:
            self._times.show(rendered)
        self.rack.show_resolved(rendered.resolved)
        height, width = rendered.pixels.shape[:2]
        self.status.set_text("size", f"{width * height / 1e6:.1f} MP")

    def _show_times(self, rendered: Rendered) -> None:
        self.rack.show_times(rendered.stage_ms)
        self.status.set_text("time", f"{rendered.elapsed_ms:.0f} ms")
        if self.bridge.engine.cuts is not None:
            self.status.show_cache(self.bridge.engine.cuts.used, self.bridge.engine.cuts.budget)

    def _session_changed(self, event: Event) -> None:
        frame = self.session.frame
        if event == "frame" and frame is not None:
            self.status.show_facts(frame.name, frame.facts)
            self._point(None)
        self._show_session()

    def _show_session(self) -> None:
        session = self.session
        profile = session.profile_path.name if session.profile_path else session.profile.name
        self.top.show_profile(profile, session.dirty)
        for name, can in (
            ("undo", session.history.can_undo), ("redo", session.history.can_redo), ("reload", session.raw_path is not None),
            ("export", session.frame is not None), ("screenshot", session.frame is not None),
        ):  # fmt: skip
            self.actions_by_name[name].setEnabled(can)
        parts = [session.frame.name] if session.frame else []
        self.setWindowTitle(" — ".join([*parts, f"{profile}{'*' if session.dirty else ''}", "ISP Tuner"]))

    def _show_view(self) -> None:
        """Badge, zoom and the choices in force."""
        view, pictures = self.viewer.view, self.pictures
        self.status.show_badge(pictures.badge)
        zoom = f"{tr('window', 'fit') + ' ' if view.fitting else ''}{view.zoom * 100:.0f} %"
        self.status.set_text("zoom", zoom if self.session.frame else "")
        self.status.set_text("screen", tr("window", "display {name}").format(name=pictures.screen.name))
        self.top.show_raw_view(pictures.mode, pictures.ev)
        zoom_in_force = 0.0 if view.fitting else view.zoom
        self.commands.show_checks(
            {"side": self.desk.compare.mode, "mode": pictures.mode, "zoom": zoom_in_force, "surround": self._surround}
        )

    def _offer_regions(self, take_over: Callable[[], None]) -> None:
        """What was marked on another raw of this name is not shown on this one unasked."""
        name = shown_name(self.session.raw_path or "")
        words = say("The marks kept with {name} were made on another raw of that name.", name=name)
        self.message.say(words, button=tr("window", "Take over"), act=take_over)

    def _show_compiling(self, done: int, total: int, name: str) -> None:
        text = tr("window", "compiling kernels {done}/{total}").format(done=done, total=total)
        self.status.set_text("kernels", text if done < total else "")

    def _point(self, pixel: tuple[int, int] | None) -> None:
        self._pixel = pixel
        frame = self.session.frame
        text = "" if frame is None or pixel is None else probe(frame, *pixel, self.pictures.readable).text
        self.status.set_text("probe", text)

    # -- actions of the view

    def zoom_to(self, zoom: float) -> None:
        """A zoom by its number; 0 fits."""
        self.viewer.look(self.viewer.view.zoomed(zoom) if zoom else self.viewer.view.fitted())

    def step_zoom(self, steps: int) -> None:
        """Closer or farther, about the middle."""
        self.viewer.look(self.viewer.view.stepped(steps))

    def toggle_linear(self) -> None:
        """Average in linear light or by codes, below 1:1; remembered."""
        self.pictures.show_linear(not self.pictures.linear)
        if self._settings is not None:
            self._settings.setValue(_LINEAR, self.pictures.linear)

    def show_surround(self, name: str) -> None:
        """Surround the pictures with a grey of `theme.SURROUNDS`; remembered."""
        theme.use_surround(name)
        if name != self._surround:
            self._surround = name
            self.keys.prefer(replace(self.keys.preferences, surround=name))
        for pane in self.viewer.panes:
            pane.show_view(pane.view)  # paints it anew
        self.viewer.update()

    # -- Qt's own events

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        dropped.take(self, [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.files.may_lose_changes():
            event.ignore()
            return
        self.tending.end()
        self._times.close()
        self.rack.end()
        for part in (self.files, self.film, self.dumps, self.desk, vars(self).get("sweeping")):
            if part is not None:
                part.close()
        self.dock.close_work()
        self.bridge.close()
        if self.keeping is not None:
            self.keeping.close()
        event.accept()
