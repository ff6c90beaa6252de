"""The dock under the pictures: scopes and regions, each opened and closed by a tab; the overlays' switches.

Where it is wide both stand side by side, else the one opened last. Closed, the dock is its bar alone. What is open,
and how, is remembered. What it measures runs on a thread of its own, what the overlays need on another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Literal, get_args

from PySide6.QtCore import QSettings, QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from tuner.app.preview import Shown
from tuner.app.session import Event, Session
from tuner.files.errors import FileError, one_line
from tuner.gui import theme
from tuner.gui.dock_bar import BAR, ROOMS, DockBar
from tuner.gui.language import say
from tuner.gui.overlays import NAMES, Overlays
from tuner.gui.overlays_layers import Cover
from tuner.gui.overlays_unseen import Unseen
from tuner.gui.probe_marks import PinMarks
from tuner.gui.probe_panel import ProbePanel
from tuner.gui.regions import InTurn, RegionMarks, Regions
from tuner.gui.regions_draw import RegionDrawing
from tuner.gui.regions_panel import RegionsPanel
from tuner.gui.scopes import ScopesPanel
from tuner.gui.sentences import said
from tuner.gui.subjects import Subjects
from tuner.gui.viewer import Viewer
from tuner.measure.scopes import KINDS

Page = Literal["scopes", "regions", "probe"]
PAGES: tuple[Page, ...] = get_args(Page)
ROOM_FOR_BOTH = 1150  # logical pixels
LEAST, _HEIGHT = 176, 226  # of the open dock at least, and at first
_FIRST = "scopes"  # open in a new window
_NO_LIMIT = 16777215  # as Qt has it

Say = Callable[[str, bool], None]
Measured = tuple[Subjects, Callable[[], str]]


class ScopeDock(QWidget):
    """Scopes, regions and overlays of one window.

    Parameters
    ----------
    in_turn : does file work off the window's thread: `Bridge.in_turn`
    shown : the picture that is on screen, whole and exact; None while there is none
    speak : shows one sentence, and whether something is wrong
    measured : the pictures on screen as regions measure them, and the stage the user means
    actions : the window's actions by name
    settings : where what is open is remembered; None remembers nothing
    """

    def __init__(
        self,
        session: Session,
        viewer: Viewer,
        in_turn: InTurn,
        shown: Callable[[], Shown | None],
        speak: Say,
        measured: Measured,
        actions: Mapping[str, QAction],
        settings: QSettings | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._settings, self._say, self._actions = session, settings, speak, actions
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="tuner-scopes")
        self._mappers = ThreadPoolExecutor(1, thread_name_prefix="tuner-overlays")  # a map may take a second or two
        self.regions = Regions(session, in_turn, self)
        self.scopes = ScopesPanel(self._executor, shown)
        self.panel = RegionsPanel(session, self.regions, self._executor, measured[0])
        self.probe = ProbePanel(session, self._executor)

        def seen(layer: str) -> bool:
            return (viewer.raw if layer == "raw" else viewer.processed) in viewer.seen

        measured[0].changed.connect(self.panel.stir)
        self.overlays = Overlays(session, self._mappers, shown, lambda: viewer.view, measured[1], seen, self)
        self.drawing = RegionDrawing(self.regions, lambda: viewer.panes, lambda text: speak(text, False))
        self.cover = Cover(viewer, self.overlays, (RegionMarks(session, self.regions), PinMarks(self.probe)))
        self._unseen = Unseen(self.overlays, actions, (measured[0].changed, self.overlays.changed), speak, self)
        self.open: tuple[Page, ...] = ()  # the one opened last stands last
        self._lent: tuple[Page, ...] = ()  # what was open before the pictures were lent its room
        self._height = _HEIGHT  # when it is open
        self._lay_out()
        self._restore()
        self._connect(viewer)

    def _lay_out(self) -> None:
        self.setObjectName("dock")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(f"#dock {{ background: {theme.PANEL.name()}; border-top: 1px solid {theme.LINE.name()}; }}")
        self.bar = DockBar(self.overlays, self._actions, PAGES)
        self.body = QSplitter(Qt.Orientation.Horizontal)
        self.body.setChildrenCollapsible(False)
        for part, stretch in ((self.scopes, 4), (self.panel, 5), (self.probe, 4)):
            self.body.addWidget(part)
            self.body.setStretchFactor(self.body.count() - 1, stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.body, 1)

    def _connect(self, viewer: Viewer) -> None:
        self.panel.draw_asked.connect(self.drawing.ask)
        self.panel.message.connect(lambda text: self._say(text, False))
        self.regions.refused.connect(self._refused)
        self.regions.changed.connect(self._regions_changed)
        self.overlays.changed.connect(self._overlays_changed)
        for part, told in (
            (self.scopes, lambda why: say("The scopes could not be made: {why}", why=why)),
            (self.panel, lambda why: say("The regions could not be measured: {why}", why=why)),
            (self.overlays, lambda why: say("The overlays could not be made: {why}", why=why)),
            (self.probe, lambda why: say("The probe could not be made: {why}", why=why)),
        ):
            part.failed.connect(partial(self._failed, told))
        self.bar.area.activated.connect(self._area_chosen)
        viewer.view_changed.connect(self.overlays.stir)
        viewer.view_changed.connect(self.cover.renew)
        viewer.pointed.connect(self.probe.point)
        self.probe.pins_changed.connect(self.cover.show_changes)
        self._session.listen(self._session_changed)

    # -- for the window

    def picture_changed(self) -> None:
        """Another picture is on screen: measure it, soon."""
        self.scopes.stir()
        self.panel.stir()
        self.overlays.stir()

    def close_work(self) -> None:
        """Measure nothing any more, and end the thread."""
        if self.seen and self.isVisible():
            self._height = self.height()
        self._keep("height", self._height)
        self.panel.close_work()
        self.overlays.close_work()
        for worker in (self.scopes.worker, self.probe.worker):
            worker.close()
        for executor in (self._executor, self._mappers):
            executor.shutdown(wait=True, cancel_futures=True)

    @property
    def idle(self) -> bool:
        """Whether everything on show has been measured."""
        return all(part.worker.idle for part in (self.scopes, self.panel, self.overlays, self.probe))

    # -- actions

    def turn(self, page: Page) -> None:
        """Open or close a page."""
        left = tuple(p for p in self.open if p != page)
        self._open(left if page in self.seen else (*left, page))
        self._keep("pages", ",".join(self.open))

    def lend(self, room: bool) -> bool:
        """Close for as long as pictures need the room, or open again what was open; gives whether anything changed."""
        pages = () if room else self._lent
        changed = bool(self.open) if room else bool(self._lent) and not self.open
        self._lent = self.open if room and changed else ()
        if changed:
            self._open(pages)
        return changed

    @property
    def seen(self) -> tuple[Page, ...]:
        """The pages there is room for."""
        return self.open[-2 if self.width() >= ROOM_FOR_BOTH else -1 :]

    @property
    def scopes_open(self) -> bool:
        """For the action's switch."""
        return "scopes" in self.seen

    @property
    def regions_open(self) -> bool:
        """For the action's switch."""
        return "regions" in self.seen

    @property
    def probe_open(self) -> bool:
        """For the action's switch."""
        return "probe" in self.seen

    def turn_log(self) -> None:
        """Counts logarithmically, or linearly."""
        self.scopes.show_log(not self.scopes.log)
        self._keep("log", self.scopes.log)

    def next_scope(self) -> None:
        """The next kind of scope; opens them when they are closed."""
        if not self.scopes_open:
            self.turn("scopes")
        else:
            self.scopes.next_kind()

    def _open(self, pages: tuple[Page, ...]) -> None:
        self.open = pages
        self._arrange()

    def _arrange(self) -> None:
        seen, was_open = self.seen, not self.body.isHidden()
        if was_open and not seen:
            self._height = max(self.height(), LEAST)
        self.scopes.setVisible("scopes" in seen)
        self.panel.setVisible("regions" in seen)
        self.probe.setVisible("probe" in seen)
        self.bar.make_room("scopes" in seen, self.width())
        self.body.setVisible(bool(seen))
        self.setMinimumHeight(LEAST if seen else BAR)
        self.setMaximumHeight(_NO_LIMIT if seen else BAR)
        if bool(seen) != was_open:
            self._take_height()
        for page in PAGES:
            self._actions[page].setChecked(page in seen)
        self._actions["scope_log"].setChecked(self.scopes.log)

    def _take_height(self) -> None:
        """As high as when it was open last, or as the bar; the pictures have the rest."""
        around = self.parentWidget()
        if isinstance(around, QSplitter):
            at, sizes = around.indexOf(self), around.sizes()
            room = sum(sizes)
            sizes[at] = min(self._height if self.seen else BAR, room)
            sizes[1 - at] = room - sizes[at]
            around.setSizes(sizes)

    def sizeHint(self) -> QSize:
        return QSize(800, self._height if self.seen else BAR)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        before, now = event.oldSize().width(), self.width()
        if any((before >= room) != (now >= room) for room in (ROOM_FOR_BOTH, *ROOMS)):
            self._arrange()

    # -- what changes

    def _session_changed(self, event: Event) -> None:
        if event == "frame":
            self.overlays.stir()

    def _regions_changed(self) -> None:
        names = [region.name for region in self.regions.items]
        kept = self.scopes.region
        again = next((r for r in self.regions.items if kept is not None and r.name == kept.name), None)
        self.bar.show_areas(names, 0 if again is None else 1 + self.regions.items.index(again))
        self.scopes.show_region(again)
        self.cover.show_changes()

    def _area_chosen(self, index: int) -> None:
        self.scopes.show_region(self.regions.items[index - 1] if index > 0 else None)

    def _overlays_changed(self) -> None:
        wanted = self.overlays.wanted
        for name in NAMES:
            self._actions[f"overlay_{name}"].setChecked(getattr(wanted, name))
        self.cover.show_changes()

    def _refused(self, error: Exception) -> None:
        more = " " + say("The regions of this raw are not kept.") if isinstance(error, FileError) else ""
        self._say(one_line(f"{said(error)}{more}"), True)

    def _failed(self, told: Callable[[Exception], str], error: Exception) -> None:
        self._say(one_line(told(error)), True)

    # -- remembering

    def _keep(self, name: str, value: object) -> None:
        if self._settings is not None:
            self._settings.setValue(f"dock/{name}", value)

    def _restore(self) -> None:
        pages, kind, log = _FIRST, KINDS[0], False
        if self._settings is not None:
            height = self._settings.value("dock/height", _HEIGHT, type=int)
            self._height = min(max(height, LEAST), 2000) if isinstance(height, int) else _HEIGHT
            pages = str(self._settings.value("dock/pages", _FIRST))
            kind = next((k for k in KINDS if k == self._settings.value("dock/kind")), kind)
            log = bool(self._settings.value("dock/log", False, type=bool))
        self.scopes.log = log
        self.scopes.show_kind(kind)
        self.scopes.kind_chosen.connect(partial(self._keep, "kind"))
        self._open(tuple(page for word in pages.split(",") for page in PAGES if page == word))
