"""The main window: top bar, the two panes, the rack, the two lines at the bottom; and what connects them."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QSplitter, QVBoxLayout, QWidget

from tuner.app.preview import Shown
from tuner.app.session import Event, Session
from tuner.core.chain import StageError
from tuner.core.param import ParamError
from tuner.files.errors import FileError, one_line
from tuner.gui import theme
from tuner.gui.actions import ACTIONS, Action
from tuner.gui.bottom import MessageLine, StatusLine
from tuner.gui.bridge import Bridge
from tuner.gui.dialogs import Ask, AskUser
from tuner.gui.files import Files
from tuner.gui.film import Film
from tuner.gui.overlay import ShortcutOverlay
from tuner.gui.pictures import Pictures
from tuner.gui.probe import probe
from tuner.gui.rack import RackPanel
from tuner.gui.solving import Solving
from tuner.gui.sweep_work import Sweeping
from tuner.gui.topbar import TopBar
from tuner.gui.viewer import Viewer
from tuner.measure.solvers import SolverError

_RACK_WIDTH = 338
_LINEAR = "average_in_linear_light"  # in the settings
_SMALLEST = (880, 520)  # below this the bars no longer have room for what they say


class MainWindow(QMainWindow):
    """One window on one session.

    Parameters
    ----------
    ask : answers the questions about files; None asks the user
    settings : where the last folder and the way of averaging are remembered; None remembers nothing
    workers : threads of a render; None is one a processor
    timed : whether it says how long renders took; a screenshot leaves it out, so as not to vary
    """

    def __init__(
        self,
        session: Session | None = None,
        *,
        ask: Ask | None = None,
        settings: QSettings | None = None,
        workers: int | None = None,
        timed: bool = True,
    ) -> None:
        super().__init__()
        self.session = session or Session()
        self.bridge = Bridge(self.session.rack, workers, self)
        self.message, self.status, self.viewer = MessageLine(), StatusLine(), Viewer()
        self.pictures = Pictures(self.session, self.bridge, self.viewer, self)
        self.solving = Solving(self.session, self.bridge, self.viewer, self.message, self.say_error)
        self.rack = RackPanel(self.session)
        ask = ask or AskUser(self)
        self.files = Files(self, ask, settings)
        self.film = Film(self)
        self.sweeping = Sweeping(self, ask)
        self._pixel: tuple[int, int] | None = None
        self._complaint = ""  # the message that a picture could not be made
        self._settings, self._timed = settings, timed
        if settings is not None:
            self.pictures.linear = bool(settings.value(_LINEAR, False, type=bool))
        self.actions_by_name = self._make_actions()
        self.top = TopBar(self.actions_by_name)
        self._lay_out()
        self._overlay = ShortcutOverlay(self)
        self._connect()
        self._show_session()
        self.viewer.processed.setFocus()
        self.bridge.warm_up()

    # -- building

    def _make_actions(self) -> dict[str, QAction]:
        groups: dict[str, QActionGroup] = {}
        return {a.name: self._make_action(a, groups) for a in ACTIONS}

    def _make_action(self, a: Action, groups: dict[str, QActionGroup]) -> QAction:
        made = QAction(a.title, self)
        if a.icon is not None:
            made.setIcon(theme.icon(a.icon or a.name))
        made.setShortcut(QKeySequence(a.shortcut))
        made.setToolTip(f"{a.tip} ({made.shortcut().toString(QKeySequence.SequenceFormat.NativeText)})")
        made.setStatusTip(a.tip)
        if a.choice:
            groups.setdefault(a.choice, QActionGroup(self)).addAction(made)
            groups[a.choice].setExclusionPolicy(QActionGroup.ExclusionPolicy.ExclusiveOptional)
        made.setCheckable(bool(a.choice or a.switch))
        made.triggered.connect(lambda: self._carry_out(a))
        self.addAction(made)
        return made

    def _carry_out(self, a: Action) -> None:
        method: Callable[..., object] = attrgetter(a.handler)(self)
        method() if a.argument is None else method(a.argument)
        self._show_view()

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.viewer, 1)
        words = QHBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.message, 1)
        words.addWidget(self.film.progress)
        column.addLayout(words)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.film.strip)
        split.addWidget(left)
        split.addWidget(self.rack)
        split.setStretchFactor(1, 1)
        split.setStretchFactor(2, 0)
        split.setCollapsible(0, False)
        split.setCollapsible(1, False)
        split.setSizes([self.film.strip.width(), 1600 - _RACK_WIDTH, _RACK_WIDTH])
        whole = QWidget()
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.top)
        rows.addWidget(split, 1)
        rows.addWidget(self.status)
        self.setCentralWidget(whole)
        self.setAcceptDrops(True)
        self.setWindowIcon(theme.icon("app"))
        self.setMinimumSize(*_SMALLEST)
        self.resize(1600, 1000)

    def _connect(self) -> None:
        self.bridge.compiling.connect(self._show_compiling, Qt.ConnectionType.QueuedConnection)
        self.pictures.arrived.connect(self._picture_arrived)
        self.pictures.changed.connect(self._pictures_changed)
        self.pictures.failed.connect(self._picture_failed)
        self.pictures.raw_failed.connect(self._raw_failed)
        self.viewer.pointed.connect(self._point)
        self.top.mode_chosen.connect(self.pictures.show_mode)
        self.top.ev_chosen.connect(self.pictures.show_ev)
        self.rack.solve_requested.connect(self.solving.solve)
        self.rack.pick_requested.connect(self.solving.pick)
        self.rack.message.connect(self.message.say)
        self.session.listen(self._session_changed)

    # -- what is said

    def say_error(self, error: Exception) -> None:
        """One sentence in the message line."""
        if isinstance(error, FileError | ParamError | SolverError):
            text = str(error)
        elif isinstance(error, StageError):
            text = f"The picture could not be made: {error}. The last one stays."
        else:
            text = f"That did not work: {type(error).__name__}: {error}"
        self.message.say(one_line(text), wrong=True)

    def _picture_failed(self, error: Exception) -> None:
        self.status.set_text("kernels", "")
        self.say_error(error)
        self._complaint = self.message.text

    def _raw_failed(self, error: Exception) -> None:
        self.message.say(one_line(f"The raw view could not be made: {error}. The last one stays."), wrong=True)
        self._complaint = self.message.text

    def _pictures_changed(self) -> None:
        if self._complaint and self.pictures.error is None and self.pictures.raw_error is None:
            if self.message.text == self._complaint:
                self.message.clear()
            self._complaint = ""
        self._show_view()

    def _picture_arrived(self, shown: Shown) -> None:
        rendered = shown.rendered
        if self._timed:
            self.rack.show_times(rendered.stage_ms)
            self.status.set_text("time", f"{rendered.elapsed_ms:.0f} ms")
        self.rack.show_resolved(rendered.resolved)
        height, width = rendered.pixels.shape[:2]
        self.status.set_text("size", f"{width * height / 1e6:.1f} MP")
        self._point(self._pixel)

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
        self._show_view()

    def _show_view(self) -> None:
        """Badge, zoom and the choices in force."""
        view, pictures = self.viewer.view, self.pictures
        self.status.show_badge("EXACT" if pictures.exact else "")
        zoom = f"{'fit ' if view.fitting else ''}{view.zoom * 100:.0f} %"
        self.status.set_text("zoom", zoom if self.session.frame else "")
        self.status.set_text("screen", f"display {pictures.screen.name}")
        self.top.show_raw_view(pictures.mode, pictures.ev)
        on = {"side": self.viewer.side, "mode": pictures.mode, "zoom": 0.0 if view.fitting else view.zoom}
        for a in ACTIONS:
            if a.choice:
                self.actions_by_name[a.name].setChecked(on[a.choice] == a.argument)
            elif a.switch:
                self.actions_by_name[a.name].setChecked(attrgetter(a.switch)(self))

    def _show_compiling(self, done: int, total: int, name: str) -> None:
        self.status.set_text("kernels", f"compiling kernels {done}/{total}" if done < total else "")

    def _point(self, pixel: tuple[int, int] | None) -> None:
        self._pixel = pixel
        frame, shown = self.session.frame, self.pictures.shown
        if frame is None or pixel is None:
            self.status.set_text("probe", "")
            return
        rendered = shown.rendered if shown is not None and shown.frame is frame else None
        self.status.set_text("probe", probe(frame, *pixel, rendered).text)

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

    def show_shortcuts(self) -> None:
        """Every key and what it does."""
        self._overlay.toggle()

    # -- Qt's own events

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls():
            if url.isLocalFile():
                self.files.open_path(Path(url.toLocalFile()))
        event.acceptProposedAction()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.files.may_lose_changes():
            event.ignore()
            return
        self.files.watch.keep("raw", None)
        self.files.watch.keep("profile", None)
        self.film.close()
        self.sweeping.close()
        self.bridge.close()
        event.accept()
